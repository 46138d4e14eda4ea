"""The subcommands in one table: add a row here and a module with a `main` to add one."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Home(NamedTuple):
    """The constants at the top of the script and the folder it lies in: what the defaults of all commands come from."""

    docs_dir: str
    output_dir: str
    train_ratio: float
    folder: Path

    def defaults(self) -> dict[str, Any]:
        """The constants as options; relative folders lie beside the script."""
        return {
            "docs": (str(self.folder / self.docs_dir),),
            "output": self.folder / self.output_dir,
            "train_ratio": self.train_ratio,
            "prompts": self.folder / "prompts",
        }


class Stage(NamedTuple):
    """A subcommand: the module beside this one whose `main(arguments, home)` returns the exit code, and what it does."""

    module: str
    purpose: str


STAGES = {
    "ingest": Stage("ingest", "turns PDF, Word, PowerPoint, Excel, HTML, e-books and more into markdown in the documents folder"),
    "system-check": Stage("system_check", "tells which engine would run with the same flags and what it can do"),
}


def run_stage(name: str, arguments: Sequence[str], home: Home) -> int:
    """Runs a subcommand; returns its exit code. Raises UserError for what the user can put right."""
    module = importlib.import_module(f".{STAGES[name].module}", __package__)
    return int(module.main(arguments, home))


def stage_lines() -> str:
    """The subcommands with their purposes, for --help."""
    width = max(map(len, STAGES))
    return "\n".join(f"  {name:<{width}}  {stage.purpose}" for name, stage in STAGES.items())
