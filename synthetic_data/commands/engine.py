"""Chooses who answers and puts the journal and the account around it."""

import json
import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from ..engines.account import Account, Limits
from ..errors import UserError
from ..exchange import Engine
from ..options import USUAL_KEY, Options
from .engine_flags import DEFAULT_MODEL
from .judging import judge_options, wants_model


@dataclass(frozen=True, slots=True)
class Answering:
    """The engine as the run uses it, with the account inside it and what the manifest says of it."""

    engine: Engine
    account: Account
    journal: Any
    inner: Any

    def describe(self) -> dict[str, Any]:
        """Model, tokens and failures of this run, for the manifest and the summary."""
        totals = self.account.totals
        return {
            "model": self.inner.model,
            "identity": self.inner.identity,
            "requests": totals.requests,
            "journal": self.journal is not None,
            "from_journal": self.journal.hits if self.journal else 0,
            "retries": getattr(self.inner, "retries", 0),
            "prompt_tokens": totals.prompt_tokens,
            "cached_tokens": totals.cached_tokens,
            "completion_tokens": totals.completion_tokens,
            "seconds": round(totals.seconds, 3),
            "failures": dict(totals.failures),
            "cost": round(totals.cost(self.account.limits), 6),
            "stopped": self.account.stopped,
            **getattr(self.inner, "details", {}),
        }


def check_engine(options: Options) -> None:
    """Raises UserError when it can be told without loading anything that nobody will be able to answer or to judge."""
    if options.dry_run:
        return  # nobody is asked
    if not options.no_llm:
        check_answerer(options)
    if wants_model(options) and judge_options(options) is not options:
        check_answerer(judge_options(options))


def check_answerer(options: Options) -> None:
    extra_body(options)
    if options.api_key_env != USUAL_KEY and options.api_key_env not in os.environ:
        raise UserError(
            f"--api-key-env names the environment variable {options.api_key_env}, which is not set.",
            "Set it, or leave the flag out where no key is needed.",
        )
    if options.base_url or options.serve:
        import_or_tell("aiohttp", "model servers")
        return
    from ..engines.preflight import check_lmdeploy

    check_lmdeploy()


def import_or_tell(package: str, feature: str) -> None:
    import importlib.util

    if importlib.util.find_spec(package) is None:
        raise UserError(f"{feature} need the package {package}, which is not installed.", f"pip install {package}")


def extra_body(options: Options) -> dict[str, Any]:
    """The keys of --extra-body. Raises UserError when it is no JSON object."""
    if not options.extra_body:
        return {}
    try:
        value = json.loads(options.extra_body)
    except ValueError as error:
        raise UserError(f"--extra-body is not JSON ({error}).", "Write an object, such as '{\"top_k\": 20}'.") from error
    if not isinstance(value, dict):
        raise UserError("--extra-body is JSON, but no object.", "Write an object, such as '{\"top_k\": 20}'.")
    return value


class Engines:
    """Whoever answers in a run, each started when first needed and only once; all end with the block."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.running: dict[tuple[Any, ...], Answering] = {}
        self.accounts: list[Account] = []
        self.writer: Answering | None = None  # who writes the pairs, if a model does
        self.judge: Answering | None = None

    def __enter__(self) -> "Engines":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stack.__exit__(kind, error, trace)

    def answering(self, options: Options, run_folder: Path, prompt_tokens: int) -> Answering:
        """The engine that these options name, entered, with the account and the journal around it."""
        key = (options.model, options.base_url, options.serve, options.serve_arg, options.revision)
        if key not in self.running:
            self.running[key] = self.start(options, run_folder, prompt_tokens)
        return self.running[key]

    def finish(self) -> dict[str, Any]:
        """Ends all engines; what the manifest says of whoever wrote the pairs, and of the judge if it is another."""
        self.stack.close()
        told: dict[str, Any] = self.writer.describe() if self.writer else {"model": "", "identity": "heuristics"}
        if self.judge is not None and self.judge is not self.writer:
            told["judge"] = self.judge.describe()
            told["stopped"] = told.get("stopped") or told["judge"]["stopped"]
        return told

    def start(self, options: Options, run_folder: Path, prompt_tokens: int) -> Answering:
        inner = open_engine(options, run_folder, prompt_tokens, self.stack)
        limits = Limits(options.max_requests, options.max_minutes, options.max_cost, options.price_in, options.price_out)
        account = Account(inner, limits, self.accounts)
        if options.no_journal:
            return Answering(self.stack.enter_context(account), account, None, inner)
        from ..engines.journal import Journal

        journal = self.stack.enter_context(Journal(account, journal_path(options)))
        return Answering(journal, account, journal, inner)


def journal_path(options: Options) -> Path:
    return Path(options.journal) if options.journal else options.output / "journal.sqlite"


def open_engine(options: Options, run_folder: Path, prompt_tokens: int, stack: ExitStack) -> Any:
    """The engine that the options name, not entered yet; a server of our own is started here."""
    if options.base_url or options.serve:
        return endpoint(options, run_folder, stack)
    return lmdeploy(options, prompt_tokens)


def endpoint(options: Options, run_folder: Path, stack: ExitStack) -> Any:
    from ..engines.endpoint import Endpoint

    urls = options.base_url
    if options.serve:
        from ..engines.server import ManagedServer, ServerOptions

        model = options.model or DEFAULT_MODEL
        arguments = (*trusting(options, model), *options.serve_arg)
        server = ServerOptions(options.serve, model, run_folder / "server.log", arguments, options.serve_timeout)
        managed = ManagedServer(server)
        urls = (stack.enter_context(managed),)
        return Endpoint(replace(endpoint_options(options, urls), model=""), managed.death)
    return Endpoint(endpoint_options(options, urls))


def endpoint_options(options: Options, urls: tuple[str, ...]) -> Any:
    """How to speak to these servers."""
    from ..engines.endpoint import EndpointOptions

    return EndpointOptions(
        urls=urls,
        model=options.model,
        key=os.environ.get(options.api_key_env, ""),
        concurrency=options.concurrency,
        timeout=options.timeout,
        requests_per_minute=options.requests_per_minute,
        tokens_per_minute=options.tokens_per_minute,
        extra_body=extra_body(options),
    )


def trusting(options: Options, model: str) -> tuple[str, ...]:
    from ..engines.preflight import TRUSTED

    return ("--trust-remote-code",) if options.trust_remote_code or model in TRUSTED else ()


def lmdeploy(options: Options, prompt_tokens: int) -> Any:
    from ..engines.lmdeploy import Lmdeploy, LmdeployOptions
    from ..engines.preflight import check_lengths, check_remote_code, read_model_card

    model = options.model or DEFAULT_MODEL
    card = read_model_card(model, options.revision)
    check_lengths(options.session_len or card.context_length, options.chunk_size, options.max_tokens, prompt_tokens)
    own = LmdeployOptions(
        model=model,
        revision=options.revision,
        backend=options.backend,
        model_format=options.model_format,
        tp=options.tp,
        session_len=options.session_len,
        max_batch_size=options.max_batch_size,
        quant_policy=options.quant_policy,
        gpu_memory_fraction=options.gpu_memory_fraction,
        max_dynamic_patch=options.max_dynamic_patch,
    )
    own = replace(own, trust_remote_code=check_remote_code(model, card, options.trust_remote_code))
    return Lmdeploy(own, card.sees_images, card.context_length)
