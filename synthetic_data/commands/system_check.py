"""`system-check`: which engine would run, what it can do, and whether there is room to write; the exit code says it, too."""

import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UserError
from ..exchange import Reply, Request, Sampling
from ..options import Options
from ..report.funnel import table_of
from .engine import endpoint_options
from .engine_flags import DEFAULT_MODEL
from .flags import build_parser, options_from
from .stages import Home

# A red square of 64 pixels as PNG: enough to learn whether a server takes images, and not too small for any model.
SQUARE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsIty/dMYyQi+hcEKLNO+FgEBAQEBAQEBAQEBAQEBAQEBAQEB"
    "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGBywI6LQEAwyG+sAAAAABJRU5ErkJggg=="
)
PICTURE_QUESTION = "Name the colour of this picture in one word."
SCHEMA = {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"], "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check; fine says whether a run could go ahead with it."""

    what: str
    told: str
    fine: bool = True


def main(arguments: Sequence[str], home: Home) -> int:
    """The subcommand: shows the check of the main job's flags. Returns the exit code."""
    parser = build_parser(home)
    lines, code = system_check(options_from(parser, parser.parse_args(arguments), home.defaults()))
    sys.stdout.write("\n".join(lines) + "\n")
    return code


def system_check(options: Options) -> tuple[list[str], int]:
    """The lines to show, and 0 if a run with these options could start, else 2."""
    findings = [*answerer(options), writable(options.output)]
    lines = table_of((finding.what, ("" if finding.fine else "NOT OK: ") + finding.told) for finding in findings)
    return lines, 0 if all(finding.fine for finding in findings) else 2


def answerer(options: Options) -> Iterator[Finding]:
    if options.no_llm:
        yield Finding("Engine", "heuristics, no model (--no-llm)")
    elif options.base_url:
        yield Finding("Engine", "OpenAI-compatible server(s)")
        for url in options.base_url:
            yield from server(options, url)
    else:
        yield Finding("Engine", f"{options.serve} as a server of our own" if options.serve else "lmdeploy in this process")
        yield from local(options)


def local(options: Options) -> Iterator[Finding]:
    """What a model on this machine needs: the packages, a GPU, a model that can be served."""
    from ..engines.preflight import count_gpus, read_model_card

    package = options.serve or "lmdeploy"
    installed = importlib.util.find_spec(package) is not None
    yield Finding(
        "Package", f"{package} is {'installed' if installed else 'not installed: pip install -r requirements.txt'}", installed
    )
    gpus = count_gpus()
    yield Finding("GPU", f"{gpus} found" if gpus else "no NVIDIA GPU found", gpus > 0)
    model = options.model or DEFAULT_MODEL
    try:
        card = read_model_card(model, options.revision)
    except UserError as error:
        yield Finding("Model", f"{error.problem} {error.fix}", False)
        return
    sees = "sees images" if card.sees_images else "text only"
    yield Finding("Model", f"{model}: {sees}, context {card.context_length or 'unknown'}")


def server(options: Options, url: str) -> Iterator[Finding]:
    """Whether one server answers, as which model, and whether it takes a JSON schema and images."""
    from ..engines.endpoint import Endpoint

    try:
        with Endpoint(endpoint_options(options, (url,))) as engine:
            yield Finding("Server", f"{url} answers")
            yield Finding("Model", engine.model)
            reply = engine.submit(question('Say {"ok": true} as JSON.', schema=True)).result()
            takes = engine.servers[0].takes_schema
            yield Finding(
                "JSON schema", told(reply, "taken" if takes else "not taken; plain JSON is asked for instead"), answered(reply)
            )
            seen = engine.submit(question(PICTURE_QUESTION, picture=True)).result()
            yield Finding("Images", "taken" if answered(seen) else "not taken; sections are asked about without their images")
    except UserError as error:
        yield Finding("Server", f"{error.problem} {error.fix}", False)


def answered(reply: Reply) -> bool:
    """Whether the server did its part, however short or long the answer."""
    return reply.failure in ("", "length", "empty")


def told(reply: Reply, good: str) -> str:
    return good if answered(reply) else f"{reply.failure}: {reply.detail}"


def question(text: str, schema: bool = False, picture: bool = False) -> Request:
    """A small request to try something out with."""
    content: object = text
    if picture:
        content = [{"type": "image_url", "image_url": {"url": SQUARE}}, {"type": "text", "text": text}]
    messages = ({"role": "user", "content": content},)
    return Request("check", messages, Sampling(32, 0.0, 1.0, 0), SCHEMA if schema else None)


def writable(folder: Path) -> Finding:
    """Whether files can be made in the output folder, or in the nearest folder above that exists."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        return Finding("Output", f"{folder} cannot be written: {error.strerror}", False)
    free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize if hasattr(os, "statvfs") else 0
    return Finding("Output", f"{folder} can be written" + (f", {free / 1e9:.0f} GB free" if free else ""))
