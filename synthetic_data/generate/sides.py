"""Which side of the split each section of a library is on: groups by evidence, then the cut."""

from pathlib import Path

from ..files import sha256_of
from ..pictures import PictureError, find_picture
from ..records import Side
from ..split import Sides, split_groups
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
    identities: dict[tuple[Path, str], str] = {}
    for document in library.documents:
        root = document.found.root
        for position in range(document.first, document.last):
            for name in library.notes[position].images:
                if (root, name) not in identities:
                    identities[root, name] = identity(name, root)
                grouping.unite(first.setdefault(identities[root, name], position), position)


def identity(name: str, root: Path) -> str:
    """What an image is known by: the hash of its bytes, so that copies are one; its name if it is remote or can't be read."""
    try:
        return sha256_of(find_picture(name, root / "any.md", root, None))
    except PictureError:
        return name


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
    from ..text.near_duplicates import groups  # not above: it needs numpy, which is slow to load

    return groups(library.take_signatures(), library.text)
