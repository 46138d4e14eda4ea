"""The marks that ingest leaves where a page begins, `<!-- page 12 -->`: which pages a stretch stands on, and text without them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

MARK = re.compile(r"<!-- page (\d{1,6}) -->")

MOST = 2**63  # more characters than any text has

# Each mark: where it starts, where it ends, and the page that begins there.
Marks = Sequence[tuple[int, int, int]]


def page_mark(number: int) -> str:
    """The mark that stands before what is on a page, a block of its own."""
    return f"<!-- page {number} -->\n\n"


def without_page_marks(text: str) -> str:
    """A text as a model sees it: it would ask about page numbers, or quote them."""
    return MARK.sub("", text) if "<!-- page " in text else text


def around_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of text[start:end] between page marks, without blanks around them; the stretch itself when it holds no mark."""
    if "<!-- page " not in text[start:end]:
        yield start, end
        return
    edges = [start, *(edge for match in MARK.finditer(text, start, end) for edge in match.span()), end]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        piece = text[left:right]
        if piece.strip():
            yield left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())


def page_marks(text: str) -> Marks:
    """All page marks of a document, in order; most documents have none."""
    if "<!-- page " not in text:
        return ()
    return [(match.start(), match.end(), int(match[1])) for match in MARK.finditer(text)]


def pages_of(text: str, marks: Marks, start: int, end: int) -> tuple[int, ...]:
    """The pages that text[start:end] stands on; a mark before or behind all of its words does not count by itself."""
    if not marks:
        return ()
    first, last = trimmed(text, marks, start, end)
    before = bisect_right(marks, (first, MOST, 0)) - 1
    pages = [marks[before][2]] if before >= 0 else []
    pages += [page for _, _, page in takewhile(lambda mark: mark[0] < last, islice(marks, before + 1, None))]
    return tuple(dict.fromkeys(pages))


def trimmed(text: str, marks: Marks, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks and page marks at its two ends."""
    inside = marks[bisect_left(marks, (start, 0, 0)) : bisect_left(marks, (end, 0, 0))]
    starts = {mark[0]: mark[1] for mark in inside}
    ends = {after: at for at, after in starts.items()}
    while start < end and (start in starts or text[start].isspace()):
        start = starts.get(start, start + 1)
    while end > start and (end in ends or text[end - 1].isspace()):
        end = ends.get(end, end - 1)
    return start, max(start, end)
