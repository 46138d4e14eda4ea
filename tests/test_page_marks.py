"""Page marks: a section knows its pages, and no fact, quote or prompt ever holds a mark."""

from synthetic_data.gates import Gate, Maker
from synthetic_data.records import Answer, Item, Pair, Task
from synthetic_data.sections import Cutting, cut_document
from synthetic_data.text.page_marks import around_marks, page_marks, pages_of, without_page_marks

LONG = "The pump moves the water from the well behind the house to the tank under the roof. "
TEXT = f"""<!-- page 3 -->

# Pump

{LONG * 3}

<!-- page 4 -->

# Filter

{LONG * 3}

<!-- page 5 -->

The filter must be changed every spring, before the well runs full again.

<!-- page 7 -->

# Tank

{LONG * 3}
"""


def test_a_section_knows_the_pages_it_stands_on():
    sections = cut_document("a.md", TEXT, "", Cutting()).sections
    assert [(section.title, section.pages) for section in sections] == [("Pump", (3,)), ("Filter", (4, 5)), ("Tank", (7,))]


def test_a_document_without_marks_has_no_pages():
    assert {section.pages for section in cut_document("a.md", "# A\n\n" + LONG * 4, "", Cutting()).sections} == {()}


def test_no_fact_holds_a_mark():
    facts = [fact for section in cut_document("a.md", TEXT, "", Cutting()).sections for fact in section.facts]
    assert len(facts) == 10
    assert not any("page" in TEXT[fact.start : fact.end] for fact in facts)


def test_pages_of_any_stretch_follow_the_words_in_it():
    marks = page_marks(TEXT)
    filter_heading = TEXT.index("# Filter")
    assert pages_of(TEXT, marks, filter_heading, filter_heading + 8) == (4,)
    assert pages_of(TEXT, marks, 0, filter_heading) == (3,)
    assert pages_of(TEXT, marks, 0, len(TEXT)) == (3, 4, 5, 7)


def test_evidence_over_the_end_of_a_page_is_told_in_pieces():
    section = cut_document("a.md", TEXT, "", Cutting()).sections[1]
    quote = "to the tank under the roof. The filter must be changed every spring, before the well runs full again."
    steps = ("One.", "Two.", "Three.")
    item = Item("How often must the filter of the pump be changed?", steps, "Every spring.", (quote,))
    (pair,) = Gate().judge(Answer(Task("fact_based", (section,), 1), (item,)), Maker("model", "e", "easy"))
    assert isinstance(pair, Pair)
    assert pair.sections[0].pages == (4, 5)
    assert [entry.quote for entry in pair.evidence] == [
        "to the tank under the roof.",
        "The filter must be changed every spring, before the well runs full again.",
    ]
    assert all(TEXT[entry.start : entry.end] == entry.quote for entry in pair.evidence)


def test_a_stretch_without_a_mark_stays_as_it_is():
    assert list(around_marks("  a b ", 0, 6)) == [(0, 6)]


def test_a_model_sees_no_marks():
    assert "<!--" not in without_page_marks(TEXT)
