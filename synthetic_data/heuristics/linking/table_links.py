"""Chains through two tables of a document: a value in one is the key of a row in the other, or both have a row for one thing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import Item, Section, Side
from ..tables.table_cells import Cell
from ..tables.table_model import Column, Row, Table, tables_of
from ..tables.table_phrases import finished, name_of_row, one_sentence, with_unit
from ..tables.table_questions import subject_of
from ..tables.table_words import head, is_plural
from ..tables.tables import in_context
from ..words.base import Candidate, View
from ..words.english import balanced
from .term_links import Linked

LEAST_SHARED = 2  # as many rows must lead on for two columns to be of one kind
LEAST_DIGITS = 3  # of a number that is a name: 404, no 2
MOST_VALUE = 160
MOST_TABLES = 20  # a table is compared with so many others at most
NO_VALUE = frozenset("empty unfit yes no".split())


class Hop(NamedTuple):
    """A table with the row that is looked up and the column that is read there."""

    table: Table
    row: Row
    column: Column

    @property
    def cell(self) -> Cell:
        return self.row.cells[self.column.place]

    @property
    def value(self) -> str:
        return with_unit(self.cell, self.column)


class Tables:
    """The tables of a document that can be asked about, each read once, by the noun that names their rows."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.of: dict[int, list[Table]] = {}
        self.named: dict[str, list[tuple[Section, Table]]] = {}
        holding = [section for section in sections if "table" in section.kinds]
        blocks = sum(block.kind == "table" for section in holding for block in section.blocks)
        for section in holding if blocks > 1 else ():
            self.of[section.ordinal] = [table for table in tables_of(View(section)) if table.noun and not table.matrix]
            for table in self.of[section.ordinal]:
                self.named.setdefault(head(table.noun), []).append((section, table))

    def beside(self, first: Table) -> Iterator[tuple[Section, Table]]:
        """The tables that a value or a row of this one may lead to."""
        nouns = {head(first.noun), *(head(column.phrase) for column in first.columns if column.role == "attribute")}
        for noun in sorted(nouns):
            yield from self.named.get(noun, ())[:MOST_TABLES]


def table_links(view: View, tables: Tables, sides: Sequence[Side]) -> Iterator[Linked]:
    """The questions that need a row of a table here and a row of another table of the document, on the same side."""
    if not view.english:
        return
    side = sides[view.section.ordinal]
    for first in tables.of.get(view.section.ordinal, ()):
        for other, second in tables.beside(first):
            if second.block is first.block or sides[other.ordinal] != side:
                continue
            for one, two in (*chains(first, second), *joins(first, second)):
                made = item(view, other, one, two)
                if made is not None:
                    there = other if other.id != view.section.id else None
                    yield Linked(Candidate("multi_hop_reasoning", made, (one.row.block.start,)), there)


def chains(first: Table, second: Table) -> Iterator[tuple[Hop, Hop]]:
    """Where the value of a row in the first table is the key of a row in the second."""
    rows = {row.key.text.lower(): row for row in second.rows}
    back = first.key_name.lower()  # a table turned around leads nowhere
    told = [
        column for column in second.columns
        if column.role in ("describing", "meaning") or is_one(column) and column.name.lower() != back
    ]  # fmt: skip
    for column in first.columns if told and second.noun else ():
        if column.role != "attribute" or is_plural(column.phrase) or head(column.phrase) != head(second.noun):
            continue
        if all(row.key.text.isdigit() and len(row.key.text) < LEAST_DIGITS for row in second.rows):
            continue  # two tables count from one each
        pairs = [(row, rows[text]) for row in first.rows if (text := row.cells[column.place].text.lower()) in rows]
        if len({target.key.text for _, target in pairs}) >= LEAST_SHARED:
            for row, target in pairs:
                yield Hop(first, row, column), Hop(second, target, told[0])


def is_one(column: Column) -> bool:
    """Whether a column tells one thing of a row: "the command of that state", not "the commands"."""
    return column.role == "attribute" and not is_plural(column.phrase)


def joins(first: Table, second: Table) -> Iterator[tuple[Hop, Hop]]:
    """Where both tables have a row for the same thing and tell different things of it."""
    if first.noun != second.noun or first.key_name != second.key_name or first.block.start > second.block.start:
        return
    rows = {row.key.text: row for row in second.rows}
    names = {column.phrase for column in first.columns} | {column.phrase for column in second.columns}
    if len(names) < len(first.columns) + len(second.columns):
        return  # a column that both have: the tables tell the same of two scopes, not two things of one
    left = next((column for column in first.columns if column.role == "attribute" and not is_plural(column.phrase)), None)
    right = next((column for column in second.columns if column.role == "attribute" and not is_plural(column.phrase)), None)
    shared = [row for row in first.rows if row.key.text in rows]
    if left and right and len(shared) >= LEAST_SHARED:
        for row in shared:
            yield Hop(first, row, left), Hop(second, rows[row.key.text], right)


def item(view: View, other: Section, one: Hop, two: Hop) -> Item | None:
    """The question with both rows as evidence; None where a cell is no plain value."""
    if any(hop.cell.kind in NO_VALUE or len(hop.value) > MOST_VALUE or not balanced(hop.value) for hop in (one, two)):
        return None
    if not one_sentence(two.value) or not one_sentence(one.value):
        return None
    subject, through = subject_of(one.table, one.row, one.column), one.column.phrase
    joined = one.row.key.text == two.row.key.text
    if joined:
        core = f"What are the {through} and the {two.column.phrase} of {subject}?"
        answer = f"The {through} of {subject} is {one.value}, and its {two.column.phrase} is {finished(two.value).rstrip('.')}."
    else:
        core = f"Which {through} does {subject} have, and {second_half(two)}?"
        answer = f"The {through} of {subject} is {one.value}. {told(two)}"
    blocks = ((0, one), (int(other.id != view.section.id), two))
    spans = tuple(
        (number, block.start, block.end) for number, hop in blocks for block in (hop.table.block.children[0], hop.row.block)
    )
    sections = (view.section, other)
    quotes = tuple(sections[n].text[a - sections[n].start : b - sections[n].start] for n, a, b in spans)
    question = in_context(core, view, one.table.headings if one.table.headings == two.table.headings else (view.title,))
    return Item(question, steps(one, two, joined), answer, quotes, spans, "links")


def second_half(two: Hop) -> str:
    if two.column.role == "attribute":
        return f"what is the {two.column.phrase} of that {head(two.table.noun)}"
    return "what does that mean" if two.column.role == "meaning" else f"how is that {head(two.table.noun)} described"


def told(two: Hop) -> str:
    """What the second table says, as a sentence of its own."""
    name = name_of_row(two.row.key)
    if two.column.role == "attribute":
        return f"The {two.column.phrase} of {name} is {finished(two.value).rstrip('.')}."
    return f"{name[0].upper() + name[1:]}: {two.value.rstrip('.')}."


def steps(one: Hop, two: Hop, joined: bool) -> tuple[str, ...]:
    key, value = one.row.key.text, one.value
    first = f"The table under {one.table.where} has “{value}” in the row of {key}, in the column “{one.column.name}”."
    if joined:
        second = f"The table under {two.table.where} has a row for {key}, too; its column “{two.column.name}” says “{two.value}”."
        return first, second, f"Both rows are about {key}, so the two values together answer the question."
    second = f"“{value}” names a row of the table under {two.table.where}, where the column “{two.column.name}” says “{two.value}”."
    return first, second, f"So the way from {key} leads over {value} to “{two.value}”."
