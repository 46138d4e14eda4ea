"""Tells pairs of different documents that say the same by the same words: a sentence or table row that stands in several files."""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

LEAST_WORDS = 5  # "30s" behind the same row of two tables is the default of two things
PLACE = re.compile(r'"[^"\n]*"')  # the names of documents and headings in an answer
LINK_TARGET = re.compile(r"\]\([^)\s]*\)|\]\[[^\]]*\]")
MARKUP = "*_`[]"


def what_is_said(question_type: str, answer: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """What two pairs have in common that only put the same fact to different documents; empty where it is too short to tell."""
    told = plain(PLACE.sub("", answer))
    if not quotes or len(told.split()) < LEAST_WORDS:
        return ()
    return (question_type, told, *(plain(without_targets(quote)) for quote in quotes))


def without_targets(quote: str) -> str:
    """A quote whose links have lost their addresses, which differ from folder to folder."""
    return LINK_TARGET.sub("]", quote) if "](" in quote or "][" in quote else quote


def plain(text: str) -> str:
    for mark in MARKUP:
        text = text.replace(mark, "")  # a fifth of the time of `translate`
    return " ".join(text.casefold().split())


def said_in(record: dict[str, Any]) -> tuple[str, ...]:
    """The same of a pair as its line of JSON has it."""
    return what_is_said(record["question_type"], record["answer"], [part["quote"] for part in record["evidence"]])


def mark(said: tuple[str, ...]) -> int:
    """A number for it, 0 for nothing."""
    if not said:
        return 0
    return int.from_bytes(blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


class Repeats(NamedTuple):
    """All pairs of a run by what they say: a mark of it, their document, and how much speaks for each of them."""

    marks: Sequence[int]
    documents: Sequence[int]
    weights: Sequence[float]

    def once(self, winners: Sequence[int], alike: Callable[[int, int], bool]) -> list[int]:
        """The winners (for each pair the one it is merged into, or itself) with repeats in other documents merged, too.

        The one of most weight stays, of equals the earliest; `alike` compares two in full, for marks are not trusted.
        """
        stays: dict[int, int] = {}
        moved: dict[int, int] = {}
        open_ = [number for number, winner in enumerate(winners) if winner == number and self.marks[number]]
        for number in sorted(open_, key=lambda number: -self.weights[number]):
            other = stays.setdefault(self.marks[number], number)
            if self.documents[other] != self.documents[number] and alike(other, number):
                moved[number] = other
        return [moved.get(winner, winner) for winner in winners]
