"""What a dataset card has to tell of the pairs behind it, counted while they pass."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..records import Pair

LICENCE_KEYS = ("license", "licence", "license_name", "rights", "copyright")

BOTH = "both"


class Origin(NamedTuple):
    """A document that pairs come from: its hash and what its front matter says of it."""

    sha256: str
    title: str
    author: str
    source: str
    licence: str


@dataclass
class Tally:
    """Pairs per side, type, language and author; the documents by name; the side of each section, and how many are on both."""

    sides: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)
    documents: dict[str, Origin] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    shared_sections: int = 0

    def add(self, pair: Pair) -> None:
        self.sides[pair.split] += 1
        self.types[pair.question_type or "not told"] += 1
        self.languages[pair.language] += 1
        self.authors[author_of(pair)] += 1
        for number, section in enumerate(pair.sections):
            if self.sections.setdefault(section.id, pair.split) not in (pair.split, BOTH):
                self.sections[section.id] = BOTH
                self.shared_sections += 1
            if section.document not in self.documents or (number == 0 and pair.metadata):
                metadata = pair.metadata if number == 0 else {}  # front matter is that of the first document
                self.documents[section.document] = origin(section.document_sha256, metadata)


def author_of(pair: Pair) -> str:
    """Who answered: a model by its name, heuristics, or nobody that we know of."""
    if pair.model:
        return f"by the model {pair.model}"
    return "by heuristics, without a model" if pair.engine == "heuristics" and pair.sections else "not told"


def origin(sha256: str, metadata: Mapping[str, object]) -> Origin:
    def said(*names: str) -> str:
        return next((" ".join(str(metadata[name]).split()) for name in names if metadata.get(name)), "")

    return Origin(sha256, said("title"), said("author", "authors"), said("source", "url"), said(*LICENCE_KEYS))
