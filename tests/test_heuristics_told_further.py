"""What the next sentence, another table, another list or the rest of a page adds keeps a pair from having one right answer."""

import pytest

from synthetic_data.heuristics.causes.conditions import conditions
from synthetic_data.heuristics.causes.effects import effect_of
from synthetic_data.heuristics.causes.reasons import reasons
from synthetic_data.heuristics.comparing.contrasts import contrasts
from synthetic_data.heuristics.duties.retold import disagrees
from synthetic_data.heuristics.duties.rules import rules
from synthetic_data.heuristics.summing.summaries import summaries
from synthetic_data.heuristics.tables.tables import tables
from synthetic_data.heuristics.terms.definitions import definitions
from synthetic_data.heuristics.terms.entry_places import is_index
from synthetic_data.heuristics.terms.entry_terms import is_term
from synthetic_data.heuristics.terms.given_away import is_reversible
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.heuristics.words.entry_sentences import is_order
from synthetic_data.heuristics.words.naming import OF
from synthetic_data.heuristics.words.subjects import clause
from synthetic_data.sections import Cutting, cut_document

pytestmark = pytest.mark.usefixtures("cases_count_as_long")

FILLER = "The remaining paragraphs of this manual describe the history of the widget server and the people who built it."


def found(body: str, family, title: str = "Widget server manual") -> list[Candidate]:
    cut = cut_document("doc.md", f"# {title}\n\n{body}\n\n{FILLER}\n", "0" * 64, Cutting())
    return [candidate for section in cut.sections for candidate in family(View(section))]


def answers(body: str, family) -> str:
    return " ".join(one.item.answer for one in found(body, family))


def test_what_happens_instead_stands_in_the_next_sentence_and_leaves_the_first_alone():
    case = "If the widget server re-throws an error that no plug-in knows, it will not reach the handler of the Gizmo daemon."
    assert found(case, conditions)
    assert not found(f"{case} Instead, it is caught by the default handler.", conditions)


def test_a_way_needs_to_say_to_what_end():
    assert found("To subscribe to the widget list via email, send a message to `list+subscribe@widgets.example`.", conditions)
    assert not found("To subscribe via email, send a message to `list+subscribe@widgets.example`.", conditions)


def test_an_advantage_with_another_one_behind_it_is_not_asked_for():
    one = "An advantage of the Gizmo table is that the value need not be extracted with `get-value` from the result of functions."
    assert found(one, contrasts)
    assert not found(f"{one} It might also be more compact in memory.", contrasts)


def test_two_things_that_a_second_sentence_tells_apart_too_are_not_asked_how_they_differ():
    one = "Unlike gizmos, widget gizmos require you to name the type of the gizmo."
    assert found(one, contrasts)
    more = "Widget gizmos are useful when the gizmo needs a name and a type different from other gizmos."
    assert not found(f"{one}\n\n{more}", contrasts)


@pytest.mark.parametrize(
    "sentence",
    [
        "The `func` keyword generates functions of the server, and the `subquery()` method produces a statement for them.",
        "The affinity of widgets is available in Gizmo when the plug-in of the server is enabled.",
        "A widget program specifies a set of libraries to import and code to run at the start.",
    ],
)
def test_a_rule_of_two_deeds_or_with_a_term_is_not_asked_for_by_one_of_them(sentence: str):
    assert not found(sentence, rules)


def test_a_list_under_a_heading_that_its_place_does_not_name_is_not_all_that_the_page_says():
    points = "- Widgets are kept apart by their names\n- Widgets are merged once a day\n- Old widgets are removed at night"
    heading = "Documenting Widget Server Needs - Best Practices in the Whole of the Organization and its Many Departments Abroad"
    assert found(f"## Overview of widgets\n\n{points}", summaries)
    assert not found(f"## {heading}\n\n{points}", summaries, "Widget Server Needs Capture of the Organization")


def test_what_generators_and_advertisers_write_describes_nothing():
    rows = "| `Widget` | Bases: `object` |\n| `Gizmo` | Gizmo makes data up. Whatever you need, Gizmo is for you. |\n"
    rows += "| `Part` | A part of a widget that can be sold on its own. |\n"
    table = f"## Objects\n\n| Object | Description |\n|---|---|\n{rows}"
    told = answers(table, tables)
    assert "sold on its own" in told
    assert "Bases" not in told
    assert "for you" not in told


def test_a_row_that_a_version_names_is_called_so_beside_another_version():
    table = "## Older versions\n\n| Python version | Gizmo version |\n|---|---|\n| 2.5 | 1.0.x |\n| 3.3 | 1.2.x |\n"
    asked = [one.item.question.lower() for one in found(table, tables)]
    assert asked
    assert all("python version" in question for question in asked)


def test_an_explanation_under_two_labels_tells_of_both():
    told = ":   The width of the output as the expression gives it.\n"
    assert "width of the output" in answers(f"`out_w`\n{told}", definitions)
    assert "width of the output" not in answers(f"`out_w`\n`out_h`\n{told}", definitions)


def test_what_opens_with_a_type_in_brackets_is_no_explanation():
    entry = "- `full` - {}method of the cache that checks whether the storage of the server is full.\n"
    assert not found(entry.format("(`() => boolean`) "), definitions)


def test_an_index_stays_one_where_its_title_goes_with_the_whole_it_is_part_of():
    assert is_index(f"Concept Index{OF}the Gizmo documentation")
    assert not is_index(f"Index of widgets{OF}the Gizmo documentation")


def test_a_remark_on_a_young_system_is_no_definition():
    assert found("Gizmo is a server for widgets that keeps them apart.", definitions)
    assert not found("Gizmo is a relatively young server for widgets and it probably contains some bugs.", definitions)


def test_a_function_that_does_something_is_no_order():
    assert not is_order("aggregate", "Aggregate function that clusters the input into sets.")
    assert is_order("aggregate", "Aggregate the input into sets.")


def test_a_heading_over_what_is_said_is_not_what_that_is():
    sentence = "The calls of the server associate a widget of the hall with a name of its own."
    assert is_reversible(sentence, "binding")
    assert not is_reversible(sentence, "Using bindings")


def test_what_one_may_do_then_is_not_what_a_statement_means():
    view = View(cut_document("doc.md", f"# Widget server\n\n{FILLER}\n", "0" * 64, Cutting()).sections[0])
    place = ("Widget server",)
    assert effect_of("The Widget Server keeps all of its widgets in memory, so the widgets are lost at each restart.", view, place)
    assert not effect_of("The Widget Server keeps all of its widgets in memory, so you can use the disk for parts.", view, place)


def test_a_name_alone_above_a_definition_list_is_explained_with_the_first_of_it():
    told = "`byw`\n:   The weight of the colours in the output of the filter.\n"
    assert "weight of the colours" in answers(told, definitions)
    assert "weight of the colours" not in answers(f"`rcw`\n\n{told}", definitions)


def test_an_entry_of_the_past_or_with_more_below_it_is_not_explained_by_its_first_paragraph():
    entry = "`footer`\n:   The text that stands at the foot of all pages that the manual has.\n{}"
    assert "at the foot" in answers(entry.format(""), definitions)
    assert "at the foot" not in answers(entry.format("\n    Deprecated since version 1.5: use `end`.\n"), definitions)


def test_a_letter_is_a_name_of_one_proof():
    assert found("A widget map is a relation between the widgets of two halls.", definitions)
    assert not found("A function F is a relation between the widgets of two halls.", definitions)


def test_a_catalogue_of_messages_lays_down_no_rules():
    rule = "The widget hall must hold at least one gizmo."
    assert found(rule, rules)
    assert not found(rule, rules, "Widget Messages Manual")


def test_the_one_that_a_session_has_made_gives_no_reasons():
    reason = "The widget server runs as its own user so that a break-in harms no other server."
    assert found(reason, reasons)
    assert not found(f"```\n>>> widgets = make_list()\n```\n\n{reason}", reasons)


def test_what_a_thing_provides_is_one_of_many():
    assert not found("The Widget Agent provides the attribute `paused`.", rules)


@pytest.mark.parametrize(
    "sentence",
    [
        "The widget agent is designed for exactly that purpose.",
        "Gizmo uses the type of the file to looking for widgets of the hall.",
        "The Gizmo daemon is written in Python and requires Python 3.6.",
    ],
)
def test_slips_and_second_deeds_are_no_rules(sentence: str):
    assert not found(sentence, rules)


def test_a_subject_in_the_plural_with_a_verb_in_the_singular_is_a_slip():
    def agrees(sentence: str) -> bool:
        parts = clause(sentence)
        return parts is not None and not disagrees(parts)

    assert not agrees("The widget principles requires a hall of its own.")
    for subject in ("The widget process", "The widget analysis", "Kubernetes", "The widget series"):
        assert agrees(f"{subject} requires a hall of its own.")


def test_advice_with_more_of_it_for_the_same_thing_beside_it_is_not_asked_for_openly():
    one = "Each orphan widget must be named after its hall."
    assert found(one, rules)
    both = answers(f"All orphan widgets should have the same command. {one}", rules)
    assert "named" not in both


def test_use_cases_and_scenarios_are_of_something():
    assert not found("Common use case scenarios are a failing check which needs a restart of the server.", definitions)


def test_codes_of_several_lists_are_not_told_apart_by_their_figures():
    table = "| Code | Description |\n|---|---|\n| `{}` | {} |\n| `{}` | {} |\n"
    first = table.format("10", "the peer is reachable", "20", "the peer is known by its key")
    second = table.format("05", "the clock is set", "06", "the clock is lost")
    asked = answers(f"## Status words\n\n{first}\n\nThe others are these:\n\n{second}", tables)
    assert "reachable" in asked
    assert "clock" not in asked


def test_two_names_of_one_length_before_one_explanation_are_two_things():
    told = "`{}`\n:   The width of the margins that each of the pages has, as the package takes it.\n"
    assert found(told.format("horizontal_margin, hm"), definitions)
    assert not found(told.format("hmargin, vmargin"), definitions)


def test_a_sentence_whose_verb_could_be_a_plural_names_nothing():
    told = "`ready`\n:   An active server {} to this state after it has read the leases of its partner.\n"
    assert not found(told.format("transitions"), definitions)


def test_a_name_that_its_description_holds_is_not_asked_for():
    assert not is_reversible("The deviation of the values in each plane of the frame, in the form [stdev0 stdev1].", "`stdev`")


def test_the_affected_one_is_known_only_where_it_was_told_of():
    assert not found("The affected resource's backing device must be one that a volume manager controls.", rules)


def test_a_second_clause_is_no_part_of_a_rule():
    rule = "The widget structure must be opened with `open_widget`"
    assert found(f"{rule}.", rules)
    assert not found(f"{rule}, and a widget structure can be read with `read_widget`.", rules)


def test_how_a_function_is_called_with_its_result_is_no_name():
    assert is_term("`isBusy()`")
    assert not is_term("`isBusy() -> boolean()`")


def test_that_a_property_is_required_does_not_say_what_it_is():
    entry = "- `widget-name`\n\n  This header is {}.\n"
    assert found(entry.format("the name of the widget that all halls of the server know"), definitions)
    assert not found(entry.format("required, unless the widget of the hall is only reserved"), definitions)


def test_marks_that_a_legend_explains_are_not_compared():
    table = "## Drivers\n\n| Driver | Active directory |\n|---|---|\n| EMC VMAX | {} |\n| EMC VNX | {} |\n| Tegile | {} |\n"
    kinds = [one.question_type for one in found(table.format("O", "J", "J"), tables)]
    assert "comparative_analysis" not in kinds
    assert not kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "The Gizmo daemon is written in Python and supports Python 3.6.",
        "Role assignment is governed by the configured role-assignment method.",
        "The Gizmo contest should not even qualify for the hall.",
        "Gizmo charts represent the visual representation of the widgets.",
        "The Deprecated Widgets page lists all of the widgets that have been deprecated.",
        "Gizmo uses two connections for every widget of the hall.",
        "Gizmo implements most of the common features of widgets.",
        "Gizmo is often used to generate sources for other programs.",
        "The Dst map is updated with new channel values.",
        "Elements of the Gizmo set are identified with the sets they represent.",
        "If all goes well, the Gizmo daemon should detect the failure of the power.",
        "The Autochanger resourceAutochangerRes permits you to group the devices of a hall.",
    ],
)
def test_what_says_more_than_was_asked_or_nothing_at_all_is_no_rule(sentence: str):
    assert not found(sentence, rules)


def test_where_a_thing_was_chosen_is_not_where_it_is_returned():
    asked = found("The `ha-mode` parameter returns the mode selected using the `mode` parameter in the widget file.", rules)
    assert not any("return in" in one.item.question for one in asked)


def test_what_does_the_same_twice_is_not_asked_what_it_does():
    one, other = (
        "The Widget Agent requires a separate hall with two doors and a ramp.",
        "The Widget Agent requires a key that others do not have.",
    )
    assert found(one, rules)
    assert not found(f"{one} {other}", rules)
