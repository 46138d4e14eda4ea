"""Finds entries: terms that a list item, a paragraph or a definition list puts before what they mean, "- **Term**: explanation"."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...records import Block, Plain
from ...text.plain import shown, source_span
from ..words.coded_names import in_backticks
from ..words.entry_words import OPTION
from .entry_kinds import kind_before, named_alone
from .entry_places import is_linked_name
from .entry_terms import is_term

LABEL = re.compile(r"(?P<term>[^.:;?!,\n]{2,60}?)(?: ?: | [–—-] )(?P<text>\S.{24,})", re.DOTALL)
TYPE = (
    r"(?:object|string|str|number|bool(?:ean)?|int(?:eger)?|float|array|list|function|null|any|buffer|date|error|promise)\b[^`()]*"
)
TYPED = re.compile(rf"(?P<name>`?[a-z_][\w.]*`?) (?:`{TYPE}`|\({TYPE}\))", re.IGNORECASE)
DIRECTED = re.compile(r"^`\[(?:in|out|in, ?out|inout|in/out)\] ")  # "[in] env"
QUALIFIED = re.compile(r"(`[^`()]+?) \((?:default|required|optional)\b[^`()]*\)`$")  # "`rows (default: 24)`"
NESTING = frozenset({"list", "item", "quote"})
MARKED = frozenset({"strong", "code", "link", "emphasis"})
UNREADABLE = frozenset({"image", "html", "shortcode", "math", "footnote", "struck"})
MOST_CHARACTERS = 600


class Entry(NamedTuple):
    """A term with its explanation: the paragraph that explains it, from where in it, where the term stands in the source.

    whole: nothing more stands below the paragraph; kind: what its own label says it is ("function"), or "".
    """

    plain: Plain
    term: str
    start: int
    begin: int
    marked: bool = True
    whole: bool = True
    kind: str = ""


class Said(NamedTuple):
    """A paragraph that an entry may open, and whether it is all there is of it."""

    plain: Plain
    whole: bool


class Entries(NamedTuple):
    """The entries of one list; inner: it stands within an entry of another one; led: words before it tell what they are of."""

    found: list[Entry]
    inner: bool
    led: bool = False


def entries_in(block: Block) -> list[Entries]:
    """The entries of a block, list by list: without marks only where most of a list are entries."""
    found = []
    for number, group in enumerate(groups(block)):
        entries = [
            entry._replace(whole=said.whole)
            for said in group
            if may_be_labelled(said.plain.text) and (entry := labelled(said.plain))
        ]
        settled = len(entries) >= 3 and 3 * len(entries) >= 2 * len(group)
        kept = [entry for entry in entries if entry.marked or settled] if entries else entries
        if kept:
            found.append(Entries(kept, number > 0))
    if block.kind == "terms" and (defined := defined_terms(block)):
        found.append(Entries(defined, False))
    return found


def groups(block: Block) -> Iterator[list[Said]]:
    """The first paragraphs of the items of each list, and each paragraph on its own.

    In a list within an entry only names that tell themselves apart: whose `rows` it means, no question would say.
    """
    if block.kind == "paragraph" and block.text:
        yield [Said(block.text, True)]
    elif block.kind == "list":
        first = [(item.children[0], len(item.children) == 1) for item in block.children if item.children]
        yield [Said(child.text, alone) for child, alone in first if child.kind == "paragraph" and child.text]
    if block.kind in NESTING:
        for child in block.children:
            if child.kind not in NESTING or child.kind == "item" and len(child.children) == 1 and not child.children[0].children:
                continue  # an item of one paragraph, as most are, has no list below it
            fit: Callable[[Plain], bool] = bool
            if block.kind == "item":
                fit = is_wordy if is_linked_name(block) else is_compound if is_entry(block) else bool
            yield from ([one for one in group if fit(one.plain)] for group in groups(child))


def is_entry(item: Block) -> bool:
    """Whether an item explains a label of its own, or opens with a name in code."""
    said = item.children[0].text
    if said is None:
        return False
    return labelled(said) is not None or any(mark.start == 0 and mark.kind == "code" for mark in said.marks)


def is_wordy(plain: Plain) -> bool:
    """Whether a paragraph explains no name of code."""
    entry = labelled(plain)
    return entry is None or "`" not in entry.term


def is_compound(plain: Plain) -> bool:
    """Whether a paragraph explains a name of several parts: `total-addresses`."""
    entry = labelled(plain)
    return entry is None or OPTION.search(entry.term) is not None


def defined_terms(block: Block) -> list[Entry]:
    """The terms of a definition list that have one definition."""
    found = []
    for number, child in enumerate(block.children):
        kinds = [other.kind for other in block.children[number + 1 : number + 3]]
        stacked = number > 0 and block.children[number - 1].kind == "term"  # two labels over one explanation, which tells of both
        if not stacked and child.kind == "term" and child.text and kinds[:1] == ["definition"] and kinds[1:] != ["definition"]:
            inner = block.children[number + 1].children
            kind, label = kind_before(shown(child.text).rstrip(": "))
            term = named_alone(in_backticks(untyped(label)))
            if inner and inner[0].kind == "paragraph" and inner[0].text and is_term(term):
                found.append(Entry(inner[0].text, term, 0, child.start, whole=len(inner) == 1, kind=kind))
    return [entry for entry in found if not any(mark.kind in UNREADABLE for mark in entry.plain.marks)]


def may_be_labelled(text: str) -> bool:
    """Whether a label may stand at the start of a text: quick, for in most texts none does."""
    head = text[:66]
    return ": " in head or " - " in head or " – " in head or " — " in head


def labelled(plain: Plain) -> Entry | None:
    """The term and where its explanation starts, if the paragraph is one of these."""
    text = plain.text
    match = LABEL.match(text) if len(text) > 30 else None
    if match is None or len(text) > MOST_CHARACTERS or any(mark.kind in UNREADABLE for mark in plain.marks):
        return None
    end = match.end("term")
    if any(mark.kind == "code" and mark.start < end < mark.end for mark in plain.marks):
        return None
    marked = any(mark.start == 0 and mark.kind in MARKED and end - 1 <= mark.end <= match.start("text") for mark in plain.marks)
    label = shown(plain, 0, end).strip(" *_:")
    bare = untyped(label)
    term = named_alone(in_backticks(bare))
    marked = marked or bare != label and any(mark.start == 0 and mark.kind in MARKED for mark in plain.marks)
    return Entry(plain, term, match.start("text"), source_span(plain, 0, end)[0], marked) if is_term(term) else None


def untyped(term: str) -> str:
    """A name without the type that some manuals put behind it: "opts `object`", "`status` (number)"."""
    if " " not in term or "`" not in term and "(" not in term:
        return term
    term = QUALIFIED.sub(r"\1`", DIRECTED.sub("`", term))
    match = TYPED.fullmatch(term)
    return f"`{match['name'].strip('`')}`" if match else term
