"""Reading one prompt file, and saying what is wrong in which line of it."""

import difflib
import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from synthetic_data.errors import UserError


class PromptFile(NamedTuple):
    """A prompt file: where it lies, its text with plain line ends, and the SHA-256 of its bytes."""

    path: Path
    text: str
    sha256: str


def read_prompt_file(path: Path) -> PromptFile:
    """The file, decoded as UTF-8 with or without a byte order mark.

    Raises UserError if it is missing, cannot be opened, is not UTF-8 or is empty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        fix = "A prompts folder is best begun as a copy of the one that comes with the project."
        raise UserError(f"The prompt file {path} cannot be read ({error.strerror}).", fix) from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise complaint(path, line, "the text is not UTF-8.", "Save the file as UTF-8.") from error
    if not text.strip():
        raise complaint(path, 1, "the file is empty.", "Write the prompt, or copy the file that comes with the project.")
    return PromptFile(path, text, hashlib.sha256(data).hexdigest())


def complaint(path: Path, line: int, what: str, fix: str) -> UserError:
    """The error a user reads about one line of one prompt file."""
    return UserError(f"{path}, line {line}: {what}", fix)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The fix for a misspelt word: the nearest known one first, then all of them."""
    near = difflib.get_close_matches(word.lower().replace("-", "_"), known, n=1, cutoff=0.5)
    guess = f"Did you mean {near[0]}? " if near else ""
    return f"{guess}Known: {', '.join(known) or 'none'}."
