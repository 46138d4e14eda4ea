"""Makes a corpus of any size out of real markdown: copies whose words differ, so that no near-duplicate filter empties it."""

import argparse
import os
import random
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}
MEGABYTE = 1_000_000
MIN_LETTERS = 5

# Grammar that a rule may look for: it stays, or the copies would be easier, or harder, than real text.
KEPT_WORDS = frozenset(
    """
    about above according across actually after again against allow allowed allows almost along alongside already although always
    among another anyone anything around avoid based because become becomes before being below between beyond called cannot
    cause caused causes compared comprised consist consists contain contained containing contains could default define defined
    defines denote denotes depending describe described describes despite different doesn during either enable enables ensure
    ensures equal equals every everything example except false finally first following follows former further given hence
    having however identifies include included includes including indicate indicates instead known latter least leading leads
    least mandatory means might mostly must need needed needs neither never nevertheless nonetheless nothing often once optional
    optionally other others otherwise ought owing prevent prevents provide provides rather reason recommended referred refers
    represent represents require required requires result resulting results second several shall should similar similarly since
    something sometimes specified specifies still subsequently such than their theirs them themselves then there thereby
    therefore these thing things third those though through throughout thus today together toward towards under unless unlike
    until upon using usually various versus want whatever when whenever where whereas wherever whether which whichever while
    whose will with within without would yield yields yourself
    """.split()
)

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
FRONT_MATTER_KEY = re.compile(r"^\s*(?:- )?[\w.-]+:")
LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
REFERENCE = re.compile(r"^[ >]*\[([^\]]+)\]:", re.MULTILINE)
WORD = re.compile(rf"(?<![\w/@#$%&\\.:=-])[^\W\d_]{{{MIN_LETTERS},}}(?![\w/@=\\(-]|[.:]\w)")
# What a word inside of must not be touched: code, link targets, tags, addresses, templates, attributes, entities.
KEPT_SPAN = re.compile(
    r"(`+)(?!`).*?(?<!`)\1(?!`)"
    r"|\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\]\[[^\]]*\]|\[[\^!][^\]]*\]"
    r"|<[\w/!?][^<>]*>|\b\w+://[^\s)>]+|\bwww\.\S+"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{[#.:][^}\n]*\}|\$[^$\n]+\$|&#?\w+;",
    re.DOTALL,
)
SUFFIXES = ("ing", "ions", "ion", "ed", "ly", "ment", "able", "s")


@dataclass(frozen=True, slots=True)
class Template:
    """One source file as pieces: every second one, beginning with the second, is a word that may be exchanged."""

    path: Path
    pieces: list[str]


def kept_lines(text: str) -> set[int]:
    """The numbers of the lines that are code, HTML or a reference definition."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    kept: set[int] = set()
    for token in parser.parse(text):
        if token.type in {"fence", "code_block", "html_block"} and token.map:
            kept.update(range(*token.map))
    kept.update(number for number, line in enumerate(LINES.findall(text)) if REFERENCE.match(line))
    return kept


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches, each with whether its words may be exchanged; joined they are the text."""
    front = FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    for line in LINES.findall(front.group()) if front else []:
        key = FRONT_MATTER_KEY.match(line)
        yield line[: key.end()] if key else line, False
        yield line[key.end() :] if key else "", True
    kept = kept_lines(body)
    prose: list[str] = []
    for number, line in enumerate(LINES.findall(body)):
        if number not in kept:
            prose.append(line)
            continue
        yield "".join(prose), True
        yield line, False
        prose = []
    yield "".join(prose), True


def kept_ranges(text: str, labels: set[str]) -> list[tuple[int, int]]:
    """Where inside prose nothing may change, in order."""
    spans = [match.span() for match in KEPT_SPAN.finditer(text)]
    spans += [match.span() for match in re.finditer(r"\[([^\[\]]+)\]", text) if match.group(1).casefold() in labels]
    return sorted(spans)


def template(path: Path, text: str) -> Template:
    """Cut a file at its exchangeable words."""
    labels = {label.casefold() for label in REFERENCE.findall(text)}
    pieces = [""]
    for run, open_to_change in runs(text):
        end = 0
        if open_to_change:
            ranges = kept_ranges(run, labels)
            reached, safe_from = 0, 0
            for match in WORD.finditer(run):
                while reached < len(ranges) and ranges[reached][0] <= match.start():
                    safe_from = max(safe_from, ranges[reached][1])
                    reached += 1
                if match.start() < safe_from or not exchangeable(match.group()):
                    continue
                pieces[-1] += run[end : match.start()]
                pieces += [match.group(), ""]
                end = match.end()
        pieces[-1] += run[end:]
    return Template(path, pieces)


def exchangeable(word: str) -> bool:
    """Whether it is an ordinary word: `Word` or `word`, no acronym, no camelCase, nothing that carries grammar."""
    return word[1:].islower() and word.lower() not in KEPT_WORDS


def word_classes(templates: Iterable[Template]) -> list[list[str]]:
    """The vocabulary in groups of like length, ending and capitalisation, each sorted."""
    seen: dict[str, bool] = {}
    for one in templates:
        for word in one.pieces[1::2]:
            seen[word.lower()] = seen.get(word.lower(), False) or word.islower()
    groups: dict[tuple[int, str, bool], list[str]] = defaultdict(list)
    for word in sorted(seen):
        ending = next((suffix for suffix in SUFFIXES if word.endswith(suffix)), "")
        groups[len(word), ending, seen[word]].append(word)
    return list(groups.values())


def exchange(classes: list[list[str]], share: float, chance: random.Random) -> dict[str, str]:
    """A one-to-one exchange of that share of the vocabulary, lower case and capitalised, each word within its group."""
    table: dict[str, str] = {}
    for words in classes:
        chosen = chance.sample(words, min(len(words), max(2, round(share * len(words)))))
        for old, new in zip(chosen, chosen[1:] + chosen[:1], strict=True):
            table[old] = new
            table[old.capitalize()] = new.capitalize()
    return table


def read_sources(sources: list[Path]) -> tuple[list[Template], dict[Path, Path]]:
    """All markdown below the sources as templates, and the images as (place in a copy → file)."""
    templates: list[Template] = []
    images: dict[Path, Path] = {}
    for number, source in enumerate(sources):
        prefix = Path(f"{number}-{source.resolve().name}") if len(sources) > 1 else Path()
        for file in sorted(source.rglob("*")):
            place = prefix / file.relative_to(source)
            if file.suffix.lower() in IMAGES:
                images[place] = file
            elif file.suffix.lower() == ".md" and file.is_file():
                templates.append(template(place, file.read_bytes().decode("utf-8", errors="replace")))
    return templates, images


def write_images(folder: Path, images: dict[Path, Path], first: Path) -> None:
    """Put the images beside the copy: files in the first one, hard links to those in the others, where the disk can."""
    for place, file in images.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            if folder == first:
                raise OSError("the first copy has nothing to link to")
            os.link(first / place, target)
        except OSError:
            shutil.copyfile(file, target)


def make_corpus(sources: list[Path], size: int, out: Path, *, seed: int = 0, share: float = 0.6) -> tuple[int, int]:
    """Write copies until `size` bytes of markdown are there; returns how many files and bytes it became."""
    templates, images = read_sources(sources)
    if not any(one.pieces != [""] for one in templates):
        raise SystemExit(f"No markdown with text below {', '.join(map(str, sources))}.\nName a folder with .md files.")
    classes = word_classes(templates)
    files = written = copy = 0
    while written < size:
        folder = out / f"copy-{copy:05d}"
        write_images(folder, images, out / "copy-00000")
        table = exchange(classes, share, random.Random(f"{seed}/{copy}")) if copy else {}
        for one in templates:
            pieces = one.pieces.copy()
            pieces[1::2] = [table.get(word, word) for word in pieces[1::2]]
            data = "".join(pieces).encode("utf-8")
            target = folder / one.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            files, written = files + 1, written + len(data)
            if written >= size:
                break
        copy += 1
    return files, written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="+", type=Path, help="folders with real markdown")
    parser.add_argument("--megabytes", type=float, required=True, help="markdown to write, in millions of bytes")
    parser.add_argument("--out", type=Path, required=True, help="an empty or new folder")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--share", type=float, default=0.6, help="share of the longer words to exchange (default: 0.6)")
    args = parser.parse_args()
    if args.out.exists() and any(args.out.iterdir()):
        print(f"{args.out} is not empty.\nName a new folder with --out.", file=sys.stderr)
        return 2
    files, written = make_corpus(args.source, round(args.megabytes * MEGABYTE), args.out, seed=args.seed, share=args.share)
    print(f"{files} files, {written / MEGABYTE:.1f} MB in {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
