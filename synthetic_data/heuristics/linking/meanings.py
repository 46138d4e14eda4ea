"""What a section defines and where it links to: the short notes by which sections that stand apart find each other."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from ...records import Fact, Section
from ..words.base import View
from ..words.inner_forms import inner_form
from ..words.naming import SMALL
from ..words.self_contained import singular
from ..words.subjects import clause

TERM_WORD = re.compile(r"`[^`]*`|[^\W_]+")
INLINE_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\[]+)\]\(<?(?P<target>[^)\s>]+)")
LABELLED_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\[]+)\](?:\[(?P<label>[^\]\[]*)\])?(?![(:\[])")
REFERENCE = re.compile(r"^ {0,3}\[(?P<label>[^\]\[]+)\]:[ \t]*<?(?P<target>[^\s>]+)", re.MULTILINE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
NO_ANCHOR = re.compile(r"[^\w\- ]")
MARKDOWN = (".md", ".markdown")
UNCOUNTED = SMALL | {"each", "every", "any", "all"}


class Meaning(NamedTuple):
    """A term with the sentence that defines it. key tells it from other terms, whatever its article, case or number.

    said is what stands behind "is"; of the section only the sentence is there, see `cut_to`.
    """

    key: str
    term: str
    verb: str
    said: str
    sentence: str
    start: int
    end: int
    headings: tuple[str, ...]
    section: Section


class Target(NamedTuple):
    """Where a link inside the folder leads: a document's path and a heading's anchor ("" is the whole document)."""

    document: str
    anchor: str


def linked_from(sections: Sequence[Section]) -> tuple[str, ...]:
    """Which other documents of the folder a document links to."""
    path = sections[0].document.path if sections else ""
    # of the others, which lead to web sites most often, nothing is noted
    references = {label: target for label, target in references_of(sections).items() if resolved(target, path)}
    linking = [section.text for section in sections if ".md" in section.text or ".markdown" in section.text or references]
    targets = {target.document: None for text in linking for _, target in links_in(text, path, references)}
    return tuple(name for name in targets if name != path)


def meanings_of(view: View, defining: Collection[int]) -> Iterator[Meaning]:
    """The terms that sentences of a section define, each once; defining: where these sentences start."""
    section = view.section
    seen: set[str] = set()
    for fact in section.facts if defining else ():
        if fact.kind != "sentence" or fact.start not in defining or "][" in fact.text:
            continue
        found = clause(fact.text)
        key = key_of(found.subject) if found else ""
        if found is None or not key or key in seen:
            continue
        seen.add(key)
        yield Meaning(
            key=key,
            term=written_small(inner_form(found.subject, view), section.text),
            verb=found.verb,
            said=found.rest.rstrip("."),
            sentence=fact.text,
            start=fact.start,
            end=fact.end,
            headings=view.place_of(fact) or (view.title,),
            section=cut_to(section, fact),
        )


def cut_to(section: Section, fact: Fact) -> Section:
    """A section of which only the text of one fact is left: so much has to travel to the documents that it may be linked with."""
    text = section.text[fact.start - section.start : fact.end - section.start]
    return replace(section, text=text, start=fact.start, own_start=fact.start, end=fact.end, blocks=(), facts=(), images=())


def written_small(term: str, text: str) -> str:
    """ "Static code analysis" without its capital, where the text writes it so within a sentence, and never with it."""
    small = term[:1].lower() + term[1:]
    if small == term or re.search(rf"[a-z,] {re.escape(term)}\b", text):
        return term
    return small if re.search(rf"[\w,] {re.escape(small)}\b(?![-./@])", text) else term


def is_own_name(term: str) -> bool:
    """Whether a term is the name of one thing: a capital, and no article."""
    return term[0].isupper() or term[0] == "`"


def key_of(name: str) -> str:
    """A term without article, case and plural -s: "The Image Manifests" and "image manifest" are one."""
    words = [singular(word) for word in TERM_WORD.findall(name.lower()) if word not in UNCOUNTED]
    return " ".join(words)


def references_of(sections: Sequence[Section]) -> dict[str, str]:
    """The targets of a document's link definitions by label."""
    found: dict[str, str] = {}
    for section in sections:
        if "]:" in section.text:
            for match in REFERENCE.finditer(section.text):
                found.setdefault(" ".join(match["label"].lower().split()), match["target"])
    return found


def links_in(text: str, path: str, references: Mapping[str, str]) -> Iterator[tuple[str, Target]]:
    """The links of a markdown text that stay inside the folder, each with its words."""
    if "](" in text:
        for match in INLINE_LINK.finditer(text):
            target = resolved(match["target"], path)
            if target:
                yield match["text"], target
    if references and "[" in text:
        for match in LABELLED_LINK.finditer(text):
            label = " ".join((match["label"] or match["text"]).lower().split())
            target = resolved(references[label], path) if label in references else None
            if target:
                yield match["text"], target


def resolved(address: str, path: str) -> Target | None:
    """Where a relative address in the document at `path` leads; None when it leaves the folder or is no markdown file."""
    if SCHEME.match(address) or address.startswith("/"):
        return None
    file, _, anchor = address.partition("#")
    if not file:
        return Target(path, unquote(anchor).lower())
    if not file.lower().endswith(MARKDOWN):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
    return None if target.startswith("..") else Target(target, unquote(anchor).lower())


def anchor_of(heading: str) -> str:
    """A heading as the last part of an address, the way the usual sites write it."""
    return NO_ANCHOR.sub("", heading.lower()).strip().replace(" ", "-")


def leads_to(target: Target, meaning: Meaning) -> bool:
    """Whether a link leads to the place where a meaning stands."""
    if target.document != meaning.section.document.path:
        return False
    return not target.anchor or target.anchor in map(anchor_of, meaning.headings)
