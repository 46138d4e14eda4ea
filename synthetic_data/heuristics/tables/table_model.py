"""Reads a markdown table as what it says: which column names its rows, what the others tell, and whether it may be asked about."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...records import Block
from ...text.plain import shown
from ..words.base import Place, View
from ..words.english import balanced
from ..words.everyday import is_everyday
from ..words.naming import quoted
from . import table_words as words
from .table_cells import CODE, DATE, NUMBER, Cell, has_unsafe, read_cell
from .table_heads import CAPTION, belongs_to_example, first_of_their_kind, is_legend, is_no_header, shows_examples, told_apart
from .table_words import head, head_as_written, in_sentence, is_noun, is_plural, row_noun, singular

LEAST_ROWS = 2
MOST_ROWS = 200
LEAST_SHARE = 2.5  # one row in so many at least is told apart by its key; else the key is another column, or two of them
MOST_HEADER = 48
MOST_KEY = 64
MOST_KEY_WORDS = 7
# A header that holds these is no plain noun phrase.
UNNAMED = re.compile(
    r"^(?:since|when|where|how|what|who|why|which|if|in|as|for|from|with|used|added|your|is|has|can)\b"
    r"|.\b(?:the|an?|is|are|looks?|you|i)\b"
)
UNNAMABLE = re.compile(r"[^\w\s`./-]")
PLACEHOLDER = re.compile(
    r"^(?:option|solution|item|example|case|column|row|feature|alternative|name|value|header|cell|foo|bar|baz|a|b|c|person|user"
    r"|`?(?:lib)?(?:foo|bar|baz|qux)\d*(?:-\w+)?\d*`?"
    r"|apples?|bananas?|oranges?|cherry|cherries|alice|bob|carol|charlie|john|jane|john doe|jane doe)"
    r" ?\d*$",
    re.IGNORECASE,
)
NUMBERED_HEADER = re.compile(r"^\(|\.\.\.|…|[.,]$")
SEVERAL = re.compile(r"\band\b|^(?:all|any|other|both|total)\b|^\(|^-", re.IGNORECASE)
STATED = re.compile(r"\w (?:is|are|was|were|has|have|must|can|cannot|will|should) ")  # a sentence, no name
MOST_WORDS_OF_NUMBER = 4  # "small to medium" may stand for a size
DIGIT = re.compile(r"\d")
NAMING = re.compile(r"[^\W\d_]{2}|[^\W\d_]\d")
ELLIPSES = frozenset(("…", "...", "\\..."))

KNOWN_ROLES = (
    (words.DESCRIBING, "describing"), (words.MEANING, "meaning"), (words.PURPOSE, "purpose"),
    (words.REMARKS, "remark"), (words.EXAMPLE, "example"),
)  # fmt: skip

Cells = tuple[Cell, ...]


class Column(NamedTuple):
    """A column: its header as written and as it stands in a sentence, what it tells about a row, and the kind of its cells.

    role is one of: describing, meaning, purpose, example, state, ground, code, count, attribute, participle, thing (one side of
    a comparison), remark, other. kind is the one kind of all filled cells, "state" if they are yes and no, else "text". unit is
    what the header states in parentheses.
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
    cells: Cells


class Table(NamedTuple):
    """A table worth asking about. noun is what a row is called, or ""; in a matrix the columns are the things compared."""

    block: Block
    headings: tuple[str, ...]
    noun: str
    key_name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    all_cells: tuple[Cells, ...]  # of every row, also of those that are not asked about
    matrix: bool

    @property
    def whole(self) -> bool:
        """Whether every row can be named: only then can rows be counted."""
        return len(self.rows) == len(self.all_cells)

    @property
    def where(self) -> str:
        return quoted(self.headings[-1])


@lru_cache(maxsize=256)  # read for the links of a document, and once more for each of its sections
def tables_of(view: View) -> tuple[Table, ...]:
    """The tables of a section that are certain to be read right; a row that two of them share under one heading is left out."""
    found = [(place, table) for place in table_places(view) if (table := read_table(view, place))]
    shared = Counter((table.headings, row.key.text) for _, table in found for row in table.rows)
    first = first_of_their_kind([place for place, _ in found])
    kept = (one._replace(rows=tuple(row for row in one.rows if shared[one.headings, row.key.text] == 1))
            for place, one in found if place in first or told_apart(one.noun, [column.role for column in one.columns]))  # fmt: skip
    return tuple(table for table in kept if table.rows)


def table_places(view: View) -> Iterator[Place]:
    """The tables of a section, also those inside quotes and lists."""
    for place in view.places:
        if place.block.kind == "table":
            yield place
        elif place.block.children:
            yield from (Place(block, place.headings, None) for block in place.block.walk() if block.kind == "table")


def read_table(view: View, place: Place) -> Table | None:
    """A table with a usable header and rows that are told apart by their key; None when in doubt."""
    header, *body = place.block.children
    names = [shown(cell.text).strip(" :") if cell.text else "" for cell in header.children]
    lead = place.before.text.text if place.before and place.before.text else ""
    headings = headings_of(view, place, lead)
    if shows_examples(view.title, headings, lead):
        return None
    if not least_rows(names) <= len(body) <= MOST_ROWS or not usable_header(header, names):
        return None
    if any(len(row.children) != len(names) for row in body):
        return None
    rows = cells_of(body, names)
    key = 1 if names[0].lower() in words.INDEX and len(names) > 2 else 0
    matrix = is_matrix(names, key)
    unnamed = not matrix and (names[key].lower() in words.SIDES_OF_ONE or is_no_header(names, rows, key))
    if unnamed or not regular(view, body, rows, len(names)) or not named_by(rows, key):
        return None
    noun = row_noun(names[key], (lead.rsplit(". ", 1)[-1], *reversed(headings)), view.section.text)
    if head(noun) == "command" and sum(row[key].text.startswith("`-") for row in rows) * 2 > len(rows):
        noun = "option"  # `--verbose` is none, whatever the header says
    kept = named_rows(body, rows, key, noun)
    duplicates = len({row[key].text.lower() for row in rows}) < len(rows)
    if len(kept) * LEAST_SHARE < len(rows) or (duplicates and head(noun) in words.CATEGORICAL):
        return None
    columns = read_columns(names, rows, key, view.section.text)
    if matrix:
        columns = tuple(column._replace(role="thing") for column in columns)
    columns = without_examples(dated(supported(columns), noun))
    if not matrix and len(columns) == 1 and noun and columns[0].name.lower() in words.LONE_REMARKS:
        columns = (columns[0]._replace(role="describing"),)
    if not matrix and words.specifies(noun):
        columns = tuple(described(column, rows) for column in columns)
    return Table(place.block, headings, noun, names[key], columns, kept, rows, matrix)


def described(column: Column, rows: Sequence[Cells]) -> Column:
    """A "value" that most rows tell in a phrase ("The name of the author") is a description, not a value to be asked for."""
    if column.phrase.lower() not in ("value", "values"):
        return column
    told = sum(cells[column.place].kind == "text" and len(cells[column.place].text.split()) > 2 for cells in rows)
    return column._replace(role="describing") if told * 2 > len(rows) else column


def cells_of(body: Sequence[Block], names: Sequence[str]) -> tuple[Cells, ...]:
    """The cells of each row, as their columns take them."""
    rows, numeric = [tuple(map(read_cell, row.children)) for row in body], [head(name) in words.NUMERIC for name in names]
    return tuple([tuple(map(in_its_column, row, numeric)) for row in rows] if True in numeric else rows)


def in_its_column(cell: Cell, numeric: bool) -> Cell:
    """A sentence under "Version" or "Date" says that the row is shifted: such a cell is unfit to be quoted."""
    wrong = numeric and cell.kind == "text" and len(cell.text.split()) > MOST_WORDS_OF_NUMBER and not DIGIT.search(cell.text)
    return cell._replace(kind="unfit") if wrong else cell


def without_examples(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    roles = [column.role for column in columns]
    return tuple(column._replace(role="other") if belongs_to_example(column.phrase, roles) else column for column in columns)


def least_rows(names: Sequence[str]) -> int:
    """One row is enough where the header says that the columns tell about it: "Option", "Default", "Description"."""
    return 1 if any(name.lower() in words.STRONG for name in names[1:]) and names[0] else LEAST_ROWS


def supported(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Versions in several columns tell since when each of some systems has a thing: it has no "version" or "test" of its own."""
    several = sum(column.kind == "version" and column.role == "attribute" for column in columns) > 1
    return tuple(column._replace(role="other") if several and column.kind == "version" else column for column in columns)


def dated(columns: tuple[Column, ...], noun: str) -> tuple[Column, ...]:
    """A bare "Date" is the date of the release where the rows are releases; beside another date nobody knows which it is."""
    several = sum(column.kind == "date" for column in columns) > 1
    if noun == "release":
        return tuple(column._replace(phrase="release date") if column.phrase == "date" else column for column in columns)
    return tuple(column._replace(role="other") if several and column.phrase == "date" else column for column in columns)


def headings_of(view: View, place: Place, lead: str) -> tuple[str, ...]:
    """The headings above a table, its caption the innermost; the title if there are none."""
    caption = CAPTION.match(lead)
    return (*place.headings, caption["name"]) if caption else place.headings or (view.title,)


def usable_header(header: Block, names: Sequence[str]) -> bool:
    """Whether the first row names columns: short, distinct names without data; only the corner may be empty."""
    low = [name.lower() for name in names]
    if len(names) < 2 or not all(names[1:]) or len(set(low)) < len(low) or max(map(len, names)) > MOST_HEADER:
        return False
    if low[0] in words.SIDE_BY_SIDE or any(words.LOGGING.match(name) for name in low):
        return False
    if any(cell.text and has_unsafe(cell.text) for cell in header.children):
        return False
    # data begins or ends with another character than a letter
    data = any(not (name[:1].isalpha() and name[-1].isalpha()) and (NUMBER.match(name) or DATE.match(name)) for name in names)
    return not data and not any(NUMBERED_HEADER.search(name) or not balanced(name) for name in names)


def regular(view: View, body: Sequence[Block], rows: Sequence[Cells], width: int) -> bool:
    """Whether no row has more cells than the header, and no column is empty (a sign of a shifted header)."""
    if any(all(row[number].kind == "empty" for row in rows) for number in range(width)):
        return False
    # a row with more cells than the header lost some of them in the parser
    lines = [view.source(row.start, row.end).strip().strip("|") for row in body]
    return all([line.count("|") - line.count("\\|") < width for line in lines])  # a pipe behind a backslash parts nothing


def named_by(rows: Sequence[Cells], key: int) -> bool:
    """Whether every row is named: a blank key is a cell merged with the one above, a numbered one a form to be filled in."""
    if any(row[key].text in ELLIPSES for row in rows):
        return False  # "and so on": the rows are examples
    return all(row[key].text for row in rows) and sum(bool(PLACEHOLDER.match(row[key].text)) for row in rows) < 2


def named_rows(body: Sequence[Block], rows: Sequence[Cells], key: int, noun: str) -> tuple[Row, ...]:
    """The rows whose key is their own and can stand in a question."""
    names = [row[key].text.lower() for row in rows]
    counts = Counter(names)
    named = [Row(block, row[key], row) for name, block, row in zip(names, body, rows, strict=True) if counts[name] == 1]
    return tuple([row for row in named if stands_once(row) and usable_key(row.key, noun)])


def stands_once(row: Row) -> bool:
    """Whether no other cell of a row says its key again: then two columns name the row, not one."""
    return [cell.text for cell in row.cells].count(row.key.text) == 1


def usable_key(key: Cell, noun: str) -> bool:
    """Whether a row can be named by its key inside a question."""
    text = key.text
    if not noun and not NAMING.search(text):
        return False  # ">50%", `{...}`: of what?
    if key.kind not in ("text", "code") and not (key.kind in ("number", "version") and head(noun) in words.CODES):
        return False
    if len(text) > MOST_KEY or len(text.split()) > MOST_KEY_WORDS or text.endswith((".", "!")) or "{{" in text:
        return False
    if CODE.match(text):
        return True
    if "`" in text or '"' in text or (", " in text and "(" not in text):
        return False
    if is_everyday(text):
        return False
    return key.kind != "text" or not (SEVERAL.search(text) or STATED.search(text))


def is_matrix(names: Sequence[str], key: int) -> bool:
    """Whether the columns are the things compared and the rows their aspects."""
    others = [name.lower().strip("?") for name in names[1:]]
    if key or len(others) < 2 or any(name in words.TELLING or words.STATE.match(name) for name in others):
        return False
    if not names[0] and any(singular(head(name)) in words.TOLD_OF_ROWS for name in others):
        return False  # a row is a thing, and its "version" one of the columns
    nouns = sum(is_noun(singular(head(name))) for name in others)
    return not names[0] or (names[0].lower() in words.ASPECTS and nouns * 2 < len(others))


def read_columns(names: Sequence[str], rows: Sequence[Cells], key: int, text: str) -> tuple[Column, ...]:
    numbers = [number for number in range(len(names)) if number != key and names[number]]
    return tuple(read_column(number, names[number], [row[number] for row in rows], text) for number in numbers)


def read_column(place: int, name: str, cells: Sequence[Cell], text: str) -> Column:
    kinds = {cell.kind for cell in cells} - {"empty"}
    kind = "state" if kinds and kinds <= {"yes", "no"} else kinds.pop() if len(kinds) == 1 else "text"
    stated = words.UNIT.search(name) if name.endswith((")", "]")) else None
    unit = stated["unit"] if stated and stated["unit"].lower() in words.UNITS else ""
    phrase = in_sentence((words.UNIT.sub("", name) if unit else name).strip("*? "), text)
    role = role_of(name, phrase, kind) if unit or not stated else "other"
    if role in ("other", "attribute") and kind == "number" and not unit and not any(cell.unit for cell in cells):
        role = "count" if is_plural(phrase) and phrase.replace(" ", "").isalpha() else role
    return Column(place, name, phrase, "other" if role in ("attribute", "participle") and is_legend(cells) else role, kind, unit)


def role_of(name: str, phrase: str, kind: str) -> str:
    """What a column tells about a row, by its header, as written and within a sentence, and the kind of its cells."""
    low = name.strip("*? ").lower()
    for names, role in KNOWN_ROLES:
        if low in names:
            return role
    if kind == "state":
        return "state" if words.STATE.match(low) else "other"
    if CODE.match(name):
        return "code" if words.CODE_NAME.match(name) else "other"
    if low in words.GROUNDS:
        return "ground"
    return "other" if name.endswith("?") else named_role(words.UNIT.sub("", low) if low.endswith((")", "]")) else low, phrase)


def named_role(low: str, phrase: str) -> str:
    """Whether a header is a noun that can be asked for, or a participle ("used by") that makes a question."""
    if words.PARTICIPLE.match(low):
        return "participle"
    if UNNAMED.search(low) or UNNAMABLE.search(low) or len(low.split()) > 4:
        return "other"
    last = head_as_written(phrase)
    if last.endswith(("ness", "ity")) and last not in words.QUANTITIES:
        return "other"  # nobody asks which maturity is given
    return "attribute" if is_noun(singular(last.lower())) and (last.islower() or last.isupper()) else "other"
