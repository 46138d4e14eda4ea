"""Questions for what must, should or may be: "Senders MUST send …" asks what they must send, or how binding it is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..words.base import pick
from ..words.inquiry import Inquiry
from ..words.naming import content_words
from ..words.objects import fits_question, object_of, tells_much
from ..words.subjects import PARTICLE_VERBS, Clause
from ..words.weak_claims import VACUOUS, WEAK_AFTER_MODAL

PREDICATE = re.compile(r"(?P<no>not )?(?P<verb>[a-z]+)(?P<rest> .+)", re.IGNORECASE | re.DOTALL)
# What is done to a thing, of which one asks how.
PROCESSED = frozenset(
    """compressed encoded encrypted escaped signed sorted ordered serialized formatted written represented named separated delimited
    quoted calculated computed implemented configured validated rendered parsed interpreted treated handled expressed
    authenticated stored""".split()
)
HOW = re.compile(
    r"(?:as(?! \w+ as\b)|with(?! (?:each|every|all|any)\b)|using|via|according to|"
    r"in (?:the )?(?:form|order|accordance|lowercase|alphabetical|\w+ order|\w+ format))\b"
)
INTO = re.compile(
    r"(?P<done>set|limited|restricted|prefixed|preceded|followed|based|terminated|surrounded|replaced|mapped|converted|rounded) "
    r"(?P<by>to|with|by|on|into) (?=\S)"
)
WHERE = re.compile(
    r"(?P<done>stored|placed|put|located|defined|kept|published|documented|declared|saved) (?:in|on|under|at|within) "
    r"(?!(?:sync|mind|order|place|case|use|step|line)\b)(?=\S)"
)
SET_WHERE = re.compile(
    r"(?P<done>set|configured|specified|enabled|added|entered) (?:in|under) "
    r"(?=(?:the |your |a )?(?:`|\S*[/._]\w|[\w .-]*(?:file|section|settings|configuration|directory)\b))"
)
# That it must be there is news only with what for; then one asks what it is.
PRESENT = re.compile(
    r"(?P<done>be (?:installed|loaded|enabled|disabled|available|present|created|configured|set|specified|set up|running|reachable"
    r"|started|declared))(?P<what_for>(?: (?:first|manually))? (?:for|to|in order to|before|on|in|at) .+)?"
)
BETWEEN = re.compile(r"between \S+ and \S+")
# Verbs whose object is the point of a rule.
ASKABLE = frozenset(
    """accept cover create define describe document emit ensure expose follow generate implement include indicate list name offer
    produce provide publish record report require return send specify store support validate verify""".split()
)
GUIDES = frozenset("guide guides guidelines guideline reference convention conventions standard standards rules format".split())
RULES = frozenset(("must", "shall", "should", "may"))
DUTY = {"must": "required", "shall": "required", "should": "recommended", "may": "optional"}
DUTY_NOT = {"must": "forbidden", "shall": "forbidden", "should": "discouraged", "may": "optional to leave out"}
LEANING = re.compile(r"\b(?:it|its|them|their|they|this|that|these|those|you|your|as)\b")
CLINGING = re.compile(r"\b(?:it|them|this|that of|these)\b")  # "process them"
UPPER = re.compile(r"\b(?:MUST|SHALL|SHOULD|MAY)\b")
SECOND_RULE = re.compile(r"[,;] (?:but |and )?(?:\w+ ){1,4}(?:MUST|SHALL|SHOULD|MAY|must|shall|should|may)\b")
# With these a plain Yes or No, or a single level, would not be the whole truth.
HEDGED = re.compile(
    r"[;:()]|, (?:and|but|so|which|as|since|because)\b|\b(?:not|unless|except|until|only|but|instead|also|because|since)\b"
)
OPENING_NOT = frozenset("almost nearly rather also only still then therefore either instead always never well".split())
CONDITION = re.compile(r" (?P<when>(?:if|when|unless|whenever) [^,;:()]{8,90})$")
UNTOLD_WHO = re.compile(
    r"(?:every single|multiple|different|various|several|other|no|any|more|most|good|better|proper|(?:a )?few|some|many|a number of"
    r"|a couple of|two|three|four|five|\d+)\b",
    re.IGNORECASE,
)
DONE = re.compile(r"be (?:\w+ed|kept|written|built|set|put|run|made|held) (?!to\b)")
EXPECTED = frozenset("appear compensate display look output print result return see show start suffice work".split())
NOBODY_WOULD = ("be confused", "be mistaken", "be afraid", "worry", "need")  # asked whether one may, nobody says yes
LEAST_DUTY_WORDS = 4
MOST_PREDICATE = 130
LEAST_WORDS = 6
LEAST_WHAT_FOR = 2


class Rule(NamedTuple):
    """A sentence with a modal taken apart: "senders", "must", "send", not negative, "the version in a header"."""

    subject: str
    modal: str
    verb: str
    negative: bool
    rest: str
    written: str  # the modal as the source has it

    @property
    def predicate(self) -> str:
        return f"{self.verb} {self.rest}"


def rule_of(found: Clause, subject: str) -> Rule | None:
    match = PREDICATE.match(found.rest)
    modal = found.verb.lower()
    if modal not in RULES or match is None or modal == "may" and found.verb != "MAY":
        return None
    verb = match["verb"].lower()
    if verb in OPENING_NOT or verb.endswith("ly"):
        return None
    return Rule(subject, modal, verb, bool(match["no"]), match["rest"].strip().rstrip("."), found.verb)


def may_oblige(found: Clause) -> bool:
    """Whether a sentence with a modal can lead to a question at all: quick to tell."""
    return found.verb != "may"


def obliged(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """The questions a sentence with a modal answers; subject is the subject as it stands within a question."""
    rule = rule_of(found, subject)
    if rule is None:
        return
    asking = None if rule.negative or rule.modal == "may" else (of_being(rule) if rule.verb == "be" else of_doing(rule))
    if asking:
        core, point = asking
        yield Inquiry("fact_based", core, sentence, content_steps(rule, point), sole=rule.predicate.startswith("be able to"))
    elif sure(rule) and (rule.negative or rule.modal == "may"):
        yield permission(rule, sentence)
        return
    if rule.written.isupper() and sure(rule):
        yield level(rule, sentence)


def content_steps(rule: Rule, point: str) -> tuple[str, str]:
    words = " ".join(point.split()[:8]).rstrip(",;:") + (" …" if len(point.split()) > 8 else "")
    return (
        f"With “{rule.written} {rule.verb}” it lays down {duty(rule)} for {rule.subject}.",
        f"What that covers stands right behind it: “{words}”.",
    )


def of_being(rule: Rule) -> tuple[str, str] | None:
    """How, where, in what range something must be; with the words that tell."""
    modal, subject, rest = rule.modal, rule.subject, rule.rest
    condition = CONDITION.search(rest)
    when = f" {condition['when']}" if condition else ""
    if HEDGED.search(rest):
        return None
    if BETWEEN.match(rest):
        return f"In what range {modal} {subject} lie{when}?", rest
    first, _, more = rest.partition(" ")
    if first in PROCESSED and HOW.match(more):
        return f"How {modal} {subject} be {first}{when}?", more
    where = WHERE.match(rest) or SET_WHERE.match(rest)
    if where:
        return f"Where {modal} {subject} be {where['done']}{when}?", rest
    into = INTO.match(rest)
    if into:
        return f"What {modal} {subject} be {into['done']} {into['by']}{when}?", rest[into.end() :]
    if first == "able" and more.startswith("to ") and not condition:
        return f"What {modal} {subject} be able to do?", more
    if rest.startswith(("a ", "an ")) and "`" in subject and not condition and len(rest.split()) > 2:
        return f"What {modal} {subject} be?", rest
    return None


def of_doing(rule: Rule) -> tuple[str, str] | None:
    """What must be done, where the object is all that is left to tell once the rest stands in the question."""
    modal, subject, verb = rule.modal, rule.subject, rule.verb
    first, _, more = rule.rest.partition(" ")
    if first in PARTICLE_VERBS.get(verb, ()):
        found = object_of(more) if more else None
        return (f"What {modal} {subject} {verb} {first}?", found.noun) if found and tells_much(found) and not found.tail else None
    if verb not in ASKABLE:
        return None
    found = object_of(rule.rest, verb)
    if found is None or not fits_question(verb, found) or not tells_much(found) or UPPER.search(rule.rest):
        return None
    if verb == "follow":
        guide, _, topic = found.noun.partition(" for ")
        head = guide.partition(" with ")[0].split()[-1].lower()
        return (f"Which {head} {modal} {subject} follow{' for ' if topic else ''}{topic}?", found.noun) if head in GUIDES else None
    return f"What {modal} {subject} {verb}{' ' if found.tail else ''}{found.tail}?", found.noun


def laid_down(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """The question for whatever a duty is, where it is worth knowing: "What is required of loop labels?"."""
    rule = rule_of(found, subject)
    if rule is None or rule.negative or rule.modal == "may" or UNTOLD_WHO.match(subject) or SECOND_RULE.search(rule.predicate):
        return  # also "MUST start at 0, you MAY offer …"
    if subject.startswith("the ") and " " not in subject[4:]:
        return  # "the memory": which one, the words before tell
    predicate = rule.predicate
    if rule.modal == "should" and rule.verb in EXPECTED:
        return  # "The metric should display two instances" tells what to expect
    if WEAK_AFTER_MODAL.match(f" {predicate}") or VACUOUS.search(predicate) or len(content_words(predicate)) < LEAST_DUTY_WORDS:
        return
    present = PRESENT.match(predicate)
    if present:
        yield from needed(rule, present, sentence)
        return
    options: tuple[str, ...] = (f"What is required of {subject}?", f"Which requirement applies to {subject}?")
    if rule.modal == "should":
        if not rule.written.isupper():
            return  # in small letters it tells as often what to expect, or one piece of advice of several
        options = (f"What is recommended for {subject}?", f"Which recommendation is given for {subject}?")
        if DONE.match(predicate):
            options = (*options, f"What should be done with {subject}?")
        elif rule.verb == "be":
            return  # "should be lightweight"
    yield Inquiry("fact_based", pick(options, subject), sentence, content_steps(rule, rule.rest), sole=True)


def needed(rule: Rule, present: re.Match[str], sentence: str) -> Iterator[Inquiry]:
    """ "The lease cache must be loaded for X to work" asks what must be loaded for X to work."""
    if present["what_for"] and fits_behind(present["what_for"]):
        core = f"What {rule.modal} {rule.predicate}?"
        yield Inquiry("fact_based", core, sentence, presence_steps(rule, present["done"]), sole=True)


def fits_behind(what_for: str) -> bool:
    """Whether what a thing must be there for is told in words that can stand in a question."""
    return len(content_words(what_for)) >= LEAST_WHAT_FOR and not HEDGED.search(what_for) and not LEANING.search(what_for)


def presence_steps(rule: Rule, done: str) -> tuple[str, str]:
    return (
        f"What must be so is told with “{rule.written} {done}”.",
        f"The words before that name what it is: {rule.subject}.",
    )


def sure(rule: Rule) -> bool:
    """Whether the whole predicate can stand in a question and Yes, No or one level is the whole answer."""
    predicate = rule.predicate
    return not (
        len(predicate) > MOST_PREDICATE
        or predicate.startswith(NOBODY_WOULD)
        or len(predicate.split()) + len(rule.subject.split()) < LEAST_WORDS
        or UPPER.search(predicate)
        or HEDGED.search(predicate)
        or CLINGING.search(predicate)
        or rule.modal == "may"
        and rule.negative
        or rule.subject.startswith(("no ", "any "))
    )


def permission(rule: Rule, sentence: str) -> Inquiry:
    """Whether it may be done: "No" where it must not be."""
    asked = "Should" if rule.modal == "should" else "May"
    core = f"{asked} {rule.subject} {rule.predicate}?"
    if rule.modal == "shall" or rule.modal == "must":
        options = (core, f"Is it allowed for {rule.subject} to {rule.predicate}?")
        core = pick(options, sentence)
    said = f"{rule.written}{f' {rule_no(rule)}' if rule.negative else ''}"
    answer = f"{'No' if rule.negative else 'Yes'}. {sentence}"
    steps = (
        f"There {rule.subject} and “{rule.verb}” are joined by {said}.",
        f"“{said}” makes it {duty(rule)}, so the answer is {'No' if rule.negative else 'Yes'}.",
    )
    return Inquiry("fact_based", core, answer, steps)


def rule_no(rule: Rule) -> str:
    return "NOT" if rule.written.isupper() else "not"


def duty(rule: Rule) -> str:
    words = (DUTY_NOT if rule.negative else DUTY)[rule.modal]
    return {
        "required": "a requirement",
        "recommended": "a recommendation",
        "optional": "a permission",
        "forbidden": "a prohibition",
        "discouraged": "something advised against",
    }[words]


def level(rule: Rule, sentence: str) -> Inquiry:
    """How binding a rule is, by the words of RFC 2119."""
    subject, predicate = rule.subject, rule.predicate
    told = f"{rule.written}{' NOT' if rule.negative else ''}"
    word = (DUTY_NOT if rule.negative else DUTY)[rule.modal]
    core = f"Is it required, recommended or optional for {subject} to {predicate}?"
    steps = (f"There the rule on {subject} is written with the key word {told}.", f"In such rules {told} makes a thing {word}.")
    return Inquiry("factual_recall", core, f"It is {word}: {sentence}", steps)
