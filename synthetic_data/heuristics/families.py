"""The families of heuristics in one table: add a row here to add a family."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .base import Candidate, View


class Family(NamedTuple):
    """A name and a pure function from a section to the pairs it can vouch for."""

    name: str
    candidates: Callable[[View], Iterator[Candidate]]


NAMES = (
    "definitions",
    "rules",
    "tables",
    "procedures",
    "reasons",
    "conditions",
    "statements",
    "cloze",
    "snippets",
    "summaries",
)


def families() -> tuple[Family, ...]:
    """All families, in the order in which their candidates are offered."""
    import importlib
    import importlib.util

    found = []
    for name in NAMES:
        path = f"synthetic_data.heuristics.{name}"
        try:
            importlib.import_module(path)
        except Exception as e:
            print('SKIP', name, e); continue
        if importlib.util.find_spec(path):
            found.append(Family(name, getattr(importlib.import_module(path), name)))
    return tuple(found)
