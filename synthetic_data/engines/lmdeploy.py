"""lmdeploy in this process (tested facts: version 0.18): one pipeline, many threads calling it, one reply a request."""

import base64
import io
import logging
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from ..errors import UserError
from ..exchange import Reply, Request

USUALLY_UNDER_WAY = 128  # what lmdeploy computes at once on a GPU it does not know; on large ones it is more
MOST_UNDER_WAY = 512
FAILURES = {
    "context_length_exceeded": "context_overflow",
    "invalid_request": "refused",
    "unsupported_feature": "refused",
    "engine_unavailable": "stopped",  # its loop has ended, mostly for want of memory: nothing more will be answered
}


@dataclass(frozen=True, slots=True)
class LmdeployOptions:
    """How to run a model with lmdeploy. session_len in tokens (0: the model's own); gpu_memory_fraction of the free memory."""

    model: str
    revision: str = ""
    backend: str = "turbomind"
    model_format: str = ""
    tp: int = 1
    session_len: int = 0
    max_batch_size: int = 0
    quant_policy: int = 0
    gpu_memory_fraction: float = 0.8
    trust_remote_code: bool = False
    max_dynamic_patch: int = 4


class Lmdeploy:
    """The engine. Entering loads the model; raises UserError when that can't be done, with what lmdeploy said."""

    def __init__(self, options: LmdeployOptions, sees_images: bool = False, context_length: int | None = None) -> None:
        self.options = options
        self.model = options.model
        self.window = options.max_batch_size or USUALLY_UNDER_WAY
        self.context_length = options.session_len or context_length
        self.sees_images = sees_images
        self.pipe: Any = None

    @property
    def identity(self) -> str:
        """What can change an answer: model, revision, backend and number format, and how finely it looks at images."""
        options = self.options
        parts = ["lmdeploy", options.model, options.revision, options.backend, options.model_format, str(options.quant_policy)]
        return ":".join([*parts, str(options.max_dynamic_patch)] if self.sees_images else parts)

    @property
    def details(self) -> dict[str, Any]:
        """Which backend runs in fact, and whether its prefix cache survived (lmdeploy falls back without an error)."""
        config = getattr(self.pipe, "backend_config", None)
        backend = type(config).__name__.removesuffix("EngineConfig").lower()
        return {"backend": backend, "prefix_caching": bool(getattr(config, "enable_prefix_caching", False))}

    def __enter__(self) -> "Lmdeploy":
        self.lmdeploy = quietly_imported()
        allow_nested_loops(self.lmdeploy)
        try:
            self.pipe = self.lmdeploy.pipeline(
                self.options.model,
                backend_config=self.backend_config(),
                trust_remote_code=self.options.trust_remote_code,
                log_level="ERROR",
            )
        except (Exception, SystemExit) as error:  # noqa: BLE001  (lmdeploy ends in many ways, SystemExit among them)
            words = str(error).strip().splitlines() or ["no message"]
            raise UserError(
                f"lmdeploy cannot load {self.options.model}: {type(error).__name__}: {words[-1]}",
                "Check the model's name, the memory of the GPU (--gpu-memory-fraction, --session-len) and --backend; "
                "or use a server with --base-url, or no model with --no-llm.",
            ) from error
        cap_tiles(self.pipe, self.options.max_dynamic_patch)
        self.window = min(getattr(self.pipe.backend_config, "max_batch_size", None) or self.window, MOST_UNDER_WAY)
        self.room = threading.BoundedSemaphore(self.window)
        self.threads = ThreadPoolExecutor(self.window, thread_name_prefix="lmdeploy")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.threads.shutdown(wait=kind is None, cancel_futures=True)
        self.pipe.close()

    def backend_config(self) -> Any:
        options = self.options
        common: dict[str, Any] = {
            "tp": options.tp,
            "cache_max_entry_count": options.gpu_memory_fraction,
            "enable_prefix_caching": True,
            "quant_policy": options.quant_policy,
        }
        if options.revision:
            common["revision"] = options.revision
        if options.session_len:
            common["session_len"] = options.session_len
        if options.max_batch_size:
            common["max_batch_size"] = options.max_batch_size
        if options.backend == "pytorch":
            return self.lmdeploy.PytorchEngineConfig(**common)
        if options.model_format:
            common["model_format"] = options.model_format
        return self.lmdeploy.TurbomindEngineConfig(**common)

    def submit(self, request: Request) -> "Future[Reply]":
        """Hands a request to the pipeline in a thread of its own; blocks while the window is full."""
        self.room.acquire()
        future = self.threads.submit(self.answer, request)
        future.add_done_callback(lambda _: self.room.release())
        return future

    def answer(self, request: Request) -> Reply:
        """The reply to one request. lmdeploy reports a failed request in its response; what it raises is a failed reply, too."""
        began = time.monotonic()
        try:
            response = self.pipe(self.messages(request), gen_config=self.generation(request))
        except Exception as error:  # noqa: BLE001  (one request must never sink the others)
            return Reply(
                request.key, seconds=time.monotonic() - began, failure="internal", detail=f"{type(error).__name__}: {error}"
            )
        return reply_of(request, response, time.monotonic() - began)

    def generation(self, request: Request) -> Any:
        """do_sample is off by default in lmdeploy, and temperature then means nothing."""
        sampling = request.sampling
        schema = {"type": "json_schema", "json_schema": {"name": "pairs", "schema": request.schema}} if request.schema else None
        return self.lmdeploy.GenerationConfig(
            max_new_tokens=sampling.max_tokens,
            do_sample=sampling.temperature > 0,
            temperature=sampling.temperature or 1.0,
            top_p=sampling.top_p,
            random_seed=sampling.seed,
            response_format=schema,
        )

    def messages(self, request: Request) -> list[dict[str, Any]]:
        """The messages with images as pictures in memory, each with its budget of tiles."""
        return [{**message, "content": self.content(message["content"])} for message in request.messages]

    def content(self, content: Any) -> Any:
        if isinstance(content, str):
            return content
        return [self.picture(part) if part.get("type") == "image_url" else part for part in content]

    def picture(self, part: Mapping[str, Any]) -> dict[str, Any]:
        from PIL import Image

        data = base64.b64decode(part["image_url"]["url"].split(",", 1)[1])
        image = Image.open(io.BytesIO(data)).convert("RGB")
        return {"type": "image_data", "image_data": {"data": image, "max_dynamic_patch": self.options.max_dynamic_patch}}


def reply_of(request: Request, response: Any, seconds: float) -> Reply:
    """lmdeploy's Response as a reply; older versions lack some of its fields."""
    finish = str(getattr(response, "finish_reason", "") or "")
    text = getattr(response, "text", "") or ""
    failure, detail = "", ""
    if finish in ("error", "abort"):
        code = str(getattr(response, "error_code", "") or "internal")
        failure = FAILURES.get(code, "internal")
        detail = f"lmdeploy says {code}: {getattr(response, 'error_message', '') or 'no message'}".rstrip(".")
    elif finish == "length":
        failure, detail = "length", "the reply reached --max-tokens"
    elif finish != "stop":  # so does it hand out what it has of a reply when it is closed (after Ctrl-C), without a word
        failure, detail = "stopped", "lmdeploy broke a reply off"
    elif not text.strip():
        failure, detail = "empty", "the reply is empty"
    return Reply(
        key=request.key,
        text=text,
        finish_reason=finish,
        prompt_tokens=int(getattr(response, "input_token_len", 0) or 0),
        cached_tokens=int(getattr(response, "cached_tokens", 0) or 0),
        completion_tokens=int(getattr(response, "generate_token_len", 0) or 0),
        seconds=seconds,
        failure=failure,
        detail=detail,
    )


def cap_tiles(pipe: Any, most: int) -> None:
    """Keeps to so many tiles where the model's own processor cuts images: lmdeploy 0.18 does not pass our number on to it."""
    processor: Any = pipe
    for name in ("async_engine", "vl_encoder", "model", "processor", "image_processor"):
        processor = getattr(processor, name, None)
    own = getattr(processor, "max_patches", None)
    if isinstance(own, int):
        processor.max_patches = min(own, most)


def quietly_imported() -> Any:
    """lmdeploy, with logging as it was before: its import mutes every root handler and logs to stdout, which is ours."""
    levels = [(handler, handler.level) for handler in logging.getLogger().handlers]
    try:
        import lmdeploy
    except ImportError as error:
        raise UserError(
            f"lmdeploy is not installed or does not import ({error}).",
            "pip install -r requirements.txt (Linux or Windows, x86-64, with an NVIDIA GPU); or use --base-url or --no-llm.",
        ) from error
    for handler, level in levels:
        handler.setLevel(level)
    for logger in (logging.getLogger("lmdeploy"), logging.getLogger()):
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stdout:
                handler.setStream(sys.stderr)
    return lmdeploy


def allow_nested_loops(lmdeploy: Any) -> None:
    """Patches asyncio with nest_asyncio where a loop runs already (a notebook) and lmdeploy is older than 0.18.

    From 0.18 on lmdeploy runs a loop of its own in a thread of its own, and nothing needs the patch.
    """
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    version = tuple(int(part) for part in str(getattr(lmdeploy, "__version__", "0.18")).split(".")[:2] if part.isdigit())
    if version < (0, 18):
        import nest_asyncio

        nest_asyncio.apply()
