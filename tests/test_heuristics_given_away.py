"""What gives itself away, everybody knows or only looks like an explanation is not asked about in any language."""

import pytest
from worded_documents import candidates_of, french, german, of_kind

from synthetic_data.heuristics.terms.definitions import definitions
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.heuristics.words.everyday import is_everyday
from synthetic_data.heuristics.words.naming import quoted
from synthetic_data.sections import Cutting, cut_document

STEPS = "1. Schließen Sie das Ventil.\n2. Lassen Sie den Druck ab.\n3. Öffnen Sie das Ventil.\n"
ENTRIES = (
    "`-a, --alle`\n:   zeigt den Zustand aller Pumpen im Netz.\n\n`-r, --ruhe`\n:   meldet nur Störungen an den Leitstand.\n\n"
)


def asked(found: list[Candidate]) -> str:
    return " ".join(one.item.question for one in found)


@pytest.mark.parametrize("name", ["--help", "`-h, --help`", "`-h`, `--help`", "`-V | --version`", "-? / --usage"])
def test_options_for_help_and_the_version_are_everyday(name: str) -> None:
    assert is_everyday(name)


def test_a_short_option_is_everyday_only_where_its_text_tells_of_help() -> None:
    assert is_everyday("`-h`", "Affiche l’aide et quitte.")
    assert is_everyday("`help`", "Affiche un résumé des commandes.")
    assert not is_everyday("`help`", "The text that explains a metric.")
    assert not is_everyday("`-h`", "The host to connect to.")
    assert not is_everyday("`-V, --verbose`", "Prints the version of each pump.")


def test_options_for_help_are_not_asked_about_in_another_language() -> None:
    found = german(ENTRIES + "`-h, --help`\n:   zeigt eine Übersicht aller Schalter der Steuerung.\n\n")
    assert "--alle" in asked(found) and "--help" not in asked(found)
    assert not of_kind(german("Der Aufruf `pumpe -h` zeigt auf jedem Rechner im Netz die ganze Hilfe.\n"), "cloze")


def test_an_option_that_is_spelled_unlike_all_others_of_its_list_is_not_asked_about() -> None:
    more = "`-d, --dauer`\n:   bestimmt die Laufzeit jeder Förderpumpe.\n\n`-k, --kalt`\n:   startet Regler trotz Frost.\n\n"
    found = german(ENTRIES + more + "`nb, --nachts`\n:   verschiebt Spülungen in die Stunden nach Mitternacht.\n\n")
    assert "--dauer" in asked(found) and "--nachts" not in asked(found)


def test_help_options_of_an_english_list_are_not_asked_about() -> None:
    text = (
        "# Pump control\n\n## Options of the pump command\n\n"
        "- `--all`: Shows the state of every pump in the network of the town.\n"
        "- `--help`: Shows a summary of all options of the command and exits.\n"
    )
    [section] = cut_document("doc.md", text, "0" * 64, Cutting()).sections
    questions = " ".join(one.item.question for one in definitions(View(section)))
    assert "`--all`" in questions and "`--help`" not in questions


def test_a_trademark_notice_defines_nothing() -> None:
    text = "# Pump control\n\n## Notices\n\nThe Aquaflow logo is a registered trademark of the Aquaflow Foundation in Bern.\n"
    [section] = cut_document("doc.md", text, "0" * 64, Cutting()).sections
    assert not list(definitions(View(section)))


def test_what_only_says_its_own_name_defines_nothing() -> None:
    lead = "# Pump control\n\n## Kinds of files\n\n"
    for text, defined in (
        ("Pumplog is a format that makes it clear for everybody that it is a pumplog.\n", False),
        ("Pumplog is a format that holds the faults of all pumps in one line each.\n", True),
    ):
        [section] = cut_document("doc.md", lead + text, "0" * 64, Cutting()).sections
        assert bool(list(definitions(View(section)))) == defined


def table(*rows: tuple[str, str]) -> str:
    lines = [f"| {left} | {right} |" for left, right in (("Sprache", "Kürzel"), ("---", "---"), *rows)]
    return "\n".join(lines) + "\n"


def test_no_row_is_looked_for_by_a_code_of_two_letters_or_by_a_template() -> None:
    found = german(table(("Pumpenwelsch", "de"), ("Rohrdeutsch", "nordisch"), ("Ventilisch", "`xxxx_regler`")))
    assert [one.item.answer for one in of_kind(found, "table_row")] == ["Rohrdeutsch"]


def test_a_remark_on_a_link_explains_nothing() -> None:
    remark = "- [Handbuch der Regler](https://example.org/r) — verfügbar in vielen Sprachen;\n"
    assert not of_kind(german("## Literatur der Wartung\n\n" + remark), "term")


def test_a_value_led_in_as_an_example_is_no_blank() -> None:
    assert not of_kind(
        french("Les régulateurs du réseau acceptent une durée fixe, mettons `pause 1/4`, après chaque arrêt.\n"), "cloze"
    )
    assert not of_kind(
        german("Alle Regler im Netz der Stadt nehmen auch feste Zeiten an, z. B. `pause 1/4` oder länger.\n"), "cloze"
    )


def test_a_figure_that_opens_a_bracket_is_no_blank() -> None:
    assert not of_kind(german("Die Pumpen im Netz der Stadt brauchen viel Strom (4500,- Euro) und wenig Wartung.\n"), "cloze")


def test_the_number_of_a_paragraph_with_its_letter_is_no_blank() -> None:
    assert not of_kind(german("Der Betrieb der Pumpen ist nach 501(c) im ganzen Land von der Steuer befreit.\n"), "cloze")


def test_a_sentence_that_only_leads_to_more_information_is_no_blank() -> None:
    assert not of_kind(german("Der Aufruf `man pumpe` gibt auf jedem Rechner im Netz mehr Informationen aus.\n"), "cloze")
    assert of_kind(german("Der Aufruf `man pumpe` gibt auf jedem Rechner im Netz das Handbuch aus.\n"), "cloze")


def test_a_numbered_heading_of_a_kind_that_any_document_has_names_no_place() -> None:
    found = german("## 4.2 Optionen\n\nDer Schalter `--ruhe` unterdrückt auf allen Rechnern der Stadt die Meldungen.\n")
    assert found and "Optionen" not in asked(found)


def test_a_label_that_counts_is_no_term() -> None:
    assert not of_kind(german("- **Drei Knöpfe**: Sie starten, bremsen und sperren jede Pumpe im Netz.\n"), "term")
    assert of_kind(german("- **Knopfleiste**: Feld am Schrank, das jede Pumpe im Netz startet, bremst und sperrt.\n"), "term")


def test_what_is_to_be_filled_in_is_no_code() -> None:
    lead = "Um den Zustand aller Pumpen im Netz abzufragen, geben Sie ein:\n\n"
    assert of_kind(german(lead + "```\nhost: pumpe.example\nport: 636\n```\n"), "code")
    assert not of_kind(german(lead + "```\nhost: pumpe.example\nSecurity level: hoch\n```\n"), "code")


def test_steps_are_asked_for_by_the_aim_that_the_words_before_them_name() -> None:
    [one] = of_kind(german("Um den Filter der Pumpe zu wechseln, gehen Sie so vor:\n\n" + STEPS), "steps_with_lead")
    assert "um den Filter der Pumpe zu wechseln" in one.item.question and "Worte" not in one.item.question
    [way] = of_kind(german("So wird der Filter der Pumpe gewechselt:\n\n" + STEPS), "steps_with_lead")
    assert "wird der Filter der Pumpe gewechselt" in way.item.question
    assert not of_kind(german("Die ersten Dinge am Morgen nach dem Einbau sind:\n\n" + STEPS), "steps_with_lead")


def test_a_place_is_named_once_whatever_its_apostrophes() -> None:
    heading = "# Manuel des pompes : l'arrêt d'urgence\n\n## L’arrêt d’urgence\n\n"
    text = heading + "Le bouton `stop` arrête toutes les pompes du réseau de la ville.\n"
    [one] = of_kind(candidates_of("doc.md", text), "cloze")
    assert one.item.question.count("urgence") == 1 and "Manuel des pompes" in one.item.question


def test_a_title_is_cut_before_a_bracket_that_nothing_closes() -> None:
    assert quoted("Pumps and valves (all of them:") == '"Pumps and valves"'
    assert quoted("Pumps (all of them)") == '"Pumps (all of them)"'
