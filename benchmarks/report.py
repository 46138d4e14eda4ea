"""Measures report.html with 20,000 pairs in a headless Chromium: size, time to open, time of a filter.

    python benchmarks/report.py RUN_FOLDER

RUN_FOLDER is a finished run whose documents are still there; its pairs are repeated until there are 20,000.
"""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import Page  # noqa: E402

import generate_synthetic_data as script  # noqa: E402

PAIRS = 20_000


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run-2026-01-01_00-00-00"
        shutil.copytree(sys.argv[1], folder)
        pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
        with (folder / "pairs.jsonl").open("w", encoding="utf-8") as file:
            for number in range(PAIRS):
                file.write(json.dumps({**pairs[number % len(pairs)], "id": f"{number:016x}"}, ensure_ascii=False) + "\n")
        started = time.perf_counter()
        script.main(["report", str(folder)])
        print(f"written in {time.perf_counter() - started:.1f} s, {(folder / 'report.html').stat().st_size / 1e6:.1f} MB")
        with Page() as page:
            page.size(1200, 900)
            started = time.perf_counter()
            page.open(folder / "report.html")
            print(f"opened in {time.perf_counter() - started:.2f} s")
            for what in ("show('pairs')", "$('search').value = 'the'; filterPairs()", "$('search').value = 'zzz'; filterPairs()"):
                timed = f"const t = performance.now(); {what}; document.body.offsetHeight; return performance.now() - t"
                milliseconds = page.run(f"(() => {{ {timed} }})()")
                print(f"{what:<45} {milliseconds:6.0f} ms, {page.run('$(`count`).textContent')}")


main()
