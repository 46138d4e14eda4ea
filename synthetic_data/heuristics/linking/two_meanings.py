"""One term that two documents define differently: both readings, each with its document."""

from collections.abc import Iterator, Mapping, Sequence

from ...records import Item
from ..words.base import Candidate, View, pick
from ..words.english import opening
from ..words.naming import content_words, is_specific, names_in, quoted
from ..words.placing import document_name
from ..words.subjects import folded
from .meanings import Meaning, is_own_name
from .term_links import Linked, bare_term, linked, quote_of

MOST_COMMON = 0.2  # of the shorter definition's words: two definitions that share more say the same
CLASS_WORDS = 6
NO_CLASS = frozenset("one used using use based set kind type form way part term word concept name which that you your".split())


def two_meanings(view: View, own: Sequence[Meaning], others: Mapping[str, Sequence[Meaning]]) -> Iterator[Linked]:
    """For each term that this section defines: what it means here and in the first other document that means something else."""
    for meaning in own:
        for other in others.get(meaning.key, ()):
            if differ(meaning, other) and named_apart(meaning, other):
                yield linked(view, Candidate("contextual_ambiguity", item(view, meaning, other), ()), other)
                break


def differ(one: Meaning, other: Meaning) -> bool:
    """Whether two definitions put a term into different classes and share few of their words."""
    if one.verb != other.verb or one.section.document.path == other.section.document.path:
        return False
    if is_own_name(one.term) and is_own_name(other.term):
        return False  # one product, told twice
    if one.sentence.startswith("The ") or other.sentence.startswith("The "):
        return False  # "The API is a no-op" tells of one that is at hand, not what the word means
    first, second = told_words(one), told_words(other)
    if len(first & second) > MOST_COMMON * min(len(first), len(second)):
        return False
    return not class_words(one) & class_words(other)


def told_words(meaning: Meaning) -> set[str]:
    return folded(content_words(meaning.said)) - folded(content_words(meaning.term)) - NO_CLASS


def class_words(meaning: Meaning) -> set[str]:
    """The words that say what kind of thing it is: those right behind "is a"."""
    return folded(content_words(" ".join(meaning.said.split()[:CLASS_WORDS]))) - NO_CLASS


def named_apart(one: Meaning, other: Meaning) -> bool:
    """Whether the two documents can be told from each other by their titles."""
    if any(content_words(one.key) <= names_in(part.section.document.part_of) for part in (one, other)):
        return False  # the name of what both are about
    titles = (one.section.document.title, other.section.document.title)
    return all(map(is_specific, titles)) and titles[0].lower() != titles[1].lower()


def item(view: View, meaning: Meaning, other: Meaning) -> Item:
    here, there = document_name(view.title), document_name(View(other.section).title)
    term, verb = meaning.term, meaning.verb
    is_ = "is" if verb == "is" else "are"
    options = (
        f"What {is_} {term} in {here}, and what {is_} {term} in {there}?",
        f"How do {here} and {there} each define {term}?",
        f"What does “{bare_term(meaning)}” mean in {here}, and what in {there}?",
    )
    asked = pick(options, "asked", meaning.sentence)
    answer = f"In {here}: {meaning.sentence} In {there}: {other.sentence}"
    told = (
        f"{quoted(meaning.headings[-1])} in {here} defines the term: “{opening(meaning.sentence)}”.",
        f"{quoted(other.headings[-1])} in {there} defines it, too: “{opening(other.sentence)}”.",
        f"The first calls it “{short(meaning)}”, the second “{short(other)}”; each reading holds for its own document.",
    )
    spans = ((0, meaning.start, meaning.end), (1, other.start, other.end))
    return Item(asked, told, answer, (quote_of(meaning), quote_of(other)), spans, "links")


def short(meaning: Meaning) -> str:
    words = meaning.said.split()
    return " ".join(words[:CLASS_WORDS]).rstrip(",;:") + (" …" if len(words) > CLASS_WORDS else "")
