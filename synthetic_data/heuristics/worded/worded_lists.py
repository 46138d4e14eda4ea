"""Ordered lists with their lead, and terms with their explanation, in a language known only by its wording."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ...records import Block, Plain
from ...text.language import WIDE
from ...text.plain import shown, source_span
from ..howto.steps import Step, continued, numbered, read_steps
from ..terms.entries import MARKED, UNREADABLE, groups
from ..words.base import Candidate, Place, Span
from ..words.english import balanced
from ..words.everyday import is_everyday
from .worded import Speaker, size
from .worded_aims import ADDRESS, LEAST_LEAD_WORDS, MARKS, SENTENCE, aim_of, lead_of
from .worded_worth import adds, frequent, gives_away, is_names, is_patched, is_torn

LABEL = re.compile(r"(?P<term>[^.:;?!,，。：；？！\n]{1,60}?)(?: ?: |：\s*| [–—-]+ )(?P<text>\S.{8,})", re.DOTALL)
FULL_STOP = re.compile(r"(?<=\w)[.。]$")
MENU = re.compile(r"(?:→|⇒|▸|->).*(?:→|⇒|▸|->)")  # a way through menus explains nothing
UNFINISHED = (":", "：", "…", "...", ",", "，", "?", "？")
SPACES = " \u00a0\u202f"  # the narrow ones stand before a French colon
QUOTES = SPACES + '*_:：„“”«»"'
LEAST_STEPS, LEAST_NEIGHBOURS, LEAST_REMARK = 3, 4, 8
MOST_STEP, MOST_TEXT, MOST_BACK = 120, 600, 160
LEAST_TEXT_WORDS, MOST_TERM_WORDS = 4, 6
TWIN, TWIN_START, OPTIONS_SHARE = 0.6, 8, 0.75
NOTICE = re.compile(r"trademark|warenzeichen|eingetragene marke|marques? déposée|marcas? registrada|注册商标|的商标", re.IGNORECASE)
COLON = re.compile("[:：]")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NUMBERING = re.compile(r"(?:\d+|[A-Z])(?:\.\d+)+\.?\s")  # a line of a table of contents


def lists(speaker: Speaker) -> Iterator[Candidate]:
    """All items of each numbered list, and what follows one of them where the list is a procedure."""
    places = speaker.view.places if "list" in speaker.view.section.kinds else ()
    for number, place in enumerate(places):
        block = place.block
        if block.kind != "list" or block.info != "ordered" or len(block.children) < LEAST_STEPS:
            continue
        if block.children[0].info not in ("1", "0", "") or continued(places[number + 1 :], place):
            continue
        steps = read_steps(speaker.view, block.children)
        if steps and all(is_readable(speaker, step.text) for step in steps):
            yield from ordered(speaker, place, steps)


def is_readable(speaker: Speaker, text: str) -> bool:
    """Whether a step can be quoted: in the section's language, and leaning on nothing outside it."""
    return not ADDRESS.search(text) and not speaker.leans(text) and speaker.is_own(text)


def ordered(speaker: Speaker, place: Place, steps: Sequence[Step]) -> Iterator[Candidate]:
    """What is done to reach the aim that a lead names, and what comes next: without a lead, the items may be cases."""
    name, lead = speaker.place(place.headings, str(place.block.start)), lead_of(place)
    if not name or place.before is None or size(lead) < LEAST_LEAD_WORDS:
        return
    aim = aim_of(speaker, lead)
    if aim is not None:
        # the lead alone says what the steps are for
        spans = [(place.before.start, place.before.end), *((step.start, step.end) for step in steps)]
        first, last = opening(steps[0].text), opening(steps[-1].text)
        values = {"place": name, aim.kind: aim.text, "lead": lead, "count": str(len(steps)), "first": first, "last": last}
        kind = "steps_with_lead" if aim.kind == "aim" else "steps_with_lead_way"
        yield speaker.candidate(("process_workflow", kind), values, numbered(steps), spans)
    leaning = MARKS.intersection(lead) or speaker.leans(lead) or speaker.points(lead)
    if not leaning and speaker.holds("steps", f"{lead} {place.headings[-1]}") and len(steps) >= LEAST_NEIGHBOURS:
        yield from next_step(speaker, name, steps)


def next_step(speaker: Speaker, name: str, steps: Sequence[Step]) -> Iterator[Candidate]:
    """What comes after one of the steps: the first that can be named, from a place that depends on the list."""
    count = len(steps) - 1
    begin = len(steps[0].text) % count
    for number in (*range(begin, count), *range(begin)):
        asked, answer = steps[number], steps[number + 1]
        if is_named(asked) and not answer.body and not speaker.holds("leaning", asked.text + " " + answer.text):
            values = {
                "place": name, "step": asked.text.rstrip(".。;；"), "answer": opening(answer.text), "number": str(number + 1),
                "count": str(len(steps)),
            }  # fmt: skip
            spans = ((asked.start, asked.end), (answer.start, answer.end))
            yield speaker.candidate(("process_workflow", "next_step"), values, answer.text, spans)
            return


def is_named(step: Step) -> bool:
    """Whether a step is short and whole enough to be named in a question."""
    text = step.text
    whole = MARKS.isdisjoint(text) and not COLON.search(text[:24]) and not step.body
    return whole and len(text) <= MOST_STEP and not text.endswith(UNFINISHED)


def opening(text: str) -> str:
    """The first words of a text, without cutting through code."""
    if len(text) <= 60 or WIDE.search(text) and len(text) <= 40:
        return text.rstrip(".。;；")
    words = text.split()
    if len(words) < 6:
        return text if "`" in text else text[:40] + "…"
    for count in range(min(9, len(words)), len(words) + 1):
        start = " ".join(words[:count])
        if balanced(start):
            return start.rstrip(",;:.") + (" …" if count < len(words) else "")
    return text


# --- terms -----------------------------------------------------------------------------------------------------------


Named = tuple[str, Mapping[str, int]]  # a place, and how often its section has each label: one that comes again is no term


class Entry(NamedTuple):
    """A term with its explanation, and where both stand."""

    term: str
    text: str
    span: Span


def terms(speaker: Speaker) -> Iterator[Candidate]:
    """What each term of a list is said to be, and which term is meant by a short explanation."""
    told: dict[tuple[str, ...], list[Entry]] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for place in speaker.view.places:
        if place.block.kind in ("code", "table", "other", "paragraph") or speaker.is_index(place.headings):
            continue
        lists_of = [[one for said in group if (one := labelled(said.plain))] for group in groups(place.block)]
        if place.block.kind == "terms":
            lists_of = [defined(place.block)]
        for entries in filter(None, lists_of):
            told.setdefault(place.headings, []).extend(entries)
            times[place.headings] += 1
    labels = Counter(entry.term.lower() for entries in told.values() for entry in entries)
    for headings, entries in told.items():
        name = speaker.place(headings, str(entries[0].span[0]))
        yield from explained(speaker, (name, labels), entries, times[headings] == 1) if name else ()


def labelled(plain: Plain) -> Entry | None:
    """A paragraph that opens with a marked term, a colon or dash, and the explanation."""
    match = LABEL.match(plain.text)
    if match is None or len(plain.text) > MOST_TEXT or any(mark.kind in UNREADABLE for mark in plain.marks):
        return None
    end = match.end("term")
    if not any(mark.start == 0 and mark.kind in MARKED and end - 1 <= mark.end <= match.start("text") for mark in plain.marks):
        return None
    if any(mark.kind == "code" and mark.start < end < mark.end for mark in plain.marks):
        return None
    start = match.start("text")
    if plain.marks[0].kind == "link" and plain.text[start].islower() and len(plain.text[start:].split()) < LEAST_REMARK:
        return None  # "available in many languages": on a link, no explanation
    return Entry(shown(plain, 0, end).strip().strip(QUOTES), shown(plain, start).strip(), source_span(plain, 0, len(plain.text)))


def defined(block: Block) -> list[Entry]:
    """The entries of a definition list that have one definition."""
    found = []
    for number, child in enumerate(block.children):
        kinds = [other.kind for other in block.children[number + 1 : number + 3]]
        inner = block.children[number + 1].children if kinds[:1] == ["definition"] and kinds[1:] != ["definition"] else ()
        text = inner[0].text if len(inner) == 1 and inner[0].kind == "paragraph" else None
        if child.kind == "term" and child.text and text and not any(mark.kind in UNREADABLE for mark in text.marks):
            found.append(
                Entry(FULL_STOP.sub("", shown(child.text).rstrip(SPACES + ":：")), shown(text), (child.start, inner[0].end))
            )
    return found


def explained(speaker: Speaker, place: Named, entries: Sequence[Entry], alone: bool) -> Iterator[Candidate]:
    """Each term of one place; asked back only where one list alone tells what is looked for."""
    name, labels = place
    texts = [entry.text for entry in entries]
    common, dashed = frequent(texts), are_options(entries)
    for entry in entries:
        term, text = entry.term, entry.text.rstrip(",;；")
        if is_everyday(term, text) or dashed and term.startswith("`") and not term.startswith("`-"):
            continue  # an option that the source misspells: "`nb, --no-beaming`"
        if labels[term.lower()] > 1 or not is_term(speaker, term) or starts_with(text, term):
            continue
        if not is_explanation(speaker, entry.text) or not adds(text, term, common):
            continue
        values = {"place": name, "term": term, "text": opening(text)}
        yield speaker.candidate(("fact_based", "term"), values, text, (entry.span,))
        if (
            alone
            and len(entries) > 1
            and is_telling(speaker, term, text)
            and not gives_away(term, name)
            and not has_twin(entry.text, texts)
        ):
            values = {"place": name, "text": text.rstrip(".。;；"), "term": term}
            yield speaker.candidate(("factual_recall", "term_back"), values, term, (entry.span,))


def are_options(entries: Sequence[Entry]) -> bool:
    """Whether nearly all terms of a list are options."""
    return sum(entry.term.startswith("`-") for entry in entries) >= max(LEAST_NEIGHBOURS, OPTIONS_SHARE * len(entries))


def starts_with(text: str, term: str) -> bool:
    """Whether an explanation begins with its term once more."""
    return text.lstrip("`").lower().startswith(term.strip("`").lower())


def is_telling(speaker: Speaker, term: str, text: str) -> bool:
    """Whether an explanation can be quoted in the question for its term, and leads to it without holding it."""
    if len(text) > MOST_BACK or size(text) <= LEAST_TEXT_WORDS or MARKS & set(text) or "`" in text:
        return False
    if term[0] != "`" and len(SENTENCE.split(text.rstrip(".。！!"))) > 1:
        return False  # what goes on about a label tells of its use, not which it is
    return not speaker.holds("leaning", text) and not gives_away(term, text) and term.strip("`").lower() not in text.lower()


def has_twin(text: str, texts: Sequence[str]) -> bool:
    """Whether another explanation says nearly the same."""
    return sum(SequenceMatcher(None, text, other).ratio() >= TWIN for other in texts if other[:TWIN_START] == text[:TWIN_START]) > 1


def is_term(speaker: Speaker, term: str) -> bool:
    """Whether a label names something."""
    if not term or MARKS.intersection(term) or not balanced(term) or size(term) > MOST_TERM_WORDS:
        return False
    if is_patched(term) or ADDRESS.search(term) or " ; " in term:
        return False
    if term.lower() in speaker.wording.words["no_term"] or term.lower() in speaker.wording.words["generic"]:
        return False
    if term[0] != "`" and not LETTERS.search(term) and not WIDE.search(term):
        return False  # "> 1000"
    return not speaker.opens("no_term", term) and (term[0] == "`" or not term[0].islower()) and not NUMBERING.match(term)


def is_explanation(speaker: Speaker, text: str) -> bool:
    """Whether a text can be understood alone, and says what its term is: orders only say what to do."""
    if size(text) < LEAST_TEXT_WORDS or text.endswith(UNFINISHED) or not balanced(text) or ADDRESS.search(text):
        return False
    if (
        NOTICE.search(text)
        or is_torn(text)
        or is_names(text)
        or MENU.search(text)
        or NUMBERING.match(text)
        or speaker.points(SENTENCE.split(text)[0])
    ):
        return False
    orders = [any(pattern.search(part) for pattern in speaker.wording.no_explanation) for part in SENTENCE.split(text)]
    if orders[0] or any(orders) and size(SENTENCE.split(text)[0]) < LEAST_TEXT_WORDS:
        return False
    return not speaker.leans(text) and LETTERS.search(text) is not None and speaker.is_own(text)
