"""A model server of our own: started on a free port, watched while it loads, and ended with its whole process tree."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ..errors import UserError

KINDS = ("lmdeploy", "vllm")
LOG_LINES = 50
POLL_SECONDS = 0.2
GRACE_SECONDS = 10.0
ROOT = Path(__file__).resolve().parent.parent.parent
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy has no business on loopback


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What to start. arguments are added to the command as they are; timeout in seconds until the server must be healthy."""

    kind: str
    model: str
    log: Path
    arguments: tuple[str, ...] = ()
    timeout: float = 1200.0
    grace: float = GRACE_SECONDS


def free_port() -> int:
    """A port of the loopback interface that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command_of(options: ServerOptions, port: int) -> list[str]:
    """The command line of the server."""
    if options.kind == "lmdeploy":
        base = [sys.executable, "-m", "lmdeploy", "serve", "api_server", options.model, "--server-name", "127.0.0.1"]
        return [*base, "--server-port", str(port), "--enable-prefix-caching", *options.arguments]
    base = [sys.executable, "-m", "vllm.entrypoints.cli.main", "serve", options.model, "--host", "127.0.0.1"]
    return [*base, "--port", str(port), "--enable-prefix-caching", *options.arguments]


class ManagedServer:
    """A context manager that yields the base URL of the server. Raises UserError when the server dies or stays silent.

    The server runs under a keeper process (see keeper.py), so that it ends with this process even after kill -9.
    """

    def __init__(self, options: ServerOptions, command: Sequence[str] | None = None, port: int = 0) -> None:
        self.options = options
        self.port = port or free_port()
        self.command = list(command) if command else command_of(options, self.port)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> str:
        self.options.log.parent.mkdir(parents=True, exist_ok=True)
        keeper = [sys.executable, "-m", "synthetic_data.engines.keeper", str(self.options.grace), *self.command]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))}
        with self.options.log.open("ab") as log:
            # In a session of its own: the terminal's Ctrl-C is for us, who let what is under way come in before the server ends.
            self.process = subprocess.Popen(
                keeper, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment, start_new_session=True
            )
        try:
            self.wait_until_healthy()
        except BaseException:
            self.close()
            raise
        return self.url

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def wait_until_healthy(self) -> None:
        """Asks /health until it says 200, watching that the process lives."""
        assert self.process is not None
        until = time.monotonic() + self.options.timeout
        while not self.is_healthy():
            if gone := self.death():
                kind = self.options.kind
                if re.search(rf"No module named '?{kind}\b", gone):
                    raise UserError(f"--serve {kind} needs the package {kind}, which is not installed.", f"pip install {kind}")
                raise UserError(
                    f"Before it was ready {gone.rstrip()}",
                    f"Mend what it complains of (the whole log: {self.options.log}); --serve-arg passes options on.",
                )
            if time.monotonic() > until:
                raise UserError(
                    f"The {self.options.kind} server was not ready within {self.options.timeout:g} seconds. Its last lines:\n"
                    f"{self.last_lines()}",
                    f"Give it longer with --serve-timeout; the whole log: {self.options.log}.",
                )
            time.sleep(POLL_SECONDS)

    def is_healthy(self) -> bool:
        try:
            with DIRECT.open(f"http://127.0.0.1:{self.port}/health", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def death(self) -> str:
        """How the server ended by itself, with its last lines; "" while it runs (and when it was we who ended it)."""
        code = self.process.poll() if self.process else None
        if code is None:
            return ""
        return f"the {self.options.kind} server ended with exit code {code}. Its last lines:\n{self.last_lines()}\n"

    def last_lines(self) -> str:
        """The end of the server's log."""
        try:
            with self.options.log.open(encoding="utf-8", errors="replace") as log:
                return "".join(deque(log, LOG_LINES)).rstrip()
        except OSError:
            return "(no log)"

    def close(self) -> None:
        """Ends the server and everything it started."""
        process, self.process = self.process, None
        if process is None:
            return
        if process.stdin:
            process.stdin.close()  # the keeper sees the end of its pipe and ends the tree
        try:
            process.wait(self.options.grace + 10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
