"""Questions for plain statements: "The Alertmanager handles alerts …" asks what the Alertmanager handles, and what handles them."""

import re
from collections.abc import Iterator

from .inquiry import Inquiry
from .naming import content_words
from .subjects import BASE_VERBS, NUMBERS, PARTICLE_VERBS, Clause, folded

# Verbs that ask for too little when they stand alone ("What does Prometheus use?").
VAGUE_VERBS = frozenset(
    "use take need set show call share build run hold follow force wrap own select help load start stop print include".split()
)
TO_DO = re.compile(r"(?P<who>(?:(?:the|a|an|your|different|other|all|any|multiple) )?[a-zA-Z-]+(?: [a-z-]+)?) to (?P<do>[a-z]+) \S")
LETTING = frozenset("allow enable help require permit encourage force".split())
NOUN_TO = frozenset(
    "access ability way need request response support connection change link reference similar due related set".split()
)
FOR_WHAT = re.compile(r"(?P<what>[^,;:]{4,60}?) (?P<how>to (?:[a-z]+)|for) (?=\S)")
PASSIVE = (
    (re.compile(r"(?:mainly |primarily |commonly |often |mostly )?used (?:to|for) "), "What {be} {subject} used for?"),
    (re.compile(r"responsible for "), "What {be} {subject} responsible for?"),
    (re.compile(r"based on "), "What {be} {subject} based on?"),
    (re.compile(r"written in "), "What {be} {subject} written in?"),
    (re.compile(r"(?:composed|made up) of "), "What {be} {subject} composed of?"),
    (re.compile(r"stored (?:in|on|under|at) "), "Where {be} {subject} stored?"),
    (re.compile(r"(?:called|named) "), "What {be} {subject} called?"),
    (re.compile(r"(?:designed|intended|meant) to "), "What {be} {subject} {first} to do?"),
    (re.compile(r"(?:designed|intended|meant) for "), "What {be} {subject} {first} for?"),
    (re.compile(r"limited to "), "What {be} {subject} limited to?"),
    (re.compile(r"defined (?:as|by) "), "How {be} {subject} defined?"),
    (re.compile(r"useful (?:for|to) "), "What {be} {subject} useful for?"),
    (re.compile(r"(?:available|defined|located|documented) (?:at|in|on|under) "), "Where {be} {subject} {first}?"),
)
# The words one of which begins each of these.
STATED = tuple(
    """used mainly primarily commonly often mostly responsible based written composed made stored called named designed intended
    meant limited defined useful available located documented""".split()
)
AIM = re.compile(
    r"The (?:main |primary |overall |key |core )?(?:purpose|goal|aim|objective|role|responsibility|intent|focus) of (?P<what>\S.+)$"
)
LEAST_OBJECT_WORDS = 2
RECALL_WORDS = (5, 16)


def asserted(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """The questions a statement in the present tense answers."""
    if found.verb in ("is", "are"):
        yield from stated(found, subject, sentence)
        return
    if found.base not in BASE_VERBS and found.base not in PARTICLE_VERBS or len(found.rest.split()) < LEAST_OBJECT_WORDS:
        return
    does = "do" if found.plural else "does"
    asking = what_is_done(found)
    if asking is None:
        return
    rest = found.rest.rstrip(".")
    opener, end = asking
    core = f"{opener} {does} {subject} {end}?"
    words = " ".join(rest.split()[:6]).rstrip(",;:")
    steps = (
        f"What is told of {subject} there hangs on the verb: “{found.verb} {words} …”.",
        f"What follows “{found.verb}” is what the question asks for, and the sentence gives it in full.",
    )
    yield Inquiry("fact_based", core, sentence, steps)
    if not found.plural:
        yield from recalled(found, subject, rest)


def what_is_done(found: Clause) -> tuple[str, str] | None:
    """How the question opens and how it ends: ("What", "allow users to do")."""
    base, rest = found.base, found.rest
    first = rest.split(" ", 1)[0].lower()
    if base in PARTICLE_VERBS:
        return ("What", f"{base} {first}") if first in PARTICLE_VERBS[base] else (("What", base) if base in BASE_VERBS else None)
    let = TO_DO.match(rest) if base in LETTING else None
    if let and let["who"].split()[-1].lower() not in NOUN_TO and not let["do"].endswith("ing"):
        return "What", f"{base} {let['who']} to do"
    if base in LETTING and (first in ("you", "us", "them", "to") or rest.lower().startswith("to ")):
        return None
    number = re.match(
        r"(?:exactly |only |up to |at most |at least )?(\S+) (?P<noun>(?:[a-z-]+ )?[a-z-]+s)"
        r"(?=[.,:;]| (?:of|in|for|that|with|to|per|on|from)\b)",
        rest,
    )
    if number and number[1].lower() in NUMBERS:
        return "How many " + number["noun"], base
    if base == "have" or first in ("you", "to"):
        return None
    if base in VAGUE_VERBS:
        match = FOR_WHAT.match(rest)
        if match is None or base != "use" or match["what"].split()[-1] in NOUN_TO or len(match["what"].split()) > 6:
            return None
        tail = rest[match.start("how") :].rstrip(".")
        if len(tail.split()) > 12 or re.search(r"[,;:]|\b(?:it|its|their|them|and|but|which)\b", tail):
            return None
        return "What", f"{base} {tail}"
    return "What", base


def stated(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """ "X is used for …", "The purpose of X is …"."""
    be, rest = found.verb, found.rest
    aim = AIM.match(found.subject)
    if aim:
        core = f"What {be} {subject}?"
        steps = (
            f"The sentence that opens “{found.subject} {be}” names it outright.",
            f"What stands behind “{be}” is the aim itself: “{' '.join(rest.split()[:7]).rstrip('.,')} …”.",
        )
        yield Inquiry("fact_based", core, sentence, steps)
        return
    for pattern, form in PASSIVE:
        match = pattern.match(rest)
        if match:
            core = form.format(be=be, subject=subject, first=match.group().split()[0])
            steps = (
                f"The decisive words there are “{be} {match.group().strip()}”, said of {subject}.",
                f"What follows them, “{' '.join(rest[match.end() :].split()[:6]).rstrip('.,')} …”, is what is asked for.",
            )
            yield Inquiry("fact_based", core, sentence, steps)
            return


def recalled(found: Clause, subject: str, rest: str) -> Iterator[Inquiry]:
    """What it is that does it, asked with the source's own words, where the subject is a name."""
    least, most = RECALL_WORDS
    named = (
        "`" in found.subject or any(word[0].isupper() for word in found.subject.split()[1:]) or re.search(r"\w[A-Z]", found.subject)
    )
    if not named or not least <= len(rest.split()) <= most or re.search(r"\b(?:it|its|they|their|you|your|itself)\b|[;:]", rest):
        return
    if folded(content_words(found.subject)) & folded(content_words(rest)):
        return
    steps = (
        f"The words “{found.verb} {' '.join(rest.split()[:5])} …” have {subject} as their subject.",
        f"So it is {subject} of which this is said.",
    )
    answer = found.subject if found.subject.startswith("`") else found.subject[0].upper() + found.subject[1:]
    yield Inquiry("factual_recall", f"What {found.verb} {rest}?", answer, steps)
