"""Tells headers that are none (rows of data stand in their place), and columns that tell of another thing than the row."""

import re
from collections.abc import Sequence

from ...text.plain import shown
from ..words.base import Place
from ..words.naming import OF
from .table_cells import CODE, Cell
from .table_words import CODES as WORDS_OF_CODES
from .table_words import head, is_noun, singular

LEAST_CHARACTERS = 3
MARK = re.compile(r"[^\w\s#]{1,3}")
EXAMPLES = re.compile(
    r"\b(?:template|fictitious|hypothetical|sample|for example|e\.g\.|examples? of)\b|^example"
    r"|^benchmarks?\b|\b(?:installation|build|boot|execution) times$|^test results",
    re.IGNORECASE,
)  # of some machines
SUPPOSED = re.compile(r"\bwould (?:then )?(?:be|look|have|give|get|yield|show)\b[^.]*:$")  # "the arguments would be:"
CAPTION = re.compile(r"^Table [\w.-]{1,8}[:.–—-] ?(?P<name>[^\n]{3,80}?)\.?$")
LETTERS = re.compile(r"[A-Z]{1,2}|x")
CODES = re.compile(r"[A-Z]{1,5}")
MOST_CODES = 5  # letters that marks such as "ENGC" and "G" are put together from
NAME = re.compile(r"`[A-Za-z_$][\w.$]*`")  # of what the keys are values of; a number or an option is one of the keys
MOST_WORDS = 3
VERDICTS = frozenset("green red blue yellow orange magenta cyan black white grey gray purple ok true false yes no".split())
# A row that opens with its type tells of the option that the heading names.
TYPES = frozenset(("type", "data type", "datatype"))
OWNED = frozenset(("default", "default value", "mandatory", "required", "optional"))
# Beside an example these tell what the example gives.
GIVEN_BY_EXAMPLE = frozenset(("value", "result", "output", "equivalent", "equals"))


def is_legend(cells: Sequence[Cell]) -> bool:
    """Whether a column holds marks that a legend explains ("E", "X", "EX"; "ENGC" beside "G"), and no words."""
    marks = [cell.text for cell in cells if cell.text]
    if {1} < set(map(len, marks)) and all(map(CODES.fullmatch, marks)) and len(set("".join(marks))) <= MOST_CODES:
        return True
    told = {mark.upper() for mark in marks}
    return bool(marks) and all(LETTERS.fullmatch(mark) for mark in marks) and ("X" in told or len(told) * 2 <= len(marks))


def is_no_header(names: Sequence[str], rows: Sequence[Sequence[Cell]], key: int) -> bool:
    """Whether no question about a row can be asked by these names of columns."""
    return tells_of_heading(names, key) or is_row(names, rows, key)


def is_row(names: Sequence[str], rows: Sequence[Sequence[Cell]], key: int) -> bool:
    """Whether the first row holds what the others hold, and so is no header: a cell of its own column, code like the keys."""
    if any(MARK.fullmatch(name) or name.lower() in VERDICTS for name in names):
        return True  # "VALUE_ONE", "=", "1 (0x1)"; a colour of a legend
    written = [tuple(cell.text for cell in row) for row in rows]
    for place, name in enumerate(names):
        if len(name) >= LEAST_CHARACTERS and any(row[place] == name and row != tuple(names) for row in written):
            return True
    if names[key] and not any(name[:1].isupper() for name in names) and not CODE.match(names[key]):
        return not is_noun(singular(head(names[key])))  # "auth", "authentication method" above "port", "tcp port"
    if not CODE.match(names[key]) or sum(CODE.match(row[key]) is not None for row in written) * 2 <= len(rows):
        return False
    if not any(name[:1].isupper() for name in names):
        return True
    return not NAME.match(names[key]) or any(len(name.split()) > MOST_WORDS for name in names)


def tells_of_heading(names: Sequence[str], key: int) -> bool:
    """Whether rows are named by their type beside a default: what has it is named above the table."""
    return names[key].lower() in TYPES and any(name.lower() in OWNED for name in names)


def belongs_to_example(phrase: str, roles: Sequence[str]) -> bool:
    """Whether a column tells of the example beside it, not of the row: the "value" of the format `h:m` is that of "36:00"."""
    return "example" in roles and phrase.lower() in GIVEN_BY_EXAMPLE


def shows_examples(title: str, headings: Sequence[str], lead: str) -> bool:
    """Whether a table only shows what a table might hold."""
    if title.partition(OF)[0].endswith(("Example", "Examples", "example", "examples")):
        return True
    last = "" if CAPTION.match(lead) else lead.rsplit(". ", 1)[-1]
    return bool(EXAMPLES.search(last) or SUPPOSED.search(last) or EXAMPLES.search(headings[-1]))


def first_of_their_kind(places: Sequence[Place]) -> list[Place]:
    """Of tables with the same header under one heading the first: of bare values in others only captions tell of what."""
    first: dict[tuple[object, ...], Place] = {}
    for place in places:
        names = (shown(cell.text) if cell.text else "" for cell in place.block.children[0].children)
        first.setdefault((place.headings, *names), place)
    return list(first.values())


def told_apart(noun: str, roles: Sequence[str]) -> bool:
    """Whether names and their descriptions tell by themselves of what a table is: code 10 of which list?"""
    return "describing" in roles and head(noun) not in WORDS_OF_CODES
