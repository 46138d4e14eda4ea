"""A statement taken apart, and whether the sentences around it tell more of the same, so that a question has two answers."""

import re
from typing import NamedTuple

from ...records import Fact
from ..words.base import View
from ..words.inquiry import Inquiry
from ..words.naming import content_words
from ..words.subjects import SINGULAR, Clause, beginnings, folded
from .obligations import PRESENT, RULES

PRONOUNS = frozenset(("It", "They", "This", "These"))
DETERMINER = re.compile(r"^(?:all|an?|the|any|each|every|both|your) ")
MORE_OF_IT = re.compile(r" (?:must|shall|should|may|can|cannot) ")
EXACT = re.compile(r"[`\d/]")
OPEN_CORE = re.compile(r"(?:.*, )?(?:[Ww]hat is (?:recommended|required)|[Ww]hich (?:recommendation|requirement|rule)) ")
LEVEL = re.compile(r"\b(?:must|shall|should|MUST|SHALL|SHOULD|recommended|required)\b")
STEM = 5  # letters that "child" shares with "children"
# A subject in the plural with a verb in the singular, "the principles provides", is a slip; these end so as well.
NO_PLURAL = ("ss", "us", "is", "as", "os", "ics", "ps", "lens", "series", "species", "news")
WHEN = re.compile(r",? \b(?:when|if|unless|while|once)\b|[.,;]")


class Said(NamedTuple):
    """A statement taken apart: what stands before its subject, the clause, where it stands, the whole as an answer."""

    fact: Fact
    lead: str
    found: Clause
    headings: tuple[str, ...]
    sentence: str


def bare_subject(subject: str) -> str:
    return DETERMINER.sub("", subject.lower())


def goes_on(said: Said, after: Fact | None) -> bool:
    """Whether the next sentence tells more of the same in the same way: "X can be used to … . This can be used to …"."""
    if after is None or after.block != said.fact.block:
        return False
    pronoun, *words = after.text.split(" ", 4)[:4]
    return pronoun in PRONOUNS and not {said.found.verb, said.found.base}.isdisjoint(words)


def told_again(view: View, said: Said) -> bool:
    """Whether the same place lays down more for the same thing, or for its readers who are to deal with what its heading names."""
    subject = bare_subject(said.found.subject)
    present = PRESENT.match(said.found.rest)
    names_it = folded(content_words(said.found.subject)) <= folded(content_words(said.headings[-1]))
    for fact in view.section.facts:
        if fact.start == said.fact.start or fact.heading != said.fact.heading:
            continue
        text = DETERMINER.sub("", fact.text.lower())
        if text.startswith(subject) and MORE_OF_IT.match(text, len(subject)) or present and f" {present['done']} " in text:
            return True
        if names_it and (text.startswith(("you should ", "you must ", "remember to ", "make sure "))):
            return True
    return False


def told_at_another_level(view: View, said: Said) -> bool:
    """Whether the same is required, recommended or allowed once more, in another way: which of them is asked for?"""
    subject, done = bare_subject(said.found.subject), WHEN.split(said.found.rest.lower(), maxsplit=1)[0]
    text = view.section.text.lower()
    return any(f"{subject} {level} {done}" in text for level in RULES - {said.found.verb.lower()})


def is_one_of_two(view: View, said: Said, inquiry: Inquiry) -> bool:
    """Whether an open question would ask as well for what another sentence of the place lays down for the same thing."""
    if not OPEN_CORE.match(inquiry.core):
        return False
    words = beginnings(bare_subject(said.found.subject), STEM)
    others = (one.text for one in view.section.facts if one.heading == said.fact.heading and one.start != said.fact.start)
    return any(LEVEL.search(text) and words <= beginnings(text, STEM) for text in others)


def does_so_twice(view: View, said: Said) -> bool:
    """Whether another sentence of the place has the same subject and verb: "A program specifies …", and then something else."""
    opening = f"{said.found.subject} {said.found.verb} "
    if said.found.verb.lower() in RULES:
        return False
    place = said.fact.heading
    return any(one.text.startswith(opening) and one.heading == place and one.start != said.fact.start for one in view.section.facts)


def disagrees(found: Clause) -> bool:
    """Whether subject and verb do not agree in number, as far as their endings tell."""
    last = found.subject.rpartition(" ")[2]
    plural = last.islower() and last.isalpha() and last.endswith("s") and not last.endswith(NO_PLURAL)
    return plural and " " in found.subject and found.verb in SINGULAR and found.verb != found.base and not found.plural


def leads_away(view: View, said: Said, inquiry: Inquiry) -> bool:
    """Whether a thing is somewhere that only a link of the source leads to."""
    if not inquiry.core.startswith("Where ") or EXACT.search(said.found.rest):
        return False
    return "](" in view.source(said.fact.start, said.fact.end)
