"""The short signature that stands for a text in the search for near-duplicates, made for all texts of a document at once.

Words are hashed by the numbers that their bytes are, those of many texts together: quick, as no Python object is made for a word,
and the same on every machine. All numbers are 64 bits wide and wrap around.
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

from .shingles import is_unusual, words

Hashes = NDArray[np.uint64]
Shortened = NDArray[np.uint32]
Places = NDArray[np.intp]

HEAD = struct.Struct("=QI")  # digest of the words, number of shingles
STORED = 0.55  # share of the hashes a signature holds; the prefix needs 0.3, the rest tells most pairs apart without their texts
AT_ONCE = 1 << 15  # bytes hashed together: enough to be quick, few enough to stay in the processor's cache
FACTOR = 0x9E3779B97F4A7C15
INVERSE = pow(FACTOR, -1, 1 << 64)
SIGNS = re.compile(r"[^\0-\x7f\w]")  # what is part of no word, ASCII aside
ASCII = bytes(range(128))
IN_WORDS = b"abcdefghijklmnopqrstuvwxyz0123456789_" + bytes(range(128, 256))
LETTERS = bytes(byte if byte in IN_WORDS else 0 for byte in bytes(range(256)).lower())  # capitals made small, 0 between words
NUMBER = 8  # bytes that are read as one number
FIRST: Hashes = np.array([(1 << 8 * size) - 1 for size in range(NUMBER + 1)], dtype=np.uint64)  # leaves so many bytes of one


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
    """A text with its words as `words` gives them, ASCII capitals aside, and ASCII signs between; bytes above 127 are letters."""
    raw = text.encode("utf-8", "surrogatepass")
    if text.isascii():
        return raw
    apart = raw.translate(None, ASCII)
    rare = apart.decode("utf-8", "surrogatepass")
    if not all(map(is_easy, distinct := set(rare))):
        normal = unicodedata.normalize("NFC", text).lower()
        spaced = " ".join(words(text)) if is_unusual(normal) else SIGNS.sub(" ", normal)
        return spaced.encode("utf-8", "surrogatepass")
    for sign in SIGNS.findall("".join(distinct)):
        raw = raw.replace(sign.encode(), b" ")
    return raw


@lru_cache(maxsize=4096)
def is_easy(character: str) -> bool:
    """Whether a character stays as it is whatever stands around it, is no capital, and of a script with spaces between words.

    Asked of each character by itself: so only of those known never to join the one before (Latin, Greek, Cyrillic and signs).
    """
    usual = character < "\u0300" or "\u0370" <= character < "\u0530" or "\u2010" <= character < "\u2c00"
    stays = unicodedata.normalize("NFC", character) == character == character.lower()
    return usual and stays and not unicodedata.category(character).startswith("M")


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
    text = b"\n".join([b"", *texts, bytes(NUMBER)]).translate(LETTERS)
    inside = np.frombuffer(text, dtype=np.uint8) != 0
    edges = (inside[1:] != inside[:-1]).nonzero()[0] + 1
    count = len(edges) // 2
    found = np.zeros(count + 2, dtype=np.uint64)  # nothing stands behind the last words
    found[:count] = word_hashes(text, edges[::2], edges[1::2])
    bounds = edges.searchsorted(np.cumsum([0, *[len(text) + 1 for text in texts]]), side="right") // 2
    shingles = (found[:-2] * np.uint64(FACTOR) + found[1:-1]) * np.uint64(FACTOR) + found[2:]
    for first, last in pairwise(bounds.tolist()):
        shingles[first : max(first, last - 2)].sort()  # the two after them hold words of the next text
    new = np.ones(count + 2, dtype=bool)
    new[1:count] = shingles[1:] != shingles[:-1]
    new[bounds[:-1]] = True
    new[bounds[1:] - 1] = new[bounds[1:] - 2] = False
    short = shortened(shingles[new[:count]])
    cuts = np.append(0, np.cumsum(new))[bounds].tolist()
    for digest, (first, last) in zip(digests_of(found, bounds), pairwise(cuts), strict=True):
        yield digest, short[first:last]


def word_hashes(text: bytes, starts: Places, ends: Places) -> Hashes:
    """A hash of text[start:end] for each word, the same wherever it stands; the few of more than 16 bytes are hashed one by one."""
    numbers: Hashes = np.ndarray(len(text) - NUMBER + 1, "<u8", text, 0, 1)  # one beginning at every byte
    sizes = ends - starts
    hashes = mixed(numbers[starts] & FIRST.take(sizes, mode="clip"))
    more = (sizes > NUMBER).nonzero()[0]
    hashes[more] = mixed(hashes[more] + (numbers[starts[more] + NUMBER] & FIRST.take(sizes[more] - NUMBER, mode="clip")))
    for long in (sizes > 2 * NUMBER).nonzero()[0].tolist():
        hashes[long] = int.from_bytes(blake2b(text[starts[long] : ends[long]], digest_size=8).digest(), "little")
    return hashes


def digests_of(words: Hashes, bounds: Places) -> list[int]:
    """A hash of each text's words in their order."""
    powers, inverse = powers_for(max(len(words) + 1, AT_ONCE))
    sums = np.zeros(len(words) + 1, dtype=np.uint64)
    np.cumsum(words * powers[: len(words)], out=sums[1:])
    digests: list[int] = mixed((sums[bounds[1:]] - sums[bounds[:-1]]) * inverse[bounds[:-1]]).tolist()
    return digests


@lru_cache(maxsize=1)
def powers_for(size: int) -> tuple[Hashes, Hashes]:
    """The powers of the factor and of its inverse, from the first on, as many as asked for."""
    powers: list[Hashes] = [np.multiply.accumulate(np.full(size, number, dtype=np.uint64)) for number in (FACTOR, INVERSE)]
    return powers[0], powers[1]


def mixed(numbers: Hashes) -> Hashes:
    """The numbers stirred, so that the first bits of each depend on all bits; different ones stay different."""
    stirred: Hashes = numbers * np.uint64(0xBF58476D1CE4E5B9)
    stirred ^= stirred >> np.uint64(32)
    stirred *= np.uint64(0x94D049BB133111EB)
    return stirred


def shortened(hashes: Hashes) -> Shortened:
    """The first 31 bits of each hash, which sort as the whole ones do."""
    first: Shortened = (hashes >> np.uint64(33)).astype(np.uint32)
    return first
