"""The images that a block shows, with alternative text, path as written and place."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from markdown_it.common.normalize_url import normalizeLink

from ..records import Block, Image

CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
INLINE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"  # ![alternative text]
    r"(?:\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<path>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"  # (path or <path>
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"  # "title")
    r"|\[(?P<label>[^\[\]]*)\])?"  # or [label]
)
TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


def may_show_images(text: str) -> bool:
    """Whether anything in a text can be an image: quick, and most sections hold nothing that can."""
    return "<" in text or ("!" in text and "![" in text)  # single characters are found far quicker


def shows_images(part: Block) -> bool:
    """Whether a block's own text, or its raw HTML, may show an image; code shows none."""
    if part.text is None:
        return part.kind == "other" and part.info == "html"
    return bool(part.text.marks) and part.kind != "code" and any([mark.kind in ("image", "html") for mark in part.text.marks])


def block_images(part: Block, source: str, references: Mapping[str, Any]) -> Iterator[Image]:
    """The images that a block's own text, or its raw HTML, shows, in source order."""
    if part.text is None:
        yield from html_images(source, part.start, part.end)
        return
    raw = CODE_SPAN.sub(lambda match: " " * len(match.group()), source[part.start : part.end])
    for match in INLINE.finditer(raw):
        path = match["angle"] or match["path"] or reference(match["label"] or match["alt"], references)
        if path:
            yield Image(match["alt"].strip(), path, part.start + match.start(), part.start + match.end())
    yield from html_images(raw, 0, len(raw), part.start)


def reference(label: str, references: Mapping[str, Any]) -> str:
    """The path a reference-style image points to, or "" when its label is not defined."""
    found = references.get(" ".join(label.split()).lower().upper())
    return normalizeLink(str(found["href"])) if found else ""


class ImageTag(HTMLParser):
    """Reads the attributes of one <img> tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}


def html_images(source: str, start: int, end: int, shift: int = 0) -> Iterator[Image]:
    for match in TAG.finditer(source, start, end):
        parser = ImageTag()
        parser.feed(match.group())
        if parser.found.get("src"):
            yield Image(parser.found.get("alt", "").strip(), parser.found["src"], match.start() + shift, match.end() + shift)
