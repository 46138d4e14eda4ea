"""The subcommands in one table: add a row here and a module with a `main` to add one."""

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..options import Options
    from .account import Result


class Home(NamedTuple):
    """What commands get from the script: its constants and folder, which the defaults come from, and the main job itself."""

    docs_dir: str
    output_dir: str
    train_ratio: float
    folder: Path
    run: "Callable[[Options], Result]"

    def defaults(self) -> dict[str, Any]:
        """The constants as options; relative folders lie beside the script."""
        return {
            "docs": (str(self.folder / self.docs_dir),),
            "output": self.folder / self.output_dir,
            "train_ratio": self.train_ratio,
            "prompts": self.folder / "prompts",
        }


class Stage(NamedTuple):
    """A subcommand: the module beside this one whose function `(arguments, home)` returns the exit code, and what it does."""

    module: str
    purpose: str
    function: str = "main"


STAGES = {
    "create": Stage("create", "sections and pairs without curation, of one kind with --type; adds reasoning to existing datasets"),
    "save-as": Stage("save_as", "writes an earlier run, or any file of pairs, in other formats"),
    "merge": Stage("merge", "joins runs and earlier datasets into one, without duplicates"),
    "ingest": Stage("ingest", "turns PDF, Word, PowerPoint, Excel, HTML, e-books and more into markdown in the documents folder"),
    "system-check": Stage("system_check", "tells which engine would run with the same flags and what it can do"),
    "curate": Stage("curate", "has a judge score the pairs of a run or a file and drops the poor ones"),
    "rate": Stage("curate", "the same, but keeps every row", "rate"),
    "report": Stage("report", "makes the report.html of an earlier run again"),
    "verify": Stage("verify", "checks a run, or any dataset file, against its sources: quotes, hashes, split, counts, rows"),
}


def run_stage(name: str, arguments: Sequence[str], home: Home) -> int:
    """Runs a subcommand; returns its exit code. Raises UserError for what the user can put right."""
    module = importlib.import_module(f".{STAGES[name].module}", __package__)
    return int(getattr(module, STAGES[name].function)(arguments, home))


def stage_lines() -> str:
    """The subcommands with their purposes, for --help."""
    width = max(map(len, STAGES))
    return "\n".join(f"  {name:<{width}}  {stage.purpose}" for name, stage in STAGES.items())
