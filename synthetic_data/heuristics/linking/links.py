"""Pairs that rest on two sections of one side, found by the notes on what each defines, links to and tabulates."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ...records import Section, Side
from ..words.base import view_of
from ..words.left_alone import is_left_alone
from .meanings import Meaning, references_of
from .notes import DocumentNotes
from .siblings import siblings
from .table_links import Tables, table_links
from .term_links import Known, Linked, term_links
from .two_meanings import two_meanings

# The types that nothing but a link can answer without a model, and why there may be none.
REASONS = {
    "multi_hop_reasoning": "no other section of its side defines a term, or continues a table, of this one",
    "contextual_ambiguity": "no second document of its side defines one of its terms differently",
    "inference": "no rule whose breach, or use, can be stated as a case",
}


class OtherDocument(NamedTuple):
    """What another document defines, and the sides of its sections. linked: whether the document asked about links to it."""

    meanings: tuple[Meaning, ...]
    sides: tuple[Side, ...]
    linked: bool


class Links:
    """The links of one document's sections, to each other and to other documents."""

    def __init__(
        self, sections: Sequence[Section], sides: Sequence[Side], notes: DocumentNotes, elsewhere: Sequence[OtherDocument]
    ) -> None:
        self.sections = sections
        self.sides = sides
        self.notes = notes
        self.elsewhere = elsewhere
        self.tables = Tables(sections)
        self.own, self.told = by_section(notes.meanings), by_section((*notes.meanings, *notes.leads))
        self.known: dict[Side, Known] = {}
        self.named: dict[Side, dict[str, list[Meaning]]] = {}
        self.beside: dict[Side, list[Meaning]] = {}
        self.references = references_of(sections) if notes.linked or notes.meanings else {}

    def of(self, position: int) -> list[Linked]:
        """The pairs about one section, each with the other section that it needs."""
        section = self.sections[position]
        if is_left_alone(section):
            return []
        view = view_of(section)
        found = list(table_links(view, self.tables, self.sides))
        known = self.reachable(self.sides[position])
        if known.meanings:
            found += term_links(view, known, self.references)
        own, told = self.own.get(position, []), self.told.get(position, [])
        if told:
            found += siblings(view, told, self.peers(self.sides[position]))
        if own and self.elsewhere:
            found += two_meanings(view, own, self.namesakes(self.sides[position]))
        return found

    def reachable(self, side: Side) -> Known:
        """What sections of one side define, in this document and in those it links to."""
        if side not in self.known:
            found = [meaning for meaning in self.notes.meanings if self.sides[meaning.section.ordinal] == side]
            for other in self.elsewhere:
                found += [one for one in other.meanings if other.linked and other.sides[one.section.ordinal] == side]
            self.known[side] = Known.of(found)
        return self.known[side]

    def peers(self, side: Side) -> list[Meaning]:
        """What the document's sections of one side tell, in its order."""
        if side not in self.beside:
            told = [one for one in (*self.notes.meanings, *self.notes.leads) if self.sides[one.section.ordinal] == side]
            self.beside[side] = sorted(told, key=lambda one: one.start)
        return self.beside[side]

    def namesakes(self, side: Side) -> dict[str, list[Meaning]]:
        """By term, what other documents define on one side."""
        if side not in self.named:
            found: dict[str, list[Meaning]] = defaultdict(list)
            for other in self.elsewhere:
                for meaning in other.meanings:
                    if other.sides[meaning.section.ordinal] == side:
                        found[meaning.key].append(meaning)
            self.named[side] = dict(found)
        return self.named[side]


def by_section(notes: Sequence[Meaning]) -> dict[int, list[Meaning]]:
    """Notes by the ordinal of their section, in their order."""
    found: dict[int, list[Meaning]] = defaultdict(list)
    for one in notes:
        found[one.section.ordinal].append(one)
    return found
