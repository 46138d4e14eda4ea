"""Writes report.html: one file without network, everything that comes from documents or models escaped."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from ..cot import LEVELS
from ..files import written_whole
from ..generate.library import Library
from ..hygiene.personal_data import blacked, throughout
from .data import MOST_PAIRS, Tally, gather
from .funnel import COLUMNS
from .plots import bars, histogram

MOST_PLACES = 200  # where personal data was found, shown one by one
MATERIAL = (  # label, name in the manifest, what is told of it
    ("Documents", "documents", "gave a pair"),
    ("Sections", "sections", "have a pair"),
    ("Facts", "facts", "are evidence for a pair"),
)
HERE = Path(__file__).parent
PLACE = "$data"  # where the data goes in the page; it is written piece by piece, between what stands before and after it


def write_report(folder: Path, manifest: Mapping[str, Any], library: Library) -> Path:
    """Writes a run's report.html from its files, its manifest and the sections of its documents; returns its path."""
    shown = blacked if within(manifest, "options").get("pii") else str
    data = gather(folder, library, shown)
    head, tail = page(data.tally, throughout(manifest, shown), folder.name)
    path = folder / "report.html"
    with written_whole(path) as file:
        file.write(head)
        file.writelines(data.pieces)
        file.write(tail)
    return path


def page(tally: Tally, manifest: Mapping[str, Any], name: str) -> list[str]:
    """The page before and after its data. Its one script is named by its hash in the policy, so that no other can ever run."""
    script = (HERE / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    values = {
        "title": escape(name),
        "policy": f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; script-src 'sha256-{digest}'",
        "style": (HERE / "page.css").read_text(encoding="utf-8"),
        "script": script,
        "figures": figures(tally, manifest),
        "facts": facts(tally, manifest),
        "funnel": funnel(manifest),
        "reasons": reasons(manifest),
        "judgement": judgement(within(manifest, "engine", "curation")),
    }
    parts = (HERE / "page.html").read_text(encoding="utf-8").split(PLACE)
    return [shown_whole(Template(part).substitute(values)) for part in parts]


def shown_whole(text: str) -> str:
    """A text without what no page can hold: halves of characters, and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def within(value: Any, *names: str) -> Mapping[str, Any]:
    """The object at these names, one inside the other; an empty one if there is none: a manifest may have been edited."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def number(value: Any, digits: int = 0) -> str:
    """A number of the manifest as text, whatever stands there."""
    return f"{value:,.{digits}f}" if isinstance(value, int | float) else str(value)


def facts(tally: Tally, manifest: Mapping[str, Any]) -> str:
    """The first lines: how much came of what, by whom, at what cost."""
    counts, engine = within(manifest, "counts"), within(manifest, "engine")
    pairs, conversations = within(counts, "pairs"), within(counts, "conversations")
    rows = [
        ("Pairs", f"{tally.total:,} ({number(pairs.get('train', 0))} training, {number(pairs.get('validation', 0))} validation)"),
        ("Conversations", f"{sum(value for value in conversations.values() if isinstance(value, int)):,}"),
        *(
            (label, f"{number(counts[f'{name}_with_pairs'])} of {number(counts.get(name, 0))} {told}")
            for label, name, told in MATERIAL
            if f"{name}_with_pairs" in counts
        ),
        ("Answered by", str(engine.get("model") or engine.get("identity") or "unknown")),
        *model_rows(engine),
    ]
    if judge := within(engine, "judge"):
        rows += [("Judged by", str(judge.get("model") or "unknown")), *model_rows(judge)]
    rows.append(("Seconds", number(manifest.get("seconds", 0), 1)))
    if engine.get("stopped"):
        rows.append(("Stopped", f"before the end: {engine['stopped']}"))
    if tally.total > MOST_PAIRS:
        rows.append(("Shown", f"an even sample of {MOST_PAIRS:,} pairs; plots and coverage are of all"))
    left_out = manifest.get("left_out")
    for entry in left_out if isinstance(left_out, list) else ():
        rows.append(("Left out", f"{within(entry).get('path')} {within(entry).get('reason')}"))
    return "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)


def model_rows(engine: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What one model was asked, and what it cost; nothing for heuristics."""
    if engine.get("requests") is None:
        return []
    asked, cached, written = (number(engine.get(name, 0)) for name in ("prompt_tokens", "cached_tokens", "completion_tokens"))
    backend = f"{engine['backend']}, prefix cache {'on' if engine.get('prefix_caching') else 'off'}" if "backend" in engine else ""
    return [
        *([("Backend", backend)] if backend else []),
        ("Requests", f"{number(engine['requests'])} asked, {number(engine.get('from_journal', 0))} from the journal"),
        ("Tokens", f"{asked} prompt, {cached} of them cached, {written} completion"),
        ("Cost", number(engine.get("cost", 0), 4)),
    ]


def figures(tally: Tally, manifest: Mapping[str, Any]) -> str:
    """The mix as plots, of all pairs."""
    counts = tally.counts
    drawn = [
        bars("Question types", dict(counts["question_type"].most_common())),
        bars("Difficulty", {name: counts["difficulty"][name] for name in ("easy", "medium", "hard")}),
        bars("Chain-of-thought levels (conversations)", levels(tally, manifest)),
        bars("Question openers", dict(counts["opener"].most_common()), most=10),
        histogram("Length of questions", tally.words["question"], "words"),
        histogram("Length of answers", tally.words["answer"], "words"),
        histogram("Length of reasoning", tally.words["reasoning"], "words"),
    ]
    for name, title in (("language", "Languages"), ("origin", "Written by")):
        if len(counts[name]) > 1:
            drawn.append(bars(title, dict(counts[name].most_common())))
    if counts["score"]:
        drawn.append(bars("Scores", dict(sorted(counts["score"].items(), key=lambda entry: entry[0].zfill(2), reverse=True))))
    return "".join(drawn)


def levels(tally: Tally, manifest: Mapping[str, Any]) -> dict[str, int]:
    """Conversations per chain-of-thought level; with --cot-per-pair only their total is known here."""
    options = within(manifest, "options")
    wanted, per_pair = options.get("cot", LEVELS), options.get("cot_per_pair")
    chosen = [level for level in LEVELS if isinstance(wanted, list | tuple) and level in wanted]
    if isinstance(per_pair, int) and per_pair:
        return {f"{per_pair} of {', '.join(chosen)}": tally.total * per_pair}
    return dict.fromkeys(chosen, tally.total)


def rows_of(table: Mapping[str, Any], columns: Sequence[str], first: str) -> str:
    """A table with the columns in which anything is told."""
    head = "".join(f"<th>{escape(column)}</th>" for column in (first, *columns))
    body = ""
    for name, row in table.items():
        cells = "".join(f"<td>{escape(number(within(row).get(column, 0)))}</td>" for column in columns)
        body += f"<tr><th>{escape(str(name))}</th>{cells}</tr>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def funnel(manifest: Mapping[str, Any]) -> str:
    """The funnel as a table; columns in which nothing happened are left out."""
    rows = within(manifest, "counts", "funnel")

    def total(column: str) -> int:
        return sum(value for row in rows.values() if isinstance(value := within(row).get(column, 0), int))

    totals = {column: total(column) for column in COLUMNS}
    return rows_of({**rows, "total": totals}, [column for column in COLUMNS if totals[column]], "question type")


def reasons(manifest: Mapping[str, Any]) -> str:
    """Why pairs were rejected, most frequent first."""
    return listed(within(manifest, "counts").get("rejections"))


def listed(lines: Any) -> str:
    shown = "".join(f"<li>{escape(str(line))}</li>" for line in lines) if isinstance(lines, list) else ""
    return f"<ul>{shown}</ul>" if shown else ""


def judgement(curation: Mapping[str, Any]) -> str:
    """What judging, canaries and hygiene found; of personal data what kind and where, never the text itself."""
    lines = []
    if "judged" in curation:
        mean = f", {number(curation.get('mean_score'), 2)} on average"
        lines.append(f"{number(curation['judged'])} pairs judged{mean}, {number(curation.get('unjudged', 0))} unjudged")
    for name, label in (("verify_answers", "answered again from the section"), ("closed_book", "answered without the source")):
        if told := within(curation, name):
            agreed, missing = number(told.get("agreed", 0)), number(told.get("missing", 0))
            lines.append(f"{number(told.get('answered', 0))} {label}: {agreed} agree, {missing} without an answer")
    lines += [str(curation["opener_note"])] if "opener_note" in curation else []
    parts = [listed(lines)]
    if calibration := within(curation, "calibration"):
        columns = list(within(next(iter(calibration.values()))))
        parts.append(f'<div class="scroll">{rows_of(calibration, columns, "canaries caught")}</div>')
    if personal := within(curation, "personal_data"):
        found = ", ".join(f"{number(count)} {kind}" for kind, count in within(personal, "found").items()) or "none found"
        places = personal.get("where")
        where = Counter(
            f"{within(one).get('kind')} in the {within(one).get('field')} of a pair from {within(one).get('where')}"
            for one in (places if isinstance(places, list) else ())
        )
        rows = [f"{place}" + (f" ({count} times)" if count > 1 else "") for place, count in list(where.items())[:MOST_PLACES]]
        rows += [f"and {len(where) - MOST_PLACES:,} more places, listed in manifest.json"] if len(where) > MOST_PLACES else []
        parts.append(f"<p>Personal data ({escape(str(personal.get('action')))}): {escape(found)}</p>{listed(rows)}")
    return "<h2>Judgement and hygiene</h2>" + "".join(parts) if any(parts) else ""
