"""The sections of the documents, kept on disk, for the formats that show the source or are made of it."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..files import Shelf
from ..records import Pair, Section, Side, content_id


class Passage(NamedTuple):
    """What a section says: text is all a reader was shown of it, own the part that no other section repeats."""

    id: str
    document: str
    heading_path: tuple[str, ...]
    text: str
    own: str

    @property
    def source(self) -> str:
        """The document and the headings, as one line."""
        return " › ".join((self.document, *(" ".join(heading.split()) for heading in self.heading_path)))


@dataclass
class Passages:
    """Sections by id, in the order of the documents, each with its side (if it is known) and the pairs that it gave.

    Texts and headings are kept as `shown` gives them.
    """

    shelf: Shelf
    shown: Callable[[str], str] = str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    sides: dict[str, Side] = field(default_factory=dict)
    asked: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    pools: dict[Side, list[str]] = field(default_factory=dict)

    def add(self, section: Section, side: Side | None) -> None:
        """Keeps a section; front matter belongs to none."""
        first = section.blocks[0] if section.blocks else None
        begin = first.end if first and first.info == "front_matter" else section.start
        text = section.text[begin - section.start :].strip()
        own = section.text[max(begin, section.own_start) - section.start :].strip()
        headings = [self.shown(heading) for heading in section.heading_path]
        self.places[section.id] = self.put([section.document.path, headings, self.shown(text), self.shown(own)])
        if side is not None:
            self.sides[section.id] = side

    def note(self, pair: Pair) -> None:
        """Remembers what was asked about a section, and on which side it therefore is, if that is not known yet."""
        for section in pair.sections:
            if section.id in self.places:
                self.sides.setdefault(section.id, pair.split)
        first = pair.sections[0].id if pair.sections else ""
        if self.sides.get(first) == pair.split:  # when questions were split, a section's other questions are held out
            self.asked.setdefault(first, []).append(self.put([pair.question, pair.answer]))

    def put(self, value: Any) -> tuple[int, int]:
        return self.shelf.put(json.dumps(value).encode())

    def get(self, section_id: str) -> Passage | None:
        """The passage of a section, or None when the documents at hand do not hold it."""
        place = self.places.get(section_id)
        if place is None:
            return None
        document, path, text, own = json.loads(self.shelf.get(*place))
        return Passage(section_id, document, tuple(path), text, own)

    def known(self) -> Iterator[tuple[str, Side]]:
        """Every section whose side is known, in order."""
        for section in self.places:
            if section in self.sides:
                yield section, self.sides[section]

    def questions(self, section_id: str) -> Iterator[tuple[str, str]]:
        """The questions and answers that a section gave, in their order."""
        for place in self.asked.get(section_id, ()):
            question, answer = json.loads(self.shelf.get(*place))
            yield question, answer

    def others(self, pair: Pair, count: int) -> list[Passage]:
        """So many other sections of the pair's side, drawn by hash, none of which holds one of its quotes."""
        if count < 1:
            return []
        own = {section.id for section in pair.sections}
        pool = self.pool(self.sides.get(pair.sections[0].id, pair.split) if pair.sections else pair.split)
        start = int(content_id(pair.id, "distractors"), 16) % len(pool) if pool else 0
        step = stride(len(pool))
        found: list[Passage] = []
        for number in range(len(pool)):
            candidate = pool[(start + number * step) % len(pool)]
            passage = self.get(candidate) if candidate not in own else None
            if passage and passage.text and not any(part.quote in passage.text for part in pair.evidence):
                found.append(passage)
                if len(found) == count:
                    break
        return found

    def pool(self, side: Side) -> list[str]:
        """The sections of a side, as far as sides are known when it is first asked for: after every pair was noted."""
        if side not in self.pools:
            self.pools[side] = [section for section in self.places if self.sides.get(section) == side]
        return self.pools[side]


def stride(size: int) -> int:
    """A step that visits every one of `size` places before it comes back, far enough that neighbours are not drawn together."""
    step = max(1, int(size * 0.618))
    while size and math.gcd(step, size) > 1:
        step += 1
    return step
