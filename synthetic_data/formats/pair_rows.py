"""jsonl, parquet, lance: one pair a row with its reasoning as a list of steps and its source; nothing is rendered."""

import json
from collections.abc import Iterator
from typing import Any

from ..cot import assistant_turn
from ..records import Pair
from .look import Look, Messages, Row

COLUMNS = {
    "id": "text",
    "question": "text",
    "answer": "text",
    "reasoning": "texts",
    "type": "text",
    "difficulty": "text",
    "language": "text",
    "source": "places",
    "quotes": "texts",
    "choices": "texts",
    "scores": "json",
    "origin": "text",
    "split": "text",
}


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    """The one row of a pair. quotes are the verbatim evidence, source the sections that it stands in."""
    yield {
        "id": pair.id,
        "question": pair.question,
        "answer": pair.answer,
        "reasoning": list(pair.reasoning_steps),
        "type": pair.question_type,
        "difficulty": pair.difficulty,
        "language": pair.language,
        "source": [
            {
                "document": section.document,
                "heading_path": list(section.heading_path),
                "start_line": section.start_line,
                "end_line": section.end_line,
                "pages": list(section.pages),
            }
            for section in pair.sections
        ],
        "quotes": [part.quote for part in pair.evidence],
        "choices": list(pair.choices),
        "scores": pair.scores,
        "origin": pair.origin,
        "split": pair.split,
    }


def messages(row: Row) -> Messages:
    """The longest conversation that can be made of a row: question, all reasoning, answer."""
    answer = assistant_turn(row["answer"], " ".join(row["reasoning"]), "plain")
    return [{"role": "user", "content": row["question"]}, answer]


def free_form(row: Row) -> dict[str, Any]:
    """The row of a columnar file as jsonl has it: what is JSON text there is a value here."""
    return {name: json.loads(row[name]) if kind == "json" else row[name] for name, kind in COLUMNS.items()}
