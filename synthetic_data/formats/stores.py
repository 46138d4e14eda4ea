"""How rows lie in a file: as one JSON list, or as one JSON object a line. Each store writes row by row and reads back."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ..files import written_whole
from .conversations import read_conversations

Columns = Mapping[str, str]  # name: kind, see columnar
Write = Callable[[dict[str, Any]], None]


class Store(NamedTuple):
    """A kind of file. open gives a function that takes rows and puts the file under its name when all are in."""

    suffix: str
    open: Callable[[Path, Columns], AbstractContextManager[Write]]
    read: Callable[[Path], Iterator[dict[str, Any]]]
    package: str = ""


def encodable(value: Any) -> Any:
    """A value in which half surrogates, which a model's reply may hold, are marked as broken: others could not read the file."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value
    if isinstance(value, Mapping):
        return {key: encodable(inner) for key, inner in value.items()}
    return [encodable(inner) for inner in value] if isinstance(value, list | tuple) else value


@contextmanager
def open_lines(path: Path, columns: Columns) -> Iterator[Write]:
    with written_whole(path) as file:

        def write(row: dict[str, Any]) -> None:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

        yield write


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


@contextmanager
def open_list(path: Path, columns: Columns, inner: str = "") -> Iterator[Write]:
    """One JSON list, a row a line; with `inner` only that column of each row."""
    count = 0
    with written_whole(path) as file:

        def write(row: dict[str, Any]) -> None:
            nonlocal count
            file.write((",\n" if count else "\n") + json.dumps(row[inner] if inner else row, ensure_ascii=False))
            count += 1

        file.write("[")
        yield write
        file.write("\n]\n" if count else "]\n")


def read_list(path: Path) -> Iterator[dict[str, Any]]:
    yield from json.loads(path.read_text(encoding="utf-8"))


def open_bare(path: Path, columns: Columns) -> AbstractContextManager[Write]:
    """The plain list of conversations, as the default files are."""
    return open_list(path, columns, inner="messages")


def read_bare(path: Path) -> Iterator[dict[str, Any]]:
    for messages in read_conversations(path):
        yield {"messages": messages}


LINES = Store(".jsonl", open_lines, read_lines)
LIST = Store(".json", open_list, read_list)
BARE_LIST = Store(".json", open_bare, read_bare)
