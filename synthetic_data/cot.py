"""Chain-of-thought levels: one pair becomes one example for each level, from the bare answer to all reasoning steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .records import Example, Pair, content_id

LEVELS = ("none", "one", "two", "all")
STYLES = ("plain", "think", "reasoning_content")


@dataclass(frozen=True, slots=True)
class CotPlan:
    """Which levels, in which style. instructions (level: sentence) are added to the user turn when there are any.

    per_pair: how many of the levels each pair gets, chosen by the hash of its id; 0 stands for all of them.
    """

    levels: tuple[str, ...] = LEVELS
    style: str = "plain"
    instructions: Mapping[str, str] | None = None
    per_pair: int = 0


def examples(pair: Pair, plan: CotPlan) -> Iterator[Example]:
    """The conversations a pair becomes."""
    for level in levels_of(pair, plan):
        question = pair.question
        if plan.instructions and plan.instructions.get(level):
            question = f"{question}\n\n{plan.instructions[level]}"
        answer = assistant_turn(pair.answer, steps_of(pair.reasoning_steps, level), plan.style)
        yield Example(({"role": "user", "content": user_content(question, pair.images)}, answer), level, pair.id)


def user_content(question: str, images: Sequence[str]) -> Any:
    """The user's words, after the images they are about if there are any: content parts as in the OpenAI protocol."""
    if not images:
        return question
    shown = [{"type": "image_url", "image_url": {"url": path}} for path in images]
    return [*shown, {"type": "text", "text": question}]


def levels_of(pair: Pair, plan: CotPlan) -> Sequence[str]:
    """The levels of this pair, in the fixed order."""
    if not plan.per_pair or plan.per_pair >= len(plan.levels):
        return plan.levels
    chosen = sorted(plan.levels, key=lambda level: content_id(pair.id, level))[: plan.per_pair]
    return [level for level in plan.levels if level in chosen]


def steps_of(steps: Sequence[str], level: str) -> str:
    """The reasoning of a level: nothing, the first step, the first two, or all of them, joined by spaces."""
    count = {"none": 0, "one": 1, "two": 2, "all": len(steps)}[level]
    return " ".join(steps[:count])


def assistant_turn(answer: str, reasoning: str, style: str) -> dict[str, str]:
    """The assistant's message: reasoning before the answer, in <think> tags, or in a field of its own."""
    if not reasoning:
        return {"role": "assistant", "content": answer}
    if style == "reasoning_content":
        return {"role": "assistant", "content": answer, "reasoning_content": reasoning}
    if style == "think":
        return {"role": "assistant", "content": f"<think>\n{reasoning}\n</think>\n\n{answer}"}
    return {"role": "assistant", "content": f"{reasoning}\n{answer}"}
