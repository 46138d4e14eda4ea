"""Any OpenAI-compatible server, or several: one aiohttp session each, retries on a closed list of errors, one loop thread."""

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any

from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_attempt

from ..errors import UserError
from ..exchange import Reply, Request
from .pace import Pace, TryAgain, backoff
from .pool import Server, preference
from .wire import (
    base_url,
    blames_images,
    blames_schema,
    chat_body,
    final_failure,
    listed_models,
    may_pass,
    message_of,
    reply_of,
    retry_after,
    unreached,
)

ATTEMPTS = 6
PROBE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """How to speak to the servers. key is the API key or ""; concurrency is per server; timeout in seconds per attempt.

    requests_per_minute and tokens_per_minute (prompt estimate plus longest reply) are limits over all servers; 0 is none.
    """

    urls: tuple[str, ...]
    model: str = ""
    key: str = field(default="", repr=False)
    concurrency: int = 64
    timeout: float = 600.0
    requests_per_minute: int = 0
    tokens_per_minute: int = 0
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    sees_images: bool = True


class Endpoint:
    """An engine over HTTP. Raises UserError on entering when no server answers or the model is not served.

    death tells why the server is gone for good, or "": whoever started it knows. Requests are then answered with "stopped", and
    so they are when every attempt has failed and no server is well: heuristics must not quietly take over a whole run.
    """

    def __init__(self, options: EndpointOptions, death: Callable[[], str] = str) -> None:
        self.options = options
        self.death = death
        self.servers = [Server(base_url(url)) for url in options.urls]
        self.model = options.model
        self.window = options.concurrency * len(self.servers)
        self.context_length: int | None = None
        self.sees_images = options.sees_images
        self.retries = 0
        self.last_trouble = "nothing"
        self.room = threading.BoundedSemaphore(self.window)
        self.arrived: deque[tuple[Request, Future[Reply]]] = deque()
        self.waking = False
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="endpoint", daemon=True)

    @property
    def identity(self) -> str:
        """What can change an answer: the model and what is added to every request; not where the servers happen to be."""
        return f"openai:{self.model}:{json.dumps(self.options.extra_body, sort_keys=True)}"

    def __enter__(self) -> "Endpoint":
        self.thread.start()
        try:
            self.run(self.open())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def close(self) -> None:
        """Gives up what is under way and ends the loop thread."""
        self.run(self.shut())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def shut(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        while self.arrived:
            request, future = self.arrived.popleft()
            self.room.release()
            future.set_result(Reply(request.key, failure="stopped", detail="the run is ending"))
        for session in getattr(self, "sessions", {}).values():
            await session.close()

    async def open(self) -> None:
        import aiohttp

        headers = {"Authorization": f"Bearer {self.options.key}"} if self.options.key else {}
        self.sessions: dict[str, aiohttp.ClientSession] = {}
        self.caps: dict[str, asyncio.Semaphore] = {}
        for server in self.servers:
            connector = aiohttp.TCPConnector(limit=self.options.concurrency, keepalive_timeout=60)
            timeout = aiohttp.ClientTimeout(total=self.options.timeout, connect=min(30.0, self.options.timeout))
            self.sessions[server.url] = aiohttp.ClientSession(connector=connector, timeout=timeout, headers=headers)
            self.caps[server.url] = asyncio.Semaphore(self.options.concurrency)
        self.pace = Pace(self.options.requests_per_minute, self.options.tokens_per_minute)
        await self.meet()

    async def meet(self) -> None:
        """Asks every server for its models; takes the first one's when none is named. At least one server must answer."""
        answers = await asyncio.gather(*(self.models(server) for server in self.servers))
        troubles = [answer for answer in answers if isinstance(answer, str)]
        if len(troubles) == len(self.servers):
            raise UserError(
                f"No server answers: {troubles[0]}.", "Start it or correct --base-url; `system-check` shows what is reachable."
            )
        for server, answer in zip(self.servers, answers, strict=True):
            if isinstance(answer, str):
                server.breaker.failures = 2
                server.breaker.failed()
            elif not self.model and answer:
                self.model = answer[0]
        if not self.model:
            raise UserError("The server names no model.", "Name one with --model.")

    async def models(self, server: Server) -> list[str] | str:
        """The models a server lists (an empty list when it keeps that to itself), or what is wrong with it."""
        import aiohttp

        try:
            timeout = aiohttp.ClientTimeout(total=PROBE_SECONDS)
            async with self.sessions[server.url].get(f"{server.url}/models", timeout=timeout) as response:
                body = await response.text()
                if response.status in (401, 403):
                    return f"{server.url} refuses the key (HTTP {response.status}: {message_of(body)})"
                if response.status >= 500:
                    return f"{server.url} answers HTTP {response.status}: {message_of(body)}"
                return listed_models(body) if response.status == 200 else []
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            return f"{server.url} cannot be reached ({unreached(error)})"

    def submit(self, request: Request) -> "Future[Reply]":
        """Sends a request; blocks while the window is full. The loop is woken once for all that has come in, not for each."""
        self.room.acquire()
        future: Future[Reply] = Future()
        self.arrived.append((request, future))
        if not self.waking:
            self.waking = True
            self.loop.call_soon_threadsafe(self.start_arrived)
        return future

    def start_arrived(self) -> None:
        """In the loop: starts what has come in. The flag goes down first, so that nothing that comes in now is overlooked."""
        self.waking = False
        while self.arrived:
            request, future = self.arrived.popleft()
            self.loop.create_task(self.answer(request)).add_done_callback(partial(self.hand_over, request, future))

    def hand_over(self, request: Request, future: "Future[Reply]", task: "asyncio.Task[Reply]") -> None:
        self.room.release()
        ended = Reply(request.key, failure="stopped", detail="the run is ending")
        future.set_result(ended if task.cancelled() else task.result())

    async def answer(self, request: Request) -> Reply:
        """The reply, after as many attempts as it takes, on as many servers as there are."""
        began = time.monotonic()
        try:
            try:
                return await self.attempt(request)  # nearly always enough, and the machinery for more costs a tenth of a request
            except TryAgain as error:
                return await self.again(request, error)
        except RetryError as error:
            last = error.last_attempt.exception()
            assert isinstance(last, TryAgain)
            failure, detail = last.failure, last.detail
            if last.ill and not any(server.breaker.is_well for server in self.servers):
                failure, detail = "stopped", f"no server answers any more ({last.detail})"
        except asyncio.CancelledError:
            failure, detail = "stopped", "the run is ending"
        except Exception as error:  # noqa: BLE001  (one request must never sink the others)
            failure, detail = "internal", f"{type(error).__name__}: {error}"
        return Reply(request.key, seconds=time.monotonic() - began, failure=failure, detail=detail)

    async def again(self, request: Request, failed: TryAgain) -> Reply:
        """More attempts after a failed first one, which tenacity is told of as if it had seen it."""
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(TryAgain),
            stop=stop_after_attempt(ATTEMPTS + len(self.servers)),
            wait=backoff,
        )
        async for attempt in retrying:
            with attempt:
                if attempt.retry_state.attempt_number == 1:
                    raise failed
                self.retries += 1
                return await self.attempt(request)
        raise AssertionError("unreachable: tenacity returns or raises")

    async def attempt(self, request: Request) -> Reply:
        """One attempt on the server the section prefers among those that are well."""
        if gone := self.death():
            return Reply(request.key, failure="stopped", detail=gone)
        server = next((server for server in preference(self.servers, request.affinity) if server.breaker.lets_through()), None)
        if server is None:
            raise TryAgain("unreachable", f"no server is well; the last trouble was: {self.last_trouble}", wait=1.0, ill=True)
        on_trial = not server.breaker.is_well
        async with self.caps[server.url]:
            if not (server.breaker.is_well or on_trial):  # it fell ill while this request waited for its turn
                raise TryAgain("unreachable", self.last_trouble, ill=True)
            await self.pace.wait(request)
            return await self.tried(server, request)

    async def tried(self, server: Server, request: Request) -> Reply:
        """The server's answer, with its breaker told how it went."""
        try:
            reply = await self.send(server, request)
        except TryAgain as error:
            if error.ill:
                self.last_trouble = error.detail
                server.breaker.failed()
            else:
                server.breaker.succeeded()
            raise
        finally:
            server.breaker.trying = False
        server.breaker.succeeded()
        return reply

    async def send(self, server: Server, request: Request) -> Reply:
        """Posts the request; a server that does not take the JSON schema is asked without it, from then on."""
        with_schema = request.schema is not None and server.takes_schema is not False
        status, body, seconds, wait = await self.post(server, request, with_schema)
        if with_schema and server.takes_schema is not True and blames_schema(status, body):
            status, body, seconds, wait = await self.post(server, request, False)
            if status == 200:
                server.takes_schema = False
        elif with_schema and status == 200:
            server.takes_schema = True
        if may_pass(status, body) and not blames_images(request, body):
            failure = "unreachable" if status in (502, 503, 504) else "refused"
            raise TryAgain(failure, f"HTTP {status}: {message_of(body)}", wait, ill=status >= 500)
        if status != 200:
            return final_failure(request, status, body, seconds)
        try:
            payload = json.loads(body)
        except ValueError:
            payload = body
        return reply_of(request, payload, seconds)

    async def post(self, server: Server, request: Request, with_schema: bool) -> tuple[int, str, float, float]:
        """(status, body, seconds, Retry-After in seconds). Raises TryAgain when there is no answer."""
        import aiohttp

        body = chat_body(request, self.model, with_schema, self.options.extra_body)
        began = time.monotonic()
        server.requests += 1
        try:
            async with self.sessions[server.url].post(f"{server.url}/chat/completions", json=body) as response:
                text = (await response.read()).decode("utf-8", "replace")
                return response.status, text, time.monotonic() - began, retry_after(response.headers.get("Retry-After"))
        except asyncio.TimeoutError as error:
            raise TryAgain("timeout", f"no answer within {self.options.timeout:g} seconds", ill=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise TryAgain("unreachable", f"{server.url}: {type(error).__name__}: {error}", ill=True) from error
