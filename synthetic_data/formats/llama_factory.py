"""dataset_info.json, which LLaMA-Factory reads to know a folder's datasets, their columns and their tags."""

import json
from collections.abc import Mapping
from typing import Any

from ..records import Side

NAMES: dict[Side, str] = {"train": "documents_train", "validation": "documents_validation"}
# `formatting: openai` is not used: it adds a system text ("detailed thinking off") to every row.
TAGS = {
    "role_tag": "from",
    "content_tag": "value",
    "user_tag": "human",
    "assistant_tag": "gpt",
    "system_tag": "system",
}


def alpaca_info(counts: Mapping[Side, int], system: bool) -> str:
    columns = {"prompt": "instruction", "query": "input", "response": "output", **({"system": "system"} if system else {})}
    return info(counts, {"formatting": "alpaca", "columns": columns})


def sharegpt_info(counts: Mapping[Side, int], system: bool) -> str:
    return info(counts, {"formatting": "sharegpt", "columns": {"messages": "conversations"}, "tags": TAGS})


def text_info(counts: Mapping[Side, int]) -> str:
    """Plain text, for the stage `pt`."""
    return info(counts, {"formatting": "alpaca", "columns": {"prompt": "text"}}, ".jsonl")


def info(counts: Mapping[Side, int], what: Mapping[str, Any], suffix: str = ".json") -> str:
    """An entry for each side that holds rows: an empty file is none that a trainer could load."""
    entries = {NAMES[side]: {"file_name": f"{side}{suffix}", **what} for side, count in counts.items() if count}
    return json.dumps(entries, indent=2) + "\n"
