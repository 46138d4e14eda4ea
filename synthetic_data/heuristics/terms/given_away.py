"""Explanations that hold the name they explain: none may be asked "which term is this?"."""

import re

from ..words.naming import content_words

LEAST_REVERSE_WORDS = 8
LEAST_ROOT = 6
LEAST_NAME = 4
CAPITALIZED = re.compile(r"[A-Z]?[a-z]{2,}")


def is_reversible(sentence: str, term: str) -> bool:
    if term.startswith("Using "):
        return False  # a heading over what is said, not what that is
    return len(sentence.split()) >= LEAST_REVERSE_WORDS and not gives_away(sentence, term)


def gives_away(sentence: str, term: str) -> bool:
    """Whether an explanation holds its own label in another form: "Consistency: consistent use of …"; LocalMember."""
    name = term.strip("`").lower()
    if len(name) >= LEAST_NAME and name in sentence.lower():
        return True  # `stdev`: "in the form [stdev0 stdev1]"
    parts = {part.lower() for part in CAPITALIZED.findall(term)}
    if len(parts) > 1 and parts <= content_words(sentence):
        return True
    roots = {word[:6] for word in content_words(term) if len(word) >= LEAST_ROOT}
    return not roots.isdisjoint(word[:6] for word in content_words(sentence))
