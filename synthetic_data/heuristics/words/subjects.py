"""Splits a plain English statement into subject, verb and rest, and tells whether the subject names something specific."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from ...records import Fact
from .base import CODE, View
from .boxes import in_headed_box
from .english import MODALS, POINTERS
from .naming import content_words

TOKEN = re.compile(r"(?:[^\s`]*`[^`]*`)+[^\s`]*|[^\s`]+")
BESIDE_FIRST = re.compile(r"[A-Z\d]")
ABBREVIATION = re.compile(r"\([A-Z][A-Za-z0-9-]{1,7}\)$")
MOST_SUBJECT_WORDS = 8
MOST_WORDS = MOST_SUBJECT_WORDS + 2
MOST_AFTER_PARTICIPLE = 3
MOST_SUBJECT_CHARACTERS = 240
ORDINALS = frozenset("first second third fourth last next new same".split())

BASE_VERBS = frozenset(
    """accept add affect aggregate allow analyze assign authenticate automate build bundle calculate call capture check collect
    combine compare compile compute configure contain control convert cover create decouple define delete deliver deploy
    describe detect determine disable display download eliminate emit enable encapsulate encode encourage enforce enhance
    ensure establish evaluate execute expect expose express extend extract facilitate fetch filter follow force forward gather
    generate group guarantee handle help hide hold identify implement import improve include increase indicate inherit inject
    install introduce invoke isolate keep launch limit list load log maintain manage measure merge minimize modify monitor
    need notify offer orchestrate organize output override own parse perform permit prevent preserve print process produce
    promote protect provide publish query read receive recommend record reduce register reject release remove render replace
    report represent require reserve resolve restrict return route save scan schedule scrape secure select send separate serve
    set share show simplify simulate skip specify store streamline summarize supply support take test track transform translate
    trigger update use validate verify visualize wrap write yield""".split()
)
PARTICLE_VERBS = {
    "apply": ("to",), "belong": ("to",), "build": ("on",), "communicate": ("with", "over"), "comply": ("with",),
    "consist": ("of",), "correspond": ("to",), "deal": ("with",), "default": ("to",), "depend": ("on",), "derive": ("from",),
    "evaluate": ("to",), "focus": ("on",), "interact": ("with",), "lead": ("to",), "listen": ("on",), "map": ("to",),
    "point": ("to",), "refer": ("to",), "rely": ("on",), "resolve": ("to",), "result": ("in",), "stand": ("for",),
}  # fmt: skip
BE = frozenset({"is", "are"})
NEGATIVE = frozenset("don't doesn't isn't aren't can't cannot won't shouldn't mustn't".split())
# A subject that holds one of these is no plain noun phrase, or points outside itself.
STOPS = (POINTERS - {"and", "or", "first", "second", "third", "one", "another", "same"}) | frozenset(
    """if unless until while whereas although though since before after once whether than as was were be been being had
    does do did not let's there's it's that's to without except including during via per me him myself itself vs
    everyone everything someone something anyone anything nobody nothing""".split()
)
PREPOSITIONS = frozenset(
    """in on at by for with from into onto over under of about through between among against within across during without
    like upon towards toward via per despite regarding concerning to as beyond inside outside along around behind near""".split()
)
OPENERS = PREPOSITIONS | frozenset(
    """make ensure use avoid consider keep add create set check verify remember note let try choose be do don't please see run
    click open select go get take give put start stop find look think imagine suppose assume recall notice refer no not only just
    even most many some few several all much more less other such every any each""".split()
) - {"all", "every", "any", "each"}
FLUFF = frozenset("also only often sometimes just even still already always never usually simply actually really basically".split())
DETERMINERS = frozenset("the a an each every any all".split())
QUANTITIES = DETERMINERS | frozenset("different various several multiple certain many most some other additional".split())
NOUN_SUFFIX = re.compile(r"(?:tion|sion|ment|ing|ity|ness|ance|ence|ship|ism|ics|ers|ors|ions|ments|ities|ures|ies)$")
# Heads that name no thing of their own: a question about them is a riddle.
VAGUE_HEADS = frozenset(
    """value values result results idea reason reasons answer answers output example examples way ways problem problems thing
    things solution solutions difference differences change changes key point points text image code program programs line lines
    step steps question questions exception exceptions case cases alternative alternatives issue issues part parts kind type
    types name names number numbers one ones rest word words phrase option options benefit benefits advantage advantages item
    items element elements approach approaches version versions fact side sides concept scenario trick downside drawback caveat
    note notes list lists error errors message messages syntax call calls variable variables parameter parameters argument
    arguments function functions method methods struct structs trait traits body signature expression statement string strings
    keyword implementation behavior data user users people person place time thread diagram project projects team teams reader
    author section document page file files process processes class field fields property properties object objects first second
    third last next folder directory command commands tool tools library app application system systems service services server
    client test tests block blocks term terms title order state content contents space size doc docs talk talks post posts
    article articles blog tutorial guide length amount total set sets group groups format source""".split()
)
LOCAL_NAME = re.compile(r"`[a-z_]{1,12}`$")
KIND_NOUN = re.compile(
    r"` (?:field|property|option|flag|parameter|keyword|command|function|method|type|macro|trait|attribute|label|endpoint|header|"
    r"metric|directory|file|module|crate|key|setting|object|operator|struct|enum|block|section|annotation|statement|expression|"
    r"directive|tool|package|class|media type|job|configuration|message|subcommand|argument|variant)s?$"
)


class Clause(NamedTuple):
    """ "The server returns a list." is subject "The server", verb "returns", base "return", rest "a list."."""

    subject: str
    verb: str
    base: str
    rest: str
    plural: bool


NOUNS_TOO = frozenset(
    """access build call change check control display filter focus group help limit list load log measure monitor need offer output
    override print process produce query record release report request return route scan schedule set share show store support
    test track trigger update use result point""".split()
)
ORDERS = BASE_VERBS - NOUNS_TOO
SURE_OBJECTS = frozenset("the a an all each every any its your their both two three four one multiple several many".split())


def third_person(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


BASES = BASE_VERBS | PARTICLE_VERBS.keys()
SINGULAR = {third_person(base): base for base in BASES} | {"has": "have"}
NUMBERS = frozenset((*"one two three four five six seven eight nine ten eleven twelve sixteen".split(), *map(str, range(2, 1025))))
AUXILIARIES = BE | MODALS | {"defaults"}
CUES = AUXILIARIES | SINGULAR.keys() | BASES | {"have"}
ENDING = STOPS | NEGATIVE
NO_SUBJECT = STOPS | OPENERS
JOINING = PREPOSITIONS | DETERMINERS | {"and", "or"}
TELLTALE = JOINING | FLUFF  # without one of these behind its first word a phrase is whole
NO_OBJECTS = CUES | {"and", "or", "of", "do", "does"}


@lru_cache(maxsize=512)  # the families of a section take the same sentences apart one after the other
def clause(text: str) -> Clause | None:
    """The subject, verb and rest of a statement whose subject is a plain noun phrase at its start; None if in doubt."""
    if text.partition(" ")[0].lower() in NO_SUBJECT or "`" in text and not promising(text):
        return None
    tokens = list(islice(TOKEN.finditer(text), MOST_WORDS)) if "`" in text else None
    words = text.split(None, MOST_WORDS) if tokens is None else [token.group() for token in tokens]
    for number, word in enumerate(words[: MOST_SUBJECT_WORDS + 1]):
        lower = word.lower()
        if number and lower in CUES and is_verb(lower, words, number):
            if not is_subject(words[:number]):
                return None
            base = lower if lower in AUXILIARIES else SINGULAR.get(lower, lower)
            plural = lower == "are" or (lower not in AUXILIARIES and lower not in SINGULAR)
            if number > 1 and not plural and words[0].endswith("ing"):
                return None  # "Writing tests should …": what one does, or rules for writing
            start = len(text) - len(text.split(None, number)[number]) if tokens is None else tokens[number].start()
            return Clause(text[:start].rstrip(), word, base, text[start + len(word) :].strip(), plural)
        if lower in ENDING or word[-1] in ",;:.?!":
            return None
    return None


def promising(text: str) -> bool:
    """Whether a verb comes up among the first words of a text with code, and nothing before it that rules out a plain subject."""
    words = text[:MOST_SUBJECT_CHARACTERS].lower().split(None, MOST_SUBJECT_WORDS + 3)[: MOST_SUBJECT_WORDS + 3]
    if not words or words[0] in OPENERS or CUES.isdisjoint(words[1:]):
        return False
    for number, word in enumerate(words):
        if word in CUES and number:
            return True
        if word in STOPS:
            return False
    return False


def is_verb(lower: str, words: Sequence[str], number: int) -> bool:
    """Whether a token is the finite verb: an auxiliary, a known verb in -s, or a known base form after a plural noun."""
    if lower in BE or lower in MODALS:
        return True
    following = words[number + 1].lower() if number + 1 < len(words) else ""
    if lower in ("has", "have"):
        return following in NUMBERS
    if not following or following in NO_OBJECTS:
        return False  # among others "Event logs provide": a noun before the verb
    base = SINGULAR.get(lower)
    if base is None:
        before = words[number - 1]
        if (
            words[number + 1][0].isupper()
            or lower not in BASES
            or not before.endswith("s")
            or before.endswith(("ss", "us", "is", "'s", "’s"))
            or SINGULAR.get(before.lower(), "use") not in NOUNS_TOO  # "The suite helps increase …"
            or words[0] in ("A", "An", "Each", "Every")
        ):
            return False
        base = lower
    if following in PARTICLE_VERBS.get(base, ()):
        return True
    if base in NOUNS_TOO and following not in SURE_OBJECTS and following[0] != "`":
        return False  # "Any failed tests halt …"
    return base in BASE_VERBS and starts_object(following)


def starts_object(word: str) -> bool:
    """Whether a word can open the object of a verb."""
    if word in PREPOSITIONS or word in FLUFF or word in MODALS or word in BE or word[-1] in ",;:.":
        return False
    return not (word.endswith("ly") or word in ("it", "them", "him", "us", "me", "itself", "themselves", "this", "more", "not"))


def is_subject(words: Sequence[str]) -> bool:
    """Whether these words are one noun phrase that no reader could take for anything else."""
    small = [word.lower() for word in words]
    first, last, more = small[0], small[-1], small[1:]
    if first in OPENERS or first in ("and", "or") or (first in DETERMINERS and not more) or len(words) > MOST_SUBJECT_WORDS:
        return False
    if words[0][0].islower() or first.endswith("ly") or (more and first in ORDERS) or last.endswith("ly"):
        return False
    if first.endswith("ed") and (not 1 < len(words) <= MOST_AFTER_PARTICIPLE or not PREPOSITIONS.isdisjoint(small)):
        return False  # "Federated learning", but not "Deployed on Monday"
    if first.endswith("ing") and len(words) > 1 + last.endswith("s") or list(words[-2:]) == ["by", "default"]:
        return False
    if not ENDING.isdisjoint(small) or (not all(map(str.isalnum, words)) and any(map(is_no_word, words))):
        return False
    if TELLTALE.isdisjoint(more):
        return True  # so it is with most
    return last not in JOINING and FLUFF.isdisjoint(more) and not breaks_off(small)


def is_no_word(word: str) -> bool:
    """Whether what stands between two spaces is a mark, or opens a link, a note or a bracket."""
    return word[0] in "[*" or not any(map(str.isalnum, word)) or ("(" in word and not ABBREVIATION.search(word))


def breaks_off(words: Sequence[str]) -> bool:
    """Whether a phrase is half a clause: "functions called by", "the file opened in"."""
    for number, (word, after) in enumerate(pairwise(words)):
        if after in PREPOSITIONS and word.endswith("ed") or after in DETERMINERS and number and word.endswith("ing"):
            return True
    return False


FULL_STOPS = (".", ".)", ".”", '."')
CUT_SHORT = ("e.g.", "i.e.", "vs.", "etc.")
SEVERAL = re.compile(r"[.!?:] [A-Z`(]")


def whole(view: View, fact: Fact) -> bool:
    """Whether a fact is one sentence that ends where it is cut."""
    text = fact.text
    if not text.endswith(FULL_STOPS) or (fact.kind == "item" and SEVERAL.search(text)):
        return False
    after = fact.end - view.section.start
    if view.section.text[after : after + 1].isalnum() or text.endswith(CUT_SHORT) and re.search(r"\b(?:e\.g|i\.e|vs|etc)\.$", text):
        return False
    if in_headed_box(view, fact):
        return False
    before = fact.start - view.section.start - 1
    return before < 0 or not (view.section.text[before].isalnum() or view.section.text[before] == ".")


def head_of(subject: str) -> str:
    """The head noun: the last word before a preposition."""
    words = TOKEN.findall(subject)
    for number, word in enumerate(words):
        if number and word.lower() in PREPOSITIONS:
            return str(words[number - 1]).lower()
    return str(words[-1]).lower() if words else ""


def is_named(subject: str, view: View, headings: Sequence[str]) -> bool:
    """Whether the subject is a name: code that is no mere local variable, a proper noun, or what a heading above names."""
    words = folded(content_words(subject))
    code = CODE.search(subject)
    if code and head_of(subject) in VAGUE_HEADS and not KIND_NOUN.search(subject):
        return False  # "The `push` line"
    vague = words <= VAGUE_HEADS
    for heading in (*headings, view.title) if words else ():
        told = heading_words(heading)
        # "The closure" is none that "Closures That Capture Their Environment" is about
        if words == told or (not vague and words <= told and (len(words) > 1 or not subject.startswith("The ") or len(told) < 3)):
            return True
    if code:
        return bool(KIND_NOUN.search(subject)) or not LOCAL_NAME.search(subject)
    tokens = TOKEN.findall(subject)
    return any(word[:1].isupper() for word in tokens[1:]) or any(letter.isupper() for letter in tokens[0][1:])


@lru_cache(maxsize=4096)
def heading_words(heading: str) -> frozenset[str]:
    return frozenset(folded(content_words(heading)))


def is_specific_subject(subject: str, view: View, headings: Sequence[str]) -> bool:
    """Whether a question may be asked about this subject: a name, or a noun phrase of two meaningful words at least."""
    if is_named(subject, view, headings):
        return True
    if "`" in subject:
        return False
    words = content_words(subject) - {"each", "every", "any", "all"}
    return not is_vague(subject) and len(words) >= 2 and not words & ORDINALS


def is_vague(subject: str) -> bool:
    """Whether the subject is a riddle: "the value", but not "the value of the label"."""
    if head_of(subject) not in VAGUE_HEADS:
        return False
    return not content_words(subject.partition(" of ")[2]) - VAGUE_HEADS - ORDINALS


def folded(words: Set[str]) -> set[str]:
    """Words without the plural -s, so that "Recording rules" is found under "Recording rule"."""
    return {word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in words}


def beginnings(text: str, letters: int) -> set[str]:
    """The first letters of the words of a text: "topology" and "topologically" tell one thing, "child" and "children", too."""
    return {word[:letters] for word in folded(content_words(text))}
