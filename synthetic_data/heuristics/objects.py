"""Takes apart what stands behind a verb: its object, and what goes on behind that ("a message", "in the response body")."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .english import MODALS
from .naming import content_words
from .subjects import BASES, NOUNS_TOO, PREPOSITIONS, SINGULAR, TOKEN, starts_object

RELATIVE = frozenset("that which who whose where".split())
# These belong to the noun before them more often than to the verb.
OF_THE_NOUN = frozenset("of for with about between per across against among".split())
SUBORDINATE = frozenset("if when unless whenever while because so since after before until once although though whereas than".split())
# A noun that is made whole by "to do something".
ABLE = frozenset("ability way ways means possibility opportunity mechanism mechanisms option tools methods functions".split())
MORE_VERBS = BASES - NOUNS_TOO | {"be", "have", "make", "do", "keep", "get", "give", "go", "avoid", "become", "build", "run", "find"}
BROKEN = re.compile(r"[;:()]| -{1,2} | [–—] |—|\b(?:and|or|but|nor)/|\.\.\.|\b(?:and|but|or) not\b", re.IGNORECASE)
JOINED = re.compile(r"\b(?:and|or|but|then)(?: then| also)? ([a-z]+)\b(?! (?:of|and|or)\b)")
DESCRIBED = re.compile(r", (?:which|where|who) [^,]+$")
MOST_ITEM_WORDS = 6
MOST_TAIL_WORDS = 14


class Object(NamedTuple):
    """`noun` is the object, `more` a clause that describes it, `tail` what belongs to the verb again."""

    noun: str
    more: str = ""
    tail: str = ""


@lru_cache(maxsize=256)
def object_of(rest: str) -> Object | None:
    """What stands behind a verb, taken apart; None unless it is one noun phrase, a list, or one with a tail."""
    text = rest.rstrip(".")
    if BROKEN.search(text) or any(is_another_verb(found[1]) for found in JOINED.finditer(text)):
        return None
    described = DESCRIBED.search(text)
    body = text[: described.start()] if described else text
    if "," in body and not is_list(body):
        return None
    tokens = list(TOKEN.finditer(body))
    if not tokens or not starts_object(tokens[0].group().lower().rstrip(",")) or tokens[0].group().lower() in ("to", "that", "this"):
        return None
    found = split_at(body, tokens)
    if found is None or (described and found.tail):
        return None
    return found._replace(more=text[len(found.noun) :].strip()) if described else found


def is_another_verb(word: str) -> bool:
    """Whether a word behind "and" begins a second thing that is done."""
    return word in MODALS or word in ("is", "are", "has", "have") or word in SINGULAR and word not in NOUN_FORMS or word in MORE_VERBS


NOUN_FORMS = frozenset(verb for verb, base in SINGULAR.items() if base in NOUNS_TOO)


def is_list(text: str) -> bool:
    """Whether commas only part the items of a list: "the driver, executors, and more"."""
    items = text.split(", ")
    return (
        len(items) > 2
        and items[-1].startswith(("and ", "or "))
        and all(len(item.split()) <= MOST_ITEM_WORDS for item in items[1:])
        or len(items) == 2
        and items[1].startswith(("and ", "or "))
        and all(len(item.split()) <= MOST_ITEM_WORDS for item in items)
    )


def split_at(text: str, tokens: Sequence[re.Match[str]]) -> Object | None:
    """The object up to the first word that can't belong to it."""
    for number, token in enumerate(tokens[1:], 1):
        word = token.group().lower().rstrip(",")
        following = tokens[number + 1].group().lower() if number + 1 < len(tokens) else ""
        noun, behind = text[: token.start()].rstrip(" ,"), text[token.start() :]
        if word in RELATIVE or word.endswith("ed") and following in PREPOSITIONS:
            return Object(noun, more=behind)
        if word in MODALS or word in ("is", "are", "was", "has"):
            return None
        if word == "to" and following in BASES | MORE_VERBS:
            return Object(noun, more=behind) if tokens[number - 1].group().lower() in ABLE else None
        if word in OF_THE_NOUN:
            continue
        if word in PREPOSITIONS or word in SUBORDINATE:
            return Object(noun, tail=behind) if len(behind.split()) <= MOST_TAIL_WORDS and "," not in behind else None
    return Object(text)


def tells_much(found: Object) -> bool:
    """Whether the object is worth asking for: more than one bare noun."""
    return bool(found.more) or "`" in found.noun or len(content_words(found.noun)) >= 2
