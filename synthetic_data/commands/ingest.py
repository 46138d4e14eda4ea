"""`ingest`: converts documents of other kinds into markdown in the documents folder; also the first step of a job with --ingest."""

import argparse
import logging
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from ..errors import UserError
from ..ingest.convert import CONVERTED, SKIPPED, Conversion, Outcome
from ..ingest.plan import CONVERT, KEPT, LEFT_OUT, UNCHANGED, Planned, Wishes, make_plan
from ..ingest.run import convert_all, processes
from ..ingest.sources import find_sources
from ..options import Options
from ..progress import progress
from ..report.funnel import table_of
from ..sections import Skipped
from .parser import Parser
from .stages import Home

MEGABYTE = 1_000_000
MOST_ALIKE = 3  # so many sources with one and the same reason are named, more are counted
EPILOG = "exit code: 0 done; 2 something to put right first; 3 something was left out, which is named; 130 interrupted"
logger = logging.getLogger("synthetic_data")


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand. Returns the exit code."""
    given = build_parser(home).parse_args(arguments)
    docs = given.docs or home.folder / home.docs_dir
    check_folder(docs)
    for flag, value in (("--max-size", given.max_size), ("--timeout", given.timeout), ("--jobs", given.jobs + 1)):
        if value <= 0:
            raise UserError(f"{flag} is too small.", "Give a larger number.")
    size = int(given.max_size * MEGABYTE)
    wishes = Wishes(docs, given.force, given.allow_private_addresses, size, given.timeout, given.jobs)
    planned = plan_for(given.sources, wishes)
    if given.preview:
        say(preview_lines(planned))
        return 3 if any(step.action in (LEFT_OUT, KEPT) for step in planned) else 0
    outcomes = ingest(planned, wishes, given.quiet)
    if not given.quiet:
        say(summary(outcomes, docs, given.verbose))
    return 3 if any(left_out(outcome) for outcome in outcomes) else 0


def build_parser(home: Home) -> argparse.ArgumentParser:
    parser = Parser(
        prog="generate_synthetic_data.py ingest",
        description="Converts documents of other kinds into markdown in the documents folder.",
        epilog=EPILOG,
    )
    add = parser.add_argument
    add("sources", nargs="+", metavar="SOURCE", help="files, folders (with all below them), globs, http(s) addresses")
    add("--docs", type=Path, metavar="DIR", help=f"the documents folder (default: {home.docs_dir})")
    add("--preview", action="store_true", help="tell what would be done, and write nothing (default: off)")
    add("--force", action="store_true", help="convert again what is unchanged, and what was mended by hand (default: off)")
    add("--allow-private-addresses", action="store_true", help="fetch from this machine and its network, too (default: off)")
    add("--max-size", type=float, default=200, metavar="MB", help="the largest source (default: 200 MB)")
    add("--timeout", type=float, default=60, metavar="SECONDS", help="longest wait for one address (default: 60 seconds)")
    add("--jobs", type=int, default=0, metavar="N", help="processes (default: 0, one per core when there is much to convert)")
    add("-v", "--verbose", action="store_true", help="name every file and what is missing in it; tracebacks (default: off)")
    add("-q", "--quiet", action="store_true", help="no progress and no summary (default: off)")
    return parser


def say(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def check_folder(docs: Path) -> None:
    if docs.exists() and not docs.is_dir():
        raise UserError(f"The documents folder {docs} is a file.", "Name a folder with --docs.")


def plan_for(sources: Sequence[str], wishes: Wishes) -> list[Planned]:
    """What to do with every source. Raises UserError when there is none."""
    found = find_sources(sources, wishes.docs)
    if not found:
        raise UserError(f"There is nothing to convert in {', '.join(sources)}.", "Name files, folders, globs or addresses.")
    return make_plan(found, wishes)


def ingest(planned: Sequence[Planned], wishes: Wishes, quiet: bool) -> list[Outcome]:
    """Converts what was planned, with a progress bar over sources that counts pages, too."""
    jobs = processes(planned, wishes)
    outcomes = []
    with progress(len(planned), "Ingesting", "sources", quiet) as bar:
        counter = PageCounter(bar.set_postfix)
        conversion = Conversion(wishes, counter.add) if jobs <= 1 else Conversion(wishes)
        for outcome in convert_all(planned, conversion, jobs):
            outcomes.append(outcome)
            counter.done(outcome.pages)
            bar.update()
    return outcomes


class PageCounter:
    """Shows how many pages have been read: while they are read in this process, else when their source is done."""

    def __init__(self, show: Callable[..., None]) -> None:
        self.show = show
        self.finished = 0
        self.under_way = 0

    def add(self, pages: int) -> None:
        self.under_way += pages
        self.show(pages=self.finished + self.under_way)

    def done(self, pages: int) -> None:
        self.finished += pages
        self.under_way = 0
        self.show(pages=self.finished, refresh=False)


def left_out(outcome: Outcome) -> bool:
    return outcome.status in (LEFT_OUT, KEPT)


def preview_lines(planned: Sequence[Planned]) -> list[str]:
    """What would be done, a line a source."""
    rows = []
    for step in planned:
        what = step.converter.name if step.converter else "by what it turns out to be"
        told = step.reason if step.action in (LEFT_OUT, KEPT) else f"→ {step.target} ({what})"
        rows.append((step.action, f"{step.source.shown} {told}"))
    counts = Counter(step.action for step in planned)
    told = ", ".join(f"{counts[action]:,} {action}" for action in (CONVERT, UNCHANGED, KEPT, LEFT_OUT) if counts[action])
    return [*table_of(rows), "", f"{told}. Nothing was written: this was a preview."]


def summary(outcomes: Sequence[Outcome], docs: Path, verbose: bool) -> list[str]:
    """The last lines: how many of what, and each source that was left out with its reason."""
    counts = Counter(outcome.status for outcome in outcomes)
    pages, images = sum(outcome.pages for outcome in outcomes), sum(outcome.images for outcome in outcomes)
    rows = [("Converted", f"{counts[CONVERTED]:,} into {docs}, {pages:,} pages, {images:,} images kept")]
    for status, told in ((UNCHANGED, "not converted again"), (KEPT, "mended by hand"), (SKIPPED, "images without a caption")):
        if counts[status]:
            rows.append((status.capitalize(), f"{counts[status]:,} {told}"))
    rows.append(("Left out", f"{counts[LEFT_OUT]:,}"))
    lines = table_of(rows)
    lines += [f"  {line}" for line in reason_lines(outcomes)]
    incomplete = [outcome for outcome in outcomes if outcome.notes]
    if incomplete and not verbose:
        lines.append(f"{len(incomplete):,} file(s) say under `notes` in their front matter what of their source is missing.")
    for outcome in outcomes if verbose else ():
        told = "; ".join(filter(None, (outcome.reason, *outcome.notes)))
        lines.append(f"{outcome.status}: {outcome.planned.source.shown} → {outcome.planned.target}{': ' + told if told else ''}")
    return lines


def reason_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """Each source that was left out with its reason; many with the same reason share a line."""
    alike: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        if left_out(outcome):
            alike[outcome.reason].append(outcome.planned.source.shown)
    lines = []
    for reason, names in alike.items():
        if len(names) <= MOST_ALIKE:
            lines += [f"{name} {reason}" for name in names]
        else:
            lines.append(f"{', '.join(names[:MOST_ALIKE])} and {len(names) - MOST_ALIKE:,} more: each {reason}")
    return lines


def convert_first(options: Options) -> list[Skipped]:
    """The step of the main job: converts what --ingest names; what could not be converted comes back, to be counted."""
    docs = docs_folder(options)
    wishes = Wishes(docs, private=options.allow_private_addresses, jobs=options.jobs)
    planned = plan_for(options.ingest, wishes)
    if options.dry_run:
        waiting = sum(step.action == CONVERT for step in planned)
        logger.warning("A dry run converts nothing: %d source(s) of --ingest are not in these figures.", waiting)
        return [Skipped(step.source.shown, step.reason, True) for step in planned if step.action in (LEFT_OUT, KEPT)]
    outcomes = ingest(planned, wishes, options.quiet)
    return [Skipped(outcome.planned.source.shown, outcome.reason, True) for outcome in outcomes if left_out(outcome)]


def docs_folder(options: Options) -> Path:
    """The folder of --docs that what is converted goes to: the first that is one, or is to be made."""
    for place in options.docs:
        path = Path(place)
        if path.is_dir() or (not path.exists() and not path.suffix and not set("*?[") & set(place)):
            return path
    told = ", ".join(options.docs)
    raise UserError(f"--ingest needs a folder to write to, and --docs names none: {told}.", "Name a folder with --docs.")
