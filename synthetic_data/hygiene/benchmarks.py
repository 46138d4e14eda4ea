"""Decontamination: finds pairs that share a long run of words with a benchmark's questions.

The measure is the common one (Brown et al. 2020, appendix C, with n = 13): a run of n words in a row, case and punctuation aside.
A benchmark text shorter than that counts only when it is a pair's whole question or answer. In scripts without spaces every
character counts as a word.
"""

import csv
import json
import re
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import UserError
from ..files import cause_of
from ..formats.loading import parquet_rows
from ..text.shingles import UNSPACED

LEAST_WORDS = 5  # a shorter text is found everywhere by chance


class Place(NamedTuple):
    """A row of a benchmark file, counted from 1."""

    file: str
    row: int


class Benchmarks:
    """The runs of words of all benchmark files, and where each was first seen."""

    def __init__(self, paths: Iterable[Path], size: int) -> None:
        self.size = size
        self.runs: dict[int, int] = {}
        self.whole: dict[int, int] = {}
        self.files: list[str] = []
        self.rows = array("l")
        self.owners = array("l")
        for path in paths:
            self.add(path)
        if not self.runs and not self.whole:
            names = ", ".join(self.files)
            fix = f"Give rows with texts of at least {LEAST_WORDS} words."
            raise UserError(f"There is nothing to compare with in the benchmark file(s) {names}.", fix)

    def add(self, path: Path) -> None:
        self.files.append(path.name)
        for number, row in enumerate(rows_of(path), 1):
            place = len(self.rows)
            self.rows.append(number)
            self.owners.append(len(self.files) - 1)
            for text in texts_in(row):
                words = words_of(text)
                if len(words) >= self.size:
                    for key in keys(words, self.size):
                        self.runs.setdefault(key, place)
                elif len(words) >= LEAST_WORDS:
                    self.whole.setdefault(key_of(words), place)

    def found(self, texts: Iterable[str]) -> Place | None:
        """The first benchmark row that one of the texts shares a run with, or is the whole of."""
        for text in texts:
            words = words_of(text)
            place = self.whole.get(key_of(words))
            if place is None:
                place = next((self.runs[key] for key in keys(words, self.size) if key in self.runs), None)
            if place is not None:
                return Place(self.files[self.owners[place]], self.rows[place])
        return None


def words_of(text: str) -> list[str]:
    return word_pattern().findall(text.casefold())


@cache
def word_pattern() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


def keys(words: list[str], size: int) -> Iterator[int]:
    for start in range(len(words) - size + 1):
        yield key_of(words[start : start + size])


def key_of(words: list[str]) -> int:
    """64 bits of a hash: two different runs meet by chance once in more pairs than any dataset has."""
    return int.from_bytes(blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a row, whatever its columns are called."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


def rows_of(path: Path) -> Iterator[Any]:
    """The rows of a JSON, JSONL, CSV or parquet file. Raises UserError when it can't be read."""
    try:
        if path.suffix == ".parquet":
            yield from parquet_rows(path)
        elif path.suffix in (".csv", ".tsv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        elif path.suffix == ".json":
            value = json.loads(path.read_text(encoding="utf-8-sig"))
            yield from value if isinstance(value, list) else [value]
        else:
            with path.open(encoding="utf-8-sig") as file:
                yield from (json.loads(line) for line in file if line.strip())
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        fix = "Give JSONL, JSON, CSV or parquet in UTF-8."
        raise UserError(f"The benchmark file {path} cannot be read ({cause_of(error)}).", fix) from error
