"""Measures `--no-llm` against its bound: what one core needs to read the same files and parse them fully as markdown."""

import argparse
import contextlib
import hashlib
import os
import platform
import resource
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
PROC = Path("/proc")
PAGE = resource.getpagesize()
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
SAMPLE_SECONDS = 0.1
NOTHING_WRITTEN = hashlib.sha256().hexdigest()
DATA_WAS_WRITTEN = {0, 3}
OUTPUTS = ("pairs.jsonl", "rejected.jsonl", "train-*.json", "validation-*.json")
COMMAND = "{python} generate_synthetic_data.py --no-llm --docs {docs} --output {output} --jobs {jobs} -q"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one process tree cost; memory in bytes, the sum None where it cannot be seen."""

    wall: float
    cpu: float
    largest: float
    together: float | None
    pairs: int | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the bound (jobs None) or the job on one corpus."""

    size: int
    jobs: int | None
    runs: list[Figures]

    def median(self, name: str) -> float | None:
        values = [getattr(run, name) for run in self.runs]
        return None if None in values else statistics.median(values)


class Sampler(threading.Thread):
    """Watches the memory of a process tree in /proc, because the kernel keeps no peak for a tree."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, tree_memory(self.pid))


def can_sample() -> bool:
    return (PROC / f"self/task/{os.getpid()}/children").exists()


def tree_memory(pid: int) -> int:
    """Resident bytes of a process and all below it; one that ends meanwhile counts as nothing."""
    try:
        memory = int((PROC / f"{pid}/statm").read_text().split()[1]) * PAGE
        children = [child for task in (PROC / f"{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except (OSError, IndexError):
        return 0
    return memory + sum(tree_memory(int(child)) for child in children)


def measure(command: list[str]) -> Figures:
    """Run a command to its end and read what it cost, its waited-for children included, from wait4."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as heard:
        began = time.perf_counter()
        usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=heard, cwd=ROOT, env=usual, start_new_session=True)
        sampler = Sampler(process.pid)
        if can_sample():
            sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
        finally:
            sampler.done.set()
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in DATA_WAS_WRITTEN:
            heard.seek(0)
            raise SystemExit(f"{shlex.join(command)}\nended with {process.returncode}:\n{heard.read()[-2000:]}")
    largest = usage.ru_maxrss * MAXRSS_UNIT
    together = max(sampler.peak, largest) if can_sample() else None
    return Figures(wall, usage.ru_utime + usage.ru_stime, largest, together)


def parse_only(docs: Path) -> int:
    """The bound itself: every file read and parsed, nothing kept."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    for file in sorted(docs.rglob("*.md")):
        parser.parse(file.read_text(encoding="utf-8-sig", errors="replace"))
    return 0


def measure_bound(docs: Path) -> Figures:
    return measure([sys.executable, str(Path(__file__).resolve()), "--parse-only", str(docs)])


def measure_job(template: str, docs: Path, jobs: int) -> Figures:
    """Our job, its output counted and hashed before it is thrown away."""
    with tempfile.TemporaryDirectory(prefix="no-llm-output-") as output:
        values = {"python": sys.executable, "docs": str(docs), "output": output, "jobs": str(jobs)}
        figures = measure([part.format_map(values) for part in shlex.split(template)])
        pairs, digest = count_pairs(Path(output))
    return Figures(figures.wall, figures.cpu, figures.largest, figures.together, pairs, digest)


def count_pairs(output: Path) -> tuple[int, str]:
    """How many pairs were kept, and a hash of what was written that tells whether two runs wrote the same."""
    pairs, digest = 0, hashlib.sha256()
    for pattern in OUTPUTS:
        for file in sorted(output.rglob(pattern)):
            with file.open("rb") as lines:
                for line in lines:
                    pairs += pattern == "pairs.jsonl"
                    digest.update(line)
    return pairs, digest.hexdigest()


def make_corpus(args: argparse.Namespace, megabytes: float, out: Path) -> int:
    """Make the documents in a process of its own (a child starts out with the peak of its parent); returns their bytes."""
    script = str(ROOT / "benchmarks" / "make_corpus.py")
    options = ["--megabytes", str(megabytes), "--out", str(out), "--seed", str(args.seed), "--share", str(args.share)]
    subprocess.run([sys.executable, script, *map(str, args.source), *options], check=True, stdout=subprocess.DEVNULL)
    return sum(file.stat().st_size for file in out.rglob("*.md"))


def measure_size(args: argparse.Namespace, megabytes: float) -> list[Row]:
    """All runs on one corpus: bound, job, bound, job …, so that a machine that slows down slows both."""
    with tempfile.TemporaryDirectory(prefix="no-llm-docs-") as folder:
        docs = Path(folder) / "docs"
        size = make_corpus(args, megabytes, docs)
        rows = [Row(size, None, []), *(Row(size, jobs, []) for jobs in args.jobs)]
        for number in range(args.repeat):
            for row in rows:
                name = "bound" if row.jobs is None else f"--jobs {row.jobs}"
                print(f"{size / MEGABYTE:.0f} MB, {name}, run {number + 1} of {args.repeat} …", file=sys.stderr, flush=True)
                row.runs.append(measure_bound(docs) if row.jobs is None else measure_job(args.command, docs, row.jobs))
    return rows


def shown(value: float | None, form: str = ".1f", unit: float = 1) -> str:
    return "n/a" if value is None else format(value / unit, form)


def table(rows: Iterable[Row]) -> list[str]:
    """The medians as a markdown table; a ratio is to the bound on the same corpus, which stands above."""
    heads = ["MB", "what", "wall s", "CPU s", "MB/s", "peak MB, largest process", "peak MB, all", "pairs"]
    heads += ["wall ÷ bound", "CPU ÷ bound"]
    lines = ["| " + " | ".join(heads) + " |", "|---:|---|" + "---:|" * (len(heads) - 2)]
    bound = None
    for row in rows:
        bound = row if row.jobs is None else bound
        wall, cpu = row.median("wall") or 0.0, row.median("cpu") or 0.0
        cells = [f"{row.size / MEGABYTE:.1f}", "bound" if row.jobs is None else f"ours, --jobs {row.jobs}"]
        cells += [f"{wall:.2f}", f"{cpu:.2f}", f"{row.size / MEGABYTE / wall:.2f}"]
        cells += [shown(row.median(name), unit=MEGABYTE) for name in ("largest", "together")]
        cells += ["" if row.jobs is None else shown(row.median("pairs"), ".0f")]
        same = row.jobs is None or bound is None
        cells += ["", ""] if same else [f"{wall / bound.median('wall'):.2f}", f"{cpu / bound.median('cpu'):.2f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def growth(rows: list[Row]) -> list[str]:
    """How much the peak of our memory grows from the smallest corpus to the largest."""
    lines = []
    for jobs in sorted({row.jobs for row in rows if row.jobs is not None}):
        ours = sorted((row for row in rows if row.jobs == jobs), key=lambda row: row.size)
        small, large = ours[0], ours[-1]
        if small is large:
            continue
        parts = []
        for name, label in (("largest", "largest process"), ("together", "all processes")):
            below, above = small.median(name), large.median(name)
            parts.append(f"{label} {shown(None if below is None or above is None else above - below, '+.1f', MEGABYTE)} MB")
        sizes = f"{small.size / MEGABYTE:.0f} MB to {large.size / MEGABYTE:.0f} MB"
        lines.append(f"Peak memory from {sizes}, --jobs {jobs}: {', '.join(parts)}")
    return lines


def sameness(rows: list[Row]) -> list[str]:
    """Whether every run on a corpus wrote the same bytes, whatever its --jobs."""
    lines = []
    for size in sorted({row.size for row in rows}):
        digests = [run.digest for row in rows for run in row.runs if row.size == size and row.jobs is not None]
        different = len(set(digests))
        verdict = f"the same in all {len(digests)} runs" if different == 1 else f"NOT the same: {different} in {len(digests)} runs"
        if set(digests) == {NOTHING_WRITTEN}:
            verdict = "none"
        lines.append(f"Output at {size / MEGABYTE:.0f} MB: {verdict}")
    return lines


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def whole_numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=numbers, default=[10.0, 100.0], help="millions of bytes of markdown, default 10,100")
    parser.add_argument("--jobs", type=whole_numbers, default=[1], help="one or several, as 1,2,4; default 1")
    parser.add_argument("--source", type=Path, nargs="+", default=[ROOT / "markdown_docs"], help="folders with real markdown")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, of which the median is shown; default 3")
    parser.add_argument("--seed", type=int, default=0, help="of the corpus")
    parser.add_argument("--share", type=float, default=0.6, help="share of the longer words to exchange, default 0.6")
    parser.add_argument("--command", default=COMMAND, help="what to measure; {python} {docs} {output} {jobs} are filled in")
    parser.add_argument("--parse-only", type=Path, metavar="DIR", help="only parse this folder: the bound, as it runs itself")
    return parser.parse_args()


def main() -> int:
    args = parsed()
    if args.parse_only:
        return parse_only(args.parse_only)
    rows = [row for megabytes in args.sizes for row in measure_size(args, megabytes)]
    machine = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    print(f"{machine}, {os.cpu_count()} CPUs; medians of {args.repeat}; 1 MB = 1,000,000 bytes\n")
    print("\n".join(table(rows)), "\n".join([*growth(rows), *sameness(rows)]), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
