"""The case that a question sets is one that the page doesn't treat in many ways, and the question fits what is said of it."""

import pytest
from test_heuristics_conditions import found

PLACE = "According to the Widget server manual, "


@pytest.mark.parametrize(
    ("sentence", "openings"),
    [
        (
            "When running the `widgetd` server as root, avoid `--share` and `--public`.",
            ("what should you avoid when", "what do you avoid when"),
        ),
        (
            "If the widget cache is shared by several servers, do not set the `ttl` option to zero.",
            ("what should you not do if",),
        ),
    ],
)
def test_what_is_to_be_left_undone_is_asked_for_as_such(sentence: str, openings: tuple[str, ...]) -> None:
    (candidate,) = found(sentence)
    assert any(opening in candidate.item.question.lower() for opening in openings)
    assert "avoid" in candidate.item.answer.lower() or "not" in candidate.item.answer


@pytest.mark.parametrize(
    "sentence",
    [
        "When adding contact details, avoid personal identifiers such as names or a private email address.",
        "When talking about widgets, you must distinguish between `Widget` classes and instances.",
        "When a widget is rotated, some pixels may permanently disappear from the screen.",
        "When a label does not fit, it is rescaled to be smaller or truncated at the right border.",
        "Once you have created widget boxes, your widget server installation is done.",
        "Once the widget servers have connected successfully, it's time for a look at the widget dashboard.",
        "If your widget server delivers over `LMTP`, you will want the identity of the peer among the administrators.",
        "If you would like to rename a widget everywhere, then `FindWidgetRule` might work for you.",
        "If the widget cache is shared by several servers, don't forget to set the `ttl` option to zero.",
        "To find the right size for your needs, check the sizes of the `widget.log` files on the server.",
    ],
)
def test_cases_that_could_mean_many_things_and_outcomes_that_are_none_are_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_to_run_what_the_whole_page_is_about_is_no_case() -> None:
    sentence = "When you run `widget server manual`, Widgets generate a legacy token of `publish` type."
    assert found(sentence) == []
    assert found(sentence.replace("widget server manual", "widget login")) != []
