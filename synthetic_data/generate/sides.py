"""Which side of the split each section of a library is on: groups by evidence, then the cut."""

from ..records import Side
from ..split import Sides, split_groups
from ..text.near_duplicates import groups
from .library import Library

SPLITS = ("section", "document", "question")


def assign_sides(library: Library, ratio: float, split_by: str, seed: int, with_images: bool = False) -> Sides:
    """The side of every section, in library order. What one group holds stays together; with_images: what shows one image, too.

    split_by "section": near-duplicate sections and parts of one section that overlap form a group; "document": all sections of
    a document do, too; "question": every section counts as training here, the pairs themselves are divided later.
    """
    ids = [note.id for note in library.notes]
    if split_by == "question":
        everywhere: tuple[Side, ...] = ("train",)
        return Sides(everywhere * len(ids), len(ids), ratio)
    grouping = Grouping(near_duplicate_groups(library))
    for document in library.documents:
        for position in range(document.first + 1, document.last):
            if split_by == "document" or library.notes[position].overlaps:
                grouping.unite(position - 1, position)
    if with_images:
        unite_by_image(library, grouping)
    roots = [grouping.root(position) for position in range(len(ids))]
    weights = [note.facts for note in library.notes]
    return split_groups(ids, roots, weights, ratio, seed)


def unite_by_image(library: Library, grouping: "Grouping") -> None:
    """Puts sections that show the same image together: rows carry it, so it must not stand on both sides."""
    first: dict[str, int] = {}
    for position, note in enumerate(library.notes):
        for image in note.images:
            grouping.unite(first.setdefault(image, position), position)


class Grouping:
    """Groups that can be united (union–find with path halving)."""

    def __init__(self, first_of_group: list[int]) -> None:
        self.parent = first_of_group

    def root(self, member: int) -> int:
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def unite(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self.parent[second] = first


def near_duplicate_groups(library: Library) -> list[int]:
    """For every section the first section of its group of near-duplicates."""
    return groups(library.take_signatures(), library.text)
