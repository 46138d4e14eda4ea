"""What a model is told: the system prompt, the sections, and then the task."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from synthetic_data.errors import UserError
from synthetic_data.prompts.prompt_files import did_you_mean
from synthetic_data.prompts.question_types import QuestionType
from synthetic_data.prompts.templates import render
from synthetic_data.records import Section, Task, content_id, joined

METADATA_SHOWN = ("description", "domain", "version")
LONGEST_METADATA = 400


@dataclass(frozen=True, slots=True)
class Prompts:
    """A prompts folder, read and checked.

    question_types are in a fixed order: the built-in ones as they are listed, then others by name. cot_instructions holds
    one sentence for each chain-of-thought level (none, one, two, all); instructions is the user's own guidance. digest is
    how the parts of a long document are shown, "" where no type asks about documents. hashes holds the SHA-256 of each file by
    its path in the folder.
    """

    system: str
    section: str
    task: str
    repair: str
    question_types: dict[str, QuestionType]
    cot_instructions: dict[str, str]
    instructions: str = ""
    digest: str = ""
    hashes: dict[str, str] = field(default_factory=dict)

    def render_system(self) -> str:
        """The system message: the same for every request of a run."""
        return render(self.system, {})

    def render_section(self, sections: Sequence[Section]) -> str:
        """The sections as a model sees them, the one that is asked about first, related ones after it.

        It depends on the sections alone, and what is shown of one section is a prefix of what is shown of it and more.
        """
        shown = (render(self.section, _section_values(section, number)) for number, section in enumerate(sections, start=1))
        return "\n\n".join(shown)

    def render_document(self, task: Task) -> str:
        """The sections of a task as one source: their text, or what stands for each part of a document that is too long."""
        values = _section_values(joined(task.sections), 1)
        if task.digests:
            parts = [
                {
                    "headings": [_one_line(heading) for heading in part.headings],
                    "summary": part.summary,
                    "quotes": list(part.quotes),
                }
                for part in task.digests
            ]
            values["text"] = render(self.digest, {"parts": parts})
        return render(self.section, values)

    def render_task(self, task: Task, question_type: QuestionType) -> str:
        """What to do with the sections: the type's instruction, the facts, the user's guidance, how many, what to return."""
        values = self._task_values(task, question_type)
        return render(self.task, {**values, "body": render(question_type.body, values)})

    def render_repair(self, rejected: Sequence[tuple[str, str]]) -> str:
        """What to say about pairs that did not pass: (question, reason) for each."""
        return render(self.repair, {"rejected": [{"question": _one_line(one), "reason": why} for one, why in rejected]})

    def _task_values(self, task: Task, question_type: QuestionType) -> dict[str, Any]:
        section = task.sections[0]
        return {
            "title": question_type.title,
            "difficulty": question_type.difficulty,
            "count": task.count,
            "attempt": task.attempt,
            "facts": [_one_line(fact.text) for fact in task.facts],
            "related": 0 if task.whole else len(task.sections) - 1,
            "parts": len(task.digests),
            "document": _one_line(section.document.title),
            "heading": _one_line(section.title),
            "language": section.document.language,
            "instructions": self.instructions,
        }


def select_types(prompts: Prompts, names: Sequence[str]) -> Prompts:
    """The same prompts with only the question types named, in the fixed order.

    Raises UserError for a name that is no type, with the nearest one that is, and if no type is named.
    """
    wanted = [name.strip() for name in names if name.strip()]
    if not wanted:
        raise UserError("No question type is named.", f"Name one or more of: {', '.join(prompts.question_types)}.")
    for name in wanted:
        if name not in prompts.question_types:
            raise UserError(f'There is no question type "{name}".', did_you_mean(name, list(prompts.question_types)))
    left_out = {kind.path for name, kind in prompts.question_types.items() if name not in wanted}
    return dataclasses.replace(
        prompts,
        question_types={name: kind for name, kind in prompts.question_types.items() if name in wanted},
        hashes={path: sha256 for path, sha256 in prompts.hashes.items() if path not in left_out},
    )


def _section_values(section: Section, number: int) -> dict[str, Any]:
    metadata = {name: _metadata_line(section.document.metadata.get(name)) for name in METADATA_SHOWN}
    return {
        "number": number,
        "document": _one_line(section.document.title),
        **metadata,
        "heading_path": [_one_line(heading) for heading in section.heading_path],
        "text": _shown_text(section),
        # A document cannot contain the mark of its own text, so it cannot pretend to end before it does.
        "mark": content_id(section.document.path, section.text)[:8],
    }


def _shown_text(section: Section) -> str:
    """The section's text without a front-matter block at its head, and without empty lines around it."""
    text = section.text
    if section.blocks and section.blocks[0].kind == "other" and section.blocks[0].info == "front_matter":
        text = text[section.blocks[0].end - section.start :]
    return text.strip("\r\n").rstrip()


def _metadata_line(value: object) -> str:
    """A metadata value on one line, cut where it is too long to be worth its tokens."""
    if value is None:
        return ""
    line = _one_line(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    return line if len(line) <= LONGEST_METADATA else line[:LONGEST_METADATA].rstrip() + " …"


def _one_line(text: str) -> str:
    return " ".join(text.split())
