"""The flags that say in which formats a dataset is written, for the main job and for the commands that work on earlier runs."""

import argparse
from typing import Any

from ..formats.table import names
from ..formats.trainers import TRAINERS


def add_formats(parser: argparse.ArgumentParser, defaults: dict[str, Any]) -> None:
    group = parser.add_argument_group("formats")
    group.add_argument(
        "--format",
        nargs="+",
        metavar="NAME",
        help=f"also write the dataset as: {', '.join(names())}; several or comma-separated (default: none but the usual files)",
    )
    group.add_argument("--system", metavar="TEXT", help="a system turn before every conversation of these formats (default: none)")
    group.add_argument(
        "--distractors",
        type=int,
        metavar="N",
        help=f"other sections beside the source in each row of rag (default: {defaults['distractors']})",
    )
    group.add_argument(
        "--trainer",
        nargs="+",
        metavar="NAME",
        help=f"a ready configuration beside the data for: {', '.join(TRAINERS)} (default: none)",
    )
    group.add_argument(
        "--tokenizer",
        metavar="NAME|PATH",
        help="tell how many tokens the rows have: a tokenizer.json, its folder, or a model on the hub (default: off)",
    )
    group.add_argument(
        "--max-length",
        type=int,
        metavar="TOKENS",
        help=f"the longest row that the trainer takes, for --tokenizer and --trainer (default: {defaults['max_length']})",
    )
    group.add_argument(
        "--push-to-hub",
        metavar="REPO",
        help="upload the format hf as this dataset, with the token of `hf auth login` or HF_TOKEN (default: off)",
    )
    group.add_argument(
        "--hub-public",
        action=argparse.BooleanOptionalAction,
        help="make a new repository on the hub public (default: off, private)",
    )
