"""Turns a plain English statement into a why-question, where grammar leaves no doubt how."""

import re

from ..words.base import View
from ..words.english import MODALS, POINTERS, POINTING, URL, balanced, cued_by, first_word, without_code
from ..words.inner_forms import inner_form
from ..words.naming import content_words
from ..words.openers import without_opener
from ..words.subjects import BASE_VERBS, BE, DETERMINERS, SINGULAR, VAGUE_HEADS, clause, is_specific_subject, is_subject
from ..words.verbs import IMPERATIVES, first_verb

# What stands in a statement for something that only the sentences around it name.
STAND_INS = cued_by(
    """it they them this these those he she him such so both also still there then now otherwise however instead either neither
    former latter too well similarly thus therefore anyway though although while whereas even just yet already same another
    others one ones that we our us my his her previous next mentioned example""",
    r"\b(?:it|they|them|this|these|those|he|she|him|such|so|both|also|still|there|then|now|otherwise|however|instead|"
    r"either|neither|former|latter|too|as well|similarly|thus|therefore|anyway|though|although|while|whereas|even|just|yet|already|"
    r"same|another|others|one|ones|that['’]s|it['’]s|they['’]re|we|our|us|my|his|her|previous|next|mentioned|example)\b",
    any_case=True,
)
# A second clause: what the reason is a reason for is then in doubt.
SECOND = re.compile(
    r"[,;:–—](?=\s)|\s-\s|\b(?:but|whose|since|because|as long as|(?:and|or) (?:is|are|can|must|should|will|has|have|does|"
    r"do|not|you|the|depends|varies|requires|needs|uses|returns|provides|allows))\b",
    re.IGNORECASE,
)
GERUND_SUBJECT = re.compile(
    r"^(?P<subject>[A-Z][a-z]+ing (?:[^\s,;:]+ ){1,8}?)(?P<aux>is|are|isn['’]t|aren['’]t|can|can['’]t|cannot|must|should|"
    r"may|might|will|won['’]t"
    r"|MUST|SHOULD|MAY) (?P<rest>.+)$"
)
BARE_GERUND = re.compile(r"\w+ing (?:on|in|with|from|to|at|by|via|into|under|through)\b")
DESCRIBED = re.compile(
    r"(?P<head>(?:(?:A|An|All|Any|Every|Each) )?[A-Za-z-]+(?: [a-z-]+){0,3}) "
    r"(?:that|which|who) (?!the |an? |all |it |they |you |we )[a-z]"
)
CLAUSE_WORD = re.compile(r"\b(?:that|which|who|if|when|where|is|are|was|were|has|have|does|do|can|must|should)\b", re.IGNORECASE)
FRONTED = re.compile(r"^(?P<front>By default|(?:In|With|On|Under|Within) (?:the )?[A-Z`][^,;:]{1,40}), (?P<main>.+)$")
PAST = re.compile(r"^(?P<subject>[^,;:]+?) (?P<aux>was|were|(?:has|have)(?= (?:been|\w+ed|become|grown|shown)\b)) (?P<rest>.+)$")
FINITE = frozenset(
    "does do doesn't don't was were has had have did became got took made gave used added meant came went kept left".split()
)
NEGATED = re.compile(
    r"^(?P<subject>[^,;:]+?) (?P<aux>(?:is|are|can|does|do|wo|should|must|could|would|was|were)n['’]t|cannot|can not) (?P<rest>.+)$"
)
YOU = re.compile(
    r"^You (?:(?P<aux>can|could|should|must|may|might|will|cannot|can['’]t|shouldn['’]t|won['’]t|couldn['’]t|don['’]t|"
    r"must not|should not) "
    r"|(?P<verb>need|have|want|get|don't need) )(?P<rest>[a-z`].+)$"
)
FORBIDDEN = re.compile(r"^(?:Don['’]t|Do not|Never) (?P<rest>[a-z].+)$")
CONSIDERED = re.compile(r"Consider [a-z]+ing ")
NAME_FIRST = re.compile(r"\w+ (?:\w+ )?(?:is|are|was|were|has|have|can|will|must|should|may|does)\b")
CAPITAL_WITHIN = re.compile(r"[A-Z]\w* [a-z]?[A-Z]\w* (?:(?:\w+ly|sometimes|often|always|never|also) )?[a-z]+s\b")
NO_ORDER = frozenset(
    "note see let remember recall consider refer notice imagine suppose assume take try look think plan list check read".split()
)
ADVERBS = frozenset(
    "just only simply mainly partly largely primarily mostly especially particularly merely probably even not exactly "
    "and or but is are was were be been being this that to perhaps maybe often usually sometimes precisely".split()
)
SAYING = frozenset(
    "says means shows tells makes takes gives gets goes comes knows sees wants works runs needs looks becomes calls asks".split()
)
FINITE_FORMS = BE | MODALS | FINITE | SINGULAR.keys() | SAYING
NO_STATEMENT = frozenset(
    "if when while although though since as once after before until unless because despite given rather than with are is can has "
    "have does do be there here please note being having "
    "fixed added changed removed improved".split()
)
DUTY = re.compile(r"\b(?:MUST|SHOULD|SHALL|MAY|NOT|REQUIRED|RECOMMENDED)\b")  # a question needs no capitals
LEAST_WORDS = 4
CANT = "can't"
TURNED = frozenset("was were has have does do did doesn't don't didn't doesn’t don’t didn’t".split())
PROMPTED = frozenset("answer click press type enter".split())  # answer what? Only a dialog tells
VARIABLE = re.compile(r"(?<![\w'’.#+-])(?:[b-hj-z]|[ABD-HJ-QS-Z])(?![\w'’.#+-])")  # a letter of one listing or proof
RECOMMENDS = " recommends that you "  # somebody does: an opinion
THAT_THING = re.compile(r"\b(?P<verb>\w+) that (?P<noun>[a-z]+)(?=$| (?:from|to|in|on|for|with|at|by|as|into|after|before)\b)")
SAYING_THAT = frozenset(
    """ensure assert check confirm note verify declare learn see decide assess determine tell show indicate report require guarantee
    specify recommend detect""".split()
)
NUMBERED = re.compile(r"\b[Ll]ines? \d|#\d|^\d")
POINTED = (IMPERATIVES | BASE_VERBS | {"ignore"}) - SAYING_THAT
MADE_UP = re.compile(r"\b(?:[Ff]oo(?:[Bb]ar)?|[Bb]az|[Qq]ux|[Ss]pam)\b")  # names that samples give to nothing in particular


def why_question(main: str, view: View, headings: tuple[str, ...]) -> str:
    """ "The cache is cold." gives "Why is the cache cold?"; "" where the statement leans on others or its grammar is unsure."""
    main = without_opener(main.strip().rstrip(".,;"))
    if len(main.split()) < LEAST_WORDS or not clean(main) or points_at(main) or MADE_UP.search(main):
        return ""
    if RECOMMENDS in main or " had " in main or " some extra " in main or " somehow " in main or " for you" in main:
        return ""
    front = ""
    fronted = FRONTED.match(main)
    if fronted and not SECOND.search(fronted["front"]):
        front, main = fronted["front"], fronted["main"][:1].upper() + fronted["main"][1:]
    if main.split()[-1].lower() in ADVERBS or main[-1] in "/-=<>|&@$" or SECOND.search(main):
        return ""
    asked = inverted(main, view, headings) or whole(main, view, headings)
    if not asked:
        return ""
    asked = DUTY.sub(lambda word: word.group().lower(), asked)
    return f"{front}, why {asked}?" if front else f"Why {asked}?"


def points_at(main: str) -> bool:
    """Whether a statement speaks of "that line" or "flow #1": not "the header that sets", nor "ensure that traffic is"."""
    if NUMBERED.search(main):
        return True
    for one in THAT_THING.finditer(main) if " that " in main else ():
        verb = one["verb"].lower()
        if verb in POINTED and one["noun"] not in main[: one.start()]:
            return True
    return False


def clean(main: str) -> bool:
    """Whether a statement names what it speaks about: no stand-ins, no other places, whole brackets and quotes."""
    bare = without_code(main)
    return balanced(main) and not (STAND_INS.search(bare) or POINTING.search(bare) or URL.search(main))


def inverted(main: str, view: View, headings: tuple[str, ...]) -> str:
    """What follows "Why": verb and subject in the order of a question; "" in doubt."""
    asked = about_reader(main)
    if asked:
        return asked
    gerund = GERUND_SUBJECT.match(main)
    if gerund and BARE_GERUND.match(main):
        return ""  # "Installing on a machine": installing what?
    if gerund and not re.search(r"` (?:an?|the) ", gerund["subject"]) and not CLAUSE_WORD.search(gerund["subject"]):
        return f"{gerund['aux'].replace('cannot', CANT)} {gerund['subject'][:1].lower()}{gerund['subject'][1:]}{gerund['rest']}"
    turned = NEGATED.match(main) or PAST.match(main)
    if turned:
        subject = turned["subject"]
        if not is_plain(subject) or not specific(subject, view, headings):
            return ""
        aux = turned["aux"].replace("can not", CANT).replace("cannot", CANT)
        return f"{aux} {inner_form(subject, view)} {turned['rest']}"
    found = clause(main)
    if found is None or not found.rest or not is_plain(found.subject) or not specific(found.subject, view, headings):
        return ""
    subject = inner_form(found.subject, view)
    if found.verb.lower() in BE or found.verb.lower() in MODALS:
        return f"{found.verb} {subject} {found.rest}"
    return f"{'do' if found.plural else 'does'} {subject} {found.base} {found.rest}"


def about_reader(main: str) -> str:
    """The question for what the reader does or is told to do: "You can X", "Don't X", "Use X"; "" for other statements."""
    you = YOU.match(main)
    if (you["rest"] if you else main.lower()).partition(" ")[0] in PROMPTED:
        return ""
    if you and " any " in you["rest"] and len(you["rest"].split()) < LEAST_WORDS:
        return ""  # "You may run any subset"
    if you:
        aux = (you["aux"] or "do").replace("cannot", CANT)
        if aux in ("must not", "should not"):
            return f"{aux.split()[0]} you not {you['rest']}"
        return f"{aux} you {you['verb'] + ' ' if you['verb'] else ''}{you['rest']}"
    forbidden = FORBIDDEN.match(main)
    if forbidden:
        return f"should you not {forbidden['rest']}"
    order = first_verb(main)
    if order and CAPITAL_WITHIN.match(main):
        return ""  # "Open vSwitch sometimes adds …"
    if order and (NAME_FIRST.match(main) or len(main.split()) < LEAST_WORDS):
        return ""  # "Open vSwitch is designed"; "Design your code" says too little
    if order and (order not in NO_ORDER or CONSIDERED.match(main)) and not clause(main):
        return f"should you {main[:1].lower() + main[1:]}"
    return ""


def is_plain(subject: str) -> bool:
    """Whether a subject is one noun phrase without a verb of its own ("the error message says pinning")."""
    words = subject.split()
    return (
        is_subject(words)
        and words[0].lower() not in ("rather", "often", "perhaps", "sometimes")
        and not any(word in SAYING or (word in SINGULAR and number + 1 < len(words)) for number, word in enumerate(words))
    )


def whole(main: str, view: View, headings: tuple[str, ...]) -> str:
    """The question for a statement that no clause is sure of, turned around at the first verb that can carry it."""
    words = main.split()
    first = first_word(main)
    if first in POINTERS or first in NO_STATEMENT or first.endswith(("ing", "ly")) or first_verb(main):
        return ""
    verb = next((number for number, word in enumerate(words[1:9], 1) if finite(word.lower())), 0)
    if not verb or verb == len(words) - 1:
        return ""
    subject = " ".join(words[:verb])
    described = DESCRIBED.match(subject)
    added = ""
    if described and balanced(subject) and first not in SINGULAR:
        subject, added = described["head"], subject[described.end("head") :]  # "Methods that call `next` are …"
    if not balanced(subject) or not (is_plain(subject) or is_described(subject)):
        return ""
    if not described and not specific(subject, view, headings):
        return ""
    common = is_described(subject) or added and subject.endswith("s") and subject[1:].islower()
    inner = subject[:1].lower() + subject[1:] if common else inner_form(subject, view)
    return verb_first(words[verb], inner + added, words[verb + 1 :])


def verb_first(verb: str, subject: str, rest: list[str]) -> str:
    """A statement with its verb, or "does", before its subject; "" where the verb has no such form."""
    said = " ".join(rest)
    if verb in ("has", "have") and not (rest[0] == "been" or rest[0].endswith("ed")):
        return f"{'does' if verb == 'has' else 'do'} {subject} have {said}"
    if verb in BE or verb in MODALS or verb in TURNED:
        return f"{verb.replace('cannot', CANT)} {subject} {said}"
    if subject.endswith("s") and not subject.endswith(("ss", "us", "is")):
        return ""  # "the services sets": a slip
    base = SINGULAR.get(verb) or (verb[:-1] if verb in SAYING and not verb.endswith("oes") else "")
    return f"does {subject} {base} {said}" if base else ""


def is_described(subject: str) -> bool:
    """Whether a subject is a plural noun behind a participle: "Precomputed quantiles", "Well-defined metrics"."""
    first, _, noun = subject.partition(" ")
    return first.endswith("ed") and noun.endswith("s") and is_plain(noun[:1].upper() + noun[1:])


def finite(word: str) -> bool:
    return word in FINITE_FORMS


def specific(subject: str, view: View, headings: tuple[str, ...]) -> bool:
    """Whether a question may be asked about a subject: something named, or any of a kind ("Sparse files", "A bounded channel")."""
    if is_specific_subject(subject, view, headings):
        return True
    first = subject.split()[0].lower()
    if " " not in subject and subject[:1].isupper() and re.search(rf"[a-z,`] {re.escape(subject)}\b", view.section.text):
        return True  # "Rust" is a name wherever it stands
    if "`" in subject or first == "the" or (first not in DETERMINERS and not subject.endswith("s")):
        return False
    words = content_words(subject) - {"each", "every", "any", "all", "some", "many", "several", "most", "different", "other", "new"}
    return len(words) >= 2 and bool(words - VAGUE_HEADS)
