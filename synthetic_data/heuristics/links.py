"""Pairs that rest on two sections of one side, found by the notes on what each defines, links to and tabulates."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..records import Section, Side
from .base import View
from .left_alone import is_left_alone
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
        self.own: dict[int, list[Meaning]] = defaultdict(list)
        for meaning in notes.meanings:
            self.own[meaning.section.ordinal].append(meaning)
        self.known: dict[Side, Known] = {}
        self.named: dict[Side, dict[str, list[Meaning]]] = {}
        self.references = references_of(sections) if notes.linked or notes.meanings else {}

    def of(self, position: int) -> list[Linked]:
        """The pairs about one section, each with the other section that it needs."""
        section = self.sections[position]
        if is_left_alone(section):
            return []
        view = View(section)
        found = list(table_links(view, self.tables, self.sides))
        known = self.reachable(self.sides[position])
        if known.meanings:
            found += term_links(view, known, self.references)
        own = self.own.get(position, [])
        told = [*own, *(lead for lead in self.notes.leads if lead.section.ordinal == position)]
        if told:
            side = self.sides[position]
            peers = [one for one in (*self.notes.meanings, *self.notes.leads) if self.sides[one.section.ordinal] == side]
            found += siblings(view, told, sorted(peers, key=lambda one: one.start))
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
