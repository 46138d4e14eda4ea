"""One document's tasks answered by heuristics: what a worker process does and sends back."""

import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..formats.pairs import to_json
from ..gates import Gate, Maker, stated
from ..heuristics import DocumentNotes, Heuristics, Linked, Links, OtherDocument, reason_for
from ..records import Answer, Pair, Rejection, Section, Side, Task
from ..text.same_question import features
from .plan import Plan, counts, document_counts, document_task, tasks

OUTWEIGHS = 1_000_000.0  # so a hundredth of a score, the least there is, counts more than any number of quotes


class Elsewhere(NamedTuple):
    """Pickled notes on another document, the sides of its sections, and whether the document asked about links to it."""

    notes: bytes
    sides: tuple[Side, ...]
    linked: bool


class Work(NamedTuple):
    """A document to ask about: its pickled sections, their sides, and which of them are asked about (positions).

    notes say what it defines and links to; elsewhere holds those of the documents that its sections may be linked with.
    """

    sections: bytes
    sides: tuple[Side, ...]
    wanted: frozenset[int]
    notes: bytes = b""
    elsewhere: tuple[Elsewhere, ...] = ()


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
    """What came of one document: pairs, rejected lines, and counts by (question type, what happened).

    too_long: nothing came, for the whole document was asked about and is longer than the model can read.
    """

    pairs: list[PairNote] = field(default_factory=list)
    rejected: list[bytes] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    too_long: bool = False

    def count(self, section: Section, name: str, answered: int, abstained: int) -> None:
        """Counts what came of a section's tasks of one type, an abstention with its reason where that is known."""
        self.counts[name, "answered"] += answered
        self.counts[name, "abstained"] += abstained
        reason = reason_for(section, name) if abstained else ""
        if reason:
            self.counts[name, f"abstained: {reason}"] += abstained

    def reject(self, rejection: Rejection) -> None:
        """Counts a rejected pair and keeps its line."""
        self.counts[rejection.pair.question_type, f"rejected: {rejection.reason}"] += 1
        self.rejected.append(to_json(rejection.pair, reason=rejection.reason).encode("utf-8", "surrogatepass"))


def links_of(work: Work, sections: Sequence[Section]) -> Links:
    """What the sections of a document can be linked with, themselves included."""
    notes: DocumentNotes = pickle.loads(work.notes) if work.notes else DocumentNotes((), ())
    others = [OtherDocument(pickle.loads(other.notes).meanings, other.sides, other.linked) for other in work.elsewhere]
    return Links(sections, work.sides, notes, others)


@dataclass
class HeuristicWorker:
    """Plans and answers the tasks of one document after the other, without a model."""

    plan: Plan

    def __post_init__(self) -> None:

        self.heuristics = Heuristics()
        self.gate = Gate()

    def __call__(self, work: Work) -> Harvest:
        sections: tuple[Section, ...] = pickle.loads(work.sections)
        harvest = Harvest()
        links = links_of(work, sections)
        asked = dict.fromkeys(self.plan.types, 0)
        for position, section in enumerate(sections):
            if position not in work.wanted:
                continue
            planned = counts(section, self.plan)
            linked = links.of(position) if planned else []
            for name, count in planned.items():
                asked[name] += count
                offered = self.heuristics.offers(section, name)  # most sections give nothing of most types: no task need be made
                answered = self.ask(section, name, count, work.sides[position], harvest) if offered else 0
                joined = [one for one in linked if one.candidate.question_type == name][: max(0, count - answered)]
                self.join(section, joined, work.sides[position], harvest)
                harvest.count(section, name, answered + len(joined), max(0, count - answered - len(joined)))
        self.ask_whole(sections, work.sides[0], asked, harvest)
        harvest.counts.update({(name, "asked"): count for name, count in asked.items() if count})
        return harvest

    def ask_whole(self, sections: Sequence[Section], side: Side, asked: dict[str, int], harvest: Harvest) -> None:
        """Has what is asked about the document as a whole answered."""
        for name, count in document_counts(stated(sections), self.plan).items():
            asked[name] += count
            answer = self.heuristics.answer(document_task(sections, name))
            self.judge(answer, Maker("heuristic", "heuristics", self.plan.types[name].difficulty), side, harvest)
            harvest.count(sections[0], name, len(answer.items), count - len(answer.items))

    def join(self, section: Section, linked: Sequence[Linked], side: Side, harvest: Harvest) -> None:
        """Puts the pairs that rest on a section and another one through the gates, and keeps what passes."""
        for part, one in enumerate(linked):
            name = one.candidate.question_type
            sections = (section, one.other) if one.other else (section,)
            task = Task(name, sections, 1, (), part)
            maker = Maker("heuristic", "heuristics", self.plan.types[name].difficulty)
            self.judge(Answer(task, (one.candidate.item,)), maker, side, harvest)

    def judge(self, answer: Answer, maker: Maker, side: Side, harvest: Harvest) -> None:
        """Puts the items of an answer through the gates, and keeps what passes."""
        for result in self.gate.judge(answer, maker):
            if isinstance(result, Rejection):
                harvest.reject(result)
            else:
                harvest.pairs.append(note(result, answer.task, side))

    def ask(self, section: Section, name: str, count: int, side: Side, harvest: Harvest) -> int:
        """Has the tasks of one type answered and puts what came through the gates; returns how many items came."""
        kind = self.plan.types[name]
        maker = Maker("heuristic", "heuristics", kind.difficulty)
        answered = 0
        for task in tasks(section, (), kind, count):
            answer = self.heuristics.answer(task)
            answered += len(answer.items)
            self.judge(answer, maker, side, harvest)
        return answered


def note(pair: Pair, task: Task, side: Side) -> PairNote:
    """A pair ready to travel."""
    section = next(part for part in task.sections if part.id == pair.sections[0].id)
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


def merit(scores: Mapping[str, Any], grounded: float) -> float:
    """By what one of several pairs that ask the same is chosen: a judge's score, with equal scores how well it is grounded."""
    overall = scores.get("overall")
    return grounded + OUTWEIGHS * (overall if isinstance(overall, int | float) else 0)


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
