"""Reads ordered lists as the steps of a procedure: each with its words, the code it needs, and its place in the source."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...records import Block
from ...text.plain import shown, source_span
from ..words.base import Place, View
from ..words.english import MODALS, SENTENCE_GAP
from ..words.verbs import IMPERATIVES, first_verb
from .step_parts import Part, body_of, hangs, indented, readable

MOST_STEPS = 16
MOST_CHARACTERS = 3000
# It stands right below.
THE_FOLLOWING = re.compile(r"\bthe following (?=(?:code|commands?|snippet|lines?|content|configuration)\b)")
STEPS_AHEAD = re.compile(
    r"\b(?:(?:the|these|this) (?:following |next )?(?:\w+ ){0,2}(?:steps?|procedure|instructions|sequence)|"
    r"following (?:\w+ )?steps|"
    r"steps (?:below|are)|step by step|step-by-step)\b",
    re.IGNORECASE,
)
STEP_WORDS = ("step", "procedure", "instructions", "sequence")  # one of these stands in each
OPENING = re.compile(
    r"^(?:\(?optional(?:ly)?\)?[:,]? |then,? |next,? |finally,? |first,? |now,? |lastly,? |also,? |please |again,? )+",
    re.IGNORECASE,
)
ADVERBIAL = re.compile(
    r"^(?:in|under|on|from|at|with|within|inside|for|by|once|after|when|if|before|to|locally|using|as|while|during|via)\b[^.]*?"
    r"[ ,]+(?P<verb>[a-z-]+)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^[A-Z][^.:–—]{2,60}?(?:\s*:|\s+[-–—])\s+")
LABEL_ENDS = (":", "-", "–", "—")


class Step(NamedTuple):
    """One step: its words, markdown that belongs to it (code, a list), and where it stands in the source."""

    text: str
    body: tuple[Part, ...]
    start: int
    end: int

    @property
    def instructs(self) -> bool:
        return instructs(self.text)


def instructs(text: str) -> bool:
    """Whether a step tells to do something: it opens with a verb, maybe after "Then" or "In the sidebar,"."""
    words = OPENING.sub("", text)
    if first_verb(words):
        return True
    label = LABEL.match(words) if True in map(words.__contains__, LABEL_ENDS) else None
    if label and first_verb(words[label.end() :]):
        return True
    opened = ADVERBIAL.match(words)
    if not opened:
        return False
    soon = words.split(".")[0].split()[1:14]
    # "If none is given, the target MAY use …" tells what a target does, not what to do
    return any(word.strip(",").lower() in IMPERATIVES and before.lower() not in MODALS for before, word in pairwise(soon))


def procedures_in(view: View) -> Iterator[tuple[Place, tuple[Step, ...]]]:
    """The ordered lists of a section that can be read whole, step by step; lists that code interrupts are one procedure."""
    places = view.places
    for number, place in enumerate(places):
        if place.block.kind != "list" or len(place.block.children) < 2:
            continue
        if place.block.info == "ordered" and place.block.children[0].info not in ("1", "0", ""):
            continue
        if place.block.info == "bullet" and (len(place.block.children) < 3 or not announced(place)):
            continue
        if continued(places[number + 1 :], place):
            continue
        steps = read_steps(view, place.block.children)
        if steps:
            yield place, steps


def announced(place: Place) -> bool:
    """Whether the words before a list call it steps: only then may bullet points be taken for steps in order."""
    before = place.before
    text = before.text.text if before is not None and before.kind == "paragraph" and before.text else ""
    if not text.endswith(":") or True not in map(text.lower().__contains__, STEP_WORDS):
        return False
    return STEPS_AHEAD.search(last_of(text)) is not None


def last_of(text: str) -> str:
    """The last sentence of a text."""
    return SENTENCE_GAP.split(text)[-1]


def continued(following: Sequence[Place], place: Place) -> bool:
    """Whether the numbering goes on in a later list under the same heading: then this list is not the whole of it."""
    last = place.block.children[-1].info
    first = place.block.children[0].info
    count = len(place.block.children) + 1
    for other in following:
        if other.headings != place.headings:
            return False
        if other.block.kind == "list" and other.block.info == "ordered" and other.block.children:
            number = other.block.children[0].info
            return number not in ("", "0", "1") and number in (
                str(count),
                str(int(last) + 1) if last.isdecimal() and last != first else "",
            )
    return False


def read_steps(view: View, items: Sequence[Block]) -> tuple[Step, ...]:
    """All items as steps, or none: a procedure with a hole is no procedure."""
    if len(items) > MOST_STEPS:
        return ()
    steps: list[Step] = []
    for item in items:
        step = read_step(view, item)
        if step is None:
            return ()
        steps.append(step)
    texts = [step.text for step in steps]
    whole = sum(len(step.text) + sum(len(markdown) for markdown, _ in step.body) for step in steps)
    return tuple(steps) if whole <= MOST_CHARACTERS and len(set(texts)) == len(texts) else ()


def read_step(view: View, item: Block) -> Step | None:
    """The first paragraph of an item with the code, lists and paragraphs behind it."""
    if not item.children or item.children[0].kind != "paragraph" or item.children[0].text is None:
        return None
    plain = item.children[0].text
    text = shown(plain).strip()
    following = item.children[1:]
    if not readable(plain, THE_FOLLOWING.sub("the", text) if following and following[0].kind == "code" else text):
        return None
    start, end = source_span(plain, 0, len(plain.text))
    body = body_of(following)
    if body is None or not body and (hangs(text) or "the following" in text):
        return None
    if body:
        end = body[-1][1]
    else:
        text = text.rstrip(",; \u00a0\u202f")
    return Step(text, tuple(body), start, end)


def numbered(steps: Sequence[Step]) -> str:
    """The steps as a numbered markdown list, code and nested lists indented under their step."""
    lines = []
    for number, step in enumerate(steps, 1):
        head = f"{number}. "
        lines.append(head + step.text)
        lines += indented(step.body, len(head))
    return "\n".join(lines)


def alone(step: Step) -> str:
    """One step as an answer by itself."""
    if not step.body:
        return finished(step.text)
    return "\n\n".join((step.text, *(markdown for markdown, _ in step.body)))


def finished(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "!", "?", ".)", '."')) else text + "."
