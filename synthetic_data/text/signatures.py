"""The short signature that stands for a text in the search for near-duplicates, made for all texts of a document at once.

Words are hashed by polynomials over the bytes of many texts together: quick, as no Python object is made for a word, and the same
on every machine. All numbers are 64 bits wide and wrap around.
"""

import math
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np  # who needs signatures imports this module where they are made: numpy takes a while to load
from numpy.typing import NDArray

from .shingles import UNUSUAL, words

Hashes = NDArray[np.uint64]
Shortened = NDArray[np.uint32]
Places = NDArray[np.intp]

HEAD = struct.Struct("=QI")  # digest of the words, number of shingles
STORED = 0.55  # share of the hashes a signature holds; the prefix needs 0.3, the rest tells most pairs apart without their texts
AT_ONCE = 1 << 15  # bytes hashed together: enough to be quick, few enough to stay in the processor's cache
FACTOR = 0x9E3779B97F4A7C15
INVERSE = pow(FACTOR, -1, 1 << 64)
SIGNS = re.compile(r"[^\0-\x7f\w]")  # what is part of no word, ASCII aside
IN_WORD = np.array([byte > 127 or chr(byte).isalnum() or chr(byte) == "_" for byte in range(256)])


def signatures(texts: Iterable[str]) -> list[bytes]:
    """What `near_duplicates.groups` needs to know of each text, 12 bytes and about 2 for every shingle; made where the texts are.

    It holds a digest of the words, the number of shingles and the smallest of their hashes (31 bits, equal on every machine).
    """
    return [
        HEAD.pack(digest, len(hashes)) + hashes[: math.ceil(STORED * len(hashes)) + 2].tobytes()
        for some in together(map(as_bytes, texts))
        for digest, hashes in hashed(some)
    ]


def hashes_of(texts: Iterable[str]) -> Iterator[Shortened]:
    """The hashes of each text's shingles, ascending; one for each shingle, so that two that collide are counted as two."""
    for some in together(map(as_bytes, texts)):
        for _, hashes in hashed(some):
            yield hashes


def as_bytes(text: str) -> bytes:
    """A text with its words as `words` gives them and ASCII signs between; every byte above 127 belongs to a word."""
    if text.isascii():
        return text.lower().encode()
    normal = unicodedata.normalize("NFC", text).lower()
    spaced = " ".join(words(text)) if UNUSUAL.search(normal) else SIGNS.sub(" ", normal)
    return spaced.encode("utf-8", "surrogatepass")


def together(texts: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The texts, so many at a time as make about AT_ONCE bytes."""
    some: list[bytes] = []
    size = 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def hashed(texts: Sequence[bytes]) -> Iterator[tuple[int, Shortened]]:
    """For each text a digest of its words and the hashes of its shingles, ascending."""
    data = np.frombuffer(b"\n".join([b"", *texts, b""]), dtype=np.uint8)
    inside = IN_WORD[data]
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    found = word_hashes(data, edges[::2], edges[1::2])
    shingles = mixed((found[:-2] * np.uint64(FACTOR) + found[1:-1]) * np.uint64(FACTOR) + found[2:])
    bounds = [0, *np.searchsorted(edges[::2], np.cumsum([len(text) + 1 for text in texts])).tolist()]
    new = np.ones(len(shingles), dtype=bool)
    for first, last in pairwise(bounds):
        shingles[first : max(first, last - 2)].sort()
    np.not_equal(shingles[1:], shingles[:-1], out=new[1:])
    short = shortened(shingles)
    for first, last in pairwise(bounds):
        own = slice(first, max(first, last - 2))  # so none with words of two texts
        new[first : first + 1] = True
        digest = blake2b(found[first:last].tobytes(), digest_size=8).digest()
        yield int.from_bytes(digest, "little"), short[own][new[own]]


def word_hashes(data: NDArray[np.uint8], starts: Places, ends: Places) -> Hashes:
    """A hash of data[start:end] for each word, the same wherever it stands."""
    cuts = np.searchsorted(starts, np.arange(0, len(data) + AT_ONCE, AT_ONCE)).tolist()
    parts = [np.zeros(0, dtype=np.uint64)]
    for first, last in zip(cuts, cuts[1:], strict=False):
        if first < last:
            start, end = int(starts[first]), int(ends[last - 1])
            powers, inverse = powers_for(max(end - start, 2 * AT_ONCE))
            sums = np.zeros(end - start + 1, dtype=np.uint64)
            np.cumsum(byte_values()[data[start:end]] * powers[: end - start], out=sums[1:])
            at = starts[first:last] - start
            parts.append(mixed((sums[ends[first:last] - start] - sums[at]) * inverse[at]))
    return np.concatenate(parts)


@lru_cache(maxsize=1)
def powers_for(size: int) -> tuple[Hashes, Hashes]:
    """The powers of the factor and of its inverse, from the first on, as many as asked for."""
    powers: list[Hashes] = [np.multiply.accumulate(np.full(size, number, dtype=np.uint64)) for number in (FACTOR, INVERSE)]
    return powers[0], powers[1]


@lru_cache(maxsize=1)
def byte_values() -> Hashes:
    """A number for each byte, none of them near another."""
    return mixed(np.arange(1, 257, dtype=np.uint64))


def mixed(numbers: Hashes) -> Hashes:
    """The numbers stirred so that every bit depends on all bits (the end of SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    stirred: Hashes = numbers ^ (numbers >> np.uint64(31))
    return stirred


def shortened(hashes: Hashes) -> Shortened:
    """The first 31 bits of each hash, which sort as the whole ones do."""
    first: Shortened = (hashes >> np.uint64(33)).astype(np.uint32)
    return first
