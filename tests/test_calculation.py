"""A number in an answer has to come from the source, the question, or a right calculation."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.text.calculation import unfounded_number, values_in

SOURCE = "The tank holds 1,200 litres and the pump moves 40 litres a minute. Version 2.4.1 has three modes at 0.5 bar."


@pytest.mark.parametrize(
    "answer",
    [
        "1,200 litres",
        "It holds 1200 litres.",
        "Version 2.4.1 has 3 modes.",
        "The modes run at 0.5 bar.",
        "1. Fill the tank\n2. Start the pump\n3. Wait\n4. Stop",
        "In `sha256` mode.",
        "After 7 minutes, as the question says.",
    ],
)
def test_numbers_of_the_source_and_the_question_are_founded(answer: str):
    assert unfounded_number(answer, [SOURCE, "What holds after 7 minutes?"], []) == ""


@pytest.mark.parametrize(("answer", "number"), [("It takes 30 minutes.", "30"), ("Version 2.4.2", "2.4.2"), ("0.6 bar", "0.6")])
def test_other_numbers_are_named(answer: str, number: str):
    assert unfounded_number(answer, [SOURCE], []) == number


@pytest.mark.parametrize(
    "step",
    [
        "1200 / 40 = 30",
        "1,200 litres ÷ 40 litres = 30 minutes",
        "First 40 × 3 = 120, then 1200 : 40 = 30.",
    ],
)
def test_a_right_calculation_from_such_numbers_founds_its_result(step: str):
    assert unfounded_number("It takes 30 minutes.", [SOURCE], [step]) == ""


@pytest.mark.parametrize("step", ["1200 / 40 = 31", "900 / 30 = 30", "30 = 30", "It takes 30 minutes.", "40 / 0 = 30"])
def test_a_wrong_one_or_one_from_foreign_numbers_does_not(step: str):
    assert unfounded_number("It takes 30 minutes." if "31" not in step else "31", [SOURCE], [step]) != ""


def test_results_may_be_built_on_and_rounded():
    steps = ["1200 - 40 = 1160", "1160 / 3 = 386.67"]
    assert unfounded_number("About 386.67 litres", [SOURCE], steps) == ""


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        ("24 hours", "It runs for twenty-four hours."),
        ("10000 rows", "At most 10 000 rows."),
        ("Python 3.11", "Python 3.11.2 or newer"),
        ("26 November 2026", "Am 26.11.2026"),
        ("0.5 bar", "at .5 bar"),
        ("the 2nd of them", "the second of them"),
        ("from 3–5", "from 3 to 5"),
        ("It (1) boils and (2) stops.", "It boils and stops."),
        ("5GB", "5 GB"),
        ("3 个连接", "三个连接"),
        ("105 条", "一百零五条"),
        ("on x86-64 and h264", "on x86-64"),
        ("2^64 bytes", "2⁶⁴ bytes"),
        ("2⁶⁴ bytes", "2^64 bytes"),
    ],
)
def test_the_same_number_may_be_written_in_another_way(answer: str, source: str):
    assert unfounded_number(answer, [source], []) == ""


@pytest.mark.parametrize(
    ("answer", "source", "number"),
    [
        ("It waits 20ms.", "It waits 10ms.", "20"),
        ("共有7个连接。", "共有5个连接。", "7"),
        ("It holds 6GB.", "It holds 5GB.", "6"),
        ("v2.5", "v2.4", "2.5"),
        ("It holds 264 bytes.", "It holds 2⁶⁴ bytes.", "264"),
        ("It holds 2⁶⁴ bytes.", "It holds 2³² bytes.", "64"),
    ],
)
def test_a_number_is_looked_at_with_its_unit_and_in_scripts_without_spaces(answer: str, source: str, number: str):
    assert unfounded_number(answer, [source], []) == number


def test_a_decimal_comma_is_rounded_as_strictly_as_a_point():
    assert unfounded_number("3,8", ["10 and 3"], ["10 / 3 = 3,8"]) == "3,8"
    assert unfounded_number("3,3", ["10 and 3"], ["10 / 3 = 3,3"]) == ""


def test_numbers_without_end_and_steps_full_of_spaces_take_no_time():
    began = time.process_time()
    assert unfounded_number("x 7", ["9" * 5000, "8"], ["1" + " " * 2000 + "-1" + " " * 2000 + "x", "1" * 20_000]) == "7"
    assert unfounded_number("9" * 5000, ["9" * 5000], []) == ""
    assert time.process_time() - began < 2


@given(st.lists(st.text(alphabet="0123456789.,-+=/ xv()sd\n五十 ", max_size=60), min_size=3, max_size=3))
def test_whatever_stands_in_the_source_is_founded(texts: list[str]):
    answer, source, step = texts
    assert unfounded_number(answer, [source, answer], [step]) == ""
    values_in(step)
    unfounded_number(answer, [source], [step])
