"""Keeps the formulas of a Word document, which mammoth passes over: each travels as a mark in the text and comes back as TeX."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from .archive import member, opened
from .tex import M, UnknownPart, W, tex_of

PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# Two characters of the private use area around a number: nothing that reads or writes markdown touches them.
MARK = re.compile("\ue0f0(\\d+)\ue0f1")


class Formulas:
    """The formulas taken out of a document, by number."""

    def __init__(self) -> None:
        self.tex: list[str] = []
        self.unread = 0

    def mark(self, formula: ET.Element, shown: bool) -> str:
        try:
            tex = tex_of(formula)
        except UnknownPart:
            self.unread += 1
            tex = ""
        if not tex:
            return ""
        self.tex.append(f"$${tex}$$" if shown else f"${tex}$")
        return f"\ue0f0{len(self.tex) - 1}\ue0f1"

    def put_back(self, text: str) -> str:
        return MARK.sub(lambda match: self.tex[int(match[1])], text)


def with_formulas(file: Path) -> tuple[bytes, Formulas]:
    """The document with its formulas replaced by marks (the file as it is when it has none), and the formulas."""
    formulas = Formulas()
    with opened(file) as archive:
        changed = {}
        for name in PARTS:
            raw = member(archive, name)
            if raw and b"oMath" in raw:
                changed[name] = replaced(raw, formulas)
        if not changed:
            return file.read_bytes(), formulas
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in archive.infolist():
                target.writestr(entry.filename, changed.get(entry.filename) or archive.read(entry))
    return copy.getvalue(), formulas


def replaced(raw: bytes, formulas: Formulas) -> bytes:
    """A part of the document whose formulas are runs of text with a mark; as it is when it can't be read."""
    try:
        root = ET.fromstring(raw)
    except ET.ParseError:
        return raw
    for parent in list(root.iter()):
        for position, child in enumerate(list(parent)):
            if child.tag == f"{M}oMathPara":
                marks = " ".join(formulas.mark(formula, True) for formula in child.iter(f"{M}oMath"))
            elif child.tag == f"{M}oMath" and parent.tag != f"{M}oMathPara":
                marks = formulas.mark(child, False)
            else:
                continue
            parent[position] = text_run(marks)
            if parent.tag == f"{W}body":  # a formula between paragraphs
                paragraph = ET.Element(f"{W}p")
                paragraph.append(parent[position])
                parent[position] = paragraph
    return bytes(ET.tostring(root, encoding="utf-8"))


def text_run(text: str) -> ET.Element:
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}t").text = text
    return run
