"""Measures lmdeploy in this process: its pipeline with all prompts in one call, and the same prompts through engine and journal.

python benchmarks/in_process.py MODEL [--requests 512] [--max-tokens 128] [--repeat 2] [further flags of the main job]
"""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement: what was asked, for how long, and what came back."""

    requests: int
    seconds: float
    prompt: int
    cached: int
    completion: int
    failures: int

    @property
    def rate(self) -> float:
        """Completion tokens a second."""
        return self.completion / self.seconds


class Held:
    """An engine that is running already, so that a journal put around it does not start it again."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@contextmanager
def material(options: Any, identity: str) -> Iterator[tuple[Any, list[Any]]]:
    """The renderer, and the tasks of the whole job with the side of each."""
    from synthetic_data.commands import main_job as job
    from synthetic_data.commands.choosing import choose_sections
    from synthetic_data.commands.model_job import ModelJob, tasks_of
    from synthetic_data.generate.gallery import Gallery, Showing
    from synthetic_data.generate.render import Renderer

    with job.Shelf() as shelf:
        prompts = job.check_inputs(options)
        library = job.read(job.find_documents(options.docs, options.include, options.exclude), options, 1, shelf)
        sides = job.assign_sides(library, options.train_ratio, options.split_by, options.seed, False)
        plan = job.make_plan(prompts, options)
        asked = ModelJob(library, sides, plan, prompts, options, job.Collection(shelf))
        asked.gallery = Gallery(shelf, Showing(1, closed="not here"), {})
        sampling = (options.max_tokens, options.temperature, options.top_p, options.seed)
        yield Renderer(prompts, identity, *sampling), list(tasks_of(asked, choose_sections(library, options), None, 0))


def directly(engine: Any, requests: Sequence[Any]) -> Figures:
    """All prompts in one call of lmdeploy's pipeline: the bound."""
    messages = [engine.messages(request) for request in requests]
    began = time.monotonic()
    responses = engine.pipe(messages, gen_config=[engine.generation(request) for request in requests])
    seconds = time.monotonic() - began
    counted = ("input_token_len", "cached_tokens", "generate_token_len")
    sums = [sum(getattr(response, name) for response in responses) for name in counted]
    return Figures(len(requests), seconds, *sums, sum(response.finish_reason == "error" for response in responses))


def by_engine(engine: Any, requests: Sequence[Any]) -> Figures:
    """The same through our engine and a new journal."""
    from synthetic_data.engines.journal import Journal

    with tempfile.TemporaryDirectory() as folder, Journal(Held(engine), Path(folder) / "journal.sqlite") as journal:
        began = time.monotonic()
        replies = [future.result() for future in [journal.submit(request) for request in requests]]
        seconds = time.monotonic() - began
    sums = [sum(getattr(reply, name) for reply in replies) for name in ("prompt_tokens", "cached_tokens", "completion_tokens")]
    return Figures(len(requests), seconds, *sums, sum(reply.failure not in ("", "length", "empty") for reply in replies))


def by_asking(engine: Any, renderer: Any, tasks: Sequence[Any]) -> Figures:
    """The job's own loop about the same tasks: rendering, journal, reading, gates; a reply cut short is asked for once more."""
    from synthetic_data.engines.account import Account, Limits
    from synthetic_data.engines.journal import Journal
    from synthetic_data.generate.ask import Asker, Asking

    account = Account(Held(engine), Limits())
    with tempfile.TemporaryDirectory() as folder, Journal(account, Path(folder) / "journal.sqlite") as journal:
        began = time.monotonic()
        for _ in Asker(Asking(journal, renderer, repairs=0, fallback=False)).run(iter(tasks)):
            pass
        seconds = time.monotonic() - began
    totals = account.totals
    failures = sum(count for kind, count in totals.failures.items() if kind not in ("length", "empty"))
    return Figures(totals.requests, seconds, totals.prompt_tokens, totals.cached_tokens, totals.completion_tokens, failures)


def row(what: str, figures: Figures, bound: Figures) -> str:
    cells = [what, f"{figures.requests}", f"{figures.seconds:.2f}", f"{figures.prompt}", f"{figures.cached / figures.prompt:.1%}"]
    cells += [f"{figures.completion}", f"{figures.rate:.0f}", f"{figures.rate / bound.rate:.2f}", f"{figures.failures}"]
    return "| " + " | ".join(cells) + " |"


def compare(engine: Any, options: Any, count: int, repeat: int) -> None:
    """Prints a row for each way to ask, with free and with guided replies; of several runs, which take turns, the fastest."""
    with material(options, engine.identity) as (renderer, tasks):
        tasks = list(islice(tasks, count))
        guided = [renderer.request(task) for task, _ in tasks]
        for label, requests in (("free", [replace(one, schema=None) for one in guided]), ("guided", guided)):
            directly(engine, requests)  # compiles kernels and grammars, and fills the prefix cache
            runs = [(directly(engine, requests), by_engine(engine, requests)) for _ in range(repeat)]
            bound, ours = (min(turns, key=lambda run: run.seconds) for turns in zip(*runs, strict=True))
            print(row(f"lmdeploy alone, one call, {label}", bound, bound), flush=True)
            print(row(f"engine and journal, {label}", ours, bound), flush=True)
        looped = [by_asking(engine, renderer, tasks) for _ in range(repeat)]
        print(row("the job's loop, guided", max(looped, key=lambda run: run.rate), bound), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", help="a local folder, or a name on the hub")
    parser.add_argument("--requests", type=int, default=512, help="how many, default 512")
    parser.add_argument("--repeat", type=int, default=2, help="runs of each, of which the fastest is shown, default 2")
    own, rest = parser.parse_known_args()
    from generate_synthetic_data import HOME
    from synthetic_data.commands.engine import lmdeploy
    from synthetic_data.commands.flags import build_parser, options_from

    jobs = build_parser(HOME)
    flags = jobs.parse_args(["--model", own.model, "--max-tokens", "128", "--quiet", *rest])
    options = options_from(jobs, flags, HOME.defaults())
    with lmdeploy(options, 0) as engine:
        print(f"Python {platform.python_version()}, {own.model}, {engine.details}; the fastest of {own.repeat}\n")
        heads = ["what", "requests", "seconds", "prompt tokens", "cached", "completion tokens", "tokens a second", "÷ bound"]
        print("| " + " | ".join([*heads, "failures"]) + " |\n|---|" + "---:|" * len(heads))
        compare(engine, options, own.requests, own.repeat)


if __name__ == "__main__":
    main()
