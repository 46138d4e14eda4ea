"""`verify` holds a run against its sources: an honest run passes, and each way of tampering is found and named."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.run_folder import RunFolder, earlier_run

Tamper = Callable[[Path, RunFolder], None]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and one run over them."""
    place = tmp_path_factory.mktemp("verify")
    shutil.copytree(Path(script.HERE) / "markdown_docs", place / "docs")
    script.generate(docs=str(place / "docs"), output=place / "out", no_llm=True, format="messages,rag")
    return place


def verified(place: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = script.main(["verify", "latest", "--output", str(place / "out"), "--docs", str(place / "docs"), *more])
    return code, capsys.readouterr().out


def test_a_run_as_it_was_written_passes(finished: Path, capsys: pytest.CaptureFixture[str]):
    code, told = verified(finished, capsys)
    assert code == 0 and "everything holds" in told
    run = earlier_run("latest", finished / "out")
    assert run and f"{len((run.folder / 'pairs.jsonl').read_text(encoding='utf-8').splitlines())} read" in told


def edit_line(path: Path, number: int, change: Callable[[dict], None]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[number])
    change(record)
    lines[number] = json.dumps(record, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def move_quote(place: Path, run: RunFolder) -> None:
    edit_line(run.folder / "pairs.jsonl", 3, lambda pair: pair["evidence"][0].update(start=1, end=9))


def invent_quote(place: Path, run: RunFolder) -> None:
    edit_line(run.folder / "pairs.jsonl", 3, lambda pair: pair["evidence"][0].update(quote="Bananas are blue."))


def change_document(place: Path, run: RunFolder) -> None:
    pair = json.loads((run.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()[0])
    file = place / "docs" / pair["sections"][0]["document"]
    file.write_text("One more line.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


def lose_document(place: Path, run: RunFolder) -> None:
    pair = json.loads((run.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (place / "docs" / pair["sections"][0]["document"]).unlink()


def leak(place: Path, run: RunFolder) -> None:
    lines = (run.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    sections = [json.loads(line)["sections"][0]["id"] for line in lines]
    number = next(number for number, section in enumerate(sections) if sections.count(section) > 1)
    other = {"train": "validation", "validation": "train"}
    edit_line(run.folder / "pairs.jsonl", number, lambda pair: pair.update(split=other[pair["split"]]))


def repeat_pair(place: Path, run: RunFolder) -> None:
    path = run.folder / "pairs.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[0]]) + "\n", encoding="utf-8")


def lose_conversation(place: Path, run: RunFolder) -> None:
    conversations = json.loads(run.train.read_text(encoding="utf-8"))
    run.train.write_text(json.dumps(conversations[1:]), encoding="utf-8")


def empty_answer(place: Path, run: RunFolder) -> None:
    conversations = json.loads(run.train.read_text(encoding="utf-8"))
    conversations[5][-1]["content"] = ""
    run.train.write_text(json.dumps(conversations), encoding="utf-8")


def break_dataset(place: Path, run: RunFolder) -> None:
    run.validation.write_text("[[", encoding="utf-8")


def break_line(place: Path, run: RunFolder) -> None:
    path = run.folder / "pairs.jsonl"
    path.write_text("{" + path.read_text(encoding="utf-8"), encoding="utf-8")


def lie_in_manifest(place: Path, run: RunFolder) -> None:
    path = run.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["counts"]["funnel"]["fact_based"]["kept"] += 1
    manifest["counts"]["sections"] += 1
    path.write_text(json.dumps(manifest), encoding="utf-8")


def lose_format_row(place: Path, run: RunFolder) -> None:
    path = run.folder / "rag" / "train.jsonl"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")


def empty_format_row(place: Path, run: RunFolder) -> None:
    edit_line(run.folder / "messages" / "train.jsonl", 2, lambda row: row.update(messages=[]))


TAMPERED: dict[str, tuple[Tamper, str]] = {
    "a quote at other offsets": (move_quote, "evidence: .*is not there; it stands at"),
    "a quote from nowhere": (invent_quote, "evidence: .*it stands nowhere in the document"),
    "a document that has changed": (change_document, r"documents: .*has changed since; it affects \d+ pair"),
    "a document that is gone": (lose_document, "documents: .*cannot be found or read"),
    "a section on both sides": (leak, "split: .*is on both sides"),
    "a pair given twice": (repeat_pair, "duplicates: .*two pairs ask the same"),
    "a conversation left out": (lose_conversation, "counts: train conversations"),
    "an empty answer": (empty_answer, "rows: train.*row 6"),
    "a dataset file that is no JSON": (break_dataset, "rows: validation.*cannot be read"),
    "a line that is no JSON": (break_line, "rows: pairs.jsonl, row 1: the line is no JSON"),
    "a row of another format left out": (lose_format_row, r"rows: rag train: the manifest says (\d+) rows"),
    "a row of another format emptied": (empty_format_row, "rows: messages train, row 3: says nothing"),
    "a count that is not true": (lie_in_manifest, "counts: kept pairs of fact_based.*\n.*counts: sections|counts: sections"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_and_named(what: str, finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    tamper, expected = TAMPERED[what]
    shutil.copytree(finished, tmp_path / "copy")
    run = earlier_run("latest", tmp_path / "copy" / "out")
    assert run
    tamper(tmp_path / "copy", run)
    code, told = verified(tmp_path / "copy", capsys, "--verbose")
    assert code == 1
    assert re.search(expected, told), told


def test_any_file_of_pairs_can_be_verified_and_rows_without_evidence_are_told(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "foreign.jsonl").write_text('{"question": "Why?", "answer": "So."}\n{"x": 1}\n', encoding="utf-8")
    code = script.main(["verify", str(tmp_path / "foreign.jsonl"), "--docs", str(finished / "docs")])
    told = capsys.readouterr().out
    assert code == 1 and "row 2: the row has none of the known shapes" in told and "carry no evidence" in told


def test_what_is_no_run_and_no_file_is_told_in_two_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert script.main(["verify", str(tmp_path / "nothing")]) == 2
    assert "does not exist" in capsys.readouterr().err
