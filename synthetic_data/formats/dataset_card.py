"""hf: the card (README.md) of a Hugging Face dataset folder: configs, splits, counts, provenance, licence, how it was made."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .. import __version__
from ..records import Side
from .tally import Tally

HUB_LICENCES = frozenset(
    "apache-2.0 mit bsd-2-clause bsd-3-clause mpl-2.0 gpl-2.0 gpl-3.0 lgpl-3.0 agpl-3.0 gfdl isc unlicense cc cc0-1.0 cc-by-3.0"
    " cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-4.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-nc-nd-4.0 odc-by odbl pddl".split()
)
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"))
LISTED = 200  # documents named in the card


class Config(NamedTuple):
    """One config of the folder: its name, what it is, its rows per side and its columns."""

    name: str
    purpose: str
    rows: Mapping[Side, int]
    columns: Sequence[str]


def card(configs: Sequence[Config], tally: Tally, title: str) -> str:
    """The whole card."""
    import yaml

    header = yaml.safe_dump(card_data(configs, tally, title), sort_keys=False, allow_unicode=True, width=120)
    total = sum(tally.sides.values())
    documents = "one document" if len(tally.documents) == 1 else f"{len(tally.documents):,} documents"
    about = f" about {documents}, each with its source" if tally.documents else ""
    parts = [
        f"---\n{header}---",
        f"# {title}",
        f"{total:,} question–answer pairs{about}.",
        '```python\nfrom datasets import load_dataset\n\ndataset = load_dataset("path/or/name", "' + configs[0].name + '")\n```',
        "## Configs and splits",
        table(
            ["config", "what it is", "train", "validation", "columns"],
            [[part.name, part.purpose, *(f"{part.rows[side]:,}" for side in SIDES), ", ".join(part.columns)] for part in configs],
        ),
        split(tally),
        "## How it was made",
        made(tally),
        "## Question types",
        table(["type", "pairs"], [[name, f"{count:,}"] for name, count in tally.types.most_common()]),
        "## Sources and licences",
        sources(tally),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


SIDES: tuple[Side, ...] = ("train", "validation")


def card_data(configs: Sequence[Config], tally: Tally, title: str) -> dict[str, Any]:
    """The YAML header as the hub reads it."""
    languages = sorted(name for name in tally.languages if re.fullmatch("[a-z]{2,3}", name))
    total = sum(tally.sides.values())
    return {
        "pretty_name": title,
        **({"language": languages} if languages else {}),
        **licence(tally),
        "task_categories": ["question-answering", "text-generation"],
        "tags": ["synthetic", "grounded"],
        "size_categories": [next((name for limit, name in SIZES if total < limit), "10M<n<100M")],
        "configs": [
            {
                "config_name": part.name,
                **({"default": True} if number == 0 else {}),
                "data_files": [{"split": side, "path": f"{part.name}/{side}.parquet"} for side in SIDES if part.rows[side]],
            }
            for number, part in enumerate(configs)
        ],
    }


def licence(tally: Tally) -> dict[str, str]:
    """The licence field: the one that all documents name, else "other" or "unknown"; nobody's rights are guessed."""
    named = {entry.licence for entry in tally.documents.values()}
    if not named - {""}:
        return {"license": "unknown"}
    only = named.pop() if len(named) == 1 else ""
    if only.lower() in HUB_LICENCES:
        return {"license": only.lower()}
    return {"license": "other", "license_name": re.sub(r"[^\w.-]+", "-", only.lower()).strip("-") or "see-sources"}


def split(tally: Tally) -> str:
    """What is known of the split, from the pairs themselves."""
    if not tally.sections:
        return "Rows with the same question are on the same side."
    if tally.shared_sections:
        return f"{tally.shared_sections:,} section(s) were asked about on both sides: validation asks other questions about them."
    return "No section that was asked about in training was asked about in validation."


def made(tally: Tally) -> str:
    authors = ", ".join(f"{count:,} {name}" for name, count in tally.authors.most_common())
    told = [f"Made with generate_synthetic_data {__version__}. Who answered: {authors}."]
    if tally.documents:
        told.append(
            "Every answer carries verbatim quotes that were found in its source at their character offsets; "
            "what could not be found was rejected."
        )
    return " ".join(told)


def sources(tally: Tally) -> str:
    """The documents, with what their front matter says; long lists are cut and the rest is counted."""
    if not tally.documents:
        return "The pairs do not say where they come from."
    entries = sorted(tally.documents.items())
    rows = [
        [name, part.title, part.author, part.source, part.licence or "not told", part.sha256[:12]]
        for name, part in entries[:LISTED]
    ]
    more = f"\n\n… and {len(entries) - LISTED:,} more." if len(entries) > LISTED else ""
    note = "The licence of each document is its own; where none is told, ask its owner before you publish the dataset.\n\n"
    return note + table(["document", "title", "author", "source", "licence", "sha256"], rows) + more


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A markdown table; pipes inside cells are escaped, columns without a single entry are left out."""
    used = [number for number in range(len(head)) if any(row[number] for row in rows)]
    lines = [[head[number] for number in used], ["---"] * len(used), *([row[number] for number in used] for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
