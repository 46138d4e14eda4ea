"""Pairs without a model: families of small rules that only ever answer with what the source says."""

from .abstaining import reason_for
from .answering import Heuristics
from .links import Links, OtherDocument
from .notes import DocumentNotes, notes_of
from .telling import UNTOLD, tells_of_what
from .term_links import Linked
from .wordings import check_wordings

__all__ = [
    "UNTOLD", "DocumentNotes", "Heuristics", "Linked", "Links", "OtherDocument", "check_wordings", "notes_of", "reason_for",
    "tells_of_what",
]  # fmt: skip
