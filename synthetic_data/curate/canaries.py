"""Canaries: known-bad pairs made from good ones, to learn what share of them each gate catches. They never reach the output."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..gates import Gate, Maker
from ..records import Answer, Item, Pair, Rejection, Section, Task
from ..spread import spread
from ..text.calculation import ALONE, LONGEST, readings, values_in

VERB = re.compile(r"\b(is|are|was|were|must|should|shall|can|may|does|do|will|has|have)\b(?: (not)\b)?", re.IGNORECASE)
NAME = re.compile(r"`[^`\n]+`|(?<=[a-z,;] )[A-Z][\w-]+(?: [A-Z][\w-]+)*")

CANARY = "canary-"  # their ids begin with it


class Canary(NamedTuple):
    """A bad pair: how it was spoilt, the good pair it stands beside, its content, and the gates' reason if they caught it."""

    kind: str
    id: str
    beside: str
    item: Item
    caught: str


def spoilt_number(pair: Pair, other: Pair) -> Item | None:
    """One number of the answer changed, in the reasoning, too."""
    found = next((match for match in ALONE.finditer(pair.answer) if match[0].isdigit() and len(match[0]) < LONGEST), None)
    if found is None:
        return None
    held = values_in(" ".join(part.quote for part in pair.evidence))
    number = int(found[0])
    wrong = next((value for value in range(number + 1, number + 99) if not readings(str(value)) & held), None)
    if wrong is None:
        return None
    change = re.compile(rf"(?<![\w.,]){re.escape(found[0])}(?![\w.,])")
    steps = tuple(change.sub(str(wrong), step) for step in pair.reasoning_steps)
    return item_of(pair, answer=pair.answer[: found.start()] + str(wrong) + pair.answer[found.end() :], steps=steps)


def swapped_entity(pair: Pair, other: Pair) -> Item | None:
    """A name or piece of code of the answer replaced by one from another pair."""
    mine, theirs = NAME.search(pair.answer), NAME.search(other.answer)
    if mine is None or theirs is None or theirs[0] in pair.answer or theirs[0] in " ".join(part.quote for part in pair.evidence):
        return None
    return item_of(pair, answer=pair.answer.replace(mine[0], theirs[0]))


def negated(pair: Pair, other: Pair) -> Item | None:
    """A "not" put into the answer's first statement, or taken out of it."""
    found = VERB.search(pair.answer)
    if found is None or "`" in pair.answer[: found.start()]:
        return None
    return item_of(pair, answer=pair.answer[: found.start()] + found[1] + ("" if found[2] else " not") + pair.answer[found.end() :])


def other_answer(pair: Pair, other: Pair) -> Item | None:
    """The answer (and its reasoning) to a question about another section."""
    return item_of(pair, answer=other.answer, steps=other.reasoning_steps)


def foreign_question(pair: Pair, other: Pair) -> Item | None:
    """A question that the section can't answer, with the quotes of the section that can."""
    return Item(other.question, other.reasoning_steps, other.answer, tuple(part.quote for part in other.evidence))


KINDS: dict[str, Callable[[Pair, Pair], Item | None]] = {
    "a number changed": spoilt_number,
    "an entity swapped": swapped_entity,
    "a negation": negated,
    "an answer from another section": other_answer,
    "a question the section can't answer": foreign_question,
}


def item_of(pair: Pair, answer: str = "", steps: tuple[str, ...] = ()) -> Item:
    quotes = tuple(part.quote for part in pair.evidence)
    return Item(pair.question, steps or pair.reasoning_steps, answer or pair.answer, quotes)


def make_canaries(pairs: Sequence[Pair], count: int, section_of: Callable[[Pair], Section | None]) -> list[Canary]:
    """At most `count` canaries beside pairs spread evenly, of the kind made least often so far; put through the gates at once."""
    gate, made, often = Gate(), list[Canary](), dict.fromkeys(KINDS, 0)
    for number, pair in enumerate(spread(pairs, min(len(pairs), 4 * count))):
        other = next((one for one in partners(pairs, number) if one.sections[0].id != pair.sections[0].id), None)
        section = section_of(pair)
        if len(made) == count or other is None or section is None:
            continue
        for kind in sorted(KINDS, key=lambda kind: often[kind]):
            item = KINDS[kind](pair, other)
            if item is not None:
                made.append(Canary(kind, f"{CANARY}{len(made)}", pair.id, item, refused(gate, item, pair, section)))
                often[kind] += 1
                break
    return made


def partners(pairs: Sequence[Pair], number: int) -> Iterator[Pair]:
    """Other pairs, from the opposite end of the run on."""
    for step in range(len(pairs)):
        yield pairs[(number + len(pairs) // 2 + step) % len(pairs)]


def refused(gate: Gate, item: Item, pair: Pair, section: Section) -> str:
    """The gates' reason to reject an item, or "" when they let it pass."""
    task = Task(pair.question_type, (section,), 1)
    (result,) = gate.judge(Answer(task, (item,)), Maker("model", "canary", pair.difficulty))
    return result.reason if isinstance(result, Rejection) else ""
