"""Checks a finished run against its sources: quotes at their offsets, hashes, the split, the counts, every row readable."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .files import Shelf, sha256_of
from .formats.checking import read_back
from .formats.conversations import read_conversations
from .formats.loading import Loaded, load
from .generate.answers import asked
from .generate.library import Library, whole_library
from .generate.sides import near_duplicate_groups
from .hygiene.personal_data import MASKED, masked
from .records import Evidence, Pair
from .run_folder import RunFolder
from .sections import Cutting, Found
from .text.question_merge import merge
from .text.same_question import features

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


def verify_run(run: RunFolder, manifest: Mapping[str, Any], found: Sequence[Found]) -> Iterator[Verification]:
    """Checks everything a run has written; yields what is known so far, once for every pair and once for every file after."""
    state = Verification()
    pairs: list[Pair] = []
    for pair in pairs_of(run.folder / "pairs.jsonl", state):
        pairs.append(pair)
        yield state
    check_evidence(pairs, Sources(found), state)
    yield state
    check_split(pairs, manifest, found, state)
    check_images(run, pairs, manifest, state)
    yield state
    check_rows(run, state)
    for side in read_back(run.folder, manifest.get("counts", {}).get("formats", {})):
        state.rows += side.rows
        for where, told in side.faults:
            state.fault("rows", where, told)
    yield state
    check_counts(run, pairs, manifest, state)
    yield state


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


# --- evidence ------------------------------------------------------------------------------------------------------------


def check_evidence(pairs: Sequence[Pair], sources: Sources, state: Verification) -> None:
    """Every quote stands at its offsets, in a document that still has the hash the pair names."""
    missing: Counter[str] = Counter()
    for pair in sorted(pairs, key=lambda pair: pair.evidence[0].document if pair.evidence else ""):
        hashes = {part.document: part.document_sha256 for part in pair.sections}
        for name, sha256 in hashes.items():
            source = sources.read(name)
            if source is None:
                missing[name] += 1
            elif source[1] != sha256:
                state.changed[name].append(pair.id)
        if not pair.evidence:
            state.fault("evidence", pair.id, "the pair carries no evidence")
        for evidence in pair.evidence:
            state.quotes += 1
            told = wrong_quote(evidence, hashes, sources, MASKED in pair.flags)
            if told:
                state.fault("evidence", pair.id, told)
    for name, count in missing.items():
        state.fault("documents", name, f"cannot be found or read; pairs that come from it: {count}")
    for name, ids in state.changed.items():
        state.fault(
            "documents", name, f"has changed since; it affects {len(ids)} {'pair' if len(ids) == 1 else 'pairs'}: {', '.join(ids)}"
        )


def wrong_quote(evidence: Evidence, hashes: Mapping[str, str], sources: Sources, is_masked: bool) -> str:
    """What is wrong with a quote, or "" (what stands in a document that can't be read is told once, for the document)."""
    if evidence.document not in hashes:
        return f"a quote is from {evidence.document}, which none of the pair's sections belongs to"
    source = sources.read(evidence.document)
    if source is None:
        return ""
    there = source[0][evidence.start : evidence.end]
    if evidence.quote and evidence.quote in (there, masked(there) if is_masked else there):
        return ""
    moved = source[0].find(evidence.quote) if evidence.quote else -1
    where = f"it stands at {moved} now" if moved >= 0 else "it stands nowhere in the document"
    return f"the quote at {evidence.start}–{evidence.end} of {evidence.document} is not there; {where}"


# --- the split -----------------------------------------------------------------------------------------------------------


def check_split(pairs: Sequence[Pair], manifest: Mapping[str, Any], found: Sequence[Found], state: Verification) -> None:
    """No section, no near-duplicate section and no question on both sides; every section is one of its document's."""
    options = manifest.get("options", {})
    check_same(pairs, state)
    with Shelf() as shelf:
        cutting = Cutting(int(options.get("chunk_size", 1500)), int(options.get("chunk_overlap", 100)))
        library = whole_library(found, cutting, shelf)
        check_sections(pairs, library, state)
        if found and not state.changed:
            compare(state, "documents", manifest.get("counts", {}).get("documents"), len(library.documents))
            compare(state, "sections", manifest.get("counts", {}).get("sections"), len(library.notes))
        if options.get("split_by") == "question":
            state.notes.append("The run was split by question: both sides may ask about one section.")
        else:
            check_sides(pairs, library, state)


def check_sections(pairs: Sequence[Pair], library: Library, state: Verification) -> None:
    """Each section that a pair names is cut from its document (unless that has changed or is gone, which is told elsewhere)."""
    known = {note.id for note in library.notes}
    unchanged = {entry.name for entry in library.documents} - set(state.changed)
    for pair in pairs:
        for part in pair.sections:
            if part.id not in known and part.document in unchanged:
                state.fault("sections", pair.id, f"{part.document} has no section {part.id}")


def check_sides(pairs: Sequence[Pair], library: Library, state: Verification) -> None:
    group_of = {note.id: group for note, group in zip(library.notes, near_duplicate_groups(library), strict=True)}
    sides: dict[Any, dict[str, str]] = defaultdict(dict)
    for pair in pairs:
        for part in pair.sections:
            sides[group_of.get(part.id, part.id)].setdefault(pair.split, pair.id)
    for both in sides.values():
        if len(both) > 1:
            state.fault("split", " and ".join(sorted(both.values())), "the same or nearly the same section is on both sides")


def check_images(run: RunFolder, pairs: Sequence[Pair], manifest: Mapping[str, Any], state: Verification) -> None:
    """Every image that a pair names lies in the run folder, and none is on both sides."""
    sides: dict[str, dict[str, str]] = defaultdict(dict)
    for pair in pairs:
        for path in pair.images:
            sides[path].setdefault(pair.split, pair.id)
            if not (run.folder / path).is_file():
                state.fault("images", pair.id, f"{path} is not in the run folder")
    for path, both in sides.items():
        if len(both) > 1 and manifest.get("options", {}).get("split_by") != "question":
            state.fault("split", " and ".join(sorted(both.values())), f"{path} is on both sides")


def check_same(pairs: Sequence[Pair], state: Verification) -> None:
    """No two pairs ask the same, least of all on different sides."""
    texts = [(asked(pair.question, pair.images), pair.answer) for pair in pairs]
    kept = merge([features(*text) for text in texts], [0.0] * len(texts), texts.__getitem__)
    for number, other in enumerate(kept):
        if other != number:
            across = pairs[number].split != pairs[other].split
            told = "both sides ask the same" if across else "two pairs ask the same"
            state.fault("split" if across else "duplicates", f"{pairs[other].id} and {pairs[number].id}", told)


# --- files and counts ----------------------------------------------------------------------------------------------------


def check_rows(run: RunFolder, state: Verification) -> None:
    """Every conversation of the dataset files can be read by our own reader and holds a question and an answer."""
    for path in (run.train, run.validation):
        try:
            for number, conversation in enumerate(read_conversations(path), 1):
                state.rows += 1
                roles = [turn["role"] for turn in conversation]
                if roles[-2:] != ["user", "assistant"] or not all(turn["content"] for turn in conversation):
                    state.fault("rows", f"{path.name}, row {number}", f"is no question with its answer ({', '.join(roles)})")
        except (OSError, ValueError, KeyError, TypeError) as error:
            state.fault("rows", path.name, f"cannot be read: {error}")


def check_counts(run: RunFolder, pairs: Sequence[Pair], manifest: Mapping[str, Any], state: Verification) -> None:
    """The numbers in the manifest are those of the files."""
    counts = manifest.get("counts", {})
    for side in SIDES:
        number = sum(pair.split == side for pair in pairs)
        compare(state, f"{side} pairs", counts.get("pairs", {}).get(side), number)
        file = run.train if side == "train" else run.validation
        compare(state, f"{side} conversations", counts.get("conversations", {}).get(side), conversations_in(file))
    kinds = Counter(pair.question_type for pair in pairs)
    funnel = counts.get("funnel", {})
    for kind in sorted({*kinds, *funnel}):
        compare(state, f"kept pairs of {kind}", funnel.get(kind, {}).get("kept", 0), kinds[kind])
    dropped = sum(row.get(step, 0) for row in funnel.values() for step in ("rejected", "merged", "not needed"))
    with (run.folder / "rejected.jsonl").open(encoding="utf-8") as lines:
        listed = sum(json.loads(line).get("reason", "") != "" for line in lines)
    if listed < dropped:  # unreadable replies stand there, too
        state.fault("counts", "rejected.jsonl", f"lists {listed:,} of the {dropped:,} pairs that the manifest says were dropped")


def conversations_in(file: Path) -> int:
    try:
        return sum(1 for _ in read_conversations(file))
    except (OSError, ValueError):
        return 0  # told as a row that cannot be read


def compare(state: Verification, what: str, told: Any, counted: int) -> None:
    if told != counted:
        state.fault("counts", what, f"the manifest says {told}, the files hold {counted:,}")
