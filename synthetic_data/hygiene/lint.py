"""Bounds on length, and whether a pair is written in the language of its source."""

from collections import Counter
from typing import Any, NamedTuple

from ..text.language import detect_surely

OPENER_WORDS = 2
MOST_OF_ONE_OPENER = 0.25
LEAST_TO_JUDGE = 40  # pairs from which a share of openers says anything


class Bounds(NamedTuple):
    """The longest question, the shortest and the longest answer, in words; 0 is no bound."""

    question: int = 0
    shortest_answer: int = 0
    answer: int = 0


def out_of_bounds(record: dict[str, Any], bounds: Bounds) -> str:
    """The reason to reject a pair for its length, or ""."""
    question, answer = len(record["question"].split()), len(record["answer"].split())
    if bounds.question and question > bounds.question:
        return f"question longer than {bounds.question} words"
    if answer < bounds.shortest_answer:
        return f"answer shorter than {bounds.shortest_answer} words"
    if bounds.answer and answer > bounds.answer:
        return f"answer longer than {bounds.answer} words"
    return ""


def foreign_language(record: dict[str, Any]) -> bool:
    """Whether what a model wrote is surely in another language than its source."""
    if record["origin"] != "model" or not record["language"]:
        return False
    found = detect_surely(record["question"] + "\n" + record["answer"])
    return bool(found) and found != record["language"]


def opener(question: str) -> str:
    """The words that a question begins with."""
    return " ".join(question.split(None, OPENER_WORDS)[:OPENER_WORDS])


def opener_note(openers: Counter[str]) -> str:
    """What to tell when too many questions begin alike, or ""."""
    total = sum(openers.values())
    if total < LEAST_TO_JUDGE:
        return ""
    first, count = openers.most_common(1)[0]
    if count <= MOST_OF_ONE_OPENER * total:
        return ""
    return f"{100 * count / total:.0f} % of the questions begin with “{first}”: a model may learn that as a habit."
