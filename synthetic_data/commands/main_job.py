"""The steps of the main job, each with its progress bar, and the account of what came out."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..cot import LEVELS, CotPlan
from ..errors import UserError
from ..export import Written, sides_by_question, write_pairs
from ..files import Shelf
from ..generate.answers import HeuristicWorker, Work
from ..generate.collect import Collection
from ..generate.dry_run import Forecast, Forecaster
from ..generate.library import Library, read_library
from ..generate.plan import Plan
from ..generate.sides import assign_sides
from ..options import Options
from ..progress import progress
from ..prompts import Prompts, load_prompts, read_instructions, select_types
from ..report.funnel import table_of
from ..run_folder import RunFolder, claim_run_folder
from ..sections import Cutting, Found, Skipped, find_documents
from ..split import Sides
from ..workers import available_cores, ordered_map
from .account import Account, Result, conclude
from .choosing import Asked, choose_sections
from .engine import check_engine
from .ingest import ingest_first
from .model_job import ModelJob, ask_model

__all__ = [
    "Account",
    "Inquiry",
    "Result",
    "Shelf",
    "ask",
    "check_engine",
    "assign_sides",
    "choose",
    "claim_run_folder",
    "conclude",
    "cot_plan",
    "find_documents",
    "forecast",
    "ingest_first",
    "make_plan",
    "processes",
    "read",
    "write",
]

LARGE = 4_000_000  # bytes of documents from which several processes pay for their start
logger = logging.getLogger("synthetic_data")


def make_plan(options: Options) -> tuple[Plan, Prompts]:
    """The prompts folder read and checked, and the plan that follows from it and the options."""
    prompts = load_prompts(options.prompts, read_instructions(options.instructions) if options.instructions else "")
    if options.types:
        prompts = select_types(prompts, options.types)
    return Plan(prompts.question_types, options.pairs_per_section), prompts


def cot_plan(options: Options, prompts: Prompts) -> CotPlan:
    """The chain-of-thought levels asked for, in their fixed order."""
    levels = tuple(level for level in LEVELS if level in options.cot)
    return CotPlan(levels, options.cot_style, prompts.cot_instructions if options.cot_instruction else None, options.cot_per_pair)


def processes(options: Options, found: Sequence[Found]) -> int:
    """How many processes to use: what was asked for, or one per core when there is much to read."""
    if options.jobs:
        return options.jobs
    cores = available_cores()
    size = 0
    for entry in found if cores > 1 else ():
        size += entry.file.stat().st_size if entry.file.exists() else 0
        if size > LARGE:
            return cores
    return 1


def read(found: Sequence[Found], options: Options, jobs: int, shelf: Shelf, not_ingested: Sequence[Skipped] = ()) -> Library:
    """Reads and cuts every document; warns of those that are left out. Raises UserError when none can be read.

    not_ingested are the sources of --ingest that could not be converted: they count among what is left out.
    """
    library = Library(shelf)
    cutting = Cutting(options.chunk_size, options.chunk_overlap)
    with progress(len(found), "Reading", "documents", options.quiet) as bar:
        for library in read_library(found, cutting, jobs, shelf):
            bar.set_postfix(sections=len(library.notes), refresh=False)
            bar.update()
    library.skipped[:0] = not_ingested
    for skipped in library.skipped:
        logger.warning("%s %s; it is left out.", skipped.name, skipped.reason)
    for warning in library.warnings:
        logger.warning("%s", warning)
    if not library.documents:
        raise UserError(
            f"None of the {len(found)} document(s) found can be used ({library.skipped[0].name} {library.skipped[0].reason}).",
            "Give at least one markdown file in UTF-8 that holds text.",
        )
    return library


def works(library: Library, sides: Sides, entries: Sequence[Asked]) -> Iterator[Work]:
    """What travels to a worker for each document, read from the shelf when its turn comes."""
    for document, wanted in entries:
        yield Work(library.pickled(document), sides.sides[document.first : document.last], wanted)


class Inquiry(NamedTuple):
    """What is asked of whom: the documents, the sides of their sections, the plan, and in how many processes."""

    library: Library
    sides: Sides
    plan: Plan
    prompts: Prompts
    options: Options
    jobs: int


class Answers(NamedTuple):
    """What came back, and what the manifest says of whoever answered."""

    collection: Collection
    engine: dict[str, Any]


def ask(inquiry: Inquiry, shelf: Shelf, folder: RunFolder) -> Answers:
    """Asks about every document and gathers what passes the gates."""
    collection = Collection(shelf)
    if inquiry.options.no_llm:
        ask_heuristics(inquiry, collection)
        return Answers(collection, {"model": "", "identity": "heuristics"})
    job = ModelJob(inquiry.library, inquiry.sides, inquiry.plan, inquiry.prompts, inquiry.options, collection)
    return Answers(collection, ask_model(job, folder.folder))


def ask_heuristics(inquiry: Inquiry, collection: Collection) -> None:
    """Without a model: one document after the other, in as many processes as wanted."""
    library, sides, options = inquiry.library, inquiry.sides, inquiry.options
    entries = choose_sections(library, options)
    with progress(len(entries), "Asking", "documents", options.quiet) as bar:
        harvests = ordered_map(HeuristicWorker(inquiry.plan), works(library, sides, entries), inquiry.jobs)
        for entry, harvest in zip(entries, harvests, strict=True):
            collection.add(harvest, entry.document.first)
            bar.set_postfix(pairs=len(collection), refresh=False)
            bar.update()


def choose(collection: Collection, options: Options) -> int:
    """Merges duplicates and keeps the number asked for; returns how many pairs are missing to it."""
    collection.merge_duplicates()
    if not options.num_pairs:
        return 0
    mix = {name: count for (name, step), count in collection.counts.items() if step == "asked"}
    return collection.choose(options.num_pairs, mix)


def forecast(library: Library, sides: Sides, plan: Plan, prompts: Prompts, options: Options) -> Result:
    """What a run would ask, as a summary; nothing is written."""
    total = Forecast()
    entries = choose_sections(library, options)
    for part in map(Forecaster(plan, prompts), works(library, sides, entries)):
        total.add(part)
    names = [name for name in plan.types if total.pairs[name]]
    width = max(map(len, ["question type", *names]))
    lines = [f"{'question type':<{width}}{'pairs':>11}{'requests':>11}"]
    lines += [f"{name:<{width}}{total.pairs[name]:>11,}{total.requests[name]:>11,}" for name in names]
    lines += [f"{'total':<{width}}{sum(total.pairs.values()):>11,}{sum(total.requests.values()):>11,}", ""]
    sections = sum(len(entry.wanted) for entry in entries)
    lines += table_of(
        [
            ("Documents", f"{len(library.documents):,} read, {len(library.skipped):,} left out"),
            ("Sections", f"{sections:,} asked about, of {len(library.notes):,}"),
            ("Tokens (estimate)", f"{total.prompt_tokens:,} prompt (without a cache), {total.completion_tokens:,} completion"),
            ("Written", "nothing: this was a dry run"),
        ]
    )
    return Result(documents=len(library.documents), sections=len(library.notes), summary=lines)


def write(collection: Collection, run: RunFolder, cot: CotPlan, options: Options) -> Written:
    """Expands every kept pair into its chain-of-thought levels and writes all files of the run."""
    side_of = sides_by_question(collection, options.train_ratio, options.seed) if options.split_by == "question" else None
    written = Written()
    with progress(collection.kept(), "Writing", "pairs", options.quiet) as bar:
        for count in write_pairs(collection, run, cot, side_of):
            written = count
            bar.update()
    return written
