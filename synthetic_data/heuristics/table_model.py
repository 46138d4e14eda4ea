"""Reads a markdown table as what it says: which column names its rows, what the others tell, and whether it may be asked about."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..records import Block, Plain
from ..text.plain import shown
from .base import Place, View
from .english import balanced
from .table_words import (
    ASPECTS, CODES, PARTICIPLE, DESCRIBING, EXAMPLE, GROUNDS, INDEX, LOGGING, MEANING, PURPOSE, REMARKS, SIDES_OF_ONE, SIDE_BY_SIDE, STATE, UNIT, UNITS,
    TELLING, head, head_as_written, in_sentence, is_noun, row_noun, singular,
)  # fmt: skip

LEAST_ROWS = 2
LEAST_SHARE = 2.5  # of the rows, one in so many at least is told apart by its key; else the key is another column, or two
MOST_ROWS = 200
MOST_HEADER = 48
MOST_KEY = 64
MOST_CELL = 500
UNSAFE = frozenset(("html", "shortcode", "image", "footnote", "math"))
EMPTY = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "none", "tbd", "todo", "...", "…", "?", "x", "*", "unknown", "not applicable"))
YES = frozenset("yes y true ✓ ✔ ✔️ ✅".split())
NO = frozenset("no n false ✗ ✘ ❌ ✖".split())
NUMBER = re.compile(r"^[~≈]?(?P<number>[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+−]?\d+(?:\.\d+)?)\s?(?P<unit>%|°[CF]|[A-Za-zµ]{1,12}(?:/[a-z]{1,8})?)?$")
DATE = re.compile(r"^(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:[A-Z][a-z]{2,8} )?\d{1,2}(?:, | )\d{4}|[A-Z][a-z]{2,8} \d{4})$")
VERSION = re.compile(r"^[vV=<>~^ ]*\d+(?:\.(?:\d+|x)){1,3}(?:-[\w.]+)?\+?$")
CODE = re.compile(r"^`[^`]+`$")
HAS_LETTER = re.compile(r"[^\W\d_]")
# Cells that lean on what the reader cannot see, or speak to the reader of a form.
LEANING = re.compile(
    r"^(?:see|refer|cf\.|same as|as above|ditto|yes,|no,|it depends)\b|\b(?:see (?:the|also|below|above|section|\[)|(?:listed|described|shown|"
    r"given|mentioned|defined|discussed|explained) (?:above|below|here)|the (?:following|above|below|previous|latter|former)\b|as follows|as above|"
    r"this (?:table|section|page|document|chapter|book|column|row|guide)|we|we['’]ve|our|us|my|I)\b|(?:see|refer to|note) \W*$|https?://|www\.|→|\[\d+\]"
    r"|[¹²³⁴⁵⁶⁷⁸⁹†‡]|\s\(\d\)$|\|",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"^(?:option|solution|item|example|case|column|row|feature|alternative|name|value|header|cell|foo|bar|baz|a|b|c|person|user) ?\d*$", re.IGNORECASE)
EXAMPLES = re.compile(r"\b(?:template|fictitious|hypothetical|sample|for example|e\.g\.|examples? of)\b|^example", re.IGNORECASE)
CAPTION = re.compile(r"^Table [\w.-]{1,8}[:.–—-] ?(?P<name>[^\n]{3,80}?)\.?$")


class Cell(NamedTuple):
    """A cell as shown, and what it is: text, code, number, date, version, yes, no, empty, or unfit to be quoted."""

    text: str
    kind: str
    number: str = ""
    unit: str = ""


class Column(NamedTuple):
    """A column: its header as written and as it stands in a sentence, what it tells about a row, and the kind of its cells.

    role is one of: describing, meaning, purpose, example, state, ground, attribute, thing (one side of a comparison), other.
    kind is the one kind of all filled cells, else "text". unit is what the header states in parentheses.
    """

    place: int
    name: str
    phrase: str
    role: str
    kind: str
    unit: str = ""


class Row(NamedTuple):
    """A row that has a key of its own."""

    block: Block
    key: Cell
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """A table worth asking about. noun is what a row is called, or ""; in a matrix the columns are the things compared."""

    block: Block
    headings: tuple[str, ...]
    noun: str
    key_name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    whole: bool
    matrix: bool


def tables_of(view: View) -> Iterator[Table]:
    """The tables of a section that are certain to be read right; of two that share a row under one heading, neither."""
    found = [table for place in table_places(view) if (table := read_table(view, place))]
    shared = Counter((table.headings, row.key.text) for table in found for row in table.rows)
    for table in found:
        rows = tuple(row for row in table.rows if shared[table.headings, row.key.text] == 1)
        if rows:
            yield table._replace(rows=rows, whole=table.whole and len(rows) == len(table.rows))


def table_places(view: View) -> Iterator[Place]:
    for place in view.places:
        if place.block.kind == "table":
            yield place
        elif place.block.children:
            for block in place.block.walk():
                if block.kind == "table":
                    yield Place(block, place.headings, None)


def read_table(view: View, place: Place) -> Table | None:
    """A table with a usable header and rows that are told apart by their key; None when in doubt."""
    header, *body = place.block.children
    names = [name_of_cell(cell) for cell in header.children]
    lead = place.before.text.text if place.before and place.before.text else ""
    headings, example = headings_of(place, lead)
    if example or not LEAST_ROWS <= len(body) <= MOST_ROWS or not usable_header(header, names):
        return None
    rows = [tuple(read_cell(cell) for cell in row.children) for row in body]
    key = 1 if names[0].lower() in INDEX and len(names) > 2 else 0
    if any(len(row) != len(names) for row in rows) or not well_filled(view, body, rows, key):
        return None
    text = view.section.text
    if names[key].lower() in SIDES_OF_ONE:
        return None
    noun = row_noun(names[key], (lead.rsplit(". ", 1)[-1], *reversed(headings)), text)
    matrix = is_matrix(names, key)
    columns = tuple(
        read_column(number, names[number], text, [row[number] for row in rows], matrix)
        for number in range(len(names))
        if number != key and names[number]
    )
    columns = tuple(demoted(column, len(columns), noun) for column in columns)
    counts = Counter(row[key].text.lower() for row in rows)
    kept = tuple(
        Row(block, row[key], row) for block, row in zip(body, rows, strict=True) if counts[row[key].text.lower()] == 1 and usable_key(row[key], noun)
    )
    if len(kept) * LEAST_SHARE < len(rows):
        return None
    return Table(place.block, headings, noun, names[key], columns, kept, len(kept) == len(rows), matrix)


def headings_of(place: Place, lead: str) -> tuple[tuple[str, ...], bool]:
    """The headings above a table, its caption the innermost, and whether it only shows made-up data."""
    caption = CAPTION.match(lead)
    if caption:
        return (*place.headings, caption["name"]), bool(EXAMPLES.search(caption["name"]))
    last = lead.rsplit(". ", 1)[-1]
    return place.headings, bool(EXAMPLES.search(last) or any(EXAMPLES.search(heading) for heading in place.headings[-1:]))


def name_of_cell(cell: Block) -> str:
    return shown(cell.text).strip(" :") if cell.text else ""


def usable_header(header: Block, names: list[str]) -> bool:
    """Whether the first row names columns: short, distinct names without data; only the corner may be empty."""
    if len(names) < 2 or any(len(name) > MOST_HEADER for name in names) or not all(names[1:]):
        return False
    low = [name.lower() for name in names]
    if len(set(low)) < len(low) or low[0] in SIDE_BY_SIDE or any(LOGGING.match(name) for name in low):
        return False
    if any(not balanced(name) or name.endswith((".", ",")) or (NUMBER.match(name) or DATE.match(name)) for name in names):
        return False
    if any(cell.text and has_unsafe(cell.text) for cell in header.children):
        return False
    return not any(name.startswith("(") or "..." in name or "…" in name or PLACEHOLDER.match(f"{name} 1") is None and re.search(r"\s\d$", name) for name in low)


def well_filled(view: View, body: list[Block], rows: list[tuple[Cell, ...]], key: int) -> bool:
    """Whether no cell is merged into its neighbour and no column is shifted: every row has a key, every column has cells."""
    if any(not row[key].text for row in rows):
        return False
    if any(all(row[number].kind == "empty" for row in rows) for number in range(len(rows[0]))):
        return False
    if sum(bool(PLACEHOLDER.match(row[key].text)) for row in rows) >= 2:
        return False
    # a row with more cells than the header lost some of them in the parser
    return all(len(re.findall(r"(?<!\\)\|", view.source(row.start, row.end).strip().strip("|"))) < len(rows[0]) for row in body)


def has_unsafe(plain: Plain) -> bool:
    return any(mark.kind in UNSAFE for mark in plain.marks)


def read_cell(block: Block) -> Cell:
    """A cell with its kind. What holds markup that is not text, or leans on other places, is unfit."""
    if block.text is None:
        return Cell("", "unfit" if block.end > block.start else "empty")
    if has_unsafe(block.text):
        return Cell(shown(block.text), "unfit")
    text = shown(block.text).strip()
    low = text.lower()
    if low in EMPTY:
        return Cell(text, "empty")
    if low in YES or low in NO:
        return Cell(text, "yes" if low in YES else "no")
    match = NUMBER.match(text)
    if match:
        return Cell(text, "number", match["number"].replace(",", "").replace("−", "-"), match["unit"] or "")
    if DATE.match(text):
        return Cell(text, "date")
    if VERSION.match(text):
        return Cell(text, "version")
    bare = re.sub(r"`[^`]*`", "`", text)
    if len(text) > MOST_CELL or not balanced(text) or LEANING.search(bare) or text.endswith((":", "…", "...", ",", "?", " and", " or")) or text.startswith(("- ", "* ", "(")):
        return Cell(text, "unfit")
    if not HAS_LETTER.search(text) and "`" not in text:
        return Cell(text, "unfit")
    return Cell(text, "code" if CODE.match(text) else "text")


def is_matrix(names: list[str], key: int) -> bool:
    """Whether the columns are the things compared and the rows their aspects."""
    if key or len(names) < 3:
        return False
    others = [name.lower().strip("?") for name in names[1:]]
    if any(name in TELLING or STATE.match(name) for name in others):
        return False
    return not names[0] or (names[0].lower() in ASPECTS and sum(is_noun(singular(head(name))) for name in others) * 2 < len(others))


def role_of(name: str, phrase: str, kind: str) -> str:
    """What a column tells about a row, by its header, as written and within a sentence, and the kind of its cells."""
    low = name.strip("*? ").lower()
    for role, words in (("describing", DESCRIBING), ("meaning", MEANING), ("purpose", PURPOSE), ("remark", REMARKS)):
        if low in words:
            return role
    if low in EXAMPLE:
        return "example"
    if kind == "state":
        return "state" if STATE.match(low) else "other"
    if low in GROUNDS:
        return "ground"
    if name.endswith("?") or re.search(r"[^\w\s`./-]", UNIT.sub("", name)) or len(low.split()) > 4:
        return "other"
    if CODE.match(name):
        return "code"
    last = head_as_written(phrase)
    known = is_noun(singular(last.lower())) and (last.islower() or last.isupper())
    return "attribute" if known else "participle" if PARTICIPLE.match(low) else "other"


def read_column(place: int, name: str, text: str, cells: list[Cell], matrix: bool) -> Column:
    kinds = {cell.kind for cell in cells} - {"empty"}
    kind = "state" if kinds and kinds <= {"yes", "no"} else kinds.pop() if len(kinds) == 1 else "text"
    unit = UNIT.search(name)
    has_unit = unit is not None and unit["unit"].lower() in UNITS
    bare = UNIT.sub("", name) if has_unit else name
    phrase = in_sentence(bare.strip("*? "), text)
    role = "thing" if matrix else role_of(name, phrase, kind)
    return Column(place, name, phrase, role if has_unit or not unit or matrix else "other", kind, unit["unit"] if unit and has_unit else "")


def demoted(column: Column, count: int, noun: str) -> Column:
    """Remarks describe the rows only where nothing else does."""
    if column.role != "remark":
        return column
    lone = count == 1 and column.name.lower() in ("note", "notes", "remarks", "comment", "comments") and noun
    return column._replace(role="describing" if lone else "other")


def usable_key(key: Cell, noun: str) -> bool:
    """Whether a row can be named by its key inside a question."""
    text = key.text
    if key.kind not in ("text", "code") and not (key.kind in ("number", "version") and singular(head(noun)) in CODES):
        return False
    if len(text) > MOST_KEY or ("`" in text and not CODE.match(text)) or ('"' in text and "`" not in text):
        return False
    words = text.split()
    if key.kind == "text" and re.search(r"\band\b|^(?:all|any|other|both|total)\b|^\(|^-", text, re.IGNORECASE):
        return False
    return len(words) <= 7 and not text.endswith((".", "!")) and not (", " in text and "(" not in text) and "{{" not in text
