"""Inline markdown as a reader sees it, with the way back to every character of the source."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import TypeAlias

from ..records import Plain
from .assembly import DELIMITED
from .inline import MARKUP, TICKS, Inline, reference_label

__all__ = ["plain", "plain_cell", "plain_pieces", "reference_label", "shown", "source_span", "verbatim"]

UNPLAIN = re.compile(f"[{MARKUP}]")  # a text without any of these (and without a ":::") needs no parser
LINE = re.compile(r"[^\r\n]+")

Runs: TypeAlias = "array[int]"  # of a Plain: all starts in the text, all starts in the source, all lengths


def plain(source: str, start: int, end: int, references: Collection[str] = ()) -> Plain:
    """The inline markdown source[start:end] as a reader sees it; runs hold offsets of the whole source.

    references are the labels of the file's link definitions as `reference_label` writes them. Reads like CommonMark and never
    fails: what is no valid markup is text. A run of length 0 says where in the source the character or the mark that begins
    or ends there, with its delimiters, begins or ends.
    """
    return plain_pieces(source, ((start, end),), references)


def plain_pieces(source: str, pieces: Sequence[tuple[int, int]], references: Collection[str] = (), joint: str = "\n") -> Plain:
    """Like `plain` for one inline text cut into pieces of the source, as by the "> " before each line of a quote.

    joint is what stands between two pieces: a line break, or nothing.
    """
    if joint == "\n":
        quick = unmarked(source, pieces)
        if quick is not None:
            return quick
    return Inline(source, pieces, references, joint).read()


def verbatim(source: str, start: int, end: int) -> Plain:
    """source[start:end] as it stands there."""
    return Plain(source[start:end], array("I", (0, start, end - start)))


def plain_cell(source: str, start: int, end: int, references: Collection[str] = ()) -> Plain:
    r"""Like `plain` for a table's cell, where `\|` means `|` even in a code span."""
    pieces, at = [], start
    while (bar := source.find("\\|", at, end)) >= 0:
        pieces.append((at, bar))
        at = bar + 1
    return plain_pieces(source, (*pieces, (at, end)), references, "" if pieces else "\n")


def source_span(p: Plain, start: int, end: int) -> tuple[int, int]:
    """The smallest stretch of the source that shows p.text[start:end]; marks that lie inside keep their delimiters.

    Raises ValueError if the stretch is empty, reaches outside the text, or the text has no way back.
    """
    text, runs, marks = p
    if not 0 <= start < end <= len(text) or not runs:
        raise ValueError(f"no stretch of this text: {start} to {end} of {len(text)}")
    count = len(runs) // 3
    if runs[2 * count] == len(text):  # as it stands in the source
        return runs[count] + start, runs[count] + end
    first, last = source_start(runs, start), source_end(runs, end)
    opened = closed = 0
    for kind, begin, stop in marks:
        if (begin == start or stop == end) and start <= begin < stop <= end and kind in DELIMITED:
            opened += begin == start
            closed += stop == end
    if opened:
        before = [place for place in empty_runs(runs, start) if place < first]
        if before:
            first = before[-opened] if opened <= len(before) else before[0]
    if closed:
        after = [place for place in empty_runs(runs, end) if place > last]
        last = after[min(closed, len(after)) - 1] if after else last
    return first, last


def empty_runs(runs: Runs, at: int) -> list[int]:
    """Where in the source the runs of length 0 at that place of the text stand, of the first 64 runs there."""
    count = len(runs) // 3
    lower = bisect_left(runs, at, 0, count)
    return [
        runs[count + index]
        for index in range(lower, min(lower + 64, count))
        if runs[index] == at and not runs[2 * count + index]
    ]


def source_start(runs: Runs, at: int) -> int:
    """Where the character at `at` begins in the source."""
    count = len(runs) // 3
    index = bisect_left(runs, at + 1, 0, count) - 1  # the last run that starts at or before it
    if index < 0:
        return runs[count]
    inside, length = at - runs[index], runs[2 * count + index]
    return runs[count + index] + (inside if inside < length else length)


def source_end(runs: Runs, at: int) -> int:
    """Where the character before `at` ends in the source."""
    count = len(runs) // 3
    after = bisect_left(runs, at, 0, count)
    index = after - 1 if after else 0  # the last run that starts before `at`
    inside, length = at - runs[index], runs[2 * count + index]
    if length < inside:  # the character is no run's: the next run tells where it ends
        return runs[count + after] if after < count else runs[count + index] + length
    return runs[count + index] + (inside if after else 0)


def shown(p: Plain, start: int = 0, end: int | None = None) -> str:
    """p.text[start:end] on one line with its code spans in backticks again; a code span that is cut in two goes without."""
    text, _, marks = p
    stop = len(text) if end is None else end
    if not marks:
        return text[start:stop]
    out, at = [], start
    for kind, begin, finish in marks:
        if kind == "code" and at <= begin < finish <= stop:
            code = text[begin:finish]
            out += [text[at:begin], "`" + code + "`" if "`" not in code else fenced(code)]
            at = finish
    return "".join([*out, text[at:stop]])


def fenced(code: str) -> str:
    """A code span that holds backticks between longer runs of them."""
    ticks = "`" * (max(map(len, TICKS.findall(code))) + 1)
    space = " " if code[0] == "`" or code[-1] == "`" else ""
    return f"{ticks}{space}{code}{space}{ticks}"


def unmarked(source: str, pieces: Sequence[tuple[int, int]]) -> Plain | None:
    """A text without any markup, one run per line; None if it does hold markup or doubled spaces."""
    text = source[slice(*pieces[0])] if len(pieces) == 1 else " ".join([source[start:end] for start, end in pieces])
    if not text:
        return Plain("")
    if UNPLAIN.search(text) or ":::" in text:
        return None
    if "\n" in text or "\r" in text:
        pieces = [match.span() for start, end in pieces for match in LINE.finditer(source, start, end)]
        text = " ".join([source[start:end] for start, end in pieces])
    if text[:1] == " " or text[-1:] == " " or "  " in text:
        pieces = [piece for start, end in pieces if (piece := without_spaces(source, start, end))]
        text = " ".join([source[start:end] for start, end in pieces])
        if "  " in text:
            return None
    if len(pieces) == 1:
        return Plain(text, array("I", (0, pieces[0][0], len(text))))
    lengths = [end - start for start, end in pieces]
    places, at = [], 0
    for length in lengths:
        places.append(at)
        at += length + 1
    return Plain(text, array("I", [*places, *[start for start, _ in pieces], *lengths]))


def without_spaces(source: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch without the spaces around it; None if nothing is left."""
    line = source[start:end].strip(" ")
    start = source.find(line[:1], start)
    return (start, start + len(line)) if line else None
