"""The steps of the main job, each with its progress bar, and the account of what came out."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import NamedTuple

from ..cot import CotPlan
from ..errors import UserError
from ..export import Written, as_it_is, sides_by_question, write_pairs
from ..files import Shelf
from ..formats.passages import Passages
from ..generate.answers import HeuristicWorker, Work
from ..generate.collect import Collection
from ..generate.dry_run import Forecast, Forecaster
from ..generate.library import Library, read_library
from ..generate.linking import Neighbourhood
from ..generate.plan import Plan
from ..generate.sides import assign_sides
from ..heuristics import check_wordings
from ..hygiene.personal_data import HIDING
from ..options import Options, flag
from ..progress import progress
from ..prompts import Prompts, load_prompts, read_instructions, select_types
from ..report.funnel import table_of
from ..run_folder import RunFolder, claim_run_folder, no_empty_folder
from ..sections import Cutting, Found, Skipped, find_documents
from ..split import Sides
from ..workers import available_cores, ordered_map
from .account import Account, Result, conclude
from .choosing import Asked, choose_sections, without_document_types
from .cleaning import check_hygiene, hidden_line
from .curating import Curation, Sources
from .engine import Engines, check_engine
from .judging import wants_model
from .saving import Job, SavedFormats, check_formats, cot_plan, lines_in, needs_sources, pairs_in, shown_by, upload, write_formats
from .seeing import without_image_types

__all__ = [
    "Account",
    "Engines",
    "Inquiry",
    "Result",
    "Shelf",
    "ask",
    "check_engine",
    "check_formats",
    "check_inputs",
    "assign_sides",
    "choose",
    "claim_run_folder",
    "conclude",
    "cot_plan",
    "find_documents",
    "forecast",
    "ingest_first",
    "make_curation",
    "make_plan",
    "processes",
    "read",
    "save_formats",
    "write",
]

# Options for which a model is needed: any, or one that writes.
OF_MODEL = ("model", "max_tokens", "temperature", "top_p", "revision", "session_len", "judge_model", "judge_base_url")
OF_WRITER = ("fetch_images", "repair", "fallback", "rounds", "instructions")
USUAL = {field.name: field.default for field in fields(Options)}
LARGE = 4_000_000  # bytes of documents from which several processes pay for their start
logger = logging.getLogger("synthetic_data")


def check_inputs(options: Options) -> Prompts:
    """The prompts of the question types that are asked about, once all that the options name is read and found sound.

    Raises UserError when prompts, question wordings, packages or files are not there or not sound.
    """
    check_wordings()
    instructions = read_instructions(options.instructions) if options.instructions else ""
    prompts = load_prompts(options.prompts, instructions)
    if options.types:
        prompts = select_types(prompts, options.types)
    prompts = without_document_types(prompts, options.types, options.split_by)
    if options.images != "keep":
        prompts = without_image_types(prompts, options.types)
    check_hygiene(options)
    idle = idle_without_model(options)
    if idle:
        logger.warning("%s: nothing, with --no-llm; no model is asked.", ", ".join(map(flag, idle)))
    return prompts


def idle_without_model(options: Options) -> list[str]:
    """The options that were given and that heuristics do not look at; those that a judge uses are not among them."""
    if not options.no_llm:
        return []
    of_model = () if wants_model(options) else OF_MODEL
    return [name for name in (*of_model, *OF_WRITER) if getattr(options, name) != USUAL[name]]


def make_plan(prompts: Prompts, options: Options) -> Plan:
    """How many pairs of which type are asked for: by the types themselves, and by the options."""
    return Plan(prompts.question_types, options.pairs_per_section, options.images == "keep")


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
        told = "The only document found cannot" if len(found) == 1 else f"None of the {len(found):,} documents found can"
        raise UserError(
            f"{told} be used ({library.skipped[0].name} {library.skipped[0].reason}).",
            "Give at least one markdown file in UTF-8 that holds text.",
        )
    return library


def works(library: Library, sides: Sides, entries: Sequence[Asked]) -> Iterator[Work]:
    """What travels to a worker for each document, read from the shelf when its turn comes."""
    links_of = Neighbourhood(library, sides)
    for document, wanted in entries:
        notes, elsewhere = links_of(document)
        yield Work(library.packed(document), sides.sides[document.first : document.last], wanted, notes, elsewhere)


class Inquiry(NamedTuple):
    """What is asked of whom: the documents, the sides of their sections, the plan, and in how many processes."""

    library: Library
    sides: Sides
    plan: Plan
    prompts: Prompts
    options: Options
    jobs: int


def ingest_first(options: Options) -> list[Skipped]:
    """Converts what --ingest names; what could not be converted comes back, to be counted."""
    if not options.ingest:
        return []
    from .ingest import convert_first

    return convert_first(options)


def make_curation(inquiry: Inquiry, engines: Engines, folder: RunFolder) -> Curation:
    """What will happen to the pairs after the gates."""
    with no_empty_folder(folder.folder):
        return Curation(inquiry.options, Sources(inquiry.library, inquiry.prompts), engines, folder.folder)


def ask(inquiry: Inquiry, shelf: Shelf, curation: Curation) -> Collection:
    """Asks about every document and gathers what passes the gates."""
    collection = Collection(shelf)
    with no_empty_folder(curation.folder):
        if inquiry.options.no_llm:
            ask_heuristics(inquiry, collection)
            return collection
        from .model_job import ModelJob, ask_model, prompt_tokens

        engines = curation.engines
        engines.writer = engines.answering(inquiry.options, curation.folder, prompt_tokens(inquiry.prompts))
        job = ModelJob(inquiry.library, inquiry.sides, inquiry.plan, inquiry.prompts, inquiry.options, collection)
        ask_model(job, engines.writer, curation.settle)
    return collection


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


def choose(collection: Collection, curation: Curation, inquiry: Inquiry) -> int:
    """Merges duplicates, curates, and keeps the number asked for; returns how many pairs are missing to it."""
    options = inquiry.options
    curation.settle(collection)
    missing = 0
    if options.num_pairs:
        from .unanswered import wanted_unanswerable

        mix = {name: count for (name, step), count in collection.counts.items() if step == "asked"}
        missing = collection.choose(options.num_pairs - wanted_unanswerable(options, 0), mix)
    if options.unanswerable:
        from .unanswered import add_unanswerable

        before = len(collection)
        missing += add_unanswerable(collection, inquiry.library, inquiry.sides, curation.sources, options)
        curation.cleaning.clean(collection, before)
        missing += sum(number >= before for number in collection.reasons)
    return missing


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
            *images_ahead(library, entries, options),
            ("Tokens (estimate)", f"{total.prompt_tokens:,} prompt (without a cache), {total.completion_tokens:,} completion"),
            ("Written", "nothing: this was a dry run"),
        ]
    )
    return Result(documents=len(library.documents), sections=len(library.notes), summary=lines)


def images_ahead(library: Library, entries: Sequence[Asked], options: Options) -> Iterator[tuple[str, str]]:
    """A line on the images that a model may be shown, if there are any; they are not looked at before it is asked."""
    counts = [len(library.notes[document.first + position].images) for document, wanted in entries for position in sorted(wanted)]
    if sum(counts) and not options.no_llm:
        from ..generate.gallery import IMAGE_TOKENS

        held = sum(count > 0 for count in counts)
        more = f"where the model takes them, up to {IMAGE_TOKENS:,} tokens more a request"
        yield "Images", f"{sum(counts):,} in {held:,} sections; {more}"


def write(collection: Collection, run: RunFolder, cot: CotPlan, options: Options) -> Written:
    """Expands every kept pair into its chain-of-thought levels and writes all files of the run."""
    side_of = sides_by_question(collection, options.train_ratio, options.seed) if options.split_by == "question" else None
    written = Written()
    shown = hidden_line if options.pii in HIDING else as_it_is
    with progress(collection.kept(), "Writing", "pairs", options.quiet) as bar:
        for count in write_pairs(collection, run, cot, side_of, shown):
            written = count
            bar.update()
    return written


def save_formats(library: Library, sides: Sides, run: RunFolder, cot: CotPlan, options: Options) -> SavedFormats:
    """Writes the other formats asked for, from the pairs that the run has just written, and uploads what is to be uploaded.

    What goes wrong here takes nothing back of what is written: it is told, and save-as can do it later.
    """
    try:
        return formats_of(library, sides, run, cot, options)
    except UserError as error:
        logger.error("%s %s", error.problem, error.fix)
        return SavedFormats([], [f"The other formats are not complete: {error.problem}"], missing=True)


def formats_of(library: Library, sides: Sides, run: RunFolder, cot: CotPlan, options: Options) -> SavedFormats:
    passages = None
    if needs_sources(options):
        passages = Passages(library.shelf, shown_by(options.pii))
        for document in library.documents:
            for section, side in zip(library.sections(document), sides.sides[document.first : document.last], strict=True):
                passages.add(section, side)
    pairs = run.folder / "pairs.jsonl"
    job = Job(pairs_in(pairs), lines_in(pairs), run.folder, cot, passages, f"Questions and answers, {run.stamp}")
    result = write_formats(job, options)
    upload(run.folder, options, result)
    return result
