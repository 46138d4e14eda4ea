"""Questions for terms that a list item or a paragraph opens with, each followed by what it means: "- **Term**: explanation"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import Item
from ...text.language import looks_english
from ...text.plain import shown, source_span
from ...text.sentences import sentence_spans
from ..words.base import Candidate, Place, Span, View, pick
from ..words.english import opening, stands_alone
from ..words.entry_sentences import is_told
from ..words.everyday import is_everyday
from ..words.inquiry import PLACE
from ..words.naming import quoted
from ..words.placing import situated, whereabouts
from ..words.repetition import tells_enough
from ..words.self_contained import faulty
from ..words.slips import slipping
from ..words.term_forms import explained
from .entries import Entries, Entry, entries_in, may_be_labelled
from .entry_kinds import kind_of_entries, lead_of, of_kind
from .entry_places import holds_examples, holds_links, is_index, is_owner, lists_values
from .given_away import is_reversible
from .loose_ends import points_at_untold

ACCENTED = re.compile(r"[À-ÖØ-öø-ÿ]")
# An entry of an index of pages: what it links to is told, not what its words mean.
PAGE = re.compile(
    r"\W*\[[^\]`]*\]\((?!https?:)[^)#\s]*\.(?:md|html?|rst)\)\W+(?![Aa]n? )\w|"
    r"\[[^\]]*\]\((?!https?:)[^)]*\)\W+(?:(?:A|An|The)\s+(?:\w+\s+){0,2}"
    r"(?:guide|tutorial|page|overview|introduction|walk-?through|article|document|description|explanation)\b"
    r"|(?:Details|Explains?|Shows?|Lists?|Describes?|Covers?|Documents|Discusses|Introduces|Learn|How)\b)"
)
LABELLING = frozenset({"paragraph", "list", "item", "quote", "terms"})  # blocks that may hold entries
EXPLAINING = (
    "How does {place} explain {term}?",
    "How is {term} explained in {place}?",
    "What explanation does {place} give of {term}?",
)
BARE_NAME = re.compile(r"`[a-z]+`")
AND_MORE = re.compile(r"\b(?:and|or) (?:so on|so forth|more|others?)\b|\betc\b")
INNER_END = re.compile(r"(?:\betc|\bal|\bInc|\bLtd)\. [A-Z`]")  # another sentence may begin there
QUESTIONING = re.compile(r"(?:how|what|why|who|which|whose|whether|if|for|as|see|click|and|but|or|so|yes|no|not)\b", re.IGNORECASE)
POINTING_BACK = re.compile(r"(?<!^)\bth(?:is|ese|ose) (?!way|kind|type)\w")  # "how this translation should occur"
PAST = re.compile(r"\b(?:Deprecated|Removed|Obsolete)\b")
SOON = 120  # characters
ITSELF = re.compile(r"^(?:It|They|This|These)\b")
ENDS = (".", "!", ")", "”", '"', "`")  # what else goes on behind its paragraph: "It is defined as"
POINTING_AWAY = re.compile(r"(?:Read|See|Learn|Find|Visit|Refer|Check out|Have a look|Take a look|For (?:more|further))\b")
SUBJECTLESS = re.compile(r"(?:MUST|SHALL|SHOULD|MAY|Is|Are|Was|Has|Can|Will|Does|Do|\w+s [a-z]+ing)\b")


def labelled_terms(view: View) -> Iterator[Candidate]:
    """The questions for each term that is explained and stands once in its list."""
    if is_index(view.title):
        return
    for place in view.places:
        block = place.block
        if block.kind not in LABELLING or block.kind == "paragraph" and not (block.text and may_be_labelled(block.text.text)):
            continue
        found = entries_in(block)  # most places hold none: then nothing is asked about them
        if not found:
            continue
        headings = place.headings or (view.title,)
        if holds_links(headings[-1]) or holds_examples(place):
            continue
        if is_stacked(place):
            found[0].found.pop(0)  # a name alone stands over the first one: both are explained together
        kind = kind_of_entries(place, headings)
        unnamed = kind == "" and (lists_values(place, headings[-1]) or goes_on_from_terms(place))
        for entries in found:
            led = entries.inner or block.kind == "list" and lead_of(place).endswith(":") and not is_owner(headings[-1])
            yield from each(view, headings, entries._replace(led=led), "" if entries.inner else kind, unnamed)


def is_stacked(place: Place) -> bool:
    """Whether a paragraph of nothing but a name in code stands right above a definition list."""
    before = place.before.text if place.before is not None and place.before.kind == "paragraph" else None
    if place.block.kind != "terms" or before is None:
        return False
    return any(mark.kind == "code" and (mark.start, mark.end) == (0, len(before.text)) for mark in before.marks)


def goes_on_from_terms(place: Place) -> bool:
    """Whether a list stands right behind a definition list: its names are values of what was defined last."""
    return place.block.kind == "list" and place.before is not None and place.before.kind == "terms"


def each(view: View, headings: Sequence[str], entries: Entries, kind: str, unnamed: bool) -> Iterator[Candidate]:
    """The questions for the entries that are told apart by their terms and by what is said of them.

    unnamed: these are values of something that isn't named, so that those in code don't say what they are of.
    """
    terms = Counter(entry.term.lower() for entry in entries.found)
    unled = kind == "" and entries.led
    said = Counter(entry.plain.text[entry.start :] for entry in entries.found)
    for entry in entries.found:
        if unled and BARE_NAME.fullmatch(entry.term):
            continue  # `expires`: of what?
        if not (unnamed and "`" in entry.term) and terms[entry.term.lower()] == 1 == said[entry.plain.text[entry.start :]]:
            yield from asked(view, headings, entry._replace(kind=entry.kind or kind))


def asked(view: View, headings: Sequence[str], entry: Entry) -> Iterator[Candidate]:
    """What the term is by its first sentence; what all of the explanation says; which term it is."""
    spans = [(entry.start + a, entry.start + b) for a, b in sentence_spans(entry.plain.text[entry.start :], "en")]
    sentences = [shown(entry.plain, a, b) for a, b in spans]
    kept = standing(sentences, "`" in entry.term)
    if not kept or QUESTIONING.match(sentences[0]) or is_untranslated(view, sentences[0]) or is_everyday(entry.term, sentences[0]):
        return
    form = explained(entry.term, sentences[:kept])
    if form is None or any(slipping(sentence) or faulty(sentence) for sentence in sentences[:kept]):
        return
    if points_at_untold(" ".join(sentences[:kept]), (view.title, *headings[-2:], entry.term, entry.kind)):
        return
    cut = kept < len(sentences)
    if cut and not form.explains or not entry.whole and (form.open_ended or kept > 1 or is_taken_back(view, entry)):
        return  # what is said or advised under a label is the whole entry
    if PAGE.match(view.source(entry.begin, source_span(entry.plain, 0, spans[0][1])[1])):
        return
    ends = [source_span(entry.plain, 0, end)[1] for _, end in spans]
    term = of_kind(entry.term, entry.kind)
    name = whereabouts(view, headings, entry.term)
    brief = explained(entry.term, sentences[:1]) if form.explains and kept > 1 else None
    if brief is not None and tells_enough(entry.term, sentences[:1], len(sentences)):
        if not cut:
            asking = pick(EXPLAINING, entry.term).format(place=name, term=term if "`" in entry.term else f"“{entry.term}”")
            pair = Pair(asking, steps(headings, entry.term, sentences, kept), form.answer)
            yield candidate(view, "technical_explanation", pair, (entry.begin, ends[kept - 1]))
        form, kept = brief, 1
    if not tells_enough(entry.term, sentences[:kept], len(sentences)):
        return
    question = form.question.replace(entry.term, term)
    question = question.replace(PLACE, name) if PLACE in question else situated(question, view, headings)
    span = entry.begin, ends[kept - 1]
    yield candidate(view, "fact_based", Pair(question, steps(headings, entry.term, sentences, kept), form.answer), span)
    open_ended = AND_MORE.search(sentences[0])  # "logs, traces and more": of which thing is that not said?
    if form.reverse and not open_ended and is_reversible(sentences[0], entry.term):
        yield candidate(view, "factual_recall", reverse(headings, entry, sentences[0], name), span)


def is_taken_back(view: View, entry: Entry) -> bool:
    """Whether what stands below an explanation says that its matter is one of the past: "Deprecated since version 1.5"."""
    end = source_span(entry.plain, 0, len(entry.plain.text))[1]
    return PAST.search(view.source(end, min(view.section.end, end + SOON)).partition("\n\n`")[0]) is not None


def is_untranslated(view: View, sentence: str) -> bool:
    """Whether an entry of a page that is translated in part is not in the English of its section."""
    doubtful = view.section.document.language != "en" or ACCENTED.search(sentence) is not None
    return doubtful and not looks_english(sentence)


class Pair(NamedTuple):
    question: str
    steps: tuple[str, ...]
    answer: str


def candidate(view: View, kind: str, pair: Pair, span: Span) -> Candidate:
    facts = tuple(fact.start for fact in view.section.facts if span[0] <= fact.start < span[1])
    return Candidate(kind, Item(*pair, (view.source(*span),), ((0, *span),), "definitions"), facts)


def standing(sentences: Sequence[str], of_code: bool) -> int:
    """How many of the sentences, from the first, can be quoted; 0 if the first can't. Of code, "this size" may be itself."""
    count = 0
    if sentences[0].startswith("("):
        return 0  # "(`() => boolean`) method to check …": a type, and no sentence behind it
    for sentence in sentences:
        body = sentence if not count else ITSELF.sub("X", sentence)
        if not stands_alone("X " + body if not count else body) or sentence.endswith((":", "?", "…", "...", ",", ";")):
            break
        if count and (POINTING_AWAY.match(sentence) or not sentence.endswith(ENDS)):
            break
        if not count and POINTING_BACK.search(sentence) and not of_code:
            break
        if not count and len(sentence.split()) < 4 or count and (SUBJECTLESS.match(sentence) or not is_told(sentence)):
            break
        count += 1
    return count


def reverse(headings: Sequence[str], entry: Entry, sentence: str, name: str) -> Pair:
    """Which term the explanation belongs to."""
    term, kind = entry.term, entry.kind if "`" in entry.term and entry.kind else "term"
    described = sentence.rstrip(".")
    if not re.match(r"`|[A-Z]\w*[A-Z]", described):
        described = described[0].lower() + described[1:]
    options = (
        f"Which {kind} does {name} explain as “{described}”?",
        f"In {name}, which {kind} is described as “{described}”?",
        f"What is described in {name} as “{described}”?",
    )
    reasons = (
        f"The description “{opening(sentence)}” is given under {quoted(headings[-1])}.",
        f"There it follows the label “{term}”.",
        f"The label is what the description belongs to, so {term} is what is asked for.",
    )
    return Pair(pick(options, term, "reverse"), reasons, term)


def steps(headings: Sequence[str], term: str, sentences: Sequence[str], kept: int) -> tuple[str, ...]:
    """Where the entry stands, how it begins and how much of it makes the answer."""
    place = quoted(headings[-1])
    first = pick(
        (
            f"Under {place}, “{term}” stands as a label of its own with its explanation behind it.",
            f"{place} lists “{term}” and explains it right there.",
            f"The place to look is {place}, where the entry “{term}” is found.",
        ),
        term,
    )
    told = f"The explanation begins “{opening(sentences[0])}”"
    several = kept > 1 and not any(INNER_END.search(sentence) for sentence in sentences[:kept])
    more = f" and takes {kept} sentences." if several else "." if kept == 1 else " and goes on to the end of the entry."
    if kept < len(sentences):
        more = f"; its first {f'{kept} sentences say' if kept > 1 else 'sentence says'} what is asked for."
    return (first, told + more, f"That is what {place} says about {term}, so it is the answer.")
