"""Tells by its words whether an explanation, or a sentence of it, is an order, a whole statement or a mere noun phrase."""

import re
from functools import lru_cache

from .english import MODALS
from .objects import NOUN_FORMS
from .subjects import BASE_VERBS, BASES, PARTICLE_VERBS, SINGULAR, clause

FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|does|do|must|should|shall|can|may|will|cannot|could|would|MUST|SHOULD|SHALL|MAY|\w+n[’']t)\b"
)
RELATIVE = re.compile(r"\b(?:that|which|who|where|when|if|whether|because|while|how|what|whose|why)\b")
# First words of an explanation that make it an order or a piece of advice.
ORDERING = (
    BASE_VERBS
    | PARTICLE_VERBS.keys()
    | frozenset(
        """avoid be keep make choose consider prefer start stop run try write review document define plan schedule adopt conduct
        design develop find give leverage monitor optimize perform prepare regularly train understand utilize""".split()
    )
) - frozenset("log set list process support need result point record report test request query output format".split())
# First words that make a label an order ("Select the cases"); those that are nouns as often are left out.
COMMANDS = ORDERING - frozenset(
    """access build call change check control design display document download focus format guarantee help hold identify limit
        load log map measure monitor need offer output plan process program publish record release request reserve return review
        route scan schedule secure show support test track train transform trigger understand update""".split()
) | frozenset("break select choose identify update start stop share show store track run".split())
STATING = set(
    """allows enables ensures helps improves reduces provides prevents requires involves includes makes gives leads enhances
    facilitates guarantees increases maximizes minimizes optimizes protects saves simplifies supports""".split()
)
AN_OBJECT = (["the"], ["all"], ["any"], ["your"], ["each"], ["an"])
FIRM = SINGULAR.keys() - NOUN_FORMS  # verbs that can be nothing else
NO_ORDER = BASES | MODALS | FIRM | {"is", "are", "and", "of", "starts", "begins", "ends", "works", "acts"}
NOUN_TOO = frozenset("filter command method key list set query name path port process request test template format".split())


@lru_cache(maxsize=64)  # one form after the other asks about the same sentence
def main_verb(sentence: str) -> bool:
    """Whether there is a finite verb more than there are relative clauses: a sentence, and no mere noun phrase."""
    if FINITE.search(RELATIVE.split(sentence, maxsplit=1)[0]):
        return True
    return len(FINITE.findall(sentence)) > len(RELATIVE.findall(sentence)) or clause(sentence) is not None


def goes_on_to_state(sentence: str) -> bool:
    """Whether a gerund at the start is the subject of what follows: "Planning thoroughly helps to …"."""
    words = RELATIVE.split(sentence, maxsplit=1)[0].lower().split()
    return any(word in STATING or word in MODALS for word in words)


def is_told(sentence: str) -> bool:
    """Whether a sentence that goes on with an explanation has a verb: not "Workbook template available in gallery."."""
    words = RELATIVE.split(sentence, maxsplit=1)[0].lower().split()
    return main_verb(sentence) or any(word in SINGULAR or word in BASES for word in words)


def is_order(word: str, sentence: str) -> bool:
    second, third = sentence.lower().split()[1:2], sentence.lower().split()[2:3]
    if third and third[0] in ("that", "which"):
        return False  # "Aggregate function that clusters …"
    if word == "default":
        return False  # "Default implementation applies …"
    if word not in ORDERING and (word not in BASES or second not in AN_OBJECT) or clause(sentence) is not None:
        return False  # "Design systems ensure …"; but "List all entries"
    if second == ["to"] and word in NOUN_TOO:
        return False  # "Filter to find a user"
    return not second or second[0] not in NO_ORDER
