"""messages (also called ft): {"messages": [...]} a line, for chat fine-tuning; chatml-messages: the same as Meta's kit has it."""

from collections.abc import Iterator
from dataclasses import replace

from ..records import Pair
from .look import Look, Messages, Row, conversations

COLUMNS = {"messages": "messages"}
KIT_SYSTEM = "You are a helpful AI assistant."  # the system turn that synthetic-data-kit puts before every chatml row


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    for conversation in conversations(pair, look):
        yield {"messages": conversation}


def kit_rows(pair: Pair, look: Look) -> Iterator[Row]:
    """With the kit's own system turn, unless another is given."""
    yield from rows(pair, look if look.system else replace(look, system=KIT_SYSTEM))


def messages(row: Row) -> Messages:
    return list(row["messages"])
