"""Endpoints: every way a server can answer becomes a reply or a named failure, and what may pass is asked again."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fake_server import FakeServer, chat, user_text

from synthetic_data.engines import pace
from synthetic_data.engines.endpoint import Endpoint, EndpointOptions
from synthetic_data.engines.pool import Breaker, Server, preference
from synthetic_data.engines.wire import base_url, retry_after
from synthetic_data.errors import UserError
from synthetic_data.exchange import Reply, Request, Sampling

SCHEMA = {"type": "object"}


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "LONGEST_WAIT", 0.02)


def request(affinity: str = "s", text: str = "Hi", schema: dict | None = None) -> Request:
    return Request("k", ({"role": "user", "content": text},), Sampling(100, 0.7, 0.95, 7), schema, affinity)


def ask(server: FakeServer, *requests: Request, **options: object) -> list[Reply]:
    with Endpoint(EndpointOptions((server.url,), **options)) as engine:  # type: ignore[arg-type]
        return [future.result(20) for future in [engine.submit(entry) for entry in requests or (request(),)]]


def test_a_good_answer_comes_back_with_its_tokens():
    with FakeServer(lambda _: chat("Hello", reasoning_content="Hm.")) as server:
        (reply,) = ask(server)
    assert (reply.text, reply.reasoning, reply.finish_reason, reply.failure) == ("Hello", "Hm.", "stop", "")
    assert (reply.prompt_tokens, reply.cached_tokens, reply.completion_tokens) == (100, 64, 20)
    assert server.bodies[0]["model"] == "fake-model"
    assert server.bodies[0]["seed"] == 7
    assert server.bodies[0]["max_tokens"] == 100


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ({"error": "none"}, "refused"),
        ({"choices": []}, "refused"),
        (chat(""), "empty"),
        (chat("half", "length"), "length"),
        (chat("", "content_filter"), "content_filter"),
        (
            (400, {"message": "Input length (9) must be smaller than the model context length (8).", "code": 400}),
            "context_overflow",
        ),
        ((400, {"error": {"message": "This model's maximum context length is 8"}}), "context_overflow"),
        ((404, {"error": {"message": "no such model"}}), "refused"),
        ((500, {"error": {"message": "image input is not supported - hint: …"}}), "refused"),
        ((500, {"error": {"message": "the request exceeds the available context size"}}), "context_overflow"),
        ({"choices": [{"message": {"content": [{"type": "text", "text": "in parts"}]}}]}, "internal"),
        ((200, "<html>not json</html>"), "refused"),
    ],
)
def test_what_is_no_answer_is_a_failure_with_its_kind(answer: object, failure: str):
    with FakeServer(lambda _: answer) as server:
        (reply,) = ask(server)
    assert reply.failure == failure
    assert reply.detail
    assert len(server.bodies) == 1


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_errors_that_may_pass_are_asked_again(status: int):
    answers = iter([(status, {"error": {"message": "busy"}}), (status, "busy"), chat("At last")])
    with FakeServer(lambda _: next(answers)) as server:
        (reply,) = ask(server)
    assert reply.text == "At last"
    assert len(server.bodies) == 3


def test_final_words_of_the_server_are_shown_as_it_said_them():
    with FakeServer(lambda _: (403, {"error": {"message": "Your plan does not include this model"}})) as server:
        (reply,) = ask(server)
    assert "Your plan does not include this model" in reply.detail


def test_retry_after_is_honoured():
    answers = iter([(429, {"error": {"message": "slow"}}, {"Retry-After": "0.4"}), chat("ok")])
    with FakeServer(lambda _: next(answers)) as server:
        began = time.monotonic()
        ask(server)
    assert time.monotonic() - began >= 0.4
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after("soon") == 0


def test_no_more_than_the_cap_are_under_way():
    with FakeServer(lambda _: chat("ok"), delay=0.05) as server:
        ask(server, *[request(str(number)) for number in range(20)], concurrency=4)
    assert server.most_at_once == 4


def test_a_server_that_takes_no_schema_is_asked_without_it_once_and_for_all():
    def answering(body: dict) -> object:
        return (400, {"error": {"message": "response_format is not supported"}}) if "response_format" in body else chat("{}")

    with FakeServer(answering) as server, Endpoint(EndpointOptions((server.url,))) as engine:
        for _ in range(3):
            assert engine.submit(request(schema=SCHEMA)).result(20).text == "{}"
    assert ["response_format" in body for body in server.bodies] == [True, False, False, False]


def test_the_schema_goes_along_when_the_server_takes_it():
    with FakeServer(lambda _: chat("{}")) as server:
        ask(server, request(schema=SCHEMA))
    assert server.bodies[0]["response_format"]["json_schema"]["schema"] == SCHEMA


def test_the_key_goes_in_the_header_and_nowhere_else():
    with FakeServer(lambda _: chat("ok")) as server:
        (reply,) = ask(server, key="sk-secret")
    assert server.headers[0]["Authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in repr(EndpointOptions((server.url,), key="sk-secret")) + repr(reply)


@contextmanager
def engine_for(*servers: FakeServer) -> Iterator[Endpoint]:
    with Endpoint(EndpointOptions(tuple(server.url for server in servers))) as engine:
        yield engine


def test_requests_of_one_section_go_to_one_server_and_sections_spread():
    texts: dict[int, set[str]] = {}
    with FakeServer(lambda _: chat("a")) as one, FakeServer(lambda _: chat("b")) as two, engine_for(one, two) as engine:
        for section in range(24):
            texts[section] = {engine.submit(request(str(section))).result(20).text for _ in range(3)}
    assert all(len(answers) == 1 for answers in texts.values())
    assert {text for answers in texts.values() for text in answers} == {"a", "b"}


def test_when_a_server_dies_its_work_moves_and_comes_back_when_it_recovers():
    with FakeServer(lambda _: chat("a")) as one:
        two = FakeServer(lambda _: chat("b"))
        two.__enter__()
        port = two.port
        with Endpoint(EndpointOptions((one.url, two.url))) as engine:
            section = next(str(n) for n in itertools.count() if preference(engine.servers, str(n))[0] is engine.servers[1])
            assert engine.submit(request(section)).result(20).text == "b"
            two.__exit__()
            assert [engine.submit(request(section)).result(20).text for _ in range(3)] == ["a"] * 3
            again = FakeServer(lambda _: chat("b"))
            again.port = port
            with again:
                engine.servers[1].breaker.closed_again = 0
                assert engine.submit(request(section)).result(20).text == "b"


def test_a_server_that_fails_every_request_loses_its_work_to_the_others():
    with FakeServer(lambda _: chat("a")) as one, FakeServer(lambda _: (500, "broken")) as two, engine_for(one, two) as engine:
        section = next(str(n) for n in itertools.count() if preference(engine.servers, str(n))[0] is engine.servers[1])
        assert [engine.submit(request(section)).result(20).text for _ in range(4)] == ["a"] * 4
    assert len(two.bodies) == 3


def test_a_server_that_hangs_is_a_timeout_and_loses_its_work():
    with FakeServer(lambda _: chat("a")) as one, FakeServer(lambda _: chat("late")) as two:
        with Endpoint(EndpointOptions((one.url, two.url), timeout=0.2)) as engine:
            two.delay = 1.0
            section = next(str(n) for n in itertools.count() if preference(engine.servers, str(n))[0] is engine.servers[1])
            assert engine.submit(request(section)).result(20).text == "a"
        with Endpoint(EndpointOptions((two.url,), timeout=0.2)) as engine:
            reply = engine.submit(request()).result(30)
    assert (reply.failure, "no server answers any more" in reply.detail) == ("stopped", True)


def test_when_nobody_answers_any_more_the_reply_says_so_and_why():
    with FakeServer(lambda _: (503, {"error": {"message": "CUDA error"}})) as server:
        (reply,) = ask(server)
    assert reply.failure == "stopped"
    assert "no server answers any more" in reply.detail
    assert "CUDA error" in reply.detail


def test_a_server_that_is_busy_for_too_long_fails_one_request_and_is_not_given_up():
    with FakeServer(lambda _: (429, "slow down")) as server, engine_for(server) as engine:
        assert engine.submit(request()).result(20).failure == "refused"
        assert engine.servers[0].breaker.is_well


def test_a_schema_that_is_refused_after_another_request_has_found_that_out_is_no_final_word():
    def answering(body: dict) -> object:
        return (400, {"error": {"message": "response_format is not supported"}}) if "response_format" in body else chat("{}")

    def slow_to_refuse(body: dict) -> float:
        return 0.3 if "response_format" in body and user_text(body) == "slow" else 0.0

    with FakeServer(answering, delay=slow_to_refuse) as server:
        replies = ask(server, request(text="slow", schema=SCHEMA), request(text="quick", schema=SCHEMA))
    assert [reply.text for reply in replies] == ["{}", "{}"]


def test_tokens_per_minute_space_the_requests():
    with FakeServer(lambda _: chat("ok")) as server:
        began = time.monotonic()
        ask(server, *[request(str(n)) for n in range(4)], tokens_per_minute=60_000)  # 100 and a few for the prompt: 0.11 s each
    assert time.monotonic() - began >= 0.3


def test_extra_keys_go_along_with_every_request_and_win():
    with FakeServer(lambda _: chat("ok")) as server:
        ask(server, extra_body={"top_k": 20, "temperature": 0.1})
    assert (server.bodies[0]["top_k"], server.bodies[0]["temperature"]) == (20, 0.1)


def test_requests_that_are_under_way_when_the_engine_closes_are_stopped_and_none_is_left_waiting():
    with FakeServer(lambda _: chat("late"), delay=30) as server:
        with Endpoint(EndpointOptions((server.url,), concurrency=2)) as engine:
            futures = [engine.submit(request(str(number))) for number in range(2)]
        assert [future.result(1).failure for future in futures] == ["stopped", "stopped"]


def test_a_dead_server_is_told_before_anything_is_asked():
    with (
        pytest.raises(UserError, match=r"No server answers: http://127.0.0.1:9/v1 cannot be reached \(Connection refused\)"),
        Endpoint(EndpointOptions(("http://127.0.0.1:9/v1",))),
    ):
        pass


def test_a_refused_key_is_told_before_anything_is_asked():
    options = EndpointOptions(("ftp://x",))
    with pytest.raises(UserError, match="no http"):
        Endpoint(options)
    assert base_url("localhost:8000") == "http://localhost:8000/v1"
    assert base_url("https://host/api/v1/") == "https://host/api/v1"


def test_an_image_counts_against_tokens_per_minute_as_an_image_and_not_by_its_bytes():
    from synthetic_data.engines.pace import TOKENS_PER_IMAGE, prompt_estimate

    parts = [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64," + "A" * 10**6}},
        {"type": "text", "text": "four" * 10},
    ]
    messages = ({"role": "system", "content": "four" * 5}, {"role": "user", "content": parts})
    assert prompt_estimate(Request("k", messages, Sampling(10, 0.0, 1.0, 0))) == TOKENS_PER_IMAGE + 15


def test_a_server_that_says_500_to_images_for_good_is_not_asked_again():
    parts = [{"type": "image_url", "image_url": {"url": "data:,"}}, {"type": "text", "text": "hi"}]
    with FakeServer(lambda _: (500, {"error": {"message": "image input is not supported"}})) as server:
        (reply,) = ask(server, Request("k", ({"role": "user", "content": parts},), Sampling(10, 0.0, 1.0, 0)))
    assert (reply.failure, len(server.bodies)) == ("refused", 1)


def test_requests_per_minute_space_the_requests():
    with FakeServer(lambda _: chat("ok")) as server:
        began = time.monotonic()
        ask(server, *[request(str(n)) for n in range(4)], requests_per_minute=600)
    assert time.monotonic() - began >= 0.3


def test_a_breaker_opens_after_three_failures_and_lets_one_try_after_the_pause():
    clock = [0.0]
    breaker = Breaker(now=lambda: clock[0])
    for _ in range(3):
        assert breaker.lets_through()
        breaker.failed()
    assert not breaker.lets_through()
    clock[0] = 2.1
    assert breaker.lets_through()
    assert not breaker.lets_through()
    breaker.failed()
    clock[0] = 5.0
    assert not breaker.lets_through()
    clock[0] = 6.5
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.lets_through()


def test_losing_a_server_moves_only_its_own_sections():
    servers = [Server(f"http://h{n}/v1") for n in range(4)]
    for section in map(str, range(200)):
        order = preference(servers, section)
        assert preference(order[1:], section) == order[1:]
        if order[0] is not servers[2]:
            assert preference([server for server in servers if server is not servers[2]], section)[0] is order[0]
