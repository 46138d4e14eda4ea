"""Finds the titles of a plain text: underlined, numbered one after another, outdented, or set alone at its beginning."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .text_numbers import UNLIKE, Numbered, bare, chains, number_of, worded

UNDERLINE = re.compile(r"([=\-~^*#])\1{2,}\s*")
LONGEST_TITLE = 100
MOST_WORDS = 14
ENDS_OPEN = (",", ":", ";", "-", "–", "—", "/", "&")
FROM_THE_EDGE = 0.75  # of a text's lines must be indented before a line at the edge is a title
LEAST_INDENT = 2
LEAST_BELOW = 4  # words below a title at the edge, lines below that of a whole text
CENTRED = 8
LEAST_WORDS = 4  # on the first line of a title that runs over two
SHAPE = re.compile(r"\d+(?:[.\d]*\d)?")
LIKE_A_FIELD = re.compile(r"\d|[\w-]+: \S|(?=.*, )(?:\S+ ){9}")
# What opens a text without naming it.
NO_NAME = re.compile(
    r"(?:copyright|version|date|dear)\b|.*!$"
    r"|(?:introduction|description|overview|abstract|preface|synopsis|name|summary|notes?|contents|table of contents)$"
    r"|(?:[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})",
    re.IGNORECASE,
)


class Block(NamedTuple):
    """Lines without a blank one between them: where they begin and end, and how far the first is indented."""

    start: int
    end: int
    indent: int


class Title(NamedTuple):
    """A title: its first line, the line behind it, its kind (which decides its level) and its text."""

    at: int
    end: int
    kind: tuple[str, int]
    text: str


class Placed(NamedTuple):
    """A title with its level; end is the line behind it."""

    end: int
    level: int
    text: str


def titles(lines: list[str]) -> dict[int, Placed]:
    """The titles by their first line."""
    blocks = list(blocks_of(lines))
    found: dict[int, Title] = {title.at: title for title in underlined(lines, blocks)}
    numbered = candidates(lines, blocks, found)
    same: dict[tuple[str, int], tuple[str, int]] = {}  # numbered titles that are underlined are equal to others underlined so
    for one in [*worded(numbered), *chains(numbered)]:
        known = found.get(one.at)
        kind = (one.family, len(one.number))
        if known:
            same.setdefault(kind, known.kind)
        else:
            found[one.at] = Title(one.at, one.end, kind, one.text)
    found |= with_words_below(lines, blocks, found)
    found = {at: title._replace(kind=same.get(title.kind, title.kind)) for at, title in found.items()}
    beside = {one.indent: found[one.at].kind for one in reversed(sorted(numbered)) if one.at in found}
    for title in [*outdented(lines, blocks, found), *first_line(lines, blocks, found)]:
        found.setdefault(title.at, title)
    return placed(sorted(found.values()), beside)


def blocks_of(lines: list[str]) -> Iterator[Block]:
    start = -1
    for at, line in enumerate([*lines, ""]):
        if line.strip() and start < 0:
            start = at
        elif not line.strip() and start >= 0:
            yield Block(start, at, indent(lines[start]))
            start = -1


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def underlined(lines: list[str], blocks: Iterable[Block]) -> Iterator[Title]:
    """Titles with a line of signs below them; one sign is one level."""
    for block in blocks:
        if block.end - block.start > 1 and is_title(lines[block.start], lines[block.start + 1]):
            yield Title(block.start, block.start + 2, (lines[block.start + 1].strip()[0], 0), lines[block.start].strip())


def is_title(line: str, following: str) -> bool:
    """Whether a line is a title, underlined over about its whole length."""
    title, mark = line.strip(), following.strip()
    if not title or len(title) > LONGEST_TITLE or not UNDERLINE.fullmatch(mark) or UNDERLINE.fullmatch(title):
        return False
    return abs(len(title) - len(mark)) <= 3 and any(sign.isalnum() for sign in title)


def with_words_below(lines: list[str], blocks: list[Block], found: dict[int, Title]) -> dict[int, Title]:
    """Titles such as "Article 5" whose words are the next line, set alone, as in acts and regulations."""
    longer: dict[int, Title] = {}
    without: Counter[str] = Counter()
    for block, below in zip(blocks, blocks[1:], strict=False):
        title = found.get(block.start)
        if title and bare(title.text):
            words = lines[below.start].strip()
            single = below.end - below.start == 1 and below.start not in found
            if single and like_a_title(words) and not re.match(r"\W*\w{1,3}[.)]\s", words):
                longer[title.at] = title._replace(end=below.end, text=f"{title.text.rstrip('.:')}: {words}")
            else:
                without[title.kind[0]] += 1
    told = Counter(title.kind[0] for title in longer.values())
    return {at: title for at, title in longer.items() if told[title.kind[0]] > without[title.kind[0]]}


def candidates(lines: list[str], blocks: list[Block], found: dict[int, Title]) -> list[Numbered]:
    """The lines that stand alone behind a number, each with how many lines of text it has below it."""
    told: list[tuple[Numbered, int]] = []
    for at, block in enumerate(blocks):
        text, neat = (found[block.start].text, True) if block.start in found else alone(lines, block)
        told += [(one, at) for one in number_of(block, text, neat)]
    places = sorted({at for one, at in told if one.likely})
    following = dict(zip(places, [*places[1:], len(blocks)], strict=False))
    counted = []
    for one, at in told:
        below = sum(block.end - block.start for block in blocks[at + 1 : following.get(at, 0)])
        under = blocks[at].end - found[one.at].end if one.at in found else 0
        lead = lines[blocks[at - 1].end - 1].rstrip() if at else ""
        counted.append(one._replace(below=below + under, led=lead.endswith(":")))
    return counted


def alone(lines: list[str], block: Block) -> tuple[str, bool]:
    """The text of a block of one or two lines that may be a title; and whether the second hangs below the words of the first."""
    rows = [line.rstrip() for line in lines[block.start : block.end]]
    text = " ".join(row.strip() for row in rows)
    if len(rows) > 2 or len(text) > LONGEST_TITLE * len(rows):
        return "", False
    if len(rows) == 1:
        return text, True
    if bare(rows[0].strip()) and like_a_title(rows[1].strip()):
        return f"{rows[0].strip().rstrip('.:')}: {rows[1].strip()}", True
    head = re.match(r"\s*[\w.§]+(?:\s\w+\.)?\s+(?=\S)", rows[0])
    enough = len(rows[0].split()) >= LEAST_WORDS
    neat = head is not None and indent(rows[1]) == head.end()
    return (text, neat) if enough and (neat or indent(rows[1]) == indent(rows[0])) else ("", False)


def like_a_title(text: str) -> bool:
    """Whether a line without a number may be a title: a few words that begin large and end no sentence."""
    words = text.split()
    if not words or len(words) > MOST_WORDS or len(text) > LONGEST_TITLE or UNLIKE.search(text):
        return False
    first = text.lstrip("\"'“‘«¿¡(")[:1]
    ends = text.endswith((*ENDS_OPEN, "."))
    return bool(first) and (first.isupper() or first.isdigit() or not first.islower()) and first.isalnum() and not ends


def outdented(lines: list[str], blocks: list[Block], found: dict[int, Title]) -> Iterator[Title]:
    """Lines alone at the edge, or near it, of a text that is indented as a whole, as in RFCs and printed web pages."""
    indents = [indent(line) for line in lines if line.strip()]
    inner = Counter(depth for depth in indents if depth >= LEAST_INDENT)
    ruled = sum(len(title.kind[0]) == 1 for title in found.values()) > 1  # a text that underlines its titles has no others
    if ruled or not inner or inner.total() < FROM_THE_EDGE * len(indents):
        return
    body = inner.most_common(1)[0][0]
    taken: list[Title] = []
    for block, below in zip(blocks, blocks[1:], strict=False):
        text = lines[block.start].strip()
        fits = block.start not in found and block.end - block.start == 1 and block.indent < min(body, LEAST_INDENT + 1)
        told = below.start in found or below.indent < body or len(" ".join(lines[below.start : below.end]).split()) >= LEAST_BELOW
        if fits and told and below.indent > block.indent and like_a_title(text) and not LIKE_A_FIELD.match(text):
            taken.append(Title(block.start, block.end, ("edge", block.indent), text))
    often = Counter(title.text for title in taken)
    if len(taken) > 1:
        yield from (title._replace(kind=("note", 0)) if often[title.text] > 1 else title for title in taken)


def first_line(lines: list[str], blocks: list[Block], found: dict[int, Title]) -> Iterator[Title]:
    """The line, or the first of a few centred ones, with which a text opens; what stands in two columns before it is skipped."""
    opening = blocks[:1]
    if opening and all(re.search(r"\S\s{3,}\S", line) for line in lines[opening[0].start : opening[0].end]):
        opening = blocks[1:2]
    for block in opening:
        rows = lines[block.start : block.end]
        centred = len(rows) <= 3 and all(indent(row) >= CENTRED for row in rows)
        single = len(rows) == 1 and (block.indent == 0 or centred)
        text = rows[0].strip()
        others = [lines[other.start].strip() for other in blocks if other.start > block.start and other.end - other.start == 1]
        again = SHAPE.sub("0", text) in {SHAPE.sub("0", other) for other in others}  # the first of many releases is no title
        enough = len(lines) - block.end >= LEAST_BELOW
        if (single or centred) and enough and not again and like_a_title(text) and not NO_NAME.match(text):
            yield Title(block.start, block.start + 1, ("first", 0), text)


def placed(found: list[Title], beside: dict[int, tuple[str, int]]) -> dict[int, Placed]:
    """Titles with their levels: kinds are nested as they first appear, appendices and what stands at the edge beside the chapters.

    beside tells which numbered titles are indented how far.
    """
    present = {title.kind for title in found}
    chief = next((title.kind for title in found if title.kind[0] not in ("edge", "note", "first", "letters", "appendix")), None)

    def equal(kind: tuple[str, int]) -> tuple[str, int]:
        if kind[0] == "edge":
            return beside.get(kind[1], kind)
        if kind[0] in ("letters", "appendix") and chief:
            return ("digits", kind[1]) if ("digits", kind[1]) in present else chief if kind[1] == 1 else kind
        return kind

    levels: dict[tuple[str, int], int] = {}
    for kind in nested([equal(title.kind) for title in found if title.kind[0] != "note"]):
        least = 1 if kind[0] == "first" or len(kind[0]) == 1 else 2
        levels[kind] = max(max(levels.values(), default=0) + 1, least)
    result = {}
    level = 1
    for title in found:
        note = title.kind[0] == "note"
        level = level if note else levels[equal(title.kind)]
        result[title.at] = Placed(title.end, min(level + note, 6), title.text.rstrip("¶"))
    return result


def nested(kinds: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Kinds as they first appear, but of one family the deeper never before the higher."""
    order = list(dict.fromkeys(kinds))
    for family in {kind[0] for kind in order if len(kind[0]) > 1}:
        places = [at for at, kind in enumerate(order) if kind[0] == family]
        for at, kind in zip(places, sorted(order[at] for at in places), strict=True):
            order[at] = kind
    return order
