"""Questions for plain statements: "The Alertmanager handles alerts …" asks what the Alertmanager handles, and what handles them."""

import re
from collections.abc import Iterator

from ..words.inquiry import Inquiry
from ..words.naming import content_words
from ..words.objects import BROKEN, COMPARED, JOINED, fits_question, is_another_verb, object_of, tells_much
from ..words.subjects import BASE_VERBS, NUMBERS, PARTICLE_VERBS, VAGUE_HEADS, Clause, folded, head_of

# Verbs whose object is what one wants to know of a thing ("What does Prometheus use?" asks for too little).
ASKABLE = frozenset(
    """accept aggregate automate calculate check collect compare compute contain control cover create define describe detect
    determine
    display eliminate emit encapsulate enforce ensure evaluate execute expose fetch generate guarantee handle identify implement
    configure improve include supply perform increase indicate list manage measure monitor offer
    orchestrate permit prevent produce protect provide publish
    record reduce render report represent require restrict return scrape serve simplify simulate specify store summarize support
    track transform validate verify visualize yield""".split()
)
ONE_PART = re.compile(r"an? (?!(?:list|set|number|series|sequence|copy|pair|single|unique)\b)[^,;]*$")  # what else does it contain?
ONE_NAME = re.compile(r"[A-Z][\w-]*(?: (?:which|that)\b|\.?$)")
BARE_NAME = re.compile(r"[A-Z][\w.+-]*(?: v?\d[\w.]*)?")
LETTER = re.compile(r"`[A-Za-z]`")  # of one listing
PRODUCT = re.compile(r"`[A-Z][A-Za-z]+`")
TOO_BROAD = frozenset("offer expose provide generate support include contain create produce handle manage implement".split())
TO_DO = re.compile(r"(?P<who>(?:(?:the|a|an|your|different|other|all|any|multiple) )?[a-zA-Z-]+(?: [a-z-]+)?) to (?P<do>[a-z]+) \S")
REFERRED = re.compile(r"to (?:how|an?|the) (?:[^\s]+ ){4}", re.IGNORECASE)
# Whom something can require to do a thing: not "requires authorization to access".
WHO = re.compile(
    r"(?:(?:the|a|an|your|all|any|each) )?(?:[a-z]+ )?"
    r"(?:you|users?|clients?|developers?|callers?|implementations?|servers?|teams?)$"
)
LETTING = frozenset("allow enable help require permit encourage force".split())
NOUN_TO = frozenset(
    "access ability way need request response support connection change link reference similar due related set".split()
)
# "is called to handle …", "is called by …": not a name.
NO_NAME = r"and|or|in|to|according|\w+ly|like|as|when|whenever|by|after|before|with|from|in|on|at|for|if|once|only|every|each time"
TIMES = frozenset("times ways steps reasons things parts places days hours".split())
HOW_MANY = re.compile(
    r"(?:exactly |only |up to |at most |at least )?(\S+) (?P<noun>(?:[a-z-]+ )?"
    r"(?:(?:forms|types|kinds|sorts|sets|classes|levels|groups|lists|categories) of (?:[a-z-]+ )?[a-z-]+"
    r"|(?!(?:forms|types|kinds|sorts|sets|classes|levels|groups|lists|categories) of )[a-z-]+s))"
    r"(?=[.,:;]| (?:of|in|for|with|to|per|on|from)\b)"  # not "parameters that …": it has others
)
FOR_WHAT = re.compile(r"(?P<what>[^,;:]{4,60}?) (?P<how>to (?:[a-z]+)|for) (?=\S)")
A_PLACE = r"(?!(?:the |this |any )?(?:case|event|future|past|form|order)\b)"  # "defined in the case of …" tells when
PASSIVE = (
    (re.compile(r"(?:mainly |primarily |mostly )?used (?:to|for) "), "What {be} {subject} used for?"),
    (re.compile(r"responsible for "), "What {be} {subject} responsible for?"),
    (re.compile(r"based on "), "What {be} {subject} based on?"),
    (re.compile(r"written in "), "What {be} {subject} written in?"),
    (re.compile(r"(?:composed|made up) of "), "What {be} {subject} composed of?"),
    (re.compile(r"stored (?:in|on|under|at) " + A_PLACE), "Where {be} {subject} stored?"),
    (re.compile(rf"(?:called|named) (?!(?:{NO_NAME})\b)"), "What {be} {subject} called?"),
    (re.compile(r"(?:designed|intended|meant) to (?!be )"), "What {be} {subject} {first} to do?"),
    (re.compile(r"(?:designed|intended|meant) for "), "What {be} {subject} {first} for?"),
    (re.compile(r"limited to "), "What {be} {subject} limited to?"),
    (re.compile(r"defined as "), "How {be} {subject} defined?"),
    (re.compile(r"useful (?:for|to) "), "What {be} {subject} useful for?"),
    (re.compile(r"(?:defined|located|documented) (?:at|in|on|under) " + A_PLACE), "Where {be} {subject} {first}?"),
    (re.compile(r"available (?:at|in|on|from|through) " + A_PLACE), "Where {be} {subject} {first}?"),
    (
        re.compile(
            r"(?:controlled|determined|governed|managed|maintained|distinguished|driven|defined|handled|caused) by (?!\w+ing )"
        ),
        "What {be} {subject} {first} by?",
    ),
)
GERUND = re.compile(r"to (?!bring|ring|string|ping)[a-z]{2,}ing\b")
AND_MORE = re.compile(r"\band (?:supports|uses|runs|works|needs|offers|helps|shows)\b")
LEAST_NEW = 3
FILLING = frozenset("all any that which been have has be being".split())
LEAST_STEM = 7
CHOSEN = re.compile(r"\b(?:[a-z]+ed|using)\b")  # "the mode selected using `mode` in the file": where is it selected, or returned?
WHEN = re.compile(r"\b(?:when|if|once|unless)\b")
TWO_DEEDS = re.compile(r"\band (?:does|do|is|are|has|have|will|can)\b")
CALLED_IN = re.compile(r"(?:called|named) .+ in (?P<where>[^,;:]+?)\.?$")  # where it is called so belongs into the question
BY_PEOPLE = re.compile(
    r"(?:managed|maintained|governed) by (?:[a-z]+ )*"
    r"(?:volunteers|people|members|developers|maintainers|contributors|teams?|users)\b"
)
# The words one of which begins each of these.
STATED = tuple(
    """used mainly primarily commonly often mostly responsible based written composed made stored called named designed intended
    meant limited defined useful available located documented identified implemented activated configured produced created enabled
    disabled generated calculated computed encoded compressed represented separated grouped installed deployed triggered measured
    verified signed authenticated encrypted updated controlled declared achieved reduced avoided prevented uniquely
    usually typically generally automatically
    determined governed managed maintained distinguished driven handled caused built specified expressed modeled
    stated""".split()
)
CAN_BE = tuple(f"be {word}" for word in STATED)
ASKED_OF = ASKABLE | LETTING | PARTICLE_VERBS.keys() | {"use", "have"}
AIM = re.compile(
    r"The (?:main |primary |overall |key |core )?(?:purpose|goal|aim|objective|role|responsibility|intent|focus) of (?P<what>\S.+)$"
)
AIM_WORDS = frozenset("purpose goal aim objective role responsibility intent focus".split())
# "is uniquely identified by", "can be enabled with": one asks how.
HOW_DONE = re.compile(
    r"(?:\w+ly |usually |often )?(?P<done>identified|implemented|activated|configured|produced|created|enabled|disabled|generated|"
    r"calculated|computed|encoded|compressed|represented|separated|grouped|installed|deployed|triggered|measured|verified|signed|"
    r"authenticated|encrypted|updated|controlled|achieved|reduced|avoided|prevented|written|built|specified|expressed|modeled|"
    r"managed|handled|determined|defined|declared) (?:via|using|through|(?<!identified )(?<!updated )with|"
    r"by (?=(?:\w+ly )?\w+ing\b)|(?<=identified )by|(?<=represented )by|(?<=triggered )by) (?=\S+)"
)
# A second statement in the same sentence, for which nobody asked.
SECOND = re.compile(
    r";| and [a-z]+[a-rt-z]s (?:the|an?|its|their|all)\b| and (?:the )?[a-z]+ (?:is|are) [a-z]+ed\b|\bjust that\b|"
    r"(?:, and|, but|, so|, or the\b(?=.* (?:can|is|may) )|\band that|\bwhile) |, [a-z]+ (?:is|are) "
)
# What these tell of a thing is not what it does.
STATIC = frozenset(
    """accept belong consist contain depend expect follow have hold include inherit need own refer represent require stand support
    take use""".split()
)
LEAST_DOING_WORDS = 5
LEAST_AIM_WORDS = 4
LEAST_OBJECT_WORDS = 2
RECALL_WORDS = (5, 16)
LEAST_RECALL_WORDS = 4
# What does such a thing is told apart by it.
TELLING = ASKABLE - {"support", "provide", "offer", "include", "contain", "improve", "increase"} | {
    "take",
    "separate",
    "load",
    "read",
}
NOT_TELLING = re.compile(
    r"\b(?:it|its|they|their|you|your|itself|many|several|multiple|various|"
    r"a (?:variety|number|set|list|lot)|all of|same|required)\b|[;:]|, (?:\w+ing|while|but|so|which|and)\b"
)


def asserted(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """The questions a statement in the present tense answers."""
    if found.verb in ("is", "are", "can"):
        yield from stated(found, subject, sentence)
        return
    if found.base not in BASE_VERBS and found.base not in PARTICLE_VERBS or len(found.rest.split()) < LEAST_OBJECT_WORDS:
        return
    does = "do" if found.plural else "does"
    rest = found.rest.rstrip(".")
    if not found.plural:
        yield from recalled(found, subject, rest)
    asking = None if says_its_verb(found) else what_is_done(found)
    if asking is None:
        yield from doing(found, subject, sentence)
        return
    opener, end = asking
    core = f"{opener} {does} {subject} {end}?"
    words = " ".join(rest.split()[:6]).rstrip(",;:")
    steps = (
        f"What is told of {subject} there hangs on the verb: “{found.verb} {words} …”.",
        f"What follows “{found.verb}” is what the question asks for, so that sentence is the answer.",
    )
    yield Inquiry("fact_based", core, sentence, steps)


def doing(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """ "The `lines` method returns … by splitting …" asks what it does, where no narrower question fits."""
    if (
        "`" not in subject
        or LETTER.search(subject)
        or found.plural
        or found.base in STATIC
        or len(content_words(found.rest)) < LEAST_DOING_WORDS
    ):
        return
    if ";" in found.rest or ": " in found.rest or " same " in found.rest or ", and the " in found.rest:
        return  # "serves the same purpose" as what?
    if PRODUCT.fullmatch(found.subject) and found.base in TOO_BROAD:
        return  # "`Setuptools` provides …" is one of a hundred things it does
    words = " ".join(found.rest.split()[:6]).rstrip(",;:.")
    steps = (
        f"That sentence says of {subject} that it “{found.verb} {words} …”.",
        f"So what that sentence says {subject} does is the answer.",
    )
    yield Inquiry("fact_based", f"What does {subject} do?", sentence, steps, sole=True)


def what_is_done(found: Clause) -> tuple[str, str] | None:
    """How the question opens and how it ends: ("What", "allow users to do")."""
    base, rest = found.base, found.rest
    first = rest.split(" ", 1)[0].lower()
    if base == "refer" and first == "to" and REFERRED.match(rest):
        return "What", "refer to"
    if base in PARTICLE_VERBS and first in PARTICLE_VERBS[base]:
        told = object_of(rest[len(first) :].strip())
        return ("What", f"{base} {first}") if told and tells_much(told) and not told.tail else None
    let = TO_DO.match(rest) if base in LETTING else None
    if (
        let
        and let["who"].split()[-1].lower() not in NOUN_TO
        and (base != "require" or WHO.match(let["who"]))
        and not let["do"].endswith("ing")
        and not let["who"].split()[0].endswith("ing")  # "allows configuring nova to do"
        and let["do"] != "be"  # "allows lookups to be issued"
    ):
        return ("What", f"{base} {let['who']} to do") if not BROKEN.search(rest) else None
    number = HOW_MANY.match(rest)
    if number and number[1].lower() in NUMBERS and number["noun"].split()[-1] not in TIMES:
        return "How many " + number["noun"], base
    if base == "use":
        return used_for(rest)
    if base not in ASKABLE or first in ("you", "to") or base in TOO_BROAD and is_product(found.subject):
        return None
    if base in ("include", "contain") and (ONE_PART.match(rest) or ONE_NAME.match(rest)):
        return None
    told = object_of(rest, base)
    if told is None or not tells_much(told) or not fits_question(base, told):
        return None
    if told.tail and CHOSEN.search(told.noun) or " and " in told.tail or base in ("provide", "offer") and not told.tail:
        return None  # what it provides besides, nobody knows
    return "What", f"{base} {told.tail}".rstrip()


def is_product(subject: str) -> bool:
    """Whether a subject is a bare name that does a hundred things ("Prometheus", "BIND 9")."""
    return BARE_NAME.fullmatch(subject) is not None


def used_for(rest: str) -> tuple[str, str] | None:
    """ "uses labels to tell series apart": the purpose belongs into the question."""
    match = FOR_WHAT.match(rest)
    if match is None or match["what"].split()[-1] in NOUN_TO | {"used"} or not 2 <= len(match["what"].split()) <= 6:
        return None
    tail = rest[match.start("how") :].rstrip(".")
    if GERUND.match(tail) or tail.startswith(("for every ", "for each ", "for all ")):
        return None  # "to looking for parsers": a slip; "for every resource": no purpose
    if len(tail.split()) > 12 or re.search(r"[,;:]|\b(?:it|its|their|them|and|but|which)\b", tail):
        return None
    return "What", f"use {tail}"


def stated(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """ "X is used for …", "The purpose of X is …"."""
    be, rest = found.verb, found.rest
    asked_of = subject
    if be == "can":
        asked_of, rest = subject + " be", rest.removeprefix("be ")
    if any(is_another_verb(also[1]) for also in JOINED.finditer(rest)) or AND_MORE.search(rest) or is_circle(found.subject, rest):
        return
    if SECOND.search(rest) or rest.count("using") > 1 or COMPARED.search(rest):
        return
    aim = AIM.match(found.subject)
    if aim and len(rest.split()) < LEAST_AIM_WORDS:
        return
    if aim:
        core = f"What {be} {subject}?"
        steps = (
            f"The sentence that opens “{found.subject} {be}” names it outright.",
            f"What stands behind “{be}” is the aim itself: “{' '.join(rest.split()[:7]).rstrip('.,')} …”.",
        )
        yield Inquiry("fact_based", core, sentence, steps)
        return
    for pattern, form in (*PASSIVE, (HOW_DONE, "How {be} {subject} {done}?")):
        match = pattern.match(rest)
        if match and form.startswith("Where") and WHEN.search(rest, match.end()):
            return  # the place is not what is told
        if match:
            if BY_PEOPLE.match(rest):
                form = "By whom {be} {subject} {first}?"
            core = form.format(be=be, subject=asked_of, first=match.group().split()[0], done=match.groupdict().get("done"))
            where = CALLED_IN.match(rest)
            core = f"{core[:-1]} in {where['where']}?" if where else core
            steps = (
                f"The decisive words there are “{'can be' if be == 'can' else be} {match.group().strip()}”, said of {subject}.",
                f"What follows them, “{' '.join(rest[match.end() :].split()[:6]).rstrip('.,')} …”, is what is asked for.",
            )
            yield Inquiry("fact_based", core, sentence, steps)
            return


def says_its_verb(found: Clause) -> bool:
    """Whether a verb comes again as the noun that it has for an object ("represent the visual representation"), or little
    more than the subject does: "The Deprecated API page lists all of the API that have been deprecated"."""
    stem, said = found.base[:LEAST_STEM], content_words(found.rest)
    if len(stem) == LEAST_STEM and any(word.startswith(stem) for word in said):
        return True
    return len(content_words(found.subject) & said) > 0 and len(said - content_words(found.subject) - FILLING) < LEAST_NEW


def is_circle(subject: str, rest: str) -> bool:
    """Whether what is said of a thing is little more than its name: "role assignment is governed by the role-assignment method"."""
    named, said = content_words(subject.replace("-", " ")), content_words(rest.replace("-", " "))
    return named <= said and len(said - named) <= LEAST_NEW


def recalled(found: Clause, subject: str, rest: str) -> Iterator[Inquiry]:
    """What it is that does it, asked with the source's own words, where the subject is a name."""
    least, most = RECALL_WORDS
    if found.base not in TELLING or not least <= len(rest.split()) <= most or not is_name(found.subject):
        return
    if TWO_DEEDS.search(rest) or NOT_TELLING.search(rest) or COMPARED.search(rest) or len(content_words(rest)) < LEAST_RECALL_WORDS:
        return
    if folded(content_words(found.subject)) & folded(content_words(rest)):
        return
    steps = (
        f"The words “{found.verb} {' '.join(rest.split()[:5])} …” have {subject} as their subject.",
        f"So it is {subject} of which this is said.",
    )
    answer = found.subject if found.subject.startswith("`") else found.subject[0].upper() + found.subject[1:]
    yield Inquiry("factual_recall", f"What {found.verb} {rest}?", answer, steps)


def is_name(subject: str) -> bool:
    """Whether a subject is a name good enough to be asked for: code, or capitals that are no mere start of a sentence."""
    if (
        LETTER.search(subject)
        or subject.startswith(("A ", "An ", "Each ", "Every "))
        or head_of(subject) in VAGUE_HEADS
        and "`" not in subject
    ):
        return False
    words = subject.split()
    if words[0] == "The" and "`" not in subject and not any(re.match(r"[A-Z][a-z]|\w+[a-z][A-Z]", word) for word in words[1:]):
        return False  # "The hosted CDN": whose, only its place tells
    return "`" in subject or any(word[0].isupper() for word in words[1:]) or re.search(r"\w[A-Z]", subject) is not None
