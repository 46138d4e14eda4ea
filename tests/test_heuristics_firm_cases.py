"""A case is asked about only if its outcome is the one right answer, told in full and not given away by the place."""

import pytest
from test_heuristics_conditions import FILLER, found

from synthetic_data.heuristics.causes.conditions import conditions
from synthetic_data.heuristics.causes.firm_cases import is_empty_way, is_given_away, is_no_news, is_unfirm
from synthetic_data.heuristics.causes.splitting import split_condition
from synthetic_data.heuristics.words.base import View
from synthetic_data.heuristics.words.self_contained import faulty
from synthetic_data.sections import Cutting, cut_document

pytestmark = pytest.mark.usefixtures("cases_count_as_long")


def unfirm(sentence: str, heading: str = "Widgets") -> bool:
    parts = split_condition(sentence)
    assert parts is not None
    return is_unfirm(parts, (heading,))


@pytest.mark.parametrize(
    ("firm", "left"),
    [
        (
            "When the server receives a `SIGHUP`, it reads its configuration file again.",
            "When the server is receiving requests, it reads its configuration file again.",
        ),
        (
            "If a size is followed by a `K`, it is multiplied by 1024 before any use.",
            "If a size is followed by a `K`, it is multiplied by 1024; if it is followed by an `M`, by 1048576.",
        ),
        (
            "If the cache is full, the server removes the oldest widget.",
            "If in addition the cache is full, the server removes the oldest widget.",
        ),
        ("If two hosts are down, the standby nodes will take over.", "If two hosts are down, both will take over at once."),
        ("If you use no toolkit, you can omit the build.", "If you use no toolkit, you can omit the first step."),
        (
            "If you build `widgetd` with TLS, you must install the `libtls` library.",
            "If you build `widgetd` with TLS, you must first install the `libtls` library.",
        ),
        (
            "If there are aliases for `root`, the server ignores `aliases.db`.",
            "If there are aliases for `root`, care must be taken.",
        ),
        ("If no level is set, the level is set to `info`.", "If no level is set, the default settings are used."),
        ("If a task is new, it will be started at midnight.", "If a task is new, it will be started."),
        ("If you cannot run it as root, the log is in `/tmp`.", "If you can run it as root, the log is in `/tmp`."),
        ("If there is a subset of the root, it is added to it.", "If hash is a subset of the root, it is added."),
        ("If the client was compiled without TLS, `-s` has no effect.", "If the client was not valid, `-s` has no effect."),
        (
            "A drive is left out if no widget is assigned to a `node`.",
            "The `core` package allows admins to leave out drives if no widget is assigned to a `node`.",
        ),
        (
            "When a node is down or the network is gone, no mails are sent.",
            "When a node is down, a host failed or the network reported that it is gone, no mails are sent.",
        ),
        ("If you report a bug on `IRC`, the team removes it.", "If you do report a bug on `IRC`, the team removes your report."),
        (
            "If several servers run, the file is taken from all nodes.",
            "If several servers run, the widgets.conf file from all nodes.",
        ),
        (
            "If the `size` attribute is empty, it becomes an empty list.",
            "If the `hello` attribute is empty, it becomes an empty list.",
        ),
    ],
)
def test_a_case_with_one_full_answer_is_firm(firm: str, left: str) -> None:
    assert unfirm(left)
    assert not unfirm(firm)


def test_what_one_should_see_then_is_no_advice_and_a_button_no_goal() -> None:
    assert found("If you have a recent widget compiler, you should have the `widget-check` program in `$PATH`.") == []
    assert len(found("If you have a recent widget compiler, you should run the `widget-check` program in `$PATH`.")) == 1
    assert found("To restore the widgets click “Import…” in the menu, select the `widgets.db` file and its tabs.") == []
    assert unfirm("If any of the files exist but cannot be read, the server reports an error.")
    assert not unfirm("If some file exists but cannot be read, the server reports an error.")


def test_the_option_under_a_heading_of_options_could_be_any() -> None:
    sentence = "If a widget is local and the option is not given, `widgetd` takes the field `url`."
    assert unfirm(sentence, "Widget options")
    assert not unfirm(sentence, "The widget option")


def test_nobody_asks_what_happens_when_obtaining_a_licence() -> None:
    assert found("When obtaining a widget licence from `ACME`, you will be sent a widget key of 16 digits.") == []
    (candidate,) = found("When you obtain a widget licence from `ACME`, you will be sent a widget key of 16 digits.")
    assert "what happens when you obtain" in candidate.item.question.lower()


def test_a_place_that_leaves_out_the_inner_heading_tells_nothing_of_it() -> None:
    said = "If you run a widget web server in a chroot jail, make sure the programs can still read `hosts.conf`."
    assert found(f"## Why do the CGI programs fail?\n\n{said}") == []
    assert len(found(f"## CGI programs of the widget server\n\n{said}")) == 1


@pytest.mark.parametrize(
    "slip",
    [
        "If the server has send `STOP`, the client closes the socket.",
        "The 2d setting will be adjust to the 3d setting.",
        "You can ask whether the package fulfill the requirements.",
        "If you have build your own widget, re-design it.",
        "Use it when you have configured you cluster.",
        "The engine defines a set refactoring actions.",
    ],
)
def test_slips_of_a_source_are_not_taught(slip: str) -> None:
    assert faulty(slip)
    right = "If the server has sent `STOP`, you have configured your cluster; the setting will be adjusted to a set of rules."
    assert not faulty(right)


def test_the_first_of_several_steps_is_no_way_to_a_goal() -> None:
    first = "To build a widget with the `mini` toolkit, run `widget-shell` from the start menu."
    assert len(found(first)) == 1
    assert found(f"{first} Place `yasm` somewhere in your path.") == []
    assert len(found(f"{first} See the manual of the toolkit for more.")) == 1
    case = "If you want to use the latest widget, you will need to use a `git` checkout."
    assert len(found(case)) == 1
    assert found(f"{case} Get the checkout in a new folder and install it.") == []


def test_a_way_that_the_place_tells_is_given_away() -> None:
    core = "How can you automate many widget tasks?"
    given = 'According to "Running widgets from a Shell Script", how can you automate many widget tasks?'
    assert is_given_away("By running widgets from a shell.", core, given)
    assert not is_given_away("By running widgets from a shell with `-q`.", core, given)
    assert not is_given_away("By running widgets from a shell.", core, f'According to "Widget tasks", {core}')
    assert is_given_away(
        "By using the `serverFactory` option.", "How can you pass a widget?", 'In "serverFactory", how can you pass a widget?'
    )


def test_an_outcome_in_the_words_of_its_question_is_no_news() -> None:
    assert is_no_news("You can use the widget cache.", "In “Widget cache”, what can you do if a widget is slow?")
    assert not is_no_news("The widget cache is removed.", "In “Widget cache”, what happens if a widget is slow?")


def test_some_tool_or_other_is_no_way() -> None:
    assert is_empty_way("configure what goes on the view", "You use a dedicated editor.")
    assert is_empty_way("check which are supported", "Use `-list all` for widgets.")
    assert not is_empty_way("check which widgets are supported", "Use `-list all` for widgets.")


def test_a_small_name_keeps_its_case_at_the_start_of_an_answer() -> None:
    text = "# widgetd\n\nIf a widget has no start script, widgetd will use `node server.js` at port 8080.\n\n"
    (section,) = cut_document("doc.md", text + FILLER, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    (candidate,) = conditions(View(section))
    assert candidate.item.answer.startswith("If a widget has no start script, widgetd will use")
