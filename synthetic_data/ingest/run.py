"""Converts many sources, on several cores when there is much to do; a process that dies takes only its own source with it."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool

from ..workers import available_cores, ordered_map
from .convert import Conversion, Outcome
from .plan import CONVERT, LEFT_OUT, Planned, Wishes

LARGE = 2_000_000  # bytes of sources from which several processes pay for their start
DIED = "made the converter crash"


def processes(planned: Sequence[Planned], wishes: Wishes) -> int:
    """How many processes to use: what was asked for, or one per core when there is much to convert."""
    if wishes.jobs:
        return wishes.jobs
    files = [step.source.file for step in planned if step.action == CONVERT and step.source.file]
    size = sum(file.stat().st_size for file in files)
    addresses = sum(step.action == CONVERT and bool(step.source.url) for step in planned)
    return available_cores() if len(files) + addresses > 1 and (size > LARGE or addresses > 1) else 1


def convert_all(planned: Sequence[Planned], conversion: Conversion, jobs: int) -> Iterator[Outcome]:
    """The outcome of every source, in order."""
    done = 0
    try:
        for outcome in ordered_map(conversion, planned, jobs):
            yield outcome
            done += 1
        return
    except BrokenProcessPool:
        pass
    yield from one_by_one(planned[done:], conversion)


def one_by_one(planned: Iterable[Planned], conversion: Conversion) -> Iterator[Outcome]:
    """Each source in a process of its own, so that the one that crashes is found and the others are converted."""
    for step in planned:
        if step.action != CONVERT:
            yield conversion(step)
            continue
        try:
            yield from ordered_map(conversion, [step], 2)
        except BrokenProcessPool:
            yield Outcome(step, LEFT_OUT, DIED)
