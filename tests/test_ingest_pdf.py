"""PDFs: pages marked, headings by the bookmarks, sentences whole, running lines and tables of contents out."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("liteparse")
pytest.importorskip("imagesize")

from ingest_documents import pdf, put

from synthetic_data.ingest.images import Images
from synthetic_data.ingest.material import Converted, Material, Refused
from synthetic_data.ingest.outline import Bookmark, Outline
from synthetic_data.ingest.pages import Furniture, is_contents, joined_sentences, without_boxes
from synthetic_data.ingest.pdf import convert

PUMP = ["1 The pump", "The pump moves water from the well to the tank above the house.", "It runs for an hour every morning."]
FILTER = ["2 The filter", "The filter holds back sand and rust.", "It must be changed every year in spring."]


def converted(tmp_path: Path, data: bytes) -> tuple[str, Converted, Images]:
    images = Images(tmp_path / "out.md")
    done = convert(Material(put(tmp_path, "a.pdf", data), "a.pdf"), images)
    return "".join(done.body), done, images


def test_pages_are_marked_and_bookmarks_are_the_headings(tmp_path):
    text, done, _ = converted(tmp_path, pdf([PUMP, FILTER], [("The pump", 0), ("The filter", 1)]))
    assert text.index("<!-- page 1 -->") < text.index("# 1 The pump") < text.index("<!-- page 2 -->") < text.index("# 2 The filter")
    assert (done.title, done.author, done.date, done.pages) == ("The Pump Handbook", "A. Writer", "2024-02-03", 2)


def test_no_word_of_the_pages_is_lost(tmp_path):
    text, _, _ = converted(tmp_path, pdf([PUMP, FILTER]))
    for line in (*PUMP, *FILTER):
        assert all(word in text for word in line.split())


def test_what_looks_like_markup_in_the_text_shows_as_text(tmp_path):
    from markdown_it import MarkdownIt

    text, _, _ = converted(tmp_path, pdf([["Call the function f<int>(x) when the value of *p is set.", *PUMP]]))
    shown = MarkdownIt().render(text)
    assert "f&lt;int&gt;(x)" in shown
    assert "*p is set" in shown


def test_pictures_are_kept_beside_the_file(tmp_path):
    text, _, images = converted(tmp_path, pdf([PUMP], picture=True))
    assert len(images.kept) == 1
    assert f"](out_images/{next(iter(images.kept))})" in text


def test_a_picture_on_every_page_is_decoration(tmp_path):
    _, _, images = converted(
        tmp_path, pdf([[f"Page {n} says that the pump number {n} is running well."] for n in range(8)], picture=True)
    )
    assert not images.kept


def test_encrypted_broken_and_scanned_files_say_so(tmp_path):
    for data, words in (
        (pdf([PUMP], encrypted=True), "is encrypted"),
        (b"%PDF-1.4 nothing", "is corrupt"),
        (pdf([[]], picture=True), "is scanned"),
    ):
        with pytest.raises(Refused, match=words):
            converted(tmp_path, data)


def test_without_liteparse_the_plain_text_is_taken_and_that_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "liteparse", None)
    text, done, _ = converted(tmp_path, pdf([PUMP, FILTER], [("The pump", 0), ("The filter", 1)]))
    assert "# 2 The filter" in text
    assert "must be changed every year" in text
    assert done.converter.startswith("pypdfium2 ")
    assert "without tables and images" in done.notes[0]


@pytest.fixture
def outline() -> Outline:
    return Outline([Bookmark("Installation", 1, 3), Bookmark("Before you begin", 2, 3), Bookmark("Removal", 1, 4)])


def test_headings_that_are_no_bookmarks_become_paragraphs(outline):
    repaired = outline.repair("## 2 Installation\n\n##### # rm -rf is a comment\n\nBefore you begin\n\nText.", 3)
    assert [line for line in repaired.split("\n") if line.startswith("#")] == ["# 2 Installation", "## Before you begin"]
    assert "\\# rm -rf is a comment" in repaired


@pytest.mark.parametrize(
    "page",
    [
        "Chapter 2\n\nInstallation\n\nText.",
        "2.\n\nInstal-\nlation\n\nText.",
        "**Installation**\n\nText.",
        "```\n2 Installation\n```\n\nText.",
        "| 2 | Installation |\n|---|---|\n| Text. | |",
        "2 Installation Text.",
    ],
)
def test_a_title_is_found_however_the_page_shows_it(outline, page):
    repaired = outline.repair(page, 3)
    assert any(
        line.startswith("# ") and "Installation" in line.replace("Instal- lation", "Installation") for line in repaired.split("\n")
    )
    assert "Text." in repaired


def test_a_title_in_code_or_inside_a_sentence_is_no_heading(outline):
    page = "```\nInstallation\nRemoval\n```\n\nThe Installation takes an hour."
    assert "\n#" not in "\n" + outline.repair(page, 3)


def test_running_lines_go_and_the_title_at_the_top_of_its_page_stays(outline):
    pages = [
        f"Pump Handbook, edition 4\n\nText about the {part}.\n\n---\n\n{n} Chapter 1. Installation"
        for n, part in enumerate(("well", "pump", "tank", "tap", "drain"))
    ]
    furniture = Furniture(pages, outline.titles)
    assert furniture.without(pages[2], frozenset()) == "Text about the tank."
    assert furniture.without("2 Installation\n\nText.", outline.titles_on(3)) == "2 Installation\n\nText."


def test_tables_of_contents_are_known_and_tables_of_numbers_are_not_taken_for_them(outline):
    contents = "\n".join(
        f"{title} . . . . . . . . {n}" for n, title in enumerate(("Start", "Installation", "Use", "Care", "Removal", "Index"))
    )
    assert is_contents(contents, outline.titles)
    numbers = "| part | price |\n|---|---|\n" + "\n".join(f"| filter size {n} | {n * 3} |" for n in range(20))
    assert not is_contents(numbers, outline.titles)


def test_a_sentence_over_two_pages_stands_whole_on_the_first():
    pages = iter([(1, "One is whole. The second of them goes"), (2, "on to the next page. The third is whole.\n\nFour.")])
    assert list(joined_sentences(pages)) == [
        (1, "One is whole. The second of them goes on to the next page."),
        (2, "The third is whole.\n\nFour."),
    ]


@pytest.mark.parametrize("following", ["# Heading", "- an item", "A new sentence.", "| a | b |", "![x](y)"])
def test_what_does_not_go_on_is_not_joined(following):
    pages = [(1, "The page ends in a table heading"), (2, following)]
    assert list(joined_sentences(iter(pages))) == pages


def test_frames_of_one_column_are_listings_or_text():
    assert without_boxes("| $ make |\n|---|\n| $ make install |") == "\n```\n$ make\n$ make install\n```\n"
    long = "This is a paragraph in a frame, and it goes on for so long that nobody would take it for a line of code in a listing."
    assert without_boxes(f"|  |\n|---|\n| {long} |").strip() == long
