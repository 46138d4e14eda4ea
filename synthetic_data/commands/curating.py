"""Curation inside a run: duplicates merged, then whatever judging the options ask for; verdicts are remembered between rounds."""

import contextlib
import json
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from ..curate.blind import Answerer, Second
from ..curate.canaries import CANARY
from ..curate.judge import Judge, Keys, Subject, Verdict
from ..formats.pairs import from_json
from ..generate.answers import merit
from ..generate.collect import Collection
from ..generate.library import DocumentNote, Library
from ..generate.render import disarmed
from ..hygiene.personal_data import HIDING, masked, throughout
from ..options import Options
from ..progress import progress
from ..prompts import Prompts
from ..prompts.curation import CurationPrompts, load_curation_prompts
from ..records import Pair, Section
from .calibrating import Calibration
from .cleaning import Cleaning
from .engine import Answering, Engines
from .judging import judge_options, wants_model

INTERRUPTED = "interrupted"
DISPUTED, KNOWN, UNJUDGED = "disputed", "known without the source", "unjudged"
JUDGED = (DISPUTED, KNOWN, UNJUDGED)  # the flags that judging puts on a pair
JUDGE_PROMPT_TOKENS = 3000  # rubric and a batch of pairs, beside the section


class Sources:
    """The sections of pairs as a model sees them; the documents read last are kept."""

    def __init__(self, library: Library, prompts: Prompts) -> None:
        self.library, self.prompts = library, prompts
        self.notes = {entry.name: entry for entry in library.documents}
        self.read: dict[str, tuple[Section, ...]] = {}

    def first(self, pair: Pair) -> Section | None:
        """The section that a pair asks about."""
        return self.section(pair.sections[0].document, pair.sections[0].id) if pair.sections else None

    def rendered(self, record: dict[str, Any]) -> str:
        """The source of a pair, "" when it names no section that is there."""
        sections = [self.section(part["document"], part["id"]) for part in record["sections"]]
        found = [section for section in sections if section is not None]
        return disarmed(self.prompts.render_section(found)) if found else ""

    def document(self, name: str) -> tuple[Section, ...]:
        """All sections of a document, none if it is not there."""
        if name not in self.read:
            note: DocumentNote | None = self.notes.get(name)
            if len(self.read) >= 4:
                self.read.pop(next(iter(self.read)))
            self.read[name] = self.library.sections(note) if note else ()
        return self.read[name]

    def section(self, document: str, identity: str) -> Section | None:
        return next((section for section in self.document(document) if section.id == identity), None)


@dataclass
class Curation:
    """What happens to the pairs of a run after the gates. settle may be called after every round."""

    options: Options
    sources: Sources
    engines: Engines
    folder: Path
    judge: Judge | None = None
    blind: dict[str, Second] = field(default_factory=dict)
    known: dict[str, Second] = field(default_factory=dict)
    prompts: CurationPrompts | None = None
    calibration: Calibration = field(default_factory=Calibration)
    cleaning: Cleaning = field(init=False)
    keys: list[str] = field(default_factory=list)  # by the number of the pair
    unique: Keys = field(default_factory=Keys)

    def __post_init__(self) -> None:
        self.cleaning = Cleaning(self.options)

    def settle(self, collection: Collection) -> None:
        """Merges duplicates and drops what the judging asked for does not let pass."""
        collection.merge_duplicates()
        self.cleaning.clean(collection)
        if self.options.canaries and not self.calibration.canaries:
            pairs = [from_json(collection.line(number)) for number in collection.numbers_kept()]
            self.calibration.make(pairs, self.options.canaries, self.sources.first)
        if not wants_model(self.options):
            return
        answers = self.engines.answering(judge_options(self.options), self.folder, JUDGE_PROMPT_TOKENS)
        self.engines.judge = answers
        self.prompts = self.prompts or load_curation_prompts(self.options.prompts)
        if self.engines.writer and self.engines.writer.account.stopped == INTERRUPTED:
            answers.account.stop(INTERRUPTED)  # who has interrupted the asking does not want to wait for a judge
        self.have_judged(collection, answers, self.prompts)
        if self.engines.writer and answers.account.stopped:
            self.engines.writer.account.stop(answers.account.stopped)  # nor for another round

    def have_judged(self, collection: Collection, answers: Answering, prompts: CurationPrompts) -> None:
        """Everything that the options ask a model for, in order."""
        with stopping_at_interrupt(answers):
            if self.options.curate:
                self.judge_pairs(collection, answers, prompts)
            if self.options.verify_answers:
                self.answer_again(collection, Answerer(answers.engine, prompts), self.blind)
                self.dispute(collection)
            if self.options.closed_book:
                self.answer_again(collection, Answerer(answers.engine, prompts, closed_book=True), self.known)
                self.mark_known(collection)

    def key(self, collection: Collection, number: int) -> str:
        """What a pair is known by while it is judged: its id, made unique where one question has two answers."""
        for new in range(len(self.keys), len(collection)):
            self.keys.append(self.unique.of(str(json.loads(collection.line(new))["id"])))
        return self.keys[number]

    # --- scores ---

    def judge_pairs(self, collection: Collection, answers: Answering, prompts: CurationPrompts) -> None:
        """Has every pair judged that is kept or merged; of those that ask the same the best scored one stays."""
        self.judge = self.judge or Judge(answers.engine, prompts, self.options.seed)
        self.put_before(self.judge, collection, sorted(collection.numbers_kept() + collection.numbers_merged()))
        if collection.numbers_merged():
            verdicts = [self.judge.verdicts.get(self.key(collection, number)) for number in range(len(collection))]
            scores = [verdict.scores if verdict else {} for verdict in verdicts]
            collection.merge_duplicates([merit(*one) for one in zip(scores, collection.grounding, strict=True)])
            self.cleaning.clean(collection)
            self.put_before(self.judge, collection, collection.numbers_kept())
            for number in collection.numbers_merged():
                self.note_scores(collection, number, verdicts[number] or Verdict({}))
        for number in collection.numbers_kept():
            self.apply(collection, number, self.judge.verdicts[self.key(collection, number)])

    def put_before(self, judge: Judge, collection: Collection, numbers: Sequence[int]) -> None:
        """Has those of these pairs judged that have not been yet."""
        new = [number for number in numbers if self.key(collection, number) not in judge.verdicts]
        with progress(len(new), "Judging", "pairs", self.options.quiet) as bar:
            for _ in judge.judge(self.subjects(collection, new)):
                bar.update()

    def apply(self, collection: Collection, number: int, verdict: Verdict) -> None:
        if verdict.unjudged:
            if self.options.unjudged == "drop":
                collection.reject(number, f"unjudged ({verdict.unjudged})")
            else:
                add_flag(collection, number, UNJUDGED)
            return
        self.note_scores(collection, number, verdict)
        if verdict.scores["overall"] < self.options.curate:
            collection.reject(number, f"judged below {self.options.curate:g}")

    def note_scores(self, collection: Collection, number: int, verdict: Verdict) -> None:
        hiding = self.options.pii in HIDING  # the judge has seen the source, and may quote it in its reason
        add_scores(collection, number, throughout(verdict.scores, masked) if hiding else verdict.scores)

    # --- second answers ---

    def answer_again(self, collection: Collection, answerer: Answerer, seconds: dict[str, Second]) -> None:
        new = [number for number in collection.numbers_kept() if self.key(collection, number) not in seconds]
        what = "Closed book" if answerer.closed_book else "Verifying"
        with progress(len(new), what, "answers", self.options.quiet) as bar:
            for subject, second in answerer.answer(self.subjects(collection, new)):
                seconds[subject.id] = second
                bar.update()

    def dispute(self, collection: Collection) -> None:
        for number in collection.numbers_kept():
            second = self.blind[self.key(collection, number)]
            if second.missing:
                add_flag(collection, number, UNJUDGED)
                continue
            add_scores(collection, number, {"agreement": second.agreement})
            if second.agreement < self.options.agreement:
                add_flag(collection, number, DISPUTED)
                if self.options.verify_answers == "reject":
                    collection.reject(number, "a blind answer disagrees")

    def mark_known(self, collection: Collection) -> None:
        for number in collection.numbers_kept():
            second = self.known[self.key(collection, number)]
            if second.missing:
                continue
            add_scores(collection, number, {"closed_book": second.agreement})
            if second.agreement >= self.options.agreement:
                add_flag(collection, number, KNOWN)
                if self.options.drop_known:
                    collection.reject(number, "the model knows it without the source")

    def subjects(self, collection: Collection, numbers: Sequence[int]) -> Iterator[Subject]:
        for number in numbers:
            record = json.loads(collection.line(number))
            steps = tuple(record["reasoning_steps"])
            source = self.sources.rendered(record)
            yield Subject(self.key(collection, number), record["question"], record["answer"], steps, source)
            yield from self.calibration.subjects_beside(record["id"], source)

    def described(self, collection: Collection, openers: Counter[str]) -> dict[str, Any]:
        """What the manifest says of hygiene and judging, and of how the questions begin."""
        stood = [number for number in range(len(collection)) if collection.fate[number] < 0] if self.judge else []
        ids = [self.key(collection, number) for number in stood]
        judged = [self.judge.verdicts[one] for one in ids if one in self.judge.verdicts] if self.judge else []
        scores = [verdict.scores["overall"] for verdict in judged if verdict.scores]
        told: dict[str, Any] = {}
        if self.options.curate:
            told = {"threshold": self.options.curate, "judged": len(scores), "unjudged": len(judged) - len(scores)}
            told["mean_score"] = round(sum(scores) / len(scores), 2) if scores else None
        for name, seconds in (("verify_answers", self.blind), ("closed_book", self.known)):
            found = [second for key, second in seconds.items() if not key.startswith(CANARY)]
            if found:
                agreed = sum(second.agreement >= self.options.agreement for second in found)
                missing = sum(bool(second.missing) for second in found)
                told[name] = {"answered": len(found) - missing, "agreed": agreed, "missing": missing}
        if self.calibration.canaries:
            verdicts = self.judge.verdicts if self.judge else {}
            told["calibration"] = self.calibration.told(verdicts, self.blind, self.options)
        if self.prompts:
            told["prompts"] = self.prompts.hashes
        told |= self.cleaning.described(openers)
        return {"curation": told} if told else {}


def add_scores(collection: Collection, number: int, scores: dict[str, Any]) -> None:
    held = json.loads(collection.line(number))["scores"]
    if any(held.get(name) != value for name, value in scores.items()):
        collection.amend(number, scores={**held, **scores})


def add_flag(collection: Collection, number: int, flag: str) -> None:
    held = json.loads(collection.line(number))["flags"]
    if flag not in held:
        collection.amend(number, flags=[*held, flag])


@contextlib.contextmanager
def stopping_at_interrupt(answers: Answering, also: Iterable[Callable[[str], None]] = ()) -> Iterator[None]:
    """The first Ctrl-C stops asking and lets what is there be written; the second ends at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, previous)
        for ending in (*also, answers.account.stop):
            ending(INTERRUPTED)

    try:
        previous = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not in the main thread: whoever called us handles Ctrl-C
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
