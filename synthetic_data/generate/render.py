"""A task as a request: the messages a model gets, the schema of its answer, the sampling, and the key that stands for it all."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..exchange import Request, Sampling
from ..prompts import Prompts
from ..records import Section, Task, content_id
from ..replies import answer_schema
from ..text.page_marks import without_page_marks

# What a tokenizer may read as a control token: a document must not end a turn or move an image. A word joiner, which nobody
# sees, is put behind the bracket; the reader of replies takes it out again.
CONTROL = re.compile(r"<(?=\|[^<>\n]{1,40}\|>|/?(?:s|img|image|IMG_CONTEXT|IMAGE_TOKEN|think|eos|bos|pad|unk)>)", re.IGNORECASE)
WORD_JOINER = "\u2060"
SEED_BITS = 31
LONGEST_NAME = 200  # characters of an image's alternative text or path


class Shown(NamedTuple):
    """An image as a model gets it: alternative text and path as the source has them, and its bytes as a data: URI."""

    alt: str
    path: str
    uri: str


def no_pictures(_: Section) -> Sequence[Shown]:
    """For runs without images."""
    return ()


@dataclass(frozen=True)
class Renderer:
    """Renders tasks for one engine. identity is the engine's; run_seed makes the seeds of requests repeatable.

    pictures gives the images of a section that are shown before its text.
    """

    prompts: Prompts
    identity: str
    max_tokens: int
    temperature: float
    top_p: float
    run_seed: int
    pictures: Callable[[Section], Sequence[Shown]] = no_pictures

    def request(self, task: Task) -> Request:
        """The request for a task. All tasks of a section share everything up to the task's own text."""
        section = task.sections[0]
        text = self.source_text(task) + "\n\n" + disarmed(self.task_text(task))
        pictures = [] if task.whole else list(picture_parts(self.pictures(section)))
        content: Any = [*pictures, {"type": "text", "text": text}] if pictures else text
        messages = ({"role": "system", "content": self.prompts.render_system()}, {"role": "user", "content": content})
        sampling = Sampling(self.max_tokens, self.temperature, self.top_p, self.seed(task))
        return keyed(Request("", messages, sampling, answer_schema(task.count), section.id), self.identity)

    def source_text(self, task: Task) -> str:
        shown = self.prompts.render_document(task) if task.whole else self.prompts.render_section(task.sections)
        return disarmed(without_page_marks(shown))

    def task_text(self, task: Task) -> str:
        return self.prompts.render_task(task, self.prompts.question_types[task.question_type])

    def seed(self, task: Task) -> int:
        """A seed made of the run's seed, the task and the attempt: a refill is a new request, a re-run is not."""
        parts = (str(self.run_seed), task.question_type, *(part.id for part in task.sections), str(task.part), str(task.attempt))
        return int(content_id(*parts), 16) & ((1 << SEED_BITS) - 1)

    def longer(self, request: Request) -> Request:
        """The same request with twice the room for the reply."""
        twice = replace(request.sampling, max_tokens=2 * request.sampling.max_tokens)
        return keyed(replace(request, sampling=twice), self.identity)

    def repair(self, request: Request, reply: str, rejected: Sequence[tuple[str, str]]) -> Request:
        """A request that goes on from a reply: what was rejected and why, and that only those pairs are wanted again."""
        told = disarmed(self.prompts.render_repair(rejected))
        turns = ({"role": "assistant", "content": reply}, {"role": "user", "content": told})
        schema = answer_schema(max(1, len(rejected)))
        return keyed(replace(request, messages=(*request.messages, *turns), schema=schema), self.identity)


def keyed(request: Request, identity: str) -> Request:
    """The request with its key: engine identity, messages (images included), schema and sampling."""
    sampling = request.sampling
    parts = [request.messages, request.schema, [sampling.max_tokens, sampling.temperature, sampling.top_p, sampling.seed]]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return replace(request, key=content_id(identity, text) + content_id(text, identity))


def picture_parts(pictures: Sequence[Shown]) -> Iterator[dict[str, Any]]:
    """Content parts of the OpenAI protocol: each image with a line before it that tells which one of the source it is."""
    for number, shown in enumerate(pictures, start=1):
        names = "; ".join(" ".join(name.split())[:LONGEST_NAME] for name in (shown.alt, shown.path) if name)
        yield {"type": "text", "text": f"Image {number} of SOURCE 1 ({disarmed(names)}):"}
        yield {"type": "image_url", "image_url": {"url": shown.uri}}


def disarmed(text: str) -> str:
    """A text whose look-alikes of control tokens are none to a tokenizer any more."""
    return CONTROL.sub("<" + WORD_JOINER, text) if "<" in text else text


def halves(task: Task) -> list[Task]:
    """A task whose section is too long for the model as two, each about half of it, cut between blocks; none if it can't be cut.

    The halves keep the section's id: what is asked about is the same section. Related sections are left out.
    """
    if task.whole:
        return []
    section = task.sections[0]
    middle = section.own_start + (section.end - section.own_start) // 2
    cuts = [block.start for block in section.blocks if section.own_start < block.start <= middle] or [
        block.start for block in section.blocks if block.start > section.own_start
    ][:1]
    if not cuts:
        return []
    parts = []
    for start, end in ((section.start, cuts[-1]), (cuts[-1], section.end)):
        facts = tuple(fact for fact in task.facts if start <= fact.start < end)
        blocks = tuple(block for block in section.blocks if start <= block.start < end)
        part = replace(
            section,
            start=start,
            own_start=max(start, section.own_start),
            end=end,
            text=section.text[start - section.start : end - section.start],
            blocks=blocks,
            images=tuple(image for image in section.images if start <= image.start < end),
        )
        if not task.facts or facts:
            parts.append(replace(task, sections=(part,), count=len(facts) or max(1, task.count // 2), facts=facts))
    return parts
