"""Curation: a judge that sees the source scores pairs and never rewrites them; second answers find what is wrong or known."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, pair, pairs, quoting, user_text
from hypothesis import given
from hypothesis import strategies as st

import generate_synthetic_data as script
from synthetic_data.curate.agreement import agreement
from synthetic_data.curate.judge import read_scores

TEXT = """# Kettle guide

A kettle is a vessel that heats water until it boils and then switches itself off.

The lid must stay closed while the water heats, and at most 1.7 litres fit into the vessel.

Steam escapes through the spout because the water expands when it boils inside the vessel.
"""
Scores = Callable[[dict[str, Any], int], Any]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "kettle.md").write_text(TEXT)
    return tmp_path / "docs"


def is_judge(body: dict[str, Any]) -> bool:
    return body["messages"][0]["content"].startswith("You judge")


def scored(count: int, accuracy: int = 9) -> str:
    scores = {"reason": "no fault", "accuracy": accuracy, "relevance": 9, "clarity": 8, "usefulness": 9}
    return json.dumps({"scores": [{"pair": number, **scores} for number in range(1, count + 1)]})


def judging(reply: Callable[[str, int], str]) -> Callable[[dict[str, Any]], Any]:
    """Writes pairs as `quoting` does; judges by `reply(user text, number of pairs)`."""

    def answer(body: dict[str, Any]) -> Any:
        if not is_judge(body):
            return quoting(body)
        text = user_text(body)
        return chat(reply(text, text.count("\n## Pair ")))

    return answer


def run(docs: Path, output: Path, *arguments: object) -> int:
    return script.main(["-q", "--docs", str(docs), "--output", str(output), *map(str, arguments)])


def lines(output: Path, name: str = "pairs.jsonl") -> list[dict]:
    file = max(output.glob(f"run-*/{name}"), key=lambda path: path.parent.name)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def test_what_the_judge_finds_poor_is_dropped_with_its_scores_and_nothing_is_rewritten(docs: Path, tmp_path: Path):
    with FakeServer(judging(lambda text, count: scored(count))) as server:
        run(docs, tmp_path / "plain", "--base-url", server.url)
        run(docs, tmp_path / "good", "--base-url", server.url, "--curate")
    with FakeServer(judging(lambda text, count: scored(count, accuracy=3))) as server:
        run(docs, tmp_path / "poor", "--base-url", server.url, "--curate")
    plain, good = lines(tmp_path / "plain"), lines(tmp_path / "good")
    assert good and [{**pair, "scores": {}} for pair in good] == plain
    assert all(pair["scores"]["overall"] == 8.75 and pair["scores"]["accuracy"] == 9 for pair in good)
    assert lines(tmp_path / "poor") == []
    rejected = [pair for pair in lines(tmp_path / "poor", "rejected.jsonl") if pair["reason"] == "judged below 7"]
    assert len(rejected) == len(plain) and all(pair["scores"]["overall"] == 3 for pair in rejected)
    manifest = json.loads(max((tmp_path / "poor").glob("run-*/manifest.json")).read_text())
    assert manifest["engine"]["curation"]["judged"] == len(plain)
    assert sum(row["kept"] for row in manifest["counts"]["funnel"].values()) == 0


def test_the_judge_sees_the_source_and_the_pairs(docs: Path, tmp_path: Path):
    with FakeServer(judging(lambda text, count: scored(count))) as server:
        run(docs, tmp_path / "out", "--base-url", server.url, "--curate")
    (text, *_) = [user_text(body) for body in server.bodies if is_judge(body)]
    assert "BEGIN SOURCE" in text and "at most 1.7 litres" in text
    assert lines(tmp_path / "out")[0]["question"] in text


def test_a_missing_score_is_asked_for_again_and_then_the_pair_is_unjudged(docs: Path, tmp_path: Path):
    with FakeServer(judging(lambda text, count: "I think they are fine.")) as server:
        run(docs, tmp_path / "drop", "--base-url", server.url, "--curate")
        judged = sum(map(is_judge, server.bodies))
        run(docs, tmp_path / "keep", "--base-url", server.url, "--curate", "--unjudged", "keep")
    dropped = lines(tmp_path / "drop", "rejected.jsonl")
    assert lines(tmp_path / "drop") == [] and dropped[-1]["reason"] == "unjudged (no scores in the reply)"
    kept = lines(tmp_path / "keep")
    assert kept and all(pair["flags"] == ["unjudged"] and not pair["scores"] for pair in kept)
    assert judged > len(kept)  # once together, then one by one


def test_changing_only_the_threshold_asks_nothing(docs: Path, tmp_path: Path):
    with FakeServer(judging(lambda text, count: scored(count))) as server:
        run(docs, tmp_path / "out", "--base-url", server.url, "--curate", 7)
        asked, first = len(server.bodies), lines(tmp_path / "out")
        run(docs, tmp_path / "out", "--base-url", server.url, "--curate", 9)
        assert len(server.bodies) == asked
    assert first and lines(tmp_path / "out") == []


def test_another_server_may_judge_what_heuristics_wrote(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with FakeServer(judging(lambda text, count: scored(count)), models=["judge"]) as server:
        assert run(docs, tmp_path / "out", "--no-llm", "--curate", "--judge-base-url", server.url) == 0
        assert server.bodies and all(map(is_judge, server.bodies))
    assert lines(tmp_path / "out")[0]["scores"]["overall"] == 8.75
    assert run(docs, tmp_path / "none", "--no-llm", "--curate") == 2
    assert "--judge-base-url" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def second(answer: str) -> Callable[[dict[str, Any]], Any]:
    def reply(body: dict[str, Any]) -> Any:
        if body["messages"][0]["content"].startswith("You answer"):
            return chat(json.dumps({"answerable": bool(answer), "answer": answer}))
        return quoting(body)

    return reply


def test_a_blind_answer_that_disagrees_rejects_or_marks(docs: Path, tmp_path: Path):
    lid = "The lid has to be closed while the water heats; at most 1.7 litres fit in the vessel."
    with FakeServer(second(lid)) as server:
        run(docs, tmp_path / "agree", "--base-url", server.url, "--verify-answers")
        blind = [body for body in server.bodies if body["messages"][0]["content"].startswith("You answer one question from one")]
    with FakeServer(second("Bananas.")) as server:
        run(docs, tmp_path / "reject", "--base-url", server.url, "--verify-answers")
        run(docs, tmp_path / "mark", "--base-url", server.url, "--verify-answers", "mark")
    assert "BEGIN SOURCE" in user_text(blind[0])
    agreed = lines(tmp_path / "agree")
    assert agreed and all(pair["scores"]["agreement"] >= 0.6 for pair in agreed)
    assert agreed[0]["answer"] not in user_text(blind[0]).split("END SOURCE")[1]
    assert lines(tmp_path / "reject") == []
    assert {pair["reason"] for pair in lines(tmp_path / "reject", "rejected.jsonl")} >= {"a blind answer disagrees"}
    assert all("disputed" in pair["flags"] for pair in lines(tmp_path / "mark"))


def test_what_the_model_knows_without_the_source_is_marked_or_dropped(docs: Path, tmp_path: Path):
    lid = "The lid must stay closed while the water heats; at most 1.7 litres fit."
    with FakeServer(second(lid)) as server:
        run(docs, tmp_path / "mark", "--base-url", server.url, "--closed-book")
        run(docs, tmp_path / "drop", "--base-url", server.url, "--closed-book", "--drop-known")
        closed = [body for body in server.bodies if "what you know" in body["messages"][0]["content"]]
    assert closed and not any("SOURCE" in user_text(body) for body in closed)
    assert all("known without the source" in pair["flags"] for pair in lines(tmp_path / "mark"))
    assert lines(tmp_path / "drop") == []
    with FakeServer(second("")) as server:
        run(docs, tmp_path / "new", "--base-url", server.url, "--closed-book", "--drop-known")
    assert all(pair["scores"]["closed_book"] == 0 for pair in lines(tmp_path / "new"))


ROW = {"accuracy": 8, "relevance": 7, "clarity": 9, "usefulness": 6}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (json.dumps({"scores": [{"pair": 1, **ROW}, {"pair": 2, **ROW}]}), [1, 2]),
        ("Sure!\n```json\n" + json.dumps([{"pair": "2", **ROW}]) + "\n```", [2]),
        (json.dumps({"pair": "p1", **dict.fromkeys(ROW, "8/10")}), [1]),
        ("<think>{}</think>" + json.dumps({"scores": [{"id": 1, **ROW}]}), [1]),
        (json.dumps({"scores": [{"pair": 1, **ROW}]})[:-2], [1]),
        (json.dumps({"scores": [{"pair": 1, **ROW, "clarity": 11}, {"pair": 2, **ROW, "accuracy": 0}]}), []),
        (json.dumps({"scores": [{"pair": 3, **ROW}, {"pair": 1, "accuracy": 8}]}), []),
        (json.dumps({"scores": [{"pair": 1, **ROW}, {"pair": 1, **ROW, "accuracy": 2}]}), []),
        (json.dumps({"scores": [{"pair": 1, **ROW, "clarity": True}]}), []),
        ("They are all good: 9/10.", []),
        ('{"pair": NaN}', []),
        ('{"pair": "inf", "accuracy": 1e999}', []),
        (f'{{"pair": {"9" * 5000}}}', []),
        ("[" * 100_000, []),
        ('{"scores": [' * 100_000, []),
        ("", []),
    ],
)
def test_scores_are_read_strictly_from_what_judges_write(text: str, numbers: list[int]):
    found = read_scores(text, 2)
    assert sorted(found) == numbers
    assert all(1 <= scores["overall"] <= 10 for scores in found.values())


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["1", "9/10"])
NAMES = st.sampled_from(["scores", "pair", "id", *ROW])


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner), max_leaves=12))
def test_no_reply_of_a_judge_makes_reading_fail(value: object):
    for text in (json.dumps(value), json.dumps(value)[:-1], f"Sure: {value}"):
        assert all(number in (1, 2) and 1 <= scores["overall"] <= 10 for number, scores in read_scores(text, 2).items())


def test_overall_is_the_mean_but_never_above_accuracy():
    (wrong,) = read_scores(json.dumps({"pair": 1, "accuracy": 2, "relevance": 10, "clarity": 10, "usefulness": 10}), 1).values()
    (good,) = read_scores(json.dumps({"pair": 1, **ROW}), 1).values()
    assert (wrong["overall"], good["overall"]) == (2, 7.5)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("1.7 litres", "At most 1.7 litres fit into the vessel.", True),
        ("1.7 litres", "At most 2 litres fit into the vessel.", False),
        ("Yes, the lid must be closed.", "No, the lid can be open.", False),
        ("True. The lid must stay closed.", "True", True),
        ("The lid must stay closed.", "The lid must not stay closed.", False),
        ("`docker stop` ends the container.", "Use docker stop to end containers.", True),
        ("The kettle boils water.", "Bananas are yellow.", False),
        ("", "Something", False),
        ("1,200 rows", "1200 rows", True),
        ("1.200 Zeilen", "1200 Zeilen", True),
        ("3 modes of work", "three modes of work", True),
        ("The default is 5, and no value above 10 is allowed.", "The default is 5.", True),
        ("It is allowed.", "It is not allowed.", False),
        ("No, it does not.", "No.", True),
        ("Der Deckel muss nicht zu sein.", "Der Deckel muss zu sein.", False),
        ("默认值是五个连接", "默认值为五个连接。", True),
        ("盖子必须关闭", "盖子不必须关闭", False),
        ("香蕉是黄色的", "水壶烧开水", False),
    ],
)
def test_agreement_follows_words_and_forgives_no_number_and_no_negation(one: str, other: str, agree: bool):
    assert (agreement(one, other) >= 0.6) is agree
    assert agreement(one, other) == agreement(other, one)


def test_an_earlier_run_is_curated_into_a_new_one_that_verifies(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run(samples, tmp_path / "out", "--no-llm")
    before = lines(tmp_path / "out")

    def every_other(body: dict[str, Any]) -> Any:
        rows = json.loads(scored(user_text(body).count("\n## Pair ")))["scores"]
        return chat(json.dumps({"scores": [{**row, "accuracy": 3 if row["pair"] % 2 else 9} for row in rows]}))

    with FakeServer(every_other) as server:
        arguments = ["--base-url", server.url, "--output", str(tmp_path / "out"), "--docs", str(samples)]
        assert script.main(["curate", "latest", *arguments]) == 0
    assert "rejected: judged below 7" in capsys.readouterr().out, "that the run was quiet is no wish of now"
    after, dropped = lines(tmp_path / "out"), lines(tmp_path / "out", "rejected.jsonl")
    assert len(after) + len(dropped) == len(before) and after and dropped
    assert {pair["id"] for pair in after} < {pair["id"] for pair in before}
    assert all(pair["scores"]["overall"] == 8.75 for pair in after) and dropped[0]["reason"] == "judged below 7"
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out"), "--docs", str(samples)]) == 0


@pytest.mark.parametrize("command", ["curate", "rate"])
def test_a_dry_run_of_judging_is_refused_rather_than_paid_for(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str):
    (tmp_path / "a.json").write_text("[]")
    assert script.main([command, str(tmp_path / "a.json"), "--dry-run", "--base-url", "http://127.0.0.1:9/v1"]) == 2
    assert f"--dry-run has no meaning with {command}" in capsys.readouterr().err


ALPACA = [{"instruction": f"What is {word}?", "input": "", "output": f"A thing called {word}."} for word in ("tea", "mud", "ice")]


def mud_is_bad(body: dict[str, Any]) -> Any:
    parts = user_text(body).split("\n## Pair ")[1:]
    rows = json.loads(scored(len(parts)))["scores"]
    for row, part in zip(rows, parts, strict=True):
        row["accuracy"] = 2 if "mud" in part else 9
    return chat(json.dumps({"scores": rows}))


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_rows_of_any_dataset_are_rated_or_curated_in_their_own_shape(suffix: str, tmp_path: Path):
    file = tmp_path / f"data{suffix}"
    rows = [*ALPACA, {"nothing": 1}]
    file.write_text(json.dumps(rows) if suffix == ".json" else "".join(json.dumps(row) + "\n" for row in rows))
    with FakeServer(mud_is_bad) as server:
        arguments = [str(file), "-q", "--base-url", server.url, "--output", str(tmp_path / "out")]
        assert script.main(["rate", *arguments]) == 3  # a row holds no pair
        assert script.main(["curate", *arguments]) == 3

    def written(name: str) -> list[dict]:
        text = (tmp_path / "out" / f"data-{name}{suffix}").read_text()
        return json.loads(text) if suffix == ".json" else [json.loads(line) for line in text.splitlines()]

    assert [{key: row[key] for key in row if key != "scores"} for row in written("rated")] == rows
    assert [row.get("scores", {}).get("accuracy") for row in written("rated")] == [9, 2, 9, None]
    assert [row["instruction"] for row in written("curated")] == ["What is tea?", "What is ice?"]
    dropped = [json.loads(line) for line in (tmp_path / "out" / "data-curated-rejected.jsonl").read_text().splitlines()]
    assert [entry["reason"] for entry in dropped] == ["judged below 7", "unjudged (the row has none of the known shapes)"]


def test_rows_that_share_an_id_are_judged_each_for_itself_and_names_with_dots_are_kept(tmp_path: Path):
    file = tmp_path / "data.v1.jsonl"
    rows = [{"question": f"What is {word}?", "answer": "A thing.", "type": "x"} for word in ("tea", "mud")]
    ours = {"reasoning_steps": [], "question_type": "x", "difficulty": "easy", "language": "en", "sections": [], "evidence": []}
    ours |= {"images": [], "choices": [], "flags": []}
    same = [{"id": "1", "question": row["question"], "answer": "A thing.", **ours} for row in rows]
    file.write_text("".join(json.dumps(row) + "\n" for row in same))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "data.v1-rated-rejected.jsonl").write_text("old")
    with FakeServer(mud_is_bad) as server:
        assert script.main(["rate", str(file), "-q", "--base-url", server.url, "--output", str(tmp_path / "out")]) == 0
    written = [json.loads(line) for line in (tmp_path / "out" / "data.v1-rated.jsonl").read_text().splitlines()]
    assert [row["scores"]["accuracy"] for row in written] == [9, 2]
    assert not (tmp_path / "out" / "data.v1-rated-rejected.jsonl").exists()


def test_what_only_a_run_can_have_done_to_it_is_refused_for_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "data.jsonl").write_text(json.dumps(ALPACA[0]) + "\n")
    for flags in (["--verify-answers"], ["--canaries", "3"], ["--format", "messages"]):
        assert script.main(["curate", str(tmp_path / "data.jsonl"), "--base-url", "http://127.0.0.1:9/v1", *flags]) == 2
        assert f"{flags[0]} has no meaning for a file" in capsys.readouterr().err


def test_a_line_that_is_no_json_is_listed_apart_and_not_rated_as_null(tmp_path: Path):
    (tmp_path / "data.jsonl").write_text("no json\n" + json.dumps(ALPACA[0]) + "\n")
    with FakeServer(mud_is_bad) as server:
        arguments = [str(tmp_path / "data.jsonl"), "-q", "--base-url", server.url, "--output", str(tmp_path)]
        assert script.main(["rate", *arguments]) == 3
    assert [json.loads(line)["instruction"] for line in (tmp_path / "data-rated.jsonl").read_text().splitlines()] == [
        "What is tea?"
    ]
    (dropped,) = [json.loads(line) for line in (tmp_path / "data-rated-rejected.jsonl").read_text().splitlines()]
    assert (dropped["number"], dropped["reason"]) == (1, "unjudged (the line is no JSON)")


def test_pairs_without_a_verdict_make_the_exit_code_three(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with FakeServer(judging(lambda text, count: "I think they are fine.")) as server:
        assert run(docs, tmp_path / "a", "--base-url", server.url, "--curate") == 3
        assert run(docs, tmp_path / "b", "--base-url", server.url, "--curate", "--unjudged", "keep") == 3


def test_a_curated_run_keeps_sides_marks_and_writer_of_the_earlier_one(samples: Path, tmp_path: Path):
    arguments = ["--no-llm", "--seed", "5", "--unanswerable", "0.1", "--split-by", "question"]
    assert run(samples, tmp_path / "out", *arguments) == 0
    file = max((tmp_path / "out").glob("run-*/pairs.jsonl"))
    before = {pair["id"]: pair for pair in lines(tmp_path / "out")}
    texts = file.read_text(encoding="utf-8").split("\n")
    first = json.loads(texts[0])
    first["flags"] = ["masked", "disputed", *first["flags"]]
    first["reasoning_steps"][0] += "\u2028and more \ud83d"
    texts[0] = json.dumps(first, ensure_ascii=False)
    file.write_text("\n".join(texts), encoding="utf-8", errors="surrogatepass")
    with FakeServer(judging(lambda text, count: scored(count))) as server:
        code = script.main(["curate", "latest", "-q", "--base-url", server.url, "--output", str(tmp_path / "out"), "--curate", "2"])
    assert code == 0
    file = max((tmp_path / "out").glob("run-*/pairs.jsonl"))
    after = [json.loads(line) for line in file.read_text(encoding="utf-8", errors="surrogatepass").split("\n") if line]
    assert len(after) == len(before) and {pair["id"]: pair["split"] for pair in after} == {
        name: pair["split"] for name, pair in before.items()
    }
    assert "masked" in after[0]["flags"] and "disputed" not in after[0]["flags"]
    assert sum("unanswerable" in pair["flags"] for pair in after) == sum(
        "unanswerable" in pair["flags"] for pair in before.values()
    )
    manifest = json.loads((file.parent / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["engine"]["identity"] == "heuristics"


def test_an_interruption_while_another_server_judges_begins_no_further_round(docs: Path, tmp_path: Path):
    def interrupted(body: dict[str, Any]) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return chat(scored(user_text(body).count("\n## Pair "), accuracy=2))

    asked = []
    for rounds in (1, 3):
        with FakeServer(quoting) as writer, FakeServer(interrupted, models=["judge"]) as judge:
            arguments = [
                "--base-url",
                writer.url,
                "--judge-base-url",
                judge.url,
                "--curate",
                "--num-pairs",
                "8",
                "--concurrency",
                "1",
            ]
            assert run(docs, tmp_path / str(rounds), *arguments, "--rounds", rounds) == 130
            asked.append(len(writer.bodies))
    assert asked[0] == asked[1] > 0


def test_the_same_command_goes_on_judging_after_an_interruption(docs: Path, tmp_path: Path):
    (docs / "second.md").write_text(TEXT.replace("kettle", "boiler").replace("Kettle", "Boiler"))
    stopping = [True]

    def judge(body: dict[str, Any]) -> Any:
        if not is_judge(body):
            return quoting(body)
        if stopping:
            stopping.pop()
            os.kill(os.getpid(), signal.SIGINT)
        return chat(scored(user_text(body).count("\n## Pair ")))

    with FakeServer(judge) as server:
        arguments = ["--base-url", server.url, "--curate", "--concurrency", "1"]
        assert run(docs, tmp_path / "out", *arguments) == 130
        first = lines(tmp_path / "out", "rejected.jsonl")
        assert any(pair["reason"] == "unjudged (stopped)" for pair in first)
        before = len(server.bodies)
        assert run(docs, tmp_path / "out", *arguments) == 0
        whole = lines(tmp_path / "out")
        assert before < len(server.bodies) and all(map(is_judge, server.bodies[before:]))
        assert run(docs, tmp_path / "whole", *arguments) == 0
    assert whole == lines(tmp_path / "whole")


def alike(body: dict[str, Any]) -> Any:
    """Writes one question three times, with answers of different quality; a judge likes the last one."""
    if is_judge(body):
        parts = user_text(body).split("\n## Pair ")[1:]
        rows = json.loads(scored(len(parts)))["scores"]
        for row, part in zip(rows, parts, strict=True):
            row["accuracy"] = 9 if "Answer: The lid stays closed" in part else 5
        return chat(json.dumps({"scores": rows}))
    lid = "The lid must stay closed while the water heats, and at most 1.7 litres fit into the vessel."
    if lid not in user_text(body):
        return chat(pairs())
    asked = [pair("Must the lid of the kettle stay closed while it heats?", lid) for _ in range(3)]
    for one, answer in zip(asked, (lid, "It must stay closed.", "The lid stays closed while the water heats."), strict=True):
        one["answer"] = answer
    return chat(pairs(*asked))


def test_of_pairs_that_ask_the_same_the_best_scored_one_stays_and_each_has_its_own_verdict(docs: Path, tmp_path: Path):
    with FakeServer(alike) as server:
        arguments = ["--base-url", server.url, "--types", "fact_based", "--fallback", "none", "--repair", "0"]
        run(docs, tmp_path / "plain", *arguments)
        run(docs, tmp_path / "judged", *arguments, "--curate", 6)
        asked = len(server.bodies)
        run(docs, tmp_path / "judged", *arguments, "--curate", 4)
        assert len(server.bodies) == asked
    assert [one["answer"] for one in lines(tmp_path / "plain")] == ["It must stay closed."]
    (best,) = lines(tmp_path / "judged")
    assert best["answer"] == "The lid stays closed while the water heats." and best["scores"]["accuracy"] == 9
    others = lines(tmp_path / "judged", "rejected.jsonl")
    assert {one["scores"]["accuracy"] for one in others if one["reason"].startswith("asks the same")} == {5}
    assert script.main(["verify", "latest", "-q", "--output", str(tmp_path / "judged"), "--docs", str(docs)]) == 0


def test_a_merged_run_is_curated_from_the_documents_of_its_parts(docs: Path, samples: Path, tmp_path: Path):
    for place in (docs, samples):
        run(place, tmp_path / "parts", "--no-llm")
    parts = sorted(str(folder) for folder in (tmp_path / "parts").glob("run-*"))
    assert script.main(["merge", "-q", *parts, "--output", str(tmp_path / "out")]) == 0
    before = lines(tmp_path / "out")
    with FakeServer(judging(lambda text, count: scored(count))) as server:
        arguments = ["-q", "--base-url", server.url, "--output", str(tmp_path / "out")]
        assert script.main(["curate", "latest", *arguments]) == 0
    assert [(pair["id"], pair["split"]) for pair in lines(tmp_path / "out")] == [(pair["id"], pair["split"]) for pair in before]


@pytest.mark.parametrize("command", ["curate", "rate"])
def test_flags_about_making_pairs_are_refused_where_none_are_made(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments = ["somewhere.json", "--num-pairs", "5", "--fetch-images", "--output", str(tmp_path)]
    assert script.main([command, *arguments]) == 2
    assert f"--num-pairs, --fetch-images would do nothing with {command}" in capsys.readouterr().err


def test_writer_and_judge_are_limited_together(docs: Path, tmp_path: Path):
    with (
        FakeServer(judging(lambda _, count: scored(count))) as server,
        FakeServer(judging(lambda _, count: scored(count))) as judge,
    ):
        flags = ["--curate", "--judge-base-url", judge.url, "--unjudged", "keep", "--no-journal"]
        run(docs, tmp_path / "free", "--base-url", server.url, *flags)
        wrote, judged = len(server.bodies), len(judge.bodies)
        assert judged > 1
        assert run(docs, tmp_path / "tight", "--base-url", server.url, *flags, "--max-requests", wrote + 1) == 3
    assert (len(server.bodies) - wrote, len(judge.bodies) - judged) == (wrote, 1)


def test_without_a_model_what_only_a_model_looks_at_is_named(docs: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    run(docs, tmp_path / "out", "--no-llm", "--model", "some/model", "--fetch-images")
    assert "--model, --fetch-images: nothing, with --no-llm" in caplog.text
    caplog.clear()
    run(docs, tmp_path / "out", "--no-llm")
    assert "--no-llm" not in caplog.text
