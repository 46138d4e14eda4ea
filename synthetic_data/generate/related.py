"""Which sections of one document belong to the same subject, by BM25 over their words."""

import importlib
import logging
import sys
import threading
from collections.abc import Sequence
from typing import Any

from ..records import Section, Side
from ..text.shingles import words

IMPORTING = threading.Lock()  # what is loaded is shared by all runs of a process
LEAST_SHARE_OF_SELF = 0.08  # a neighbour must score this share of what the section scores against itself


class Neighbours:
    """Finds, for a section, the sections of its own document and side that share its rarer words, best first.

    Only the document's own sections weigh in, so that adding another document changes nothing here.
    """

    def __init__(self, sections: Sequence[Section], sides: Sequence[Side]) -> None:
        self.sections = sections
        self.sides = sides
        self.scores: dict[str, list[tuple[float, int]]] | None = None

    def __call__(self, section: Section) -> list[Section]:
        position = section.ordinal
        peers = [number for number, side in enumerate(self.sides) if side == self.sides[position] and self.sections[number].facts]
        if len(peers) < 2 or position not in peers:
            return []
        ranked = self.ranking(peers)[section.id]
        return [self.sections[number] for _, number in ranked]

    def ranking(self, peers: Sequence[int]) -> dict[str, list[tuple[float, int]]]:
        """For every section of the same side its neighbours as (score, position), best first."""
        key = self.sections[peers[0]].id
        if self.scores is None:
            self.scores = {}
        if key not in self.scores:
            self.scores.update(rank([self.sections[number] for number in peers], peers))
        return self.scores


def rank(sections: Sequence[Section], positions: Sequence[int]) -> dict[str, list[tuple[float, int]]]:
    """BM25 (Lucene's variant, by bm25s) of every section as a query against the others."""
    bm25s = without_jax("bm25s")
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it logs every index it builds
    corpus = [[word for word in words(section.text) if len(word) > 2] or ["-"] for section in sections]
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)
    result = {}
    for number, query in enumerate(corpus):
        scores = [float(score) for score in index.get_scores(sorted(set(query)))]
        least = scores[number] * LEAST_SHARE_OF_SELF
        ranked = sorted(
            ((score, positions[other]) for other, score in enumerate(scores) if other != number and score >= least > 0),
            key=lambda entry: (-entry[0], entry[1]),
        )
        result[sections[number].id] = ranked[:8]
    return result


def without_jax(package: str) -> Any:
    """A package that tries JAX out when it is imported and works without, too, imported as if JAX were not there.

    JAX would take three quarters of the GPU's memory for itself, which the model, or a server beside us, needs.
    """
    names = ("jax", "jax.lax")
    with IMPORTING:
        if package in sys.modules:
            return sys.modules[package]
        loaded = {name: sys.modules.pop(name) for name in names if name in sys.modules}
        sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]  # by None Python is told that a module is not there
        try:
            return importlib.import_module(package)
        finally:
            for name in names:
                del sys.modules[name]
            sys.modules.update(loaded)
