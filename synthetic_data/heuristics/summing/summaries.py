"""Summaries by selection: the sentences of a section that stand for the most of it; the points of its lists are next door.

Nothing of weight is left out: what the other sentences say holds no code, figure, name or duty that the chosen ones don't.
"""

import re
from collections.abc import Iterator, Sequence

from ...records import Fact, Item
from ..verdicts.blanks import stems
from ..words.base import Candidate, View, pick
from ..words.claims import NARRATED, OPENING_PHRASE, about_an_example, holds_placeholder, is_imperative, is_sound, lacks_subject
from ..words.english import cued_by, opening, stands_alone
from ..words.entry_sentences import FINITE, FIRM
from ..words.naming import SMALL, is_specific, quoted
from ..words.placing import document_name, named_within
from ..words.scope import is_nameless, limited, unexplained
from ..words.self_contained import dangles, faulty
from ..words.slips import slipping
from ..words.subjects import clause
from .centrality import most_central
from .left_out import (
    CHOSEN,
    CHOSEN_OF_FEW,
    FEW_SENTENCES,
    carries,
    is_empty,
    keeps_the_matter,
    leaves_nothing,
    length,
    must_stay,
    weighs,
)
from .list_points import BLANKS, listed_points

LEAST_SENTENCES = 3
MOST_SENTENCES = 12
MOST_OF_SENTENCE = 300  # characters: longer ones run on
# Chat between author and reader, and words that lean on the sentence before.
CHATTY = cued_by(
    """let consider imagine suppose you just also though instead this those both example note mentioned currently time recently
    future review progress remember eg essence fortunately unfortunately anyway luckily course however now far rest one g say
    would check learn information details other therefore thus hence consequently describe describes explain explains show shows
    depending such site sites website websites guide guides page pages blog blogs repo repos repository repositorys tutorial
    tutorials good sense first second third last""",
    r"\b(?:let['’]s|consider|imagine|suppose|you['’]ve|just|also|though|instead|this|those|both|example"
    r"|note that|mentioned|currently|at the time|recently|in the future|under review|work in progress"
    r"|remember|for eg|in essence|fortunately|unfortunately|anyway|luckily|of course|however|it['’]s time|for now|so far"
    r"|the rest|(?:the|default|other) one|in this case|e\.g\.|say|would|check out|learn more|more information|for details"
    r"|(?:any|all|every|no|the|most) other|therefore|thus|hence|consequently"
    r"|(?:document|doc|page|article|post|guide|section)s? (?:describe|explain|show)s?|depending on"
    r"|such (?!as\b|that\b|an?\b)\w+"
    r"|(?:web ?site|guide|page|blog|repo|repository|tutorial)s? (?:is|are|has|have|offers?|provides?|lists?)"
    r"|good (?:place|starting point)|makes (?:total|perfect) sense"
    r"|the (?:first|second|third|last))\b",
    any_case=True,
)
# Of these no summary is made.
DETAILS = ("Since ", "If ", "When ", "Sometimes ", "Notice ", "In some ", "For ", "Rather", "Otherwise", "Unlike ")
# The rest of a sentence that was cut at an abbreviation: "lit. 'the phoenix', and was coined …".
CUT = re.compile(r"['‘\"“(]?[a-z]")
PRONOUN = re.compile(
    r"^(?:(?:This|These) (?!section|page|chapter|document|guide|article|tutorial|example|part|book)[a-z]+(?= )"
    r"|(?:It|They|This|These)\b)"
)
INSIDE_IT = re.compile(r"^[^,;]*\b(?:inside|within|into|from|of|with|for|by|to|around|about) (?:it|them)\b")
GOES_ON = re.compile(r"[\s*_]*(?:This|These|It|They)\b")  # the opening is no more than half of what it has to say
DEFINING = re.compile(
    r"(?P<what>(?:\S+ ){1,5}?)(?:is|are|refers? to|means?|describes?) (?:an?\b|the\b|how\b|when\b|to\b|[a-z]+ing\b)"
)
BRACKETED = re.compile(r" \([^()]*\)")  # "the suffix (2 or 4)" names no suffix either


def summaries(view: View) -> Iterator[Candidate]:
    """One summary of a section that has enough to say, and one question for each plain list of points."""
    if not view.english or not is_specific(view.title) or is_nameless(view.title):
        return
    yield from key_statements(view)
    for place in view.places:
        if place.block.kind == "list" and place.block.info == "bullet":
            yield from listed_points(view, place)


def key_statements(view: View) -> Iterator[Candidate]:
    """The opening statement of a section and the two most telling of the others, in source order.

    A selection sums up a section only if it is short enough for three sentences to carry it, and if its opening, which says
    what it is about, can stand alone; otherwise nothing is offered.
    """
    section = view.section
    if not is_specific(section.title) or section.title.endswith("?"):
        return
    sentences = [fact for fact in section.facts if fact.kind == "sentence" and section.blocks[fact.block].kind == "paragraph"]
    if not sentences or not opens_section(view, sentences[0]):
        return
    # what stands under other headings is another matter
    sentences = [fact for fact in sentences if fact.heading == sentences[0].heading]
    headings = view.place_of(sentences[0])
    if headings[-1] == section.document.title:
        return  # the lead of a document, whose parts say the rest
    if not LEAST_SENTENCES <= len(sentences) <= MOST_SENTENCES or not is_whole(view, headings):
        return
    chosen = chosen_of(view, sentences, headings)
    if not chosen or not keeps_the_matter(headings[-1], sentences, chosen):
        return
    told = sum(len(place.block.text.text) for place in view.places if place.headings == headings and place.block.text)
    if not carries(chosen, sentences, told):
        return
    name = place_name(view, headings)
    number = "two" if len(chosen) == CHOSEN_OF_FEW else "three"
    question = pick(
        (
            f"Summarize {name} in {number} sentences.",
            f"Give a {number}-sentence summary of {name}.",
            f"In {number} sentences, what does {name} say?",
            f"Sum up {name} in {number} sentences.",
        ),
        view.section.id,
    )
    steps = summary_steps(view, headings[-1], chosen, told)
    yield Candidate("section_summary", from_facts(view, question, steps, chosen), tuple(fact.start for fact in chosen))


def chosen_of(view: View, sentences: Sequence[Fact], headings: tuple[str, ...]) -> list[Fact]:
    """The opening, what the heading's name means if that is told later, and the most central others; empty if these don't hold."""
    opening_fact, known = sentences[0], (*headings, view.title)
    if not tells(opening_fact.text) or is_imperative(opening_fact.text) or not clean(view, opening_fact, known):
        return []
    after = sentences[1]
    goes_on = GOES_ON.match(view.section.text, opening_fact.end - view.section.start) is not None
    if goes_on and view.source(opening_fact.end, after.start).strip("*_ \n"):
        return []  # too short a sentence to be taken
    first, fit = due(sentences, headings[-1], goes_on)
    least = CHOSEN_OF_FEW if len(sentences) <= FEW_SENTENCES else CHOSEN
    wanted = max(least, 1 + len(first))
    if wanted > CHOSEN or wanted >= len(sentences):
        return []  # so much of it matters that it is no shorter than itself

    def is_fit(fact: Fact) -> bool:
        return is_key(view, fact, opening_fact, known, fact is after and goes_on)

    unlike = [fact for fact in {fact.text: fact for fact in sentences[1:]}.values() if fact.text != opening_fact.text]
    if not fit.issubset(unlike) or not all(map(is_fit, fit)):
        return []  # what it is, or what is to be done, stands in a sentence that can't be taken
    others = [fact for fact in unlike if fact in fit or is_fit(fact)]
    if len(others) < least - 1:
        return []
    for ranking in rankings(opening_fact, others, first, wanted, " ".join((*known, opening_fact.text))):
        chosen = [opening_fact, *sorted(ranking[: wanted - 1], key=lambda fact: fact.start)]
        if leaves_nothing(sentences, chosen, known):
            return chosen
    return []


def rankings(opening_fact: Fact, others: list[Fact], first: list[Fact], wanted: int, said: str) -> Iterator[list[Fact]]:
    """What must be taken and then the most central sentences; and the same with those of weight before the rest."""
    ranked = others
    if len(first) < wanted - 1 and len(others) > 1:  # of a single one there is no ranking
        ranked = [others[number - 1] for number in most_central([opening_fact.text, *(fact.text for fact in others)]) if number]
    ranked = first + [fact for fact in ranked if fact not in first]
    yield ranked
    yield first + sorted(ranked[len(first) :], key=lambda fact: not weighs(fact.text, said))


def due(sentences: Sequence[Fact], heading: str, goes_on: bool) -> tuple[list[Fact], frozenset[Fact]]:
    """What must be taken beside the opening, and all that must be fit to be taken: what it is, what is to be done."""
    told = [fact for fact in sentences[1:] if defines(fact.text, heading)]
    kept = [fact for fact in sentences[1:] if must_stay(fact.text)]
    after = [sentences[1]] if goes_on else []
    meant = [] if defines(sentences[0].text, heading) else told[:1]
    return list(dict.fromkeys((*after, *meant, *kept))), frozenset((*told, *kept, *after))


def is_key(view: View, fact: Fact, opening_fact: Fact, known: tuple[str, ...], goes_on: bool = False) -> bool:
    """Whether a sentence can stand beside the opening: sound, on the same matter, with nothing in it that only its place tells.

    goes_on: it stands right behind the opening, and has a pronoun for what that is about.
    """
    text = PRONOUN.sub("Matter", fact.text) if goes_on else fact.text  # any noun will do
    if not is_sound(text) or not tells(text) or dangles(BRACKETED.sub("", text), (*known, opening_fact.text)):
        return False
    if not clean(view, fact, known) or unexplained(text, f"{view.title} {opening_fact.text}"):
        return False
    if is_imperative(text) and "code" in view.section.kinds:
        return False  # an order is then a step of a walk-through
    if INSIDE_IT.search(text):
        return False
    return goes_on or speaks_of(text, f"{known[-2]} {opening_fact.text}") and not limited(view, fact)


def is_whole(view: View, headings: Sequence[str]) -> bool:
    """Whether all that stands below a heading is here, and is plain text: no rest of a section, no list, box or subsection."""
    blocks = view.section.blocks
    if blocks[0].kind != "heading" or blocks[0].text is None or blocks[0].text.text != headings[-1]:
        return False
    below = next((block for block in blocks[1:] if block.kind == "heading"), None)
    if below is not None and int(below.info) > int(blocks[0].info):
        return False
    return all(place.block.kind in ("paragraph", "code") for place in view.places if place.headings == headings)


def defines(sentence: str, heading: str) -> bool:
    """Whether a sentence says what that is which the heading names."""
    match = DEFINING.match(sentence)
    return match is not None and bool(stems(match["what"]) & stems(heading))


def speaks_of(sentence: str, name: str) -> bool:
    """Whether a sentence holds a word of what it should be about."""
    return bool(stems(sentence) & (stems(name) - SMALL))


def place_name(view: View, headings: Sequence[str]) -> str:
    """How to call the place summed up: by its own heading, not by the title above alone."""
    name = named_within(view, headings, view.section.id)
    own = quoted(headings[-1])
    if own == quoted(view.title) or own[1:-1] in name:
        return name
    return f"{own} in {document_name(view.title)}" if is_specific(view.title) else own


def opens_section(view: View, fact: Fact) -> bool:
    """Whether a sentence is the very first thing that is said below the section's heading."""
    place = view.places[0] if view.places else None
    if place is None or place.block.kind != "paragraph" or place.block.text is None:
        return False
    return place.block.start <= fact.start < place.block.start + 8


def tells(sentence: str) -> bool:
    """Whether a sentence can stand in a summary: on its own, about the matter, no line of a template."""
    if sentence.endswith(("!", "?", ":")) or ": " in sentence or len(sentence) > MOST_OF_SENTENCE:
        return False
    if sentence.startswith(DETAILS) or CUT.match(sentence) or NARRATED.match(sentence) or OPENING_PHRASE.match(sentence):
        return False
    if not stands_alone(sentence) or lacks_subject(sentence) or CHATTY.search(sentence):
        return False
    if not is_stated(sentence):
        return False  # "A way to track requests."
    return not (BLANKS.search(sentence) or holds_placeholder(sentence) or is_empty(sentence))


def is_stated(sentence: str) -> bool:
    """Whether a sentence holds a verb that is none of a relative clause only by its looks."""
    return bool(FINITE.search(sentence) or FIRM & set(sentence.lower().split()) or clause(sentence))


def clean(view: View, fact: Fact, known: Sequence[str]) -> bool:
    """Whether a sentence is good English, and names no code but what a heading names or what no sample of the section makes up."""
    text = fact.text
    if slipping(text) or faulty(text):
        return False
    named = " ".join(known)
    unknown = re.sub(r"`([^`]+)`", lambda code: "" if code[1] in named else code[0], text)
    return "`" not in unknown or not about_an_example(view, unknown)


def from_facts(view: View, question: str, steps: tuple[str, ...], facts: Sequence[Fact]) -> Item:
    return Item(
        question=question,
        reasoning_steps=steps,
        answer=" ".join(fact.text for fact in facts),
        evidence=tuple(view.source(fact.start, fact.end) for fact in facts),
        spans=tuple((0, fact.start, fact.end) for fact in facts),
        family="summaries",
    )


def summary_steps(view: View, heading: str, chosen: Sequence[Fact], told: int) -> tuple[str, ...]:
    """What each chosen sentence adds, with its first words."""
    first, second, last = opening(chosen[0].text), opening(chosen[1].text), opening(chosen[-1].text)
    name, key = quoted(heading), view.section.id
    opens = pick(
        (f"{name} opens with its subject: “{first}”.", f"The subject of {name} is set by its opening, “{first}”."), "1", key
    )
    if len(chosen) == CHOSEN_OF_FEW:
        part = min(100, round(100 * length(chosen) / told))
        return (
            opens,
            pick((f"What it says of weight besides begins “{second}”.", f"The other to keep begins “{second}”."), "2", key),
            f"The two hold {part} % of the text under {name} and are given in their order.",
        )
    return (
        opens,
        pick(
            (
                f"Of the statements that follow, one to keep begins “{second}”.",
                f"What is said next of weight begins “{second}”.",
            ),
            "2",
            key,
        ),
        pick(
            (
                f"A further statement of weight begins “{last}”; the three are given in the order of the text.",
                f"The statement that begins “{last}” is the third; they are given in the order of the text.",
                f"The third to keep begins “{last}”.",
            ),
            "3",
            key,
        ),
    )
