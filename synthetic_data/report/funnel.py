"""The funnel of a run in plain text: what was asked, what became of it, per question type."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Counts = Mapping[tuple[str, str], int]
COLUMNS = ("asked", "answered", "abstained", "rejected", "merged", "not needed", "fallback", "kept")
# fallback: how many of the kept or merged came from heuristics, because the model could not answer


def funnel_rows(counts: Counts, types: Sequence[str]) -> list[tuple[str, dict[str, int]]]:
    """Per question type that was asked for, in the given order: how many pairs came to which step."""
    rows = []
    for name in types:
        row = dict.fromkeys(COLUMNS, 0)
        for (kind, step), number in counts.items():
            if kind == name and not step.startswith("abstained: "):  # its reason; the abstention itself is counted apart
                row["rejected" if step.startswith("rejected: ") else step] += number
        if row["asked"]:
            row["kept"] = row["answered"] - row["rejected"] - row["merged"] - row["not needed"]
            rows.append((name, row))
    return rows


def funnel_table(counts: Counts, types: Sequence[str]) -> list[str]:
    """The funnel as lines of text with a total; steps in which nothing happened are left out."""
    rows = funnel_rows(counts, types)
    total = {column: sum(row[column] for _, row in rows) for column in COLUMNS}
    shown = [column for column in COLUMNS if total[column] or column in ("asked", "answered", "abstained", "rejected", "kept")]
    width = max([len("question type"), *(len(name) for name, _ in rows)])
    lines = [f"{'question type':<{width}}" + "".join(f"{column:>11}" for column in shown)]
    for name, row in [*rows, ("total", total)]:
        lines.append(f"{name:<{width}}" + "".join(f"{row[column]:>11,}" for column in shown))
    return lines


def rejection_lines(counts: Counts) -> list[str]:
    """How often each reason rejected a pair, most frequent first."""
    reasons: Counter[str] = Counter()
    for (_, step), number in counts.items():
        if step.startswith("rejected: ") and number:
            reasons[step.removeprefix("rejected: ")] += number
    return [f"{number:,} rejected: {reason}" for reason, number in reasons.most_common()]


def abstention_lines(counts: Counts) -> list[str]:
    """How often there was no pair for a reason that is known, most frequent first."""
    reasons: Counter[str] = Counter()
    for (_, step), number in counts.items():
        if step.startswith("abstained: "):
            reasons[step.removeprefix("abstained: ")] += number
    return [f"{number:,} abstained: {reason}" for reason, number in reasons.most_common()]


def share(part: int, whole: int) -> str:
    """ "3 of 4 (75 %)" """
    return f"{part:,} of {whole:,}" + (f" ({100 * part / whole:.0f} %)" if whole else "")


def table_of(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Pairs of label and text with the texts one below the other."""
    entries = list(rows)
    width = max((len(label) for label, _ in entries), default=0)
    return [f"{label:<{width}}  {text}" for label, text in entries]
