"""pairs.jsonl: one pair a line with evidence and provenance; rejected.jsonl: the same with a reason."""

import json
from collections.abc import Mapping
from typing import Any

from ..records import Evidence, Pair, SectionRef

ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # nothing here holds itself, and to look takes time


def to_json(pair: Pair, **more: Any) -> str:
    """A pair as one line of JSON, the keys in the order of the record; `more` is put at the end."""
    record = {name: getattr(pair, name) for name in Pair.__slots__}
    record["sections"] = [{name: getattr(part, name) for name in SectionRef.__slots__} for part in pair.sections]
    record["evidence"] = [{name: getattr(part, name) for name in Evidence.__slots__} for part in pair.evidence]
    record.update(more)
    return ENCODE(record)


def with_reason(line: str, reason: str) -> str:
    """The line of a pair, as `to_json` wrote it, with the reason why it was not kept; nothing of it has to be read for that."""
    return f'{line.removesuffix("}")}, "reason": {ENCODE(reason)}}}'


def from_json(line: str) -> Pair:
    """The pair of a line that `to_json` wrote (a reason beside it is left out). Raises KeyError or ValueError for other lines."""
    return from_record(json.loads(line))


def from_record(given: Mapping[str, Any]) -> Pair:
    """The pair in the object of such a line. Raises KeyError, TypeError or ValueError for others."""
    record = dict(given)
    record.pop("reason", None)
    record["sections"] = tuple([section_ref(part) for part in record["sections"]])
    record["evidence"] = tuple([Evidence(**part) for part in record["evidence"]])
    for name in ("reasoning_steps", "images", "choices", "flags"):
        record[name] = tuple(record[name])
    return Pair(**record)


def section_ref(given: Mapping[str, Any]) -> SectionRef:
    part = dict(given)
    part["heading_path"], part["pages"] = tuple(part["heading_path"]), tuple(part["pages"])
    return SectionRef(**part)


TEXTS = ("id", "question", "answer", "question_type", "language", "origin", "engine", "model", "request_key", "prompt_sha256")
ONE_OF = {"difficulty": ("easy", "medium", "hard"), "split": ("train", "validation")}


def fault_of(pair: Pair) -> str:
    """What is wrong with the values of a pair that a stranger may have written, or ""; the keys are right already."""
    texts = [getattr(pair, name) for name in TEXTS] + [*pair.reasoning_steps, *pair.images, *pair.choices, *pair.flags]
    for section in pair.sections:
        texts += [section.id, section.document, section.document_sha256, *section.heading_path]
    texts += [text for part in pair.evidence for text in (part.document, part.quote)]
    numbers = [number for part in pair.evidence for number in (part.start, part.end)]
    numbers += [number for part in pair.sections for number in (part.start_line, part.end_line, *part.pages)]
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        return "holds a value of another type than such a pair has"
    if not isinstance(pair.metadata, dict) or not isinstance(pair.scores, dict):
        return "holds metadata or scores that are no object"
    wrong = [name for name, values in ONE_OF.items() if getattr(pair, name) not in values]
    if wrong:
        return f"has no such {wrong[0]}: {getattr(pair, wrong[0])}"
    if not pair.question.strip() or not pair.answer.strip():
        return "has an empty question or answer"
    return ""
