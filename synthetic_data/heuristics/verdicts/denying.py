"""Tells which sentence somebody could say the opposite of: one plain claim, whose changed form contradicts nothing beside it."""

import re

from ...records import Fact
from ..words.objects import is_another_verb
from .flips import Flip

# A change before these falsifies only half of a sentence, or what stands there speaks against it.
SECOND_HALF = re.compile(
    r", (?:with|while|which|who|where|so|but|if|because|thus|e\.?g|[a-z]+ing)\b|\band the\b"
    r"|\band (?:[a-z]+ed|is|are|can|will|must|may|less|more|greater|smaller)\b"
    r"|\bwhile\b|;| -- |\band it['’]s\b|, `[^`]+` (?:is|are)\b"
)
JOINED = re.compile(r"\band (?:[a-z]+ly )?([a-z]+)\b")
# What is denied is said behind another verb: "is limited to one hall and cannot …", "is and will never be".
FIRST_HALF = re.compile(r"\b(?:and|but|or)(?: [a-z]+ly)?(?: (?:is|are|was|will|should|must|can))?$")
ENUMERATED = re.compile(r"(?:, | )(?:and|or) ")  # "MUST NOT hold A and B": neither, or not both?
REASON_IN_BRACKETS = re.compile(r"\((?:(?:for|due|because|since|as)\b|(?:[^\s()]+ ){4})")  # "is not permitted (for security)"
ALL_OF_THEM = re.compile(r"\b(?:[Aa]ny|[Aa]ll|[Ee]very|[Ee]ach|[Bb]oth)\b")
BEFORE_A_MODAL = re.compile(r"\b(?:must|MUST|should|SHOULD|shall|SHALL|will) (?:be |remain |stay )?$")
LEAST_OR_MOST = re.compile(r"\b(?:min|max)(?:imum|imal)?\b", re.IGNORECASE)
# By what something is switched, or when it holds, tells which state is meant.
ON_TERMS = re.compile(r" (?:by (?!default)|through|via|using|at|when|where|if|unless|since|from)\b")
SWITCHED = frozenset("enabled disabled allowed permitted forbidden prohibited possible impossible supported unsupported".split())
OF_SHAPE = frozenset("valid invalid sorted unsorted ordered unordered signed unsigned compatible deterministic".split())
BROKEN = re.compile(r",| and | when | if ")
FREQUENT = frozenset(("always", "never"))
ENDS_OF_A_SCALE = frozenset("maximum minimum highest lowest largest smallest longest shortest".split())


def can_be_denied(fact: Fact, flip: Flip) -> bool:
    """Whether somebody could say the opposite of a sentence.

    A "not" is put into the duties of a specification alone: put into what is plainly done, or what people should do, it makes a
    claim that nobody would make. To take a "not" away, or to change a figure or a word, makes one that sounds as good.
    """
    text = fact.text
    if text.startswith(("Due to ", "Because ")):
        return False  # the reason speaks against it: "Due to limits of the disk, it can reliably …"
    before, behind = text[: flip.start], text[flip.end :]
    if gains_not(flip):
        return flip.new.isupper() and not ENUMERATED.search(behind) and not tells_twice(behind)
    if flip.new.startswith("not ") and (ALL_OF_THEM.match(text) or ENUMERATED.search(behind)):
        return False  # "Any user is not permitted …": none, or not all?
    if REASON_IN_BRACKETS.search(behind):
        return False
    if tells_twice(behind):
        return False
    if is_second_half(before):
        return False
    return flip.kind != "word" or word_can_be_changed(before, text[flip.start : flip.end], behind)


def tells_twice(behind: str) -> bool:
    """Whether what stands behind a verb goes on to a second thing that is said."""
    return SECOND_HALF.search(behind) is not None or any(is_another_verb(found[1]) for found in JOINED.finditer(behind))


def is_second_half(before: str) -> bool:
    """Whether what stands before a verb has said a first thing already."""
    return FIRST_HALF.search(before.rstrip()) is not None


def gains_not(flip: Flip) -> bool:
    """Whether a change puts a "not" into a sentence that has none."""
    return flip.kind in ("modal", "state") and flip.new.lower().endswith(("not", "cannot"))


def word_can_be_changed(before: str, word: str, behind: str) -> bool:
    """Whether the opposite of a word fits in with the words around it."""
    if word in FREQUENT:  # "must never be …", "is always first, the other one last"
        return not BEFORE_A_MODAL.search(before) and "," not in before and not BROKEN.search(behind)
    if word in ("before", "after"):
        return "," not in behind and " and " not in before and ALL_OF_THEM.search(before) is None
    if word in ENDS_OF_A_SCALE:  # "enables the maximum overhead"
        return LEAST_OR_MOST.search(before) is None and not before.endswith((" enables the ", " allows the ", " ensures the "))
    if word in OF_SHAPE and BEFORE_A_MODAL.search(before):
        return False
    return word not in SWITCHED or not ON_TERMS.match(behind) and not ALL_OF_THEM.search(before)
