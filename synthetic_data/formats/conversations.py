"""The plain format: one JSON list of conversations, each a list of {"role", "content"} messages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ..records import Example

ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # nothing here holds itself, and to look takes time


class ConversationWriter:
    """Writes conversations one by one, one a line, so that a large dataset never sits in memory."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.count = 0
        file.write("[")

    def write(self, example: Example) -> None:
        self.file.write(",\n" if self.count else "\n")
        self.file.write(ENCODE(example.messages))
        self.count += 1

    def finish(self) -> None:
        self.file.write("\n]\n" if self.count else "]\n")


def read_conversations(path: Path) -> Iterator[list[dict[str, Any]]]:
    """The conversations of a file in this format."""
    yield from json.loads(path.read_text(encoding="utf-8"))
