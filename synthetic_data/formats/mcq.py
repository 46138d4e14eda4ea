"""mcq (also called lm-eval): multiple choice from pairs whose wrong answers are honest, and lm-evaluation-harness's task file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..records import Pair, Side, content_id
from .look import Look, Row

COLUMNS = {"id": "text", "question": "text", "choices": "texts", "answer": "integer", "document": "text"}
VERDICTS = ("True", "False")
VERDICT = re.compile(r"(True|False)\b")
ASKS_FOR_VERDICT = re.compile(r"\btrue or false\b", re.IGNORECASE)
TASK = "documents_mcq"


class Choice(NamedTuple):
    """A question with its options and the right one."""

    question: str
    choices: tuple[str, ...]
    right: str


def choice_of(pair: Pair) -> Choice | None:
    """The multiple choice in a pair: the options it brings, or true and false; None where a wrong option would be made up."""
    if len(set(pair.choices)) > 1:
        shuffled = sorted(set(pair.choices), key=lambda choice: content_id(pair.id, choice))
        return Choice(pair.question, tuple(shuffled), pair.choices[0])
    verdict = VERDICT.match(pair.answer)
    if verdict and ASKS_FOR_VERDICT.search(pair.question):
        return Choice(pair.question, VERDICTS, verdict[1])
    return None


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    choice = choice_of(pair)
    if choice:
        yield {
            "id": pair.id,
            "question": choice.question,
            "choices": list(choice.choices),
            "answer": choice.choices.index(choice.right),
            "document": pair.sections[0].document if pair.sections else "",
        }


def choice(row: Row) -> Choice:
    return Choice(row["question"], tuple(row["choices"]), row["choices"][row["answer"]])


def text(row: Row) -> str:
    return "\n".join([row["question"], *row["choices"]])


def task_file(counts: Mapping[Side, int]) -> str:
    """The task for lm-evaluation-harness: it measures on validation, or on training if nothing is held out."""
    held: Sequence[Side] = [side for side in ("train", "validation") if counts[side]]
    lines = [
        "# In this folder: lm_eval --include_path . --tasks " + TASK,
        f"task: {TASK}",
        "dataset_path: json",
        "dataset_kwargs:",
        "  data_files:",
        *(f"    {side}: {side}.jsonl" for side in held),
        "output_type: multiple_choice",
        *(f"{name}_split: {side}" for name, side in (("training", "train"), ("validation", "validation")) if side in held),
        *(["fewshot_split: train"] if "train" in held else []),
        f"test_split: {held[-1] if held else 'validation'}",
        'doc_to_text: "Question: {{question}}\\nAnswer:"',
        "doc_to_choice: choices",
        "doc_to_target: answer",
        "metric_list:",
        *(f"  - metric: {metric}\n    aggregation: mean\n    higher_is_better: true" for metric in ("acc", "acc_norm")),
        "metadata:",
        "  version: 1.0",
    ]
    return "\n".join(lines) + "\n"
