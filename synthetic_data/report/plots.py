"""Small plots as inline SVG: bars for counts, a histogram for lengths. They take their colours from the page."""

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, ROW, LABEL, TAIL = 460, 22, 190, 104


def bars(title: str, counts: Mapping[str, int], most: int = 16) -> str:
    """One bar a row, in the given order, with number and share; what is beyond `most` rows is summed up."""
    rows = list(counts.items())
    if len(rows) > most:
        rest = rows[most - 1 :]
        rows = [*rows[: most - 1], (f"{len(rest)} others", sum(count for _, count in rest))]
    total, largest = sum(counts.values()), max([1, *(count for _, count in rows)])
    parts = []
    for number, (label, count) in enumerate(rows):
        y = number * ROW
        length = (WIDTH - LABEL - TAIL) * count / largest
        share = f"{count:,} · {100 * count / total:.0f} %" if total else f"{count:,}"
        parts.append(
            f'<text class="label" x="{LABEL - 8}" y="{y + 15}">{escape(short(label))}<title>{escape(label)}</title></text>'
            f'<rect class="bar" x="{LABEL}" y="{y + 4}" width="{max(1.0, length):.1f}" height="14" rx="2"/>'
            f'<text class="value" x="{LABEL + length + 6:.1f}" y="{y + 15}">{share}</text>'
        )
    return figure(title, "".join(parts), max(1, len(rows)) * ROW)


def histogram(title: str, values: Sequence[int], unit: str, bins: int = 20) -> str:
    """How often values of which size occur; what lies above the 99th percentile is in the last bar."""
    ordered = sorted(values)
    top = max(1, ordered[int(0.99 * (len(ordered) - 1))]) if ordered else 1
    size = max(1, -(-top // bins))
    counts = [0] * (top // size + 1)
    for value in ordered:
        counts[min(value // size, len(counts) - 1)] += 1
    height, largest, step = 110, max([1, *counts]), (WIDTH - 20) / len(counts)
    parts = []
    for number, count in enumerate(counts):
        tall = (height - 20) * count / largest
        span = f"{number * size}–{(number + 1) * size - 1} {unit}: {count:,}"
        parts.append(
            f'<rect class="bar" x="{10 + number * step:.1f}" y="{height - tall:.1f}" width="{max(1.0, step - 1):.1f}" '
            f'height="{tall:.1f}"><title>{escape(span)}</title></rect>'
        )
    middle = ordered[len(ordered) // 2] if ordered else 0
    parts.append(f'<text class="axis" x="10" y="{height + 15}">0</text>')
    parts.append(f'<text class="axis end" x="{WIDTH - 10}" y="{height + 15}">{top} {escape(unit)}, median {middle}</text>')
    return figure(title, "".join(parts), height + 20)


def figure(title: str, inside: str, height: int) -> str:
    name = escape(title)
    drawing = f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{name}">{inside}</svg>'
    return f"<figure><figcaption>{name}</figcaption>{drawing}</figure>"


def short(label: str) -> str:
    return label if len(label) <= 26 else label[:25] + "…"
