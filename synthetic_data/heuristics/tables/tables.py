"""Pairs from tables: one cell asked for by its row and header, a row by its cell, and rows against each other."""

import re
from collections.abc import Iterator, Sequence

from ...records import Item
from ..words.base import Candidate, View, pick
from ..words.english import balanced
from ..words.naming import OF, bare, content_words, is_specific, lower_first, quoted
from ..words.placing import within_whole
from .table_comparisons import comparisons
from .table_model import Column, Row, Table, tables_of
from .table_phrases import Asked, pieces
from .table_questions import attribute, describing, grounds, in_matrix, state
from .table_words import SHARED, head

OWNED = frozenset("argument parameter attribute keyword field value".split())
SIGNATURE = re.compile(r"^ {0,8}`(?:class )?([\w.]+)\([^`\n]*\)` *$", re.MULTILINE)  # a line that only declares a function
MOST_NAME = 100  # characters of heading and title together


def tables(view: View) -> Iterator[Candidate]:
    """Everything that the tables of a section can honestly be asked."""
    if "table" not in view.section.kinds or not view.english:
        return
    for table in tables_of(view):
        owners = unnamed_owners(view, table)
        if owners > 1:
            continue  # of which of them it is an argument, no question tells
        if owners:  # that some "language" is a string says nothing
            table = table._replace(columns=tuple(column for column in table.columns if head(column.phrase) not in SHARED))
        for asked in (*single_cells(table, view.section.text), *comparisons(table, view.section.text)):
            if is_fair(asked):
                found = candidate(view, table, asked)
                if not given_away(found.item):
                    yield found


def unnamed_owners(view: View, table: Table) -> int:
    """How many functions stand under the heading of a table of arguments, where that heading names none of them."""
    if head(table.noun) not in OWNED:
        return 0
    text, at = view.section.text, table.block.start - view.section.start
    begin, end = max(0, text.rfind("\n#", 0, at)), text.find("\n#", at)
    owners = SIGNATURE.findall(text[begin : end if end > 0 else len(text)])
    return 0 if any(owner.rpartition(".")[2] in table.where for owner in owners) else len(owners)


def single_cells(table: Table, text: str) -> Iterator[Asked]:
    """The lookups of every row: the first telling column states the fact of the row, the others are there to be recalled."""
    described = any(column.role in ("describing", "meaning") for column in table.columns)
    for row in table.rows:
        question_type = "factual_recall" if described else "fact_based"
        for column in table.columns:
            for asked in lookups(table, row, column, question_type) if not table.matrix else in_matrix(row, column, table, text):
                if asked.question_type == "fact_based":
                    question_type = "factual_recall"
                yield asked


def lookups(table: Table, row: Row, column: Column, question_type: str) -> Iterator[Asked]:
    if column.role in ("describing", "meaning", "purpose"):
        yield from describing(table, row, column)
    elif column.role in ("attribute", "code", "example", "participle", "count"):
        yield from attribute(table, row, column, question_type)
    elif column.role == "state":
        yield from state(table, row, column)
    elif column.role == "ground":
        yield from grounds(table, row, column)


def is_fair(asked: Asked) -> bool:
    """Whether question and answer are whole, and the question doesn't give the answer away."""
    answer, question = asked.answer.lower().strip("`."), asked.question.lower()
    if f'"{answer}"' in question or f"`{answer}`" in question:
        return False
    return balanced(asked.question) and balanced(asked.answer) and not (len(answer) > 2 and answer in question)


def given_away(item: Item) -> bool:
    """Whether all words of the answer stand in the question, the names of headings included."""
    told, question = pieces(item.answer), item.question.lower()
    return bool(told) and False not in map(question.__contains__, told) and told <= pieces(item.question)


def candidate(view: View, table: Table, asked: Asked) -> Candidate:
    """The question with its subject named and its evidence: the header and the rows."""
    blocks = (table.block.children[0], *(row.block for row in asked.rows))
    item = Item(
        question=in_context(asked.question, view, table.headings),
        reasoning_steps=asked.steps,
        answer=asked.answer,
        evidence=tuple(view.source(block.start, block.end) for block in blocks),
        spans=tuple((0, block.start, block.end) for block in blocks),
        family="tables",
        choices=asked.choices,
    )
    return Candidate(asked.question_type, item, tuple(row.block.start for row in asked.rows))


def in_context(core: str, view: View, headings: Sequence[str]) -> str:
    """The question with its subject named: a row alone tells little, so heading and title stand side by side."""
    title = content_words(view.title)
    if is_specific(view.title) and len(title) > 1 and title <= content_words(core):
        return core
    name, inside = name_of_table(core, view, headings), lower_first(core)
    frames: tuple[str, ...] = (f"According to {name}, {inside}", f"{core[:-1]}, according to {name}?", f"Based on {name}, {inside}")
    if " in " not in name:  # 'In "A" in "B"' stumbles
        frames += (f"In {name}, {inside}",)
    return pick(frames, "frame", core)


def name_of_table(core: str, view: View, headings: Sequence[str]) -> str:
    """The document with the heading above the table and, for a heading of one word ("Flags": of what?), the one above that."""
    telling = [heading for heading in headings if is_specific(heading)]
    title, inner = view.title, telling[-1] if telling else view.title
    if OF in title:
        return within_whole(title, inner, core)
    words, above = content_words(inner), title
    if len(words) == 1:
        above = next((heading for heading in reversed(telling) if not content_words(heading) & words), title)
    if not is_specific(title) or content_words(title) <= words:
        return quoted(inner) if above in (title, inner) or not is_specific(above) else f"{quoted(inner)} in {quoted(above)}"
    if words <= content_words(title) or words <= content_words(core) or len(inner) + len(title) > MOST_NAME:
        return quoted(title)
    new = not content_words(above) <= content_words(title)  # the heading above tells more than the title
    if new and "(" not in inner + title and len(inner) + len(above) + len(title) <= MOST_NAME:
        return f"{quoted(title)} ({bare(above)}, {bare(inner)})"
    if "(" in inner or "(" in title:
        return f"{quoted(inner)} in {quoted(title)}"
    return pick((f"{quoted(inner)} in {quoted(title)}", f"{quoted(title)} ({bare(inner)})"), "name", core)
