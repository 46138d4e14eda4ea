"""The managed server: it is there when it is asked for, its death is told, and nothing of it is left behind."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from synthetic_data.engines.server import ManagedServer, ServerOptions, command_of, free_port
from synthetic_data.errors import UserError

HERE = Path(__file__).resolve().parent
SLOW = """
import sys, time, http.server, subprocess, signal
port, wait, stubborn = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "stubborn"
if stubborn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print("child", child.pid, flush=True)
time.sleep(wait)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"{}")
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def server(tmp_path: Path, *arguments: str, timeout: float = 20.0, grace: float = 0.5) -> ManagedServer:
    port = free_port()
    command = [sys.executable, "-c", SLOW, str(port), *arguments]
    return ManagedServer(ServerOptions("lmdeploy", "m", tmp_path / "server.log", timeout=timeout, grace=grace), command, port)


def child_of(log: Path) -> int:
    return int(log.read_text().split()[1])


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_slow_server_is_waited_for_and_ends_with_its_children(tmp_path: Path):
    with server(tmp_path, "1.0", "") as url:
        assert urllib.request.urlopen(url.removesuffix("/v1") + "/health").status == 200
        child = child_of(tmp_path / "server.log")
        assert is_alive(child)
    assert not is_alive(child)


def test_a_server_that_ignores_sigterm_is_killed(tmp_path: Path):
    began = time.monotonic()
    with server(tmp_path, "0", "stubborn"):
        child = child_of(tmp_path / "server.log")
    assert time.monotonic() - began < 10
    assert not is_alive(child)


def test_death_at_the_start_is_told_within_a_second_with_the_last_lines_of_its_log(tmp_path: Path):
    command = [sys.executable, "-c", "print('CUDA out of memory'); raise SystemExit(7)"]
    began = time.monotonic()
    with pytest.raises(UserError, match="exit code 7.*CUDA out of memory") as caught:
        ManagedServer(ServerOptions("vllm", "m", tmp_path / "server.log"), command).__enter__()
    assert time.monotonic() - began < 3
    assert "server.log" in caught.value.fix


@pytest.mark.parametrize("kind", ["vllm", "lmdeploy"])
def test_a_server_that_is_not_installed_is_told_with_the_line_that_installs_it(tmp_path: Path, kind: str):
    command = [sys.executable, "-m", f"{kind}.nowhere"] if importlib.util.find_spec(kind) is None else []
    if not command:
        pytest.skip(f"{kind} is installed")
    with pytest.raises(UserError) as caught:
        ManagedServer(ServerOptions(kind, "m", tmp_path / "server.log"), command).__enter__()
    assert caught.value.problem == f"--serve {kind} needs the package {kind}, which is not installed."
    assert caught.value.fix == f"pip install {kind}"


@pytest.fixture(autouse=True)
def dot_matches_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UserError, "__str__", lambda self: " ".join(f"{self.problem} {self.fix}".split()))


def test_a_server_that_is_never_ready_is_given_up_and_ended(tmp_path: Path):
    with pytest.raises(UserError, match="not ready within 1 seconds"):
        server(tmp_path, "60", "", timeout=1.0).__enter__()
    assert not is_alive(child_of(tmp_path / "server.log"))


def test_kill_9_of_the_parent_leaves_no_orphan(tmp_path: Path):
    code = (
        "import sys, time\nsys.path[:0] = [sys.argv[2], sys.argv[3]]\nfrom pathlib import Path\nfrom test_server import server\n"
        "with server(Path(sys.argv[1]), '0', ''):\n    print('up', flush=True)\n    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(HERE), str(HERE.parent)], stdout=subprocess.PIPE)
    assert parent.stdout and parent.stdout.readline() == b"up\n"
    child = child_of(tmp_path / "server.log")
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def test_death_in_the_middle_is_seen(tmp_path: Path):
    managed = server(tmp_path, "0", "")
    with managed:
        assert not managed.death()
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            if str(managed.port).encode() in entry.read_bytes() and b"keeper" not in entry.read_bytes():
                os.kill(int(entry.parent.name), signal.SIGKILL)
        began = time.monotonic()
        while not managed.death() and time.monotonic() < began + 5:
            time.sleep(0.05)
        assert time.monotonic() - began < 2
        assert "exit code 137" in managed.death()
        assert "child" in managed.death(), "its last lines"


def test_two_servers_never_ask_for_a_fixed_port(tmp_path: Path):
    options = ServerOptions("vllm", "some/model", tmp_path / "log", ("--dtype", "bfloat16"))
    one, two = ManagedServer(options), ManagedServer(options)
    assert one.port != two.port
    assert command_of(options, 1234)[-4:] == ["1234", "--enable-prefix-caching", "--dtype", "bfloat16"]
    assert "--dtype" in one.command


def test_llama_cpp_with_a_tiny_model_comes_up_and_goes(tmp_path: Path):
    pytest.importorskip("xllamacpp")
    port = free_port()
    command = [sys.executable, str(HERE / "llama_server.py"), str(HERE / "models" / "micro-qwen2-json.gguf"), str(port)]
    with ManagedServer(ServerOptions("lmdeploy", "micro", tmp_path / "server.log"), command, port) as url:
        assert urllib.request.urlopen(f"{url}/models").status == 200
