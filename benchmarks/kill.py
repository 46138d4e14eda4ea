"""Kills the job with kill -9 at random moments, lets the same command finish, and compares with a run that nobody disturbed.

python benchmarks/kill.py [--kills 20] [--in-flight 64] [--latency 0.2] [--seed 0]

Aims: no reply is asked for twice but those under way at the kill, and pairs.jsonl and the dataset files are the same bytes.
"""

import argparse
import hashlib
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from loopback import Loopback, loopback

ROOT = Path(__file__).resolve().parent.parent
COMPARED = ("run-*/pairs.jsonl", "run-*/rejected.jsonl", "train-*.json", "validation-*.json")


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill and what came of it: requests before, those without an answer at the kill, requests after, and how many twice."""

    asked_before: int
    cut_off: int
    asked_after: int
    twice: int
    same: bool


def command(server: Loopback, docs: Path, output: Path, in_flight: int) -> list[str]:
    script = str(ROOT / "generate_synthetic_data.py")
    where = ["--base-url", server.url, "--docs", str(docs), "--output", str(output)]
    return [sys.executable, script, "-q", *where, "--concurrency", str(in_flight)]


def digest(output: Path) -> str:
    """A hash of what the last run in a folder wrote, without the names of the files, which hold the time."""
    found = hashlib.sha256()
    for pattern in COMPARED:
        found.update(sorted(output.glob(pattern))[-1].read_bytes() + b"\x1f")
    return found.hexdigest()


def strike(server: Loopback, process: "subprocess.Popen[bytes]", after: int, pause: float) -> tuple[int, int]:
    """Kills the job so many seconds after so many requests; returns how many had come then and how many had no answer yet."""
    while server.counts()["requests"] < after:
        time.sleep(0.005)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.wait()
    while (counts := server.counts())["under_way"]:  # until the server has seen every connection end
        time.sleep(0.01)
    return counts["requests"], counts["cut_off"]


def trial(server: Loopback, job: list[str], after: int, pause: float) -> tuple[int, int, int, int]:
    """One kill and the run that goes on from there: (asked before, cut off, asked after, asked twice)."""
    server.reset()
    process = subprocess.Popen(job)
    before, cut_off = strike(server, process, after, pause)
    subprocess.run(job, check=True)
    counts = server.counts()
    return before, cut_off, counts["requests"] - before, counts["twice"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20, help="how many runs to kill, default 20")
    parser.add_argument("--in-flight", type=int, default=64, help="requests under way at once, default 64")
    parser.add_argument("--latency", type=float, default=0.2, help="seconds the server takes for an answer, default 0.2")
    parser.add_argument("--docs", type=Path, default=ROOT / "markdown_docs", help="documents, default the samples")
    parser.add_argument("--seed", type=int, default=0, help="of the moments, default 0")
    options = parser.parse_args()
    moments = random.Random(options.seed)
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder, loopback(options.latency, pairs=True) as server:
        subprocess.run(command(server, options.docs, Path(folder) / "undisturbed", options.in_flight), check=True)
        counts, expected = server.counts(), digest(Path(folder) / "undisturbed")
        asking = counts["last_at"] - counts["first_at"]
        print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, ", end="")
        print(f"{os.cpu_count()} CPUs; undisturbed: {counts['requests']} requests in {asking:.1f} s, {counts['twice']} twice\n")
        print("| kill | asked before | without an answer | asked after | asked twice | output |\n|" + "---:|" * 5 + "---|")
        for number in range(1, options.kills + 1):
            output = Path(folder) / str(number)
            after, pause = moments.randrange(1, counts["requests"]), moments.uniform(0, options.latency)
            figures = trial(server, command(server, options.docs, output, options.in_flight), after, pause)
            trials.append(Trial(*figures, digest(output) == expected))
            last = trials[-1]
            cells = [f"{number}", f"{last.asked_before}", f"{last.cut_off}", f"{last.asked_after}"]
            print("| " + " | ".join([*cells, f"{last.twice}", "the same" if last.same else "DIFFERENT"]) + " |", flush=True)
    good = sum(one.same and one.twice <= options.in_flight for one in trials)
    print(f"\n{good} of {len(trials)} held; asked twice at most {max(one.twice for one in trials)}.")
    return 0 if good == len(trials) else 1


if __name__ == "__main__":
    sys.exit(main())
