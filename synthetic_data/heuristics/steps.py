"""Reads ordered lists as the steps of a procedure: each with its words, the code it needs, and its place in the source."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..records import Block, Plain
from ..text.plain import shown, source_span
from .base import Place, View
from .english import MODALS, URL, balanced, cued_by
from .verbs import IMPERATIVES

MOST_STEPS = 16
MOST_CHARACTERS = 3000
STEP_CHARACTERS = (4, 600)
UNSAFE_MARKS = frozenset(("html", "shortcode", "math"))
# What leads away from the list: pictures, other places, the document itself.
AWAY = cued_by(
    """above below listing figure fig table chapter section appendix shown screenshot image picture diagram snippet example this
    previous next following see here""",
    r"\b(?:above|below|(?:listing|figure|fig\.|table|chapter|section|appendix) \d|(?:as )?shown (?:in|here)|screenshot|"
    r"(?:image|picture|diagram|figure|snippet|section|example|chapter) (?:\w+ )?(?:above|below|shows)|"
    r"this (?:section|chapter|document|page|guide|tutorial|playbook|repository|repo)|(?:previous|next|"
    r"following) (?:section|chapter|page|image|code|example)|"
    r"see (?:the|here|this)|here)\b|\(see (?!`)",
    any_case=True,
)
# It stands right below.
THE_FOLLOWING = re.compile(r"\bthe following (?=(?:code|commands?|snippet|lines?|content|configuration)\b)")
SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
STEPS_AHEAD = re.compile(
    r"\b(?:(?:the|these|this) (?:following |next )?(?:\w+ ){0,2}(?:steps?|procedure|instructions|sequence)|"
    r"following (?:\w+ )?steps|"
    r"steps (?:below|are)|step by step|step-by-step)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\[(?:x| )\]|\{\{|\bTODO\b|\bTBD\b")
PLACEHOLDERS = ("[x]", "[ ]", "{{", "TODO", "TBD")  # one stands in each of these, and plain search is faster
OPENING = re.compile(
    r"^(?:\(?optional(?:ly)?\)?[:,]? |then,? |next,? |finally,? |first,? |now,? |lastly,? |also,? |please |again,? )+",
    re.IGNORECASE,
)
ADVERBIAL = re.compile(
    r"^(?:in|under|on|from|at|with|within|inside|for|by|once|after|when|if|before|to|locally|using|as|while|during|via)\b[^.]*?"
    r"[ ,]+(?P<verb>[a-z-]+)\b",
    re.IGNORECASE,
)
FIRST = re.compile(r"([A-Za-z]+(?:-[a-z]+)?)(?=[\s,.:]|$)(?: ([A-Za-z]+)\b)?")
# "Design is approved", "Build promotion won't work": a noun, no order
FINITE_SOON = re.compile(
    r"[A-Za-z-]+ (?:of\b|(?:(?!(?:an?|the|your|all|each|that|which|what|when|if|where|who)\b)[a-z]+ )?"
    r"(?:is|are|was|were|will|won['’]t|has|have|can|can['’]t|cannot|may|might|must|should|shall|would|does|doesn['’]t|do|did)\b)"
)
LABEL = re.compile(r"^[A-Z][^.:–—]{2,60}?(?:\s*:|\s+[-–—])\s+")


class Step(NamedTuple):
    """One step: its words, markdown that belongs to it (code, a list), and where it stands in the source."""

    text: str
    body: str
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
    label = LABEL.match(words)
    if label and first_verb(words[label.end() :]):
        return True
    opened = ADVERBIAL.match(words)
    if not opened:
        return False
    soon = words.split(".")[0].split()[1:14]
    # "If none is given, the target MAY use …" tells what a target does, not what to do
    return any(word.strip(",").lower() in IMPERATIVES and before.lower() not in MODALS for before, word in pairwise(soon))


def first_verb(text: str) -> str:
    """The imperative that a text opens with, in lower case, or "": "Design the API" has one, "Design is approved" none."""
    match = FIRST.match(text)
    word = match.group(1).lower() if match else ""
    if match is None or word not in IMPERATIVES or FINITE_SOON.match(text):
        return ""
    return word


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
    return text.endswith(":") and bool(STEPS_AHEAD.search(last_of(text)))


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
                str(int(last) + 1) if last.isdigit() and last != first else "",
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
    whole = sum(len(step.text) + len(step.body) for step in steps)
    return tuple(steps) if whole <= MOST_CHARACTERS and len(set(texts)) == len(texts) else ()


def read_step(view: View, item: Block) -> Step | None:
    """The first paragraph of an item with the code (or the list it announces) right behind it."""
    if not item.children or item.children[0].kind != "paragraph" or item.children[0].text is None:
        return None
    plain = item.children[0].text
    text = shown(plain).strip()
    following = item.children[1:]
    if not readable(plain, THE_FOLLOWING.sub("the", text) if following and following[0].kind == "code" else text):
        return None
    start, end = source_span(plain, 0, len(plain.text))
    body: list[str] = []
    if following and following[0].kind == "list" and text.endswith(":"):
        nested = nested_list(following[0])
        if not nested:
            return None
        body.append(nested)
        end = following[0].end
    else:
        for child in following:
            if child.kind != "code" or child.text is None or "```" in child.text.text:
                break
            language = "" if child.info == "indented" else child.info.split()[0] if child.info else ""
            body.append(f"```{language}\n{child.text.text.rstrip()}\n```")
            end = child.end
    if not body and (text.endswith(":") or "the following" in text):
        return None
    if not body or not text.endswith(":"):
        text = text.rstrip(",;")
    return Step(text, "\n".join(body), start, end)


def readable(plain: Plain, text: str) -> bool:
    """Whether the words of a step are whole: no hole where a picture or markup stood, nothing that leads away."""
    least, most = STEP_CHARACTERS
    if not least <= len(text) <= most or text.endswith(("?", "…", "...")) or not balanced(text):
        return False
    for mark in plain.marks:
        if mark.kind in UNSAFE_MARKS or (mark.kind == "image" and mark.start < len(plain.text)):
            return False
    if any(map(text.__contains__, PLACEHOLDERS)) and PLACEHOLDER.search(text):
        return False
    return not (AWAY.search(text) or URL.search(text.split("`")[0]))


def nested_list(block: Block) -> str:
    """The items of a list inside a step as bullet points; "" if one of them holds more than a paragraph."""
    lines = []
    for item in block.children:
        if len(item.children) != 1 or item.children[0].kind != "paragraph" or item.children[0].text is None:
            return ""
        text = shown(item.children[0].text)
        if not readable(item.children[0].text, text) or text.endswith(":"):
            return ""
        lines.append(f"- {text}")
    return "\n".join(lines) if len(lines) <= 8 else ""


def numbered(steps: Sequence[Step]) -> str:
    """The steps as a numbered markdown list, code and nested lists indented under their step."""
    lines = []
    for number, step in enumerate(steps, 1):
        head = f"{number}. "
        lines.append(head + step.text)
        if step.body:
            if step.body.startswith("```"):
                lines.append("")
            lines += [" " * len(head) + line if line else "" for line in step.body.split("\n")]
    return "\n".join(lines)


def alone(step: Step) -> str:
    """One step as an answer by itself."""
    if not step.body:
        return finished(step.text)
    return f"{step.text}\n\n{step.body}" if step.body.startswith(("```", "- ")) else step.text


def finished(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "!", "?", ".)", '."')) else text + "."
