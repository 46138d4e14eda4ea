"""A real HTTP server on loopback that speaks the OpenAI protocol as it is told to."""

import asyncio
import json
import re
import threading
from collections.abc import Callable
from typing import Any

from aiohttp import web

Answering = Callable[[dict[str, Any]], Any]
Delay = float | Callable[[dict[str, Any]], float]  # seconds


def chat(text: str, finish: str = "stop", **message: Any) -> dict[str, Any]:
    """The body of a good answer."""
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 64}}
    return {"choices": [{"message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}], "usage": usage}


def pairs(*entries: dict[str, Any]) -> str:
    return json.dumps({"pairs": list(entries)})


def pair(question: str, quote: str, answer: str = "") -> dict[str, Any]:
    steps = [f"The source treats this: {question}", f"It says: {quote}", "So that is the answer."]
    return {"question": question, "reasoning_steps": steps, "answer": answer or quote, "evidence": [quote]}


def user_text(body: dict[str, Any]) -> str:
    """The task as the user's first turn tells it; in a repair a second one follows."""
    content = next(message for message in body["messages"] if message["role"] == "user")["content"]
    return content if isinstance(content, str) else " ".join(part.get("text", "") for part in content)


def quoting(body: dict[str, Any]) -> dict[str, Any]:
    """Answers any task with one good pair: it quotes the longest line of the source. What is no task is answered in a word."""
    text = next(message for message in body["messages"] if message["role"] == "user")["content"]
    text = text if isinstance(text, str) else text[-1]["text"]
    if "# Task: " not in text:
        return chat("Red.")
    source = text.split("=====")[2]
    line = max((line for line in source.splitlines() if not line.startswith(("#", "|", "=", "```"))), key=len).strip()
    title = re.findall(r"# Task: (.*?) \(", text)[-1]
    words = " ".join(re.findall(r"\w+", line)[:8])
    return chat(pairs(pair(f"Under {title.lower()}, what is said of {words}?", line)))


class FakeServer:
    """Answers POST /v1/chat/completions with `answering(body)`: a dict (200) or (status, dict or text[, headers]).

    What `answering` raises is raised at the end of the block: an engine would ask again, for long.
    """

    def __init__(self, answering: Answering = quoting, models: list[str] | None = None, delay: Delay = 0.0) -> None:
        self.answering = answering
        self.models = ["fake-model"] if models is None else models
        self.delay = delay
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.at_once = 0
        self.most_at_once = 0
        self.troubles: list[Exception] = []
        self.port = 0
        self.ready = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> "FakeServer":
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True)
        self.thread.start()
        assert self.ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.ending.set)
        self.thread.join()
        if self.troubles:
            raise self.troubles[0]

    async def serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.ending = asyncio.Event()
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_post("/v1/chat/completions", self.complete)
        app.router.add_get("/v1/models", self.list_models)
        app.router.add_get("/health", self.list_models)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.ready.set()
        await self.ending.wait()
        await runner.cleanup()

    async def list_models(self, _: web.Request) -> web.Response:
        return web.json_response({"data": [{"id": name} for name in self.models]})

    def answered(self, body: dict[str, Any]) -> Any:
        try:
            return self.answering(body)
        except Exception as error:  # noqa: BLE001  (raised again at the end, in the test's own thread)
            self.troubles.append(error)
            return 418, "the test's own answering raised"

    async def complete(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.delay(body) if callable(self.delay) else self.delay)
            answer = self.answered(body)
        finally:
            self.at_once -= 1
        if not isinstance(answer, tuple):
            answer = (200, answer)
        status, payload, headers = (*answer, {})[:3]
        if isinstance(payload, str):
            return web.Response(status=status, text=payload, headers=headers)
        return web.json_response(payload, status=status, headers=headers)
