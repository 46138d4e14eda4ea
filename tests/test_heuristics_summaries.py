"""Summaries are made of sentences that stand alone; lists are asked for by what their lead or heading says they list."""

import re

import pytest

from synthetic_data.heuristics.base import Candidate, View
from synthetic_data.heuristics.summaries import summaries
from synthetic_data.sections import Cutting, cut_document

ENGLISH = "The server keeps all the data that it has read, and sends it to the other servers of the cluster when they ask for it.\n"


def offered(markdown: str, kind: str) -> list[Candidate]:
    found: list[Candidate] = []
    for section in cut_document("doc.md", markdown, "0" * 64, Cutting()).sections:
        for candidate in summaries(View(section)):
            assert len(set(candidate.item.reasoning_steps)) == 3
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert section.text[start - section.start : end - section.start] == quote
            if candidate.question_type == kind:
                found.append(candidate)
    return found


def summary(*sentences: str) -> str:
    """The answer of the one summary of a section with these sentences, or ""."""
    text = "# Storage engine\n\n" + " ".join(sentences) + "\n"
    answers = [one.item.answer for one in offered(text, "section_summary")]
    assert len(answers) <= 1
    return answers[0] if answers else ""


BODY = (
    "The storage engine keeps widgets in segments on a local disk.",
    "Segments are merged in the background by the storage engine once a day.",
    "A merged segment holds the widgets of one whole day.",
    "Widgets of a segment are sorted by their names and compressed in blocks.",
    "Blocks of a segment are read by the storage engine in one piece.",
)


def test_a_summary_is_the_opening_and_two_sentences_of_the_section_in_their_order() -> None:
    answer = summary(*BODY)
    assert answer.startswith(BODY[0])
    assert [sentence for sentence in BODY if sentence in answer] == sorted(
        (sentence for sentence in BODY if sentence in answer), key=answer.index
    )
    assert sum(sentence in answer for sentence in BODY) == 3


@pytest.mark.parametrize(
    "leaning",
    [
        "It's the fastest part of the storage engine and of its segments and blocks on a local disk.",
        "We’d love to hear about your segments and blocks of the storage engine on a local disk.",
        "As a result, segments and blocks of the storage engine are never lost on a local disk.",
        "A way to read the segments and blocks of the storage engine.",
        "Provides the segments and blocks of the storage engine with a local disk and its widgets.",
        "'the engine', and keeps segments and blocks of the storage engine on a local disk.",
        "Any other segments and blocks of the storage engine stay on a local disk.",
        "A design doc describes how segments and blocks of the storage engine are kept on a local disk.",
        "Check out the guide to the storage engine to learn more about segments and blocks on a disk.",
        "The storage engine storage engine keeps segments and blocks on a local disk with widgets.",
        "Segments and blocks of the storage engine are read by the [reader][the-reader] of a local disk.",
    ],
)
def test_a_sentence_that_leans_on_others_or_is_no_sentence_is_not_chosen(leaning: str) -> None:
    answer = summary(*BODY[:4], leaning, BODY[4])
    assert answer and leaning[:20] not in answer


def test_what_stands_under_another_heading_is_no_part_of_a_summary() -> None:
    text = (
        "# Widget server\n\n## Storage engine\n\n" + " ".join(BODY[:3]) + "\n\n### Locks\n\n" + " ".join(BODY[3:]) + " " + ENGLISH
    )
    assert offered(text, "section_summary") == []


def listed(lead: str, *items: str, title: str = "Widget server", heading: str = "Overview of widgets") -> list[Candidate]:
    points = "\n".join(f"- {item}" for item in items)
    return offered(f"# {title}\n\n{ENGLISH}\n## {heading}\n\n{lead}\n\n{points}\n", "summarization")


ITEMS = ("Widgets are kept apart by their names", "Widgets are merged once a day", "Old widgets are removed at night")


@pytest.mark.parametrize(
    ("lead", "asked_for"),
    [
        ("The main duties of the widget server are:", "main duties of the widget server"),
        ("Widgets are old. Some strengths of merged widgets include:", "strengths of merged widgets"),
        ("Data validation practices include:", "data validation practices"),
        ("A widget server MUST have the following properties:", "which properties must a widget server have"),
        ("The widget server supports the following operations:", "which operations does the widget server support"),
    ],
)
def test_a_list_is_asked_for_by_its_lead(lead: str, asked_for: str) -> None:
    (one,) = listed(lead, *ITEMS)
    assert asked_for in one.item.question.lower()
    assert one.item.answer == "\n".join(f"- {item}" for item in ITEMS)


def test_a_heading_that_tells_a_kind_of_points_is_completed_by_the_document() -> None:
    (one,) = listed("", *ITEMS, heading="Goals")
    assert "goals" in one.item.question and "Widget server" in one.item.question


@pytest.mark.parametrize(
    "lead",
    [
        "This approach has the following downsides:",
        "The action provides the following outputs of some use to all:",
        "Try some of these variations and see what they do:",
        "In this chapter, there is a lot to learn:",
        "The wrapper handles various action errors:",
    ],
)
def test_a_lead_that_names_no_list_gives_no_question(lead: str) -> None:
    questions = [one.item.question for one in listed(lead, *ITEMS)]
    assert not questions or all(
        "Which action" not in question and "handles" not in question and "this" not in question.lower() for question in questions
    )


@pytest.mark.parametrize(
    "item",
    [
        "We write tests for all the widgets that are kept",
        "[All about widgets and their names](https://example.com/widgets)",
        "This site has a blog about widgets",
        "See the widgets in the table above",
    ],
)
def test_a_list_with_an_item_that_points_elsewhere_is_left_alone(item: str) -> None:
    assert listed("The main duties of the widget server are:", *ITEMS, item) == []


def test_a_list_of_pages_to_see_is_left_alone() -> None:
    assert listed("", *ITEMS, heading="See also") == []


def test_a_list_of_a_default_and_a_type_is_left_alone() -> None:
    assert (
        listed("", "Default: false for all widgets", "Type: Boolean or null", "Deprecated: use `--widget`", heading="Widget size")
        == []
    )


def test_a_list_of_nothing_but_code_is_left_alone() -> None:
    assert listed("The methods of a widget socket are:", "`widget.send(text)`", "`widget.send(data)`", "`widget.close(code)`") == []


def test_a_link_within_an_item_is_reduced_to_its_text() -> None:
    (one,) = listed(
        "The main duties of the widget server are:", *ITEMS, "Widgets follow the rules of [the guide](guide.md) on names"
    )
    assert one.item.answer.endswith("- Widgets follow the rules of the guide on names")


def test_a_section_of_three_or_four_sentences_is_summed_up_in_two() -> None:
    for count in (3, 4):
        [pair] = offered("# Storage engine\n\n" + " ".join(BODY[:count]) + "\n", "section_summary")
        assert "two" in pair.item.question
        assert pair.item.answer.startswith(BODY[0])
        assert sum(sentence in pair.item.answer for sentence in BODY) == 2
        assert re.search(r"hold \d\d % of the text under", pair.item.reasoning_steps[-1])
    assert summary(*BODY[:2]) == ""


def test_a_sentence_that_goes_on_about_the_opening_is_kept_right_behind_it() -> None:
    goes_on = "It merges the segments of the storage engine once a day."
    assert summary(BODY[0], goes_on, BODY[2], BODY[3]).startswith(f"{BODY[0]} {goes_on}")
    assert summary(BODY[0], BODY[2], goes_on) == f"{BODY[0]} {BODY[2]}"
    assert summary(BODY[0], "It merges segments.", BODY[2], BODY[3]) == ""
    assert summary(BODY[0], "It is like our other example above.", BODY[2], BODY[3]) == ""


def test_no_summary_holds_a_pointer_to_another_page_or_a_sentence_that_runs_on() -> None:
    assert summary(BODY[0], BODY[2], "The segment guide is a good place to start with segments.") == f"{BODY[0]} {BODY[2]}"
    assert (
        summary(BODY[0], "A segment of the storage engine " + "and a block " * 25 + "are one.", "The engine website has more.")
        == ""
    )


def test_what_a_page_plans_for_the_future_is_no_point_to_learn() -> None:
    lead = "The widget server has the following goals:"
    assert listed(lead, *ITEMS, heading="Widgets in a house")
    assert not listed(lead, *ITEMS, heading="Future")


def test_a_sentence_of_one_word_is_no_part_of_a_summary() -> None:
    assert summary("存储引擎把数据保存在本地磁盘上。", *BODY[1:]) == ""
    for sentence in ("存储引擎把数据保存在本地磁盘上。", "Merged."):
        assert sentence not in summary(BODY[0], sentence, *BODY[1:])
