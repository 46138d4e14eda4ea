"""Several servers as one: which of them gets a request, which of them is ill, and when it may try again."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FAILURES_TO_OPEN = 3
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 60.0


@dataclass
class Breaker:
    """A circuit breaker: after three failures in a row a server is left alone for a while, then one request may try it.

    Pauses double from 2 seconds up to a minute and start over after a success. now is a clock in seconds.
    """

    now: Callable[[], float] = time.monotonic
    failures: int = 0
    pause: float = FIRST_PAUSE
    closed_again: float = 0.0
    trying: bool = False

    @property
    def is_well(self) -> bool:
        """Whether it has not failed three times in a row."""
        return self.failures < FAILURES_TO_OPEN

    def lets_through(self) -> bool:
        """Whether a request may be sent; when the pause is over, only one goes to try."""
        if self.is_well:
            return True
        if self.trying or self.now() < self.closed_again:
            return False
        self.trying = True
        return True

    def succeeded(self) -> None:
        self.failures = 0
        self.pause = FIRST_PAUSE
        self.trying = False

    def failed(self) -> None:
        self.trying = False
        self.failures += 1
        if self.failures >= FAILURES_TO_OPEN:
            self.closed_again = self.now() + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)


@dataclass
class Server:
    """One server: its base URL (".../v1"), the state of its breaker, and whether it takes a JSON schema (None: not known yet)."""

    url: str
    breaker: Breaker = field(default_factory=Breaker)
    takes_schema: bool | None = None
    requests: int = 0


def preference(servers: Sequence[Server], affinity: str) -> list[Server]:
    """All servers in the order in which a section prefers them (rendezvous hashing: Thaler and Ravishankar, 1998).

    Requests with one affinity go to one server, so that its prefix cache hits; when it is gone, only its own share moves.
    """
    return sorted(servers, key=lambda server: hashlib.blake2b(f"{affinity}\x1f{server.url}".encode(), digest_size=8).digest())
