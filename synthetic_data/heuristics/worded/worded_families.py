"""The families that need no grammar, in any language that has a wording: tables, ordered lists, terms, code, cloze."""

from collections.abc import Iterator

from ..words.base import Candidate, View
from .worded import speaker_of
from .worded_code import code
from .worded_lists import lists, terms
from .worded_sentences import cloze
from .worded_tables import tables


def worded(view: View) -> Iterator[Candidate]:
    """Everything that a section in such a language can be asked."""
    speaker = speaker_of(view)
    if speaker is not None:
        for family in (tables, terms, lists, code, cloze):
            yield from family(speaker)
