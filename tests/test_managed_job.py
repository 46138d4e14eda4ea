"""The whole job with a server of its own (`--serve`) and with a real engine: llama.cpp's server and a model of one megabyte."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_server import is_alive

import generate_synthetic_data as script
from synthetic_data.engines import server as managed
from synthetic_data.engines.endpoint import Endpoint, EndpointOptions
from synthetic_data.engines.server import ManagedServer, ServerOptions, free_port
from synthetic_data.exchange import Request, Sampling

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MODEL = HERE / "models" / "micro-qwen2-json.gguf"
TEXT = """# Kettle guide

A kettle is a vessel that heats water until it boils and then switches itself off.

The lid must stay closed while the water heats, and at most 1.7 litres fit into the vessel.
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "kettle.md").write_text(TEXT)
    return tmp_path / "kettle.md"


def llama(port: int) -> list[str]:
    pytest.importorskip("xllamacpp")
    return [sys.executable, str(HERE / "llama_server.py"), str(MODEL), str(port)]


def talking(port: int, delay: float = 0.0, lives: int = 0) -> list[str]:
    return [sys.executable, str(HERE / "model_server.py"), str(port), str(delay), str(lives)]


def run(docs: Path, output: Path, *arguments: object) -> int:
    return script.main(["-q", "--docs", str(docs), "--output", str(output), *map(str, arguments)])


def manifest(output: Path) -> dict:
    return json.loads(sorted(output.glob("run-*/manifest.json"))[-1].read_text(encoding="utf-8"))


def lines(output: Path, name: str = "pairs.jsonl") -> list[dict]:
    file = sorted(output.glob(f"run-*/{name}"))[-1]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def servers_below(output: Path) -> list[int]:
    """The live processes of model servers whose log lies below a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/fd/1"):
        try:
            if str(output) in str(entry.readlink()) and is_alive(int(entry.parts[2])):
                found.append(int(entry.parts[2]))
        except OSError:
            continue  # it ended while we looked
    return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    log = tmp_path_factory.mktemp("llama") / "server.log"
    with ManagedServer(ServerOptions("lmdeploy", "micro", log), llama(port), port) as url:
        yield url


def test_a_real_engine_answers_the_whole_job_by_json_schema(real: str, docs: Path, tmp_path: Path):
    arguments = ["--base-url", real, "--types", "section_summary,cause_effect", "--temperature", 0.8, "--max-tokens", 300]
    arguments += ["--repair", 0]
    code = run(docs, tmp_path / "out", *arguments)
    assert code == (0 if lines(tmp_path / "out") else 3)
    counts, engine = manifest(tmp_path / "out")["counts"], manifest(tmp_path / "out")["engine"]
    assert engine["requests"] == 2 + engine["failures"].get("length", 0)  # asked once more with more room
    assert engine["prompt_tokens"] > 1000
    assert engine["completion_tokens"] > 0
    # A model this small writes nonsense, but by the schema: what it ended itself is read, and abstains or is rejected by a gate.
    ended = engine["requests"] - sum(engine["failures"].values())
    reasons = [entry["reason"] for entry in lines(tmp_path / "out", "rejected.jsonl") if entry["origin"] == "model"]
    assert len([reason for reason in reasons if "unreadable" in reason]) <= 2 - ended
    assert sum(row["asked"] for row in counts["funnel"].values()) == 2
    assert {entry["origin"] for entry in lines(tmp_path / "out")} <= {"fallback"}
    run(docs, tmp_path / "out", *arguments)
    assert manifest(tmp_path / "out")["engine"]["from_journal"] == ended


def test_system_check_finds_out_that_the_real_engine_takes_a_schema_and_no_images(real: str, tmp_path: Path, capsys):
    assert script.main(["system-check", "--base-url", real, "--output", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "JSON schema  taken" in told
    assert "Images       not taken" in told


def test_the_real_engines_words_for_a_prompt_too_long_are_understood(real: str):
    request = Request("k", ({"role": "user", "content": "kettle " * 9000},), Sampling(10, 0.7, 0.95, 1))
    with Endpoint(EndpointOptions((real,))) as engine:
        assert engine.submit(request).result(20).failure == "context_overflow"


def test_a_served_run_starts_uses_and_ends_its_server(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(managed, "command_of", lambda options, port: llama(port))
    out = tmp_path / "out"
    code = run(docs, out, "--serve", "lmdeploy", "--types", "section_summary", "--max-tokens", 300, "--repair", 0)
    assert code == (0 if lines(out) else 3)
    assert manifest(out)["engine"]["requests"] >= 1
    (log,) = out.glob("run-*/server.log")
    assert "listening" in log.read_text()
    assert servers_below(out) == []


def test_a_served_run_whose_server_dies_stops_with_its_last_lines_and_goes_on(docs: Path, tmp_path: Path, monkeypatch):
    out = tmp_path / "out"
    lives = [5]
    monkeypatch.setattr(managed, "command_of", lambda options, port: talking(port, lives=lives[0]))
    arguments = ["--serve", "vllm", "--concurrency", 1]
    assert run(docs, out, *arguments) == 3
    engine = manifest(out)["engine"]
    assert "the vllm server ended with exit code 3" in engine["stopped"]
    assert "CUDA error: out of memory" in engine["stopped"]
    assert {entry["origin"] for entry in lines(out)} == {"model"}, "heuristics must not take over a run whose server died"
    assert servers_below(out) == []
    lives[0] = 0
    assert run(docs, out, *arguments) == 0
    assert manifest(out)["engine"]["from_journal"] == 5


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_served_run_that_is_interrupted_leaves_no_server(docs: Path, tmp_path: Path, sent: signal.Signals, code: int):
    out = tmp_path / "out"
    program = (
        "import sys\nsys.path[:0] = [sys.argv[1], sys.argv[2]]\nimport test_managed_job as job\n"
        "job.managed.command_of = lambda options, port: job.talking(port, delay=0.2)\n"
        "sys.exit(job.script.main(sys.argv[3:]))\n"
    )
    arguments = ["-q", "--docs", str(docs), "--output", str(out), "--serve", "vllm", "--concurrency", "2", "--fallback", "none"]
    child = subprocess.Popen([sys.executable, "-c", program, str(HERE), str(ROOT), *arguments], start_new_session=True)
    until = time.monotonic() + 30
    while not any("answer 3" in log.read_text() for log in out.glob("run-*/server.log")):
        assert child.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    os.killpg(child.pid, sent)  # as a terminal does: to the whole group
    assert child.wait(30) == code
    until = time.monotonic() + 10
    while servers_below(out) and time.monotonic() < until:
        time.sleep(0.05)
    assert servers_below(out) == []
    if sent == signal.SIGINT:
        assert manifest(out)["engine"]["failures"].keys() <= {"stopped"}, "what was under way came in before the server ended"
        assert len(lines(out)) >= 3
