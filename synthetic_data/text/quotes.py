"""Finds where a quote that a model wrote stands in the source: verbatim, up to typography, or nearly, with the same numbers."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from ..records import Mark, Plain
from .assembly import in_a_row
from .plain import plain_pieces, reference_label, source_span, verbatim
from .raised import EXPONENTS, begun

LEAST_SIMILARITY = 90  # of a fuzzy match, percent
SHORT_CHARACTERS, SHORT_WORDS = 12, 3  # below either, a quote is found at word borders only, and never fuzzily
WIDEST_GAP = 200  # characters of the source that an ellipsis may stand for
SNAP_WORDS = 3  # how many words a fuzzy match may grow or shrink by at each end
TRIES = 20  # places of a first part that an ellipsis is tried from

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
QUOTE_MARKS = re.compile(r"(?:[ \t]*>)*[ \t]*")
BLOCK_MARKS = re.compile(r"(?:(?:[-*+]|[0-9]{1,9}[.)]|#{1,6}|>)(?:[ \t]+|$))*")
FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
NO_TEXT = re.compile(r"[\s|:=*_+-]*$")  # a rule, the underline of a heading, the line below a table's header
DEFINITION = re.compile(r"^ {0,3}\[((?:[^\[\]\\]|\\.)+)\]:", re.MULTILINE)
NUMBERED = re.compile(r"(?<![\w\]])\[[^\[\]]{3,}\]\[([0-9]{1,3})\]")  # [text][1]
INDEXED = re.compile(r"(?<=[\w\]])\[[^\[\]]*\]\[([0-9]{1,3})\]")  # a[0][1], whose 1 says something
DROPPED = '`*_~|\\[]"“”„«»‟\u00ad\u200b\u200c\u200d\u2060\ufeff'
SINGLE_QUOTES, DASHES = "‘’‚‛´′", "‐‑‒–—―−"

NUMBER = re.compile(
    r"(?:(?<![\w.,)])-)?\d+(?:[.,:]\d+)*"
    r"|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|billion|half|once|twice|first|second|third)\b"
)
NEGATION = re.compile(r"n't\b|\b(?:not|no|never|without|none|cannot|nor|neither)\b")
NOT = {"n't": "not", "cannot": "not"}
ELLIPSIS = re.compile(r"[\[(]?(?:\.{3,}|…)[\])]?")
UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"  # scripts that put no space between words: each character counts as one
WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
WHOLE_WORD = re.compile(r"\w+(?:[.,:'/-]+\w+)*|[^\w\s]+")
WORD_JOINT = re.compile(rf"[^\W{UNSPACED}]{{2}}")  # two characters of one word
NUMBER_JOINTS = frozenset(".,:")


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands: source[start:end]; similarity is 1.0 when only typography and markup differ."""

    start: int
    end: int
    similarity: float


def locate(quote: str, source: str, start: int, end: int) -> Located | None:
    """Where a quote stands in source[start:end], or None. For many quotes from one stretch take a `QuoteFinder`."""
    return QuoteFinder(source, start, end).find(quote)


class QuoteFinder:
    """Finds quotes in one stretch of a source; what has to be worked out for that is worked out once, when first needed.

    references: labels of link definitions that stand outside of the stretch, as `plain` takes them.
    """

    def __init__(self, source: str, start: int, end: int, references: Collection[str] = ()) -> None:
        self.source, self.start, self.end, self.references = source, start, end, references

    @cached_property
    def folded(self) -> "Folded":
        return fold(stretch_text(self.source, self.start, self.end, self.references))

    def find(self, quote: str) -> Located | None:
        """The place of a quote: verbatim, else but for typography and markup, else in parts at its ellipses, else nearly.

        Nearly means at least 90 % alike, with the same numbers and negations. Short quotes are found at word borders only.
        """
        quote = quote.strip()
        if not any(char.isalnum() for char in quote):
            return None
        verbatim = self.verbatim(quote)
        if verbatim is not None:
            return verbatim
        wanted = readings(quote)
        found = next(self.same(wanted, 0), None)
        if found is None and ELLIPSIS.search(quote):
            return self.in_parts([readings(part) for part in ELLIPSIS.split(quote) if any(char.isalnum() for char in part)])
        found = found or self.near(wanted, 0)
        return Located(*self.folded.span(found.start, found.end), found.similarity) if found else None

    def verbatim(self, quote: str) -> Located | None:
        short = is_short(quote)
        at = self.source.find(quote, self.start, self.end)
        while at >= 0:
            end = at + len(quote)
            if whole_words(self.source, at, end, short):
                return Located(at, end, 1.0)
            at = self.source.find(quote, at + 1, self.end)
        return None

    def same(self, wanted: Sequence[str], begin: int) -> "Iterator[Match]":
        """Every place of a quote in the folded text from begin on."""
        text = self.folded.text
        for sought in wanted:
            short = is_short(sought)
            at = text.find(sought, begin)
            while at >= 0:
                if whole_words(text, at, at + len(sought), short):
                    yield Match(at, at + len(sought), 1.0)
                at = text.find(sought, at + 1)

    def near(self, wanted: Sequence[str], begin: int) -> "Match | None":
        """The stretch of the folded text most like a quote, if it is like enough and says the same numbers and negations."""
        text = self.folded.text[begin:]
        for sought in wanted:
            score, start, end = nearest(sought, text)
            if score >= LEAST_SIMILARITY and claims(sought) == claims(text[start:end]):
                return Match(begin + start, begin + end, score / 100)
        return None

    def in_parts(self, parts: list[tuple[str, ...]]) -> Located | None:
        """The place of a quote with ellipses, from its first part to its last, if no gap is wide."""
        if not parts:
            return None
        firsts = [match for match, _ in zip(self.same(parts[0], 0), range(TRIES), strict=False)]
        nearly = self.near(parts[0], 0) if not firsts else None
        for first in [*firsts, nearly] if nearly else firsts:
            last = self.chain(first, parts[1:])
            if last is not None:
                start, end = self.folded.span(first.start, first.end)[0], self.folded.span(last.start, last.end)[1]
                return Located(start, end, last.similarity)
        return None

    def chain(self, first: "Match", parts: list[tuple[str, ...]]) -> "Match | None":
        """The last of the parts that follow the first one closely enough, or None if one does not; the least similarity."""
        last, least = first, first.similarity
        for part in parts:
            following = next(self.same(part, last.end), None) or self.near(part, last.end)
            if following is None:
                return None
            if self.folded.span(following.start, following.end)[0] - self.folded.span(last.start, last.end)[1] > WIDEST_GAP:
                return None
            last, least = following, min(least, following.similarity)
        return last._replace(similarity=least)


class Match(NamedTuple):
    """A stretch of folded text."""

    start: int
    end: int
    similarity: float


class Folded(NamedTuple):
    """Text without case, markup and typography; places tells which character of the plain text each of its characters is."""

    text: str
    places: tuple[int, ...]
    plain: Plain

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that text[start:end] was made of."""
        return source_span(self.plain, self.places[start], self.places[end - 1] + 1)


class AnyLabel(Collection[str]):
    """Link labels, known or likely: a section rarely holds the definitions it refers to. `[0][1]` stays what it is."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known

    def __contains__(self, label: object) -> bool:
        return label in self.known or (isinstance(label, str) and len(label) > 1 and any(char.isalpha() for char in label))

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return max(1, len(self.known))


class Folds(dict[str, str]):
    """What each character becomes when case and typography do not count; filled as characters come."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = " " if char.isspace() else unicodedata.normalize("NFKC", char).casefold()
        return folded


FOLDS = Folds({**dict.fromkeys(DROPPED, ""), **dict.fromkeys(SINGLE_QUOTES, "'"), **dict.fromkeys(DASHES, "-"), **EXPONENTS})


def fold(plain: Plain) -> Folded:
    """Folds a plain text; white space and dashes that become neighbours become one."""
    out: list[str] = []
    places: list[int] = []
    last = " "
    for place, char in enumerate(begun(plain.text)):
        for folded in FOLDS[char]:
            if folded == last and folded in " -":
                continue
            out.append(folded)
            places.append(place)
            last = folded
    return Folded("".join(out), tuple(places), plain)


def readings(quote: str) -> tuple[str, ...]:
    """What a quote may mean, folded: its markdown read, or each character as it is, either without the marks at its ends."""
    rendered = fold(stretch_text(quote, 0, len(quote), ())).text
    literal = fold(Plain(quote)).text
    tried = (rendered.strip(), literal.strip(), rendered.strip(" .,;:'"), literal.strip(" .,;:'"))
    return tuple(dict.fromkeys(text for text in tried if any(char.isalnum() for char in text)))


def stretch_text(source: str, start: int, end: int, references: Collection[str]) -> Plain:
    """A stretch of several blocks as one plain text: without block marks, code as it is, a space between blocks."""
    defined = {reference_label(match[1]) for match in DEFINITION.finditer(source)} if "]:" in source else set()
    defined.update(set(NUMBERED.findall(source, start, end)).difference(INDEXED.findall(source, start, end)))
    labels = AnyLabel(defined.union(references))
    texts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    marks: list[Mark] = []
    shift = 0
    for pieces, code in inline_texts(source, start, end):
        part = verbatim(source, *pieces[0]) if code else plain_pieces(source, pieces, labels)
        if part.text:
            texts.append(part.text)
            runs += [(at + shift, place, length) for at, place, length in part.each_run()]
            marks += [Mark(mark.kind, mark.start + shift, mark.end + shift) for mark in part.marks]
            shift += len(part.text) + 1
    return Plain(" ".join(texts), in_a_row(runs), tuple(marks))


def inline_texts(source: str, start: int, end: int) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """The pieces of each inline text, the lines of a paragraph together; then whether it is a line of fenced code."""
    pieces: list[tuple[int, int]] = []
    fence = ""
    for match in LINE.finditer(source, start, end):
        first = past(QUOTE_MARKS, source, match)
        begin = first if fence else past(BLOCK_MARKS, source, match, first)
        line = source[begin : match.end()].rstrip()
        opening = FENCE.match(line)
        row = line.startswith("|") or line.endswith("|")
        if pieces and (begin > first or not line or opening or row):
            yield pieces, False
            pieces = []
        if fence:
            if line.strip(fence[0]) == "" and len(line) >= len(fence):
                fence = ""
            elif line:
                yield [(begin, begin + len(line))], True
        elif opening:
            fence = opening[1]
        elif not NO_TEXT.match(line):
            pieces.append((begin, begin + len(line)))
            if row or source.startswith("#", first):
                yield pieces, False
                pieces = []
    if pieces:
        yield pieces, False


def past(marks: re.Pattern[str], source: str, line: re.Match[str], begin: int = -1) -> int:
    """Where the line goes on after such marks."""
    at = line.start() if begin < 0 else begin
    found = marks.match(source, at, line.end())
    return found.end() if found else at


def is_short(text: str) -> bool:
    return len(text) < SHORT_CHARACTERS or len(WORD.findall(text)) < SHORT_WORDS


def whole_words(text: str, start: int, end: int, short: bool) -> bool:
    """Whether text[start:end] cuts no number, and if it is short, no word."""
    first, last, before, after = text[start], text[end - 1], text[start - 1 : start], text[end : end + 1]
    if first.isdigit() and (before.isdigit() or (before in NUMBER_JOINTS and text[max(start - 2, 0) : start - 1].isdigit())):
        return False
    if last.isdigit() and (after.isdigit() or (after in NUMBER_JOINTS and text[end + 1 : end + 2].isdigit())):
        return False
    return not short or not (WORD_JOINT.match(before + first) or WORD_JOINT.match(last + after))


def nearest(sought: str, text: str) -> tuple[float, int, int]:
    """The similarity in percent, start and end of the stretch of whole words that is most like what is sought."""
    if is_short(sought):
        return 0.0, 0, 0
    from rapidfuzz.fuzz import partial_ratio_alignment, ratio

    stretches = [(0, len(text))]
    if len(sought) < len(text):
        aligned = partial_ratio_alignment(sought, text, score_cutoff=LEAST_SIMILARITY - 5)  # whole words may be more alike
        stretches = snapped(text, aligned.dest_start, aligned.dest_end) if aligned else []
    scored = [(ratio(sought, text[start:end]), start, end) for start, end in stretches]
    return max(scored, key=itemgetter(0), default=(0.0, 0, 0))


def snapped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of whole words that begin and end near start and end."""
    words = [match.span() for match in WHOLE_WORD.finditer(text)]
    first, last = bisect_left(words, (start,)), bisect_left(words, (end,))
    return [
        (words[a][0], words[b][1])
        for a in range(max(0, first - SNAP_WORDS), min(len(words), first + SNAP_WORDS))
        for b in range(max(a, last - 1 - SNAP_WORDS), min(len(words), last + SNAP_WORDS))
    ]


def claims(text: str) -> Counter[str]:
    """The numbers and negations of a folded text, how often each."""
    return Counter(NUMBER.findall(text)) + Counter(NOT.get(word, word) for word in NEGATION.findall(text))
