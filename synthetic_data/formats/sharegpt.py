"""sharegpt: {"conversations": [{"from", "value"}]}; its turns have no field for reasoning, so that stands in the answer."""

from collections.abc import Iterator

from ..records import Pair
from .look import Look, Messages, Row, conversations

COLUMNS = {"conversations": "turns"}
SPEAKERS = {"system": "system", "user": "human", "assistant": "gpt"}
ROLES = {speaker: role for role, speaker in SPEAKERS.items()}


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    for conversation in conversations(pair, look.without_reasoning_field()):
        yield {"conversations": [{"from": SPEAKERS[turn["role"]], "value": turn["content"]} for turn in conversation]}


def messages(row: Row) -> Messages:
    return [{"role": ROLES[turn["from"]], "content": turn["value"]} for turn in row["conversations"]]
