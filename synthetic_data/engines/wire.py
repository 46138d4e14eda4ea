"""The wire format of the OpenAI chat protocol: a request as a JSON body, and a server's answer as a reply."""

import json
import os
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from ..errors import UserError
from ..exchange import Reply, Request

OVERFLOW = re.compile(
    r"context[_ ]length|maximum context|context size|context window|must be smaller than the model context|prompt is too long"
    r"|too many tokens|input is too long|exceeds? the (?:available|model)",
    re.IGNORECASE,
)
UNSUPPORTED = re.compile(r"\b(?:is|are) not supported|\bunsupported\b|not implemented", re.IGNORECASE)
SCHEMA_WORDS = re.compile(r"response_format|json_schema|guided|grammar|structured|schema", re.IGNORECASE)
IMAGE, REFUSED = "(?:image|vision|multi-?modal)", r"(?:\bnot\b|n't\b|\bonly\b|unsupported)"
IMAGES_REFUSED = re.compile(f"{IMAGE}.{{0,80}}{REFUSED}|{REFUSED}.{{0,80}}{IMAGE}", re.IGNORECASE)
RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504, 520, 522, 524, 529})
LONGEST_DETAIL = 500


def chat_body(request: Request, model: str, with_schema: bool, extra: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON body of POST /chat/completions. Extra keys are added last and win."""
    sampling = request.sampling
    body: dict[str, Any] = {
        "model": model,
        "messages": list(request.messages),
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": sampling.seed,
    }
    if with_schema and request.schema is not None:
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "pairs", "schema": request.schema, "strict": True},
        }
    return {**body, **extra}


def reply_of(request: Request, payload: Any, seconds: float) -> Reply:
    """The reply in a 200's JSON. A body without choices, an empty text, length and content_filter are failures with a reason."""
    try:
        choice = payload["choices"][0]
        message = choice["message"]
        text = message.get("content") or ""
    except (KeyError, IndexError, TypeError, AttributeError):
        return Reply(request.key, seconds=seconds, failure="refused", detail="the answer holds no choices: " + shortened(payload))
    usage = payload.get("usage") or {}
    details = usage.get("prompt_tokens_details") or {}
    finish = str(choice.get("finish_reason") or "")
    failure, detail = "", ""
    if finish in ("length", "content_filter"):
        failure, detail = finish, f"finish_reason is {finish}"
    elif not text.strip():
        failure, detail = "empty", f"the answer is empty (finish_reason {finish or 'missing'})"
    return Reply(
        key=request.key,
        text=text,
        reasoning=message.get("reasoning_content") or message.get("reasoning") or "",
        finish_reason=finish,
        prompt_tokens=whole(usage.get("prompt_tokens")),
        cached_tokens=whole(details.get("cached_tokens")),
        completion_tokens=whole(usage.get("completion_tokens")),
        seconds=seconds,
        failure=failure,
        detail=detail,
    )


def whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def final_failure(request: Request, status: int, body: str, seconds: float) -> Reply:
    """The reply for a status that is not asked again: the server's own words, and whether the prompt was too long."""
    message = message_of(body)
    failure = "context_overflow" if overflows(status, body) else "refused"
    return Reply(request.key, seconds=seconds, failure=failure, detail=f"HTTP {status}: {message}")


def overflows(status: int, body: str) -> bool:
    """Whether a server says that the prompt is too long for the model; some say it with a 500."""
    return status in (400, 413, 422, 500) and bool(OVERFLOW.search(message_of(body)))


def may_pass(status: int, body: str) -> bool:
    """Whether asking again may help. Some servers say with a 500 what will never change: a prompt too long, images unseen."""
    return status in RETRIED and not overflows(status, body) and not (status == 500 and UNSUPPORTED.search(message_of(body)))


def message_of(body: str) -> str:
    """The message in an error body: OpenAI's nested form, lmdeploy's flat one, or the text itself."""
    try:
        value = json.loads(body)
    except ValueError:
        return shortened(body)
    if isinstance(value, dict):
        error = value.get("error")
        for place in (error, value):
            if isinstance(place, dict) and isinstance(place.get("message"), str):
                return shortened(place["message"])
        if isinstance(error, str):
            return shortened(error)
        if "detail" in value:
            return shortened(value["detail"])
    return shortened(value)


def blames_schema(status: int, body: str) -> bool:
    """Whether a server says that it does not take the JSON schema."""
    return status in (400, 404, 415, 422, 500, 501) and bool(SCHEMA_WORDS.search(body))


def blames_images(request: Request, body: str) -> bool:
    """Whether a server says that it does not take the images of a request; llama.cpp's does so with a 500."""
    shown = any(isinstance(message["content"], list) for message in request.messages)
    return shown and bool(IMAGES_REFUSED.search(message_of(body)))


def shortened(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_DETAIL else text[:LONGEST_DETAIL] + " …"


def base_url(url: str) -> str:
    """A base URL without a slash at the end; "/v1" is added when no path is given."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UserError(f"{url} is no http(s) address of a server.", "Give it as --base-url http://HOST:PORT/v1.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') or '/v1'}"


def unreached(error: Exception) -> str:
    """Why a server could not be reached, in the words of the system rather than of the library."""
    number = getattr(error, "errno", None)
    if isinstance(number, int) and number > 0:
        return os.strerror(number)
    return str(getattr(error, "strerror", None) or error) or "no answer in time"


def listed_models(body: str) -> list[str]:
    try:
        return [str(entry["id"]) for entry in json.loads(body)["data"]]
    except (ValueError, KeyError, TypeError):
        return []


def retry_after(value: str | None) -> float:
    """The seconds a Retry-After header asks for (a number or an HTTP date), at most ten minutes; 0 without one."""
    if not value:
        return 0.0
    try:
        return min(600.0, max(0.0, float(value)))
    except ValueError:
        pass
    try:
        return min(600.0, max(0.0, parsedate_to_datetime(value).timestamp() - time.time()))
    except (ValueError, TypeError):
        return 0.0
