"""Splits a sentence into a statement and its reason, and tells whether the reason explains the statement by itself."""

import re
from typing import NamedTuple

from ..words.english import MODALS, URL, balanced, cued_by, points_elsewhere, stands_alone, without_code, words_in
from ..words.naming import content_words
from ..words.subjects import BE, clause
from ..words.verbs import IMPERATIVES, first_verb
from .why import FORBIDDEN, VARIABLE, clean, finite

CUE_WORDS = frozenset("because due so order reason therefore result consequently hence thus".split())  # one in each of these
CUES = re.compile(r"\b(?:because|due to|so that|in order to|reason|therefore|as a result|consequently|hence|thus)\b")
PURPOSES = ("so that", "in order to", "to")
# The cue, and how an answer opens with it.
INNER = re.compile(r"^(?P<main>.+?),? (?P<cue>because of|because|due to|so that|in order to) (?P<reason>.+?)[.!]?$")
FRONT = re.compile(r"^(?P<cue>Because of|Because|Due to|In order to|So that) (?P<reason>[^,]+), (?P<main>.+?)[.!]?$")
HENCE = re.compile(r"^(?:Therefore|As a result|Consequently|For this reason|Hence|Thus|For that reason),? (?P<main>.+?)[.!]?$")
CONCLUDING = ("Therefore", "As a result", "Consequently", "For th", "Hence", "Thus")  # one of these begins it
JOINED = re.compile(
    r"^(?P<reason>.+?)(?:; |,? and )(?:therefore|as a result|consequently|hence|thus|"
    r"for this reason),? (?P<main>.+?)[.!]?$"
)
# "X, so Y": what stands before is the reason.
DRAWN = re.compile(r"^(?P<reason>[^,;:()]{20,}), so (?!that |long |far |as |accordingly |if |when )(?P<main>[^,;:()]{15,})\.$")
# "You should X to prevent Y": the aim of a duty, of an order, or of what is done.
AIMED = re.compile(
    r"^(?P<main>[^,;:]{12,}?) to (?P<reason>(?:ensure|avoid|prevent|make sure|guarantee|minimize|protect) [^;:]{12,})\.$"
)
DUTY = re.compile(r"\b(?:should|must|MUST|SHOULD|SHALL)\b|\b(?:is|are) (?:\w+ed|set|kept|built|run|written|put|split|held)\b")
# Behind these words "to" opens no aim of its own: "the ability to prevent", "is designed to ensure".
LEADS_TO = re.compile(
    r"\b(?:is|are|was|be|been|has|have|had|need|needs|needed|want|wants|able|unable|going|used|designed|intended|meant|built|created|"
    r"required|important|possible|necessary|crucial|essential|how|in order|order|so as|as|enough|too|ability|way|ways|means|"
    r"mechanism|mechanisms|tool|tools|time|effort|efforts|attempt|attempts|opportunity|chance|responsibility|goal|aim|purpose|"
    r"tends?|tries|try|helps?|aims?|seeks?|serves?|responsible|careful|sure|allowed|expected|likely|not|\w+ing|supposed)$",
    re.IGNORECASE,
)
# "protected from corruption due to crashes": the cause belongs to the noun.
HAPPENING = re.compile(
    r"\b(?:corruption|errors?|failures?|loss|losses|damage|problems?|delays?|issues?|conflicts?|crash(?:es)?|overhead|downtime|outages?"
    r"|changes?|degradation|interruptions?|restrictions?|limitations?)$"
)
# "so that plugin should not be used", "so that node's power cap is reduced": what is drawn from it, no purpose.
DRAWN_FROM = re.compile(
    r"[a-z]+(?:['’]s(?: [a-z]+){1,2})? (?:should|must|cannot|can['’]t|is|has|was|does)\b"
)  # "so that plugin should not be used"
TWO_ACTS = re.compile(rf" and (?:{'|'.join(sorted(IMPERATIVES))})\b")
NUMBER = re.compile(r"\d+")
HAPPENED = re.compile(r"An? (?:[\w`()./-]+ ){1,6}(?:was|were) ")
NAMES_A_KIND = re.compile(
    r"\b(?:is|are) (?:an?|the|one|some) |\b(?:is|are) (?:\w+ )?(?:types?|kinds?|tools?) of "
    r"|\bare [a-z]+s (?:\([^)]*\) )?(?:contributed|written|provided|made|created|used)\b"
)
INNER_CLAUSE = re.compile(r"\b(?:which|who|whether|if|when|says?|states?)\b")
SUBORDINATE = re.compile(r"\b(?:which|who|whether|if|when|says?|states?|how|what|where|that)\b")
EXCEPTED = re.compile(r"\b(?:unless|until|where|that (?:is|are|was|were))\b")
ASIDE = re.compile(
    r"(?:Assume|Suppose|Imagine|Consider|Say|Let|Think)\b"
    r"|(?:For|In (?:fact|practice|general|addition)|If|When|While|Although|As|To|Note|Also|Or|On the)\b",
    re.IGNORECASE,
)
NARRATED = re.compile(r"\b(?:starts|begins|looks|started|began|says|said|saw|continues)\b")  # what happens next is no conclusion
REASON_ALONE = re.compile(r"^(?:that\b|this\b|these\b|those\b|we\b|I\b|there are (?:two|three|several)\b)", re.IGNORECASE)
REASON_WORDS = (5, 45)
LEAST_NEWS = 3  # a reason that only says the statement over again explains nothing
LEANING = re.compile(r"\b(?:it|they|them|he|she|him|her)\b", re.IGNORECASE)
OTHERS = cued_by(
    "this these those such former latter otherwise we our us i",
    r"\b(?:this|these|those|such|former|latter|otherwise|latter|we|our|us|i)\b",
    any_case=True,
)
# "it's a completely different technology" gives no reason yet.
EMPTY_REASON = re.compile(
    r"^(?:to )?continue (?:to|with) the next\b|^there (?:is|are) (?:a lot of|lots of|many)\b|.*\bfacts? of life\b|"
    r"^(?:to )?(?:make sure|ensure|guarantee)(?: that)? everything\b|^(?:of )?the way (?:it|they|this)\b"
    r"|^(?:it|they|there)(?:['’]s|['’]re| is| are) (?:(?:\w+ly|not|just|a|an) )*(?:different|easy|easier|good|better|useful|"
    r"important|possible|common|simple|simpler|cool|great|nice|so)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"^(?:(?:that|when|if|of|to) )?(?P<one>it|its|it['’]s)?(?P<many>they|their|them|they['’]re)?\b", re.IGNORECASE)
EXPLETIVE = re.compile(r"^it(?:['’]s| is| was) (?:not )?(?:clear|unclear|hard|difficult|impossible|likely|unlikely|easy)\b")
MANY = frozenset("are were have do aren't don't weren't haven't".split())
ONE = frozenset("is was has does isn't doesn't wasn't hasn't".split())
UNSURE = re.compile(r"\b(?:would|could|might|may have|want)\b")


class Cause(NamedTuple):
    """A statement and the words that say why, with the cue that joins them."""

    main: str
    reason: str
    cue: str


def cause_in(sentence: str) -> Cause | None:
    """Statement and reason of one sentence; None if more than one cue makes it a chain."""
    cues = 0 if CUE_WORDS.isdisjoint(words_in(sentence)) else len(CUES.findall(sentence.lower()))
    if not cues:
        return drawn(sentence) or aimed(sentence)
    if cues > 1:
        return None
    inner = INNER.match(sentence)
    if inner:
        return within(inner)
    front = FRONT.match(sentence)
    if front:
        if LEANING.search(without_code(front["reason"])):
            return None  # "In order to have them supported, …": what they are, the sentence before told
        return Cause(front["main"][:1].upper() + front["main"][1:], front["reason"], front["cue"].lower())
    joined = JOINED.match(sentence)
    if (
        joined
        and not first_verb(joined["main"])
        and not joined["main"].startswith(("do not", "don't", "don’t", "does", "is ", "are "))
    ):
        return Cause(joined["main"][:1].upper() + joined["main"][1:], joined["reason"], "")
    return None


def within(inner: re.Match[str]) -> Cause | None:
    """ "X because Y", where Y surely belongs to all of X."""
    main, cue = inner["main"], inner["cue"]
    if cue == "so that" and first_verb(main) and inner["reason"].startswith("it"):
        return None  # "Write it so that it's short" tells how, not what for
    # "says if it closed due to Y", "unless a line is required due to Y": the cue may belong to the inner clause
    if cue != "because" and (INNER_CLAUSE.search(main) or EXCEPTED.search(main)):
        return None
    # "a tool in order to V": the purpose belongs to the noun; "Don't X due to Y": the reason is part of what is forbidden
    if cue in PURPOSES and NAMES_A_KIND.search(main):
        return None
    if cue in ("due to", "because of") and (FORBIDDEN.match(main) or HAPPENING.search(main) or acts_on(main)):
        return None
    if cue == "so that" and DRAWN_FROM.match(inner["reason"]):
        return None
    return Cause(main, inner["reason"], cue)


def acts_on(main: str) -> bool:
    """Whether something does something to a thing: what is due to a cause may be that thing ("rejects jitter due to latency")."""
    found = clause(main)
    return found is not None and found.verb.lower() not in BE and found.verb.lower() not in MODALS


def drawn(sentence: str) -> Cause | None:
    """ "X, so Y.": Y is stated and X is its reason."""
    found = DRAWN.match(sentence) if ", so " in sentence else None
    if found is None or not grounds(found["reason"] + ".") or first_verb(found["reason"]):
        return None
    return Cause(found["main"][:1].upper() + found["main"][1:], found["reason"], "")


def aimed(sentence: str) -> Cause | None:
    """ "X should be done to prevent Y.": the aim of a duty, an order or a deed."""
    found = AIMED.match(sentence) if " to " in sentence else None
    if found is None or LEADS_TO.search(found["main"]) or SUBORDINATE.search(found["main"]):
        return None
    if TWO_ACTS.search(found["main"]):
        return None  # "modify the file and verify it to make sure …": the aim of the second
    if not (DUTY.search(found["main"]) or first_verb(found["main"])) or NAMES_A_KIND.search(found["main"]):
        return None
    return Cause(found["main"], found["reason"], "to")


def grounds(sentence: str) -> bool:
    """Whether a sentence by itself can be the grounds on which the next one concludes."""
    if not sentence.endswith(".") or ASIDE.match(sentence) or NARRATED.search(sentence):
        return False
    return clean(sentence) and stands_alone(sentence)


def agrees(cause: Cause) -> bool:
    """Whether a pronoun that opens the reason can only stand for the subject of the statement."""
    found = PRONOUN.match(cause.reason)
    if found is None or not (found["one"] or found["many"]) or EXPLETIVE.match(cause.reason):
        return True
    words = [word.replace("’", "'") for word in cause.main.split()]
    at = next((number for number, word in enumerate(words) if finite(word.lower())), 0)
    if not at or words[0].endswith("ing") or first_verb(cause.main) or words[0].lower() in ("you", "in", "with", "on", "for"):
        return False
    verb = words[at].lower()
    many = verb in MANY or (verb not in ONE and words[at - 1].endswith("s") and not verb.endswith("s"))
    return many == bool(found["many"])


def explains(cause: Cause) -> bool:
    """Whether the reason says something that the statement does not say already."""
    if HAPPENED.match(cause.main):
        return False  # "A method was called that …": what an error tells
    if not cause.cue and not set(NUMBER.findall(said_of(cause.main))) <= set(NUMBER.findall(cause.reason)):
        return False  # a number that is concluded stands in the grounds, or these are not all of them
    news = content_words(cause.reason) - content_words(cause.main)
    return len(news) >= LEAST_NEWS and not EMPTY_REASON.match(cause.reason) and not UNSURE.search(cause.main)


def said_of(statement: str) -> str:
    """What a statement says of its subject: the words from its verb on."""
    words = statement.split()
    at = next((number for number, word in enumerate(words) if number and finite(word.lower())), 0)
    return " ".join(words[at:])


def told(reason: str) -> bool:
    """Whether a reason is one whole clause that does not lean on other sentences."""
    bare = without_code(reason)
    least, most = REASON_WORDS
    if not least <= len(reason.split()) <= most or not balanced(reason) or REASON_ALONE.match(reason):
        return False
    if ", but " in reason or VARIABLE.search(bare):
        return False  # "because it is small, but both work": no reason any more
    return not (OTHERS.search(bare) or points_elsewhere(bare) or URL.search(reason))
