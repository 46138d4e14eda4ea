"""The flags about hygiene and curation: what is dropped by mechanics, who judges, what passes, second answers."""

import argparse
from collections.abc import Mapping
from typing import Any

THRESHOLD = 7.0


def add_hygiene(parser: argparse.ArgumentParser, defaults: Mapping[str, Any]) -> None:
    """The group about hygiene; defaults are the options' own."""
    add = parser.add_argument_group("hygiene").add_argument
    add("--against", nargs="+", metavar="FILE", help="drop pairs that these earlier datasets ask already (default: none)")
    add("--decontaminate", nargs="+", metavar="FILE", help="drop pairs that share words with these benchmarks (default: none)")
    add(
        "--decontaminate-ngram",
        type=int,
        metavar="N",
        help=f"so many words in a row are too many (default: {defaults['decontaminate_ngram']})",
    )
    add("--pii", choices=("report", "reject", "mask"), help="look for personal data and keys, and what to do (default: off)")
    add("--max-question-words", type=int, metavar="N", help="drop longer questions (default: 0, no bound)")
    add("--min-answer-words", type=int, metavar="N", help="drop shorter answers (default: 0, no bound)")
    add("--max-answer-words", type=int, metavar="N", help="drop longer answers (default: 0, no bound)")


def add_curation(parser: argparse.ArgumentParser, defaults: Mapping[str, Any]) -> None:
    """The group about curation; defaults are the options' own."""
    add = parser.add_argument_group("curation").add_argument
    add(
        "--curate",
        type=float,
        nargs="?",
        const=THRESHOLD,
        metavar="SCORE",
        help=f"have a judge score every pair from 1 to 10, drop those below SCORE (default: off; without a number {THRESHOLD:g})",
    )
    add("--unjudged", choices=("drop", "keep"), help="what becomes of pairs without a readable score (default: drop)")
    add("--judge-model", metavar="NAME", help="the model that judges (default: the one that answers)")
    add(
        "--judge-base-url",
        action="extend",
        nargs="+",
        metavar="URL",
        help="OpenAI-compatible server(s) that judge (default: whoever answers)",
    )
    add(
        "--verify-answers",
        nargs="?",
        const="reject",
        choices=("reject", "mark"),
        help="have every question answered again from its section alone; disagreement rejects or marks (default: off)",
    )
    add(
        "--closed-book",
        action="store_true",
        help="have every question answered without the source and mark what is known (default: off)",
    )
    add("--drop-known", action="store_true", help="with --closed-book: drop what is known (default: off)")
    add(
        "--agreement",
        type=float,
        metavar="SHARE",
        help=f"overlap of content words from which two answers agree, 0 to 1 (default: {defaults['agreement']})",
    )
    add(
        "--canaries",
        type=int,
        metavar="N",
        help="mix in N known-bad pairs, tell what share each gate caught, and throw them away (default: 0)",
    )
    add(
        "--unanswerable",
        type=float,
        metavar="SHARE",
        help="this share of the pairs are questions that their section can't answer, answered so, 0 to 0.5 (default: 0)",
    )
