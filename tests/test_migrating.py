"""The page for people who come from other tools names only commands and flags that exist."""

import re
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.commands.stages import STAGES
from synthetic_data.formats.table import names

PAGE = (Path(script.HERE) / "docs" / "MIGRATING.md").read_text(encoding="utf-8")
ROWS = [re.split(r"(?<!\\)\|", line) for line in PAGE.splitlines() if line.startswith("| ")]
OURS = [row[2] for row in ROWS if "ours" not in row[2]] + [line for line in PAGE.splitlines() if not line.startswith("|")]
COMMANDS = [code for text in OURS for code in re.findall(r"`([^`]+)`", text)]


def help_of(stage: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        script.main([*([stage] if stage else []), "--help"])
    return capsys.readouterr().out


def flags_by_stage() -> dict[str, set[str]]:
    """The flags named with each subcommand; "" stands for the main job."""
    found: dict[str, set[str]] = {}
    for code in COMMANDS:
        first = code.split()[0]
        if first in {*STAGES, "ingest"} or first.startswith("--"):
            flags = re.findall(r"(?<![\w=-])--[a-z][a-z-]+", code)
            found.setdefault("" if first.startswith("--") else first, set()).update(flags)
    return found


@pytest.mark.parametrize("stage", sorted(flags_by_stage()))
def test_every_flag_on_the_page_is_one_of_its_command(stage: str, capsys: pytest.CaptureFixture[str]):
    if stage == "ingest" and stage not in STAGES:
        pytest.skip("ingest has not arrived yet")
    known = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of(stage, capsys)))
    assert flags_by_stage()[stage] - known == set()


def test_every_task_and_format_on_the_page_exists(capsys: pytest.CaptureFixture[str]):
    told = help_of("create", capsys)
    tasks = {task for code in COMMANDS for task in re.findall(r"--type (\S+)", code)}
    assert len(tasks) == 5 and all(task in told for task in tasks)
    formats = {name for code in COMMANDS for given in re.findall(r"--format (\S+)", code) for name in given.split(",")}
    assert len(formats) > 5 and formats <= set(names())


def test_every_prompt_file_on_the_page_exists():
    files = [code for code in COMMANDS if code.startswith("prompts/")]
    assert files and all((script.HERE / name).exists() for name in files)
