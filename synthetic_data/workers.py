"""Runs a function over many inputs on several cores, results in the order of the inputs, memory bounded."""

import atexit
import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

In = TypeVar("In")
Out = TypeVar("Out")

WAITING_PER_WORKER = 4
SELDOM = (300_000, 50, 100)  # thresholds of `gc`; the first is more than all modules hold with 10 MB of documents


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def one_thread_for_sums() -> None:
    """Keeps numpy, once it is loaded, from starting a thread per core in each process: no sum here is large enough for two."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Lets Python look for reference cycles less often: reading makes millions of small records, none of which is in a cycle."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal: the one that was started ends the others, and only it has something to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def begin_process() -> None:
    """What a process that is started to work does first."""
    leave_interrupts_to_the_parent()
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)  # at its end nobody has to look for cycles in what is left


@contextmanager
def without_main() -> Iterator[None]:
    """Hides the program that was started from the processes begun here.

    They need nothing of it, and would run it once more: a script that calls `generate` without a guard would begin anew in each.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def ordered_map(function: Callable[[In], Out], inputs: Iterable[In], jobs: int) -> Iterator[Out]:
    """function(input) for each input, in order; with jobs > 1 in that many processes.

    At most a few inputs per worker are under way, so results never pile up while the caller is busy writing. function must be a
    module-level function or a picklable object, and its result must not depend on which process made it.
    """
    if jobs <= 1:
        with fewer_collections():
            yield from map(function, inputs)
        return
    import multiprocessing  # these two take a while to load, and one process needs none of them
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")  # fork is unsafe beside threads (progress bars, notebooks)
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=begin_process) as pool:
        waiting: deque[Future[Out]] = deque()
        try:
            for entry in inputs:
                with without_main():
                    future = pool.submit(function, entry)
                waiting.append(future)
                if len(waiting) >= jobs * WAITING_PER_WORKER:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
