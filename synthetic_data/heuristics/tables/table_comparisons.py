"""Questions about several cells of a table at once: two rows or columns side by side, the largest, how many, which ones."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..words.base import pick
from ..words.naming import content_words
from ..words.subjects import folded
from .table_cells import Cell
from .table_model import Column, Row, Table
from .table_phrases import (
    Asked,
    capital,
    clause,
    one_sentence,
    repeats,
    respells,
    thing,
    things,
    with_unit,
)
from .table_sides import across
from .table_words import NAMING, NUMBERED, SETTINGS, SHARED, head, is_plural, plural
from .table_worth import adds_little

MOST_PER_TABLE = 5
MOST_DESCRIPTION = 200
MOST_VALUE = 90
MOST_MEMBER_VALUE = 40
LEAST_LISTED, MOST_LISTED = 2, 6
LETTER = re.compile(r"[A-Za-z]?")
LEAST_RANKED = 3
VALUE_WORDS = 3
MOST_DESCRIBED = 4  # rows of a table of which any two may be set side by side
MOST_DISTINCT = 0.7
LEAST_SHARED = 3  # words that two descriptions have in common
HIGHER, LARGER, LONGER, MORE = ("higher", "lower"), ("larger", "smaller"), ("longer", "shorter"), ("more", "fewer")
MOST_OF = {"higher": "highest", "lower": "lowest", "larger": "largest", "smaller": "smallest", "longer": "longest",
           "shorter": "shortest", "more": "most", "fewer": "fewest"}  # fmt: skip
MEASURES = dict.fromkeys("size width area memory diameter capacity storage distance".split(), LARGER) | dict.fromkeys(
    "duration length time timeout period interval".split(), LONGER
)
UNCOMPARED = NAMING | NUMBERED | SHARED | SETTINGS
CURRENCIES = "$€£"


def comparisons(table: Table, text: str) -> Iterator[Asked]:
    """At most a handful, from as many columns as there are."""
    if table.matrix:
        yield from across(table, text)
        return
    found = [list(of_column(table, column)) for column in table.columns]
    longest = max(map(len, found), default=0)
    in_turn = [asked[turn] for turn in range(longest) for asked in found if turn < len(asked)]
    yield from in_turn[:MOST_PER_TABLE]


def of_column(table: Table, column: Column) -> Iterator[Asked]:
    if all(LETTER.fullmatch(row.cells[column.place].text) for row in table.rows):
        return  # marks that a legend explains
    if column.role in ("describing", "meaning"):
        yield from described_pairs(table, column)
    elif column.role == "state":
        yield from state_pair(table, column)
        yield from counted(table, column)
    elif column.role == "count" or (column.role == "attribute" and is_measured(table, column)):
        yield from extreme(table, column)
        yield from numeric_pairs(table, column)
    elif column.role in ("attribute", "code") and not is_plural(column.phrase) and head(column.phrase) not in UNCOMPARED:
        yield from value_pairs(table, column)
        yield from members(table, column)


def neighbours(table: Table, column: Column) -> list[tuple[Row, Row]]:
    """Rows that follow each other and say different things in a column, two pairs spread over the table."""
    pairs = []
    for left, right in pairwise(table.rows):
        a, b = left.cells[column.place], right.cells[column.place]
        x, y = a.text.lower().rstrip("."), b.text.lower().rstrip(".")
        same = a.number == b.number if a.kind == b.kind == "number" else x in y or y in x
        if not same and not {a.kind, b.kind} & {"empty", "unfit"}:
            pairs.append((left, right))
    return pairs[:: max(1, len(pairs) // 2)][:2]


def side_by_side(table: Table, left: Row, right: Row) -> str:
    return f"The table under {table.where} answers this by its rows for {left.key.text} and {right.key.text}."


def described_pairs(table: Table, column: Column) -> Iterator[Asked]:
    """How two neighbours differ, where each is described in one clause and the few rows belong together."""
    if len(table.rows) > MOST_DESCRIBED:
        return
    for left, right in neighbours(table, column):
        x, y = (row.cells[column.place].text.rstrip(".") for row in (left, right))
        first, second = clause(table, left, column), clause(table, right, column)
        if respells(f"{table.noun} {left.key.text}", x) or respells(f"{table.noun} {right.key.text}", y):
            continue
        if not first or not second or max(len(x), len(y)) > MOST_DESCRIPTION:
            continue
        if len(folded(content_words(x)) & folded(content_words(y))) < LEAST_SHARED:
            continue  # they have nothing in common that could be compared
        a, b, both = thing(table, left.key), thing(table, right.key), things(table, left.key, right.key)
        wordings = (f"How do {both} differ?", f"What is the difference between {both}?", f"How does {a} differ from {b}?")
        steps = (
            side_by_side(table, left, right),
            f"Under “{column.name}” stands “{x}” for {left.key.text}, “{y}” for {right.key.text}.",
            f"Set side by side, the two descriptions show how {a} and {b} differ.",
        )
        yield Asked("comparative_analysis", pick(wordings, a, b), f"{capital(first)}, whereas {second}.", steps, (left, right))


def value_pairs(table: Table, column: Column) -> Iterator[Asked]:
    """How two neighbours differ in a column of short values."""
    if column.kind == "date" or not is_category(table, column):
        return  # two days differ, and that teaches nothing
    if column.kind == "code" and any(other.role in ("describing", "meaning") for other in table.columns):
        return  # two names differ, where another column tells in what
    for left, right in neighbours(table, column):
        cells = left.cells[column.place], right.cells[column.place]
        x, y = (with_unit(cell, column).rstrip(".") for cell in cells)
        if any(repeats(name, said) or adds_little(name, said) for name, said in ((left.key.text, x), (right.key.text, y))):
            continue
        if max(len(x), len(y)) > MOST_VALUE or not (one_sentence(x) and one_sentence(y)):
            continue
        a, b, both = thing(table, left.key), thing(table, right.key), things(table, left.key, right.key)
        name = column.phrase if column.role != "code" else f"{column.phrase} value"
        wordings = (f"How do {both} differ in their {name}?", f"How does the {name} of {a} differ from that of {b}?")
        answer = f"{left.key.text}: {x}\n{right.key.text}: {y}"
        if all(is_value(cell) for cell in cells):
            answer = f"The {name} of {a} is {x}, whereas that of {b} is {y}."
        steps = (
            side_by_side(table, left, right),
            f"Under “{column.name}” stands “{x}” for {left.key.text} and “{y}” for {right.key.text}.",
            f"So the {name} is “{x}” in the one case and “{y}” in the other.",
        )
        yield Asked("comparative_analysis", pick(wordings, a, b, name), answer, steps, (left, right))


def is_category(table: Table, column: Column) -> bool:
    """Whether a column sorts the rows: it has few values for many rows, or the table is so short that each row counts."""
    values = [row.cells[column.place].text.lower() for row in table.rows]
    return len(values) <= MOST_DESCRIBED or len(set(values)) <= len(values) * MOST_DISTINCT


def is_value(cell: Cell) -> bool:
    """Whether a cell can follow "is": a code, a number, a word or three, not a clause."""
    return cell.kind != "text" or len(cell.text.split()) <= VALUE_WORDS


def state_pair(table: Table, column: Column) -> Iterator[Asked]:
    """Which of two rows is what the other is not."""
    adjective = column.phrase.lower()
    for left, right in neighbours(table, column)[:1]:
        x, y = left.cells[column.place], right.cells[column.place]
        if {x.kind, y.kind} != {"yes", "no"}:
            continue
        a, b = thing(table, left.key), thing(table, right.key)
        yes, no = (a, b) if x.kind == "yes" else (b, a)
        steps = (
            side_by_side(table, left, right),
            f"Under “{column.name}” stands “{x.text}” for {left.key.text}, “{y.text}” for {right.key.text}.",
            f"Only {yes} is {adjective}.",
        )
        answer = f"{capital(yes)} is {adjective}, whereas {no} is not."
        yield Asked("comparative_analysis", f"Which of the two is {adjective}, {a} or {b}?", answer, steps, (left, right))


def counted(table: Table, column: Column) -> Iterator[Asked]:
    """How many of all rows are what a yes-or-no column is about, and which."""
    kinds = {row.cells[column.place].kind for row in table.rows}
    yes = [row for row in table.rows if row.cells[column.place].kind == "yes"]
    rows = len(table.rows)
    if not table.noun or not table.whole or rows < LEAST_RANKED or kinds != {"yes", "no"} or len(yes) > MOST_LISTED:
        return
    noun, adjective, names = plural(table.noun), column.phrase.lower(), series([row.key.text for row in yes])
    answer = f"{len(yes) if len(yes) > 1 else 'One'} of the {rows} {noun}: {names}."
    steps = (
        f"The table under {table.where} has {rows} rows, one for each of the {noun}.",
        f"Under “{column.name}” the answer is yes for {names} and no for the rest.",
        f"That makes {len(yes)} of {rows}.",
    )
    yield Asked("factual_recall", f"How many of the {rows} {noun} are {adjective}, and which?", answer, steps, table.rows)


def members(table: Table, column: Column) -> Iterator[Asked]:
    """Which rows share a value that some but not all have."""
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row.cells[column.place].text.lower(), []).append(row)
    unfit = any(row.cells[column.place].kind == "unfit" for row in table.rows)
    if not table.noun or not table.whole or unfit or not 2 <= len(groups) <= len(table.rows) * 0.7:
        return
    for value, rows in groups.items():
        cell = rows[0].cells[column.place]
        held = any(value != other and value in other for other in groups) or all(value in row.key.text.lower() for row in rows)
        fit = cell.kind != "empty" and '"' not in cell.text and len(value) <= MOST_MEMBER_VALUE
        if held or not fit or not LEAST_LISTED <= len(rows) <= MOST_LISTED:
            continue
        name = f'"{cell.text}"' if cell.kind == "text" else with_unit(cell, column)
        names = series([row.key.text for row in rows])
        steps = (
            f"The answer is found by going down the column “{column.name}” of the table under {table.where}.",
            f"In {len(rows)} of its {len(table.rows)} rows stands {name}.",
            f"These are the rows of {names}.",
        )
        question = f"Which {plural(table.noun)} have {name} as their {column.phrase}?"
        yield Asked("factual_recall", question, f"{names}.", steps, tuple(rows))


def is_measured(table: Table, column: Column) -> bool:
    """Whether a column holds quantities of one unit, not numbers that serve as names."""
    units = {row.cells[column.place].unit for row in table.rows if row.cells[column.place].kind != "empty"}
    return column.kind == "number" and len(units) == 1 and head(column.phrase) not in NUMBERED and not is_plural(column.phrase)


def amount(row: Row, column: Column) -> Decimal:
    return Decimal(row.cells[column.place].number)


def measure(column: Column) -> tuple[str, str]:
    """More and less of what a column counts."""
    return MORE if column.role == "count" else MEASURES.get(head(column.phrase), HIGHER)


def numeric_pairs(table: Table, column: Column) -> Iterator[Asked]:
    """Which of two is larger and by how much."""
    more, name = measure(column)[0], column.phrase
    for left, right in neighbours(table, column):
        a, b = thing(table, left.key), thing(table, right.key)
        top, low = (left, right) if amount(left, column) > amount(right, column) else (right, left)
        x, y = with_unit(top.cells[column.place], column), with_unit(low.cells[column.place], column)
        difference = measured(amount(top, column) - amount(low, column), top, column)
        counts = column.role == "count"
        question = f"Which has {more if counts else f'the {more}'} {name}, {a} or {b}, and by how {'many' if counts else 'much'}?"
        winner, loser = capital(thing(table, top.key)), thing(table, low.key)
        answer = f"{winner}: its {name} is {x}, that of {loser} is {y}, a difference of {difference}."
        if counts:
            answer = f"{winner}: {x} against {y} for {loser}, a difference of {difference}."
        steps = (
            side_by_side(table, left, right),
            f"Under “{column.name}” stands {x} for {top.key.text} and {y} for {low.key.text}.",
            f"The difference between {x} and {y} is {difference}.",
        )
        yield Asked("comparative_analysis", question, answer, steps, (left, right))


def measured(value: Decimal, row: Row, column: Column) -> str:
    """A computed quantity written as its column writes quantities."""
    cell = row.cells[column.place]
    unit, number = cell.unit or column.unit, f"{value.normalize():f}"
    if unit and unit in CURRENCIES:
        return f"{unit}{value:f}"
    joined = unit in ("", "%") or (bool(cell.unit) and " " not in cell.text)
    return f"{number}{unit}" if joined else f"{number} {unit}"


def extreme(table: Table, column: Column) -> Iterator[Asked]:
    """The row with the most and the one with the least, where no row is missing and no two tie."""
    kinds = {row.cells[column.place].kind for row in table.rows}
    if not table.noun or not table.whole or len(table.rows) < LEAST_RANKED or kinds != {"number"}:
        return
    ordered = sorted(table.rows, key=lambda row: amount(row, column))
    more, less = measure(column)
    for word, top, second in ((MOST_OF[more], ordered[-1], ordered[-2]), (MOST_OF[less], ordered[0], ordered[1])):
        if amount(top, column) == amount(second, column):
            continue
        value, other = with_unit(top.cells[column.place], column), with_unit(second.cells[column.place], column)
        steps = (
            f"The table under {table.where} gives the {column.phrase} for all {len(ordered)} {plural(table.noun)}.",
            f"Under “{column.name}” the {MOST_OF[HIGHER[word != MOST_OF[more]]]} number is {value}; the next is {other}.",
            f"{value} stands in the row of {top.key.text}.",
        )
        question = f"Which {table.noun} has the {word} {column.phrase}?"
        yield Asked("factual_recall", question, f"{capital(thing(table, top.key))}, with {value}.", steps, table.rows)


def series(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
