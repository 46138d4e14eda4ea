"""Who judges, as the options have it."""

from dataclasses import replace

from ..errors import UserError
from ..options import Options


def wants_model(options: Options) -> bool:
    """Whether the options ask for anything that a model has to judge."""
    return bool(options.curate or options.verify_answers or options.closed_book)


def judge_options(options: Options) -> Options:
    """The options of the engine that judges. Raises UserError when nobody is there to judge."""
    if options.judge_base_url:
        return replace(options, no_llm=False, model=options.judge_model, base_url=options.judge_base_url, serve="")
    if options.judge_model:
        return replace(options, no_llm=False, model=options.judge_model)
    if options.no_llm:
        raise UserError(
            "--curate, --verify-answers and --closed-book need a model, and with --no-llm there is none.",
            "Name one that judges: --judge-base-url URL (any OpenAI-compatible server) or --judge-model NAME (lmdeploy).",
        )
    return options
