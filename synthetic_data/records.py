"""The words of this project: what a document, a section, a task, a pair and an example are.

All records are immutable and use the standard library only. Offsets always count characters of the file decoded as UTF-8
without its byte order mark, line ends as they are, so that `source[start:end]` gives a piece back exactly.
"""

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Side = Literal["train", "validation"]
Origin = Literal["model", "heuristic", "fallback"]
Difficulty = Literal["easy", "medium", "hard"]
FactKind = Literal["sentence", "item", "row", "definition"]


def content_id(*parts: str) -> str:
    """16 hexadecimal digits that stand for these texts and no others (SHA-256, parts kept apart)."""
    ended = "\x1f".join((*parts, ""))
    return hashlib.sha256(ended.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- what a document holds -------------------------------------------------------------------------------------------
# Mark, Plain, Block and Fact are made by the hundred thousand and travel between processes, so they are named tuples: a
# quarter of the time of a frozen dataclass to make and to pickle, and just as immutable.


class Mark(NamedTuple):
    """A stretch `plain.text[start:end]` that the author marked up.

    kind is one of: code, strong, emphasis, struck, link, math, image (empty stretch), footnote (empty), html (empty), shortcode.
    """

    kind: str
    start: int
    end: int


class Plain(NamedTuple):
    """Text as a reader sees it, with the way back to the source.

    `runs` are the starts in text of all runs in order, then their starts in the source, then their lengths: one row of
    numbers, for tuples cost much to make, to travel and to free; nobody changes it. Characters inside a run stand one for
    one in the source. Between runs stands what was dropped (markup) or changed (an entity, a line break turned into a space).
    """

    text: str
    runs: "array[int]" = array("I")
    marks: tuple[Mark, ...] = ()

    def each_run(self) -> Iterator[tuple[int, int, int]]:
        """Each run: where it starts in the text, where in the source, its length."""
        count = len(self.runs) // 3
        return zip(self.runs[:count], self.runs[count : 2 * count], self.runs[2 * count :], strict=True)


class Block(NamedTuple):
    """One block of a document, as the markdown parser saw it; blocks form a tree.

    kind       children                 text                    info
    heading    -                        the title               the level, "1" to "6"
    paragraph  -                        the paragraph           -
    list       item                     -                       "ordered" or "bullet"
    item       any block                -                       the number of an ordered item
    table      row (the first: header)  -                       -
    row        cell                     -                       -
    cell       -                        the cell                -
    code       -                        the code, verbatim      the info string ("bash"), or "indented"
    quote      any block                -                       the kind of an alert ("NOTE", "WARNING") or ""
    terms      term, definition         -                       -
    term       -                        the term                -
    definition any block                -                       -
    other      -                        -                       what it is: front_matter, html, rule, math, reference, footnote

    `source[start:end]` is the block with its markup; line is the 1-based line of the file it starts on.
    """

    kind: str
    start: int
    end: int
    line: int
    text: Plain | None = None
    children: tuple["Block", ...] = ()
    info: str = ""

    def walk(self) -> Iterator["Block"]:
        """This block and everything inside it, in source order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its path relative to the docs folder (with `/`), SHA-256 of its bytes, title, front matter, language code.

    part_of is how to call the whole it belongs to ("the Rust book"), "" where neither front matter nor folders name one.
    """

    path: str
    sha256: str
    title: str
    metadata: dict[str, Any] = field(default_factory=dict)
    language: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """An image that a section shows: its alternative text, its path as written, where it is mentioned."""

    alt: str
    path: str
    start: int
    end: int


class Fact(NamedTuple):
    """One thing the source says: a sentence, list item, table row or definition, as plain text with its source offsets.

    `block` is the index in section.blocks of the block it stands in; `heading` the innermost heading above it.
    """

    kind: FactKind
    text: str
    start: int
    end: int
    block: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a document that is asked about as one.

    text == source[start:end]. What stands before own_start repeats the end of the section before (chunk overlap); the pieces
    source[own_start:end] of all sections of a file, joined, are the file. Lines are 1-based, end_line included.
    kinds holds some of: prose, list, table, code, image. oversized: one block alone is larger than the chunk size.
    language is the section's own, "" if it is the document's.
    pages: those of the PDF or the slides it was converted from, where known.
    defining: where the sentences of the document start that define a term; None as long as nobody has looked for them.
    """

    document: Document
    heading_path: tuple[str, ...]
    ordinal: int
    start: int
    end: int
    own_start: int
    start_line: int
    end_line: int
    text: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[Fact, ...] = ()
    images: tuple[Image, ...] = ()
    kinds: frozenset[str] = frozenset()
    oversized: bool = False
    id: str = ""
    language: str = ""
    pages: tuple[int, ...] = ()
    defining: frozenset[int] | None = None

    def __hash__(self) -> int:
        """By its id alone: quick, so that what is made of a section can be kept in a cache; equal is only what is equal in all."""
        return hash(self.id)

    @property
    def title(self) -> str:
        """The innermost heading, or the document's title."""
        return self.heading_path[-1] if self.heading_path else self.document.title


def joined(sections: Sequence[Section]) -> Section:
    """Sections of one document that follow each other as a single one: what is repeated (overlap) stands in it once.

    It has no facts and no images of its own; its headings are those above all of them.
    """
    first, last = sections[0], sections[-1]
    headings = list(first.heading_path)
    while headings and any(section.heading_path[: len(headings)] != tuple(headings) for section in sections):
        headings.pop()
    text = "".join(section.text[section.own_start - section.start :] for section in sections)
    return replace(
        first,
        heading_path=tuple(headings),
        start=first.own_start,
        end=last.end,
        end_line=last.end_line,
        text=text,
        facts=(),
        images=(),
        id=first.id if len(sections) == 1 else content_id(*(section.id for section in sections)),
        pages=(),
    )


@dataclass(frozen=True, slots=True)
class SectionRef:
    """Where a pair comes from, short enough to be written beside it. Lines are 1-based, end_line included."""

    id: str
    document: str
    document_sha256: str
    heading_path: tuple[str, ...]
    start_line: int
    end_line: int
    pages: tuple[int, ...] = ()


# --- what is asked and answered --------------------------------------------------------------------------------------


class Digest(NamedTuple):
    """What stands for a part of a document where the whole is too long: its headings, what it says in short, verbatim quotes."""

    headings: tuple[str, ...]
    summary: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What the plan asks for, whoever answers: `count` pairs of one type about these sections (and facts, if it names any).

    The first section is the one asked about, the others are related to it. part numbers the tasks of one type for one
    section; attempt counts how often the same was asked before. whole: all sections together are asked about, the whole of a
    document (or a stretch of it); digests are then shown instead of their text, if there are any.
    """

    question_type: str
    sections: tuple[Section, ...]
    count: int
    facts: tuple[Fact, ...] = ()
    part: int = 0
    attempt: int = 0
    whole: bool = False
    digests: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its answer as an engine or a heuristic gave it, before any gate has looked at it.

    evidence are verbatim quotes; spans, when the author of the item knows them, are their (section index, start, end).
    family names the heuristic that wrote it; choices are the options of a multiple-choice question, the right one first.
    """

    question: str
    reasoning_steps: tuple[str, ...]
    answer: str
    evidence: tuple[str, ...]
    spans: tuple[tuple[int, int, int], ...] = ()
    family: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim piece of a source file: source_text[start:end] == quote."""

    document: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer with its evidence and where it came from: one line of pairs.jsonl, the keys in that order."""

    id: str
    question: str
    answer: str
    reasoning_steps: tuple[str, ...]
    question_type: str
    difficulty: Difficulty
    language: str
    sections: tuple[SectionRef, ...]
    evidence: tuple[Evidence, ...]
    images: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    origin: Origin = "heuristic"
    engine: str = "heuristics"
    model: str = ""
    request_key: str = ""
    prompt_sha256: str = ""
    flags: tuple[str, ...] = ()
    scores: dict[str, Any] = field(default_factory=dict)
    split: Side = "train"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A pair that was not kept, as far as it is known, with the reason in a few words that the funnel can count by."""

    pair: Pair
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a task: items, or none with the reason why (an abstention)."""

    task: Task
    items: tuple[Item, ...]
    abstention: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One conversation as a trainer eats it; the content of a message is text, or a list of parts when it shows an image."""

    messages: tuple[dict[str, Any], ...]
    level: str
    pair_id: str
