"""What is read out of a model's reply: fixtures of what local models really write, and what holds for any text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data.replies import LONGEST_REPLY, Reading, read_reply

FIXTURES = sorted((Path(__file__).parent / "replies").glob("*.txt"))


def parts(fixture: Path) -> tuple[str, list[tuple[str, str]]]:
    """A fixture's reply and its lines "name: value" of what is expected; ⏎ stands for a line break, ⇥ for a tab."""
    reply, expected = fixture.read_bytes().decode("utf-8").split("\n-----\n")
    lines = [line.replace("⏎", "\n").replace("⇥", "\t").split(": ", 1) for line in expected.split("\n") if line]
    return reply, [(name, value) for name, value in lines]


def in_plain_form(reading: Reading) -> dict[str, list[str]]:
    """A reading in the words of the fixtures."""
    items = reading.items
    return {
        "items": [str(len(items))],
        "question": [item.question for item in items],
        "step": [step for item in items for step in item.reasoning_steps],
        "answer": [item.answer for item in items],
        "evidence": [quote for item in items for quote in item.evidence],
        "problem": list(reading.problems),
        "abstained": ["yes"] if reading.abstained else [],
        "unreadable": [reading.unreadable] if reading.unreadable else [],
    }


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_reply_is_read_as_its_fixture_says(fixture: Path):
    """Items, problems, abstention and unreadability are always compared; the fields of the items where the fixture names them."""
    reply, expected = parts(fixture)
    read = in_plain_form(read_reply(reply))
    named = {name for name, _ in expected} | {"items", "problem", "abstained", "unreadable"}
    assert {name: read[name] for name in named} == {name: [value for other, value in expected if other == name] for name in named}


def test_there_are_fixtures_enough_and_each_says_how_many_items_it_holds():
    assert len(FIXTURES) >= 45
    for fixture in FIXTURES:
        assert [name for name, _ in parts(fixture)[1]].count("items") == 1, fixture.name


# --- what holds for any text -----------------------------------------------------------------------------------------

REPLIES = [parts(fixture)[0] for fixture in FIXTURES]
SHORT = [reply for reply in REPLIES if len(reply) < 2000]
texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \"'“”{}[]:,\\\n\tü😀/#`@!~.?0"), st.characters(codec="utf-8", exclude_characters="\b\f")
    ),
    max_size=30,
)
said = texts.filter(lambda text: any(character.isalpha() for character in text))  # dots alone are the form, repeated
pairs = st.fixed_dictionaries(
    {"question": said, "reasoning_steps": st.lists(texts, max_size=4), "answer": texts, "evidence": st.lists(texts, max_size=3)}
)
shards = st.sampled_from(
    [
        '{"pairs": [',
        '{"question": "',
        '"reasoning_steps": ["',
        '"answer": ',
        '"evidence": [',
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "\\",
    ]
    + [
        "```json\n",
        "```",
        "<think>",
        "</think>",
        "//",
        "/*",
        "null",
        "a",
        "He said “no”",
        "\\u00",
        "\n",
        "#0",
        "@0",
        '"#0"',
        "”",
        "‘",
    ]
)


def bare(text: str) -> str:
    """The letters and digits of a text, its escapes read and the backslashes left out, to compare what is said in it."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text.replace("\\\\", ""))
    return letters(re.sub(r"\\[bfnrt]", "", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(character for character in text if character.isalnum())


def fields(reply: str) -> list[str]:
    """All fields of the items in a reply."""
    items = read_reply(reply).items
    return [text for item in items for text in (item.question, *item.reasoning_steps, item.answer, *item.evidence)]


@given(st.one_of(st.text(max_size=200), st.lists(shards, max_size=40).map("".join)))
@settings(max_examples=600, deadline=None)
def test_no_text_makes_the_reader_raise_and_each_gets_a_verdict(text: str):
    read = read_reply(text)
    assert bool(read.items or read.problems) + read.abstained + bool(read.unreadable) == 1


@given(st.sampled_from(SHORT), st.integers(0, 2000), st.integers(0, 8), st.lists(shards, max_size=3).map("".join))
@settings(max_examples=800, deadline=None)
def test_what_is_read_from_a_damaged_reply_stands_in_it(reply: str, at: int, length: int, instead: str):
    damaged = reply[:at] + instead + reply[at + length :]
    said = bare(damaged)
    for text in fields(damaged):
        assert bare(text) in said or letters(text) in said


@given(
    st.lists(pairs, min_size=3, max_size=3),
    st.integers(12, 300),
    st.integers(0, 8),
    st.lists(shards.filter(lambda shard: "think" not in shard), max_size=3).map("".join),  # what ends a thought starts anew
)
@settings(max_examples=800, deadline=None)
def test_a_pair_that_is_damaged_takes_no_other_with_it_and_is_counted_unless_its_form_is_gone(
    asked: list[dict[str, Any]], at: int, length: int, instead: str
):
    first, second, third = [json.dumps(pair, ensure_ascii=False) for pair in asked]
    at = min(at, len(second))
    damaged = second[:at] + instead + second[at + length :]
    read = read_reply(f'{{"pairs": [{first}, {damaged}, {third}]}}')
    whole = read_reply(f'{{"pairs": [{first}, {third}]}}').items
    assert (read.items[0], read.items[-1]) == whole
    if not set("{}[]#/\"'“”‘’:") & set(instead + second[at : at + length]):
        assert len(read.items) + len(read.problems) >= 3


@given(st.lists(pairs, max_size=3), st.booleans(), st.sampled_from([None, 2]))
@settings(max_examples=300, deadline=None)
def test_json_as_asked_for_is_read_letter_by_letter(asked: list[dict[str, Any]], ascii_only: bool, indent: int | None):
    """All items, their texts as they are but for white space around them, step numbers and doubled backslashes."""
    read = read_reply(json.dumps({"pairs": asked}, ensure_ascii=ascii_only, indent=indent))
    assert read.abstained == (not asked) and not read.problems and not read.unreadable
    for item, pair in zip(read.items, asked, strict=True):
        assert (item.question, item.answer) == (pair["question"].strip(), pair["answer"].strip())
        assert list(item.evidence) == [quote.strip() for quote in pair["evidence"] if quote.strip()]
        steps = [step.strip() for step in pair["reasoning_steps"] if step.strip()]
        assert len(item.reasoning_steps) == len(steps)
        assert all(step.endswith(short) for short, step in zip(item.reasoning_steps, steps, strict=True))


@given(
    st.lists(pairs, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["", "```json\n", "Here you go:\n\n", "<think>\nWell.\n</think>\n"]),
)
@settings(max_examples=150, deadline=None)
def test_a_reply_cut_anywhere_keeps_the_whole_pairs_before_the_cut(asked: list[dict[str, Any]], ascii_only: bool, opening: str):
    written = [json.dumps(pair, ensure_ascii=ascii_only) for pair in asked]
    whole = opening + '{"pairs": [' + ", ".join(written) + "]}"
    ends = [len(opening) + len('{"pairs": [') + len(", ".join(written[: count + 1])) for count in range(len(written))]
    everything = read_reply(whole).items
    assert len(everything) == len(asked)
    for cut in range(len(whole) + 1):
        read = read_reply(whole[:cut])
        kept = sum(end <= cut for end in ends)
        assert read.items == everything[:kept]
        assert len(read.problems) <= 1 and not read.abstained
        if kept < len(asked) and cut > (ends[kept - 1] + 2 if kept else len(opening) + len('{"pairs": [')):
            assert read.problems == ("the reply breaks off inside a pair",)


def test_a_reply_that_is_far_too_long_or_nested_without_end_gives_nothing_and_costs_little_time():
    for junk in ("[", "{", '{"a":', '{"a": [', "[{", '"', "\\", "/*", "<think>", "</think>\n", "{'a': '", '{"question" ', " "):
        read = read_reply(junk * (LONGEST_REPLY // len(junk)))
        assert not read.items and len(read.problems) + bool(read.unreadable) == 1
    assert read_reply("a" * (LONGEST_REPLY + 1)).unreadable == "the reply is far too long"
