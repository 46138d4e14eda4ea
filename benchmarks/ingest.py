"""How faithful ingest is: headings, words, table cells and images of real documents, counted in the source and in the markdown.

    python benchmarks/ingest.py FOLDER [FOLDER …]
    python benchmarks/ingest.py FOLDER --other DIR      the same of what another converter wrote: DIR/report.pdf.md for report.pdf

What the source holds is counted by plain means that share no code with the converters: a PDF's bookmarks and PDFium's text, the
XML of Office documents, the tags of HTML. A heading, word or cell counts as kept as often as it stands in both.
"""

import argparse
import re
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from synthetic_data.ingest.convert import Conversion, Outcome
from synthetic_data.ingest.plan import Planned, Wishes, make_plan
from synthetic_data.ingest.sources import find_sources

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NUMBER = re.compile(r"^(?:(?i:chapter|appendix|part)\s+)?(?:\d{1,3}(?:\.\d+)*\.?|[A-Z](?:\.\d+)*\.|[IVX]+)\s+")
CHROME = ["script", "style", "noscript", "template", "nav", "footer", "iframe", "button", "select", "svg"]
DIGITS = re.compile(r"\d+")


class Found(NamedTuple):
    """What stands in a document. headings is None where the source doesn't say what its headings are."""

    headings: Counter[str] | None
    words: Counter[str]
    cells: Counter[str]
    images: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--other", type=Path, metavar="DIR", help="measure the markdown in DIR instead of converting")
    given = parser.parse_args()
    print(f"{'document':<44}{'pages':>6}{'headings':>18}{'precision':>11}{'words':>8}{'cells':>14}{'images':>9}{'seconds':>9}")
    with tempfile.TemporaryDirectory() as folder:
        wishes = Wishes(Path(folder) / "docs")
        totals: Counter[str] = Counter()
        for step in make_plan(find_sources(given.folders, wishes.docs), wishes):
            started = time.monotonic()
            outcome = taken_from(given.other, step) if given.other else Conversion(wishes)(step)
            seconds = time.monotonic() - started
            if outcome.status != "converted" or step.source.file is None:
                print(f"{step.source.name[:43]:<44}{outcome.status}: {outcome.reason[:90]}")
                continue
            truth = in_source(step.source.file)
            if truth is not None:
                show(step.source.name, outcome.pages, truth, in_markdown(outcome.planned.target), seconds, totals)
        print(
            f"{'all':<44}{totals['pages']:>6,}{share(totals['headings'], totals['true headings']):>18}"
            f"{ratio(totals['headings'], totals['shown headings']):>11}{ratio(totals['words'], totals['true words']):>8}"
            f"{share(totals['cells'], totals['true cells']):>14}{'':>9}{totals['milliseconds'] / 1000:>9.1f}"
        )


def taken_from(folder: Path, step: Planned) -> Outcome:
    """What another converter made of a source."""
    file = folder / f"{Path(step.source.name).name}.md"
    there = file.exists()
    return Outcome(step._replace(target=file), "converted" if there else "left out", "" if there else f"{file} is not there")


def show(name: str, pages: int, truth: Found, got: Found, seconds: float, totals: Counter[str]) -> None:  # noqa: PLR0913  (a row of a table)
    shown = got.headings or Counter()
    kept = shared(truth.headings, shown) if truth.headings else 0
    row = {"pages": pages, "words": shared(truth.words, got.words), "true words": truth.words.total()}
    row |= {"cells": shared(truth.cells, got.cells), "true cells": truth.cells.total(), "milliseconds": round(seconds * 1000)}
    if truth.headings:
        row |= {"headings": kept, "true headings": truth.headings.total(), "shown headings": shown.total()}
    totals.update(row)
    headings = share(kept, truth.headings.total()) if truth.headings else f"({shown.total()})"
    precision = ratio(kept, shown.total()) if truth.headings else ""
    print(
        f"{name[-43:]:<44}{pages or '':>6}{headings:>18}{precision:>11}{ratio(row['words'], row['true words']):>8}"
        f"{share(row['cells'], row['true cells']):>14}{f'{got.images}/{truth.images}':>9}{seconds:>9.2f}"
    )


def shared(one: Counter[str], other: Counter[str]) -> int:
    return (one & other).total()


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else ""


def share(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else ""


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def bag(texts: Iterable[str]) -> Counter[str]:
    """Texts as they are compared: letters and digits only, without the number of a heading."""
    keys = (re.sub(r"[\W_]+", "", NUMBER.sub("", " ".join(text.split()))).lower() for text in texts)
    return Counter(key for key in keys if key)


def in_source(file: Path) -> Found | None:
    readers = {".pdf": from_pdf, ".docx": from_docx, ".pptx": from_pptx, ".xlsx": from_xlsx, ".html": from_html, ".epub": from_epub}
    reader = readers.get(file.suffix.lower())
    return reader(file) if reader else None


def from_pdf(file: Path) -> Found:
    """Bookmarks, and PDFium's text without what comes again on many pages and without tables of contents."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    seen = Counter(key for page in pages for key in {DIGITS.sub("0", line).strip() for line in page.splitlines()})
    often = {line for line, count in seen.items() if count >= max(3, 0.03 * len(pages))}
    text = []
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip()]
        listed = sum(bool(re.search(r"(?:\. ?){5,}|[^\W\d].*\s(?:\d{1,4}|[ivxlc]+)\s*$", line)) for line in lines)
        if listed < 0.6 * len(lines) or not lines:
            text += [line for line in lines if DIGITS.sub("0", line).strip() not in often]
    titles = [entry.get_title() for entry in document.get_toc() if entry.get_dest()]
    images = sum(len(list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))) for page in document)
    joined = re.sub(r"[\ufffe\x02]\n?|[-\u2010]\n(?=[a-z])", "", "\n".join(text))  # a word parted at a line's end is one word
    return Found(bag(titles) if len(titles) > 1 else None, words(joined), Counter(), images)


def members(file: Path, pattern: str) -> Iterator[ET.Element]:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if re.fullmatch(pattern, name):
                yield ET.fromstring(archive.read(name))


def media(file: Path, pattern: str) -> int:
    with zipfile.ZipFile(file) as archive:
        return sum(bool(re.fullmatch(pattern, name)) for name in archive.namelist())


def from_docx(file: Path) -> Found:
    names = {}
    for styles in members(file, "word/styles.xml"):
        for style in styles.iter(f"{W}style"):
            name = style.find(f"{W}name")
            names[style.get(f"{W}styleId")] = (name.get(f"{W}val") or "").lower() if name is not None else ""
    (document,) = members(file, "word/document.xml")

    def text(element: ET.Element) -> str:
        return "".join(part.text or "" for part in element.iter(f"{W}t"))

    titles = []
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = names.get(style.get(f"{W}val"), "") if style is not None else ""
        if name == "title" or re.fullmatch(r"heading [1-6]", name):
            titles.append(text(paragraph))
    everything = "\n".join(text(paragraph) for paragraph in document.iter(f"{W}p"))
    cells = (text(cell) for cell in document.iter(f"{W}tc"))
    return Found(bag(titles), words(everything), bag(cells), media(file, r"word/media/.*\.(?:png|jpe?g|gif)"))


def from_pptx(file: Path) -> Found:
    texts, cells = [], []
    for slide in members(file, r"ppt/slides/slide\d+\.xml"):
        texts += ["".join(part.text or "" for part in paragraph.iter(f"{A}t")) for paragraph in slide.iter(f"{A}p")]
        cells += ["".join(part.text or "" for part in cell.iter(f"{A}t")) for cell in slide.iter(f"{A}tc")]
    return Found(None, words("\n".join(texts)), bag(cells), media(file, r"ppt/media/.*\.(?:png|jpe?g|gif)"))


def from_xlsx(file: Path) -> Found:
    import openpyxl

    book = openpyxl.load_workbook(file, data_only=True)
    values = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return Found(bag(sheet.title for sheet in book.worksheets), words("\n".join(values)), bag(values), 0)


def from_html(file: Path) -> Found:
    return of_pages([file.read_bytes()])


def from_epub(file: Path) -> Found:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".html", ".htm")) and "nav" not in Path(name).stem]
        return of_pages([archive.read(name) for name in names])


def of_pages(pages: Iterable[bytes]) -> Found:
    """What the tags of HTML say, without scripts, navigation, footers and permalinks."""
    from bs4 import BeautifulSoup

    total = Found(Counter(), Counter(), Counter(), 0)
    for page in pages:
        soup = BeautifulSoup(page, "html.parser")
        for tag in [
            *soup.find_all([*CHROME, "title"]),
            *soup.select("[role=navigation], [role=contentinfo], [role=search], [hidden]"),
        ]:
            tag.decompose()
        for tag in soup.select("a.headerlink, .mw-editsection"):
            tag.decompose()
        for tag in [tag for tag in soup.find_all("sup") if re.fullmatch(r"\[[^\]]{1,9}\]", tag.get_text().strip())]:
            tag.decompose()  # the mark of a note
        headings = bag(tag.get_text() for tag in soup.find_all(re.compile("^h[1-6]$")))
        cells = bag(tag.get_text() for tag in soup.find_all(["td", "th"]) if not tag.find("table"))
        total = Found(
            (total.headings or Counter()) + headings,
            total.words + words(soup.get_text(" ")),
            total.cells + cells,
            total.images + len(soup.find_all("img", src=True)),
        )
    return total


def in_markdown(file: Path) -> Found:
    """What the markdown holds, as a reader of it sees it."""
    from markdown_it import MarkdownIt

    text = file.read_text(encoding="utf-8")
    text = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    headings, cells, said, images = [], [], [], 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            plain = "".join(" " if child.type == "softbreak" else child.content for child in token.children or [])
            images += sum(child.type == "image" for child in token.children or [])
            said.append(plain)
            if before is not None and before.type == "heading_open":
                headings.append(plain)
            elif before is not None and before.type in ("td_open", "th_open"):
                cells.append(plain)
        elif token.type in ("fence", "code_block"):
            said.append(token.content)
        elif token.type == "list_item_open":
            said.append(token.info)  # the number of an ordered item
    return Found(bag(headings), words("\n".join(said)), bag(cells), images)


if __name__ == "__main__":
    main()
