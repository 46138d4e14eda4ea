#!/usr/bin/env python3
"""Turns a folder of markdown documents into training data in which every pair is grounded in the source.

    python generate_synthetic_data.py --no-llm      heuristics answer: no model, no GPU, nothing invented
    python generate_synthetic_data.py               a model answers, through lmdeploy

From a notebook: `from generate_synthetic_data import generate`, then `result = generate(docs="my_docs", no_llm=True)`.
"""

import datetime
import gc
import logging
import shlex
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

MARKDOWN_DOCS_DIR = "markdown_docs"
OUTPUT_DIR = "output"
TRAIN_RATIO = 0.9

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:  # the script may be started or imported from anywhere
    sys.path.insert(0, str(HERE))

from synthetic_data.commands.flags import build_parser, options_called, options_from  # noqa: E402
from synthetic_data.commands.stages import STAGES, Home, run_stage  # noqa: E402
from synthetic_data.errors import UserError  # noqa: E402
from synthetic_data.options import Options  # noqa: E402
from synthetic_data.workers import fewer_collections, one_thread_for_sums  # noqa: E402

if TYPE_CHECKING:
    from synthetic_data.commands.account import Result


def run(options: Options) -> "Result":
    """The whole job, from documents to dataset files. Raises UserError for what the user can put right."""
    from synthetic_data.commands import main_job as job

    started = time.monotonic()
    with job.Shelf() as shelf, job.Engines() as engines, fewer_collections():
        # 1. Check that whoever is to answer is there, and what the options name, before anything else.
        job.check_engine(options)
        job.check_formats(options)
        prompts = job.check_inputs(options)
        # 2. Find the documents; what --ingest names is converted into them first.
        not_ingested = job.ingest_first(options)
        found = job.find_documents(options.docs, options.include, options.exclude)
        jobs = job.processes(options, found)
        # 3. Read each one and cut it into sections; the sections wait on disk, so the folder may be larger than the memory.
        library = job.read(found, options, jobs, shelf, not_ingested)
        # 4. Put every section on one side, training or validation, before anything is asked.
        sides = job.assign_sides(library, options.train_ratio, options.split_by, options.seed, options.images == "keep")
        # 5. Plan how many questions of which type each section can carry.
        plan = job.make_plan(prompts, options)
        if options.dry_run:
            return job.forecast(library, sides, plan, prompts, options)
        # 6. Ask, and put every answer through the gates: self-contained, reasoned, its evidence found in the source.
        folder = job.claim_run_folder(options.output, datetime.datetime.now())
        inquiry = job.Inquiry(library, sides, plan, prompts, options, jobs)
        curation = job.make_curation(inquiry, engines, folder)
        collection = job.ask(inquiry, shelf, curation)
        # 7. Merge the pairs that ask the same, have the rest judged if asked to, keep as many as were wished for.
        shortfall = job.choose(collection, curation, inquiry)
        # 8. Expand every pair into its chain-of-thought levels and write the files, whole or not at all.
        cot = job.cot_plan(options, prompts.cot_instructions)
        written = job.write(collection, folder, cot, options)
        formats = job.save_formats(library, sides, folder, cot, options)
        # 9. Give account: the funnel per question type, what is covered, where the files are.
        answerers = {**engines.finish(), **curation.described(collection, written.openers)}
        account = job.Account(library, sides, collection, written, formats, shortfall, answerers, time.monotonic() - started)
        return job.conclude(account, folder, prompts, options)


HOME = Home(MARKDOWN_DOCS_DIR, OUTPUT_DIR, TRAIN_RATIO, HERE, run)


def generate(**options: Any) -> "Result":
    """The job as one call, for notebooks and programs: the options of the command line by name, with underscores.

    docs may be one path or several; output, train_ratio and prompts default to the constants above and the folder beside this
    file. Returns a Result (paths, counts, exit code); raises UserError with a problem and a fix.
    """
    return run(options_called(options, HOME))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING, stream=sys.stderr)
    verbose, given = False, []
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        if given and given[0] in STAGES:
            verbose = "--verbose" in given or "-v" in given
            return run_stage(given[0], given[1:], HOME)
        parser = build_parser(HOME)
        options = options_from(parser, parser.parse_args(given), HOME.defaults())
        verbose = options.verbose
        if options.no_llm:
            one_thread_for_sums()
        result = run(options)
    except UserError as error:
        if verbose:
            traceback.print_exc()
        print(f"Error: {error.problem}\nFix: {error.fix}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        command = shlex.join(["python", Path(sys.argv[0]).name, *given])
        print(f"\nInterrupted; no dataset was written. To start again: {command}", file=sys.stderr)
        return 130
    if not options.quiet:
        print("\n".join(result.summary))
    return result.exit_code


if __name__ == "__main__":
    # what a scheduler or a container sends to end a job is heard as Ctrl-C
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    with fewer_collections():
        code = main()
        gc.freeze()  # the process ends: nobody has to look for cycles in what is left
        sys.exit(code)
