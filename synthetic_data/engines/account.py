"""The account: what was asked of an engine, what it cost, and when to stop."""

import threading
import time
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import TracebackType

from ..exchange import Engine, Reply, Request


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop asking; 0 is no limit. Prices are per million tokens, in whatever currency max_cost is in."""

    max_requests: int = 0
    max_minutes: float = 0.0
    max_cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0


@dataclass
class Totals:
    """Sums over all requests that reached the engine. failures counts replies by kind of failure."""

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)

    def cost(self, limits: Limits) -> float:
        """Price of the tokens so far."""
        return (self.prompt_tokens * limits.price_in + self.completion_tokens * limits.price_out) / 1_000_000


class Account:
    """An engine that counts, and that answers "stopped" once a limit is reached (or `stop` was called).

    together holds all accounts of a run, this one among them: who writes and who judges spend from one purse.
    """

    def __init__(self, engine: Engine, limits: Limits, together: "list[Account] | None" = None) -> None:
        self.engine = engine
        self.limits = limits
        self.together = [] if together is None else together
        self.together.append(self)
        self.began: float | None = None
        self.totals = Totals()
        self.model = engine.model
        self.identity = engine.identity
        self.stopped = ""
        self.lock = threading.Lock()

    @property
    def window(self) -> int:
        return self.engine.window

    @property
    def context_length(self) -> int | None:
        return self.engine.context_length

    @property
    def sees_images(self) -> bool:
        return self.engine.sees_images

    def __enter__(self) -> "Account":
        self.engine.__enter__()
        self.model, self.identity = self.engine.model, self.engine.identity
        self.began = time.monotonic()
        return self

    @property
    def elapsed(self) -> float:
        """Seconds since the engine is there: loading a model is not counted."""
        return time.monotonic() - self.began if self.began is not None else 0.0

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.totals.seconds = self.elapsed
        self.engine.__exit__(kind, error, trace)

    def stop(self, reason: str) -> None:
        """From now on every new request is answered with the failure "stopped"."""
        self.stopped = self.stopped or reason

    def submit(self, request: Request) -> "Future[Reply]":
        """Passes a request on, unless a limit has been reached."""
        self.check()
        if self.stopped:
            ready: Future[Reply] = Future()
            ready.set_result(Reply(request.key, failure="stopped", detail=self.stopped))
            return ready
        with self.lock:
            self.totals.requests += 1
        future = self.engine.submit(request)
        future.add_done_callback(self.count)
        return future

    def check(self) -> None:
        """Stops when a limit has been reached."""
        limits = self.limits
        if limits.max_requests and sum(one.totals.requests for one in self.together) >= limits.max_requests:
            self.stop(f"--max-requests {limits.max_requests} is reached")
        elif limits.max_minutes and max(one.elapsed for one in self.together) >= 60 * limits.max_minutes:
            self.stop(f"--max-minutes {limits.max_minutes:g} are over")
        elif limits.max_cost and sum(one.totals.cost(limits) for one in self.together) >= limits.max_cost:
            self.stop(f"--max-cost {limits.max_cost:g} is reached")

    def count(self, done: "Future[Reply]") -> None:
        if done.cancelled() or done.exception() is not None:
            return
        reply = done.result()
        with self.lock:
            self.totals.prompt_tokens += reply.prompt_tokens
            self.totals.cached_tokens += reply.cached_tokens
            self.totals.completion_tokens += reply.completion_tokens
            if reply.failure:
                self.totals.failures[reply.failure] += 1
