"""Measures requests to a loopback server with 200 ms latency beside the ideal of full waves: engine and journal, or the whole job.

python benchmarks/endpoint.py [--requests 2000] [--in-flight 64,512] [--whole] [--latency 0.2] [--repeat 3]
"""

import argparse
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from loopback import Loopback, cpu, loopback

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MEGABYTES_PER_REQUEST = 0.000175  # of the sample documents; --max-requests then cuts off what is too much
STOPPED_AT_A_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement. asking runs from the first request to the last answer, wall from start to end, CPU is ours alone."""

    requests: int
    wall: float
    asking: float
    ours: float
    server: float
    failures: int


def measure_engine(server: Loopback, requests: int, in_flight: int, latency: float) -> Figures:
    """So many requests through endpoint and journal, in this process."""
    from synthetic_data.engines.endpoint import Endpoint, EndpointOptions
    from synthetic_data.engines.journal import Journal
    from synthetic_data.exchange import Request, Sampling

    text = "A kettle is a vessel that heats water until it boils. " * 60
    message = ({"role": "user", "content": text},)
    with tempfile.TemporaryDirectory() as folder:
        engine = Endpoint(EndpointOptions((server.url,), concurrency=in_flight))
        with Journal(engine, Path(folder) / "journal.sqlite") as journal:
            journal.submit(Request("warm-up", message, Sampling(512, 0.7, 0.95, 0))).result()
            server.reset()
            began, spent = time.monotonic(), cpu()
            futures = [
                journal.submit(Request(f"{n}", message, Sampling(512, 0.7, 0.95, n), {"type": "object"}, f"{n // 14}"))
                for n in range(requests)
            ]
            failures = sum(bool(future.result().failure) for future in futures)
            wall, ours = time.monotonic() - began, cpu() - spent
    counts = server.counts()
    return Figures(requests, wall, counts["last_at"] - counts["first_at"] + latency, ours, counts["cpu"], failures)


def measure_job(server: Loopback, requests: int, in_flight: int, latency: float) -> Figures:
    """The whole job in a process of its own: from start to written files. Every task is answered with a pair."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        make = [sys.executable, str(ROOT / "benchmarks" / "make_corpus.py"), str(ROOT / "markdown_docs"), "--out", str(docs)]
        subprocess.run([*make, "--megabytes", str(requests * MEGABYTES_PER_REQUEST)], check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, str(ROOT / "generate_synthetic_data.py"), "-q", "--base-url", server.url, "--docs", str(docs)]
        command += ["--output", folder, "--concurrency", str(in_flight), "--max-requests", str(requests)]
        server.reset()
        began = time.monotonic()
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        counts = server.counts()
    asking = counts["last_at"] - counts["first_at"] + latency
    failed = process.returncode not in (0, STOPPED_AT_A_LIMIT)
    return Figures(counts["requests"], wall, asking, usage.ru_utime + usage.ru_stime, counts["cpu"], int(failed))


def row(what: str, in_flight: int, latency: float, figures: Figures) -> str:
    ideal = math.ceil(figures.requests / in_flight) * latency
    each = 1000 / figures.requests
    cells = [what, f"{figures.requests}", f"{in_flight}", f"{ideal:.2f}", f"{figures.wall:.2f}", f"{figures.wall / ideal:.2f}"]
    cells += [f"{figures.asking / ideal:.2f}", f"{figures.ours * each:.2f}", f"{figures.server * each:.2f}", f"{figures.failures}"]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=2000, help="how many requests, default 2000")
    parser.add_argument("--in-flight", default="64,512", help="requests under way at once, default 64,512")
    parser.add_argument("--whole", action="store_true", help="the whole job instead of engine and journal alone")
    parser.add_argument("--latency", type=float, default=0.2, help="seconds the server takes for an answer, default 0.2")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, of which the fastest is shown, default 3")
    options = parser.parse_args()
    measure = measure_job if options.whole else measure_engine
    what = "whole job" if options.whole else "engine and journal"
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, ", end="")
    print(f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}; the fastest of {options.repeat}\n")
    heads = ["what", "requests", "in flight", "ideal s", "wall s", "wall ÷ ideal", "asking ÷ ideal", "our CPU ms a request"]
    heads += ["server's CPU ms a request", "failures"]
    print("| " + " | ".join(heads) + " |\n|---|" + "---:|" * (len(heads) - 1))
    with loopback(options.latency, pairs=options.whole) as server:
        for in_flight in (int(part) for part in options.in_flight.split(",")):
            runs = [measure(server, options.requests, in_flight, options.latency) for _ in range(options.repeat)]
            print(row(what, in_flight, options.latency, min(runs, key=lambda run: run.wall)), flush=True)


if __name__ == "__main__":
    main()
