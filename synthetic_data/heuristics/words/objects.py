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
SUBORDINATE = frozenset(
    "if when unless whenever while because so since after before until once although though whereas than".split()
)
# Verbs of which one asks where the thing goes or comes from: what stands behind their object is no part of it.
PLACING = frozenset("emit expose include list provide publish receive record report return send specify store write".split())
PRONOUNS = re.compile(r"\b(?:it|its|them|they|their|you|your)\b")
ANSWERING = frozenset("generate return send".split())
CONDITIONS = frozenset("if when unless whenever while before after until once".split())
# What one thing is compared with, the words around it must tell.
COMPARED = re.compile(
    r"\b(?:more|less|fewer|better|worse|larger|smaller|faster|greater|higher|lower|simpler|easier|stronger)\b(?!.*\bthan\b)"
)
UNTOLD = re.compile(
    r"\b(?:expected|necessary|required|same|corresponding|relevant|subsequent|following|resulting|remaining|additional|just that|"
    r"[a-z]{3,}ly)\b"
)
# What all of them are, nobody could answer: "all available options", "many of its own extensions".
ALL_THERE_IS = re.compile(
    r"(?:all|any)(?: of)?(?: the)? (?:available|possible|supported|necessary|other) "
    r"|(?:many|several|some|various|certain|a (?:number|variety|lot|range|couple) of)\b",
    re.I,
)
# A noun that is made whole by "to do something".
ABLE = frozenset("ability time way ways means possibility opportunity mechanism mechanisms option tools methods functions".split())
MORE_VERBS = BASES - NOUNS_TOO | {
    "be",
    "have",
    "make",
    "do",
    "keep",
    "get",
    "give",
    "go",
    "avoid",
    "become",
    "build",
    "run",
    "find",
}
PURPOSES = BASES | MORE_VERBS - {"be"}
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
def object_of(rest: str, verb: str = "") -> Object | None:
    """What stands behind a verb, taken apart; None unless it is one noun phrase, a list, or one with a tail."""
    text = rest.rstrip(".")
    if BROKEN.search(text) or any(is_another_verb(found[1]) for found in JOINED.finditer(text)):
        return None
    described = DESCRIBED.search(text)
    body = text[: described.start()] if described else text
    if "," in body and not is_list(body):
        return None
    tokens = list(TOKEN.finditer(body))
    if (
        not tokens
        or not starts_object(tokens[0].group().lower().rstrip(","))
        or tokens[0].group().lower() in ("to", "that", "this")
    ):
        return None
    found = split_at(body, tokens, verb in ANSWERING)
    if found is None or (described and found.tail):
        return None
    return found._replace(more=text[len(found.noun) :].strip()) if described else found


def is_another_verb(word: str) -> bool:
    """Whether a word behind "and" begins a second thing that is done."""
    return (
        word in MODALS or word in ("is", "are", "has", "have") or word in SINGULAR and word not in NOUN_FORMS or word in MORE_VERBS
    )


WANTING = BASES | frozenset(
    "plan plans want wants wish try tries have has need needs".split()
)  # "features your team plan to deliver"
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


def split_at(text: str, tokens: Sequence[re.Match[str]], answering: bool) -> Object | None:
    """The object up to the first word that can't belong to it."""
    for number, token in enumerate(tokens[1:], 1):
        word = token.group().lower().rstrip(",")
        following = tokens[number + 1].group().lower() if number + 1 < len(tokens) else ""
        noun, behind = text[: token.start()].rstrip(" ,"), text[token.start() :]
        if word in RELATIVE or word.endswith("ed") and following in PREPOSITIONS:
            return Object(noun, more=behind)
        if word in MODALS or word in ("is", "are", "was", "has"):
            return None
        if word == "to" and tokens[number - 1].group().lower() in ABLE:
            return Object(noun, more=behind)
        if word == "to" and tokens[number - 1].group().lower() in WANTING:
            return None
        if word in OF_THE_NOUN and not (word == "for" and answering):
            continue
        if word in PREPOSITIONS or word in SUBORDINATE:
            if noun.endswith(" such"):
                return None  # "command sequences such as …": the examples belong to the noun
            return Object(noun, tail=behind) if len(behind.split()) <= MOST_TAIL_WORDS and "," not in behind else None
    return Object(text)


def fits_question(verb: str, found: Object) -> bool:
    """Whether the tail can stand in the question "What does it <verb> <tail>?"."""
    first, _, second = found.tail.lower().partition(" ")
    if second.startswith("to ") or second.partition(" ")[0] in RELATIVE or first == "as" and PRONOUNS.search(second):
        return False  # "a page about when to use it", "the address at which …", "changes as they appear"
    if not found.tail or first in CONDITIONS:
        return True
    if first == "to" and is_purpose(found.tail):
        return " for " not in found.noun and " with " not in found.noun and PRONOUNS.search(found.tail) is None
    if " for " in found.noun:
        return False
    return first in ("on", "in", "at", "from", "to", "for") and verb in PLACING or first == "as"


def is_purpose(tail: str) -> bool:
    """Whether "to …" tells what for, not to whom."""
    return tail.split(" ", 2)[1] in PURPOSES


def tells_much(found: Object) -> bool:
    """Whether the object is worth asking for: more than one bare noun, and nothing that only the words around it explain."""
    if COMPARED.search(found.noun) or UNTOLD.search(found.noun) or ALL_THERE_IS.match(found.noun):
        return False
    return bool(found.more) or "`" in found.noun or len(content_words(found.noun)) >= 2
