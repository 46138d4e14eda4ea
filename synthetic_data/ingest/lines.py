"""Parts again what the PDF reader glued together: paragraphs behind list items, paragraphs a gap apart, lines of code."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .escape import escape_inline, escape_start, fenced

MONOSPACED = re.compile(r"mono|courier|cmtt|consol|menlo|typewriter|inconsolata|lettergothic|sourcecode|txtt|lmtt", re.IGNORECASE)
HIDDEN = re.compile(r"\]\((?:<[^>]*>|[^()\s]*)\)|\\(?=[!-/:-@\[-`{-~])")  # targets of links, backslashes
ENDED = re.compile(r"[.:!?][\"'”’)\]*]*$")
TEXT = ("paragraph", "list_item")
WIDE = 1.28  # a gap this many times the usual one parts paragraphs
LEAST_LEADING = 0.9  # of the letters' height; less is a raised or lowered letter
DEDENT = 3.0  # points
LOOKED_AT = 12  # characters by which a place is made sure of


class Line(NamedTuple):
    """One line of a page: its place, its text, whether all of it is set in typewriter letters."""

    x: float
    top: float
    bottom: float
    text: str
    mono: bool


def parted(page: Any) -> str:
    """The page's markdown with its blocks parted where the page shows them apart, and no prose taken for code."""
    markdown: str = page.markdown
    blocks = [block for block in page.blocks or () if block.bbox and (block.kind == "code" or (block.kind in TEXT and block.text))]
    inside = [lines_in(page.text_items, block.bbox) for block in blocks]
    usual = usual_gaps(inside)
    done: list[str] = []
    at = 0
    flowing: Line | None = None  # the last line of the prose that ends right before `at`
    for number, (block, lines) in enumerate(zip(blocks, inside, strict=True)):
        shown = listing(block) if block.kind == "code" else block.text
        place = markdown.find(shown, at)
        if place < 0 or not lines:
            continue
        follows_on = flowing is not None and markdown[at:place] == "\n\n" and follows(flowing, lines[0], usual)
        text = rewritten(block, lines, usual)
        if block.kind == "code" and len(lines) == 1:
            later = inside[number + 1][0] if inside[number + 1 : number + 2] and inside[number + 1] else None
            leads_on = later is not None and later.text[:1].islower() and follows(lines[0], later, usual)
            if (follows_on or leads_on) and " " in lines[0].text:
                text = escape_inline(lines[0].text)
        fenced_off = text.startswith("```")
        done += [" " if follows_on and not fenced_off and not ENDED.search(done[-1]) else markdown[at:place], text]
        at = place + len(shown)
        flowing = None if fenced_off or block.kind == "list_item" else lines[-1]
    return "".join([*done, markdown[at:]])


def listing(block: Any) -> str:
    """A code block as it stands in the page's markdown."""
    return "```\n" + "\n".join(block.lines or ()) + "\n```"


def follows(above: Line, below: Line, usual: Mapping[int, float]) -> bool:
    """Whether a line stands as near below another as lines of one paragraph do."""
    gap = below.bottom - above.bottom
    return 0 < gap <= WIDE * usual.get(size_of(above), 0.0)


def lines_in(items: Sequence[Any], box: Any) -> list[Line]:
    """The lines of text in a box, from top to bottom."""
    found = [
        item
        for item in items
        if item.text.strip()
        and box.x - 2 <= item.x + item.width / 2 <= box.x + box.width + 2
        and box.y - 2 <= item.y + item.height / 2 <= box.y + box.height + 2
    ]
    rows: list[list[Any]] = []
    for item in sorted(found, key=lambda item: (item.y + item.height / 2, item.x)):
        middle = item.y + item.height / 2
        if rows and middle < max(other.y + other.height for other in rows[-1]) - item.height / 4:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [line_of(sorted(row, key=lambda item: float(item.x))) for row in rows]


def line_of(items: Sequence[Any]) -> Line:
    tallest = max(items, key=lambda item: float(item.height))
    text = " ".join(item.text.strip() for item in items)
    mono = all(MONOSPACED.search(item.font_name or "") for item in items)
    return Line(items[0].x, tallest.y, tallest.y + tallest.height, text, mono)


def size_of(line: Line) -> int:
    """The class of letter size a line belongs to: distances are compared within it."""
    return round(line.bottom - line.top)


def usual_gaps(blocks: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The distance from line to line that most lines of one size have on a page; half points are told apart."""
    seen: dict[int, Counter[float]] = defaultdict(Counter)
    for lines in blocks:
        for above, below in pairwise(lines):
            seen[size_of(above)][round(2 * (below.bottom - above.bottom)) / 2] += 1
    return {size: gaps.most_common(1)[0][0] for size, gaps in seen.items()}


def least_gap(lines: Sequence[Line], usual: Mapping[int, float]) -> float:
    """The distance from line to line in one paragraph of a block: the smallest in it, or what is usual if it has but one."""
    height = max(line.bottom - line.top for line in lines)
    gaps = [below.bottom - above.bottom for above, below in pairwise(lines)]
    gaps = [gap for gap in gaps if gap > LEAST_LEADING * height]
    return min(gaps) if len(gaps) > 1 else min([*gaps, usual.get(size_of(lines[0]), 0.0) or 1000.0])


def rewritten(block: Any, lines: Sequence[Line], usual: Mapping[int, float]) -> str:
    """The block's text, parted where the page shows it apart."""
    if block.kind == "paragraph" and len(lines) > 1 and all(line.mono for line in lines):
        return fenced("\n".join(indented(lines)))
    if block.kind == "code":
        return listing(block)
    if len(lines) < 2:
        return str(block.text)
    text: str = block.text
    widest = WIDE * least_gap(lines, usual)
    pieces, at, said = [], 0, 0
    outside = False
    for number, (above, below) in enumerate(pairwise(lines)):
        said += len(letters(above.text if number or block.kind == "paragraph" else without_marker(above.text, block)))
        out = block.kind == "list_item" and not outside and below.x < lines[0].x - DEDENT
        if not out and below.bottom - above.bottom <= widest:
            continue
        place = place_of(text, said, letters(below.text)[:LOOKED_AT])
        if place is None or place <= at:
            continue
        outside = outside or out or block.kind == "paragraph"
        pieces.append(text[at:place].rstrip() + ("\n\n" if outside else "\n\n  "))
        at = place
    return "".join([*pieces[:1], *map(escape_start, pieces[1:]), escape_start(text[at:]) if pieces else text[at:]])


def without_marker(text: str, block: Any) -> str:
    """The first line of a list item without its bullet or number, which is not in the block's text."""
    marker = (block.marker or "").strip()
    return text[len(marker) :] if marker and text.startswith(marker) else text


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def place_of(text: str, count: int, following: str) -> int | None:
    """Where in a markdown text its letter number `count` stands, if these letters follow and no markup is open there."""
    found = 0
    for at, sign in visible(text):
        if not sign.isalnum():
            continue
        if found == count:
            start = at
            while start and not text[start - 1].isspace():
                start -= 1
            ahead = letters(HIDDEN.sub("", text[start:]))[: len(following)]
            before = HIDDEN.sub("", text[:start])
            closed = text[:start].count("[") == text[:start].count("]") and before.count("**") % 2 == 0
            return start if ahead == following and closed and before.count("*") % 2 == 0 and before.count("`") % 2 == 0 else None
        found += 1
    return None


def visible(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a markdown text that a reader sees, with their places."""
    at = 0
    for match in HIDDEN.finditer(text):
        yield from ((place, text[place]) for place in range(at, match.start()))
        at = match.end()
    yield from ((place, text[place]) for place in range(at, len(text)))


def indented(lines: Sequence[Line]) -> Iterator[str]:
    """Lines of code with their indentation, measured in the width of a letter."""
    left = min(line.x for line in lines)
    for line in lines:
        yield " " * round((line.x - left) / 6) + line.text
