"""Asks a model: every task as a request, follow-ups before new work, results in the order of the plan whatever came first."""

import queue
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..exchange import Engine, Reply, Request
from ..gates import Gate, Maker, make_pair
from ..records import Answer, Item, Pair, Rejection, Side, Task
from ..replies import Reading, read_reply
from .answers import Harvest, note
from .framing import Framing
from .render import WORD_JOINER, Renderer, halves

if TYPE_CHECKING:
    from ..heuristics import Heuristics


@dataclass(frozen=True, slots=True)
class Asking:
    """How a model is asked: who, rendered how, how many rounds of repair, and whether heuristics answer what it can't.

    framing decides what becomes of pairs that were asked for with images in view.
    """

    engine: Engine
    renderer: Renderer
    repairs: int = 1
    fallback: bool = True
    framing: Framing | None = None


@dataclass
class Job:
    """One task on its way: what was asked last, what passed, what is lost for good, and what a repair may still save.

    cut_short: the run stopped before its last request was answered; what is missing is asked when the run goes on.
    A section too long for the model is asked about in parts: jobs of their own, numbered by their parent. too_long: so is the
    whole document asked about; whoever asked for it has to ask in another way.
    """

    number: int
    task: Task
    side: Side
    request: Request | None = None
    repairs: int = 0
    longer: bool = False
    pairs: list[Pair] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    lost: int = 0
    abstained: bool = False
    cut_short: bool = False
    too_long: bool = False
    parent: "Job | None" = None
    parts: "list[Job]" = field(default_factory=list)
    open_parts: int = 0


class Asker:
    """The loop around an engine. At most `engine.window` requests are under way; a reply's place goes to what follows up on it
    before new work gets it, and new work is sent before what came back is written down, so that the engine never waits for us.

    stopped is why no more was asked (a limit, or `stop`), or "". After the loop it tells whether the run is complete.
    """

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        kinds = asking.renderer.prompts.question_types
        self.gate = Gate(frozenset(name for name, kind in kinds.items() if "image" in kind.needs))
        self.done: queue.SimpleQueue[tuple[Job, Future[Reply]]] = queue.SimpleQueue()
        self.under_way = 0
        self.asked = 0
        self.stopped = ""

    @cached_property
    def heuristics(self) -> "Heuristics":
        """Loaded when they are first called for, which takes a fifth of a second."""
        from ..heuristics import Heuristics

        return Heuristics()

    def stop(self, reason: str) -> None:
        """Asks nothing new from now on; what is under way is still taken in."""
        self.stopped = self.stopped or reason

    def run(self, tasks: Iterable[tuple[Task, Side]]) -> Iterator[tuple[Task, Harvest]]:
        """Each task with what came of it, in the order of the tasks. After a stop the tasks that were not asked are left out."""
        finished: dict[int, Job] = {}
        source = iter(tasks)
        following = 0
        self.fill(source)
        if self.asking.fallback:
            self.heuristics.answer  # noqa: B018  (loaded now, while the first replies are on their way)
        while self.under_way:
            job, future = self.done.get()
            self.under_way -= 1
            whole = self.take(job, future.result())
            if whole is not None:
                finished[whole.number] = whole
            self.fill(source)
            while following in finished:
                job = finished.pop(following)
                yield job.task, self.harvest(job)
                following += 1

    def fill(self, source: Iterator[tuple[Task, Side]]) -> None:
        """Asks new tasks as long as there is room for them."""
        while not self.stopped and self.under_way < self.asking.engine.window:
            entry = next(source, None)
            if entry is None:
                return
            self.ask(Job(self.asked, *entry))
            self.asked += 1

    def ask(self, job: Job, request: Request | None = None) -> None:
        """Sends a job's next request."""
        job.request = request or self.asking.renderer.request(job.task)
        self.under_way += 1
        self.asking.engine.submit(job.request).add_done_callback(lambda future: self.done.put((job, future)))

    def take(self, job: Job, reply: Reply) -> Job | None:
        """Takes a reply in and sends what follows from it; returns the job that is finished with it, if one is."""
        assert job.request is not None
        if reply.failure == "stopped":
            self.stop(reply.detail)
            job.cut_short = True
            return self.finish(job)
        if reply.failure == "length" and not job.longer:
            job.longer = True
            self.ask(job, self.asking.renderer.longer(job.request))
            return None
        if reply.failure == "context_overflow" and self.cut(job):
            return None
        if reply.failure == "context_overflow" and job.task.whole:
            job.too_long = True
            return self.finish(job)
        if reply.failure and reply.failure != "length":
            job.lost = job.task.count
            self.reject(job, [("", f"no answer: {reply.failure}")], reply.detail)
            return self.finish(job)
        wanting = self.judge(job, read_reply(reply.text.replace(WORD_JOINER, "")))
        if wanting and job.repairs < self.asking.repairs and not self.stopped:
            job.repairs += 1
            self.ask(job, self.asking.renderer.repair(job.request, reply.text, wanting))
            return None
        job.lost = len(wanting)
        return self.finish(job)

    def judge(self, job: Job, reading: Reading) -> list[tuple[str, str]]:
        """Keeps what passes the gates; returns (question, reason) for what does not."""
        job.abstained = job.abstained or reading.abstained
        if reading.unreadable:
            return self.reject(job, [("", f"unreadable reply: {reading.unreadable}")], "") * job.task.count
        wanting = self.reject(job, [("", f"unreadable pair: {problem}") for problem in reading.problems], "")
        framing = self.asking.framing
        for judged in self.gate.judge(Answer(job.task, reading.items), self.maker(job)):
            framed = framing is not None and not job.task.whole  # a whole document is shown without its images
            result = framing(judged, job.task) if framing and framed and isinstance(judged, Pair) else judged
            if isinstance(result, Pair) and len(job.pairs) < job.task.count:
                job.pairs.append(result)
            elif isinstance(result, Pair):
                job.rejected.append(Rejection(result, "more than asked for"))
            else:
                job.rejected.append(result)
                wanting.append((result.pair.question, result.reason))
        return wanting

    def reject(self, job: Job, entries: list[tuple[str, str]], detail: str) -> list[tuple[str, str]]:
        """Writes down what could not even be read; returns the entries for a repair."""
        for question, reason in entries:
            pair = make_pair(Item(question, (), detail, ()), job.task, self.maker(job), ())
            job.rejected.append(Rejection(pair, reason))
        return entries

    def maker(self, job: Job) -> Maker:
        kind = self.asking.renderer.prompts.question_types[job.task.question_type]
        key = job.request.key if job.request else ""
        return Maker("model", self.asking.engine.identity, kind.difficulty, self.asking.engine.model, key, kind.sha256)

    def cut(self, job: Job) -> bool:
        """Asks about the two halves of a section that is too long for the model; False when it can't be cut."""
        job.parts = [Job(job.number, part, job.side, parent=job) for part in halves(job.task)]
        job.open_parts = len(job.parts)
        for part in job.parts:
            self.ask(part)
        return bool(job.parts)

    def finish(self, job: Job) -> Job | None:
        """The whole task that is finished with this job: the last part hands all parts' pairs to its parent."""
        parent = job.parent
        if parent is None:
            return job
        parent.open_parts -= 1
        if parent.open_parts:
            return None
        for part in parent.parts:
            parent.pairs += part.pairs
            parent.rejected += part.rejected
            parent.lost += part.lost
            parent.abstained = parent.abstained or part.abstained
            parent.cut_short = parent.cut_short or part.cut_short
        return self.finish(parent)

    def harvest(self, job: Job) -> Harvest:
        """What a finished job gives, with the heuristics' answer for what the model's lost. Called in the order of the plan."""
        harvest = Harvest(too_long=job.too_long)
        if job.too_long:
            return harvest
        asked = job.task.count
        if job.cut_short:
            asked = min(asked, len(job.pairs) + len(job.rejected))
            job.lost = asked - len(job.pairs)
        missing = min(job.lost, asked - len(job.pairs))
        if missing > 0 and self.asking.fallback and not job.cut_short:
            self.fall_back(job, missing)
        counts = harvest.counts
        kind = job.task.question_type
        counts[kind, "asked"] += asked
        counts[kind, "answered"] += len(job.pairs) + len(job.rejected)
        counts[kind, "abstained"] += max(0, asked - len(job.pairs) - job.lost)
        counts[kind, "fallback"] += sum(pair.origin == "fallback" for pair in job.pairs)
        for rejection in job.rejected:
            harvest.reject(rejection)
        for pair in job.pairs:
            harvest.pairs.append(note(pair, job.task, job.side))
        return harvest

    def fall_back(self, job: Job, missing: int) -> None:
        """Answers by heuristics what the model could not, marked as such."""
        from ..heuristics import UNTOLD, tells_of_what

        kind = self.asking.renderer.prompts.question_types[job.task.question_type]
        answer = self.heuristics.answer(replace(job.task, count=missing))
        maker = Maker("fallback", "heuristics", kind.difficulty)
        for result in self.gate.judge(replace(answer, items=answer.items[:missing]), maker):
            if isinstance(result, Rejection):
                job.rejected.append(result)
            elif tells_of_what(job.task.sections[0], result.question):
                job.pairs.append(result)
            else:
                job.rejected.append(Rejection(result, UNTOLD))
