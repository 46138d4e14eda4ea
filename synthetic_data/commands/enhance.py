"""`create --type cot-enhance`: existing conversations in, the same rows out with reasoning before each answer."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..curate.enhance import Enhancer, Thought
from ..errors import UserError
from ..files import cause_of, remove, written_whole
from ..formats.loading import Unusable, rows_of
from ..formats.turns import Spot, spots_in, with_reasoning
from ..options import Options, flag
from ..progress import progress
from ..prompts.curation import ENHANCING, CurationPrompts, load_curation_prompts
from ..report.funnel import table_of
from ..spread import spread
from ..text.tokens import estimate_tokens
from .curate_file import write_rows
from .curating import stopping_at_interrupt
from .engine import Engines, check_engine
from .engine_flags import add_engine
from .flags import DEFAULTS, options_from
from .stages import Home

SUFFIXES = (".json", ".jsonl", ".parquet")
FLAGS = {"output", "prompts", "instructions", "sample", "cot_style", "seed", "dry_run", "config", "verbose", "quiet"}
WITHOUT_MEANING = {"fallback", "rounds", "max_dynamic_patch"}  # of the flags about who answers
PROMPT_TOKENS = 2500  # the rules and a conversation of usual length
COMPLETION_TOKENS = 200  # for one answer
Key = tuple[int, int, int]  # file, row and answer, from 0


@dataclass
class Dataset:
    """A file whose rows get reasoning: the rows as they stand in it, the answers of each or why it has none, where it goes."""

    path: Path
    target: Path
    rows: list[Any] = field(default_factory=list)
    spots: list[list[Spot] | str] = field(default_factory=list)

    @property
    def failures(self) -> Path:
        """The file that says which rows stayed as they were, and why."""
        return self.target.with_name(f"{self.target.stem}-failed.jsonl")


class Fate(NamedTuple):
    """What becomes of a row: how it comes out, why it got no reasoning, and how many of its answers got some, had some, need none.

    left_out: the row is no JSON, so it cannot stand among the others.
    """

    row: Any
    failure: str = ""
    reasoned: int = 0
    had: int = 0
    none: int = 0
    left_out: bool = False


def enhance_options(parser: argparse.ArgumentParser, given: argparse.Namespace, home: Home) -> Options:
    """The options for adding reasoning. Raises UserError for a flag that has no meaning there."""
    engine = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
    add_engine(engine, DEFAULTS)
    known = FLAGS | {action.dest for action in engine._actions} - WITHOUT_MEANING
    for name in vars(given):
        if name not in known:
            raise UserError(
                f"{flag(name)} has no meaning with --type cot-enhance.",
                "Leave it out; rows keep their own shape (`save-as` writes other formats afterwards), files are named as SOURCE.",
            )
    options = options_from(parser, given, home.defaults())
    if options.no_llm:  # a flag, or a configuration
        raise UserError(
            "--type cot-enhance needs a model, and with --no-llm there is none.",
            "Leave out --no-llm; --model or --base-url name who reasons.",
        )
    return options


def enhance(sources: Sequence[str], options: Options) -> int:
    """Writes each file again with reasoning; returns 0, 3 when a row stayed as it was for want of it, 130 when interrupted."""
    datasets = [read(path, target, options) for path, target in targets(sources, options.output)]
    prompts = load_curation_prompts(options.prompts, ENHANCING)
    asked = [(key, spot) for key, spot in answers_of(datasets) if not spot.reasoned]
    if options.dry_run:
        tell(forecast(datasets, [spot for _, spot in asked], prompts), options)
        return 0
    check_engine(options)
    options.output.mkdir(parents=True, exist_ok=True)
    thoughts: dict[Key, Thought] = {}
    with Engines() as engines:
        engines.writer = engines.answering(options, options.output, PROMPT_TOKENS)
        enhancer = Enhancer(engines.writer.engine, prompts, options)
        with progress(len(asked), "Reasoning", "answers", options.quiet) as bar, stopping_at_interrupt(engines.writer):
            for key, thought in enhancer.think(asked):
                thoughts[key] = thought
                bar.update()
        told = engines.finish()
    fates = [list(fates_of(number, dataset, thoughts, options.cot_style)) for number, dataset in enumerate(datasets)]
    for dataset, found in zip(datasets, fates, strict=True):
        write(dataset, found)
    tell(summary(datasets, fates, told), options)
    if told["stopped"] == "interrupted":
        return 130
    every = [fate for found in fates for fate in found]
    unreasoned = bool(asked) and not any(fate.reasoned for fate in every)  # a model that always declines has done nothing
    return 3 if told["stopped"] or unreasoned or any(fate.failure for fate in every) else 0


def targets(sources: Sequence[str], output: Path) -> list[tuple[Path, Path]]:
    """The dataset files named, and those in folders named, each with the file it goes to; no two go to one."""
    if not sources:
        raise UserError("--type cot-enhance needs conversations to add reasoning to.", "Name dataset files or folders as SOURCE.")
    found: dict[Path, Path] = {}
    taken: set[str] = set()
    for name in sources:
        for path in files_of(Path(name)):
            stem, number = f"{path.stem}-enhanced", 2
            while stem in taken and path.resolve() not in found:
                stem, number = f"{path.stem}-{number}-enhanced", number + 1
            taken.add(stem)
            found.setdefault(path.resolve(), output / f"{stem}{'.json' if path.suffix == '.json' else '.jsonl'}")
    return list(found.items())


def files_of(path: Path) -> list[Path]:
    """The file itself, or the dataset files that lie in the folder."""
    if path.is_dir():
        inside = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and file.is_file())
        if not inside:
            raise UserError(f"The folder {path} holds no dataset file ({', '.join(SUFFIXES)}).", "Name another folder, or files.")
        return inside
    if not path.exists():
        raise UserError(f"There is no file {path}.", "Name a dataset file (JSON, JSONL, parquet) or a folder of them.")
    return [path]


def read(path: Path, target: Path, options: Options) -> Dataset:
    """The rows of a file, or with --sample an even choice of them."""
    try:
        rows: Sequence[Any] = list(rows_of(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read ({cause_of(error)}).", "Give a dataset in UTF-8 JSON, JSONL or parquet.") from error
    rows = list(spread(rows, options.sample)) if options.sample else rows
    return Dataset(path, target, list(rows), [row.reason if isinstance(row, Unusable) else spots_in(row) for row in rows])


def answers_of(datasets: Sequence[Dataset]) -> Iterator[tuple[Key, Spot]]:
    for file, dataset in enumerate(datasets):
        for row, spots in enumerate(dataset.spots):
            for number, spot in enumerate(spots if isinstance(spots, list) else ()):
                yield (file, row, number), spot


def fates_of(file: int, dataset: Dataset, thoughts: dict[Key, Thought], style: str) -> Iterator[Fate]:
    """All answers of a row get their reasoning, or it stays as it was."""
    for number, (row, spots) in enumerate(zip(dataset.rows, dataset.spots, strict=True)):
        if isinstance(spots, str):
            yield Fate(row, spots, left_out=isinstance(row, Unusable))
            continue
        found = [thoughts.get((file, number, place)) for place in range(len(spots))]
        failure = next((thought.missing for thought in found if thought and thought.missing), "")
        steps = {spot.path: thought.steps for spot, thought in zip(spots, found, strict=True) if thought and thought.steps}
        had = sum(spot.reasoned for spot in spots)
        if failure:
            yield Fate(row, failure, had=had)
        else:
            yield Fate(with_reasoning(row, steps, style), "", len(steps), had, len(spots) - had - len(steps))


def write(dataset: Dataset, fates: Sequence[Fate]) -> None:
    """The rows in their order, and beside them which ones failed."""
    write_rows(dataset.target, [fate.row for fate in fates if not fate.left_out])
    remove(dataset.failures)  # of an earlier run
    failed = [{"row": number, "reason": fate.failure} for number, fate in enumerate(fates, 1) if fate.failure]
    if failed:
        with written_whole(dataset.failures) as file:
            file.write("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in failed))


def forecast(datasets: Sequence[Dataset], spots: Sequence[Spot], prompts: CurationPrompts) -> list[str]:
    """What would be asked; nothing is written."""
    rules = estimate_tokens(prompts.render("cot_enhance", instructions=""))
    shown = sum(estimate_tokens(spot.answer) + sum(estimate_tokens(text) for _, text in spot.said) for spot in spots)
    had = sum(spot.reasoned for _, spot in answers_of(datasets))
    reasons = Counter(entry for dataset in datasets for entry in dataset.spots if isinstance(entry, str))
    return table_of(
        [
            *((str(dataset.path), f"{len(dataset.rows):,} rows, to {dataset.target}") for dataset in datasets),
            ("Answers", f"{len(spots):,} to reason about, {had:,} have reasoning already"),
            *((f"Rows: {reason}", f"{count:,}") for reason, count in reasons.most_common()),
            ("Tokens (estimate)", f"{len(spots) * rules + shown:,} prompt, {len(spots) * COMPLETION_TOKENS:,} completion"),
            ("Written", "nothing: this was a dry run"),
        ]
    )


def summary(datasets: Sequence[Dataset], fates: Sequence[Sequence[Fate]], told: dict[str, Any]) -> list[str]:
    every = [fate for found in fates for fate in found]
    reasons = Counter(fate.failure for fate in every if fate.failure)
    reasoned, had = sum(fate.reasoned for fate in every), sum(fate.had for fate in every)
    none = sum(fate.none for fate in every)
    rows = [
        ("Rows", f"{len(every):,} read, {sum(bool(fate.reasoned) for fate in every):,} got reasoning"),
        ("Answers", f"{reasoned:,} got reasoning, {had:,} had it already, for {none:,} the model gave none"),
        ("Failed", f"{sum(reasons.values()):,} rows stayed as they were" if reasons else "none"),
        *(("", f"{count:,} {reason}") for reason, count in reasons.most_common()),
    ]
    left_out = sum(fate.left_out for fate in every)
    if left_out:
        rows.append(("Left out", f"{left_out:,} lines that are no JSON, counted among those that failed"))
    rows += [("Model", f"{told['model']}"), ("Requests", f"{told['requests']:,} asked, {told['from_journal']:,} from the journal")]
    if told["stopped"]:
        rows.append(("Stopped", f"before the end: {told['stopped']}. The same command goes on from here."))
    return table_of([*rows, *(("File", f"{dataset.target}") for dataset in datasets)])


def tell(lines: Sequence[str], options: Options) -> None:
    if not options.quiet:
        sys.stdout.write("\n".join(lines) + "\n")
