"""What every command that writes formats shares: checks before the work, the look of the rows, the account after it."""

import importlib.util
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..cot import LEVELS, CotPlan
from ..errors import UserError
from ..files import Shelf
from ..formats.hub import hub_api, push
from ..formats.lengths import Meter, open_meter
from ..formats.look import Look
from ..formats.pairs import from_json
from ..formats.passages import Passages
from ..formats.saving import Given, Saved, Wish, plain_names, save
from ..formats.table import FORMATS, HUB, names
from ..formats.trainers import TRAINERS
from ..hygiene.personal_data import HIDING, masked
from ..options import Options
from ..progress import progress
from ..prompts import load_prompts
from ..records import Side
from ..sections import Skipped, read_document
from .documents import Documents

PIP_NAMES = {"lance": "pylance"}
logger = logging.getLogger("synthetic_data")


@dataclass
class SavedFormats:
    """What was written, the lines that tell it, and whether something asked for is missing."""

    saved: list[Saved]
    lines: list[str]
    missing: bool = False
    tokens: dict[str, dict[str, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Rows per format and side, and token lengths, for the manifest."""
        return {
            entry.name: {
                **entry.rows,
                "pairs_without_a_row": entry.lacking,
                **({"tokens": self.tokens[entry.name]} if entry.name in self.tokens else {}),
            }
            for entry in self.saved
        }


def wanted(options: Options) -> tuple[str, ...]:
    """The formats to write, by their own names: those asked for, and those that a trainer or the hub needs."""
    hub = (HUB,) if options.push_to_hub else ()
    return plain_names((*options.format, *hub), options.trainer)


def check_formats(options: Options) -> None:
    """Everything that could stop the writing later is said before the work. Raises UserError."""
    unknown = [name for name in options.format if name not in names()]
    if unknown:
        raise UserError(f"--format {','.join(unknown)}: unknown.", f"Choose among {', '.join(names())}.")
    unknown = [name for name in options.trainer if name not in TRAINERS]
    if unknown:
        raise UserError(f"--trainer {','.join(unknown)}: unknown.", f"Choose among {', '.join(TRAINERS)}.")
    for name in wanted(options):
        for package in {"pyarrow"} if name == HUB else {FORMATS[name].store.package} - {""}:
            if importlib.util.find_spec(package) is None:
                pip_name = PIP_NAMES.get(package, package)
                raise UserError(f"--format {name} needs the package {pip_name}.", f"pip install {pip_name}")
    if options.tokenizer:
        open_meter(options.tokenizer, options.max_length)
    if options.push_to_hub:
        hub_api()


def needs_sources(options: Options) -> bool:
    """Whether a format asked for shows the documents themselves."""
    return any(name in FORMATS and FORMATS[name].sources for name in wanted(options))


def cot_plan(options: Options, instructions: Mapping[str, str]) -> CotPlan:
    """The chain-of-thought levels asked for, in their fixed order."""
    levels = tuple(level for level in LEVELS if level in options.cot)
    return CotPlan(levels, options.cot_style, instructions if options.cot_instruction else None, options.cot_per_pair)


def cot_plan_alone(options: Options) -> CotPlan:
    """The same where no prompts are at hand: they are read only if a level's sentence is wanted."""
    return cot_plan(options, load_prompts(options.prompts, "").cot_instructions if options.cot_instruction else {})


def shown_by(pii: str) -> Callable[[str], str]:
    """How the text of a document may be shown under this value of --pii."""
    return masked if pii in HIDING else str


def read_passages(documents: Iterable[Documents], side_of: Callable[[str], Side | None], shelf: Shelf, pii: str = "") -> Passages:
    """The sections of the documents, cut again as they were. Raises UserError if a folder is not there any more."""
    passages = Passages(shelf, shown_by(pii))
    for part in documents:
        for found in part.found():
            reading = read_document(found, part.cutting)
            for section in () if isinstance(reading, Skipped) else reading.sections:
                passages.add(section, side_of(section.id))
    return passages


def pairs_in(file: Path) -> Callable[[], Iterator[Given]]:
    """The pairs of a run's pairs.jsonl, as often as wanted."""

    def read() -> Iterator[Given]:
        with file.open(encoding="utf-8", errors="surrogatepass") as lines:
            for line in lines:
                yield Given(from_json(line))

    return read


def lines_in(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


@dataclass(frozen=True)
class Job:
    """Pairs to write (readable as often as wanted), their number, where to, how, and the documents, if they are needed."""

    pairs: Callable[[], Iterator[Given]]
    count: int
    folder: Path
    cot: CotPlan
    passages: Passages | None
    title: str
    systems: bool = False


def write_formats(job: Job, options: Options) -> SavedFormats:
    """Writes all formats asked for and tells what came out."""
    formats = wanted(options)
    if not formats:
        return SavedFormats([], [])
    meter = open_meter(options.tokenizer, options.max_length) if options.tokenizer else None
    look = Look(job.cot, options.system, options.distractors, job.passages)
    wish = Wish(formats, options.trainer, options.max_length, job.systems, job.title)
    saved: list[Saved] = []
    with progress(job.count, "Formats", "pairs", options.quiet) as bar:
        for written in save(job.pairs, job.folder, wish, look, meter):
            saved = written
            bar.update()
    result = SavedFormats(saved, lines_of(saved, meter))
    if meter is not None:
        result.tokens = {name: meter.figures(name) for name in meter.lengths}
    for entry in saved:
        result.missing = result.missing or not sum(entry.rows.values())
    return result


def lines_of(saved: Sequence[Saved], meter: Meter | None) -> list[str]:
    """One line a format: rows per side, what gave no row, token lengths."""
    lines = []
    width = max((len(entry.name) for entry in saved), default=0)
    for entry in saved:
        rows = f"{entry.rows['train']:,} rows for training, {entry.rows['validation']:,} for validation"
        rows += " (no file)" if not all(entry.rows.values()) else ""
        lines.append(f"{entry.name:<{width}}  {rows}" + (f", with {', '.join(entry.beside)}" if entry.beside else ""))
        if entry.lacking:
            lines.append(f"{'':<{width}}  {entry.lacking:,} pairs gave no row: {entry.reason}")
        if meter is not None and entry.name in meter.lengths:
            lines.append(f"{'':<{width}}  {meter.told(entry.name)}")
    return lines


def upload(folder: Path, options: Options, result: SavedFormats) -> None:
    """Uploads what was written as hf; a refusal takes nothing back, it is told and counts as missing."""
    if not options.push_to_hub:
        return
    configs = [entry.folder.name for entry in result.saved if entry.folder.parent == folder / HUB]
    try:
        result.lines.append(f"Uploaded to {push(folder / HUB, configs, options.push_to_hub, options.hub_public)}")
    except UserError as error:
        logger.error("%s %s", error.problem, error.fix)
        result.lines.append(f"Not uploaded: {error.problem}")
        result.missing = True


def manifest_if_any(folder: Path) -> dict[str, Any]:
    """The manifest of a run; empty if there is none that can be read."""
    try:
        loaded = json.loads((folder / "manifest.json").read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
