"""Table cells looked up by row and column, and rows by a cell, in a language known only by its wording."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...records import Block
from ...text.language import WIDE
from ...text.plain import shown
from ..tables.table_cells import CODE, Cell, read_cell
from ..tables.table_model import named_by, regular, table_places, usable_header
from ..words.base import Candidate, Place
from ..words.english import balanced
from ..words.everyday import is_everyday
from .worded import Speaker, size
from .worded_worth import adds, frequent, gives_away, is_bare_figure, is_patched, is_torn

ROWS = (2, 200)
LEAST_ASKED_BACK = 3  # telling words of a description that leads to its row
USUAL, USUAL_SHARE = 3, 1 / 3
MOST_KEY, MOST_KEY_WORDS, MOST_VALUE, MOST_ASKED_BACK = 64, 8, 300, 80
UNFIT = frozenset(("empty", "unfit", "yes", "no"))
SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", ":", "：", ",", "，")

MARKS = frozenset('„“”«»"')
BULLETS = ("•", "·", "- ", "* ", "–")  # a row below another one, which names it
FOOTNOTE = re.compile(r"\S\s?\[\w{1,2}\](?:$|\s)")
LINE = re.compile(r"`[^`]*\s[^`]*`$|[$#>] ")  # a line of code heads no column: the first row is one like the others
LETTERS = re.compile(r"[^\W\d_]")
SIGNS = re.compile(r"\W+")
MOST_CODE = 2  # letters: "de" is the code of what is looked for
TEMPLATE = re.compile(r"([A-Za-z])\1{2}")  # "aaaa_engraver" shows how names are made

Rows = Sequence[tuple[Block, tuple[Cell, ...]]]
Told = Mapping[tuple[str, str], frozenset[tuple[str, str]]]  # place and column: the rows' names with their values


class Column(NamedTuple):
    """One column that is asked about: the table's place and header, the names of its columns, the key's and this one's number.

    told are the keys and values that all tables of the place have in a column of this name, in lower case.
    """

    place: str
    header: Block
    names: Sequence[str]
    key: int
    number: int
    told: frozenset[tuple[str, str]]


def tables(speaker: Speaker) -> Iterator[Candidate]:
    """Every cell of every regular table, and every row that one of its cells tells from the others."""
    if "table" not in speaker.view.section.kinds:
        return
    places = list(table_places(speaker.view))
    told = told_by(speaker, places)
    for place in places:
        yield from table(speaker, place, told)


def told_by(speaker: Speaker, places: Sequence[Place]) -> Told:
    """What all tables of a section tell: two of one place may share a row's name and a column, and differ in the value."""
    told: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for place in places:
        name, names = speaker.place(place.headings, ""), names_of(place.block.children[0])
        key = key_of(speaker, names)
        for row in place.block.children[1:]:
            cells = [read_cell(cell).text.lower() for cell in row.children]
            for header, text in zip(names, cells, strict=False):
                if len(cells) > key:
                    told[name, header.lower()].add((cells[key], text))
    return {asked: frozenset(pairs) for asked, pairs in told.items()}


def names_of(header: Block) -> list[str]:
    return [shown(cell.text).strip(" :：*") if cell.text else "" for cell in header.children]


def key_of(speaker: Speaker, names: Sequence[str]) -> int:
    """Which column names the rows: the first, or the one behind a column of mere numbers."""
    return 1 if len(names) > 2 and speaker.holds("remarks", names[0]) else 0


def table(speaker: Speaker, place: Place, told: Told) -> Iterator[Candidate]:
    header, *body = place.block.children
    names = names_of(header)
    if not ROWS[0] <= len(body) <= ROWS[1] or not usable_header(header, names) or any(map(LINE.match, names)):
        return
    read = tuple(tuple(read_cell(cell) for cell in row.children) for row in body)
    key = key_of(speaker, names)
    if not regular(speaker.view, body, read, len(names)) or not named_by(read, key):
        return
    if any(
        CODE.match(name) and 2 * sum(row[place].kind == "code" for row in read) >= len(read) for place, name in enumerate(names)
    ):
        return  # what stands above code is code like it: the first row is no header
    if is_legend(names[key], [row[key].text for row in read]):
        return
    if not speaker.is_own(" ".join((*names, *(cell.text for cell in read[0])))):
        return
    keys = Counter(cells[key].text.lower() for cells in read)
    rows = [(block, cells) for block, cells in zip(body, read, strict=True) if keys[cells[key].text.lower()] == 1]
    rows = [(block, cells) for block, cells in rows if usable_key(cells[key])]
    others = [number for number in range(len(names)) if number != key]
    telling = [number for number in others if tells(speaker, names[number], [row[number] for row in read])]
    name = speaker.place(place.headings, str(place.block.start))
    if 2 * len(rows) >= len(body) and name:
        for number in telling:
            pairs = told[speaker.place(place.headings, ""), names[number].lower()]
            yield from column(speaker, Column(name, header, names, key, number, pairs), rows, number == telling[0])


def is_legend(name: str, keys: Sequence[str]) -> bool:
    """Whether a letter stands above letters: the first row of a legend is one of its rows, and no header."""
    return len(name) == 1 and name.isalpha() and all(len(key) == 1 and key.isalpha() for key in keys)


def usable_key(cell: Cell) -> bool:
    """Whether a row can be named by its key inside a question."""
    text = cell.text
    if is_everyday(text) or cell.kind not in ("text", "code", "version") or len(text) > MOST_KEY or size(text) > MOST_KEY_WORDS:
        return False
    if text.startswith((*BULLETS, "(", "（")) or FOOTNOTE.search(text) or is_patched(text):
        return False
    return not text.endswith(SENTENCE_ENDS) and balanced(text) and not set(text) & set('„“”«»"')


def tells(speaker: Speaker, name: str, cells: Sequence[Cell]) -> bool:
    """Whether a column says something of its rows: no remarks, no mere yes and no, not the same everywhere."""
    if (
        not name
        or "=" in name
        or name.endswith(("?", "？"))
        or speaker.holds("remarks", name)
        or not speaker.is_own(name)
        or is_torn(name)
    ):
        return False
    values = {cell.text.lower() for cell in cells if cell.kind not in UNFIT and not is_bare_figure(cell, name)}
    return len(values) > 1 and not all(value in speaker.wording.words["yes_no"] for value in values)


def column(speaker: Speaker, asked: Column, rows: Rows, first: bool) -> Iterator[Candidate]:
    """The cells of one column; the first telling column states the fact of the row, the others are there to be recalled."""
    texts = [cells[asked.number].text for _, cells in rows]
    values, header = [text.lower() for text in texts], asked.names[asked.number]
    common = frequent(texts) if speaker.holds("describing", header) else None
    answers = Counter(row for row, _ in asked.told)
    known = not any(cells[asked.number].kind == "unfit" for _, cells in rows)  # a ditto mark may stand for any value
    for block, cells in rows:
        cell, key = cells[asked.number], cells[asked.key].text
        text = cell.text.lower()
        if (
            not is_value(speaker, cell, header)
            or key.strip("`").lower() in text
            or text in key.lower()
            or bare(text) == bare(key.lower())
        ):
            continue
        if common is not None and cell.kind == "text" and not adds(cell.text, key, common):
            continue
        if answers[key.lower()] > 1:
            continue  # another table of this place says something else of a row called so
        if values.count(text) >= max(USUAL, USUAL_SHARE * len(values)):
            continue  # what most rows say is no news of one
        told = {"place": asked.place, "row": key, "column": header, "value": short(cell.text)}
        spans = ((asked.header.start, asked.header.end), (block.start, block.end))
        yield speaker.candidate(("fact_based" if first else "factual_recall", "table_cell"), told, cell.text, spans)
        if common is not None and cell.kind == "text" and not adds(cell.text, key, common, LEAST_ASKED_BACK):
            continue
        if known and sum(text in value for _, value in asked.told) == 1 and is_asked_back(text) and not gives_away(key, text):
            yield speaker.candidate(("factual_recall", "table_row"), told, key, spans)


def bare(text: str) -> str:
    """The letters and digits of a text, or all of it: "-le" and "le" are one name."""
    return SIGNS.sub("", text) or text


def is_asked_back(text: str) -> bool:
    """Whether a value can be quoted in the question for its row, and says enough to tell the row by it."""
    if text.isalpha() and len(text) <= MOST_CODE and not WIDE.search(text) or TEMPLATE.search(text):
        return False
    return len(text) <= MOST_ASKED_BACK and MARKS.isdisjoint(text) and LETTERS.search(text) is not None


def is_value(speaker: Speaker, cell: Cell, header: str) -> bool:
    """Whether a cell is an answer by itself."""
    text = cell.text
    if is_torn(text) or is_bare_figure(cell, header) or len(text) == 1 and text.isalpha() and not WIDE.search(text):
        return False  # a letter is a mark that another place explains
    if cell.kind in UNFIT or len(text) > MOST_VALUE or text.lower() in speaker.wording.words["yes_no"] or not balanced(text):
        return False
    if "](" in text or FOOTNOTE.search(text) or speaker.holds("leaning", text):
        return False
    return cell.kind != "text" or speaker.is_own(text)


def short(text: str) -> str:
    """A value as a question or a step quotes it: without the full stop of its cell."""
    text = text.rstrip(".。")
    return text if len(text) <= MOST_ASKED_BACK or "`" in text else text[:MOST_ASKED_BACK].rsplit(" ", 1)[0] + " …"
