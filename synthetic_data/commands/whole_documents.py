"""Questions about whole documents when a model answers: in one request where a document fits, else over summaries of its parts."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..generate.answers import Harvest
from ..generate.collect import REJECTED, Collection
from ..generate.digesting import Group, Long, digest_of, pieces_of
from ..generate.library import DocumentNote, Library
from ..generate.plan import SECTION_SUMMARY, document_task
from ..records import Side, Task

Ask = Callable[[Iterator[tuple[Task, Side]]], Iterator[tuple[Task, Harvest]]]
UNKNOWN_ROOM = 24_000  # tokens of source in one request where nobody says how many the model can read
PRUDENCE = 0.8  # of the context, for tokens are estimated
HOPELESS = "abstained: too little of the document could be summed up"


class Wanted(NamedTuple):
    """A document to be asked about as a whole, the question type, and the side it is on."""

    document: DocumentNote
    name: str
    side: Side


def room_for_documents(context_length: int | None, needed: int) -> int:
    """The tokens of source that fit a request when `needed` go to the prompt and the reply."""
    return int(PRUDENCE * max(0, context_length - needed)) if context_length else UNKNOWN_ROOM


@dataclass
class WholeDocuments:
    """Asks in rounds: all documents that fit; then, of the others, for what stands for their parts until that fits, too."""

    library: Library
    collection: Collection
    ask_all: Ask
    room: int
    attempt: int
    stopped: Callable[[], str]

    def ask(self, wanted: Iterator[Wanted]) -> None:
        """Puts what comes of each document into the collection."""
        fitting, longer = list[Wanted](), list[tuple[Wanted, int]]()
        for one in wanted:
            if self.tokens(one.document) <= self.room:
                fitting.append(one)
            else:
                longer.append((one, self.room))
        for (_, harvest), one in zip(self.ask_all(map(self.task_about, fitting)), fitting, strict=False):
            if harvest.too_long:
                longer.append((one, self.tokens(one.document) // 2))
            else:
                self.collection.add(harvest, one.document.first)
        summaries = self.summaries() if longer else {}
        longer.sort(key=lambda entry: (entry[0].document.first, entry[0].name))
        longs = [self.long(one, room, summaries) for one, room in longer]
        while longs and not self.stopped():  # the same command goes on from here
            longs = self.round(longs)

    def tokens(self, document: DocumentNote) -> int:
        return sum(note.tokens for note in self.library.notes[document.first : document.last])

    def task_about(self, one: Wanted) -> tuple[Task, Side]:
        return document_task(self.library.sections(one.document), one.name, self.attempt), one.side

    def long(self, one: Wanted, room: int, summaries: Mapping[int, int]) -> Long:
        """A document in pieces, those digested already whose summary the run holds."""
        sections = self.library.sections(one.document)
        known = [
            digest_of([section], self.collection.line(summaries[number])) if number in summaries else None
            for number, section in enumerate(sections, one.document.first)
        ]
        return Long(one.document, one.name, one.side, room, pieces_of(sections, known))

    def summaries(self) -> dict[int, int]:
        """The pairs of this run that sum up a section, by the section's number."""
        collection, found = self.collection, dict[int, int]()
        for number, kind in enumerate(collection.types):
            rejected = number < len(collection.fate) and collection.fate[number] == REJECTED
            if kind == SECTION_SUMMARY and not rejected:
                found.setdefault(collection.sections[number], number)
        return found

    def round(self, longs: Sequence[Long]) -> list[Long]:
        """One step of every document: its parts, or, where what stands for them fits, itself. Returns those not done yet."""
        going = [long for long in longs if not long.hopeless]
        for long in longs:
            if long.hopeless:
                self.give_up(long)
        final = {id(long) for long in going if long.ready}
        sent: deque[tuple[Long, Group]] = deque()
        done = set()
        for _, harvest in self.ask_all(self.tasks(going, final, sent)):
            long, group = sent.popleft()
            if harvest.too_long:
                long.overflowed(group)
            elif id(long) in final:
                self.collection.add(harvest, long.document.first)
                done.add(id(long))
            else:
                sections = self.library.sections(long.document)[group[0].first : group[-1].last]
                long.take(group, digest_of(sections, harvest.pairs[0].line) if harvest.pairs else None)
                self.collection.add(only_rejected(harvest, long.name), long.document.first)
        return [long for long in going if id(long) not in done]

    def tasks(self, longs: Sequence[Long], final: set[int], sent: deque[tuple[Long, Group]]) -> Iterator[tuple[Task, Side]]:
        for long in longs:
            sections = self.library.sections(long.document)
            for group in long.groups():
                part = sections if id(long) in final else sections[group[0].first : group[-1].last]
                digests = [piece.digest for piece in group if piece.digest]
                sent.append((long, group))
                yield document_task(part, long.name, self.attempt, digests), long.side

    def give_up(self, long: Long) -> None:
        harvest = Harvest()
        harvest.counts.update({(long.name, "asked"): 1, (long.name, "abstained"): 1, (long.name, HOPELESS): 1})
        self.collection.add(harvest, long.document.first)


def only_rejected(harvest: Harvest, name: str) -> Harvest:
    """What is told of a request on the way to a document: it makes no pair, but what it loses is counted."""
    told = Counter({key: count for key, count in harvest.counts.items() if key[1].startswith("rejected: ")})
    told[name, "answered"] = sum(told.values())
    return Harvest(rejected=harvest.rejected, counts=told)
