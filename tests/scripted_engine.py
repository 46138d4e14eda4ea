"""An engine that answers as it is told to, at once or late, and remembers what it was asked."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from synthetic_data.exchange import Reply, Request


class ScriptedEngine:
    """Calls `answering(request)` in a thread of its own for every request."""

    def __init__(self, answering: Callable[[Request], Reply], window: int = 4) -> None:
        self.answering = answering
        self.window = window
        self.model = "scripted"
        self.identity = "scripted:1"
        self.context_length = None
        self.sees_images = False
        self.requests: list[Request] = []

    def __enter__(self) -> "ScriptedEngine":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, request: Request) -> "Future[Reply]":
        self.requests.append(request)
        future: Future[Reply] = Future()
        threading.Thread(target=lambda: future.set_result(self.answering(request)), daemon=True).start()
        return future
