"""Code is asked for by the purpose that its lead, its heading or its comment states; what only shows something is left alone."""

import re

import pytest

from synthetic_data.heuristics.howto.commands import commands
from synthetic_data.heuristics.howto.snippets import snippets
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

FILLER = "\n\nThe whole thing takes about a quarter of an hour on a machine that has a decent connection to the internet.\n"


def found(markdown: str, family=snippets) -> list[Candidate]:
    reading = cut_document("doc.md", markdown + FILLER, "0" * 64, Cutting())
    candidates = []
    for section in reading.sections:  # type: ignore[union-attr]
        view = View(section)
        for candidate in family(view):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert view.source(start, end) == quote
            assert len(set(candidate.item.reasoning_steps)) == 3
            candidates.append(candidate)
    return candidates


LONG = "widget list --all --with-every-part --on-all-shelves"  # too long to be put into a question


def after(lead: str, code: str = LONG, language: str = "sh") -> list[Candidate]:
    return found(f"# Widget manual\n\n## Daily work\n\n{lead}\n\n```{language}\n{code}\n```\n")


@pytest.mark.parametrize(
    ("lead", "goal"),
    [
        ("To show every broken part, run:", "show every broken part"),
        ("Parts wear out. In order to show every broken part, use the `list` command:", "show every broken part"),
        ("If you want to show every broken part, you can run this command:", "show every broken part"),
        ("To show every broken part:", "show every broken part"),
        ("Show every broken part:", "show every broken part"),
        ("For example, run the following command to show every broken part:", "show every broken part"),
        ("You can show every broken part by running:", "show every broken part"),
        ("Here's how to show every broken part:", "show every broken part"),
    ],
)
def test_a_lead_that_states_a_purpose_asks_for_the_code(lead: str, goal: str):
    code, *_ = after(lead)
    assert goal in code.item.question and '"Widget manual"' in code.item.question
    assert code.item.answer == f"```sh\n{LONG}\n```"
    assert code.question_type == "application" and lead.rsplit(". ", 1)[-1] in code.item.evidence


@pytest.mark.parametrize(
    "lead",
    [
        "To fix the violation, do it like this:",  # which violation?
        "To delete a commit use the old one:",  # no comma: nobody can tell where the goal ends
        "Running the tests prints an error:",
        "To show the parts, see the output:",
        "To install with npm:",  # install what?
        "To generate the files with:",
        "Next, invoke the `list` command:",  # the means, no purpose
        "Specifying an address is also supported:",
        "An example that triggers the rule:",
        "Setting the `links` parameter to `false` disables all broken links:",
        "This rule supports any broken list of parts:",
        "To debug a widget with the inspector, first install it:",  # what is done first is not all of it
        "To show every broken part, read the manual. Then wait.",
    ],
)
def test_a_lead_without_a_purpose_of_its_own_is_left_alone(lead: str):
    assert after(lead) == []


def test_what_a_query_does_is_asked_in_the_words_of_the_source():
    lead = "The following query calculates the mean load of all hosts in a zone:"
    (query,) = after(lead, "avg by (zone) (load1)", "promql")
    assert "which PromQL query calculates the mean load of all hosts in a zone" in query.item.question.replace("Which", "which")


def test_a_short_command_is_asked_for_or_asked_what_it_is_for_but_not_both():
    pairs = [after(f"To show every broken part of shelf {number}, run:", "$ widget list --all") for number in range(12)]
    assert all(len(found) == 1 for found in pairs)
    kinds = {found[0].question_type: found[0].item for found in pairs}
    assert set(kinds) == {"application", "technical_explanation"}
    purpose = kinds["technical_explanation"]
    assert "`widget list --all`" in purpose.question and purpose.answer.startswith("To show every broken part of shelf ")
    assert "` for" not in purpose.question
    assert [one.question_type for one in after("To show every broken part, run:", LONG)] == ["application"]


def test_code_beside_other_code_or_marked_as_the_wrong_way_has_no_answer():
    two = "To use a spare part, pass it on:\n\n```js\nold(1, 2)\n```\n\n```js\nfresh(1, 2)\n```\n"
    assert found("# Widget manual\n\n## Daily work\n\n" + two) == []
    assert after("To pass a spare part on, add it to the list:", "// v4\nold(1, 2)", "js") == []


def test_a_heading_stands_for_the_lead_only_where_one_block_is_all_it_has():
    one = "# Widget manual\n\n## Listing the broken parts\n\n## Replace a broken part\n\n```sh\nwidget swap 7\n```\n"
    (code, *_) = found(one)
    assert "replace a broken part" in code.item.question and '"Widget manual"' in code.item.question
    assert code.item.evidence[0].startswith("## Replace a broken part")
    assert found(one + "\nThen:\n\n```sh\nwidget start 7\n```\n") == []


COMMENTED = """# Widget manual

## Daily work

```bash
# list all parts due for repair
widget list --broken

# Replace a part by a spare
widget swap 7 8
widget start 8

# see https://example.org
widget help all
# create spare folder
mkdir spare
# copy the sources of the app
COPY src/ .
```
"""


def test_a_comment_above_a_command_says_what_it_does():
    asked = {candidate.item.answer: candidate for candidate in found(COMMENTED, commands)}
    assert set(asked) == {
        "```bash\nwidget list --broken\n```", "```bash\nwidget swap 7 8\nwidget start 8\n```", "To list all parts due for repair.",
    }  # fmt: skip
    both = asked["```bash\nwidget swap 7 8\nwidget start 8\n```"].item
    assert "replace a part by a spare" in both.question
    assert both.evidence == ("# Replace a part by a spare\nwidget swap 7 8\nwidget start 8",)


def test_a_comment_that_comes_again_above_other_commands_has_two_answers():
    again = f"{COMMENTED}\n```bash\n# Replace a part by a spare\nwidget exchange 7\n```\n"
    assert not any("widget swap" in one.item.answer for one in found(again, commands))


def test_a_session_with_its_output_and_other_languages_have_no_commented_commands():
    assert found(COMMENTED.replace("widget list", "$ widget list"), commands) == []
    assert found(COMMENTED.replace("```bash", "```python"), commands) == []


def test_wordings_vary():
    leads = [f"To show the weight of part {number} in pounds, run:" for number in range(40)]
    openers = {re.sub(r"\bpart \d+.*", "", after(lead)[0].item.question) for lead in leads}
    assert len(openers) > 8


@pytest.mark.parametrize("code", ["├── widget.yml   # the settings", "{!widget.yml!}", "FROM python\nCOPY . .", "all:\n  - round"])
def test_what_no_shell_runs_is_no_command(code: str):
    assert after("To show every broken part:", code) == []


@pytest.mark.parametrize(
    "lead", ["Create widget file:", "Clean up the shelf when done:", "Open the shelf and run:", "Run both widgets side by side:"]
)
def test_telegrams_and_loose_ends_are_no_goals(lead: str):
    assert after(lead) == []


@pytest.mark.parametrize(
    "lead",
    [
        "To automate the checks in your files add the `check` action to your pipeline:",
        "To remove a broken part, make sure the service is stopped and execute this command:",
        "Define a content parser like:",
        "Add a small part to `parts/main.yml`:",
        "Add `--fix` to automatically repair all broken parts:",
    ],
)
def test_run_on_double_open_and_empty_purposes_are_left_alone(lead: str):
    assert not after(lead)


def test_a_purpose_that_the_next_sentence_takes_back_is_left_alone():
    lead = "# Widget manual\n\n## Daily work\n\nTo remove every broken part, run:\n\n```sh\nwidget unlink --all\n```\n\n"
    assert not found(lead + "This will stop the parts, after that you can safely remove them.\n")
    assert found(lead + "This prints the names of the parts.\n")


def test_a_comma_behind_the_goal_is_no_part_of_it():
    (candidate, *_) = after("You can create a broken part using the `part` function, like so:")
    assert ",," not in candidate.item.question and ",?" not in candidate.item.question


def test_code_in_a_place_without_a_name_is_left_alone():
    code = "Install widgets in a project:\n\n```sh\nwidget add --all\n```\n"
    assert not found(f"# Table of Contents\n\n{code}")
    assert found(f"# Widget manual\n\n{code}")


def test_a_command_that_only_prints_does_not_do_what_its_comment_tells():
    block = "# Widget manual\n\n## Daily work\n\n```sh\n# Start the whole widget process\n{}\n```\n"
    assert not found(block.format('echo "widget process running"'), commands)
    assert found(block.format("widget run --all"), commands)


def test_a_new_thing_that_nothing_before_tells_of_is_no_part_of_a_purpose():
    lead, code = "Now modify the config in `parts.json` by adding an entry for the {}:", '{"parts": "one", "host": "two"}'
    assert after(lead.format("Part Exporter"), code, "json")
    assert not after(lead.format("new Part Exporter"), code, "json")


def test_what_every_such_command_does_is_no_purpose():
    block = "# Widget application\n\n## Daily work\n\nTo {} the application:\n\n```sh\nwidget run main\n```\n"
    assert found(block.format("upgrade"))
    assert not found(block.format("start"))


@pytest.mark.parametrize(
    "lead",
    [
        "Open a terminal and navigate to your shelf folder:",
        "Consider a file named `part.sh`:",
        "Use the `cookies` parameter of `Request` to send cookies of your own, either as a dict:",
        "Run the `init-parts` command:",
    ],
)
def test_where_one_is_and_half_a_choice_are_no_purpose_of_the_code(lead: str):
    assert not after(lead)


def test_what_is_used_is_left_out_where_its_purpose_is_told():
    code, *_ = after("Use the built-in check command to verify your shelf configuration:")
    assert "verify your shelf configuration" in code.item.question and "built-in" not in code.item.question


def test_configuration_is_asked_for_as_a_piece_of_it():
    leads = [f"To show every broken {part}:" for part in ("part", "shelf", "box", "lid")]
    asked = [candidate.item.question for lead in leads for candidate in after(lead, "[widget]\nshow = broken", "ini")]
    assert len(asked) == len(leads) and all("INI snippet" in question or "write in INI" in question for question in asked)


def test_a_file_that_is_added_is_asked_what_it_holds():
    (code,) = after("Add a `.partsrc.js` to the root of your shelf:", "module.exports = {root: true}", "js")
    assert "hat should `.partsrc.js` in the root of your shelf contain" in code.item.question
    (entry,) = after("Add `prettier` to your `.partsrc.js`:", "module.exports = {extends: ['prettier']}", "js")
    assert "contain" not in entry.item.question


def test_a_macro_is_no_statement_that_calls_it():
    assert not after("The following macro calculates the mean load of three shelves:", "let v = shelf![1, 2, 3];", "rust")
    assert after("The following query calculates the mean load of three shelves:", "SELECT avg(load) FROM shelves", "sql")


@pytest.mark.parametrize("way", ["Or, if the shelf is locked, send a signal to it.", "Alternatively, you can remove them by hand."])
def test_where_a_second_way_stands_right_behind_the_first_is_left_alone(way: str):
    lead = f"# Widget manual\n\n## Daily work\n\nTo remove every broken part, run:\n\n```sh\n{LONG}\n```\n\n"
    assert found(lead)
    assert not found(lead + way + "\n")


def test_several_commands_are_spoken_of_as_several():
    leads = [f"To show the weight of part {number} in pounds, run:" for number in range(20)]
    two = " ".join(after(lead, f"{LONG}\nwidget weigh --pounds")[0].item.question for lead in leads)
    assert "hich commands are given" in two and "hich command is" not in two and "which command can" not in two
    one = " ".join(after(lead, f"{LONG} \\\n  --pounds")[0].item.question for lead in leads)
    assert "hich command is given" in one and "commands" not in one
    printed = " ".join(after(lead, f"$ {LONG}\nshelf 1: seven parts")[0].item.question for lead in leads)
    assert "hich command is given" in printed and "commands" not in printed


def test_a_language_is_not_named_behind_a_long_purpose():
    for number in range(12):
        (code,) = after(f"To ask a shelf {number} for a part of more than its own weight:", "shelf.ask(1)", "python")
        assert "Which Python code" in code.item.question.replace("which", "Which")


@pytest.mark.parametrize(
    "lead",
    [
        "Edit a file:",
        "First configure the shelf server itself:",
        "Replacing every broken part and specifying a sign:",
        "Type alias for all the shelf handler functions:",
        "Open vSwitch includes a target to check every part:",
        "Try some other parts of the shelf on your own:",
        "Create second pair of the shelf interfaces:",
        "Insert three more rows by calling the shelf:",
    ],
)
def test_empty_purposes_and_what_only_looks_like_an_order_are_left_alone(lead: str):
    assert not after(lead, language="")


def test_a_command_that_does_one_of_several_things_is_no_answer():
    assert not after("Create six round shelves:", "widget create --shape round shelf")
    assert after("Create six round shelves:", "widget create --count 6 --shape round shelf")
    assert after("Create two round shelves:", "widget create shelf1\nwidget create shelf2")


def test_code_for_the_other_version_of_a_protocol_is_no_answer():
    assert not after("The following command fetches all DHCPv4 options of a shelf:", '{"command": "option6-get-all"}', "json")
    assert after("The following command fetches all DHCPv4 options of a shelf:", '{"command": "option4-get-all"}', "json")


def test_code_with_something_to_be_replaced_is_no_answer():
    page = "# Widget manual\n\n## Keys\n\nTo send a key to a key server:\n\n```sh\nwidget send 43CDE61D now\n```\n\n"
    assert found(page + "It is kept there for a year.\n")
    assert not found(page + "where `43CDE61D` should be replaced by your key.\n")


@pytest.mark.parametrize(
    "goal", ["edit your `conf.py`", "perform an upgrade", "install and configure components", "change the settings"]
)
def test_a_goal_without_its_matter_is_none(goal: str):
    assert not after(f"To {goal}, run:")


def test_a_comment_whose_commands_may_go_on_behind_a_blank_line_is_left_alone():
    more = COMMENTED.replace("widget start 8\n", "widget start 8\n\nwidget check 8\n")
    assert "widget check 8" in more
    assert not any("widget swap" in candidate.item.answer for candidate in found(more, commands))


def test_code_on_a_page_that_names_nothing_needs_a_name_in_its_purpose():
    page = "# Frequently asked questions\n\n## How is it done?\n\nTo show {}:\n\n```sh\n" + LONG + "\n```\n"
    assert found(page.format("every broken part of a Gizmo"))
    assert not found(page.format("every broken part"))


def test_what_is_specified_to_an_end_is_asked_for_by_the_end_and_code_that_goes_on_is_no_answer():
    (one,) = after("Specify a number to remove a broken shelf from a room:")
    assert "remove a broken shelf from a room" in one.item.question and "specify" not in one.item.question
    page = "# Widget manual\n\n## Shelves\n\nTo add a shelf to a room:\n\n```sh\nwidget add shelf 7\n```\n\n"
    assert found(page) and not found(page + "And then paint it:\n\n```sh\nwidget paint shelf 7\n```\n")


def test_what_a_command_prints_is_no_part_of_it():
    (one,) = after("To show every broken part, run:", f"$ {LONG}\nshelf 1: seven parts\nshelf 2: no part")
    assert one.item.answer == f"```sh\n$ {LONG}\n```" and "one line" in one.item.reasoning_steps[2]
    for code in (f"$ {LONG}\nshelf 1\n$ widget weigh all", f"{LONG} | sort | \\\n  sha256sum\ntpwxmgqdaurcqxq3ckxvdq5sty3o"):
        assert not after("To show every broken part, run:", code)
    assert after("To show every broken part, run:", f"{LONG} | sort | \\\nsha256sum\nwidget weigh")
    (session,) = after("To show every broken part:", ">>> import widget\n>>> widget.broken()\n7", "python")
    assert session.item.answer == "```python\n>>> import widget\n>>> widget.broken()\n```"
    assert after("To show every broken part, run:", f"$ {LONG} <<END\nShelf 1\nEND")


@pytest.mark.parametrize(
    "lead",
    [
        "Change into your workshop directory and issue:",
        "To look into the directory of parts, run:",
        "To change to the directory of parts, run:",
        "To show a broken part using the list command, run:",
        "To run a default instance:",
        "To find the label of file or directory, run:",
        "To limit the number of parts to 2 set:",
    ],
)
def test_a_lead_of_two_orders_or_one_that_only_goes_somewhere_is_no_purpose(lead: str):
    assert after(lead) == []


def test_opening_a_file_does_not_do_what_is_done_in_it():
    assert after("To show every broken part:", "widget /etc/widget/parts.conf")
    assert after("To show every broken part:", "sudo vim /etc/widget/parts.conf") == []


def test_what_is_used_in_order_to_do_something_is_asked_for_by_that():
    (one,) = after("To use the `list` switch in order to show every broken part, run:")
    assert "show every broken part" in one.item.question and "switch" not in one.item.question


def test_code_below_a_heading_is_not_said_to_be_all_that_stands_there():
    text = "# Widget manual\n\n## Replace a broken part\n\n```sh\nwidget swap 7\n```\n\nThe shelf is then full.\n"
    (one, *_) = found(text)
    assert "nothing but" not in " ".join(one.item.reasoning_steps) and "right below that heading" in one.item.reasoning_steps[1]


def test_a_command_with_a_variable_that_other_lines_set_is_no_answer():
    text = (
        "# Widget manual\n\n## Daily work\n\n```bash\n{}# Show every broken part of a shelf\nwidget list --shelf=${{SHELF}}\n```\n"
    )
    assert found(text.format(""), commands)
    assert not found(text.format("SHELF=7\n\n"), commands)
