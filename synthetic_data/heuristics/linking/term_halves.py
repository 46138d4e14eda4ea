"""What one place says of a term that another defines, and how a question asks for it behind "What is the term, and …"."""

from typing import NamedTuple

from ...records import Fact
from ..words.subjects import Clause
from .meanings import Meaning


class Stated(NamedTuple):
    """A statement about a term that is defined elsewhere.

    kind: duty, advice, leave, ability, statement, or mention (the term is not its subject).
    """

    fact: Fact
    meaning: Meaning
    kind: str
    found: Clause | None
    source: str = ""


def second_half(one: Stated, place: str, it: str) -> tuple[str, ...]:
    """What is asked about the statement; `it` is the term's pronoun as a subject."""
    them = "it" if it == "it" else "them"
    if one.kind == "mention":
        return (f"what does {place} say about {them}",)
    assert one.found is not None
    passive = one.found.rest.removeprefix("not ").startswith("be ")
    negative = one.found.rest.startswith("not ")
    if one.kind == "duty":
        if negative:
            return (f"what does {place} rule out for {them}", f"which restriction does {place} put on {them}")
        return (f"what does {place} require of {them}", f"which requirement does {place} set for {them}")
    if one.kind == "advice":
        return (f"what does {place} advise on {them}", f"which recommendation does {place} give for {them}")
    verb = "may" if one.kind == "leave" else "can"
    if negative:
        return (f"what does {place} say about {them}",)
    return (f"what {verb} {'be done with ' + them if passive else it + ' do'}, according to {place}",)
