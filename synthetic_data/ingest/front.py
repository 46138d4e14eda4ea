"""The front matter of a converted file: what it was made from, and a hash by which a later run sees whether a person mended it."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ..files import written_whole

HASH = "converted_sha256: "
HEAD_BYTES = 65_536  # no front matter of ours is longer
IN_MEMORY = 16_000_000  # characters of a body kept in memory; longer ones wait on disk


class Head(NamedTuple):
    """What a converted file says it was made from, and whether it still is as the converter left it."""

    source: str
    sha256: str
    mended: bool


def dump(head: dict[str, Any]) -> str:
    import yaml

    return str(yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000))


def read_source(path: Path) -> str:
    """The source a markdown file was converted from, or "" if it was not converted."""
    lines = front_lines(path)
    if not any(line.startswith(HASH) for line in lines):
        return ""
    return str(values(lines).get("source") or "")


def front_lines(path: Path) -> list[str]:
    """The lines between the two `---` a file opens with; none if it doesn't."""
    try:
        with path.open("rb") as file:
            lines = file.read(HEAD_BYTES).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return []
    if not lines or lines[0].rstrip() != "---" or "---" not in lines[1:]:
        return []
    return lines[1 : lines.index("---", 1)]


def values(lines: list[str]) -> dict[str, Any]:
    import yaml

    try:
        loaded = yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def read_head(path: Path) -> Head | None:
    """What a converted file was made from; None if it is not one of ours."""
    lines = front_lines(path)
    hashes = [line[len(HASH) :].strip() for line in lines if line.startswith(HASH)]
    if len(hashes) != 1:
        return None
    found = values(lines)
    return Head(str(found.get("source") or ""), str(found.get("sha256") or ""), hash_without_line(path) != hashes[0])


def hash_without_line(path: Path) -> str:
    """The hash of a file without its own hash line; line ends of Windows count as ordinary ones."""
    digest = hashlib.sha256()
    waiting = True
    with path.open("rb") as file:
        for line in file:
            if waiting and line.startswith(HASH.encode()):
                waiting = False
                continue
            digest.update(line.replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def write(target: Path, body: Iterable[str], head: Any) -> None:
    """Writes a converted file whole. head() is asked for the front matter after the last part of the body was made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="\n", errors="replace") as held:
        for part in body:
            held.write(part.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
        if not held.tell():
            held.write("\n")
        front = dump(head())
        digest = hashlib.sha256(f"---\n{front}---\n\n".encode())
        held.seek(0)
        while piece := held.read(1 << 20):
            digest.update(piece.encode("utf-8", "replace"))
        held.seek(0)
        with written_whole(target) as file:
            file.write(f"---\n{front}{HASH}{digest.hexdigest()}\n---\n\n")
            shutil.copyfileobj(held, file)


def readable_source(file: Path, docs: Path) -> str:
    """A path as the front matter names it: relative to where the documents folder lies, so that both can move together."""
    try:
        return Path(os.path.relpath(file.resolve(), docs.resolve().parent)).as_posix()
    except ValueError:  # another drive on Windows
        return file.resolve().as_posix()


def sha256_of_file(path: Path) -> str:
    """The hash of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
