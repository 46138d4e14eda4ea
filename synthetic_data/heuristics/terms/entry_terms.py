"""Which labels of entries name something: a word or a name, and no sentence, command, signature or heading of a form."""

import re

from ..words.english import MODALS, POINTERS, balanced
from ..words.entry_sentences import COMMANDS
from ..words.naming import GENERIC, content_words
from ..words.subjects import OPENERS, PREPOSITIONS

LITERAL = re.compile(r"`(?:true|false|yes|no|on|off|n/a|\w+=\d+)`", re.IGNORECASE)
MOST_TERM_WORDS = 6
NO_TERM = re.compile(
    r"(?:step|option|phase|day|week|chapter|section|part|example|note|tip|warning|important|caution|hint|update|edit|todo|pros?|cons?|"
    r"answer|question|q|a|p\d|authors?|date|status|owner|version|link|links|typical|breaking|non-\w+|source|see|figure|table|before|after|input|output|who|what|"
    r"when|where|why|how|if|this|these|it|we|you|our|your|the following|for example|default|result|title|name|"
    r"type|types|description|start|stop|build|run|debug|arrange|act|assert|"
    r"summary|goal|goals|yes|no|given|and|then|or|all|each|other|first|second|third|finally|next|last|optional|required|recommended|"
    r"(?:returns?|return values?|raises|throws|yields|arguments|parameters|conformance|prerequisites|syntax|semantics|usage)$|"
    r"deprecated|obsolete|experimental|unstable|key|main|additional|more|also|but|so|remember|assigned|advantages?|disadvantages?|benefits?|drawbacks?|limitations?|problem|"
    r"[\w'’ ]*\bnotes?$|solution|rules?|reasons?|decision|context|scope|good|bad|do|don['’]t|e\.g|i\.e)\b",
    re.IGNORECASE,
)
NO_TERM_WORDS = MODALS | frozenset("is are you your we the it a an not with as via and/or".split())
NUMBERED = re.compile(r"[A-Za-z]+[ -]?(?:\d{2,}|#\d+)")  # "Test008", "Bug #12" is a number, no name
# "GSM_Feature GSM_FromString(const char *feature)": how a function is declared, not what it is called.
SIGNATURE = re.compile(r"^`?(?:[\w:]+(?: ?[*&]+| ) ?)+[\w:]+ ?\([^()]*(?:\w [*&]*\w|\bvoid\b)")


def is_term(term: str) -> bool:
    """Whether a label names something, and is no sentence, command or heading of a form."""
    words = term.split()
    if not 1 <= len(words) <= MOST_TERM_WORDS or term.endswith(("…", "...")) or NO_TERM.match(term) or not balanced(term):
        return False
    if "(" in term and (SIGNATURE.search(term) or " -> " in term):
        return False
    if "`" in term:
        if first_word(term) in PREPOSITIONS or " | " in term or LITERAL.fullmatch(term):
            return False  # "With `workers=2`", `str | bytes`, `False`: of which option?
        return term.count("`") == 2 and len(term) > 3 and (term[0] == "`" or term[-1] == "`")
    first = first_word(term)
    if not (term[0].isupper() or term[0].isdigit()) or first in PREPOSITIONS or first in POINTERS:
        return False
    if not NO_TERM_WORDS.isdisjoint(map(str.lower, words)):
        return False
    if term[-1].isdigit() and NUMBERED.fullmatch(term) or " - " in term:
        return False
    if len(words) > 1 and (first in OPENERS or first in COMMANDS):
        return False
    return not content_words(term) <= GENERIC and not term[0].isdigit()


def first_word(term: str) -> str:
    return term.split(" ", 1)[0].lower()
