"""Decides for each source where its markdown goes and whether there is anything to do."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .converters import BY_SUFFIX, YOUTUBE, Converter, why_not
from .front import Head, read_head, read_source, readable_source, sha256_of_file
from .sources import Source
from .youtube import video_id

CONVERT, UNCHANGED, KEPT, LEFT_OUT = "convert", "unchanged", "kept", "left out"
LONGEST_NAME = 150  # characters of a file name; a long address makes a longer one


class Wishes(NamedTuple):
    """What the user wants of an ingest. docs is the documents folder, most_bytes the largest source, seconds per address."""

    docs: Path
    force: bool = False
    private: bool = False
    most_bytes: int = 200_000_000
    seconds: float = 60.0
    jobs: int = 0


class Planned(NamedTuple):
    """One source with what is to be done: convert it into target, or nothing, and why."""

    source: Source
    place: str
    target: Path
    action: str
    reason: str = ""
    converter: Converter | None = None
    sha256: str = ""


def make_plan(sources: Sequence[Source], wishes: Wishes) -> list[Planned]:
    """What to do with every source. Reads files to hash them, writes nothing."""
    owners = converted_before(wishes.docs)
    taken = set(owners.values())
    planned = []
    for source in sources:
        place = source.url or readable_source(Path(source.file or ""), wishes.docs)
        target = owners.get(place) or free_target(source, wishes.docs, taken)
        step = decide(source, place, target, wishes)
        if step.action != LEFT_OUT:
            taken.add(target)
        planned.append(step)
    return planned


def converted_before(docs: Path) -> dict[str, Path]:
    """Which file of the documents folder was made from which source."""
    return {source: path for path in sorted(docs.rglob("*.md")) if (source := read_source(path))} if docs.is_dir() else {}


def free_target(source: Source, docs: Path, taken: set[Path]) -> Path:
    """Where a new source goes: its name with .md; with its suffix before that, or a number, when another one is there."""
    return next(path for path in candidates(source, docs) if path not in taken and not path.exists())


def candidates(source: Source, docs: Path) -> Iterator[Path]:
    name = PurePosixPath(source.name)
    stem = name.stem if name.suffix.lower() in BY_SUFFIX else name.name
    folder = docs.joinpath(*name.parent.parts)
    yield folder / f"{stem[:LONGEST_NAME]}.md"
    full = name.name[:LONGEST_NAME]
    yield folder / f"{full}.md"
    number = 2
    while True:
        yield folder / f"{full}-{number}.md"
        number += 1


def decide(source: Source, place: str, target: Path, wishes: Wishes) -> Planned:
    """What is to be done with one source."""
    head = read_head(target) if target.exists() else None
    if source.file is None:
        converter = YOUTUBE if video_id(source.url) else None
        blocked = lacking(converter) if converter else ""
        if blocked:
            return Planned(source, place, target, LEFT_OUT, blocked)
        return held_back(Planned(source, place, target, CONVERT, "", converter), head, wishes)
    converter = BY_SUFFIX.get(source.file.suffix.lower())
    try:
        reason = unfit(source.file, converter, wishes)
        digest = "" if reason else sha256_of_file(source.file)
    except OSError as error:
        reason, digest = f"cannot be read ({error.strerror or error})", ""
    if reason or converter is None:
        return Planned(source, place, target, LEFT_OUT, reason)
    planned = Planned(source, place, target, CONVERT, "", converter, digest)
    if head is not None and head.sha256 == digest and not wishes.force:
        return planned._replace(action=UNCHANGED, reason="mended by hand" if head.mended else "")
    return held_back(planned, head, wishes)


def held_back(planned: Planned, head: Head | None, wishes: Wishes) -> Planned:
    """What a person has mended stays, though its source has changed."""
    if head is None or not head.mended or wishes.force or not planned.sha256:
        return planned
    return planned._replace(action=KEPT, reason=MENDED)


MENDED = "has changed, but its markdown was mended by hand; --force converts it again and loses what was mended"


def unfit(file: Path, converter: Converter | None, wishes: Wishes) -> str:
    """Why a file can't be converted, as far as that is known without opening it."""
    if converter is None:
        return why_not(file.suffix.lower())
    if file.resolve().is_relative_to(wishes.docs.resolve()):
        return "lies in the documents folder already"
    size = file.stat().st_size
    if size == 0:
        return "is empty"
    if size > wishes.most_bytes:
        return f"is too large ({size / 1e6:,.0f} MB; --max-size allows {wishes.most_bytes / 1e6:,.0f})"
    return lacking(converter)


def lacking(converter: Converter) -> str:
    return f"needs a package that is not installed: {converter.pip}" if converter.missing() else ""
