"""A document too long to be shown whole: what stands for its parts instead, and how these are put together until they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..formats.pairs import from_json
from ..records import Digest, Section, Side, joined
from ..text.tokens import estimate_tokens
from .library import DocumentNote

LEAST_ROOM = 300  # tokens: with less nothing can be put together
LEAST_SHARE = 0.5  # of the document's facts must lie in parts that could be summed up
MARKS = 30  # tokens around each part that is shown


class Piece(NamedTuple):
    """Sections [first:last] of a document, with how many tokens and facts, and what stands for them once they are summed up."""

    first: int
    last: int
    tokens: int
    facts: int
    digest: Digest | None = None
    lost: bool = False

    @property
    def shown(self) -> int:
        """The tokens it takes in a request: those of its text, or of what stands for it."""
        if self.lost:
            return 0
        if self.digest is None:
            return self.tokens
        return MARKS + sum(map(estimate_tokens, (*self.digest.headings, self.digest.summary, *self.digest.quotes)))


Group = list[Piece]


@dataclass
class Long:
    """One document on its way to a summary: the pieces it consists of, in order, and how many tokens of them fit a request."""

    document: DocumentNote
    name: str
    side: Side
    room: int
    pieces: list[Piece] = field(default_factory=list)

    def groups(self) -> list[Group]:
        """What to sum up next: pieces nobody has yet, else digests that don't fit together; all in one if they do."""
        bare = [piece for piece in self.pieces if piece.digest is None and not piece.lost]
        if bare:
            return list(packed(bare, self.room, 1))
        digested = [piece for piece in self.pieces if piece.digest]
        if sum(piece.shown for piece in digested) <= self.room or len(digested) == 1:
            return [digested] if digested else []
        groups = list(packed(digested, self.room, 2))
        return [group for group in groups if len(group) > 1] if len(groups) > 1 else groups

    @property
    def ready(self) -> bool:
        """Whether all that is left to ask for is the summary of the document itself."""
        groups = self.groups()
        return len(groups) == 1 and all(piece.digest for piece in groups[0])

    @property
    def hopeless(self) -> bool:
        """Whether too little of the document could be summed up, or too little fits a request."""
        facts = sum(piece.facts for piece in self.pieces)
        told = sum(piece.facts for piece in self.pieces if not piece.lost)
        return self.room < LEAST_ROOM or told < LEAST_SHARE * facts

    def take(self, group: Group, digest: Digest | None) -> None:
        """Puts a digest (or, if there is none, the loss) in the place of a group."""
        tokens, facts = sum(piece.tokens for piece in group), sum(piece.facts for piece in group)
        whole = Piece(group[0].first, group[-1].last, tokens, facts, digest, digest is None)
        kept = [piece for piece in self.pieces if piece not in group]
        self.pieces = sorted([*kept, whole])

    def overflowed(self, group: Group) -> None:
        """A group was longer than the model can read: smaller ones from now on; what can't be smaller is lost."""
        if len(group) == 1 and group[0].digest is None:
            self.take(group, None)
        else:
            self.room //= 2


def packed(pieces: Sequence[Piece], room: int, least: int) -> Iterator[Group]:
    """Pieces in order, in groups that fit, each with at least so many as long as there are any."""
    group: Group = []
    for piece in pieces:
        if len(group) >= least and sum(one.shown for one in group) + piece.shown > room:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def pieces_of(sections: Sequence[Section], known: Sequence[Digest | None]) -> list[Piece]:
    """The sections that state anything, each with what stands for it where that is known."""
    return [
        Piece(number, number + 1, estimate_tokens(section.text), len(section.facts), digest)
        for number, (section, digest) in enumerate(zip(sections, known, strict=True))
        if section.facts
    ]


def digest_of(sections: Sequence[Section], line: str | bytes) -> Digest:
    """What a summary, as a line of JSON, says of its sections."""
    pair = from_json(line if isinstance(line, str) else line.decode("utf-8", "surrogatepass"))
    quotes = tuple(" ".join(part.quote.split()) for part in pair.evidence)
    return Digest(joined(sections).heading_path, " ".join(pair.answer.split()), quotes)
