"""The flags of the main job: one argparse parser, and the way from its namespace (or a YAML file) to typed options."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from .. import __version__
from ..cot import LEVELS, STYLES
from ..errors import UserError
from ..options import Options, check, read_config, refuse_unknown
from .curate_flags import add_curation, add_hygiene
from .engine_flags import add_engine
from .format_flags import add_formats
from .parser import Parser
from .stages import Home, stage_lines

DEFAULTS = {field.name: field.default for field in fields(Options)}
LISTS = tuple(
    "docs include exclude ingest types cot base_url serve_arg judge_base_url against decontaminate format trainer".split()
)
WHOLE = ("docs", "ingest", "serve_arg")  # lists whose entries may hold commas
SPLITS = ("section", "document", "question")
IMAGES = ("text", "keep")
EXIT_CODES = "exit code: 0 done; 2 something to put right first; 3 written, but something asked for is missing; 130 interrupted"


class HelpFormatter(argparse.HelpFormatter):
    """Help whose closing lines stay as they are written."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return text
        return super()._fill_text(text, width, indent)


def build_parser(home: Home) -> argparse.ArgumentParser:
    """The parser of the main job; the constants of the script are the defaults it shows."""
    parser = Parser(
        prog="generate_synthetic_data.py",
        description="Turns a folder of markdown into training data in which every pair is grounded in the source.",
        epilog=f"subcommands, put first (each has its own --help):\n{stage_lines()}\n\n{EXIT_CODES}",
        formatter_class=HelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    add_making(parser, home)
    add_curation(parser, DEFAULTS)
    return parser


def add_making(parser: argparse.ArgumentParser, home: Home) -> None:
    """Every flag of the main job but those about curation."""
    add_ingest(add_documents(parser, home.docs_dir, home.output_dir))
    add_questions(parser)
    add_engine(parser, DEFAULTS)
    add_hygiene(parser, DEFAULTS)
    add_dataset(parser, home.train_ratio)
    add_images(parser)
    add_formats(parser, DEFAULTS)
    add_run(parser)


def create_parser(home: Home, purpose: str) -> argparse.ArgumentParser:
    """The parser of a stage that makes pairs and leaves judging them to another."""
    parser = bare_parser("create", purpose)
    add_making(parser, home)
    return parser


def bare_parser(name: str, description: str) -> argparse.ArgumentParser:
    return Parser(
        prog=f"generate_synthetic_data.py {name}",
        description=description,
        epilog=EXIT_CODES,
        formatter_class=HelpFormatter,
        argument_default=argparse.SUPPRESS,
    )


def stage_parser(home: Home, name: str, description: str, target: str) -> argparse.ArgumentParser:
    """The parser of a command that works on pairs which are there already, with what makes sense there of the main job's flags.

    target says where the command writes when --output is not given.
    """
    parser = bare_parser(name, description)
    add_documents(parser, home.docs_dir, target)
    add_ratio(add_levels(parser), home.train_ratio)
    add_formats(parser, DEFAULTS)
    add_choices(parser.add_argument_group("run"))
    return parser


def add_documents(parser: argparse.ArgumentParser, docs_dir: str, output_dir: str) -> "argparse._ArgumentGroup":
    group = parser.add_argument_group("documents")
    group.add_argument(
        "--docs",
        nargs="+",
        metavar="PATH",
        help=f"folders, files and globs to read .md/.markdown from, several or comma-separated (default: {docs_dir})",
    )
    group.add_argument("--include", nargs="+", metavar="GLOB", help="only documents whose relative path matches (default: all)")
    group.add_argument("--exclude", nargs="+", metavar="GLOB", help="no documents whose relative path matches (default: none)")
    group.add_argument(
        "--output", type=Path, metavar="DIR", help=f"where the dataset and the run folder go (default: {output_dir})"
    )
    group.add_argument(
        "--chunk-size",
        type=int,
        metavar="TOKENS",
        help=f"the most a section holds, in estimated tokens of 4 bytes (default: {DEFAULTS['chunk_size']})",
    )
    group.add_argument(
        "--chunk-overlap",
        type=int,
        metavar="TOKENS",
        help=f"how much of a cut section its next part repeats, in whole blocks (default: {DEFAULTS['chunk_overlap']})",
    )
    return group


def add_ingest(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--ingest",
        nargs="+",
        metavar="SOURCE",
        help="first convert these files, folders, globs and addresses into the documents folder (default: none)",
    )


def add_questions(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("questions")
    group.add_argument(
        "--types", nargs="+", metavar="TYPE", help="only these question types, comma-separated (default: all in --prompts)"
    )
    group.add_argument(
        "--pairs-per-section",
        type=int,
        metavar="N",
        help="ask every section for N pairs in the usual mix (default: 0, by its facts)",
    )
    group.add_argument(
        "--num-pairs",
        type=int,
        metavar="N",
        help="keep N pairs in all, spread over all documents in the usual mix (default: 0, all)",
    )
    group.add_argument(
        "--sample", type=int, metavar="N", help="do the whole job on N sections drawn evenly (default: 0, all sections)"
    )
    group.add_argument("--prompts", type=Path, metavar="DIR", help="the prompts folder (default: prompts beside the script)")
    group.add_argument(
        "--instructions", metavar="TEXT|FILE", help="your own guidance for every task: audience, tone, focus (default: none)"
    )


def add_dataset(parser: argparse.ArgumentParser, train_ratio: float) -> None:
    group = add_levels(parser)
    add_ratio(group, train_ratio)
    group.add_argument(
        "--split-by",
        choices=SPLITS,
        help="what validation holds: sections, whole documents, or other questions on the same facts (default: section)",
    )


def add_levels(parser: argparse.ArgumentParser) -> "argparse._ArgumentGroup":
    group = parser.add_argument_group("dataset")
    group.add_argument(
        "--cot",
        nargs="+",
        metavar="LEVEL",
        help="chain-of-thought levels of every pair: none, one, two, all, comma-separated (default: none,one,two,all)",
    )
    group.add_argument("--cot-style", choices=STYLES, help="how reasoning is written before the answer (default: plain)")
    group.add_argument(
        "--cot-instruction",
        action=argparse.BooleanOptionalAction,
        help="tell the level in the user turn, with the sentences in prompts/cot (default: off)",
    )
    group.add_argument(
        "--cot-per-pair",
        type=int,
        metavar="N",
        help=f"so many of the levels per pair, chosen by hash (default: 0, all {len(LEVELS)})",
    )
    return group


def add_ratio(group: "argparse._ArgumentGroup", train_ratio: float) -> None:
    group.add_argument(
        "--train-ratio",
        type=float,
        metavar="SHARE",
        help=f"the share of the material that goes to training, 0 to 1 (default: {train_ratio})",
    )


def add_images(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("images (shown to a model that takes them)")
    group.add_argument(
        "--images",
        choices=IMAGES,
        help="rows: text only, or keep the image a pair rests on, copied into the run folder (default: text)",
    )
    group.add_argument(
        "--fetch-images",
        action=argparse.BooleanOptionalAction,
        help="fetch remote images, up to 20 MB and 20 seconds each (default: off)",
    )
    group.add_argument(
        "--allow-private-addresses",
        action=argparse.BooleanOptionalAction,
        help="fetch from this machine and private networks, too (default: off)",
    )


def add_run(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("run")
    group.add_argument(
        "--jobs", type=int, metavar="N", help="processes for reading and heuristics (default: 0, one per core for large folders)"
    )
    add_choices(group)


def add_choices(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--seed", type=int, metavar="N", help=f"makes every choice repeatable (default: {DEFAULTS['seed']})")
    group.add_argument(
        "--dry-run", action=argparse.BooleanOptionalAction, help="show what would be asked and write nothing (default: off)"
    )
    group.add_argument(
        "--config", type=Path, metavar="FILE", help="options from a YAML file or an earlier run's manifest.json; flags win"
    )
    loudness = group.add_mutually_exclusive_group()
    loudness.add_argument("-v", "--verbose", action="store_true", help="say more: every warning, and tracebacks (default: off)")
    loudness.add_argument(
        "-q", "--quiet", action="store_true", help="no progress and no summary, only warnings and errors (default: off)"
    )
    group.add_argument("--version", action="version", version=f"%(prog)s {__version__}")


def options_from(parser: argparse.ArgumentParser, given: argparse.Namespace, defaults: Mapping[str, Any]) -> Options:
    """Typed options out of flags, then the configuration file, then the defaults. Raises UserError for what makes no sense."""
    values = dict(defaults)
    flags = dict(vars(given))
    config = flags.pop("config", None)
    if config is not None:
        values.update(converted(parser, read_config(config, DEFAULTS), "The configuration says"))
    return checked({**values, **flags})


def options_called(given: Mapping[str, Any], home: Home) -> Options:
    """Typed options out of the keywords of a call, as a configuration file would give them. Raises UserError as for that."""
    refuse_unknown(given, DEFAULTS, "generate() was given")
    return checked({**home.defaults(), "quiet": True, **converted(build_parser(home), given, "generate() was given")})


def checked(values: dict[str, Any]) -> Options:
    """The options with these values. Raises UserError for what makes no sense."""
    for name in LISTS:
        if name in values:
            values[name] = listed(values[name], split=name not in WHOLE)
    options = Options(**values)
    check(options)
    return options


def listed(value: Any, split: bool) -> tuple[str, ...]:
    """A list given as several words, comma-separated, or both."""
    words = [value] if isinstance(value, str) else [str(word) for word in value]
    return tuple(part.strip() for word in words for part in (word.split(",") if split else [word]) if part.strip())


def converted(parser: argparse.ArgumentParser, values: Mapping[str, Any], teller: str) -> dict[str, Any]:
    """Values of a configuration file or a call in the types the flags have. Raises UserError for a value of another type."""
    actions: Sequence[argparse.Action] = parser._actions  # there is no public way to ask a parser what it knows
    known = {action.dest: action for action in actions}
    result = {}
    for name, value in values.items():
        action = known[name]
        if value is None or value == "" or (value is False and action.nargs == "?"):
            continue  # not set
        try:
            result[name] = convert(action, value)
        except (TypeError, ValueError):
            choices = f" (one of {', '.join(map(str, action.choices))})" if action.choices else ""
            raise UserError(f"{teller} {name}: {value!r}, which does not fit.", f"Meant is{choices}: {action.help}.") from None
    return result


def convert(action: argparse.Action, value: Any) -> Any:
    """One value as its flag would have read it. Raises ValueError when it can't be."""
    if action.nargs == 0:
        if not isinstance(value, bool):
            raise ValueError(value)
        return value
    if action.dest in LISTS:
        return [str(part) for part in value] if isinstance(value, list | tuple) else str(value)
    if value is True and action.nargs == "?":
        return action.const
    if isinstance(value, bool | list | dict):
        raise ValueError(value)
    result = action.type(value) if callable(action.type) else str(value)
    if action.type is int and isinstance(value, float) and result != value:
        raise ValueError(value)
    if action.choices is not None and result not in action.choices:
        raise ValueError(value)
    return result
