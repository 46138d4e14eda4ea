"""Whether every quote stands at its offsets, in documents that are what they were, inside the sections that the pair names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..generate.library import Library
from ..hygiene.personal_data import MASKED, masked
from ..records import Evidence, Pair, Section
from .state import Sources, Verification, table


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
        state.fault("documents", name, f"has changed since; pairs that it affects: {len(ids)} ({', '.join(ids)})")


def wrong_quote(evidence: Evidence, hashes: Mapping[str, str], sources: Sources, is_masked: bool) -> str:
    """What is wrong with a quote, or "" (what stands in a document that can't be read is told once, for the document)."""
    if evidence.document not in hashes:
        return f"a quote is from {evidence.document}, which none of the pair's sections belongs to"
    source = sources.read(evidence.document)
    if source is None:
        return ""
    there = source[0][evidence.start : evidence.end] if 0 <= evidence.start < evidence.end else ""
    if evidence.quote and evidence.quote in (there, masked(there) if is_masked else there):
        return ""
    moved = source[0].find(evidence.quote) if evidence.quote else -1
    where = f"it stands at {moved} now" if moved >= 0 else "it stands nowhere in the document"
    return f"the quote at {evidence.start}–{evidence.end} of {evidence.document} is not there; {where}"


def check_documents(manifest: Mapping[str, Any], library: Library, sources: Sources, state: Verification) -> bool:
    """The documents that the manifest names are those at hand; returns whether they are just the same."""
    listed = manifest.get("documents")
    if not isinstance(listed, list):
        return False
    told = {str(table(entry).get("path")): table(entry).get("sha256") for entry in listed}
    as_they_were = True
    spoken_of = {fault.where for fault in state.faults if fault.check == "documents"}
    for name, sha256 in told.items():
        source = sources.read(name)
        if source is not None and source[1] == sha256:
            continue
        as_they_were = False
        if name not in spoken_of:
            wrong = "cannot be found or read" if source is None else "is not the file whose SHA-256 the manifest names"
            state.fault("documents", name, f"{wrong}; it affects no pair")
    new = [entry.name for entry in library.documents if entry.name not in told]
    if new:
        state.notes.append(f"{len(new):,} document(s) at hand are no part of the run, {new[0]} among them.")
    return as_they_were and not new


def check_sections(pairs: Sequence[Pair], library: Library, state: Verification) -> None:
    """Each section that a pair names is cut from its document, at its lines, and holds the pair's quotes.

    What comes from a document that has changed or is gone is told elsewhere.
    """
    documents = {entry.name: entry for entry in library.documents if entry.name not in state.changed}
    wanted = {part.document for pair in pairs for part in pair.sections} & set(documents)
    known: dict[str, dict[str, Section]] = {}
    for name in wanted:
        bare = library.sections(documents[name])
        known[name] = {section.id: section for section in bare}
    for pair in pairs:
        held = [(part, known[part.document].get(part.id)) for part in pair.sections if part.document in known]
        for part, section in held:
            if section is None:
                state.fault("sections", pair.id, f"{part.document} has no section {part.id}")
                continue
            lines = (part.start_line, part.end_line, part.pages) == (section.start_line, section.end_line, section.pages)
            if not lines or (MASKED not in pair.flags and part.heading_path != section.heading_path):
                state.fault("sections", pair.id, f"section {part.id} of {part.document} stands at other lines or headings")
        check_inside(pair, [section for _, section in held if section is not None], state)


def check_inside(pair: Pair, sections: Sequence[Section], state: Verification) -> None:
    """Every quote from a document of these sections lies in one of them."""
    for evidence in pair.evidence:
        own = [section for section in sections if section.document.path == evidence.document]
        if own and not any(section.start <= evidence.start and evidence.end <= section.end for section in own):
            told = f"the quote at {evidence.start}–{evidence.end} of {evidence.document} lies outside of the pair's sections"
            state.fault("evidence", pair.id, told)
