"""True-or-false questions: a sentence of the source as it stands, or with exactly one change that makes it false."""

from collections.abc import Iterator

from ..records import Fact, Item
from .base import Candidate, View, pick
from .blanks import blank_in, preferred
from .claims import claims, excerpt, holds_up, place_name
from .flips import Flip, flip_for, flipped, has_cue
from .naming import content_words, is_specific, quoted

# What a sentence with this modal does, as words that fit behind the name of a place.
FORCE = {
    "must": "requires it",
    "shall": "requires it",
    "should": "recommends it",
    "can": "says it is possible",
    "must not": "rules it out",
    "shall not": "rules it out",
    "should not": "advises against it",
    "cannot": "says it is not possible",
}


def statements(view: View) -> Iterator[Candidate]:
    """One true-or-false question for each firm sentence that one change can falsify, about as many true as false."""
    for fact in claims(view, has_cue):
        flip = flip_for(fact.text)
        if flip is None or (preferred(fact.text) == "cloze" and blank_in(view, fact)):
            continue
        if holds_up(view, fact):
            yield statement(view, fact, flip)


def statement(view: View, fact: Fact, flip: Flip) -> Candidate:
    """The question about one sentence. Its hash decides whether the sentence is shown as it is or changed."""
    truth = fact.text
    false = pick(("true", "false"), "verdict", truth) == "false"
    said = flipped(truth, flip) if false else truth
    name = place_name(view, fact)
    decisive = excerpt(truth, flip.start, flip.end)
    claimed = excerpt(said, flip.start, flip.start + len(flip.new)) if false else decisive
    answer = denial(truth, flip) if false else confirmation(truth, decisive, name, flip)
    steps = reasoning(decisive, claimed, quoted(fact.heading or view.title), false)
    evidence = ((0, fact.start, fact.end),)
    item = Item(asked(said, name, view), steps, answer, (view.source(fact.start, fact.end),), evidence, "statements")
    return Candidate("true_false_fill_blank", item, (fact.start,))


def asked(said: str, name: str, view: View) -> str:
    """The question; the place is left out where the statement itself names the document's subject."""
    if is_specific(view.title) and content_words(view.title) <= content_words(said):
        options: tuple[str, ...] = (
            f"True or false: {said}",
            f"Is this statement true or false? {said}",
            f"Decide whether the statement is true or false: {said}",
        )
    else:
        options = (
            f"True or false, according to {name}: {said}",
            f"According to {name}, is this statement true or false? {said}",
            f"Decide by what {name} says whether this is true or false: {said}",
            f"Judge this statement by {name} as true or false: {said}",
        )
        if "?" not in name:
            options += (f"Is the statement true or false according to {name}? {said}",)
    return pick(options, "asked", said)


def denial(truth: str, flip: Flip) -> str:
    """False, and what is true instead, in the source's own words."""
    if '"' in truth or "“" in truth:
        return f"False. {truth}"
    options = (
        f"False. {truth}",
        f'False. The source states: "{truth}"',
        f'False. What the source says is: "{truth}"',
    )
    return pick(options, "denial", truth, flip.kind)


def confirmation(truth: str, decisive: str, name: str, flip: Flip) -> str:
    """True, with the words that decide it."""
    quote = f"“{decisive}”" if decisive != truth.rstrip(".") else f"“{decisive}.”"
    if flip.kind == "figure":
        return f"True. The figure is as given in {name}: {quote}"
    if flip.kind == "setting":
        return f"True. That is the value given in {name}: {quote}"
    force = FORCE.get(truth[flip.start : flip.end].lower().replace("can not", "cannot"))
    options: tuple[str, ...] = (f"True. The decisive words in {name} are: {quote}", f"True. It is stated in {name}: {quote}")
    if flip.kind == "modal" and force:
        options = (f"True. {name[:1].upper() + name[1:]} {force}: {quote}", *options)
    return pick(options, "confirmation", truth)


def reasoning(decisive: str, claimed: str, place: str, false: bool) -> tuple[str, str, str]:
    """What the statement turns on, what the source has there, and the comparison."""
    first = pick(
        (
            f"The statement turns on the words “{claimed}”.",
            f"What has to be checked is the part “{claimed}”.",
            f"Whether the statement holds depends on “{claimed}”.",
        ),
        "first",
        claimed,
    )
    second = pick(
        (
            f"Under {place}, the source says “{decisive}”.",
            f"The source puts it like this under {place}: “{decisive}”.",
            f"The sentence to compare with stands under {place}; it has “{decisive}”.",
        ),
        "second",
        decisive,
    )
    if false:
        return first, second, "Both cannot hold, and the statement departs from the source in this one point, so it is false."
    return first, second, "Statement and source agree word for word in this point, so the statement is true."
