"""pairs.jsonl: one pair a line with evidence and provenance; rejected.jsonl: the same with a reason."""

import json
from collections.abc import Mapping
from typing import Any

from ..records import Evidence, Pair, SectionRef

ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def to_json(pair: Pair, **more: Any) -> str:
    """A pair as one line of JSON, the keys in the order of the record; `more` is put at the end."""
    record = {name: getattr(pair, name) for name in Pair.__slots__}
    record["sections"] = [{name: getattr(part, name) for name in SectionRef.__slots__} for part in pair.sections]
    record["evidence"] = [{name: getattr(part, name) for name in Evidence.__slots__} for part in pair.evidence]
    record.update(more)
    return ENCODE(record)


def from_json(line: str) -> Pair:
    """The pair of a line that `to_json` wrote (a reason beside it is left out). Raises KeyError or ValueError for other lines."""
    return from_record(json.loads(line))


def from_record(given: Mapping[str, Any]) -> Pair:
    """The pair in the object of such a line. Raises KeyError, TypeError or ValueError for others."""
    record = {name: value for name, value in given.items() if name != "reason"}
    record["sections"] = tuple(
        SectionRef(**{**part, "heading_path": tuple(part["heading_path"]), "pages": tuple(part["pages"])})
        for part in record["sections"]
    )
    record["evidence"] = tuple(Evidence(**part) for part in record["evidence"])
    for name in ("reasoning_steps", "images", "choices", "flags"):
        record[name] = tuple(record[name])
    return Pair(**record)
