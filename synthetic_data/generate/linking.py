"""Which other documents a document's sections may be linked with: those it links to, and an earlier one that defines its terms."""

import pickle
from collections.abc import Iterator

from ..heuristics import DocumentNotes
from ..split import Sides
from .answers import Elsewhere
from .library import DocumentNote, Library

MOST_NAMESAKES = 4  # documents looked at for another meaning of one term


class Neighbourhood:
    """Finds for a document the notes of the others. In memory is only where each document's notes lie on the shelf."""

    def __init__(self, library: Library, sides: Sides) -> None:
        self.library = library
        self.sides = sides
        self.numbers = {document.name: number for number, document in enumerate(library.documents)}

    def __call__(self, document: DocumentNote) -> tuple[bytes, tuple[Elsewhere, ...]]:
        """The document's own notes, and those of the documents that may matter to it."""
        pickled = self.library.links(document)
        notes: DocumentNotes = pickle.loads(pickled)
        own = self.numbers[document.name]
        linked = {self.numbers[name]: True for name in notes.linked if self.numbers.get(name, own) != own}
        others = linked | {number: False for number in self.namesakes(notes, own) if number not in linked}
        return pickled, tuple(self.elsewhere(number, is_linked) for number, is_linked in sorted(others.items()))

    def namesakes(self, notes: DocumentNotes, own: int) -> Iterator[int]:
        """The first documents before this one that define one of its terms: each pair of documents is met once, at the later."""
        for meaning in notes.meanings:
            for number in self.library.defining.get(meaning.key, ())[:MOST_NAMESAKES]:
                if number < own:
                    yield number

    def elsewhere(self, number: int, linked: bool) -> Elsewhere:
        other = self.library.documents[number]
        return Elsewhere(self.library.links(other), self.sides.sides[other.first : other.last], linked)
