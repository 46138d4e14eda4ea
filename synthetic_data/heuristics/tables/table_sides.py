"""A comparison of things that are the columns of a table: two of them side by side, aspect by aspect."""

from collections.abc import Iterator
from itertools import islice, pairwise

from ..words.base import pick
from ..words.english import opening
from ..words.naming import content_words
from .table_model import Column, Row, Table
from .table_phrases import Asked, finished, is_aspect, name_of_row, pieces
from .table_words import in_sentence
from .table_worth import is_fragment

MOST_ASKED = 5


def across(table: Table, text: str) -> Iterator[Asked]:
    """How two of the things that the columns stand for compare in one aspect, for a few rows of a table."""
    rows = ((row, pairs) for row in table.rows if (pairs := comparable(table, row, text)))
    for number, (row, pairs) in enumerate(islice(rows, MOST_ASKED)):
        left, right = pairs[number % len(pairs)]
        a, b, x, y = left.name, right.name, row.cells[left.place].text, row.cells[right.place].text
        aspect = in_sentence(row.key.text, text)
        wordings = (f"How do {a} and {b} compare in terms of {aspect}?", f"How does {a} differ from {b} in terms of {aspect}?")
        steps = (
            f"The table under {table.where} compares {a} and {b} in its row {name_of_row(row.key)}.",
            f"There stands “{opening(x)}” under {a}, “{opening(y)}” under {b}.",
            f"Set side by side, these two entries are what tells {a} from {b} as regards {aspect}.",
        )
        yield Asked("comparative_analysis", pick(wordings, row.key.text), f"{a}: {finished(x)}\n{b}: {finished(y)}", steps, (row,))


def comparable(table: Table, row: Row, text: str) -> list[tuple[Column, Column]]:
    """The neighbouring columns that say different things in a row, and neither only its own name."""
    if not is_aspect(row.key, in_sentence(row.key.text, text)):
        return []
    told = [(column, content_words(row.cells[column.place].text)) for column in table.columns if is_told(row, column)]
    sides = [(left, right) for (left, x), (right, y) in pairwise(told) if x != y]
    named = pieces(row.key.text)
    sides = [(left, right) for left, right in sides if not named & (pieces(left.name) | pieces(right.name))]
    sides = [(left, right) for left, right in sides if not sentences_of(row, left) & sentences_of(row, right)]
    # a figure and words are no two sides of one thing
    return [
        (left, right)
        for left, right in sides
        if (row.cells[left.place].kind == "number") == (row.cells[right.place].kind == "number")
    ]


def sentences_of(row: Row, column: Column) -> set[str]:
    """The sentences of a cell: one that two cells share is no difference."""
    return {said.rstrip(".") for said in row.cells[column.place].text.split(". ")}


def is_told(row: Row, column: Column) -> bool:
    cell = row.cells[column.place]
    named = content_words(cell.text) <= content_words(column.name)
    return cell.kind in ("text", "code", "number") and not named and not is_fragment(cell, 2)
