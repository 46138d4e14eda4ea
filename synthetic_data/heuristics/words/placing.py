"""Tells in a question where its answer stands, the document included."""

import re
from collections.abc import Sequence
from functools import lru_cache

from .base import View, pick
from .naming import GENERIC, OF, PROPER, bare, content_words, is_specific, lower_first, names_in, quoted

MARK = re.compile(r" \[[A-Z]+\]$")
MOST_PROPER_WORDS = 3
MOST_SHORT_WORDS = 2
MOST_CHARACTERS = 110  # of heading and title together
ONE_WORD = re.compile(r"[A-Z][A-Za-z]+")  # "POST", "Powers": such a heading may stand in a document many times
NAMED = re.compile(r"(?<=[\s(“`])[A-Z][a-z]*|\w[A-Z]|\d")  # a name or an abbreviation behind the first word


@lru_cache(maxsize=512)
def document_name(title: str) -> str:
    """How to call a document: a proper name or "the … specification" as it is, any other title in quotation marks."""
    if OF in title:
        return quoted(title)
    name = bare(MARK.sub("", title))
    if PROPER.fullmatch(name) and any(map(str.isdigit, name)) and len(name.split()) <= MOST_PROPER_WORDS:
        return name  # "OpenMetrics 1.0"; "according to ClamAV" would take the program for what is written of it
    if name[:1].isupper() and name.lower().endswith(" specification") and len(name.split()) > 2:
        return f"the {name}"
    return f'"{name}"'


def section_first(view: View, headings: Sequence[str], key: str) -> str:
    """How to call a section that is asked for as a whole: never as its document, with the section in brackets."""
    return whereabouts(view, headings, key, bracketed=False)


def named_within(view: View, headings: Sequence[str], key: str) -> str:
    """How to call a section whose own heading may stand in the document again: with the one above it, if it is that short."""
    name = section_first(view, headings, key)
    if " under " in name or len(headings) < 2 or len(content_words(bare(headings[-1]))) > MOST_SHORT_WORDS:
        return name
    inner, outer = headings[-1], headings[-2]
    if not (is_specific(inner) and is_specific(outer)) or outer == view.section.document.title or outer.endswith("?"):
        return name
    if (
        not content_words(bare(inner)).isdisjoint(content_words(bare(outer)))
        or len(inner) + len(outer) + len(view.title) > MOST_CHARACTERS
    ):
        return name
    above = section_first(view, headings[:-1], key)
    return f"{quoted(inner)} under {above}" if quoted(outer)[1:-1] in above else name


def whereabouts(view: View, headings: Sequence[str], key: str, bracketed: bool = True) -> str:
    """How to call the place of a fact, the document always told: "Properties" of which specification?"""
    title = view.title
    inner = next((heading for heading in reversed(headings) if is_specific(heading) and not heading.endswith("?")), title)
    if not is_specific(title):
        return quoted(inner)
    outer = above_it(headings, inner, title)
    if outer:
        return f"{quoted(inner)} under {quoted(outer)} in {document_name(title)}"
    if OF in title:
        return within_whole(title, inner, key)
    if content_words(inner) <= content_words(title) or len(inner) + len(title) > MOST_CHARACTERS:
        return document_name(title)
    if content_words(title) <= content_words(inner):
        return quoted(inner)
    name = document_name(title)
    inside, of = f"{quoted(inner)} in {name}", f"{quoted(inner)} of {name}"
    return pick((inside, f"{name} ({bare(inner)})" if bracketed else inside, of), "where", key)


def above_it(headings: Sequence[str], inner: str, title: str) -> str:
    """The heading above one of a single word, which without it names no place; "" where nothing has to be told, or nothing can."""
    if inner == title or inner not in headings or not ONE_WORD.fullmatch(bare(inner)):
        return ""
    outer = next((heading for heading in reversed(headings[: headings.index(inner)]) if is_specific(heading)), "")
    if not outer or outer == title or outer.endswith("?") or len(inner) + len(outer) + len(title) > MOST_CHARACTERS:
        return ""
    words = content_words(bare(outer))
    told = content_words(title)
    return "" if words <= told or told <= words or not words.isdisjoint(content_words(bare(inner))) else outer


def within_whole(title: str, inner: str, key: str) -> str:
    """The place in a document whose title goes with what it is part of; neither is told twice, and not what the question tells."""
    own, _, whole = title.partition(OF)
    if inner == title:
        return quoted(title)
    words = content_words(inner)
    if is_specific(own) and names_whole(whole, f"{key} {inner}"):
        title = own  # the question names the whole
    if len(inner) + len(title) > MOST_CHARACTERS and len(content_words(own) - GENERIC) > MOST_SHORT_WORDS:
        title = own  # the part of a long document tells more than the name of the whole; "API" tells less
    if words <= content_words(title) or words <= content_words(key) or len(inner) + len(title) > MOST_CHARACTERS:
        return quoted(title)
    if title != own and (content_words(own) <= words or not is_specific(own)):
        return quoted(f"{inner}{OF}{whole}")
    return f"{quoted(inner)} in {quoted(title)}"


def names_whole(whole: str, text: str) -> bool:
    """Whether a text holds all of a whole's name in words of their own: neither "GNU" nor BORG_LOGGING_CONF tells of what."""
    names = names_in(whole)
    if not names or not names <= content_words(text):
        return False
    return all([re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) for name in names])


def names_subject(question: str, view: View, headings: Sequence[str]) -> bool:
    """Whether the question already holds all meaningful words of a specific heading above it, or of the title.

    Where the title leaves open of what it is, only what names that, too, stands alone.
    """
    words = content_words(question)
    if OF in view.title and not names_whole(view.title.partition(OF)[2], question):
        return False
    names = [heading for heading in (*headings, view.title) if is_specific(heading)]
    return any(content_words(name) <= words for name in names)


def is_told_in(title: str, question: str) -> bool:
    """Whether a title whose words a question holds is told there: "gnutls" is not, where it only begins a name in code."""
    words = content_words(title)
    return len(words) > 1 or any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", question, re.IGNORECASE) for word in words)


def situated(core: str, view: View, headings: Sequence[str], known: bool = False, behind: bool = False) -> str:
    """A question with the place where its answer stands; behind: only at its end, where something else stands before it.

    The place is left out if the question names the title, or a heading that is `known` by itself.
    """
    words = content_words(core)
    if (
        is_specific(view.title)
        and content_words(view.title) <= words
        and is_told_in(view.title, core)
        or known
        and names_subject(core, view, headings)
    ):
        return core
    if not any(map(is_specific, (view.title, *headings))) and NAMED.search(core, 1):
        return core  # "Table of Contents" is no place, and the question holds a name
    name = whereabouts(view, headings, core)
    if behind:
        return f"{core[:-1]}, according to {name}?"
    inside = lower_first(core)
    return pick(
        (
            f"According to {name}, {inside}",
            f"In {name}, {inside}",
            f"{core[:-1]}, according to {name}?",
            f"Based on {name}, {inside}",
            f"As described in {name}, {inside}",
        ),
        "frame",
        core,
    )


def placed(core: str, view: View, headings: Sequence[str], named: bool = True, behind: bool = False) -> str:
    """A question that holds in one document only: it names its place even where it holds the title's words.

    named: names and code in the question may stand for the place.
    """
    question = situated(core, view, headings, behind=behind)
    if question != core or not is_specific(view.title) or named and NAMED.search(core, 1):
        return question
    return f"{core[:-1]}, according to {whereabouts(view, headings, core)}?"
