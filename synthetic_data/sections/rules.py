"""Block rules that find what the parser's own find, with less work: lines told at a glance, and each line's place kept."""

import re
from collections.abc import MutableMapping
from itertools import accumulate, count
from operator import add
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

OPENING = frozenset("(\"'“‘")  # like a letter, these begin no block but a paragraph
# Nor do a code span, emphasis, an image, or brackets that are no definition.
SURE = re.compile(r"`(?!``)|[*_]{1,2}[^\s*_]|!\[|\[[^\[\]\\]*\](?!:)")
# What may underline a heading or stand below a table's header: then it was no paragraph.
UNDERLINE = re.compile(r"[-=:| \t]+")


def line_starts(text: str) -> list[int]:
    r"""Offsets at which the lines of a text begin, whose only line end is \n; last, where one more would begin."""
    return list(map(add, accumulate(map(len, text.split("\n")), initial=0), count()))


class Lines(StateBlock):
    """The parser's state, its tables of lines filled without looking at every line: few are indented."""

    def __init__(self, text: str, parser: MarkdownIt, environment: MutableMapping[str, Any], tokens: list[Token]) -> None:
        super().__init__("", parser, environment, tokens)
        lines = text.split("\n")
        starts = line_starts(text)
        if not lines[-1].strip(" \t"):  # no line, as nothing stands in it
            lines.pop()
            starts.pop()
        self.src = text
        self.lineMax = size = len(lines)
        self.bMarks, self.eMarks = [*starts[:-1], len(text)], [*[start - 1 for start in starts[1:]], len(text)]
        self.tShift, self.sCount, self.bsCount = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
        for number, line in enumerate(lines):
            if line and line[0] in " \t":
                blank = line[: len(line) - len(line.lstrip(" \t"))]
                self.tShift[number], self.sCount[number] = len(blank), len(blank.expandtabs(4))


def blocks(state: StateCore) -> None:
    """The parser's step from text to tokens."""
    if state.src:
        lines = Lines(state.src, state.md, state.env, state.tokens)
        state.md.block.tokenize(lines, 0, lines.lineMax)


def plain_paragraph(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A paragraph whose first line can begin nothing else, which most blocks are; so it is tried before all other rules.

    Its one token holds the (start, end) of each line in the text. Lines that can't begin anything else aren't looked at any
    further. A line that may make a heading or a table of what stands before leaves all to the other rules.
    """
    if silent or state.sCount[first] - state.blkIndent > 3:
        return False
    text, begins, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
    line, pieces = first, []
    while line < state.lineMax:
        start, end = begins[line] + shifts[line], ends[line]
        if start >= end:
            break
        begin = text[start]
        if not (begin.isalpha() or begin in OPENING or SURE.match(text, start)) and 0 <= state.sCount[line] <= state.blkIndent + 3:
            if line == first or UNDERLINE.fullmatch(text, start, end):
                return False
            if ends_paragraph(state, line):
                break
        pieces.append((start, end))
        line += 1
    token = state.push("plain_paragraph", "p", 0)
    token.map = [first, line]
    token.meta = {"lines": pieces}
    state.line = line
    return True


def ends_paragraph(state: StateBlock, line: int) -> bool:
    """Whether a block begins at a line that may interrupt a paragraph."""
    around, state.parentType = state.parentType, "paragraph"
    ended = any(rule(state, line, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph"))
    state.parentType = around
    return ended
