"""Puts the parts of an inline text together: collapses white space, and maps every stretch to the source."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from ..records import Mark, Plain

WORDS = re.compile(r"[^ ]+(?: [^ ]+)*")
DELIMITED = frozenset(("code", "strong", "emphasis", "link"))  # marks whose delimiters are not in the text
BY_SOURCE, BY_OPENING = itemgetter(1, 2), itemgetter(3)

# (start, end, what is shown instead or None) in the joined text
Part = tuple[int, int, str | None]
# (kind, its first part, the part after its last, where its delimiters begin, where they end)
Markup = tuple[str, int, int, int, int]


class Assembly:
    """The text so far, with its runs."""

    __slots__ = ("text", "parts", "marks", "starts", "shifts", "single", "shift", "out", "runs", "length", "spaced")

    def __init__(
        self,
        text: str,
        parts: Sequence[Part],
        marks: Sequence[Markup],
        starts: Sequence[int],
        shifts: Sequence[int],
    ) -> None:
        self.text, self.parts = text, parts
        self.marks = sorted(marks, key=BY_OPENING)
        self.starts, self.shifts = starts, shifts
        self.single, self.shift = len(starts) == 1, shifts[0]
        self.out: list[str] = []
        self.runs: list[tuple[int, int, int]] = []
        self.length = 0
        self.spaced = True  # nothing, or a space, stands last

    def plain(self) -> Plain:
        edges = []
        whole, verbatim = self.text, self.verbatim
        for start, end, instead in self.parts:
            edges.append(self.length)
            if instead is None:
                if start < end:
                    verbatim(start, whole[start:end])
            elif instead == " ":
                if not self.spaced:
                    self.out.append(" ")
                    self.length += 1
                    self.spaced = True
            elif instead:
                self.runs.append((self.length, self.place(start), 0))
                self.out.append(instead)
                self.length += len(instead)
                self.spaced = False
                self.runs.append((self.length, self.place(end), 0))
        edges.append(self.length)
        text = "".join(self.out)
        if text[-1:] == " ":
            text = text[:-1]
            self.trim(len(text))
        return Plain(text, *self.marked(edges, len(text)))

    def trim(self, most: int) -> None:
        """Takes the last space, which nobody sees, out of the runs."""
        if self.runs:
            at, source, length = self.runs[-1]
            if at + length > most:
                self.runs[-1:] = [(at, source, length - 1)] if length > 1 else []

    def marked(self, edges: Sequence[int], most: int) -> tuple[tuple[tuple[int, int, int], ...], tuple[Mark, ...]]:
        """The runs, with a run of length 0 where the delimiters of a mark begin and end, and the marks."""
        runs, marks = self.runs, []
        for kind, before, after, open_at, close_at in self.marks:
            first, last = edges[before], edges[after]
            if last > most:  # a space at the end, which nobody sees
                first, last = min(first, most), most
            marks.append(Mark(kind, first, last if last > first else first))
            if first < last and kind in DELIMITED:
                runs += (first, self.place(open_at), 0), (last, self.place(close_at), 0)
        if marks:
            runs.sort(key=BY_SOURCE)
        return tuple(runs), tuple(marks)

    def verbatim(self, start: int, text: str) -> None:
        """Adds text that stands in the joined text at start, with one space where it has several."""
        if "  " not in text:
            if self.spaced and text[0] == " ":
                start, text = start + 1, text[1:]
            if text:
                self.run(start, text)
            return
        for match in WORDS.finditer(text):
            first = match.start() - (match.start() > 0 and not self.spaced)
            self.run(start + first, text[first : match.end()])
            if match.end() < len(text):
                self.run(start + match.end(), " ")
        if text.isspace() and not self.spaced:
            self.run(start, " ")

    def run(self, start: int, text: str) -> None:
        """Adds text that stands in the joined text at start, as one run for each piece of the source that it touches."""
        size = len(text)
        self.out.append(text)
        self.spaced = text[-1] == " "
        if self.single:
            self.add_run(start + self.shift, size)
            return
        starts, at = self.starts, 0
        while at < size:
            index = bisect_right(starts, start + at) - 1
            until = min(size, starts[index + 1] - start) if index + 1 < len(starts) else size
            self.add_run(start + at + self.shifts[index], until - at)
            at = until

    def add_run(self, source: int, size: int) -> None:
        """Adds a run, or makes the last one longer where the new one goes on."""
        length, runs = self.length, self.runs
        self.length = length + size
        if runs:
            at, last, before = runs[-1]
            if last + before == source and at + before == length and before:
                runs[-1] = (at, last, before + size)
                return
        runs.append((length, source, size))

    def place(self, at: int) -> int:
        """Where a place in the joined text is in the source."""
        return at + (self.shift if self.single else self.shifts[bisect_right(self.starts, at) - 1])
