"""All documents read once: sections lie on disk, and a short note on each stays in memory."""

import pickle
import posixpath
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..files import Shelf
from ..heuristics import notes_of
from ..records import Section
from ..sections import Cutting, Found, Skipped, read_document
from ..text.tokens import estimate_tokens
from ..workers import ordered_map
from .travel import packed, unpacked


class SectionNote(NamedTuple):
    """What has to be known of a section while the others are read.

    start: where its own text (see `own_text`) begins. images names each image it shows, the same wherever it is shown.
    """

    id: str
    facts: int
    tokens: int
    overlaps: bool
    oversized: bool
    title: str
    start_line: int
    end_line: int
    start: int
    images: tuple[str, ...] = ()


class Shelved(NamedTuple):
    """One document in a worker's answer: its name and hash, its packed sections, and a note, signature and text of each.

    links are the pickled notes by which sections that stand apart are linked; terms are the keys of what the document defines.
    """

    name: str
    sha256: str
    sections: bytes
    notes: tuple[SectionNote, ...]
    signatures: tuple[bytes, ...]
    texts: tuple[bytes, ...]
    links: bytes
    terms: tuple[str, ...]
    warnings: tuple[str, ...]


class DocumentNote(NamedTuple):
    """Where a document's sections lie on the shelf, which notes are theirs (notes[first:last]), and the file it was read from."""

    name: str
    sha256: str
    position: int
    length: int
    first: int
    last: int
    found: Found
    links: tuple[int, int]  # position and length on the shelf


@dataclass(frozen=True)
class Reader:
    """Reads one file into a form that can travel between processes."""

    cutting: Cutting

    def __call__(self, found: Found) -> Shelved | Skipped:
        from ..text.signatures import signatures  # not above: it needs numpy, which is slow to load

        try:
            reading = read_document(found, self.cutting)
        except Exception as error:  # noqa: BLE001  (one document must never sink the others; it is named and counted)
            return Skipped(found.name, f"could not be read because of a fault of ours: {type(error).__name__}: {error}", True)
        if isinstance(reading, Skipped):
            return reading
        texts = [own_text(section) for section in reading.sections]
        notes = tuple(
            SectionNote(
                section.id,
                len(section.facts),
                estimate_tokens(section.text),
                section.start < section.own_start,
                section.oversized,
                section.title,
                section.start_line,
                section.end_line,
                section.end - len(text),
                tuple(image_name(section.document.path, image.path) for image in section.images),
            )
            for section, text in zip(reading.sections, texts, strict=True)
        )
        document = reading.document
        signed = tuple(signatures(texts))
        encoded = tuple(text.encode("utf-8", "surrogatepass") for text in texts)
        links = notes_of(reading.sections)
        return Shelved(
            name=document.path,
            sha256=document.sha256,
            sections=packed(reading.sections, links.defining),
            notes=notes,
            signatures=signed,
            texts=encoded,
            links=pickle.dumps(links, pickle.HIGHEST_PROTOCOL),
            terms=tuple(meaning.key for meaning in links.meanings),
            warnings=reading.warnings,
        )


def image_name(document: str, path: str) -> str:
    """What an image is called wherever it is shown: its address, or its path from the docs folder."""
    return path if "://" in path else posixpath.normpath(posixpath.join(posixpath.dirname(document), path))


def own_text(section: Section) -> str:
    """A section's text without overlap and front matter."""
    start = section.own_start
    if section.blocks and section.blocks[0].info == "front_matter":
        start = section.blocks[0].end
    return section.text[start - section.start :]


@dataclass
class Library:
    """The documents of a run. Sections are read from the shelf one document at a time."""

    shelf: Shelf
    documents: list[DocumentNote] = field(default_factory=list)
    notes: list[SectionNote] = field(default_factory=list)
    signatures: list[bytes] = field(default_factory=list)
    texts: "array[int]" = field(default_factory=lambda: array("q"))  # position and length on the shelf, in turn
    defining: "dict[str, array[int]]" = field(default_factory=dict)  # the documents that define a term, by its key
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, answer: Shelved | Skipped, found: Found) -> None:
        if isinstance(answer, Skipped):
            self.skipped.append(answer)
            return
        position, length = self.shelf.put(answer.sections)
        first = len(self.notes)
        self.notes.extend(answer.notes)
        self.signatures.extend(answer.signatures)
        for text in answer.texts:
            self.texts.extend(self.shelf.put(text))
        for term in answer.terms:
            self.defining.setdefault(term, array("l")).append(len(self.documents))
        self.documents.append(
            DocumentNote(answer.name, answer.sha256, position, length, first, len(self.notes), found, self.shelf.put(answer.links))
        )
        self.warnings.extend(answer.warnings)

    def take_signatures(self) -> Iterator[bytes]:
        """The near-duplicate signatures of all sections, in order; they are needed once, and each is forgotten when it is taken."""
        self.signatures.reverse()
        while self.signatures:
            yield self.signatures.pop()

    def text(self, number: int) -> str:
        """A section's own text, by the section's number in the library."""
        position, length = self.texts[2 * number : 2 * number + 2]
        return self.shelf.get(position, length).decode("utf-8", "surrogatepass")

    def stating(self, document: DocumentNote) -> int:
        """How many sections of a document state any fact."""
        return sum(note.facts > 0 for note in self.notes[document.first : document.last])

    def packed(self, document: DocumentNote) -> bytes:
        return self.shelf.get(document.position, document.length)

    def links(self, document: DocumentNote) -> bytes:
        """The pickled notes by which the document's sections are linked."""
        return self.shelf.get(*document.links)

    def sections(self, document: DocumentNote) -> tuple[Section, ...]:
        return unpacked(self.packed(document))


def read_library(found: Sequence[Found], cutting: Cutting, jobs: int, shelf: Shelf) -> Iterator[Library]:
    """Reads every file; yields the growing library after each, so that the caller can show progress."""
    library = Library(shelf)
    for answer, entry in zip(ordered_map(Reader(cutting), found, jobs), found, strict=True):
        library.add(answer, entry)
        yield library


def whole_library(found: Sequence[Found], cutting: Cutting, shelf: Shelf) -> Library:
    """All the files read, in this process."""
    library = Library(shelf)
    for grown in read_library(found, cutting, 1, shelf):
        library = grown
    return library
