"""The prompts for judging, answering blind and adding reasoning, read from the same prompts folder when they are needed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .prompt_files import read_prompt_file
from .templates import Values, check_template, render

PAIR = {"number": 1, "question": "A question?", "reasoning": ["A step."], "answer": "An answer."}
TEMPLATES: dict[str, tuple[Values, ...]] = {
    "judge": ({},),
    "judge_task": ({"pairs": [PAIR], "source": True}, {"pairs": [{**PAIR, "reasoning": []}, PAIR], "source": False}),
    "blind": ({},),
    "closed_book": ({},),
}
TALK = {"turns": [{"role": "user", "text": "A question?"}], "answer": "An answer.", "mark": "0a1b2c3d"}
ENHANCING: dict[str, tuple[Values, ...]] = {
    "cot_enhance": ({"instructions": "Write for beginners."}, {"instructions": ""}),
    "cot_enhance_task": ({**TALK, "problem": "a reason"}, {**TALK, "turns": [], "problem": ""}),
}


@dataclass(frozen=True, slots=True)
class CurationPrompts:
    """The templates by name, and the SHA-256 of each file by its path in the folder."""

    templates: Mapping[str, str]
    hashes: dict[str, str] = field(default_factory=dict)

    def render(self, name: str, **values: Any) -> str:
        """One of the prompts, filled in."""
        return render(self.templates[name], values)


def load_curation_prompts(folder: Path, samples: Mapping[str, tuple[Values, ...]] = TEMPLATES) -> CurationPrompts:
    """The prompts for curation (or ENHANCING) in a prompts folder. Raises UserError, with file and line, for what is wrong."""
    files = {name: read_prompt_file(folder / f"{name}.md") for name in samples}
    for name, file in files.items():
        check_template(file.text, file.path, samples[name])
    hashes = {file.path.name: file.sha256 for file in files.values()}
    return CurationPrompts({name: file.text for name, file in files.items()}, hashes)
