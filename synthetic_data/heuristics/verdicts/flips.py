"""Makes a true sentence false by exactly one change, where that change surely makes it false; otherwise makes nothing."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..words.blemishes import LEADING
from ..words.claims import CODE_SPAN, is_imperative, main_clause, main_clause_start
from ..words.english import words_in, words_of
from ..words.subjects import third_person
from ..words.weak_claims import PURPOSE, REASONED, UNTOLD, VACUOUS, WEAK_AFTER_MODAL, ends_in_pronoun, hedged, needed_untold
from .figures import SMALL_NUMBERS, UNIT_WORDS, figure_changes, setting_changes
from .opposites import OPPOSITE_WORDS, OPPOSITES


class Flip(NamedTuple):
    """`text[start:end]` is to become `new`; kind says what kind of change that is."""

    start: int
    end: int
    new: str
    kind: str


NEGATIONS = frozenset(
    """not no never cannot none nor neither nothing nobody without hardly unless except only but until otherwise rather instead
    however because since although despite barely avoid avoids avoided avoiding fail fails prevent prevents lack lacks can't don't
    doesn't isn't aren't won't shouldn't mustn't wasn't weren't hasn't haven't""".split()
)
HEDGES = frozenset(
    """may might could would usually often sometimes typically generally normally mostly likely possibly commonly frequently rarely
    seldom tend tends many some most several few certain occasionally potentially almost nearly roughly approximately about
    preferably ideally optionally seem seems appears""".split()
)
NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b")  # in lower case
# What comes behind one of these may hold while the sentence as a whole doesn't.
SUBORDINATE = re.compile(
    r"""\b(?:if|when|whenever|unless|while|that|which|who|whom|whose|where|wherever|because|since|so|although|though|whether|until
    |as|than|how|what|why|once|but|or|either|both|before|after|without)\b|[;:—–]|\ -\ """,
    re.VERBOSE,
)  # in lower case
# With a word of this kind, a "not" would not deny the whole.
WIDE = re.compile(
    r"\b(?:any|all|every|both|always|each|necessarily|at least|at most|more than|whatsoever|anymore|either|any\w+|exactly)\b"
)
FINITE_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|does|do|will|can|cannot|must|should|shall|may)\b")  # in lower case
NEW_SUBJECT = re.compile(r"\b(?:it|they|you|there|one|all|every|this|he|she)$", re.IGNORECASE)
SECOND_CLAUSE = re.compile(
    r";|, and [a-z]+ed\b|, (?:they|it|this|these)\b|\band [a-z]+ (?:the|an?|its?|their|all)\b"
    r"|\b(?:can|must|should|shall|MUST|SHALL|SHOULD|so|MAY)\b"
)

AMOUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half)"
QUANTITY = re.compile(rf"(?<!no )(?<!not )\b(at least|at most|more than|less than|fewer than)(?= {AMOUNT}\b)(?! one\b)")
COMPARED = re.compile(r"\b(?:is|are|be|runs?|much|far|significantly|strictly) (\w+)(?= than\b)")
EXTREME = re.compile(
    r"(?<=[a-z] )(?<!at the )(?<!at a )(?<!for )(?<!with )(maximum|minimum|highest|lowest|largest|smallest|longest|shortest"
    r"|ascending|descending)(?![-\w])(?! viable)"
)
ORDER = re.compile(r"(?<=[a-z`)] )(before|after)(?= (?:the|an?|[a-z]+ing|each|every)\b| `)")
ORDER_BLOCKED = re.compile(r"\b(?:even|shortly|days?|years?|hours?|minutes?|as|just|long|ever|named?|looks?|sought|can|could) $")
FREQUENCY = re.compile(r"(?<=[a-z] )(?<!to )(always|never)\b(?! (?:make sure|ensure|check|remember|try|use|keep)\b)")
TREND = re.compile(r"(?<=[a-z`)] )(increases|decreases)(?= (?:the|with|as|by|to|from|monotonically|linearly|over)\b)")
STATE = re.compile(
    r"""(?<!can\ )(?<!may\ )(?<!to\ )\b(?:is|are|be|remains?|stays?|always)\ (?:by\ default\ |always\ )?
    (enabled|disabled|mutable|immutable|mandatory|optional|required|public|private|(?:in|ex)clusive(?!\ of)|synchronous|asynchronous
    |case-sensitive|case-insensitive|encouraged(?!\ to)|(?:discouraged|forbidden|prohibited)(?!\ from)|allowed|permitted|recommended
    |supported|unsupported|stateless|stateful|valid|invalid|deterministic|nondeterministic|reversible|irreversible|sorted|unsorted
    |compatible|incompatible|safe|unsafe|signed|unsigned|ordered|unordered)\b(?!\ or\b|\ and\b|-)""",
    re.VERBOSE,
)
GOVERNING = frozenset("required recommended possible allowed supported permitted compatible valid safe".split())
# The opposite of a word by its prefix alone; what comes behind the word is no complement of it.
PREFIXED = re.compile(r"(?:un|in|im|ir|non)[a-z]")
ENDS_THERE = re.compile(r"[.,;)]|$| (?:by default|if|when|unless|while|and)\b")
GOVERNED = re.compile(r" (?:to|by|for|in|that|as|with|on|from|at)\b")
# "Are stored as": what is done. Not "is a tool": nobody would take "is not a tool" for true.
IS_SO = re.compile(
    r"(?!un[a-z]+ed\b|in(?:dep|det|dir|comp)|intended|designed|noted|said|regarded|viewed|thought|reported|meant|supposed|expected|aimed|needed|required|related|based|focused|concerned|involved|dedicated|interested)"
    r"(?:[a-z]+ed|written|built|sent|made|known|kept|run|shown|held|set) (?:as|by|in|with|to|from|on|into|at|for|via)\b"
)
IS_DONE = re.compile(r" (?:is|are) +" + IS_SO.pattern)
NO_KIND = re.compile(
    r" ?(?:(?:an?|the) )?(?:excellent|interesting|sophisticated|one|great|good|best|better|key|important|common|popular|critical"
    r"|essential|valuable|useful|powerful|vital|crucial|nice|big|bit|only|same|first|second|last|reason|result|case|way|most|lot"
    r"|few|must|main|primary|major|perfect|simple|easy|well|effective|goal|idea|process of|considered|used to|related|based"
    r"|thing|act|responsib\w+|new|term|alternative|starting point|(?:provided|described|documented|listed|detailed"
    r"|outlined) in)\b"
)
IS_NOT = re.compile(r"\b(?:is|are)( not)(?= (?!only|just|necessarily|all|yet|always|so|about|limited|to|the (?:same|only)))")
DOES_NOT = re.compile(
    r"\b(does not )((?:[a-z]+ly )?)(?!(?:of|in|by|for|on|at|with|from|to|as|the|a|an)\b)([a-z]+)\b"
    r"(?! (?:any|yet|necessarily|all|just|always))"
)
NAMED = re.compile(r"[`\d]|(?<=[a-z,] )[A-Z]")
FREED = {"MUST": "MAY", "SHALL": "MAY", "must": "may", "shall": "may"}
SHORT = 8  # words that a sentence with "can" has at least: "Teams can work in parallel" tells nothing
MODAL = re.compile(r"\b(MUST|SHALL|SHOULD|must|shall|should|can|will)( NOT| not)?\b|\b(cannot)\b")
# Each with words one of which its matches hold.
OPPOSING = (
    (STATE, OPPOSITE_WORDS),
    (COMPARED, frozenset(("than",))),
    (EXTREME, frozenset("maximum minimum highest lowest largest smallest longest shortest ascending descending".split())),
    (FREQUENCY, frozenset(("always", "never"))), (TREND, frozenset(("increases", "decreases"))),
    (ORDER, frozenset(("before", "after"))),
)  # fmt: skip


@lru_cache(maxsize=256)
def flip_for(text: str) -> Flip | None:
    """The change that makes this sentence false, the most telling kind first; None when no change surely does."""
    words = words_of(text)
    if not HEDGES.isdisjoint(words) or hedged(text) or is_imperative(text) or VACUOUS.search(text) or ends_in_pronoun(text):
        return None
    negations = 0 if NEGATIONS.isdisjoint(words) else len(NEGATION.findall(text.lower()))
    if negations > 1:
        return None
    for rule in (denials,) if negations else rules_for(text, words):
        for flip in rule(text):
            if flip.kind in ("modal", "state", "denial") and (REASONED.search(text) or PURPOSE.search(text)):
                continue
            if asserts(text) and in_the_open(text, flip) and not repeats(text, flip):
                return flip
    return None


def flipped(text: str, flip: Flip) -> str:
    return text[: flip.start] + flip.new + text[flip.end :]


def asserts(text: str) -> bool:
    """Whether the sentence has a verb that is surely finite: an order or a heading in disguise has none."""
    return bool(FINITE_VERB.search(text.lower())) or main_clause(text)[1] is not None


def in_the_open(text: str, flip: Flip) -> bool:
    """Whether the change hits no quotation and no brackets, nor code unless it replaces a whole code span's value."""
    before = text[: flip.start]
    if before.count("(") > before.count(")") or before.count("“") > before.count("”") or before.count('"') % 2:
        return False
    return before.count("`") % 2 == 0 or flip.kind == "setting"


def repeats(text: str, flip: Flip) -> bool:
    """Whether the sentence already holds the new word elsewhere, as in "enabled or disabled"."""
    return bool(flip.new) and flip.new in f"{text[: flip.start]} {text[flip.end :]}"


def in_main_clause(text: str, at: int) -> bool:
    """Whether the word at an offset governs the sentence: no "if", "that", "because" … before it, but for a leading condition."""
    start = main_clause_start(text)
    if start > at or (start == 0 and LEADING.match(text)):
        return False
    return not SUBORDINATE.search(CODE_SPAN.sub("code", text[start:at]).lower())


def is_main_verb(text: str, at: int) -> bool:
    """Whether the modal at an offset is the sentence's verb: the first one after a plain subject, or after one without any verb."""
    start, found = main_clause(text)
    before = text[start:at].rstrip()
    if found is not None:
        return before.lower() == found.subject.lower()
    if before[-1:] == "," or not in_main_clause(text, at):
        return False
    return not FINITE_VERB.search(before.lower()) and not NEW_SUBJECT.search(before)


def in_predicate(text: str, at: int) -> bool:
    """Whether a word stands behind the verb: "the lowest bucket is …" says nothing of the highest."""
    start, found = main_clause(text)
    if found is not None:
        return at > start + len(found.subject)
    return FINITE_VERB.search(text[start:at].lower()) is not None


# --- the changes -----------------------------------------------------------------------------------------------------


def figures(text: str) -> Iterator[Flip]:
    """A figure or a default value becomes another plausible one."""
    opens = main_clause_start(text)  # "If the flag is set to `true`, …" tells nothing of what it is
    yield from (Flip(start, end, new, "setting") for start, end, new in setting_changes(text) if start >= opens)
    for start, end, new in figure_changes(text):
        if in_main_clause(text, start) and not re.search(r"\b(?:if|when|unless|while)\b", text[opens:]):
            yield Flip(start, end, new, "figure")


def quantities(text: str) -> Iterator[Flip]:
    """At least ↔ at most, more than ↔ less than, before an amount."""
    for match in QUANTITY.finditer(text):
        if in_main_clause(text, match.start()):
            yield Flip(match.start(), match.end(), OPPOSITES[match.group(1)], "quantity")


def opposites(text: str) -> Iterator[Flip]:
    """One word becomes its opposite: the state something is in, the end of a scale, an order, a comparison."""
    words = words_in(text)
    for pattern, cues in OPPOSING:
        for match in pattern.finditer(text) if not cues.isdisjoint(words) else ():
            word, rest = match.group(1), text[match.end() :]
            if word not in OPPOSITES or WIDE.search(rest) or not in_main_clause(text, match.start(1)):
                continue
            if pattern in (EXTREME, ORDER) and not in_predicate(text, match.start(1)):
                continue
            if pattern is ORDER and ORDER_BLOCKED.search(text[: match.start()]):
                continue
            if rest == "." and needed_untold(word, text):
                continue  # for what, the sentences before tell
            new = OPPOSITES[word]
            if PREFIXED.match(new) and word not in GOVERNING and not ENDS_THERE.match(rest):
                continue  # "is unsorted in increasing order"
            if word in GOVERNING and GOVERNED.match(rest):
                if match.group().startswith("be "):
                    continue  # "should be not allowed to" is no English
                new = f"not {word}"
            yield Flip(match.start(1), match.end(1), new, "word")


def obligations(text: str) -> Iterator[Flip]:
    """MUST, SHALL, SHOULD and can get their "not"."""
    match = MODAL.search(text)
    if match is None or match.group(2) or match.group(3):
        return
    modal, rest = match.group(1), text[match.end() :]
    if WEAK_AFTER_MODAL.match(rest) or UNTOLD.match(rest) or SECOND_CLAUSE.search(rest):
        return
    if WIDE.search(rest) or WIDE.match(text[main_clause_start(text) :].lower()):
        return
    if modal == "will" or (modal == "can" and text.count(" ") < SHORT - 1):  # "will" tells a plan or a walk-through
        return
    if modal == "can" and not NAMED.search(text):
        return  # nobody would say that "Files cannot be kept with the code"
    if not is_main_verb(text, match.start()):
        return
    new = "cannot" if modal == "can" else f"{modal} {'NOT' if modal.isupper() else 'not'}"
    yield Flip(match.start(), match.end(), new, "modal")


def states(text: str) -> Iterator[Flip]:
    """What is done with something gets a "not"."""
    start, found = main_clause(text)
    if found is None or found.verb not in ("is", "are") or not IS_SO.match(found.rest) or NO_KIND.match(found.rest):
        return
    if ", and the " in found.rest or WIDE.match(found.subject.lower()):
        return
    if WIDE.search(found.rest) or SECOND_CLAUSE.search(found.rest):
        return
    at = text.index(f" {found.verb} ", start + len(found.subject) - 1)
    yield Flip(at + 1, at + 1 + len(found.verb), f"{found.verb} not", "state")


def denials(text: str) -> Iterator[Flip]:
    """MUST NOT, cannot, "is not", "does not" lose their "not"; "never" becomes "always"."""
    for pattern, change in DENIALS:
        for match in pattern.finditer(text):
            rest = text[match.end() :]
            new = change(match)
            if NEW_SUBJECT.search(text[: match.start()].rstrip()):
                continue  # "… and it should not": a second sentence
            if pattern is MODAL and not match.group(1 if match.group(1) else 3).isupper() and WEAK_AFTER_MODAL.match(rest):
                continue
            if new is None or WIDE.search(rest) or SECOND_CLAUSE.search(rest) or not in_main_clause(text, match.start()):
                continue
            if pattern is IS_NOT:
                yield Flip(match.start(1), match.end(1), "", "denial")
            else:
                yield Flip(match.start(), match.end(), new, "modal" if pattern is MODAL else "denial")


def permitted(match: re.Match[str]) -> str | None:
    """A modal without its "not", None when it has none; of what is forbidden, nobody would say that it is a duty."""
    return "can" if match.group(3) else FREED.get(match.group(1), match.group(1)) if match.group(2) else None


DENIALS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (MODAL, permitted),
    (IS_NOT, lambda match: ""),
    (DOES_NOT, lambda match: match.group(2) + ("has" if match.group(3) == "have" else third_person(match.group(3)))),
    (FREQUENCY, lambda match: "always" if match.group(1) == "never" else None),
)


# --- which change to look for: one look at the words of a sentence spares most the expressions above -------------------


def has_cue(text: str, words: frozenset[str]) -> bool:
    """Whether it is worth while to look for a flip in a sentence of these words."""
    if not HEDGES.isdisjoint(words):
        return False
    if not NEGATIONS.isdisjoint(words):
        return not DENYING.isdisjoint(words)
    return any(rules_for(text, words))


def rules_for(text: str, words: frozenset[str]) -> Iterator[Callable[[str], Iterator[Flip]]]:
    """The changes that a sentence of these words may bear, the most telling kind first."""
    if not AMOUNTS.isdisjoint(words) and (not VALUES.isdisjoint(words) or True in map(str.isdigit, words)):
        yield figures
    if not COMPARING.isdisjoint(words):
        yield quantities
    if not OPPOSITE_WORDS.isdisjoint(words) and holds_opposite(text):
        yield opposites
    if not MODALS.isdisjoint(words):
        yield obligations
    if ("is" in words or "are" in words) and IS_DONE.search(text):
        yield states


def holds_opposite(text: str) -> bool:
    """Whether a text holds a word that has an opposite, where it may have it."""
    words = words_in(text)
    return any(pattern.search(text) for pattern, cues in OPPOSING if not cues.isdisjoint(words))


DENYING = frozenset(("not", "cannot", "never"))
COMPARING = frozenset(("least", "most", "than"))
MODALS = frozenset(("must", "shall", "should", "can"))
AMOUNTS = UNIT_WORDS | {"default", "defaults", "set"}
VALUES = frozenset((*SMALL_NUMBERS, "true", "false"))
