"""Shares a number of pairs out over all sections, in proportion to what each can carry: never the first pages only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .plan import Counts


@dataclass
class Quota:
    """How many pairs of each type are wanted, and how many the plan could carry, per type.

    share takes the sections in order and gives each its part: with cumulative rounding every type's parts add up to what is
    wanted (if the plan can carry that many), and they are spread evenly over the sections.
    """

    wanted: Mapping[str, int]
    carried: Mapping[str, int]
    passed: dict[str, int] = field(default_factory=dict)

    def share(self, counts: Counts) -> Counts:
        """The part of one section, given what it could carry of each type."""
        parts: Counts = {}
        for name, count in counts.items():
            total = self.carried.get(name, 0)
            before = self.passed.get(name, 0)
            after = before + count
            self.passed[name] = after
            wanted = self.wanted.get(name, 0)
            part = rounded(after * wanted, total) - rounded(before * wanted, total) if total else 0
            if part:
                parts[name] = part
        return parts


def rounded(numerator: int, denominator: int) -> int:
    """numerator / denominator to the nearest whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def carried_by(all_counts: Iterable[Counts]) -> Counts:
    """How many pairs of each type all sections together can carry."""
    totals: Counts = {}
    for counts in all_counts:
        for name, count in counts.items():
            totals[name] = totals.get(name, 0) + count
    return totals


def wanted_by_type(total: int, carried: Mapping[str, int]) -> dict[str, int]:
    """The total in the mix of what can be carried, whole numbers by largest remainder."""
    whole = sum(carried.values())
    exact = {name: total * count / whole for name, count in carried.items()} if whole else {}
    result = {name: int(share) for name, share in exact.items()}
    for name in sorted(exact, key=lambda name: (result[name] - exact[name], name))[: total - sum(result.values())]:
        result[name] += 1
    return result


def missing(wanted: Mapping[str, int], kept: Mapping[str, int]) -> dict[str, int]:
    """How many of each type are still missing."""
    return {name: count - kept.get(name, 0) for name, count in wanted.items() if count > kept.get(name, 0)}
