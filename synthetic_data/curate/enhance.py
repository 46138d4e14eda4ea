"""Has a model write the reasoning before answers that are there already; an answer itself is never touched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ..exchange import Engine, Reply, Request, Sampling
from ..formats.turns import Spot
from ..generate.render import CONTROL, SEED_BITS, WORD_JOINER, disarmed, keyed
from ..options import Options
from ..prompts.curation import CurationPrompts
from ..records import content_id
from ..replies import plain_steps
from ..text.calculation import values_in
from .agreement import agreement, verdict, words
from .asking import answered, objects_in

Key = TypeVar("Key")
LEAST_STEPS, MOST_STEPS = 3, 6
STEPS = {"type": "array", "items": {"type": "string"}, "maxItems": MOST_STEPS}
SCHEMA = {
    "type": "object",
    "properties": {"reasoning_steps": STEPS},
    "required": ["reasoning_steps"],
    "additionalProperties": False,
}
# Where a step names a final answer of its own, and where the last one ends in the result of a calculation or opens with a verdict.
ANNOUNCED = re.compile(
    r"\banswer(?:\s+(?:is|must be|should be|would be)\b|\s*[:=])\s*(?P<told>[^\s].*?)(?=[.;!?](?:\s|$)|$)"
    r"|\\boxed\{(?P<boxed>[^{}]+)\}",
    re.IGNORECASE | re.MULTILINE,
)
RESULT = re.compile(r"[=≈]\s*[^\w\s]?\s*(?P<result>\d+(?:[.,]\d+)*)[^\d=≈]*$")
SO = re.compile(r"^\s*(?:so|thus|hence|therefore|in short|overall)\b[,:]?\s*", re.IGNORECASE)
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


class Thought(NamedTuple):
    """The reasoning for an answer. Without steps: missing says what went wrong; if it is empty, the model found none to give."""

    steps: tuple[str, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Enhancer:
    """Asks for reasoning. What does not hold is asked for again, with the reason, as often as --repair says."""

    engine: Engine
    prompts: CurationPrompts
    options: Options

    def think(self, spots: Iterable[tuple[Key, Spot]]) -> Iterator[tuple[Key, Thought]]:
        """Each answer's key with its reasoning, in order, those asked for again after the others."""
        left: list[tuple[Key, Spot, str]] = [(key, spot, "") for key, spot in spots]
        for attempt in range(self.options.repair + 1):
            asked, left = left, []
            requests = (((key, spot), self.request(spot, problem, attempt)) for key, spot, problem in asked)
            for (key, spot), reply in answered(self.engine, requests):
                thought = read_thought(spot, reply)
                if thought.missing and reply.failure != "stopped" and attempt < self.options.repair:
                    left.append((key, spot, "" if reply.failure else thought.missing))
                else:
                    yield key, thought

    def request(self, spot: Spot, problem: str, attempt: int) -> Request:
        """The rules, then the conversation up to the answer, and the answer."""
        options = self.options
        identity = content_id(*(text for turn in spot.said for text in turn), spot.answer)
        turns = [{"role": role, "text": text} for role, text in spot.said]
        text = self.prompts.render("cot_enhance_task", turns=turns, answer=spot.answer, mark=identity[:8], problem=problem)
        system = self.prompts.render("cot_enhance", instructions=options.instructions)
        messages = ({"role": "system", "content": system}, {"role": "user", "content": disarmed(text)})
        seed = int(content_id(str(options.seed), str(attempt), identity), 16) & ((1 << SEED_BITS) - 1)
        sampling = Sampling(options.max_tokens, options.temperature, options.top_p, seed)
        affinity = content_id(*(spot.said[0] if spot.said else ()))
        return keyed(Request("", messages, sampling, SCHEMA, affinity), self.engine.identity)


def read_thought(spot: Spot, reply: Reply) -> Thought:
    """The reasoning in a reply, or why it cannot be used."""
    if reply.failure:
        return Thought(missing="not asked: the run was ending" if reply.failure == "stopped" else f"no answer: {reply.failure}")
    found = objects_in(reply.text.replace(WORD_JOINER, ""))
    texts = found[0].get("reasoning_steps") if found else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return Thought(missing="no reasoning in the reply")
    if not texts:
        return Thought()
    steps = plain_steps(texts)
    fault = fault_of(steps, spot.answer)
    return Thought(missing=fault) if fault else Thought(steps)


def fault_of(steps: tuple[str, ...], answer: str) -> str:
    """Why these steps must not stand before this answer, as far as mechanics can tell; or ""."""
    if len({bare(step) for step in steps} - {""}) < LEAST_STEPS:
        return "fewer than three different steps"
    if any(CONTROL.search(step) for step in steps):
        return "a control token in a step"
    if any(HALF_A_CHARACTER.search(step) for step in steps):
        return "half a character in a step"
    if any(bare(step) == bare(answer) for step in steps):
        return "a step only repeats the answer"
    told = (found["told"] or found["boxed"] for step in steps for found in ANNOUNCED.finditer(step))
    if any(not agreement(other, answer) for other in told) or concludes_otherwise(steps[-1], answer):
        return "the steps end in another answer"
    return ""


def concludes_otherwise(step: str, answer: str) -> bool:
    """Whether the last step says yes where the answer says no, or ends in a result that the answer's numbers do not hold."""
    verdicts = {verdict(words(SO.sub("", step))), verdict(words(answer))}
    if verdicts == {True, False}:
        return True
    result, numbers = RESULT.search(step.rstrip()), values_in(answer)
    return bool(result and numbers and not values_in(result["result"]) & numbers)


def bare(text: str) -> str:
    """A text by its letters and digits only: what differs in nothing else is the same."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
