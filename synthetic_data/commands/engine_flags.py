"""The flags about who answers: a model in this process, servers, a server of our own, limits."""

import argparse
from collections.abc import Mapping
from typing import Any

DEFAULT_MODEL = "OpenGVLab/InternVL2-8B"
BACKENDS = ("turbomind", "pytorch")
SERVERS = ("lmdeploy", "vllm")


def add_engine(parser: argparse.ArgumentParser, defaults: Mapping[str, Any]) -> None:
    """All groups about the engine; defaults are the options' own."""
    add_answering(parser, defaults)
    add_lmdeploy(parser, defaults)
    add_servers(parser, defaults)
    add_limits(parser)


def add_answering(parser: argparse.ArgumentParser, defaults: Mapping[str, Any]) -> None:
    group = parser.add_argument_group("who answers")
    add = group.add_argument
    add("--no-llm", action="store_true", help="no model: heuristics that only answer with what the source says (default: off)")
    add(
        "--model", metavar="NAME", help=f"hub name or folder (default: {DEFAULT_MODEL}; with --base-url the first the server lists)"
    )
    add("--max-tokens", type=int, metavar="TOKENS", help=f"the longest reply (default: {defaults['max_tokens']} tokens)")
    add("--temperature", type=float, metavar="T", help=f"sampling temperature, 0 to 2 (default: {defaults['temperature']})")
    add("--top-p", type=float, metavar="P", help=f"nucleus sampling, up to 1 (default: {defaults['top_p']})")
    add("--repair", type=int, metavar="N", help=f"how often rejected pairs are asked for again (default: {defaults['repair']})")
    add("--fallback", choices=("heuristic", "none"), help="who answers a task the model could not (default: heuristic)")
    add("--rounds", type=int, metavar="N", help=f"with --num-pairs: rounds of refilling (default: {defaults['rounds']})")
    add(
        "--journal",
        metavar="FILE",
        help="where replies are kept, so that none is asked twice (default: journal.sqlite in --output)",
    )
    add("--no-journal", action="store_true", help="keep no replies (default: off)")


def add_lmdeploy(parser: argparse.ArgumentParser, defaults: Mapping[str, Any]) -> None:
    group = parser.add_argument_group("lmdeploy in this process (the default engine)")
    add = group.add_argument
    add("--backend", choices=BACKENDS, help="lmdeploy's engine; it falls back to pytorch by itself (default: turbomind)")
    add("--model-format", metavar="FORMAT", help="hf, awq, gptq, … (default: found out)")
    add("--revision", metavar="REV", help="branch, tag or commit of the model on the hub (default: main)")
    add("--tp", type=int, metavar="N", help="GPUs to split the model over (default: 1)")
    add("--session-len", type=int, metavar="TOKENS", help="context length, prompt and reply together (default: 0, the model's own)")
    add("--max-batch-size", type=int, metavar="N", help="requests computed at once (default: 0, by the GPU)")
    add("--quant-policy", type=int, metavar="N", help="key/value cache in 4 or 8 bits; 0 is full (default: 0)")
    add("--gpu-memory-fraction", type=float, metavar="F", help="share of free GPU memory for the cache, 0 to 1 (default: 0.8)")
    add(
        "--trust-remote-code",
        action="store_true",
        help="run program code that the model brings (default: for the default model only)",
    )
    add(
        "--max-dynamic-patch",
        type=int,
        metavar="N",
        help="most tiles of 448 × 448 pixels an image may fill, 256 tokens each; larger ones are shrunk (default: 4)",
    )


def add_servers(parser: argparse.ArgumentParser, defaults: Mapping[str, Any]) -> None:
    group = parser.add_argument_group("OpenAI-compatible servers")
    add = group.add_argument
    add(
        "--base-url",
        action="extend",
        nargs="+",
        metavar="URL",
        help="address(es) of servers, up to /v1; may be given several times (default: none)",
    )
    add("--api-key-env", metavar="NAME", help=f"environment variable that holds the key (default: {defaults['api_key_env']})")
    add("--concurrency", type=int, metavar="N", help=f"requests under way per server (default: {defaults['concurrency']})")
    add("--timeout", type=float, metavar="SECONDS", help=f"longest wait for one answer (default: {defaults['timeout']:g} seconds)")
    add("--requests-per-minute", type=int, metavar="N", help="over all servers (default: 0, no limit)")
    add("--tokens-per-minute", type=int, metavar="N", help="prompt and longest reply, over all servers (default: 0, no limit)")
    add("--extra-body", metavar="JSON", help="keys to add to every request, such as chat_template_kwargs (default: none)")
    add("--serve", choices=SERVERS, help="start a server of this kind on a free port and use it (default: none)")
    add("--serve-arg", action="append", metavar="ARG", help="passed on to it, several times: --serve-arg=--tp --serve-arg=2")
    add(
        "--serve-timeout",
        type=float,
        metavar="SECONDS",
        help=f"until it must be ready (default: {defaults['serve_timeout']:g} seconds)",
    )


def add_limits(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("limits (the run stops cleanly and can be gone on with)")
    add = group.add_argument
    add("--price-in", type=float, metavar="P", help="price of a million prompt tokens (default: 0)")
    add("--price-out", type=float, metavar="P", help="price of a million completion tokens (default: 0)")
    add("--max-cost", type=float, metavar="C", help="stop at this cost, by the prices given (default: 0, no limit)")
    add("--max-requests", type=int, metavar="N", help="stop after so many requests (default: 0, no limit)")
    add("--max-minutes", type=float, metavar="M", help="stop after so many minutes (default: 0, no limit)")
