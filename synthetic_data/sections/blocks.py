"""A markdown file as a tree of blocks with exact offsets, read off markdown-it-py's token stream."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it.token import Token

from ..records import Block, Plain
from ..text.assembly import in_a_row
from ..text.plain import plain_cell, plain_pieces
from .parser import parsed, parser_for
from .rules import line_starts

HEADING_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
ALERT = re.compile(r"\[!(\w+)\]\s*")

CONTAINERS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "admonition_open": "quote",
    "dl_open": "terms",
    "dd_open": "definition",
    "table_open": "table",
    "footnote_reference_open": "footnote",
}
OTHERS = {"front_matter": "front_matter", "html_block": "html", "hr": "rule", "math_block": "math", "math_block_label": "math"}


class Source(NamedTuple):
    """A file's text with where each line starts (one more entry: the end) and its link references by label."""

    text: str
    starts: Sequence[int]
    references: Mapping[str, Any]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Lines first..last-1 (0-based) as offsets, without blank lines at the end and the last line's end."""
        text, starts, _ = self
        start = starts[first] if first < len(starts) else starts[-1]
        end = starts[last] if last < len(starts) else starts[-1]
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end


def read_blocks(text: str) -> tuple[tuple[Block, ...], Source]:
    """The top-level blocks of a markdown text, in order, and the text with its lines and link references.

    Never fails: what the parser does not understand is a paragraph.
    """
    environment: dict[str, Any] = {}
    lines = parsed(parser_for(text), text, environment)
    starts = line_starts(text) if "\r" in text else lines.starts
    source = Source(text, starts, environment.get("references", {}))
    return Reader(source, lines.tokens).blocks(), source


class Reader:
    """Walks a flat token stream once and builds the tree."""

    def __init__(self, source: Source, tokens: Sequence[Token], first_line: int = 0) -> None:
        self.source = source
        self.tokens = iter(tokens)
        self.first_line = first_line

    def blocks(self) -> tuple[Block, ...]:
        """All blocks up to the closing token of the container the reader stands in (or the end of the stream)."""
        found: list[Block] = []
        for token in self.tokens:  # goes on where another call stands
            if token.nesting < 0:
                break
            block = self.container(token, CONTAINERS[token.type]) if token.type in CONTAINERS else self.leaf(token)
            if block is not None:
                found.append(block)
        return tuple(found)

    def lines(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return first + self.first_line, last + self.first_line

    def container(self, token: Token, kind: str) -> Block:
        children = self.rows(token) if kind == "table" else self.blocks()
        first, last = self.lines(token)
        start, end = self.source.span(first, last)
        info = token.info if kind == "item" else ""
        if kind == "list":
            info = "ordered" if token.type == "ordered_list_open" else "bullet"
        elif kind == "quote":
            info = str((token.meta or {}).get("tag", "")).upper() if token.type == "admonition_open" else ""
            if not info:
                children, info = alert(children)
        elif kind == "footnote":
            kind, info = "other", "footnote"
        elif kind == "terms" and children:
            end = children[-1].end
        return Block(kind, start, end, first + 1, None, children, info)

    def leaf(self, token: Token) -> Block | None:
        if token.type == "plain_paragraph":
            return self.plain_paragraph(token)
        if token.type == "heading":
            return self.heading(token)
        if token.type in ("paragraph_open", "heading_open", "dt_open"):
            inline, _ = next(self.tokens), next(self.tokens)  # and the closing one
            return self.text_block(token, inline)
        first, last = self.lines(token)
        start, end = self.source.span(first, last)
        if token.type in ("fence", "code_block"):
            info = token.info.strip() if token.type == "fence" else "indented"
            return Block("code", start, end, first + 1, Plain(token.content), (), info)
        if token.type == "colon_fence":
            inner = Reader(self.source, parsed(parser_for(token.content, whole=False), token.content, {}).tokens, first + 1)
            return Block("quote", start, end, first + 1, None, inner.blocks(), token.info.strip(" {}").upper())
        if token.type in OTHERS:
            return Block("other", start, end, first + 1, None, (), OTHERS[token.type])
        if token.nesting > 0:  # an unknown container: its inside still counts
            children = self.blocks()
            return Block("quote", start, end, first + 1, None, children) if token.map else None
        return None

    def text_block(self, token: Token, inline: Token) -> Block:
        first, _ = self.lines(inline)
        start, end = self.source.span(*self.lines(token))
        text = self.inline_text(inline)
        if token.type == "heading_open":
            return Block("heading", start, end, first + 1, text, (), token.tag[1:])
        if token.type == "dt_open":
            start, end = self.source.span(first, first + 1)
            return Block("term", start, end, first + 1, text)
        return Block("paragraph", start, end, first + 1, text)

    def heading(self, token: Token) -> Block:
        first, last = self.lines(token)
        piece = self.piece(token.content, first)
        text = plain_pieces(self.source.text, (piece,), self.source.references) if piece else Plain("")
        return Block("heading", *self.source.span(first, last), first + 1, text, (), token.tag[1:])

    def plain_paragraph(self, token: Token) -> Block:
        """A paragraph of which the parser knows where its lines stand."""
        source, lines = self.source, token.meta["lines"]
        first, end = token.map[0], lines[-1][1]  # type: ignore[index]  # it has its lines
        while source.text[end - 1].isspace():
            end -= 1
        text = plain_pieces(source.text, [self.trimmed(*line) for line in lines], source.references)
        return Block("paragraph", source.starts[first], end, first + 1, text)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A line without the white space around it and the attributes at its end."""
        text = self.source.text
        if start == end or not (text[start].isspace() or (last := text[end - 1]) == "}" or last.isspace()):
            return start, end
        raw = text[start:end]
        line = raw.strip()
        start += raw.index(line)
        attributes = HEADING_ATTRIBUTES.search(line) if line.endswith("}") else None
        return start, start + (attributes.start() if attributes else len(line))

    def inline_text(self, inline: Token) -> Plain:
        """The text of an inline token: each of its lines is looked up in the source line it came from."""
        first, _ = self.lines(inline)
        pieces = []
        for number, line in enumerate(inline.content.split("\n"), first):
            piece = self.piece(line.strip(), number)
            if piece is None:
                return Plain("")  # a tab that the parser rewrote, or the like: no text is better than wrong offsets
            pieces.append(piece)
        return plain_pieces(self.source.text, pieces, self.source.references)

    def piece(self, line: str, number: int) -> tuple[int, int] | None:
        if number + 1 >= len(self.source.starts):
            return None
        start = self.source.starts[number]
        raw = self.source.text[start : self.source.starts[number + 1]].rstrip()
        at = len(raw) - len(line) if raw.endswith(line) else raw.find(line)
        if at < 0:
            return None
        return self.trimmed(start + at, start + at + len(line))

    def rows(self, table: Token) -> tuple[Block, ...]:
        """The rows of a table, each with as many cells as the header has."""
        found = []
        for token in self.tokens:
            if token.nesting < 0:
                break
            found.append(self.row(token, table.meta["columns"]))
        return tuple(found)

    def row(self, token: Token, columns: int) -> Block:
        """One table row; if the source does not end with its text, the cells keep no text, so nobody asks about them."""
        first, last = self.lines(token)
        _, end = self.source.span(first, last)
        text, references = self.source.text, self.source.references
        start = end - len(token.content)
        found = text[start:end] == token.content
        at = start + token.content.startswith("|")
        cells: list[Block] = []
        for raw in token.meta["cells"][:columns]:
            begin = at + len(raw) - len(raw.lstrip())
            stop = begin + len(raw.strip())
            cells.append(Block("cell", begin, stop, first + 1, plain_cell(text, begin, stop, references) if found else None))
            at += len(raw) + 1
        cells += [Block("cell", end, end, first + 1, Plain(""))] * (columns - len(cells))
        return Block("row", start, end, first + 1, None, tuple(cells))


def alert(children: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    """The children of a quote without the `[!NOTE]` mark of an alert, and the kind of alert ("" if it is a plain quote)."""
    first = children[0] if children else None
    if first is None or first.kind != "paragraph" or first.text is None:
        return children, ""
    mark = ALERT.match(first.text.text)
    if mark is None:
        return children, ""
    return drop_start(first, mark.end()) + children[1:], mark.group(1).upper()


def drop_start(block: Block, cut: int) -> tuple[Block, ...]:
    """A paragraph without the first `cut` characters of its text; nothing if it holds nothing else."""
    plain = block.text
    if plain is None or cut >= len(plain.text):
        return ()
    runs = in_a_row(
        (max(at, cut) - cut, source + max(0, cut - at), length - max(0, cut - at))
        for at, source, length in plain.each_run()
        if at + length > cut
    )
    marks = tuple(mark._replace(start=max(mark.start - cut, 0), end=mark.end - cut) for mark in plain.marks if mark.end > cut)
    return (block._replace(text=Plain(plain.text[cut:], runs, marks), start=runs[len(runs) // 3] if runs else block.start),)
