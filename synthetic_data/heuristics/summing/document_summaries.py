"""A whole document summed up by selection: its opening statement and the most central statement of each of its parts.

The ranking is that of the summaries of sections (LexRank), here over all that stands in the document's paragraphs.
"""

from collections.abc import Iterator, Sequence

from ...records import Fact, Item, Section
from ..words.base import View, pick
from ..words.claims import is_imperative
from ..words.english import opening
from ..words.left_alone import is_left_alone
from ..words.naming import is_specific, quoted
from ..words.placing import document_name
from ..words.scope import is_nameless
from .centrality import most_central
from .summaries import clean, is_key, opens_section, tells

LEAST_PARTS, MOST_PARTS = 3, 7  # with the opening: fewer make no document, more make a list
LEAST_SHARE = 0.2  # of what the paragraphs say, by characters
NUMBERS = ("", "", "", "three", "four", "five", "six", "seven")
Told = list[tuple[int, Fact]]  # facts with the number of their section


def document_summary(sections: Sequence[Section]) -> Iterator[Item]:
    """The summary of a short document in prose each of whose parts has a statement that stands alone; otherwise none."""
    views = [View(section) for section in sections]
    title = views[0].title
    if not all(view.english for view in views) or not is_specific(title) or is_nameless(title):
        return
    parts = parts_of(views)
    if not LEAST_PARTS <= len(parts) <= MOST_PARTS or any(map(is_left_alone, sections)):
        return
    told = [[(number, fact) for number, fact in part if in_prose(views[number], fact)] for part in parts]
    if not all(told):
        return  # a part without prose: what it says would be left out
    chosen = chosen_of(views, told)
    length = sum(len(fact.text) for part in told for _, fact in part)
    if len(chosen) == len(parts) and sum(len(fact.text) for _, fact in chosen) >= LEAST_SHARE * length:
        yield from_chosen(views, chosen)


def parts_of(views: Sequence[View]) -> list[Told]:
    """What stands under each heading, in order."""
    parts: dict[tuple[str, ...], Told] = {}
    for number, view in enumerate(views):
        for fact in view.section.facts:
            parts.setdefault(view.place_of(fact), []).append((number, fact))
    return list(parts.values())


def in_prose(view: View, fact: Fact) -> bool:
    return fact.kind == "sentence" and view.section.blocks[fact.block].kind == "paragraph"


def chosen_of(views: Sequence[View], told: Sequence[Told]) -> Told:
    """The opening and the most central statement of each later part, as far as there are any that stand alone."""
    number, first = told[0][0]
    known = (views[number].title, views[number].title)
    if not opens_section(views[number], first) or not tells(first.text) or is_imperative(first.text):
        return []
    if not clean(views[number], first, known):
        return []
    every = [entry for part in told for entry in part]
    ranked = [every[place] for place in most_central([fact.text for _, fact in every])]
    chosen = [told[0][0]]
    for part in told[1:]:
        fit = (entry for entry in ranked if entry in part and stands(views[entry[0]], entry[1], first))
        chosen += [entry for entry in fit if all(entry[1].text != fact.text for _, fact in chosen)][:1]
    return chosen


def stands(view: View, fact: Fact, first: Fact) -> bool:
    """Whether a statement can stand beside the opening of the document."""
    return is_key(view, fact, first, (*view.place_of(fact), view.title))


def from_chosen(views: Sequence[View], chosen: Told) -> Item:
    view, name = views[0], quoted(views[0].title)
    count, key = NUMBERS[len(chosen)], view.section.id
    question = pick(
        (
            f"Summarize {document_name(view.title)} in {count} sentences.",
            f"Sum up {document_name(view.title)} in {count} key statements.",
        ),
        key,
    )
    steps = [f"{name} opens with its subject: “{opening(chosen[0][1].text)}”."]
    for number, fact in chosen[1:]:
        steps.append(f"Under {quoted(views[number].place_of(fact)[-1])}, a central statement begins “{opening(fact.text)}”.")
    return Item(
        question=question,
        reasoning_steps=tuple(steps),
        answer=" ".join(fact.text for _, fact in chosen),
        evidence=tuple(views[number].source(fact.start, fact.end) for number, fact in chosen),
        spans=tuple((number, fact.start, fact.end) for number, fact in chosen),
        family="summaries",
    )
