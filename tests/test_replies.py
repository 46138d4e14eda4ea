"""What is read out of a model's reply: fixtures of what local models really write, and what holds for any text."""

from pathlib import Path

import pytest

from synthetic_data.replies import Reading, read_reply

FIXTURES = sorted((Path(__file__).parent / "replies").glob("*.txt"))
LISTS = ("question", "step", "answer", "evidence", "problem")


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
