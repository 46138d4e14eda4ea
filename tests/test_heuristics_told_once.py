"""What a section tells twice, or under a heading that comes again, is asked for with what tells it apart, or not at all."""

import pytest

from synthetic_data.heuristics.causes.conditions import conditions
from synthetic_data.heuristics.causes.reasons import reasons
from synthetic_data.heuristics.comparing.contrasts import contrasts
from synthetic_data.heuristics.duties.rules import rules
from synthetic_data.heuristics.verdicts.cloze import cloze
from synthetic_data.heuristics.verdicts.statements import statements
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.heuristics.words.blemishes import blemished
from synthetic_data.heuristics.words.left_alone import is_log
from synthetic_data.heuristics.words.naming import OF
from synthetic_data.heuristics.words.placing import document_name, situated, whereabouts, within_whole
from synthetic_data.heuristics.words.self_contained import dangles, faulty
from synthetic_data.sections import Cutting, cut_document

pytestmark = pytest.mark.usefixtures("cases_count_as_long")

FILLER = "The remaining paragraphs of this manual describe the history of the widget server and the people who built it."


def found(body: str, family, title: str = "Widget server manual") -> list[Candidate]:
    cut = cut_document("doc.md", f"# {title}\n\n{body}\n\n{FILLER}\n", "0" * 64, Cutting())
    return [candidate for section in cut.sections for candidate in family(View(section))]


def view_of(title: str) -> View:
    return View(cut_document("doc.md", f"# {title}\n\n{FILLER}\n", "0" * 64, Cutting()).sections[0])


def test_a_heading_of_one_word_goes_with_the_one_above_it():
    view = view_of("Widget server")
    assert (
        whereabouts(view, ("Widget server", "/2/widgets/migrate", "POST"), "")
        == '"POST" under "/2/widgets/migrate" in "Widget server"'
    )
    assert " under " not in whereabouts(view, ("Widget server", "Overview", "POST"), "")  # nothing above it tells more
    assert " under " not in whereabouts(view, ("Widget server", "Storage", "Stored widgets"), "")


def test_a_title_that_only_begins_a_name_in_code_is_not_told():
    view, question = view_of("libwidget"), "Why must you call `libwidget_init()`?"
    assert "libwidget" in situated(question, view, ("libwidget",)).replace("libwidget_init", "")
    assert situated("Why is libwidget slow?", view, ("libwidget",)) == "Why is libwidget slow?"


def test_a_case_that_is_told_twice_is_not_asked_about():
    once = "If `VAR` is a list, the `join` filter makes one string of it."
    again = "If `VAR` is a list, the `each` filter makes a widget of each item."
    assert len(found(once, conditions)) == 1
    assert found(f"{once}\n\n{again}", conditions) == []


def test_an_act_with_two_reasons_is_not_asked_about():
    once = "Reload the stored variables of the server because the first pass may have changed them."
    assert len(found(once, reasons)) == 1
    assert found(f"{once}\n\nReload the stored variables of the server because the second pass reads other files.", reasons) == []


def test_a_purpose_does_not_explain_why_there_is_no_more():
    text = "The widget server supports a limited form of queries, in order to retrieve matched rows from the disk."
    assert found(text, reasons) == []


def test_a_contrast_names_its_place_even_where_the_title_is_one_side():
    (one,) = found("## Origins\n\nUnlike browsers, Gizmo does not check the origin of a request.", contrasts, "Gizmo")
    assert "Origins" in one.item.question


@pytest.mark.parametrize(
    "text",
    [
        "The `rule` option allows one to specify the rule to adopt.",
        "The `%SAFE` priority string makes clients and servers require the extension for every handshake.",
        "`WIDGET_LIBRARY` and `WIDGET_DIRS` are defined in the case of Wayland.",
        "The default set of hooks in the widget server include scripts for Debian and Rocky Linux.",
        "Widget path pattern specifies path for a cache directory subdirectory.",
    ],
)
def test_what_is_circular_or_badly_parsed_is_no_rule(text: str):
    assert found(text, rules) == []


def test_how_many_kinds_of_what_is_told():
    (one,) = found("The Gizmo parser provides two forms of variable expansions, early and late expansions.", rules)
    assert "how many forms of variable expansions does the Gizmo parser provide" in one.item.question


@pytest.mark.parametrize(
    "text",
    [
        "If you server requires a password, send it first.",
        "The conversion can done using two commands.",
        "If a widget is a list, each of its elements are stored.",
        "The format is defined in [WIDGET11URI].",
    ],
)
def test_slips_of_the_source_are_not_copied(text: str):
    assert faulty(text)


@pytest.mark.parametrize("text", ["If you use widgets, it is done.", "Each of its elements is stored.", "See [RFC3339] for it."])
def test_what_only_looks_like_a_slip_is_none(text: str):
    assert not faulty(text)


def test_a_subject_without_its_article_is_a_blemish():
    assert blemished("The server requires optional library to run.", None)
    assert not blemished("The server requires an optional library to run.", None)


def test_what_is_kept_in_a_state_is_not_named_by_that_state():
    assert dangles("You must keep the structure allocated until the end", ("Widgets",))
    assert not dangles("It reads the structure allocated by the caller of it", ("Widgets",))
    assert dangles("once recovery was requested; the function starts a new phase", ("Recovery",))


@pytest.mark.parametrize(
    "text",
    [
        "In most cases replies of the Widget server will be faster, usually within 12 hours.",
        "Run **gizmo** and returns a `Promise` that resolves to a Widget object.",
    ],
)
def test_a_blank_stands_in_no_sentence_that_compares_with_nothing_or_speaks_with_two_voices(text: str):
    assert found(text, cloze) == []


def test_nobody_denies_what_its_own_reason_speaks_for():
    true_ones = found("Due to limits of the Widget interface, Gizmo cannot detect which server it is connected to.", statements)
    assert all(one.item.answer.startswith("True") for one in true_ones)


@pytest.mark.parametrize("name", ["Version 2.10.0 rc2", "2.1 beta", "1.0.0"])
def test_a_version_that_is_none_yet_is_a_log_too(name: str):
    assert is_log(name)


def test_a_numbered_heading_of_one_word_goes_with_the_one_above_it_too():
    where = whereabouts(view_of("Charter of the guild"), ("Charter of the guild", "6. Technical board", "6.1. Powers"), "")
    assert where == '"Powers" under "Technical board" in "Charter of the guild"'


@pytest.mark.parametrize(
    "text",
    ["The daemon should be setup to listen on a port.", "Stub area do not allow widgets."],
)
def test_nouns_are_no_verbs_and_verbs_agree(text: str):
    assert faulty(text)


def test_a_case_without_a_subject_is_none():
    assert found("If requested through GET, the `artifactType` field MUST be set.", conditions) == []
    assert len(found("If the `mediaType` field is requested through GET, the `artifactType` field MUST be set.", conditions)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A widget identifier in the form of the `mod-` prefix and the name of a server.",
        "Similar to the `env` option in Gizmo, but it affects running servers.",
    ],
)
def test_a_blank_stands_in_no_remark_without_a_verb(text: str):
    assert found(text, cloze) == []


def test_when_a_thing_is_used_is_not_what_is_done_with_it():
    assert found("The `--overwrite` tag of Gizmo should be used if you want to delete the file.", rules) == []


def test_what_only_says_that_nothing_can_be_done_is_no_outcome():
    assert found("If you don't know about the faults of a widget, you cannot mend them.", conditions) == []


def test_an_aim_names_its_things():
    assert found("To list all available ones of Gizmo, use the `--list` option.", conditions) == []
    assert len(found("To list all widgets of Gizmo, use the `--list` option.", conditions)) == 1


def test_a_heading_that_only_says_the_title_again_is_not_told_with_another():
    where = whereabouts(view_of("Widget server"), ("Widget server", "Chapter 43 - Widget server", "Dane"), "")
    assert " under " not in where


@pytest.mark.parametrize(
    "text",
    [
        "If a client asks for mail in its request, email - the Widget server can use `sendmail` for it.",
        "When the `Content-Type` header is missing, it will return `undefined`.",
    ],
)
def test_an_outcome_has_no_label_and_is_none_of_another_thing(text: str):
    assert found(text, conditions) == []


def test_a_case_of_a_class_that_only_the_sample_defines_is_not_asked_about():
    case = "If the `Gadget` class is used in expressions, the `artifactType` field MUST be set."
    assert len(found(case, conditions)) == 1
    assert found(f"{case}\n\n```python\nclass Gadget:\n    pass\n```", conditions) == []


def test_a_place_goes_with_its_whole_unless_the_question_holds_all_of_its_name() -> None:
    title = f"Licenses{OF}GNU gettext utilities"
    assert within_whole(title, "Documents", "Is it under a GNU licence?") == '"Documents" in "Licenses" of GNU gettext utilities'
    assert within_whole(title, "Documents", "Which licence have the GNU gettext utilities?") == '"Documents" in "Licenses"'
    assert "Borg" in within_whole(f"Synopsis{OF}the Borg documentation", "Logging", "What is BORG_LOGGING_CONF for?")


def test_a_program_is_not_taken_for_what_is_written_of_it() -> None:
    assert document_name("ClamAV") == '"ClamAV"'
    assert document_name("OpenMetrics 1.0") == "OpenMetrics 1.0"
