"""Entries, options and tables whose words lean on what no question names are left alone, or asked about in fitting words."""

from collections.abc import Callable, Iterator

from synthetic_data.heuristics.tables.tables import tables
from synthetic_data.heuristics.terms.definitions import definitions
from synthetic_data.heuristics.terms.options import options
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections.document import Cutting, cut_document

INTRODUCTION = "# The pump manual\n\nThis is what the people of the house know about the pumps that they use every day.\n\n"


def asked(family: Callable[[View], Iterator[Candidate]], text: str) -> dict[str, str]:
    sections = cut_document("doc.md", INTRODUCTION + text + "\n", "0" * 64, Cutting()).sections
    return {candidate.item.question: candidate.item.answer for section in sections for candidate in family(View(section))}


def table(heading: str, *rows: str) -> str:
    width = rows[0].count("|") - 1
    return f"## {heading}\n\n{rows[0]}\n|{'---|' * width}\n" + "\n".join(rows[1:])


def test_marks_that_only_a_legend_explains_are_no_answers():
    rows = ("| Liquid | Pumping | Remark |", "| Water | X | common |", "| Oil | E | with a kit |", "| Milk | EX | rare |")
    assert not [answer for answer in asked(tables, table("Liquids", *rows)).values() if answer in ("X", "E", "EX")]
    uses = ("| Setting | Used by |", "| width | ENGC |", "| height | G |", "| depth | NC |")
    assert not [answer for answer in asked(tables, table("Settings of pumps", *uses)).values() if answer in ("ENGC", "G", "NC")]
    letters = ("| Code | Unit |", "| M1 | K |", "| M2 | N |", "| M3 | J |")
    assert "K" in asked(tables, table("Units of codes", *letters)).values()


def test_rows_under_an_empty_corner_are_the_things_where_a_column_is_a_version():
    rows = ("| | Numbers | Driver version |", "| RSA | 5, 7 | 3.4.6 or newer |", "| DSA | 15 | 3.6.0 or newer |")
    found = asked(tables, table("Supported keys", *rows))
    assert "3.4.6 or newer" in found.values()
    assert not [question for question in found if "RSA of" in question or "compare" in question]


def test_a_reference_that_a_link_left_behind_is_no_part_of_a_description():
    rows = (
        "| Option | Description |",
        "| `tap` | Opens the valve of the second tank. See tap. |",
        "| `lid` | Closes the lid at once. |",
    )
    answers = asked(tables, table("Options", *rows)).values()
    assert "Opens the valve of the second tank." in answers
    assert not [answer for answer in answers if "See" in answer]


def test_measurements_of_some_machines_are_left_alone():
    rows = ("| CPU | Disk | Time |", "| Core 7 | SSD | 8 min |", "| Core 2 | SATA | 14 min |")
    assert not asked(tables, table("Installation times", *rows))
    assert asked(tables, table("Supported machines", *rows))


def test_a_class_that_its_description_calls_a_function_is_left_alone():
    rows = (
        "| Class | Description |",
        "| `pour` | The function for filling a tank with water |",
        "| `Tank` | A vessel that keeps water warm |",
    )
    found = asked(tables, table("Classes", *rows))
    assert not [question for question in found if "pour" in question]
    assert [question for question in found if "Tank" in question]


def test_values_that_only_repeat_their_rows_are_not_set_side_by_side():
    rows = ("| System | Image label |", "| Windows | `windows-latest` |", "| Solaris | `solaris-latest` |")
    assert not [question for question in asked(tables, table("Systems", *rows)) if "differ" in question]


def test_rows_are_named_by_what_the_lead_in_says_follows():
    text = "## Runtime values\n\nThe following variables are available in all commands:\n\n" + table(
        "",
        "| Name | Description |",
        "| `pump_state` | Whether water runs at the moment or stands still. |",
        "| `tank_load` | The litres that were counted since noon. |",
    ).removeprefix("## \n\n")
    found = asked(tables, text)
    assert found
    assert not [question for question in found if "command" in question]


def test_a_declaration_is_no_term():
    entry = "## Calls\n\nPUMP_Error PUMP_SetFlow(const char \\*name)\n:   Changes the flow of the pump that has this name.\n"
    assert not asked(definitions, entry)


def test_values_of_something_unnamed_are_not_explained_by_themselves():
    entries = (
        "`fast`\n:   Empty the tank within a minute, whatever the load.\n\n`slow`\n:   Let the water run off by itself overnight.\n"
    )
    assert not asked(definitions, f"## Advanced\n\nHow the tank is emptied. The supported strategies are:\n\n{entries}")
    assert asked(definitions, f"## drain_strategy\n\nHow the tank is emptied. The supported strategies are:\n\n{entries}")


def test_steps_of_a_linked_thing_are_not_explained_without_it():
    entries = "  - `prepare`: Checks the valves and fills the first tank with water.\n"
    assert not asked(definitions, f"## Add-ons\n\n- [pump-cleaner](https://example.org/cleaner)\n{entries}")


def test_the_contents_of_a_manual_are_no_terms():
    line = "- [Builder Guide](guide/README.md) - The essentials of building a pump with your own hands\n"
    assert not asked(definitions, f"## Parts\n\n{line}")
    assert asked(
        definitions, "## Parts\n\n- [Buoy Valve](https://example.org/buoy) - A valve that closes by itself when a tank is full\n"
    )
    assert asked(definitions, "## Parts\n\n- [Float Valve](float.md) - A valve that closes by itself when a tank is full\n")


def test_what_follows_from_a_kind_is_no_definition():
    assert not asked(definitions, "## Tanks\n\n`Tank` is a constructor function, so each of its arguments is separated by a comma.")
    assert asked(definitions, "## Tanks\n\n`Tank` is a constructor function that makes a vessel out of its arguments.")
    rule = "A vessel is a household vessel regardless of whether the vessel has commercial uses."
    assert not asked(definitions, f"## Vessels\n\n{rule}")


def test_a_default_that_stands_behind_a_name_is_no_part_of_it():
    found = asked(
        definitions, "## Drain\n\n`speed_limit (default: 3)`\n:   The number of litres that may leave a tank within a second.\n"
    )
    assert found
    assert not [question for question in found if "default" in question]


def test_an_option_that_is_not_set_has_no_default():
    entry = "### {}\n\nThe tank that is filled first after the pump was started.\n\n*Default:* {}\n"
    found = asked(options, entry.format("first-tank", "not set") + "\n" + entry.format("last-tank", "`north`"))
    assert "not set" not in found.values()
    assert "`north`" in found.values()


def test_an_order_that_restates_the_name_of_an_option_is_left_alone():
    entry = "### {}\n\n{}\n\n*Default:* `4`\n"
    restated = asked(options, entry.format("tank-valve-type", "Specify valve type for emptied tanks."))
    assert not [answer for answer in restated.values() if answer.startswith("Specify")]
    told = asked(options, entry.format("tank-load", "Set the number of litres that the pump moves before it pauses."))
    assert [question for question, answer in told.items() if answer.startswith("Set") and "`tank-load` for?" in question]


def test_an_order_under_the_name_of_a_tool_tells_its_use_and_is_no_advice():
    found = asked(
        definitions,
        "## Additions\n\n- **Leak Plugin**: Use a listening device to find the small leaks that old tanks get in a cold winter.\n",
    )
    assert [question for question in found if "the Leak Plugin for" in question]
    assert not [question for question in found if "recommend" in question or "advice" in question]
