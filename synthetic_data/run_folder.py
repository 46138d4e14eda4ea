"""Where a run writes: the pair of dataset files and the run folder, named by the second in which it began."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .errors import UserError
from .files import cannot_write


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The places of one run."""

    stamp: str
    folder: Path
    train: Path
    validation: Path


def claim_run_folder(output: Path, now: datetime.datetime) -> RunFolder:
    """Makes the folder of a new run; if another run has this second, the next free one is taken.

    Raises UserError when the output folder cannot be written.
    """
    while True:
        run = places(output, now.strftime("%Y-%m-%d_%H-%M-%S"))
        try:
            output.mkdir(parents=True, exist_ok=True)
            if not run.train.exists() and not run.validation.exists():
                run.folder.mkdir()
                return run
        except FileExistsError:
            if not output.is_dir():
                raise cannot_write(output, NotADirectoryError(0, "it is not a folder")) from None
        except OSError as error:
            raise cannot_write(output, error) from error
        now += datetime.timedelta(seconds=1)


@contextmanager
def no_empty_folder(folder: Path) -> Iterator[None]:
    """Takes a run's folder away again when what happens here fails before anything was written there."""
    try:
        yield
    except BaseException:
        with suppress(OSError):  # it holds something
            folder.rmdir()
        raise


def earlier_run(name: str, output: Path) -> RunFolder | None:
    """The run that a user means by a path to its folder, its time stamp, or "latest"; None if it is none of these.

    Raises UserError for "latest" when there is no run yet.
    """
    if name == "latest":
        folders = sorted(folder for folder in output.glob("run-*") if (folder / "manifest.json").exists())
        if not folders:
            raise UserError(f"There is no run in {output} yet.", "Make one first, or name a run's folder or a dataset file.")
        return run_in(folders[-1])
    for folder in (Path(name), output / name, output / f"run-{name}"):
        if folder.is_dir() and (folder / "pairs.jsonl").exists():
            return run_in(folder)
    return None


def run_in(folder: Path) -> RunFolder:
    """The run whose folder this is."""
    return (
        places(folder.parent, folder.name.removeprefix("run-"))
        if folder.name.startswith("run-")
        else RunFolder("", folder, folder / "train.json", folder / "validation.json")
    )


def places(output: Path, stamp: str) -> RunFolder:
    """The paths of a run with this time stamp."""
    return RunFolder(
        stamp,
        output / f"run-{stamp}",
        output / f"train-synthetic-data-{stamp}.json",
        output / f"validation-synthetic-data-{stamp}.json",
    )
