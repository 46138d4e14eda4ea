"""The whole job with lmdeploy in this process, against the stand-in of test_lmdeploy.py."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fake_server import quoting
from test_lmdeploy import FakeLmdeploy, Pipeline, Response

import generate_synthetic_data as script
from synthetic_data.engines import preflight

ROOT = Path(__file__).resolve().parent.parent
TEXT = """# Kettle guide

A kettle is a vessel that heats water until it boils and then switches itself off.

The lid must stay closed while the water heats, and at most 1.7 litres fit into the vessel.
"""


class FellBack(FakeLmdeploy):
    """lmdeploy where TurboMind does not run the model: it takes its other engine, which has no prefix cache for it."""

    def pipeline(self, model: str, **values: Any) -> Pipeline:
        given = values["backend_config"].__dict__
        values["backend_config"] = self.PytorchEngineConfig(**{**given, "enable_prefix_caching": False})
        return super().pipeline(model, **values)


def quoted(content: Any) -> Response:
    body = quoting({"messages": [{"role": "user", "content": content}]})
    return Response(body["choices"][0]["message"]["content"])


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeLmdeploy:
    module = FellBack()
    module.answering = quoted
    monkeypatch.setitem(sys.modules, "lmdeploy", module)
    monkeypatch.setattr(preflight, "check_lmdeploy", lambda: None)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text(json.dumps({"max_position_embeddings": 8192}))
    (tmp_path / "kettle.md").write_text(TEXT)
    return module


def run(folder: Path, *arguments: object) -> int:
    where = ["--docs", folder / "kettle.md", "--output", folder / "out", "--model", folder / "model", "--max-tokens", 500]
    return script.main([str(part) for part in (*where, *arguments)])


def pairs(folder: Path) -> list[dict[str, Any]]:
    file = sorted(folder.glob("out/run-*/pairs.jsonl"))[-1]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_the_last_lines_tell_which_backend_ran_and_that_it_had_no_prefix_cache(fake: FakeLmdeploy, tmp_path: Path, capsys):
    assert run(tmp_path) == 0
    told = capsys.readouterr().out
    assert "Engine    lmdeploy's pytorch, without its prefix cache" in told
    assert {entry["origin"] for entry in pairs(tmp_path)} == {"model"}


def test_an_engine_that_ends_stops_the_run_and_the_same_command_goes_on(fake: FakeLmdeploy, tmp_path: Path, capsys):
    answering, answered = fake.answering, []

    def dying(content: Any) -> Response:
        answered.append(content)
        if len(answered) > 3:
            return Response("", "error", error_code="engine_unavailable", error_message="The inference engine is unavailable.")
        return answering(content)

    fake.answering = dying
    assert run(tmp_path, "--max-batch-size", 1) == 3
    assert "Stopped before the end: lmdeploy says engine_unavailable" in capsys.readouterr().out
    assert {entry["origin"] for entry in pairs(tmp_path)} == {"model"}, "heuristics must not take over"
    fake.answering = answering
    assert run(tmp_path) == 0
    assert "3 from the journal" in capsys.readouterr().out


def test_the_benchmark_asks_the_pipeline_and_our_engine_the_same(fake: FakeLmdeploy, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import in_process

    arguments = [str(tmp_path / "model"), "--requests", "5", "--repeat", "1", "--docs", str(tmp_path / "kettle.md")]
    monkeypatch.setattr(sys, "argv", ["in_process.py", *arguments])
    in_process.main()
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")][1:]
    assert [row[0].strip("| ") for row in rows] == [
        "lmdeploy alone, one call, free",
        "engine and journal, free",
        "lmdeploy alone, one call, guided",
        "engine and journal, guided",
        "the job's loop, guided",
    ]
    assert {(row[1], row[3], row[5], row[-1]) for row in rows} == {("5", "500", "50", "0 |")}


def test_jax_is_not_loaded_for_it_would_take_the_gpus_memory(tmp_path: Path):
    (tmp_path / "jax").mkdir()
    (tmp_path / "jax" / "__init__.py").write_text("raise SystemExit('JAX was loaded')")
    program = (
        "import sys\nsys.path[:0] = sys.argv[1:]\nfrom synthetic_data.generate.related import without_jax\n"
        "bm25s = without_jax('bm25s')\nimport bm25s.selection as selection\n"
        "assert not selection.JAX_IS_AVAILABLE and not {'jax', 'jax.lax'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path), str(ROOT)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_jax_that_somebody_has_loaded_stays_loaded(tmp_path: Path):
    (tmp_path / "jax").mkdir()
    (tmp_path / "jax" / "__init__.py").write_text("")
    (tmp_path / "jax" / "lax.py").write_text("raise SystemExit('JAX was used')")
    program = (
        "import sys\nsys.path[:0] = sys.argv[1:]\nimport jax\nfrom synthetic_data.generate.related import without_jax\n"
        "without_jax('bm25s')\nassert sys.modules['jax'] is jax and 'jax.lax' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path), str(ROOT)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
