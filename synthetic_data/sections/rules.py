"""Block rules that find what the parser's own find, with less work: lines told at a glance, few tokens, each line's place kept."""

import re
from collections.abc import MutableMapping
from string import ascii_letters
from types import MappingProxyType
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as table_of_parser
from markdown_it.token import Token

# str.splitlines() also splits on \x0b, \x0c, \x85 and others, which are no line ends in markdown: lines would drift.
LINE_END = re.compile(r"\r\n?|\n")
OPENING = frozenset(ascii_letters + "(\"'“‘")  # like any letter, these begin no block but a paragraph
# Nor do a code span, emphasis, an image, or brackets that are no definition.
SURE = re.compile(r"`(?!``)|[*_]{1,2}[^\s*_]|!\[|\[[^\[\]\\]*\](?!:)")
# What may underline a heading or stand below a table's header: then it was no paragraph.
UNDERLINE = re.compile(r"[-=:| \t]+")
HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
MOST_FILLED_IN = 65_536  # cells that the rows of a table lack: with more, a small file would take all memory


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a text start, and its length as the last entry."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return starts if starts[-1] == len(text) else [*starts, len(text)]


class Light(Token):
    """A token that is made without what rules seldom fill in: that it has in common with all others."""

    map, children, level, content, markup, info, block, hidden = None, None, 0, "", "", "", True, False
    attrs = meta = MappingProxyType[str, Any]({})  # type: ignore[assignment]  # so that nothing is put into what all share

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1]) -> None:
        self.type, self.tag, self.nesting = type, tag, nesting


class Lines(StateBlock):
    """The parser's state for a text: knows where its lines start, and makes light tokens."""

    def __init__(self, text: str, parser: MarkdownIt, environment: MutableMapping[str, Any]) -> None:
        super().__init__("", parser, environment, [])
        self.src = text
        lines = text.split("\n")
        starts, ends, shifts, indents = [], [], [0] * (len(lines) + 1), [0] * (len(lines) + 1)
        at = 0
        for number, line in enumerate(lines):
            starts.append(at)
            at += len(line)
            ends.append(at)
            at += 1
            if line and line[0] in " \t":
                blank = line[: len(line) - len(line.lstrip(" \t"))]
                shifts[number], indents[number] = len(blank), len(blank.expandtabs(4))
        self.starts = [*starts, len(text)] if lines[-1] else starts
        # Blanks alone, without a line end, are no line; a last line that is none holds what all rules may look up.
        self.lineMax = size = len(lines) - (not lines[-1].strip(" \t"))
        self.bMarks, self.eMarks = [*starts[:size], len(text)], [*ends[:size], len(text)]
        self.tShift, self.sCount, self.bsCount = [*shifts[:size], 0], [*indents[:size], 0], [0] * (size + 1)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = Light(ttype, tag, nesting)
        token.level = self.level - 1 if nesting < 0 else self.level
        self.level += nesting
        self.tokens.append(token)
        return token


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
        if not (begin in OPENING or begin.isalpha() or SURE.match(text, start)) and 0 <= state.sCount[line] <= state.blkIndent + 3:
            if line == first or UNDERLINE.fullmatch(text, start, end):
                return False
            if interrupted(state, line, "paragraph", "paragraph"):
                break
        pieces.append((start, end))
        line += 1
    token = state.push("plain_paragraph", "p", 0)
    token.map = [first, line]
    token.meta = {"lines": pieces}
    state.line = line
    return True


def interrupted(state: StateBlock, line: int, kind: str, like: str) -> bool:
    """Whether a block begins at a line within one of such a kind; asked are the rules that may interrupt one of a like kind."""
    around, state.parentType = state.parentType, kind
    ended = any(rule(state, line, state.lineMax, True) for rule in state.md.block.ruler.getRules(like))
    state.parentType = around
    return ended


def heading(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A heading that begins with "#", as one token."""
    begin, end = state.bMarks[first] + state.tShift[first], state.eMarks[first]
    if not state.src.startswith("#", begin) or state.is_code_block(first):
        return False
    match = HEADING.match(state.src, begin, end)
    if match is None or silent:
        return match is not None
    title = state.src[match.end() : end].rstrip(" \t")
    shorter = title.rstrip("#")
    if not shorter or shorter[-1] in " \t":
        title = shorter
    token = state.push("heading", f"h{match.end(1) - begin}", 0)
    token.content, token.map = title.strip(), [first, first + 1]
    state.line = first + 1
    return True


def table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A table as the parser's own rule tells it, but with one token for each row instead of three for each cell."""
    if not table_of_parser(state, first, last, True):
        return False
    if not silent:
        opened = state.push("table_open", "table", 1)
        columns, line, lacking = row(state, first), first + 2, 0
        while line < last and lacking <= MOST_FILLED_IN and goes_on(state, line):
            lacking += columns - row(state, line)
            line += 1
        state.push("table_close", "table", -1)
        opened.map, opened.meta = [first, line], {"columns": columns}
        state.line = line
    return True


def goes_on(state: StateBlock, line: int) -> bool:
    """Whether a line is one more row of a table."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    return bool(state.src[state.bMarks[line] : state.eMarks[line]].strip()) and not interrupted(state, line, "table", "blockquote")


def row(state: StateBlock, line: int) -> int:
    """Puts down the token of a row, which holds what stands between its pipes; answers with how many cells that are."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    cells = UNESCAPED_PIPE.split(text) if "\\" in text else text.split("|")
    if not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    token = state.push("row", "tr", 0)
    token.content, token.map, token.meta = text, [line, line + 1], {"cells": cells}
    return len(cells)
