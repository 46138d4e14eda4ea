"""Writes report.html: one file without network, everything that comes from documents or models escaped."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from ..cot import LEVELS
from ..files import written_whole
from ..generate.library import Library
from ..hygiene.personal_data import blacked
from .data import MOST_PAIRS, Tally, gather
from .funnel import COLUMNS
from .plots import bars, histogram

HERE = Path(__file__).parent
PLACE = "\0"  # where the data goes; no text of ours or the user's holds it


def write_report(folder: Path, manifest: Mapping[str, Any], library: Library) -> Path:
    """Writes a run's report.html from its files, its manifest and the sections of its documents; returns its path."""
    shown = blacked if manifest.get("options", {}).get("pii") else str
    data = gather(folder, library, shown)
    head, tail = page(data.tally, manifest, folder.name).split(PLACE)
    path = folder / "report.html"
    with written_whole(path) as file:
        file.write(head)
        file.writelines(data.pieces)
        file.write(tail)
    return path


def page(tally: Tally, manifest: Mapping[str, Any], name: str) -> str:
    """The page around its data. Its one script is named by its hash in the policy, so that no other can ever run."""
    script = (HERE / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        title=escape(name),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; script-src 'sha256-{digest}'",
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        script=script,
        figures=figures(tally, manifest),
        facts=facts(tally, manifest),
        funnel=funnel(manifest),
        reasons=reasons(manifest),
        data=PLACE,
    )


def facts(tally: Tally, manifest: Mapping[str, Any]) -> str:
    """The first lines: how much came of what, by whom, at what cost."""
    counts, engine = manifest.get("counts", {}), manifest.get("engine", {})
    pairs, conversations = counts.get("pairs", {}), counts.get("conversations", {})
    rows = [
        ("Pairs", f"{tally.total:,} ({pairs.get('train', 0):,} training, {pairs.get('validation', 0):,} validation)"),
        ("Conversations", f"{sum(conversations.values()):,}"),
        ("Documents", f"{counts.get('documents_with_pairs', 0):,} of {counts.get('documents', 0):,} gave a pair"),
        ("Sections", f"{counts.get('sections_with_pairs', 0):,} of {counts.get('sections', 0):,} have a pair"),
        ("Facts", f"{counts.get('facts_with_pairs', 0):,} of {counts.get('facts', 0):,} are evidence for a pair"),
        ("Answered by", engine.get("model") or engine.get("identity") or "unknown"),
        ("Seconds", f"{manifest.get('seconds', 0):,.1f}"),
    ]
    if engine.get("requests") is not None:
        rows += [
            ("Requests", f"{engine['requests']:,} asked, {engine.get('from_journal', 0):,} from the journal"),
            ("Tokens", f"{engine.get('prompt_tokens', 0):,} prompt, {engine.get('cached_tokens', 0):,} of them cached, "
                       f"{engine.get('completion_tokens', 0):,} completion"),
            ("Cost", f"{engine.get('cost', 0):,.4f}"),
        ]  # fmt: skip
    if engine.get("stopped"):
        rows.append(("Stopped", f"before the end: {engine['stopped']}"))
    if tally.total > MOST_PAIRS:
        rows.append(("Shown", f"an even sample of {MOST_PAIRS:,} pairs; plots and coverage are of all"))
    rows += [("Left out", f"{entry['path']} {entry['reason']}") for entry in manifest.get("left_out", ())]
    return "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)


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
    options = manifest.get("options", {})
    chosen = [level for level in LEVELS if level in options.get("cot", LEVELS)]
    if options.get("cot_per_pair"):
        return {f"{options['cot_per_pair']} of {', '.join(chosen)}": tally.total * int(options["cot_per_pair"])}
    return dict.fromkeys(chosen, tally.total)


def funnel(manifest: Mapping[str, Any]) -> str:
    """The funnel as a table; columns in which nothing happened are left out."""
    rows: Mapping[str, Mapping[str, int]] = manifest.get("counts", {}).get("funnel", {})
    total = {column: sum(row.get(column, 0) for row in rows.values()) for column in COLUMNS}
    shown = [column for column in COLUMNS if total[column]]
    head = "".join(f"<th>{escape(column)}</th>" for column in ("question type", *shown))
    body = "".join(
        f"<tr><th>{escape(name)}</th>" + "".join(f"<td>{row.get(column, 0):,}</td>" for column in shown) + "</tr>"
        for name, row in [*rows.items(), ("total", total)]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def reasons(manifest: Mapping[str, Any]) -> str:
    """Why pairs were rejected, most frequent first."""
    lines = manifest.get("counts", {}).get("rejections", ())
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>" if lines else ""
