"""Puts every section on one side, training or validation, before anything is asked, so that no evidence is ever on both."""

from collections.abc import Sequence
from dataclasses import dataclass

from .records import Side, content_id


@dataclass(frozen=True, slots=True)
class Sides:
    """The side of each section, in the order given, and what came out of the wish for a ratio.

    share is the part of the weight that went to training; note says what a person should know, or is empty.
    """

    sides: tuple[Side, ...]
    groups: int
    share: float
    note: str = ""


def split_groups(ids: Sequence[str], groups: Sequence[int], weights: Sequence[int], ratio: float, seed: int) -> Sides:
    """Whole groups in the order of their hash; the cut falls where the training share comes nearest the ratio.

    ids, groups and weights are per section; sections with the same group number stay together. A group's hash is that of its
    smallest member with the seed, so that a new document moves at most the groups at the cut. Ties favour holding more out.
    """
    members: dict[int, str] = {}
    weight: dict[int, int] = {}
    for section, group, amount in zip(ids, groups, weights, strict=True):
        members[group] = min(members.get(group, section), section)
        weight[group] = weight.get(group, 0) + amount
    ordered = sorted(members, key=lambda group: (content_id(str(seed), members[group]), members[group]))
    total = sum(weight.values())
    best, best_distance, passed = 0, ratio, 0
    for count, group in enumerate(ordered, 1):
        passed += weight[group]
        distance = abs(passed / total - ratio) if total else 1.0
        if distance < best_distance - 1e-12:
            best, best_distance = count, distance
    training = set(ordered[:best])
    sides: tuple[Side, ...] = tuple("train" if group in training else "validation" for group in groups)
    share = sum(weight[group] for group in training) / total if total else 1.0
    return Sides(sides, len(ordered), share, split_note(len(ordered), best, ratio))


def split_note(groups: int, training: int, ratio: float) -> str:
    """What to tell when a side stays empty although something was asked for it."""
    told = f"{groups:,} independent groups of sections" if groups > 1 else "one independent group of sections"
    if groups and training == groups and ratio < 1:
        way_out = "--split-by question or a smaller --train-ratio holds" if groups > 1 else "--split-by question holds"
        return (
            f"The material is too little to hold anything out: {told}, all needed to come nearest a training share of "
            f"{100 * ratio:.0f} %. The validation file is empty; {way_out} some pairs out."
        )
    if groups and training == 0 and ratio > 0:
        return f"All went to validation: {told}, nearest a training share of {100 * ratio:.0f} % that way."
    return ""
