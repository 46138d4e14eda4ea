"""Reading a prompts folder whole: every file of it is checked before anything is asked."""

from pathlib import Path

from synthetic_data.errors import UserError
from synthetic_data.prompts.prompt_files import PromptFile, read_prompt_file
from synthetic_data.prompts.question_types import BUILT_IN_TYPES, QuestionType, read_question_type
from synthetic_data.prompts.rendering import Prompts
from synthetic_data.prompts.templates import DIGEST_SAMPLES, REPAIR_SAMPLES, SECTION_SAMPLES, TASK_SAMPLES, Values, check_template

TEMPLATES: dict[str, tuple[Values, ...]] = {
    "system": ({},),
    "section": SECTION_SAMPLES,
    "task": TASK_SAMPLES,
    "repair": REPAIR_SAMPLES,
}
COT_LEVELS = ("none", "one", "two", "all")
COPY = "A prompts folder is best begun as a copy of the one that comes with the project."


def load_prompts(folder: Path, instructions: str = "") -> Prompts:
    """Everything in a prompts folder; `instructions` is the user's own guidance for every task.

    Raises UserError, naming file and line, for whatever is missing, unknown or not allowed in it.
    """
    if not folder.is_dir():
        raise UserError(f"There is no prompts folder {folder}.", COPY)
    kinds = _read_types(folder)
    samples = {**TEMPLATES, **({"digest": DIGEST_SAMPLES} if any(kind.basis == "per_document" for kind in kinds.values()) else {})}
    templates = {name: read_prompt_file(folder / f"{name}.md") for name in samples}
    for name, file in templates.items():
        check_template(file.text, file.path, samples[name])
    levels = {level: read_prompt_file(folder / "cot" / f"{level}.md") for level in COT_LEVELS}
    return Prompts(
        system=templates["system"].text,
        section=templates["section"].text,
        task=templates["task"].text,
        repair=templates["repair"].text,
        question_types=kinds,
        cot_instructions={level: file.text.strip() for level, file in levels.items()},
        instructions=instructions.strip(),
        digest=templates["digest"].text if "digest" in templates else "",
        hashes=_hashes(folder, [*templates.values(), *levels.values()], kinds),
    )


def read_instructions(value: str) -> str:
    """The guidance that `--instructions TEXT|FILE` means: the content of a file if it names one, else the text itself.

    Raises UserError for a value of one word that looks like a text file and is none.
    """
    try:
        named = bool(value.strip()) and Path(value).is_file()
    except (OSError, ValueError):  # too long, or holding what no path can hold: a text
        named = False
    if named:
        return read_prompt_file(Path(value)).text.strip()
    if value.endswith((".md", ".txt")) and not any(letter.isspace() for letter in value):
        raise UserError(f"There is no file {value} with instructions.", "Check the path, or write the instructions themselves.")
    return value.strip()


def _read_types(folder: Path) -> dict[str, QuestionType]:
    """The question types by name: the built-in ones as they are listed, then others by name."""
    paths = sorted(path for path in folder.glob("questions/*.md") if not path.name.startswith("."))
    if not paths:
        raise UserError(f"The prompts folder {folder} holds no question type (no file questions/*.md).", COPY)
    kinds = {path.stem: read_question_type(path, folder) for path in paths}
    order = {name: place for place, name in enumerate(BUILT_IN_TYPES)}
    return {name: kinds[name] for name in sorted(kinds, key=lambda name: (order.get(name, len(order)), name))}


def _hashes(folder: Path, files: list[PromptFile], kinds: dict[str, QuestionType]) -> dict[str, str]:
    hashes = {file.path.relative_to(folder).as_posix(): file.sha256 for file in files}
    hashes.update((kind.path, kind.sha256) for kind in kinds.values())
    return dict(sorted(hashes.items()))
