"""Judges a dataset file that need not be ours: the same rows come out with scores, without those that the judge finds poor."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..curate.judge import Judge, Subject, Verdict
from ..errors import UserError
from ..files import Shelf, written_whole
from ..formats.loading import Loaded, Unusable, load
from ..generate.library import whole_library
from ..options import Options
from ..progress import progress
from ..prompts import load_prompts
from ..prompts.curation import load_curation_prompts
from ..report.funnel import table_of
from ..sections import Cutting, find_documents
from .curating import JUDGE_PROMPT_TOKENS, Sources, judge_options, stopping_at_interrupt
from .engine import Engines

Entry = Loaded | Unusable


def curate_file(path: Path, options: Options, keep_all: bool) -> int:
    """Writes PATH's rows with scores to the output folder; returns 0, 3 when rows stayed unjudged or unread, 130 when stopped."""
    entries = list(load(path))
    stem = options.output / f"{path.stem}-{'rated' if keep_all else 'curated'}"
    with Shelf() as shelf, Engines() as engines:
        answers = engines.answering(judge_options(options), options.output, JUDGE_PROMPT_TOKENS)
        judge = Judge(answers.engine, load_curation_prompts(options.prompts), options.seed)
        sources = sources_of(entries, options, shelf)
        found = [entry for entry in entries if isinstance(entry, Loaded)]
        with progress(len(found), "Judging", "pairs", options.quiet) as bar, stopping_at_interrupt(answers):
            for _ in judge.judge(subjects(found, sources)):
                bar.update()
        engines.judge = answers
        told = engines.finish()["judge"]
    kept, dropped = sorted_out(entries, judge.verdicts, options, keep_all)
    options.output.mkdir(parents=True, exist_ok=True)
    target = stem.with_suffix(".json" if path.suffix == ".json" else ".jsonl")
    write_rows(target, kept)
    if dropped:
        write_rows(Path(f"{stem}-rejected.jsonl"), dropped)
    if not options.quiet:
        sys.stdout.write("\n".join(summary(entries, judge.verdicts, len(kept), target)) + "\n")
    if told["stopped"]:
        return 130 if told["stopped"] == "interrupted" else 3
    return 3 if any(isinstance(entry, Unusable) or judge.verdicts[entry.pair.id].unjudged for entry in entries) else 0


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


def subjects(entries: Sequence[Loaded], sources: Sources | None) -> Iterator[Subject]:
    for entry in entries:
        pair = entry.pair
        source = sources.rendered(entry.row) if sources and pair.sections else ""
        yield Subject(pair.id, pair.question, pair.answer, pair.reasoning_steps, source)


def sorted_out(
    entries: Sequence[Entry], verdicts: dict[str, Verdict], options: Options, keep_all: bool
) -> tuple[list[Any], list[dict[str, Any]]]:
    """The rows to keep, with their scores, and the others with the reason. With keep_all every row stays."""
    kept: list[Any] = []
    dropped: list[dict[str, Any]] = []
    for entry in entries:
        verdict = Verdict({}, entry.reason) if isinstance(entry, Unusable) else verdicts[entry.pair.id]
        low = bool(verdict.scores) and verdict.scores["overall"] < options.curate
        if keep_all or (not low and (verdict.scores or options.unjudged == "keep")):
            kept.append(with_scores(entry.row, verdict) if verdict.scores else entry.row)
        else:
            reason = f"judged below {options.curate:g}" if low else f"unjudged ({verdict.unjudged})"
            dropped.append({"row": entry.row, "reason": reason, "scores": verdict.scores})
    return kept, dropped


def with_scores(row: Any, verdict: Verdict) -> Any:
    """The row as it was, its scores beside it; a bare list of messages gets a name so that they have a place."""
    return {**(row if isinstance(row, dict) else {"messages": row}), "scores": verdict.scores}


def write_rows(path: Path, rows: Sequence[Any]) -> None:
    with written_whole(path) as file:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        file.write("[\n" + ",\n".join(lines) + "\n]\n" if path.suffix == ".json" else "".join(line + "\n" for line in lines))


def summary(entries: Sequence[Entry], verdicts: dict[str, Verdict], kept: int, target: Path) -> list[str]:
    scores = [verdict.scores["overall"] for verdict in verdicts.values() if verdict.scores]
    unread = sum(isinstance(entry, Unusable) for entry in entries)
    mean = f", {sum(scores) / len(scores):.2f} on average" if scores else ""
    return table_of(
        [
            ("Rows", f"{len(entries):,} read, {unread:,} of them hold no pair"),
            ("Judged", f"{len(scores):,} pairs{mean}; {len(verdicts) - len(scores):,} unjudged"),
            ("Kept", f"{kept:,} rows"),
            ("File", f"{target}"),
        ]
    )
