"""Measures engine and journal against a loopback server with 200 ms latency, beside the ideal of full waves.

python benchmarks/endpoint.py [--requests 2000] [--in-flight 64,512] [--latency 0.2]
"""

import argparse
import math
import multiprocessing
import platform
import resource
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def serve(latency: float, pipe: Connection) -> None:
    """A server in a process of its own, so that its work is not counted as ours."""
    from fake_server import FakeServer, chat

    with FakeServer(lambda _: chat('{"pairs": []}'), delay=latency) as server:
        pipe.send(server.url)
        pipe.recv()


def measure(url: str, requests: int, in_flight: int) -> tuple[float, float, int]:
    """(wall seconds, CPU seconds, failures) of so many requests through endpoint and journal."""
    from synthetic_data.engines.endpoint import Endpoint, EndpointOptions
    from synthetic_data.engines.journal import Journal
    from synthetic_data.exchange import Request, Sampling

    text = "A kettle is a vessel that heats water until it boils. " * 60
    with tempfile.TemporaryDirectory() as folder:
        engine = Endpoint(EndpointOptions((url,), concurrency=in_flight))
        with Journal(engine, Path(folder) / "journal.sqlite") as journal:
            journal.submit(Request("warm-up", ({"role": "user", "content": text},), Sampling(512, 0.7, 0.95, 0))).result()
            began, spent = time.monotonic(), cpu()
            futures = [
                journal.submit(
                    Request(
                        f"{n}", ({"role": "user", "content": text},), Sampling(512, 0.7, 0.95, n), {"type": "object"}, f"{n // 14}"
                    )
                )
                for n in range(requests)
            ]
            failures = sum(bool(future.result().failure) for future in futures)
            return time.monotonic() - began, cpu() - spent, failures


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=2000, help="how many requests, default 2000")
    parser.add_argument("--in-flight", default="64,512", help="requests under way at once, default 64,512")
    parser.add_argument("--latency", type=float, default=0.2, help="seconds the server takes for an answer, default 0.2")
    options = parser.parse_args()
    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(options.latency, there))
    server.start()
    url = here.recv()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    print("| requests | in flight | ideal s | wall s | wall ÷ ideal | CPU ms a request | failures |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for in_flight in (int(part) for part in options.in_flight.split(",")):
        ideal = math.ceil(options.requests / in_flight) * options.latency
        wall, spent, failures = measure(url, options.requests, in_flight)
        figures = f"{ideal:.2f} | {wall:.2f} | {wall / ideal:.2f} | {1000 * spent / options.requests:.2f} | {failures}"
        print(f"| {options.requests} | {in_flight} | {figures} |")
    here.send("end")
    server.join()


if __name__ == "__main__":
    main()
