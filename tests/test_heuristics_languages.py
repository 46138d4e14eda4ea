"""What is asked of documents in languages that are known by their wording only, and what a wording file may hold."""

from pathlib import Path

import pytest
from worded_documents import candidates_of, german, of_kind

from generate_synthetic_data import generate
from synthetic_data.errors import UserError
from synthetic_data.heuristics.worded.wordings import FOLDER, KINDS, PATTERNS, SHAPES, check_wordings, languages, read_wording
from synthetic_data.sections import Cutting, cut_document
from synthetic_data.text.language import detect_language

DOCUMENTS = Path(__file__).parent / "languages"
LANGUAGES = ("de", "fr", "es", "zh")
EXPECTED = {  # kind of wording: (a word of the question, the answer)
    "de": {
        "table_cell": ("Druckventil", "Brandt"),
        "table_row": ("Lohmann", "Rückschlagklappe"),
        "next_step": ("Setzen Sie den neuen Filter", "Öffnen Sie das Ventil langsam bis zum Anschlag."),
        "term": ("Hochbehälter", "Speicher auf dem Hügel, der den Druck im Netz hält."),
        "term_back": ("Größe, auf die der Regler die Anlage einstellt", "Sollwert"),
        "code": ("Rechner im Betriebsraum", "```bash\nwasserwerk start --trockenlauf\n```"),
        "cloze": ("____", "65"),
    },
    "fr": {
        "table_cell": ("Roman", "trois semaines"),
        "table_row": ("dix jours", "Disque"),
        "next_step": ("Imprimez la carte avec son numéro", "Remettez la carte et le règlement au lecteur."),
        "term": ("Exemplaire", "objet physique qui porte un code-barres et qui se prête."),
        "term_back": ("description d’une œuvre avec son auteur et son titre", "Notice"),
        "code": ("lettres de rappel", "```bash\nbiblio lettres --mois\n```"),
        "cloze": ("____", "15"),
    },
    "es": {
        "table_cell": ("Tomate", "cada mañana"),
        "table_row": ("25 °C", "Pimiento"),
        "next_step": ("", ""),
        "term": ("Consigna", "valor que el controlador intenta mantener en cada zona."),
        "term_back": ("grupo de plantas que comparte una válvula y un sensor", "Zona"),
        "code": ("estado de todas las zonas", "```bash\nriego estado --zonas\n```"),
        "cloze": ("____", "1200"),
    },
    "zh": {
        "table_cell": ("乙区", "零下十八度"),
        "table_row": ("存放蔬菜和水果", "丙区"),
        "next_step": ("", ""),
        "term": ("批号", "同一批生产的货物共用的编号。"),
        "term_back": ("系统发出补货提醒之前允许的最低数量", "安全库存"),
        "code": ("导出本月库存报表", "```bash\nwarehouse export --month\n```"),
        "cloze": ("____", "850"),
    },
}


def document(language: str) -> str:
    return (DOCUMENTS / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["table_cell", "table_row", "next_step", "term", "term_back", "code", "cloze"])
def test_each_kind_is_asked_in_each_language(language: str, kind: str) -> None:
    words, answer = EXPECTED[language][kind]
    found = of_kind(candidates_of("doc.md", document(language)), kind)
    assert found
    assert not words or (words, answer) in [(words if words in one.item.question else "", one.item.answer) for one in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_and_steps_are_in_the_language_of_the_section(language: str) -> None:
    for candidate in candidates_of("doc.md", document(language)):
        text = " ".join((candidate.item.question, *candidate.item.reasoning_steps))
        assert detect_language(text) == language, text
        assert len(set(candidate.item.reasoning_steps)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_numbered_list_is_answered_with_all_of_its_steps_in_order(language: str) -> None:
    found = candidates_of("doc.md", document(language))
    [one] = of_kind(found, "steps_with_lead")
    assert [line.split(" ", 1)[0] for line in one.item.answer.splitlines()] == ["1.", "2.", "3.", "4."]
    assert one.question_type == "process_workflow"


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_are_no_terms_and_the_wording_varies(language: str) -> None:
    found = candidates_of("doc.md", document(language))
    assert len(of_kind(found, "term")) == 2  # the third entry is a remark
    cells = of_kind(found, "table_cell")
    assert len(cells) == 6
    assert len({candidate.item.question.split(" ")[0][:6] for candidate in cells}) > 1


def test_a_section_in_another_language_than_its_document_is_asked_about_in_its_own() -> None:
    english = "# Handbook\n\nThe waterworks supply three districts with drinking water, and the pumps run at night.\n\n" * 3
    text = english + document("de")
    sections = cut_document("doc.md", text, "0" * 64, Cutting()).sections
    assert {section.document.language for section in sections} == {"en"}
    assert "de" in {section.language for section in sections}
    assert of_kind(candidates_of("doc.md", text), "table_cell")


def test_a_list_of_names_at_the_beginning_does_not_decide_the_language_of_a_document() -> None:
    people = ("Bartosz Wójcik", "Krzysztof Żak", "Grzegorz Brzęczyszczykiewicz", "Małgorzata Łęcka")
    names = "\n".join(f"- {name}" for name in people * 8)
    english = "The waterworks supply three districts with drinking water, and the pumps of the works run at night.\n\n" * 20
    [*sections] = cut_document("doc.md", f"# Handbook\n\n{names}\n\n## Pumps\n\n{english}", "0" * 64, Cutting()).sections
    assert sections[0].document.language == "en"


def test_traditional_chinese_is_not_asked_about_in_simplified() -> None:
    text = "# 手冊\n\n這個系統會將資料從網路匯入資料庫，並對每個檔案執行檢查，還會為管理員說明結果。\n\n"
    text += "- **批號**：同一批生產的貨物共用的編號。\n- **貨架**：存放貨物的地方和位置的編號。\n"
    assert candidates_of("doc.md", text) == []


def test_a_language_without_a_wording_abstains_and_says_so(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    polish = "Instrukcja obsługi wodociągu opisuje pompy i zawory, które zaopatrują trzy dzielnice w wodę pitną z dwóch studni.\n"
    (docs / "pl.md").write_text(
        f"# Instrukcja\n\n{polish}\n| Część | Producent |\n|---|---|\n| Pompa | Kessler |\n| Zawór | Brandt |\n"
    )
    (docs / "de.md").write_text(document("de"), encoding="utf-8")
    result = generate(docs=str(docs), output=str(tmp_path / "out"), no_llm=True)
    assert any("no question wording for the language pl" in line for line in result.summary)
    assert any("grammar that is known for English only" in line for line in result.summary)
    pairs = (result.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()  # type: ignore[operator]
    assert pairs and all('"language": "de"' in line for line in pairs)


def test_the_files_that_come_with_the_project_are_whole() -> None:
    check_wordings()
    assert set(LANGUAGES) <= set(languages())


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("name: German", "nome: German", 'the key "nome" is unknown'),
        ("cloze:\n", "klotz:\n", 'the key "klotz" is unknown'),
        ("{term} in {place} erläutert", "{trem} in {place} erläutert", '"Wie wird {trem} in {place} erläutert?"'),
        ("{term} in {place} erläutert", "{term} erläutert", '"Wie wird {term} erläutert?"'),
        ("generic: [", "generic: [yes, ", '"generic" must be a list of texts'),
        (
            '"Dieses Stichwort ist {term}."\n',
            '"Dieses Stichwort ist {term}."\n    - "Und so fort."\n',
            "needs 2 questions at least and 3 steps",
        ),
    ],
)
def test_a_wording_with_a_mistake_is_refused_with_its_file_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = (FOLDER / "de.yaml").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "de.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as error:
        read_wording(broken)
    assert str(broken) in error.value.problem and complaint in error.value.problem


def test_a_missing_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(
        "name: X\nquotes: ['<', '>']\nplace: {}\nwords: {}\nleaning_patterns: []\n"
        + "".join(f"{name}: []\n" for name in (*PATTERNS[1:], *SHAPES))
        + "\n".join(f"{kind}: {{}}" for kind in list(KINDS)[1:])
    )
    with pytest.raises(UserError, match='the key "table_cell" is missing'):
        check_wordings(tmp_path)


def test_what_nobody_has_translated_is_not_asked_about() -> None:
    own = "- **Druck**: Er wird in jeder Nacht an allen Pumpen gemessen und notiert.\n"
    left = "- **Pressure**: It is measured every night at all of the pumps and written down by the staff.\n"
    asked = of_kind(german(own + left), "term")
    assert [candidate.item.answer for candidate in asked] == ["Er wird in jeder Nacht an allen Pumpen gemessen und notiert."]
    assert not of_kind(german("The `pump` file is not used nor created by any of the stations anymore.\n"), "cloze")


def test_an_index_explains_nothing_and_a_numbered_heading_is_called_by_its_name() -> None:
    entries = (
        "- **Pumpe**: Antrieb der Pumpe, Wartung der Pumpe im Winter\n- **Ventil**: Bauarten der Ventile, Dichtung am Ventil\n"
    )
    assert of_kind(german(entries), "term")
    assert not of_kind(german("## Stichwortverzeichnis\n\n" + entries), "term")
    [cell, *_] = of_kind(
        german("## Kapitel 3. Ventile im Winter\n\n| Ventil | Dichtung |\n|---|---|\n| Nord | Gummi |\n| West | Leder |\n"),
        "table_cell",
    )
    assert "Ventile im Winter" in cell.item.question and "Kapitel 3" not in cell.item.question


def test_ditto_marks_footnotes_and_bare_numbers_tell_nothing_of_a_row() -> None:
    rows = (
        "| Pumpe | Hersteller | Größe |\n|---|---|---|\n| Nord | Kessler | 406 |\n| West | "
        + '"'
        + " | 512 |\n| Ost | Brandt[a] | 91 |\n"
    )
    found = german(rows)
    assert not of_kind(found, "table_row")
    assert {candidate.item.answer for candidate in of_kind(found, "table_cell")} == {"Kessler"}


def test_a_sentence_that_announces_several_blocks_of_code_is_left_alone() -> None:
    lead = "Der Zustand aller Pumpen im Netz wird mit dem Programm so abgefragt:\n\n"
    one = "```bash\npumpe zustand --alle\n```\n\n"
    assert of_kind(german(lead + one), "code")
    assert not of_kind(german(lead.replace("abgefragt", "abgefragt [18]") + one), "code")
    assert not of_kind(german(lead + one + "```bash\npumpe zustand --netz nord\n```\n"), "code")


def test_a_table_without_a_header_or_without_a_translation_is_left_alone() -> None:
    rows = "| Starten | `pumpe start` |\n| Halten | `pumpe halt` |\n"
    assert of_kind(german("| Schritt | Befehl |\n|---|---|\n" + rows), "table_cell")
    assert not of_kind(german("| Laden | `pumpe lade nord` |\n|---|---|\n" + rows), "table_cell")
    left = "| Level | Description of the level |\n|---|---|\n| one | All of the pumps are at work. |\n| two | Error conditions. |\n"
    assert not of_kind(german(left), "table_cell")


def test_a_pronoun_near_the_beginning_of_a_sentence_stands_for_what_is_not_told() -> None:
    assert of_kind(german("Der Betrieb der Pumpen wird in jeder Nacht mit dem Befehl `halt --jetzt` beendet.\n"), "cloze")
    assert not of_kind(german("Nachts wird er in jeder Woche mit dem Befehl `halt --jetzt` beendet.\n"), "cloze")
    assert not of_kind(german("Die Pumpe und das Ventil im Norden laufen mit einem Druck von 65 Bar[17] am Tag.\n"), "cloze")


def test_numbers_are_no_terms_and_a_term_explained_twice_has_no_single_answer() -> None:
    entries = "- **Druck**: Er wird in jeder Nacht gemessen.\n- **1000**: Er wird an jedem Tag gemessen.\n"
    asked = of_kind(german(entries), "term")
    assert ["Druck" in candidate.item.question for candidate in asked] == [True]
    assert not of_kind(german(entries + "\n**Im Winter**\n\n- **Druck**: Er wird nur einmal im Monat gemessen.\n"), "term")


def test_a_header_of_code_over_columns_of_code_is_no_header() -> None:
    rows = "|---|---|\n| Nord | `eins` |\n| West | `zwei` |\n"
    assert of_kind(german("| Pumpe | Befehl |\n" + rows), "table_cell")
    assert not of_kind(german("| Pumpe | `null` |\n" + rows), "table_cell")


def test_a_heading_that_only_says_beware_is_no_place() -> None:
    [one, *_] = of_kind(
        german("### Achtung\n\n| Pumpe | Befehl |\n|---|---|\n| Nord | `eins` |\n| West | `zwei` |\n"), "table_cell"
    )
    assert "Achtung" not in one.item.question and "Wartung" in one.item.question
