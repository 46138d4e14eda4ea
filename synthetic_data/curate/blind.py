"""Questions answered a second time: from the section alone, blind to the first answer, or without any source at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..exchange import Engine, Request, Sampling
from ..generate.render import WORD_JOINER, disarmed, keyed
from ..prompts.curation import CurationPrompts
from .asking import answered, objects_in
from .judge import Subject

ANSWER_TOKENS = 1000
SCHEMA = {
    "type": "object",
    "properties": {"answerable": {"type": "boolean"}, "answer": {"type": "string"}},
    "required": ["answerable", "answer"],
    "additionalProperties": False,
}


class Second(NamedTuple):
    """A second answer and how far it agrees with the first, 0 to 1; or why there is none."""

    agreement: float
    answer: str
    missing: str = ""


@dataclass(frozen=True)
class Answerer:
    """Answers questions again. closed_book: without the source, else from the source alone."""

    engine: Engine
    prompts: CurationPrompts
    closed_book: bool = False

    def answer(self, subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Second]]:
        """Each pair with its second answer, in order."""
        for subject, reply in answered(self.engine, ((subject, self.request(subject)) for subject in subjects)):
            if reply.failure:
                yield subject, Second(0.0, "", f"no answer: {reply.failure}")
                continue
            yield subject, second(subject, reply.text.replace(WORD_JOINER, ""))

    def request(self, subject: Subject) -> Request:
        question = disarmed(f"# Question\n\n{subject.question}")
        text = question if self.closed_book or not subject.source else f"{subject.source}\n\n{question}"
        system = self.prompts.render("closed_book" if self.closed_book else "blind")
        messages = ({"role": "system", "content": system}, {"role": "user", "content": text})
        return keyed(Request("", messages, Sampling(ANSWER_TOKENS, 0.0, 1.0, 0), SCHEMA, subject.id), self.engine.identity)


def second(subject: Subject, text: str) -> Second:
    """The second answer in a reply, measured against the first."""
    found = objects_in(text)
    if not found or not isinstance(found[0].get("answer"), str):
        return Second(0.0, "", "no answer in the reply")
    if found[0].get("answerable") is False or not found[0]["answer"].strip():
        return Second(0.0, "")
    from .agreement import agreement  # not above: its patterns are slow to load, and few runs ask twice

    return Second(round(agreement(subject.answer, found[0]["answer"]), 3), found[0]["answer"])
