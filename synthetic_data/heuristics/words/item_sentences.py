"""The sentences of a fact: a list item may hold several, a sentence is one."""

from functools import lru_cache

from ...records import Fact
from ...text.sentences import sentence_spans


def sentences_of(fact: Fact) -> tuple[str, ...]:
    """The sentences of a fact in order, those of an item only where they end like sentences."""
    if fact.kind == "sentence":
        return (fact.text,)
    return parted(fact.text)


@lru_cache(maxsize=256)  # several families of a section ask
def parted(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentence_spans(text))


def first_sentence(fact: Fact) -> Fact:
    """A list item cut to the sentence it opens with."""
    if fact.kind == "item" and ". " in fact.text:
        return fact._replace(text=sentences_of(fact)[0])
    return fact
