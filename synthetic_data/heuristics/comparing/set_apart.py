"""Tells whether two things can be set against each other in a question: things of one kind, told apart only once."""

import re

from ..words.base import View
from ..words.naming import content_words
from ..words.subjects import folded, head_of

CONTRASTED = re.compile(
    r"nlike |hereas |ompared |contrast to |comparison to |omparison with |opposed to |ifference between |ifferent "
)


def of_two_kinds(name: str, other: str) -> bool:
    """Whether a name ("Icinga 2") is set against a thing of a kind ("the check_dummy plugin") that it is none of."""
    kind = head_of(other)
    common = other.startswith(("the ", "a ", "an ")) and kind.islower() and kind.isalpha()
    proper = name[:1].isupper() and name.split()[0] not in ("The", "A", "An")
    return common and proper and not folded(content_words(name)) & folded(content_words(other))


def is_told_again(view: View, text: str, name: str, other: str) -> bool:
    """Whether another sentence of the section sets the same two apart, too: then one of them is no whole answer."""
    both = folded(content_words(name)) | folded(content_words(other))
    return any(
        fact.text != text and CONTRASTED.search(fact.text) and both <= folded(content_words(fact.text))
        for fact in view.section.facts
    )


def is_the_matter(name: str, title: str) -> bool:
    """Whether a name is what the document's title names: OSPF under "OSPFv2"."""
    words = name.lower().split()
    return bool(words) and any(word.startswith(words[0]) for word in title.lower().split()) and len(words) == 1
