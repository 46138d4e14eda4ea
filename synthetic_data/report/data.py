"""Gathers what report.html shows: every section with its share of evidence, the pairs, the rejected, the counts for the plots."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..generate.library import Library
from ..hygiene.personal_data import throughout
from ..spread import spread

MOST_PAIRS = 20_000  # pairs that the browser holds; of more it shows an even sample
MOST_REJECTED = 2_000
MOST_TEXT = 8_000_000  # characters of section texts that the file holds, sections with pairs first
AT_ONCE = 64  # values written as JSON at once
Spans = list[tuple[int, int]]
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
HALVES = re.compile("[\ud800-\udfff]")  # of characters: JSON can hold them, a file cannot


@dataclass
class Tally:
    """Counts over all pairs, whether the browser shows them or not: by type, difficulty, side, origin, opener, and lengths."""

    total: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    words: dict[str, list[int]] = field(default_factory=lambda: {"question": [], "answer": [], "reasoning": []})

    def add(self, pair: Mapping[str, Any]) -> None:
        self.total += 1
        for name in ("question_type", "difficulty", "split", "origin", "language"):
            self.counts[name][str(pair[name] or "not told")] += 1
        question = pair["question"].split()
        self.counts["opener"][" ".join(question[:2])] += 1
        if pair["scores"]:
            self.counts["score"][band(pair["scores"])] += 1
        self.words["question"].append(len(question))
        self.words["answer"].append(len(pair["answer"].split()))
        self.words["reasoning"].append(sum(len(step.split()) for step in pair["reasoning_steps"]))


def band(scores: Mapping[str, Any]) -> str:
    """A pair's overall score as a whole number, for counting."""
    overall = scores.get("overall", scores.get("score"))
    return str(round(overall)) if isinstance(overall, int | float) else "unjudged"


@dataclass
class ReportData:
    """Everything the page shows: counts over all pairs, and what travels into it as JSON, made piece by piece."""

    tally: Tally
    pieces: Iterator[str]


def gather(folder: Path, library: Library, shown: Callable[[str], str] = str) -> ReportData:
    """Reads the files of a run once, beside the sections of its documents, all texts as `shown` gives them."""
    places = {note.id: number for number, note in enumerate(library.notes)}
    names = {entry.name: number for number, entry in enumerate(library.documents)}
    tally, evidence, per_section = Tally(), dict[int, Spans](), Counter[int]()
    sample = set(spread(range(lines_in(folder / "pairs.jsonl")), MOST_PAIRS))

    def shown_pairs() -> Iterator[dict[str, Any]]:
        for number, record in enumerate(records(folder / "pairs.jsonl")):
            pair = record if shown is str else throughout(record, shown)
            tally.add(pair)
            inside = [places[part["id"]] for part in pair["sections"] if part["id"] in places]
            if inside:
                per_section[inside[0]] += 1
            for place in inside:
                evidence.setdefault(place, []).extend(spans_of(pair, library, place))
            if number in sample:
                yield pair_for_page(pair, inside, names)

    pairs = list(in_batches(shown_pairs()))  # as text: a fifth of the memory
    return ReportData(tally, pieces(folder, library, Found(pairs, tally.total, evidence, per_section), shown))


class Found(NamedTuple):
    """What the pairs of a run say: themselves as JSON, how many there are, and the evidence and number of pairs per section."""

    pairs: list[str]
    total: int
    evidence: Mapping[int, Spans]
    per_section: Mapping[int, int]


def pieces(folder: Path, library: Library, found: Found, shown: Callable[[str], str]) -> Iterator[str]:
    """The page's data as one JSON object, in pieces, so that it never sits in memory whole."""
    documents = ({"name": entry.name, "first": entry.first, "last": entry.last} for entry in library.documents)
    yield from listed('{"documents":', in_batches(documents))
    yield from listed(',"sections":', in_batches(sections_for_page(library, found, shown)))
    texts = texts_for_page(library, found.per_section)
    yield from listed(',"texts":', in_batches([number, shown(text)] for number, text in texts))
    yield from listed(f',"pairs_total":{found.total},"pairs":', found.pairs)
    rejected = folder / "rejected.jsonl"
    rows = (row if shown is str else throughout(row, shown) for row in rejected_for_page(rejected))
    yield from listed(f',"rejected_total":{lines_in(rejected)},"rejected":', in_batches(rows))
    yield "}"


def listed(name: str, rows: Iterable[str]) -> Iterator[str]:
    """A JSON list under its name."""
    yield name + "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + row
    yield "]"


def in_batches(values: Iterable[Any]) -> Iterator[str]:
    """The members of a JSON list, many at once: to write them one by one takes several times as long."""
    left = iter(values)
    while batch := list(islice(left, AT_ONCE)):
        yield embedded(batch)[1:-1]


def embedded(value: Any) -> str:
    """JSON that can stand inside a script element whatever texts it holds."""
    text = ENCODE(value).replace("<", "\\u003c")  # "</script" would end the element, and "<!--" hide its end
    try:
        text.encode()
    except UnicodeEncodeError:
        return HALVES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return text


def lines_in(path: Path) -> int:
    """How many lines a file has; 0 if there is no such file."""
    if not path.exists():
        return 0
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line; none if there is no such file."""
    if path.exists():
        with path.open(encoding="utf-8", errors="surrogatepass") as lines:
            for line in lines:
                yield json.loads(line)


def spans_of(pair: Mapping[str, Any], library: Library, place: int) -> Iterator[tuple[int, int]]:
    """The parts of a section's own text that are evidence for a pair, counted from where that text begins."""
    note = library.notes[place]
    length = library.texts[2 * place + 1]  # bytes: never fewer than characters
    names = {part["document"] for part in pair["sections"] if part["id"] == note.id}
    for quote in pair["evidence"]:
        start, end = max(0, quote["start"] - note.start), quote["end"] - note.start
        if quote["document"] in names and 0 <= start < end <= length:
            yield start, end


def pair_for_page(pair: Mapping[str, Any], sections: list[int], names: Mapping[str, int]) -> dict[str, Any]:
    """What the browser of pairs shows of one; documents and sections by their number."""
    return {
        "id": pair["id"],
        "q": pair["question"],
        "a": pair["answer"],
        "r": pair["reasoning_steps"],
        "t": pair["question_type"],
        "d": pair["difficulty"],
        "s": pair["split"],
        "o": pair["origin"],
        "m": pair["model"],
        "f": pair["flags"],
        "sc": pair["scores"],
        "i": pair["images"],
        "x": sections,
        "w": [where(part) for part in pair["sections"]],
        "e": [[names.get(part["document"], -1), part["start"], part["end"], part["quote"]] for part in pair["evidence"]],
    }


def where(part: Mapping[str, Any]) -> str:
    """A section in words: "guide.md, lines 3–9, page 2"."""
    pages = ", ".join(str(page) for page in part["pages"])
    return f"{part['document']}, lines {part['start_line']}–{part['end_line']}" + (f", page {pages}" if pages else "")


def rejected_for_page(path: Path) -> Iterator[dict[str, Any]]:
    """An even sample of what was not kept, each with its reason."""
    shown = set(spread(range(lines_in(path)), MOST_REJECTED))
    for number, record in enumerate(records(path)):
        if number in shown:
            places = [where(part) for part in record.get("sections", ()) if "start_line" in part]
            row = {"q": record.get("question", ""), "a": record.get("answer", ""), "t": record.get("question_type", "")}
            yield {**row, "why": record.get("reason", ""), "w": places}


def sections_for_page(library: Library, found: Found, shown: Callable[[str], str]) -> Iterator[list[Any]]:
    """Per section: title, first and last line, facts, pairs, the share of its text that is evidence (%), where its text begins."""
    for number, note in enumerate(library.notes):
        covered = union(found.evidence.get(number, []))
        length = len(library.text(number).strip()) if covered else 1
        share = min(100, round(100 * covered / max(1, length)))
        yield [shown(note.title), note.start_line, note.end_line, note.facts, found.per_section.get(number, 0), share, note.start]


def union(spans: Spans) -> int:
    """How many characters are in at least one of the spans."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def texts_for_page(library: Library, per_section: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Section texts with their numbers, those with pairs first, up to the size that the file may hold."""
    left = MOST_TEXT
    for number in sorted(range(len(library.notes)), key=lambda number: (number not in per_section, number)):
        if library.texts[2 * number + 1] <= left:
            text = library.text(number)
            left -= len(text)
            yield number, text
