"""Canaries measure the gates and never reach the output; unanswerable questions are asked where the evidence is really gone."""

import json
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, user_text

import generate_synthetic_data as script
from synthetic_data.curate.agreement import content, words
from synthetic_data.curate.canaries import KINDS


def job(output: Path, samples: Path, *arguments: object) -> int:
    return script.main(["-q", "--no-llm", "--docs", str(samples), "--output", str(output), *map(str, arguments)])


def read(output: Path, name: str) -> Any:
    text = max(output.glob(f"run-*/{name}"), key=lambda path: path.parent.name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else [json.loads(line) for line in text.splitlines()]


def test_the_gates_are_measured_with_canaries_that_leave_no_trace_in_the_output(samples: Path, tmp_path: Path):
    job(tmp_path / "plain", samples)
    job(tmp_path / "canaries", samples, "--canaries", 40)
    assert read(tmp_path / "plain", "pairs.jsonl") == read(tmp_path / "canaries", "pairs.jsonl")
    assert read(tmp_path / "plain", "rejected.jsonl") == read(tmp_path / "canaries", "rejected.jsonl")
    told = read(tmp_path / "canaries", "manifest.json")["engine"]["curation"]["calibration"]
    assert sum(told[kind]["made"] for kind in KINDS) == 40 and min(told[kind]["made"] for kind in KINDS) >= 3
    foreign = told["a question the section can't answer"]
    assert foreign["gates"] == foreign["made"]  # its quotes stand elsewhere
    assert told["a number changed"]["gates"] >= 2
    assert told["good pairs (dropped)"]["gates"] <= 1


def test_a_judge_is_measured_beside_the_gates(samples: Path, tmp_path: Path):
    def judge(body: dict[str, Any]) -> Any:
        text = user_text(body)
        rows = []
        for number, part in enumerate(text.split("\n## Pair ")[1:], 1):
            accuracy = 2 if " not " in part.split("Answer:")[1] else 9
            rows.append({"pair": number, "accuracy": accuracy, "relevance": 9, "clarity": 9, "usefulness": 9})
        return chat(json.dumps({"scores": rows}))

    with FakeServer(judge) as server:
        job(tmp_path / "out", samples, "--canaries", 20, "--curate", "--judge-base-url", server.url)
    told = read(tmp_path / "out", "manifest.json")["engine"]["curation"]
    assert told["calibration"]["a negation"]["judge"] >= 2 > told["calibration"]["a number changed"]["judge"]
    assert told["judged"] == len(read(tmp_path / "out", "pairs.jsonl")) + sum(
        pair["reason"].startswith("judged") for pair in read(tmp_path / "out", "rejected.jsonl")
    )
    assert not any("canary" in json.dumps(pair) for pair in read(tmp_path / "out", "pairs.jsonl"))


def test_unanswerable_questions_make_up_the_share_and_their_answers_are_really_gone(samples: Path, tmp_path: Path):
    job(tmp_path / "out", samples, "--unanswerable", 0.1)
    pairs = read(tmp_path / "out", "pairs.jsonl")
    flagged = [pair for pair in pairs if "unanswerable" in pair["flags"]]
    assert 0 < len(flagged) <= round(0.1 * len(pairs)) + 1
    for pair in flagged:
        section = pair["sections"][0]
        source = (samples / section["document"]).read_text(encoding="utf-8-sig").splitlines()
        text = "\n".join(source[section["start_line"] - 1 : section["end_line"]])
        absent = pair["reasoning_steps"][1].split("“")[1].split("”")[0]
        assert not content([absent]) & content(words(text))
        assert pair["answer"].endswith("does not answer that.") and pair["evidence"][0]["quote"] in text
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out"), "--docs", str(samples)]) == 0


def test_a_total_counts_the_unanswerable_ones_in(samples: Path, tmp_path: Path):
    assert job(tmp_path / "out", samples, "--num-pairs", 40, "--unanswerable", 0.05) == 0
    pairs = read(tmp_path / "out", "pairs.jsonl")
    assert len(pairs) == 40 and sum("unanswerable" in pair["flags"] for pair in pairs) == 2


@pytest.mark.parametrize("flags", [["--unanswerable", "0.9"], ["--canaries", "-1"], ["--curate", "11"], ["--drop-known"]])
def test_values_that_make_no_sense_are_told(flags: list[str], samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert job(tmp_path / "out", samples, *flags) == 2
    assert "Fix:" in capsys.readouterr().err


def test_unanswerable_questions_never_ask_the_same_twice(tmp_path: Path):
    (tmp_path / "docs").mkdir()
    parts = ["# The kitchen", "## Old ones", "A kettle is a vessel that heats water until it boils and then switches itself off."]
    parts += ["## Modern ones", "A kettle is a jug of glass with sensors, lamps and a radio that reports over the network."]
    filler = "Plants on the balcony want light in the morning hours and shade later, because leaves burn easily in June. "
    parts += ["## Beside", filler * 3]
    (tmp_path / "docs" / "kitchen.md").write_text("\n\n".join(parts) + "\n")
    job(tmp_path / "out", tmp_path / "docs", "--unanswerable", 0.5, "--chunk-size", 50, "--chunk-overlap", 0)
    asked = [pair["question"] for pair in read(tmp_path / "out", "pairs.jsonl") if "unanswerable" in pair["flags"]]
    assert len(asked) == len(set(asked)) > 0
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out"), "--docs", str(tmp_path / "docs")]) == 0


def test_a_source_full_of_numbers_leaves_no_wrong_one_to_put_in():
    from synthetic_data.curate.canaries import spoilt_number
    from synthetic_data.records import Evidence, Pair

    def numbered(answer: str, quote: str) -> Pair:
        return Pair("1", "How many?", answer, ("a", "b", "c"), "x", "easy", "en", (), (Evidence("a.md", quote, 0, 9),))

    full = numbered("It holds 5 of them.", " ".join(map(str, range(200))))
    assert spoilt_number(full, full) is None
    huge = numbered("It holds " + "9" * 5000, "x")
    assert spoilt_number(huge, huge) is None
