"""Steps in order are asked for whole and by their neighbours; lists of other things are left alone."""

import pytest

from synthetic_data.heuristics.howto.goals import goal_of_heading
from synthetic_data.heuristics.howto.procedures import answerable, procedures
from synthetic_data.heuristics.howto.steps import Step
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

FILLER = "\n\nThe whole thing takes about a quarter of an hour on a machine that has a decent connection to the internet.\n"


def found(markdown: str) -> list[Candidate]:
    reading = cut_document("doc.md", markdown + FILLER, "0" * 64, Cutting())
    candidates = []
    for section in reading.sections:  # type: ignore[union-attr]
        view = View(section)
        for candidate in procedures(view):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert view.source(start, end) == quote
            assert len(set(candidate.item.reasoning_steps)) >= 3
            candidates.append(candidate)
    return candidates


GRAFANA = """# Grafana for Widgets

To create a widget data source in Grafana:

1. Click the cogwheel in the sidebar.
2. Select *Data Sources*.
3. Set the server URL (for example, `http://localhost:9090/`).
4. Click "Save & Test" to save the new data source.
"""


def test_one_of_the_parts_of_a_procedure_is_not_the_whole_of_it():
    parted = GRAFANA.replace("To create a widget data source in Grafana:\n\n", "").replace(
        "# Grafana for Widgets", "# Grafana\n\n## {}"
    )
    assert found(parted.format("Create a widget data source in Grafana"))
    assert not found(parted.format("Create a widget data source in Grafana (1)"))


def test_all_steps_come_as_a_numbered_list_in_the_words_of_the_source():
    candidate = found(GRAFANA)[0]
    assert candidate.question_type == "process_workflow"
    assert "create a widget data source in Grafana" in candidate.item.question
    assert candidate.item.answer == (
        "1. Click the cogwheel in the sidebar.\n2. Select Data Sources.\n"
        '3. Set the server URL (for example, `http://localhost:9090/`).\n4. Click "Save & Test" to save the new data source.'
    )
    assert len(candidate.item.evidence) == len(candidate.fact_starts) == 4


def test_one_pair_of_neighbouring_steps_is_asked_about_and_nothing_is_counted():
    whole, neighbour = found(GRAFANA)
    assert "right after" in neighbour.item.question or "right before" in neighbour.item.question
    assert len(neighbour.item.evidence) == 2
    assert neighbour.item.answer not in neighbour.item.question
    assert "many" not in whole.item.question


def test_the_question_names_the_document_unless_the_goal_does():
    steps = "1. Open the page.\n2. Click the button.\n3. Close the page.\n"
    (far,) = found("# Widget manual\n\n## Creating a plugin\n\n" + steps)
    assert '"Widget manual"' in far.item.question and "create a plugin" in far.item.question
    (near,) = found("# Creating a plugin\n\n" + steps)
    assert '"' not in near.item.question


def test_code_that_a_step_announces_stays_with_it_and_fences_stay_whole():
    candidate = found(
        "# Widgets\n\n## Installing the widget server\n\n1. Install the package:\n\n    ```sh\n    pip install widget\n    ```\n"
        "2. Create a configuration file.\n3. Start the server.\n"
    )[0]
    assert "install the widget server" in candidate.item.question
    assert candidate.item.answer == (
        "1. Install the package:\n\n   ```sh\n   pip install widget\n   ```\n2. Create a configuration file.\n3. Start the server."
    )
    assert candidate.item.evidence[0].startswith("Install the package:") and candidate.item.evidence[0].endswith("```")


def test_bullet_points_are_steps_only_where_the_lead_says_so():
    steps = "- Check the cable\n- Restart the router\n- Ping the gateway\n"
    (candidate,) = found(
        "# Networks\n\n## Troubleshooting adapters\n\nExperts follow this sequence of troubleshooting steps:\n\n" + steps
    )
    assert "to troubleshoot adapters" in candidate.item.question
    assert not found("# Networks\n\n## Adapters\n\nFollow these steps to protect yourself:\n\n" + steps)
    assert not found("# Networks\n\nSome useful things:\n\n" + steps)


@pytest.mark.parametrize(
    "markdown",
    [
        "# Widgets\n\nThe widget has three key properties:\n\n1. A sparse layout.\n2. Full range.\n3. No configuration.\n",
        "# Best practices for widgets\n\nConsider these recommendations:\n\n1. Use a name.\n2. Set a limit.\n3. Keep logs.\n",
        "# Widgets\n\n## Creating a widget\n\n1. Open the page.\n2. Click the button as shown in the figure below.\n3. Close it.\n",
        "# Widgets\n\n## Creating a widget\n\n1. Open the page:\n2. Click the button.\n3. Close the page.\n",
        "# Widgets\n\n## Creating a widget\n\nIt may crash.\n\n1. Open the log.\n2. Find the error.\n3. Restart.\n",
        "# Widgets\n\n## Creating a widget\n\n1. Open the page.\n2. Click the button.\n3. Wait.\n\nThen\n\n4. Close the page.\n",
        # the words before the list say that it is about something else
        "# Widgets\n\n## Creating a widget\n\nWe send it after we set up a cache in this way:\n\n1. Open a.\n2. Set b.\n3. Run.\n",
        # a goal that only the text before explains, steps of somebody's own project, slips of grammar
        "# Widgets\n\n## Writing code to pass the test\n\n1. Open the page.\n2. Click the button.\n3. Close it.\n",
        "# Widgets\n\n## Creating a widget\n\n1. Open our page.\n2. Click the button.\n3. Close the page.\n",
        "# Widgets\n\n## Creating a widget\n\n1. Open the page.\n2. Click the button.\n3. View the modified the card.\n",
    ],
)
def test_no_procedure_is_made_of_properties_advice_or_lists_with_holes(markdown: str):
    assert not found(markdown)


def test_other_languages_are_left_alone():
    assert not found(GRAFANA.replace("# Grafana", "---\nlang: de\n---\n\n# Grafana"))


@pytest.mark.parametrize(
    ("heading", "goal"),
    [
        ("Installing Rust", "install Rust"),
        ("How to add a field", "add a field"),
        ("Running and testing the server", "run and test the server"),
        ("Setting up a cluster", ""),
        ("Create a wiki", "create a wiki"),
        ("Test planning", ""),
        ("Use Case - Functional Testing", ""),
        ("Building blocks", ""),
        ("Building a widget server", "build a widget server"),
    ],
)
def test_a_heading_gives_a_goal_only_where_its_grammar_is_sure(heading: str, goal: str):
    assert goal_of_heading(heading) == goal


def test_two_steps_are_a_procedure_only_where_their_lead_says_what_they_are_for():
    two = "1. Stop the widget by its main switch and wait for a minute.\n2. Start the widget again from its panel.\n"
    (candidate,) = found("# Widget manual\n\n## Care\n\nTo reset a stuck widget by hand:\n\n" + two)
    assert "reset a stuck widget by hand" in candidate.item.question
    assert not found("# Widget manual\n\n## Resetting a stuck widget\n\n" + two)
    assert not found("# Widget manual\n\n## Care\n\nTo reset a stuck widget by hand:\n\n" + two.replace("Start the", "A new"))


def test_a_lead_with_a_goal_is_no_list_of_advice_for_a_word_in_it():
    steps = "1. Open the panel.\n2. Choose the dial.\n3. Close the panel.\n"
    (candidate,) = found("# Widget manual\n\n## Care\n\nTo use the standard gear of a widget:\n\n" + steps)
    assert "use the standard gear of a widget" in candidate.item.question
    assert not found("# Widget manual\n\n## Care\n\nTo use the standard gear of a widget, consider the following:\n\n" + steps)


def test_what_a_program_does_in_turn_is_nothing_that_you_do():
    steps = "1. It MUST use the first name.\n2. If there is none, the server MAY use another name.\n3. It MUST answer then.\n"
    lead = "The server SHOULD use the following process to select a fitting name for a client:\n\n"
    assert not found("# Widget manual\n\n## Names\n\n" + lead + steps)


def test_two_lists_under_one_heading_are_not_both_its_steps():
    flow = "# Widget manual\n\n## High-level build flow\n\n1. Read the plan.\n2. Cut the wood.\n3. Join the parts.\n"
    assert found(flow)
    assert not found(flow + "\nIn detail:\n\n1. Open the file.\n2. Check the plan.\n3. Close the file.\n")


def test_the_following_code_is_no_other_place_where_it_follows():
    body = "1. Open the panel.\n2. Add the following code to `w.sh`:\n\n   ```sh\n   widget on\n   ```\n3. Close the panel.\n"
    candidate = found("# Widget manual\n\n## Starting the widget server\n\n" + body)[0]
    assert "2. Add the following code to `w.sh`:\n\n   ```sh\n   widget on\n   ```" in candidate.item.answer
    bare = body.replace("\n\n   ```sh\n   widget on\n   ```", "")
    assert not found("# Widget manual\n\n## Starting the widget server\n\n" + bare)


def test_without_a_goal_the_heading_itself_says_what_the_steps_do():
    steps = "1. Get a token.\n2. Create a scope.\n3. Create the secrets.\n"
    lead = "The following steps lay out a clear pathway to secrets and their use within a notebook:"
    assert not found(f"# Secrets of the house\n\n## Databricks\n\n{lead}\n\n{steps}")
    (candidate,) = found(f"# Secrets of the house\n\n## Databricks installation\n\n{lead}\n\n{steps}")
    assert "Databricks installation" in candidate.item.question


def test_getting_started_with_what_must_be_told():
    steps = "1. Get a token.\n2. Create a scope.\n3. Create the secrets.\n"
    assert not found(f"# Widget help\n\n## Get started\n\n{steps}")
    assert found(f"# Widget help\n\n## Get started with widgets\n\n{steps}")


MENDED = """# Widget manual

## Starting the widget server

1. Enable the pool of the widget service.

   {first}
2. Set up the panel in this order:

   1. Open the panel.
   2. Run the check:

      ```sh
      widget check
      ```
3. Start the server.
"""


def test_what_stands_below_the_first_words_of_a_step_belongs_to_it():
    candidate = found(MENDED.format(first="Add `pool = on` to the `widget.conf` file."))[0]
    assert candidate.item.answer == (
        "1. Enable the pool of the widget service.\n\n   Add `pool = on` to the `widget.conf` file.\n"
        "2. Set up the panel in this order:\n   1. Open the panel.\n   2. Run the check:\n\n      ```sh\n      widget check\n"
        "      ```\n3. Start the server."
    )
    assert candidate.item.evidence[0].endswith("`widget.conf` file.")


def test_a_remark_ends_a_step_and_a_part_that_cannot_be_given_leaves_the_procedure_alone():
    candidate = found(MENDED.format(first="Note: the pool is small."))[0]
    assert "the pool is small" not in candidate.item.answer
    assert not found(MENDED.format(first="Copy the values from the table above."))
    assert not found(MENDED.format(first="Do it like this:"))


def test_a_picture_or_a_remark_on_a_picture_below_a_step_is_left_out():
    picture, remark = "\n\n   ![Panel](p.png)\n", "\n\n   As you can see in the example below, it is red.\n"
    body = f"1. Open the panel of the service.{picture}2. Add a dial.{remark}3. Wait.\n"
    candidate = found("# Widgets\n\n## Starting the widget server\n\n" + body)[0]
    assert candidate.item.answer == "1. Open the panel of the service.\n2. Add a dial.\n3. Wait."


def test_a_directive_is_a_remark_and_a_link_without_words_leaves_a_hole():
    note = "\n\n   ```{note}\n   Only for dials.\n   ```\n"
    steps = f"1. Open the panel.{note}2. Add a dial.\n3. Close the panel.\n"
    (candidate, *_) = found("# Widgets\n\n## Starting the widget server\n\n" + steps)
    assert "Only for dials" not in candidate.item.answer
    assert not found(
        "# Widgets\n\n## Starting the widget server\n\n" + steps.replace("Add a dial.", "Configure [](dial):\n\n   `red`")
    )


def test_what_others_do_in_turn_is_a_workflow_where_the_heading_says_so():
    steps = "1. The designer branches the plan.\n2. The designer works on the plan.\n3. The team reads the plan.\n"
    assert found(f"# Widget reviews\n\n## Workflow\n\nThe following steps are taken:\n\n{steps}")


def test_code_that_is_indented_as_in_restructuredtext_belongs_to_its_step():
    body = "1. Open the panel:\n\n   > ```sh\n   > widget open\n   > ```\n2. Add a dial.\n3. Close the panel.\n"
    candidate = found("# Widgets\n\n## Starting the widget server\n\n" + body)[0]
    assert "1. Open the panel:\n\n   ```sh\n   widget open\n   ```\n2. Add a dial." in candidate.item.answer


def test_a_sequence_of_things_is_no_procedure():
    things = "- The file named by the first flag\n- The file named by the second flag\n- The file in the home folder\n"
    lead = "The server looks for its settings using the following sequence:"
    assert not found(f"# Widget manual\n\n## Server configuration\n\n{lead}\n\n{things}")


def test_steps_for_another_thing_are_not_those_of_the_heading():
    steps = "1. Copy the folder.\n2. Modify the file.\n3. Create a config file.\n"
    assert not found(f"# Widget manual\n\n## Compiling the widget module\n\nTo add another module by hand:\n\n{steps}")


def test_a_step_that_speaks_of_other_steps_is_no_answer():
    assert answerable(Step("Begin a ping of the address and watch the connection of each host at the panel.", (), 0, 1))
    assert not answerable(
        Step("Begin a ping of the address. While performing the next three steps, watch the connection.", (), 0, 1)
    )


def test_steps_that_send_the_reader_elsewhere_and_goals_without_articles_are_left_alone():
    steps = "1. Open the panel of the server.\n2. Choose the dial.\n3. Close the panel.\n"
    assert found(f"# Widget manual\n\n## Enable a driver\n\n{steps}")
    assert not found(f"# Widget manual\n\n## Enable driver\n\n{steps}")
    assert not found(f"# Widget manual\n\n## Enable a driver\n\n{steps.replace('server.', 'server. See Panels and Dials.')}")


def test_a_heading_whose_first_word_is_no_verb_names_no_goal():
    assert goal_of_heading("Post release") == ""
    assert goal_of_heading("Post the release") == "post the release"


def test_what_a_program_does_by_itself_is_no_procedure_of_the_reader():
    steps = "1. Create a file that describes the package.\n2. Create the source package.\n3. Create the binary package.\n"
    heading = "# Widget packager\n\n## Creating RPM packages\n\n"
    assert found(f"{heading}Follow these steps to create a package:\n\n{steps}")
    assert not found(f"{heading}There are three steps to create a package, all of which are handled automatically:\n\n{steps}")


def test_steps_of_an_unnamed_project_are_left_alone():
    assert found(GRAFANA) and not found(GRAFANA.replace("# Grafana for Widgets", "# Release Process"))


def test_the_button_that_ends_every_dialog_is_no_answer():
    assert answerable(Step("Click “Export” in the panel.", (), 0, 1))
    assert not answerable(Step("Click on the “OK” button.", (), 0, 1))


def test_to_check_ones_situation_is_no_goal():
    steps = "1. Open the panel of the server.\n2. Choose the dial.\n3. Close the panel.\n"
    lead = "# Widget manual\n\nTo check {}, do the following:\n\n"
    assert found(lead.format("the widget pressure") + steps)
    assert not found(lead.format("your situation") + steps)
