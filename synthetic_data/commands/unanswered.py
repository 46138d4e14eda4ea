"""Adds the share of questions that their section can't answer (`--unanswerable`)."""

from collections.abc import Iterator
from dataclasses import replace

from ..curate.unanswerable import FLAG, unanswerable
from ..formats.pairs import from_json
from ..gates import Gate, Maker
from ..generate.answers import Harvest, note
from ..generate.collect import KEPT, Collection
from ..generate.library import Library
from ..options import Options
from ..records import Answer, Pair, Section, Task
from ..split import Sides
from ..spread import spread
from ..text.question_merge import merge
from ..text.same_question import features
from .curating import Sources

Made = tuple[Pair, Task]


def wanted_unanswerable(options: Options, kept: int) -> int:
    """How many are asked for: a share of --num-pairs, or of what the run will hold with them."""
    share = options.unanswerable
    return round(options.num_pairs * share) if options.num_pairs else round(kept * share / (1 - share))


def add_unanswerable(collection: Collection, library: Library, sides: Sides, sources: Sources, options: Options) -> int:
    """Puts questions to other sections of their document, on their own side; returns how many are missing to the share."""
    kept = collection.numbers_kept()
    wanted = wanted_unanswerable(options, len(kept))
    firsts = {entry.name: entry.first for entry in library.documents}
    found: dict[int, Made] = {}
    for number in spread(kept, min(len(kept), 8 * wanted)):
        if len(found) == wanted:
            break
        pair = from_json(collection.line(number))
        if pair.images:  # its question speaks of an image that the row would not carry
            continue
        document = pair.sections[0].document
        for section in others(pair, sources):
            made = made_from(pair, section) if sides.sides[firsts[document] + section.ordinal] == pair.split else None
            if made:
                found[number] = made
                break
    new = without_repeats([found[number] for number in sorted(found)], collection)
    for pair, task in new:
        harvest = Harvest(pairs=[note(pair, task, pair.split)])
        harvest.counts.update({(pair.question_type, "asked"): 1, (pair.question_type, "answered"): 1})
        collection.add(harvest, firsts[pair.sections[0].document])
        collection.fate.append(KEPT)
    return wanted - len(new)


def without_repeats(made: list[Made], collection: Collection) -> list[Made]:
    """Those that ask what no kept pair and none before them asks."""
    kept = collection.numbers_kept()
    texts = [(pair.question, pair.answer) for pair, _ in made]

    def text_of(number: int) -> tuple[str, str]:
        return collection.question_and_answer(kept[number]) if number < len(kept) else texts[number - len(kept)]

    packed = [collection.features[number] for number in kept] + [features(*text) for text in texts]
    winners = merge(packed, [1.0] * len(kept) + [0.0] * len(made), text_of)
    return [one for number, one in enumerate(made, len(kept)) if winners[number] == number]


def others(pair: Pair, sources: Sources) -> Iterator[Section]:
    """The other sections of a pair's document, those after it first."""
    sections = sources.document(pair.sections[0].document)
    own = next((place for place, section in enumerate(sections) if section.id == pair.sections[0].id), 0)
    yield from (section for section in (*sections[own + 1 :], *sections[:own]) if section.facts)


def made_from(pair: Pair, section: Section) -> Made | None:
    """The pair and its task, through the gates like any other; None when the section might answer or a gate objects."""
    item = unanswerable(pair, section)
    if item is None:
        return None
    task = Task(pair.question_type, (section,), 1)
    (result,) = Gate().judge(Answer(task, (item,)), Maker("heuristic", "heuristics", "medium"))
    return (replace(result, flags=(FLAG,), split=pair.split), task) if isinstance(result, Pair) else None
