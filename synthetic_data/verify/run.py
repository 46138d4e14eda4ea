"""The order of the checks: of a run everything it has written, of any other file its rows and the quotes they carry."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..files import Shelf
from ..formats.loading import Loaded, load
from ..generate.library import Library, Reader
from ..records import Pair
from ..run_folder import RunFolder
from ..sections import Cutting, Found
from .evidence import check_documents, check_evidence, check_sections
from .files import check_counts, check_formats, check_rows
from .split import check_images, check_same, check_sides
from .state import Sources, Verification, within


class Reading(NamedTuple):
    """Documents, and how the run had cut them; a merged run has several of these."""

    found: list[Found]
    cutting: Cutting


def verify_run(run: RunFolder, manifest: Mapping[str, Any], readings: Sequence[Reading]) -> Iterator[Verification]:
    """Checks everything a run has written; yields what is known so far, once for every pair and once for every check after."""
    state = Verification()
    pairs: list[Pair] = []
    for pair in pairs_of(run.folder / "pairs.jsonl", state):
        pairs.append(pair)
        yield state
    sources = Sources([entry for reading in readings for entry in reading.found])
    check_evidence(pairs, sources, state)
    yield state
    check_same(pairs, state)
    with Shelf() as shelf:
        library = read_again(readings, shelf)
        if check_documents(manifest, library, sources, state):
            state.compare("documents", within(manifest, "counts").get("documents"), len(library.documents))
            state.compare("sections", within(manifest, "counts").get("sections"), len(library.notes))
        check_sections(pairs, library, state)
        check_sides(pairs, library, manifest, state)
    check_images(run, pairs, manifest, state)
    yield state
    check_rows(run, pairs, manifest, state)
    check_formats(run, manifest, state)
    yield state
    check_counts(run, pairs, manifest, state)
    yield state


def read_again(readings: Sequence[Reading], shelf: Shelf) -> Library:
    """All the documents, each cut as it was."""
    library = Library(shelf)
    for reading in readings:
        read = Reader(reading.cutting)
        for entry in reading.found:
            library.add(read(entry), entry)
    return library


def verify_file(path: Path, found: Sequence[Found]) -> Iterator[Verification]:
    """Checks any dataset file: every row readable, and every quote it carries at its offsets in the documents found."""
    state = Verification()
    pairs: list[Pair] = []
    for pair in pairs_of(path, state):
        pairs.append(pair)
        yield state
    check_evidence([pair for pair in pairs if pair.evidence], Sources(found), state)
    check_same([pair for pair in pairs if pair.sections], state)
    bare = sum(not pair.evidence for pair in pairs)
    if bare:
        state.notes.append(f"{bare:,} of {len(pairs):,} rows carry no evidence, so nothing could be looked up in a source.")
    yield state


def pairs_of(path: Path, state: Verification) -> Iterator[Pair]:
    """The pairs in a file; rows that hold none become faults."""
    for entry in load(path):
        state.rows += 1
        if isinstance(entry, Loaded):
            state.pairs += 1
            yield entry.pair
        else:
            state.fault("rows", f"{path.name}, row {entry.number}", entry.reason)
