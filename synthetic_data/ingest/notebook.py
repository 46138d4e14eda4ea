"""Jupyter notebooks: their markdown as it is, their code fenced, and what the code printed or drew."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from .escape import fenced
from .images import Images
from .markup import soup_of, to_markdown, without_chrome
from .material import Converted, Material, Refused

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
ATTACHED = re.compile(r"!\[([^\]]*)\]\(attachment:([^)\s]+)\)")
MOST_LINES = 60  # of one output
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def convert(material: Material, images: Images) -> Converted:
    """A notebook as markdown."""
    try:
        book = json.loads(material.file.read_bytes())
        cells = book["cells"] if "cells" in book else [cell for sheet in book["worksheets"] for cell in sheet["cells"]]
        about = book.get("metadata", {})
        language = (about.get("kernelspec") or {}).get("language") or (about.get("language_info") or {}).get("name") or "python"
        parts = [part for cell in cells for part in cell_parts(cell, str(language), images)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"is corrupt, or no notebook ({type(error).__name__}: {error})") from error
    if not any(part.strip() for part in parts):
        raise Refused("holds no text")
    authors = [str(author.get("name", "")) for author in about.get("authors") or [] if isinstance(author, dict)]
    title = str(about.get("title") or "")
    return Converted([f"{part.strip()}\n\n" for part in parts if part.strip()], title, ", ".join(filter(None, authors)))


def cell_parts(cell: dict[str, Any], language: str, images: Images) -> Iterator[str]:
    kind, source = cell["cell_type"], joined(cell.get("source", cell.get("input", "")))
    if kind in ("markdown", "heading"):
        yield attached(source if kind == "markdown" else "#" * int(cell.get("level", 1)) + f" {source}", cell, images)
    elif kind == "code" and source.strip():
        yield fenced(source, language)
        for output in cell.get("outputs", []):
            yield from output_parts(output, images)
    elif kind == "raw":
        yield fenced(source)


def joined(text: Any) -> str:
    """Notebook files write a text as one string or as a list of lines."""
    return text if isinstance(text, str) else "".join(map(str, text))


def attached(source: str, cell: dict[str, Any], images: Images) -> str:
    """The markdown of a cell with its attached images kept beside the file."""

    def kept(match: "re.Match[str]") -> str:
        data = (cell.get("attachments") or {}).get(match[2]) or {}
        return next((images.link(raw, match[1]) for kind in PICTURES if (raw := decoded(data.get(kind)))), "")

    return ATTACHED.sub(kept, source)


def decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(joined(text)) if text else b""
    except (binascii.Error, ValueError):
        return b""


def output_parts(output: dict[str, Any], images: Images) -> Iterator[str]:
    """What a cell put out, in the form that says most: a picture, a table, or text."""
    kind = output.get("output_type")
    if kind == "stream":
        yield printed(joined(output.get("text", "")))
        return
    if kind not in ("display_data", "execute_result", "pyout"):
        return
    data = output.get("data") or {}
    text = joined(data.get("text/plain", ""))
    picture = next((raw for form in PICTURES if (raw := decoded(data.get(form)))), b"")
    if picture:
        yield images.link(picture, "" if text.startswith("<") else text)
    elif "text/markdown" in data:
        yield joined(data["text/markdown"])
    elif "<table" in joined(data.get("text/html", "")):
        yield to_markdown(without_chrome(soup_of(joined(data["text/html"]))), lambda src, alt: "")
    else:
        yield printed(text)


def printed(text: str) -> str:
    lines = ANSI.sub("", text).rstrip().split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "…"]
    return fenced("\n".join(lines), "text") if any(line.strip() for line in lines) else ""
