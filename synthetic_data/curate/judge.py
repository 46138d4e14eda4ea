"""A judge scores pairs from 1 to 10 on a written rubric, seeing the source; it returns scores by id and never rewrites a pair."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, NamedTuple

from ..exchange import Engine, Request, Sampling
from ..generate.render import WORD_JOINER, disarmed, keyed
from ..prompts.curation import CurationPrompts
from ..records import content_id
from .asking import answered, objects_in

CRITERIA = ("accuracy", "relevance", "clarity", "usefulness")
AT_ONCE = 6  # pairs in one request
TRIES = 2  # how often a pair is put before the judge until a score can be read
JUDGE_TOKENS = 1500
SEED_BITS = 31


class Subject(NamedTuple):
    """A pair as a judge sees it. source is the rendered section, "" when there is none."""

    id: str
    question: str
    answer: str
    reasoning: tuple[str, ...]
    source: str


class Verdict(NamedTuple):
    """What came of judging one pair: its scores (criteria, overall, the judge's reason), or why there are none."""

    scores: dict[str, Any]
    unjudged: str = ""


class Keys:
    """What pairs are known by while they are judged: their ids, made unique where two share one."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def of(self, identity: str) -> str:
        """The key of the next pair with this id."""
        self.seen[identity] += 1
        return f"{identity}#{self.seen[identity]}" if self.seen[identity] > 1 else identity


@dataclass
class Judge:
    """Puts pairs before a judge. verdicts remembers by pair id, so that no pair is judged twice in a run."""

    engine: Engine
    prompts: CurationPrompts
    seed: int = 0
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def judge(self, subjects: Iterable[Subject]) -> Iterator[tuple[str, Verdict]]:
        """Each pair's id with its verdict; pairs of one source should come one after the other, so that they share requests."""
        left: list[Subject] = []
        for subject, verdict in self.once(subjects, 0):
            if verdict.unjudged and verdict.unjudged != "stopped":
                left.append(subject)
            else:
                yield subject.id, self.remembered(subject, verdict)
        for attempt in range(1, TRIES):
            again, left = left, []
            for subject, verdict in self.once(again, attempt):
                if verdict.unjudged and attempt + 1 < TRIES:
                    left.append(subject)
                else:
                    yield subject.id, self.remembered(subject, verdict)

    def remembered(self, subject: Subject, verdict: Verdict) -> Verdict:
        self.verdicts[subject.id] = verdict
        return verdict

    def once(self, subjects: Iterable[Subject], attempt: int) -> Iterator[tuple[Subject, Verdict]]:
        """One round: batches of pairs with the same source."""
        size = AT_ONCE if attempt == 0 else 1
        requests = ((batch, self.request(batch, attempt)) for batch in batches(subjects, size))
        for batch, reply in answered(self.engine, requests):
            told = {} if reply.failure else read_scores(reply.text.replace(WORD_JOINER, ""), len(batch))
            for number, subject in enumerate(batch, 1):
                scores = told.get(number)
                reason = "stopped" if reply.failure == "stopped" else f"no answer: {reply.failure}"
                yield subject, Verdict(scores) if scores else Verdict({}, reason if reply.failure else "no scores in the reply")

    def request(self, batch: Sequence[Subject], attempt: int) -> Request:
        """The rubric, the source, and the pairs numbered from 1."""
        pairs = [
            {"number": number, "question": one.question, "reasoning": list(one.reasoning), "answer": one.answer}
            for number, one in enumerate(batch, 1)
        ]
        source = batch[0].source
        text = (source + "\n\n" if source else "") + disarmed(self.prompts.render("judge_task", pairs=pairs, source=bool(source)))
        messages = ({"role": "system", "content": self.prompts.render("judge")}, {"role": "user", "content": text})
        seed = int(content_id(str(self.seed), str(attempt), *(one.id for one in batch)), 16) & ((1 << SEED_BITS) - 1)
        sampling = Sampling(JUDGE_TOKENS, 0.0 if attempt == 0 else 0.3, 1.0, seed)
        return keyed(Request("", messages, sampling, scores_schema(len(batch)), content_id(source)), self.engine.identity)


def batches(subjects: Iterable[Subject], size: int) -> Iterator[list[Subject]]:
    """Neighbours with the same source, at most `size` at a time."""
    for _, group in groupby(subjects, key=lambda subject: subject.source):
        while batch := list(islice(group, size)):
            yield batch


def read_scores(text: str, count: int) -> dict[int, dict[str, Any]]:
    """The scores in a reply by the pair's number; what lacks a criterion, is out of range or given twice is left out."""
    found: dict[int, dict[str, Any]] = {}
    twice = set()
    for entry in objects_in(text):
        number = as_number(entry.get("pair", entry.get("id")))
        scores = {name: as_number(entry.get(name)) for name in CRITERIA}
        if number is None or number != int(number) or not 1 <= number <= count:
            continue
        if any(score is None or not 1 <= score <= 10 for score in scores.values()):
            continue
        twice |= {int(number)} & set(found)
        found[int(number)] = {**scores, "overall": overall(scores), "reason": str(entry.get("reason", ""))[:500]}
    return {number: scores for number, scores in found.items() if number not in twice}


def as_number(value: Any) -> float | None:
    """A score as a number: 8, 8.5, "8", "8/10", "p3"."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value.strip().removesuffix("/10").lstrip("pP#") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def overall(scores: dict[str, Any]) -> float:
    """The mean of the criteria, but never above accuracy: what is wrong is not saved by being clear."""
    mean = sum(float(scores[name]) for name in CRITERIA) / len(CRITERIA)
    return round(min(mean, float(scores["accuracy"])), 2)


def scores_schema(count: int) -> dict[str, Any]:
    """The JSON schema of a judge's reply: the reason before the numbers, so that these follow from it."""
    score = {"type": "integer", "minimum": 1, "maximum": 10}
    fields: dict[str, Any] = {"pair": {"type": "integer"}, "reason": {"type": "string"}, **dict.fromkeys(CRITERIA, score)}
    entry = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    scores = {"type": "array", "items": entry, "minItems": count, "maxItems": count}
    return {"type": "object", "properties": {"scores": scores}, "required": ["scores"], "additionalProperties": False}
