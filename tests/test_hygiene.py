"""Hygiene: personal data, benchmarks, earlier datasets, lengths, languages; everything dropped is counted and listed."""

import csv
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, pair, pairs
from hypothesis import given
from hypothesis import strategies as st

import generate_synthetic_data as script
from synthetic_data.errors import UserError
from synthetic_data.hygiene.benchmarks import Benchmarks
from synthetic_data.hygiene.lint import opener, opener_note

personal_data = pytest.importorskip("synthetic_data.hygiene.personal_data")
pytest.importorskip("phonenumbers")

CONTACTS = """# Contacts

The on-call engineer is reachable as ops.lead@acme-industries.com at any time of the day.

The hotline is a telephone line that answers at +49 30 901820 on every working day.
"""
KETTLES = """# Kettles

A kettle is a vessel that heats water until it boils and then switches itself off.

The lid must stay closed while the water heats, because steam escapes through an open lid.
"""


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Write to jane.doe@acme.io today.", ["email"]),
        ("Write to jane@example.com or me@host.invalid.", []),
        ("Call +49 30 901820 now.", ["phone"]),
        ("Version 1.2.3.4 runs at 192.168.0.1, 127.0.0.1 and 203.0.113.9.", []),
        ("The server is 93.184.216.34.", ["ip address"]),
        ("Pay with 4111 1111 1111 1111.", ["card"]),
        ("The hash is 4111 1111 1111 1112.", []),
        ("IBAN DE89 3704 0044 0532 0130 00", ["iban"]),
        ("IBAN DE88 3704 0044 0532 0130 00", []),
        ("AKIAIOSFODNN7EXAMPLE and sk-proj-abcdefghijklmnopqrstuvwx", ["key", "key"]),
        ("git clone git@github.com:org/repo.git", []),
        ("build f4111111111111111a of 0.4111111111111111 and 4111111111111111.5", []),
        ("On 2026-01-02 at 10:20:30 we sold 1,234,567 units.", []),
        ("sha256:6c3c624b58dbbcd3c0dd82b4c53f04194d1247c6eebdaab7c610cf7d66709b3b", []),
        ("::1 and fe80::1 are local, 2606:2800:220:1:248:1893:25c8:1946 is not", ["ip address"]),
    ],
)
def test_personal_data_is_found_by_shape_and_checksum(text: str, kinds: list[str]):
    found = personal_data.find(text)
    assert [one.kind for one in found] == kinds
    assert all(text[one.start : one.end] not in personal_data.masked(text) for one in found)
    assert len(personal_data.blacked(text)) == len(text)


PIECES = ["jane@acme.io", "4111111111111111", "+49 30 901820", "2606:2800:220:1:248:1893:25c8:1946"]
PIECES += ["DE89370400440532013000", "-----BEGIN PRIVATE KEY-----", "AKIAIOSFODNN7EXAMPLE", "93.184.216.34", "█", "[phone]"]


@given(st.lists(st.sampled_from(PIECES) | st.text(alphabet="0123456789+-.:@ aZ/[]", max_size=12), max_size=8))
def test_what_is_masked_or_blacked_holds_nothing_any_more_and_stays_as_it_is(pieces: list[str]):
    text = "".join(pieces)
    for hide in (personal_data.masked, personal_data.blacked):
        assert personal_data.find(hide(text)) == [] and hide(hide(text)) == hide(text)
    assert len(personal_data.blacked(text)) == len(text)
    found = personal_data.find(text)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize("flood", ["1", "1 ", "a.", "a@", "1.", "a:", "AB12", "+1 (", "-----BEGIN PRIVATE KEY-----", "jo@acme.io "])
def test_no_flood_of_anything_takes_long(flood: str):
    began = time.process_time()
    personal_data.find((flood * 20_000)[:60_000])
    assert time.process_time() - began < 3


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "contacts.md").write_text(CONTACTS)
    (tmp_path / "docs" / "kettles.md").write_text(KETTLES)
    return tmp_path / "docs"


HOTLINE, KETTLE = CONTACTS.splitlines()[4], KETTLES.splitlines()[2]


def answering(body: dict[str, Any]) -> Any:
    """One pair that quotes the hotline, or one about kettles."""
    entries = [pair("Which line answers on every working day?", HOTLINE), pair("What heats water until it boils?", KETTLE)]
    return chat(pairs(*[entry for entry in entries if entry["answer"] in body["messages"][-1]["content"]]))


def run(docs: Path, output: Path, *arguments: object) -> int:
    with FakeServer(answering) as server:
        flags = ["-q", "--base-url", server.url, "--types", "factual_recall", "--fallback", "none", "--repair", "0", "--no-journal"]
        return script.main([*flags, "--docs", str(docs), "--output", str(output), *map(str, arguments)])


def read(output: Path, name: str) -> Any:
    text = max(output.glob(f"run-*/{name}"), key=lambda path: path.parent.name).read_text(encoding="utf-8")
    return json.loads(text) if name == "manifest.json" else [json.loads(line) for line in text.splitlines()]


def everything(output: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in output.rglob("*") if path.suffix in (".json", ".jsonl", ".html"))


def test_personal_data_is_told_by_place_and_never_shown(docs: Path, tmp_path: Path):
    run(docs, tmp_path / "out", "--pii", "report")
    told = read(tmp_path / "out", "manifest.json")["engine"]["curation"]["personal_data"]
    assert told["found"]["phone"] >= 2
    assert told["where"][0]["where"].startswith("contacts.md, lines") and "901820" not in json.dumps(told)
    assert "901820" in json.dumps(read(tmp_path / "out", "pairs.jsonl"))


@pytest.mark.parametrize("action", ["mask", "reject"])
def test_masked_or_rejected_the_data_stands_in_no_file_of_the_run_and_the_run_verifies(action: str, docs: Path, tmp_path: Path):
    run(docs, tmp_path / "out", "--pii", action)
    assert "901820" not in everything(tmp_path / "out")
    kept, dropped = read(tmp_path / "out", "pairs.jsonl"), read(tmp_path / "out", "rejected.jsonl")
    if action == "mask":
        assert any("[phone]" in one["answer"] and "masked" in one["flags"] for one in kept)
    else:
        assert [one["reason"] for one in dropped] == ["personal data (phone)"] and kept
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out"), "--docs", str(docs)]) == 0


def test_what_is_rejected_stays_rejected_in_every_round(docs: Path, tmp_path: Path):
    run(docs, tmp_path / "out", "--pii", "reject", "--num-pairs", 4, "--rounds", 3)
    assert not [one for one in read(tmp_path / "out", "pairs.jsonl") if "[phone]" in json.dumps(one)]
    reasons = [one["reason"] for one in read(tmp_path / "out", "rejected.jsonl")]
    told = read(tmp_path / "out", "manifest.json")["counts"]
    assert "personal data (phone)" in reasons
    assert f"{reasons.count('personal data (phone)')} rejected: personal data (phone)" in told["rejections"]
    for row in told["funnel"].values():
        assert row["answered"] == sum(row[step] for step in ("rejected", "merged", "not needed", "kept"))


LEAKY = """---
author: the.boss@acme-industries.com
---
# Telephone lines

## Lines asked through chief@acme-industries.com

A hotline is a telephone line that is answered at +49 30 901820 on every working day of the year.

| Line | Number | Purpose |
|---|---|---|
| `hotline` | +49 30 901820 | Answers on every working day. |
| `night line` | +49 30 901821 | Answers in the night. |

## Cleaning

A cleaner is a worker who reports to the room service at +49 30 901821 before the evening shift ends.

The cart must be locked after the last room, because guests might otherwise take the towels with them.
"""


@pytest.mark.parametrize("action", ["mask", "reject"])
def test_no_file_of_a_run_holds_what_was_masked_whatever_it_shows(action: str, docs: Path, tmp_path: Path):
    (docs / "leaky.md").write_text(LEAKY)
    (docs / "tools.md").write_text(KETTLES.replace("Kettles", "Tools").replace("kettle", "tool"))
    arguments = ["-q", "--no-llm", "--docs", str(docs), "--output", str(tmp_path / "out"), "--unanswerable", "0.5"]
    script.main([*arguments, "--pii", action, "--format", "rag,cpt,jsonl,mcq", "--distractors", "2", "--num-pairs", "12"])
    kept = read(tmp_path / "out", "pairs.jsonl")
    assert kept and (action == "reject" or any("leaky.md" in json.dumps(one) for one in kept))
    for secret in ("901820", "901821", "acme-industries"):
        assert secret not in everything(tmp_path / "out")
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out"), "--docs", str(docs)]) == 0


def test_the_report_shows_no_secret_even_where_the_pairs_keep_it(docs: Path, tmp_path: Path):
    (docs / "leaky.md").write_text(LEAKY)
    script.main(["-q", "--no-llm", "--docs", str(docs), "--output", str(tmp_path / "out"), "--pii", "report"])
    (page,) = (tmp_path / "out").glob("run-*/report.html")
    text = page.read_text(encoding="utf-8")
    assert "901820" not in text and "acme-industries" not in text and "phone" in text and "leaky.md, lines" in text


def test_what_an_earlier_dataset_asks_is_dropped_and_counted(docs: Path, tmp_path: Path):
    run(docs, tmp_path / "first")
    first = read(tmp_path / "first", "pairs.jsonl")
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps([{"instruction": first[0]["question"], "output": first[0]["answer"]}]))
    run(docs, tmp_path / "second", "--against", earlier)
    assert [one["id"] for one in read(tmp_path / "second", "pairs.jsonl")] == [one["id"] for one in first[1:]]
    (dropped,) = read(tmp_path / "second", "rejected.jsonl")
    assert (dropped["id"], dropped["reason"]) == (first[0]["id"], "an earlier dataset asks the same")


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv"])
def test_pairs_that_share_a_run_of_words_with_a_benchmark_are_dropped_and_listed(suffix: str, docs: Path, tmp_path: Path):
    task = "TRUE? A kettle is a vessel that heats water, until it boils and then (switches) itself off!"
    rows = [{"task": "nothing"}, {"task": task}]
    benchmark = tmp_path / f"bench{suffix}"
    with benchmark.open("w", newline="") as file:
        if suffix == ".csv":
            writer = csv.DictWriter(file, ["task"])
            writer.writeheader()
            writer.writerows(rows)
        else:
            file.write(json.dumps(rows) if suffix == ".json" else "\n".join(map(json.dumps, rows)))
    run(docs, tmp_path / "out", "--decontaminate", benchmark)
    (dropped,) = read(tmp_path / "out", "rejected.jsonl")
    assert "kettle" in dropped["answer"] and dropped["reason"] == "shares words with a benchmark"
    assert dropped["flags"] == [f"benchmark:bench{suffix}:2"]
    assert read(tmp_path / "out", "pairs.jsonl")


def test_eleven_words_in_a_row_are_not_yet_contamination(tmp_path: Path):
    (tmp_path / "b.jsonl").write_text(json.dumps({"q": " ".join(f"w{n}" for n in range(40))}))
    held = Benchmarks([tmp_path / "b.jsonl"], 12)
    assert held.found([" ".join(f"w{n}" for n in range(5, 17))]) is not None
    assert held.found(["x " + " ".join(f"w{n}" for n in range(5, 16)) + " y"]) is None


def test_in_scripts_without_spaces_every_character_is_a_word(tmp_path: Path):
    (tmp_path / "b.jsonl").write_text(json.dumps({"q": "下列哪一项是水壶在水沸腾之后自动断电的原因?"}), encoding="utf-8")
    held = Benchmarks([tmp_path / "b.jsonl"], 12)
    assert held.found(["为什么水壶在水沸腾之后自动断电呢"]) is not None
    assert held.found(["水壶在水沸腾之后会怎样"]) is None


@pytest.mark.parametrize("text", ["", '{"q": 1}\n', "[" * 100_000])
def test_a_benchmark_that_holds_nothing_to_compare_is_told(text: str, tmp_path: Path):
    (tmp_path / "b.jsonl").write_text(text)
    with pytest.raises(UserError):
        Benchmarks([tmp_path / "b.jsonl"], 12)


def test_a_benchmark_that_cannot_be_read_is_told(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(docs, tmp_path / "out", "--decontaminate", tmp_path / "none.jsonl") == 2
    assert "none.jsonl, which does not exist." in capsys.readouterr().err


def test_lengths_have_bounds(docs: Path, tmp_path: Path):
    run(docs, tmp_path / "out", "--max-question-words", 6)
    assert len(read(tmp_path / "out", "pairs.jsonl")) == 1
    assert all(len(one["question"].split()) <= 6 for one in read(tmp_path / "out", "pairs.jsonl"))
    assert {one["reason"] for one in read(tmp_path / "out", "rejected.jsonl")} == {"question longer than 6 words"}


def test_a_model_that_answers_in_another_language_is_rejected(docs: Path, tmp_path: Path):
    def german(body: dict[str, Any]) -> Any:
        asked = pair("Wann schaltet sich ein Wasserkocher von selbst ab, und was hat er bis dahin getan?", "A kettle is a vessel")
        asked["answer"] = "Er erhitzt das Wasser, bis es kocht, und schaltet sich danach von selbst wieder ab."
        return chat(pairs(asked))

    with FakeServer(german) as server:
        arguments = ["-q", "--base-url", server.url, "--types", "factual_recall", "--fallback", "none", "--repair", "0"]
        script.main([*arguments, "--docs", str(docs), "--output", str(tmp_path / "out")])
    reasons = [one["reason"] for one in read(tmp_path / "out", "rejected.jsonl")]
    assert "written in another language than its source" in reasons
    assert read(tmp_path / "out", "pairs.jsonl") == []


def test_too_many_questions_that_begin_alike_are_told():
    alike = ["What is it?"] * 30 + [f"Word{n} is?" for n in range(30)]
    assert opener_note(Counter(map(opener, alike))).startswith("50 % of the questions begin with “What is”")
    assert opener_note(Counter(opener(f"Word{n} is?") for n in range(60))) == ""
    assert opener_note(Counter(map(opener, ["What is it?"] * 10))) == ""
