"""What is asked of each section: how many pairs of which type, with which facts and related sections."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..prompts import QuestionType, planned_count
from ..records import Block, Section, Task
from ..spread import spread

MOST_RELATED = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The wishes that shape the tasks: the types asked about, and, if not the default shares, so many pairs per section.

    sees_images: whether whoever answers can look at images; types that need one are planned only then.
    """

    types: Mapping[str, QuestionType]
    pairs_per_section: int = 0
    sees_images: bool = False


Relate = Callable[[Section], Sequence[Section]]


def plan_section(section: Section, plan: Plan) -> Iterator[Task]:
    """The tasks for one section, type by type. A section that states no fact is asked nothing."""
    if section.facts:
        yield from section_tasks(section, counts(section, plan))


def section_tasks(
    section: Section, planned: Mapping[QuestionType, int], related: Relate | None = None, attempt: int = 0
) -> Iterator[Task]:
    """The tasks for so many pairs of each type. related finds the sections to show to whoever looks at more than one."""
    for kind, count in planned.items():
        others: tuple[Section, ...] = ()
        if related is not None and ("related" in kind.needs or kind.name == "comparative_analysis"):
            others = tuple(related(section))[:MOST_RELATED]
        for task in tasks(section, others, kind, count):
            yield replace(task, attempt=attempt) if attempt else task


def counts(section: Section, plan: Plan) -> dict[QuestionType, int]:
    """How many pairs of each type to ask this section for, without the types it has nothing for."""
    fitting = [kind for kind in plan.types.values() if offers(section, kind, plan.sees_images)]
    planned = {kind: planned_count(kind, len(section.facts)) for kind in fitting}
    if plan.pairs_per_section:
        planned = scaled(planned, plan.pairs_per_section)
    return {kind: count for kind, count in planned.items() if count > 0}


def offers(section: Section, kind: QuestionType, sees_images: bool) -> bool:
    """Whether a section has what a type needs. Related sections are a help, not a need: the prompts do without."""
    for need in kind.needs:
        if need == "table" and "table" not in section.kinds:
            return False
        if need == "image" and not (sees_images and section.images):
            return False
        if need == "ordered_list" and not any(is_ordered(part) for block in section.blocks for part in block.walk()):
            return False
    return True


def is_ordered(block: Block) -> bool:
    return block.kind == "list" and block.info == "ordered"


def scaled(planned: Mapping[QuestionType, int], total: int) -> dict[QuestionType, int]:
    """The same mix with another total, whole numbers by largest remainder (ties go to the earlier type)."""
    whole = sum(planned.values())
    exact = {kind: count * total / whole for kind, count in planned.items()} if whole else {}
    result = {kind: int(share) for kind, share in exact.items()}
    order = sorted(exact, key=lambda kind: result[kind] - exact[kind])
    for kind in order[: total - sum(result.values())]:
        result[kind] += 1
    return result


def tasks(section: Section, related: tuple[Section, ...], kind: QuestionType, count: int) -> Iterator[Task]:
    """One task for as many pairs as fit a request; a type that asks about facts names them, spread evenly if it can't have all."""
    sections = (section, *related)
    facts = spread(section.facts, count) if "fact" in kind.needs else ()
    for part, first in enumerate(range(0, count, kind.per_request)):
        size = min(kind.per_request, count - first)
        named = facts[first : first + size] if facts else ()
        if not facts or named:
            yield Task(kind.name, sections, len(named) or size, named, part)
