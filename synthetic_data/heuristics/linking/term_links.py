"""Questions that need two places: a term defined in one section, and what another one lays down or says for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...records import Fact, Item, Section
from ..duties.retold import Said
from ..duties.rules import inquiries
from ..tables.table_phrases import capital
from ..terms.definitions import KIND
from ..words.base import Candidate, View, pick
from ..words.blemishes import blemished
from ..words.english import opening, stands_alone
from ..words.inner_forms import inner_form
from ..words.left_alone import is_log
from ..words.naming import content_words, is_specific, quoted
from ..words.placing import document_name, placed, whereabouts
from ..words.self_contained import dangles
from ..words.subjects import FULL_STOPS, Clause, beginnings, clause, folded, whole
from .meanings import INLINE_LINK, SCHEME, Meaning, key_of, leads_to, links_in
from .term_halves import Stated, second_half

BINDING = frozenset(("must", "shall", "should"))
LABEL = re.compile(r".{0,60}?(?::| [-–—]) ")
BY_NUMBER = re.compile(r" \((?:see|cf\.|as defined in|defined in) (?:[Ss]ection|§) ?(\d+(?:\.\d+)*)\)")
DUTIES = {"must": "duty", "shall": "duty", "should": "advice", "may": "leave", "can": "ability"}
MOST_STATEMENTS = 2
MOST_SAID_WORDS = 22
LEAST_SAID_WORDS = 6
LEAST_STATED_WORDS = 7
LEAST_NEW_WORDS = 3
MOST_STEM = 6
COMPARING = ("Unlike ", "In contrast ", "Compared ", "As opposed ")
GOES_ON = ("It ", "They ", "This ", "These ")
CLINGING = (" it ", " its ", " they ", " their ", " them ", " this ")
SHOWN = (" this ", " these ", " those ")
UNTOLD = (" it ", " they ", " this ", " these ")
# What is written of a place in the text, of the text itself, or to its reader: said about no term.
PASSING = frozenset("page pages article guide chapter section document documentation read visit refer learn link links".split())


class Known(NamedTuple):
    """The meanings that a section may speak of, by key, and how the keys begin: quick to tell a sentence that holds none."""

    meanings: dict[str, list[Meaning]]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, found: Sequence[Meaning]) -> "Known":
        meanings: dict[str, list[Meaning]] = {}
        for meaning in found:
            meanings.setdefault(meaning.key, []).append(meaning)
        return cls(meanings, tuple(sorted({key.split(" ", 1)[0].removesuffix("y") for key in meanings})))

    def may_be_in(self, text: str) -> bool:
        low = text.lower()
        return True in map(low.__contains__, self.beginnings)


class Linked(NamedTuple):
    """A candidate that rests on two places: the section asked about, and another one, which its spans number 1.

    other is None where both places are parts of one section, each below a heading of its own.
    """

    candidate: Candidate
    other: Section | None


def linked(view: View, candidate: Candidate, meaning: Meaning) -> Linked:
    return Linked(candidate, meaning.section if number_of(view, meaning) else None)


def number_of(view: View, meaning: Meaning) -> int:
    """Which of a pair's sections a meaning stands in: 0 is the one asked about."""
    return int(meaning.section.id != view.section.id)


def term_links(view: View, known: Known, references: Mapping[str, str]) -> Iterator[Linked]:
    """One question for each term that this section speaks of and another place defines."""
    if not view.english or not is_specific(view.title) or is_log(view.title):
        return
    stated: dict[str, list[Stated]] = {}
    for fact in view.section.facts:
        for one in statements_on(view, fact, known.meanings, references) if known.may_be_in(fact.text) else ():
            stated.setdefault(one.meaning.key, []).append(one)
    for found in stated.values():
        kinds = {one.kind for one in found}
        if kinds.isdisjoint(("duty", "advice")) and folded(content_words(found[0].meaning.term)) <= folded(
            content_words(view.title)
        ):
            continue  # what the whole document is about is taken up everywhere: no link between two places
        if not is_all(view, found):
            continue
        if len(found) > MOST_STATEMENTS or len(kinds) > 1 or len({one.meaning.section.id for one in found}) > 1:
            continue  # too much for one answer, or of two minds about it
        if all(is_sound(view, one) for one in found):
            if found[0].meaning.headings[-1:] == view.place_of(found[0].fact)[-1:]:
                continue  # one place that was cut in two
            yield linked(view, Candidate("multi_hop_reasoning", item(view, found), ()), found[0].meaning)


def statements_on(
    view: View, fact: Fact, meanings: Mapping[str, Sequence[Meaning]], references: Mapping[str, str]
) -> Iterator[Stated]:
    """The defined term that a sentence speaks of: the one it begins with, refers to, or lays something down for."""
    text = fact.text
    numbered = BY_NUMBER.search(text)
    if numbered:
        yield from by_number(view, fact._replace(text=text[: numbered.start()] + text[numbered.end() :]), numbered[1], meanings)
        return
    if fact.kind not in ("sentence", "item") or not text.endswith(FULL_STOPS) or LABEL.match(text):
        return
    path = view.section.document.path
    found = clause(text)
    if found:
        here = [one for one in meanings.get(subject_key(found), ()) if one.section.document.path == path]
        if len(here) == 1 and not KIND.match(found.rest):
            yield Stated(fact, here[0], DUTIES.get(found.verb.lower(), "statement"), found)
            return
    linked = list(by_link(view, fact, found, meanings, references))
    if linked:
        yield from linked
        return
    if found and found.verb.lower() in BINDING or text.startswith("Use "):
        said = f" {key_of(text)} "
        for key, known in meanings.items():
            if (" " in key or "`" in key) and f" {key} " in said and len(known) == 1 and known[0].section.document.path == path:
                yield Stated(fact, known[0], "mention", found)
                return


def by_link(
    view: View, fact: Fact, found: Clause | None, meanings: Mapping[str, Sequence[Meaning]], references: Mapping[str, str]
) -> Iterator[Stated]:
    """The term that a sentence links to: as its subject, or in passing."""
    source = view.source(fact.start, fact.end)
    for words, target in links_in(source, view.section.document.path, references) if "[" in source else ():
        there = [one for one in meanings.get(key_of(words), ()) if leads_to(target, one)]
        if len(there) == 1 and is_told_of(fact, found):
            about = found is not None and subject_key(found) == there[0].key
            kind = DUTIES.get(found.verb.lower(), "mention") if found and about else "mention"
            yield Stated(fact, there[0], kind, found, source)
            return


def is_told_of(fact: Fact, found: Clause | None) -> bool:
    """Whether a sentence that names a term states something of it: no fragment, and not what something else is compared with."""
    return found is not None or not (fact.kind == "item" or fact.text.startswith(COMPARING)) or fact.text.startswith("Use ")


def by_number(view: View, fact: Fact, number: str, meanings: Mapping[str, Sequence[Meaning]]) -> Iterator[Stated]:
    """The term of a sentence that "(see Section 4.2)" refers to: what the section of that number defines."""
    said = f" {key_of(fact.text)} "
    for key, known in meanings.items():
        here = [one for one in known if one.section.document.path == view.section.document.path and is_numbered(one, number)]
        if len(here) == 1 and f" {key} " in said:
            yield Stated(fact, here[0], "mention", clause(fact.text), f"Section {number}")


def is_numbered(meaning: Meaning, number: str) -> bool:
    """Whether the heading above a definition bears a number: "4.2 Tokens", "4.2. Tokens"."""
    return re.match(rf"{re.escape(number)}\.?\s", meaning.headings[-1]) is not None


def is_all(view: View, found: Sequence[Stated]) -> bool:
    """Whether the statements are the whole answer: "What is said about it?" has none where the section goes on about it."""
    first = found[0]
    if first.kind == "mention" and not first.source:
        return False  # no reference: what the place says of it is open
    if first.kind in ("duty", "advice") and first.fact.kind == "item":
        return False  # one point of a list, which lays down others
    if exact_half(view, first):
        return len(found) == 1
    if first.kind == "advice":  # no word tells all that is advised
        return len(found) == sum(view.place_of(fact) == view.place_of(first.fact) for fact in view.section.facts)
    said = [fact.text for fact in view.section.facts if f" {first.meaning.key} " in f" {key_of(fact.text)} "]
    if first.kind == "duty":
        said = [text for text in said if not BINDING.isdisjoint(text.lower().split())]
    return first.kind not in ("statement", "ability") and len(said) <= len(found)


def subject_key(found: Clause) -> str:
    """The key of what a sentence is about: "the retention period of a log" is about the retention period."""
    return key_of(re.split(r" (?:of|for|in|on) ", found.subject)[0])


def is_sound(view: View, one: Stated) -> bool:
    """Whether a statement can be quoted beside the definition of its term, and nothing behind it goes on about the same."""
    text, meaning = one.fact.text, one.meaning
    if not whole(view, one.fact) or not stands_alone(text) or blemished(text, one.found) or len(text.split()) < LEAST_STATED_WORDS:
        return False
    if dangles(text, (view.title, *view.place_of(one.fact), meaning.term)) or PASSING & content_words(text):
        return False
    if any(word in f" {text.lower()}" for word in SHOWN):
        return False
    if one.kind == "mention" and any(word in f" {text.lower()}" for word in UNTOLD):
        return False
    if one.kind == "mention" and one.found is not None and one.found.verb in ("is", "are"):
        return False  # what something else is tells of the term in passing only
    if len(beginnings(text, MOST_STEM) - beginnings(meaning.sentence, MOST_STEM)) < LEAST_NEW_WORDS:
        return False  # says the definition again
    if leads_out(view.source(one.fact.start, one.fact.end), meaning):
        return False
    after = view.source(one.fact.end, min(view.section.end, one.fact.end + 8)).lstrip()
    return not after.startswith(GOES_ON)


def leads_out(source: str, meaning: Meaning) -> bool:
    """Whether a sentence links its term to another site: what is meant there was not defined here."""
    links = INLINE_LINK.finditer(source) if "](" in source else ()
    return any(SCHEME.match(link["target"]) and key_of(link["text"]) == meaning.key for link in links)




def item(view: View, found: Sequence[Stated]) -> Item:
    """The question, with the definition first and what this section says behind it."""
    first, meaning = found[0], found[0].meaning
    headings = view.place_of(first.fact) or (view.title,)
    place = whereabouts(view, headings, first.fact.text)
    origin = source_name(view, meaning)
    spans = ((number_of(view, meaning), meaning.start, meaning.end), *((0, one.fact.start, one.fact.end) for one in found))
    quotes = (quote_of(meaning), *(view.source(one.fact.start, one.fact.end) for one in found))
    answer = " ".join((meaning.sentence, *(one.fact.text for one in found)))
    return Item(question(view, first, place, origin), steps(found, place, origin), answer, quotes, spans, "links")


def source_name(view: View, meaning: Meaning) -> str:
    """Where the definition stands, as the question and the steps call it."""
    other = meaning.section
    if other.document.path != view.section.document.path and is_specific(other.document.title):
        return document_name(View(other).title)
    return quoted(meaning.headings[-1])


def question(view: View, one: Stated, place: str, origin: str) -> str:
    """The two halves in one breath, or the term hidden behind its definition."""
    meaning = one.meaning
    hidden = hidden_question(one, place, origin)
    if hidden and pick(("hidden", "open", "open"), "kind", one.fact.text) == "hidden":
        return hidden
    opened, exact = f"What {meaning.verb} {meaning.term}", exact_half(view, one)
    whole = place in (document_name(view.title), quoted(view.title))
    if exact and whole and meaning.section.document.path == view.section.document.path:
        return placed(f"{opened}, and {exact}?", view, (view.title,), named=False)
    defined = f"{opened} according to {origin}" if origin not in place and origin != quoted(bare_term(meaning)) else opened
    if exact:
        return f"{defined}, and {exact} according to {place}?"
    it = "it" if meaning.verb == "is" else "they"
    return f"{defined}, and {pick(second_half(one, place, it), 'half', one.fact.text)}?"


def exact_half(view: View, one: Stated) -> str:
    """What the family of rules would ask about the statement, with a pronoun for the term; or ""."""
    found, meaning = one.found, one.meaning
    if found is None or one.kind == "mention":
        return ""
    said = Said(one.fact, "", found, view.place_of(one.fact) or (view.title,), one.fact.text)
    subject = inner_form(found.subject, view)
    for inquiry in inquiries(view, said):
        core = inquiry.core
        if inquiry.kind != "fact_based" or inquiry.answer != one.fact.text or core.count(subject) != 1:
            continue
        at = core.index(subject)
        if key_of(subject) == meaning.key and found.plural == (meaning.verb == "are"):
            pronoun = "it" if not found.plural else "them" if core[:at].endswith((" of ", " for ")) else "they"
            core = core[:at] + pronoun + core[at + len(subject) :]
        return core[0].lower() + core[1:-1]
    return ""


def hidden_question(one: Stated, place: str, origin: str) -> str:
    """ "What does X require of what Y defines as “…”?", or "" where the definition is no description by itself."""
    meaning = one.meaning
    said = meaning.said
    padded = f" {said.lower()} "
    fits = LEAST_SAID_WORDS <= len(said.split()) <= MOST_SAID_WORDS and not any(word in padded for word in CLINGING)
    if not fits or one.kind not in ("duty", "advice") or origin in place or "“" in said or '"' in said:
        return ""
    if folded(content_words(meaning.term)) & folded(content_words(said)):
        return ""
    verb = "require of" if one.kind == "duty" else "advise on"
    if one.found is not None and one.found.rest.startswith("not "):
        verb = "rule out for" if one.kind == "duty" else "advise on"
    return f"What does {place} {verb} what {origin} defines as “{said}”?"


def steps(found: Sequence[Stated], place: str, origin: str) -> tuple[str, ...]:
    """Where the term is defined, where it comes up again, and why both belong together."""
    one, meaning = found[0], found[0].meaning
    term = bare_term(meaning)
    first = f"{capital(origin)} defines “{term}” in a sentence of its own: “{opening(meaning.sentence)}”."
    words = opening(one.fact.text)
    both = "both sentences" if len(found) == 1 else f"the definition and these {len(found)} sentences"
    if one.kind == "mention":
        link = "[" in one.source or one.source.startswith("Section")
        second = f"{capital(place)} speaks of it in “{words}”" + (", and refers to that definition." if link else ".")
        ending = "The reference shows that the same thing is meant" if link else f"There “{term}” means what was defined"
        return first, second, f"{ending}, so the definition and that sentence make the answer."
    second = f"{capital(place)} takes the term up again as the subject of “{words}”."
    if one.found is None or one.kind == "statement":
        return first, second, f"The definition says what “{term}” stands for, the other place adds to it: {both} make the answer."
    modal = one.found.verb + (" not" if one.found.rest.startswith("not ") else "")
    meant = {"duty": "a requirement", "advice": "a recommendation", "leave": "a permission", "ability": "a possibility"}[one.kind]
    return first, second, f"The word “{modal}” makes it {meant}; with the definition first, {both} make the answer."


def quote_of(meaning: Meaning) -> str:
    """The defining sentence as the source has it."""
    return meaning.section.text


def bare_term(meaning: Meaning) -> str:
    """The term without its article."""
    return re.sub(r"^(?:the|an?) ", "", meaning.term)
