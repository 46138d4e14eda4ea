"""The short notes on a document by which its sections, and other documents, find each other."""

from collections.abc import Sequence
from typing import NamedTuple

from ...records import Section
from ..terms.definitions import sentences_defining
from ..words.base import View
from .leads import leads_of
from .meanings import Meaning, linked_from, meanings_of


class DocumentNotes(NamedTuple):
    """What one document defines, which other documents it links to, and how its parallel sections begin.

    defining: where the sentences start that define a term.
    """

    meanings: tuple[Meaning, ...]
    linked: tuple[str, ...]
    leads: tuple[Meaning, ...] = ()
    defining: frozenset[int] = frozenset()


def notes_of(sections: Sequence[Section]) -> DocumentNotes:
    """The notes on a document that has been read."""
    meanings: list[Meaning] = []
    defining: set[int] = set()
    for section in sections:
        view = View(section)
        starts = sentences_defining(view)
        meanings += meanings_of(view, starts)
        defining.update(starts)
    defined = {meaning.start for meaning in meanings}
    leads = tuple(lead for lead in leads_of(sections) if lead.start not in defined)
    return DocumentNotes(tuple(meanings), linked_from(sections), leads, frozenset(defining))
