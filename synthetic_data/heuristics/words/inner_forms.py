"""A subject as it stands inside a question: "Recording rules are …" becomes "what are recording rules …"."""

import re

from .base import View
from .naming import is_name
from .subjects import BESIDE_FIRST, NOUN_SUFFIX, QUANTITIES


def inner_form(subject: str, view: View, many: bool = False) -> str:
    """The subject as it stands within a sentence: a common first word in lower case, a name as it is; many: it "are"."""
    first, _, more = subject.partition(" ")
    lower = first.lower()
    if lower in QUANTITIES:
        return lower + subject[len(first) :]
    if not first[0].isupper() or len(first) == 1 or first.endswith(("'s", "’s")) or BESIDE_FIRST.search(first, 1):
        return subject
    if re.match(r"(?:and|or) (?:the )?[A-Z]", more):  # "Counter and Gauge"
        return subject
    if more != more.lower() and subject in f"{view.title} {view.section.document.part_of}":
        return subject  # "Clusters from Scratch", as the book is called
    text = view.prose
    before = text.find(f" {subject}") - 1
    if (before >= 0 and (text[before].islower() or text[before] == ",")) or more[:1].isupper():
        return subject
    builds = many and not more and lower.endswith("s")  # "Builds are …"
    stem = lower if lower.endswith("ss") else lower.removesuffix("s")
    common = (more or lower.endswith("s")) and any(f" {stem}{end}" in text for end in (" ", "s ", ",", ".", "s.", "s,"))
    if builds or (common or NOUN_SUFFIX.search(lower) or more[:1].islower()) and not is_name(first, text):
        return lower + subject[len(first) :]
    return subject  # a bare singular noun is a name more often than not: "Loki is …"
