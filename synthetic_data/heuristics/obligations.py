"""Questions for what must, should or may be: "Senders MUST send …" asks what senders must send, or how binding it is."""

import re
from collections.abc import Iterator, Sequence

from .base import pick
from .inquiry import PLACE, Inquiry
from .subjects import BASE_VERBS, PARTICLE_VERBS, Clause, head_of, starts_object

PREDICATE = re.compile(r"(?P<no>not )?(?P<verb>[a-z]+)(?P<rest> .+)", re.IGNORECASE | re.DOTALL)
PARTICIPLES = frozenset(
    "set sent written kept made done given built run put read known shown taken chosen held used left met".split()
)
HOW = re.compile(
    r" (?:as(?! \w+ as\b)|with|using|by|via|according to|in (?:the )?(?:form|order|accordance|compliance|lowercase|alphabetical))\b"
)
AGENTS = re.compile(
    r"(?:ers?|ors?|teams?|clients?|implementations?|librar(?:y|ies)|users?|people|members?|tools?|runtimes?|registr(?:y|ies)|agents?|"
    r"services?|applications?|engines?|systems?|processes|owners?)$",
    re.IGNORECASE,
)
NOT_AGENTS = frozenset(
    """number order header identifier parameter counter letter character buffer pointer marker layer error color never after author
    other manner transfer factor operator vector power paper folder container""".split()
)
RULES = frozenset(("must", "shall", "should", "may"))
DUTY = {"must": "required", "shall": "required", "should": "recommended", "may": "optional"}
DUTY_NOT = {"must": "forbidden", "shall": "forbidden", "should": "discouraged", "may": "optional to leave out"}
UPPER = re.compile(r"\b(?:MUST|SHALL|SHOULD|MAY)\b")
MOST_PREDICATE = 130


def obliged(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """The questions a sentence with a modal answers; subject is the subject as it stands within a question."""
    modal = found.verb.lower()
    match = PREDICATE.match(found.rest)
    if modal not in RULES or match is None or (modal == "may" and found.verb != "MAY"):
        return
    verb, negative = match["verb"].lower(), bool(match["no"])
    if verb in ("also", "only", "still", "then", "therefore", "either", "instead", "have") or verb.endswith("ly"):
        return
    core = asking(found, subject, (modal, verb, negative), match["rest"])
    said = f"{found.verb}{' ' + match['no'].strip() if negative else ''}"
    steps = (
        f"Its sentence on {subject} turns on the words “{said} {verb}”, which make it {duty(modal, negative)}.",
        "The rest of that sentence tells exactly what the rule covers, so the whole sentence is the answer.",
    )
    yield Inquiry("fact_based", core, sentence, steps)
    if found.verb.isupper():
        yield from level(found, subject, (modal, verb, negative), sentence)


def duty(modal: str, negative: bool) -> str:
    words = (DUTY_NOT if negative else DUTY)[modal]
    return {
        "required": "a requirement",
        "recommended": "a recommendation",
        "optional": "a permission",
        "forbidden": "a prohibition",
    }.get(words, "a warning against it" if words == "discouraged" else "a permission to leave it out")


def asking(found: Clause, subject: str, how: tuple[str, str, bool], rest: str) -> str:
    """What/How must X …?, if the grammar is certain; else what the place requires of X."""
    modal, verb, negative = how
    first = rest.split()[0].lower() if rest.split() else ""
    if not negative and verb == "be":
        second = first.strip(".,;:")
        if second == "able" and rest.split()[1:2] == ["to"]:
            return f"What {modal} {subject} be able to do?"
        if second.endswith("ed") or second in PARTICIPLES:
            if HOW.match(rest.strip()[len(first) :]) and first == second:
                return f"How {modal} {subject} be {first}?"
        elif not second.endswith("ing") and modal != "may":
            return f"What {modal} {subject} be?"
    elif not negative and verb in BASE_VERBS and starts_object(first) and verb not in ("use", "take", "need", "set"):
        return f"What {modal} {subject} {verb}?"
    elif not negative and first in PARTICLE_VERBS.get(verb, ()):
        return f"What {modal} {subject} {verb} {first}?"
    elif verb != "be" and AGENTS.search(head_of(subject)) and head_of(subject).rstrip("s") not in NOT_AGENTS:
        return f"What {modal} {subject} not do?" if negative else f"What {modal} {subject} do?"
    return pick(REQUIRING[("must" if modal == "shall" else modal, negative)], subject, rest) + subject + "?"


REQUIRING: dict[tuple[str, bool], Sequence[str]] = {
    ("must", False): (f"What does {PLACE} require of ", f"Which requirement does {PLACE} set for "),
    ("must", True): (f"What does {PLACE} forbid for ", f"Which prohibition does {PLACE} set for "),
    ("should", False): (f"What does {PLACE} recommend for ", f"Which recommendation does {PLACE} make for "),
    ("should", True): (f"What does {PLACE} advise against for ", f"Against what does {PLACE} advise regarding "),
    ("may", False): (f"What does {PLACE} allow for ", f"What freedom does {PLACE} leave for "),
    ("may", True): (f"What does {PLACE} leave open for ",),
}


def level(found: Clause, subject: str, how: tuple[str, str, bool], sentence: str) -> Iterator[Inquiry]:
    """How binding a rule is, by the words of RFC 2119."""
    modal, _, negative = how
    predicate = found.rest.rstrip(".")[4 if negative else 0 :].strip()
    if (
        len(predicate) > MOST_PREDICATE
        or UPPER.search(predicate)
        or re.search(r"[;:()]|, (?:and|but|so|which)\b|\bnot\b", predicate)
    ):
        return
    if modal == "may" and negative or found.subject.lower().startswith(("no ", "any ")):
        return
    told = f"{found.verb}{' NOT' if negative else ''}"
    word = (DUTY_NOT if negative else DUTY)[modal]
    if negative:
        core = pick(
            (
                f"Is it forbidden or only discouraged for {subject} to {predicate}?",
                f"How strongly is it ruled out for {subject} to {predicate}?",
            ),
            sentence,
        )
    else:
        core = pick(
            (
                f"Is it required, recommended or optional for {subject} to {predicate}?",
                f"How binding is it for {subject} to {predicate}?",
                f"Must {subject} {predicate}, or is that only recommended or optional?",
            ),
            sentence,
        )
    steps = (f"There the rule on {subject} is written with the key word {told}.", f"In such rules {told} makes a thing {word}.")
    yield Inquiry("factual_recall", core, f"It is {word}: {sentence}", steps)
