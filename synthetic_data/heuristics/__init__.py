"""Pairs without a model: families of small rules that only ever answer with what the source says."""

from .answering import Heuristics
from .links import REASONS, Links, OtherDocument
from .meanings import DocumentNotes, notes_of
from .term_links import Linked

__all__ = ["REASONS", "DocumentNotes", "Heuristics", "Linked", "Links", "OtherDocument", "notes_of"]
