"""Two terms of one kind that sections of a document define apart, or side by side: how they differ, by both definitions."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ...records import Item
from ..words.base import Candidate, View, pick
from ..words.english import opening
from ..words.naming import bare, content_words, quoted
from ..words.placing import placed
from ..words.subjects import BE, VAGUE_HEADS, folded
from .leads import kind_of
from .meanings import Meaning
from .term_links import Linked, bare_term, linked, number_of, quote_of

CLASS_END = re.compile(r"[,;:(]| (?:that|which|who|for|of|with|used|based|designed|built|originally|in|on|to|from|by) ")
NO_CLASS = VAGUE_HEADS | frozenset("process project group subset form standard feature effort product practice".split())
LEAST_WORDS = 8
FIRST_WORDS = 6  # so many words of a definition tell how it goes on


def siblings(view: View, own: Sequence[Meaning], others: Sequence[Meaning]) -> Iterator[Linked]:
    """For each term that this section defines, the next one of its kind that a later section of the document defines."""
    for meaning in own:
        other = next((one for one in others if one.start > meaning.start and alike(meaning, one)), None)
        if other is not None and has_one_entry(meaning, others) and has_one_entry(other, others):
            yield linked(view, Candidate("comparative_analysis", item(view, meaning, other), ()), other)


def has_one_entry(meaning: Meaning, others: Sequence[Meaning]) -> bool:
    """Whether a term is told of in one place: not "Movim (Linux)" and "Movim (Android)", which leave open of which it is said."""
    return all(one.key != meaning.key or one.start == meaning.start for one in others)


def alike(one: Meaning, other: Meaning) -> bool:
    """Whether two definitions put different terms into one class, neither by way of the other, each with something of its own."""
    if one.verb != other.verb or one.key in other.key or other.key in one.key or one.headings[-1] == other.headings[-1]:
        return False
    if not beside(one, other):
        if is_product(one) or is_product(other) or not one_class(class_of(one), class_of(other)):
            return False  # what is written of two products seldom answers each other
        if frame_of(one) != frame_of(other):
            return False
    first, second = folded(content_words(one.said)), folded(content_words(other.said))
    return len(one.said.split()) >= LEAST_WORDS <= len(other.said.split()) and bool(first - second) and bool(second - first)


def is_product(meaning: Meaning) -> bool:
    """Whether a term is written like the name of one thing: not "Readable streams", whose capital opens the sentence."""
    return any(letter.isupper() for letter in meaning.term[1:]) or (meaning.term[0].isupper() and meaning.verb == "is")


def beside(one: Meaning, other: Meaning) -> bool:
    """Whether two terms are what parallel sections under one heading are about, name a kind of the same thing, and are told alike.

    "Downloader middlewares are specific hooks …" and "Spider middlewares are specific hooks …".
    """
    if one.headings[:-1] != other.headings[:-1] or not kind_of_term(one) or kind_of_term(one) != kind_of_term(other):
        return False
    first, second = one.said.lower().split()[:FIRST_WORDS], other.said.lower().split()[:FIRST_WORDS]
    told = content_words(" ".join(first)) & content_words(" ".join(second))
    return one.verb not in BE or first[0] == second[0] and bool(told)


def kind_of_term(meaning: Meaning) -> str:
    """What a term is a kind of, if it is what its own heading names."""
    heading = meaning.headings[-1]
    return kind_of(heading) if folded(content_words(bare(heading))) == folded(content_words(meaning.term)) else ""


def class_of(meaning: Meaning) -> list[str]:
    """The noun phrase that says what kind of thing a term is: "a cumulative metric" of "a cumulative metric that …"."""
    words = CLASS_END.split(meaning.said, maxsplit=1)[0].lower().rstrip(".").split()
    return [word.removesuffix("s") for word in words] if words and words[-1].isalpha() else []


def frame_of(meaning: Meaning) -> str:
    """The word by which a definition goes on behind its class: "computer based on" and "computer with" tell different things."""
    found = CLASS_END.search(meaning.said)
    return found.group().strip() if found else ""


def one_class(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two noun phrases end in the same noun, or two words where one says too little ("function")."""
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    return one[-1] not in NO_CLASS or one[-2:] == other[-2:] and one[-2] not in ("a", "an", "the")


def one_or_many(noun: str, verb: str) -> str:
    """ "an area" that contains, "areas" that contain."""
    if not verb.endswith("s"):
        return f"{noun}s"
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def shared_step(meaning: Meaning, other: Meaning, kind: str) -> str:
    """What two definitions have in common: the words they open with where these are no class ("used to convey"), or the class."""
    pairs = zip(meaning.said.split(), other.said.split(), strict=False)
    same = " ".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if kind.endswith("ed") and " " in same:
        return f"Both go on with “{same}”; what follows it in each sentence is where the two part."
    return f"Both are told by the word “{kind}”; what each sentence adds to it is where the two part."


def item(view: View, meaning: Meaning, other: Meaning) -> Item:
    do = "does" if meaning.verb.endswith("s") else "do"
    options = (
        f"How {do} {meaning.term} differ from {other.term}?",
        f"What is the difference between {meaning.term} and {other.term}?",
        f"What distinguishes {meaning.term} from {other.term}?",
    )
    question = placed(pick(options, meaning.sentence), view, (view.title,))
    kinds, kind = class_of(meaning)[-1:] if meaning.verb in BE else [], kind_of_term(meaning)
    steps = (
        f"{quoted(meaning.headings[-1])} defines “{bare_term(meaning)}”: “{opening(meaning.sentence)}”.",
        f"{quoted(other.headings[-1])} defines “{bare_term(other)}”: “{opening(other.sentence)}”.",
        shared_step(meaning, other, kinds[0])
        if kinds and kinds == class_of(other)[-1:]
        else f"Both sentences say what such {one_or_many(kind, meaning.verb)} “{meaning.verb}”: they show where the two part.",
    )
    spans = ((0, meaning.start, meaning.end), (number_of(view, other), other.start, other.end))
    answer = f"{meaning.sentence} {other.sentence}"
    return Item(question, steps, answer, (quote_of(meaning), quote_of(other)), spans, "links")
