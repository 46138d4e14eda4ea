"""`report`: makes the report.html of an earlier run again."""

import sys
from collections.abc import Sequence
from pathlib import Path

from ..errors import UserError
from ..files import Shelf
from ..report.page import write_report
from ..run_folder import earlier_run
from ..verify import read_again
from .parser import Parser
from .stages import Home
from .verify import read_manifest, readings_of


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand. Returns 0; raises UserError when the run or its documents can't be found."""
    parser = Parser(
        prog="generate_synthetic_data.py report",
        description="Makes the report.html of a run again from its files and its documents.",
    )
    parser.add_argument("run", metavar="RUN", help='a run\'s folder, its time stamp, or "latest"')
    parser.add_argument("--docs", nargs="+", metavar="PATH", help="where the documents are now (default: where the run read them)")
    parser.add_argument("--output", type=Path, metavar="DIR", help=f"where runs are (default: {home.output_dir})")
    given = parser.parse_args(arguments)
    output = given.output or home.defaults()["output"]
    run = earlier_run(given.run, output)
    if run is None:
        raise UserError(f"{given.run} is no run in {output}.", 'Give a run\'s folder, its time stamp, or "latest".')
    manifest = read_manifest(run)
    with Shelf() as shelf:
        library = read_again(readings_of(manifest, given.docs), shelf)
        sys.stdout.write(f"{write_report(run.folder, manifest, library)}\n")
    return 0
