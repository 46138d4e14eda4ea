"""How sections travel between processes and lie on disk: as columns, in which many thousand small records are a few long lists."""

import pickle
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, repeat
from operator import attrgetter
from typing import Any

from ..records import Block, Fact, Mark, Plain, Section

the_rest = attrgetter(*(name for name in Section.__slots__ if name not in ("blocks", "facts", "defining")))
BLOCKS = Section.__slots__.index("blocks")  # where they stand among the fields, and the facts behind them
in_a_row = chain.from_iterable
of_values = tuple.__new__  # what a named tuple is made with in the end, without its call of Python


def packed(sections: Sequence[Section], defining: frozenset[int] | None = None) -> bytes:
    """Sections as bytes that only this program reads again. defining goes into each of them, see `Section`."""
    blocks = list(in_a_row([section.blocks for section in sections]))
    parents = []
    for number, block in enumerate(blocks):  # the list grows as it is gone through: what is inside comes behind all before it
        if block.children:
            parents.append(number)
            blocks += block.children
    *fields, texts, children, infos = columns(blocks, len(Block._fields))
    told = [number for number, text in enumerate(texts) if text is not None]
    words, runs, marks = columns([texts[number] for number in told], len(Plain._fields))
    facts = [section.facts for section in sections]
    apart = (
        list(map(the_rest, sections)),
        defining,
        (bounds([section.blocks for section in sections]), parents, [len(children[number]) for number in parents]),
        (fields, infos, told, words),
        (bounds(runs), array("I", b"".join(runs))),
        (bounds(marks), columns(in_a_row(marks), len(Mark._fields))),
        (bounds(facts), columns(in_a_row(facts), len(Fact._fields))),
    )
    return pickle.dumps(apart, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> tuple[Section, ...]:
    """The sections that were packed."""
    rest, defining, (until, parents, counts), (fields, infos, told, words), runs, marks, facts = pickle.loads(data)
    texts: list[Plain | None] = [None] * len(infos)
    plains = records(Plain, (words, groups(runs[1], runs[0]), groups(records(Mark, marks[1]), marks[0])))
    for number, plain in zip(told, plains, strict=True):
        texts[number] = plain
    blocks = list(records(Block, (*fields, texts, repeat(()), infos)))
    end = len(blocks)
    for number, count in zip(reversed(parents), reversed(counts), strict=True):  # what is inside is whole before it is put there
        start = end - count
        blocks[number] = of_values(Block, (*blocks[number][:-2], tuple(blocks[start:end]), infos[number]))
        end = start
    held = zip(rest, groups(tuple(blocks), until), groups(records(Fact, facts[1]), facts[0]), strict=True)
    return tuple([Section(*(*own[:BLOCKS], *inside, *own[BLOCKS:], defining)) for own, *inside in held])


def columns(given: Iterable[Sequence[Any]], count: int) -> list[Sequence[Any]]:
    """Records field by field; numbers as an array, which is pickled as it is."""
    found = list(zip(*given, strict=True)) or [()] * count
    return [array("I", column) if column and type(column[0]) is int else column for column in found]


def records(kind: type, fields: Sequence[Iterable[Any]]) -> tuple[Any, ...]:
    """The records that were told field by field."""
    return tuple(map(of_values, repeat(kind), zip(*fields, strict=False)))


def bounds(given: Sequence[Sequence[Any]]) -> "array[int]":
    """Where each of these begins, and ends, when they stand in a row."""
    return array("I", accumulate(map(len, given), initial=0))


def groups(row: Sequence[Any], bounds: "array[int]") -> list[Sequence[Any]]:
    """What stands in a row, group by group."""
    return [row[start:end] for start, end in zip(bounds, bounds[1:], strict=False)]
