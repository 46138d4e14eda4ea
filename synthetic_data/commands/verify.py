"""`verify`: checks a run, or any dataset file, against its sources; no model, no network."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..files import cause_of
from ..progress import progress
from ..report.funnel import table_of
from ..run_folder import RunFolder, earlier_run
from ..sections import Found, find_documents
from ..verify import Reading, Verification, verify_file, verify_run
from .documents import documents_of, parts_of
from .parser import Parser
from .stages import Home

SHOWN = 20  # faults told one by one, unless --verbose asks for all


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand. Returns 0 when everything holds, 1 when something does not."""
    parser = Parser(
        prog="generate_synthetic_data.py verify",
        description="Checks a run against its sources: every quote at its offsets, hashes, the split, the counts, every row.",
        epilog="exit code: 0 everything holds; 1 something does not, listed; 2 the run or the documents can't be found",
    )
    parser.add_argument("what", metavar="RUN|FILE", help='a run\'s folder, its time stamp, "latest", or a dataset file')
    parser.add_argument("--docs", nargs="+", metavar="PATH", help="where the documents are now (default: where the run read them)")
    parser.add_argument("--output", type=Path, metavar="DIR", help=f"where runs are (default: {home.output_dir})")
    parser.add_argument("-v", "--verbose", action="store_true", help=f"list every fault (default: the first {SHOWN})")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress (default: off)")
    given = parser.parse_args(arguments)
    run = earlier_run(given.what, given.output or home.defaults()["output"])
    if run is None:
        state = watched(verify_file(Path(given.what), documents_at(given.docs, home.defaults()["docs"])), given.quiet)
    else:
        manifest = read_manifest(run)
        state = watched(verify_run(run, manifest, readings_of(manifest, given.docs)), given.quiet)
    sys.stdout.write("\n".join(told(state, None if given.verbose else SHOWN)) + "\n")
    return 1 if state.faults else 0


def read_manifest(run: RunFolder) -> dict[str, Any]:
    """A run's manifest. Raises UserError when it is missing or no JSON object."""
    path = run.folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"{path} cannot be read ({cause_of(error)}).", "Name the folder of a run that came to its end.") from error
    if not isinstance(manifest, dict):
        raise UserError(f"{path} is no manifest.", "Name the folder of a run.")
    return manifest


def readings_of(manifest: dict[str, Any], docs: Sequence[str] | None) -> list[Reading]:
    """The documents of a run, or those under `docs`, and how they were cut; a merged run was made from several places."""
    parts = [] if docs else parts_of(manifest)
    if not parts:
        options = manifest.get("options")
        own = documents_of(options if isinstance(options, dict) else {})
        parts = [replace(own, docs=tuple(docs)) if docs else own]
    return [Reading(part.found(), part.cutting) for part in parts]


def documents_at(docs: Sequence[str] | None, default: Sequence[str]) -> list[Found]:
    """The documents named, or those in the usual place: a file of pairs need not have any."""
    if docs:
        return find_documents(docs)
    try:
        return find_documents(default)
    except UserError:
        return []


def watched(steps: Any, quiet: bool) -> Verification:
    """Runs a check to its end with a progress bar; returns what it found."""
    state = Verification()
    with progress(None, "Verifying", "pairs", quiet) as bar:
        for state in steps:
            bar.set_postfix(faults=len(state.faults), refresh=False)
            bar.update()
    return state


def told(state: Verification, shown: int | None) -> list[str]:
    """What to show: what was looked at, the faults, and the verdict."""
    per_check = Counter(fault.check for fault in state.faults)
    lines = [f"{fault.check}: {fault.where}: {fault.told}" for fault in state.faults[:shown]]
    if len(lines) < len(state.faults):
        lines.append(f"… and {len(state.faults) - len(lines):,} more; --verbose lists them.")
    rows = [
        ("Pairs", f"{state.pairs:,} read"),
        ("Quotes", f"{state.quotes:,} looked up in the documents"),
        ("Rows", f"{state.rows:,} read"),
        ("Faults", ", ".join(f"{count:,} {check}" for check, count in per_check.items()) or "none: everything holds"),
    ]
    return [*lines, *([""] if lines else []), *state.notes, *table_of(rows)]
