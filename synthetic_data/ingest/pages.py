"""Tidies the pages of a PDF: running headers and footers out, tables of contents out, sentences that cross a page made whole."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from .escape import fenced
from .outline import key, outside_code, words

DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^\d+\s+(?=(?:Chapter|Appendix)\b|\d+\.)|\s+(?:\d+|[ivxlc]+)$")
WORDS = re.compile(r"\w+")
PAGE_AT_END = re.compile(r"[\s.](?:\d{1,4}|[ivxlc]{1,6})$")
PAGE_BETWEEN = re.compile(r"\s+(?:\d{1,4}|[ivxlc]{1,6})(?=\s|$)")
DOTS = re.compile(r"[.\s]{8,}$|\.{4,}$")
LEADERS = re.compile(r"(?:\. ?){6,}\|?\s*(?:\d{1,4}|[ivxlc]{1,6})\b")
LEADER_SHARE = 0.15  # of the characters of a page
LEAST_ENTRIES = 5
SHORT_TITLE, LEAST_LISTED, LISTED_SHARE = 8, 8, 0.6  # letters; titles; of the letters of a page
SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
FIRST_SENTENCE = re.compile(r"(.{0,600}?[.!?…][\"'”’)\]]*)(?:\s+(?=[\"'“‘(]?[A-Z0-9])|$)", re.DOTALL)
BLOCK_START = re.compile(r"(?:[#>|`~*+-]|\d+[.)]\s|!\[|<)")
BOXED = re.compile(r"\|((?:[^|\\]|\\.)*)\|\s*")
ANGLE = re.compile(r"(?<!\]\()(?<!\\)<(?=[A-Za-z/!?])")
CODE = re.compile(r"(`[^`]+`)")
NOTE_NUMBER = re.compile(r"^\d{0,2}[⁰¹²³⁴-⁹]+[ ]?(?=[A-Z])", re.MULTILINE)
UNESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
LONGEST_LISTED = 100  # characters of a line of code
LEAST_REPEATS, LEAST_SHARE = 3, 0.03  # of the pages
EDGE_LINES = 2  # so many blocks at the top and at the bottom of a page may be running ones
LONGEST_EDGE = 120


def blocks_of(page: str) -> list[str]:
    """The page's blocks; what stands in a fence is one block, blank lines and all."""
    blocks: list[str] = []
    held: list[str] = []
    lines = page.split("\n")
    for line, outside in zip(lines, outside_code(lines), strict=True):
        if line.strip() or not outside:
            held.append(line)
        elif held:
            blocks.append("\n".join(held))
            held = []
    return [*blocks, "\n".join(held)] if held else blocks


def edge_key(block: str) -> str:
    """A block at the edge of a page without what changes from page to page."""
    return " ".join(WORDS.findall(DIGITS.sub("0", block))).lower()


def edges(page: str) -> list[str]:
    """The short blocks at the top and at the bottom of a page."""
    blocks = [block for block in blocks_of(page) if block.strip() != "---"]
    near = blocks[:EDGE_LINES] + blocks[EDGE_LINES:][-EDGE_LINES:]
    return [block for block in near if len(block) <= LONGEST_EDGE and "\n" not in block.strip()]


class Furniture:
    """Knows the running headers and footers of a document: lines at the edges of pages that come again and again."""

    def __init__(self, pages: Sequence[str], titles: frozenset[str]) -> None:
        counts = Counter(found for page in pages for found in {edge_key(block) for block in edges(page)} if found)
        least = max(LEAST_REPEATS, LEAST_SHARE * len(pages))
        self.running = {found for found, count in counts.items() if count >= least}
        self.titles = titles

    def is_furniture(self, block: str, own: frozenset[str]) -> bool:
        """Whether a block at an edge is a page number alone, comes again, or is a title of the outline with a page number.

        own are the titles that the outline puts on this very page.
        """
        found, text = edge_key(block), block.strip("#* ")
        if key(text) in own:
            return False
        if not found or found in ("0", "page 0", "0 0") or found in self.running:
            return True
        bare = PAGE_NUMBER.sub("", text)
        return bare != text and key(bare) in self.titles

    def without(self, page: str, own: frozenset[str]) -> str:
        """The page without its running lines, and without the rules that set them apart."""
        blocks = blocks_of(page)
        near = set(edges(page))
        kept = [block for block in blocks if block not in near or not self.is_furniture(block, own)]
        while kept and kept[-1].strip() == "---":
            kept.pop()
        while kept and kept[0].strip() == "---":
            kept.pop(0)
        return "\n\n".join(kept)


def without_tags(page: str) -> str:
    """The page with its angle brackets escaped where they would be read as HTML: a PDF has none, but writes of `<file>`."""
    lines = page.split("\n")
    return "\n".join(
        "".join(piece if at % 2 else ANGLE.sub(r"\\<", piece) for at, piece in enumerate(CODE.split(line))) if outside else line
        for line, outside in zip(lines, outside_code(lines), strict=True)
    )


def without_note_numbers(page: str) -> str:
    """The page's footnotes without the number before them, half of which may be raised ("1⁶ The command")."""
    return NOTE_NUMBER.sub("", page)


def is_contents(page: str, titles: frozenset[str]) -> bool:
    """Whether a page is a table of contents: most of its lines end in a page number after dots, or are titles of other pages."""
    leaders = LEADERS.findall(page)
    if len(leaders) >= LEAST_ENTRIES and sum(map(len, leaders)) >= LEADER_SHARE * len(page):
        return True
    runs = PAGE_BETWEEN.split(" ".join(page.split()))
    if sum(key(run) in titles for run in runs) >= max(LEAST_LISTED, LISTED_SHARE * len(runs)):
        return True
    said = words(page)
    listed = [title for title in titles if len(title) > SHORT_TITLE and title in said]
    if len(listed) >= LEAST_LISTED and sum(map(len, listed)) >= LISTED_SHARE * len(said):
        return True
    lines = [" ".join(line.replace("|", " ").split()).rstrip() for line in page.split("\n") if len(WORDS.findall(line)) > 1]
    entries = [line[: match.start()] for line in lines if (match := PAGE_AT_END.search(line))]
    told = sum(bool(DOTS.search(entry)) or key(entry) in titles for entry in entries)
    return len(entries) >= LEAST_ENTRIES and len(entries) >= 0.6 * len(lines) and told >= 0.4 * len(lines)


def without_boxes(page: str, own: frozenset[str] = frozenset()) -> str:
    """The page with tables of a single column turned into what they are: listings, or frames around text; own are its titles."""
    lines: list[str] = []
    boxed: list[str] = []
    for line, outside in zip(page.split("\n"), outside_code(page.split("\n")), strict=True):
        match = BOXED.fullmatch(line) if outside else None
        if match:
            boxed.append(match[1].strip())
            continue
        lines += unboxed(boxed, own)
        boxed = []
        lines.append(line)
    return "\n".join([*lines, *unboxed(boxed, own)])


def unboxed(rows: Sequence[str], own: frozenset[str]) -> Iterator[str]:
    """The rows of a frame: runs of short ones as code, long ones and titles as paragraphs."""
    filled = [row for row in rows if row.strip(" -:")]
    for short, group in groupby(filled, lambda row: len(row) <= LONGEST_LISTED and key(row) not in own):
        if short:
            yield from ("", fenced("\n".join(UNESCAPED.sub(r"\1", row) for row in group)), "")
        else:
            yield from (line for row in group for line in ("", row, ""))


def joined_sentences(pages: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Pages whose last paragraph breaks off inside a sentence get the rest of that sentence from the top of the next page.

    So a sentence is found whole, on the page where it begins.
    """
    held: tuple[int, str] | None = None
    for number, text in pages:
        if held is not None:
            before, text = carried(held[1], text)
            yield held[0], before
        held = (number, text)
    if held is not None:
        yield held


def carried(before: str, after: str) -> tuple[str, str]:
    """The end of one page and the start of the next with the sentence between them on the first of the two."""
    last = before.rstrip().rsplit("\n\n", 1)[-1]
    lead = after.lstrip("\n")
    first = lead.split("\n\n", 1)[0]
    broken = last and not SENTENCE_END.search(last) and not last.endswith(("-", "*", "`", "|")) and not re.match(r"[#>|`!<]", last)
    if not broken or not first or not first[0].islower() or BLOCK_START.match(first) or "\n" in first:
        return before, after
    match = FIRST_SENTENCE.match(first)
    if match is None:
        return before, after
    return before.rstrip() + " " + match[1], lead[len(match[0]) :].lstrip(" ")
