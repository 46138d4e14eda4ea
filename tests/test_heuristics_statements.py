"""True-or-false questions: verbatim or with one change, nothing that is not surely false, nothing that does not stand alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.gates import wanting
from synthetic_data.heuristics.verdicts.flips import flip_for, flipped
from synthetic_data.heuristics.verdicts.statements import statements
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.heuristics.words.scope import lacks_antecedent
from synthetic_data.records import Section
from synthetic_data.sections import Cutting
from synthetic_data.sections.document import cut_document

NAMES = ("Proxy", "Mail", "File", "Edge", "Core", "Print")


def section(*paragraphs: str, title: str = "Alert routing") -> Section:
    text = "---\nlanguage: en\n---\n\n# " + title + "\n\n" + "\n\n".join(paragraphs) + "\n"
    return cut_document("doc.md", text, "0" * 64, Cutting()).sections[-1]


def asked(*paragraphs: str, title: str = "Alert routing") -> list[Candidate]:
    return list(statements(View(section(*paragraphs, title=title))))


@pytest.mark.parametrize(
    ("truth", "false"),
    [
        ("The proxy server MUST reject expired tokens at once.", "The proxy server MUST NOT reject expired tokens at once."),
        ("The proxy server MUST NOT accept expired session tokens.", "The proxy server MAY accept expired session tokens."),
        ("Alert receivers can be grouped by `severity` and team.", "Alert receivers cannot be grouped by `severity` and team."),
        ("Alert receivers cannot be renamed after their creation.", "Alert receivers can be renamed after their creation."),
        ("A routing tree must contain at least two receivers.", "A routing tree must contain less than two receivers."),
        ("Alert grouping is disabled by default in new clusters.", "Alert grouping is enabled by default in new clusters."),
        ("Alert grouping is not supported on Windows hosts.", "Alert grouping is supported on Windows hosts."),
        ("Alert grouping can be enabled in the YAML settings.", "Alert grouping cannot be enabled in the YAML settings."),
        ("The proxy server does not match silenced alerts again.", "The proxy server matches silenced alerts again."),
        ("Silenced alerts are always stored in the local database.", "Silenced alerts are never stored in the local database."),
        ("The client library is faster than the server library.", "The client library is slower than the server library."),
        ("Alerts are stored in the local database.", "Alerts are not stored in the local database."),
    ],
)
def test_a_sentence_is_falsified_by_one_change(truth: str, false: str):
    flip = flip_for(truth)
    assert flip is not None and flipped(truth, flip) == false


@pytest.mark.parametrize(
    "sentence",
    [
        "Alert receivers may be grouped by severity and by team.",
        "The proxy server must not retry and must never cache tokens.",
        "Alert receivers must only be grouped by their severity.",
        "Use at least three replicas for every alert receiver.",
        "Building the proxy server does not of itself put it to use.",
        "Alerts that can be grouped share their severity label.",
        "If alerts can be grouped then the server groups them.",
        "Alert receivers can also be grouped by severity label.",
        "Some alert receivers must be grouped by their severity.",
        "The proxy server waits up to 30 seconds for an answer.",
        "Alert grouping is either enabled or disabled by receivers.",
        "Version 2 minutes of the meeting mention `--wait 30` there.",
    ],
)
def test_what_would_not_surely_be_false_is_left_alone(sentence: str):
    assert flip_for(sentence) is None


def test_a_figure_becomes_another_one_of_its_kind():
    truth = "The default scrape timeout for alert receivers is 10 seconds."
    flip = flip_for(truth)
    assert flip is not None and flip.kind == "figure" and truth[flip.start : flip.end] == "10"
    assert flip.new.isdigit() and flip.new != "10"


def test_the_answer_says_true_or_false_first_and_gives_the_true_sentence():
    sentences = [f"{name} servers MUST reject expired session tokens." for name in ("Proxy", "Mail", "File", "Edge")]
    found = asked(*sentences)
    assert len(found) == 4
    for candidate, truth in zip(found, sentences, strict=True):
        item = candidate.item
        assert item.evidence == (truth,)
        assert candidate.question_type == "true_false_fill_blank"
        if item.question.endswith(truth):
            assert item.answer.startswith("True. ")
        else:
            assert item.answer.startswith("False. ") and truth in item.answer
            assert item.question.endswith(truth.replace("MUST", "MUST NOT"))
        assert "Alert routing" in item.question


@pytest.mark.parametrize(
    "paragraph",
    [
        "It must reject expired tokens at once and close connections.",
        "This server must reject expired tokens at once.",
        "As shown above, the proxy server must reject expired tokens.",
        "The target must reject expired tokens at once.",
        "NOTE Proxy servers must reject expired tokens at once.",
        "Prerequisite: proxy servers must reject expired tokens at once.",
        "The resulting proxy server must reject expired tokens.",
        "- [ ] Proxy servers must reject expired tokens at once.",
        "MUST NOT contain repeated label names or values.",
        "The variable `x` must be declared before the inner loop.",
        "If true, the proxy server MUST reject expired tokens.",
        "If both are provided, the proxy server MUST reject expired tokens.",
        "Triggered before the proxy server MUST reject expired tokens.",
        "Two new files should have been created in the types directory.",
    ],
)
def test_a_sentence_that_does_not_stand_alone_is_left_alone(paragraph: str):
    assert asked(paragraph) == []


def test_names_that_the_sample_code_makes_up_are_no_matter_for_a_question():
    prose = "The `GuessMaker` type must carry the `Debug` trait of Rust itself."
    assert asked(prose, "```rust\nstruct Other;\n```")
    assert asked(prose, "```rust\nstruct GuessMaker;\n```") == []


def test_a_heading_that_is_the_sentence_gives_no_question():
    assert asked("Alert receivers must be urgent and important.", title="Alert receivers must be urgent and important") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Alertmanager is a service that routes alerts.",  # nobody believes that it is not
        "Live traffic is unaffected by releases of the blue environment.",  # "is not unaffected"
        "Metrics are intended to describe the state of servers.",
        "Alert receivers must be named.",  # by whom, with what?
        "Alert names should be chosen where they are applicable.",
        "Alert routing will continue to receive updates from its authors.",
        "Silenced alerts must not be stored, as it is common for servers to run out of space.",
        "Good alerts make work easier and thus can be closed faster.",
        "Alert receivers play a part and it should not become a burden.",
        "Estimation is inclusive of the individuals in the team.",
        "The axes of graphs should always be kept in mind.",
    ],
)
def test_what_nobody_would_take_for_true_once_denied_is_left_alone(sentence: str):
    assert flip_for(sentence) is None


@pytest.mark.parametrize(
    "paragraph",
    [
        "Proxy servers must reject tokens in the staging environment(QA) at once.",
        "Proxy servers must send the version number in a headers.",
        "Shellcheck extension should be used in VS Code by every developer.",
        "Proxy servers should be used in VS Code, it provides analysis of tokens.",
        "For each and every user functions, a set of tokens should be kept.",
        "Proxy servers must reject tokens of the former kind at once.",
        "Proxy servers must send the tokens to the aggregator at once.",
        "More sophisticated can randomly return errors to test the code paths of an app.",
        "Proxy servers can use multiple kinds of expired tokens as well.",
        "A data workshop is planned for DATE RANGE in the main building.",
    ],
)
def test_a_sentence_with_a_slip_or_a_dangling_reference_is_left_alone(paragraph: str):
    assert asked(paragraph) == []


TRUTHS = [f"{name} servers {modal} expired session tokens." for name in NAMES for modal in ("MUST NOT accept", "SHOULD reject")]


def test_the_question_says_whose_word_counts_without_ascribing_the_statement():
    for candidate in asked(*TRUTHS):
        assert '"Alert routing"' in candidate.item.question
        assert "statement by" not in candidate.item.question and "source" not in candidate.item.answer


def test_the_answer_gives_the_whole_sentence_and_never_contradicts_itself():
    for candidate in asked(*TRUTHS):
        truth = candidate.item.evidence[0]
        assert truth in candidate.item.answer and "…" not in candidate.item.answer
        if candidate.item.answer.startswith("True") and "NOT" in truth:
            assert "rules" not in candidate.item.answer and "forbids" not in candidate.item.answer


def test_the_last_step_names_the_words_that_decide():
    last = {candidate.item.reasoning_steps[2] for candidate in asked(*TRUTHS)}
    assert all("MUST NOT accept" in step or "SHOULD reject" in step for step in last)
    assert len({step.replace("MUST NOT accept", "").replace("SHOULD reject", "") for step in last}) > 3


@pytest.mark.parametrize(
    ("lead", "times"),
    [
        ("The rules of the team are:", 1),
        ("Examples of approaches for routing:", 0),
        ("Mistakes:", 0),
        ("Once a team is gone, these are the rules:", 0),
    ],
)
def test_a_list_of_examples_or_mistakes_lays_nothing_down(lead: str, times: int):
    assert len(asked(lead, "- Alert receivers MUST be grouped by their severity.\n- Alert receivers have short names.")) == times


def test_a_document_without_a_telling_title_gives_nothing_to_judge_by():
    assert asked("Proxy servers MUST reject expired session tokens.", title="Overview") == []


def test_other_languages_are_left_alone():
    text = "---\nlanguage: de\n---\n\n# Titel\n\nThe proxy server MUST reject expired tokens at once.\n"
    found = cut_document("doc.md", text, "0" * 64, Cutting()).sections
    assert list(statements(View(found[-1]))) == []


SUBJECTS = st.sampled_from(
    ["The proxy server", "Alert receivers", "A routing tree", "Prometheus", "The `--wait` flag", "Build agents"]
)
VERBS = st.sampled_from(["must", "MUST NOT", "should", "SHOULD NOT", "can", "cannot", "is always able to", "will", "shall"])
DOINGS = st.sampled_from(["accept expired tokens", "run before the tests", "hold at least two replicas", "keep data for 15 days"])
ENDS = st.sampled_from([".", " in production clusters.", " after the upgrade.", ', as defined in "RFC 1234".', " (since v2)."])


SENTENCES = st.builds(lambda *parts: f"{parts[0]} {parts[1]} {parts[2]}{parts[3]}", SUBJECTS, VERBS, DOINGS, ENDS)


@given(st.lists(SENTENCES, max_size=6))
def test_a_false_statement_differs_from_the_source_by_exactly_one_change(sentences: list[str]):
    for candidate in asked(*sentences):
        truth = candidate.item.evidence[0]
        assert wanting(candidate.item) == ""
        assert candidate.fact_starts
        if candidate.item.answer.startswith("True. "):
            assert candidate.item.question.endswith(truth)
            continue
        assert truth in candidate.item.answer
        question = candidate.item.question
        assert any(close(question[at:], truth) for at in range(1, len(question)) if question[at - 1] == " ")


def test_about_as_many_statements_are_true_as_false():
    names = [
        f"{first}-{second}" for first in ("Mail", "File", "Proxy", "Core", "Edge") for second in ("proxy", "cache", "relay", "sink")
    ]
    answers = [one.item.answer for one in asked(*(f"{name} servers MUST reject expired session tokens." for name in names))]
    assert len(answers) == len(names)
    assert 5 <= sum(answer.startswith("True. ") for answer in answers) <= 15


def close(said: str, truth: str) -> bool:
    """Whether two sentences share their beginning and end, and at most three words differ in one place."""
    left = 0
    while left < min(len(said), len(truth)) and said[left] == truth[left]:
        left += 1
    right = 0
    while right < min(len(said), len(truth)) - left and said[-1 - right] == truth[-1 - right]:
        right += 1
    changed = said[left : len(said) - right], truth[left : len(truth) - right]
    return left > 0 and right > 0 and said != truth and all(len(part.split()) <= 3 for part in changed)


@pytest.mark.parametrize(
    "sentence",
    [
        # with a second clause, nobody can tell what a "not" denies
        "Request bodies are limited to five megabytes by default; use the size option of the server to change it.",
        "A managed service is started by the hub, and the hub is responsible for its whole operation.",
        # "any user cannot" is no denial of "any user can"
        "While the hub is running, any user of the hub can request a token for a single service.",
        # two sentences with a comma between them
        "The list module errs on the side of being lenient, browsers will always render lists in a strict form.",
    ],
)
def test_what_no_single_change_denies_is_left_alone(sentence: str) -> None:
    assert asked(sentence) == []


def test_a_purpose_is_not_denied() -> None:
    assert flip_for("The proxy server must be restarted in the maintenance window of the week.")
    assert flip_for("The proxy server must be restarted to avoid the loss of open sessions.") is None
    assert flip_for("Token scanning is performed by the server in order to search for expired sessions.") is None


def test_the_words_that_decide_hold_more_than_an_article() -> None:
    for number in range(6):
        for one in asked(f"The value of the {NAMES[number]} sample MUST be a composite value of the server."):
            assert not any("MUST be a”" in step or "MUST NOT be a”" in step for step in one.item.reasoning_steps)


def test_what_a_part_without_a_telling_name_says_of_its_own_thing_is_left_alone() -> None:
    said = "The proxy server MUST reject expired tokens at once."
    for heading, told in (("Proxy server", True), ("Summary", False)):
        assert bool(asked("## Kinds of routing trees", f"### {heading}", said)) == told


def test_what_is_said_of_one_in_a_row_that_is_shown_elsewhere_is_left_alone() -> None:
    assert lacks_antecedent("Rust can tell that `c` is within the first pattern's range of letters.")
    assert not lacks_antecedent("Rust can tell that `c` is within the range of the first pattern.")


def test_what_one_is_kept_from_has_no_opposite_with_the_same_preposition() -> None:
    for sentence, word in (
        ("Silenced alerts are discouraged in new clusters.", "encouraged"),
        ("Alert authors are discouraged from using overly strict receivers in new clusters.", "are not"),
        ("Alert authors are encouraged to use the strict receivers in new clusters.", "are not"),
    ):
        flip = flip_for(sentence)
        assert flip is not None and flip.new == word
