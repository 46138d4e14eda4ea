"""reStructuredText: docutils reads it, also where a document uses Sphinx's own roles and directives, and writes HTML."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .decoding import decoded
from .images import Images
from .markup import soup_of, to_markdown
from .material import Converted, Material, Refused
from .web import Taking, drop_dead_links

SETTINGS: dict[str, Any] = {
    "file_insertion_enabled": False,  # a document must not read other files of this machine
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": "",
    "embed_stylesheet": False,
    "stylesheet_path": None,
    "syntax_highlight": "none",
    "doctitle_xform": False,
    "initial_header_level": 1,
    "math_output": "LaTeX",
    "smart_quotes": False,
    "_disable_config": True,
}
SILENT = frozenset(
    "toctree index highlight currentmodule module automodule autoclass autofunction autosummary contents sectionauthor "
    "codeauthor tabularcolumns only include literalinclude raw meta".split()
)

# What Sphinx says where such a directive names a version.
VERSIONS = {
    "versionadded": "Added in version {}:",
    "versionchanged": "Changed in version {}:",
    "deprecated": "Deprecated since version {}:",
    "versionremoved": "Removed in version {}:",
    "deprecated-removed": "Deprecated since version {}, to be removed in version {}:",
}
CODE_ROLES = frozenset("func meth class mod attr data file option envvar command exc obj".split())
SIGNATURES = frozenset(
    f"{domain}{name}"
    for domain in ("", "py:", "c:", "cpp:", "js:")
    for name in "function class method attribute data exception decorator classmethod staticmethod property type".split()
)


def convert(material: Material, images: Images) -> Converted:
    """A .rst file as markdown."""
    from docutils.core import publish_parts

    text, notes = decoded(material.file.read_bytes())
    if not text.strip():
        raise Refused("is empty")
    try:
        with sphinx_words():
            parts = publish_parts(text, writer="html5", settings_overrides=SETTINGS)
    except Exception as error:  # docutils' own and whatever its directives raise
        raise Refused(f"can't be read as reStructuredText ({type(error).__name__}: {error})") from error
    soup = soup_of(parts["html_body"])
    for tag in soup.select(".system-message, .problematic-message"):
        tag.decompose()
    for tag in soup.select("p.topic-title, p.admonition-title, p.sidebar-title"):
        tag.name = "strong"
    for tag in soup.select("span.literal, tt"):
        tag.name = "code"
    for tag in soup.select(".math"):
        tag.name = "math-tex"
    drop_dead_links(soup)
    taking = Taking(material, images)
    body = to_markdown(soup, taking.take)
    notes += taking.notes()
    if not body.strip():
        raise Refused("holds no text")
    return Converted([body], notes=notes)


@contextmanager
def sphinx_words() -> Iterator[None]:
    """While this lasts, docutils takes roles and directives it doesn't know for what they hold, instead of dropping it."""
    from docutils.parsers.rst import directives, roles

    known_directive, known_role = directives.directive, roles.role

    def directive(name: str, language: Any, document: Any) -> Any:
        found, messages = known_directive(name, language, document)
        if found is not None and name not in SILENT:
            return found, messages
        return (silent_class() if name in SILENT else content_class()), []

    def role(name: str, language: Any, line: int, reporter: Any) -> Any:
        found, messages = known_role(name, language, line, reporter)
        return (found, messages) if found is not None else (text_role, [])

    directives.directive, roles.role = directive, role
    try:
        yield
    finally:
        directives.directive, roles.role = known_directive, known_role


def text_role(name: str, raw: str, text: str, *_: Any, **__: Any) -> Any:
    """What an unknown role marks: its text without the target, as code if it names code."""
    from docutils import nodes

    shown = re.split(r"\s+<", text)[0] if text.endswith(">") else text
    shown = shown.rsplit(".", 1)[-1] if shown.startswith("~") else shown
    node = nodes.literal if name.split(":")[-1] in CODE_ROLES else nodes.inline
    return [node(raw, shown.lstrip("!~"))], []


def content_class() -> Any:
    """A directive that is nothing but what it holds, its argument as a paragraph before it."""
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class Content(Directive):  # type: ignore[misc]  # docutils has no types
        optional_arguments = 100
        final_argument_whitespace = True
        has_content = True
        option_spec = AnyOption()

        def run(self) -> list[Any]:
            box = nodes.container()
            if self.arguments:
                said = with_version(self.name, self.arguments)
                inner = [nodes.literal(said, said)] if self.name in SIGNATURES else self.state.inline_text(said, self.lineno)[0]
                box += nodes.paragraph("", "", *inner)
            self.state.nested_parse(self.content, self.content_offset, box)
            return list(box.children)

    return Content


def with_version(name: str, arguments: list[str]) -> str:
    """A directive's arguments as a reader sees them: a version with what is true since then."""
    told = VERSIONS.get(name, "")
    count = told.count("{}")
    if not told or len(arguments) < count:
        return " ".join(arguments)
    return " ".join([told.format(*arguments[:count]), *arguments[count:]])


def silent_class() -> Any:
    """A directive that says nothing to a reader."""
    made = content_class()
    made.run = lambda self: []
    return made


class AnyOption(dict[str, Any]):
    """An option table that knows every option."""

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, name: str) -> Any:
        return lambda value: value
