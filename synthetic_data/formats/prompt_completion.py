"""prompt-completion: TRL's conversational {"prompt": [...], "completion": [...]}, so that the loss falls on the answer only."""

from collections.abc import Iterator

from ..records import Pair
from .look import Look, Messages, Row, conversations

COLUMNS = {"prompt": "messages", "completion": "messages"}


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    for conversation in conversations(pair, look):
        yield {"prompt": conversation[:-1], "completion": conversation[-1:]}


def messages(row: Row) -> Messages:
    return [*row["prompt"], *row["completion"]]
