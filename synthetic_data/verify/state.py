"""What a verification knows: what it looked at, what does not hold, and the documents as they lie on disk now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from ..files import sha256_of
from ..sections import Found

SIDES = ("train", "validation")


class Fault(NamedTuple):
    """One thing that does not hold: which check, where, and what is wrong."""

    check: str
    where: str
    told: str


@dataclass
class Verification:
    """What was looked at, and what does not hold. changed maps a document that is not what it was to the pairs it touches."""

    pairs: int = 0
    quotes: int = 0
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)

    def fault(self, check: str, where: str, told: str) -> None:
        self.faults.append(Fault(check, where, told))

    def compare(self, what: str, told: Any, counted: int) -> None:
        """A count of the manifest beside the same one counted now."""
        if type(told) is not int or told != counted:
            self.fault("counts", what, f"the manifest says {told}, the files hold {counted:,}")


def table(value: Any) -> Mapping[str, Any]:
    """A value of the manifest that should be an object; an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def within(value: Any, *names: str) -> Mapping[str, Any]:
    """The object at these names, one inside the other; an empty one if there is none."""
    for name in names:
        value = table(value).get(name)
    return table(value)


class Sources:
    """The documents as they lie on disk now, by the name they have in the records."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.files = {entry.name: entry.file for entry in found}
        self.read = lru_cache(maxsize=8)(self._read)

    def _read(self, name: str) -> tuple[str, str] | None:
        """Text (UTF-8 without its byte order mark) and SHA-256 of a document; None if it is not there or cannot be read."""
        try:
            raw = self.files[name].read_bytes()
            return raw.decode("utf-8-sig"), sha256_of(raw)
        except (KeyError, OSError, UnicodeDecodeError):
            return None
