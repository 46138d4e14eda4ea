"""Reads back every format that a run has written, with its own reader, and tells what cannot be read or says nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import UserError
from .columnar import PARQUET
from .table import FORMATS, HUB, Format

SIDES = ("train", "validation")


class Side(NamedTuple):
    """One file of a format read back: how many rows, and what is wrong with which."""

    name: str
    rows: int
    faults: list[tuple[str, str]]


def read_back(folder: Path, counts: Mapping[str, Mapping[str, Any]]) -> Iterator[Side]:
    """Each side of each format under a run's folder. counts are the manifest's: rows per format and side."""
    for name, sides in counts.items():
        hub, plain = name.startswith(f"{HUB}/"), name.removeprefix(f"{HUB}/")
        if plain not in FORMATS or not isinstance(sides, Mapping):
            yield Side(name, 0, [(name, "the manifest counts the rows of a format that there is not")])
            continue
        form = FORMATS[plain]
        for side in SIDES:
            suffix = PARQUET.suffix if hub else form.store.suffix
            yield checked(form, folder / name / f"{side}{suffix}", f"{name} {side}", sides.get(side, 0), hub)


def checked(form: Format, path: Path, name: str, told: Any, hub: bool = False) -> Side:
    """The rows of one file: each must say something, and there must be as many as the manifest says."""
    faults: list[tuple[str, str]] = []
    rows = 0
    try:
        for rows, row in enumerate((PARQUET if hub else form.store).read(path) if path.exists() else (), 1):
            said = form.said(row)
            whole = bool(said) and (isinstance(said, str) or all(turn.get("content") for turn in said))
            if not whole:
                faults.append((f"{name}, row {rows}", "says nothing"))
    except UserError as error:
        faults.append((name, f"cannot be read: {error.problem}"))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        faults.append((name, f"cannot be read: {error}"))
    if (type(told) is not int or rows != told) and not faults:
        faults.append((name, f"the manifest says {told} rows, the file holds {rows:,}"))
    return Side(name, rows, faults)
