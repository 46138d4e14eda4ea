"""One document's tasks answered by heuristics: what a worker process does and sends back."""

import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..formats.pairs import to_json
from ..gates import Gate, Maker
from ..records import Pair, Rejection, Section, Side, Task
from ..text.same_question import features
from .plan import Plan, counts, tasks


class Work(NamedTuple):
    """A document to ask about: its pickled sections, their sides, and which of them are asked about (positions)."""

    sections: bytes
    sides: tuple[Side, ...]
    wanted: frozenset[int]


class PairNote(NamedTuple):
    """A pair on its way out of a worker: its line of JSON and what the choice between duplicates needs to know.

    facts has bit n set when the evidence touches the section's fact n.
    """

    line: bytes
    question_type: str
    section: int
    side: Side
    features: bytes
    grounding: float
    facts: int


@dataclass
class Harvest:
    """What came of one document: pairs, rejected lines, and counts by (question type, what happened)."""

    pairs: list[PairNote] = field(default_factory=list)
    rejected: list[bytes] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def reject(self, rejection: Rejection) -> None:
        """Counts a rejected pair and keeps its line."""
        self.counts[rejection.pair.question_type, f"rejected: {rejection.reason}"] += 1
        self.rejected.append(to_json(rejection.pair, reason=rejection.reason).encode("utf-8", "surrogatepass"))


@dataclass
class HeuristicWorker:
    """Plans and answers the tasks of one document after the other, without a model."""

    plan: Plan

    def __post_init__(self) -> None:
        from ..heuristics import Heuristics  # its many patterns take a fifth of a second, which a run with a model need not wait

        self.heuristics = Heuristics()
        self.gate = Gate()

    def __call__(self, work: Work) -> Harvest:
        sections: tuple[Section, ...] = pickle.loads(work.sections)
        harvest = Harvest()
        asked = dict.fromkeys(self.plan.types, 0)
        answered = dict.fromkeys(self.plan.types, 0)
        for position, section in enumerate(sections):
            if position not in work.wanted:
                continue
            for name, count in counts(section, self.plan).items():
                asked[name] += count
                if self.heuristics.offers(section, name):  # most sections give nothing of most types: no task need be made for that
                    answered[name] += self.ask(section, name, count, work.sides[position], harvest)
        for name, count in asked.items():
            if count:
                harvest.counts[name, "asked"] = count
                harvest.counts[name, "answered"] = answered[name]
                harvest.counts[name, "abstained"] = count - answered[name]
        return harvest

    def ask(self, section: Section, name: str, count: int, side: Side, harvest: Harvest) -> int:
        """Has the tasks of one type answered, puts what came through the gates, keeps what passes; returns how many items came."""
        kind = self.plan.types[name]
        answered = 0
        maker = Maker("heuristic", "heuristics", kind.difficulty)
        for task in tasks(section, (), kind, count):
            answer = self.heuristics.answer(task)
            answered += len(answer.items)
            for result in self.gate.judge(answer, maker):
                if isinstance(result, Rejection):
                    harvest.reject(result)
                else:
                    harvest.pairs.append(note(result, task, side))
        return answered


def note(pair: Pair, task: Task, side: Side) -> PairNote:
    """A pair ready to travel."""
    section = task.sections[0]
    return PairNote(
        to_json(pair, split=side).encode("utf-8", "surrogatepass"),
        pair.question_type,
        section.ordinal,
        side,
        features(asked(pair.question, pair.images), pair.answer),
        grounding(pair),
        facts_touched(pair, section),
    )


def asked(question: str, images: Sequence[str]) -> str:
    """What a pair asks, for comparing: the same words about another image are another question."""
    return " ".join((question, *images))


def grounding(pair: Pair) -> float:
    """How well a pair is grounded: the number of its quotes, and with equal numbers the share of the answer they could hold."""
    quoted = sum(len(part.quote) for part in pair.evidence)
    return len(pair.evidence) + min(1.0, quoted / (1 + len(pair.answer)))


def facts_touched(pair: Pair, section: Section) -> int:
    """The facts of a section that some evidence overlaps, as bits."""
    spans = [(part.start, part.end) for part in pair.evidence if part.document == section.document.path]
    bits = 0
    for number, fact in enumerate(section.facts):
        for start, end in spans:
            if start < fact.end and fact.start < end:
                bits |= 1 << number
                break
    return bits
