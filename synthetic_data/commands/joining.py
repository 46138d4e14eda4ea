"""Several sources of pairs joined: duplicates found, every pair on one side, no section on both."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..files import Shelf
from ..formats.loading import SYSTEM
from ..formats.pairs import from_json, to_json
from ..formats.saving import Given
from ..generate.answers import grounding, merit
from ..options import Options
from ..records import Pair, Side, content_id
from ..split import split_groups
from ..text.question_merge import merge
from ..text.same_question import features
from .sources import Sided, group_of


@dataclass
class Joined:
    """The pairs of all sources, on disk, in their order.

    A unit is a question of one source with all its rows: a file may hold one question with several reasoning levels, and those are
    no duplicates of each other. into[unit] is the unit that it is merged into, itself if it is kept.
    """

    shelf: Shelf
    places: "array[int]" = field(default_factory=lambda: array("q"))  # position and length of each pair, in turn
    systems: list[str] = field(default_factory=list)
    unit_of: "array[int]" = field(default_factory=lambda: array("l"))
    first: list[int] = field(default_factory=list)  # the first pair of each unit
    source_of: "array[int]" = field(default_factory=lambda: array("l"))  # of each unit
    sides: list[Side] = field(default_factory=list)  # of each unit
    sections: list[tuple[str, ...]] = field(default_factory=list)  # of each unit
    documents: list[tuple[str, ...]] = field(default_factory=list)  # of each unit
    into: list[int] = field(default_factory=list)
    repeated: int = 0  # rows that were there twice in one source
    moved: int = 0  # units put into training because something of theirs was there already

    def pair(self, number: int) -> Pair:
        position, length = self.places[2 * number : 2 * number + 2]
        return from_json(self.shelf.get(position, length).decode("utf-8", "surrogatepass"))

    def kept(self) -> Iterator[Given]:
        """The pairs that stay, each on the side of its unit."""
        for number, unit in enumerate(self.unit_of):
            if self.into[unit] == unit:
                yield Given(replace(self.pair(number), split=self.sides[unit]), self.systems[number])

    def dropped(self) -> Iterator[tuple[Pair, str]]:
        """The duplicates, each with the id of the pair that stays."""
        for number, unit in enumerate(self.unit_of):
            if self.into[unit] != unit:
                yield self.pair(number), self.pair(self.first[self.into[unit]]).id

    def count(self, kept: bool) -> Counter[int]:
        """Pairs per source that stay, or that go."""
        return Counter(self.source_of[unit] for unit in self.unit_of if (self.into[unit] == unit) == kept)


def join(sources: Sequence[Sided], shelf: Shelf) -> Joined:
    """Reads all sources and merges what asks the same: the better pair stays (see `merit`), of equals the earlier one."""
    joined = Joined(shelf)
    marks: list[bytes] = []
    grounds = array("d")
    for number, source in enumerate(sources):
        units: dict[str, int] = {}
        seen: set[str] = set()
        for pair, system in source():
            question = group_of(pair)
            if question not in units:
                units[question] = len(joined.first)
                joined.first.append(len(joined.unit_of))
                joined.source_of.append(number)
                joined.sides.append(pair.split)
                joined.sections.append(tuple(section.id for section in pair.sections))
                joined.documents.append(tuple(section.document for section in pair.sections))
                marks.append(features(pair.question, pair.answer))
                grounds.append(merit(pair.scores, grounding(pair)))
            unit = units[question]
            row = content_id(str(unit), pair.answer, *pair.reasoning_steps)
            if row in seen:
                joined.repeated += 1
                continue
            seen.add(row)
            if joined.sides[unit] != pair.split:
                joined.sides[unit] = "train"
            if system and not pair.sections:
                pair = replace(pair, metadata={SYSTEM: system})
            joined.places.extend(joined.shelf.put(to_json(pair).encode("utf-8", "surrogatepass")))
            joined.systems.append(system)
            joined.unit_of.append(unit)

    def text_of(unit: int) -> tuple[str, str]:
        pair = joined.pair(joined.first[unit])
        return pair.question, pair.answer

    joined.into = merge(marks, grounds, text_of)
    return joined


def keep_sides(joined: Joined) -> None:
    """Leaves every pair on its side, unless its sections stand on both: then all that shares them goes to training.

    A source that was itself split by question has its sections on both sides on purpose; it is left alone.
    """
    by_question = sources_split_by_question(joined)
    groups = groups_of([unit for unit in live(joined) if joined.source_of[unit] not in by_question], joined.sections)
    for members in groups:
        if len({joined.sides[unit] for unit in members}) > 1:
            for unit in members:
                joined.moved += joined.sides[unit] == "validation"
                joined.sides[unit] = "train"


def split_again(joined: Joined, options: Options) -> None:
    """Makes the split again: pairs that share a section (or a document, or nothing but the question) stay together."""
    alone: list[tuple[str, ...]] = [()] * len(joined.first)
    shared = {"section": joined.sections, "document": joined.documents, "question": alone}
    groups = groups_of(live(joined), shared[options.split_by])
    ids = [joined.pair(joined.first[unit]).id for members in groups for unit in members]
    numbers = [number for number, members in enumerate(groups) for _ in members]
    split = split_groups(ids, numbers, [1] * len(ids), options.train_ratio, options.seed)
    for unit, side in zip((unit for members in groups for unit in members), split.sides, strict=True):
        joined.sides[unit] = side


def live(joined: Joined) -> list[int]:
    return [unit for unit, into in enumerate(joined.into) if unit == into]


def sources_split_by_question(joined: Joined) -> set[int]:
    """The sources in which a section was asked about on both sides."""
    side: dict[tuple[int, str], Side] = {}
    found = set()
    for unit, source in enumerate(joined.source_of):
        for section in joined.sections[unit]:
            if side.setdefault((source, section), joined.sides[unit]) != joined.sides[unit]:
                found.add(source)
    return found


def groups_of(units: Sequence[int], shared: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """The units in groups that share something, directly or through others."""
    leader = {unit: unit for unit in units}

    def top(unit: int) -> int:
        while leader[unit] != unit:
            leader[unit] = leader[leader[unit]]
            unit = leader[unit]
        return unit

    holder: dict[str, int] = {}
    for unit in units:
        for part in shared[unit]:
            leader[top(unit)] = top(holder.setdefault(part, unit))
    groups: dict[int, list[int]] = {}
    for unit in units:
        groups.setdefault(top(unit), []).append(unit)
    return list(groups.values())
