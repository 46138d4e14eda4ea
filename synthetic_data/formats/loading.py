"""Reads pairs out of any dataset file that people have: ours, question/answer, Alpaca, messages, ShareGPT, TRL, Meta's kit."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import UserError
from ..files import cause_of
from ..records import Difficulty, Pair, content_id
from . import chatml
from .pairs import fault_of, from_record

USER, ASSISTANT = ("user", "human", "prompter"), ("assistant", "gpt", "model", "bot", "chatgpt")
SYSTEM = "system"  # where a pair that has no document of its own keeps the system text that it came with
THOUGHT = re.compile(r"\s*<think>(.*?)</think>\s*", re.DOTALL)
LISTS = ("qa_pairs", "cot_examples", "pairs", "data", "examples", "rows")  # keys of a JSON object that holds the rows


class Loaded(NamedTuple):
    """A row of a dataset: the pair it holds, the row as it stood in the file, and its shape.

    shape is pairs (our own lines), qa, alpaca, messages, conversation (a bare list of messages), sharegpt, prompt-completion,
    or chatml (text with its marks); system is the text of a system turn before the question, or empty.
    """

    pair: Pair
    row: Any
    shape: str
    system: str = ""


class Unusable(NamedTuple):
    """A row that holds no pair: where it stands (from 1), why, and the row itself (None when it is no JSON)."""

    number: int
    reason: str
    row: Any


def load(path: Path) -> Iterator[Loaded | Unusable]:
    """The rows of a dataset file (.json, .jsonl, .parquet) or of a run's folder, in order. Raises UserError if it can't be read."""
    file = path / "pairs.jsonl" if path.is_dir() else path
    if not file.exists():
        raise UserError(f"{path} does not exist or holds no pairs.jsonl.", "Give a run's folder or a dataset file.")
    try:
        for number, row in enumerate(rows_of(file), 1):
            yield row if isinstance(row, Unusable) else load_row(row, number)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file} cannot be read ({cause_of(error)}).", "Give a dataset in UTF-8 JSON, JSONL or parquet.") from error


def rows_of(file: Path) -> Iterator[Any]:
    """The rows as they stand in the file; a line that is no JSON comes as Unusable."""
    if file.suffix == ".parquet":
        yield from parquet_rows(file)
        return
    with file.open(encoding="utf-8-sig", errors="surrogatepass") as lines:
        if file.suffix != ".jsonl":
            yield from listed(json_file(lines.read(), file))
            return
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except (ValueError, RecursionError):
                    yield Unusable(number, "the line is no JSON", None)


def json_file(text: str, file: Path) -> Any:
    """A whole JSON file; lines of JSON under another name are taken, too."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        try:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        except (ValueError, RecursionError):
            raise UserError(f"{file} is no JSON ({error}).", "Give a dataset in JSON, JSONL or parquet.") from error


def listed(value: Any) -> list[Any]:
    """The rows of a JSON value: the list itself, the list under a usual name, or the one row (or bare conversation) that it is."""
    if isinstance(value, Mapping):
        inner = next((value[name] for name in LISTS if isinstance(value.get(name), list)), None)
        return [value] if inner is None else inner
    if not isinstance(value, list) or (value and all(map(is_turn, value))):
        return [value]
    return value


def is_turn(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(role_of(value)) and ("content" in value or "value" in value)


def parquet_rows(file: Path) -> Iterator[Any]:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise UserError(f"Reading {file} needs the package pyarrow.", "pip install pyarrow") from None
    for batch in parquet.ParquetFile(file).iter_batches():
        yield from batch.to_pylist()


def load_row(row: Any, number: int) -> Loaded | Unusable:
    """The pair in a row, whatever its shape."""
    if isinstance(row, list):
        return conversation(row, row, "conversation", number)
    if not isinstance(row, Mapping):
        return Unusable(number, "the row is neither an object nor a list", row)
    if "evidence" in row and "sections" in row:
        try:
            pair = from_record(row)
            fault = fault_of(pair)
        except (KeyError, TypeError, ValueError, AttributeError):
            fault = "is no whole pair of ours"
        if fault:
            return Unusable(number, f"the row {fault}", row)
        return with_system(Loaded(pair, row, "pairs"), None if pair.sections else pair.metadata.get(SYSTEM))
    turns, shape = turns_in(row)
    if shape:
        return conversation(turns, row, shape, number)
    if "instruction" in row and "output" in row:
        question = "\n\n".join(str(row[name]) for name in ("instruction", "input") if row.get(name))
        return with_system(bare(question, row["output"], row, "alpaca", number), row.get("system"))
    if "question" in row and "answer" in row:
        return bare(row["question"], row["answer"], row, "qa", number)
    return Unusable(number, "the row has none of the known shapes", row)


def turns_in(row: Mapping[str, Any]) -> tuple[list[Any], str]:
    """The turns of a row that is a conversation, and its shape; no shape for others."""
    for name, shape in (("messages", "messages"), ("conversations", "sharegpt")):
        if isinstance(row.get(name), list):
            return row[name], shape
    if "prompt" in row and "completion" in row:
        return [*as_turns(row["prompt"], "user"), *as_turns(row["completion"], "assistant")], "prompt-completion"
    if isinstance(row.get("text"), str) and "<|im_start|>" in row["text"]:
        return list(chatml.messages(dict(row))), "chatml"
    return [], ""


def as_turns(value: Any, role: str) -> list[Any]:
    return value if isinstance(value, list) else [{"role": role, "content": value}]


def conversation(turns: list[Any], row: Any, shape: str, number: int) -> Loaded | Unusable:
    """The pair of a conversation with one question and one answer; the text of a system turn is kept beside it."""
    asked = [content_of(turn) for turn in turns if role_of(turn) in USER]
    answered = [turn for turn in turns if role_of(turn) in ASSISTANT]
    if len(asked) != 1 or len(answered) != 1:
        return Unusable(number, f"the conversation has {len(asked)} questions and {len(answered)} answers", row)
    reasoning, answer = reasoning_and_answer(answered[0])
    loaded = bare(asked[0], answer, row, shape, number)
    if isinstance(loaded, Loaded) and reasoning and not loaded.pair.reasoning_steps:
        loaded = loaded._replace(pair=replace(loaded.pair, reasoning_steps=(reasoning,)))
    return with_system(loaded, "\n".join(content_of(turn) for turn in turns if role_of(turn) == "system"))


def reasoning_and_answer(turn: Mapping[str, Any]) -> tuple[str, str]:
    """An answer apart from the reasoning before it, which has a field of its own or stands in <think> tags."""
    content = content_of(turn)
    given = turn.get("reasoning_content")
    if isinstance(given, str) and given.strip():
        return given.strip(), content
    thought = THOUGHT.match(content)
    return (thought[1].strip(), content[thought.end() :]) if thought and content[thought.end() :].strip() else ("", content)


def with_system(loaded: Loaded | Unusable, system: Any) -> Loaded | Unusable:
    return loaded._replace(system=system) if isinstance(loaded, Loaded) and isinstance(system, str) and system else loaded


def role_of(turn: Any) -> str:
    return str(turn.get("role", turn.get("from", ""))).lower() if isinstance(turn, Mapping) else ""


def content_of(turn: Any) -> str:
    """The text of a turn; of content parts, the text parts."""
    content = turn.get("content", turn.get("value")) if isinstance(turn, Mapping) else None
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping) and part.get("type") == "text")
    return content if isinstance(content, str) else ""


def bare(question: Any, answer: Any, row: Any, shape: str, number: int) -> Loaded | Unusable:
    """A pair of which only question and answer are known, and what else the row says under the names that jsonl uses."""
    if not isinstance(question, str) or not isinstance(answer, str) or not question.strip() or not answer.strip():
        return Unusable(number, "the question or the answer is empty", row)
    told = row if isinstance(row, Mapping) else {}
    steps = told.get("reasoning_steps", told.get("reasoning"))
    reasoning = tuple(map(str, steps)) if isinstance(steps, list) else (steps,) if isinstance(steps, str) and steps else ()
    kind = str(told.get("question_type") or told.get("type") or "")
    difficulty: Difficulty = told["difficulty"] if told.get("difficulty") in ("easy", "medium", "hard") else "medium"
    language = told["language"] if isinstance(told.get("language"), str) else ""
    choices = tuple(map(str, told["choices"])) if isinstance(told.get("choices"), list) else ()
    scores = json_value(told.get("scores"))
    pair = Pair(
        content_id(kind, question, answer), question, answer, reasoning, kind, difficulty, language, (), (),
        choices=choices, engine="", scores=scores if isinstance(scores, dict) else {},
    )  # fmt: skip
    return Loaded(pair, row, shape)


def json_value(value: Any) -> Any:
    """A value that a columnar file holds as JSON text."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None
