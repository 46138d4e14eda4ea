"""Keys that many texts share: which of these texts may be near-duplicates at all, told by where the shared keys stand.

The positional filter of Xiao, Wang, Lin, Yu: Efficient Similarity Joins for Near Duplicate Detection (WWW 2008): two sets, in one
order, that must have so many elements in common have the first of them early in both. What many texts share is sorted last,
so it is rarely that first one.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .shingles import spread

Numbers = NDArray[np.int64]


def needed(one: Any, other: Any, threshold: float) -> Any:
    """How many elements two sets of these sizes must share to be as alike as the threshold (Jaccard)."""
    return np.ceil(threshold / (1 + threshold) * (one + other) - 1e-9)


def parted(pairs: NDArray[np.uint32], count: int) -> tuple[Numbers, Numbers]:
    """The two texts of each pair that is written as one number: a few of them times the count of all, plus any of them."""
    ones = pairs // np.uint32(count)
    return ones.astype(np.int64), (pairs - ones * np.uint32(count)).astype(np.int64)


AT_ONCE = 1 << 18  # keys looked at together, so that little is held beside them


class Entries(NamedTuple):
    """Bucket after bucket, the texts in it, and how many elements each of them has from the shared key on."""

    owners: NDArray[np.uint32]
    left: NDArray[np.uint32]
    bounds: Numbers


class Mine(NamedTuple):
    """Keys of texts that look for others: which of these, its size, how many elements it has from there on, its bucket."""

    rows: Numbers
    sizes: Numbers
    left: Numbers
    buckets: Numbers


class Crowds:
    """The big buckets. `buckets` holds the bucket of each key, text after text, parted by starts; big tells which of them are."""

    def __init__(
        self, starts: Numbers, sizes: Numbers, buckets: NDArray[np.uint32], big: NDArray[np.bool_], threshold: float
    ) -> None:
        self.starts, self.sizes, self.buckets, self.threshold = starts, sizes, buckets, threshold
        self.big = np.append(big, False)  # the last stands for keys that are alone
        parts = range(0, len(buckets), AT_ONCE)
        found = [part + np.flatnonzero(self.big[self._known(buckets[part : part + AT_ONCE])]) for part in parts]
        at = np.concatenate([np.empty(0, dtype=np.int64), *found]).astype(np.uint32)
        at = at[np.argsort(buckets[at], kind="stable").astype(np.uint32)]
        owners = (np.searchsorted(starts, at, side="right") - 1).astype(np.uint32)
        left = (sizes[owners] + starts[owners] - at).astype(np.uint32)
        self.every = Entries(owners, left, self._bounds(buckets[at]))
        early = self._is_early(owners, left)
        self.crowded = np.bincount(owners, minlength=len(sizes))  # how many keys of each text many share
        self.early = Entries(owners[early], left[early], self._bounds(buckets[at[early]]))
        self.mine = np.zeros(len(self.big), dtype=np.bool_)

    def _known(self, buckets: NDArray[np.uint32]) -> Numbers:
        known: Numbers = np.minimum(buckets, len(self.big) - 1)
        return known

    def _bounds(self, buckets: NDArray[np.uint32]) -> Numbers:
        return np.append(0, np.cumsum(np.bincount(buckets, minlength=len(self.big))))

    def _is_early(self, owners: NDArray[np.integer[Any]], left: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """Whether a key may be the first that its text shares with one that is at least as long."""
        sizes = self.sizes[owners]
        early: NDArray[np.bool_] = left >= needed(sizes, sizes, self.threshold)
        return early

    def pairs(self, texts: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs of one of these few texts and any, itself too, that a key of a big bucket may make near-duplicates, sorted."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        rows, at = np.repeat(np.arange(len(texts)), lengths), spread(self.starts[texts], lengths)
        buckets = self._known(self.buckets[at])
        shared = self.big[buckets]
        rows, at = rows[shared], at[shared]
        owners = texts[rows]
        mine = Mine(rows, self.sizes[owners], self.sizes[owners] + self.starts[owners] - at, buckets[shared])
        early = self._is_early(owners, mine.left)
        shorter = self._matches(mine, self.early)  # the other one is at most as long, its key early
        longer = self._matches(Mine(*[column[early] for column in mine]), self.every)
        pairs = np.sort(np.concatenate((shorter, longer)))
        rows, others = parted(pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]], len(self.sizes))
        return texts[rows], others

    def _matches(self, mine: Mine, entries: Entries) -> NDArray[np.uint32]:
        """The pairs whose first common key may be one of these, as numbers of 32 bits: so few texts look around at once."""
        begin = entries.bounds[mine.buckets]
        lengths = entries.bounds[mine.buckets + 1] - begin
        at = spread(begin, lengths)
        others = entries.owners[at]
        least = needed(np.repeat(mine.sizes, lengths), self.sizes[others], self.threshold)
        first = least <= np.minimum(np.repeat(mine.left, lengths), entries.left[at])
        pairs: NDArray[np.uint32] = np.repeat((mine.rows * len(self.sizes)).astype(np.uint32), lengths)[first] + others[first]
        return pairs

    def most_common(self, ones: Numbers, others: Numbers) -> Numbers:
        """The most keys of big buckets that the texts of each pair may share."""
        most: Numbers = np.minimum(self.crowded[ones], self.crowded[others])
        return most

    def common(self, ones: Numbers, others: Numbers) -> Numbers:
        """How many keys the texts of each pair share; the pairs are sorted by the first."""
        counts = np.zeros(len(ones), dtype=np.int64)
        cuts = np.flatnonzero(np.diff(ones, prepend=-1, append=-1))
        for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
            mine = self._known(self.buckets[self.starts[ones[first]] : self.starts[ones[first] + 1]])
            self.mine[mine] = True
            self.mine[-1] = False
            lengths = self.starts[others[first:last] + 1] - self.starts[others[first:last]]
            shared = self.mine[self._known(self.buckets[spread(self.starts[others[first:last]], lengths)])]
            counts[first:last] = np.add.reduceat(shared, np.cumsum(lengths) - lengths, dtype=np.int64)
            self.mine[mine] = False
        return counts
