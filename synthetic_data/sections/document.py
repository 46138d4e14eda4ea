"""One file read whole: its text, front matter, title, language, and its sections."""

import datetime
import hashlib
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..records import Block, Document, Section, content_id
from ..text.language import SAMPLE_CHARACTERS, SURE_ENGLISH_SHARE, WIDE, detect_language, detect_other, looks_english
from ..text.page_marks import page_marks, pages_of
from .belonging import folders_of, part_of
from .blocks import Source, read_blocks
from .cut import Cut, Limits, cut_sections
from .facts import section_facts
from .find import Found
from .images import block_images, may_show_images, shows_images
from .titles import title

FENCE = re.compile(r"^---[ \t]*$|^\.\.\.[ \t]*$", re.MULTILINE)
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_PROSE = 100_000
LEAST_PROSE, LEAST_WIDE = 160, 60  # characters of prose from which a section's own language can be told
KINDS = {"paragraph": "prose", "list": "list", "terms": "list", "table": "table", "code": "code"}


class Cutting(NamedTuple):
    """How documents are cut: section sizes in estimated tokens."""

    chunk_size: int = 1500
    chunk_overlap: int = 100


class Skipped(NamedTuple):
    """A file that was left out, and why; `failed` tells what could not be read from what merely holds nothing."""

    name: str
    reason: str
    failed: bool


class Reading(NamedTuple):
    """A document with its sections and what the user should hear about it."""

    document: Document
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]


def read_document(found: Found, cutting: Cutting) -> Reading | Skipped:
    """Reads and cuts one file. What cannot be read comes back as Skipped; nothing is raised for a bad file."""
    try:
        raw = found.file.read_bytes()
    except OSError as error:
        return Skipped(found.name, f"cannot be read ({error.strerror or error})", True)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Skipped(found.name, f"is not UTF-8 (byte {error.start})", True)
    if "\0" in text:
        return Skipped(found.name, "is a binary file (it holds NUL bytes)", True)
    if not text.strip():
        return Skipped(found.name, "is empty", False)
    return cut_document(found.name, text, hashlib.sha256(raw).hexdigest(), cutting, "" if found.root == Path() else str(found.root))


def cut_document(name: str, text: str, sha256: str, cutting: Cutting, root: str = "") -> Reading:
    """The sections of a document whose text is at hand; root is the folder that its name counts from."""
    blocks, source = read_blocks(text)
    metadata, warnings = front_matter(name, text, blocks)
    own_title, told = title(name, blocks, metadata)
    whole = told or part_of((*folders_of(root), *name.split("/")[:-1]), metadata, text, root)
    document = Document(name, sha256, own_title, metadata, language(blocks, metadata), whole)
    cuts = cut_sections(text, blocks, source.starts, Limits(cutting.chunk_size, cutting.chunk_overlap))
    marks = page_marks(text)
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    sections = []
    for ordinal, cut in enumerate(cuts):
        path, content = cut.path or (document.title,), text[cut.start : cut.end]
        identity = section_id(name, path, seen[path, content], content)
        section = build(document, ordinal, cut._replace(path=path), source, identity)
        sections.append(replace(section, pages=pages_of(text, marks, section.own_start, section.end)) if marks else section)
        seen[path, content] += 1
    return Reading(document, tuple(sections), tuple(warnings))


def build(document: Document, ordinal: int, cut: Cut, source: Source, identity: str) -> Section:
    """A section record, all of it read off its cut."""
    text, starts, references = source
    own_language = section_language(cut.blocks, document)
    parts = [part for block in cut.blocks for part in block.walk()]
    kinds = {KINDS[part.kind] for part in parts if part.kind in KINDS}
    content = text[cut.start : cut.end]
    showing = [part for part in parts if shows_images(part)] if may_show_images(content) else []
    images = tuple(image for part in showing for image in block_images(part, text, references))
    return Section(
        document=document,
        heading_path=cut.path,
        ordinal=ordinal,
        start=cut.start,
        end=cut.end,
        own_start=cut.own_start,
        start_line=bisect_right(starts, cut.start, 0, len(starts) - 1),
        end_line=bisect_right(starts, max(cut.start, cut.start + len(content.rstrip()) - 1), 0, len(starts) - 1),
        text=content,
        blocks=cut.blocks,
        facts=section_facts(cut.blocks, cut.path[-1], own_language),
        images=images,
        kinds=frozenset(kinds | ({"image"} if images else set())),
        oversized=cut.oversized,
        id=identity,
        language="" if own_language == document.language else own_language,
    )


def section_id(name: str, path: tuple[str, ...], ordinal_among_equals: int, content: str) -> str:
    """The id of a section: a hash of document path, heading path, ordinal among equals and text, and of nothing else."""
    return content_id(name, "\x1e".join(path), str(ordinal_among_equals), content)


def front_matter(name: str, text: str, blocks: Sequence[Block]) -> tuple[dict[str, Any], list[str]]:
    """The YAML mapping a document begins with, made fit for JSON, and a warning when it cannot be read."""
    if not blocks or blocks[0].info != "front_matter":
        return {}, []
    body = FENCE.sub("", text[blocks[0].start : blocks[0].end])
    try:
        loaded = yaml.load(body, Loader=SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        return {}, [f"{name}: the front matter is not valid YAML{where}; it is left out."]
    except (ValueError, RecursionError) as error:  # an impossible date, wild nesting
        return {}, [f"{name}: the front matter cannot be read ({error}); it is left out."]
    if not isinstance(loaded, dict):
        return {}, [] if loaded is None else [f"{name}: the front matter is not a list of keys and values; it is left out."]
    return {str(key): plain_value(value) for key, value in loaded.items()}, []


def plain_value(value: Any, depth: int = 0) -> Any:
    """A YAML value as JSON knows it: dates become text, keys become text, anything else its own words."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if depth < 8 and isinstance(value, dict):
        return {str(key): plain_value(inner, depth + 1) for key, inner in value.items()}
    if depth < 8 and isinstance(value, list | tuple | set):
        return [plain_value(inner, depth + 1) for inner in value]
    return str(value)[:200]


def language(blocks: Sequence[Block], metadata: dict[str, Any]) -> str:
    """The language the front matter names, else the one the first paragraphs are written in."""
    for key in ("lang", "language"):
        given = metadata.get(key)
        if isinstance(given, str) and re.fullmatch(r"[A-Za-z]{2,3}([-_].*)?", given.strip()):
            return re.split(r"[-_]", given.strip())[0].lower()
    beginning = prose(blocks, 4 * SAMPLE_CHARACTERS)
    first = "en" if looks_english(beginning, SURE_ENGLISH_SHARE) else detect_language(beginning)
    if first == "en":
        return first
    whole = prose(blocks, MOST_PROSE)  # a list of names at the beginning may look like any language: the middle and the end decide
    parts = [whole[len(whole) * part // 3 :] for part in range(3)]
    return Counter(detect_language(part, first) for part in parts).most_common(1)[0][0]


def section_language(blocks: Sequence[Block], document: Document) -> str:
    """The language of a section: the document's, unless there is enough prose that is certainly in another."""
    if any(key in document.metadata for key in ("lang", "language")):
        return document.language
    text = prose(blocks, SAMPLE_CHARACTERS)
    enough = LEAST_WIDE if not text.isascii() and WIDE.search(text, 0, LEAST_PROSE) else LEAST_PROSE
    return document.language if len(text) < enough else detect_other(text, document.language)


def prose(blocks: Sequence[Block], most: int) -> str:
    """The text of the first paragraphs, up to about so many characters."""
    words: list[str] = []
    size = 0
    for block in blocks:
        for part in (block,) if block.kind == "paragraph" else block.walk():
            if part.kind == "paragraph" and part.text:
                words.append(part.text.text)
                size += len(part.text.text)
                if size > most:
                    return " ".join(words)
    return " ".join(words)
