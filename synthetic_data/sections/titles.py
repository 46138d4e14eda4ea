"""What a document is called, and of what it is a part by its own title: "Logging — Zamboni 2.0 documentation"."""

import re
from collections.abc import Sequence
from typing import Any

from ..records import Block

NAMELESS_FILE = re.compile(r"(?:readme|index|\W*\d*)", re.IGNORECASE)
SEPARATOR = re.compile(r"\s+(?:[—–|·»]|::|-)\s+|:\s+")
LOOSE_END = re.compile(r"\s+[—–|·»:-]+$")
STRONG = ("—", "–", "|")
IN_BRACKETS = re.compile(r"(\S[^()]*?)\s+\(([^()]+)\)")  # "Server (Zamboni API 2.0)"
NUMBERED = re.compile(r"^(?:(?:chapter|section|appendix|part)\s+)?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.:)]?\s+(?=\S)")
NOT_WORDS = re.compile(r"[\W_]+")
# What pages' titles end with where a generator adds the name of the whole.
DOCUMENTATION = re.compile(r"\s+(?:documentation|docs)$", re.IGNORECASE)
WITH_ARTICLE = re.compile(r"\b(?:API|manual|handbook|guide|wiki|book|specification|reference)\b", re.IGNORECASE)
NO_RELEASE = re.compile(r"\s+(?:latest|stable|master|main|dev|devel)$", re.IGNORECASE)
LEAST_WHOLE, MOST_WHOLE = 2, 50  # characters


def title(name: str, blocks: Sequence[Block], metadata: dict[str, Any]) -> tuple[str, str]:
    """A document's title and what its title says it is part of ("" if it doesn't).

    The title is the front matter's, else the first heading, else the file's name in words.
    A lower heading behind text of its own is that of a part: "requests.md" that opens with prose and has "## Body" below it.
    """
    given = given_title(metadata)
    if given:
        return parted(given, *first_headings(blocks))
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    told = False
    for block in blocks:
        if block.kind == "heading" and block.text and block.text.text:
            if not told or block.info == "1" or NAMELESS_FILE.fullmatch(stem):
                return block.text.text, ""
            break
        told = told or block.kind != "other" and not (block.text and not block.text.text.strip())
    return re.sub(r"[-_\s]+", " ", stem).strip() or stem, ""


def given_title(metadata: dict[str, Any]) -> str:
    """The title as the front matter gives it, whole; "" where that gives none. A dash that nothing stands behind is left out."""
    given = metadata.get("title")
    return LOOSE_END.sub("", " ".join(str(given).split())) if isinstance(given, str | int | float) else ""


def first_headings(blocks: Sequence[Block]) -> tuple[str, str]:
    """The text of the first two headings, "" for each that there isn't."""
    texts = (block.text.text for block in blocks if block.kind == "heading" and block.text and block.text.text)
    return next(texts, ""), next(texts, "")


def parted(given: str, heading: str, second: str = "") -> tuple[str, str]:
    """The page's own part of a title, and the rest as the name of what the page is part of.

    They are told apart by the page's first heading, which repeats its own part, or else by "documentation" at the end. Where the
    second heading repeats the other part, the first is the name of the whole, which stands above every page.
    """
    breaks = [found for found in SEPARATOR.finditer(given) if found.start()]
    for found in breaks:
        if second and alike(given[: found.start()]) == alike(heading) and alike(given[found.end() :]) == alike(second):
            return given[found.end() :], called(given[: found.start()])
    for found in breaks:
        if heading and alike(given[: found.start()]) == alike(heading):
            return given[: found.start()], called(given[found.end() :])
    bracketed = IN_BRACKETS.fullmatch(given)
    if bracketed and heading and f" {alike(heading)} ".endswith(f" {alike(bracketed[1])} "):
        return bracketed[1], called(bracketed[2])
    if breaks and DOCUMENTATION.search(given):
        last = next((one for one in reversed(breaks) if one[0].strip() in STRONG), breaks[0])
        return given[: last.start()], called(given[last.end() :])
    for found in breaks:
        if heading and alike(given[found.end() :]) == alike(heading):
            return given[found.end() :], called(given[: found.start()])
    return given, ""


def alike(text: str) -> str:
    """A title as it is compared: without number, punctuation and capitals."""
    return NOT_WORDS.sub(" ", NUMBERED.sub("", text.lower())).strip()


def called(whole: str) -> str:
    """How to call the whole: "the Zamboni 2.0 documentation"; "Zamboni - A Server documentation" likewise."""
    name = NO_RELEASE.sub("", SEPARATOR.split(DOCUMENTATION.sub("", whole))[0].strip())
    if not LEAST_WHOLE <= len(name) <= MOST_WHOLE or not name[0].isalnum():
        return ""
    article = "" if name.lower().startswith("the ") else "the "
    if DOCUMENTATION.search(whole):
        return f"{article}{name} documentation"
    return f"{article}{name}" if WITH_ARTICLE.search(name) else name
