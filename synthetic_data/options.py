"""The options of a run as plain typed values, and the YAML file that may hold them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .cot import LEVELS
from .errors import UserError

USUAL_KEY = "OPENAI_API_KEY"  # may be missing: many servers ask for none


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that shapes a run; the same names as the flags, with underscores. Sizes are estimated tokens.

    docs and output have no default here: the constants of the script, or whoever calls, name them.
    """

    docs: tuple[str, ...]
    output: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ingest: tuple[str, ...] = ()
    allow_private_addresses: bool = False
    chunk_size: int = 1500
    chunk_overlap: int = 100
    types: tuple[str, ...] = ()
    pairs_per_section: int = 0
    num_pairs: int = 0
    sample: int = 0
    prompts: Path = Path("prompts")
    instructions: str = ""
    no_llm: bool = False
    model: str = ""
    max_tokens: int = 4096
    temperature: float = 0.7
    top_p: float = 0.95
    repair: int = 1
    fallback: str = "heuristic"
    rounds: int = 3
    base_url: tuple[str, ...] = ()
    api_key_env: str = USUAL_KEY
    concurrency: int = 64
    timeout: float = 600.0
    requests_per_minute: int = 0
    tokens_per_minute: int = 0
    extra_body: str = ""
    backend: str = "turbomind"
    model_format: str = ""
    revision: str = ""
    tp: int = 1
    session_len: int = 0
    max_batch_size: int = 0
    quant_policy: int = 0
    gpu_memory_fraction: float = 0.8
    trust_remote_code: bool = False
    max_dynamic_patch: int = 4
    serve: str = ""
    serve_arg: tuple[str, ...] = ()
    serve_timeout: float = 1200.0
    images: str = "text"
    fetch_images: bool = False
    journal: str = ""
    no_journal: bool = False
    price_in: float = 0.0
    price_out: float = 0.0
    max_cost: float = 0.0
    max_requests: int = 0
    max_minutes: float = 0.0
    curate: float = 0.0
    unjudged: str = "drop"
    judge_model: str = ""
    judge_base_url: tuple[str, ...] = ()
    verify_answers: str = ""
    closed_book: bool = False
    drop_known: bool = False
    agreement: float = 0.6
    canaries: int = 0
    unanswerable: float = 0.0
    against: tuple[str, ...] = ()
    decontaminate: tuple[str, ...] = ()
    decontaminate_ngram: int = 12
    pii: str = ""
    max_question_words: int = 0
    min_answer_words: int = 0
    max_answer_words: int = 0
    cot: tuple[str, ...] = LEVELS
    cot_style: str = "plain"
    cot_instruction: bool = False
    cot_per_pair: int = 0
    format: tuple[str, ...] = ()
    system: str = ""
    distractors: int = 0
    trainer: tuple[str, ...] = ()
    tokenizer: str = ""
    max_length: int = 2048
    push_to_hub: str = ""
    hub_public: bool = False
    split_by: str = "section"
    train_ratio: float = 0.9
    seed: int = 0
    jobs: int = 0
    dry_run: bool = False
    verbose: bool = False
    quiet: bool = False

    def as_json(self) -> dict[str, Any]:
        """The options as JSON values: what the manifest holds and `--config` reads back."""
        return {field.name: json_value(getattr(self, field.name)) for field in fields(self)}


def json_value(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


# The smallest value of each number that has one; 0 often stands for "no limit" or "by default".
LEAST = {
    "chunk_size": 50, "chunk_overlap": 0, "pairs_per_section": 0, "num_pairs": 0, "sample": 0, "max_tokens": 16, "jobs": 0,
    "repair": 0, "rounds": 1, "concurrency": 1, "timeout": 1, "requests_per_minute": 0, "tokens_per_minute": 0, "tp": 1,
    "session_len": 0, "max_batch_size": 0, "quant_policy": 0, "max_dynamic_patch": 1, "serve_timeout": 1, "price_in": 0,
    "price_out": 0, "max_cost": 0, "max_requests": 0, "max_minutes": 0, "canaries": 0, "decontaminate_ngram": 5,
    "max_question_words": 0, "min_answer_words": 0, "max_answer_words": 0,
    "distractors": 0, "max_length": 16,
}  # fmt: skip


def check(options: Options) -> None:
    """Raises UserError for values that make no sense, alone or together."""
    for name, smallest in LEAST.items():
        if getattr(options, name) < smallest:
            raise UserError(f"{flag(name)} is {getattr(options, name)}; it must be at least {smallest}.", "Give a larger number.")
    if options.chunk_overlap >= options.chunk_size:
        raise UserError(
            f"--chunk-overlap ({options.chunk_overlap}) must be smaller than --chunk-size ({options.chunk_size}).",
            "Give a smaller overlap or a larger chunk size.",
        )
    if not 0 <= options.train_ratio <= 1:
        raise UserError(f"--train-ratio is {options.train_ratio}; it is a share from 0 to 1.", "0.9 puts nine tenths in training.")
    if not 0 <= options.temperature <= 2:
        raise UserError(f"--temperature is {options.temperature}; it goes from 0 to 2.", "0.7 is the default.")
    unknown = [level for level in options.cot if level not in LEVELS]
    if unknown or not options.cot:
        raise UserError(f"--cot {','.join(options.cot)}: unknown level(s).", f"Choose among {', '.join(LEVELS)}.")
    if not 0 <= options.cot_per_pair <= len(LEVELS):
        raise UserError(f"--cot-per-pair is {options.cot_per_pair}; it goes from 0 (all) to 4.", "1 gives each pair one level.")
    if not 0 < options.top_p <= 1:
        raise UserError(f"--top-p is {options.top_p}; it goes from just above 0 to 1.", "0.95 is the default.")
    if not 0 < options.gpu_memory_fraction < 1:
        raise UserError(f"--gpu-memory-fraction is {options.gpu_memory_fraction}; it lies between 0 and 1.", "0.8 is the default.")
    check_together(options)


def check_together(options: Options) -> None:
    """Raises UserError for options that contradict each other."""
    if options.no_llm and (options.base_url or options.serve):
        raise UserError("--no-llm is given together with --base-url or --serve.", "Give one of them.")
    if options.no_llm and options.images == "keep":
        raise UserError("--images keep is given with --no-llm, and heuristics look at no images.", "Give one of them.")
    if options.base_url and options.serve:
        raise UserError("--base-url and --serve are both given.", "Give one of them: a server that runs, or one to start.")
    if options.max_cost and not (options.price_in or options.price_out):
        raise UserError("--max-cost needs prices to count with.", "Give --price-in and --price-out, per million tokens.")
    if options.curate and not 1 <= options.curate <= 10:
        raise UserError(f"--curate is {options.curate:g}; scores go from 1 to 10.", "7 is the default.")
    if not 0 < options.agreement <= 1:
        raise UserError(f"--agreement is {options.agreement:g}; it is a share above 0, up to 1.", "0.6 is the default.")
    if not 0 <= options.unanswerable <= 0.5:
        raise UserError(f"--unanswerable is {options.unanswerable:g}; it is a share from 0 to 0.5.", "0.05 is one in twenty.")
    if options.drop_known and not options.closed_book:
        raise UserError("--drop-known is given without --closed-book.", "Give both: only --closed-book finds out what is known.")
    if options.pairs_per_section and options.num_pairs:
        raise UserError("--pairs-per-section and --num-pairs are both given.", "Give one of them.")


def flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def read_config(path: Path, known: Collection[str]) -> dict[str, Any]:
    """The options in a YAML file (or in the manifest of an earlier run), by name with underscores.

    Raises UserError for a file that cannot be read, is no mapping, or holds a key that is no option.
    """
    import yaml

    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(
            f"The configuration {path} cannot be read: {error.strerror}.", "Check the path given to --config."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise UserError(f"The configuration {path}{line} is not valid YAML.", "Write one `option: value` a line.") from error
    if isinstance(loaded, Mapping) and isinstance(loaded.get("options"), Mapping) and "counts" in loaded:
        loaded = loaded["options"]
    if not isinstance(loaded, Mapping):
        raise UserError(f"The configuration {path} holds no options.", "Write one `option: value` a line.")
    values = {str(key).replace("-", "_"): value for key, value in loaded.items()}
    refuse_unknown(values, known, f"The configuration {path} holds")
    return values


def refuse_unknown(names: Iterable[str], known: Collection[str], teller: str) -> None:
    """Raises UserError for names that are no options, with those that were probably meant."""
    unknown = sorted(set(names) - set(known))
    if unknown:
        meant = dict.fromkeys(close for name in unknown for close in get_close_matches(name, known, 1, 0.7))
        told = f"Did you mean {', '.join(meant)}? " if meant else ""
        raise UserError(f"{teller} unknown options: {', '.join(unknown)}.", f"{told}`--help` lists what there is.")
