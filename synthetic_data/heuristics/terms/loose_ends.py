"""Tells definitions that point at what only the text around them names: "which controls this behavior"."""

import re
from collections.abc import Sequence

from ..words.self_contained import singular, words_known

SHOWN = re.compile(r"\b(?:[Tt]his|[Tt]hese|[Tt]hose) (?P<noun>[a-z]+)")
VERB = re.compile(r"[^siu]s$")  # "This includes": behind "this" no noun ends so
# What an entry calls itself by, and words that point at nothing.
ITSELF = frozenset(
    """option parameter variable field property function command flag setting value method attribute key event macro directive
    argument header hook way kind type class module package is are can could may might must will should has have does do was were
    specifies means sets defines returns contains allows enables provides indicates only that who which""".split()
)


def points_at_untold(text: str, names: Sequence[str]) -> bool:
    """Whether a text speaks of "this behavior" and neither it nor the names that a question tells spoke of one before."""
    if "his " not in text and "hese " not in text and "hose " not in text:
        return False
    known = words_known(names) | ITSELF
    return any(
        not (found.group()[2] == "i" and VERB.search(found["noun"]))
        and singular(found["noun"]) not in known
        and found["noun"] not in known
        and singular(found["noun"]) not in text[: found.start()].lower()
        for found in SHOWN.finditer(text)
    )
