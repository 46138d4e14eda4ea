"""Tells explanations that hold next to nothing but the words of what they explain."""

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
