"""Tells which sentences are worth a verdict: those that tell something specific of a thing that they name themselves."""

import re

from ...records import Fact
from ..words.base import View
from ..words.claims import main_clause
from ..words.english import cued_by
from ..words.naming import content_words
from ..words.self_contained import UNIQUE
from ..words.subjects import clause, folded
from .denying import is_second_half, tells_twice
from .flips import Flip

# What a text says of itself, or of where more is to be read, is no knowledge of the matter.
OF_THE_TEXT = cued_by(
    "detail details explored documentation manual guide chapter appendix page reference described explained shown defined "
    "documented",
    r"\b(?:explored|treated|covered|discussed|described|explained)\b.*\bdetails?\b"
    r"|\b(?:defined|described|documented|explained|listed|provided|covered) in (?:the|its|their) (?:[\w.-]+ ){0,5}"
    r"(?:documentation|manual|guide|chapter|appendix|page|reference)\b"
    r"|\b(?:described|explained|shown|defined|documented) [/:]",
)
# Which ones, the sentences before tell.
WHICH = re.compile(
    r"(?:User|Extra|If zero|If one|If set)\b"
    r"|(?:With )?(?:[Tt]he|An?) (?:\w+ )?(?:value|setting) of (?:\d|two|three|four|five|six|ten)\b"
    r"|(?:The |An? )?(?:[Ss]ubsequent|[Rr]emaining|[Rr]esulting|[Pp]receding|[Nn]ew"
    r"|[Dd]esired|[Cc]hosen|[Ss]elected|[Cc]urrent|[Gg]iven) [a-z]"
    r"|.*\bthe (?:first|last|next) (?:two|three|four|five|six|\d+)\b"
)
LEAST_SAID = 4  # words of meaning in a duty that holds no name
ENOUGH = re.compile(r"\b(?:adequate|sufficient|plenty|enough) (?:for\b|information)")
PRAISING = re.compile(r"[A-Z][a-z]+(?:ble|ful|ive|st|ght) and [a-z]+(?:ble|ful|ive|st|ght), ")
NO_VERB_FORM = re.compile(
    r"\bbe (?:install|configure|define|specify|create|add|change|enable|disable|use|build|deploy)\b|\.\.$|"
    r"\b(?:can|must|should|will|may|shall) (?:been|has|have been build|have been \w+ed by)\b|\bthere['’]s\b"
)
# A change log tells what was done, without a subject.
CHANGED = frozenset(
    """Added Fixed Removed Changed Improved Updated Implemented Introduced Renamed Moved Dropped Rewrote Converted Replaced
    Corrected Made Allowed Enhanced Reworked Deprecated""".split()
)
# Where things lie, who made them, what they cost, and openings that lead from the sentence before.
TRIVIA = re.compile(
    r"\b(?:hosted|located|published|uploaded|developed|tracked|stored) (?:at|on|in) (?:the )?"
    r"(?:GitHub|GitLab|PyPI|Docker Hub|Python Package|[\w.-]+\.(?:org|com|net|io)\b)"
    r"|\b(?:distributed|released|licensed) under\b|\b[Ll]icen[sc]es?\b|\b[Cc]ontribut(?:ions?|ors?)\b|\bcommunity is\b|[$€]\d"
    r"|\b[Cc]op(?:y|ies) of\b|\b(?:[Aa] (?:great|good) deal|[Ll]ots) of\b|\bflexib(?:le|ility)\b|\bfavou?rite\b|\bpopular\b"
    r"|^(?:More precisely|Contrary to|Early on|Semantically|Behind the scenes)\b|^E\.g\.|\binvited\b"
    r"|\bopen[- ]source\b|\bfull-time\b"
    r"|\b[Bb]ug(?:s|[ -]reports?)?\b|\bis not an? [A-Z]\w+ product\b|\bcan be compared (?:to|with)\b"
    r"|\b(?:easier|harder|better|worse) than\b"
    r"|\bthanks to\b|\b100 ?%|\bfor convenience\b|\bwill be (?:optional|supported|possible)\b"
    r"|\band it['’]s\b|\bor/and\b|\bsufficiently\b"
)
# What a plain sentence must hold to be worth its repetition: code, a figure, a path, a name.
CODED = re.compile(r"^(?:two|three|four|five|six|seven|eight|nine|ten)$|[`\d~]|(?<!and)/|\w[._]\w|\w\(\)|^-{1,2}\w")
TOKEN = re.compile(r"`[^`]+`|\S+")
NAME = re.compile(r"(?<=[a-z,)’'] )[\"(“]?([A-Z][\w+-]*)")
# "The user mapping": which one, its words or the name of its place must tell.
BEHIND = r"(?:of|for|that|which|in|to)"
DEFINITE = re.compile(rf"\b[Tt]he ((?:(?!{BEHIND} |and )[\w-]+ )*(?!{BEHIND}\b|and\b)[\w-]+)( (?:{BEHIND}|and \w+ of)\b)?")
THAN_WHAT = re.compile(
    r"\b(?:shorter|longer|smaller|larger|bigger|higher|lower|older|newer|better|worse|faster|slower|fewer|finer|stricter) [a-z]+\b"
)
LABELLED = re.compile(r"The \[[A-Z][a-z]+\]\([^)]*\)\s+[a-z]")  # "The Authentication variables": named after a page
TOLD_APART = re.compile(r"[`\d]|[a-z][A-Z]|(?<=\w )[A-Z]|^[A-Z]{2}|[A-Z]{3}")

# Each line of a catalogue of messages explains the message above it.
CATALOGUE = re.compile(r"\b[Mm]essages? (?:[Mm]anual|[Rr]eference|[Cc]atalog(?:ue)?|[Ll]ist)\b")


def is_worthless(text: str, title: str = "") -> bool:
    """Whether neither a sentence of a document nor its opposite is worth judging."""
    if CATALOGUE.search(title):
        return True
    if WHICH.match(text) or ENOUGH.search(text) or PRAISING.match(text) or NO_VERB_FORM.search(text) or OF_THE_TEXT.search(text):
        return True
    if TRIVIA.search(text):
        return True
    return text.partition(" ")[0] in CHANGED and clause(text) is None


def tells_something(view: View, fact: Fact, flip: Flip) -> bool:
    """Whether what is plainly done, or can be, is told with code, a figure or a name that is told nowhere else."""
    if not flip.new.isupper() and is_second_half(fact.text[: flip.start]):
        return False
    if flip.kind not in ("modal", "state") or flip.new.isupper() or not flip.new.endswith(("not", "cannot")):
        return True
    said = fact.text[flip.end :]
    if tells_twice(said) or said.startswith((" used for ", " used in ")) or LABELLED.match(view.source(fact.start, fact.end)):
        return False  # two things at once, or what everybody uses it for
    if flip.new in ("must not", "shall not") and len(content_words(said)) >= LEAST_SAID:
        return True
    document = view.section.document
    told = content_words(" ".join((*view.place_of(fact), view.title, document.part_of, document.title, fact.text[: flip.start])))
    coded = [content_words(token) for token in TOKEN.findall(said) if CODED.search(token)]
    named = [content_words(name) for name in NAME.findall(said)]
    return any(not words or not words <= told for words in coded) or any(not words <= told for words in named)


def hangs_on_its_place(view: View, fact: Fact, flip: Flip) -> bool:
    """Whether the subject of a sentence points at what only the text before it tells: "Interim changes to the user mapping"."""
    start, found = main_clause(fact.text)
    subject = found.subject if found else fact.text[start : flip.start]
    if THAN_WHAT.search(fact.text) and " than " not in fact.text:
        return True
    known = folded(content_words(" ".join((*view.place_of(fact), view.title))))
    for which, behind in DEFINITE.findall(subject):
        words = folded(content_words(which))
        if not behind and not TOLD_APART.search(which) and not words <= UNIQUE and words.isdisjoint(known):
            return True
    return False
