"""Draws pairs of each family of heuristics at random, each with its source section, for a reader to judge.

    python benchmarks/draw_pairs.py RUN_FOLDER DOCS_FOLDER --count 100 --seed 1 [--family definitions …] [--out FOLDER]

Writes FOLDER/<family>.md: numbered pairs, the lines of their sections below them. The reader sees nothing of the program.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

LONGEST_SOURCE = 2500  # characters of a section that are shown, around the evidence


def family_of(pair: dict[str, Any]) -> str:
    return next((flag.removeprefix("family:") for flag in pair["flags"] if flag.startswith("family:")), "none")


def source_of(pair: dict[str, Any], docs: Path) -> str:
    """The part of each document that the evidence stands in."""
    parts = []
    for document in dict.fromkeys(part["document"] for part in pair["evidence"]):
        text = (docs / document).read_bytes().decode("utf-8-sig")
        spans = [(part["start"], part["end"]) for part in pair["evidence"] if part["document"] == document]
        start, end = min(begin for begin, _ in spans), max(end for _, end in spans)
        room = max(200, (LONGEST_SOURCE - (end - start)) // 2)
        parts.append(f"[{document}]\n{text[max(0, start - room) : min(len(text), min(end, start + LONGEST_SOURCE) + room)]}")
    return "\n\n[…]\n\n".join(parts)


def shown(number: int, pair: dict[str, Any], docs: Path) -> str:
    steps = "\n".join(f"  {place}. {step}" for place, step in enumerate(pair["reasoning_steps"], 1))
    quotes = "\n".join(f"  > {part['quote']}" for part in pair["evidence"])
    head = f"# Pair {number} ({pair['question_type']}, id {pair['id']})"
    body = f"Q: {pair['question']}\nA: {pair['answer']}\nReasoning:\n{steps}\nEvidence:\n{quotes}"
    return f"{head}\n\n{body}\n\n----- source -----\n{source_of(pair, docs)}\n----- end of source -----\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", nargs="*")
    parser.add_argument("--out", type=Path, default=Path("drawn"))
    given = parser.parse_args()
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (given.run / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        families[family_of(pair)].append(pair)
    given.out.mkdir(parents=True, exist_ok=True)
    for family in given.family or sorted(families):
        pairs = random.Random(given.seed).sample(families[family], min(given.count, len(families[family])))
        text = "".join(shown(number, pair, given.docs) for number, pair in enumerate(pairs, 1))
        (given.out / f"{family}.md").write_text(text, encoding="utf-8")
        print(f"{family}: {len(pairs)} of {len(families[family])}")


main()
