"""A PDF's own bookmarks as the truth about its headings: they are what the converter's guesses are repaired by."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .escape import escape_start

HEADING = re.compile(r"(#{1,6})\s+(.*)")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
ONE_LINE_CODE = re.compile(r"^(`{3,})\n(.+)\n\1$", re.MULTILINE)  # a title in typewriter letters
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`\\]")
NUMBER = re.compile(
    r"^(?:(?i:chapter|appendix|part|section)\s+[\dA-Z]{1,5}[.:)]?(?:\s+|$)|(?:\d{1,3}(?:\.\d+)*|[A-Z](?:\.\d+)+|[A-Z](?=[.:)])|[IVXLC]+(?=\.))[.:)]?\s+)"
)
ROMAN = re.compile(r"^[IVXLC]+\s+(?=\S)")
NOT_WORD = re.compile(r"[\W_]+")
SEPARATOR = re.compile(r"[|\s:-]+")
MOST_LEVELS = 6
LONGEST_CELL = 60  # characters; more is prose that was taken for a table
LONGEST_NUMBER = 4  # words of "Chapter 2.1 –" before a title
JOINED_LINES = 3  # so many lines may make up one title


class Bookmark(NamedTuple):
    """A title of the outline; page is 1-based, level begins at 1."""

    title: str
    level: int
    page: int


def words(text: str) -> str:
    """The letters and digits of a text, small, without its markup."""
    bare = MARKUP.sub(lambda match: match[1] or "", text)
    return NOT_WORD.sub("", bare if bare.isascii() else unicodedata.normalize("NFKC", bare)).lower()


def key(text: str) -> str:
    """A title as it is compared: its words without the number before them."""
    bare = " ".join(MARKUP.sub(lambda match: match[1] or "", text).split())
    return words(NUMBER.sub("", bare)) or words(bare)


class Outline:
    """The bookmarks of a document by page, and how many of them were found in its text."""

    def __init__(self, bookmarks: Iterable[Bookmark]) -> None:
        self.by_page: dict[int, list[Bookmark]] = defaultdict(list)
        for bookmark in bookmarks:
            if key(bookmark.title):
                self.by_page[bookmark.page].append(bookmark)
        self.titles = frozenset(key(bookmark.title) for marks in self.by_page.values() for bookmark in marks)

    def titles_on(self, page: int) -> frozenset[str]:
        """The keys of the titles that stand on a page."""
        return frozenset(key(bookmark.title) for bookmark in self.by_page.get(page, ()))

    def repair(self, markdown: str, page: int) -> str:
        """The page with the outline's titles as headings of the outline's levels, and no others.

        A document with almost no bookmarks says too little about its headings: then the converter's stay.
        """
        if len(self.titles) < 2:
            return markdown
        own = self.titles_on(page)
        lines = Lines(ONE_LINE_CODE.sub(lambda match: match[2] if key(match[2]) in own else match[0], markdown))
        for bookmark in self.by_page.get(page, ()):
            if lines.find(bookmark.title, 0) is None:
                lines.break_after(bookmark.title)
        taken: dict[int, tuple[int, Bookmark]] = {}  # first line: (number of lines, bookmark)
        start = 0
        for bookmark in self.by_page.get(page, ()):
            place = lines.find(bookmark.title, start) or lines.find(bookmark.title, 0)
            if place is not None and place[0] not in taken:
                taken[place[0]] = (place[1], bookmark)
                start = place[0] + place[1]
        return "\n".join(lines.rewritten(taken))


class Lines:
    """The lines of a page with the keys by which titles are found among them."""

    def __init__(self, markdown: str) -> None:
        self.lines = markdown.split("\n")
        self.outside = outside_code(self.lines)
        self.bare = [HEADING.sub(r"\2", cells(line)) for line in self.lines]
        self.keys = [key(line) for line in self.bare]

    def find(self, title: str, start: int) -> tuple[int, int] | None:
        """The first line at or after start, and how many lines, that hold the title and nothing else."""
        wanted = {key(title), key(ROMAN.sub("", title))}
        for at in range(start, len(self.lines)):
            if self.keys[at] and self.outside[at]:
                for one in wanted:
                    count = self.match(at, one)
                    if count:
                        return at, count
        return None

    def match(self, at: int, wanted: str) -> int:
        """How many lines from this one on make up the wanted title; 0 if they don't."""
        if not wanted.startswith(self.keys[at]) and not NUMBER.fullmatch(self.bare[at] + " "):
            return 0
        text = ""
        for count, line in enumerate(self.bare[at : at + 2 * JOINED_LINES], 1):
            if not self.outside[at + count - 1]:
                return 0
            text = f"{text} {line}".strip()
            found = key(text)
            if found == wanted:
                return count
            if not wanted.startswith(found) and not NUMBER.fullmatch(text + " "):
                return 0
        return 0

    def break_after(self, title: str) -> None:
        """Puts a title that runs on into its paragraph on a line of its own, if a line begins with it."""
        wanted, size = key(title), len(title.split())
        for at, line in enumerate(self.bare):
            if not self.outside[at] or not self.keys[at] or self.lines[at].startswith("|"):
                continue
            pieces = line.split()
            for cut in range(size, min(size + LONGEST_NUMBER, len(pieces))):
                opening = " ".join(pieces[:cut])
                if key(opening) == wanted and (size > 1 or opening != title or HEADING.fullmatch(self.lines[at])):
                    self.put(at, [opening, "", escape_start(" ".join(pieces[cut:]))])
                    return

    def put(self, at: int, lines: Sequence[str]) -> None:
        """Lines in the place of one."""
        self.lines[at : at + 1] = lines
        self.outside[at : at + 1] = [True] * len(lines)
        self.bare[at : at + 1] = lines
        self.keys[at : at + 1] = map(key, lines)

    def rewritten(self, taken: Mapping[int, tuple[int, Bookmark]]) -> Iterator[str]:
        """The lines with the titles that were found in place, all other headings turned into paragraphs."""
        at = 0
        while at < len(self.lines):
            if at in taken:
                count, bookmark = taken[at]
                shown = unfenced(" ".join(self.bare[at : at + count]))
                shown = bookmark.title if shown.isupper() or not shown else shown
                yield from ("", "#" * min(bookmark.level, MOST_LEVELS) + " " + shown, "")
                row = self.lines[at].startswith("|")
                at += count
                if row:
                    first = at
                    while at < len(self.lines) and at not in taken and self.lines[at].startswith("|"):
                        at += 1
                    yield from without_title([line for line in self.lines[first:at] if not SEPARATOR.fullmatch(line)])
                continue
            match = HEADING.fullmatch(self.lines[at]) if self.outside[at] else None
            yield escape_start(match[2]) if match else self.lines[at]
            at += 1


def cells(line: str) -> str:
    """A table row as the text its cells make up, any other line as it is."""
    return " ".join(cell.strip() for cell in line.strip("|").split("|") if cell.strip()) if line.startswith("|") else line


def without_title(rows: Sequence[str]) -> Iterator[str]:
    """What is left of a table whose first row was a title: a table, or the paragraph that was taken for one."""
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row.split("|")):
        yield from (" ".join(map(cells, rows)), "")
    elif rows:
        yield from (rows[0], "|" + " --- |" * (rows[0].count("|") - 1), *rows[1:], "")


def unfenced(title: str) -> str:
    """A title without the emphasis a converter put around it."""
    return re.sub(r"^(\*{1,3}|_{1,3})(.*)\1$", r"\2", " ".join(title.split()))


def outside_code(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands outside of fenced code."""
    outside, fence = [], ""
    for line in lines:
        match = FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
            outside.append(False)
        else:
            outside.append(not fence)
    return outside
