"""What goes to a model and comes back: requests, replies, and the one promise an engine makes."""

from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a model is to answer: the longest reply in tokens, temperature, nucleus, and the seed of this one request."""

    max_tokens: int
    temperature: float
    top_p: float
    seed: int


@dataclass(frozen=True, slots=True)
class Request:
    """A task rendered for a model.

    messages are OpenAI messages; an image part holds {"type": "image_url", "image_url": {"url": "data:…"}}. schema is the JSON
    schema of the answer, or None for free text. affinity names what requests share, so that they may go to one server.
    key hashes everything that can change the answer.
    """

    key: str
    messages: tuple[dict[str, Any], ...]
    sampling: Sampling
    schema: dict[str, Any] | None = None
    affinity: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a request. A failure is a reply, too: `failure` is then its kind, `detail` says more.

    Kinds of failure: length, content_filter, empty, context_overflow, refused (the server's final word), unreachable, timeout,
    stopped (the run is ending), internal. finish_reason is the engine's own word; seconds run from sending to the end.
    """

    key: str
    text: str = ""
    reasoning: str = ""
    finish_reason: str = ""
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    failure: str = ""
    detail: str = ""


class Engine(Protocol):
    """Whoever answers requests: a context manager with one promise.

    submit never raises for a request, a failure comes back as a Reply; it blocks while `window` requests are under way.
    identity stands for everything about the engine that can change an answer (model, revision, format); context_length is in
    tokens, or None when it is not known.
    """

    @property
    def model(self) -> str: ...

    @property
    def identity(self) -> str: ...

    @property
    def window(self) -> int: ...

    @property
    def context_length(self) -> int | None: ...

    @property
    def sees_images(self) -> bool: ...

    def submit(self, request: Request) -> "Future[Reply]": ...

    def __enter__(self) -> Any: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
