"""Answers tasks without a model: each task takes the candidates of its type that no other task has taken."""

from collections import defaultdict
from collections.abc import Iterable

from ..records import Answer, Item, Section, Task
from ..spread import spread
from ..text.language import OTHER_WORDS, is_foreign, is_mixed
from .families import FAMILIES
from .summing.document_summaries import document_summary
from .words.base import Candidate, view_of
from .words.left_alone import is_left_alone

ABSTENTION = "the source gives no honest question of this type"
FACT_ABSTENTION = "no honest question is known for these facts"


class Heuristics:
    """Answers the tasks of one section after the other; a candidate is given out once."""

    def __init__(self) -> None:
        self.section_id = ""
        self.candidates: dict[str, list[Candidate]] = {}

    def offered_types(self, section: Section) -> frozenset[str]:
        """The question types that there is any candidate of in a section."""
        self.look_at(section)
        return frozenset(self.candidates)

    def look_at(self, section: Section) -> None:
        if section.id != self.section_id:
            self.section_id = section.id
            self.candidates = self.offered(section)

    def answer(self, task: Task) -> Answer:
        """Up to task.count items, or an abstention with its reason."""
        if task.whole:
            items = tuple(document_summary(task.sections))
            return Answer(task, items, "" if items else ABSTENTION)
        self.look_at(task.sections[0])
        if task.facts:
            items = self.about_facts(task)
            return Answer(task, items, "" if items else FACT_ABSTENTION)
        items = self.spread_over(task)
        return Answer(task, items, "" if items else ABSTENTION)

    def offered(self, section: Section) -> dict[str, list[Candidate]]:
        """All candidates of a section by question type, each question once."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        if is_left_alone(section):
            return found
        view = view_of(section)
        mixed = view.english and is_mixed(section.text)
        asked: set[str] = set()
        for family in FAMILIES:
            for candidate in family.candidates(view):
                if mixed and not is_translated((candidate.item.answer, *candidate.item.evidence)):
                    continue  # an English question for what the source says in another language
                if candidate.item.question not in asked:
                    asked.add(candidate.item.question)
                    found[candidate.question_type].append(candidate)
        return found

    def about_facts(self, task: Task) -> tuple[Item, ...]:
        """One item for each fact that some candidate rests on."""
        items = []
        offered = self.candidates.get(task.question_type, [])
        for fact in task.facts:
            chosen = next((candidate for candidate in offered if fact.start in candidate.fact_starts), None)
            if chosen is not None:
                offered.remove(chosen)
                items.append(chosen.item)
        return tuple(items)

    def spread_over(self, task: Task) -> tuple[Item, ...]:
        """As many of the candidates as asked for, evenly over the section."""
        offered = self.candidates.get(task.question_type, [])
        chosen = spread(offered, task.count)
        taken = {id(candidate) for candidate in chosen}
        self.candidates[task.question_type] = [candidate for candidate in offered if id(candidate) not in taken]
        return tuple(candidate.item for candidate in chosen)


def is_translated(texts: Iterable[str]) -> bool:
    """Whether an answer and its evidence are in English like the question, in a section that has parts in another language."""
    return all(OTHER_WORDS.isdisjoint(text.split()) and not is_foreign(text, "en") for text in texts)
