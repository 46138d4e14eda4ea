"""Which files are the documents: folders, files and globs, in one stable order."""

import fnmatch
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import UserError

SUFFIXES = (".md", ".markdown")
GLOB_CHARACTERS = frozenset("*?[")


class Found(NamedTuple):
    """A file to read, the name it has in every record (its path relative to the place it was found under, with `/`), that place."""

    file: Path
    name: str
    root: Path = Path()


def find_documents(docs: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = ()) -> list[Found]:
    """Every markdown file in these folders, files and globs (several, or comma-separated), sorted by name, none twice.

    include and exclude are globs on the name. Raises UserError when a place is missing or nothing is found.
    """
    places = [place for entry in docs for place in split_commas(entry)]
    found: dict[Path, Found] = {}
    for place in places:
        for file, root in files_of(place):
            name = file.relative_to(root).as_posix()
            closed = file.is_dir()  # nobody knows what it holds
            if closed:
                name = f"{place if file == root else name}/"
            if wanted(name, () if closed else include, exclude):
                found.setdefault(file.resolve(), Found(file, name, root))
    if not found:
        raise UserError(
            f"No markdown document (.md, .markdown) was found in {', '.join(places)}.",
            "Put documents there, or name another folder with --docs (and check --include/--exclude).",
        )
    return sorted(unique_names(found.values()), key=lambda entry: entry.name)


def split_commas(entry: str) -> list[str]:
    """A path whose own name holds a comma stays whole."""
    if Path(entry).exists():
        return [entry]
    return [part.strip() for part in entry.split(",") if part.strip()]


def files_of(place: str) -> Iterable[tuple[Path, Path]]:
    """The markdown files of one place, each with the folder its name is relative to."""
    path = Path(place)
    if path.is_dir():
        return ((file, path) for file in walk(path))
    if path.is_file():
        return [(path, path.parent)]
    if GLOB_CHARACTERS & set(place):
        fixed = before_glob(path)
        matches = Path(*fixed).glob(str(Path(*path.parts[len(fixed) :])))
        return [(match, Path(*fixed)) for match in matches if match.is_file() and match.suffix.lower() in SUFFIXES]
    raise UserError(f"The documents folder or file {place} does not exist.", "Create it, or name another one with --docs.")


def before_glob(path: Path) -> list[str]:
    """The leading parts of a path that hold no wildcard."""
    parts: list[str] = []
    for part in path.parts:
        if GLOB_CHARACTERS & set(part):
            break
        parts.append(part)
    return parts


def walk(folder: Path) -> Iterable[Path]:
    """All markdown files below a folder; version control's own folders are left out.

    A folder that cannot be opened comes last, as if it were a file: reading it fails, so it is named and counted as left out.
    """
    closed: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if name not in (".git", ".hg", ".svn"))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES):
                yield Path(here) / name
    yield from closed


def wanted(name: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    if include and not any(fnmatch.fnmatch(name, pattern) for pattern in include):
        return False
    return not any(fnmatch.fnmatch(name, pattern) for pattern in exclude)


def unique_names(found: Iterable[Found]) -> list[Found]:
    """Two places may hold files of one name: then the place's own folder name, or a number, is put before it."""
    taken: dict[str, int] = {}
    result = []
    for entry in found:
        name = entry.name
        if name in taken:
            name = f"{entry.file.resolve().parent.name}/{Path(name).name}"
        number = 2
        while name in taken:
            name = f"{number}/{entry.name}"
            number += 1
        taken[name] = 1
        result.append(Found(entry.file, name, entry.root))
    return result
