"""Jinja templates: which values each may use, checked when a file is read; rendered in a sandbox.

Text of documents and of the user enters as a value only, so nothing in it is ever read as a template.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synthetic_data.errors import UserError
from synthetic_data.prompts.prompt_files import complaint, did_you_mean

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

Values = Mapping[str, Any]

# What a template may use, in two samples, a full and a spare one: a trial rendering shows what checking names does not.
SECTION_SAMPLES: tuple[Values, ...] = (
    {
        "number": 2,
        "document": "Title of the document",
        "description": "What it is about.",
        "domain": "Field of knowledge",
        "version": "1.0",
        "heading_path": ["Chapter", "Section"],
        "text": "Text of the section.",
        "mark": "0a1b2c3d",
    },
    {
        "number": 1,
        "document": "",
        "description": "",
        "domain": "",
        "version": "",
        "heading_path": [],
        "text": "",
        "mark": "0a1b2c3d",
    },
)
BODY_SAMPLES: tuple[Values, ...] = (
    {
        "title": "Title of the type",
        "difficulty": "easy",
        "count": 2,
        "attempt": 1,
        "facts": ["A fact.", "Another fact."],
        "related": 1,
        "parts": 3,
        "document": "Title of the document",
        "heading": "Heading of the section",
        "language": "en",
        "instructions": "Write for beginners.",
    },
    {
        "title": "Title of the type",
        "difficulty": "easy",
        "count": 1,
        "attempt": 0,
        "facts": [],
        "related": 0,
        "parts": 0,
        "document": "",
        "heading": "",
        "language": "",
        "instructions": "",
    },
)
REPAIR_SAMPLES: tuple[Values, ...] = (
    {"rejected": [{"question": "A question?", "reason": "its reason"}, {"question": "Another?", "reason": "another"}]},
    {"rejected": []},
)
PART = {"headings": ["Chapter"], "summary": "What it says.", "quotes": ["A quote."]}
DIGEST_SAMPLES: tuple[Values, ...] = ({"parts": [PART, {**PART, "headings": []}]}, {"parts": []})
TASK_SAMPLES: tuple[Values, ...] = tuple({**sample, "body": "Body of the type."} for sample in BODY_SAMPLES)


def render(template: str, values: Values) -> str:
    """The template filled in, without line ends around it."""
    return _compiled(template).render(values).strip("\n")


def check_template(template: str, path: Path, samples: Sequence[Values], first_line: int = 1) -> None:
    """Refuse a template that could fail later: its syntax, any name the samples lack, and a trial rendering with each.

    Raises UserError naming the file and the line; `first_line` is the line of the file the template starts on.
    """
    from jinja2 import TemplateSyntaxError, nodes

    known = list(samples[0])
    fix = f"Values it may use: {', '.join(known) or 'none'}. Write a literal brace pair as {{{{ '{{{{' }}}}."
    try:
        tree, used = _parsed(template)
        _compiled(template)
    except TemplateSyntaxError as error:
        raise complaint(path, error.lineno + first_line - 1, f"the template cannot be read ({error.message}).", fix) from error
    for outside in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        line = outside.lineno + first_line - 1
        raise complaint(path, line, "a prompt cannot draw in another file.", "Write the text out here.")
    unknown = used - set(known)
    for name in tree.find_all(nodes.Name):
        if name.name in unknown and name.ctx == "load":
            line = name.lineno + first_line - 1
            raise complaint(path, line, f'unknown variable "{name.name}".', did_you_mean(name.name, known))
    for sample in samples:
        try:
            render(template, sample)
        except Exception as error:  # noqa: BLE001 - a template can raise anything; all of it is the file's fault
            raise _rendering_complaint(error, path, first_line) from error


def _rendering_complaint(error: Exception, path: Path, first_line: int) -> UserError:
    # Jinja rewrites the traceback so that frames of a template carry the template's own lines.
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    line = (lines[-1] or 1) if lines else 1
    return complaint(path, line + first_line - 1, f"the template cannot be filled in ({error}).", "Mend the expression there.")


@functools.cache
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    environment.globals.clear()  # `lipsum`, `range` and the like have no place in a prompt
    return environment


@functools.lru_cache(maxsize=256)
def _parsed(template: str) -> tuple[nodes.Template, frozenset[str]]:
    """The tree of a template, and the names in it that are values given to it."""
    from jinja2.meta import find_undeclared_variables

    tree = _environment().parse(template)
    return tree, frozenset(find_undeclared_variables(tree))


@functools.lru_cache(maxsize=256)
def _compiled(template: str) -> Template:
    return _environment().from_string(template)
