"""What every family of heuristics stands on: the view of a section, the candidate pair, naming the subject, choosing a wording."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ...records import Block, Document, Fact, Item, Section
from ...sections.titles import given_title
from .english import words_in
from .naming import full_title

Span = tuple[int, int]
CODE = re.compile(r"`[^`]+`")
SUPPOSED = re.compile(
    r"^(?:if|when|once|while|unless|until|after|before|during)\b|\b(?:examples?|mistakes?|anti-?patterns?|pitfalls?|misconceptions?|myths?|options|alternatives|approaches|scenarios?|problems"
    r"|assumptions?|hypothes[ei]s|temptations?|symptoms?|questions|circumstances|situations|following cases"
    r"|(?:any|either|one|some|all) of the following(?: is| are)?)\b"
)  # in lower case
MADE_UP = re.compile(r"\b(?:consider|suppose|imagine|assume|assuming|silly) ", re.IGNORECASE)


class Candidate(NamedTuple):
    """A pair that a family can vouch for: which question type it serves, the item, and the facts it rests on.

    fact_starts are the source offsets at which the facts it uses start: a per-fact task claims a candidate by them.
    """

    question_type: str
    item: Item
    fact_starts: tuple[int, ...] = ()


class Place(NamedTuple):
    """A top-level block with the headings above it, outermost first, and the block before it (None after a heading)."""

    block: Block
    headings: tuple[str, ...]
    before: Block | None


def title_of(document: Document, english: bool) -> str:
    """The title as questions name it, with what the document is part of where it is short or its own title says so."""
    given = given_title(document.metadata)
    told = given not in ("", document.title)  # "Logging — Zamboni documentation" itself says of what
    if not english:
        return given if told else document.title
    return full_title(document.title, document.part_of, told) if document.part_of else document.title


@dataclass(unsafe_hash=True)
class View:
    """A section as the families look at it. All offsets are absolute offsets in the source file."""

    section: Section

    def __post_init__(self) -> None:
        self.language = self.section.language or self.section.document.language  # the section's own
        self.english = self.language == "en"  # all ask it first, so it is told at once

    @cached_property
    def title(self) -> str:
        """The document's title; of a short one, such as "Glossary", with what the document is part of, where that is known."""
        return title_of(self.section.document, self.english)

    def source(self, start: int, end: int) -> str:
        """The source between two offsets of the file, which must lie in this section."""
        return self.section.text[start - self.section.start : end - self.section.start]

    @cached_property
    def sentences(self) -> tuple[tuple[Fact, frozenset[str]], ...]:
        """The sentences and list items, each with its words."""
        return tuple([(fact, words_in(fact.text)) for fact in self.section.facts if fact.kind in ("sentence", "item")])

    def holding(self, cues: frozenset[str]) -> list[Fact]:
        """The sentences and list items that hold one of these words: what costs more is asked of these few alone."""
        return [fact for fact, words in self.sentences if not cues.isdisjoint(words)]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The section's own top-level blocks, headings left out, each with what stands above it."""
        above = list(self.section.heading_path)
        levels = list(range(len(above)))
        headings = self.section.heading_path
        found: list[Place] = []
        before: Block | None = None
        for block in self.section.blocks:
            if block.kind == "heading":
                level = int(block.info)
                name = block.text.text if block.text else ""
                while levels and levels[-1] >= level:
                    levels.pop()
                    above.pop()
                if name in above:  # the section's own heading, whose level nothing told before
                    levels[above.index(name)] = level
                elif name:
                    levels.append(level)
                    above.append(name)
                headings = tuple(above) or self.section.heading_path
                before = None
                continue
            found.append(Place(block, headings, before))
            before = block
        return tuple(found)

    @cached_property
    def prose(self) -> str:
        """All that the section's facts say, names in code left out."""
        return CODE.sub("", "; ".join([fact.text for fact in self.section.facts]))

    @cached_property
    def supposed(self) -> frozenset[int]:
        """The numbers of the lists led in as examples, options or mistakes, or under a condition: their items lay nothing down.

        So does what stands behind code that the reader is asked to imagine: it tells of that code.
        """
        if self.section.kinds.isdisjoint(("list", "code")):
            return frozenset()
        blocks = self.section.blocks
        found = set()
        for number, (before, block) in enumerate(zip(blocks, blocks[1:], strict=False), 1):
            if before.kind != "paragraph" or before.text is None or not before.text.text.endswith(":"):
                continue
            lead = before.text.text.rsplit(". ", 1)[-1]
            if block.kind == "list" and SUPPOSED.search(lead.lower()):
                found.add(number)
            elif block.kind == "code" and MADE_UP.search(lead):
                found.add(number + 1)
        return frozenset(found)

    def place_of(self, fact: Fact) -> tuple[str, ...]:
        """The headings above a fact, outermost first."""
        block = self.section.blocks[fact.block]
        for place in self.places:
            if place.block is block:
                return place.headings
        return self.section.heading_path


@lru_cache(maxsize=4)  # what is linked with a section, what is asked about it and what judges the pairs come one after the other
def view_of(section: Section) -> View:
    """The view of a section that all share who look at it: what it has found out once it still knows."""
    return View(section)


def pick(options: Sequence[str], *key: str) -> str:
    """One of several wordings, always the same for the same key, evenly over many keys."""
    digest = hashlib.blake2b("\x1f".join(key).encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return options[int.from_bytes(digest, "big") % len(options)]
