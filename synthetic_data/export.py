"""Writes what a run keeps: the dataset files, pairs.jsonl, rejected.jsonl and the manifest."""

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from .cot import CotPlan, examples
from .files import write_bytes_whole, written_whole
from .formats.conversations import ConversationWriter
from .formats.pairs import from_json, to_json, with_reason
from .generate.collect import KEPT, NOT_NEEDED, REJECTED, Collection
from .hygiene.lint import opener
from .records import Pair, Side
from .run_folder import RunFolder
from .split import split_groups


@dataclass
class Written:
    """What went into the files: pairs and conversations per side, pairs and touched facts (as bits) per section, and openers."""

    pairs: dict[Side, int] = field(default_factory=lambda: {"train": 0, "validation": 0})
    conversations: dict[Side, int] = field(default_factory=lambda: {"train": 0, "validation": 0})
    per_section: dict[int, int] = field(default_factory=dict)
    facts: dict[int, int] = field(default_factory=dict)
    openers: Counter[str] = field(default_factory=Counter)


def as_it_is(line: str) -> str:
    return line


def write_pairs(
    collection: Collection,
    run: RunFolder,
    plan: CotPlan,
    side_of: Callable[[int], Side] | None = None,
    shown: Callable[[str], str] = as_it_is,
) -> Iterator[Written]:
    """Writes every kept pair and every rejected one; yields the count so far after each pair, for a progress bar.

    side_of gives a kept pair (by number) another side than the one it carries; shown gives the line of a rejected one as it may be
    shown. The files appear only when all are complete.
    """
    written = Written()
    with ExitStack() as stack:
        kept = stack.enter_context(written_whole(run.folder / "pairs.jsonl"))
        rejected = stack.enter_context(written_whole(run.folder / "rejected.jsonl"))
        writers = {
            "train": ConversationWriter(stack.enter_context(written_whole(run.train))),
            "validation": ConversationWriter(stack.enter_context(written_whole(run.validation))),
        }
        for line in collection.rejected_lines():
            rejected.write(shown(line) + "\n")
        for number, fate in enumerate(collection.fate):
            line = collection.line(number)
            if fate != KEPT:
                rejected.write(shown(with_reason(line, why_not(number, collection))) + "\n")
                continue
            pair = from_json(line)
            if side_of is not None:
                pair = dataclasses.replace(pair, split=side_of(number))
                line = to_json(pair)
            kept.write(line + "\n")
            copy_images(pair, collection, run)
            for example in examples(pair, plan):
                writers[pair.split].write(example)
            count(written, pair, collection, number)
            yield written
        for side, writer in writers.items():
            writer.finish()
            written.conversations["train" if side == "train" else "validation"] = writer.count
    yield written


def copy_images(pair: Pair, collection: Collection, run: RunFolder) -> None:
    """Puts the images of a kept pair into the run folder, each once, under the path that the pair names."""
    for path in pair.images:
        if path in collection.images and not (run.folder / path).exists():
            write_bytes_whole(run.folder / path, collection.shelf.get(*collection.images[path]))


def why_not(number: int, collection: Collection) -> str:
    fate = collection.fate[number]
    if fate == NOT_NEEDED:
        return "more than the number of pairs asked for"
    if fate == REJECTED:
        return collection.reasons[number]
    return f"asks the same as {json.loads(collection.line(fate))['id']}"


def count(written: Written, pair: Pair, collection: Collection, number: int) -> None:
    section = collection.sections[number]
    written.openers[opener(pair.question)] += 1
    written.pairs[pair.split] += 1
    written.per_section[section] = written.per_section.get(section, 0) + 1
    written.facts[section] = written.facts.get(section, 0) | collection.facts[number]


def sides_by_question(collection: Collection, ratio: float, seed: int) -> Callable[[int], Side]:
    """Divides the kept pairs themselves, by the hash of their ids: the same facts on both sides, other questions."""
    kept = [number for number, fate in enumerate(collection.fate) if fate == KEPT]
    ids = [from_json(collection.line(number)).id for number in kept]
    split = split_groups(ids, range(len(ids)), [1] * len(ids), ratio, seed)
    sides = dict(zip(kept, split.sides, strict=True))
    return sides.__getitem__


def write_manifest(run: RunFolder, manifest: dict[str, Any]) -> None:
    """The run's own account: options, versions, hashes, counts."""
    with written_whole(run.folder / "manifest.json") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.write("\n")
