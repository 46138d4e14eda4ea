"""Tells explanations that hold next to nothing but the words of what they explain."""

import re
from collections.abc import Sequence

from .naming import content_words

# Words that any explanation may hold, in a list of metrics above all.
EMPTY_WORDS = frozenset(
    """metric measure represents refers shows tracks indicates describes measures defines provides contains specifies found during
    number total amount rate percentage testing test tests used use using given all any this that it its these such can be may will
    should must has have been being which who one enable enables option feature features setting whether""".split()
)
ROOT = 5
AUXILIARY = frozenset("can cannot may must shall should will be is are not been has have".split())
STEM = 4  # letters that the forms of a word share
LEAST_NEW = 3
# What any explanation of a name in code may hold.
OF_ANY_NAME = frozenset(
    """string integer boolean bool int number value list object type be will should can that this used given any set was were been
    being has have had out specify specifies default defaults name names option parameter return returns get gets sets represents
    indicates determines defines describes contains holds note""".split()
)
NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
EXAMPLE = re.compile(r"\((?:e\.g\.|for example|such as|example)[^()]*\)")
LEAST_NAME, SHORTEST_STEM = 3, 4
# So many words the whole explanation, its first sentence where others follow, and its first sentence in any case have to add.
LEAST_OF_ALL, LEAST_OF_FIRST, LEAST_AT_FIRST = 4, 6, 2


def says_it_again(term: str, sentence: str) -> bool:
    """Whether a sentence adds next to nothing to the words of its term: "the status of the defects found" of a defect status."""
    own = {word[:ROOT] for word in content_words(term)}
    return len({word for word in content_words(sentence) - EMPTY_WORDS if word[:ROOT] not in own}) < LEAST_NEW


def tells_all(name: str, said: str, but: int = 0) -> bool:
    """Whether the name of a place holds all that is said there, whatever the form of its words: "Storing leases in MySQL".

    but: so many of at least two words more may be new.
    """
    told = {word[:STEM] for word in content_words(name.replace("-", " "))}
    words = {word[:STEM] for word in content_words(said.replace("-", " ")) - AUXILIARY}
    new = len(words - told)
    return new == 0 or new <= but < len(words) - 1


def tells_enough(term: str, kept: Sequence[str], of: int) -> bool:
    """Whether the first sentences of an explanation add enough to its term to be an answer: more where others follow them."""
    least = LEAST_OF_ALL if len(kept) == of else LEAST_OF_FIRST
    return added(term, kept[0]) >= LEAST_AT_FIRST and added(term, " ".join(kept)) >= least


def added(term: str, text: str) -> int:
    """How many words of a text are not in a term, whatever their form: "dependency" of `includegraph`, but not "graphs"."""
    stems = tuple(part[:SHORTEST_STEM].lower() for part in NAME_PART.findall(term) if len(part) >= LEAST_NAME)
    told = content_words(EXAMPLE.sub("", text)) - OF_ANY_NAME
    whole = term.lower()
    new = [word for word in told if len(word) > 1 and not word.startswith(stems)]
    return sum(len(word) < SHORTEST_STEM or word.removesuffix("s") not in whole for word in new)
