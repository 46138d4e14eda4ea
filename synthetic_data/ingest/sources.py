"""What is to be converted: files, folders, globs and addresses, in one stable order, none twice."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..errors import UserError
from .converters import BY_SUFFIX
from .picture import is_caption

GLOB_CHARACTERS = frozenset("*?[")
LEFT_ALONE = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".ipynb_checkpoints"))


class Source(NamedTuple):
    """One source: a file or an address, its name relative to the place it was found under, and that place.

    named: the user gave this very file, not a folder or a glob that holds it.
    """

    name: str
    file: Path | None = None
    url: str = ""
    root: Path | None = None
    named: bool = True

    @property
    def shown(self) -> str:
        return self.url or str(self.file)


def find_sources(given: Sequence[str], docs: Path) -> list[Source]:
    """Every source in these places; the documents folder itself is left out, for what is converted lies there.

    Raises UserError for a place that does not exist.
    """
    found: dict[str, Source] = {}
    for place in given:
        for source in sources_of(place.strip(), docs.resolve()):
            found.setdefault(str(source.file.resolve()) if source.file else source.url, source)
    return sorted(without_captions(found.values()), key=lambda source: (bool(source.url), source.name, source.shown))


def sources_of(place: str, docs: Path) -> Iterable[Source]:
    if "://" in place:
        return [Source(url_name(place), url=place)]
    path = Path(place).expanduser()
    if path.is_dir():
        return walk(path, docs)
    if path.is_file():
        return [Source(path.name, path, root=path.resolve().parent)]
    if GLOB_CHARACTERS & set(place):
        return globbed(path, docs)
    raise UserError(f"The source {place} does not exist.", "Name a file, a folder, a glob in quotation marks, or an address.")


def walk(folder: Path, docs: Path) -> Iterator[Source]:
    """All files below a folder, in order. Hidden ones, lock files of office programs and version control are left alone."""
    for here, folders, files in os.walk(folder):
        visible = (name for name in folders if not name.startswith(".") and name not in LEFT_ALONE)
        folders[:] = sorted(name for name in visible if (Path(here) / name).resolve() != docs)
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                file = Path(here) / name
                yield Source(file.relative_to(folder).as_posix(), file, root=folder.resolve(), named=False)


def globbed(path: Path, docs: Path) -> Iterator[Source]:
    """What a glob matches; a folder that matches stands for what is below it."""
    fixed: list[str] = []
    for part in path.parts:
        if GLOB_CHARACTERS & set(part):
            break
        fixed.append(part)
    root = Path(*fixed) if fixed else Path()
    for match in sorted(root.glob(str(Path(*path.parts[len(fixed) :])))):
        if match.is_dir():
            for source in walk(match, docs):
                yield source._replace(name=f"{match.relative_to(root).as_posix()}/{source.name}")
        elif match.is_file() and not match.resolve().is_relative_to(docs):
            yield Source(match.relative_to(root).as_posix(), match, root=root.resolve(), named=False)


def url_name(url: str) -> str:
    """A name for what an address leads to: host and path, as folders."""
    parts = urlsplit(url)
    path = [unquote(part) for part in parts.path.split("/") if part not in ("", ".", "..")]
    if parts.query:
        path = [*path[:-1], f"{path[-1] if path else 'index'}-{parts.query}"]
    name = "/".join([parts.hostname or "", *(path or ["index"])])
    return "".join(sign if sign.isalnum() or sign in "/._-" else "-" for sign in name)


def without_captions(sources: Iterable[Source]) -> list[Source]:
    """A file that holds the caption of an image beside it belongs to the image, and is no document of its own."""
    known = list(sources)
    images = {source.file for source in known if source.file and is_image(source.file)}
    stems = {file.with_suffix("") for file in images}
    return [
        source
        for source in known
        if source.named
        or source.file is None
        or not is_caption(source.file)
        or not (source.file.with_suffix("") in images or source.file.with_suffix("") in stems)
    ]


def is_image(file: Path) -> bool:
    converter = BY_SUFFIX.get(file.suffix.lower())
    return converter is not None and converter.name == "image"
