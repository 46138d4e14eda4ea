"""Takes out of a text what only print needs: running headers and footers around form feeds, page numbers, tables of contents."""

import re
from collections import Counter
from typing import NamedTuple

# The footer of an RFC ends a page also where the form feed behind it was lost.
RFC_FOOTER = re.compile(r"^(?:.*\S)?[ \t]*\[Page [\divxlc]+\][ \t]*$", re.MULTILINE)
RFC_HEADER = re.compile(r"\s*(?:RFC \d+|Internet[- ]Draft)\b.*\b\d{4}\s*", re.IGNORECASE)
LOST_FEED = re.compile(rf"({RFC_FOOTER.pattern})(?!\s*\f)", re.MULTILINE)
PAGE_NUMBER = re.compile(r"\d{1,4}(?=\W*$)|(?<=^)\d{1,4}(?=\s)")
# A line of a table of contents: dots up to the number of a page.
LISTED = re.compile(r"\s*\S.*?(?:\s?\.){3,}\s*(?:\d{1,4}|[ivxlc]+)\s*")
CONTENTS = re.compile(r"\s*(?:table of )?contents:?\s*", re.IGNORECASE)
LEAST_PAGES = 3  # that must agree before a line is furniture
LEAST_LISTED = 5
LONGEST_LISTED = 200  # a line of nothing but dots would take the pattern long
LONG_LINE = 50  # a line that long, and no end of a sentence, goes on over the page


class Stripped(NamedTuple):
    """A text, and how many lines were taken out of it."""

    text: str
    left_out: int


class Page(NamedTuple):
    """A page's lines without blank ones around them, and what it lost at its head and its foot."""

    lines: list[str]
    head: int
    foot: int


def without_furniture(text: str) -> Stripped:
    """The text with its pages joined; a form feed that parts no printed pages is a blank line."""
    parts = LOST_FEED.sub(lambda found: found[1] + "\f", text).split("\f")
    if len(parts) == 1:
        return Stripped(text, 0)
    sheets = [part.split("\n") for part in parts]
    heads = repeated([trimmed(sheet)[:2] for sheet in sheets])
    feet = repeated([trimmed(sheet)[:-3:-1] for sheet in sheets])
    pages: list[Page] = []
    for at, sheet in enumerate(sheets):
        lines = trimmed(sheet)
        foot = bool(lines) and (at in feet or RFC_FOOTER.fullmatch(lines[-1]) is not None)
        lines = trimmed(lines[:-1]) if foot else lines
        head = bool(lines) and (at in heads or at > 0 and pages[-1].foot > 0 and RFC_HEADER.fullmatch(lines[0]) is not None)
        pages.append(Page(trimmed(lines[1:]) if head else lines, int(head), int(foot)))
    joined = [*pages[0].lines]
    for before, page in zip(pages, pages[1:], strict=False):
        torn = (before.foot or page.head) and before.lines and page.lines and flows_on(before.lines[-1], page.lines[0])
        joined += page.lines if torn else ["", *page.lines]
    return Stripped("\n".join(joined) + "\n", sum(page.head + page.foot for page in pages))


def trimmed(lines: list[str]) -> list[str]:
    """Lines without the blank ones before and behind them."""
    told = [at for at, line in enumerate(lines) if line.strip()]
    return lines[told[0] : told[-1] + 1] if told else []


def repeated(ends: list[list[str]]) -> set[int]:
    """The pages whose first (or last) line is furniture: the same words on many pages, or with a number that counts them.

    Each page gives that line and its neighbour. What comes again must be set apart and no item. Numbers must count up page
    by page: a history of releases, one behind each form feed, has lines that differ by a number, too.
    """
    edges = [" ".join(end[0].split()) if end else "" for end in ends]
    apart = [line for line, end in zip(edges, ends, strict=True) if len(end) == 2 and not end[1].strip() and line[:1].isalnum()]
    often = {line for line, count in Counter(apart).items() if count >= max(LEAST_PAGES, len(edges) / 4)}
    found = {at for at, line in enumerate(edges) if line in often}
    numbers = [PAGE_NUMBER.search(line) for line in edges]
    shapes: dict[str, list[tuple[int, int]]] = {}
    for at, number in enumerate(numbers):
        if number:
            shapes.setdefault(edges[at][: number.start()] + "#" + edges[at][number.end() :], []).append((at, int(number[0])))
    for pages in shapes.values():
        offsets = Counter(number - at for at, number in pages)
        offset, count = offsets.most_common(1)[0]
        if count >= LEAST_PAGES:
            found |= {at for at, number in pages if number - at == offset}
    return found


def flows_on(line: str, following: str) -> bool:
    """Whether a paragraph goes on from the last line of a page to the first of the next."""
    if len(line.rstrip()) < LONG_LINE or line.rstrip().endswith((".", ":", ";", "?", "!")):
        return False
    item = re.match(r"\s*(?:[-*+•o]|\(?\w{1,3}[.)])\s+(?=\S)", line)
    columns = {len(line) - len(line.lstrip()), item.end() if item else -1}
    return len(following) - len(following.lstrip()) in columns and following.lstrip()[:1].isalnum()


def without_contents(text: str) -> Stripped:
    """The text without its table of contents: the pages it tells are gone, and its titles come again."""
    lines = text.split("\n")
    listed = [at for at, line in enumerate(lines) if len(line) <= LONGEST_LISTED and LISTED.fullmatch(line)]
    if len(listed) < LEAST_LISTED:
        return Stripped(text, 0)
    gone = set(listed)
    for at in listed:
        before = at - 1
        while before >= 0 and (before in gone or not lines[before].strip()):
            before -= 1
        if CONTENTS.fullmatch(lines[before]):
            gone.add(before)
    return Stripped("\n".join(line for at, line in enumerate(lines) if at not in gone), len(gone))
