"""A sentence that stands in several documents is asked about once; what only looks alike is kept."""

import json
import shutil
from pathlib import Path
from typing import Any

from generate_synthetic_data import main
from synthetic_data.generate.repeated import Repeats, mark, what_is_said

BOILERPLATE = "The Zamboni agent is a small program that reads the counters of a machine and sends them to the server."
ROW = (
    "| `timeout` | 30 seconds | How long a client waits for the whole answer before giving up. |\n| `retries` | 3 | How often. |\n"
)


def page(title: str, own: str, table: str = "") -> str:
    text = f"# {title}\n\n{own}\n\n## Zamboni agent\n\n{BOILERPLATE}\n"
    return text + (f"\n## Settings\n\n| Setting | Default | Description |\n|---|---|---|\n{table}" if table else "")


def pairs(docs: Path, output: Path, kind: str = "pairs") -> list[dict[str, Any]]:
    assert main(["--no-llm", "-q", "--docs", str(docs), "--output", str(output), "--jobs", "1"]) in (0, None)
    [file] = output.glob(f"run-*/{kind}.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def write(docs: Path) -> Path:
    docs.mkdir()
    own = "The pump room is a cold place in the cellar where the water of all the floors is kept for a day."
    (docs / "pumps.md").write_text(page("Pumps of the cellar", own, ROW))
    own = "The fan deck is a high platform on the roof where the air of all the halls is let out at night."
    (docs / "roof.md").write_text(page("Fans on the roof", own))
    return docs


def test_a_sentence_of_several_documents_is_asked_about_once_and_its_repeats_are_counted(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs")
    kept = pairs(docs, tmp_path / "a")
    about = [pair for pair in kept if pair["answer"] == BOILERPLATE and pair["question_type"] == "fact_based"]
    assert [pair["sections"][0]["document"] for pair in about] == ["pumps.md"]
    reasons = [json.loads(line)["reason"] for line in next((tmp_path / "a").glob("run-*/rejected.jsonl")).read_text().splitlines()]
    assert f"asks the same as {about[0]['id']}" in reasons
    (docs / "roof.md").unlink()
    alone = {pair["id"] for pair in pairs(docs, tmp_path / "b")}
    assert alone == {pair["id"] for pair in kept if pair["sections"][0]["document"] == "pumps.md"}


def test_two_copies_of_a_document_give_no_more_pairs_than_one(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs")
    before = pairs(docs, tmp_path / "a")
    shutil.copy(docs / "pumps.md", docs / "zz-copy.md")
    assert {pair["id"] for pair in pairs(docs, tmp_path / "b")} == {pair["id"] for pair in before}


def test_short_answers_and_other_types_and_quotes_are_other_facts() -> None:
    row = "| `timeout` | 30 seconds |"
    assert what_is_said("fact_based", "30 seconds", [row]) == ()
    assert what_is_said("fact_based", BOILERPLATE, []) == ()
    one = what_is_said("fact_based", BOILERPLATE, [BOILERPLATE])
    assert one == what_is_said("fact_based", BOILERPLATE, [BOILERPLATE.replace("Zamboni agent", "[Zamboni agent](a.md)")])
    assert one != what_is_said("factual_recall", BOILERPLATE, [BOILERPLATE])
    assert one != what_is_said("fact_based", BOILERPLATE, [row])
    assert mark(()) == 0 != mark(one)
    said = what_is_said("true_false_fill_blank", f'True. "Fans" says so: “{BOILERPLATE}”', [BOILERPLATE])
    assert said == what_is_said("true_false_fill_blank", f'True. "Pumps" says so: “{BOILERPLATE}”', [BOILERPLATE])


def test_of_repeats_the_weightiest_stays_and_those_of_one_document_stay_all() -> None:
    def once(weights: list[float], documents: list[int]) -> list[int]:
        return Repeats([7, 7, 7, 0], documents, weights).once([0, 1, 2, 0], lambda one, other: True)

    assert once([1, 1, 1, 1], [0, 1, 2, 3]) == [0, 0, 0, 0]
    assert once([1, 2, 1, 1], [0, 1, 2, 3]) == [1, 1, 1, 1]  # what was merged into a repeat follows it
    assert once([1, 1, 1, 1], [5, 5, 6, 7]) == [0, 1, 0, 0]
    assert Repeats([7, 7], [0, 1], [1, 1]).once([0, 1], lambda one, other: False) == [0, 1]
