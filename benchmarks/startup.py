"""Measures the time from the start of the command to its first request, imports and reading included; the aim is one second.

python benchmarks/startup.py [--docs DIR] [--repeat 10]
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from loopback import Loopback, loopback

ROOT = Path(__file__).resolve().parent.parent
TEXT = "# Kettle\n\nA kettle is a vessel that heats water until it boils and then switches itself off by a small strip of metal.\n"
LONG = 30.0  # seconds for an answer: after its first request the job only waits, and its CPU time can be read


def measure(server: Loopback, docs: Path) -> tuple[float, float]:
    """(wall, CPU) seconds until the first request; CPU is nan where there is no /proc."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, str(ROOT / "generate_synthetic_data.py"), "-q", "--base-url", server.url, "--concurrency", "1"]
        server.reset()
        began = time.monotonic()
        process = subprocess.Popen([*command, "--docs", str(docs), "--output", output])
        try:
            while not (counts := server.counts())["requests"]:
                if process.poll() is not None:
                    raise SystemExit(f"the job ended with {process.returncode} before it asked anything")
                time.sleep(0.05)
            return counts["first_at"] - began, cpu_of(process.pid)
        finally:
            process.kill()
            process.wait()


def cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path, help="documents to read, beside one small document and the sample documents")
    parser.add_argument("--repeat", type=int, default=10, help="runs of each, of which the fastest is shown, default 10")
    options = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, ", end="")
    print(f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}; the fastest of {options.repeat}\n")
    print("| documents | seconds to the first request | CPU seconds until then |\n|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, loopback(LONG, pairs=False) as server:
        small = Path(folder) / "kettle.md"
        small.write_text(TEXT)
        measure(server, small)  # the first run compiles the byte code
        for name, docs in (("one of 120 bytes", small), ("the samples", ROOT / "markdown_docs"), (str(options.docs), options.docs)):
            if docs:
                runs = [measure(server, docs) for _ in range(options.repeat)]
                print(f"| {name} | {min(wall for wall, _ in runs):.2f} | {min(spent for _, spent in runs):.2f} |", flush=True)


if __name__ == "__main__":
    main()
