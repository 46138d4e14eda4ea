"""The facts of a section: its sentences, list items, table rows and definitions, each with its place in the source."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..records import Block, Fact, FactKind, Plain
from ..text.language import WIDE
from ..text.plain import shown, source_span
from ..text.sentences import sentence_spans

SENTENCE_CHARACTERS = (40, 400)
WIDE_CHARACTERS = (14, 200)
LEAST_SENTENCE_WORDS = 6
LEAST_ITEM_WORDS = 4
SENTENCE_START = re.compile(r"[\"'“‘(`][^\W_]|`")  # where it isn't a letter or a digit
SENTENCE_ENDS = (".", "!", "。", "！", "؟", "…")
CLOSING = "\"'”’)"
UNSAFE_MARKS = {"shortcode", "html", "math", "struck"}
DOUBTFUL_MARKS = {*UNSAFE_MARKS, "strong"}

Stated = tuple[FactKind, str, int, int]


def section_facts(blocks: Sequence[Block], title: str, language: str) -> tuple[Fact, ...]:
    """All facts of a section's blocks in source order; title is the heading that counts until the first heading block."""
    facts: list[Fact] = []
    heading = title
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            heading = block.text.text if block.text else heading
            continue
        facts += [Fact(kind, text, start, end, index, heading) for kind, text, start, end in block_facts(block, language)]
    return tuple(facts)


def block_facts(block: Block, language: str) -> Iterable[Stated]:
    """The facts of one block and of what it holds."""
    if block.kind == "paragraph":
        return sentence_facts(block.text, language) if block.text else ()
    if block.kind == "item":
        return item_facts(block, language)
    if block.kind == "table":
        return row_facts(block)
    if block.kind == "terms":
        return definition_facts(block)
    if block.kind in ("list", "quote"):
        return [fact for child in block.children for fact in block_facts(child, language)]
    return ()


def sentence_facts(plain: Plain, language: str) -> list[Stated]:
    """The sentences of a text that are whole statements and hold no markup we can't read."""
    text, marks = plain.text, plain.marks
    found: list[Stated] = []
    if len(text) < SENTENCE_CHARACTERS[0] and text.isascii():
        return found
    kinds = {mark.kind for mark in marks}  # most texts hold none of those asked for, so no sentence has to be looked at for them
    coded, doubtful = "code" in kinds, not kinds.isdisjoint(DOUBTFUL_MARKS)
    for start, end in sentence_spans(text, language):
        if is_sentence(text, start, end) and not (doubtful and is_doubtful(plain, start, end)):
            found.append(("sentence", shown(plain, start, end) if coded else text[start:end], *source_span(plain, start, end)))
    return found


def is_sentence(whole: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is a whole statement: begins and ends like one, of sensible length."""
    text = whole[start:end]
    wide = not text.isascii() and WIDE.search(text) is not None
    if not wide and (whole[start - 1 : start].strip() or whole[end : end + 1].strip()):
        return False  # the splitter stopped inside a name such as io.prometheus
    least, most = SENTENCE_CHARACTERS if not wide else WIDE_CHARACTERS
    if not least <= end - start <= most or word_count(text) < LEAST_SENTENCE_WORDS:
        return False
    if text[0].islower() or not (text[0].isalnum() or SENTENCE_START.match(text)):
        return False
    return text.rstrip(CLOSING).endswith(SENTENCE_ENDS)


def is_doubtful(plain: Plain, start: int, end: int) -> bool:
    """Whether a stretch holds markup we can't read, or opens with a title."""
    return has_mark(plain, start, end, UNSAFE_MARKS) or begins_with_title(plain, start)


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


def item_facts(item: Block, language: str) -> list[Stated]:
    """A short list item is one fact, a long one its sentences; what is nested in it follows."""
    found: list[Stated] = []
    for number, child in enumerate(item.children):
        plain = child.text
        if number == 0 and child.kind == "paragraph" and plain:
            whole = len(plain.text) <= SENTENCE_CHARACTERS[1] and not has_mark(plain, 0, len(plain.text), UNSAFE_MARKS)
            if not whole:
                found += sentence_facts(plain, language)
            elif word_count(plain.text) >= LEAST_ITEM_WORDS and not all_link(plain):
                found.append(("item", shown(plain), *source_span(plain, 0, len(plain.text))))
        else:
            found += block_facts(child, language)
    return found


def all_link(plain: Plain) -> bool:
    """Whether the text is nothing but a link, as in a table of contents."""
    linked = sum([mark.end - mark.start for mark in plain.marks if mark.kind == "link"])
    return linked >= len(plain.text) - 2 > 0


def row_facts(table: Block) -> Iterator[Stated]:
    """Each row below the header that holds at least two filled cells, as "header: cell; header: cell"."""
    if not table.children:
        return
    header = [shown(cell.text) if cell.text else "" for cell in table.children[0].children]
    for row in table.children[1:]:
        cells = [shown(cell.text) if cell.text else "" for cell in row.children]
        parts = [f"{name}: {cell}" if name else cell for name, cell in zip(header, cells, strict=False) if cell]
        if len(parts) >= 2:
            yield "row", "; ".join(parts), row.start, row.end


def definition_facts(terms: Block) -> Iterator[Stated]:
    """Each term with the first paragraph of each of its definitions."""
    term: Block | None = None
    for child in terms.children:
        if child.kind == "term":
            term = child
        elif term and term.text and term.text.text and child.children and child.children[0].text:
            definition = child.children[0].text
            yield "definition", f"{shown(term.text)}: {shown(definition)}", term.start, child.children[0].end
