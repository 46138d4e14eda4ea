"""Whether the files of a run say what its pairs say, can be read, and are as many as the manifest counts."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..cot import LEVELS, STYLES, CotPlan, examples
from ..formats.checking import read_back
from ..formats.conversations import read_conversations
from ..records import Pair
from ..run_folder import RunFolder
from .state import SIDES, Verification, table, within

ASKS_THE_SAME, NOT_NEEDED = "asks the same as ", "more than the number of pairs asked for"


def check_rows(run: RunFolder, pairs: Sequence[Pair], manifest: Mapping[str, Any], state: Verification) -> None:
    """Every conversation of the dataset files holds a question and an answer, and all of them are just those of the pairs."""
    plan = plan_of(manifest)
    for side, path in zip(SIDES, (run.train, run.validation), strict=True):
        found: list[Any] = []
        try:
            for number, conversation in enumerate(read_conversations(path), 1):
                state.rows += 1
                roles = [turn["role"] for turn in conversation]
                if roles[-2:] != ["user", "assistant"] or not all(turn["content"] for turn in conversation):
                    state.fault(
                        "rows", f"{path.name}, row {number}", f"is no question with its answer ({', '.join(map(str, roles))})"
                    )
                found.append(conversation)
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            state.fault("rows", path.name, f"cannot be read: {error}")
            continue
        state.compare(f"{side} conversations", within(manifest, "counts", "conversations").get(side, 0), len(found))
        if plan is not None:
            check_conversations(found, [pair for pair in pairs if pair.split == side], plan, path, state)


def plan_of(manifest: Mapping[str, Any]) -> CotPlan | None:
    """How the run made conversations of its pairs; None where only its own prompts, or those it was merged from, could tell."""
    options = within(manifest, "options")
    levels, style, per_pair = options.get("cot", LEVELS), options.get("cot_style", STYLES[0]), options.get("cot_per_pair", 0)
    known = (
        isinstance(levels, list | tuple) and all(level in LEVELS for level in levels) and style in STYLES and type(per_pair) is int
    )
    if not known or options.get("cot_instruction") or "merged" in manifest:
        return None
    return CotPlan(tuple(level for level in LEVELS if level in levels), style, None, per_pair)


def check_conversations(found: Sequence[Any], pairs: Sequence[Pair], plan: CotPlan, path: Path, state: Verification) -> None:
    """What a dataset file holds beside the conversations of the pairs, and which of theirs it lacks."""
    left = Counter(map(text_of, found))
    for pair in pairs:
        for example in examples(pair, plan):
            text = text_of(example.messages)
            if left[text] < 1:
                state.fault("rows", path.name, f"lacks the conversation of pair {pair.id} at level {example.level}")
            left[text] -= 1
    for number, conversation in enumerate(found, 1):
        text = text_of(conversation)
        if left[text] > 0:
            left[text] -= 1
            state.fault("rows", f"{path.name}, row {number}", "is not what any pair says")


def text_of(messages: Any) -> str:
    return json.dumps(messages, sort_keys=True)


def check_formats(run: RunFolder, manifest: Mapping[str, Any], state: Verification) -> None:
    """Every row of every other format can be read by its own reader and says something."""
    for side in read_back(run.folder, within(manifest, "counts", "formats")):
        state.rows += side.rows
        for where, told in side.faults:
            state.fault("rows", where, told)


def check_counts(run: RunFolder, pairs: Sequence[Pair], manifest: Mapping[str, Any], state: Verification) -> None:
    """The numbers in the manifest are those of the files."""
    counts = within(manifest, "counts")
    for side in SIDES:
        state.compare(f"{side} pairs", within(counts, "pairs").get(side, 0), sum(pair.split == side for pair in pairs))
    kinds = Counter(pair.question_type for pair in pairs)
    funnel = within(counts, "funnel")
    for kind in sorted({*kinds, *funnel} if "merged" not in manifest else ()):
        row = within(funnel, kind)
        state.compare(f"kept pairs of {kind}", row.get("kept", 0), kinds[kind])
        told = [row.get(step, 0) for step in ("answered", "rejected", "merged", "not needed", "kept")]
        if all(type(number) is int for number in told) and told[0] != sum(told[1:]):
            state.fault("counts", f"funnel of {kind}", f"{told[0]} answered, but {sum(told[1:])} kept or dropped")
    check_rejected(run, manifest, state)


def check_rejected(run: RunFolder, manifest: Mapping[str, Any], state: Verification) -> None:
    """Every pair that the manifest says was dropped is listed with its reason."""
    reasons: Counter[str] = Counter()
    try:
        for number, record in enumerate(objects_of(run.folder / "rejected.jsonl"), 1):
            reason = table(record).get("reason")
            if not isinstance(reason, str) or not reason:
                state.fault("rows", f"rejected.jsonl, row {number}", "names no reason")
            else:
                reasons[ASKS_THE_SAME if reason.startswith(ASKS_THE_SAME) else reason] += 1
    except (OSError, ValueError, RecursionError) as error:
        state.fault("rows", "rejected.jsonl", f"cannot be read: {error}")
        return
    for reason, told in dropped(manifest).items():
        if reasons[reason] != told:
            text = f"lists {reasons[reason]:,} pairs as “{reason.strip()}”, the manifest says {told:,}"
            state.fault("counts", "rejected.jsonl", text)


def dropped(manifest: Mapping[str, Any]) -> Counter[str]:
    """How many pairs were dropped for which reason, as the manifest says."""
    told: Counter[str] = Counter()
    lines = within(manifest, "counts").get("rejections")
    for line in lines if isinstance(lines, list) else ():
        number, _, reason = str(line).partition(" rejected: ")
        if number.replace(",", "").isdecimal():
            told[reason] += int(number.replace(",", ""))
    for row in within(manifest, "counts", "funnel").values():
        told[ASKS_THE_SAME] += count_in(row, "merged")
        told[NOT_NEEDED] += count_in(row, "not needed")
    joined = manifest.get("merged")
    for source in joined if isinstance(joined, list) else ():
        told[ASKS_THE_SAME] += count_in(source, "duplicates")
    return told


def count_in(row: Any, name: str) -> int:
    number = table(row).get(name)
    return number if isinstance(number, int) else 0


def objects_of(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8", errors="surrogatepass") as lines:
        yield from (json.loads(line) for line in lines)
