"""Hygiene inside a run: what is dropped, masked or told before anything is judged."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..formats.loading import Loaded, load
from ..generate.collect import Collection
from ..hygiene.benchmarks import Benchmarks, texts_in
from ..hygiene.lint import Bounds, foreign_language, opener_note, out_of_bounds
from ..hygiene.personal_data import HIDING, MASKED, check_library, find, masked, throughout
from ..options import Options
from ..text.question_merge import merge
from ..text.same_question import features

ASKED_BEFORE = "an earlier dataset asks the same"
CONTAMINATED = "shares words with a benchmark"
BESIDE = ("headings", "metadata")  # what a whole document shares is masked, but rejects no pair


def check_hygiene(options: Options) -> None:
    """Raises UserError when a package or a file that the hygiene flags need is not there."""
    if options.pii:
        check_library()
    for flag, paths in (("--against", options.against), ("--decontaminate", options.decontaminate)):
        for path in paths:
            if not Path(path).exists():
                raise UserError(f"{flag} names {path}, which does not exist.", "Give a dataset file or a run's folder.")


@dataclass
class Cleaning:
    """Drops and marks pairs by mechanics alone. clean may be called after every round; it says the same of the same pair."""

    options: Options
    benchmarks: Benchmarks | None = None
    earlier: list[tuple[str, str]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # by pair id: why personal data rejects it
    personal: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # by pair id: kind and field, never the text

    def __post_init__(self) -> None:
        options = self.options
        check_hygiene(options)
        if options.decontaminate:
            self.benchmarks = Benchmarks(map(Path, options.decontaminate), options.decontaminate_ngram)
        for path in options.against:
            pairs = (entry.pair for entry in load(Path(path)) if isinstance(entry, Loaded))
            self.earlier += [(pair.question, pair.answer) for pair in pairs]

    def clean(self, collection: Collection, first: int = 0) -> None:
        """Everything that is asked for, on the pairs kept so far (from number `first` on)."""
        if self.earlier and not first:
            self.drop_asked_before(collection)
        for number in collection.numbers_kept():
            if self.options.no_llm and not self.looks_at_all():
                break
            if number >= first:
                self.look_at(collection, number, json.loads(collection.line(number)))

    def looks_at_all(self) -> bool:
        """Whether heuristics' own pairs have to be looked at: of models' pairs the language is always checked."""
        return bool(self.options.pii or self.benchmarks or any(self.bounds()))

    def bounds(self) -> Bounds:
        return Bounds(self.options.max_question_words, self.options.min_answer_words, self.options.max_answer_words)

    def look_at(self, collection: Collection, number: int, record: dict[str, Any]) -> None:
        reason = out_of_bounds(record, self.bounds())
        if not reason and foreign_language(record):
            reason = "written in another language than its source"
        if not reason and self.benchmarks:
            place = self.benchmarks.found((record["question"], record["answer"]))
            if place:
                reason = CONTAMINATED
                collection.amend(number, flags=flagged(record, f"benchmark:{place.file}:{place.row}"))
        if not reason and self.options.pii:
            reason = self.personal_data(collection, number, record)
        if reason:
            collection.reject(number, reason)

    # --- personal data ---

    def personal_data(self, collection: Collection, number: int, record: dict[str, Any]) -> str:
        """Notes, masks or rejects what a pair holds of personal data; returns the reason to reject it, or "".

        What is rejected is masked, too, so that in a later round nothing is found in it any more: its reason is remembered.
        """
        identity = record["id"]
        found = [{"kind": one.kind, "field": name} for name, text in fields_of(record) for one in find(text)]
        if found:
            where = ", ".join(f"{part['document']}, lines {part['start_line']}–{part['end_line']}" for part in record["sections"])
            self.personal[identity] = [{**one, "where": where} for one in found]
        if found and self.options.pii in HIDING:
            collection.amend(number, **masked_record(record))
        kinds = ", ".join(sorted({one["kind"] for one in found if one["field"] not in BESIDE}))
        if kinds and self.options.pii == "reject":
            self.refused[identity] = f"personal data ({kinds})"
        return self.refused.get(identity, "")

    # --- earlier datasets ---

    def drop_asked_before(self, collection: Collection) -> None:
        """Of an earlier dataset's pair and one of ours that ask the same, the earlier one stays."""
        kept = collection.numbers_kept()
        first = len(self.earlier)

        def text_of(index: int) -> tuple[str, str]:
            return self.earlier[index] if index < first else collection.question_and_answer(kept[index - first])

        packed = [features(*text) for text in self.earlier] + [collection.features[number] for number in kept]
        winners = merge(packed, [1.0] * first + [0.0] * len(kept), text_of)
        for number, winner in zip(kept, winners[first:], strict=True):
            if winner < first:
                collection.reject(number, ASKED_BEFORE)

    def described(self, openers: Counter[str]) -> dict[str, Any]:
        """What the manifest says: counts per kind and where, never the data itself; and a note on openers."""
        told: dict[str, Any] = {}
        if self.options.pii:
            kinds = Counter(one["kind"] for found in self.personal.values() for one in found)
            where = [{"pair": identity, **one} for identity, found in self.personal.items() for one in found]
            told["personal_data"] = {"action": self.options.pii, "found": dict(kinds), "where": where}
        note = opener_note(openers)
        return {**told, "opener_note": note} if note else told


def fields_of(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a pair with the names of their fields."""
    yield from (("question", record["question"]), ("answer", record["answer"]))
    yield from (("reasoning_steps", step) for step in record["reasoning_steps"])
    yield from (("evidence", part["quote"]) for part in record["evidence"])
    yield from (("choices", choice) for choice in record["choices"])
    yield from (("headings", heading) for part in record["sections"] for heading in part["heading_path"])
    yield from (("metadata", text) for text in texts_in(record["metadata"]))


def masked_record(record: dict[str, Any]) -> dict[str, Any]:
    """A pair with everything personal masked."""
    return {**throughout(record, masked), "flags": flagged(record, MASKED)}


def flagged(record: dict[str, Any], flag: str) -> list[str]:
    return [*record["flags"], flag] if flag not in record["flags"] else record["flags"]


def hidden_line(line: str) -> str:
    """The line of a pair that was not kept, with everything personal masked: it may have been dropped before anybody looked."""
    return json.dumps(throughout(json.loads(line), masked), ensure_ascii=False)
