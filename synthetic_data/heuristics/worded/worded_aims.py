"""The aim that the words before code or a list of steps name, in a language known only by its wording."""

import re
from typing import NamedTuple

from ...text.language import WIDE
from ...text.plain import shown
from ..words.base import Place
from ..words.english import balanced
from .worded import Speaker, size
from .worded_worth import is_torn

LEAST_TELLING, LEAST_LEAD_WORDS, MOST_LEAD = 2, 4, 160
LEAD_END = (":", "：")
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
MARKS = frozenset('„“”«»"')
ADDRESS = re.compile(r"https?://|www\.|\]\(|\[\^|\{\w+\}|\[(?:\d+|[a-z])\]")  # an address, or a mark that leads to a list of notes


class Aim(NamedTuple):
    """What code or steps are for: an `aim` ("to …") or a `way` ("how …")."""

    kind: str
    text: str


def lead_of(place: Place) -> str:
    """The sentence that announces a block, without its colon; "" where none does."""
    before = place.before
    if before is None or before.kind != "paragraph" or before.text is None:
        return ""
    last = SENTENCE.split(shown(before.text).strip())[-1].strip()
    whole = last.endswith(LEAD_END) and len(last) <= MOST_LEAD and balanced(last) and not ADDRESS.search(last)
    return last.rstrip(":： ") if whole else ""


def aim_of(speaker: Speaker, lead: str) -> Aim | None:
    """What is done with what stands behind a lead, in the words of a question; None where the lead does not tell it by itself."""
    if size(lead) < LEAST_LEAD_WORDS or MARKS.intersection(lead) or is_torn(lead) or lead[0] in "(（`":
        return None
    if lead[0].islower() and not WIDE.search(lead) or speaker.holds("either", lead):
        return None  # cut off before its beginning; code for one thing or another
    low = lead[0].lower() + lead[1:]
    for kind, shapes in (("aim", speaker.wording.aims), ("way", speaker.wording.ways)):
        for pattern, shape in shapes:
            if found := pattern.search(low):
                text = " ".join(found.expand(shape).split()).strip(" ,，")
                rest = low.replace(found.group(1), " ")
                return Aim(kind, text) if is_aim(speaker, text) and not speaker.holds("output", rest) else None
    return None


def is_aim(speaker: Speaker, text: str) -> bool:
    """Whether an aim can be understood alone: it points to nothing outside it, and names a thing."""
    if speaker.telling(text) < LEAST_TELLING or not balanced(text):
        return False
    if any(pattern.search(text) for pattern in speaker.wording.no_aim):
        return False
    return not speaker.holds("leaning", text) and not speaker.points(text) and not speaker.leans(text) and speaker.is_own(text)
