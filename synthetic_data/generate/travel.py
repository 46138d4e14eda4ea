"""How sections travel between processes and lie on disk: their named tuples as plain ones, half the time for pickle."""

import pickle
from collections.abc import Sequence
from typing import Any

from ..records import Block, Fact, Mark, Plain, Section

BLOCKS, FACTS = (Section.__slots__.index(name) for name in ("blocks", "facts"))  # where they stand among the fields
of_values = tuple.__new__  # what a named tuple is made with in the end, without its call of Python


def packed(sections: Sequence[Section]) -> bytes:
    """Sections as bytes that only this program reads again."""
    return pickle.dumps([plain_section(section) for section in sections], pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> tuple[Section, ...]:
    """The sections that were packed."""
    return tuple([named_section(values) for values in pickle.loads(data)])


def plain_section(section: Section) -> list[Any]:
    values = [getattr(section, name) for name in section.__slots__]
    values[BLOCKS], values[FACTS] = tuple(map(plain_block, section.blocks)), tuple(map(tuple, section.facts))
    return values


def named_section(values: list[Any]) -> Section:
    values[BLOCKS] = tuple(map(named_block, values[BLOCKS]))
    values[FACTS] = tuple([of_values(Fact, fact) for fact in values[FACTS]])
    return Section(*values)


def plain_block(block: Block) -> tuple[Any, ...]:
    """A block and all that is in it as plain tuples."""
    kind, start, end, line, text, children, info = block
    plain = (text.text, text.runs, tuple(map(tuple, text.marks)) if text.marks else ()) if text is not None else None
    return kind, start, end, line, plain, tuple(map(plain_block, children)) if children else (), info


def named_block(values: tuple[Any, ...]) -> Block:
    """The block that `plain_block` took apart."""
    kind, start, end, line, text, inside, info = values
    children = tuple(map(named_block, inside)) if inside else ()
    if text is not None:
        words, runs, marks = text
        text = of_values(Plain, (words, runs, tuple([of_values(Mark, mark) for mark in marks]) if marks else ()))
    return of_values(Block, (kind, start, end, line, text, children, info))
