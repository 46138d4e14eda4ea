"""The class that a definition puts a term into: "a tool" in "a tool that …"."""

import re

from ..tables.table_words import is_noun, singular

# Where the class ends and what is told of it begins.
RELATIVES = frozenset("that which who whose where".split())
BEGINNINGS = RELATIVES | frozenset("for to in on with from by at as used and but so called when using via between".split())
EMPTY_CLASSES = frozenset("type kind form set list group collection piece part way process practice act number chunk".split())
LEAST_CLASS, MOST_CLASS = 2, 7
GENERIC_KIND = re.compile(
    r"(?:idea|practice(?! of)|point|thing|candidate|option|start|decision|step|place|problem|issue|reason|example|concern)s?\b"
)
# With these a general word names a thing: "data point", "merge option".
COMPOUNDING = frozenset("data entry merge access end mount check extension sample time compile build decision menu".split())
CLASS_WORDS = 4


def class_of(text: str) -> str:
    """The class that "a tool that …" names: the words up to where a clause or phrase of its own begins; "" if in doubt."""
    words = text.split()
    for number, word in enumerate(words):
        last = words[number - 1].rstrip(",").lower()
        if word.lower() == "of":
            return ""  # "the process of applying a set of …": where such a phrase ends is not certain
        if number < LEAST_CLASS or word.lower() not in BEGINNINGS:
            continue
        if word.lower() in ("and", "but", "so") and not words[number - 1].endswith(","):
            continue
        sure = is_noun(singular(last)) and (last not in EMPTY_CLASSES or word.lower() in RELATIVES)
        return " ".join(words[:number]).rstrip(",") if sure and number <= MOST_CLASS else ""
    whole_class = len(words) <= MOST_CLASS and "," not in text
    return text if whole_class and is_noun(singular(words[-1].strip("`").lower())) else ""


def is_generic(noun: str) -> bool:
    """Whether a class is none that tells a thing from others: "a hard problem", but not "a data point that …"."""
    words = noun.split(None, CLASS_WORDS)[:CLASS_WORDS]
    for number, word in enumerate(words):
        if word in BEGINNINGS and number:
            return False
        before = words[number - 1].lower() if number else ""
        if GENERIC_KIND.match(word) and not (before in COMPOUNDING and number):
            return True
    return False
