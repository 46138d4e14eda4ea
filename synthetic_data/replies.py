"""Reads what a model sent back: whole items out of JSON however it is wrapped or slightly broken, and nothing that isn't there."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .records import Item

THINKING = re.compile(r"<(think|thinking|reasoning|thought)>.*?</\1>\s*", re.DOTALL | re.IGNORECASE)
OPEN_THINKING = re.compile(r"<(?:think|thinking|reasoning|thought)>", re.IGNORECASE)
CLOSE_THINKING = re.compile(r"^.*</(?:think|thinking|reasoning|thought)>\s*", re.DOTALL | re.IGNORECASE)
FENCE = re.compile(r"```[ \t]*(?:json[c5]?|JSON)?[ \t]*\r?\n(.*?)(?:\r?\n[ \t]*```|\Z)", re.DOTALL)
STEP_NUMBER = re.compile(r"^\s*(?:step\s*)?\d+\s*[.:)]\s+", re.IGNORECASE)
LONGEST_REPLY = 400_000  # characters; what is longer is no answer to one task


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply held: whole items, the reasons why others could not be used, and whether it could be read at all.

    abstained: the reply is a readable, empty list. unreadable is the reason when nothing could be made of it.
    """

    items: tuple[Item, ...] = ()
    problems: tuple[str, ...] = ()
    abstained: bool = False
    unreadable: str = ""


def read_reply(text: str) -> Reading:
    """The items of a reply that was asked for as {"pairs": [{question, reasoning_steps, answer, evidence}, …]}."""
    if len(text) > LONGEST_REPLY:
        return Reading(unreadable="the reply is far too long")
    body = without_thinking(text).strip()
    if not body:
        return Reading(unreadable="the reply holds reasoning but no answer" if text.strip() else "the reply is empty")
    for candidate in json_texts(body):
        entries, cut_off = listed(candidate)
        if entries is not None:
            return checked(entries, cut_off)
    return Reading(unreadable="the reply holds no JSON with pairs")


def without_thinking(text: str) -> str:
    """A reply without the reasoning some models write before it, closed or not."""
    rest = THINKING.sub("", text)
    rest = CLOSE_THINKING.sub("", rest)  # the opening tag may stand in the prompt
    opened = OPEN_THINKING.search(rest)
    return rest[: opened.start()] if opened else rest


def json_texts(body: str) -> Iterator[str]:
    """Where JSON may stand in a reply, most likely first: the whole, code fences, from the first brace or bracket on."""
    if body[0] in "{[":
        yield body
    for match in FENCE.finditer(body):
        if match.group(1).lstrip()[:1] in ("{", "["):
            yield match.group(1).strip()
    starts = [at for at in (body.find('{"'), body.find("{"), body.find("["), body.find("{'")) if at > 0]
    for at in sorted(set(starts)):
        yield body[at:]


def listed(text: str) -> tuple[list[Any] | None, bool]:
    """The entries of the list of pairs in a JSON text, and whether the text breaks off inside it; None if there is no list."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
        return entries_of(value), False
    except (ValueError, RecursionError):
        pass
    whole = complete_objects(text)
    entries = [entry for piece in whole.pieces if (entry := repaired(piece)) is not None]
    if len(entries) == 1 and "question" not in entries[0]:
        return entries_of(entries[0]), whole.cut_off
    if not entries and not re.match(r"\s*(?:\{\s*[\"']?\w+[\"']?\s*:\s*)?\[", text):
        return None, False
    return entries, whole.cut_off


def entries_of(value: Any) -> list[Any] | None:
    """The list of pairs in a value: under "pairs", as the only list in an object, as the list itself, or one bare pair."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("pairs"), list):
        pairs: list[Any] = value["pairs"]
        return pairs
    if "question" in value:
        return [value]
    lists = [entry for entry in value.values() if isinstance(entry, list) and all(isinstance(part, dict) for part in entry)]
    return lists[0] if len(lists) == 1 else None


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts of the complete innermost-list objects of a broken JSON text, and whether the last one breaks off."""

    pieces: tuple[str, ...]
    cut_off: bool


def complete_objects(text: str) -> Pieces:
    """Splits a broken JSON text into its complete objects that hold a question, by counting braces outside of strings."""
    pieces: list[tuple[int, int]] = []
    starts: list[int] = []
    for at, character in braces(text):
        if character == "{":
            starts.append(at)
        elif starts:
            start = starts.pop()
            holds_others = bool(pieces) and pieces[-1][0] > start
            if not holds_others and "question" in text[start:at]:
                pieces.append((start, at + 1))
    inside = bool(starts) and starts[-1] >= (pieces[-1][1] if pieces else 0)
    cut_off = inside and (len(starts) > 1 or "question" in text[starts[-1] :])
    return Pieces(tuple(text[start:end] for start, end in pieces), cut_off)


def braces(text: str) -> Iterator[tuple[int, str]]:
    """The braces of a JSON text that stand outside of its strings, with their places."""
    quote = ""
    escaped = False
    for at, character in enumerate(text):
        if escaped:
            escaped = False
        elif quote:
            escaped = character == "\\"
            quote = "" if character == quote and (quote == '"' or closes_string(text, at)) else quote
        elif character == '"' or (character == "'" and opens_string(text, at)):
            quote = character
        elif character in "{}":
            yield at, character


def closes_string(text: str, at: int) -> bool:
    """Whether a single quote ends a string and is no apostrophe: what JSON expects after a string follows it."""
    return text[at + 1 : at + 40].lstrip()[:1] in (",", ":", "]", "}", "")


def opens_string(text: str, at: int) -> bool:
    """Whether a single quote opens a string: it stands where JSON expects a value or a key."""
    return text[:at].rstrip()[-1:] in ("{", "[", ",", ":")


def repaired(text: str) -> dict[str, Any] | None:
    """A complete object with the slips models make (single quotes, trailing commas, raw line ends) put right, or None."""
    import json_repair

    value = json_repair.loads(text)
    return value if isinstance(value, dict) else None


def checked(entries: list[Any], cut_off: bool) -> Reading:
    """The entries that are items, and a reason for each that is not."""
    items: list[Item] = []
    problems: list[str] = []
    for entry in entries:
        problem = problem_of(entry)
        if problem:
            problems.append(problem)
        else:
            items.append(item_of(entry))
    if cut_off:
        problems.append("the reply breaks off inside a pair")
    return Reading(tuple(items), tuple(problems), abstained=not items and not problems)


def problem_of(entry: Any) -> str:
    """Why an entry is no item, or ""."""
    if not isinstance(entry, dict):
        return "a pair is not an object"
    for name in ("question", "answer"):
        if name not in entry:
            return f"{name} is missing"
        if not isinstance(entry[name], str):
            return f"{name} is not text"
    for name in ("reasoning_steps", "evidence"):
        if name not in entry:
            return f"{name} is missing"
        value = entry[name]
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            return f"{name} is not a list of texts"
    return ""


def item_of(entry: dict[str, Any]) -> Item:
    """An item as the model gave it; only numbering and white space around its steps are taken off."""
    steps = tuple(STEP_NUMBER.sub("", step).strip() for step in entry["reasoning_steps"] if step.strip())
    quotes = tuple(quote.strip() for quote in entry["evidence"] if quote.strip())
    return Item(entry["question"].strip(), steps, entry["answer"].strip(), quotes)


def answer_schema(count: int) -> dict[str, Any]:
    """The JSON schema of a reply: reasoning before the answer, no bounds on lengths (they make grammars slow to compile)."""
    text = {"type": "string"}
    texts = {"type": "array", "items": text, "minItems": 1}
    pair = {
        "type": "object",
        "properties": {
            "question": text,
            "reasoning_steps": {"type": "array", "items": text, "minItems": 3, "maxItems": 6},
            "answer": text,
            "evidence": {**texts, "maxItems": 4},
        },
        "required": ["question", "reasoning_steps", "answer", "evidence"],
        "additionalProperties": False,
    }
    pairs = {"type": "array", "items": pair, "maxItems": count}
    return {"type": "object", "properties": {"pairs": pairs}, "required": ["pairs"], "additionalProperties": False}
