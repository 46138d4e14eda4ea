"""Questions that a section can't answer, answered by saying so; it is checked that what would answer them is really not there."""

import re

from ..gates import quote_finder
from ..records import Fact, Item, Pair, Section
from .agreement import content, stem, words

FLAG = "unanswerable"
LONGEST_QUESTION = 160  # characters
ATTRIBUTION = re.compile(  # where the question says it is answered: that is the place it is taken away from
    r"^(?:according to|as described in|based on|going by|in)\s(?:(?:the\s)?[A-Z\"][^,?]*),\s"
    r"|,\s(?:according to|as described in|based on|going by)\s[^?]*(?=\?$)",
    re.IGNORECASE,
)


def unanswerable(pair: Pair, section: Section) -> Item | None:
    """The question of a pair put to another section, or None when that section might answer it or the words would not fit.

    English only: the wording is ours. Checked are: none of the pair's quotes is found in the section; a subject of the question (a
    content word that its quotes share) stands nowhere in it, nor do half of the other content words, nor half of the answer's.
    """
    question = ATTRIBUTION.sub("", pair.question.strip())
    fits = question.endswith("?") and not {'"', "\n", "("} & set(question) and 15 <= len(question) <= LONGEST_QUESTION
    fact = first_fact(section)
    if pair.language != "en" or not fits or fact is None:
        return None
    find = quote_finder(section)
    if any(find(part.quote) for part in pair.evidence):
        return None
    held = content(words(section.text + " " + named(section)))
    asked, answer = content(words(question)), content(words(pair.answer))
    quoted = {stem(word) for part in pair.evidence for word in words(part.quote)}
    absent = [word for word in dict.fromkeys(words(question)) if len(word) > 2 and stem(word) in asked & quoted - held]
    if not absent or len(asked & held) * 2 >= len(asked) or len(answer & held) * 2 >= max(1, len(answer)):
        return None
    return item(question, section, fact, absent[:3])


def first_fact(section: Section) -> Fact | None:
    return next((fact for fact in section.facts if fact.kind == "sentence" and 30 <= len(fact.text) <= 300), None)


def item(question: str, section: Section, fact: Fact, absent: list[str]) -> Item:
    """The question bound to the section, and the answer that it does not say."""
    place = named(section)
    missing = " or ".join(f"“{word}”" for word in absent)
    steps = (
        f"{place} has to answer this alone; it speaks of other things, such as: “{fact.text}”",
        f"What the question turns on, {missing}, stands nowhere in it.",
        "So it cannot answer the question, and nothing may be added from elsewhere.",
    )
    quote = section.text[fact.start - section.start : fact.end - section.start]
    asked = f"Using only {place}: {question[0].lower() if question[1:2].islower() else question[0]}{question[1:]}"
    return Item(asked, steps, f"{place} does not answer that.", (quote,), ((0, fact.start, fact.end),))


def named(section: Section) -> str:
    title = section.document.title
    return f'"{section.title}"' if section.title == title else f'"{section.title}" in "{title}"'
