"""system-check: tells what would answer, what it can do, and says it with its exit code."""

from pathlib import Path

import pytest
from fake_server import FakeServer, chat

import generate_synthetic_data as script


def check(*arguments: object) -> int:
    return script.main(["system-check", *map(str, arguments)])


def test_without_a_model_only_the_output_folder_matters(tmp_path: Path, capsys):
    assert check("--no-llm", "--output", tmp_path / "new" / "folder") == 0
    assert "can be written" in capsys.readouterr().out
    assert not (tmp_path / "new").exists()


def test_a_server_is_asked_for_its_models_schema_and_images(tmp_path: Path, capsys):
    with FakeServer(lambda _: chat('{"ok": true}')) as server:
        assert check("--base-url", server.url, "--output", tmp_path) == 0
    told = capsys.readouterr().out
    assert "fake-model" in told
    assert "JSON schema  taken" in told
    assert "Images       taken" in told


def test_what_a_server_does_not_take_is_told_and_is_no_failure(tmp_path: Path, capsys):
    def answering(body: dict) -> object:
        if "response_format" in body:
            return (400, {"error": {"message": "response_format is unknown"}})
        return (400, {"error": {"message": "no images"}}) if isinstance(body["messages"][0]["content"], list) else chat("{}")

    with FakeServer(answering) as server:
        assert check("--base-url", server.url, "--output", tmp_path) == 0
    told = capsys.readouterr().out
    assert "JSON schema  not taken" in told
    assert "Images       not taken" in told


def test_a_dead_server_is_told_by_the_exit_code(tmp_path: Path, capsys):
    assert check("--base-url", "http://127.0.0.1:9", "--output", tmp_path) == 2
    assert "NOT OK: No server answers" in capsys.readouterr().out


def test_a_machine_without_a_gpu_is_told_by_the_exit_code(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    from synthetic_data.engines import preflight

    monkeypatch.setattr(preflight, "count_gpus", lambda: 0)
    (tmp_path / "config.json").write_text('{"max_position_embeddings": 4096}')
    assert check("--model", tmp_path, "--output", tmp_path) == 2
    told = capsys.readouterr().out
    assert "no NVIDIA GPU found" in told
    assert "text only, context 4096" in told


def test_without_a_network_the_hub_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    hub = pytest.importorskip("huggingface_hub")
    import socket

    from synthetic_data.engines import preflight
    from synthetic_data.errors import UserError

    def unknown(*_: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    asked: list[bool] = []

    def download(*_: object, local_files_only: bool, **__: object) -> str:
        asked.append(local_files_only)
        raise FileNotFoundError("not in the cache")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setattr("urllib.request.getproxies", dict)
    monkeypatch.setattr(hub, "hf_hub_download", download)
    with pytest.raises(UserError, match="neither a local folder nor can it be fetched"):
        preflight.read_model_card("nobody/nothing")
    assert asked == [True]  # what is in the cache would still have been found
