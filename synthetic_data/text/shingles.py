"""A text as its words and as its set of word 3-shingles, and what searches for sets that are alike need."""

import math
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

# Thai, Lao, Burmese, Khmer, Chinese and Japanese put no spaces between words.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0963\u0971-\u0dff"  # vowel signs and accents, which \w leaves out
WORD = f"[^\\W{UNSPACED}]+(?:[{_MARKS}]+[^\\W{UNSPACED}]*)*"
_MAYBE_UNUSUAL = re.compile("[^\0-\u02ff\u0370-\u0590\u2000-\u303f]")  # few texts need more, which is slow to compile
_SIMPLE_WORDS = re.compile(r"\w+")  # the same where nothing unusual stands, six times as fast
_ASCII_WORDS = re.compile(r"\w+", re.ASCII)  # the same, twice as fast


@cache
def any_words() -> re.Pattern[str]:
    """The words of any text, with what is unusual in it."""
    return re.compile(f"[{UNSPACED}]|{WORD}")


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}{_MARKS}]")


def is_unusual(text: str) -> bool:
    r"""Whether a text holds anything of a script without spaces, or a mark: else its words are runs of \w."""
    return not text.isascii() and _MAYBE_UNUSUAL.search(text) is not None and _unusual().search(text) is not None


def words(text: str) -> list[str]:
    """The lower-cased words of a text in order; where a script puts no spaces between words, every character is one."""
    if text.isascii():
        return _ASCII_WORDS.findall(text.lower())
    normal = unicodedata.normalize("NFC", text).lower()
    return (any_words() if is_unusual(normal) else _SIMPLE_WORDS).findall(normal)


def shingles(text: str) -> frozenset[str]:
    """Every run of 3 words of a text, once; empty for texts of fewer than 3 words."""
    found = words(text)
    return frozenset(map(" ".join, zip(found, found[1:], found[2:], strict=False)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the elements of either set that are in both; 1 for two empty sets."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if one or other else 1.0


def prefix_length(size: int, threshold: float) -> int:
    """How many first elements of a set of this size must hold one of any set as alike as the threshold."""
    return size - math.ceil(threshold * size - 1e-9) + 1 if size else 0


def spread(starts: "NDArray[np.integer[Any]]", lengths: "NDArray[np.integer[Any]]") -> "Numbers":
    """The positions start, start + 1, … of every run, one run after the other."""
    import numpy as np

    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    positions: Numbers = np.arange(total) + np.repeat(starts - ends + lengths, lengths)
    return positions
