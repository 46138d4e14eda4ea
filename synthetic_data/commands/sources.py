"""Pairs that are there already: an earlier run or any file of pairs, read as often as wanted, each pair on a side."""

import dataclasses
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..formats.loading import Loaded, Unusable, load
from ..formats.saving import Given
from ..options import Options
from ..records import Pair, Side
from ..run_folder import earlier_run
from ..split import split_groups
from .documents import Documents, parts_of
from .saving import manifest_if_any

SIDE_NAMES: dict[str, Side] = {
    "train": "train", "training": "train", "validation": "validation", "valid": "validation", "val": "validation",
    "test": "validation", "eval": "validation", "dev": "validation",
}  # fmt: skip
# What an earlier run was made with and what therefore is the default for what is made of it.
SHAPING = (
    "docs", "include", "exclude", "chunk_size", "chunk_overlap", "cot", "cot_style", "cot_instruction", "cot_per_pair", "split_by",
    "train_ratio", "seed", "system", "distractors", "prompts", "max_length", "pii",
)  # fmt: skip
logger = logging.getLogger("synthetic_data")


@dataclass
class Source:
    """One run or file. files are what is read; side is that of a pair which names none itself, or None when nobody knows."""

    name: str
    folder: Path
    files: list[tuple[Path, Side | None]]
    manifest: dict[str, Any] = field(default_factory=dict)
    unusable: list[Unusable] = field(default_factory=list)

    @property
    def is_run(self) -> bool:
        return bool(self.files) and self.files[0][0].name == "pairs.jsonl" and bool(self.manifest)

    def rows(self) -> Iterator[tuple[Loaded, Side | None]]:
        """The pairs with the side each is known to be on; what holds none is remembered once."""
        unusable = []
        for file, side in self.files:
            for entry in load(file):
                if isinstance(entry, Unusable):
                    unusable.append(entry)
                else:
                    yield entry, own_side(entry) or side
        self.unusable = unusable

    def options(self) -> dict[str, Any]:
        """The options of the run that shape what is made of it."""
        given = self.manifest.get("options") or {}
        values = {name: given[name] for name in SHAPING if name in given}
        if "prompts" in values:
            values["prompts"] = Path(values["prompts"])
        return values

    def documents(self) -> list[Documents]:
        """The documents it was made from; those of a merged run come from several places."""
        return parts_of(self.manifest)

    def side_of(self) -> Callable[[str], Side | None]:
        """The side of a section, as the run noted it; None where it did not."""
        split = self.manifest.get("split") or {}
        if "validation_sections" not in split:
            return lambda section: None
        held_out = frozenset(split["validation_sections"])
        return lambda section: "validation" if section in held_out else "train"


def own_side(entry: Loaded) -> Side | None:
    """The side that a row names itself."""
    if entry.shape == "pairs":
        return entry.pair.split
    return SIDE_NAMES.get(str(entry.row.get("split", "")).lower()) if isinstance(entry.row, Mapping) else None


def open_source(name: str, output: Path, elsewhere: Path | None = None) -> Source:
    """The run or the file that a user names; a run is looked for in `elsewhere` first, if runs are there.

    Raises UserError when it is neither.
    """
    if elsewhere and next(elsewhere.glob("run-*/manifest.json"), None):
        run = earlier_run(name, elsewhere) or earlier_run(name, output)
    else:
        run = earlier_run(name, output)
    if run is not None:
        name = f"latest ({run.folder})" if name == "latest" else name
        return Source(name, run.folder, [(run.folder / "pairs.jsonl", None)], manifest_if_any(run.folder))
    path = Path(name)
    if path.is_dir():
        files = [file for file in sorted(path.iterdir()) if file.suffix in (".json", ".jsonl", ".parquet")]
        sided = [(file, side_named(file)) for file in files if side_named(file)]
        if not sided:
            raise UserError(
                f"The folder {name} is no run, and holds no train or validation file in .json, .jsonl or .parquet.",
                "Give a run's folder, its time stamp, `latest`, or a dataset file.",
            )
        return Source(name, path, sided)
    if not path.exists():
        raise UserError(f"There is no run and no file called {name}.", "Give a run's folder, its time stamp, `latest`, or a file.")
    return Source(name, path.parent / path.stem, [(path, side_named(path))])


def side_named(file: Path) -> Side | None:
    """The side that a file's name begins with: train-…, validation.jsonl."""
    word = file.stem.lower().replace("_", "-").split("-")[0].split(".")[0]
    return SIDE_NAMES.get(word)


@dataclass
class Sided:
    """The pairs of a source, each on a side; made says how many sides were made here, systems whether any has a system text."""

    source: Source
    sides: dict[str, Side]
    count: int
    made: int
    systems: bool

    def __call__(self) -> Iterator[Given]:
        for entry, side in self.source.rows():
            pair = entry.pair
            yield Given(dataclasses.replace(pair, split=side or self.sides[group_of(pair)]), entry.system)


def with_sides(source: Source, options: Options) -> Sided:
    """Reads the source once and gives each pair that names no side one; the same question never comes on both sides."""
    weights: Counter[str] = Counter()
    count, systems = 0, False
    for entry, side in source.rows():
        count += 1
        systems = systems or bool(entry.system)
        if side is None:
            weights[group_of(entry.pair)] += 1
    if not count:
        raise UserError(f"{source.name} holds no pair.", told(source) or "Give a run or a dataset with questions and answers.")
    groups = sorted(weights)
    split = split_groups(groups, range(len(groups)), [weights[group] for group in groups], options.train_ratio, options.seed)
    return Sided(source, dict(zip(groups, split.sides, strict=True)), count, sum(weights.values()), systems)


def group_of(pair: Pair) -> str:
    """What must stay on one side where nothing is known of the evidence: rows with the same question."""
    return " ".join(pair.question.casefold().split())


def told(source: Source) -> str:
    """What could not be used of a source, the first place named; empty if all could."""
    if not source.unusable:
        return ""
    first = source.unusable[0]
    count = len(source.unusable)
    rows = "one row" if count == 1 else f"{count:,} rows"
    named = f"row {first.number}" if count == 1 else f"the first is row {first.number}"
    return f"{source.name}: {rows} without a pair; {named}: {first.reason}."
