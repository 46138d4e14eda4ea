"""The asking step when a model answers: rounds of tasks through the engine until the quota is met or no more can be had."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from ..generate.answers import Harvest
from ..generate.ask import Asker, Asking
from ..generate.collect import KEPT, Collection
from ..generate.framing import Framing
from ..generate.gallery import Gallery
from ..generate.library import Library
from ..generate.plan import Plan, counts, document_counts, section_tasks
from ..generate.quota import Quota, carried_by, missing, wanted_by_type
from ..generate.related import Neighbours
from ..generate.render import Renderer
from ..options import Options
from ..progress import progress
from ..prompts import Prompts
from ..records import Section, Side, Task
from ..split import Sides
from ..text.tokens import estimate_tokens
from .choosing import Asked, choose_sections
from .curating import stopping_at_interrupt
from .engine import Answering
from .seeing import open_gallery, room_for_images
from .whole_documents import Wanted, WholeDocuments, room_for_documents

Settle = Callable[[Collection], None]
PROMPT_SLACK = 400  # tokens for headings, markers and facts around a section


@dataclass
class ModelJob:
    """Everything the rounds need; collection gathers what they give. gallery is opened when it is known who answers."""

    library: Library
    sides: Sides
    plan: Plan
    prompts: Prompts
    options: Options
    collection: Collection
    first_section: dict[str, int] = field(default_factory=dict)
    gallery: Gallery = field(init=False)

    def __post_init__(self) -> None:
        self.first_section = {document.name: document.first for document in self.library.documents}


def prompt_tokens(prompts: Prompts) -> int:
    """What a request costs beside its sections and its reply, in estimated tokens."""
    bodies = [estimate_tokens(kind.body) for kind in prompts.question_types.values()]
    return estimate_tokens(prompts.system) + estimate_tokens(prompts.instructions) + max(bodies, default=0) + PROMPT_SLACK


def ask_model(job: ModelJob, answers: Answering, settle: Settle) -> None:
    """Asks until everything planned is asked or the quota is met. settle drops what a round has given too much or too badly."""
    entries = choose_sections(job.library, job.options)
    hang_images(job, answers, entries)
    if job.options.num_pairs:
        ask_rounds(job, answers, entries, settle)
    else:
        ask_round(job, answers, entries, None, 0)
    job.collection.shown = job.gallery.account()


def hang_images(job: ModelJob, answers: Answering, entries: Sequence[Asked]) -> None:
    """Finds out whether images are shown, how many tokens they may take, and so whether types that need one are planned."""
    options = job.options
    gallery = open_gallery(job.library, entries, options, job.collection.shelf, answers.engine)
    needed = options.chunk_size + options.max_tokens + prompt_tokens(job.prompts)
    gallery.showing = replace(gallery.showing, tokens=room_for_images(answers.engine.context_length, needed))
    job.gallery = gallery
    job.collection.images = gallery.places
    job.plan = replace(job.plan, images=options.images == "keep" and not gallery.showing.closed)


def ask_rounds(job: ModelJob, answers: Answering, entries: Sequence[Asked], settle: Settle) -> None:
    """With --num-pairs: asks for what is missing of each type, checks, and asks again, in new requests, at most --rounds times."""
    of_documents = (document_counts(job.library.stating(document), job.plan) for document, _ in entries)
    carried = carried_by(chain((counts(section, job.plan) for section, _ in sections_of(job, entries)), of_documents))
    wanted = wanted_by_type(job.options.num_pairs, carried)
    open_types: Mapping[str, int] = wanted
    for attempt in range(job.options.rounds):
        room = {name: min(count, carried.get(name, 0)) for name, count in open_types.items()}
        ask_round(job, answers, entries, Quota(room, carried), attempt)
        settle(job.collection)
        open_types = missing(wanted, kept_by_type(job.collection))
        if not open_types or answers.account.stopped:
            return


def kept_by_type(collection: Collection) -> Counter[str]:
    return Counter(kind for kind, fate in zip(collection.types, collection.fate, strict=True) if fate == KEPT)


def sections_of(job: ModelJob, entries: Sequence[Asked]) -> Iterator[tuple[Section, Side]]:
    """The sections that are asked about, read from the shelf one document at a time."""
    for document, wanted in entries:
        sections = job.library.sections(document)
        for position in sorted(wanted):
            yield job.gallery.hang(sections[position]), job.sides.sides[document.first + position]


def tasks_of(job: ModelJob, entries: Sequence[Asked], quota: Quota | None, attempt: int) -> Iterator[tuple[Task, Side]]:
    """The tasks of one round, section by section, so that what is said about one section is asked in one go."""
    for document, wanted in entries:
        sections = job.library.sections(document)
        sides = job.sides.sides[document.first : document.last]
        related = Neighbours(sections, sides)
        for position in sorted(wanted):
            section = job.gallery.hang(sections[position])
            planned = counts(section, job.plan)
            if quota is not None:
                planned = quota.share(planned)
            for task in section_tasks(section, job.plan, planned, related, attempt):
                yield task, sides[position]


def ask_round(job: ModelJob, answers: Answering, entries: Sequence[Asked], quota: Quota | None, attempt: int) -> None:
    """Everything about sections, then about whole documents, which may build on it."""
    sections = sum(len(entry.wanted) for entry in entries)
    for task, harvest in asked(job, answers, tasks_of(job, entries, quota, attempt), sections):
        job.collection.add(harvest, job.first_section[task.sections[0].document.path])
    if any(kind.basis == "per_document" for kind in job.plan.types.values()):
        room = room_for_documents(answers.engine.context_length, job.options.max_tokens + prompt_tokens(job.prompts))
        wanted = documents_of(job, entries, quota)
        ask_all = partial(asked, job, answers)
        WholeDocuments(job.library, job.collection, ask_all, room, attempt, lambda: answers.account.stopped).ask(wanted)


def documents_of(job: ModelJob, entries: Sequence[Asked], quota: Quota | None) -> Iterator[Wanted]:
    """The documents to be asked about as a whole."""
    for document, _ in entries:
        planned = document_counts(job.library.stating(document), job.plan)
        for name in quota.share(planned) if quota is not None else planned:
            yield Wanted(document, name, job.sides.sides[document.first])


def asked(
    job: ModelJob, answers: Answering, tasks: Iterator[tuple[Task, Side]], sections: int | None = None
) -> Iterator[tuple[Task, Harvest]]:
    """Sends the tasks through the engine; what comes back, in the order of the tasks.

    The bar shows how many of the sections are done with; where their number is not known, it counts tasks.
    """
    if answers.account.stopped:
        return
    options = job.options
    renderer = Renderer(
        prompts=job.prompts,
        identity=answers.engine.identity,
        max_tokens=options.max_tokens,
        temperature=options.temperature,
        top_p=options.top_p,
        run_seed=options.seed,
        pictures=job.gallery.pictures,
    )
    framing = Framing(job.gallery, job.prompts.question_types, options.images == "keep")
    asker = Asker(Asking(answers.engine, renderer, options.repair, options.fallback == "heuristic", framing))
    unit, last = "sections" if sections else "tasks", ""
    with progress(sections, "Asking", unit, options.quiet) as bar, stopping_at_interrupt(answers, [asker.stop]):
        for task, harvest in asker.run(tasks):
            yield task, harvest
            bar.set_postfix(so_far(answers, job.collection), refresh=False)
            bar.update(not sections or task.sections[0].id != last)
            last = task.sections[0].id
    if asker.stopped:
        answers.account.stop(asker.stopped)


def so_far(answers: Answering, collection: Collection) -> dict[str, int]:
    """What the progress bar shows: pairs that passed the gates, requests asked and failed, tokens written a second."""
    totals = answers.account.totals
    rate = totals.completion_tokens / max(0.001, answers.account.elapsed)
    return {
        "kept": len(collection),
        "asked": totals.requests,
        "failed": sum(totals.failures.values()),
        "tokens/s": round(rate),
    }
