"""Canaries inside a run: made once, judged beside the pairs they were made from, and counted by what caught them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..curate.blind import Second
from ..curate.canaries import KINDS, Canary, item_of, make_canaries, refused
from ..curate.judge import Subject, Verdict
from ..gates import Gate
from ..options import Options
from ..records import Pair, Section


@dataclass
class Calibration:
    """The canaries of a run, by the pair they stand beside; none when nobody asked for any."""

    canaries: dict[str, list[Canary]] = field(default_factory=dict)
    refused_good: int = 0  # of those pairs, how many the gates would not let pass if their offsets were not known

    def make(self, pairs: Sequence[Pair], count: int, section_of: Callable[[Pair], Section | None]) -> None:
        """Makes them, and puts them and the pairs beside them through the gates."""
        for canary in make_canaries(pairs, count, section_of):
            self.canaries.setdefault(canary.beside, []).append(canary)
        for pair in pairs:
            section = section_of(pair) if pair.id in self.canaries else None
            if section:
                self.refused_good += bool(refused(Gate(), item_of(pair), pair, section))

    def subjects_beside(self, identity: str, source: str) -> Iterator[Subject]:
        """The canaries beside a pair, as a judge sees them."""
        for canary in self.canaries.get(identity, ()):
            item = canary.item
            yield Subject(canary.id, item.question, item.answer, item.reasoning_steps, source)

    def told(self, verdicts: Mapping[str, Verdict], blind: Mapping[str, Second], options: Options) -> dict[str, Any]:
        """Per kind of canary how many were made and how many each gate caught; the same for the good pairs beside them."""

        def judged(ids: Sequence[str]) -> dict[str, int]:
            """How many of these pairs the judge and the blind answers reject."""
            found: dict[str, int] = {}
            if verdicts:
                scores = [verdicts[one].scores for one in ids if one in verdicts and verdicts[one].scores]
                found["judge"] = sum(score["overall"] < options.curate for score in scores)
            if blind:
                seconds = [blind[one] for one in ids if one in blind and not blind[one].missing]
                found["blind answers"] = sum(second.agreement < options.agreement for second in seconds)
            return found

        rows: dict[str, Any] = {}
        for kind in KINDS:
            made = [canary for canaries in self.canaries.values() for canary in canaries if canary.kind == kind]
            if made:
                gates = sum(bool(canary.caught) for canary in made)
                rows[kind] = {"made": len(made), "gates": gates, **judged([canary.id for canary in made])}
        good = {"made": len(self.canaries), "gates": self.refused_good, **judged(list(self.canaries))}
        return {**rows, "good pairs (dropped)": good}
