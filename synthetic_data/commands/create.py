"""`create`: sections and pairs without curation, all question types or those of one task; `cot-enhance` is in enhance.py."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ..errors import UserError
from ..options import Options
from ..prompts import QuestionType, load_prompts
from .enhance import enhance, enhance_options
from .flags import build_parser, create_parser, options_from
from .stages import STAGES, Home

SUMMARIES = ("section_summary", "summarization", "document_summary")
ENHANCE = "cot-enhance"
NO_CURATION: dict[str, Any] = {
    "curate": 0.0, "verify_answers": "", "closed_book": False, "drop_known": False, "canaries": 0, "unanswerable": 0.0,
}  # fmt: skip


class Task(NamedTuple):
    """A kind of data: what it is, which question types it takes, and which defaults of the main job it changes."""

    purpose: str
    takes: Callable[[QuestionType], bool]
    defaults: dict[str, Any]


def asks(kind: QuestionType) -> bool:
    return kind.name not in SUMMARIES and kind.basis != "per_document"


def summarises(kind: QuestionType) -> bool:
    return kind.name in SUMMARIES


def reasons(kind: QuestionType) -> bool:
    return kind.difficulty != "easy" and asks(kind)


def looks(kind: QuestionType) -> bool:
    return "image" in kind.needs


TASKS = {
    "qa": Task("questions and answers: every type but the summaries", asks, {}),
    "summary": Task("summaries of sections and of whole documents (--split-by document)", summarises, {"split_by": "document"}),
    "cot": Task("reasoning: medium and hard questions, each answer with all its steps (--cot all)", reasons, {"cot": "all"}),
    "multimodal-qa": Task("questions about images, kept in the rows (--images keep)", looks, {"images": "keep"}),
}


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand; returns its exit code."""
    parser = parser_of(home)
    given = parser.parse_intermixed_args(arguments)
    sources, task = tuple(given.sources), getattr(given, "type", "")
    for name in ("sources", "type"):
        given.__dict__.pop(name, None)
    if task == ENHANCE:
        return enhance(sources, enhance_options(build_parser(home), given, home))
    options = create_options(given, home, sources, task)
    result = home.run(options)
    if not options.quiet:
        sys.stdout.write("\n".join(result.summary) + "\n")
    return result.exit_code


def parser_of(home: Home) -> argparse.ArgumentParser:
    parser = create_parser(home, STAGES["create"].purpose)
    parser.add_argument(
        "sources",
        nargs="*",
        default=[],
        metavar="SOURCE",
        help=f"markdown files, folders and globs, instead of --docs; with --type {ENHANCE} dataset files and folders of them",
    )
    purposes = "; ".join(f"{name}: {task.purpose}" for name, task in TASKS.items())
    parser.add_argument(
        "--type",
        choices=(*TASKS, ENHANCE),
        help=f"{purposes}; {ENHANCE}: existing conversations, with reasoning before each answer (default: all question types)",
    )
    parser.add_argument("--preview", dest="dry_run", action="store_true", help="the same as --dry-run (default: off)")
    return parser


def create_options(given: argparse.Namespace, home: Home, sources: Sequence[str], task: str) -> Options:
    """The options of the main job for this task. Raises UserError for what contradicts it."""
    if sources and "docs" in given:
        raise UserError("Documents are named both as SOURCE and with --docs.", "Name them in one way.")
    if task and "types" in given:
        raise UserError("--type and --types are both given.", "Give one of them: --type stands for a choice of question types.")
    changed = TASKS[task].defaults if task else {}
    if task == "multimodal-qa" and getattr(given, "no_llm", False):
        raise UserError(
            "--type multimodal-qa needs a model that takes images, and with --no-llm there is none.",
            "Leave out --no-llm; --model or --base-url name a model (`system-check` tells whether it takes images).",
        )
    options = options_from(build_parser(home), given, {**home.defaults(), **changed})
    options = replace(options, docs=tuple(sources) or options.docs, **NO_CURATION)
    return replace(options, types=types_of(task, options)) if task else options


def types_of(task: str, options: Options) -> tuple[str, ...]:
    """The question types of a task that the prompts folder holds. Raises UserError when there are none."""
    if task == "multimodal-qa" and options.images != "keep":
        raise UserError("--type multimodal-qa is given with --images text.", "Its rows have to carry their images: --images keep.")
    kinds = load_prompts(options.prompts).question_types.values()
    taken = [kind for kind in kinds if TASKS[task].takes(kind) and (options.images == "keep" or not looks(kind))]
    if options.split_by == "section":  # what rests on a whole document would glue its sections together
        taken = [kind for kind in taken if kind.basis != "per_document"]
    names = tuple(kind.name for kind in taken)
    if not names:
        raise UserError(
            f"The prompts folder {options.prompts} holds no question type for --type {task} ({TASKS[task].purpose}).",
            "Name another folder with --prompts, or the question types themselves with --types.",
        )
    return names
