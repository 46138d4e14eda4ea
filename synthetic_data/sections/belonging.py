"""Tells what a document is a part of, by its front matter and its folders, for titles such as "Glossary" that don't say of what."""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NAMING_KEYS = ("product", "project", "site_name", "site", "book", "series")
ADDRESS_KEYS = ("canonical_url", "canonical", "source", "url")
MOST_CHARACTERS = 50
MOST_READ = 30_000  # of a document: a name comes up early, or does not matter
MOST_BESIDE = 10  # documents of a folder that are looked into for its name
# "prometheus-docs", "rust-book": a folder that plainly holds the documentation of something.
KINDS = {
    "docs": "documentation", "doc": "documentation", "documentation": "documentation", "book": "book", "manual": "manual",
    "handbook": "handbook", "playbook": "playbook", "guide": "guide", "wiki": "wiki", "spec": "specification",
    "specs": "specification", "specification": "specification",
}  # fmt: skip
WRITTEN = frozenset({"handbook", "playbook", "manual", "guide"})  # "the engineering playbook": such a name needs no product
TRADES = frozenset(
    """admin administration data design developer engineering finance marketing onboarding operations ops platform product
    sales security support user""".split()
)
FORMATS = frozenset("html markdown md txt text pdf rst en".split())  # "exim4-doc-html"
LAST_DIGITS = re.compile(r"\d+$")
SEPARATORS = re.compile(r"[-_. ]")
RELEASE = re.compile(r"[-_ ]v?\d+(?:\.\d+)*\w*$")  # "starlette-1.10.0"
HOST = re.compile(r"(?!\d+(?:\.\d+){3}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
# Where everybody's documents lie: such an address names no product.
SHARED_HOSTS = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|githubusercontent\.com|google\.com|sharepoint\.com|example\.(?:com|org|net))$"
)
# Words for what anybody may have a handbook of.
COMMON = frozenset(
    """admin api app application build client cloud code company core data dev developer developers engineering example generated
    guide html image internal java main markdown md my network new old online operations our package platform private product
    project public reference release security server service site source src style system team technical test tools training user
    users web work""".split()
)
BEFORE_NAME = re.compile(r"[a-z,] \Z")
INSIDE_WORD = re.compile(r"\w|[/.-]\w")
IN_CODE = ("from ", "import ", "install ", "run ")
LAST_NAMES = 2
LEAST_NAME = 3  # letters
MOST_SMALL = 3  # times as often as with a capital letter: commands are written small
LEAST_ANYWHERE = 3
MOST_CAPITALS = 4  # longer ones are set in capitals, as a heading or variable


@lru_cache(maxsize=64)
def folders_of(root: str) -> tuple[str, ...]:
    """The names of the documents' own folder and of the one above it: "starlette", "docs"."""
    return Path(root).absolute().parts[-LAST_NAMES:] if root else ()


def part_of(folders: tuple[str, ...], metadata: dict[str, Any], text: str, root: str = "") -> str:
    """How to call the whole that a document belongs to ("the Rust book"), or "" where that is nowhere said.

    root: where the last of the folders lie that `folders_of` gives; with it the documents beside this one tell, too.
    """
    for key in NAMING_KEYS:
        given = metadata.get(key)
        if isinstance(given, str) and 1 < len(given.strip()) <= MOST_CHARACTERS and "://" not in given:
            return " ".join(given.split())
    for number in range(len(folders) - 1, -1, -1):
        folder, above = folders[number], folders[number - 1] if number else ""
        named = by_folder(folder, above, text[:MOST_READ])
        if not named and root and folder_parts(folder)[1]:
            named = by_its_documents(path_of(root, folders, number), folder, above)
        if named:
            return named
    return host_of(metadata)


def path_of(root: str, folders: tuple[str, ...], number: int) -> Path:
    """The path of one of the folders above a document."""
    known = len(folders_of(root))
    base = Path(root).absolute()
    return base.parents[known - number - 2] if number < known - 1 else base.joinpath(*folders[known : number + 1])


@lru_cache(maxsize=512)
def by_its_documents(path: Path, folder: str, above: str) -> str:
    """The name of a folder as its first documents spell it, for those of it that do not write it themselves."""
    return by_folder(folder, above, read_in(path))


def read_in(folder: Path) -> str:
    """How the first documents of a folder begin."""
    files = sorted(folder.glob("*.md"))[:MOST_BESIDE] or sorted(folder.glob("*/*.md"))[:MOST_BESIDE]
    found = []
    for file in files:
        try:
            with file.open("rb") as stream:
                found.append(stream.read(MOST_READ).decode("utf-8-sig", "replace"))
        except OSError:  # what can't be read is told of where it is read for itself
            continue
    return "\n\n".join(found)


def by_folder(folder: str, above: str, text: str) -> str:
    """The name in "rust-book", or of the folder above where this one is just called "docs", as the document itself spells it."""
    name, kind = folder_parts(folder)
    if kind in WRITTEN and name.lower() in TRADES:
        return f"the {name.lower()} {kind}"
    name = name or RELEASE.sub("", above)
    spelling = spelled(name, text) if name and kind else ""
    return f"the {spelling} {kind}" if spelling else ""


@lru_cache(maxsize=512)
def folder_parts(folder: str) -> tuple[str, str]:
    """The name in a folder's name and what kind of text it says that the folder holds; each "" if there is none."""
    words = SEPARATORS.split(folder)
    while len(words) > 1 and words[-1].lower() in FORMATS:
        folder = folder[: -len(words.pop()) - 1]
    kind = KINDS.get(words[-1].lower(), "")
    return folder[: -len(words[-1]) - 1] if kind else "", kind


def spelled(word: str, text: str) -> str:
    """A folder's word as the document writes it within its sentences, if it uses it; "npm" is a name, too."""
    lower = text.lower()
    if word.lower() in COMMON or len(lower) != len(text):  # else offsets shift
        return ""
    within: Counter[str] = Counter()  # how it is written inside of sentences, and anywhere
    anywhere: Counter[str] = Counter()
    for form in forms_of(word.lower()):
        at = lower.find(form)
        while at >= 0:
            before, after = text[max(0, at - 9) : at], text[at + len(form) : at + len(form) + 2]
            if not INSIDE_WORD.match(after) and not before[-1:].isalnum():
                written = text[at : at + len(form)]
                anywhere[written] += 1
                within[written] += BEFORE_NAME.search(before) is not None and not before.endswith(IN_CODE)
            at = lower.find(form, at + len(form))
    chosen = likeliest(within, anywhere)
    if not chosen and anywhere.total() >= LEAST_ANYWHERE:
        chosen = max(anywhere, key=lambda form: (within[form], anywhere[form], form))
    return "" if chosen.isupper() and len(chosen) > MOST_CAPITALS else chosen


def forms_of(word: str) -> set[str]:
    """How a folder's word may be written: "icinga2" as "icinga 2", too; "exim4" also as "exim"."""
    forms = {word.replace("_", "-").replace("-", joint) for joint in "-_ "}
    name = LAST_DIGITS.sub("", word)
    if name.isalpha() and len(name) >= LEAST_NAME and name not in COMMON and name != word:
        forms |= {f"{name} {word[len(name) :]}", name}
    return forms


def likeliest(within: Counter[str], anywhere: Counter[str]) -> str:
    """The spelling with a capital letter, if it is no word that just begins sentences and is written small inside of them."""
    names = Counter({form: count for form, count in within.items() if count and form[0].isupper()})
    small = within.total() - names.total()
    if not names and not small:
        names = Counter({form: count for form, count in anywhere.items() if form[0].isupper()})
        names = names if names.total() >= LEAST_ANYWHERE else Counter()
    if not names or MOST_SMALL * names.total() <= small:
        return ""
    return max(names, key=lambda form: (names[form], form))


def host_of(metadata: dict[str, Any]) -> str:
    """The site a document was taken from, unless everybody's documents lie there."""
    for key in ADDRESS_KEYS:
        given = metadata.get(key)
        if isinstance(given, str) and given.startswith(("http://", "https://")):
            try:
                host = (urlsplit(given).hostname or "").removeprefix("www.")
            except ValueError:  # "http://[": no address
                continue
            if HOST.fullmatch(host) and not SHARED_HOSTS.search(host):
                return host
    return ""
