"""Pairs without a model: families of small rules that only ever answer with what the source says."""

from .abstaining import reason_for
from .answering import Heuristics
from .linking.links import Links, OtherDocument
from .linking.notes import DocumentNotes, notes_of
from .linking.term_links import Linked
from .worded.wordings import check_wordings
from .words.telling import UNTOLD, tells_of_what

__all__ = [
    "UNTOLD", "DocumentNotes", "Heuristics", "Linked", "Links", "OtherDocument", "check_wordings", "notes_of", "reason_for",
    "tells_of_what",
]  # fmt: skip
