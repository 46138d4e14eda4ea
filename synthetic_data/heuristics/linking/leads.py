"""The first sentences of parallel sections: what a document says, side by side, of things of one kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...records import Section
from ..comparing.contrasts import fits
from ..words.base import Place, View
from ..words.english import MODALS
from ..words.inner_forms import inner_form
from ..words.naming import bare, content_words
from ..words.subjects import clause, folded
from .meanings import Meaning, cut_to, key_of

LEAST_WORDS, MOST_WORDS = 2, 4  # of a heading that names a kind of what its last word names


@lru_cache(maxsize=2048)  # a heading is asked about for all that stands below it
def kind_of(heading: str) -> str:
    """What a heading names a kind of: "server" of "Publish Server"; "" if it is one word or a phrase."""
    words = bare(heading).lower().split()
    return words[-1].removesuffix("s") if LEAST_WORDS <= len(words) <= MOST_WORDS and words[-1].isalpha() else ""


def kinds_in(section: Section) -> list[str]:
    """What the headings of a section name a kind of."""
    return [kind_of(block.text.text) for block in section.blocks if block.kind == "heading" and block.text]


def leads_of(sections: Sequence[Section]) -> Iterator[Meaning]:
    """What the first sentence under a heading says of what the heading names, where another one beside it names one of its kind."""
    named = [kinds_in(section) for section in sections]
    kinds = Counter(kind for own in named for kind in own if kind)
    shared = {kind for kind, count in kinds.items() if count > 1}
    for section, own in zip(sections, named, strict=True) if shared else ():
        if shared.isdisjoint(own) and shared.isdisjoint(map(kind_of, section.heading_path)):
            continue
        view = View(section)
        if not view.english:
            continue
        for place in view.places:
            if place.before is None and place.block.kind == "paragraph" and len(place.headings) > 1:
                lead = lead_of(view, place) if kind_of(place.headings[-1]) in shared else None
                if lead:
                    yield lead


def lead_of(view: View, place: Place) -> Meaning | None:
    """The first sentence of a place, if its subject is what the heading names and it can be quoted by itself."""
    fact = next((fact for fact in view.section.facts if fact.start >= place.block.start), None)
    if fact is None or fact.start >= place.block.end or fact.kind != "sentence" or not fact.text.endswith("."):
        return None
    found = clause(fact.text)
    if found is None or found.verb.lower() in MODALS or not fits(view, fact):
        return None
    if folded(content_words(found.subject)) != folded(content_words(bare(place.headings[-1]))):
        return None
    return Meaning(
        key=key_of(found.subject),
        term=inner_form(found.subject, view),
        verb=found.verb,
        said=found.rest.rstrip("."),
        sentence=fact.text,
        start=fact.start,
        end=fact.end,
        headings=place.headings,
        section=cut_to(view.section, fact),
    )
