"""Uploading to the hub, against one on loopback: private by default, the token from the environment only, refusals told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub

ROOT = Path(__file__).resolve().parent.parent
pytest.importorskip("huggingface_hub")
pytest.importorskip("pyarrow")


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with running_hub() as running:
        yield running


def upload(hub: FakeHub, folder: Path, *flags: str, token: str = "hf_secret") -> "subprocess.CompletedProcess[str]":
    """save-as --push-to-hub as a user would run it, with the hub's own settings pointing at the fake."""
    file = folder / "train.jsonl"
    rows = ['{"question": "Wie heiß?", "answer": "100 °C"}', '{"question": "Wie groß?", "answer": "1,7 l", "split": "validation"}']
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    environment = {**os.environ, "HF_ENDPOINT": hub.url, "HF_HOME": str(folder / "home"), "HF_HUB_DISABLE_TELEMETRY": "1"}
    environment.pop("HF_TOKEN", None)
    if token:
        environment["HF_TOKEN"] = token
    command = [sys.executable, "generate_synthetic_data.py", "save-as", str(file), "--push-to-hub", "me/docs", *flags]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_dataset_is_uploaded_privately_with_card_and_both_splits_and_the_token_is_not_written(hub: FakeHub, tmp_path: Path):
    stale = tmp_path / "train/hf/alpaca/train.parquet"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"of an earlier time")
    done = upload(hub, tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"Uploaded to {hub.url}/datasets/me/docs" in done.stdout
    assert hub.repositories == {"me/docs": True}
    assert {"README.md", "messages/train.parquet", "messages/validation.parquet", "jsonl/train.parquet"} <= set(hub.files)
    assert not [name for name in hub.files if "alpaca" in name]
    assert hub.files["README.md"] == (tmp_path / "train" / "hf" / "README.md").read_bytes()
    assert hub.tokens == {"Bearer hf_secret"}
    assert "hf_secret" not in done.stdout + done.stderr
    assert not [file for file in (tmp_path / "train").rglob("*") if file.is_file() and b"hf_secret" in file.read_bytes()]


def test_a_public_repository_that_is_there_already_gets_nothing_unless_that_is_meant(hub: FakeHub, tmp_path: Path):
    hub.repositories["me/docs"] = False
    refused = upload(hub, tmp_path)
    assert (refused.returncode, hub.files) == (3, {})
    assert "public; nothing was uploaded" in refused.stdout
    assert upload(hub, tmp_path, "--hub-public").returncode == 0
    assert hub.files


def test_without_a_token_it_says_so_before_anything_is_written(hub: FakeHub, tmp_path: Path):
    done = upload(hub, tmp_path, token="")
    assert done.returncode == 2
    assert "needs a token" in done.stderr and "hf auth login" in done.stderr
    assert hub.asked == [] and not (tmp_path / "train").exists()


def test_a_refusal_of_the_hub_is_told_and_the_files_stay(hub: FakeHub, tmp_path: Path):
    hub.full = True
    done = upload(hub, tmp_path)
    assert done.returncode == 3
    assert "Storage limit reached" in done.stdout + done.stderr
    assert (tmp_path / "train" / "hf" / "README.md").exists()
