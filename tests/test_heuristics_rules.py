"""What the family `rules` asks, and what it leaves alone."""

import pytest

from synthetic_data.heuristics.duties.rules import rules
from synthetic_data.heuristics.words.base import Candidate, View
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
    assert "what must senders send in a header" in question("Senders MUST send the protocol version in a header.")


def test_the_answer_is_the_sentence_of_the_source() -> None:
    sentence = "Senders MUST send the version of the protocol in a header."
    assert [one.item.answer for one in asked(sentence) if one.question_type == "fact_based"] == [sentence]


def test_how_binding_a_rule_is_follows_from_its_key_word() -> None:
    levels = {
        "MUST": "It is required: ",
        "SHOULD": "It is recommended: ",
    }
    for word, level in levels.items():
        sentence = f"Senders {word} send the version of the protocol in a header."
        assert [one.item.answer for one in asked(sentence) if one.question_type == "factual_recall"] == [level + sentence]


def test_what_may_or_must_not_be_done_is_asked_with_all_of_it() -> None:
    sentence = "Senders MAY send several requests for different series in parallel."
    [one] = asked(sentence)
    assert "may senders send several requests for different series in parallel" in one.item.question.lower()
    assert one.item.answer == f"Yes. {sentence}"
    [one] = asked("Senders MUST NOT send a request for the same series twice.")
    assert one.item.answer == "No. Senders MUST NOT send a request for the same series twice."


def test_a_rule_with_an_exception_is_not_asked_with_yes_or_no() -> None:
    assert asked("Senders MUST NOT send a second request unless the first one has failed.") == []


def test_a_range_is_asked_for_as_a_range() -> None:
    assert "in what range must quantiles lie" in question("Quantiles MUST be between 0 and 1 inclusive.")


def test_what_is_to_be_followed_is_asked_for_by_its_kind() -> None:
    assert "which guide should developers follow" in question("Developers should follow the Effective Go Style Guide.")


def test_a_permission_in_small_letters_is_left_alone() -> None:
    assert asked("Senders may send several requests for different series in parallel.") == []


def test_how_something_must_be_done_is_asked_with_how() -> None:
    assert "how must the body of a request be compressed" in question(
        "The body of a request MUST be compressed with the Snappy format."
    )


def test_a_condition_belongs_into_the_question() -> None:
    asked_for = question("Consumers MUST NOT generate an error if they encounter an unknown key.")
    assert "consumers" in asked_for and "generate an error if they encounter an unknown key?" in asked_for.replace(
        ", according", "?"
    )
    assert question("When a request fails, senders must return an error message.").startswith("when a request fails, what must")


def test_a_default_is_asked_for() -> None:
    assert "what is the default push interval" in question("The default push interval is 60 seconds.")
    assert "what does the `timeout` option default to" in question(
        "The `timeout` option defaults to ten seconds for every request."
    )


def test_a_statement_is_asked_for_its_object() -> None:
    assert "what does the pushgateway accept" in question("The Pushgateway accepts grouping keys that hold several labels.")
    assert "what do recording rules allow you to do" in question("Recording rules allow you to precompute expensive expressions.")


def test_a_number_is_asked_for_with_how_many() -> None:
    assert "how many metric types do the client libraries offer" in question(
        "The client libraries offer four metric types: counter and so on."
    )


def test_a_name_is_asked_for_by_what_it_does() -> None:
    recalled = [
        one
        for one in asked("The Pushgateway accepts grouping keys that hold short label names.")
        if one.question_type == "factual_recall"
    ]
    assert [one.item.answer for one in recalled] == ["The Pushgateway"]
    assert "Pushgateway" not in recalled[0].item.question


def test_a_purpose_is_asked_for() -> None:
    assert "what is the goal of chaos testing" in question("The goal of chaos testing is to find weak points before the users do.")


def test_an_object_is_not_asked_for_where_the_point_comes_behind_it() -> None:
    for sentence in (
        "The Lead Developer assigns a user story to two engineers of the team.",
        "The Lead Developer collects open questions, while others write code.",
        "The value `init` should use by default for the private flag of the server.",
        "Conditionals use the same set of variables used for variable expansion.",
        'The "read-write-stage" grants publish access to all stages of the server.',
        "The default widget logger is accessible through the server module directly.",
        "`widget-response` Enables the return of streams of objects in all routes of a server.",
        "Plugin hooks execute before hooks of the whole server at all times.",
        "Version 3 of Remote Protocol and lower are deprecated and will get no fixes.",
        "The `if` block evaluates to an integer, and the `else` block evaluates to a string.",
    ):
        assert asked(sentence) == [], sentence


def test_how_something_is_done_is_asked_with_how() -> None:
    mocks = "Unit mocks can be activated via conditional compilation or by environment variables at runtime."
    assert "how can unit mocks be activated" in question(mocks)
    assert "what can leader election be used for" in question("Leader Election can be used to keep one healthy service on standby.")


def test_slips_of_the_source_are_not_taught() -> None:
    for sentence in (
        "Spark Monitoring library collects metrics about drivers, executors, and caches.",
        "Azure Learning service provides SDK to deploy model as container.",
        "The Performance Template can be used to capture details for every iterations.",
        "The Health Checker provides a HTTP interface that tells the state.",
    ):
        assert asked(sentence) == [], sentence


def test_a_thing_that_only_the_page_shows_is_left_alone() -> None:
    for sentence in (
        "The POST line includes both native and classic bucket fields.",
        "The target MUST offer a second protocol to the scraper.",
        "Awesome Remote contains a more complete list of resources.",
        "Subsequent characters MUST be either letters, numbers, or colons.",
        "Remote scrape config offers scrape protocol negotiation for servers.",
    ):
        assert asked(sentence) == [], sentence


def test_how_a_project_governs_itself_is_not_asked() -> None:
    sentence = "Maintainers MUST announce the motion on the mailing list."
    assert asked(sentence, "Project governance") == []


def test_a_place_of_that_name_alone_is_no_document() -> None:
    assert asked("Implementations MUST support canonical number formats.", "Considerations") == []


def test_a_specification_and_a_product_are_named_without_quotation_marks() -> None:
    sentence = "Senders MUST NOT send a request for the same series twice."
    assert '"' not in asked(sentence, "OpenMetrics 1.0")[0].item.question
    [one] = asked(sentence, "Foo Remote-Write 2.0 specification [EXPERIMENTAL]")
    assert "the Foo Remote-Write 2.0 specification" in one.item.question and "EXPERIMENTAL" not in one.item.question


def test_the_steps_speak_plainly() -> None:
    for one in asked("Senders MUST send the protocol version in a header."):
        assert not any(step.startswith("Of ") for step in one.item.reasoning_steps)


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


def test_a_duty_of_any_kind_is_asked_for_where_it_is_the_only_one() -> None:
    rule = "Loop labels must begin with a single quote and end before a colon."
    assert "loop labels" in question(rule)
    assert question(rule).split("loop labels")[0].strip().endswith(("required of", "applies to"))
    assert asked(f"{rule} Loop labels must never be longer than the name of the loop itself.") == []


def test_advice_that_says_next_to_nothing_is_left_alone() -> None:
    for advice in (
        "Design reviews should be lightweight and should not feel like a burden to the team.",
        "The memory should be requested from the allocator at the time of the start.",
        "Multiple scenarios should be written down before any of the test cases are made.",
    ):
        assert question(advice) == ""


def test_what_code_does_is_asked_for_where_no_narrower_question_fits() -> None:
    sentence = "The `lines` method returns an iterator over all lines by splitting a stream at each newline."
    assert "what does the `lines` method do" in question(sentence)


def test_the_first_sentence_of_a_list_item_is_a_statement_of_its_own() -> None:
    found = asked("- Broken builds must block the merge of a pull request. Ask the team when in doubt.\n- Second.\n")
    assert [one.item.answer for one in found] == ["Broken builds must block the merge of a pull request."]


def test_an_answer_that_the_question_holds_already_is_no_answer() -> None:
    assert question("The `metadata` field refers to metadata of a project.") == ""


def test_a_licence_is_no_place() -> None:
    assert question("The short name index is available under the MIT license of the widget project.") == ""


def test_a_thing_that_only_its_place_identifies_is_not_asked_for_by_name() -> None:
    assert question("The hosted CDN provides small PNG pictures or SVG pictures of each sign.", "factual_recall") == ""


def test_two_names_keep_their_capitals() -> None:
    assert "Counter and Gauge" in asked("Counter and Gauge MUST be part of each client library.")[0].item.question


def test_what_a_term_refers_to_is_asked_for() -> None:
    sentence = "Portability refers to the ease with which software can be moved to a different platform."
    (one,) = asked(sentence, title="Portability")
    assert one.item.question == "What does portability refer to?"
    assert one.item.answer == sentence


def test_what_is_required_of_nobody_and_a_page_on_when_are_left_alone() -> None:
    assert question("The remote API requires authorization to access its list of users.") == ""
    assert question("The manual of the protocol provides a helpful page about when to use a compressed stream.") == ""


def test_what_is_to_be_expected_is_no_advice() -> None:
    assert question("The `up` metric should display two instances with labels of their own.") == ""


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        # two rules in one breath
        ("Gauges", "House gauges MUST start at zero litres, you MAY offer a way for a gauge to start elsewhere."),
        ("Gauges", "The house guidelines provide design guidance covering a multitude of different cases of use."),
        ("Gauges", "Unless otherwise specified, the gauge house defaults to a `litre`, which is the type of `number`."),
        (
            "Gauge feedback examples",
            "## Support for Acme Gauges\n\nThe Acme Gauge Service should have first class Linux container support so solutions can "
            "be deployed on a wildly popular platform.",
        ),
        ("Gauges", "Ingestors MAY reject the set of samples with such metric family."),
        # a box with a heading of its own
        ("Gauges", "> ### Houses with a Cellar\n>\n> The gauge tree should be defined in _src/cellar.rs_."),
    ],
)
def test_double_rules_pointers_examples_and_boxes_are_left_alone(title: str, sentence: str) -> None:
    assert not asked(sentence, title)


def test_a_question_that_holds_the_title_names_its_place_unless_it_holds_a_name() -> None:
    [one] = asked("The `configure` feature supports a change of the settings of each hook.", "configure")
    assert '"configure"' in one.item.question
    [one] = asked("The Acme Gateway supports a change of the settings of each hook.", "Acme Gateway")
    assert '"Acme' not in one.item.question


def test_matters_that_only_sound_like_lists_of_links_are_asked_about() -> None:
    sentence = "Senders MUST send the version of the protocol in a header."
    for title in ("Reading the header", "Media types of the protocol", "References and borrowing", "Samples and histogram samples"):
        assert asked(sentence, title)
    for title in ("Further reading", "Related links", "References", "Tutorials on headers"):
        assert not asked(sentence, title)


def test_a_similar_rule_is_similar_to_one_told_before() -> None:
    assert not asked("The Remote Protocol enforces a similar rule for the headers of all senders.")
    assert asked("The Remote Protocol enforces a strict rule for the headers of all senders.")
