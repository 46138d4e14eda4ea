"""Tells which sentences stand in a box, a block quote with a heading of its own, that no question about a section names."""

import re

from ...records import Fact
from .base import View

BOX_HEADING = re.compile(r">\s*#")


def in_headed_box(view: View, fact: Fact) -> bool:
    """Whether a fact stands in a box with a heading of its own, which tells what it holds for and which no question names."""
    if "> #" not in view.section.text:
        return False
    lines = view.section.text[: max(0, fact.start - view.section.start)].split("\n")
    for line in reversed(lines):
        if not line.startswith(">"):
            return False
        if BOX_HEADING.match(line):
            return True
    return False
