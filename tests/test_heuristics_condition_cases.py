"""The case that a question sets is one that the page doesn't treat in many ways, and the question fits what is said of it."""

import pytest
from test_heuristics_conditions import found

pytestmark = pytest.mark.usefixtures("cases_count_as_long")


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
        "If high precision is required, it should be set to a full minute by the `widgetd` server.",
        "Usually it should just return the `body` unless some widget has to be drawn by the server.",
        "If you plan to keep many widgets in there, `widgetd` performs better without a cache.",
        "If you set `widget.name` to any other string, the build of `widgetd` will fail with an error.",
        "If the widget file you specified is a `tty`, special widget handling takes place in `widgetd`.",
        "If you installed using `pip`, you can run `pip uninstall widgets` in a shell.",
        "If widgets run out of `disk` space, it can be hard or impossible to free space for other widgets.",
        "When you use the Widget Visual compiler, you will likely use the precompiled `w32` binaries.",
        "When a crucial point arises, you should calmly state your decision and stick to it.",
        "If you want to include widget files recursively, you need to define a separate option for `widgetd`.",
        "The widget vendor is your best contact for determining if a certain widget will support `MODBUS`.",
        "You can use zstd for a range from high speed using N=1 to high compression using N=22.",
        "When a widget is compiled using Gizmo it runs natively, it is not necessary to keep `gizmo` installed.",
        "If a widget database without replication is in use, both values are set to `true` by the server.",
        "To build the widget documentation, you need some additional dependencies of the server.",
        "When a widget cache is deleted, cached widgets can still be used by `widgetd`.",
        "If information is desired about a specific widget, all `show` commands are aware of widgets.",
        "If you are using an older version of `widgetd`, you will need to upgrade to `2.0`.",
        "If you wish to include the widget index as well, use `{index}` in the widget title.",
        "To use widget filters, you need to set up the widget device correctly.",
        "To use the programs, copy the `cgi` folder of widgets to the server.",
        "If the widget cache is shared by several servers, don't forget to set the `ttl` option to zero.",
        "To find the right size for your needs, check the sizes of the `widget.log` files on the server.",
    ],
)
def test_cases_that_could_mean_many_things_and_outcomes_that_are_none_are_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_what_one_needs_for_a_goal_is_no_deed() -> None:
    (candidate,) = found("To install a widget machine with a 32-bit system, you need an `i386` image.")
    assert "what do you need to install a widget machine with a 32-bit system" in candidate.item.question.lower()


def test_to_run_what_the_whole_page_is_about_is_no_case() -> None:
    sentence = "When you run `widget server manual`, Widgets generate a legacy token of `publish` type."
    assert found(sentence) == []
    assert found(sentence.replace("widget server manual", "widget login")) != []


def test_a_short_case_is_asked_about_where_it_shares_a_word_with_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthetic_data.heuristics.causes.conditions.LONG_CASE", 8)
    told = "requests are compared by their `path` and their `query`."
    assert found(f"When a callback is used, {told}") == []
    assert found(f"When a widget callback is used, {told}") != []
    assert found(f"When a callback is used for the requests that come from the browser of a person, {told}") != []


def test_the_name_of_a_function_is_not_written_large() -> None:
    said = "If a different widget format is wanted by a client, {} should be called by the widget server."
    assert found(said.format("widgetd")) != []
    assert all("Set_widget" not in candidate.item.answer for candidate in found(said.format("set_widget_format")))


def test_a_way_that_its_place_gives_away_is_not_asked_for() -> None:
    assert found("You can automate the widget server by using a server manual for the widget.") == []
