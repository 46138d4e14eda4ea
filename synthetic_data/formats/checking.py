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
        for side in SIDES:
            told = int(sides.get(side, 0))
            if name == HUB:
                configs = sorted(path for path in (folder / HUB).glob("*") if path.name in FORMATS)
                for config in configs:
                    yield checked(FORMATS[config.name], config / f"{side}.parquet", f"{HUB}/{config.name} {side}", None, hub=True)
            elif name in FORMATS:
                form = FORMATS[name]
                yield checked(form, folder / name / f"{side}{form.store.suffix}", f"{name} {side}", told)


def checked(form: Format, path: Path, name: str, told: int | None, hub: bool = False) -> Side:
    """The rows of one file: each must say something, and there must be as many as the manifest says."""
    faults: list[tuple[str, str]] = []
    rows = 0
    try:
        for rows, row in enumerate((PARQUET if hub else form.store).read(path) if path.exists() else (), 1):
            said = form.said(row)
            whole = bool(said) and (isinstance(said, str) or all(turn.get("content") for turn in said))
            if not whole:
                faults.append((f"{name}, row {rows}", "says nothing"))
    except (OSError, ValueError, KeyError, TypeError, UserError) as error:
        faults.append((name, f"cannot be read: {error}"))
    if told is not None and rows != told and not faults:
        faults.append((name, f"the manifest says {told:,} rows, the file holds {rows:,}"))
    return Side(name, rows, faults)
