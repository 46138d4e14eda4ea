"""A number in an answer has to come from the source, the question, or a right calculation."""

import pytest

from synthetic_data.text.calculation import unfounded_number

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
