"""Stand-in until the real one is here."""

from collections.abc import Sequence


def features(question: str, answer: str) -> bytes:
    return question.lower().encode()


def merge(features: Sequence[bytes], grounding: Sequence[float]) -> list[int]:
    seen: dict[bytes, int] = {}
    return [seen.setdefault(entry, number) for number, entry in enumerate(features)]
