"""Inline markdown as a reader sees it, with the way back to every character of the source."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from ..records import Plain
from .assembly import DELIMITED
from .inline import MARKUP, TICKS, Inline, reference_label

__all__ = ["plain", "plain_cell", "plain_pieces", "reference_label", "shown", "source_span"]

UNPLAIN = re.compile(f"[{MARKUP}]")  # a text without any of these (and without a ":::") needs no parser
LINE = re.compile(r"[^\r\n]+")

Runs = tuple[tuple[int, int, int], ...]  # of a Plain


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
    _, source, length = runs[0]
    if length == len(text):  # as it stands in the source
        return source + start, source + end
    first, last = source_start(runs, start), source_end(runs, end)
    opened = closed = 0
    for kind, begin, stop in marks:
        if (begin == start or stop == end) and start <= begin < stop <= end and kind in DELIMITED:
            opened += begin == start
            closed += stop == end
    if opened:
        lower = bisect_right(runs, (start,))
        before = [s for at, s, n in runs[lower : lower + 64] if at == start and not n and s < first]
        if before:
            first = before[-opened] if opened <= len(before) else before[0]
    if closed:
        lower = bisect_right(runs, (end,))
        after = [s for at, s, n in runs[lower : lower + 64] if at == end and not n and s > last]
        last = after[min(closed, len(after)) - 1] if after else last
    return first, last


def source_start(runs: Runs, at: int) -> int:
    """Where the character at `at` begins in the source."""
    index = bisect_right(runs, (at + 1,)) - 1  # the last run that starts at or before it
    if index < 0:
        return runs[0][1]
    start, source, length = runs[index]
    return source + (at - start if at - start < length else length)


def source_end(runs: Runs, at: int) -> int:
    """Where the character before `at` ends in the source."""
    index = bisect_right(runs, (at,)) - 1  # the last run that starts before `at`
    start, source, length = runs[max(index, 0)]
    if start + length < at:  # the character is no run's: the next run tells where it ends
        return runs[index + 1][1] if index + 1 < len(runs) else source + length
    return source + at - start if index >= 0 else source


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
        return Plain(text, ((0, pieces[0][0], len(text)),))
    runs: list[tuple[int, int, int]] = []
    length = 0
    for start, end in pieces:
        runs.append((length, start, end - start))
        length += end - start + 1
    return Plain(text, tuple(runs))


def without_spaces(source: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch without the spaces around it; None if nothing is left."""
    line = source[start:end].strip(" ")
    start = source.find(line[:1], start)
    return (start, start + len(line)) if line else None
