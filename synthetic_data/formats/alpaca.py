"""alpaca: instruction, input, output, and system where there is a system text; reasoning has no field and stands in the output."""

from collections.abc import Iterator

from ..records import Pair
from .look import Look, Messages, Row, conversations

COLUMNS = {"instruction": "text", "input": "text", "output": "text", "system": "text"}


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    """The whole question is the instruction: trainers join instruction and input in ways of their own."""
    for conversation in conversations(pair, look.without_reasoning_field()):
        user, answer = conversation[-2:]
        row = {"instruction": user["content"], "input": "", "output": answer["content"]}
        yield {**row, "system": look.system} if look.system else row


def messages(row: Row) -> Messages:
    question = "\n".join(part for part in (row["instruction"], row["input"]) if part)
    turns = [{"role": "system", "content": row["system"]}] if row.get("system") else []
    return [*turns, {"role": "user", "content": question}, {"role": "assistant", "content": row["output"]}]
