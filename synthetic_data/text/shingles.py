"""A text as its set of word 3-shingles, and the short signature that stands for it in the search for near-duplicates."""

import math
import re
import struct
import unicodedata
import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0963\u0971-\u0dff"  # vowel signs and accents, which \w leaves out
WORD = f"[^\\W{UNSPACED}]+(?:[{_MARKS}]+[^\\W{UNSPACED}]*)*"
_WORDS = re.compile(f"[{UNSPACED}]|{WORD}")
_UNUSUAL = re.compile(f"[{UNSPACED}{_MARKS}]")
_SIMPLE_WORDS = re.compile(r"\w+")  # the same where nothing unusual stands, six times as fast
_ASCII_WORDS = re.compile(r"\w+", re.ASCII)  # the same, twice as fast
HEAD = struct.Struct("=QI")  # digest of the words, number of shingles
STORED = 0.55  # share of the hashes a signature holds; the prefix needs 0.3, the rest tells most pairs apart without their texts


def words(text: str) -> list[str]:
    """The lower-cased words of a text in order; where a script puts no spaces between words, every character is one."""
    if text.isascii():
        return _ASCII_WORDS.findall(text.lower())
    normal = unicodedata.normalize("NFC", text).lower()
    return (_WORDS if _UNUSUAL.search(normal) else _SIMPLE_WORDS).findall(normal)


def shingles(text: str) -> frozenset[str]:
    """Every run of 3 words of a text, once; empty for texts of fewer than 3 words."""
    found = words(text)
    return frozenset(map(" ".join, zip(found, found[1:], found[2:], strict=False)))


def signature(text: str) -> bytes:
    """What `groups` needs to know of a text: 12 bytes and about 2 for every shingle; made where the text is, sent as it is.

    It holds a digest of the words, the number of shingles and the smallest of their hashes (31 bits, equal on every machine).
    """
    found = words(text)
    hashes = hashes_of(found)
    joined = " ".join(found).encode("utf-8", "surrogatepass")
    digest = int.from_bytes(blake2b(joined, digest_size=8).digest(), "little")
    return HEAD.pack(digest, len(hashes)) + hashes[: math.ceil(STORED * len(hashes)) + 2].tobytes()


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


def hashes_of(found: list[str]) -> "NDArray[np.uint32]":
    """The hashes of the shingles of these words, ascending; one for each shingle, so that two that collide are counted as two."""
    import numpy as np

    encoded = " ".join(found).encode("utf-8", "surrogatepass").split(b" ")  # at once, as there are as many shingles as words
    different = set(map(b" ".join, zip(encoded, encoded[1:], encoded[2:], strict=False)))
    hashes: NDArray[np.uint32] = np.fromiter(map(zlib.crc32, different), dtype=np.uint32, count=len(different))
    hashes >>= 1
    hashes.sort()
    return hashes
