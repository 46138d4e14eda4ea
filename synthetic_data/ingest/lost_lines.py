"""Puts back what the PDF reader leaves out of a page's markdown although it has read it: lines that look like page furniture.

It drops lines near the edges that hold an address or the word "copyright", also in the middle of a sentence, and some in frames.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .escape import escape_inline, escape_start
from .lines import HIDDEN, TEXT, WIDE, lines_in, usual_gaps, visible
from .pages import BOXED, LEAST_REPEATS, edge_key

LEAST_LETTERS = 8  # of a piece that can be told from others
LEAST_FOUND = 0.8  # of its letters; chance alone finds some
LEAST_WORDS = 6  # of a line at the very edge: with fewer it is a header or a footer
LOOKED_AT = (24, 60)  # letters by which the neighbour is found again
MARKER = re.compile(r"(?:\d{1,3}[.)]|[•‣◦–*-])$")
BULLET = re.compile(r"[•‣◦]\s*")
ROW = re.compile(r"[ \t]*\|")


class Lost(NamedTuple):
    """A run of lost pieces of one line: where it stands on the page, and what it says."""

    x: float
    right: float
    top: float
    bottom: float
    text: str


def running_keys(pages: Sequence[Any]) -> frozenset[str]:
    """What stands on several pages, but for its numbers: headers and footers."""
    seen = Counter(found for page in pages for found in {edge_key(item.text) for item in page.text_items})
    return frozenset(found for found, count in seen.items() if count >= LEAST_REPEATS)


def restored(markdown: str, page: Any, running: frozenset[str]) -> str:
    """The page's markdown with the lines that it lacks, each before the line that follows it or behind the one before."""
    missing = list(lost_lines(markdown, page, running))
    if not missing:
        return markdown
    items = [item for item in page.text_items if item.text.strip()]
    usual = usual_gaps([lines_in(items, block.bbox) for block in page.blocks or () if block.bbox and block.kind in TEXT])
    for lost in reversed(missing):  # so that of several in a row each finds the one below it
        markdown = with_line(markdown, lost, items, usual)
    return markdown


def plain_letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def lost_lines(markdown: str, page: Any, running: frozenset[str]) -> Iterator[Lost]:
    """The lines, or parts of them, that stand on the page and not in its markdown."""
    said = plain_letters(HIDDEN.sub("", markdown))
    items = sorted((item for item in page.text_items if item.text.strip()), key=lambda item: (round(item.y), item.x))
    if not items:
        return
    first, last = items[0], max(items, key=lambda item: float(item.y))
    gone = {id(item) for item in items if is_lost(item.text, said) and edge_key(item.text) not in running}
    for run in runs_of(items):
        inside = [number for number, item in enumerate(run) if id(item) in gone]
        if not inside:
            continue
        begin = inside[0] - (inside[0] > 0 and MARKER.match(run[inside[0] - 1].text.strip()) is not None)
        part = run[begin : inside[-1] + 1]
        text = " ".join(" ".join(item.text for item in part).split())
        outermost = any(abs(item.y - edge.y) < edge.height / 2 for item in part for edge in (first, last))
        if not outermost or len(text.split()) >= LEAST_WORDS:
            top = min(item.y for item in part)
            yield Lost(part[0].x, part[-1].x + part[-1].width, top, max(item.y + item.height for item in part), text)


def is_lost(text: str, said: str) -> bool:
    """Whether a good part of what a piece says stands nowhere: it is not there, not in two parts either (cells of a table)."""
    own = plain_letters(text)
    if len(own) < LEAST_LETTERS or own in said:
        return False
    begun = longest(len(own), lambda count: own[:count] in said)
    ended = longest(len(own), lambda count: own[-count:] in said)
    return begun + ended < LEAST_FOUND * len(own)


def longest(most: int, holds: Callable[[int], bool]) -> int:
    """The largest number up to `most` for which something holds that holds for all smaller ones, too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def runs_of(items: Sequence[Any]) -> Iterator[list[Any]]:
    """The pieces of text in runs that stand side by side on a line without a wide gap."""
    run: list[Any] = []
    for item in items:
        if run and not (abs(item.y - run[-1].y) < run[-1].height / 2 and -2 <= item.x - right_of(run[-1]) <= 1.5 * item.height):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def right_of(item: Any) -> float:
    return float(item.x + item.width)


def with_line(markdown: str, lost: Lost, items: Sequence[Any], usual: Mapping[int, float]) -> str:
    """The markdown with one lost line at its place; as it was if no neighbour can be found in it."""
    near = [item for item in items if item.x < lost.right and right_of(item) > lost.x and item.text.strip() not in lost.text]
    below = [item for item in near if item.y > lost.top + 1]
    above = [item for item in near if item.y < lost.top - 1]
    usual_gap = WIDE * usual.get(round(lost.bottom - lost.top), lost.bottom - lost.top + 2)
    for item in sorted(below, key=lambda item: float(item.y))[:3]:
        place = start_of(markdown, item.text)
        if place is not None:
            return before(markdown, place, lost.text, item.y - lost.top <= usual_gap)
    for item in sorted(above, key=lambda item: -float(item.y))[:3]:
        place = start_of(markdown, item.text)
        if place is not None:
            return behind(markdown, place, lost.text, lost.top - item.y <= usual_gap)
    return markdown


def start_of(markdown: str, text: str) -> int | None:
    """Where in a markdown text a line begins, if its first letters (more of them, where few are not enough) stand there once."""
    own = plain_letters(text)
    if len(own) < LEAST_LETTERS:
        return None
    places, signs = [], []
    for at, sign in visible(markdown):
        for letter in plain_letters(sign):
            places.append(at)
            signs.append(letter)
    said = "".join(signs)
    for count in LOOKED_AT:
        found = said.find(own[:count])
        if found >= 0 and said.find(own[:count], found + 1) < 0:
            return places[found]
    return None


def before(markdown: str, place: int, text: str, flows: bool) -> str:
    """The markdown with a line before the one that begins at a place: in its paragraph if it flows on, else as its own."""
    start = markdown.rfind("\n\n", 0, place) + 2 if "\n\n" in markdown[:place] else 0
    line = markdown.rfind("\n", 0, place) + 1
    if in_fence(markdown, place):
        return markdown[:line] + text + "\n" + markdown[line:]
    opens = not plain_letters(markdown[start:place])
    if BOXED.fullmatch(markdown[line:].split("\n", 1)[0]):  # a frame around text, which is taken off later
        return markdown[:place] + escape_inline(BULLET.sub("", text, count=1)) + " " + markdown[place:]
    if ROW.match(markdown[line:]) or (not flows and opens):
        return markdown[:start] + block_of(text) + "\n\n" + markdown[start:]
    while place > line and not markdown[place - 1].isspace():
        place -= 1
    return markdown[:place] + escape_inline(text) + " " + markdown[place:]


def behind(markdown: str, place: int, text: str, flows: bool) -> str:
    """The markdown with a line behind the paragraph of the one that begins at a place, flowing on or as its own."""
    end = markdown.find("\n\n", place)
    end = len(markdown.rstrip()) if end < 0 else end
    if in_fence(markdown, place):
        end = markdown.find("\n", place)
        return markdown[: end + 1] + text + "\n" + markdown[end + 1 :]
    joint = " " if flows and not ROW.match(markdown[markdown.rfind("\n", 0, end) + 1 :]) else "\n\n"
    shown = escape_inline(text) if joint == " " else block_of(text)
    return markdown[:end] + joint + shown + markdown[end:]


def block_of(text: str) -> str:
    """A line as a block of its own: a list item if it begins with a bullet, else a paragraph."""
    bullet = BULLET.match(text)
    return "- " + escape_inline(text[bullet.end() :]) if bullet else escape_start(escape_inline(text))


def in_fence(markdown: str, place: int) -> bool:
    return len(re.findall(r"^\s*(?:```|~~~)", markdown[:place], re.MULTILINE)) % 2 == 1
