"""Markdown that lies elsewhere: taken over as it is, with the images it shows."""

import re

from .decoding import decoded
from .front import values
from .images import Images
from .material import Converted, Material, Refused
from .web import Taking

IMAGE = re.compile(r"(!\[(?:[^\[\]\\]|\\.)*\]\(\s*<?)([^\s<>()]+)(>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))")
FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def convert(material: Material, images: Images) -> Converted:
    """A markdown file with its images beside it; links to images that are not there stay as they are."""
    text, notes = decoded(material.file.read_bytes())
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise Refused("is empty")
    front = FRONT.match(text)
    about = values(front[1].splitlines()) if front else {}
    body = text[front.end() :] if front and about else text
    taking = Taking(material, images)

    def kept(match: "re.Match[str]") -> str:
        return match[1] + (taking.take(match[2], "") or match[2]) + match[3]

    body = IMAGE.sub(kept, body)
    notes += taking.notes()
    title, author, date, language = (str(about.get(name) or "") for name in ("title", "author", "date", "language"))
    return Converted([body], title, author, date, language, notes=notes)
