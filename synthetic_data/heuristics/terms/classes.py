"""The class that a definition puts a term into: "a tool" in "a tool that …"."""

from ..tables.table_words import is_noun, singular

# Where the class ends and what is told of it begins.
RELATIVES = frozenset("that which who whose where".split())
BEGINNINGS = RELATIVES | frozenset("for to in on with from by at as used and but so called when using via between".split())
EMPTY_CLASSES = frozenset("type kind form set list group collection piece part way process practice act number chunk".split())
LEAST_CLASS, MOST_CLASS = 2, 7


def class_of(text: str) -> str:
    """The class that "a tool that …" names: the words up to where a clause or phrase of its own begins; "" if in doubt."""
    words = text.split()
    for number, word in enumerate(words):
        last = words[number - 1].rstrip(",").lower()
        if word.lower() == "of":
            return ""  # "the process of applying a set of …": where such a phrase ends is not certain
        if number < LEAST_CLASS or word.lower() not in BEGINNINGS:
            continue
        if word.lower() in ("and", "but", "so") and not words[number - 1].endswith(","):
            continue
        sure = is_noun(singular(last)) and (last not in EMPTY_CLASSES or word.lower() in RELATIVES)
        return " ".join(words[:number]).rstrip(",") if sure and number <= MOST_CLASS else ""
    whole_class = len(words) <= MOST_CLASS and "," not in text
    return text if whole_class and is_noun(singular(words[-1].strip("`").lower())) else ""
