"""Terms that a list item or a paragraph opens with, each followed by what it means: "- **Term**: explanation"."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ...records import Block, Item, Plain
from ...text.language import looks_english
from ...text.plain import shown, source_span
from ...text.sentences import sentence_spans
from ..words.base import Candidate, Span, View, pick
from ..words.coded_names import in_backticks
from ..words.english import opening, stands_alone
from ..words.entry_words import OPTION
from ..words.everyday import is_everyday
from ..words.inquiry import PLACE
from ..words.naming import quoted
from ..words.placing import situated, whereabouts
from ..words.self_contained import faulty
from ..words.slips import slipping
from ..words.term_forms import explained, is_told
from .entry_places import holds_examples, holds_links, is_index, is_linked_name, lists_values
from .entry_terms import is_term
from .given_away import is_reversible

LABEL = re.compile(r"(?P<term>[^.:;?!,\n]{2,60}?)(?: ?: | [–—-] )(?P<text>\S.{24,})", re.DOTALL)
SEPARATOR = re.compile(r"[:–—-] ")
TYPE = (
    r"(?:object|string|str|number|bool(?:ean)?|int(?:eger)?|float|array|list|function|null|any|buffer|date|error|promise)\b[^`()]*"
)
TYPED = re.compile(rf"(?P<name>`?[a-z_][\w.]*`?) (?:`{TYPE}`|\({TYPE}\))", re.IGNORECASE)
ACCENTED = re.compile(r"[À-ÖØ-öø-ÿ]")
DIRECTED = re.compile(r"^`\[(?:in|out|in, ?out|inout|in/out)\] ")  # "[in] env"
QUALIFIED = re.compile(r"(`[^`()]+?) \((?:default|required|optional)\b[^`()]*\)`$")  # "`rows (default: 24)`"
# An entry of an index of pages: what it links to is told, not what its words mean.
PAGE = re.compile(
    r"\W*\[[^\]`]*\]\((?!https?:)[^)#\s]*\.(?:md|html?|rst)\)\W+(?![Aa]n? )\w|"
    r"\[[^\]]*\]\((?!https?:)[^)]*\)\W+(?:(?:A|An|The)\s+(?:\w+\s+){0,2}"
    r"(?:guide|tutorial|page|overview|introduction|walk-?through|article|document|description|explanation)\b"
    r"|(?:Details|Explains?|Shows?|Lists?|Describes?|Covers?|Documents|Discusses|Introduces|Learn|How)\b)"
)
NESTING = frozenset({"list", "item", "quote"})
LABELLING = frozenset({"paragraph", "list", "item", "quote", "terms"})  # blocks that may hold entries
MARKED = frozenset({"strong", "code", "link", "emphasis"})
UNREADABLE = frozenset({"image", "html", "shortcode", "math", "footnote", "struck"})
MOST_CHARACTERS = 600
EXPLAINING = (
    "How does {place} explain {term}?",
    "How is {term} explained in {place}?",
    "What explanation does {place} give of {term}?",
)
AND_MORE = re.compile(r"\b(?:and|or) (?:so on|so forth|more|others?)\b|\betc\b")
INNER_END = re.compile(r"(?:\betc|\bal|\bInc|\bLtd)\. [A-Z`]")  # another sentence may begin there
QUESTIONING = re.compile(r"(?:how|what|why|who|which|whose|whether|if|for|as|see|click|and|but|or|so|yes|no|not)\b", re.IGNORECASE)
POINTING_BACK = re.compile(r"(?<!^)\bth(?:is|ese|ose) (?!way|kind|type)\w")  # "how this translation should occur"
ITSELF = re.compile(r"^(?:It|They|This|These)\b")
POINTING_AWAY = re.compile(r"(?:Read|See|Learn|Find|Visit|Refer|Check out|Have a look|Take a look|For (?:more|further))\b")
SUBJECTLESS = re.compile(r"(?:MUST|SHALL|SHOULD|MAY|Is|Are|Was|Has|Can|Will|Does|Do|\w+s [a-z]+ing)\b")


class Entry(NamedTuple):
    """A term with its explanation: the paragraph that explains it, from where in it, where the term stands in the source."""

    plain: Plain
    term: str
    start: int
    begin: int
    marked: bool = True


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
        unnamed = lists_values(place, headings[-1])
        for entries in found:
            yield from each(view, headings, entries, unnamed)


def entries_in(block: Block) -> list[list[Entry]]:
    """The entries of a block, list by list: without marks only where most of a list are entries."""
    found = []
    for group in groups(block):
        entries = [entry for plain in group if may_be_labelled(plain.text) and (entry := labelled(plain))]
        settled = len(entries) >= 3 and 3 * len(entries) >= 2 * len(group)
        kept = [entry for entry in entries if entry.marked or settled] if entries else entries
        if kept:
            found.append(kept)
    if block.kind == "terms" and (defined := defined_terms(block)):
        found.append(defined)
    return found


def each(view: View, headings: Sequence[str], entries: Sequence[Entry], unnamed: bool) -> Iterator[Candidate]:
    """The questions for the entries that are told apart by their terms and by what is said of them.

    unnamed: these are values of something that isn't named, so that those in code don't say what they are of.
    """
    terms = Counter(entry.term.lower() for entry in entries)
    said = Counter(entry.plain.text[entry.start :] for entry in entries)
    for entry in entries:
        if not (unnamed and "`" in entry.term) and terms[entry.term.lower()] == 1 == said[entry.plain.text[entry.start :]]:
            yield from asked(view, headings, entry)


def groups(block: Block) -> Iterator[list[Plain]]:
    """The first paragraphs of the items of each list, and each paragraph on its own.

    In a list within an entry only names that tell themselves apart: whose `rows` it means, no question would say.
    """
    if block.kind == "paragraph" and block.text:
        yield [block.text]
    elif block.kind == "list":
        first = [item.children[0] for item in block.children if item.children]
        yield [child.text for child in first if child.kind == "paragraph" and child.text]
    if block.kind in NESTING:
        for child in block.children:
            if child.kind not in NESTING or child.kind == "item" and len(child.children) == 1 and not child.children[0].children:
                continue  # an item of one paragraph, as most are, has no list below it
            fit: Callable[[Plain], bool] = bool
            if block.kind == "item":
                fit = is_wordy if is_linked_name(block) else is_compound if is_entry(block) else bool
            yield from ([one for one in group if fit(one)] for group in groups(child))


def is_entry(item: Block) -> bool:
    """Whether an item explains a label of its own."""
    said = item.children[0].text
    return said is not None and labelled(said) is not None


def is_wordy(plain: Plain) -> bool:
    """Whether a paragraph explains no name of code."""
    entry = labelled(plain)
    return entry is None or "`" not in entry.term


def is_compound(plain: Plain) -> bool:
    """Whether a paragraph explains a name of several parts: `total-addresses`."""
    entry = labelled(plain)
    return entry is None or OPTION.search(entry.term) is not None


def defined_terms(block: Block) -> list[Entry]:
    """The terms of a definition list that have one definition."""
    found = []
    for number, child in enumerate(block.children):
        kinds = [other.kind for other in block.children[number + 1 : number + 3]]
        if child.kind == "term" and child.text and kinds[:1] == ["definition"] and kinds[1:] != ["definition"]:
            inner = block.children[number + 1].children
            term = in_backticks(untyped(shown(child.text).rstrip(":")))
            if inner and inner[0].kind == "paragraph" and inner[0].text and is_term(term):
                found.append(Entry(inner[0].text, term, 0, child.start))
    return [entry for entry in found if not any(mark.kind in UNREADABLE for mark in entry.plain.marks)]


def may_be_labelled(text: str) -> bool:
    """Whether a label may stand at the start of a text: quick, for in most texts none does."""
    head = text[:66]
    return ": " in head or " - " in head or " – " in head or " — " in head


def labelled(plain: Plain) -> Entry | None:
    """The term and where its explanation starts, if the paragraph is one of these."""
    text = plain.text
    match = LABEL.match(text) if len(text) > 30 else None
    if match is None or len(text) > MOST_CHARACTERS or any(mark.kind in UNREADABLE for mark in plain.marks):
        return None
    end = match.end("term")
    if any(mark.kind == "code" and mark.start < end < mark.end for mark in plain.marks):
        return None
    marked = any(mark.start == 0 and mark.kind in MARKED and end - 1 <= mark.end <= match.start("text") for mark in plain.marks)
    label = shown(plain, 0, end).strip(" *_:")
    bare = untyped(label)
    term = in_backticks(bare)
    marked = marked or bare != label and any(mark.start == 0 and mark.kind in MARKED for mark in plain.marks)
    return Entry(plain, term, match.start("text"), source_span(plain, 0, end)[0], marked) if is_term(term) else None


def untyped(term: str) -> str:
    """A name without the type that some manuals put behind it: "opts `object`", "`status` (number)"."""
    if " " not in term or "`" not in term and "(" not in term:
        return term
    term = QUALIFIED.sub(r"\1`", DIRECTED.sub("`", term))
    match = TYPED.fullmatch(term)
    return f"`{match['name'].strip('`')}`" if match else term


def asked(view: View, headings: Sequence[str], entry: Entry) -> Iterator[Candidate]:
    """What the term is by its first sentence; what all of the explanation says; which term it is."""
    spans = [(entry.start + a, entry.start + b) for a, b in sentence_spans(entry.plain.text[entry.start :], "en")]
    sentences = [shown(entry.plain, a, b) for a, b in spans]
    kept = standing(sentences, "`" in entry.term)
    if not kept or QUESTIONING.match(sentences[0]) or is_untranslated(view, sentences[0]) or is_everyday(entry.term, sentences[0]):
        return
    form = explained(entry.term, sentences[:kept])
    if form is not None and not form.explains and kept < len(sentences):
        return  # what is said or advised under a label is the whole entry
    if form is None or any(slipping(sentence) or faulty(sentence) for sentence in sentences[:kept]):
        return
    if PAGE.match(view.source(entry.begin, source_span(entry.plain, 0, spans[0][1])[1])):
        return
    name = whereabouts(view, headings, entry.term)
    span = entry.begin, source_span(entry.plain, 0, spans[kept - 1][1])[1]
    told = steps(headings, entry.term, sentences, kept)
    if form.explains and kept > 1:
        question = pick(EXPLAINING, entry.term).format(place=name, term=entry.term if "`" in entry.term else f"“{entry.term}”")
        yield candidate(view, "technical_explanation", Pair(question, told, form.answer), span)
    if form.explains and kept > 1:
        form = explained(entry.term, sentences[:1]) or form
        span = entry.begin, source_span(entry.plain, 0, spans[0][1])[1]
        told = steps(headings, entry.term, sentences, 1)
    question = form.question.replace(PLACE, name)
    if question == form.question:
        question = situated(question, view, headings)
    yield candidate(view, "fact_based", Pair(question, told, form.answer), span)
    open_ended = AND_MORE.search(sentences[0])  # "logs, traces and more": of which thing is that not said?
    if form.reverse and not open_ended and is_reversible(sentences[0], entry.term):
        yield candidate(view, "factual_recall", reverse(headings, entry.term, sentences[0], name), span)


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
    for sentence in sentences:
        body = sentence if not count else ITSELF.sub("X", sentence)
        if not stands_alone("X " + body if not count else body) or sentence.endswith((":", "?", "…", "...", ",", ";")):
            break
        if count and POINTING_AWAY.match(sentence):
            break
        if not count and POINTING_BACK.search(sentence) and not of_code:
            break
        if not count and len(sentence.split()) < 4 or count and (SUBJECTLESS.match(sentence) or not is_told(sentence)):
            break
        count += 1
    return count


def reverse(headings: Sequence[str], term: str, sentence: str, name: str) -> Pair:
    """Which term the explanation belongs to."""
    described = sentence.rstrip(".")
    if not re.match(r"`|[A-Z]\w*[A-Z]", described):
        described = described[0].lower() + described[1:]
    options = (
        f"Which term does {name} explain as “{described}”?",
        f"In {name}, which term is described as “{described}”?",
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
