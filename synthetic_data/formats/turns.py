"""Finds the answers in a row of any usual shape, many turns included, and writes reasoning before them, every word of them kept."""

import copy
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ..cot import assistant_turn, steps_of
from .loading import ASSISTANT, USER, reasoning_and_answer, role_of

Path = tuple[str | int, ...]
Said = tuple[tuple[str, str], ...]
CHATML_TURN = re.compile(r"<\|im_start\|>(\w+)\n(.*?)<\|im_end\|>", re.DOTALL)
NO_ANSWER = "no answer to a question in it"


class Spot(NamedTuple):
    """An answer in a row. path leads to it; said is what was said before it, (role, text) in order.

    reasoned: reasoning stands before it already. In ChatML text the last part of the path is the offset where the answer begins.
    """

    path: Path
    said: Said
    answer: str
    reasoned: bool = False


def spots_in(row: Any) -> list[Spot] | str:
    """The answers in a row, in order, or why there are none that reasoning could be added to."""
    if isinstance(row, list):
        return spots_in_turns(row, ())
    if not isinstance(row, Mapping):
        return "the row is neither an object nor a list"
    for name in ("messages", "conversations"):
        if isinstance(row.get(name), list):
            return spots_in_turns(row[name], (name,))
    if "prompt" in row and "completion" in row:
        return spots_in_completion(row)
    if isinstance(row.get("text"), str) and "<|im_start|>" in row["text"]:
        return spots_in_chatml(row["text"])
    if "instruction" in row and "output" in row:
        question = "\n\n".join(str(row[name]) for name in ("instruction", "input") if row.get(name))
        return spots_in_texts(question, row["output"], row, "output")
    if "question" in row and "answer" in row:
        return spots_in_texts(row["question"], row["answer"], row, "answer")
    return "the row has none of the known shapes"


def spots_in_turns(turns: Sequence[Any], path: Path, before: Said = ()) -> list[Spot] | str:
    """The assistant's turns that answer something; a turn without words (a tool call) is only shown to the later ones."""
    spots: list[Spot] = []
    said = list(before)
    for number, turn in enumerate(turns):
        role = role_of(turn)
        if not role:
            return "a turn has no role"
        if not only_text(turn):
            return "a turn holds more than text"
        reasoning, text = reasoning_and_answer(turn)
        if role in ASSISTANT and text.strip() and any(who in USER for who, _ in said):
            spots.append(Spot((*path, number), tuple(said), text, bool(reasoning)))
        calls = json.dumps(turn["tool_calls"], ensure_ascii=False, default=str) if turn.get("tool_calls") else ""
        said.append((role, "\n".join(part for part in (text, calls) if part)))
    return spots or NO_ANSWER


def only_text(turn: Mapping[str, Any]) -> bool:
    content = turn.get("content", turn.get("value"))
    if isinstance(content, list):
        return all(isinstance(part, Mapping) and part.get("type") == "text" for part in content)
    return content is None or isinstance(content, str)


def spots_in_completion(row: Mapping[str, Any]) -> list[Spot] | str:
    """Of prompt and completion only the completion is an answer: the prompt is what the loss leaves out."""
    prompt, completion = row["prompt"], row["completion"]
    turns = prompt if isinstance(prompt, list) else [{"role": "user", "content": prompt}]
    if not all(role_of(turn) and only_text(turn) for turn in turns):
        return "a turn holds more than text"
    said = tuple((role_of(turn), reasoning_and_answer(turn)[1]) for turn in turns)
    if isinstance(completion, list):
        return spots_in_turns(completion, ("completion",), said)
    return spots_in_text(said, completion, ("completion",))


def spots_in_texts(question: Any, answer: Any, row: Mapping[str, Any], name: str) -> list[Spot] | str:
    """The answer of a row that has one question; a list of steps beside it is reasoning, too."""
    if not isinstance(question, str) or not question.strip():
        return "the question is empty"
    system = row.get("system")
    said = (*((("system", system),) if isinstance(system, str) and system else ()), *history(row), ("user", question))
    spots = spots_in_text(said, answer, (name,))
    steps = row.get("reasoning_steps") or row.get("reasoning")
    return [spot._replace(reasoned=True) for spot in spots] if steps and isinstance(spots, list) else spots


def history(row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Earlier rounds that an Alpaca row may hold as [[question, answer], …]."""
    for entry in row["history"] if isinstance(row.get("history"), list) else ():
        if isinstance(entry, list) and len(entry) == 2:
            yield "user", str(entry[0])
            yield "assistant", str(entry[1])


def spots_in_text(said: Said, answer: Any, path: Path) -> list[Spot] | str:
    if not isinstance(answer, str) or not answer.strip():
        return "the answer is empty"
    reasoning, rest = reasoning_and_answer({"content": answer})
    return [Spot(path, said, rest, bool(reasoning))]


def spots_in_chatml(text: str) -> list[Spot] | str:
    spots: list[Spot] = []
    said: list[tuple[str, str]] = []
    for found in CHATML_TURN.finditer(text):
        role, content = found[1].lower(), found[2]
        reasoning, rest = reasoning_and_answer({"content": content})
        if role in ASSISTANT and rest.strip() and any(who in USER for who, _ in said):
            spots.append(Spot(("text", found.start(2)), tuple(said), rest, bool(reasoning)))
        said.append((role, rest))
    return spots or NO_ANSWER


def with_reasoning(row: Any, found: Mapping[Path, Sequence[str]], style: str) -> Any:
    """The row with these steps before its answers, by their paths; the row given stays as it is.

    A turn that knows no field for reasoning gets it in <think> tags when a field is asked for; a row of question and answer gets
    a list `reasoning`, as in our own jsonl.
    """
    result = copy.deepcopy(row)
    for path in sorted(found, key=lambda path: [(isinstance(part, int), part) for part in path], reverse=True):
        steps = found[path]
        owner = result
        for part in path[:-1]:
            owner = owner[part]
        if isinstance(owner, str):  # ChatML text; from the last answer to the first, so that the offsets hold
            offset = int(path[-1])
            result["text"] = owner[:offset] + before(steps, style) + owner[offset:]
        elif isinstance(owner[path[-1]], str):
            put_in_row(owner, str(path[-1]), steps, style)
        else:
            put_in_turn(owner[path[-1]], steps, style)
    return result


def put_in_row(row: dict[str, Any], name: str, steps: Sequence[str], style: str) -> None:
    if name == "answer" and "evidence" in row and "sections" in row:
        row["reasoning_steps"] = list(steps)  # our own lines keep the two apart whatever the style
    elif name == "answer" and style == "reasoning_content":
        row["reasoning"] = list(steps)
    else:
        row[name] = before(steps, style) + row[name]


def put_in_turn(turn: dict[str, Any], steps: Sequence[str], style: str) -> None:
    name = "content" if "content" in turn else "value"
    if style == "reasoning_content" and name == "content":
        turn["reasoning_content"] = steps_of(steps, "all")
    elif isinstance(turn[name], list):
        first = next(part for part in turn[name] if str(part.get("text", "")).strip())
        first["text"] = before(steps, style) + first["text"]
    else:
        turn[name] = before(steps, style) + turn[name]


def before(steps: Sequence[str], style: str) -> str:
    """What stands before an answer that has no field for its reasoning."""
    return assistant_turn("", steps_of(steps, "all"), "think" if style == "reasoning_content" else style)["content"]
