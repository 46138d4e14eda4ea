"""chatml: the finished ChatML text with <|im_start|> and <|im_end|>, as a column `text`, for trainers that apply no template."""

import re
from collections.abc import Iterator

from ..records import Pair
from .look import Look, Messages, Row, conversations

COLUMNS = {"text": "text"}
# A mark inside a text would end the turn there: a word joiner, which nobody sees, parts it. Where a joiner stands already one
# more is put, so that taking one out always gives the text back.
MARK = re.compile("<(\u2060*)(?=\\|im_(?:start|end)\\|>)")
PARTED = re.compile("<\u2060(\u2060*)(?=\\|im_(?:start|end)\\|>)")
TURN = re.compile(r"<\|im_start\|>(\w+)\n(.*?)<\|im_end\|>(?:\n|\Z)", re.DOTALL)


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    for conversation in conversations(pair, look.without_reasoning_field()):
        yield {"text": text_of(conversation)}


def text_of(conversation: Messages) -> str:
    """A conversation with ChatML's marks. It ends with one: behind a line end trainers would put another."""
    return "\n".join(f"<|im_start|>{turn['role']}\n{MARK.sub(add_joiner, turn['content'])}<|im_end|>" for turn in conversation)


def add_joiner(match: "re.Match[str]") -> str:
    return "<\u2060" + match[1]


def messages(row: Row) -> Messages:
    return [{"role": role, "content": PARTED.sub(r"<\1", content)} for role, content in TURN.findall(row["text"])]
