"""The families of heuristics in one table: add a row here to add a family."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .base import Candidate, View
from .cases import cases
from .cloze import cloze
from .commands import commands
from .conditions import conditions
from .contrasts import contrasts
from .definitions import definitions
from .options import options
from .procedures import procedures
from .pros_and_cons import pros_and_cons
from .reasons import reasons
from .rules import rules
from .snippets import snippets
from .statements import statements
from .summaries import summaries
from .tables import tables
from .worded_families import worded


class Family(NamedTuple):
    """A name and a pure function from a section to the pairs it can vouch for."""

    name: str
    candidates: Callable[[View], Iterator[Candidate]]


# In the order in which their candidates are offered: where two ask the same, the earlier one is heard.
FAMILIES = (
    Family("definitions", definitions),
    Family("rules", rules),
    Family("tables", tables),
    Family("procedures", procedures),
    Family("reasons", reasons),
    Family("conditions", conditions),
    Family("statements", statements),
    Family("cloze", cloze),
    Family("options", options),
    Family("contrasts", contrasts),
    Family("pros_and_cons", pros_and_cons),
    Family("snippets", snippets),
    Family("commands", commands),
    Family("summaries", summaries),
    Family("cases", cases),
    Family("worded", worded),
)
