"""Whether the text of PDFs arrives in the order of reading: documents whose order is known, printed by Chromium in several layouts.

    python benchmarks/reading_order.py FOLDER        FOLDER holds markdown whose paragraphs fill the pages

For each layout and each way to read it: how many paragraphs stand whole and unbroken in the result, what share of neighbouring
words are still neighbours, and what share of the paragraphs come in the order of the source. A paragraph in a box at the side
belongs before or behind the text beside it, so it counts for the first two only.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from synthetic_data.ingest.convert import Conversion
from synthetic_data.ingest.plan import Wishes, make_plan
from synthetic_data.ingest.sources import find_sources

STYLE = "body{font:11pt/1.35 serif;margin:0} @page{size:A4;margin:18mm} h1{font-size:18pt} h2{font-size:13pt} td{padding:2px 6px}"
PARAGRAPHS = 26
LEAST, MOST = 160, 700  # characters of a paragraph
KEY = 40  # letters by which a paragraph's place is found


class Block(NamedTuple):
    """One block of a document: what it is (h2, p, aside, table) and what it says."""

    kind: str
    text: str


class Score(NamedTuple):
    whole: float
    neighbours: float
    order: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--keep", type=Path, help="keep the PDFs and what was read in this folder")
    given = parser.parse_args()
    texts = paragraphs(given.folder)
    print(f"{'layout':<34}{'read by':<12}{'whole':>8}{'neighbours':>12}{'in order':>10}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for number, (name, layout) in enumerate(LAYOUTS.items()):
            blocks = content(texts[number * 7 :], layout is boxed or layout is sidebar or layout is grid)
            file = folder / f"{number}.pdf"
            printed(layout(blocks), file, given.chromium)
            for reader, read in READERS.items():
                text = read(file)
                (folder / f"{number}-{reader}.txt").write_text(text, encoding="utf-8")
                score = scored(blocks, text)
                print(f"{name:<34}{reader:<12}{score.whole:>8.3f}{score.neighbours:>12.3f}{score.order:>10.3f}")


def paragraphs(folder: Path) -> list[str]:
    """Paragraphs of prose without markup, each once."""
    found: dict[str, None] = {}
    for file in sorted(folder.rglob("*.md")):
        for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8-sig", errors="ignore")):
            text = " ".join(block.split())
            if LEAST <= len(text) <= MOST and re.match(r"[A-Z]", text) and not re.search(r"[\[\]{}<>|#*_`~$\\]", text):
                found[text] = None
    return list(found)


def content(texts: Sequence[str], asides: bool) -> list[Block]:
    """Headings, paragraphs and a table; with asides every eighth paragraph stands in a box at the side."""
    blocks = []
    for number, text in enumerate(texts[:PARAGRAPHS]):
        if number % 6 == 0:
            blocks.append(Block("h2", f"Part {number // 6 + 1} on " + " ".join(text.split()[:4])))
        blocks.append(Block("aside" if asides and number % 8 == 3 else "p", text))
        if number == 9:
            rows = [" ".join(part.split()[:5]) for part in texts[PARAGRAPHS : PARAGRAPHS + 6]]
            blocks.append(Block("table", "\n".join(rows)))
    return blocks


def shown(block: Block) -> str:
    if block.kind == "table":
        rows = "".join(f"<tr><td>Row {n}</td><td>{escape(row)}</td></tr>" for n, row in enumerate(block.text.split("\n")))
        return f"<table border=1>{rows}</table>"
    return f"<{block.kind}>{escape(block.text)}</{block.kind}>"


def page(blocks: Sequence[Block], style: str) -> str:
    body = "".join(map(shown, blocks))
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}{style}</style><h1>Notes on many matters</h1><main>{body}</main>"


def one(blocks: Sequence[Block]) -> str:
    return page(blocks, "")


def two(blocks: Sequence[Block]) -> str:
    return page(blocks, "main{columns:2;column-gap:9mm}")


def three(blocks: Sequence[Block]) -> str:
    return page(blocks, "main{columns:3;column-gap:7mm} body{font-size:9pt}")


def spanned(blocks: Sequence[Block]) -> str:
    return page(blocks, "main{columns:2;column-gap:9mm} h2{column-span:all}")


def boxed(blocks: Sequence[Block]) -> str:
    return page(blocks, "aside{float:right;width:45%;border:1px solid;padding:6px;margin:4px 0 4px 12px;font-size:9.5pt}")


def sidebar(blocks: Sequence[Block]) -> str:
    return page(blocks, "aside{float:left;width:34%;background:#eee;padding:6px;margin:4px 14px 4px 0;font-family:sans-serif}")


def grid(blocks: Sequence[Block]) -> str:
    """All boxes in a column at the right of the first page."""
    flow = [block for block in blocks if block.kind != "aside"]
    boxes = "".join(shown(block) for block in blocks if block.kind == "aside")
    style = "main{margin-right:62mm} .side{position:absolute;top:22mm;right:0;width:54mm;font:9pt sans-serif}"
    return page(flow, style) + f"<div class=side>{boxes}</div>"


def notes(blocks: Sequence[Block]) -> str:
    return page(blocks, "p:nth-of-type(4n){font-size:8pt;margin-left:12mm;border-left:2px solid;padding-left:4mm}")


LAYOUTS: dict[str, Callable[[Sequence[Block]], str]] = {
    "one column": one,
    "two columns": two,
    "two columns, headings across": spanned,
    "three columns": three,
    "box floating right": boxed,
    "box floating left": sidebar,
    "column of boxes beside the text": grid,
    "indented notes": notes,
}


def printed(html: str, file: Path, chromium: str) -> None:
    source = file.with_suffix(".html")
    source.write_text(html, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={file}"]
    subprocess.run([*command, source.resolve().as_uri()], check=True, capture_output=True, timeout=120)


def by_ingest(file: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        wishes = Wishes(Path(folder) / "docs")
        (step,) = make_plan(find_sources([str(file)], wishes.docs), wishes)
        outcome = Conversion(wishes)(step)
        return outcome.planned.target.read_text(encoding="utf-8").split("---\n", 2)[2]


def by_liteparse(file: Path) -> str:
    import liteparse

    parser = liteparse.LiteParse(ocr_enabled=False, output_format="markdown", quiet=True, extract_links=False)
    return "\n\n".join(page.markdown for page in parser.parse(file).pages)


def by_pdfium(file: Path) -> str:
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))


READERS: dict[str, Callable[[Path], str]] = {"ingest": by_ingest, "liteparse": by_liteparse, "PDFium": by_pdfium}


def letters(text: str) -> str:
    """What is compared: letters and digits, without marks of pages and images."""
    bare = re.sub(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)", " ", text)
    return "".join(sign for sign in bare if sign.isalnum()).lower()


def words(text: str) -> list[str]:
    joined = re.sub(r"[-\u2010\ufffe\x02]\s*\n(?=[a-z])", "", text)
    return re.findall(r"\w+", re.sub(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)", " ", joined).lower())


def scored(blocks: Sequence[Block], text: str) -> Score:
    said = letters(text)
    prose = [block for block in blocks if block.kind != "table"]
    whole = sum(letters(block.text) in said for block in prose) / len(prose)
    got = words(text)
    near = Counter(zip(got, got[1:], strict=False))
    wanted: Counter[tuple[str, str]] = Counter()
    for block in prose:
        own = words(block.text)
        wanted.update(zip(own, own[1:], strict=False))
    places = [said.find(letters(block.text)[:KEY]) for block in prose if block.kind != "aside"]
    return Score(whole, (wanted & near).total() / wanted.total(), longest_rising([at for at in places if at >= 0]) / len(places))


def longest_rising(numbers: Sequence[int]) -> int:
    """How many of the numbers, at most, stand in rising order."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)


if __name__ == "__main__":
    main()
