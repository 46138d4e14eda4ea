"""The gates: what is whole, stands alone and is in the source passes; everything else is rejected with its reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data.gates import LEANING, Gate, Maker, broken, leans
from synthetic_data.records import Answer, Item, Pair, Rejection, Section, Task
from synthetic_data.sections import Cutting, cut_document

TEXT = """# Kettle

The kettle boils **1.7 litres** of water in four minutes, and its lid must stay closed until the light goes out.

Its [base](base.md) draws at most 2,200 watts; the `off` switch cuts the current at 100 °C within a second.
"""
STEPS = ("The manual gives the volume.", "It names four minutes.", "So four minutes is the answer.")
MAKER = Maker("model", "test", "easy")


def section() -> Section:
    return cut_document("kettle.md", TEXT, "0" * 64, Cutting()).sections[0]


def judged(**changes: object) -> Pair | Rejection:
    values = {
        "question": "How long does the kettle take to boil 1.7 litres?",
        "reasoning_steps": STEPS,
        "answer": "Four minutes.",
        "evidence": ("boils 1.7 litres of water in four minutes",),
        **changes,
    }
    task = Task("fact_based", (section(),), 1)
    (result,) = Gate().judge(Answer(task, (Item(**values),)), MAKER)  # type: ignore[arg-type]
    return result


def reason(**changes: object) -> str:
    result = judged(**changes)
    assert isinstance(result, Rejection)
    return result.reason


def test_a_good_item_becomes_a_pair_with_the_sources_own_words_as_evidence():
    pair = judged()
    assert isinstance(pair, Pair)
    (evidence,) = pair.evidence
    assert evidence.quote == TEXT[evidence.start : evidence.end] == "boils **1.7 litres** of water in four minutes"
    assert pair.sections[0].heading_path == ("Kettle",)


def test_evidence_that_is_not_in_the_source_rejects():
    assert reason(evidence=("boils 1.7 litres of water in five minutes",)) == "evidence not in the source"
    assert reason(evidence=()) == "no evidence"


def test_a_span_must_hold_exactly_what_it_claims():
    start = TEXT.index("four minutes")
    assert isinstance(judged(evidence=("four minutes",), spans=((0, start, start + 12),)), Pair)
    assert reason(evidence=("four minutes",), spans=((0, start + 1, start + 13),)) == "evidence not in the source"


def test_fewer_than_three_steps_or_the_same_one_three_times_reject():
    assert reason(reasoning_steps=STEPS[:2]) == "fewer than three reasoning steps"
    assert reason(reasoning_steps=("Same.", "Same.", "Same.")) == "fewer than three reasoning steps"


@pytest.mark.parametrize("answer", ["", "  ", "N/A", "Not specified.", "The passage does not say.", "I cannot answer that."])
def test_empty_and_evasive_answers_reject(answer: str):
    assert reason(answer=answer) == "empty or evasive answer"


@pytest.mark.parametrize(
    "question",
    [
        "What does the passage say about kettles?",
        "According to this section, how long does it take?",
        "Which watts are mentioned above?",
        "What is described in the text above?",
        "As shown below, what is the limit?",
    ],
)
def test_questions_that_lean_on_the_text_reject(question: str):
    assert reason(question=question) == "question leans on the text"


@pytest.mark.parametrize("thing", ["suffixes that text format sample names use", "root of the document object model"])
def test_a_text_format_is_no_text_that_a_question_leans_on(thing: str):
    assert isinstance(judged(question=f"How long does the kettle take, going by the {thing}?"), Pair)


@settings(max_examples=300)
@given(st.from_regex(LEANING))
def test_the_quick_look_misses_no_question_that_leans_on_the_text(question: str):
    assert leans(question)


@pytest.mark.parametrize("question", ["Which text encoding must the file have?", "What does `the section` keyword do in Kettle?"])
def test_questions_about_texts_and_sections_as_such_pass(question: str):
    assert isinstance(judged(question=question), Pair)


@pytest.mark.parametrize(
    "text", ["an `open span", "a [link](x.md)", "see[^1]", "{{ shortcode }}", "<div>x</div>", "```\ncode", "**half"]
)
def test_broken_markdown_is_known(text: str):
    assert broken(text)


@pytest.mark.parametrize(
    "text", ["a `code [x](y)` span", "```\n{{ x }}\n```", "2 < 3 > 1", "**both** sides", "a_b and 2*3*4", "`Vec<i32>`"]
)
def test_whole_markdown_is_not_called_broken(text: str):
    assert not broken(text)
