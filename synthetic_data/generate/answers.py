"""One document's tasks answered by heuristics: what a worker process does and sends back."""

import pickle
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..formats.pairs import to_json
from ..gates import Gate, Maker, stated
from ..heuristics import UNTOLD, DocumentNotes, Heuristics, Linked, Links, OtherDocument, reason_for, tells_of_what
from ..records import Answer, Pair, Rejection, Section, Side, Task
from ..text.same_question import features
from .plan import Plan, counts, document_counts, document_task, tasks
from .repeated import mark, what_is_said
from .travel import unpacked

OUTWEIGHS = 1_000_000.0  # so a hundredth of a score, the least there is, counts more than any number of quotes


class Elsewhere(NamedTuple):
    """Pickled notes on another document, the sides of its sections, and whether the document asked about links to it."""

    notes: bytes
    sides: tuple[Side, ...]
    linked: bool


class Work(NamedTuple):
    """A document to ask about: its packed sections, their sides, and which of them are asked about (positions).

    notes say what it defines and links to; elsewhere holds those of the documents that its sections may be linked with.
    """

    sections: bytes
    sides: tuple[Side, ...]
    wanted: frozenset[int]
    notes: bytes = b""
    elsewhere: tuple[Elsewhere, ...] = ()


class PairNote(NamedTuple):
    """A pair on its way out of a worker: its line of JSON and what the choice between duplicates needs to know.

    facts has bit n set when the evidence touches the section's fact n; said is a mark of what the pair says, see `repeated`.
    """

    line: bytes
    question_type: str
    section: int
    side: Side
    features: bytes
    grounding: float
    facts: int
    said: int = 0


@dataclass
class Tally:
    """How many pairs of each type were asked for, and how many came, of sections like this one."""

    section: Section
    asked: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)

    def ask(self, planned: Mapping[str, int]) -> None:
        """Counts what one section is asked for."""
        for name, count in planned.items():
            self.asked[name] = self.asked.get(name, 0) + count


@dataclass
class Harvest:
    """What came of one document: pairs, rejected lines, and counts by (question type, what happened).

    too_long: nothing came, for the whole document was asked about and is longer than the model can read.
    """

    pairs: list[PairNote] = field(default_factory=list)
    rejected: list[bytes] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    too_long: bool = False

    def count(self, tally: "Tally") -> None:
        """Counts what came of tasks, type by type, an abstention with its reason where that is known."""
        for name, asked in tally.asked.items():
            answered = tally.answered.get(name, 0)
            self.counts[name, "asked"] += asked
            self.counts[name, "answered"] += answered
            if abstained := asked - answered:
                self.counts[name, "abstained"] += abstained
                if reason := reason_for(tally.section, name):
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
        sections = unpacked(work.sections)
        harvest = Harvest()
        links = links_of(work, sections)
        tallies: dict[str, Tally] = {}  # by language: the reason for an abstention depends on it, and on nothing else of a section
        for position, section in enumerate(sections):
            if position not in work.wanted:
                continue
            planned = counts(section, self.plan)
            tally = tallies.setdefault(section.language, Tally(section))
            tally.ask(planned)
            linked = by_type(links.of(position)) if planned else {}
            offered = self.heuristics.offered_types(section) if planned else frozenset()
            if not offered and not linked:  # so it is with most sections
                continue
            for name, count in planned.items():
                answered = 0
                if name in offered:
                    answered = self.ask(section, name, count, work.sides[position], harvest)
                if name in linked:
                    joined = linked[name][: max(0, count - answered)]
                    self.join(section, joined, work.sides[position], harvest)
                    answered += len(joined)
                if answered:
                    tally.answered[name] = tally.answered.get(name, 0) + answered
        if sections:
            self.ask_whole(sections, work.sides[0], tallies.setdefault(sections[0].language, Tally(sections[0])), harvest)
        for tally in tallies.values():
            harvest.count(tally)
        return harvest

    def ask_whole(self, sections: Sequence[Section], side: Side, tally: "Tally", harvest: Harvest) -> None:
        """Has what is asked about the document as a whole answered."""
        for name, count in document_counts(stated(sections), self.plan).items():
            answer = self.heuristics.answer(document_task(sections, name))
            self.judge(answer, Maker("heuristic", "heuristics", self.plan.types[name].difficulty), side, harvest)
            tally.ask({name: count})
            tally.answered[name] = tally.answered.get(name, 0) + len(answer.items)

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
            elif not tells_of_what(answer.task.sections[0], result.question):
                harvest.reject(Rejection(result, UNTOLD))
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


def by_type(linked: Iterable[Linked]) -> dict[str, list[Linked]]:
    """Pairs that rest on two sections, by their question type."""
    found: dict[str, list[Linked]] = {}
    for one in linked:
        found.setdefault(one.candidate.question_type, []).append(one)
    return found


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
        mark(what_is_said(pair.question_type, pair.answer, [part.quote for part in pair.evidence])),
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
