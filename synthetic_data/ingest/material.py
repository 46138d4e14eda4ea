"""What goes into a converter and what comes out of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path


class Refused(Exception):
    """A source that can't be converted; reason finishes the sentence "FILE …"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Uncaptioned(Refused):
    """An image about which nothing is said: no failure, but nothing to learn from either."""


def nothing_read(pages: int) -> None:
    """Where nobody wants to hear of progress."""


@dataclass(frozen=True, slots=True)
class Material:
    """A source at hand: its file, what it is called, its address if it was fetched, and the folder its images must lie below.

    on_pages is told how many more pages have been read.
    """

    file: Path
    name: str
    url: str = ""
    root: Path | None = None
    private: bool = False
    on_pages: Callable[[int], None] = nothing_read

    @property
    def stem(self) -> str:
        return self.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass
class Converted:
    """A document as markdown, in parts that may be made while they are read, with what its source says about itself.

    pages is 0 where there are none; notes tell what of the source is missing. Both may grow until the last part is read.
    """

    body: Iterable[str]
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    pages: int = 0
    notes: list[str] = field(default_factory=list)
    converter: str = ""
