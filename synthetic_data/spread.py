"""An even choice from a sequence: never the first ones only."""

from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def spread(things: Sequence[Thing], count: int) -> tuple[Thing, ...]:
    """`count` of the things, in order, evenly over all of them; all of them if there are no more."""
    if count >= len(things):
        return tuple(things)
    return tuple(things[(2 * number + 1) * len(things) // (2 * count)] for number in range(count))
