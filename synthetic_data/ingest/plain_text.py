"""Plain text files: titles and lists are what they look like, pages are joined, what looks like markdown is escaped."""

import re
from collections.abc import Iterator

from .decoding import decoded
from .escape import escape_inline, escape_start, fenced
from .images import Images
from .material import Converted, Material, Refused
from .text_code import drawn
from .text_pages import without_contents, without_furniture
from .text_titles import titles

# "o" marks items in RFCs.
ITEM = re.compile(r"(\s*)([-*+•]|\d{1,3}[.)]|(?<=\s\s)o(?=\s\s))\s+(?=\S)")
STRIKES = re.compile("\x1b\\[[\\d;]*m|[^\n]\b")


def convert(material: Material, images: Images) -> Converted:
    """A text file as markdown."""
    text, notes = decoded(material.file.read_bytes())
    if not text.strip():
        raise Refused("is empty")
    whole, left_out = without_furniture(unified(text))
    if left_out:
        notes.append(f"{left_out} header(s) and footer(s) of pages left out")
    text, listed = without_contents(whole)
    if listed:
        notes.append(f"{listed} line(s) of contents left out")
    return Converted([to_markdown(text)], notes=notes)


def unified(text: str) -> str:
    """A text with one kind of line end, without tabs and without what makes a terminal or printer write bold."""
    return STRIKES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).expandtabs(4)


def to_markdown(text: str) -> str:
    """Plain text as markdown, paragraph by paragraph."""
    return "\n".join(paragraphs(text.split("\n"))).strip("\n") + "\n"


def paragraphs(lines: list[str]) -> Iterator[str]:
    found = titles(lines)
    code = drawn(lines, set(found))
    at = 0
    before = ""
    while at < len(lines):
        if at in found or at in code:
            if before.strip():
                yield ""
            yield "#" * found[at].level + " " + title_line(found[at].text) if at in found else fenced(code[at].text)
            yield ""
            at, before = (found[at] if at in found else code[at]).end, ""
            continue
        line = lines[at].rstrip()
        yield text_line(line, before)
        before = line
        at += 1


def title_line(text: str) -> str:
    """The text of a heading; number signs at its end would be taken for the end of its line."""
    return re.sub(r"(#+)$", r"\\\1", escape_inline(" ".join(text.split())))


def text_line(line: str, before: str) -> str:
    """One line: indentation would make it code, so it goes, but for lists; what looks like markup is escaped."""
    item = ITEM.match(line)
    if item and (not before.strip() or ITEM.match(before) or before.rstrip().endswith(":") or before.startswith("  ")):
        depth = min(len(item[1]) // 2, 3)
        mark = "-" if item[2] in "•o" else item[2]
        gap = "\n" if before.strip() and not ITEM.match(before) and not before.startswith("  ") else ""
        return f"{gap}{'  ' * depth if depth else ''}{mark} {escape_inline(line[item.end() :])}"
    return escape_start(escape_inline(line.strip()))
