"""Where a run writes: the pair of dataset files and the run folder, named by the second in which it began."""

import datetime
from dataclasses import dataclass
from pathlib import Path

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


def places(output: Path, stamp: str) -> RunFolder:
    """The paths of a run with this time stamp."""
    return RunFolder(
        stamp,
        output / f"run-{stamp}",
        output / f"train-synthetic-data-{stamp}.json",
        output / f"validation-synthetic-data-{stamp}.json",
    )
