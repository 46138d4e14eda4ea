"""Plain text files: what looks like markdown but isn't is escaped; underlined titles and lists are what they look like."""

import re
from collections.abc import Iterator

from .decoding import decoded
from .escape import escape_inline, escape_start
from .images import Images
from .material import Converted, Material, Refused

UNDERLINE = re.compile(r"([=\-~^*#])\1{2,}\s*")
ITEM = re.compile(r"(\s*)([-*+•]|\d{1,3}[.)])\s+(?=\S)")
LONGEST_TITLE = 100


def convert(material: Material, images: Images) -> Converted:
    """A text file as markdown."""
    text, notes = decoded(material.file.read_bytes())
    if not text.strip():
        raise Refused("is empty")
    return Converted([to_markdown(text)], notes=notes)


def to_markdown(text: str) -> str:
    """Plain text as markdown, paragraph by paragraph."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").expandtabs(4).split("\n")
    return "\n".join(paragraphs(lines)).strip("\n") + "\n"


def paragraphs(lines: list[str]) -> Iterator[str]:
    levels: dict[str, int] = {}
    at = 0
    before = ""
    while at < len(lines):
        line, following = lines[at].rstrip(), lines[at + 1].rstrip() if at + 1 < len(lines) else ""
        if not before.strip() and is_title(line, following):
            level = levels.setdefault(following.strip()[0], len(levels) + 1)
            yield "#" * min(level, 6) + " " + escape_inline(line.strip())
            yield ""
            at += 2
            before = ""
            continue
        yield text_line(line, before)
        before = line
        at += 1


def is_title(line: str, following: str) -> bool:
    """Whether a line is a title, underlined over about its whole length."""
    title, mark = line.strip(), following.strip()
    if not title or len(title) > LONGEST_TITLE or not UNDERLINE.fullmatch(mark) or UNDERLINE.fullmatch(title):
        return False
    return abs(len(title) - len(mark)) <= 3 and any(sign.isalnum() for sign in title)


def text_line(line: str, before: str) -> str:
    """One line: indentation would make it code, so it goes, but for lists; what looks like markup is escaped."""
    item = ITEM.match(line)
    if item and (not before.strip() or ITEM.match(before) or before.rstrip().endswith(":") or before.startswith("  ")):
        depth = min(len(item[1]) // 2, 3)
        mark = "-" if item[2] == "•" else item[2]
        gap = "\n" if before.strip() and not ITEM.match(before) and not before.startswith("  ") else ""
        return f"{gap}{'  ' * depth if depth else ''}{mark} {escape_inline(line[item.end() :])}"
    return escape_start(escape_inline(line.strip()))
