"""All dataset formats in one table: add a file beside this one and a row here to add one."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ..records import Pair, Side
from . import alpaca, chatml, columnar, cpt, llama_factory, mcq, messages, pair_rows, prompt_completion, rag, sharegpt, stores
from .look import Look, Messages, Row


class Format(NamedTuple):
    """A dataset format: what it is, the kind of file, its columns (name: kind), how pairs become rows and what rows say.

    said gives back what a row holds, whatever its keys are called: a conversation, or a text. closing gives the rows that can only
    be told when every pair has been seen; beside gives the files that belong to the data (name: text), from the number of rows a
    side and whether there are system texts. lacking says why a pair may give no row; sources, whether the documents are needed.
    """

    purpose: str
    store: stores.Store
    columns: Mapping[str, str]
    rows: Callable[[Pair, Look], Iterator[Row]]
    said: Callable[[Row], Messages | str]
    closing: Callable[[Look], Iterator[tuple[Side, Row]]] | None = None
    beside: Callable[[Mapping[Side, int], bool], dict[str, str]] | None = None
    lacking: str = ""
    sources: bool = False


def no_rows(pair: Pair, look: Look) -> Iterator[Row]:
    """For a format whose rows all come at the end."""
    yield from ()


def beside_alpaca(counts: Mapping[Side, int], system: bool) -> dict[str, str]:
    return {"dataset_info.json": llama_factory.alpaca_info(counts, system)}


def beside_sharegpt(counts: Mapping[Side, int], system: bool) -> dict[str, str]:
    return {"dataset_info.json": llama_factory.sharegpt_info(counts, system)}


def beside_cpt(counts: Mapping[Side, int], system: bool) -> dict[str, str]:
    return {"dataset_info.json": llama_factory.text_info(counts)}


def beside_mcq(counts: Mapping[Side, int], system: bool) -> dict[str, str]:
    return {f"{mcq.TASK}.yaml": mcq.task_file(counts)}


CHAT = (messages.COLUMNS, messages.rows, messages.messages)
PAIR = (pair_rows.COLUMNS, pair_rows.rows, pair_rows.messages)
FORMATS: dict[str, Format] = {
    "json": Format("the plain list of conversations, as the default files", stores.BARE_LIST, *CHAT),
    "jsonl": Format("one pair a line: question, answer, reasoning steps, type, source, quotes, scores", stores.LINES, *PAIR),
    "messages": Format('{"messages": [...]} a line, for chat fine-tuning', stores.LINES, *CHAT),
    "prompt-completion": Format(
        "TRL's prompt and completion: the loss falls on the answer only",
        stores.LINES,
        prompt_completion.COLUMNS,
        prompt_completion.rows,
        prompt_completion.messages,
    ),
    "alpaca": Format(
        "instruction, input, output, with LLaMA-Factory's dataset_info.json",
        stores.LIST,
        alpaca.COLUMNS,
        alpaca.rows,
        alpaca.messages,
        beside=beside_alpaca,
    ),
    "sharegpt": Format(
        "conversations of from and value, with LLaMA-Factory's dataset_info.json",
        stores.LIST,
        sharegpt.COLUMNS,
        sharegpt.rows,
        sharegpt.messages,
        beside=beside_sharegpt,
    ),
    "chatml": Format(
        "finished ChatML text with its marks, in a column text", stores.LINES, chatml.COLUMNS, chatml.rows, chatml.messages
    ),
    "chatml-messages": Format(
        "what Meta's kit calls chatml: messages with a system turn", stores.LINES, CHAT[0], messages.kit_rows, CHAT[2]
    ),
    "parquet": Format("the columns of jsonl as parquet", columnar.PARQUET, *PAIR),
    "lance": Format("the columns of jsonl as a lance dataset", columnar.LANCE, *PAIR),
    "rag": Format(
        "the source section before the question, the quotes after the answer",
        stores.LINES,
        rag.COLUMNS,
        rag.rows,
        rag.messages,
        lacking="no source section at hand",
        sources=True,
    ),
    "cpt": Format(
        "plain text for continued pretraining: sections, with and without their questions",
        stores.LINES,
        cpt.COLUMNS,
        no_rows,
        cpt.text,
        closing=cpt.closing_rows,
        beside=beside_cpt,
        sources=True,
    ),
    "mcq": Format(
        "multiple choice where wrong answers are honest, with a task for lm-evaluation-harness",
        stores.LINES,
        mcq.COLUMNS,
        mcq.rows,
        mcq.text,
        beside=beside_mcq,
        lacking="no honest wrong answers",
    ),
}
HUB = "hf"  # a folder made of the others: see dataset_card
HUB_PURPOSE = "a Hugging Face dataset folder: parquet, one config per format asked for, a dataset card"
ALIASES = {"ft": "messages", "lm-eval": "mcq"}


def names() -> list[str]:
    """All names that can be asked for."""
    return [*FORMATS, HUB, *ALIASES]


def read(name: str, path: Any) -> Iterator[Row]:
    """The rows of a file that was written in this format."""
    yield from FORMATS[ALIASES.get(name, name)].store.read(path)
