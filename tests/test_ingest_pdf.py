"""PDFs: pages marked, headings by the bookmarks, sentences whole, running lines and tables of contents out."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("liteparse")
pytest.importorskip("imagesize")

from ingest_documents import pdf, put

from synthetic_data.ingest.images import Images
from synthetic_data.ingest.lines import parted
from synthetic_data.ingest.material import Converted, Material, Refused
from synthetic_data.ingest.outline import Bookmark, Outline
from synthetic_data.ingest.pages import Furniture, is_contents, joined_sentences, without_boxes, without_note_numbers
from synthetic_data.ingest.pdf import convert
from synthetic_data.ingest.tangles import Line, untangled, with_next

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


def test_a_line_that_the_reader_takes_for_a_footer_stays_in_its_sentence(tmp_path):
    body = [f"This line says something about pump number {n} and its filter, too." for n in range(30)]
    page = [(72, 720 - 14 * row, line) for row, line in enumerate(body)]
    page += [(72, 60, "The notes on the pump (https://example.org/pump) are kept up to date by the keeper and")]
    page += [(72, 46, "read by all who live near the well.")]
    text, _, _ = converted(tmp_path, pdf([page]))
    assert "The notes on the pump (https://example.org/pump) are kept up to date by the keeper and read by all" in text


def test_a_line_that_comes_again_on_other_pages_is_not_put_back(tmp_path):
    footer = "Copyright 2024 by the makers of the pump, see https://example.org/pump for all of it"
    pages = [[f"Page {n} says that pump number {n} is well.", *PUMP[1:], (72, 40, footer)] for n in range(5)]
    text, _, _ = converted(tmp_path, pdf(pages))
    assert "example.org" not in text


def beside_a_box() -> list[tuple[int, int, str]]:
    """Text that flows around a box at the right; the text is written first, then the box."""
    flow = [
        "The pump moves water from the deep",
        "well to the tank above the house, and",
        "it does so for one whole hour in every",
        "morning before anybody has woken up in",
        "that house or in one of the others near.",
    ]
    box = [
        "The filter holds back sand and rust,",
        "and it must be changed in spring by the",
        "keeper, who writes down on which day",
        "he has done so and what he found in it,",
        "whether sand or rust or something else.",
    ]
    wide = "Both of them were built in the same year by two brothers who lived in the valley below."
    return [
        (72, 720, wide),
        *((72, 692 - 14 * row, line) for row, line in enumerate(flow)),
        (72, 608, wide.replace("Both", "None")),
        *((262, 686 - 14 * row, line) for row, line in enumerate(box)),
    ]


def test_text_beside_a_box_is_read_on_its_own(tmp_path):
    text, _, _ = converted(tmp_path, pdf([beside_a_box()]))
    said = " ".join(text.split())
    assert "deep well to the tank above the house, and it does so for one whole hour in every morning before" in said
    assert "rust, and it must be changed in spring by the keeper, who writes down on which day he has done so" in said


def row(left: float, top: float, text: str, width: float = 200.0) -> Line:
    return Line(left, left + width, top, top + 12, text)


MIXED = [
    row(50, 100, "The pump moves water from the well"),
    row(50, 114, "to the tank above the house each day."),
    row(300, 100, "The filter holds back sand and rust"),
    row(300, 114, "before they reach the tank of water"),
    row(300, 128, "and must be changed in spring."),
]
TORN = (
    "# Water\n\nThe pump moves water from the well The filter holds back sand and rust\n\nto the tank above the house each day. "
    "before they reach the tank of water and must be changed in spring."
)


def test_lines_that_were_mixed_up_are_put_in_the_order_of_writing():
    text = untangled(TORN, [row(50, 60, "Water"), *MIXED], frozenset())
    assert text == (
        "# Water\n\nThe pump moves water from the well to the tank above the house each day.\n\n"
        "The filter holds back sand and rust before they reach the tank of water and must be changed in spring."
    )


def test_what_was_not_mixed_up_stays_as_the_reader_gave_it():
    whole = "The filter holds **back** sand and rust before they reach the tank of water and must be changed in spring."
    text = f"{whole}\n\nThe pump moves water from the well to the tank above the house each day."
    assert untangled(text, MIXED, frozenset()) == text


def test_a_page_with_a_table_that_only_the_reader_knows_is_not_touched():
    text = TORN + "\n\n| part | year |\n|---|---|\n| valve | 1924 |"
    assert untangled(text, MIXED, frozenset()) == text


def test_a_page_whose_lines_were_written_in_no_order_is_not_touched():
    shuffled = [MIXED[4], MIXED[1], MIXED[0], MIXED[3], MIXED[2]]
    assert untangled(TORN, shuffled, frozenset()) == TORN


def test_a_raised_number_breaks_no_line():
    line = with_next(row(50, 100, "as told before"), Line(251, 258, 98, 105, "[3]"))
    assert line.text == "as told before[3]" and line.top == 100


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


def test_a_title_in_the_middle_of_a_table_parts_it(outline):
    page = "| 1 | Before you begin |\n|---|---|\n| some | text |\n| 2 | Installation |\n| more | text |"
    repaired = [line for line in outline.repair(page, 3).split("\n") if line]
    assert repaired == [
        "## 1 Before you begin",
        "| some | text |",
        "| --- | --- |",
        "# 2 Installation",
        "| more | text |",
        "| --- | --- |",
    ]


def test_a_title_in_a_frame_is_no_code():
    assert without_boxes("| 2.4 source/options |\n|---|\n| make |", frozenset({"sourceoptions"})) == (
        "\n2.4 source/options\n\n\n```\nmake\n```\n"
    )


def test_a_list_of_titles_of_other_pages_is_a_table_of_contents():
    titles = [f"Changing the {part} of the pump" for part in "oil seal wheel shaft lid hose valve filter motor".split()]
    keys = frozenset(title.replace(" ", "").lower() for title in titles)
    short = "seal lid hose wheel shaft valve filter motor oil".split()
    assert is_contents(" ".join(f"{title} {n}" for n, title in enumerate(short, 90)), frozenset(short))
    assert not is_contents("The seal is 90 mm wide and the lid is 91 mm. " * 9, frozenset(short))
    assert is_contents(" ".join(f"{n}. {title}" for n, title in enumerate(titles, 1)), keys)
    assert not is_contents("\n\n".join(f"{title}\n\n{'It takes an hour or two of patient work. ' * 3}" for title in titles), keys)


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


class Placed:
    """A block or a line of text as liteparse hands them out."""

    def __init__(
        self, kind: str, text: str, place: tuple[float, float, float, float], font: str = "Serif", marker: str = ""
    ) -> None:
        self.kind, self.text, self.marker, self.font_name = kind, text, marker, font
        self.x, self.y, self.width, self.height = place
        self.bbox = self
        self.lines = text.split("\n") if kind == "code" else None


def page_of(*blocks: tuple[str, list[tuple[float, float, str]]], font: str = "Serif") -> SimpleNamespace:
    """A page: each block (kind, lines), each line (left, top, text), ten points high. A reader glues the lines with blanks."""
    made, items, shown = [], [], []
    for kind, lines in blocks:
        whole = " ".join(text for _, _, text in lines)
        text = whole.removeprefix("• ") if kind == "list_item" else whole
        left, top, bottom = min(x for x, _, _ in lines), lines[0][1], lines[-1][1] + 10
        made.append(Placed(kind, text, (left, top, 400, bottom - top), marker="•" if kind == "list_item" else ""))
        items += [Placed("", text, (x, y, 300, 10), font) for x, y, text in lines]
        shown.append({"code": f"```\n{text}\n```", "list_item": f"- {text}"}.get(kind, text))
    return SimpleNamespace(markdown="\n\n".join(shown), blocks=made, text_items=items)


def test_a_paragraph_behind_a_list_item_is_parted_from_it():
    item = [
        (90.0, 100.0, "• run the command"),
        (100.0, 112.0, "once a day."),
        (72.0, 130.0, "Ranges of numbers"),
        (72.0, 142.0, "are allowed."),
    ]
    assert parted(page_of(("list_item", item))) == "- run the command once a day.\n\nRanges of numbers are allowed."


def test_paragraphs_a_gap_apart_are_parted_and_lines_of_one_are_not():
    lines = [(72.0, 100.0, "Minor tics at log positions"), (72.0, 118.0, "By default they are"), (72.0, 130.0, "off.")]
    assert parted(page_of(("paragraph", lines))) == "Minor tics at log positions\n\nBy default they are off."
    wide = [(72.0, y, f"line {number}") for number, y in enumerate((100.0, 120.0, 140.0, 160.0))]
    assert parted(page_of(("paragraph", wide))) == "line 0 line 1 line 2 line 3"


def test_lines_in_typewriter_letters_stay_lines():
    lines = [(72.0, 100.0, "if x:"), (84.0, 112.0, "call(*x)")]
    assert parted(page_of(("paragraph", lines), font="CMTT10")) == "```\nif x:\n  call(*x)\n```"


def test_a_line_of_prose_that_was_taken_for_code_flows_on():
    page = page_of(
        ("paragraph", [(72.0, 88.0, "It reads its"), (72.0, 100.0, "settings from the file")]),
        ("code", [(72.0, 112.0, "/etc/pump.conf when it starts")]),
        ("paragraph", [(72.0, 124.0, "and when it stops."), (72.0, 136.0, "Then it ends.")]),
    )
    assert parted(page) == "It reads its settings from the file /etc/pump.conf when it starts and when it stops. Then it ends."


def test_real_code_is_no_prose():
    page = page_of(
        ("paragraph", [(72.0, 88.0, "Two lines"), (72.0, 100.0, "of text:")]),
        ("code", [(72.0, 120.0, "make install")]),
        ("paragraph", [(72.0, 140.0, "Then go on."), (72.0, 152.0, "To the end.")]),
    )
    assert "```\nmake install\n```" in parted(page)


def test_footnotes_lose_the_number_before_them():
    notes = "1⁶ The command is a script.\n\n2 Filters x² are."
    assert without_note_numbers(notes) == "The command is a script.\n\n2 Filters x² are."
