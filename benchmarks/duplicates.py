"""Measures the search for pairs that ask the same: 100,000 questions, and whether it misses any that a full comparison finds.

    python benchmarks/duplicates.py [RUN_FOLDER]

The questions are made from words of the sample documents (or of a run's pairs.jsonl); three in ten repeat another one, slightly
changed. Seconds are of CPU.
"""

import json
import random
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from synthetic_data.text.question_merge import merge  # noqa: E402
from synthetic_data.text.same_question import features, read, same  # noqa: E402

QUESTIONS, COMPARED = 100_000, 1_500
FORMS = ("What is {} in {}?", "How does {} relate to {}?", "Which {} does {} need?", "Why is {} used with {}?")


def words() -> list[str]:
    if len(sys.argv) > 1:
        lines = (Path(sys.argv[1]) / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
        text = " ".join(json.loads(line)["answer"] for line in lines)
    else:
        text = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "markdown_docs").rglob("*.md"))
    return sorted(set(re.findall(r"[a-z]{4,}", text)))


def made(rng: random.Random) -> list[tuple[str, str]]:
    known = words()
    pairs: list[tuple[str, str]] = []
    while len(pairs) < QUESTIONS:
        if pairs and rng.random() < 0.3:
            question, answer = rng.choice(pairs)
            pairs.append((question.replace("?", ", please?") if rng.random() < 0.5 else question.lower(), answer))
        else:
            one, other = (" ".join(rng.sample(known, rng.randint(2, 4))) for _ in range(2))
            pairs.append((rng.choice(FORMS).format(one, other), " ".join(rng.sample(known, rng.randint(6, 20))) + "."))
    return pairs


def missed(pairs: list[tuple[str, str]], kept: list[int]) -> int:
    """Among the first pairs, how many kept ones ask the same as an earlier kept one, by comparing all with all."""
    left = [number for number in range(COMPARED) if kept[number] == number]
    readings = [read(*pairs[number]) for number in left]
    return sum(any(same(readings[place], readings[before]) for before in range(place)) for place in range(len(left)))


def main() -> None:
    pairs = made(random.Random(0))
    started = time.process_time()
    packed = [features(*pair) for pair in pairs]
    featured = time.process_time() - started
    kept = merge(packed, [1.0] * len(pairs), pairs.__getitem__)
    total = time.process_time() - started
    merged = sum(number != winner for number, winner in enumerate(kept))
    print(f"{QUESTIONS:,} questions: {total:.1f} s, {featured:.1f} s of it features, which workers make; {merged:,} merged")
    print(f"missed among the first {COMPARED:,}, compared all with all: {missed(pairs, kept)}")


main()
