"""A question on a page called "Glossary" tells whose glossary it is, where front matter or folders say so, or is not asked."""

from pathlib import Path
from typing import Any

import pytest

from synthetic_data.heuristics import tells_of_what
from synthetic_data.heuristics.families import FAMILIES
from synthetic_data.heuristics.words.base import View
from synthetic_data.heuristics.words.naming import full_title
from synthetic_data.records import Section
from synthetic_data.sections import Cutting, Found, cut_document, read_document
from synthetic_data.sections.belonging import part_of

GLOSSARY = (
    "# Glossary\n\n## Client library\n\n"
    "A client library is a library in some language that makes it easy to instrument your code.\n\n"
    "Many use Zamboni today, for with Zamboni the data of all the machines of a company are read and kept in a single place.\n"
)
SPOKEN_OF = "Many use Zamboni today, as the Zamboni server is easy to run. With pump it is read: a pump of pump."


def sections(name: str, text: str = GLOSSARY) -> tuple[Section, ...]:
    return cut_document(name, text, "0" * 64, Cutting()).sections


def questions(name: str, text: str = GLOSSARY) -> list[tuple[Section, str]]:
    found = []
    for section in sections(name, text):
        for family in FAMILIES:
            found += [(section, one.item.question) for one in family.candidates(View(section))]
    return found


@pytest.mark.parametrize(
    ("folders", "metadata", "whole"),
    [
        (("zamboni-docs", "intro"), {}, "the Zamboni documentation"),
        (("zamboni-1.10.0", "docs"), {}, "the Zamboni documentation"),
        (("zamboni_book",), {}, "the Zamboni book"),
        (("zamboni",), {}, ""),  # a folder that only bears the name may hold anything
        (("widget-docs",), {}, ""),  # a name that the document never uses
        (("easy-docs",), {}, ""),  # no name, a word
        (("api-docs",), {}, ""),
        (("pump-2.0", "docs"), {}, "the pump documentation"),
        (("pump-docs",), {}, "the pump documentation"),  # "npm" is written small, too, and the folder says what it holds
        (("docs",), {}, ""),
        (("zamboni2-docs",), {}, "the Zamboni documentation"),  # the digit of a package, which the document does not write
        (("zamboni-docs-html",), {}, "the Zamboni documentation"),
        (("engineering-playbook",), {}, "the engineering playbook"),  # what it is needs no product
        (("easy-playbook",), {}, ""),
        ((), {"product": "Zamboni 3"}, "Zamboni 3"),
        ((), {"source": "https://www.zamboni.dev/docs/glossary"}, "zamboni.dev"),
        ((), {"source": "https://github.com/some/thing"}, ""),
        ((), {"source": "handbook.docx"}, ""),
        ((), {"source": "http://["}, ""),
        ((), {"product": ["a", "b"], "source": 7}, ""),
    ],
)
def test_what_a_document_is_part_of_is_read_off_and_never_guessed(folders: tuple[str, ...], metadata: dict[str, Any], whole: str):
    assert part_of(folders, metadata, SPOKEN_OF) == whole


def test_a_short_title_goes_with_the_whole_it_is_part_of():
    asked = [question for _, question in questions("zamboni-docs/glossary.md")]
    assert any('"Glossary" of the Zamboni documentation' in question for question in asked)
    assert all("Zamboni" in question for question in asked)


def test_a_title_that_names_the_whole_or_is_long_stays_as_it_is():
    for title in ("Zamboni basics", "How the compressor of a large cooling unit is cleaned"):
        [section] = sections("zamboni-docs/basics.md", GLOSSARY.replace("# Glossary", f"# {title}"))
        assert View(section).title == title


def test_the_docs_folder_itself_may_tell_the_name(tmp_path: Path):
    root = tmp_path / "zamboni" / "docs"
    root.mkdir(parents=True)
    (root / "glossary.md").write_text(GLOSSARY)
    reading = read_document(Found(root / "glossary.md", "glossary.md", root), Cutting())
    assert reading.document.part_of == "the Zamboni documentation"  # type: ignore[union-attr]


def test_a_question_that_nothing_tells_of_what_is_not_asked():
    asked = [(section, question) for section, question in questions("glossary.md") if "client library" in question.lower()]
    assert asked
    assert not any(tells_of_what(section, question) for section, question in asked)
    assert all(tells_of_what(section, question) for section, question in questions("zamboni-docs/glossary.md"))


def test_a_name_or_a_telling_heading_in_the_question_is_enough():
    [section] = sections("glossary.md")
    assert tells_of_what(section, "What is Zamboni used for, and what is Loki?")
    assert tells_of_what(section, 'According to "Rotor blade inspection", which tool is used?')
    assert tells_of_what(section, "What does `zamboni.read()` return?")
    assert not tells_of_what(section, 'According to "Glossary", what is a target?')
    assert not tells_of_what(section, "What is `as` used for?")


@pytest.mark.parametrize(
    ("given", "headings", "title", "whole"),
    [
        ("Zamboni Cooler - Burst guide", "# Zamboni Cooler\n\n# Burst guide", "Burst guide", "Zamboni Cooler"),
        ("Zamboni Cooler -", "# Zamboni Cooler\n\n# Accounting", "Zamboni Cooler", ""),
    ],
)
def test_the_name_of_the_whole_above_every_page_is_not_its_title(given: str, headings: str, title: str, whole: str) -> None:
    text = f"---\ntitle: {given}\n---\n\n{headings}\n\n{SPOKEN_OF}\n"
    document = cut_document("guide.md", text, "0" * 64, Cutting()).document  # type: ignore[union-attr]
    assert (document.title, document.part_of) == (title, whole)


def test_a_document_that_never_writes_the_name_of_its_folder_has_it_from_those_beside_it(tmp_path: Path):
    folder = tmp_path / "zamboni-docs"
    folder.mkdir()
    (folder / "a.md").write_text(SPOKEN_OF, "utf-8")
    (folder / "glossary.md").write_text("# Glossary\n\nA pump moves water from one place to another one.\n", "utf-8")
    for root, name in ((tmp_path, "zamboni-docs/glossary.md"), (folder, "glossary.md")):
        reading = read_document(Found(folder / "glossary.md", name, root), Cutting())
        assert reading.document.part_of == "the Zamboni documentation"  # type: ignore[union-attr]
    (folder / "pumps").mkdir()
    inner = folder / "pumps" / "glossary.md"
    inner.write_text("# Glossary\n\nA pump moves water from one place to another one.\n", "utf-8")
    reading = read_document(Found(inner, "zamboni-docs/pumps/glossary.md", tmp_path), Cutting())
    assert reading.document.part_of == "the Zamboni documentation"  # type: ignore[union-attr]


def test_a_title_that_is_a_name_may_be_a_page_of_any_manual():
    assert full_title("TypeScript", "the Zamboni documentation").endswith("of the Zamboni documentation")
    assert full_title("OpenMetrics 1.0", "the Zamboni documentation") == "OpenMetrics 1.0"
