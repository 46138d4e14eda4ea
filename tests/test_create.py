"""`create`: the main job without curation, for all question types or for those of one task."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, pair, pairs, quoting, user_text
from pictures import png

import generate_synthetic_data as script

TEXT = """# Kettle guide

A kettle is a vessel that heats water until it boils and then switches itself off.

The lid must stay closed while the water heats, and at most 1.7 litres fit into the vessel.

Steam escapes through the spout because the water expands when it boils inside the vessel.
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "kettle.md").write_text(TEXT)
    return tmp_path / "docs"


def create(*arguments: object) -> int:
    return script.main(["create", "-q", *map(str, arguments)])


def only(output: Path, pattern: str) -> Path:
    (found,) = output.glob(pattern)
    return found


def lines(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in only(output, "run-*/pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def test_without_a_type_it_is_the_main_job_on_the_sources_named(docs: Path, tmp_path: Path):
    assert create(docs, "--no-llm", "--output", tmp_path / "out") == 0
    assert script.main(["-q", "--no-llm", "--docs", str(docs), "--output", str(tmp_path / "main")]) == 0
    assert lines(tmp_path / "out") == lines(tmp_path / "main") and lines(tmp_path / "out")


def test_sources_may_be_files_between_flags(samples: Path, tmp_path: Path):
    guides = [samples / "rust-book" / "ch01-03-hello-cargo.md", samples / "prometheus-docs" / "introduction" / "glossary.md"]
    assert create("--no-llm", guides[0], "--output", tmp_path / "out", guides[1]) == 0
    manifest = json.loads(only(tmp_path / "out", "run-*/manifest.json").read_text(encoding="utf-8"))
    assert [entry["path"] for entry in manifest["documents"]] == ["ch01-03-hello-cargo.md", "glossary.md"]


@pytest.mark.parametrize("task", ["qa", "summary", "cot"])
def test_a_task_asks_its_own_question_types_only(task: str, samples: Path, tmp_path: Path):
    page = tmp_path / "kettle.md"
    page.write_text(
        "# Kettle guide\n\n## Benefits\n\n- The kettle boils fast.\n- The kettle saves power.\n- The kettle is quiet.\n"
    )
    assert create(samples / "prometheus-docs", page, "--type", task, "--no-llm", "--output", tmp_path / "out") == 0
    found = lines(tmp_path / "out")
    summaries = [pair["question_type"] in ("section_summary", "summarization") for pair in found]
    assert found and (all(summaries) if task == "summary" else not any(summaries))
    assert task != "cot" or all(pair["difficulty"] != "easy" for pair in found)


def test_cot_writes_every_answer_once_with_all_its_steps(samples: Path, tmp_path: Path):
    assert create(samples / "rust-book", "--type", "cot", "--no-llm", "--output", tmp_path / "out", "--train-ratio", "1") == 0
    (conversations,) = [json.loads(file.read_text(encoding="utf-8")) for file in (tmp_path / "out").glob("train-*.json")]
    found = lines(tmp_path / "out")
    assert len(conversations) == len(found)
    for pair_, (_, answer) in zip(found, conversations, strict=True):
        assert answer["content"] == f"{' '.join(pair_['reasoning_steps'])}\n{pair_['answer']}"
    assert create(samples / "rust-book", "--type", "cot", "--cot", "none", "--no-llm", "--output", tmp_path / "bare") == 0
    (first, *_) = json.loads(next((tmp_path / "bare").glob("train-*.json")).read_text(encoding="utf-8"))
    assert first[1]["content"] in {pair_["answer"] for pair_ in lines(tmp_path / "bare")}


def about_the_image(body: dict[str, Any]) -> dict[str, Any]:
    if "# Task: " not in user_text(body):
        return chat("Red.")
    return chat(pairs(pair("In the picture of the kettle, which colour fills it?", "![the kettle](kettle.png)", "Grey fills it.")))


def test_multimodal_qa_asks_about_images_and_keeps_them_in_the_rows(docs: Path, tmp_path: Path):
    (docs / "kettle.png").write_bytes(png(64, 64))
    (docs / "kettle.md").write_text(TEXT + "\n![the kettle](kettle.png)\n")
    with FakeServer(about_the_image) as server:
        assert create(docs, "--type", "multimodal-qa", "--base-url", server.url, "--output", tmp_path / "out") == 0
    (found,) = lines(tmp_path / "out")
    assert found["question_type"] == "image_understanding" and len(found["images"]) == 1
    assert (only(tmp_path / "out", "run-*") / found["images"][0]).exists()


def test_multimodal_qa_without_a_model_or_without_images_in_the_rows_is_refused(docs: Path, capsys: pytest.CaptureFixture[str]):
    assert create(docs, "--type", "multimodal-qa", "--no-llm") == 2
    assert "needs a model that takes images" in capsys.readouterr().err
    assert create(docs, "--type", "multimodal-qa", "--base-url", "http://127.0.0.1:9/v1", "--images", "text") == 2
    assert "--images keep" in capsys.readouterr().err


def test_multimodal_qa_with_a_model_that_takes_no_images_is_refused(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (docs / "kettle.png").write_bytes(png(64, 64))
    (docs / "kettle.md").write_text(TEXT + "\n![the kettle](kettle.png)\n")

    def blind(body: dict[str, Any]) -> Any:
        return (400, {"error": {"message": "this model takes no images"}}) if "image_url" in json.dumps(body) else quoting(body)

    with FakeServer(blind) as server:
        assert create(docs, "--type", "multimodal-qa", "--base-url", server.url, "--output", tmp_path / "out") == 2
    assert "takes no images" in capsys.readouterr().err


def test_no_pair_at_all_is_told_and_gives_exit_code_3(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with FakeServer() as server:
        arguments = [docs, "--type", "multimodal-qa", "--base-url", server.url, "--output", tmp_path / "out"]
        assert script.main(["create", *map(str, arguments)]) == 3
    assert "No pair came out" in capsys.readouterr().out
    assert server.bodies == []


@pytest.mark.parametrize("word", ["--preview", "--dry-run"])
def test_a_preview_writes_nothing(word: str, docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert script.main(["create", str(docs), "--type", "summary", "--no-llm", word, "--output", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "section_summary" in told and "fact_based" not in told and "nothing: this was a dry run" in told
    assert not (tmp_path / "out").exists()


def test_what_contradicts_itself_is_refused(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert create(docs, "--docs", docs, "--no-llm") == 2
    assert "both as SOURCE and with --docs" in capsys.readouterr().err
    assert create(docs, "--type", "qa", "--types", "fact_based", "--no-llm") == 2
    assert "--type and --types" in capsys.readouterr().err
    with pytest.raises(SystemExit):  # judging is another stage
        create(docs, "--curate", "--no-llm")


def test_a_prompts_folder_without_the_types_of_a_task_is_told(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    prompts = tmp_path / "prompts"
    shutil.copytree(script.HERE / "prompts", prompts)
    for name in ("section_summary", "summarization", "document_summary"):
        (prompts / "questions" / f"{name}.md").unlink()
    assert create(docs, "--type", "summary", "--prompts", prompts, "--no-llm", "--output", tmp_path / "out") == 2
    assert "holds no question type for --type summary" in capsys.readouterr().err


def test_the_options_of_a_run_that_was_judged_are_taken_without_the_judging(docs: Path, tmp_path: Path):
    (tmp_path / "run.yaml").write_text("curate: 7\nno_llm: true\ncanaries: 3\n")
    assert create(docs, "--config", tmp_path / "run.yaml", "--output", tmp_path / "out") == 0
    manifest = json.loads(only(tmp_path / "out", "run-*/manifest.json").read_text(encoding="utf-8"))
    assert (manifest["options"]["curate"], manifest["options"]["canaries"]) == (0, 0)
