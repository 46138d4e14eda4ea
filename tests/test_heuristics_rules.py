"""What the family `rules` asks, and what it leaves alone."""

from synthetic_data.heuristics.base import Candidate, View
from synthetic_data.heuristics.rules import rules
from synthetic_data.sections import Cutting, cut_document

ENGLISH = "\n\nWe think that it is good to read all of this, and you should not be afraid of the many words that are in it.\n"


def asked(sentence: str, title: str = "Remote Protocol") -> list[Candidate]:
    found: list[Candidate] = []
    markdown = f"# {title}\n\n{sentence}{ENGLISH}"
    for section in cut_document("doc.md", markdown, "0" * 64, Cutting()).sections:
        for candidate in rules(View(section)):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert section.text[start - section.start : end - section.start] == quote
            assert len(candidate.item.reasoning_steps) >= 3
            assert candidate.fact_starts
            found.append(candidate)
    return found


def question(sentence: str, kind: str = "fact_based") -> str:
    """The one question of a type, in lower case: where its place stands in it varies."""
    questions = [one.item.question for one in asked(sentence) if one.question_type == kind]
    assert len(questions) <= 1
    return questions[0].lower() if questions else ""


def test_an_obligation_is_asked_for_by_its_verb() -> None:
    assert "what must senders send" in question("Senders MUST send the version of the protocol in a header.")


def test_the_answer_is_the_sentence_of_the_source() -> None:
    sentence = "Senders MUST send the version of the protocol in a header."
    assert [one.item.answer for one in asked(sentence) if one.question_type == "fact_based"] == [sentence]


def test_how_binding_a_rule_is_follows_from_its_key_word() -> None:
    levels = {
        "MUST": "It is required: ",
        "SHOULD": "It is recommended: ",
        "MAY": "It is optional: ",
        "MUST NOT": "It is forbidden: ",
    }
    for word, level in levels.items():
        sentence = f"Senders {word} send the version of the protocol in a header."
        assert [one.item.answer for one in asked(sentence) if one.question_type == "factual_recall"] == [level + sentence]


def test_how_something_must_be_done_is_asked_with_how() -> None:
    assert "how must the body of a request be compressed" in question(
        "The body of a request MUST be compressed with the Snappy format."
    )


def test_a_condition_belongs_into_the_question() -> None:
    asked_for = question("Consumers MUST NOT generate an error if they encounter an unknown key.")
    assert "what must consumers not do if they encounter an unknown key" in asked_for
    assert question("When a request fails, senders must retry the request after a minute.").startswith("when a request fails, what")


def test_a_default_is_asked_for() -> None:
    assert "what is the default push interval" in question("The default push interval is 60 seconds for all of the metrics.")
    assert "what does the `timeout` option default to" in question(
        "The `timeout` option defaults to ten seconds for every request."
    )


def test_a_statement_is_asked_for_its_object() -> None:
    assert "what does the pushgateway accept" in question("The Pushgateway accepts metrics from jobs that can not be scraped.")
    assert "what do recording rules allow you to do" in question("Recording rules allow you to precompute expensive expressions.")


def test_a_number_is_asked_for_with_how_many() -> None:
    assert "how many metric types do the client libraries offer" in question(
        "The client libraries offer four metric types: counter and so on."
    )


def test_a_name_is_asked_for_by_what_it_does() -> None:
    recalled = [
        one
        for one in asked("The Pushgateway accepts metrics from jobs that can not be scraped.")
        if one.question_type == "factual_recall"
    ]
    assert [one.item.answer for one in recalled] == ["The Pushgateway"]
    assert "Pushgateway" not in recalled[0].item.question


def test_a_purpose_is_asked_for() -> None:
    assert "what is the goal of chaos testing" in question("The goal of chaos testing is to find weak points before the users do.")


def test_the_document_is_named_unless_the_question_names_it() -> None:
    assert "remote protocol" in question("Senders MUST send the version of the format in a header.")


def test_what_two_sentences_answer_is_not_asked() -> None:
    assert (
        asked(
            "Receivers may not know it. Storage servers support compressed blocks. Storage servers "
            "support encrypted blocks as an extra."
        )
        == []
    )


def test_statements_that_lean_on_others_are_left_alone() -> None:
    for sentence in (
        "It MUST be sent with every request of the sender.",
        "These senders MUST send a header with every request.",
        "The senders described above MUST send a header with every request.",
        "The value must be smaller than the number of all the shards.",
        "The function returns the number of the shards that are left.",
        "Write tests before the code and use the results to improve the design.",
        "Event logs halt the server and use a lot of the space on the disk.",
        "The first part uses the same thing in order to do that as well.",
        "Everyone should begin by reading the general guidance of the team.",
        "As the queue grows, senders that wait for a long time drop requests.",
    ):
        assert asked(sentence) == [], sentence


def test_a_heading_that_says_it_all_leaves_nothing_to_ask() -> None:
    assert [
        one for one in asked("Alerts should be urgent and real for everyone.", "Alerts should be urgent and real for everyone")
    ] == []


def test_two_verbs_in_a_row_are_left_alone() -> None:
    assert asked("A strong suite of unit tests helps increase the trust of the developers.") == []
