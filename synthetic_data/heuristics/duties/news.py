"""How much an answer has to tell that its question doesn't: little for a duty or a number, more for what a thing is used for."""

import re
from collections.abc import Set

from ..words.inquiry import Inquiry
from ..words.naming import content_words
from .assertions import AIM
from .obligations import RULES
from .retold import Said
from .values import LIMIT

# What a thing specifies, requires or is based on is told by more than a word or two: "specifies a host list".
THIN = frozenset(
    """create define describe determine display implement improve include increase list provide refer represent require
    specify""".split()
)
MERE_VERBS = frozenset(("is", "are", "can"))
EMPTY = frozenset("able it its them their".split())
LEAST_NEWS, LEAST_NEWS_OF_THIN = 2, 5
NARROW = re.compile(r"\b(?:[Hh]ow many|[Bb]y whom|called)\b")  # asks for a number or a name alone


def least_news(said: Said, inquiry: Inquiry) -> int:
    """How many words an answer has to hold that its question doesn't."""
    found = said.found
    if found.verb.lower() in RULES:
        # which way a rule goes may hang on a single word, unless the question tells what for
        return LEAST_NEWS if said.lead.startswith(("For ", "With ", "Without ")) else 1
    # how many, by whom, the default of: a single word is the whole answer
    exact = NARROW.search(inquiry.core) or AIM.match(found.subject) or LIMIT.search(found.subject.lower())
    return LEAST_NEWS if exact or found.base not in THIN and found.verb not in MERE_VERBS else LEAST_NEWS_OF_THIN


def news(answer: str, question: str, told: Set[str]) -> int:
    """How many words of an answer the question, its place included, doesn't hold: "`metadata` refers to project metadata"."""
    new = content_words(answer) - told - RULES - EMPTY
    if any(character.isdigit() for word in new for character in word) or answer.count("`") > question.count("`"):
        return len(new) + 1
    kin = {word[:5] for word in told}
    return len({word for word in new if word[:5] not in kin}) or bool(new)
