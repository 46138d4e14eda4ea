"""The facts of a section: its sentences, list items, table rows and definitions, each with its place in the source."""

import re
from collections.abc import Iterator, Sequence

from ..records import Block, Fact, Plain
from ..text.language import WIDE
from ..text.plain import shown, source_span
from ..text.sentences import sentence_spans

SENTENCE_CHARACTERS = (40, 400)
WIDE_CHARACTERS = (14, 200)
LEAST_SENTENCE_WORDS = 6
LEAST_ITEM_WORDS = 4
SENTENCE_START = re.compile(r"[\"'“‘(`]?[^\W_]|`")
SENTENCE_ENDS = (".", "!", "。", "！", "؟", "…")
CLOSING = "\"'”’)"
UNSAFE_MARKS = {"shortcode", "html", "math", "struck"}


def section_facts(blocks: Sequence[Block], title: str, language: str) -> tuple[Fact, ...]:
    """All facts of a section's blocks in source order; title is the heading that counts until the first heading block."""
    facts: list[Fact] = []
    heading = title
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            heading = block.text.text if block.text else heading
            continue
        for kind, text, start, end in block_facts(block, language):
            facts.append(Fact(kind, text, start, end, index, heading))  # type: ignore[arg-type]  # block_facts yields the four kinds
    return tuple(facts)


def block_facts(block: Block, language: str) -> Iterator[tuple[str, str, int, int]]:
    """The facts of one block and of what it holds, as (kind, text, start, end)."""
    if block.kind == "paragraph" and block.text:
        yield from sentence_facts(block.text, language)
    elif block.kind == "item":
        yield from item_facts(block, language)
    elif block.kind == "table":
        yield from row_facts(block)
    elif block.kind == "terms":
        yield from definition_facts(block)
    elif block.kind in ("list", "quote"):
        for child in block.children:
            yield from block_facts(child, language)


def sentence_facts(plain: Plain, language: str) -> Iterator[tuple[str, str, int, int]]:
    if len(plain.text) < SENTENCE_CHARACTERS[0] and plain.text.isascii():
        return
    for start, end in sentence_spans(plain.text, language):
        if is_sentence(plain, start, end):
            yield "sentence", shown(plain, start, end), *source_span(plain, start, end)


def is_sentence(plain: Plain, start: int, end: int) -> bool:
    """Whether a stretch is a whole statement: begins and ends like one, of sensible length, free of markup we can't read."""
    text = plain.text[start:end]
    wide = not text.isascii() and WIDE.search(text) is not None
    if not wide and (plain.text[start - 1 : start].strip() or plain.text[end : end + 1].strip()):
        return False  # the splitter stopped inside a name such as io.prometheus
    least, most = SENTENCE_CHARACTERS if not wide else WIDE_CHARACTERS
    if not least <= end - start <= most or word_count(text) < LEAST_SENTENCE_WORDS:
        return False
    if text[0].islower() or not SENTENCE_START.match(text) or not text.rstrip(CLOSING).endswith(SENTENCE_ENDS):
        return False
    return not plain.marks or not (has_mark(plain, start, end, UNSAFE_MARKS) or begins_with_title(plain, start))


def word_count(text: str) -> int:
    """How many words a plain text has, single spaces between; two characters of a script without spaces count as one."""
    words = text.count(" ") + 1
    return words if text.isascii() else words + len(WIDE.findall(text)) // 2


def begins_with_title(plain: Plain, start: int) -> bool:
    """Whether a stretch opens with a bold title that ran into it ("**Labels** Every series may …")."""
    for mark in plain.marks:
        if mark.kind == "strong" and mark.start == start and mark.end > start:
            return plain.text[mark.end : mark.end + 1] == " " and plain.text[mark.end + 1 : mark.end + 2].isupper()
    return False


def has_mark(plain: Plain, start: int, end: int, kinds: set[str]) -> bool:
    """Whether a mark of one of these kinds touches the stretch."""
    return any([mark.kind in kinds and mark.start < end and mark.end >= start for mark in plain.marks])


def item_facts(item: Block, language: str) -> Iterator[tuple[str, str, int, int]]:
    """A short list item is one fact, a long one its sentences; what is nested in it follows."""
    for number, child in enumerate(item.children):
        plain = child.text
        if number == 0 and child.kind == "paragraph" and plain:
            whole = len(plain.text) <= SENTENCE_CHARACTERS[1] and not has_mark(plain, 0, len(plain.text), UNSAFE_MARKS)
            if whole and word_count(plain.text) >= LEAST_ITEM_WORDS and not all_link(plain):
                yield "item", shown(plain), *source_span(plain, 0, len(plain.text))
            elif not whole:
                yield from sentence_facts(plain, language)
        else:
            yield from block_facts(child, language)


def all_link(plain: Plain) -> bool:
    """Whether the text is nothing but a link, as in a table of contents."""
    linked = sum(mark.end - mark.start for mark in plain.marks if mark.kind == "link")
    return linked >= len(plain.text) - 2 > 0


def row_facts(table: Block) -> Iterator[tuple[str, str, int, int]]:
    """Each row below the header that holds at least two filled cells, as "header: cell; header: cell"."""
    if not table.children:
        return
    header = [shown(cell.text) if cell.text else "" for cell in table.children[0].children]
    for row in table.children[1:]:
        cells = [shown(cell.text) if cell.text else "" for cell in row.children]
        parts = [f"{name}: {cell}" if name else cell for name, cell in zip(header, cells, strict=False) if cell]
        if len(parts) >= 2:
            yield "row", "; ".join(parts), row.start, row.end


def definition_facts(terms: Block) -> Iterator[tuple[str, str, int, int]]:
    """Each term with the first paragraph of each of its definitions."""
    term: Block | None = None
    for child in terms.children:
        if child.kind == "term":
            term = child
        elif term and term.text and term.text.text and child.children and child.children[0].text:
            definition = child.children[0].text
            yield "definition", f"{shown(term.text)}: {shown(definition)}", term.start, child.children[0].end
