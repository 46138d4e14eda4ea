"""Merges the pairs of a run that ask the same thing, by prefix filtering and bitmaps; see same_question for the rules."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .same_question import ANSWERS_ALIKE, ANSWERS_EQUAL, HEAD, QUESTIONS_ALIKE, TELLING_ANSWER, read, same
from .shingles import prefix_length, spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]

_BLOCK = 512  # questions that look for partners at once


def merge(features: Iterable[bytes], grounding: Sequence[float], text_of: Callable[[int], tuple[str, str]]) -> list[int]:
    """For every pair, in the order of the features, the index of the kept pair that asks the same thing; its own if it is kept.

    Of two that ask the same the one with the higher grounding (any number) stays, of equals the earlier one. A dropped pair asks
    the same as the very one it points to, and that one is kept: nothing is dropped for being like something dropped. Of several
    that it could point to, one with the same words comes first, then the best grounded.
    `text_of` gives question and answer of a pair by its index; it is asked only about pairs that look the same.
    The features are read once and packed, so a generator costs the least memory.
    """
    import numpy as np

    join = _Join(features)
    into = array("q", range(len(join.classes)))
    reader = lru_cache(maxsize=256)(lambda index: read(*text_of(index)))
    order = np.argsort(-np.asarray(grounding, dtype=np.float64), kind="stable")
    for begin in range(0, len(order), _BLOCK):
        near = join.candidates(order[begin : begin + _BLOCK])
        for index in order[begin : begin + _BLOCK].tolist():
            group = int(join.classes[index])
            others = sorted(join.kept[list(near.get(index, ()))].tolist(), key=lambda other: (-grounding[other], other))
            rivals = [int(join.kept[group]), *others]
            found = next((rival for rival in rivals if rival >= 0 and same(reader(index), reader(rival))), None)
            if found is not None:
                into[index] = found
            elif join.kept[group] < 0:  # else two digests are equal by chance, and a question too many is kept
                join.kept[group] = index
    del join, order
    return into.tolist()


class _Join:
    """The packed features, the classes of questions with equal words, and which classes may be near each other."""

    def __init__(self, features: Iterable[bytes]) -> None:
        import numpy as np

        exact, strict, bitmaps, sizes = array("Q"), array("Q"), array("Q"), array("H")
        words, starts = array("I"), array("q", [0])
        for packed in features:
            for column, value in zip((exact, strict, bitmaps, sizes), HEAD.unpack_from(packed), strict=True):
                column.append(value)
            words.frombytes(packed[HEAD.size :])
            starts.append(len(words))
        self.strict, self.bitmaps, self.sizes = np.asarray(strict), np.asarray(bitmaps), np.asarray(sizes)
        self._classify(np.asarray(exact))
        self.kept = np.full(len(self.first), -1)  # the question kept of each class
        keys = self._keys(np.asarray(words), np.asarray(starts))
        del exact, words, starts  # the largest part, of no more use
        self._index(keys)

    def _classify(self, exact: "NDArray[np.uint64]") -> None:
        """Number the classes of equal words; know of each its first question and whether that is the only one."""
        import numpy as np

        order = np.argsort(exact, kind="stable").astype(np.uint32)
        new = np.ones(len(order), dtype=bool)
        new[1:] = exact[order[1:]] != exact[order[:-1]]
        self.classes = np.empty(len(order), dtype=np.uint32)
        self.classes[order] = np.cumsum(new, dtype=np.uint32) - 1
        self.first = order[new]
        self.single = np.diff(np.append(np.flatnonzero(new), len(order))) == 1

    def _index(self, keys: "NDArray[np.uint64]") -> None:
        """Which classes share a key: the run of every key of a class, and the classes of every run, where it is rarest first."""
        import numpy as np

        self.rarest = np.zeros(len(keys), dtype=bool)
        self.rarest[self.begins[:-1]] = True
        order = np.lexsort((~self.rarest, keys)).astype(np.uint32)
        new = np.ones(len(order), dtype=bool)
        new[1:] = keys[order[1:]] != keys[order[:-1]]
        self.runs = np.empty(len(order), dtype=np.uint32)
        self.runs[order] = np.cumsum(new, dtype=np.uint32) - 1
        self.bounds = np.append(np.flatnonzero(new), len(order))
        self.firsts = np.add.reduceat(self.rarest[order], self.bounds[:-1], dtype=np.int64)
        self.members = (np.searchsorted(self.begins, order, side="right") - 1).astype(np.uint32)

    def candidates(self, block: "Integers") -> dict[int, set[int]]:
        """For these questions, unless their own class has one kept: the classes, kept or in the block, that may ask the same."""
        import numpy as np

        block = block[self.kept[self.classes[block]] < 0]
        groups = self.classes[block].astype(np.int64)
        active = self.kept >= 0
        active[groups] = True
        counts = self.begins[groups + 1] - self.begins[groups]
        entries, asking = spread(self.begins[groups], counts), np.repeat(block, counts)
        runs = self.runs[entries].astype(np.int64)
        # Where one question only adds words, the rarest word of the shorter one is in both. Only a telling answer needs more.
        whole = self.rarest[entries] | (self.sizes[asking] >= TELLING_ANSWER)
        lengths = np.where(whole, self.bounds[runs + 1] - self.bounds[runs], self.firsts[runs])
        total = np.cumsum(lengths)
        cuts = sorted(set(np.searchsorted(total, np.arange(0, int(total[-1]) if len(total) else 0, 100_000)).tolist()))
        found: dict[int, set[int]] = {}
        for low, high in zip(cuts, [*cuts, len(runs)][1:], strict=True):
            classes = self.members[spread(self.bounds[runs[low:high]], lengths[low:high])]
            met = active[classes]
            one, other = np.repeat(asking[low:high], lengths[low:high])[met], classes[met]
            open_ = self._open(one, other)
            for index, group in zip(one[open_].tolist(), other[open_].tolist(), strict=True):
                found.setdefault(index, set()).add(group)
        return found

    def _open(self, asking: "Integers", other: "Integers") -> "NDArray[np.bool_]":
        """Which of these pairs of a question and a class the bitmaps leave open, the answer of the class being known or not."""
        import numpy as np

        own = self.classes[asking]
        mine, its = self.marks[own], self.marks[other]
        size, its_size = self.lengths[own], self.lengths[other]
        alike = _ones(mine ^ its) <= (1 - QUESTIONS_ALIKE) / (1 + QUESTIONS_ALIKE) * (size + its_size) + 1e-9
        some = np.flatnonzero(alike & (own != other) & (self.strict[asking] == self.strict[self.first[other]]))
        other_words = (size == its_size) & (self.sums[own] != self.sums[other])
        mine, its, asking, other = mine[some], its[some], asking[some], other[some]
        rival = np.where(self.single[other], self.first[other], self.kept[other])
        replaced = other_words[some] | ((mine & ~its) != 0) & ((its & ~mine) != 0)  # each has a word that the other lacks
        agree = self._answers_open(asking, rival, np.where(replaced, ANSWERS_EQUAL, ANSWERS_ALIKE))
        agree &= ~replaced | (np.minimum(self.sizes[asking], self.sizes[rival]) >= TELLING_ANSWER)
        open_ = np.zeros(len(alike), dtype=bool)
        open_[some[agree | (rival < 0)]] = True
        return open_

    def _answers_open(self, one: "Integers", other: "Integers", threshold: "NDArray[np.float64]") -> "NDArray[np.bool_]":
        """Sets alike to this degree t differ in (1 - t) / (1 + t) of their sizes at most, their bitmaps in no more bits."""
        differing = _ones(self.bitmaps[one] ^ self.bitmaps[other])
        sizes = self.sizes[one].astype(float) + self.sizes[other]
        open_: NDArray[np.bool_] = differing <= (1 - threshold) / (1 + threshold) * sizes + 1e-9
        return open_

    def _keys(self, words: "NDArray[np.uint32]", starts: "Integers") -> "NDArray[np.uint64]":
        """For every class the rarest words of its question, as many as prefix filtering asks for, mixed with what must be equal."""
        import numpy as np

        cells = 1 << 20
        counts = np.zeros(cells, dtype=np.uint32)
        for begin in range(0, len(words), 200_000):
            np.add.at(counts, words[begin : begin + 200_000] & (cells - 1), 1)
        self.lengths = np.diff(starts)[self.first]
        prefixes = np.array([prefix_length(size, QUESTIONS_ALIKE) for size in range(int(self.lengths.max(initial=0)) + 1)])
        self.begins = np.append(0, np.cumsum(prefixes[self.lengths]))
        keys, marks, sums = array("Q"), array("Q"), array("I")
        for begin in range(0, len(self.first), 10_000):
            sizes = self.lengths[begin : begin + 10_000]
            some = words[spread(starts[self.first[begin : begin + 10_000]], sizes)]
            ends = np.cumsum(sizes)
            marks.frombytes(np.bitwise_or.reduceat(np.uint64(1) << (some & 63).astype(np.uint64), ends - sizes).tobytes())
            sums.frombytes(np.add.reduceat(some, ends - sizes, dtype=np.uint32).tobytes())
            owner = np.repeat(np.arange(begin, begin + len(sizes)), sizes)
            some = some[np.lexsort((some, counts[some & (cells - 1)], owner))]
            taken = np.arange(len(some)) - np.repeat(ends - sizes, sizes) < np.repeat(prefixes[sizes], sizes)
            owner, some = owner[taken], some[taken].astype(np.uint64)
            keys.frombytes((self.strict[self.first[owner]] ^ (some * np.uint64(0x9E3779B97F4A7C15))).tobytes())
        self.marks, self.sums = np.asarray(marks), np.asarray(sums)
        return np.asarray(keys)


def _ones(bits: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """How many bits are set in each number (numpy 1 has no function for it)."""
    import numpy as np

    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    total: NDArray[np.uint64] = (bits * np.uint64(0x0101010101010101)) >> np.uint64(56)
    return total
