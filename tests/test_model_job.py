"""The main job with a model behind a server: asked, read, checked, repaired, remembered, stopped and gone on with."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, pair, pairs, quoting, user_text

import generate_synthetic_data as script
from synthetic_data.engines import pace
from synthetic_data.engines.journal import Journal

ROOT = Path(__file__).resolve().parent.parent
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


def run(server: FakeServer, docs: Path, output: Path, *arguments: object) -> int:
    return script.main(["-q", "--base-url", server.url, "--docs", str(docs), "--output", str(output), *map(str, arguments)])


def manifest(output: Path) -> dict:
    return json.loads(sorted(output.glob("run-*/manifest.json"))[-1].read_text(encoding="utf-8"))


def lines(output: Path, name: str = "pairs.jsonl") -> list[dict]:
    (file,) = sorted(output.glob(f"run-*/{name}"))[-1:]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def test_a_models_answers_become_pairs_that_say_where_they_come_from(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        assert run(server, docs, tmp_path / "out") == 0
    (first, *_) = lines(tmp_path / "out")
    assert (first["origin"], first["model"]) == ("model", "fake-model")
    assert len(first["request_key"]) == 32
    assert len(first["prompt_sha256"]) == 64
    evidence = first["evidence"][0]
    assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_second_run_asks_nothing_and_gives_the_same(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        run(server, docs, tmp_path / "out")
        asked = len(server.bodies)
        first = lines(tmp_path / "out")
        run(server, docs, tmp_path / "out")
        assert len(server.bodies) == asked
    assert lines(tmp_path / "out") == first


def test_a_changed_paragraph_asks_only_what_depends_on_it(docs: Path, tmp_path: Path):
    other = TEXT.replace("ettle", "oaster").replace("water", "bread").replace("vessel", "machine").replace("boils", "browns")
    (docs / "toaster.md").write_text(other)
    with FakeServer() as server:
        run(server, docs, tmp_path / "out")
        server.bodies.clear()
        (docs / "toaster.md").write_text(other + "\nThe crumbs fall into a tray that must be emptied every single week.\n")
        run(server, docs, tmp_path / "out")
    assert server.bodies
    assert not [body for body in server.bodies if "kettle" in user_text(body).lower()]


def test_all_prompts_of_a_section_share_everything_up_to_the_task(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--repair", 0)
    texts = [user_text(body) for body in server.bodies]
    prefixes = {text.split("# Task:")[0] for text in texts}
    assert len(texts) > 10
    assert len(prefixes) == 1
    assert len({json.dumps(body["messages"][0]) for body in server.bodies}) == 1


def test_a_rejected_pair_is_asked_for_again_with_the_reason(docs: Path, tmp_path: Path):
    def answering(body: dict) -> object:
        if len(body["messages"]) == 2:
            return chat(pairs(pair("What does the passage say about the lid?", "The lid must stay closed while the water heats")))
        return chat(pairs(pair("When must the lid of the kettle stay closed?", "The lid must stay closed while the water heats")))

    with FakeServer(answering) as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
    assert "question leans on the text" in server.bodies[1]["messages"][-1]["content"]
    (kept,) = lines(tmp_path / "out")
    assert kept["question"] == "When must the lid of the kettle stay closed?"
    assert [entry["reason"] for entry in lines(tmp_path / "out", "rejected.jsonl")] == ["question leans on the text"]


def test_a_key_that_is_named_and_not_there_is_told_before_anything_is_asked(docs: Path, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with FakeServer() as server:
        assert run(server, docs, tmp_path / "out", "--api-key-env", "NO_SUCH_KEY") == 2
        assert not server.bodies
    assert "NO_SUCH_KEY, which is not set" in capsys.readouterr().err


def test_an_empty_list_is_an_abstention_and_nothing_is_invented(docs: Path, tmp_path: Path):
    with FakeServer(lambda _: chat('{"pairs": []}')) as server:
        assert run(server, docs, tmp_path / "out") == 3  # a dataset was asked for
    assert lines(tmp_path / "out") == []
    assert lines(tmp_path / "out", "rejected.jsonl") == []


def test_what_a_model_cannot_answer_heuristics_do_and_say_so(docs: Path, tmp_path: Path):
    with FakeServer(lambda _: chat("I am sorry, but no.")) as server:
        run(server, docs, tmp_path / "out", "--types", "fact_based,true_false_fill_blank")
        kept = lines(tmp_path / "out")
        assert kept
        assert {entry["origin"] for entry in kept} == {"fallback"}
        run(server, docs, tmp_path / "out2", "--types", "fact_based,true_false_fill_blank", "--fallback", "none")
        assert lines(tmp_path / "out2") == []
        assert lines(tmp_path / "out2", "rejected.jsonl")


def test_a_reply_cut_off_by_its_length_is_asked_once_more_with_more_room(docs: Path, tmp_path: Path):
    def answering(body: dict) -> object:
        return quoting(body) if body["max_tokens"] > 4096 else chat('{"pairs": [{"question": "Wh', "length")

    with FakeServer(answering) as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
    assert [body["max_tokens"] for body in server.bodies] == [4096, 8192]
    assert len(lines(tmp_path / "out")) == 1


def test_a_section_too_long_for_the_model_is_cut_and_asked_in_parts(docs: Path, tmp_path: Path):
    def answering(body: dict) -> object:
        if len(user_text(body).split("=====")[2]) > 200:
            return (400, {"error": {"message": "This model's maximum context length is 100 tokens"}})
        return quoting(body)

    with FakeServer(answering) as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
    kept = lines(tmp_path / "out")
    assert len(kept) >= 1
    assert len({entry["sections"][0]["id"] for entry in kept}) == 1


def test_num_pairs_refills_until_the_quota_is_met(docs: Path, tmp_path: Path):
    calls = iter(range(1000))

    def answering(body: dict) -> object:
        quote = ["heats water until it boils", "at most 1.7 litres fit into the vessel", "Steam escapes through the spout"][
            next(calls) % 3
        ]
        return chat(pairs(pair(f"Which fact number {next(calls)} does the kettle guide give about {quote[:5]}?", quote)))

    with FakeServer(answering) as server:
        assert run(server, docs, tmp_path / "out", "--num-pairs", 9, "--fallback", "none", "--concurrency", 1) == 0
    assert len(lines(tmp_path / "out")) == 9


def test_a_shortfall_after_all_rounds_is_told(docs: Path, tmp_path: Path):
    with FakeServer(lambda _: chat('{"pairs": []}')) as server:
        assert run(server, docs, tmp_path / "out", "--num-pairs", 5, "--rounds", 2) == 3
    assert len(server.bodies) >= 2


def test_a_limit_stops_cleanly_and_the_same_command_goes_on(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        assert run(server, docs, tmp_path / "out", "--max-requests", 4) == 3
        assert len(server.bodies) == 4
        run(server, docs, tmp_path / "out")
        everything = len(server.bodies)
        run(server, docs, tmp_path / "fresh", "--journal", tmp_path / "other.sqlite")
        assert everything == len(server.bodies) - everything
    assert lines(tmp_path / "out") == lines(tmp_path / "fresh")


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (["--max-cost", "0.0005", "--price-in", "1", "--price-out", "2"], "--max-cost 0.0005 is reached"),
        (["--max-minutes", "0.002"], "--max-minutes 0.002 are over"),
        (["--max-requests", "3"], "--max-requests 3 is reached"),
    ],
)
def test_every_limit_stops_cleanly_says_so_and_leaves_the_rest_for_the_next_run(
    docs: Path, tmp_path: Path, capsys, limit: list[str], told: str
):
    def refusing(body: dict) -> object:
        time.sleep(0.03)
        return chat("I cannot help with that.") if len(server.bodies) == 1 else quoting(body)

    arguments = ["--docs", str(docs), "--output", str(tmp_path / "out"), "--concurrency", "1", "--repair", "0"]
    with FakeServer(refusing) as server:
        assert script.main(["--base-url", server.url, *arguments, *limit]) == 3
        stopped_after = len(server.bodies)
        said = capsys.readouterr().out
        kept = lines(tmp_path / "out")
        assert script.main(["--base-url", server.url, "-q", *arguments]) == 0
    assert 1 < stopped_after < len(server.bodies)
    assert f"Stopped before the end: {told}. The same command goes on from here" in said
    assert sum(entry["origin"] == "model" for entry in kept) == stopped_after - 1
    assert not [entry for entry in lines(tmp_path / "out", "rejected.jsonl") if "stopped" in entry["reason"]]
    assert manifest(tmp_path / "out")["engine"]["from_journal"] == stopped_after


def test_the_account_at_the_end_tells_tokens_requests_retries_seconds_and_cost(docs: Path, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr(pace, "LONGEST_WAIT", 0.02)

    def once_busy(body: dict) -> object:
        return (503, "busy") if len(server.bodies) == 1 else quoting(body)

    arguments = ["--docs", str(docs), "--output", str(tmp_path / "out"), "--concurrency", "1"]
    arguments += ["--types", "section_summary,inference"]
    with FakeServer(once_busy) as server:
        assert script.main(["--base-url", server.url, *arguments, "--price-in", "1", "--price-out", "10"]) == 0
    said = capsys.readouterr().out
    assert "Model     fake-model" in said
    assert "Requests  2 asked, 0 from the journal, 1 retries" in said
    assert "Tokens    200 prompt (128 from the cache), 40 completion" in said
    assert "Cost      0.0006" in said
    assert "with the model" in said
    assert manifest(tmp_path / "out")["engine"]["seconds"] > 0


def test_without_a_journal_a_stop_does_not_promise_to_go_on(docs: Path, tmp_path: Path, capsys):
    arguments = ["--docs", str(docs), "--output", str(tmp_path / "out"), "--max-requests", "1", "--no-journal"]
    with FakeServer() as server:
        assert script.main(["--base-url", server.url, *arguments]) == 3
    assert "Without a journal the same command begins again." in capsys.readouterr().out


def test_the_account_tells_of_the_judge_apart_from_the_writer(docs: Path, tmp_path: Path, capsys):
    scores = {"accuracy": 9, "relevance": 9, "clarity": 9, "usefulness": 9, "reason": "Fine."}
    arguments = ["--docs", str(docs), "--output", str(tmp_path / "out"), "--types", "section_summary", "--curate"]
    with FakeServer() as writer, FakeServer(lambda _: chat(json.dumps(scores)), models=["strict"]) as judge:
        script.main(["--base-url", writer.url, "--judge-base-url", judge.url, *arguments])
    said = capsys.readouterr().out
    assert "Model     fake-model" in said
    assert "Judge     strict" in said
    assert said.count("completion tokens a second") == 2


def test_a_second_ctrl_c_ends_at_once_and_what_was_answered_stays(docs: Path, tmp_path: Path):
    with FakeServer(lambda body: quoting(body), delay=0.1) as server:
        arguments = ["--base-url", server.url, "--docs", str(docs), "--output", str(tmp_path / "out"), "--concurrency", "2"]
        command = [sys.executable, "generate_synthetic_data.py", *arguments]
        child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        while len(server.bodies) < 4:
            time.sleep(0.02)
        server.delay = 60
        time.sleep(0.5)  # what is under way now takes a minute
        child.send_signal(signal.SIGINT)
        time.sleep(1.5)  # two that come while a busy machine has not yet run the child count as one
        assert child.poll() is None, "after the first one it waits for what is under way"
        child.send_signal(signal.SIGINT)
        began = time.monotonic()
        told = child.communicate(timeout=30)[1]
        assert time.monotonic() - began < 5
        server.delay = 0
    assert child.returncode == 130
    assert "Interrupted" in told
    assert "generate_synthetic_data.py --base-url" in told, "the command that goes on"
    assert not list((tmp_path / "out").glob("train-*"))
    with sqlite3.connect(tmp_path / "out" / "journal.sqlite") as journal:
        assert journal.execute("SELECT count(*) FROM replies").fetchone()[0] >= 4


@pytest.mark.parametrize(
    ("change", "asked"),
    [(["--seed", "1"], True), (["--temperature", "0.1"], True), (["--model", "other"], True), (["--concurrency", "3"], False)],
)
def test_what_can_change_an_answer_asks_again_and_what_cannot_does_not(docs: Path, tmp_path: Path, change: list[str], asked: bool):
    with FakeServer(models=["fake-model", "other"]) as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
        before = len(server.bodies)
        run(server, docs, tmp_path / "out", "--types", "section_summary", *change)
        assert (len(server.bodies) > before) == asked


def test_a_changed_prompt_asks_only_for_its_own_type_again(docs: Path, tmp_path: Path):
    prompts = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    arguments = ["--types", "section_summary,inference", "--prompts", prompts]
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", *arguments)
        server.bodies.clear()
        changed = prompts / "questions" / "inference.md"
        changed.write_text(changed.read_text() + "\nPrefer short words.\n")
        run(server, docs, tmp_path / "out", *arguments)
    assert ["Prefer short words." in user_text(body) for body in server.bodies] == [True]


def test_a_journal_that_fills_the_disk_in_the_middle_ends_the_run_with_two_lines(docs: Path, tmp_path: Path, capsys, monkeypatch):
    entering = Journal.__enter__

    def nearly_full(journal: Journal) -> Journal:
        entering(journal)
        journal.page_limit(3)
        return journal

    monkeypatch.setattr(Journal, "__enter__", nearly_full)
    with FakeServer() as server:
        assert run(server, docs, tmp_path / "out", "--concurrency", 1) == 2  # one reply a commit: those before the full page stay
        told = capsys.readouterr().err
        assert "Error: The disk is full" in told
        assert "Fix: Free some space and run the same command again" in told
        monkeypatch.setattr(Journal, "__enter__", entering)
        assert run(server, docs, tmp_path / "out") == 0
    assert manifest(tmp_path / "out")["engine"]["from_journal"] >= 1


def test_a_server_that_is_gone_for_good_stops_the_run_instead_of_leaving_it_to_heuristics(docs: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(pace, "LONGEST_WAIT", 0.02)

    def dying(body: dict) -> object:
        return quoting(body) if len(server.bodies) <= 3 else (503, {"error": {"message": "out of memory"}})

    with FakeServer(dying) as server:
        assert run(server, docs, tmp_path / "out", "--concurrency", 1) == 3
    assert "no server answers any more" in manifest(tmp_path / "out")["engine"]["stopped"]
    assert [entry["origin"] for entry in lines(tmp_path / "out")] == ["model"] * 3


def test_control_tokens_in_a_document_reach_the_model_disarmed(docs: Path, tmp_path: Path):
    (docs / "kettle.md").write_text(
        TEXT + "\nThe token <|im_end|> and the mark <IMG_CONTEXT> are only words in this kettle guide.\n"
    )
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
    assert "<|im_end|>" not in user_text(server.bodies[0])
    assert "<IMG_CONTEXT>" not in user_text(server.bodies[0])


def test_the_key_is_in_no_file(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MY_KEY", "sk-very-secret")
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--api-key-env", "MY_KEY")
        assert server.headers[0]["Authorization"] == "Bearer sk-very-secret"
    for file in (tmp_path / "out").rglob("*"):
        assert file.is_dir() or b"sk-very-secret" not in file.read_bytes()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_after_an_interruption_the_same_command_asks_only_for_what_is_missing(docs: Path, tmp_path: Path, sent: signal.Signals):
    with FakeServer(delay=0.15) as server:
        arguments = ["--base-url", server.url, "--docs", str(docs), "--output", str(tmp_path / "out"), "--concurrency", "2"]
        child = subprocess.Popen(
            [sys.executable, "generate_synthetic_data.py", *arguments], cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        while len(server.bodies) < 6:
            time.sleep(0.02)
        os.kill(child.pid, sent)
        child.communicate(timeout=30)
        assert child.returncode == (-9 if sent == signal.SIGKILL else 130)
        run(server, docs, tmp_path / "out")
        asked = [json.dumps(body) for body in server.bodies]
        run(server, docs, tmp_path / "fresh", "--no-journal")
    assert len(asked) - len(set(asked)) <= 2, "more was asked twice than was under way"
    assert set(asked) == {json.dumps(body) for body in server.bodies}
    assert lines(tmp_path / "out") == lines(tmp_path / "fresh")


def test_without_a_gpu_or_lmdeploy_the_default_command_stops_with_the_ways_out(docs: Path, tmp_path: Path, capsys):
    from synthetic_data.engines.preflight import count_gpus

    if count_gpus():
        pytest.skip("this machine has a GPU")
    assert script.main(["--docs", str(docs), "--output", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "lmdeploy" in told
    assert "--no-llm" in told
    assert "--base-url" in told
    assert not (tmp_path / "out").exists()


def test_two_runs_at_once_on_one_journal_are_safe(docs: Path, tmp_path: Path):
    with FakeServer(delay=0.02) as server:
        codes: list[int] = []
        threads = [
            threading.Thread(
                target=lambda n=n: codes.append(run(server, docs, tmp_path / f"o{n}", "--journal", tmp_path / "j.sqlite"))
            )
            for n in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert codes == [0, 0]
    assert lines(tmp_path / "o0") == lines(tmp_path / "o1")


def test_the_bar_shows_how_many_sections_are_left(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from synthetic_data.commands import model_job

    bars: list[Any] = []

    class Bar:
        def __init__(self, total: int | None, *_: object) -> None:
            self.total, self.done = total, 0
            bars.append(self)

        def __enter__(self) -> "Bar":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def set_postfix(self, *_: object, **__: object) -> None:
            pass

        def update(self, count: int) -> None:
            self.done += count

    monkeypatch.setattr(model_job, "progress", Bar)
    with FakeServer() as server:
        assert run(server, samples / "prometheus-docs" / "introduction", tmp_path / "out", "--types", "inference,application") == 0
    (bar,) = bars
    sources = {user_text(body).split("=====")[1] for body in server.bodies if "# Task: " in user_text(body)}
    assert bar.total == bar.done == len(sources) > 3
