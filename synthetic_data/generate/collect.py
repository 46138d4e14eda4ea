"""All pairs of a run gathered: duplicates merged, a wished-for number chosen; the pairs themselves lie on disk."""

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..files import Shelf
from ..records import Side
from ..spread import spread
from ..text.question_merge import merge
from .answers import Harvest, asked
from .repeated import Repeats, said_in

KEPT = -1
NOT_NEEDED = -2
REJECTED = -3


@dataclass
class Collection:
    """The pairs of a run in their order (document, section, type), with what is needed to choose among them.

    fate[n] is KEPT, NOT_NEEDED, REJECTED (after it had passed the gates; reasons says why), or the pair that n is merged into.
    images tells where on the shelf an image lies that pairs name by its path in the run folder; shown is the account of all images.
    """

    shelf: Shelf
    places: "array[int]" = field(default_factory=lambda: array("q"))  # position and length on the shelf, in turn
    sections: "array[int]" = field(default_factory=lambda: array("l"))
    types: list[str] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    features: list[bytes] = field(default_factory=list)
    grounding: "array[float]" = field(default_factory=lambda: array("d"))
    facts: list[int] = field(default_factory=list)
    said: "array[int]" = field(default_factory=lambda: array("Q"))
    documents: "array[int]" = field(default_factory=lambda: array("l"))  # each by its first section
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    rejected: list[tuple[int, int]] = field(default_factory=list)
    fate: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    images: dict[str, tuple[int, int]] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)

    def add(self, harvest: Harvest, first_section: int) -> None:
        """Takes what came of one document, whose sections are numbered from first_section."""
        self.counts.update(harvest.counts)
        for line in harvest.rejected:
            self.rejected.append(self.shelf.put(line))
        for note in harvest.pairs:
            self.places.extend(self.shelf.put(note.line))
            self.sections.append(first_section + note.section)
            self.types.append(note.question_type)
            self.sides.append(note.side)
            self.features.append(note.features)
            self.grounding.append(note.grounding)
            self.facts.append(note.facts)
            self.said.append(note.said)
            self.documents.append(first_section)

    def __len__(self) -> int:
        return len(self.types)

    def kept(self) -> int:
        """How many pairs are kept as things stand."""
        return self.fate.count(KEPT)

    def line(self, number: int) -> str:
        """A pair's line of JSON."""
        position, length = self.places[2 * number : 2 * number + 2]
        return self.shelf.get(position, length).decode("utf-8", "surrogatepass")

    def question_and_answer(self, number: int) -> tuple[str, str]:
        record = json.loads(self.line(number))
        return asked(record["question"], record["images"]), record["answer"]

    def says_the_same(self, one: int, other: int) -> bool:
        return said_in(json.loads(self.line(one))) == said_in(json.loads(self.line(other)))

    def rejected_lines(self) -> Iterator[str]:
        for position, length in self.rejected:
            yield self.shelf.get(position, length).decode("utf-8", "surrogatepass")

    def reject(self, number: int, reason: str) -> None:
        """Drops a pair that had passed the gates, for a reason that the funnel counts by."""
        self.fate[number] = REJECTED
        self.reasons[number] = reason
        self.counts[self.types[number], f"rejected: {reason}"] += 1

    def amend(self, number: int, **changes: Any) -> None:
        """Puts scores, flags or the like into a pair's line; what it asks and answers stays."""
        line = json.dumps({**json.loads(self.line(number)), **changes}, ensure_ascii=False)
        self.places[2 * number : 2 * number + 2] = array("q", self.shelf.put(line.encode("utf-8", "surrogatepass")))

    def numbers_kept(self) -> list[int]:
        """The kept pairs, by number."""
        return [number for number, fate in enumerate(self.fate) if fate == KEPT]

    def numbers_merged(self) -> list[int]:
        """The pairs that are merged into another one, by number."""
        return [number for number, fate in enumerate(self.fate) if fate >= 0]

    def merge_duplicates(self, weights: Sequence[float] | None = None) -> None:
        """Of pairs that ask the same thing the one of most weight stays: the best grounded, unless weights are given.

        So it is with those that say the same by the same words in different documents. What was rejected before is judged anew.
        """
        for number, reason in self.reasons.items():
            self.counts[self.types[number], f"rejected: {reason}"] -= 1
        self.reasons.clear()
        weights = self.grounding if weights is None else weights
        winners = merge(self.features, weights, self.question_and_answer)
        winners = Repeats(self.said, self.documents, weights).once(winners, self.says_the_same)
        self.fate = [KEPT if winner == number else winner for number, winner in enumerate(winners)]
        for kind in set(self.types):
            self.counts[kind, "merged"] = sum(fate != KEPT for fate, own in zip(self.fate, self.types, strict=True) if own == kind)

    def choose(self, total: int, mix: Mapping[str, int]) -> int:
        """Keeps at most `total` pairs in the given mix of types, each type evenly over the documents.

        Returns how many are missing when there are not enough.
        """
        kept: dict[str, list[int]] = {}
        for number, fate in enumerate(self.fate):
            if fate == KEPT:
                kept.setdefault(self.types[number], []).append(number)
        targets = allot(total, mix, {name: len(numbers) for name, numbers in kept.items()})
        chosen = {number for name, numbers in kept.items() for number in spread(numbers, targets.get(name, 0))}
        for number, fate in enumerate(self.fate):
            if fate == KEPT and number not in chosen:
                self.fate[number] = NOT_NEEDED
                self.counts[self.types[number], "not needed"] += 1
        return total - len(chosen)


def allot(total: int, mix: Mapping[str, int], available: Mapping[str, int]) -> dict[str, int]:
    """How many of each type make up the total: by the mix as far as there are enough, the rest from types that have more."""
    targets = dict.fromkeys(available, 0)
    left = min(total, sum(available.values()))
    while left > 0:
        open_types = [name for name in targets if targets[name] < available[name]]
        weight = sum(mix.get(name, 0) for name in open_types)
        shares = {name: left * mix.get(name, 0) / weight if weight else left / len(open_types) for name in open_types}
        gains = {name: min(int(share), available[name] - targets[name]) for name, share in shares.items()}
        if not any(gains.values()):
            largest = sorted(open_types, key=lambda name: (-shares[name], name))[:left]
            gains = dict.fromkeys(largest, 1)
        for name, gain in gains.items():
            targets[name] += gain
            left -= gain
    return targets
