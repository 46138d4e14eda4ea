"""Fetching: http(s) only, no private address however it is spelt or reached, bounded in size and time."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from synthetic_data.fetch import Fetched, FetchError, FetchLimits, fetch, is_private

HERE = FetchLimits(seconds=5.0, private=True)
Pages = dict[str, Callable[[Any], None]]


def page(body: bytes, content_type: str = "text/plain; charset=utf-8", length: int | None = None) -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", content_type)
        if length != -1:
            handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(target: str) -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()

    return answer


@pytest.fixture
def site() -> Iterator[tuple[str, Pages]]:
    """The address of a server on loopback and the pages it serves."""
    pages: Pages = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in pages:
                pages[self.path](self)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


def refused(url: str, limits: FetchLimits = HERE) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, limits)
    return caught.value.reason


def test_a_page_comes_with_its_type_and_its_last_address(site):
    url, pages = site
    pages["/a"] = redirect("/b")
    pages["/b"] = page(b"hello")
    assert fetch(f"{url}/a", HERE) == Fetched(f"{url}/b", "text/plain", b"hello")


def test_it_works_where_an_event_loop_runs_already(site):
    url, pages = site
    pages["/"] = page(b"in a notebook")

    async def cell() -> Fetched:
        return fetch(f"{url}/", HERE)

    assert asyncio.run(cell()).data == b"in a notebook"


def test_a_private_address_is_refused_before_anything_is_sent(site):
    url, pages = site
    asked: list[str] = []
    pages["/"] = lambda handler: asked.append(handler.path)
    port = url.rsplit(":", 1)[1]
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"):
        assert refused(f"http://{host}:{port}/", FetchLimits(seconds=5.0)) in ("private address", "cannot be reached"), host
    assert asked == []


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    assert refused("http://innocent.example/x.png", FetchLimits(seconds=5.0)) == "private address"


def test_a_redirect_is_checked_like_the_first_address(monkeypatch: pytest.MonkeyPatch, site):
    from synthetic_data import fetch as room

    url, pages = site
    pages["/public"] = redirect("http://169.254.169.254/latest/meta-data")
    pages["/file"] = redirect("file:///etc/passwd")
    # The server on loopback stands for a public one; every other private address stays one.
    monkeypatch.setattr(room, "is_private", lambda address: address != "127.0.0.1" and is_private(address))
    assert refused(f"{url}/public", FetchLimits(seconds=5.0)) == "private address"
    assert refused(f"{url}/file", FetchLimits(seconds=5.0)) == "not http(s)"


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("93.184.216.34", False),
        ("2606:2800:220:1:248:1893:25c8:1946", False),
        ("64:ff9b::5db8:d822", False),
        ("10.0.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("255.255.255.255", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("ff02::1", True),
        ("::ffff:10.0.0.1", True),
        ("64:ff9b::7f00:1", True),
        ("2002:7f00:1::", True),
    ],
)
def test_public_is_only_what_is_public_also_inside_ipv6(address: str, private: bool):
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/x", "not http(s)"),
        ("file:///etc/passwd", "not http(s)"),
        ("//example.org/x", "not http(s)"),
        ("http://", "not a valid address"),
        ("http://example.org:port/", "not a valid address"),
        ("http://me:secret@example.org/", "holds a user name or password"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, reason: str):
    assert refused(url) == reason


def test_too_much_is_refused_whether_the_server_says_so_or_not(site):
    url, pages = site
    limits = FetchLimits(most_bytes=100_000, seconds=5.0, private=True)
    pages["/told"] = page(b"", length=100_001)
    pages["/untold"] = page(b"x" * 100_001, length=-1)
    pages["/fits"] = page(b"x" * 100_000)
    assert "larger than" in refused(f"{url}/told", limits)
    assert "larger than" in refused(f"{url}/untold", limits)
    assert len(fetch(f"{url}/fits", limits).data) == 100_000


def test_a_server_that_drips_is_left_when_the_time_is_over(site):
    url, pages = site
    ended = threading.Event()

    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not ended.wait(0.05):
            try:
                handler.wfile.write(b".")
            except OSError:
                return

    pages["/"] = drip
    began = time.monotonic()
    assert refused(f"{url}/", FetchLimits(seconds=0.3, private=True)) == "no answer within 0.3 seconds"
    assert time.monotonic() - began < 3
    ended.set()


def test_errors_endless_redirects_and_dead_servers_are_reasons(site):
    url, pages = site
    pages["/round"] = redirect("/round")
    assert refused(f"{url}/missing") == "HTTP 404"
    assert refused(f"{url}/round") == "too many redirects"
    assert refused("http://127.0.0.1:9/") == "cannot be reached"
