"""Sends requests through an engine, as many at once as it takes, and gives the replies back in order."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

from ..exchange import Engine, Reply, Request

Thing = TypeVar("Thing")


def answered(engine: Engine, requests: Iterable[tuple[Thing, Request]]) -> Iterator[tuple[Thing, Reply]]:
    """Each thing with the reply to its request, in the order given. After a stop (a limit, an interruption) nothing new is sent."""
    waiting: deque[tuple[Thing, Future[Reply]]] = deque()
    stopped = False
    for thing, request in requests:
        while waiting and (stopped or len(waiting) >= engine.window):
            first, future = waiting.popleft()
            reply = future.result()
            stopped = stopped or reply.failure == "stopped"
            yield first, reply
        if stopped:
            yield thing, Reply(request.key, failure="stopped", detail="the run is ending")
        else:
            waiting.append((thing, engine.submit(request)))
    for thing, future in waiting:
        yield thing, future.result()


def objects_in(text: str) -> list[dict[str, Any]]:
    """The JSON objects in a reply, whatever lists, fences or prose stand around them; slight damage is mended."""
    import json_repair

    body = text[text.rfind("</think>") + len("</think>") :] if "</think>" in text else text
    start = min((place for place in (body.find("{"), body.find("[")) if place >= 0), default=-1)
    if start < 0:
        return []
    try:
        value = json.loads(body[start:])
    except RecursionError:  # thousands of brackets hold no answer
        return []
    except ValueError:
        try:
            value = json_repair.loads(body[start:])
        except (ValueError, RecursionError):
            return []
    return list(flat(value))


def flat(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The innermost objects of a value: those that hold no list of objects themselves."""
    if isinstance(value, list) and depth < 6:
        for part in value:
            yield from flat(part, depth + 1)
    elif isinstance(value, dict) and depth < 6:
        inner = [part for part in value.values() if isinstance(part, list) and any(isinstance(one, dict) for one in part)]
        if not inner:
            yield value
        for part in inner:
            yield from flat(part, depth + 1)
