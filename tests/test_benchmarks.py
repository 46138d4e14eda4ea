"""The scripts that count and draw a run's pairs still understand a run."""

import subprocess
import sys
from pathlib import Path

import pytest

from generate_synthetic_data import generate

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "markdown_docs" / "image-spec"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(docs=str(DOCS), output=str(tmp_path_factory.mktemp("out")), no_llm=True, quiet=True).folder


def told(script: str, *arguments: object) -> str:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_the_yield_of_a_run_is_counted_per_family(run: Path) -> None:
    table = told("yields.py", run)
    assert "| definitions |" in table and "| sections with a pair |" in table


def test_pairs_are_drawn_with_their_sources(run: Path, tmp_path: Path) -> None:
    told("draw_pairs.py", run, DOCS, "--count", 2, "--out", tmp_path)
    drawn = (tmp_path / "definitions.md").read_text(encoding="utf-8")
    assert drawn.count("# Pair ") == 2 and drawn.count("----- source -----") == 2
