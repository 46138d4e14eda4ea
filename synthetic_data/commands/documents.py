"""The documents of an earlier run, found again: where they lay, and how they were cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UserError
from ..sections import Cutting, Found, find_documents

AS_WRITTEN = "Name the folder of a run as it was written."


@dataclass(frozen=True)
class Documents:
    """Documents as a run read them: where they lay, and how they were cut."""

    docs: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    chunk_size: int
    chunk_overlap: int

    @property
    def cutting(self) -> Cutting:
        return Cutting(self.chunk_size, self.chunk_overlap)

    def found(self) -> list[Found]:
        """The files under their old names. Raises UserError if a folder is not there any more."""
        return find_documents(self.docs, self.include, self.exclude)


def documents_of(options: Mapping[str, Any]) -> Documents:
    """The documents that options speak of (those of a manifest, too). Raises UserError for values of other types."""
    named: dict[str, tuple[str, ...]] = {}
    for name in ("docs", "include", "exclude"):
        value = options.get(name, ())
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            raise UserError(f"The manifest's {name} is no list of texts.", AS_WRITTEN)
        named[name] = tuple(value)
    sizes = [options.get(name, usual) for name, usual in Cutting._field_defaults.items()]
    if not all(type(size) is int and size >= 0 for size in sizes):
        raise UserError("The manifest's chunk_size or chunk_overlap is no number.", AS_WRITTEN)
    return Documents(named["docs"], named["include"], named["exclude"], *sizes)


def parts_of(manifest: Mapping[str, Any]) -> list[Documents]:
    """The documents a run was made from; those of a merged run come from several places, or from none that is known."""
    parts, options = manifest.get("made_from"), manifest.get("options")
    if isinstance(parts, list):
        return [documents_of(part) for part in parts if isinstance(part, dict)]
    return [documents_of(options)] if isinstance(options, dict) else []
