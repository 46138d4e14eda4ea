"""The model path from end to end, on replies that a capable model gave to our prompts for three real sections.

tests/model_replies/<document>.<question type>.json holds what came back for that section, seeing nothing but the request.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, user_text

import generate_synthetic_data as script
from synthetic_data.prompts import load_prompts

ROOT = Path(__file__).resolve().parent.parent
REPLIES = Path(__file__).resolve().parent / "model_replies"
SECTIONS = {"Digests": "descriptor", "Count and sum of observations": "histograms", "Execution": "load-testing"}
DOCUMENTS = ["image-spec/descriptor.md", "prometheus-docs/practices/histograms.md", "*/performance-testing/load-testing.md"]


TITLES = {kind.title: name for name, kind in load_prompts(ROOT / "prompts").question_types.items()}


def answering(body: dict[str, Any]) -> dict[str, Any]:
    """The stored reply for a request, or an empty list for sections nobody was asked about."""
    text = user_text(body)
    heading = re.findall(r"^Headings: (.*)$", text, re.MULTILINE)[0].split(" > ")[-1]
    kind = TITLES[re.findall(r"# Task: (.*?) \(", text)[-1]]
    file = REPLIES / f"{SECTIONS.get(heading, 'none')}.{kind}.json"
    first_of_its_kind = len(body["messages"]) == 2
    return chat(file.read_text(encoding="utf-8") if file.exists() and first_of_its_kind else '{"pairs": []}')


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    with FakeServer(answering) as server:
        arguments = ["-q", "--base-url", server.url, "--output", folder, "--fallback", "none"]
        arguments += ["--pairs-per-section", 60]
        assert script.main([str(part) for part in [*arguments, "--include", *DOCUMENTS]]) == 0
    return folder


def lines(output: Path, name: str) -> list[dict[str, Any]]:
    (file,) = output.glob(f"run-*/{name}")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def test_at_least_95_percent_of_a_capable_models_pairs_pass_every_gate(output: Path):
    given = {pair["question"] for file in REPLIES.glob("*.json") for pair in json.loads(file.read_text(encoding="utf-8"))["pairs"]}
    kept = {pair["question"] for pair in lines(output, "pairs.jsonl")}
    excused = ("asks the same", "more than")  # merged or too many, not wrong
    rejected = [entry for entry in lines(output, "rejected.jsonl") if not entry["reason"].startswith(excused)]
    assert len(given) > 40
    assert len(rejected) <= 0.05 * len(given), [(entry["reason"], entry["question"]) for entry in rejected]
    assert len(kept & given) >= 0.9 * len(given)


def test_every_kept_pair_quotes_the_source_where_it_says(output: Path, samples: Path):
    for pair in lines(output, "pairs.jsonl"):
        for evidence in pair["evidence"]:
            text = (samples / evidence["document"]).read_bytes().decode("utf-8-sig")
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_all_fifteen_types_were_answered(output: Path):
    kinds = {pair["question_type"] for pair in lines(output, "pairs.jsonl")}
    assert len(kinds) == 15


# --- the same replies as weaker models write them ---------------------------------------------------------------------


def excerpt(samples: Path, folder: Path) -> Path:
    """One file for each of the three sections, from its heading to the next."""
    for pattern, title in zip(DOCUMENTS, SECTIONS, strict=True):
        (file,) = samples.glob(pattern if pattern[0] != "*" else f"*{pattern}")
        text = file.read_text(encoding="utf-8")
        begin = re.search(rf"^#+ {title}$", text, re.MULTILINE)
        assert begin
        following = re.search(r"^#+ ", text[begin.end() :], re.MULTILINE)
        end = begin.end() + following.start() if following and title != "Digests" else len(text)
        (folder / f"{SECTIONS[title]}.md").write_text(text[begin.start() : end], encoding="utf-8")
    return folder


def chatty(text: str) -> str:
    return f"Sure! Here are the question-answer pairs you asked for:\n\n```json\n{text}\n```\n\nLet me know if you need more! 😊"


def sloppy(text: str) -> str:
    """No quotes around the keys, trailing commas, and thoughts in front."""
    text = re.sub(r'"(question|reasoning_steps|answer|evidence|pairs)":', r"\1:", text)
    return "<think>\nThe user wants JSON {with pairs}.\n</think>\n" + re.sub(r"\n(\s*)([\]}])", r",\n\1\2", text)


def without_evidence(text: str) -> str:
    entries = json.loads(text)["pairs"]
    return json.dumps({"pairs": [{key: value for key, value in entry.items() if key != "evidence"} for entry in entries]})


def two_steps(text: str) -> str:
    entries = json.loads(text)["pairs"]
    return json.dumps({"pairs": [{**entry, "reasoning_steps": entry["reasoning_steps"][:2]} for entry in entries]})


def replayed(folder: Path, samples: Path, weaken: Callable[[str], str]) -> Path:
    def weakly(body: dict[str, Any]) -> dict[str, Any]:
        answer = answering(body)
        message = answer["choices"][0]["message"]
        return chat(weaken(message["content"])) if "question" in message["content"] else answer

    (folder / "docs").mkdir()
    with FakeServer(weakly) as server:
        arguments = ["-q", "--base-url", server.url, "--output", folder / "out", "--fallback", "none", "--pairs-per-section", 60]
        assert script.main([str(part) for part in [*arguments, "--docs", excerpt(samples, folder / "docs")]]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def plain(tmp_path_factory, request) -> set[str]:
    """The questions kept when nothing is weakened."""
    folder = tmp_path_factory.mktemp("plain")
    return {pair["question"] for pair in lines(replayed(folder, ROOT / "markdown_docs", str), "pairs.jsonl")}


@pytest.mark.parametrize("weaken", [chatty, sloppy])
def test_what_is_only_badly_wrapped_loses_nothing(plain: set[str], samples: Path, tmp_path: Path, weaken: Callable[[str], str]):
    assert len(plain) > 40
    assert {pair["question"] for pair in lines(replayed(tmp_path, samples, weaken), "pairs.jsonl")} == plain


@pytest.mark.parametrize(("weaken", "reason"), [(without_evidence, "evidence"), (two_steps, "fewer than three reasoning steps")])
def test_what_is_missing_is_rejected_with_its_reason_and_never_made_up(
    plain: set[str], samples: Path, tmp_path: Path, weaken: Callable[[str], str], reason: str
):
    output = replayed(tmp_path, samples, weaken)
    assert lines(output, "pairs.jsonl") == []
    told = [entry["reason"] for entry in lines(output, "rejected.jsonl")]
    assert len([one for one in told if reason in one]) >= len(plain), set(told)
