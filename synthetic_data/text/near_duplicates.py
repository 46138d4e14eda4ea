"""Which texts are near-duplicates of each other: an exact join over word shingles that holds little in memory.

The method is prefix filtering (Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins, ICDE 2006; Bayardo, Ma,
Srikant: Scaling Up All Pairs Similarity Search, WWW 2007): sort every set by one order; two sets as alike as the threshold
then share an element among their first size - ceil(threshold * size) + 1. The order here: shingles that many texts share come
last, all others by hash, so that a footer found in every text proposes nothing. What the filters propose is decided on the
texts themselves, so a collision of hashes costs time and never a wrong answer.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np  # who looks for near-duplicates imports this module there: numpy takes a while to load
from numpy.typing import NDArray

from .crowds import Crowds, needed, parted
from .shingles import jaccard, shingles, spread, words
from .signatures import HEAD, hashes_of

Numbers = NDArray[np.int64]

THRESHOLD = 0.7  # share of common shingles from which two texts are near-duplicates; signatures hold enough for this and above
_CROWD = 64  # a shingle in more texts than this is sorted last
_LATE = 31  # the bit that sorts it there
_CELLS = 1 << 20  # counters of how many texts share a hash
_AT_ONCE = 2000  # texts whose keys are sorted at once
_SORTED = 1 << 16  # keys sorted at once
_ALONE = (1 << 32) - 1  # in place of the bucket of a key that no other text has
_BLOCK = 128  # texts that look for partners at once
_FEW = 32  # the same in big buckets
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
        self.wanted: Numbers = self.sizes - np.ceil(threshold * self.sizes - 1e-9).astype(np.int64) + 1  # the length of a prefix
        self.rest = array("I")  # the hashes not stored, of texts that need them: rest_lengths of each, from its rest_starts
        self.rest_starts, self.rest_lengths = np.zeros_like(self.sizes), np.zeros_like(self.sizes)
        self.threshold, self.text_of = threshold, text_of
        self.shingles = lru_cache(maxsize=_REMEMBERED)(lambda index: shingles(text_of(index)))

    # --- groups as a forest: the root of a group is its first text ---

    def roots(self, members: Any) -> Numbers:
        """The root of every one of these texts."""
        found: Numbers = self.parent[members]
        while (self.parent[found] != found).any():
            found = self.parent[found]
        return found

    def root(self, member: int) -> int:
        found = member
        while (above := self.parent.item(found)) != found:
            found = above
        return found

    def unite(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.parent[high] = low
        self.parent[[one, other]] = low

    def first_of_group(self) -> list[int]:
        listed: list[int] = self.roots(np.arange(len(self.parent))).tolist()
        return listed

    # --- texts that are the same ---

    def unite_equal(self) -> None:
        """Put together texts with the same words, and let only the first of them look for near-duplicates."""
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
        crowded = self._crowded()
        starts, write = np.zeros_like(self.starts), 0
        for first, last in self._blocks():
            stored = np.diff(self.starts[first : last + 1])
            keys, owners = self._keys_of(first, last)
            late = crowded[keys & (_CELLS - 1)]
            found = np.bincount(owners, minlength=last - first)
            # Up to a third more of those sure to come first: the longer the prefixes, the more pairs differ too much within them.
            early = np.bincount(owners[~late], minlength=last - first)
            sure = np.where(found == self.sizes[first:last], found, early)
            wanted = self.wanted[first:last]
            want = np.where(found > 0, np.maximum(wanted, np.minimum(np.minimum(sure, stored), wanted + wanted // 3)), 0)
            ends = np.cumsum(want)
            rank = _ranks(owners, late, found, early)
            kept = rank < want[owners]
            starts[first + 1 : last + 1] = write + ends
            at = (write + ends - want)[owners[kept]] + rank[kept]  # never beyond what has been read
            self.keys[at] = keys[kept] | late[kept].astype(np.uint32) << _LATE
            write = int(starts[last])
        self.starts, self.keys, self.rest = starts, self.keys[:write], array("I")

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """The texts, so many at a time that their keys are small beside all signatures."""
        for first in range(0, len(self.sizes), _AT_ONCE):
            yield first, min(first + _AT_ONCE, len(self.sizes))

    def _keys_of(self, first: int, last: int) -> tuple[NDArray[np.uint32], Numbers]:
        """What is known of the active texts of a block, text after text, ascending: hashes stored and read, and whose they are."""
        stored, rest = np.diff(self.starts[first : last + 1]) * self.active[first:last], self.rest_lengths[first:last]
        ends = np.cumsum(stored + rest)
        keys = np.empty(ends[-1], dtype=np.uint32)
        keys[spread(ends - rest - stored, stored)] = self.keys[spread(self.starts[first:last], stored)]
        keys[spread(ends - rest, rest)] = np.asarray(self.rest)[spread(self.rest_starts[first:last], rest)]
        return keys, np.repeat(np.arange(last - first), stored + rest)

    def _read_rest(self, crowded: NDArray[np.bool_]) -> None:
        """Read the hashes that are not stored of every text whose prefix may hold some of them."""
        for first, last in self._blocks():
            lacking = first + np.flatnonzero(self._lacking(first, last, crowded) & (self.rest_lengths[first:last] == 0))
            stored = (self.starts[lacking + 1] - self.starts[lacking]).tolist()
            found = hashes_of(map(self.text_of, lacking.tolist()))
            for index, count, hashes in zip(lacking.tolist(), stored, found, strict=True):
                self.rest_starts[index], self.rest_lengths[index] = len(self.rest), len(hashes) - count
                self.rest.frombytes(hashes[count:].tobytes())

    def _lacking(self, first: int, last: int, crowded: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each text of a block whether its prefix may hold hashes that are not among those stored."""
        bounds = self.starts[first : last + 1] - self.starts[first]
        late = np.append(0, np.cumsum(crowded[self.keys[self.starts[first] : self.starts[last]] & (_CELLS - 1)]))
        early = np.diff(bounds) - np.diff(late[bounds])
        lacking: NDArray[np.bool_] = (np.diff(bounds) < self.sizes[first:last]) & (early < self.wanted[first:last])
        return lacking & self.active[first:last]

    def _crowded(self) -> NDArray[np.bool_]:
        """Which counters stand for shingles of more than _CROWD texts; texts made of such shingles are counted in full."""
        counts = np.zeros(_CELLS, dtype=np.int64)
        for first, last in self._blocks():
            use = np.repeat(self.active[first:last], np.diff(self.starts[first : last + 1]))
            counts += np.bincount(self.keys[self.starts[first] : self.starts[last]][use] & (_CELLS - 1), minlength=_CELLS)
        self._read_rest(counts > _CROWD)
        for first in range(0, len(self.rest), _SORTED):
            counts += np.bincount(np.asarray(self.rest[first : first + _SORTED]) & (_CELLS - 1), minlength=_CELLS)
        crowded = counts > _CROWD
        self._read_rest(crowded)
        return crowded

    # --- texts that are nearly the same ---

    def unite_near(self) -> None:
        """Put together all near-duplicates among texts whose prefixes share a key."""
        if len(self.keys):
            bounds, members = self._buckets()
            crowds = Crowds(self.starts, self.sizes, self.buckets, np.diff(bounds) > _CROWD, self.threshold)
            self._unite_big(bounds, members, crowds)
            self._unite_small(bounds, members, crowds)

    def _buckets(self) -> tuple[Numbers, NDArray[np.uint32]]:
        """The texts that share a key, bucket after bucket: the bounds of each, and its texts in order.

        Of the keys stay the bucket of each, how many texts stand before its own there (up to 255), and the last of each prefix.
        """
        self.ends = self.keys[self.starts[1:] - 1]
        self.buckets = np.full(len(self.keys), _ALONE, dtype=np.uint32)
        self.ranks = np.zeros(len(self.keys), dtype=np.uint8)
        lengths, members = array("I"), array("I")  # these grow in place, so nothing is held twice
        for low, high in self._ranges():
            at = np.flatnonzero((self.keys >= low) & (self.keys < high))
            owners = np.searchsorted(self.starts, at, side="right") - 1  # quick while they are in order
            keys = self.keys[at]
            order = _order(keys)
            sizes = np.diff(_cuts(keys[order]))
            order, sizes = order[np.repeat(sizes > 1, sizes)], sizes[sizes > 1]
            at = at[order]
            self.buckets[at] = np.repeat(np.arange(len(lengths), len(lengths) + len(sizes)), sizes)
            self.ranks[at] = np.minimum(np.arange(len(at)) - np.repeat(np.cumsum(sizes) - sizes, sizes), 255)
            lengths.frombytes(sizes.astype(np.uint32).tobytes())
            members.frombytes(owners[order].astype(np.uint32).tobytes())
        self.keys = np.empty(0, dtype=np.uint32)  # not a part of the old ones, which would keep them all
        return np.concatenate(([0], np.cumsum(np.asarray(lengths, dtype=np.int64)))), np.asarray(members)

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """Ranges of keys, about equally many in each, so that few have to be sorted at once."""
        sample = np.sort(self.keys[:: max(1, len(self.keys) // 64_000)])
        step = max(1000, len(sample) * _SORTED // len(self.keys))
        cuts = sorted(set(sample[step::step].tolist()))
        return zip([0, *cuts], [*cuts, 1 << 32], strict=True)

    def _unite_big(self, bounds: Numbers, members: NDArray[np.uint32], crowds: Crowds) -> None:
        """Decide all pairs that meet in big buckets: after the first member's turn, only who is still outside looks around."""
        big = np.flatnonzero(np.diff(bounds) > _CROWD).tolist()
        outside: set[int] = set()
        for bucket in big:
            inside = members[bounds[bucket] : bounds[bucket + 1]]
            if (self.roots(inside) != self.roots(inside[:1])).any():
                self._look_around(inside[:1].astype(np.int64), crowds)
        for bucket in big:
            inside = members[bounds[bucket] : bounds[bucket + 1]]
            roots = self.roots(inside)
            outside.update(inside[roots != np.bincount(roots).argmax()].tolist())
        looking = np.array(sorted(outside), dtype=np.int64)
        for begin in range(0, len(looking), _FEW):
            self._look_around(looking[begin : begin + _FEW], crowds)

    def _look_around(self, texts: Numbers, crowds: Crowds) -> None:
        """Unite texts with every near-duplicate among those that share a key of a big bucket with them."""
        ones, others = crowds.pairs(texts)
        apart = self.roots(ones) != self.roots(others)
        ones, others = ones[apart], others[apart]
        self._decide(ones, others, crowds.common(ones, others))

    def _unite_small(self, bounds: Numbers, members: NDArray[np.uint32], crowds: Crowds) -> None:
        """Compare texts that meet in small buckets."""
        small = np.append(np.diff(bounds) <= _CROWD, False)  # the last stands for keys that are alone
        count = len(self.sizes)
        step = min(_BLOCK, (1 << 32) // count)  # so that a pair is one number of 32 bits, which halves the time to sort them
        for begin in range(0, count, step):
            end = min(begin + step, count)
            own = slice(self.starts[begin], self.starts[end])
            bucket = np.minimum(self.buckets[own], len(small) - 1)
            met = np.flatnonzero(small[bucket])
            earlier = self.ranks[own][met].astype(np.int64)
            ones = np.repeat(np.arange(end - begin) * count, np.diff(self.starts[begin : end + 1]))[met].astype(np.uint32)
            pairs = np.repeat(ones, earlier) + members[spread(bounds[bucket[met]], earlier)]
            pairs.sort()
            cuts = _cuts(pairs)
            one, other = parted(pairs[cuts[:-1]], count)
            one, common = one + begin, np.diff(cuts)
            more = crowds.most_common(one, other)  # they may meet in big buckets, too, whose keys have not been counted
            open_ = self._possible(one, other, common + more)
            one, other, common, more = one[open_], other[open_], common[open_], more[open_]
            common[more > 0] = crowds.common(one[more > 0], other[more > 0])
            self._decide(one, other, common)

    def _possible(self, one: Numbers, other: Numbers, common: Numbers) -> NDArray[np.bool_]:
        """Whether pairs with so many common keys can be near-duplicates: whose prefix ends first has shown all it shares there."""
        sizes, others = self.sizes[one], self.sizes[other]
        first = np.where(self.ends[one] <= self.ends[other], one, other)
        unseen = self.sizes[first] - (self.starts[first + 1] - self.starts[first])
        alike = np.minimum(sizes, others) >= self.threshold * np.maximum(sizes, others) - 1e-9
        open_: NDArray[np.bool_] = alike & (common + unseen >= needed(sizes, others, self.threshold))
        return open_

    def _decide(self, ones: Numbers, others: Numbers, common: Numbers) -> None:
        """Unite the pairs whose texts are near-duplicates; the likeliest first, as what is together needs no reading."""
        possible = np.flatnonzero(self._possible(ones, others, common) & (self.roots(ones) != self.roots(others)))
        possible = possible[np.lexsort((-common[possible], ones[possible]))]
        for one, other in zip(ones[possible].tolist(), others[possible].tolist(), strict=True):
            apart = self.root(one) != self.root(other)
            if apart and jaccard(self.shingles(one), self.shingles(other)) >= self.threshold - 1e-12:
                self.unite(one, other)


def _cuts(values: NDArray[np.integer[Any]]) -> Numbers:
    """Where each run of equal values begins, and where the last one ends."""
    new = np.append(True, values[1:] != values[:-1])[: len(values)]
    return np.append(np.flatnonzero(new), len(values))


def _order(values: NDArray[np.uint32]) -> Numbers:
    """The places of numbers in ascending order, equal ones as they stand: by halves of 16 bits, which are sorted far quicker."""
    order = np.argsort((values & 0xFFFF).astype(np.uint16), kind="stable")
    return order[np.argsort((values >> 16).astype(np.uint16)[order], kind="stable")]


def _ranks(owners: Numbers, late: NDArray[np.bool_], found: Numbers, early: Numbers) -> Numbers:
    """The rank of each key among those of its text when the late ones stand behind the early ones, else in the order given.

    The keys stand text after text: found tells how many each text has, early how many of these are not late.
    """
    before: Numbers = np.cumsum(~late) - ~late  # early ones, of all texts
    first = np.cumsum(early) - early
    others = early + first - np.cumsum(found) + found
    ranks: Numbers = np.where(late, np.arange(len(late)) - before + others[owners], before - first[owners])
    return ranks
