"""What follows from a statement, where the source says so: "X, so Y", "X, which means that Y"."""

import re
from typing import NamedTuple

from ..words.base import View, pick
from ..words.claims import about_an_example
from ..words.english import balanced, opening, points_elsewhere, stands_alone, without_code
from ..words.inner_forms import inner_form
from ..words.naming import content_words
from ..words.openers import OPENERS
from ..words.subjects import clause
from .why import MADE_UP, VARIABLE, clean, specific

FOLLOWS = re.compile(
    r"^(?P<main>[^,;:()]{20,}), (?P<cue>so|which means(?: that)?) "
    r"(?!that |long |far |as |if |when |accordingly )(?P<effect>[^;:]{25,})\.$"
)
# A consequence of these is nobody's knowledge: what the writer does, asks for or concludes in a tale.
TOLD = re.compile(r"\b(?:we|our|us|I|let['’]s|this|these|those|here|now|please|feel free|imagine|probably|that['’]s|would|could)\b")
PRONOUN = re.compile(r"\b(?:it|they|them|its|their|he|she)\b", re.IGNORECASE)
ORDER = re.compile(
    r"(?:please|make|use|try|check|keep|be|don['’]t|do|you (?:may want|might)|feel|agree|read|see|look|only)\b", re.IGNORECASE
)
NEED = re.compile(r"\b(?:needed|required|necessary|needs?|requires?|must|shall|should|ha(?:s|ve) to)\b")
ABLE = re.compile(r"(?:[\w-]+ ){1,4}can\b")
# "is of a bigger concern" than what? The sentence before told.
MORE_THAN = re.compile(r"\b(?:more|less|bigger|greater|better|worse|smaller|larger|higher|lower|easier|harder)\b(?!.*\bthan\b)")
PRAISE = re.compile(
    r"\b(?:is|are) (?:very |quite |highly |extremely )?(?:flexible|powerful|simple|easy|versatile|modular|extensible)$"
)
NO_USE = re.compile(r"there(?:['’]s| is) (?:no|little) (?:sense|point|use)\b")
# What is merely to be expected, or how something came by its name.
EXPECTED = re.compile(
    r"^(?:named|called)\b|\bshould (?:already|be the same|work|now|get)\b|\bthings\b|\bbecause\b|\bmost obvious\b"
)
LAID_DOWN = re.compile(r"\b(?:should|must|shall)\b")  # a duty is no fact from which something follows
OWN = frozenset("own have has can each its their individually separately".split())
GOES_ON = re.compile(r"\bbut\b|, (?:so|which|and|since|as|because)\b")
LEAST_NEWS = 2
FEW = 6


class Effect(NamedTuple):
    """A question for what a statement leads to, its answer, the statement and its consequence."""

    question: str
    answer: str
    main: str
    effect: str


def effect_of(sentence: str, view: View, headings: tuple[str, ...]) -> Effect | None:
    """The consequence that a sentence draws from its own statement; None where either leans on other sentences."""
    found = FOLLOWS.match(sentence)
    parts = clause(found["main"]) if found is not None else None
    if found is None or parts is None or not parts.rest or not specific(parts.subject, view, headings):
        return None
    main, effect = found["main"], found["effect"]
    if effect.startswith("you can "):
        return None  # what one may do then is not what it means
    if not clean(main) or OPENERS.match(sentence) or not stands_alone(sentence) or about_an_example(view, sentence):
        return None
    if EXPECTED.search(effect) or NEED.search(main) and found["cue"] == "so" and LAID_DOWN.search(main):
        return None
    if TOLD.search(sentence) or ORDER.match(effect) or points_elsewhere(effect) or not balanced(effect):
        return None
    if MORE_THAN.search(effect) or MADE_UP.search(sentence) or VARIABLE.search(without_code(sentence)):
        return None
    if found["cue"] == "so" and NEED.search(main) and ABLE.match(effect):
        return None  # "is needed, so users can …": what for, not what follows
    if PRAISE.search(main) or NO_USE.match(effect) or len(content_words(effect) - content_words(main) - OWN) < LEAST_NEWS:
        return None
    if len(effect.split()) < FEW or GOES_ON.search(effect):
        return None
    statement = inner_form(parts.subject, view) + main[len(parts.subject) :]
    core = pick(
        (
            f"What follows from the fact that {statement}?",
            f"What does it mean in practice that {statement}?",
            f"What is the consequence of the fact that {statement}?",
        ),
        sentence,
    )
    answer = sentence if PRONOUN.search(effect) else effect[:1].upper() + effect[1:] + "."
    return Effect(core, answer, main, effect)


def effect_steps(effect: Effect, place: str) -> tuple[str, str, str]:
    """Where the statement stands, what is drawn from it, and that this answers the question."""
    main, drawn = opening(effect.main, 12), opening(effect.effect, 12)
    first = pick((f"{place} states: “{main}”.", f"The statement the question starts from is in {place}: “{main}”."), effect.main)
    second = pick(
        (f"The same sentence draws a consequence from it: “{drawn}”.", f"What the sentence concludes from that is “{drawn}”."),
        effect.effect,
    )
    return first, second, f"What follows is therefore “{opening(effect.effect, 9)}”."
