"""Rules applied to a stated case: something is done, or left undone, that must or must not be done; is that allowed?"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...records import Item
from ..tables.table_words import SAME_IN_PLURAL, singular
from ..words.base import Candidate, View, pick
from ..words.english import opening
from ..words.inner_forms import inner_form
from ..words.left_alone import is_log
from ..words.naming import is_specific, quoted
from ..words.placing import whereabouts
from ..words.subjects import FULL_STOPS, head_of, third_person
from ..words.telling import names_no_program
from .obligations import RULES, Rule, rule_of, sure
from .retold import Said
from .rule_worth import is_housekeeping
from .rules import is_sound, taken_apart

BINDING = ("must", "shall")
SHOUTED = (" MUST ", " SHALL ", " MAY ")
CUES = (" must ", " shall ", *SHOUTED)
CUE_WORDS = frozenset(("must", "shall", "may"))
# Denied, these say something else: "must include all" is broken by leaving out one, "must consider" by nothing one can see.
BLURRED = frozenset(
    "all each every both either neither no none any at consider choose ensure try always never still able aware such".split()
)
RULES_BY_NAME = re.compile(
    r"\b(?:spec|specifications?|guidelines?|polic(?:y|ies)|requirements?|standards?|rules|conventions?|regulations?|protocol|"
    r"conformance|compliance|code of conduct)\b",
    re.IGNORECASE,
)
NUMBERLESS = frozenset("data media series people metadata information criteria everyone".split()) | SAME_IN_PLURAL
MOST_CASE_WORDS = 24
UNSEEN = frozenset("care caution attention".split())  # nobody sees whether these are taken or paid
# A second verb, which denying the first would deny too; a measure that nobody can fail; what is left of a link.
ENTANGLED = re.compile(
    r"\bso that\b|, (?:with|which)\b|\bthe (?:first|former|latter)\b"
    r"|\band (?:is|are|must|should|may|can|has|have|not|then)\b|\bas \w+ as\b|\band one or more\b|\]\["
)


# Where a place allows exceptions, nobody can say that a case breaks its rule.
EXCEPTIONS = re.compile(
    r"\b(?:exceptions?|unless|except|exempt\w*|alternatively|waived?|not (?:required|necessary|need|have) to|need not|instead)\b",
    re.IGNORECASE,
)


def cases(view: View) -> Iterator[Candidate]:
    """One question for each rule whose breach can be said in plain words."""
    # what few sections hold is asked first
    facts = [fact for fact in view.holding(CUE_WORDS) if binds(fact.text)] if view.english else []
    if not facts or names_no_program(view.title) or is_log(view.title) or is_housekeeping(view.title):
        return
    for fact in facts:
        if not (True in map(fact.text.__contains__, SHOUTED) or is_of_rules(view, view.place_of(fact))):
            continue  # no law, whatever it says
        said = taken_apart(view, fact)
        if said is None or said.lead or said.found.verb.lower() not in RULES:
            continue
        rule = rule_of(said.found, inner_form(said.found.subject, view))
        if rule and sure(rule) and is_sound(view, said) and not (rule.modal in BINDING and has_exceptions(view, said)):
            case = stated_case(rule)
            if case and is_law(view, said, rule):
                yield candidate(view, said, rule, case)


def binds(text: str) -> bool:
    """Whether a text is a whole sentence with a word that makes a rule."""
    return text.endswith(FULL_STOPS) and True in map(text.__contains__, CUES)


def has_exceptions(view: View, said: Said) -> bool:
    """Whether something under the heading of a rule excepts from it, or leaves another way."""
    places = (place.block for place in view.places if place.headings == said.headings)
    return any(EXCEPTIONS.search(view.source(block.start, block.end)) for block in places)


def is_law(view: View, said: Said, rule: Rule) -> bool:
    """Whether one can comply with the place of a rule: key words in capitals, or a name of rules; and whether it can be named.

    A heading that says nothing by itself is left out of the place, and under the one above it another rule may hold.
    """
    if not is_specific(said.headings[-1]):
        return False
    return rule.written.isupper() or is_of_rules(view, said.headings)


def is_of_rules(view: View, headings: Sequence[str]) -> bool:
    """Whether a place is called by a name of rules."""
    return any(map(names_rules, (view.title, *headings)))


@lru_cache(maxsize=512)  # titles and headings are asked about again and again
def names_rules(name: str) -> bool:
    return RULES_BY_NAME.search(name) is not None


def stated_case(rule: Rule) -> str:
    """What somebody does who breaks the rule or makes use of what it leaves open; "" where that is not certain.

    A case that keeps its rule only says the rule again.
    """
    subject, plural = one_of(rule.subject), is_plural_subject(rule.subject)
    if not subject or plural is None or subject.lower() in UNSEEN:
        return ""
    if ENTANGLED.search(rule.predicate) or not BLURRED.isdisjoint(rule.predicate.lower().split()):
        return ""
    if rule.modal not in BINDING and (rule.modal != "may" or rule.negative):
        return ""
    denied = not rule.negative
    if rule.verb == "be":
        done = ("are" if plural else "is") + (" not" if denied else "") + f" {rule.rest}"
    elif not denied:
        done = f"{rule.verb if plural else 'has' if rule.verb == 'have' else third_person(rule.verb)} {rule.rest}"
    else:
        done = f"{'do' if plural else 'does'} not {rule.predicate}"
    case = f"{subject} {done}"
    return case if len(case.split()) <= MOST_CASE_WORDS else ""


def one_of(subject: str) -> str:
    """The subject as a single case has it: "every bucket" becomes "a bucket"; "" for "all buckets"."""
    first, _, rest = subject.partition(" ")
    if first.lower() in ("each", "every"):
        return f"{'an' if rest[:1].lower() in 'aeio' else 'a'} {rest}"
    return "" if first.lower() in ("all", "both", "some", "most", "many", "other") else subject


def is_plural_subject(subject: str) -> bool | None:
    """Whether a verb behind the subject stands in the plural; None if that cannot be told."""
    head = head_of(subject)
    if subject.split()[0].lower() in ("a", "an", "each", "every"):
        return False
    if head in NUMBERLESS or " and " in subject or " or " in subject or "(" in subject:
        return None
    return "`" not in head and singular(head) != head


def candidate(view: View, said: Said, rule: Rule, case: str) -> Candidate:
    fact, place = said.fact, whereabouts(view, said.headings, said.fact.text)
    allowed, breach = pick(("allowed", "broken"), "case", fact.text) == "allowed", rule.modal in BINDING
    options: tuple[str, ...] = (
        (f"Suppose that {case}. Is that allowed by {place}?", f"If {case}, is that allowed by {place}?")
        if allowed
        else (f"Suppose that {case}. Does that break a rule of {place}?", f"If {case}, does that break a rule of {place}?")
    )
    if " if " in case or " when " in case:
        options = options[:1]
    word = f"{rule.written}{' not' if rule.negative and rule.written.islower() else ' NOT' if rule.negative else ''}"
    steps = (
        f"The rule that decides this stands under {quoted(said.headings[-1])}: “{opening(fact.text)}”.",
        f"In the case described, {case}; the rule says “{word} {rule.verb}”.",
        f"“{word}” leaves no choice, so the case breaks the rule."
        if breach
        else f"“{word}” leaves the choice open, so the case breaks no rule.",
    )
    answer = f"{'No' if breach is allowed else 'Yes'}. {fact.text}"
    quote = view.source(fact.start, fact.end)
    item = Item(pick(options, fact.text), steps, answer, (quote,), ((0, fact.start, fact.end),), "cases")
    return Candidate("inference", item, (fact.start,))
