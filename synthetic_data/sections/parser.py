"""The markdown parser for block structure: only the rules that a text can need, and those of our own."""

import logging
import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from .rules import Lines, heading, plain_paragraph, table

# What a text must hold for a rule to have anything to match. Rules that can't match are switched off: each costs on every line.
TRIGGERS = {
    "math_block": ("$$",),
    "admonition": ("!!!", "???"),
    "colon_fence": (":::",),
    "footnote_def": ("[^",),
    "table": ("|",),
    "html_block": ("<",),
    "reference": ("]:",),
    "blockquote": (">",),
    "heading": ("#",),
}
PATTERNS = {
    "deflist": re.compile(r"\n[ \t>]*[:~][ \t]"),
    "lheading": re.compile(r"\n[ \t>]*[=-]+[ \t]*(?:\n|\Z)"),
    "hr": re.compile(r"[-*_][ \t]*[-*_][ \t]*[-*_]"),
}


@lru_cache(maxsize=256)
def block_parser(switched_off: frozenset[str] = frozenset()) -> MarkdownIt:
    """CommonMark with the usual extensions, block structure only: inline markdown is read where it is used, with offsets."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (front_matter_plugin, footnote_plugin, deflist_plugin, dollarmath_plugin, admon_plugin, colon_fence_plugin):
        parser.use(plugin)
    parser.block.ruler.before("table", "plain_paragraph", plain_paragraph)
    parser.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("heading", heading, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.normalizeLink = as_written  # type: ignore[method-assign]
    quiet_rules()
    return parser.disable(sorted(switched_off), ignoreInvalid=True)


def quiet_rules() -> None:
    """Takes the debug messages out of the parser's rules: asking whether anybody listens costs 5 % of parsing."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("markdown_it.rules_block"):
            logging.getLogger(name).debug = lambda *_, **__: None  # type: ignore[method-assign]


def as_written(url: str) -> str:
    """The target of a link definition: `images` brings the few that are used into the usual form."""
    return url


def parser_for(text: str, whole: bool = True) -> MarkdownIt:
    """The parser without the rules that this text cannot need; whole tells whether it is a file's text, in which offsets count."""
    # The last character first, for a single one is looked up many times faster.
    needless = [rule for rule, signs in TRIGGERS.items() if not any([sign[-1] in text and sign in text for sign in signs])]
    if not text.startswith("---"):
        needless.append("front_matter")
    lines = text.replace("\r", "\n")
    needless += [rule for rule, pattern in PATTERNS.items() if not pattern.search(lines)]
    if not whole or lines is not text or "deflist" not in needless:
        needless.append("plain_paragraph")  # its offsets would drift, or what it takes for a paragraph may be a term
    return block_parser(frozenset(needless))


def parsed(parser: MarkdownIt, text: str, environment: dict[str, Any]) -> Lines:
    """The parser's state behind the last block, with the tokens. A NUL, which `MarkdownIt.parse` would replace, is never read."""
    if "\r" in text:  # the line ends that the rules know
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = Lines(text, parser, environment)
    parser.block.tokenize(lines, 0, lines.lineMax)
    return lines
