"""Puts the parts of an inline text together: no two spaces in a row, and every stretch mapped to the source."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from ..records import Mark, Plain

DELIMITED = frozenset(("code", "strong", "emphasis", "link"))  # marks whose delimiters are not in the text
OPENING, SOURCE = itemgetter(3), itemgetter(1)

# (start, end, what is shown instead or None) in the joined text, in order; what is shown as it is holds no two spaces in a row
Part = tuple[int, int, str | None]
# (kind, its first part, the part after its last, where its delimiters begin, where they end)
Markup = tuple[str, int, int, int, int]
Run = tuple[int, int, int]


class Joined(NamedTuple):
    """The pieces of the source as one text; where each starts in it, and how far it stands from its place in the source."""

    text: str
    starts: Sequence[int]
    shifts: Sequence[int]

    def place(self, at: int) -> int:
        """Where a place in the joined text is in the source."""
        return at + self.shifts[bisect_right(self.starts, at) - 1]


def assembled(joined: Joined, parts: Sequence[Part], marks: Sequence[Markup]) -> Plain:
    """The text as a reader sees it, with its runs and marks."""
    whole, starts, shifts = joined
    out: list[str] = []
    runs: list[Run] = []
    edges: list[int] = []  # how long the text was before each part
    length, spaced = 0, True  # spaced: nothing, or a space, stands last
    tail = -1  # where in the source the last run ends, if what stands there makes it longer
    piece, limits = 0, [*starts[1:], len(whole)]
    for start, end, instead in parts:
        edges.append(length)
        if instead is None:
            if spaced and start < end and whole[start] == " ":
                start += 1
            if start == end:
                continue
            out.append(whole[start:end])
            spaced = whole[end - 1] == " "
            while start < end:  # a run for each piece that it touches
                while start >= limits[piece]:
                    piece += 1
                stop = end if end <= limits[piece] else limits[piece]
                source, size = start + shifts[piece], stop - start
                if source == tail:
                    runs[-1] = *runs[-1][:2], runs[-1][2] + size
                else:
                    runs.append((length, source, size))
                start, length, tail = stop, length + size, source + size
        elif instead and not (spaced and instead == " "):
            out.append(instead)
            if instead != " ":
                runs += (length, joined.place(start), 0), (length + len(instead), joined.place(end), 0)
            length, tail, spaced = length + len(instead), -1, instead == " "
    edges.append(length)
    return finished(joined, "".join(out), runs, marks, edges)


def finished(joined: Joined, text: str, runs: list[Run], marks: Sequence[Markup], edges: list[int]) -> Plain:
    if text[-1:] == " ":  # which nobody sees
        text = text[:-1]
        cut(runs, edges, len(text))
    return Plain(text, *marked(joined, runs, marks, edges)) if marks else Plain(text, in_a_row(runs))


def in_a_row(runs: Iterable[Run]) -> "array[int]":
    """Runs as a `Plain` holds them."""
    return array("I", list(chain.from_iterable(zip(*runs, strict=True))))  # a list is read quicker than an iterator


def cut(runs: list[Run], edges: list[int], most: int) -> None:
    """Takes what stands behind a text of that length, a space, out of the runs and the edges of parts."""
    edges[:] = [min(edge, most) for edge in edges]
    if runs:
        at, source, length = runs[-1]
        if at + length > most:
            runs[-1:] = [(at, source, length - 1)] if length > 1 else []


def marked(
    joined: Joined, runs: list[Run], marks: Sequence[Markup], edges: Sequence[int]
) -> tuple["array[int]", tuple[Mark, ...]]:
    """The runs, with a run of length 0 where the delimiters of a mark begin and end, and the marks."""
    shown: list[Mark] = []
    delimiters: list[Run] = []
    for kind, before, after, open_at, close_at in sorted(marks, key=OPENING) if len(marks) > 1 else marks:
        first, last = edges[before], edges[after]
        if first >= last:
            shown.append(Mark(kind, first, first))
            continue
        shown.append(Mark(kind, first, last))
        if kind in DELIMITED:
            delimiters += (first, joined.place(open_at), 0), (last, joined.place(close_at), 0)
    if delimiters:
        runs = delimiters + runs
        runs.sort(key=SOURCE)
    return in_a_row(runs), tuple(shown)
