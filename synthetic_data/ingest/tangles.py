"""Untangles pages on which the PDF reader mixed the lines of texts that stand side by side: a box beside the text, columns.

The lines come in the order in which the page was written; where that is plainly the order of reading, every block of the reader's
that holds whole lines stays as it is, and what is left is put together from the lines.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .escape import escape_inline, escape_start
from .lines import ENDED, HIDDEN, WIDE
from .lost_lines import LEAST_WORDS, MARKER, plain_letters
from .pages import BLOCK_START, blocks_of, edge_key

JOINT = 12  # letters on either side by which two lines are seen to follow each other
LEAST_TORN = 2  # of the places where one line leads on to the next; one where a column leads on to the next
LEAST_SMOOTH = 0.6  # of the lines must stand below the one before them, or else the order of writing tells nothing
LEAST_BLOCK = 6  # letters of a block that can be told from others
SOFT = str.maketrans(dict.fromkeys("\x02\ufffe", ""))  # how PDFium gives a hyphen at the end of a line
PARTED = re.compile(r"(?<=[^\W\d_])-$")
LAID_OUT = re.compile(r"\s*(?:\||```|~~~)")
MOST_FALSE, LEAST_FALSE = 4, 60  # lines of what only looks like a table, with the rule below its header; signs of its first
BULLET = re.compile(r"^[•‣◦]\s*")


class Line(NamedTuple):
    """A line as it was written: its place from the top of the page, and its text."""

    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines_of(page: Any) -> list[Line]:
    """The lines of a page of pypdfium2's, in the order of writing."""
    text_page, height = page.get_textpage(), page.get_height()
    text: str = text_page.get_text_range()
    found: list[Line] = []
    start = 0
    for line in text.split("\r\n"):
        shown = [at for at in range(start, start + len(line)) if not text[at].isspace()]
        if shown:
            first, last = text_page.get_charbox(shown[0], loose=True), text_page.get_charbox(shown[-1], loose=True)
            top, bottom = height - max(first[3], last[3]), height - min(first[1], last[1])
            own = Line(first[0], last[2], top, bottom, line.strip())
            found[-1:] = [with_next(found[-1], own)] if found and beside(found[-1], own) else [*found[-1:], own]
        start += len(line) + 2
    text_page.close()
    return found


def beside(one: Line, other: Line) -> bool:
    """Whether a line goes on where another ends, as behind a raised number."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    near = -1 <= other.left - one.right <= max(one.height, other.height)
    return near and shared >= 0.5 * min(one.height, other.height)


def with_next(one: Line, other: Line) -> Line:
    """Both as one line, as tall as the taller of them."""
    tallest = max(one, other, key=lambda line: line.height)
    blank = " " if other.left - one.right > 0.1 * tallest.height else ""
    return Line(one.left, other.right, tallest.top, tallest.bottom, one.text + blank + other.text)


def leads_on(above: Line, below: Line) -> bool:
    """Whether a line stands right below another, as in one paragraph."""
    near = 0 < below.bottom - above.bottom <= 1.7 * above.height
    return near and overlapping(above, below) and abs(above.height - below.height) <= 0.15 * above.height


def turns(above: Line, below: Line) -> bool:
    """Whether a line is the first of the column to the right of another's."""
    return below.left > above.right and below.bottom < above.top


def torn(markdown: str, lines: Sequence[Line]) -> int:
    """How many lines inside a sentence are torn from the next one in a page's markdown, although both stand there."""
    said = plain_letters(HIDDEN.sub("", markdown))
    count = 0
    for above, below in pairwise(lines):
        end, start = plain_letters(above.text)[-JOINT:], plain_letters(below.text)[:JOINT]
        if len(end) < JOINT or len(start) < JOINT or not below.text[:1].islower() or ENDED.search(above.text):
            continue
        if (leads_on(above, below) or turns(above, below)) and end + start not in said and end in said and start in said:
            count += LEAST_TORN if turns(above, below) else 1
    return count


def is_smooth(lines: Sequence[Line]) -> bool:
    """Whether most lines stand below the one that was written before them."""
    below = sum(one.bottom < other.bottom + 1 for one, other in pairwise(lines))
    return below >= LEAST_SMOOTH * (len(lines) - 1)


def untangled(markdown: str, lines: Sequence[Line], running: frozenset[str]) -> str:
    """The page's markdown in the order of writing; as it was where nothing is mixed up, or that order tells nothing."""
    if not lines or not is_smooth(lines):
        return markdown
    if torn(markdown, lines) < LEAST_TORN:
        return markdown
    blocks = [Placed(block, *free) for block, free in placed(markdown, lines)]
    kept = {block.text for block in blocks}
    if any(is_laid_out(block) for block in blocks_of(markdown) if block not in kept):
        return markdown  # a table or code whose layout only the reader knows
    taken = [False] * sum(len(plain_letters(line.text)) for line in lines)
    for block in blocks:
        taken[block.begin : block.end] = [True] * (block.end - block.begin)
    blocks += remaining(lines, taken, running)
    return in_order(sorted(blocks, key=lambda one: (one.begin, one.end)))


def in_order(blocks: Sequence["Placed"]) -> str:
    """The blocks as markdown; what the reader broke off inside a sentence is one paragraph with what follows it."""
    done: list[str] = []
    end = -1
    for block in blocks:
        plain = done and not BLOCK_START.match(done[-1]) and not BLOCK_START.match(block.text)
        if plain and block.begin == end and block.text[:1].islower() and not ENDED.search(done[-1]):
            done[-1] += " " + block.text
        else:
            done.append(block.text)
        end = block.end
    return "\n\n".join(done)


def is_laid_out(block: str) -> bool:
    """Whether a block is code or a table; one of a long row or two that begins inside a sentence is text taken for a table."""
    rows = block.strip().split("\n")
    false = len(rows) <= MOST_FALSE and rows[0].lstrip("| ")[:1].islower() and len(rows[0]) >= LEAST_FALSE
    return LAID_OUT.match(block) is not None and not false


class Placed(NamedTuple):
    """A block of the reader's, and which letters of the page, in the order of writing, are its."""

    text: str
    begin: int
    end: int


def placed(markdown: str, lines: Sequence[Line]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The blocks that hold whole stretches of the page; an image stands behind what stood before it."""
    alone = [plain_letters(line.text) for line in lines]
    told = "".join(alone)
    taken = [False] * len(told)
    end = 0
    for block in blocks_of(markdown):
        own = plain_letters(HIDDEN.sub("", block))
        if len(own) >= LEAST_BLOCK:
            at = free_place(told, own, taken)
        else:
            at = sum(map(len, alone[: alone.index(own)])) if own and own in alone else -1
        if at >= 0:
            end = at + len(own)
            taken[at:end] = [True] * len(own)
            yield block, (at, end)
        elif block.lstrip().startswith("!["):
            yield block, (end, end)


def overlapping(one: Line, other: Line) -> bool:
    """Whether two stretches share the better part of the narrower one's width."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared >= 0.5 * min(one.right - one.left, other.right - other.left)


def free_place(told: str, own: str, taken: Sequence[bool]) -> int:
    """Where a block's letters stand, and no other block has been put."""
    at = told.find(own)
    while at >= 0 and any(taken[at : at + len(own)]):
        at = told.find(own, at + 1)
    return at


def remaining(lines: Sequence[Line], taken: Sequence[bool], running: frozenset[str]) -> Iterator[Placed]:
    """The lines that no block holds, as paragraphs."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(plain_letters(line.text))
    usual = Counter(round(2 * (two.bottom - one.bottom)) / 2 for one, two in pairwise(lines) if leads_on(one, two))
    gap = WIDE * (usual.most_common(1)[0][0] if usual else 0.0)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    held: list[Line] = []
    begin = end = 0
    for number, line in enumerate(lines):
        own = taken[starts[number] : starts[number] + len(plain_letters(line.text))]
        edge = line.top - top < line.height or bottom - line.bottom < line.height
        left_out = 2 * sum(own) > len(own) or not own or is_running(line.text, edge, running)
        if held and (left_out or not goes_on(held, line, gap)):
            yield Placed(paragraph(held), begin, end)
            held = []
        if not left_out:
            begin, end = begin if held else starts[number], starts[number] + len(own)
            held.append(line)
    if held:
        yield Placed(paragraph(held), begin, end)


def is_running(text: str, edge: bool, running: frozenset[str]) -> bool:
    """Whether a line is a header or a footer: it stands on other pages, too, or is one short line (or begins so) at the edge."""
    own = edge_key(text)
    return own in running or (
        edge and (len(text.split()) < LEAST_WORDS or any(own.startswith(f"{one} ") for one in running if one))
    )


def goes_on(held: Sequence[Line], line: Line, gap: float) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = held[-1]
    listed = MARKER.match(line.text.split(None, 1)[0]) is not None or BULLET.match(line.text) is not None
    return leads_on(last, line) and not listed and (line.bottom - last.bottom <= gap or not ENDED.search(last.text))


def paragraph(held: Sequence[Line]) -> str:
    text = ""
    for line in held:
        parted = text[-1:] in ("\x02", "\ufffe", "\u2010") or (PARTED.search(text) is not None and line.text[:1].islower())
        text = text[:-1] + line.text if parted else f"{text} {line.text}".strip()
    text = escape_inline(" ".join(text.translate(SOFT).split()))
    return "- " + BULLET.sub("", text) if BULLET.match(text) else escape_start(text)
