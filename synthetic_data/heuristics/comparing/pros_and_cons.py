"""Lists of what speaks for or against a thing (pros, cons, benefits, limitations), and of what it needs beforehand."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import Block, Item
from ...text.plain import shown, source_span
from ..howto.goals import sentence_case
from ..howto.step_parts import readable
from ..words.base import Candidate, Place, View, pick
from ..words.english import POINTING, URL, balanced, opening
from ..words.naming import bare, content_words, is_specific, quoted
from ..words.placing import situated
from ..words.self_contained import dangles, faulty
from ..words.verbs import IMPERATIVES, gerund

NOUNS = "pros cons advantages disadvantages benefits drawbacks downsides strengths weaknesses limitations".split()
NOUN = rf"(?:{'|'.join(NOUNS)})"
BEFOREHAND = "prerequisites"
LABEL = re.compile(
    rf"^(?:Key |Main |The |Some )?(?P<noun>{NOUN}|{BEFOREHAND})"
    r"(?: (?:of|for) (?P<what>[^:]{2,70}?)(?: (?:are|is|includes?))?)?\s*[:-]?$",
    re.IGNORECASE,
)
LEAD = re.compile(
    rf"\b(?P<noun>{NOUN}) of (?P<what>(?:`[^`]*`|[^.:;`]){{2,70}}?)"
    r"(?: (?:are|is|include|includes)(?: as follows| the following)?)?\s*[:-]$",
    re.IGNORECASE,
)
SIDE = re.compile(NOUN, re.IGNORECASE)
LEAST_ITEMS, MOST_ITEMS = 2, 10
MOST_CHARACTERS = 1800
LEAST_WORDS = 3
MOST_WORDS = 7
NO_THING = re.compile(
    r"\b(?:this|these|those|it|its|we|our|us|you|your|such|other|above|below|each|both|latest|newest|previous|doing so)\b|\?"
    r"|(?-i:^[a-z]+(?:al|ive|ous|ful|able|ible|ic)$)"  # "incremental": a way, no thing
    r"|^(?:option|solution|alternative|approach) ?[\dA-Z]?$",
    re.IGNORECASE,
)
UNQUOTABLE = re.compile(
    r"\b(?:we|our|us|my)\b|\b(?:see|refer to) [A-Z`]|\bmore (?:information|details)\b|\bI\b(?!/)|[¹²³⁴⁵⁶⁷⁸⁹†‡]", re.IGNORECASE
)
# An item that is no ground but what to do, or something shown: "Make sure all tools are installed", "Example: …".
NO_GROUND = re.compile(
    r"(?:Make sure|Ensure (?:that )?(?:all|you|the)|Be (?:sure|aware|careful)|Remember|Note|Example|e\.g\.|For example)\b", re.I
)
ASKING = frozenset("how why when what which who where".split())
COUNTS = "zero one two three four five six seven eight nine ten".split()


class Ground(NamedTuple):
    """Which grounds a list gives ("advantages"), for what, and the header of the column that gives them, if it is no list."""

    noun: str
    what: str
    column: str = ""


def pros_and_cons(view: View) -> Iterator[Candidate]:
    """One question for each list under such a label, and for each column of a table that sets pros and cons side by side."""
    if not view.english or view.section.kinds.isdisjoint(("list", "table")):
        return
    for place in view.places:
        if place.block.kind == "list":
            ground = ground_of(view, place)
            items = items_of(place) if ground else ()
            if ground and items:
                yield candidate(view, place, ground, items)
        elif place.block.kind == "table":
            yield from columns(view, place)


def columns(view: View, place: Place) -> Iterator[Candidate]:
    """The columns of a table whose header is nothing but two such labels: its rows have no key."""
    header, *rows = place.block.children
    names = [shown(cell.text).strip(" :*") if cell.text else "" for cell in header.children]
    what = thing_of(place.headings or (view.title,), view.section.text)
    if len(names) != 2 or not what or not all(SIDE.fullmatch(name) for name in names) or NO_THING.search(what):
        return
    for number, name in enumerate(names):
        cells = [row.children[number] for row in rows if number < len(row.children) and row.children[number].text]
        filled = [cell for cell in cells if cell.text and cell.text.text.strip()]
        items = quotable_items(filled)
        if items:
            # whole rows, for a loose cell doesn't show which column it stands in
            told = [row for row in rows if number < len(row.children) and row.children[number] in filled]
            quoted_blocks = tuple((block.start, block.end) for block in (header, *told))
            yield candidate(view, place, Ground(name.lower(), what, name), items, quoted_blocks)


def may_be_ground(text: str) -> bool:
    """Whether a text may be such a label: most hold none of its words, which is quick to tell."""
    low = text.lower()
    return BEFOREHAND in low or True in map(low.__contains__, NOUNS)


def ground_of(view: View, place: Place) -> Ground | None:
    """What the list is a list of, by the paragraph before it or, where there is none, by its heading."""
    before = place.before
    if before is not None:
        if before.kind != "paragraph" or before.text is None:
            return None
        if not may_be_ground(before.text.text):
            return None
        text = shown(before.text)
        if any(other.block.kind in ("code", "table") for other in earlier(view, place)):
            return None  # of what the heading names, or of what the code does?
        lead = LEAD.search(text) if text.endswith((":", "-")) else None
        found = lead or LABEL.match(text.strip())
        above = place.headings
    else:
        found = LABEL.match(bare(place.headings[-1])) if place.headings and may_be_ground(place.headings[-1]) else None
        above = place.headings[:-1] or (view.title,)
    if found is None:
        return None
    if not found["what"] and found["noun"].lower() == BEFOREHAND and (not above or view.title.startswith(above[-1])):
        return None  # what is needed to read the page
    what = found["what"] or thing_of(above, view.section.text)
    if not what or NO_THING.search(what) or URL.search(what) or POINTING.search(what) or not balanced(what):
        return None
    if dangles(what, (view.title,)):
        return None
    return Ground(found["noun"].lower(), what)


def earlier(view: View, place: Place) -> Iterator[Place]:
    """What stands between a place and the heading above it."""
    for other in view.places:
        if other.block is place.block:
            return
        if other.headings == place.headings:
            yield other


def thing_of(headings: Sequence[str], text: str) -> str:
    """The thing that a heading names, in quotation marks; an order as what one does: "using X"; "" for a question."""
    name = bare(headings[-1]) if headings else ""
    first, _, rest = name.partition(" ")
    if not is_specific(name) or first.lower() in ASKING or LABEL.match(name):
        return ""
    if first.lower() in IMPERATIVES:
        return f"{gerund(first.lower())} {sentence_case(rest, text)}" if len(rest.split()) > 1 and ":" not in rest else ""
    return f'"{name}"' if len(name.split()) <= MOST_WORDS and not first.lower().endswith("ing") else ""


def items_of(place: Place) -> tuple[tuple[str, int, int], ...]:
    """The items of a list with their place in the source; none if one of them holds more than a paragraph."""
    items = place.block.children
    if any(len(item.children) != 1 or item.children[0].kind != "paragraph" for item in items):
        return ()
    return quotable_items([item.children[0] for item in items])


def quotable_items(blocks: Sequence[Block]) -> tuple[tuple[str, int, int], ...]:
    """The texts of some blocks with their place in the source; none if one of them can't be quoted as it is."""
    found = []
    for block in blocks:
        text = block.text
        if text is None:
            return ()
        said = shown(text).strip()
        if not readable(text, said) or len(said.split()) < LEAST_WORDS or said.endswith(":"):
            return ()
        if UNQUOTABLE.search(said) or NO_GROUND.match(said) or faulty(said):
            return ()
        found.append((said, *source_span(text, 0, len(text.text))))
    whole = sum(len(said) for said, _, _ in found)
    return tuple(found) if LEAST_ITEMS <= len(found) <= MOST_ITEMS and whole <= MOST_CHARACTERS else ()


def heading_of(view: View, place: Place) -> Block | None:
    """The heading right above a list: the line that says of what it is a list."""
    blocks = view.section.blocks
    above = blocks[blocks.index(place.block) - 1] if place.block != blocks[0] else None
    return above if above is not None and above.kind == "heading" else None


def candidate(
    view: View, place: Place, ground: Ground, items: Sequence[tuple[str, int, int]], rows: Sequence[tuple[int, int]] = ()
) -> Candidate:
    """The question for a list, or for the column of a table whose header and `rows` are its evidence."""
    noun, what, column = ground
    ways = (f"What are the {noun} of {what}?", f"Which {noun} of {what} are named?")
    if noun == BEFOREHAND:
        ways = (f"What are the prerequisites for {what}?", f"Which prerequisites are listed for {what}?")
    core = pick(ways, what, noun)
    where = quoted((place.headings or (view.title,))[-1])
    number, link = COUNTS[len(items)], "for" if noun == BEFOREHAND else "of"
    held = f"a table whose column “{column}” has {number} entries" if column else f"a list of {number} {noun} {link} {what}"
    steps = (
        f"{where} has {held}.",
        f"It begins with “{opening(items[0][0])}” and ends with “{opening(items[-1][0])}”.",
        f"Nothing in between is left out, so the answer gives {'both' if len(items) == LEAST_ITEMS else f'all {number}'}.",
    )  # fmt: skip
    answer = "\n".join(f"- {said}" for said, _, _ in items)
    spans = tuple((0, start, end) for start, end in rows or [(start, end) for _, start, end in items])
    label = place.before or heading_of(view, place)
    if label is not None and not rows:
        spans = ((0, label.start, label.end), *spans)
    evidence = tuple(view.source(start, end) for _, start, end in spans)
    named = place.headings[-1] if place.headings else view.title
    told = content_words(named.partition(" ")[2] or named) <= content_words(core) or '"' in core  # "Use X" is told by "using X"
    question = situated(core, view, place.headings[:-1] if told else place.headings)
    item = Item(question, steps, answer, evidence, spans, "pros_and_cons")
    question_type = "factual_recall" if noun == BEFOREHAND else "critical_analysis"
    return Candidate(question_type, item, tuple(start for _, start, _ in items))
