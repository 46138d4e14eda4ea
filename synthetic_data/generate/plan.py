"""What is asked of each section: how many pairs of which type, with which facts and related sections."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..prompts import QuestionType, planned_count
from ..records import Block, Digest, Section, Task
from ..spread import spread

MOST_RELATED = 2
SECTION_SUMMARY = "section_summary"


@dataclass(frozen=True, slots=True)
class Plan:
    """The wishes that shape the tasks: the types asked about, and, if not the default shares, so many pairs per section.

    images: whether types that need an image are planned: whoever answers can look at it, and the rows carry it.
    known: what `counts` has found out, as thousands of sections are alike in what it looks at.
    """

    types: Mapping[str, QuestionType]
    pairs_per_section: int = 0
    images: bool = False
    known: "dict[tuple[int, Needs], Counts]" = field(default_factory=dict, repr=False, compare=False)


Counts = dict[str, int]  # pairs by question type, in the order of the types
Needs = frozenset[str]
Relate = Callable[[Section], Sequence[Section]]


def plan_section(section: Section, plan: Plan) -> Iterator[Task]:
    """The tasks for one section, type by type."""
    for name, count in counts(section, plan).items():
        yield from tasks(section, (), plan.types[name], count)


def section_tasks(section: Section, plan: Plan, planned: Counts, related: Relate, attempt: int) -> Iterator[Task]:
    """The tasks for so many pairs of each type. related finds the sections to show beside the one asked about."""
    for name, count in planned.items():
        kind = plan.types[name]
        others: tuple[Section, ...] = ()
        if "related" in kind.needs or name == "comparative_analysis":
            others = tuple(related(section))[:MOST_RELATED]
        for task in tasks(section, others, kind, count):
            yield replace(task, attempt=attempt) if attempt else task


def counts(section: Section, plan: Plan) -> Counts:
    """How many pairs of each type to ask this section for; none of types it has nothing for, none at all without facts."""
    if not section.facts:
        return {}
    known = (len(section.facts), missing(section, plan.images))
    if known not in plan.known:
        plan.known[known] = planned_for(*known, plan)
    return plan.known[known].copy()


def planned_for(facts: int, lacks: Needs, plan: Plan) -> Counts:
    """The pairs of each type for a section with so many facts that lacks what some types need."""
    planned = {name: planned_count(kind, facts) for name, kind in plan.types.items() if fits(kind, lacks)}
    if plan.pairs_per_section:
        planned = scaled(planned, plan.pairs_per_section)
    return {name: count for name, count in planned.items() if count > 0}


def fits(kind: QuestionType, lacks: Needs) -> bool:
    """Whether a type is asked of single sections, and needs nothing that this one lacks."""
    return kind.basis != "per_document" and lacks.isdisjoint(kind.needs)


def missing(section: Section, images: bool) -> Needs:
    """Which needs of types a section does not meet. Related sections are a help, not a need: the prompts do without."""
    lacks = [] if "table" in section.kinds else ["table"]
    if not (images and section.images):
        lacks.append("image")
    if "list" not in section.kinds or not any(is_ordered(part) for block in section.blocks for part in block.walk()):
        lacks.append("ordered_list")
    return frozenset(lacks)


def document_counts(stating: int, plan: Plan) -> Counts:
    """How many pairs of each type to ask a whole document for, given how many of its sections state a fact.

    What the only section of a document says is summed up as a section already, where sections are.
    """
    least = 2 if SECTION_SUMMARY in plan.types else 1
    return {name: 1 for name, kind in plan.types.items() if kind.basis == "per_document" and stating >= least}


def document_task(sections: Sequence[Section], name: str, attempt: int = 0, digests: Sequence[Digest] = ()) -> Task:
    """One question about sections as a whole, of which digests are shown, if there are any, else their text."""
    return Task(name, tuple(sections), 1, attempt=attempt, whole=True, digests=tuple(digests))


def is_ordered(block: Block) -> bool:
    return block.kind == "list" and block.info == "ordered"


def scaled(planned: Counts, total: int) -> Counts:
    """The same mix with another total, whole numbers by largest remainder (ties go to the earlier type)."""
    whole = sum(planned.values())
    exact = {name: count * total / whole for name, count in planned.items()} if whole else {}
    result = {name: int(share) for name, share in exact.items()}
    order = sorted(exact, key=lambda name: result[name] - exact[name])
    for name in order[: total - sum(result.values())]:
        result[name] += 1
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
