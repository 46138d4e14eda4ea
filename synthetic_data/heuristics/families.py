"""The families of heuristics in one table: add a row here to add a family."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .causes.conditions import conditions
from .causes.reasons import reasons
from .comparing.contrasts import contrasts
from .comparing.pros_and_cons import pros_and_cons
from .duties.cases import cases
from .duties.rules import rules
from .howto.commands import commands
from .howto.procedures import procedures
from .howto.snippets import snippets
from .summing.summaries import summaries
from .tables.tables import tables
from .terms.definitions import definitions
from .terms.options import options
from .verdicts.cloze import cloze
from .verdicts.statements import statements
from .worded.worded_families import worded
from .words.base import Candidate, View


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
