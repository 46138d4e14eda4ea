"""What is left alone in other languages than English because it tells nothing, and how their places and values are called."""

from pathlib import Path

import pytest
from worded_documents import candidates_of, french, german, of_kind

from synthetic_data.errors import UserError
from synthetic_data.heuristics.worded.worded import bare
from synthetic_data.heuristics.worded.wordings import FOLDER, read_wording


def rows(*cells: tuple[str, str], header: tuple[str, str] = ("Paquet", "Description")) -> str:
    lines = ("---", "---"), *cells
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, *lines)) + "\n"


def test_figures_without_a_unit_are_no_facts() -> None:
    cells = ("Nord", "2302"), ("West", "V:20, I:48"), ("Ost", "87")
    assert not of_kind(french(rows(*cells, header=("Pompe", "taille"))), "table_cell")
    assert of_kind(french(rows(*cells, header=("Pompe", "taille (ko)"))), "table_cell")
    assert of_kind(french(rows(("Nord", "40 kg"), ("West", "55 kg"), header=("Pompe", "poids"))), "table_cell")


def test_a_description_that_only_repeats_its_name_is_not_asked_about() -> None:
    told = "`priority`", "trier les paquets selon la priorité"
    cells = told, ("`nom`", "trier les paquets par nom"), ("`arrival`", "trier les paquets par date de réception au dépôt central")
    asked = french(rows(*cells, ("`taille`", "trier les paquets par taille")))
    assert {one.item.answer for one in of_kind(asked, "table_cell")} == {cells[2][1]}
    entries = "".join(f"- **{term}**: {text}\n" for term, text in cells)
    assert [one.item.answer for one in of_kind(french(entries), "term")] == [cells[2][1]]


def test_the_name_of_a_key_in_other_words_describes_nothing() -> None:
    cells = ("`scrollr`", "La touche « défilement arrière »."), ("`k2`", "La touche qui ouvre la liste des pompes en marche.")
    assert {one.item.answer for one in of_kind(french(rows(*cells)), "table_cell")} == {cells[1][1]}


def test_a_name_is_not_asked_for_with_its_own_words_or_numbers() -> None:
    for name, text in (
        ("Versionen", "Liste der Version aller Pumpen im Netz"),
        ("CP932", "Seite mit der Nummer 932 aus Japan im Netz"),
    ):
        entries = f"- **{name}**: {text}.\n- **Regler**: Gerät an der Wand, das den Druck misst.\n"
        assert [one.item.answer for one in of_kind(german(entries), "term_back")] == ["Regler"]


def test_a_name_that_the_place_of_its_list_is_called_by_is_not_asked_for() -> None:
    entries = "- **Regler**: Gerät an der Wand, das den Druck misst.\n- **Meson**: Gerät im Keller, das den Zufluss sperrt.\n"
    asked = of_kind(german("## Meson\n\n" + entries), "term_back")
    assert [one.item.answer for one in asked] == ["Regler"]


def test_a_label_is_asked_for_by_one_sentence_only() -> None:
    entries = (
        "- **Regler**: Gerät an der Wand, das den Druck misst.\n- **Hahn**: Gerät im Keller. Der Zufluss wird dort gesperrt.\n"
    )
    assert [one.item.answer for one in of_kind(german(entries), "term_back")] == ["Regler"]


def test_two_entries_that_say_nearly_the_same_are_not_asked_back() -> None:
    one, two = "Die Anlage wird in der Nacht gestartet", "Die Anlage wird in der Nacht gestoppt"
    assert not of_kind(german(f"- **Grün**: {one}.\n- **Blau**: {two}.\n"), "term_back")
    assert of_kind(german(f"- **Grün**: {one}.\n- **Blau**: Der Druck steigt über den Wert von gestern.\n"), "term_back")


def test_names_of_people_explain_nothing() -> None:
    people = "- **Übersetzung**: Jordi Malloch, Ruben Porras, Erika van der Berg\n"
    assert not of_kind(german(people), "term")
    assert not of_kind(german("## Danksagungen\n\n- **Entwurf**: Viele Menschen haben daran mitgewirkt.\n"), "term")


def test_two_tables_of_one_place_that_differ_on_a_row_have_no_single_answer() -> None:
    header = ("Pumpe", "Hersteller")
    one = rows(("Nord", "Kessler"), ("West", "Brandt"), header=header)
    other = rows(("Nord", "Lohmann"), ("Ost", "Brandt"), header=header)
    asked = german(f"{one}\nIm Winter gilt für das Netz der Pumpen:\n\n{other}")
    assert [found.item.answer for found in of_kind(asked, "table_cell")] == ["Brandt", "Brandt"]
    assert not of_kind(asked, "table_row")
    asked = german(f"## Sommer\n\n{one}\n## Winterbetrieb\n\n{other}")
    assert len(of_kind(asked, "table_cell")) == len(of_kind(asked, "table_row")) == 4


def test_the_first_row_of_a_legend_is_no_header() -> None:
    cells = ("d", "répertoire"), ("h", "fichier de réglages")
    assert of_kind(french(rows(*cells, header=("Lettre", "contexte des pompes"))), "table_cell")
    assert not of_kind(french(rows(*cells, header=("s", "configuration globale"))), "table_cell")


@pytest.mark.parametrize("label", ["Description", "Solution", "Explication\u00a0", "Remarque\u202f"])
def test_a_label_of_the_layout_is_no_term(label: str) -> None:
    text = "Appareil mural qui mesure la pression du réseau principal."
    for entry in ("- **{}:** {}\n", "{}:\n:   {}\n"):
        assert not of_kind(french(entry.format(label, text)), "term")
        assert of_kind(french(entry.format("Régulateur", text)), "term")


def test_a_term_is_called_without_the_space_before_a_french_colon() -> None:
    text = "Appareil mural qui mesure la pression du réseau principal."
    for entry in (f"- **Régulateur\u00a0:** {text}\n", f"Régulateur\u00a0:\n:   {text}\n"):
        [one] = of_kind(french(entry), "term")
        assert "« Régulateur »" in one.item.question.replace("\u00a0", " ")


def test_a_label_that_comes_again_below_other_headings_is_no_term() -> None:
    one, other = "Gerät an der Wand, das den Druck misst.", "Kasten im Keller, der den Zufluss sperrt."
    assert len(of_kind(german(f"## Wand\n\n- **Aufbau**: {one}\n\n## Keller\n\n- **Sperre**: {other}\n"), "term")) == 2
    cut = f"## Wand\n\n- **Aufbau**: {one}\n\n## Keller\n\n- **Aufbau**: {other}\n"
    assert not of_kind(german(cut), "term")


@pytest.mark.parametrize(
    "order",
    [
        "Fügen Sie das Gerät im Keller zu der Liste aller Pumpen hinzu.",
        "Anzeige erster Werte. Klicken Sie auf den Pfeil, um fortzufahren.",
        "ist das Gerät im Keller, das den Druck im Netz misst.",
    ],
)
def test_an_order_and_half_a_sentence_explain_no_term(order: str) -> None:
    condition = "Wollen Sie den Druck im Netz messen, so gibt das Gerät im Keller ihn an."
    assert of_kind(german(f"- **Regler**: {condition}\n"), "term")
    assert not of_kind(german(f"- **Regler**: {order}\n"), "term")
    whole = "Gerät im Keller, das den Druck misst. Klicken Sie auf den Pfeil, um fortzufahren."
    assert of_kind(german(f"- **Regler**: {whole}\n"), "term")


@pytest.mark.parametrize("order", ["Cliquez sur l’image de la pompe", "Est un appareil mural", "est l'appareil mural"])
def test_an_order_in_french_explains_no_term(order: str) -> None:
    assert of_kind(french("- **Régulateur** : Appareil mural pour mesurer la pression dans le quartier nord.\n"), "term")
    assert not of_kind(french(f"- **Régulateur** : {order} pour mesurer la pression dans le quartier nord.\n"), "term")


@pytest.mark.parametrize("order", ["Haga clic en la imagen", "es un aparato", "Pulse el botón"])
def test_an_order_in_spanish_explains_no_term(order: str) -> None:
    text = "# Manual de las bombas\n\n## Mantenimiento\n\nLas bombas llevan agua potable a tres barrios durante la noche.\n\n"
    entry = "- **Regulador**: {} de la pared para medir la presión en el barrio del norte.\n"
    assert of_kind(candidates_of("doc.md", text + entry.format("Aparato")), "term")
    assert not of_kind(candidates_of("doc.md", text + entry.format(order)), "term")


def test_an_explanation_that_begins_with_its_term_in_code_is_left_alone() -> None:
    text = "Pflichtfeld in jeder Zeile mit dem Betrag der Rechnung."
    assert of_kind(german(f"- **`Preis`** - {text}\n"), "term")
    assert not of_kind(german(f"- **`Preis`** - Preis. {text}\n"), "term")


def test_what_the_rows_of_a_table_mostly_say_is_not_asked_of_one_of_them() -> None:
    cells = [(f"Pumpe {name}", "Zähler") for name in ("Nord", "West", "Ost")]
    asked = german(rows(*cells, ("Pumpe Mitte", "Waage"), header=("Pumpe", "Messgerät")))
    assert [one.item.answer for one in of_kind(asked, "table_cell")] == ["Waage"]


@pytest.mark.parametrize("torn", ["~a*`stop`*", "`Pumpe``N`", "x`stop`"])
def test_what_markup_left_behind_is_not_quoted(torn: str) -> None:
    header = ("Pumpe", "Befehl")
    assert of_kind(german(rows(("Nord", "`eins`"), ("West", "`stop`"), ("Ost", "`drei`"), header=header)), "table_cell")
    asked = of_kind(german(rows(("Nord", "`eins`"), ("West", torn), ("Ost", "`drei`"), header=header)), "table_cell")
    assert {one.item.answer for one in asked} == {"`eins`", "`drei`"}
    assert not of_kind(german(f"- {torn}: Der Befehl beendet den Betrieb der Pumpe im Norden.\n"), "term")


def test_an_untranslated_cell_is_left_alone() -> None:
    left = ("`k2`", "NVMe utilities for Linux"), ("`k3`", "GTK User Interface Builder")
    cells = ("`k1`", "pompe principale du quartier nord"), *left
    assert {one.item.answer for one in of_kind(french(rows(*cells)), "table_cell")} == {cells[0][1]}


def test_an_untranslated_heading_names_no_place() -> None:
    body = "## GUI applications\n\n" + rows(("Nord", "Kessler"), ("West", "Brandt"), header=("Pompe", "Fabricant"))
    [one, *_] = of_kind(french(body), "table_cell")
    assert "GUI" not in one.item.question and "Manuel des pompes" in one.item.question


def test_a_list_without_a_sentence_that_announces_it_is_no_procedure() -> None:
    items = "1. Schließen Sie das Ventil.\n2. Lassen Sie den Druck ab.\n3. Öffnen Sie das Ventil.\n"
    asked = german("## Schritte der Installation\n\n" + items)
    assert not [one for one in asked if one.question_type == "process_workflow"]
    assert of_kind(german("## Wechsel\n\nSo wird der Filter der Pumpe gewechselt:\n\n" + items), "steps_with_lead")


LEAD = "Um den Zustand aller Pumpen im Netz abzufragen, geben Sie ein:\n\n"
BLOCK = "```\npumpe zustand --alle\n```\n\n"


@pytest.mark.parametrize(
    "shown",
    [
        "$ pumpe zustand\nNord läuft\n$ pumpe halt",
        "Möchten Sie fortfahren? [J/n] pumpe",
        "-rw-r--r-- 1 root root 120 pumpe.conf",
        "Pumpe\n  |\n  +-> Ventil -> Regler",
        "/stable -> trixie/\n/testing -> forky/",
        "BUGS\nCREDITS\nREADME.gtkrc",
        "-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG\n-----END PGP SIGNATURE-----",
        "piAU  webmin          +5837kB <none>     1.160-2",
        "Die folgenden Pakete werden alle entfernt",
        "[ ] Network packet filtering (NEW)",
        "pumpe zustand\n.....",
        "#!/bin/sh\n ... command lines",
    ],
)
def test_what_a_screen_shows_is_no_code(shown: str) -> None:
    assert of_kind(german(LEAD + BLOCK), "code")
    assert not of_kind(german(f"{LEAD}```\n{shown}\n```\n"), "code")


def test_commands_behind_a_prompt_and_commands_over_two_lines_are_code() -> None:
    block = "```\n$ sudo pumpe zustand \\\n    --alle\n# ein Hinweis\n$ pumpe halt\n```\n"
    assert of_kind(german(LEAD + block), "code")


def test_a_sentence_that_stands_before_several_blocks_has_no_single_answer() -> None:
    assert not of_kind(
        german(LEAD + BLOCK + "Danach ruht die Anlage bis zum Morgen.\n\n" + LEAD + BLOCK.replace("alle", "netz")), "code"
    )
    assert not of_kind(german(LEAD + BLOCK + "bzw.\n\n" + BLOCK.replace("alle", "netz")), "code")
    assert not of_kind(german("Um alle Pumpen im Netz zu starten oder zu stoppen, gibt man ein:\n\n" + BLOCK), "code")


def test_a_lead_that_points_to_the_sentence_before_it_is_not_quoted() -> None:
    assert not of_kind(german("Im Kernel der Pumpen lässt sich dieses Problem im Netz lösen:\n\n" + BLOCK), "code")
    assert not of_kind(german("Im Netz der Pumpen können Sie das dauerhaft im Programm einstellen:\n\n" + BLOCK), "code")
    assert not of_kind(german("`pumpe`(8) übergeben werden im Netz mit dem Programm:\n\n" + BLOCK), "code")
    assert not of_kind(german("Im Netz steht vieles. (das ist der Wert unter Debian) auf den Pumpen ändern:\n\n" + BLOCK), "code")
    assert of_kind(french("Pour arrêter l’ensemble des pompes du réseau, lancez :\n\n" + BLOCK), "code")
    assert not of_kind(french("Pour le modifier dans le programme du réseau principal, lancez :\n\n" + BLOCK), "code")


@pytest.mark.parametrize(
    "broken",
    [
        "startet im Winter den Dienst der Pumpe mit dem Befehl `halt --jetzt` jede Nacht.",
        "Also startet im Winter der Dienst der Pumpe mit dem Befehl `halt --jetzt` jede Nacht.",
        "Der Dienst der Pumpe startet im Winter mit einer Liste von Regeln wie `eins,zwei,...` jede Nacht.",
        "Wer sich im Netz der Pumpen nicht zu 100% sicher ist, fragt lieber jemand anderen im Betrieb.",
        "[Der Dienst der Pumpe startet im Winter mit dem Befehl `halt --jetzt` jede Nacht.](dienst.md)",
        "Der Dienst der Pumpe startet im Winter mit einem Befehl, zum Beispiel `halt --jetzt`, jede Nacht.",
        "Wie in Zeile 4 zu sehen, startet der Dienst der Pumpe im Winter mit dem Befehl `halt --jetzt` nachts.",
        "Stattdessen startet der Dienst der Pumpe im Winter mit dem Befehl `halt --jetzt` jede Nacht.",
        "Das rechte Bild im Handbuch zeigt die Pumpe im Norden in 300facher Größe am Tag.",
        "Sie wird im Winter von einem Dienst der Pumpe mit dem Befehl `halt --jetzt` beendet.",
        "Der Dienst der Pumpe startet im Winter mit dem Archiv `pumpe-1.0.tar.gz` jede Nacht.",
        "Der Dienst der Pumpe startet im Winter mit dem Befehl *`programm`* jede Nacht.",
        "Man sollte im Handbuch der Pumpen zumindest die ersten 35 Zeilen am Anfang lesen.",
        "Viele Dienste der Pumpen im Norden wie `halt --jetzt` laufen im Winter jede Nacht.",
        "Die Liste der Pumpen im Norden und im Westen der Stadt steht in Tabelle 12 am Ende.",
        "2.3. Der Dienst der Pumpe startet im Winter mit dem Befehl `halt --jetzt` jede Nacht.",
        "[91] Der Dienst der Pumpe startet im Winter mit dem Befehl `halt --jetzt` jede Nacht.",
        "Es genügt im Winter, den Befehl `halt --jetzt` zu geben, um sie in der Nacht abzuschalten.",
    ],
)
def test_a_blank_without_a_whole_sentence_or_a_fact_is_not_asked(broken: str) -> None:
    assert of_kind(german("Der Dienst der Pumpe startet im Winter mit dem Befehl `halt --jetzt` jede Nacht.\n"), "cloze")
    assert not of_kind(german(f"Der Betrieb der Pumpen ruht am Tag.\n\n{broken}\n"), "cloze")


def test_what_the_heading_names_is_left_blank_only_where_a_sentence_tells_what_it_is() -> None:
    other = "Les durées valides pour `RelaisPompe` sont limitées à une heure dans le réseau principal.\n"
    told = "La directive `RelaisPompe` règle la durée maximale de la pause entre deux mesures.\n"
    english = "## RelaisPompe directive settings of the pump\n\n"  # it does not name the place
    assert of_kind(french(f"## Directive du relais\n\n{other}"), "cloze")
    assert not of_kind(french(english + other), "cloze")
    assert of_kind(french(english + told), "cloze")


def test_the_notes_below_a_section_speak_of_another_place() -> None:
    note = "Der Dienst der Pumpe startet im Winter mit dem Befehl `halt --jetzt` jede Nacht.\n"
    assert not of_kind(german(f"Der Betrieb der Pumpen ruht am Tag.\n\n[91]\n\n{note}"), "cloze")


def test_a_heading_that_asks_keeps_its_question_mark() -> None:
    assert bare("Die Pumpe im Winter[6]") == "Die Pumpe im Winter"
    assert (bare("3.1. Wie läuft die Pumpe?"), bare("¿Qué es una bomba?"), bare("Qu’est-ce qu’une pompe ?")) == (
        "Wie läuft die Pumpe?", "¿Qué es una bomba?", "Qu’est-ce qu’une pompe ?"
    )  # fmt: skip
    body = "## Wer baut die Pumpen?\n\n" + rows(("Nord", "Kessler"), ("West", "Brandt"), header=("Pumpe", "Hersteller"))
    for one in of_kind(german(body), "table_cell"):
        assert "dem Abschnitt „Wer baut die Pumpen?“" in one.item.question


def test_a_cell_is_quoted_in_a_question_without_its_full_stop() -> None:
    cells = ("`k1`", "Pompe principale du quartier nord."), ("`k2`", "Vanne de secours près du château.")
    asked = of_kind(french(rows(*cells)), "table_row")
    assert asked
    assert not any(". »" in text for one in asked for text in (one.item.question, *one.item.reasoning_steps))


def test_half_an_english_sentence_in_a_chinese_one_is_not_quoted() -> None:
    text = "# 水泵手册\n\n## 网络维护\n\n水泵每天晚上向三个城区供应饮用水，并由值班人员检查。\n\n"
    block = "\n\n```\npump start --all\n```\n"
    assert of_kind(candidates_of("doc.md", text + "要在终端里启动全部水泵，值班人员可以执行：" + block), "code")
    left = "要 system into a pump is a simple matter 启动水泵，值班人员可以执行："
    assert not of_kind(candidates_of("doc.md", text + left + block), "code")


def test_a_pattern_that_is_no_regular_expression_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "de.yaml"
    broken.write_text(
        (FOLDER / "de.yaml").read_text(encoding="utf-8").replace("leaning_patterns: [", "leaning_patterns: ['(', ", 1)
    )
    with pytest.raises(UserError) as error:
        read_wording(broken)
    assert "leaning_patterns" in error.value.problem and str(broken) in error.value.problem
