"""`curate` and `rate`: judge the pairs of an earlier run or of any dataset file; curate drops the poor ones, rate keeps all."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..files import Shelf
from ..formats.loading import Unusable, load
from ..generate.answers import Harvest
from ..generate.answers import note as pair_note
from ..generate.collect import Collection
from ..generate.library import Library
from ..options import Options, flag
from ..prompts import load_prompts
from ..records import Pair, Side, Task
from ..run_folder import RunFolder, claim_run_folder, earlier_run
from ..split import Sides
from ..verify import Reading, read_again
from .account import Account, conclude
from .curate_file import curate_file
from .curating import JUDGED, Curation, Sources
from .engine import Engines, check_engine
from .flags import build_parser, converted, options_from
from .main_job import assign_sides, cot_plan, save_formats, write
from .saving import check_formats
from .stages import Home
from .verify import read_manifest, readings_of

# What only the making of pairs takes into account.
MAKING = frozenset(
    "no_llm ingest types pairs_per_section num_pairs sample instructions repair fallback rounds images fetch_images"
    " unanswerable jobs".split()
)
LOWEST = 1.0  # nothing is scored below it, so nothing is dropped


def main(arguments: Sequence[str], home: Home) -> int:
    """`curate`. Returns the exit code."""
    return judge(arguments, home, keep_all=False)


def rate(arguments: Sequence[str], home: Home) -> int:
    """`rate`. Returns the exit code."""
    return judge(arguments, home, keep_all=True)


def judge(arguments: Sequence[str], home: Home, keep_all: bool) -> int:
    """Judges a run into a new run, or a file into a new file."""
    parser = build_parser(home)
    name = "rate" if keep_all else "curate"
    parser.prog += f" {name}"
    parser.description = "Scores pairs from 1 to 10" + (" and keeps all." if keep_all else " and drops those below --curate (7).")
    parser.epilog = "The flags of the main job hold here, too; --model or --base-url name who judges."
    parser.add_argument("what", metavar="RUN|FILE", help='a run\'s folder, its time stamp, "latest", or a dataset file')
    given = parser.parse_args(arguments)
    what = given.__dict__.pop("what")
    refuse_idle(given, name)
    run = earlier_run(what, getattr(given, "output", home.defaults()["output"]))
    manifest = read_manifest(run) if run else {}
    options = judging_options(parser, given, home, manifest, keep_all)
    if options.dry_run:
        raise UserError(f"--dry-run has no meaning with {name}.", "Leave it out; --max-requests N stops after so many requests.")
    check_engine(options)
    check_formats(options)
    if run is None:
        return curate_file(Path(what), options, keep_all)
    return curate_run(run, manifest, options, readings_of(manifest, getattr(given, "docs", None)))


def refuse_idle(given: argparse.Namespace, name: str) -> None:
    """Raises UserError for flags that would do nothing here: they are about making pairs."""
    idle = [flag(entry) for entry in vars(given) if entry in MAKING]
    if idle:
        them = "it" if len(idle) == 1 else "them"
        raise UserError(f"{', '.join(idle)} would do nothing with {name}, which makes no pairs.", f"Leave {them} out.")


def judging_options(
    parser: argparse.ArgumentParser, given: argparse.Namespace, home: Home, manifest: dict[str, Any], keep_all: bool
) -> Options:
    """The options of the earlier run, if there is one, with the flags over them, and judging switched on."""
    known = {action.dest for action in parser._actions}
    earlier = {name: value for name, value in manifest.get("options", {}).items() if name in known}
    # Who wrote the pairs does not matter, nothing new is made, and how much was said then is no wish of now.
    fresh = {"no_llm": False, "num_pairs": 0, "unanswerable": 0.0, "quiet": False, "verbose": False}
    options = options_from(parser, given, {**home.defaults(), **converted(parser, earlier, "The run was made with"), **fresh})
    if keep_all:
        return replace(options, curate=LOWEST, unjudged="keep")
    return options if options.curate else replace(options, curate=7.0)


def curate_run(run: RunFolder, manifest: dict[str, Any], options: Options, readings: Sequence[Reading]) -> int:
    """Judges the pairs of a run and writes what passes as a new run; the earlier one stays as it is."""
    started = time.monotonic()
    prompts = load_prompts(options.prompts)
    with Shelf() as shelf, Engines() as engines:
        library = read_again(readings, shelf)
        sources = Sources(library, prompts)
        collection = collected(run, library, sources, shelf)
        folder = claim_run_folder(options.output, datetime.now())
        curation = Curation(options, sources, engines, folder.folder)
        curation.settle(collection)
        cot = cot_plan(options, prompts.cot_instructions)
        written = write(collection, folder, cot, replace(options, split_by="section"))  # each pair stays on its side
        sides = sides_of(manifest, library, options)
        formats = save_formats(library, sides, folder, cot, options)
        answerers = {
            **engines.finish(),
            **writer_of(manifest),
            **curation.described(collection, written.openers),
            "curated_from": run.stamp,
        }
        account = Account(library, sides, collection, written, formats, 0, answerers, time.monotonic() - started)
        result = conclude(account, folder, prompts, options)
    if not options.quiet:
        sys.stdout.write("\n".join(result.summary) + "\n")
    return result.exit_code


def collected(run: RunFolder, library: Library, sources: Sources, shelf: Shelf) -> Collection:
    """The pairs of an earlier run as a collection. Raises UserError when a section of theirs is not there any more."""
    numbers = {note.id: number for number, note in enumerate(library.notes)}
    collection = Collection(shelf)
    for pair in pairs_of(run):
        section = sources.first(pair)
        if section is None:
            raise UserError(
                f"The section of pair {pair.id} is not in {pair.sections[0].document} any more.",
                "`verify` tells what has changed. Curate with the documents as they were, or make the dataset again.",
            )
        scored = replace(pair, scores={}, flags=tuple(flag for flag in pair.flags if flag not in JUDGED))
        entry = pair_note(scored, Task(pair.question_type, (section,), 1), pair.split)
        harvest = Harvest(pairs=[entry._replace(section=numbers[section.id])])
        harvest.counts.update(counted(pair))
        collection.add(harvest, 0)
        take_images(pair, run, collection)
    return collection


def pairs_of(run: RunFolder) -> Iterator[Pair]:
    """The pairs of a run. Raises UserError for a line that holds none."""
    for entry in load(run.folder / "pairs.jsonl"):
        if isinstance(entry, Unusable) or not entry.pair.sections:
            number = entry.number if isinstance(entry, Unusable) else f"of {entry.pair.id}"
            raise UserError(f"Row {number} of {run.folder / 'pairs.jsonl'} is no pair of a run.", "`verify` lists what is wrong.")
        yield entry.pair


def sides_of(manifest: dict[str, Any], library: Library, options: Options) -> Sides:
    """The sides as the earlier run had them, so that what it kept apart stays apart."""
    split = manifest.get("split")
    planned = split.get("validation_sections") if isinstance(split, dict) else None
    if not isinstance(split, dict) or not isinstance(planned, list):
        return assign_sides(library, options.train_ratio, options.split_by, options.seed, options.images == "keep")
    held = set(map(str, planned))
    sides: tuple[Side, ...] = tuple("validation" if note.id in held else "train" for note in library.notes)
    return Sides(sides, split.get("groups", 0), split.get("training_share_planned", 0.0), str(split.get("note", "")))


def writer_of(manifest: dict[str, Any]) -> dict[str, str]:
    """Who wrote the pairs, as the earlier run says."""
    engine = manifest.get("engine")
    return {name: str(engine[name]) for name in ("model", "identity") if name in engine} if isinstance(engine, dict) else {}


def take_images(pair: Pair, run: RunFolder, collection: Collection) -> None:
    """Has the images of a pair copied into the new run, too; what lies outside of the earlier one is not touched."""
    for path in pair.images:
        file = (run.folder / path).resolve()
        if path not in collection.images and file.is_relative_to(run.folder.resolve()) and file.is_file():
            collection.images[path] = collection.shelf.put(file.read_bytes())


def counted(pair: Pair) -> dict[tuple[str, str], int]:
    return {(pair.question_type, "asked"): 1, (pair.question_type, "answered"): 1}
