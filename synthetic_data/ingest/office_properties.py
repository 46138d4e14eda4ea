"""What an Office document says about itself: title, author and date, from docProps/core.xml."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

from .archive import member, opened

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
MEANINGLESS = {"untitled", "title", "document", "powerpoint presentation", "presentation", "word document"}


class Properties(NamedTuple):
    """Empty where the document says nothing."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""


def read_properties(file: Path) -> Properties:
    """The properties of an Office document; refuses archives that are no good."""
    with opened(file) as archive:
        raw = member(archive, "docProps/core.xml")
    if raw is None:
        return Properties()
    try:
        root = ET.fromstring(raw)
    except ET.ParseError:
        return Properties()

    def text(tag: str) -> str:
        return " ".join((root.findtext(tag) or "").split())

    date = text(f"{TERMS}modified") or text(f"{TERMS}created")
    return Properties(meaningful(text(f"{DC}title")), text(f"{DC}creator"), date[:10], text(f"{DC}language"))


def meaningful(title: str) -> str:
    """A title, unless it is one that programs put there by themselves."""
    bare = title.strip()
    if bare.lower() in MEANINGLESS or bare.lower().startswith(("microsoft word - ", "slide 1")):
        return ""
    return bare
