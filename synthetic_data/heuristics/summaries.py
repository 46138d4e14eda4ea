"""Summaries by selection: the sentences of a section that stand for the most of it, and the points of its lists.

Sentences are ranked by LexRank (Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
Summarization", JAIR 22, 2004), the continuous variant, with the idf of the section itself.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..records import Block, Fact, Item
from ..text.plain import shown, source_span
from .base import Candidate, Place, View, pick
from .english import balanced, opening, stands_alone
from .naming import SMALL, is_specific, quoted
from .placing import whereabouts

LEAST_SENTENCES = 5
MOST_SENTENCES = 16
LEAST_OTHERS = 3
CHOSEN = 3
DAMPING = 0.85
ITERATIONS = 20
# Chat between author and reader, and words that lean on the sentence before.
CHATTY = re.compile(
    r"\b(?:let['’]s|consider|imagine|suppose|you['’]ve|just|also|though|instead|this|those|both|example"
    r"|note that|mentioned"
    r"|fortunately|unfortunately|anyway|luckily|of course|however|it['’]s time|for now|so far|in this case|e\.g\.|say"
    r"|the (?:first|second|third|last))\b",
    re.IGNORECASE,
)
BLANKS = re.compile(r"[{}\[\]]|<[A-Za-z][^>]*>")  # a template to fill in
LIST_ITEMS = (3, 9)
ITEM_CHARACTERS = (12, 240)
WORD = re.compile(r"[^\W\d_]{3,}")
NUMBER_WORDS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
# Leads that say what the list below them is a list of, as "The key benefits of X are:".
NO_NOUN = re.compile(
    r"\b(?:that|which|who|should|must|can|could|will|would|may|be|do|does|is|was|were|has|have|this|these|you|we)\b"
)
LEAD = re.compile(
    r"^(?P<noun>(?:The|Some|Here are (?:some|the)|There are (?:\w+|several))\s+[^.:;()]{6,90}?)"
    r"(?:\s+(?:are|include|is|includes))?(?:\s+(?:as follows|the following))?:$"
)


def summaries(view: View) -> Iterator[Candidate]:
    """One summary of a section that has enough to say, and one question for each plain list of points."""
    if not view.english:
        return
    yield from key_statements(view)
    for place in view.places:
        if place.block.kind == "list" and place.block.info == "bullet":
            yield from listed_points(view, place)


def key_statements(view: View) -> Iterator[Candidate]:
    """The opening statement of a section and the two most central of the others, in source order.

    A selection sums up a section only if it is short enough for three sentences to carry it, and if its opening, which says
    what it is about, can stand alone; otherwise nothing is offered.
    """
    section = view.section
    if not is_specific(section.title) or section.title.endswith("?"):
        return
    sentences = [fact for fact in section.facts if fact.kind == "sentence" and section.blocks[fact.block].kind == "paragraph"]
    if not LEAST_SENTENCES <= len(sentences) <= MOST_SENTENCES:
        return
    opening_fact = sentences[0]
    if not opens_section(view, opening_fact) or not tells(opening_fact.text):
        return
    others = [fact for fact in sentences[1:] if tells(fact.text)]
    if len(others) < LEAST_OTHERS:
        return
    ranked = most_central([opening_fact.text, *(fact.text for fact in others)])
    chosen = [opening_fact, *(others[number - 1] for number in sorted([number for number in ranked if number][: CHOSEN - 1]))]
    name = whereabouts(view, view.section.heading_path, view.section.id)
    question = pick(
        (
            f"Summarize {name} in three sentences.",
            f"Give a three-sentence summary of {name}.",
            f"What are three key statements of {name}?",
            f"Sum up {name} in three key statements.",
        ),
        view.section.id,
    )
    steps = summary_steps(view, chosen)
    yield Candidate("section_summary", from_facts(view, question, steps, chosen), tuple(fact.start for fact in chosen))


def opens_section(view: View, fact: Fact) -> bool:
    """Whether a sentence is the very first thing that is said below the section's heading."""
    place = view.places[0] if view.places else None
    if place is None or place.block.kind != "paragraph" or place.block.text is None:
        return False
    return place.block.start <= fact.start < place.block.start + 8


def tells(sentence: str) -> bool:
    """Whether a sentence can stand in a summary: on its own, about the matter, no line of a template."""
    if sentence.endswith(("!", "?", ":")) or ": " in sentence:
        return False
    return stands_alone(sentence) and not CHATTY.search(sentence) and not BLANKS.search(sentence)


def from_facts(view: View, question: str, steps: tuple[str, ...], facts: Sequence[Fact]) -> Item:
    return Item(
        question=question,
        reasoning_steps=steps,
        answer=" ".join(fact.text for fact in facts),
        evidence=tuple(view.source(fact.start, fact.end) for fact in facts),
        spans=tuple((0, fact.start, fact.end) for fact in facts),
        family="summaries",
    )


def summary_steps(view: View, chosen: Sequence[Fact]) -> tuple[str, ...]:
    """What each chosen sentence adds, with its first words."""
    first, second, third = (opening(fact.text) for fact in chosen)
    name, key = quoted(view.section.title), view.section.id
    return (
        pick((f"{name} opens with its subject: “{first}”.", f"The subject of {name} is set by its opening, “{first}”."), "1", key),
        pick(
            (
                f"Of the statements that follow, one that many others share words with begins “{second}”.",
                f"What is said next of weight begins “{second}”.",
            ),
            "2",
            key,
        ),
        pick(
            (
                f"A further central statement begins “{third}”; in the order of the text, the three make the summary.",
                f"Together with the statement that begins “{third}”, these give the summary in the order of the text.",
                f"The third to keep begins “{third}”.",
            ),
            "3",
            key,
        ),
    )


def most_central(sentences: Sequence[str]) -> list[int]:
    """The numbers of the sentences, highest LexRank first."""
    import numpy as np

    bags = [Counter(word for word in WORD.findall(sentence.lower()) if word not in SMALL) for sentence in sentences]
    spread = Counter(word for bag in bags for word in bag)
    column = {word: number for number, word in enumerate(spread)}
    weights = np.zeros((len(bags), max(1, len(column))))
    for row, bag in enumerate(bags):
        for word, times in bag.items():
            weights[row, column[word]] = times * (1.0 + math.log(len(bags) / spread[word]))
    norms = np.linalg.norm(weights, axis=1, keepdims=True)
    norms[norms == 0] = 1.0
    weights /= norms
    likeness = weights @ weights.T
    likeness /= likeness.sum(axis=1, keepdims=True).clip(min=1e-12)
    rank = np.full(len(bags), 1.0 / len(bags))
    for _ in range(ITERATIONS):
        rank = (1 - DAMPING) / len(bags) + DAMPING * (rank @ likeness)
    # rounded, so that the last bits of floating point, which differ between machines, decide nothing
    return [int(number) for number in np.argsort(-np.round(rank, 9), kind="stable")]


def listed_points(view: View, place: Place) -> Iterator[Candidate]:
    """What a bullet list under a telling lead or heading lists, item by item."""
    items = [item_text(item) for item in place.block.children]
    least, most = LIST_ITEMS
    if not least <= len(items) <= most or not all(items):
        return
    question = list_question(view, place)
    if not question:
        return
    texts = [text for text in items if text]
    spans = [item_span(item) for item in place.block.children]
    count = NUMBER_WORDS[len(texts)]
    heading = quoted(place.headings[-1])
    steps = (
        f"{heading} gives {count} points, the first of them “{opening(texts[0])}”.",
        f"It goes on with “{opening(texts[1])}”" + (f" and “{opening(texts[2])}”." if len(texts) > 3 else "."),
        f"The last point is “{opening(texts[-1])}”, so the answer has {count} entries.",
    )
    answer = "\n".join(f"- {text}" for text in texts)
    evidence = tuple(view.source(start, end) for start, end in spans)
    item = Item(question, steps, answer, evidence, tuple((0, start, end) for start, end in spans), "summaries")
    yield Candidate("summarization", item, tuple(start for start, _ in spans))


def item_text(item: Block) -> str:
    """A list item's one paragraph, if it holds nothing else, says something whole, and points nowhere; else ""."""
    if len(item.children) != 1 or item.children[0].kind != "paragraph" or item.children[0].text is None:
        return ""
    plain = item.children[0].text
    text = shown(plain)
    if any(mark.kind in ("link", "image", "html", "shortcode", "math", "footnote") for mark in plain.marks):
        return ""
    least, most = ITEM_CHARACTERS
    if not least <= len(text) <= most or text.endswith((":", "?", "…", "...", ",")) or text.startswith(("[ ]", "[x]")):
        return ""
    if BLANKS.search(text) or not balanced(text) or len(text.split()) < 2:
        return ""
    return text


def item_span(item: Block) -> tuple[int, int]:
    plain = item.children[0].text
    assert plain is not None
    return source_span(plain, 0, len(plain.text))


def list_question(view: View, place: Place) -> str:
    """Asks for the list by what its lead says it lists, or by its heading; "" if neither tells."""
    before = place.before
    name = whereabouts(view, place.headings, str(place.block.start))
    if before is not None and before.kind == "paragraph" and before.text and before.text.text.endswith(":"):
        match = LEAD.match(before.text.text)
        if not match:
            return ""
        noun = re.sub(r"^(?:The|Some|Here are (?:some|the)|There are (?:\w+|several))\s+", "", match["noun"]).strip()
        noun = re.sub(r"\s+(?:are|include|that)$", "", noun)
        if NO_NOUN.search(noun) or not noun.split(" of ")[0].split(" for ")[0].split(" to ")[0].endswith("s"):
            return ""
        return pick(
            (
                f"Which {noun} does {name} list?",
                f"What are the {noun} that {name} names?",
                f"List the {noun} given in {name}.",
            ),
            noun,
        )
    heading = place.headings[-1]
    if before is None and not heading.endswith("?") and is_specific(heading) and not BLANKS.search(heading):
        return pick(
            (
                f"Which points does {name} list?",
                f"What are the points listed in {name}?",
                f"List the points that {name} makes.",
            ),
            str(place.block.start),
            view.section.id,
        )
    return ""
