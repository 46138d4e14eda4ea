"""Splits a sentence into its condition and what the condition leads to, where the comma between them is beyond doubt."""

import re
from typing import NamedTuple

from ..words.openers import without_opener
from ..words.subjects import BASES, clause
from ..words.verbs import first_verb
from .why import finite

LEADING = re.compile(r"^(?P<word>If|When|Whenever|Once|Unless) (?P<rest>.+)$")
LEADING_STARTS = frozenset(("If", "Wh", "On", "Un"))
# Without a comma a "when" may belong to the noun before it ("behavior when a fault is introduced").
TRAILING = re.compile(r"^(?P<main>[^;:–—]+?)(?:,? (?P<word>if|unless)|, (?P<time>when|whenever)) (?P<condition>.+?)\.$")
# "check if X" asks whether; "even if", "only if", "as if", "what if" are no plain conditions.
NO_CONDITION = re.compile(
    r"\b(?:understand|understanding|learn|judge|notice|predict|check|checks|checked|see|sees|determine|determines|decide|"
    r"decides|know|knows|ask|asks|test|tests|verify|confirm|find out|tell|"
    r"tells|wonder|unsure|sure|detect|even|only|as|what|and|or|especially|particularly|except|not|just|whether|unclear|"
    r"ensure|matter|"
    r"evaluate|validate|unless|consider|explain|indicate|indicates|assess|identify|identifies|specify|specifies|define|defines|"
    r"controls|reports|denote|denotes|describe|describes|discover|say|says|show|shows|inform|informs|returns|"
    r"inquire|remember|affects|governs|obvious|clear|certain|uncertain|doubt|wonders|care|cares|happens|happen|example|"
    r"for instance|"
    r"determining|deciding|checking|knowing|seeing|testing|verifying|telling|finding out|"
    r"useful|helpful|case|relevant|true|is|are|was|were|be|by|of|to|in|on|at|for|from|with|about|than|that|which|who|"
    r"where|done|used|it|this)$"
)  # in lower case
CLAUSE_START = re.compile(
    r"^(?:(?:then |please )?(?:do not|don['’]t|never|the|a|an|this|that|these|those|it|they|you|your|we|our|there|each|every|any|"
    r"all|no|some|most|only|its|their|"
    r"both|neither|either|one|many|several)(?:['’]\w+)?\b|`|[A-Z])",
)
CONTINUES = re.compile(
    r"^(?:and|or|but|nor|which|who|whose|where|whether|e\.g\.|i\.e\.|such as|including|like|for example|as well as|"
    r"regardless|either (?:by|with|in|on|at|from|through|as|via|without|directly)|"
    r"rather|not|especially|particularly|so|because|since|even|instead|say|again)\b",
    re.IGNORECASE,
)
ENUMERATION = re.compile(r"^[^,]{1,60}, (?:and|or) ")
AIM = re.compile(
    r"(?<!need)(?<!needs)(?<!have)(?<!has)(?<!want)(?<!used)(?<!able)(?<!required) to [a-z]+ "
)  # "when" may belong to the aim
# Behind these the condition belongs to a part of the sentence only.
TWO_CLAUSES = re.compile(
    r"\b(?:only|which|who|that|because|since|so that|if|when|where|but|and (?:is|are|will|can|must|should|it|you|the))\b"
)  # in lower case
LEADS_ELSEWHERE = re.compile(
    r"^(?:\w+ed|Whether|How|What|It|They|This|That|These|Those|He|She|Its|Their|One|Such|There|Here|Or|And|So|But|Then|Not|Even|"
    r"For example)\b"
)
OWN_OUTCOME = re.compile(r"\b(?:it|they) (?:must|should|may|can|will)\b|\b(?:MUST|SHOULD|MAY|SHALL)\b")
ENCLOSED = re.compile(r"`[^`]*`|\([^()]*\)|“[^”]*”|\"[^\"]*\"")
# The comma that should end a condition is missing: "… is wanted set the cache to `x`", "… events you'll block the worker".
ACTS = r"ed (?:then )?(?:configure|set|use|add|run|specify|create|make|change|put|install|enable|disable|edit|remove)\b"
DONE_AND_ACT = re.compile(ACTS)
RUN_ON = re.compile(
    rf"\b(?:is|are) [a-z]+{ACTS}"
    r"|(?<!that )(?<!which )(?<!what )(?<!where )(?<!when )(?<!and )(?<!or )(?<!but )"
    r"\b(?:you|it|they|we)(?:['’]ll| will| must| should) |\w+ed there (?:is|was) |[A-Z]\w* it (?:is|was|[a-z]+s) "
)
RUN_ON_SIGNS = ("ll ", " must ", " should ", "ed there ", " it ")  # one of these, or such an act, stands in each, and in few others
PARTED = re.compile(r"[,;]| - ")
SECOND_IF = re.compile(r"\b(?:if|when|unless)\b")
CUTS = (":", ";", "–", "—", " - ")
ARTICLES = ("a ", "an ", "the ", "any ", "all ", "no ", "each ", "every ", "some ")
GERUND = re.compile(r"^(?:not )?[a-z]+ing\b")


class Split(NamedTuple):
    """The conjunction in lower case, the condition, and the consequence as it opens a sentence."""

    word: str
    condition: str
    consequence: str
    sentence: str


def split_condition(sentence: str) -> Split | None:
    """Condition and consequence of "If X, Y." or "Y if X."; None when a comma leaves doubt."""
    text = without_opener(sentence)
    if "…" in text or "..." in text:
        return None
    leading = LEADING.match(text) if text[:2] in LEADING_STARTS else None
    if leading:
        return split_leading(leading["word"].lower(), leading["rest"].rstrip(), text)
    if not (" if " in text or " unless " in text or ", when" in text):
        return None  # plain search: the pattern tries every place
    trailing = TRAILING.match(text)
    if trailing is None or NO_CONDITION.search(" ".join(trailing["main"].lower().rsplit(" ", 2)[-2:])):
        return None
    main, condition, word = trailing["main"], trailing["condition"], trailing["word"] or trailing["time"]
    if not plain_main(main, word) or PARTED.search(outside_brackets(condition)) or SECOND_IF.search(condition):
        return None
    return Split(word, condition, main + ".", text) if has_verb(condition, word) and not runs_on(condition) else None


def plain_main(main: str, word: str) -> bool:
    """Whether what stands before a condition is one clause, all of which the condition belongs to."""
    if LEADS_ELSEWHERE.match(main) or TWO_CLAUSES.search(main.lower()) or not (has_verb(main, "if") or first_verb(main)):
        return False
    return not ("to" in main.split()[-3:] or "," in outside_brackets(main) or (word.startswith("when") and AIM.search(main)))


def split_leading(word: str, rest: str, text: str) -> Split | None:
    """The first comma, where it ends a whole clause and is followed by the start of another."""
    masked = outside_brackets(rest)
    comma = masked.find(",")
    if comma < 0 or comma < masked.find(", then "):
        return None
    condition, consequence = rest[:comma], rest[comma + 1 :].strip()
    if not has_verb(condition, word) or CONTINUES.match(consequence) or ENUMERATION.match(consequence):
        return None
    if consequence.startswith(("then ", "please ")):
        consequence = consequence.split(" ", 1)[1]
    first = consequence.partition(" ")[0]
    said = consequence if "_" in first else consequence[:1].upper() + consequence[1:]  # a function's name stays as it is written
    if CLAUSE_START.match(consequence) or first_verb(consequence):
        joined = True in map(condition.__contains__, CUTS) or runs_on(condition)
        if joined or not condition.startswith("you") and OWN_OUTCOME.search(condition) or not has_main_verb(consequence):
            return None
        return Split(word, condition, said, text)
    return Split(word, condition, said, text) if clause(said) else None


def runs_on(condition: str) -> bool:
    """Whether the comma that should end a condition is missing; what most lack is asked before the pattern."""
    likely = True in map(condition.__contains__, RUN_ON_SIGNS) or DONE_AND_ACT.search(condition)
    return bool(likely) and RUN_ON.search(condition) is not None


def has_main_verb(consequence: str) -> bool:
    """Whether what stands behind the comma is a clause, not a thing in apposition or the rest of a list: it orders or states."""
    if not consequence.startswith(ARTICLES):
        return True
    words = [word.lower().strip(",.;()") for word in consequence.split()[1:]]
    return any([finite(word) or word.endswith(("n't", "n’t", "s", "ed")) or word in CARRYING for word in words])


def has_verb(clause: str, word: str) -> bool:
    """Whether the words behind "if" are a clause: they hold a finite verb, or an -ing form behind "when"."""
    words = clause.split()
    if len(words) < 3:
        return False
    if GERUND.match(clause):
        return word in ("when", "whenever")
    if words[0].lower() in ("you", "we", "they", "i"):
        return True
    for piece in words[1:]:
        bare = piece.lower().strip(",.()")
        if finite(bare) or bare.endswith(("n't", "n’t")) or bare.removesuffix("s") in PLURAL_VERBS:
            return True
    return False


PLURAL_VERBS = frozenset(
    """need want use have do get go run fail exist match contain change require add come make take give see find return
    provide support occur happen appear disappear arrive expire differ overlap depend share lack belong conflict include
    refer point""".split()
)
CARRYING = PLURAL_VERBS | BASES


def outside_brackets(text: str) -> str:
    """The text with what stands in brackets, quotes or code blanked out, its length kept."""
    if "`" not in text and "(" not in text and '"' not in text and "“" not in text:
        return text
    return ENCLOSED.sub(lambda match: "x" * len(match.group()), text)
