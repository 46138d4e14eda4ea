"""Runs a server and outlives nobody: when its parent ends, however it ends, the whole process tree of the server ends.

Started as `python -m synthetic_data.engines.keeper GRACE COMMAND…` with a pipe as standard input: the pipe closes when the
parent closes it or dies, even by kill -9. The keeper adopts orphans (Linux), so nothing of the tree gets away.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
PR_SET_PDEATHSIG = 1
GRACE_OF_ORPHANS = 0.5  # seconds: workers of a server that is dead have nothing to finish, and its death must be told soon


def adopt_orphans() -> None:
    """On Linux, makes this process the parent of descendants whose own parent has died."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent() -> None:
    """In the child, on Linux: killed when the keeper itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def descendants(root: int) -> list[int]:
    """All live processes below `root`, as /proc tells; empty where there is no /proc."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue  # it ended while we looked
        if fields[0] != "Z":
            parents[int(entry.parent.name)] = int(fields[1])
    found: list[int] = []
    layer = {root}
    while layer:
        layer = {child for child, parent in parents.items() if parent in layer}
        found.extend(layer)
    return found


def end_tree(child: "subprocess.Popen[bytes]", grace: float) -> None:
    """Asks the whole tree to end, waits `grace` seconds, then kills what is left."""
    signal_tree(child, signal.SIGTERM)
    until = time.monotonic() + grace
    while time.monotonic() < until and (child.poll() is None or descendants(os.getpid())):
        time.sleep(0.05)
    for _ in range(50):
        signal_tree(child, signal.SIGKILL)
        child.poll()
        if not descendants(os.getpid()):
            break
        time.sleep(0.05)


def signal_tree(child: "subprocess.Popen[bytes]", number: int) -> None:
    for process in {child.pid, *descendants(os.getpid())}:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, number)
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)


def main(arguments: list[str]) -> int:
    """Runs the command until it ends or the pipe closes; returns the command's exit code."""
    grace, command = float(arguments[0]), arguments[1:]
    adopt_orphans()
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: ending.set())
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent)

    def watch_pipe() -> None:
        while os.read(0, 1):
            pass
        ending.set()

    threading.Thread(target=watch_pipe, daemon=True).start()
    while child.poll() is None and not ending.wait(0.1):
        pass
    end_tree(child, min(grace, GRACE_OF_ORPHANS) if child.poll() is not None else grace)
    code = child.returncode if child.returncode is not None else 1
    return code if code >= 0 else 128 - code  # as a shell tells of a signal: 137 for kill -9


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
