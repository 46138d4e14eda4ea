"""Tells whether what follows from a condition is definite: a figure, code, a name, a duty, an act or state without a hedge."""

import re

from ..verdicts.blanks import stems
from ..words.naming import content_words
from ..words.subjects import VAGUE_HEADS

# A figure, code, a path or an option, words in quotes, a name within the sentence.
EXACT = re.compile(r"[`\d“‘\"]|[$][\w(]|\w[_/]\w|(?<!\w)--?[a-z]|[a-z]\.[a-z]|(?<=[a-z,] )(?!I\b)[A-Z]|[A-Z]{2,}|[a-z][A-Z]")
PLAIN = re.compile(r"[A-Za-z]?[a-z ,'’]*\.?")  # words that hold none of these, which is quicker to tell
HEDGES = frozenset(
    """usually normally probably likely unlikely might often generally typically eventually easily inevitably sometimes somewhat
    similar sufficient sufficiently enough worth possibly potentially additional mentioned chances perhaps most mostly
    disappointed some properly responsibility""".split()
)
# Of these there are many: without a name none of them is the one right answer.
OPEN = re.compile(r"What can you do\b")
STATE = re.compile(r"What (?:happens|applies)\b")
RISK = re.compile(r"What (?:can|could) happen\b")
DEED = re.compile(r"What (?:should you do|do you do)\b")
TRYING = re.compile(r"(?:You should )?(?:aim|try|consider|check|attempt|think|want|may|might)\b", re.IGNORECASE)
# Advice where to look, and what is only so at best.
AIRY = re.compile(
    r"^(?:You (?:can|may|should) )?(?:check|visit|consult|browse|look)\b.*\b(?:websites?|site|pages?|docs|manuals?|wiki)\b"
    r"|\bat least ideally\b|\b(?:is|['’]s) easiest\b|(?:n['’]t|\bnot) have to\b|\bdefault behaviou?r\b|\bbehaviou?r\b.*\bchanges\b",
    re.IGNORECASE,
)
WANTED = re.compile(r"\b[Yy]ou(?: will|['’]ll| may| might) (?:want|wish|prefer|like)\b")  # advice, not what happens
ACTIVITY = re.compile(r"(?:not )?[a-z]+ing\b")
ADVICE = re.compile(r"What (?:(?:should|do|must) you (?:do|avoid|not do)|is required)\b|Which requirement\b")
LEAST_DEED = 8  # words of what is to be done where it names nothing
ANY = frozenset("new existing specific additional certain no is are".split())
BEING = frozenset(
    """specified given set provided required configured used enabled disabled present open found available empty missing
    needed""".split()
)
LEAST_THINGS = 2
LETTER = re.compile(r"`-[A-Za-z]`")  # an option of one letter many commands have
DIGIT = re.compile(r"\d")
LEAST_CASE = 3
# What is returned, or thrown, and by what, the place has to say.
GIVEN_BACK = re.compile(r"\b(?:returned|returns?|thrown|raised)\b")
CALLABLE = re.compile(
    r"\w\(|`|^\S+$|\b(?:function|method|command|call|script|program|module|constructor|quer(?:y|ies)|API)\b", re.IGNORECASE
)


def is_exact(text: str) -> bool:
    """Whether words hold a figure, code, a name or what is quoted."""
    return PLAIN.fullmatch(text) is None and EXACT.search(text) is not None


def is_bare(condition: str) -> bool:
    """Whether a condition only says that something is there or not: "no port is specified", "a session is open"; of what?"""
    if condition[0].isupper() or is_exact(condition):
        return False
    return len(content_words(condition) - VAGUE_HEADS - ANY - BEING) < LEAST_THINGS


def is_vague(question: str, condition: str, consequence: str) -> bool:
    """Whether a deed or duty is asked for and nothing is named ("adding contact details": to what?), or a mishap of some."""
    if RISK.match(question):
        return " some " in f" {consequence.lower()}"
    unnamed = DEED.match(question) or ADVICE.match(question) and ACTIVITY.match(condition)
    return bool(unnamed) and not is_exact(condition)


def is_definite(question: str, condition: str, consequence: str, place: str) -> bool:
    """Whether a consequence can be the one right answer to what follows from its condition."""
    if GIVEN_BACK.search(consequence) and not any(map(CALLABLE.search, (place, f"{condition} {consequence}"))):
        return False
    if STATE.match(question) and WANTED.search(consequence):
        return False
    if STATE.match(question) and is_bare(condition) or AIRY.search(consequence):
        return False
    if LETTER.search(condition) and not CALLABLE.search(place):
        return False
    if stems(consequence) <= stems(condition) and not DIGIT.search(consequence):
        return False  # says the condition again
    if is_exact(consequence):
        return True
    if OPEN.match(question) or not RISK.match(question) and not HEDGES.isdisjoint(consequence.lower().rstrip(".").split()):
        return False
    if is_vague(question, condition, consequence):
        return False
    if DEED.match(question) and (len(consequence.split()) < LEAST_DEED or TRYING.match(consequence)):
        return False
    return not STATE.match(question) or is_exact(condition) or len(content_words(condition) - VAGUE_HEADS - ANY) >= LEAST_CASE
