"""The short notes on a document by which its sections, and other documents, find each other."""

from collections.abc import Sequence
from typing import NamedTuple

from ...records import Section
from .leads import leads_of
from .meanings import Meaning, linked_from, meanings_of


class DocumentNotes(NamedTuple):
    """What one document defines, which other documents it links to, and how its parallel sections begin."""

    meanings: tuple[Meaning, ...]
    linked: tuple[str, ...]
    leads: tuple[Meaning, ...] = ()


def notes_of(sections: Sequence[Section]) -> DocumentNotes:
    """The notes on a document that has been read."""
    meanings = tuple(meaning for section in sections for meaning in meanings_of(section))
    defined = {meaning.start for meaning in meanings}
    leads = tuple(lead for lead in leads_of(sections) if lead.start not in defined)
    return DocumentNotes(meanings, linked_from(sections), leads)
