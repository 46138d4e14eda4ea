"""Fetches one http(s) address that a document or a user named: never a private address, never too much, never for long."""

import ipaddress
import threading
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from . import __version__

MEGABYTE = 2**20
CHUNK_BYTES = 65_536
GRACE = 2.0  # seconds to end in after the time is over
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv6 addresses that a gateway turns into the IPv4 address in their last four bytes


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may cost, redirects included. private: addresses inside the own network or machine are allowed, too."""

    most_bytes: int = 20 * MEGABYTE
    seconds: float = 20.0
    redirects: int = 5
    private: bool = False


class Fetched(NamedTuple):
    """What came back: the address after all redirects, the media type as the server gave it, without parameters, the bytes."""

    url: str
    content_type: str
    data: bytes


class FetchError(Exception):
    """Nothing was fetched; reason says why in a few words that can be counted by."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def fetch(url: str, limits: FetchLimits | None = None, accept: str = "*/*") -> Fetched:
    """The body behind an address. Raises FetchError with the reason when it can't or must not be had.

    Works where an event loop is running already (a notebook): it has a thread and a loop of its own.
    """
    import asyncio  # not above: it is slow to load, and few runs fetch anything

    limits = limits or FetchLimits()
    found: list[Fetched] = []
    trouble: list[BaseException] = []

    def work() -> None:
        try:
            found.append(asyncio.run(within(url, limits, accept)))
        except BaseException as error:  # noqa: BLE001  (handed on to the caller's thread just below)
            trouble.append(error)

    thread = threading.Thread(target=work, name="fetch", daemon=True)
    thread.start()
    thread.join(limits.seconds + GRACE)
    if not found and not trouble:  # a name server that hangs holds the thread, which nothing can end; it is left behind
        raise FetchError(f"no answer within {limits.seconds:g} seconds")
    if trouble:
        raise trouble[0]
    return found[0]


async def within(url: str, limits: FetchLimits, accept: str) -> Fetched:
    """The body, or a FetchError when the time is over or the connection fails."""
    import asyncio

    import aiohttp

    try:
        return await asyncio.wait_for(follow(url, limits, accept), limits.seconds)
    except asyncio.TimeoutError as error:
        raise FetchError(f"no answer within {limits.seconds:g} seconds") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchError("cannot be reached") from error


async def follow(url: str, limits: FetchLimits, accept: str) -> Fetched:
    """Follows redirects one by one, so that every address on the way is checked like the first."""
    import aiohttp

    headers = {"User-Agent": f"generate-synthetic-data/{__version__}", "Accept": accept}
    connector = aiohttp.TCPConnector(resolver=checked_resolver(limits.private), use_dns_cache=False)
    async with aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as session:
        for _ in range(limits.redirects + 1):
            check_address(url, limits.private)
            async with session.get(url, allow_redirects=False) as response:
                if response.status not in REDIRECTS:
                    return await body_of(response, limits)
                target = response.headers.get("Location", "")
            if not target:
                raise FetchError("redirected to nowhere")
            url = urljoin(url, target)
    raise FetchError("too many redirects")


async def body_of(response: Any, limits: FetchLimits) -> Fetched:
    """The body of a good answer, read no further than the limit, whatever its length claims to be."""
    if response.status != 200:
        raise FetchError(f"HTTP {response.status}")
    too_large = FetchError(f"larger than {limits.most_bytes / MEGABYTE:g} MB")
    if (response.content_length or 0) > limits.most_bytes:
        raise too_large
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        data += chunk
        if len(data) > limits.most_bytes:
            raise too_large
    return Fetched(str(response.url), response.content_type, bytes(data))


def check_address(url: str, private: bool) -> None:
    """Raises FetchError for what is no plain http(s) address, or names a private one by number."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError("not a valid address") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError("not http(s)")
    if not host:
        raise FetchError("not a valid address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("holds a user name or password")
    if not private and is_number(host) and is_private(host):
        raise FetchError("private address")


def checked_resolver(private: bool) -> Any:
    """A resolver that refuses names with a private address; what it has checked is what is connected to."""
    from aiohttp.resolver import ThreadedResolver

    class CheckedResolver(ThreadedResolver):
        async def resolve(self, host: str, port: int = 0, family: Any = 0) -> Any:
            found = await super().resolve(host, port, family)
            if not private and any(is_private(entry["host"]) for entry in found):
                raise FetchError("private address")
            return found

    return CheckedResolver()


def is_number(host: str) -> bool:
    """Whether a host is an IP address, not a name. Odd spellings (0x7f.1) count as names, and are resolved and checked as such."""
    try:
        ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return False
    return True


def is_private(address: str) -> bool:
    """Whether an IP address is anything but a public one of a single machine, also when it is wrapped in an IPv6 address."""
    number = ipaddress.ip_address(address.split("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        inner = [number.ipv4_mapped, number.sixtofour, number.teredo[1] if number.teredo else None]
        if number in NAT64:
            inner.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        if any(one is not None and is_private(str(one)) for one in inner):
            return True
        if number.ipv4_mapped or number in NAT64:
            return False
    return not number.is_global or number.is_multicast
