"""Code is asked for by its aim in other languages than English, and no blank is left in a sentence that needs the one before."""

import pytest
from worded_documents import candidates_of, french, german, of_kind

from synthetic_data.heuristics.answering import is_translated
from synthetic_data.heuristics.words.base import Candidate
from synthetic_data.text.language import is_mixed

BLOCK = "\n\n```\npumpe zustand --alle\n```\n\n"


def spanish(body: str) -> list[Candidate]:
    lead = "# Manual de las bombas\n\n## Mantenimiento\n\nLas bombas llevan el agua potable a tres barrios de la ciudad.\n\n"
    return candidates_of("doc.md", lead + body)


def chinese(body: str) -> list[Candidate]:
    lead = "# 水泵手册\n\n## 网络维护\n\n水泵每天晚上向三个城区供应饮用水，并由值班人员检查。\n\n"
    return candidates_of("doc.md", lead + body)


def asked(found: list[Candidate]) -> str:
    return " ".join(one.item.question for one in of_kind(found, "code"))


def test_code_is_asked_for_by_the_aim_that_the_words_before_it_name() -> None:
    assert "um den Zustand aller Pumpen abzufragen?" in asked(
        german("Um den Zustand aller Pumpen abzufragen, geben Sie ein:" + BLOCK)
    )
    assert "pour arrêter toutes les pompes du réseau" in asked(
        french("Pour arrêter toutes les pompes du réseau, vous pouvez lancer :" + BLOCK)
    )
    assert "para detener todas las bombas del barrio" in asked(
        spanish("Para detener todas las bombas del barrio, ejecute:" + BLOCK)
    )
    assert "停止全部城区的水泵" in asked(chinese("若要停止全部城区的水泵，请执行：" + BLOCK))


def test_a_single_line_for_the_shell_is_called_a_command() -> None:
    lead = "Um den Zustand aller Pumpen abzufragen, geben Sie ein:"
    assert "Befehl" in asked(german(lead + BLOCK.replace("```\npumpe", "```sh\npumpe")))
    assert "Befehl" in asked(german(lead + BLOCK.replace("pumpe", "$ pumpe")))
    assert "Befehl" not in asked(german(f"{lead}\n\n```sh\npumpe zustand --alle\npumpe zustand --ende\n```\n"))
    assert "Befehl" not in asked(german(lead + BLOCK.replace("```\npumpe", "```python\npumpe")))


def test_a_whole_sentence_becomes_the_question_how_it_is_done() -> None:
    assert "starten Sie den Regler der Pumpen" in asked(german("Starten Sie den Regler der Pumpen mit folgendem Befehl:" + BLOCK))
    assert "peut-on arrêter toutes les pompes du réseau" in asked(
        french("Vous pouvez arrêter toutes les pompes du réseau de la manière suivante :" + BLOCK)
    )
    assert "puede detener todas las bombas del barrio" in asked(
        spanish("Puede detener todas las bombas del barrio de la siguiente manera:" + BLOCK)
    )
    assert "停止全部城区的水泵" in asked(chinese("您可以使用下面的命令停止全部城区的水泵：" + BLOCK))


@pytest.mark.parametrize(
    "lead",
    [
        "Der Zustand aller Pumpen im Netz der Stadt sieht so aus:",
        "Um die Pumpe zu starten, geben Sie ein:",
        "Um das neue Ventil der Pumpe im Norden einzubauen, geben Sie ein:",
        "Um dies im Netz der Stadt dauerhaft einzustellen, geben Sie ein:",
        "Verwenden Sie für alle Pumpen im Netz das Programm wie folgt:",
        "Um im Netz pumpe zustand --alle auszuführen, geben Sie ein:",
    ],
)
def test_words_that_name_no_aim_by_themselves_announce_no_code(lead: str) -> None:
    assert not of_kind(german(lead + BLOCK), "code")


BLANKED = {
    german: (
        "Der Befehl `pumpe` startet alle Regler im Netz der Stadt.",
        "Der Befehl `pumpe` startet dann alle Regler im Netz der Stadt.",
        "Das geht in jedem Netz der Stadt entweder mit `pumpe` oder von Hand.",
        "Die Einstellung steht auf allen Rechnern in der Datei `pumpe.conf` der Stadt.",
        "Sie startet mit `pumpe` alle Regler im Netz der Stadt.",
        "Nachteil: `pumpe` hält alle Regler im Netz der Stadt an.",
        "Im Netz der Stadt gilt für alle Regler ein Zeichen (`pumpe`).",
    ),
    french: (
        "La commande `pompe` démarre tous les régulateurs du réseau.",
        "Cependant, la commande `pompe` démarre tous les régulateurs du réseau.",
        "Vous le trouverez dans le répertoire `pompe` de tous les régulateurs.",
        "Le réglage se trouve sur tous les ordinateurs dans le fichier `pompe.conf`.",
    ),
    spanish: (
        "La orden `bomba` arranca todos los reguladores de la red.",
        "Obedece en toda la red de la ciudad al archivo `bomba.conf` del regulador.",
        "Si forman parte de la red de la ciudad, la orden `bomba` los arranca.",
        "El ajuste se encuentra en todos los ordenadores en el archivo `bomba.conf`.",
    ),
    chinese: (
        "值班人员使用 `pump` 命令启动全部城区的水泵和阀门。",
        "还有一个关于 `pump` 命令和全部城区水泵的邮件列表。",
        "下一步是用 `pump` 命令启动全部城区的水泵和阀门。",
    ),
}  # the first of each can be understood alone


@pytest.mark.parametrize("language", BLANKED)
def test_no_blank_is_left_in_a_sentence_that_leans_on_the_one_before(language) -> None:  # type: ignore[no-untyped-def]
    alone, *leaning = BLANKED[language]
    assert of_kind(language(alone), "cloze")
    for sentence in leaning:
        assert not of_kind(language(sentence), "cloze"), sentence


def test_an_example_is_no_filler() -> None:
    assert not of_kind(german("Der Befehl startet alle Regler auf dem Rechner `nord.example.org` im Netz."), "cloze")
    assert not of_kind(german("Der Befehl schreibt die Werte aller Regler im Netz auf `/dev/sdb1` der Stadt."), "cloze")


def test_a_subject_that_its_place_names_needs_no_more() -> None:
    body = "## Einstellung der Pumpen\n\nDie Einstellung steht auf allen Rechnern in der Datei `netz.conf` der Stadt.\n"
    assert of_kind(german(body), "cloze")


def test_a_way_through_menus_explains_nothing() -> None:
    entry = "- **Regler**: Gerät an der Wand, das den Druck misst.\n- **Netz**: Ansicht → Fenster → Pumpen → Netz der Stadt\n"
    assert [one.item.answer[:5] for one in of_kind(german(entry), "term")] == ["Gerät"]


def test_examples_in_a_table_are_no_facts() -> None:
    table = "| Pumpe | Beispielwert |\n|---|---|\n| Nord | Kessler im Hof |\n| West | Brandt am Tor |\n"
    assert not of_kind(german(table), "table_cell")
    assert of_kind(german(table.replace("Beispielwert", "Hersteller")), "table_cell")


def test_one_word_without_its_document_names_no_place() -> None:
    text = "# The pumps of the city at night\n\n## Verfahren\n\n"
    text += "Der Befehl `pumpe` startet alle Regler im Netz der Stadt, die in der Nacht stehen.\n"
    assert not candidates_of("notes.md", text)


def test_english_is_not_asked_about_what_was_left_in_another_language() -> None:
    mixed = "The tools of the city’s pumps are these:\n- `pompe` – un outil pour arrêter les pompes dans une ville\n"
    assert is_mixed(mixed)
    assert not is_mixed("The city’s pumps are run by the tools that the command `du` lists for each of them.\n")
    assert not is_translated(["Un outil pour arrêter les pompes dans une ville."])
    assert is_translated(["A tool that stops all of the pumps in the city."])


def test_what_explains_a_name_above_it_has_that_name_for_its_subject() -> None:
    sentence = "Name der Pumpe im Netz der Stadt, den die Anweisung `Regler` allen gibt."
    assert of_kind(german(sentence + "\n"), "cloze")
    assert not of_kind(german(f"`%V`\n\n{sentence}\n"), "cloze")
    assert of_kind(german(f"`Regler`\n\n{sentence}\n"), "cloze")


def test_a_cell_that_is_part_of_its_rows_name_is_not_asked_for() -> None:
    table = "| Zeichen | Kurzform |\n|---|---|\n| `-klein` | `klein` |\n| `-gross` | `g` |\n| `-voll` | `alle` |\n"
    assert {one.item.answer for one in of_kind(german(table), "table_cell")} == {"`g`", "`alle`"}
