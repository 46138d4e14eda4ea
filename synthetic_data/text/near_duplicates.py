"""Which texts are near-duplicates of each other: an exact join over word shingles that holds little in memory.

The method is prefix filtering (Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins, ICDE 2006; Bayardo, Ma,
Srikant: Scaling Up All Pairs Similarity Search, WWW 2007): sort every set by one order; two sets as alike as the threshold
then share an element among their first size - ceil(threshold * size) + 1. The order here: shingles that many texts share come
last, all others by hash, so that a footer found in every text proposes nothing. What the filters propose is decided on the
texts themselves, so a collision of hashes costs time and never a wrong answer.
"""

from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .shingles import HEAD, hashes_of, jaccard, prefix_length, shingles, spread, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

THRESHOLD = 0.7  # share of common shingles from which two texts are near-duplicates; signatures hold enough for this and above
# Thai, Lao, Burmese, Khmer, Chinese and Japanese put no spaces between words.
_CROWD = 64  # a shingle in more texts than this is sorted last
_CROWDED = 1 << 31  # the bit that sorts it there
_CELLS = 1 << 20  # counters of how many texts share a hash
_BLOCK = 128  # texts that look for partners at once
_REMEMBERED = 512  # texts whose shingles are kept for the next comparison, about 15 kB each


def groups(signatures: Iterable[bytes], text_of: Callable[[int], str], threshold: float = THRESHOLD) -> list[int]:
    """For every text, in the order of the signatures, the index of the first text of its group of near-duplicates.

    Two texts are near-duplicates when their words are the same or when at least `threshold` (a share, THRESHOLD to 1) of the
    shingles that either has are in both (Jaccard). Groups are connected components: A beside B and B beside C puts A
    and C together however different they are, so a long chain of small edits is one group; nothing narrower can keep
    every near-duplicate on one side of a split. `text_of` reads a text again by its index; most texts are never asked for.
    The signatures are read once and packed, so a generator costs the least memory. Raises ValueError for another threshold.
    """
    if not THRESHOLD <= threshold <= 1:
        raise ValueError(f"the threshold must be from {THRESHOLD} to 1, not {threshold}")
    join = _Join(signatures, text_of, threshold)
    join.unite_equal()
    join.choose_prefixes()
    join.unite_near()
    return join.first_of_group()


class _Join:
    """The packed signatures, what is united so far, and the steps of the join; a text is known by its index."""

    def __init__(self, signatures: Iterable[bytes], text_of: Callable[[int], str], threshold: float) -> None:
        import numpy as np

        digests, sizes, starts, hashes = array("Q"), array("q"), array("q", [0]), array("I")
        for packed in signatures:
            digest, size = HEAD.unpack_from(packed)
            digests.append(digest)
            sizes.append(size)
            hashes.frombytes(packed[HEAD.size :])
            starts.append(len(hashes))
        self.digests = np.frombuffer(digests, dtype=np.uint64)
        self.sizes: Numbers = np.frombuffer(sizes, dtype=np.int64)
        self.starts: Numbers = np.frombuffer(starts, dtype=np.int64).copy()
        self.keys: NDArray[np.uint32] = np.frombuffer(hashes, dtype=np.uint32)  # a view that can be written
        self.parent = np.arange(len(self.sizes))
        self.active = self.sizes > 0
        self.threshold, self.text_of = threshold, text_of
        self.shingles = lru_cache(maxsize=_REMEMBERED)(lambda index: shingles(text_of(index)))

    # --- groups as a forest: the root of a group is its first text ---

    def roots(self, members: Any) -> "Numbers":
        """The root of every one of these texts."""
        found: Numbers = self.parent[members]
        while (self.parent[found] != found).any():
            found = self.parent[found]
        return found

    def unite(self, one: int, other: int) -> None:
        low, high = sorted(int(root) for root in self.roots([one, other]))
        self.parent[high] = low
        self.parent[[one, other]] = low

    def first_of_group(self) -> list[int]:
        import numpy as np

        listed: list[int] = self.roots(np.arange(len(self.parent))).tolist()
        return listed

    # --- texts that are the same ---

    def unite_equal(self) -> None:
        """Put together texts with the same words, and let only the first of them look for near-duplicates."""
        import numpy as np

        order = np.argsort(self.digests, kind="stable")
        cuts = np.flatnonzero(np.diff(self.digests[order])) + 1
        bounds = np.concatenate(([0], cuts, [len(order)]))
        for run in np.flatnonzero(np.diff(bounds) > 1):
            kinds: list[tuple[list[str], int]] = []  # more than one only if digests collide
            for index in order[bounds[run] : bounds[run + 1]].tolist():
                found = words(self.text_of(index))
                first = next((first for known, first in kinds if known == found), None)
                if first is None:
                    kinds.append((found, index))
                else:
                    self.unite(first, index)
                    self.active[index] = False

    # --- prefixes ---

    def choose_prefixes(self) -> None:
        """Put in place of each signature's hashes the first keys of the text, shingles found everywhere sorted last."""
        import numpy as np

        crowded = self._crowded()
        starts, write = np.zeros_like(self.starts), 0
        for index in range(len(self.sizes)):
            want = prefix_length(int(self.sizes[index]), self.threshold) if self.active[index] else 0
            if want:
                stored = self._stored(index)
                keys = self._all_hashes(index) if self._lacks(index, stored, crowded) else stored.copy()
                keys |= crowded[keys & (_CELLS - 1)].astype(np.uint32) << 31
                keys.sort()
                # As many more as are sure to come first: the longer the prefixes, the more pairs differ too much within them.
                sure = len(keys) if len(keys) == self.sizes[index] else int(np.searchsorted(keys, _CROWDED))
                want = max(want, min(sure, len(stored)))
                self.keys[write : write + want] = keys[:want]  # never beyond what has been read
            write += want
            starts[index + 1] = write
        self.starts, self.keys = starts, self.keys[:write]

    def _stored(self, index: int) -> "NDArray[np.uint32]":
        return self.keys[self.starts[index] : self.starts[index + 1]]

    def _all_hashes(self, index: int) -> "NDArray[np.uint32]":
        return hashes_of(words(self.text_of(index)))

    def _lacks(self, index: int, stored: "NDArray[np.uint32]", crowded: "NDArray[np.bool_]") -> bool:
        """Whether the prefix of a text may hold hashes that are not among those stored."""
        import numpy as np

        size = int(self.sizes[index])
        if len(stored) == size:
            return False
        late = np.count_nonzero(crowded[stored & (_CELLS - 1)])
        return len(stored) - int(late) < prefix_length(size, self.threshold)

    def _crowded(self) -> "NDArray[np.bool_]":
        """Which counters stand for shingles of more than _CROWD texts; texts made of such shingles are counted in full."""
        import numpy as np

        counts = np.zeros(_CELLS, dtype=np.int64)
        for begin in range(0, len(self.sizes), 2000):
            taken = np.flatnonzero(self.active[begin : begin + 2000]) + begin
            at = spread(self.starts[taken], self.starts[taken + 1] - self.starts[taken])
            counts += np.bincount(self.keys[at] & (_CELLS - 1), minlength=_CELLS)
        crowded = counts > _CROWD
        for index in np.flatnonzero(self.active).tolist():
            stored = self._stored(index)
            if self._lacks(index, stored, crowded):
                np.add.at(counts, self._all_hashes(index)[len(stored) :] & (_CELLS - 1), 1)
        return counts > _CROWD

    # --- texts that are nearly the same ---

    def unite_near(self) -> None:
        """Put together all near-duplicates among texts whose prefixes share a key."""
        shared, bounds, members = self._buckets()
        self._unite_big(shared, bounds, members)
        self._unite_small(shared, bounds, members)

    def _unite_big(self, shared: "NDArray[np.uint32]", bounds: "Numbers", members: "NDArray[np.uint32]") -> None:
        """Decide all pairs that meet in big buckets: after the first member's turn, only who is still outside looks around."""
        import numpy as np

        big = np.flatnonzero(np.diff(bounds) > _CROWD).tolist()
        outside: set[int] = set()
        for bucket in big:
            inside = members[bounds[bucket] : bounds[bucket + 1]]
            if (self.roots(inside) != self.roots(inside[:1])).any():
                self._probe(int(inside[0]), shared, bounds, members)
        for bucket in big:
            inside = members[bounds[bucket] : bounds[bucket + 1]]
            _, where, sizes = np.unique(self.roots(inside), return_inverse=True, return_counts=True)
            outside.update(inside[where != sizes.argmax()].tolist())
        for index in sorted(outside):
            self._probe(index, shared, bounds, members)

    def _buckets(self) -> "tuple[NDArray[np.uint32], Numbers, NDArray[np.uint32]]":
        """Keys that more than one prefix holds, ascending; the bounds of each one's texts; and these texts."""
        import numpy as np

        cuts = np.unique(np.sort(self.keys[:: max(1, len(self.keys) // 64000)])[::1000])  # parts of about equal size
        parts = zip([0, *cuts.tolist()], [*cuts.tolist(), 1 << 32], strict=True)
        shared, lengths, members = array("I"), array("I"), array("I")  # these grow in place, so nothing is held twice
        for low, high in parts:
            at = np.flatnonzero((self.keys >= low) & (self.keys < high))
            at = at[np.argsort(self.keys[at], kind="stable")]
            keys, sizes = np.unique(self.keys[at], return_counts=True)
            shared.frombytes(keys[sizes > 1].tobytes())
            lengths.frombytes(sizes[sizes > 1].astype(np.uint32).tobytes())
            at = at[np.repeat(sizes > 1, sizes)]
            members.frombytes((np.searchsorted(self.starts, at, side="right") - 1).astype(np.uint32).tobytes())
        bounds = np.concatenate(([0], np.cumsum(np.asarray(lengths, dtype=np.int64))))
        return np.asarray(shared), bounds, np.asarray(members)

    def _unite_small(self, shared: "NDArray[np.uint32]", bounds: "Numbers", members: "NDArray[np.uint32]") -> None:
        """Compare texts that meet in small buckets. Those that also meet in a big one are decided, so its keys need no count."""
        import numpy as np

        small = np.diff(bounds) <= _CROWD
        count = len(self.sizes)
        for begin in range(0, count if len(shared) else 0, _BLOCK):
            block = np.arange(begin, min(begin + _BLOCK, count))
            prefixes = self.starts[block + 1] - self.starts[block]
            keys, owners = self.keys[self.starts[begin] : self.starts[block[-1] + 1]], np.repeat(block, prefixes)
            bucket = np.minimum(np.searchsorted(shared, keys), len(shared) - 1)
            met = (shared[bucket] == keys) & small[bucket]
            bucket, owners = bucket[met], owners[met]
            lengths = bounds[bucket + 1] - bounds[bucket]
            owners, others = np.repeat(owners, lengths), members[spread(bounds[bucket], lengths)].astype(np.int64)
            earlier = others < owners
            pairs, common = np.unique(owners[earlier] * count + others[earlier], return_counts=True)
            one, other = np.divmod(pairs, count)
            self._decide(one, other, common)

    def _probe(self, index: int, shared: "NDArray[np.uint32]", bounds: "Numbers", members: "NDArray[np.uint32]") -> None:
        """Unite a text with every near-duplicate among those that share a key with it; how many they share, the buckets tell."""
        import numpy as np

        mine = self._stored(index)
        bucket = np.minimum(np.searchsorted(shared, mine), len(shared) - 1)
        met = bucket[shared[bucket] == mine].tolist()
        common = np.bincount(np.concatenate([members[bounds[one] : bounds[one + 1]] for one in met]), minlength=len(self.sizes))
        others = np.flatnonzero(common)
        self._decide(np.full(len(others), index), others, common[others])

    def _possible(self, one: "Numbers", other: "Numbers", common: "Numbers") -> "NDArray[np.bool_]":
        """Whether pairs with so many common keys can be near-duplicates: whose prefix ends first has shown all it shares there."""
        import numpy as np

        sizes, others = self.sizes[one], self.sizes[other]
        needed = np.ceil(self.threshold / (1 + self.threshold) * (sizes + others) - 1e-9)
        first = np.where(self.keys[self.starts[one + 1] - 1] <= self.keys[self.starts[other + 1] - 1], one, other)
        unseen = self.sizes[first] - (self.starts[first + 1] - self.starts[first])
        alike = np.minimum(sizes, others) >= self.threshold * np.maximum(sizes, others) - 1e-9
        open_: NDArray[np.bool_] = alike & (common + unseen >= needed)
        return open_

    def _decide(self, ones: "Numbers", others: "Numbers", common: "Numbers") -> None:
        """Unite the pairs whose texts are near-duplicates; the likeliest first, as what is together needs no reading."""
        import numpy as np

        possible = np.flatnonzero(self._possible(ones, others, common))
        possible = possible[np.lexsort((-common[possible], ones[possible]))]
        for one, other in zip(ones[possible].tolist(), others[possible].tolist(), strict=True):
            mine, its = self.roots([one, other])
            if mine != its and jaccard(self.shingles(one), self.shingles(other)) >= self.threshold - 1e-12:
                self.unite(one, other)
