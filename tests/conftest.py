"""What several tests share: the script on the path, and real sample documents."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

settings.register_profile("steady", derandomize=True)  # the same examples on every machine: a red run can be repeated
settings.load_profile("steady")


@pytest.fixture
def samples() -> Path:
    """The sample documents of the repository."""
    return ROOT / "markdown_docs"


@pytest.fixture
def cases_count_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any condition counts as told at length, so that a test's sentence needn't share a word with the title of its page."""
    monkeypatch.setattr("synthetic_data.heuristics.causes.conditions.LONG_CASE", 0)
