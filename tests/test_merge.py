"""`merge`: runs and files become one run; duplicates go, sides stay or are made again, no section is on both, all is counted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.formats.pairs import from_json, to_json
from synthetic_data.records import Evidence, Pair, SectionRef

TOPICS = "copper granite walnut saffron basalt linen amber cobalt".split()


def run(*arguments: object) -> int:
    return script.main([str(argument) for argument in arguments])


def pair(number: int, section: str, side: str, quotes: int = 1) -> Pair:
    topic = TOPICS[number]
    reference = SectionRef(section, "a.md", "0" * 64, ("A",), 1, 2)
    evidence = tuple(Evidence("a.md", f"{topic} melts", part, part + 5) for part in range(quotes))
    return Pair(
        f"{number:016x}", f"At what heat does {topic} melt?", f"{topic} melts at {number} degrees.", ("a", "b", "c"), "fact_based",
        "easy", "en", (reference,), evidence, split=side,
    )  # fmt: skip


def a_run(output: Path, day: int, pairs: list[Pair]) -> Path:
    folder = output / f"run-2026-01-{day:02}_00-00-00"
    folder.mkdir(parents=True)
    (folder / "pairs.jsonl").write_text("".join(to_json(entry) + "\n" for entry in pairs))
    options = {"docs": ["docs"], "include": [], "exclude": [], "chunk_size": 1500, "chunk_overlap": 100}
    (folder / "manifest.json").write_text(json.dumps({"options": options, "counts": {}}))
    return folder


def merged(output: Path) -> tuple[dict[str, Pair], list[dict], dict]:
    """The pairs that stayed by question, the lines of those that went, and the manifest."""
    folder = max(output.glob("run-20*"), key=lambda path: path.name)
    kept = [from_json(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    gone = [json.loads(line) for line in (folder / "rejected.jsonl").read_text().splitlines()]
    return {entry.question: entry for entry in kept}, gone, json.loads((folder / "manifest.json").read_text())


def test_the_better_grounded_of_two_pairs_that_ask_the_same_stays_and_the_other_is_kept_with_its_reason(tmp_path: Path, capsys):
    better = replace(pair(0, "s9", "train", quotes=2), id="f" * 16)
    first = a_run(tmp_path / "in", 1, [pair(0, "s0", "train"), pair(1, "s1", "validation")])
    second = a_run(tmp_path / "in", 2, [better, pair(2, "s2", "train")])
    assert run("merge", first, second, "--output", tmp_path / "out") == 0
    kept, gone, manifest = merged(tmp_path / "out")
    assert len(kept) == 3 and kept[better.question].id == better.id
    assert [line["reason"] for line in gone] == [f"asks the same as {better.id}"]
    assert manifest["counts"]["pairs"] == {"train": 2, "validation": 1}
    assert manifest["counts"]["conversations"] == {"train": 8, "validation": 4}
    assert [(entry["kept"], entry["duplicates"]) for entry in manifest["merged"]] == [(1, 1), (2, 0)]
    assert "2 pairs, 1 of them asked elsewhere, 1 kept" in capsys.readouterr().out


def test_sides_stay_but_a_section_that_two_runs_put_on_different_sides_goes_to_training_with_all_its_pairs(tmp_path: Path, capsys):
    first = a_run(tmp_path / "in", 1, [pair(0, "s0", "train"), pair(1, "s1", "validation")])
    second = a_run(tmp_path / "in", 2, [pair(2, "s0", "validation"), pair(3, "s0", "validation"), pair(4, "s4", "validation")])
    assert run("merge", first, second, "--output", tmp_path / "out") == 0
    kept, _, manifest = merged(tmp_path / "out")
    assert [entry.split for entry in kept.values()] == ["train", "validation", "train", "train", "validation"]
    assert manifest["counts"]["moved_to_training"] == 2
    assert "2 questions were moved to training" in capsys.readouterr().out


def test_a_run_that_was_split_by_question_keeps_its_sides(tmp_path: Path):
    first = a_run(tmp_path / "in", 1, [pair(0, "s0", "train"), pair(1, "s0", "validation")])
    assert run("merge", first, "-q", "--output", tmp_path / "out") == 0
    kept, _, manifest = merged(tmp_path / "out")
    assert [entry.split for entry in kept.values()] == ["train", "validation"]
    assert manifest["counts"]["moved_to_training"] == 0


def test_the_split_is_made_again_by_sections_on_request(tmp_path: Path):
    first = a_run(tmp_path / "in", 1, [pair(number, f"s{number // 2}", "train") for number in range(8)])
    assert run("merge", first, "-q", "--split-by", "section", "--train-ratio", 0.75, "--output", tmp_path / "out") == 0
    kept, _, _ = merged(tmp_path / "out")
    side = {entry.sections[0].id: entry.split for entry in kept.values()}
    assert sorted(side.values()) == ["train", "train", "train", "validation"]
    assert all(side[entry.sections[0].id] == entry.split for entry in kept.values())


def test_the_levels_of_a_conversation_file_are_no_duplicates_and_repeated_rows_count_once(tmp_path: Path, capsys):
    answers = ("100", "Step.\n100", "100")
    turns = [[{"role": "user", "content": "How hot?"}, {"role": "assistant", "content": answer}] for answer in answers]
    file = tmp_path / "train-old.json"
    file.write_text(json.dumps(turns))
    assert run("merge", file, "--output", tmp_path / "out") == 0
    (conversations,) = (tmp_path / "out").glob("train-synthetic-data-*.json")
    assert json.loads(conversations.read_text()) == turns[:2]
    assert "1 rows stood twice" in capsys.readouterr().out


def test_a_merged_run_can_be_saved_and_merged_again_with_its_system_texts(tmp_path: Path):
    row = {"messages": [{"role": role, "content": role.upper()} for role in ("system", "user", "assistant")]}
    file = tmp_path / "train.jsonl"
    file.write_text(json.dumps(row) + "\n")
    assert run("merge", file, "-q", "--output", tmp_path / "out", "--format", "messages") == 0
    folder = max((tmp_path / "out").glob("run-*"))
    assert json.loads((folder / "messages/train.jsonl").read_text()) == row
    assert run("save-as", folder, "-q", "--format", "sharegpt", "--output", tmp_path / "again") == 0
    (shared,) = json.loads((tmp_path / "again/sharegpt/train.json").read_text())
    assert shared["conversations"][0] == {"from": "system", "value": "SYSTEM"}


def test_rag_of_a_merged_run_finds_the_documents_of_both(tmp_path: Path):
    folders = []
    for name in ("kettle", "mower"):
        docs = tmp_path / name
        docs.mkdir()
        lines = [f"# {name.title()} guide", "", "| Setting | Default | Description |", "|---|---|---|"]
        lines += [f"| `{name}_{part}` | 4 | The {part} of the {name} |" for part in ("heat", "volume", "time", "mass")]
        (docs / f"{name}.md").write_text("\n".join(lines) + "\n")
        assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / name / "out", "--train-ratio", 1) == 0
        folders += (docs / "out").glob("run-*")
    assert run("merge", *folders, "-q", "--output", tmp_path / "out", "--format", "rag") == 0
    (folder,) = (tmp_path / "out").glob("run-*")
    shown = (folder / "rag/train.jsonl").read_text()
    assert "kettle_heat" in shown and "mower_heat" in shown
    assert run("save-as", folder, "-q", "--format", "rag", "--output", tmp_path / "again") == 0
    assert (tmp_path / "again/rag/train.jsonl").read_text() == shown


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path, capsys):
    first = a_run(tmp_path / "in", 1, [pair(0, "s0", "train")])
    assert run("merge", first, "--dry-run", "--output", tmp_path / "out") == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_source_that_is_none_is_told(tmp_path: Path, capsys):
    assert run("merge", tmp_path / "none") == 2
    assert "no run and no file" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run("merge")
