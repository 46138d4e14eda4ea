"""The main job's --format and the command save-as: the same files from both, from runs as from files of others, and plain words."""

import json
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.errors import UserError
from synthetic_data.formats.table import read

DATA = "jsonl messages prompt-completion alpaca sharegpt chatml chatml-messages rag cpt mcq".split()


def run(*arguments: object) -> int:
    return script.main([str(argument) for argument in arguments])


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("samples")
    formats = ("--format", ",".join(DATA), "--distractors", 1, "--trainer", "trl,axolotl")
    assert run("--no-llm", "-q", "--output", output, *formats) == 0
    return output


@pytest.fixture
def run_folder(output: Path) -> Path:
    (folder,) = output.glob("run-*")
    return folder


def test_save_as_gives_the_very_files_that_the_main_job_gave(run_folder: Path, tmp_path: Path):
    flags = ("--format", ",".join(DATA), "--trainer", "trl,axolotl", "--output", tmp_path)
    assert run("save-as", run_folder, "-q", *flags) == 0
    ours = files_in(tmp_path)
    assert len(ours) > 2 * len(DATA)
    assert {name: data for name, data in files_in(run_folder).items() if "/" in name} == ours


def test_the_manifest_and_the_last_lines_tell_the_rows_of_each_format(run_folder: Path, tmp_path: Path, capsys):
    counts = json.loads((run_folder / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert counts["formats"]["messages"] == {**counts["conversations"], "pairs_without_a_row": 0}
    assert counts["formats"]["jsonl"] == {**counts["pairs"], "pairs_without_a_row": 0}
    assert run("save-as", run_folder, "--format", "mcq", "--output", tmp_path) == 0
    told = capsys.readouterr().out
    lacking = counts["formats"]["mcq"]["pairs_without_a_row"]
    assert lacking and f"{lacking:,} pairs gave no row: no honest wrong answers" in told


def test_latest_is_the_newest_run_of_the_folder_named_and_it_is_told_which(output: Path, run_folder: Path, capsys):
    for command in (["save-as", "latest", "--format", "jsonl"], ["merge", "latest"]):
        assert run(*command, "--output", output, "--dry-run") == 0
        assert str(run_folder) in capsys.readouterr().out


def test_a_run_is_written_as_it_was_made_unless_flags_say_otherwise(docs_run: Path, tmp_path: Path):
    run("save-as", docs_run, "-q", "--format", "messages", "--output", tmp_path / "a")
    run("save-as", docs_run, "-q", "--format", "messages", "--output", tmp_path / "b", "--cot", "none", "--system", "Kurz.")
    as_made = list(read("messages", tmp_path / "a/messages/train.jsonl"))
    changed = list(read("messages", tmp_path / "b/messages/train.jsonl"))
    assert {len(row["messages"]) for row in as_made} == {2} and "<think>" in as_made[0]["messages"][1]["content"]
    assert changed[0]["messages"][0] == {"role": "system", "content": "Kurz."}
    assert "<think>" not in changed[0]["messages"][2]["content"]


@pytest.fixture
def docs_run(tmp_path: Path) -> Path:
    """A small run of its own, from documents that a test may change."""
    docs = tmp_path / "docs"
    docs.mkdir()
    lines = ["# Kettle guide", "", "| Setting | Default | Description |", "|---|---|---|"]
    lines += [f"| `{name}` | 4 | The {name} of the kettle in units |" for name in ("heat", "volume", "time", "mass")]
    (docs / "kettle.md").write_text("\n".join(lines) + "\n")
    output = tmp_path / "output"
    flags = ("--cot", "all", "--cot-style", "think", "--train-ratio", 1)
    assert run("--no-llm", "-q", "--docs", docs, "--output", output, *flags) == 0
    (folder,) = output.glob("run-*")
    return folder


def test_rag_of_a_run_whose_documents_changed_says_what_to_do(docs_run: Path, tmp_path: Path, capsys):
    assert run("save-as", docs_run, "-q", "--format", "rag") == 0
    (tmp_path / "docs" / "kettle.md").write_text("# Something else\n\nIt is not what the pairs speak of.\n")
    assert run("save-as", docs_run, "-q", "--format", "rag") == 2
    error = capsys.readouterr().err
    assert "None of the sections" in error and "--docs" in error


FOREIGN = {"messages": [{"role": role, "content": f"{role} ß"} for role in ("system", "user", "assistant")]}


def test_a_file_of_others_gets_sides_by_its_questions_and_what_holds_no_pair_is_counted(tmp_path: Path, capsys):
    rows = [{"question": f"Was ist {number // 2}?", "answer": f"Zahl {number}"} for number in range(40)]
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join(map(json.dumps, [*rows, {"text": "nothing"}])) + "\n")
    assert run("save-as", file, "--format", "jsonl", "--train-ratio", "0.75") == 3
    train, validation = ([row["question"] for row in read("jsonl", path)] for path in sorted((tmp_path / "mine/jsonl").iterdir()))
    assert (len(train), len(validation)) == (30, 10)
    assert not set(train) & set(validation)
    assert "one row without a pair" in (told := capsys.readouterr().out) and "row 41" in told and "40 pairs named no side" in told


def test_files_named_after_a_side_stay_on_it_and_keep_their_system_text(tmp_path: Path):
    (tmp_path / "validation.jsonl").write_text(json.dumps(FOREIGN) + "\n")
    assert run("save-as", tmp_path, "-q", "--format", "messages", "--output", tmp_path / "out") == 0
    assert list(read("messages", tmp_path / "out/messages/validation.jsonl")) == [FOREIGN]
    assert not (tmp_path / "out/messages/train.jsonl").exists()


def test_from_python_the_result_tells_the_rows_of_each_format(tmp_path: Path):
    result = script.generate(no_llm=True, output=tmp_path, format="messages,mcq", sample=8)
    assert result.formats["messages"]["train"] == result.conversations["train"] > 0
    assert (result.folder / "messages" / "train.jsonl").exists()


def test_a_format_that_cannot_be_written_takes_nothing_back_of_the_run(tmp_path: Path, monkeypatch, caplog):
    def full(*_: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr("synthetic_data.commands.main_job.write_formats", full)
    assert run("--no-llm", "-q", "--output", tmp_path, "--format", "messages", "--sample", 4) == 3
    (folder,) = tmp_path.glob("run-*")
    assert (folder / "manifest.json").exists() and "The disk is full" in caplog.text


def test_a_dry_run_tells_the_rows_and_writes_nothing(run_folder: Path, tmp_path: Path, capsys):
    assert run("save-as", run_folder, "--format", "messages", "--output", tmp_path, "--dry-run") == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_trainer_without_a_format_of_its_own_gets_the_one_it_likes(run_folder: Path, tmp_path: Path):
    assert run("save-as", run_folder, "-q", "--format", "jsonl", "--trainer", "llama-factory", "--output", tmp_path) == 0
    assert {path.name for path in (tmp_path / "sharegpt").iterdir()} == {
        "train.json", "validation.json", "dataset_info.json", "llama-factory.yaml",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "mesages"), "mesages: unknown"),
        ((), "needs to know the format"),
        (("--format", "jsonl", "--trainer", "unsloth"), "unsloth: unknown"),
        (("--format", "jsonl", "--max-length", 3), "must be at least 16"),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_written(arguments, words, run_folder: Path, capsys):
    before = files_in(run_folder)
    assert run("save-as", run_folder, *arguments) == 2
    assert words in capsys.readouterr().err
    assert files_in(run_folder) == before


def test_what_is_neither_run_nor_file_is_told(tmp_path: Path, capsys):
    assert run("save-as", tmp_path / "none", "--format", "jsonl") == 2
    assert run("save-as", tmp_path, "--format", "jsonl") == 2
    (tmp_path / "empty.json").write_text("[]")
    assert run("save-as", tmp_path / "empty.json", "--format", "jsonl") == 2
    error = capsys.readouterr().err
    assert "no run and no file" in error and "is no run" in error and "holds no pair" in error


def test_the_main_job_checks_formats_before_it_reads_anything(tmp_path: Path, capsys):
    assert run("--no-llm", "--docs", tmp_path / "none", "--output", tmp_path, "--format", "xml") == 2
    assert "xml: unknown" in capsys.readouterr().err
