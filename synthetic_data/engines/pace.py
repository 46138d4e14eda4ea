"""How fast to send: back-off with jitter between attempts, and limits on requests and tokens a minute."""

import asyncio
import random
import time

from tenacity import RetryCallState

from ..exchange import Request
from ..text.tokens import estimate_tokens

TOKENS_PER_IMAGE = 1280  # four tiles of 256 and the view of the whole: the default size
LONGEST_WAIT = 30.0  # seconds between two attempts, unless the server asks for more


class TryAgain(Exception):
    """An attempt failed in a way that may pass. wait is what the server asked for, in seconds; ill: the server itself failed."""

    def __init__(self, failure: str, detail: str, wait: float = 0.0, ill: bool = False) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
        self.wait = wait
        self.ill = ill


def backoff(state: RetryCallState) -> float:
    """Seconds until the next attempt: what the server asked for, else a random time up to 0.5 × 2ⁿ ("full jitter")."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, TryAgain) else 0.0
    return asked + random.uniform(0, min(LONGEST_WAIT, 0.5 * 2**state.attempt_number))


def prompt_estimate(request: Request) -> int:
    """The tokens of a prompt, by the length of its text and a flat price for each image, whose bytes are no text."""
    tokens = 0
    for message in request.messages:
        content = message["content"]
        for part in content if isinstance(content, list) else [{"text": content}]:
            tokens += TOKENS_PER_IMAGE if part.get("type") == "image_url" else estimate_tokens(part["text"])
    return tokens


class Pace:
    """Spaces requests evenly so that neither limit (per minute, 0 for none) is exceeded."""

    def __init__(self, requests_per_minute: int, tokens_per_minute: int) -> None:
        self.seconds_per_request = 60 / requests_per_minute if requests_per_minute else 0.0
        self.seconds_per_token = 60 / tokens_per_minute if tokens_per_minute else 0.0
        self.free_at = 0.0

    async def wait(self, request: Request) -> None:
        """Waits for this request's turn."""
        if not (self.seconds_per_request or self.seconds_per_token):
            return
        cost = self.seconds_per_request
        if self.seconds_per_token:
            tokens = prompt_estimate(request) + request.sampling.max_tokens
            cost = max(cost, self.seconds_per_token * tokens)
        now = time.monotonic()
        turn = max(now, self.free_at)
        self.free_at = turn + cost
        await asyncio.sleep(turn - now)
