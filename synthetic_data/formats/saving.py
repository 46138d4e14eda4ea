"""Writes pairs in several formats at once, train and validation, each file whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ..files import cannot_write, remove, written_whole
from ..records import Pair, Side
from .columnar import PARQUET
from .dataset_card import Config, card
from .lengths import Meter
from .look import Look, Row
from .stores import Store, Write, encodable
from .table import ALIASES, FORMATS, HUB, Format
from .tally import Tally
from .trainers import TRAINERS, Data, configuration

SIDES: tuple[Side, ...] = ("train", "validation")
HUB_DEFAULT = ("messages", "jsonl")  # the configs of a Hugging Face folder when no other format is asked for
SAME_CONFIG = {"json": "messages", "parquet": "jsonl", "lance": "jsonl"}  # one content in several kinds of file


class Given(NamedTuple):
    """A pair to write, and the system text that it came with, if any."""

    pair: Pair
    system: str = ""


@dataclass(frozen=True)
class Wish:
    """What is to be written: formats, trainers whose configuration goes with them, the title of a dataset card.

    systems says whether any pair brings a system text.
    """

    formats: tuple[str, ...]
    trainers: tuple[str, ...] = ()
    max_length: int = 2048
    systems: bool = False
    title: str = "Question–answer pairs"


@dataclass
class Saved:
    """What went into one format: rows per side, pairs that gave no row and why, and the other files beside the data."""

    name: str
    folder: Path
    purpose: str
    rows: dict[Side, int] = field(default_factory=lambda: {"train": 0, "validation": 0})
    lacking: int = 0
    reason: str = ""
    beside: list[str] = field(default_factory=list)


@dataclass
class Target:
    """A format that is being written: its files of both sides are open."""

    format: Format
    store: Store
    columns: Mapping[str, str]
    saved: Saved
    writers: dict[Side, Write] = field(default_factory=dict)
    measured: bool = True

    def path(self, side: Side) -> Path:
        return self.saved.folder / f"{side}{self.store.suffix}"

    def write(self, side: Side, row: Row) -> None:
        self.writers[side](encodable(row))
        self.saved.rows[side] += 1


def plain_names(formats: Iterable[str], trainers: Iterable[str] = ()) -> tuple[str, ...]:
    """The formats by their own names, each once; for a trainer that takes none of them its preferred one is added."""
    names = list(dict.fromkeys(ALIASES.get(name, name) for name in formats))
    for trainer in trainers:
        taken = TRAINERS[trainer].formats
        if not any(name in taken for name in names):
            names.append(next(iter(taken)))
    return tuple(names)


def save(
    pairs: Callable[[], Iterable[Given]], folder: Path, wish: Wish, look: Look, meter: Meter | None = None
) -> Iterator[list[Saved]]:
    """Writes all formats under the folder, one folder each; yields after every pair, the last time with everything in place.

    Where documents are shown, pairs is called twice: the side of every section must be known before a row shows another one beside
    its own.
    """
    systems = bool(look.system) or wish.systems
    if look.passages is not None:
        for given in pairs():
            look.passages.note(given.pair)
    targets = targets_of(folder, wish, look, systems)
    saved = [target.saved for target in targets]
    tally = Tally()
    with ExitStack() as stack:
        for target in targets:
            open_target(target, stack)
        for given in pairs():
            tally.add(given.pair)
            for target in targets:
                write_pair(target, given, look, meter)
            yield saved
        for target in targets:
            for side, row in target.format.closing(look) if target.format.closing else ():
                target.write(side, row)
                measure(target, row, meter)
    for target in targets:
        remove_empty(target)
        write_beside(target, wish, look, systems)
    write_card(folder, wish, targets, tally)
    yield saved


def targets_of(folder: Path, wish: Wish, look: Look, systems: bool) -> list[Target]:
    """One target a format, and one a config of the Hugging Face folder."""
    targets = []
    for name in wish.formats:
        if name == HUB:
            configs = [SAME_CONFIG.get(other, other) for other in wish.formats if other != HUB] or HUB_DEFAULT
            for config in dict.fromkeys(configs):
                saved = Saved(f"{HUB}/{config}", folder / HUB / config, FORMATS[config].purpose)
                target = target_of(FORMATS[config], PARQUET, saved, look, systems)
                target.measured = config not in wish.formats
                targets.append(target)
        else:
            saved = Saved(name, folder / name, FORMATS[name].purpose)
            targets.append(target_of(FORMATS[name], FORMATS[name].store, saved, look, systems))
    return targets


def target_of(kind: Format, store: Store, saved: Saved, look: Look, systems: bool) -> Target:
    """A target with just the columns that this look fills."""
    reasoned = look.cot.style == "reasoning_content"
    columns = {name: f"reasoned {what}" if what == "messages" and reasoned else what for name, what in kind.columns.items()}
    if not systems:
        columns.pop("system", None)
    return Target(kind, store, columns, saved)


def remove_empty(target: Target) -> None:
    """A side without rows gets no file: `datasets` refuses a whole folder for one empty file in it."""
    for side, count in target.saved.rows.items():
        if not count:
            remove(target.path(side))


def open_target(target: Target, stack: ExitStack) -> None:
    folder = target.saved.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    for side in SIDES:
        target.writers[side] = stack.enter_context(target.store.open(target.path(side), target.columns))


def write_pair(target: Target, given: Given, look: Look, meter: Meter | None) -> None:
    """The rows of a pair; a pair that gives none, where the format can tell why, is counted."""
    pair, system = given
    if system and not look.system:
        look = replace(look, system=system)
    before = target.saved.rows[pair.split]
    for row in target.format.rows(pair, look):
        target.write(pair.split, row)
        measure(target, row, meter)
    if target.format.lacking and target.saved.rows[pair.split] == before:
        target.saved.lacking += 1
        target.saved.reason = target.format.lacking


def measure(target: Target, row: Row, meter: Meter | None) -> None:
    if meter is not None and target.measured:
        meter.add(target.saved.name, target.format.said(row))


def write_beside(target: Target, wish: Wish, look: Look, systems: bool) -> None:
    """What belongs to the data: dataset_info.json, a task file, the configuration of a trainer. Files of a Hugging Face folder
    are read by its card, and need none of these."""
    saved = target.saved
    if saved.name.startswith(f"{HUB}/"):
        return
    texts = target.format.beside(saved.rows, systems) if target.format.beside else {}
    for trainer in wish.trainers:
        if saved.name in TRAINERS[trainer].formats and saved.rows["train"]:
            data = Data(saved.name, target.store.suffix, saved.rows, systems, look.cot.style != "plain")
            texts[f"{trainer}.yaml"] = configuration(trainer, data, wish.max_length)
    for name, text in texts.items():
        with written_whole(saved.folder / name) as file:
            file.write(text)
    saved.beside = sorted(texts)


def write_card(folder: Path, wish: Wish, targets: Sequence[Target], tally: Tally) -> None:
    configs = [
        Config(target.saved.name.removeprefix(f"{HUB}/"), target.saved.purpose, target.saved.rows, list(target.columns))
        for target in targets
        if target.saved.name.startswith(f"{HUB}/")
    ]
    if configs:
        with written_whole(folder / HUB / "README.md") as file:
            file.write(card(configs, tally, wish.title))
