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
    """The conversations of a pair, one a level, each with the system turn. Levels that come out the same are given once."""
    plan = look.cot
    if not pair.reasoning_steps:  # nothing tells the levels apart, and an instruction to reason would be a lie
        plan = replace(plan, levels=plan.levels[:1], instructions=None)
    answers: list[dict[str, str]] = []
    for example in examples(pair, plan):
        user, answer = example.messages
        if answer not in answers:
            answers.append(answer)
            yield [*system_turn(look), user, answer]


def system_turn(look: Look) -> Messages:
    return [{"role": "system", "content": look.system}] if look.system else []
