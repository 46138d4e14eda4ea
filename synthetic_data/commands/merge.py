"""`merge`: runs and earlier datasets joined into a new run, without duplicates and without a section on both sides."""

import datetime
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from typing import Any

from .. import __version__
from ..export import write_manifest
from ..files import Shelf, written_whole
from ..formats.look import Look, conversations
from ..formats.pairs import to_json
from ..formats.stores import BARE_LIST
from ..hygiene.personal_data import HIDING
from ..options import Options
from ..report.funnel import table_of
from ..run_folder import RunFolder, claim_run_folder
from .documents import documents_of
from .flags import SPLITS, build_parser, options_from, stage_parser
from .joining import Joined, join, keep_sides, split_again
from .saving import (
    Job,
    SavedFormats,
    check_formats,
    cot_plan_alone,
    needs_sources,
    read_passages,
    upload,
    write_formats,
)
from .sources import Source, open_source, told, with_sides
from .stages import STAGES, Home


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand; returns its exit code."""
    parser = stage_parser(home, "merge", STAGES["merge"].purpose, home.output_dir)
    parser.add_argument(
        "sources", nargs="+", metavar="RUN|FILE", help="runs (folder, time stamp, `latest`), files or folders of pairs"
    )
    parser.add_argument(
        "--split-by",
        choices=SPLITS,
        help="make the split again, by sections, documents or questions (default: sides stay as they are)",
    )
    given = parser.parse_args(arguments)
    sources = [open_source(name, home.defaults()["output"], getattr(given, "output", None)) for name in given.sources]
    again = "split_by" in given
    del given.sources
    options = options_from(build_parser(home), given, home.defaults())
    lines, code = merge(sources, options, again)
    if not options.quiet:
        sys.stdout.write("\n".join(lines) + "\n")
    return code


def merge(sources: Sequence[Source], options: Options, again: bool = False) -> tuple[list[str], int]:
    """Joins the sources into a new run in the output folder; returns what to tell and the exit code."""
    check_formats(options)
    hiding = [pii for source in sources if (pii := source.options().get("pii")) in HIDING]
    options = replace(options, pii=options.pii or max(hiding, default=""))  # what one of them hides, the new run shows nowhere
    sided = [with_sides(source, options) for source in sources]
    with Shelf() as shelf:
        joined = join(sided, shelf)
        if again:
            split_again(joined, options)
        else:
            keep_sides(joined)
        counts = Counter(given.pair.split for given in joined.kept())
        lines = account(sources, joined, counts)
        if options.dry_run:
            return [*lines, "Nothing was written: this was a dry run."], 0
        run = claim_run_folder(options.output, datetime.datetime.now())
        written = write_run(joined, run, options)
        formats = write_other_formats(sources, joined, run, options)
        write_manifest(
            run,
            manifest(
                sources, joined, {"pairs": dict(counts), "conversations": dict(written), "formats": formats.as_json()}, options
            ),
        )
        upload(run.folder, options, formats)
    lines += [
        *([""] if formats.lines else []),
        *formats.lines,
        "",
        *table_of([("Files", str(run.train)), ("", str(run.validation)), ("", str(run.folder))]),
    ]
    return lines, 3 if formats.missing or any(source.unusable for source in sources) else 0


def write_run(joined: Joined, run: RunFolder, options: Options) -> Counter[str]:
    """The files of a run, from what stays and what goes; returns the conversations per side."""
    look = Look(cot_plan_alone(options))
    written: Counter[str] = Counter()
    with ExitStack() as stack:
        kept = stack.enter_context(written_whole(run.folder / "pairs.jsonl"))
        rejected = stack.enter_context(written_whole(run.folder / "rejected.jsonl"))
        writers = {
            side: stack.enter_context(BARE_LIST.open(path, {}))
            for side, path in (("train", run.train), ("validation", run.validation))
        }
        for pair, system in joined.kept():
            kept.write(to_json(pair) + "\n")
            for conversation in conversations(pair, replace(look, system=system)):
                writers[pair.split]({"messages": conversation})
                written[pair.split] += 1
        for pair, winner in joined.dropped():
            rejected.write(to_json(pair, reason=f"asks the same as {winner}") + "\n")
    return written


def write_other_formats(sources: Sequence[Source], joined: Joined, run: RunFolder, options: Options) -> SavedFormats:
    with ExitStack() as stack:
        passages = None
        if needs_sources(options):
            documents = [part for source in sources for part in source.documents()] or [documents_of(options.as_json())]
            shelf = stack.enter_context(Shelf())
            passages = read_passages(dict.fromkeys(documents), lambda section: None, shelf, options.pii)
        count = sum(1 for unit in joined.unit_of if joined.into[unit] == unit)
        title = f"Questions and answers, {run.stamp}"
        return write_formats(
            Job(joined.kept, count, run.folder, cot_plan_alone(options), passages, title, any(joined.systems)), options
        )


def account(sources: Sequence[Source], joined: Joined, counts: Counter[Any]) -> list[str]:
    """What each source gave, what stays, and what was moved."""
    kept, dropped = joined.count(kept=True), joined.count(kept=False)
    lines = table_of(
        (
            source.name,
            f"{kept[number] + dropped[number]:,} pairs, {dropped[number]:,} of them asked elsewhere, {kept[number]:,} kept",
        )
        for number, source in enumerate(sources)
    )
    lines.append("")
    lines += table_of([("Training", f"{counts['train']:,} pairs"), ("Validation", f"{counts['validation']:,} pairs")])
    if joined.repeated:
        lines.append(f"{joined.repeated:,} rows stood twice in one source; they count once.")
    if joined.moved:
        lines.append(f"{joined.moved:,} questions were moved to training, because their sections stood on both sides.")
    return [*lines, *filter(None, map(told, sources))]


def manifest(sources: Sequence[Source], joined: Joined, counts: dict[str, Any], options: Options) -> dict[str, Any]:
    """What the new run was made of; save-as finds the documents in it."""
    kept, dropped = joined.count(kept=True), joined.count(kept=False)
    return {
        "program": f"generate_synthetic_data {__version__}",
        "options": options.as_json(),
        "merged": [
            {"name": source.name, "kept": kept[number], "duplicates": dropped[number], "unusable": len(source.unusable)}
            for number, source in enumerate(sources)
        ],
        "made_from": [asdict(part) for part in dict.fromkeys(part for source in sources for part in source.documents())],
        "counts": {**counts, "moved_to_training": joined.moved, "repeated": joined.repeated},
    }
