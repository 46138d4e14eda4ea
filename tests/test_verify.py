"""`verify` holds a run against its sources: an honest run passes, and each way of tampering is found and named."""

import importlib.util
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.run_folder import RunFolder, earlier_run

Tamper = Callable[[Path, RunFolder], None]

HAS_PARQUET = importlib.util.find_spec("pyarrow") is not None


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and one run over them."""
    place = tmp_path_factory.mktemp("verify")
    shutil.copytree(Path(script.HERE) / "markdown_docs", place / "docs")
    formats = "messages,rag,hf" if HAS_PARQUET else "messages,rag"
    script.generate(docs=str(place / "docs"), output=place / "out", no_llm=True, format=formats, num_pairs=50)
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


def lines_of(run: RunFolder) -> list[dict]:
    return [json.loads(line) for line in (run.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def edit_pair(change: Callable[[dict], None], which: Callable[[dict], bool] = bool) -> Tamper:
    def tamper(place: Path, run: RunFolder) -> None:
        number = next(number for number, pair in enumerate(lines_of(run)) if which(pair))
        edit_line(run.folder / "pairs.jsonl", number, change)

    return tamper


def edit_manifest(change: Callable[[dict], object]) -> Tamper:
    def tamper(place: Path, run: RunFolder) -> None:
        path = run.folder / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        change(manifest)
        path.write_text(json.dumps(manifest), encoding="utf-8")

    return tamper


def swap_sections(place: Path, run: RunFolder) -> None:
    """Two sections of one document change their ids: both are known, and neither is where its pair says."""
    pairs = [pair for pair in lines_of(run) if len(pair["sections"]) == 1]
    first = pairs[0]["sections"][0]
    other = next(
        one["sections"][0]
        for one in pairs
        if one["sections"][0]["document"] == first["document"] != "" and one["sections"][0]["id"] != first["id"]
    )
    names = {first["id"]: other["id"], other["id"]: first["id"]}
    for number, pair in enumerate(lines_of(run)):
        if any(part["id"] in names for part in pair["sections"]):
            edit_line(
                run.folder / "pairs.jsonl",
                number,
                lambda pair: [part.update(id=names.get(part["id"], part["id"])) for part in pair["sections"]],
            )


def take_every_section_along(place: Path, run: RunFolder) -> None:
    """All pairs of one section change their side, in pairs.jsonl alone."""
    section = lines_of(run)[0]["sections"][0]["id"]
    other = {"train": "validation", "validation": "train"}
    for number, pair in enumerate(lines_of(run)):
        if pair["sections"][0]["id"] == section:
            edit_line(run.folder / "pairs.jsonl", number, lambda pair: pair.update(split=other[pair["split"]]))


def lose_hub_file(place: Path, run: RunFolder) -> None:
    (run.folder / "hf" / "messages" / "train.parquet").unlink()


def lose_rejected(place: Path, run: RunFolder) -> None:
    (run.folder / "rejected.jsonl").unlink()


def other_reason(place: Path, run: RunFolder) -> None:
    edit_line(run.folder / "rejected.jsonl", 0, lambda pair: pair.update(reason="it was ugly"))


def invent_conversation(place: Path, run: RunFolder) -> None:
    conversations = json.loads(run.train.read_text(encoding="utf-8"))
    conversations[3][-1]["content"] += " Bananas are blue."
    run.train.write_text(json.dumps(conversations), encoding="utf-8")


def break_rejected(place: Path, run: RunFolder) -> None:
    (run.folder / "rejected.jsonl").write_text("{" * 100_000, encoding="utf-8")


TAMPERED: dict[str, tuple[Tamper, str]] = {
    "a quote at other offsets": (move_quote, "evidence: .*is not there; it stands at"),
    "a quote from nowhere": (invent_quote, "evidence: .*it stands nowhere in the document"),
    "a document that has changed": (change_document, r"documents: .*has changed since; pairs that it affects: \d+"),
    "a document that is gone": (lose_document, "documents: .*cannot be found or read"),
    "a section on both sides": (leak, "split: .*is on both sides"),
    "a pair given twice": (repeat_pair, "duplicates: .*two pairs ask the same"),
    "a conversation left out": (lose_conversation, "counts: train conversations"),
    "an empty answer": (empty_answer, "rows: train.*row 6"),
    "a dataset file that is no JSON": (break_dataset, "rows: validation.*cannot be read"),
    "a line that is no JSON": (break_line, "rows: pairs.jsonl, row 1: the line is no JSON"),
    "a row of another format left out": (lose_format_row, r"rows: rag train: the manifest says (\d+) rows"),
    "a row of another format emptied": (empty_format_row, "rows: messages train, row 3: says nothing"),
    "two section ids swapped": (swap_sections, "sections: .* stands at other lines"),
    "a section on the other side": (take_every_section_along, "split: .*on which the manifest does not put section"),
    "another hash in the manifest": (
        edit_manifest(lambda manifest: manifest["documents"][0].update(sha256="0" * 64)),
        "documents: .*SHA-256 the manifest names",
    ),
    "a document the manifest does not know": (
        edit_manifest(lambda manifest: manifest["documents"].append({"path": "x.md", "sha256": "0"})),
        "documents: x.md: cannot be found",
    ),
    "another reason in rejected.jsonl": (other_reason, "counts: rejected.jsonl: lists .*, the manifest says"),
    "rejected.jsonl lost": (lose_rejected, "rows: rejected.jsonl: cannot be read"),
    "rejected.jsonl broken": (break_rejected, "rows: rejected.jsonl: cannot be read"),
    "a reasoning step removed": (
        edit_pair(lambda pair: pair["reasoning_steps"].pop()),
        "rows: train.*lacks the conversation of pair",
    ),
    "an answer changed": (edit_pair(lambda pair: pair.update(answer="Bananas.")), "rows: train.*lacks the conversation of pair"),
    "a conversation changed": (invent_conversation, "rows: train.*row 4: is not what any pair says"),
    "an image outside of the run": (
        edit_pair(lambda pair: pair.update(images=["../../../../../../etc/passwd"])),
        "images: .*not in the run",
    ),
    "a file of the hub folder lost": (lose_hub_file, "rows: hf/messages train: the manifest says"),
    "other lines of a section": (
        edit_pair(lambda pair: pair["sections"][0].update(start_line=1, end_line=1)),
        "sections: .*other lines",
    ),
    "offsets of another kind": (
        edit_pair(lambda pair: pair["evidence"][0].update(start="3")),
        "row 1: the row holds a value of another type",
    ),
    "offsets before the file": (edit_pair(lambda pair: pair["evidence"][0].update(start=-3)), "evidence: .*is not there"),
    "a count that is not true": (lie_in_manifest, "counts: kept pairs of fact_based.*\n.*counts: sections|counts: sections"),
}


def test_a_run_that_was_merged_verifies_and_reports(finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run = earlier_run("latest", finished / "out")
    assert run and script.main(["merge", "-q", str(run.folder), "--output", str(tmp_path / "merged")]) == 0
    assert script.main(["verify", "latest", "-q", "--output", str(tmp_path / "merged")]) == 0, capsys.readouterr().out
    assert script.main(["report", "latest", "--output", str(tmp_path / "merged")]) == 0


WEIRD = [None, [], {}, "x", 3, {"train": "x", "validation": None, "path": []}, [None, 1, {"path": 1}], True]


@pytest.mark.parametrize(
    "name", ["options", "counts", "documents", "split", "merged", "counts.funnel", "counts.formats", "counts.pairs"]
)
def test_no_manifest_makes_verify_itself_fail(name: str, finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    shutil.copytree(finished, tmp_path / "copy")
    run = earlier_run("latest", tmp_path / "copy" / "out")
    assert run
    before = (run.folder / "manifest.json").read_text(encoding="utf-8")
    shutil.rmtree(tmp_path / "copy" / "docs")
    (tmp_path / "copy" / "docs").mkdir()
    (tmp_path / "copy" / "docs" / "a.md").write_text("# A\n\nA kettle is a vessel.\n")
    for value in WEIRD:
        manifest = json.loads(before)
        *outer, last = name.split(".")
        (manifest[outer[0]] if outer else manifest)[last] = value
        (run.folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        assert verified(tmp_path / "copy", capsys)[0] == 1


@pytest.mark.parametrize("name", ["docs", "include", "chunk_size"])
def test_a_manifest_that_cannot_tell_its_documents_is_told_in_two_lines(name: str, finished: Path, tmp_path: Path):
    shutil.copytree(finished, tmp_path / "copy")
    run = earlier_run("latest", tmp_path / "copy" / "out")
    assert run
    edit_manifest(lambda manifest: manifest["options"].update({name: {"x": 1}}))(tmp_path, run)
    assert script.main(["verify", str(run.folder), "-q"]) == 2


def test_new_documents_beside_those_of_the_run_are_no_fault(finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    shutil.copytree(finished, tmp_path / "copy")
    (tmp_path / "copy" / "docs" / "new.md").write_text("# New\n\nA kettle is a vessel.\n")
    code, told = verified(tmp_path / "copy", capsys)
    assert code == 0 and "1 document(s) at hand are no part of the run, new.md among them." in told


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_and_named(what: str, finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    if what == "a file of the hub folder lost" and not HAS_PARQUET:
        pytest.skip("could not import 'pyarrow'")
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
