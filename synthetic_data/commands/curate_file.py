"""Judges a dataset file that need not be ours: the same rows come out with scores, without those that the judge finds poor."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..curate.judge import Judge, Keys, Subject, Verdict
from ..errors import UserError
from ..files import Shelf, written_whole
from ..formats.loading import Loaded, Unusable, load
from ..generate.library import whole_library
from ..options import Options, flag
from ..progress import progress
from ..prompts import load_prompts
from ..prompts.curation import load_curation_prompts
from ..report.funnel import table_of
from ..sections import Cutting, find_documents
from .curating import JUDGE_PROMPT_TOKENS, Sources, stopping_at_interrupt
from .engine import Engines
from .judging import judge_options

Entry = Loaded | Unusable
ONLY_RUNS = (
    "verify_answers", "closed_book", "canaries", "against", "decontaminate", "pii", "max_question_words", "min_answer_words",
    "max_answer_words", "format", "trainer", "push_to_hub",
)  # fmt: skip


def curate_file(path: Path, options: Options, keep_all: bool) -> int:
    """Writes PATH's rows with scores to the output folder; returns 0, 3 when rows stayed unjudged or unread, 130 when stopped."""
    check_file_options(options)
    entries = list(load(path))
    keys = keys_of(entries)
    name = f"{path.stem}-{'rated' if keep_all else 'curated'}"
    with Shelf() as shelf, Engines() as engines:
        answers = engines.answering(judge_options(options), options.output, JUDGE_PROMPT_TOKENS)
        judge = Judge(answers.engine, load_curation_prompts(options.prompts), options.seed)
        sources = sources_of(entries, options, shelf)
        found = [(key, entry) for key, entry in zip(keys, entries, strict=True) if isinstance(entry, Loaded)]
        shown = list(subjects(found, sources))
        with progress(len(found), "Judging", "pairs", options.quiet) as bar, stopping_at_interrupt(answers):
            for _ in judge.judge(shown):
                bar.update()
        engines.judge = answers
        told = engines.finish()["judge"]
    verdicts = [
        judge.verdicts[key] if isinstance(entry, Loaded) else Verdict({}, entry.reason)
        for key, entry in zip(keys, entries, strict=True)
    ]
    kept, dropped = sorted_out(entries, verdicts, options, keep_all)
    options.output.mkdir(parents=True, exist_ok=True)
    target = options.output / f"{name}{'.json' if path.suffix == '.json' else '.jsonl'}"
    write_rows(target, kept)
    rejected = options.output / f"{name}-rejected.jsonl"
    if dropped:
        write_rows(rejected, dropped)
    else:
        rejected.unlink(missing_ok=True)  # one of an earlier time would speak of other rows
    if not options.quiet:
        blind = sum(bool(entry.pair.sections) and not one.source for (_, entry), one in zip(found, shown, strict=True))
        sys.stdout.write("\n".join(summary(entries, verdicts, len(kept), target, blind)) + "\n")
    if told["stopped"]:
        return 130 if told["stopped"] == "interrupted" else 3
    return 3 if any(verdict.unjudged for verdict in verdicts) else 0


def check_file_options(options: Options) -> None:
    """Raises UserError for what only the pairs of a run can have done to them."""
    for name in ONLY_RUNS:
        if getattr(options, name):
            raise UserError(
                f"{flag(name)} has no meaning for a file: its rows are scored and come out in their own shape.",
                "Leave it out; `merge FILE` makes a run of a file first, `save-as` writes other formats.",
            )


def keys_of(entries: Sequence[Entry]) -> list[str]:
    """What each row is known by while it is judged."""
    unique = Keys()
    return [unique.of(entry.pair.id if isinstance(entry, Loaded) else "") for entry in entries]


def sources_of(entries: Sequence[Entry], options: Options, shelf: Shelf) -> Sources | None:
    """The documents, when rows name sections of theirs and they are there."""
    if not any(isinstance(entry, Loaded) and entry.pair.sections for entry in entries):
        return None
    try:
        found = find_documents(options.docs, options.include, options.exclude)
    except UserError:
        return None
    cutting = Cutting(options.chunk_size, options.chunk_overlap)
    return Sources(whole_library(found, cutting, shelf), load_prompts(options.prompts))


def subjects(entries: Sequence[tuple[str, Loaded]], sources: Sources | None) -> Iterator[Subject]:
    for key, entry in entries:
        pair = entry.pair
        source = sources.rendered(entry.row) if sources and pair.sections else ""
        yield Subject(key, pair.question, pair.answer, pair.reasoning_steps, source)


def sorted_out(
    entries: Sequence[Entry], verdicts: Sequence[Verdict], options: Options, keep_all: bool
) -> tuple[list[Any], list[dict[str, Any]]]:
    """The rows to keep, with their scores, and the others with the reason. With keep_all every row stays that is JSON at all."""
    kept: list[Any] = []
    dropped: list[dict[str, Any]] = []
    for number, (entry, verdict) in enumerate(zip(entries, verdicts, strict=True), 1):
        low = bool(verdict.scores) and verdict.scores["overall"] < options.curate
        wanted = keep_all or (not low and (verdict.scores or options.unjudged == "keep"))
        if wanted and entry.row is not None:
            kept.append(with_scores(entry.row, verdict) if verdict.scores else entry.row)
        else:
            reason = f"judged below {options.curate:g}" if low else f"unjudged ({verdict.unjudged})"
            dropped.append({"number": number, "row": entry.row, "reason": reason, "scores": verdict.scores})
    return kept, dropped


def with_scores(row: Any, verdict: Verdict) -> Any:
    """The row as it was, its scores beside it; a bare list of messages gets a name so that they have a place."""
    return {**(row if isinstance(row, dict) else {"messages": row}), "scores": verdict.scores}


def write_rows(path: Path, rows: Sequence[Any]) -> None:
    with written_whole(path) as file:
        lines = [json.dumps(row, ensure_ascii=False, default=str) for row in rows]  # parquet holds dates, too
        file.write("[\n" + ",\n".join(lines) + "\n]\n" if path.suffix == ".json" else "".join(line + "\n" for line in lines))


def summary(entries: Sequence[Entry], verdicts: Sequence[Verdict], kept: int, target: Path, blind: int) -> list[str]:
    """What to tell: rows read, judged, kept; blind are those judged without the source that they name."""
    scores = [verdict.scores["overall"] for verdict in verdicts if verdict.scores]
    unread = sum(isinstance(entry, Unusable) for entry in entries)
    mean = f", {sum(scores) / len(scores):.2f} on average" if scores else ""
    rows = [
        ("Rows", f"{len(entries):,} read, {unread:,} of them hold no pair"),
        ("Judged", f"{len(scores):,} pairs{mean}; {len(entries) - unread - len(scores):,} unjudged"),
        ("Kept", f"{kept:,} rows"),
        ("File", f"{target}"),
    ]
    if blind:
        rows.insert(2, ("", f"{blind:,} of them without the source they name: it is not in the documents at hand (--docs)"))
    return table_of(rows)
