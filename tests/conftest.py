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
