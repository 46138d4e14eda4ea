"""How pairs are shown in a dataset: which reasoning levels in which style, a system turn, the source beside the question."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..cot import CotPlan, examples
from ..records import Pair
from .passages import Passages

Row = dict[str, Any]
Messages = list[dict[str, str]]


@dataclass(frozen=True)
class Look:
    """system is a text for the system turn, or empty; distractors and passages serve the formats that show the source."""

    cot: CotPlan = field(default_factory=CotPlan)
    system: str = ""
    distractors: int = 0
    passages: Passages | None = None

    def without_reasoning_field(self) -> "Look":
        """The same for a format whose turns have no field for reasoning: there it stands in <think> tags instead."""
        return replace(self, cot=replace(self.cot, style="think")) if self.cot.style == "reasoning_content" else self


def conversations(pair: Pair, look: Look) -> Iterator[Messages]:
    """The conversations of a pair, one a level, each with the system turn. Levels that come out the same are given once.

    Reasoning that is not in steps cannot be cut into levels: such a pair, out of a finished dataset, stays one conversation with
    its reasoning as it was (or without any, if no other level than `none` is asked for).
    """
    plan = look.cot
    if len(pair.reasoning_steps) < 2:
        plan = replace(plan, levels=plan.levels[-1:], instructions=None, per_pair=0)
    answers: list[dict[str, str]] = []
    for example in examples(pair, plan):
        user, answer = example.messages
        if answer not in answers:
            answers.append(answer)
            yield [*system_turn(look), user, answer]


def system_turn(look: Look) -> Messages:
    return [{"role": "system", "content": look.system}] if look.system else []
