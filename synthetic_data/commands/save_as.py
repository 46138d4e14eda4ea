"""`save-as`: an earlier run, or any file of pairs, written in other formats."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from ..errors import UserError
from ..files import Shelf
from ..formats.passages import Passages
from ..options import Options
from .documents import documents_of
from .flags import build_parser, options_from, stage_parser
from .saving import Job, check_formats, cot_plan_alone, needs_sources, read_passages, upload, wanted, write_formats
from .sources import Sided, Source, open_source, told, with_sides
from .stages import STAGES, Home


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand; returns its exit code."""
    parser = stage_parser(home, "save-as", STAGES["save-as"].purpose, "the folder of the run, or one beside the file")
    parser.add_argument("source", metavar="RUN|FILE", help="a run's folder, its time stamp, `latest`, or a file or folder of pairs")
    given = parser.parse_args(arguments)
    defaults = home.defaults()
    source = open_source(given.source, defaults["output"], getattr(given, "output", None))
    target = Path(given.output) if "output" in given else source.folder
    own_docs = "docs" in given
    del given.source
    options = options_from(build_parser(home), given, {**defaults, **source.options()})
    lines, code = save_as(source, target, options, own_docs)
    if not options.quiet:
        sys.stdout.write("\n".join(lines) + "\n")
    return code


def save_as(source: Source, target: Path, options: Options, own_docs: bool = False) -> tuple[list[str], int]:
    """Writes the formats under the target folder; returns what to tell and the exit code."""
    check_formats(options)
    if not wanted(options):
        raise UserError("save-as needs to know the format.", "Give --format (or --trainer, or --push-to-hub).")
    pairs = with_sides(source, options)
    with ExitStack() as stack:
        passages = stack.enter_context(Shelf()) if needs_sources(options) else None
        shown = passages_for(source, pairs, options, own_docs, passages) if passages else None
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) if options.dry_run else target
        title = f"Questions and answers, {source.folder.name.removeprefix('run-')}"
        result = write_formats(Job(pairs, pairs.count, folder, cot_plan_alone(options), shown, title, pairs.systems), options)
        if not options.dry_run:
            upload(folder, options, result)
    lines = [*result.lines, ""]
    if pairs.made:
        share = f"{100 * options.train_ratio:.0f} % to training"
        lines.append(f"{pairs.made:,} pairs named no side; they were divided by their questions, {share}.")
    if told(source):
        lines.append(told(source))
    if source.is_run:
        lines.append(f"Run    {source.folder}")
    lines.append("Nothing was written: this was a dry run." if options.dry_run else f"Files  {folder}")
    return lines, 3 if result.missing or source.unusable else 0


def passages_for(source: Source, pairs: Sided, options: Options, own_docs: bool, shelf: Shelf) -> Passages:
    """The documents of the source, or those that --docs names. Raises UserError when they are not the ones the pairs speak of."""
    documents = [] if own_docs else source.documents()
    passages = read_passages(documents or [documents_of(options.as_json())], source.side_of(), shelf, options.pii)
    if not any(section.id in passages.places for given in pairs() for section in given.pair.sections):
        raise UserError(
            f"None of the sections that the pairs of {source.name} come from is in the documents at hand.",
            "Name the documents of that run, as they were, with --docs (and its --chunk-size and --chunk-overlap).",
        )
    return passages
