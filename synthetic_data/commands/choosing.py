"""Which sections are asked about."""

from typing import NamedTuple

from ..generate.library import DocumentNote, Library
from ..options import Options
from ..spread import spread


class Asked(NamedTuple):
    """A document that is asked about, and the positions of its sections that are."""

    document: DocumentNote
    wanted: frozenset[int]


def choose_sections(library: Library, options: Options) -> list[Asked]:
    """The sections to ask about: those that state a fact, or an even sample of them."""
    numbers = [number for number, note in enumerate(library.notes) if note.facts]
    if options.sample:
        numbers = list(spread(numbers, options.sample))
    chosen = frozenset(numbers)
    entries = []
    for document in library.documents:
        wanted = frozenset(number - document.first for number in range(document.first, document.last) if number in chosen)
        if wanted:
            entries.append(Asked(document, wanted))
    return entries
