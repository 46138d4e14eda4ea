"""One question type: what its file says about it, and how many pairs of it a section is asked for."""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from synthetic_data.prompts.front_matter import FrontMatter, read_front_matter, split_front_matter
from synthetic_data.prompts.prompt_files import complaint, did_you_mean, read_prompt_file
from synthetic_data.prompts.templates import BODY_SAMPLES, check_template
from synthetic_data.records import Difficulty

Basis = Literal["per_fact", "per_section", "per_document", "share"]

BUILT_IN_TYPES = (
    "fact_based",
    "section_summary",
    "factual_recall",
    "inference",
    "multi_hop_reasoning",
    "application",
    "comparative_analysis",
    "cause_effect",
    "summarization",
    "hypothetical",
    "critical_analysis",
    "technical_explanation",
    "process_workflow",
    "true_false_fill_blank",
    "contextual_ambiguity",
)
KEYS = ("name", "title", "difficulty", "share", "needs", "per_request")
NEEDS = ("section", "related", "fact", "table", "ordered_list", "image")
LARGEST_REQUEST = 50


@dataclass(frozen=True, slots=True)
class QuestionType:
    """One file of prompts/questions.

    basis says what is counted: "per_fact" is one pair for each fact (the task names them), "per_section" one pair for a
    section, "per_document" one for a whole document, "share" is `share` pairs for each fact of the section and at least one.
    needs says what the section must offer.
    per_request is the most pairs one request asks for. body is the Jinja template; sha256 is of the file's bytes; path is
    relative to the prompts folder, with `/`.
    """

    name: str
    title: str
    difficulty: Difficulty
    basis: Basis
    share: float
    needs: tuple[str, ...]
    per_request: int
    body: str
    sha256: str
    path: str


def planned_count(question_type: QuestionType, facts: int) -> int:
    """How many pairs of this type to plan for a section with so many facts.

    A share is rounded down to whole pairs, and never below one.
    """
    if question_type.basis == "per_fact":
        return facts
    if question_type.basis == "per_section":
        return 1
    # 100 × 0.29 is 28.999… in floating point; the small term keeps whole results whole.
    return max(1, math.floor(facts * question_type.share + 1e-9))


def read_question_type(path: Path, folder: Path) -> QuestionType:
    """The question type that the file `path` of the prompts folder `folder` describes.

    Raises UserError, naming file and line, for anything in it that is unknown, missing or not allowed.
    """
    file = read_prompt_file(path)
    source, body, body_line = split_front_matter(file)
    front = read_front_matter(source, path, KEYS)
    name, difficulty, needs = _name(front), _difficulty(front), _needs(front)
    basis, share = _share(front)
    if basis == "per_document" and needs != ("section",):
        raise front.refusal("needs", "names more than section, although share is per_document", "Write `needs: [section]`.")
    if basis == "per_fact" and "fact" not in needs:
        raise front.refusal("needs", "lacks fact, although share is per_fact", "Add fact to needs.")
    if not body.strip():
        raise complaint(path, body_line, "no prompt stands after the front matter.", "Write the instruction for the model there.")
    facts = ["A fact."] if basis == "per_fact" else []
    check_template(body, path, [{**sample, "facts": facts} for sample in BODY_SAMPLES], first_line=body_line)
    return QuestionType(
        name=name,
        title=front.word("title"),
        difficulty=difficulty,
        basis=basis,
        share=share,
        needs=needs,
        per_request=_per_request(front),
        body=body.strip("\n"),
        sha256=file.sha256,
        path=path.relative_to(folder).as_posix(),
    )


def _name(front: FrontMatter) -> str:
    name = front.word("name")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise front.refusal("name", f'"{name}" is not snake_case', "Use lower-case letters, digits and single underscores.")
    if name != front.path.stem:
        raise front.refusal("name", f'"{name}" is not the name of the file', f"Name the file {name}.md, or change the key.")
    return name


def _difficulty(front: FrontMatter) -> Difficulty:
    word = front.word("difficulty")
    if word not in get_args(Difficulty):
        raise front.refusal("difficulty", f'"{word}" is unknown', did_you_mean(word, get_args(Difficulty)))
    return cast(Difficulty, word)


def _share(front: FrontMatter) -> tuple[Basis, float]:
    word = front.word("share")
    if word in ("per_fact", "per_section", "per_document"):
        return cast(Basis, word), 1.0
    fix = "Write per_fact, per_section, per_document, or a number above 0 and up to 1: the pairs for each fact (15 % is 0.15)."
    if not re.fullmatch(r"\d*\.?\d+", word, re.ASCII) or not 0 < float(word) <= 1:
        raise front.refusal("share", f'"{word}" is not allowed', fix)
    return "share", float(word)


def _needs(front: FrontMatter) -> tuple[str, ...]:
    words = front.words("needs")
    for word in words:
        if word not in NEEDS:
            raise front.refusal("needs", f'names "{word}", which is unknown', did_you_mean(word, NEEDS))
    return words


def _per_request(front: FrontMatter) -> int:
    word = front.word("per_request")
    if not re.fullmatch(r"\d{1,3}", word, re.ASCII) or not 1 <= int(word) <= LARGEST_REQUEST:
        raise front.refusal("per_request", f'"{word}" is not allowed', f"Write a whole number from 1 to {LARGEST_REQUEST}.")
    return int(word)
