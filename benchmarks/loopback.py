"""A model server that is none: it answers the OpenAI protocol on loopback after a fixed time, and counts what it is asked.

It runs in a process of its own (`python benchmarks/loopback.py --latency 0.2` prints its address and ends with its standard input),
written on bare sockets, so that little of the machine's time is its own; how much it was stands in its counts.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import re
import resource
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MODELS = {"data": [{"id": "loopback"}]}
USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 64}}
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def chat(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "usage": USAGE}).encode()


NOTHING = chat('{"pairs": []}')


def quoting(body: bytes) -> bytes:
    """One grounded pair for any task: a line of the source as the answer. Which line, the request alone decides."""
    content = next(message["content"] for message in json.loads(body)["messages"] if message["role"] == "user")
    text = content if isinstance(content, str) else content[-1]["text"]
    if "# Task: " not in text:  # a question whether images are taken, or the like
        return NOTHING
    lines = [line.strip() for line in text.split("=====")[2].splitlines()]
    lines = [line.removeprefix("Quote: ") for line in lines if not line.startswith(("Part ", "Summary: "))]
    lines = [line for line in lines if len(line) > 40 and line[0].isalpha()] or [max(lines, key=len)]
    quote = lines[int(hashlib.sha256(body).hexdigest(), 16) % len(lines)]
    task = re.findall(r"# Task: (.*?) \(", text)[-1].lower()
    words = " ".join(re.findall(r"\w+", quote)[:8])
    steps = [f"The source speaks of this: {words}.", f"It says: {quote}", f"So for {task} that is what holds."]
    quotes = [lines[0], quote, lines[-1]] if task == "document summary" else [quote]
    pair = {"question": f"For {task}, what holds of {words}?", "reasoning_steps": steps, "answer": quote, "evidence": quotes}
    return chat(json.dumps({"pairs": [pair]}))


@dataclass
class Counts:
    """What was asked since the start or the last reset; first_at is on the machine's monotonic clock."""

    answering: Callable[[bytes], bytes]
    latency: float
    first_at: float = 0.0
    last_at: float = 0.0
    under_way: int = 0
    most_under_way: int = 0
    cut_off: int = 0
    bodies: Counter[bytes] = field(default_factory=Counter)
    cpu_before: float = 0.0

    def as_json(self) -> dict[str, Any]:
        total = sum(self.bodies.values())
        return {
            "first_at": self.first_at,
            "last_at": self.last_at,
            "requests": total,
            "twice": total - len(self.bodies),
            "under_way": self.under_way,
            "most_under_way": self.most_under_way,
            "cut_off": self.cut_off,
            "cpu": cpu() - self.cpu_before,
        }

    def reset(self) -> None:
        self.first_at = self.last_at = 0.0
        self.most_under_way = self.cut_off = 0
        self.bodies.clear()
        self.cpu_before = cpu()


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Connection(asyncio.Protocol):
    """One client connection: one request at a time, kept open."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.heard = b""
        self.answer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, separator, rest = self.heard.partition(b"\r\n\r\n")
        if not separator:
            return
        length = LENGTH.search(head)
        wanted = int(length[1]) if length else 0
        if len(rest) < wanted:
            return
        self.heard = b""
        self.take(head.split(b" ", 2)[1], rest)

    def take(self, path: bytes, body: bytes) -> None:
        counts = self.counts
        if path.endswith(b"/chat/completions"):
            counts.last_at = time.monotonic()
            counts.first_at = counts.first_at or counts.last_at
            counts.bodies[hashlib.sha256(body).digest()] += 1
            counts.under_way += 1
            counts.most_under_way = max(counts.most_under_way, counts.under_way)
            loop = asyncio.get_running_loop()
            self.answer = loop.call_later(counts.latency, self.complete, counts.answering(body))
        elif path == b"/reset":
            counts.reset()
            self.send(b"{}")
        elif path == b"/counts":
            self.send(json.dumps(counts.as_json()).encode())
        else:
            self.send(json.dumps(MODELS).encode())

    def complete(self, body: bytes) -> None:
        self.answer = None
        self.counts.under_way -= 1
        self.send(body)

    def send(self, body: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)

    def connection_lost(self, error: Exception | None) -> None:
        if self.answer is not None:  # the client died while it waited
            self.answer.cancel()
            self.counts.under_way -= 1
            self.counts.cut_off += 1


async def serve(counts: Counts) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(counts), "127.0.0.1", 0, backlog=4096)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


class Loopback:
    """The server as its users see it: its address, its counts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.url = f"{address}/v1"

    def ask(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=60) as response:
            answer: dict[str, Any] = json.load(response)
            return answer

    def counts(self) -> dict[str, Any]:
        return self.ask("counts")

    def reset(self) -> None:
        self.ask("reset")


@contextlib.contextmanager
def loopback(latency: float, pairs: bool) -> Iterator[Loopback]:
    """A server in a process of its own, which ends with the block; pairs: a pair for every task, else an empty list."""
    command = [sys.executable, str(Path(__file__).resolve()), "--latency", str(latency), *(["--pairs"] if pairs else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        try:
            yield Loopback(process.stdout.readline().strip())
        finally:
            process.stdin.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--latency", type=float, default=0.2, help="seconds for an answer, default 0.2")
    parser.add_argument("--pairs", action="store_true", help="answer with a grounded pair instead of an empty list")
    options = parser.parse_args()
    asyncio.run(serve(Counts(quoting if options.pairs else lambda _: NOTHING, options.latency)))


if __name__ == "__main__":
    main()
