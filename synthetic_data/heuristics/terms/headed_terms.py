"""Terms that a heading names and the paragraph right under it explains: an option, a class, an entry of a glossary."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ...records import Block
from ...text.plain import shown
from ...text.sentences import sentence_spans
from ..words.base import Candidate, View
from ..words.coded_names import SETTING, THING
from ..words.entry_sentences import is_order, main_verb
from ..words.naming import content_words
from ..words.objects import NOUN_FORMS
from ..words.subjects import SINGULAR, folded
from ..words.term_forms import BARE_NOUN, NOUN_PHRASE, SELF
from .entries import UNREADABLE, Entry
from .entry_kinds import kind_in_heading
from .entry_terms import is_term
from .term_lists import asked

ITSELF = re.compile(
    r"This (?:middleware|class|function|module|package|method|option|plugin|hook|extension|library|component|decorator|command|"
    r"flag) [a-z]+s "
)
GLOSSARY = re.compile(r"\b(?:glossary|terminology|vocabulary)\b", re.IGNORECASE)
OPENING = re.compile(r"[^.!?\n]+")  # no sentence ends within it
MOST_CHARACTERS = 900


def headed_terms(view: View) -> Iterator[Candidate]:
    """The questions for each heading of the section that is a name or a term, with the paragraph that explains it."""
    blocks = view.section.blocks
    for number, (block, below) in enumerate(pairwise(blocks)):
        if block.kind != "heading" or block.text is None or below.kind != "paragraph" or below.text is None:
            continue
        name = block.text.text.strip()
        if not (is_named(name) or is_glossary(view.title)):
            continue
        text = below.text.text
        if opens_with(name, text):
            continue
        term = term_of(block, view)
        if not term or len(text) > MOST_CHARACTERS or any(mark.kind in UNREADABLE for mark in below.text.marks):
            continue
        spans = sentence_spans(text, "en")
        if spans and explains(name, text[spans[0][0] : spans[0][1]]):
            above = next((place.headings for place in view.places if place.block is below), ())[:-1]
            kind = kind_in_heading(above[-1]) if above else ""
            alone = number + 2 == len(blocks) or blocks[number + 2].kind == "heading"
            yield from asked(view, above or (view.title,), Entry(below.text, term, 0, block.start, whole=alone, kind=kind))


def opens_with(name: str, text: str) -> bool:
    """Whether a paragraph opens with its name, as far as its first words tell: `explains` looks at the whole sentence."""
    opening = OPENING.match(text)
    words = opening.group().split(None, 4)[:4] if opening else []
    return "_" not in name and not folded(content_words(name)).isdisjoint(folded(content_words(" ".join(words))))


def term_of(heading: Block, view: View) -> str:
    """The term that a heading is: a name, or in a glossary any term; else ""."""
    assert heading.text is not None
    name, term = heading.text.text.strip(), shown(heading.text).strip()
    if name in view.title:
        return ""  # the place would be named by the term
    if is_named(name):
        return term if "`" in term else f"`{name}`"
    return term if "`" not in term and is_term(term) else ""


def is_named(name: str) -> bool:
    """Whether a heading is a name that a program knows: of several words none is, but for what stands in brackets."""
    if " " in name and "(" not in name or name.isalpha() and name[1:].islower():
        return False  # neither is "Installation"
    return SETTING.fullmatch(name) is not None or THING.fullmatch(name) is not None


def explains(name: str, sentence: str) -> bool:
    """Whether the first sentence under a name says what it is or does, without its name as the subject.

    Where it has its name as the subject, the families for whole statements ask about it.
    """
    words = sentence.split()
    first = words[0].lower()
    if first == "there":
        return False
    setting = SETTING.fullmatch(name) is not None
    if folded(content_words(name)) & folded(content_words(" ".join(words[:4]))):
        return setting and "_" in name
    if first in SINGULAR and first not in NOUN_FORMS:
        return True  # "Enforces that all requests have …"
    if main_verb(sentence) and not (setting and is_order(first, sentence)):
        return False
    if setting:
        return True
    if NOUN_PHRASE.match(sentence) or SELF.match(sentence) or ITSELF.match(sentence):
        return True
    return THING.fullmatch(name) is not None and BARE_NOUN.match(sentence) is not None and not is_order(first, sentence)


@lru_cache(maxsize=512)
def is_glossary(title: str) -> bool:
    return GLOSSARY.search(title) is not None
