"""Nothing is asked that has two right answers, that its own words answer, or whose answer lost a part on the way."""

import pytest

from synthetic_data.heuristics.comparing.pros_and_cons import pros_and_cons
from synthetic_data.heuristics.howto.commands import commands
from synthetic_data.heuristics.howto.goals import sentence_case
from synthetic_data.heuristics.howto.procedures import procedures
from synthetic_data.heuristics.howto.snippets import snippets
from synthetic_data.heuristics.summing.summaries import summaries
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

FILLER = "\n\nThe whole thing takes about a quarter of an hour on a machine that has a decent connection to the internet.\n"
HEAD = "# Widget manual\n\n## Daily work\n\n"
LEAD = "To show every broken part, run:\n\n"
LONG = "```sh\nwidget list --all --with-every-part --on-all-shelves\n```\n\n"
OTHER = "```sh\nwidgetctl show --broken\n```\n"


def found(markdown: str, family=snippets) -> list[Candidate]:
    sections = cut_document("doc.md", markdown + FILLER, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    return [candidate for section in sections for candidate in family(View(section))]


@pytest.mark.parametrize("between", ["or", "Or:", "Alternatively:", "Using the old tool:", "On macOS:"])
def test_code_that_is_one_of_two_ways_is_left_alone(between: str):
    assert found(HEAD + LEAD + LONG)
    assert not found(f"{HEAD}{LEAD}{LONG}{between}\n\n{OTHER}")
    assert found(f"{HEAD}{LEAD}{LONG}The parts come in the order of their shelves.\n\n{OTHER}")


def test_code_for_the_same_goal_elsewhere_in_the_section_is_a_second_way():
    elsewhere = "Parts wear out in time.\n\nShow every broken part:\n\n"
    assert not found(f"{HEAD}{LEAD}{LONG}{elsewhere}{OTHER}")
    assert len(found(f"{HEAD}{LEAD}{LONG}{elsewhere.replace('broken', 'spare')}{OTHER}")) == 2
    assert not found(f"{HEAD}Alternatively, to show every broken part, run:\n\n{LONG}")


def test_a_block_that_holds_several_ways_is_no_answer():
    assert not found(HEAD + LEAD + LONG.replace("\n```\n", "\n# or with the old tool\nwidgetctl show\n```\n"))


def test_a_comment_with_another_way_below_it_is_left_alone_and_so_is_that_way():
    last = "# Replace a part by a spare\nwidget swap 7 8"
    block = f"```bash\n# Show every broken part\nwidget list -b\n# {{}}\nwidgetctl show 7\n\n{last}\n```\n"
    asked = {one.item.answer for one in found(HEAD + block.format("Or show the parts of shelf seven"), commands)}
    assert asked and not any("list" in answer or "show" in answer for answer in asked)
    asked = {one.item.answer for one in found(HEAD + block.format("Print the parts of shelf seven"), commands)}
    assert any("list" in answer for answer in asked)


def test_a_setting_in_a_block_of_commands_is_not_run():
    block = "```bash\n# Increase the range of ports for short calls\nwidget.ports.range = 1024 65535\n```\n"
    assert not found(HEAD + block, commands)
    assert found(HEAD + block.replace(" = ", " "), commands)


def test_a_heading_in_the_form_of_a_gerund_gives_a_purpose_away():
    text = "# Widget manual\n\n## {}\n\nTo list the parts of a shelf:\n\n```sh\nwidgetctl -l 8\n```\n"
    given = found(text.format("Listing the parts of a shelf"))
    assert all("widgetctl" not in one.item.question for one in given) and given


@pytest.mark.parametrize(
    ("goal", "command"),
    [
        ("Delete the `parts.txt` file", "rm parts.txt"),
        ("Install `widget` and `shelf-tools`", "npm i widget shelf-tools"),
        ("Pull the latest changes of the shelf", "$ git pull"),
        ("Generate a shelf with `widget init`", "widget init shelf"),
    ],
)
def test_a_command_that_its_goal_spells_out_is_not_asked_for(goal: str, command: str):
    assert not found(f"{HEAD}{goal}:\n\n```sh\n{command}\n```\n")


def test_an_everyday_command_that_needs_more_than_its_goal_says_is_asked_for():
    assert found(f"{HEAD}Delete the list of parts for good:\n\n```sh\nrm /var/lib/widget/parts.txt\n```\n")


def test_a_line_of_configuration_behind_to_run_is_no_command():
    line = "To {} a part again:\n\n```\nmap f1 launch widget repair --now\n```\n"
    assert not found(HEAD + line.format("run"))
    assert found(f"{HEAD}To run Widgetry on every spare part:\n\n```\nwidgetry repair --all\n```\n")


ITEMS = "- all parts of a shelf have a label of their own\n- the shelf keeps a list of its parts\n- every label must be unique\n"


def test_a_verb_before_as_follows_names_nothing_that_is_listed():
    lead = "# Widget manual\n\n## Labels of shelves\n\nThere are two kinds of labels. {}:\n\n"
    assert not found(lead.format("The latter works as follows") + ITEMS, summaries)
    assert found(lead.format("The duties of a label are as follows") + ITEMS, summaries)


@pytest.mark.parametrize("heading", ["tl;dr", "In a nutshell", "Key takeaways", "How it works"])
def test_a_heading_that_tells_no_subject_asks_for_no_points(heading: str):
    assert found(f"# Widget manual\n\n## Labels of shelves\n\n{ITEMS}", summaries)
    assert not found(f"# Widget manual\n\n## {heading}\n\n{ITEMS}", summaries)


def test_a_lead_with_a_file_name_loses_its_verb():
    lead = "### Labels\n\nThe advantages of the `.lab` format over the `.txt` format\nare:\n\n"
    (candidate,) = found(f"# Widget manual\n\n{lead}- They need no power at all\n- They last for years\n", pros_and_cons)
    assert " are?" not in candidate.item.question and "`.txt` format" in candidate.item.question
    assert "gives both" in candidate.item.reasoning_steps[-1]


STEPS = "1. Open the panel of the server.\n{}2. Choose the dial of the widget.\n3. Close the panel.\n"
GOAL = "# Widget manual\n\n## Notes\n\nTo turn the widget by `/DIAL:8`, follow these steps:\n\n"


def test_the_goal_of_steps_may_hold_code_with_a_colon():
    assert any("turn the widget by `/DIAL:8`" in one.item.question for one in found(GOAL + STEPS.format(""), procedures))


@pytest.mark.parametrize(
    "body",
    [
        "\n   |  | ``` . widget.sh ``` |\n   | --- | --- |\n\n",
        "\n   It shows all dials. For example,\n\n",
        "\n   Alternatively, in another room, call (x86_ for a panel of your own.\n\n",
    ],
)
def test_steps_that_lost_a_part_are_left_alone(body: str):
    assert not found(GOAL + STEPS.format(body), procedures)


def test_a_step_that_names_lines_it_does_not_give_is_no_step():
    assert not found(GOAL + STEPS.format("").replace("Choose the dial of the widget.", "Insert the line"), procedures)


def test_a_product_keeps_its_capital_though_it_is_installed_in_small_letters():
    prose = "You write a Widget plugin.\n\n```sh\nnpm i widget\n```\n"
    assert sentence_case("create a Widget Plugin", prose) == "create a Widget plugin"


@pytest.mark.parametrize("heading", ["Installing Widget From Sources", "Install Widget From Sources"])
def test_small_words_of_a_heading_become_small_and_names_stay(heading: str):
    text = f"# Manual of parts\n\n## {heading}\n\n```sh\ngit clone https://example.org/widget.git\ncd widget\nmake widget\n```\n"
    (candidate,) = found(text)
    assert "install Widget from sources" in candidate.item.question


@pytest.mark.parametrize(
    "lead",
    [
        "Replace the broken part of a shelf:",
        "Update if already existing:",
        "Show first broken part of a shelf:",
        "Remove configured part for repair:",
        "Use the `list` command with the `-b` switch in order to bogglify the nested parts:",
    ],
)
def test_goals_without_an_object_an_article_or_a_purpose_are_left_alone(lead: str):
    assert bool(found(f"{HEAD}{lead}\n\n{LONG}")) == lead.startswith("Replace")


def test_the_purpose_of_an_everyday_command_is_not_asked_for():
    text = f"{HEAD}To install Widgetry on a spare machine:\n\n```sh\nnpm i widgetry\n```\n"
    assert not found(text)
    assert found(text.replace("npm i widgetry", "wctl --setup-all"))


def test_an_adjective_has_no_prerequisites():
    text = "# Widget manual\n\n## Modes\n\nPrerequisites for {}:\n\n- The shelf has a label\n- The parts are known to the server\n"
    assert not found(text.format("*incremental*"), pros_and_cons)
    assert found(text.format("incremental repair"), pros_and_cons)


def test_the_same_code_given_twice_is_one_way():
    assert found(f"{HEAD}{LEAD}{LONG}Parts wear out in time.\n\nShow every broken part:\n\n{LONG}")


def test_what_is_installed_for_something_must_be_named():
    assert not found(f"{HEAD}Install for the repair of broken parts:\n\n{LONG}")
    assert found(f"{HEAD}Search for the broken parts of a shelf:\n\n{LONG}")


def test_a_command_with_a_quotation_mark_too_many_is_not_run():
    block = "```bash\n# Replace a part by a spare\nwidget swap 'seven eight'{}\n```\n"
    assert found(HEAD + block.format(""), commands)
    assert not found(HEAD + block.format("'"), commands)


def test_the_advantages_of_doing_so_are_those_of_nothing():
    text = "# Widget manual\n\nThe advantages of {} are:\n\n- It needs no power at all\n- It lasts for years\n"
    assert found(text.format("incremental repair"), pros_and_cons)
    assert not found(text.format("doing so"), pros_and_cons)
