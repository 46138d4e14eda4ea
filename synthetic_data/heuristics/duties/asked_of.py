"""What a sentence says too little of to be asked: its document's own topic, a product as a whole, a name that nothing told."""

import re
from collections.abc import Sequence

from ..words.base import View
from ..words.naming import content_words
from ..words.self_contained import singular, words_known
from ..words.subjects import folded
from .assertions import is_product

NUMBER = re.compile(r" v?\d[\w.]*$")  # "Icinga 2"
PROGRAM = re.compile(r"^The | (?:server|daemon|program|library|package|framework)$")


def is_topic(subject: str, title: str) -> bool:
    """Whether a document is about its subject, so that much is required of it, here and there."""
    return folded(content_words(subject)) <= folded(content_words(title))


def is_whole(subject: str, view: View) -> bool:
    """Whether a document is about the very product that a sentence speaks of: what it allows are a hundred things."""
    bare = NUMBER.sub("", PROGRAM.sub("", subject))
    return is_product(bare) and bare.lower() in f"{view.title} {view.section.document.part_of}".lower()


def is_unknown(name: str, view: View, headings: Sequence[str]) -> bool:
    """Whether a single word that is no name and that no heading tells is spoken of as if it were known: "The HTML displays …"."""
    return (
        " " not in name
        and "`" not in name
        and (name.isupper() or name.islower())
        and singular(name.lower()) not in words_known((*headings, view.title))
    )
