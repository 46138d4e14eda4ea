"""Tells which true-or-false statements somebody could make: a "not" in a plain sentence needs a named thing and a short claim."""

import re

from ...records import Fact
from ..words.base import View
from ..words.claims import main_clause
from ..words.english import cued_by
from ..words.subjects import clause, is_specific_subject
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
    r"(?:With )?(?:[Tt]he|An?) (?:\w+ )?(?:value|setting) of (?:\d|two|three|four|five|six|ten)\b"
    r"|(?:The |An? )?(?:[Ss]ubsequent|[Rr]emaining|[Rr]esulting|[Pp]receding|[Nn]ew"
    r"|[Dd]esired|[Cc]hosen|[Ss]elected|[Cc]urrent|[Gg]iven) [a-z]"
    r"|.*\bthe (?:first|last|next) (?:two|three|four|five|six|\d+)\b"
)
ENOUGH = re.compile(r"\b(?:adequate|sufficient|plenty|enough) (?:for\b|information)")
PRAISING = re.compile(r"[A-Z][a-z]+(?:ble|ful|ive|st|ght) and [a-z]+(?:ble|ful|ive|st|ght), ")
NO_VERB_FORM = re.compile(r"\b(?:can|must|should|will|may|shall) (?:been|has|have been \w+ed by)\b|\bthere['’]s\b")
# A change log tells what was done, without a subject.
CHANGED = frozenset(
    """Added Fixed Removed Changed Improved Updated Implemented Introduced Renamed Moved Dropped Rewrote Converted Replaced
    Corrected Made Allowed Enhanced Reworked Deprecated""".split()
)
# A "not" before these denies only half of a sentence, or a manner: "not enclosed in braces and terminated with …".
SECOND_HALF = re.compile(
    r", (?:with|while|which|who|where|so|but|if|because|thus|[a-z]+ing)\b|\band the\b"
    r"|\band (?:[a-z]+ed|is|are|can|will|must|may)\b|\bwhile\b"
)
# "cannot be added when …", "cannot be run in two modes": nobody would say so.
ON_TERMS = re.compile(
    r"\b(?:when|if|once|while)\b|\bin (?:\d+|two|three|four|five|several|different) |^ be one of\b|\bto (?:gain|get|obtain)\b"
)
TELLING = re.compile(r"[`\d/]|(?<=[a-z,] )[A-Z]")


# Each line of a catalogue of messages explains the message above it.
CATALOGUE = re.compile(r"\b[Mm]essages? (?:[Mm]anual|[Rr]eference|[Cc]atalog(?:ue)?|[Ll]ist)\b")


def is_worthless(text: str, title: str = "") -> bool:
    """Whether neither a sentence of a document nor its opposite is worth judging."""
    if CATALOGUE.search(title):
        return True
    if WHICH.match(text) or ENOUGH.search(text) or PRAISING.match(text) or NO_VERB_FORM.search(text) or OF_THE_TEXT.search(text):
        return True
    return text.partition(" ")[0] in CHANGED and clause(text) is None


def can_be_denied(view: View, fact: Fact, flip: Flip) -> bool:
    """Whether somebody could say the opposite of a sentence: what is plainly done takes a "not" only where it is told of a thing
    that is named, in one claim that holds a name, a figure or code."""
    if fact.text.startswith(("Due to ", "Because ")):
        return False  # the reason speaks against it: "Due to limits of the disk, it can reliably …"
    if flip.new.startswith("not ") and fact.text.startswith(("Any ", "All ", "Every ", "Each ", "Both ")):
        return False  # "Any user is not permitted …": none, or not all?
    if flip.kind not in ("modal", "state") or not flip.new.endswith(("not", "NOT", "cannot")):
        return True
    behind = fact.text[flip.end :]
    if flip.new.isupper() or flip.new.endswith("NOT"):
        return True  # each rule of a specification can be turned round
    if SECOND_HALF.search(behind):
        return False
    start, found = main_clause(fact.text)
    if flip.new == "cannot" and ON_TERMS.search(behind):
        return False
    if flip.kind == "modal" and flip.new != "cannot":
        return True
    if found is None or flip.kind == "state" and (start or TELLING.search(behind) is None):
        return False
    return is_specific_subject(found.subject, view, view.place_of(fact))
