"""Exponents and indices of PDFs: numbers set smaller and higher or lower, by PDFium's account, are written so (2⁶⁴, H₂O)."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ..text.raised import kept_apart
from .lines import visible
from .lost_lines import plain_letters

WORD = re.compile(r"\S*\d\S*")
SMALLER = 0.9  # of the letters they stand on
LEAST_SHIFT = 0.08  # of the height of the letters, up or down
MOST_SHIFT = 0.8
NEAR = 1.6  # widths from one letter to the next, at most
NOTE = re.compile(r"\s|[\"“‘(]|[^\W\d_]{2}|A ")
BREAK = re.compile(r" *\n? *\Z")  # PDFium's text goes on in a new line where letters are raised
STOPS = tuple('.,;:!?"”’')
LOOKED_AT = ((12, 6), (12, 0), (5, 3))  # letters before and behind a number by which it is found in the markdown
LEAST_ALONE = 3  # letters of a word that is looked up alone
SIGNS = "+-−–"


class Glyph(NamedTuple):
    """A character of a page: where it stands in the text and on the page, and how large it is."""

    at: int
    x: float
    y: float
    size: float


class Shifted(NamedTuple):
    """A raised ("sup") or lowered ("sub") stretch of a page: text[start:end]."""

    start: int
    end: int
    kind: str
    attached: bool


def with_exponents(markdown: str, page: Any) -> str:
    """The markdown of a page of pypdfium2's with its exponents and indices; the marks of its notes go."""
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    found = list(shifted(text, text_page)) if len(text) == text_page.count_chars() else []
    text_page.close()
    return written_in(markdown, text, found) if found else markdown


def origin(text_page: Any, at: int) -> tuple[float, float]:
    """Where a character stands on its line."""
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    return x.value, y.value


def glyph(text_page: Any, at: int) -> Glyph:
    """A character; size 0 where the text does not run from left to right."""
    from pypdfium2 import raw

    (x, y), matrix = origin(text_page, at), raw.FS_MATRIX()
    upright = raw.FPDFText_GetMatrix(text_page, at, matrix) and abs(matrix.b) < 1e-3 and matrix.a > 0
    size = raw.FPDFText_GetFontSize(text_page, at) * math.hypot(matrix.c, matrix.d) if upright else 0.0
    return Glyph(at, x, y, round(size, 1))


def shifted(text: str, text_page: Any) -> Iterator[Shifted]:
    """The stretches with a digit that are smaller than what they stand on, and higher or lower."""
    for word in WORD.finditer(text):
        heights = {round(origin(text_page, at)[1], 1) for at in range(*word.span())}
        if len(heights) == 1 and text[word.start() - 1 : word.start()] not in ("", "\n"):
            continue  # on one line, as almost all words are
        levels = [list(level) for _, level in groupby((glyph(text_page, at) for at in range(*word.span())), level_of)]
        base = max((level[0] for level in levels), key=lambda one: one.size)
        behind = neighbour(text, text_page, word.start(), -1)
        for number, level in enumerate(levels):
            own, end = level[0], level[-1].at + 1
            attached = behind is not None and 0 <= own.x - behind.x <= NEAR * behind.size and is_shifted(own, behind, True)
            if len(levels) == 1:
                base = behind if attached and behind else neighbour(text, text_page, end, 1) or own
            kind = kind_of(own, base)
            if kind and any(sign.isdigit() for sign in text[own.at : end]):
                yield Shifted(own.at, end, kind, attached or number > 0)
            behind = level[-1]


def level_of(one: Glyph) -> tuple[float, float]:
    return one.size, round(one.y, 1)


def neighbour(text: str, text_page: Any, at: int, way: int) -> Glyph | None:
    """The character before a place, or at the start of a line the one behind it; PDFium breaks lines before raised letters."""
    if way < 0:
        before = text[:at].rstrip("\r\n")
        return glyph(text_page, len(before) - 1) if before and not before[-1].isspace() else None
    begins = text[:at].rsplit("\n", 1)[-1].strip().isdigit()
    behind = at + len(text[at:]) - len(text[at:].lstrip())
    return glyph(text_page, behind) if begins and behind < len(text) else None


def is_shifted(own: Glyph, other: Glyph, near: bool = False) -> bool:
    apart = abs(own.y - other.y)
    return apart <= MOST_SHIFT * other.size if near else LEAST_SHIFT * other.size <= apart <= MOST_SHIFT * other.size


def kind_of(own: Glyph, base: Glyph) -> str:
    """Whether a character is raised or lowered beside another, larger one."""
    if not own.size or own.size > SMALLER * base.size or not is_shifted(own, base):
        return ""
    return "sup" if own.y > base.y else "sub"


def notes_of(text: str, found: Sequence[Shifted]) -> set[str]:
    """The raised numbers that begin a line and a note."""
    return {text[one.start : one.end] for one in found if begins_note(text, one)}


def begins_note(text: str, one: Shifted) -> bool:
    first = text[: one.start][-1:] in ("", "\n")
    return first and one.kind == "sup" and not one.attached and NOTE.match(text, one.end) is not None


def is_mark(text: str, one: Shifted, notes: Collection[str]) -> bool:
    """Whether a raised number refers to a note: behind a stop, or behind a word where the page has a note of that number."""
    number, before = text[one.start : one.end].strip(",.;:)"), text[: one.start].rstrip()
    if one.kind != "sup" or not one.attached or not number.isdigit():
        return False
    return before.endswith(STOPS) or (number in notes and not before[-1:].isdigit())


def written_in(markdown: str, text: str, found: Sequence[Shifted]) -> str:
    """The markdown with each stretch that is found in it as it reads."""
    notes = notes_of(text, found)
    letters = [
        (sign, place) for place, shown in visible(markdown) for sign in unicodedata.normalize("NFKC", shown) if sign.isalnum()
    ]
    told = "".join(sign for sign, _ in letters)
    done, at, begin = [], 0, 0
    places = []
    for one in found:
        first, size = found_at(told, text, one, begin)
        if first >= 0:
            begin = first + size
            places.append((letters[first][1], letters[begin - 1][1] + 1, one))
    for start, end, one in sorted(places):
        said = text[one.start : one.end]
        start -= said[0] in SIGNS and markdown[start - 1 : start] in tuple(SIGNS)
        end += said[-1] in SIGNS and markdown[end : end + 1] in tuple(SIGNS)
        formula = markdown[max(0, start - 2) : start] in ("^{", "_{")  # the reader has seen to it
        if start < at or formula or plain_letters(markdown[start:end]) != plain_letters(said):
            continue
        own = begins_note(text, one)
        shown = "" if own or is_mark(text, one, notes) else kept_apart(one.kind, said, text[: one.start].rstrip()[-8:])
        before = markdown[at:start]
        done += [BREAK.sub("", before) if one.attached else before, shown]
        at = end + (own and markdown[end : end + 1] == " ")
    return "".join([*done, markdown[at:]])


def found_at(told: str, text: str, one: Shifted, begin: int) -> tuple[int, int]:
    """Where a stretch stands in the letters of the markdown, by the letters around it, and how many letters it has."""
    own = plain_letters(text[one.start : one.end])
    before, after = plain_letters(text[max(0, one.start - 60) : one.start]), plain_letters(text[one.end : one.end + 30])
    for left, right in LOOKED_AT:
        sought = before[-left:] + own + after[:right]
        at = told.find(sought, begin)
        at = at if at >= 0 else told.find(sought)
        if at >= 0:
            return at + len(before[-left:]), len(own)
    word_before, word_after = text[: one.start].rsplit(None, 1)[-1:], text[one.end :].split(None, 1)[:1]
    begun = plain_letters("".join(word_before))
    word = begun + own + plain_letters("".join(word_after))
    alone = len(word) >= LEAST_ALONE and told.count(word) == 1
    return told.find(word) + len(begun) if alone else -1, len(own)
