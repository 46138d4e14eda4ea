"""How fast to send: back-off with jitter between attempts, and limits on requests and tokens a minute."""

import asyncio
import json
import random
import time

from tenacity import RetryCallState

from ..exchange import Request
from ..text.tokens import estimate_tokens

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
            tokens = estimate_tokens(json.dumps(request.messages)) + request.sampling.max_tokens
            cost = max(cost, self.seconds_per_token * tokens)
        now = time.monotonic()
        turn = max(now, self.free_at)
        self.free_at = turn + cost
        await asyncio.sleep(turn - now)
