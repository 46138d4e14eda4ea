"""Summaries are made of sentences that stand alone; lists are asked for by what their lead or heading says they list."""

import re
from dataclasses import replace

import pytest

from synthetic_data.heuristics.summing.left_out import carries
from synthetic_data.heuristics.summing.summaries import summaries
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document


@pytest.fixture(autouse=True)
def a_part_may_be_short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sentences may be a small part of the whole, so that a test can say what else keeps them from summing it up."""
    if "of_the_whole" not in request.node.name:
        monkeypatch.setattr("synthetic_data.heuristics.summing.left_out.LEAST_SHARE_OF_FEW", 0.4)

ENGLISH = "The server keeps all the data that it has read, and sends it to the other servers of the cluster when they ask for it.\n"
HEADING = "# Storage engine\n\n"


def offered(markdown: str, kind: str, title: str = "") -> list[Candidate]:
    """What is offered for a document; title: what it is called, where that is not its first heading."""
    found: list[Candidate] = []
    for section in cut_document("doc.md", markdown, "0" * 64, Cutting()).sections:
        document = replace(section.document, title=title or section.document.title)
        for candidate in summaries(View(replace(section, document=document))):
            assert len(set(candidate.item.reasoning_steps)) == 3
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert section.text[start - section.start : end - section.start] == quote
            if candidate.question_type == kind:
                found.append(candidate)
    return found


def summary(*sentences: str) -> str:
    """The answer of the one summary of a section with these sentences, or ""."""
    text = HEADING + " ".join(sentences) + "\n"
    answers = [one.item.answer for one in offered(text, "section_summary", "Widget server")]
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
        "As a result, segments and blocks of the storage engine are kept for years on a local disk.",
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
        [pair] = offered(HEADING + " ".join(BODY[:count]) + "\n", "section_summary", "Widget server")
        assert "two" in pair.item.question
        assert pair.item.answer.startswith(BODY[0])
        assert sum(sentence in pair.item.answer for sentence in BODY) == 2
        assert re.search(r"hold \d\d % of the text under", pair.item.reasoning_steps[-1])
    assert summary(*BODY[:2]) == ""


def test_two_sentences_are_no_summary_unless_they_are_three_quarters_of_the_whole() -> None:
    [section] = cut_document("doc.md", HEADING + " ".join((BODY[0], BODY[1], "It is quick.")), "0" * 64, Cutting()).sections
    facts = section.facts
    assert carries(facts[:2], facts, sum(len(fact.text) for fact in facts))
    assert not carries(facts[:2], facts, 2 * sum(len(fact.text) for fact in facts))


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


OPENING = "The storage engine keeps widgets in segments on a local disk."
RULE = "A segment of the storage engine must be merged once a day."


@pytest.mark.parametrize(
    "kept",
    [
        RULE,
        "In 6.0 the segments of widgets were removed from the disk, as it was full.",
        "However, segments of a storage engine on a tape are never merged.",
    ],
)
def test_a_duty_or_a_limit_is_never_left_out_of_a_summary(kept: str) -> None:
    answer = summary(OPENING, BODY[1], BODY[2], kept)
    assert not answer or kept in answer
    assert RULE in summary(OPENING, BODY[1], BODY[2], RULE)


@pytest.mark.parametrize(
    "limit",
    [
        "Other segments require a good deal more of the disk.",
        "Failed segments are read again unless the disk of the reader is full for an hour.",
        "You should periodically look at it and at all that goes with it.",
        "To avoid this, export the parts by hand.",
        "Using a reader of its own is highly encouraged, as it will do this well.",
        "Below are tables that describe all the kinds of segments.",
        "\n\n> Segments that are full cannot be read by any of the readers.",
    ],
)
def test_where_a_limit_or_advice_cannot_be_told_nothing_is_summed_up(limit: str) -> None:
    assert summary(*BODY[:3])
    assert not summary(*BODY[:3], limit)


def test_a_summary_speaks_of_all_that_the_heading_names() -> None:
    text = "# Storage engine and locks\n\n" + " ".join(BODY) + "\n"
    assert not offered(text, "section_summary", "Widget server")
    assert offered(text.replace("widgets", "locks"), "section_summary", "Widget server")


def test_a_second_thing_that_is_told_of_is_not_left_out() -> None:
    assert not summary(*BODY[:3], "Tape Robot is a store for old parts and offers a library.")


def test_praise_and_the_lead_of_a_whole_document_are_no_summary() -> None:
    assert "great" not in summary(*BODY[:3], "The storage engine is great for segments of widgets on a disk.")
    assert not offered(HEADING + " ".join(BODY), "section_summary")


def test_a_summary_claims_no_more_than_that_its_sentences_stand_there_and_names_the_section_first() -> None:
    for number in range(12):
        text = f"# Storage engine\n\n{' '.join(BODY[:3])} The disk {number} is full.\n"
        (pair,) = offered(text, "section_summary", "Widget server")
        assert "key statement" not in pair.item.question and "sum it up" not in " ".join(pair.item.reasoning_steps)
        assert '"Storage engine" ' in pair.item.question and "(" not in pair.item.question


def test_a_list_is_told_of_as_one_list_of_its_section() -> None:
    (one,) = listed("The main duties of the widget server are:", *ITEMS)
    assert "list that is asked for" in one.item.reasoning_steps[0]
    assert not listed("Additional characteristics include:", *ITEMS)


@pytest.mark.parametrize(
    "item",
    [
        "**Widget quality** Keep all widgets and their parts clean",
        "Widgets have names of their own - [Naming of parts](names.md)",
        "Widgetizer - is a platform that keeps widgets",
        "Create a widget- branch for each of the widgets",
        "Visit [the guide](guide.md) for tips on how to keep widgets",
    ],
)
def test_a_list_with_a_point_that_is_glued_together_is_left_alone(item: str) -> None:
    assert listed("The main duties of the widget server are:", *ITEMS)
    assert not listed("The main duties of the widget server are:", *ITEMS, item)


def test_a_list_of_lists_is_asked_for_in_other_words() -> None:
    (one,) = listed("", *ITEMS, heading="Lists of widgets")
    assert one.item.question.startswith("What points does ")


def test_points_are_asked_for_by_a_heading_only_where_its_one_list_makes_them_all() -> None:
    points = "\n".join(f"- {item}" for item in ITEMS)
    text = f"# Widget server\n\n{ENGLISH}\n## Overview of widgets\n\n{points}\n\n{ENGLISH}\n"
    assert offered(text, "summarization")
    assert not offered(f"{text}\n- Each widget must be named\n- Its name must be short\n", "summarization")


def test_a_list_that_ends_with_the_name_of_a_page_is_one_to_find_ones_way() -> None:
    assert not listed("", *ITEMS, "Command Index")


def test_the_contents_of_a_document_are_no_points_of_it() -> None:
    points = "\n".join(f"- {item}" for item in ITEMS)
    assert not offered(f"# Widget server\n\n{points}\n\n{ENGLISH}", "summarization")
    assert listed("", *ITEMS, heading="Widgets in a house")


def test_what_somebody_has_to_do_is_no_list_of_people() -> None:
    duties = (
        "Guide the work on widgets of all kinds",
        "Keep the widgets apart by their names",
        "Merge the widgets once a day",
        "Remove old widgets at night",
    )
    assert not listed("The widget editors:", *duties)
    assert listed("The main duties of the widget server:", *duties)


def test_a_sentence_of_one_word_is_no_part_of_a_summary() -> None:
    assert summary("存储引擎把数据保存在本地磁盘上。", *BODY[1:]) == ""
    for sentence in ("存储引擎把数据保存在本地磁盘上。", "Merged."):
        assert sentence not in summary(BODY[0], sentence, *BODY[1:])


POINTS = "- All widgets must stand on one board.\n- A board can wear out after three years.\n- The lid is made of thin wood.\n"


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("The key differences are:", ""),
        ("Common reasons include:", ""),
        ("The key differences from the old shelf are:", "key differences from the old shelf"),
        ("There are a few important points to think about in setting up a shelf:", "important points to think about"),
        ("The shelf works by comparing two sets of widgets:", ""),
        ("The key features are:", "key features"),
    ],
)
def test_a_noun_that_leaves_open_of_what_it_is_asks_for_no_list(lead: str, asked: str) -> None:
    text = f"# Widget manual\n\n## Round shelf\n\n{ENGLISH}\n{lead}\n\n{POINTS}"
    questions = [one.item.question for one in offered(text, "summarization")]
    assert all(asked in question and "few" not in question for question in questions) and bool(questions) == bool(asked)


def test_a_short_heading_is_told_with_the_one_above_it() -> None:
    for outer, inner in (("", ""), ("10.4. ", "10.4.2. ")):
        text = f"# Widget manual\n\n{ENGLISH}\n## {outer}Footer style sheet\n\n### {inner}Colors\n\n{POINTS}"
        (one,) = offered(text, "summarization")
        assert '"Colors" under "Footer style sheet"' in one.item.question


def test_what_stands_elsewhere_or_is_a_log_asks_for_no_list() -> None:
    for heading in ("Where to go next", "Further reading", "Learn more about shelves"):
        assert not offered(f"# Widget manual\n\n{ENGLISH}\n## {heading}\n\n{POINTS}", "summarization")


def test_what_a_bracket_tells_does_not_say_which_one_is_meant() -> None:
    suffix = "The suffix{} gives the number of segments that the storage engine keeps on a local disk at once."
    assert not summary(BODY[0], suffix.format(" (2, 4 or 8)"), suffix.format(" (16, 32 or 64)"))


@pytest.mark.parametrize(
    "left",
    [
        "Segments of a tape are merged by the `repack` job.",
        "Segments of a tape are merged after 30 days.",
        "Segments of a tape are merged by the Archive Robot.",
        "There is no way to merge the segments of a tape.",
    ],
)
def test_code_figures_names_and_what_cannot_be_are_never_left_out_of_a_summary(left: str) -> None:
    assert summary(*BODY[:4])
    answer = summary(*BODY[:3], left)
    assert not answer or left in answer


def test_an_example_or_a_figure_that_is_told_anyway_may_be_left_out() -> None:
    assert summary(*BODY[:3], "For example, segments of a tape are merged by the `repack` job.")
    twice = ("Segments of a tape are merged after 30 days.", "The storage engine waits 30 days.")
    assert summary(OPENING, BODY[1], *twice)


def test_what_stands_elsewhere_is_no_statement_of_a_summary() -> None:
    assert "elsewhere" not in summary(*BODY[:3], "The storage engine has segments that are documented elsewhere.")


def test_the_verb_of_a_lead_is_no_noun_that_is_listed() -> None:
    assert not any("displays" in one.item.question for one in listed("The process summary line displays:", *ITEMS))
    assert not listed("Some aspects of the widgets to keep in mind are:", *ITEMS)
    assert any("key benefits" in one.item.question for one in listed("The key benefits of widgets:", *ITEMS))


def test_what_was_changed_once_asks_for_no_list() -> None:
    changes = (
        "Widgets are now kept in one segment",
        "The name of a widget has been renamed to its label",
        "Widgets no longer rust",
    )
    assert not listed("The main duties of the widget server are:", *changes)
    assert listed("The main duties of the widget server are:", *ITEMS)
