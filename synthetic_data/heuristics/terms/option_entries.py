"""Reads options as documents list them, in a list or under a heading: a name in code, its default, its type, what it does."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...records import Block, Plain
from ...text.plain import shown, source_span
from ...text.sentences import sentence_spans
from ..words.base import Place, View
from ..words.english import URL, balanced, without_code

Span = tuple[int, int]

# A name as programs have them: `max_size`, `--port`, `server.timeout`, maybe with the name of its value behind it.
NAME = re.compile(r"`(?P<name>-{0,2}[A-Za-z_][\w.:/$-]*(?:(?:, | / |, or )-{1,2}[\w-]+)?(?:[ =](?:<[^<>`]+>|[A-Z_]{2,}))?)`")
BARE_NAME = re.compile(r"^(?:-{1,2}[a-z][\w-]*|[a-z]+(?:[_.-][a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|[A-Z]+(?:_[A-Z0-9]+)+)$")
ANCHOR = re.compile(r"\s*\{\s*[:#.][^{}]*\}\s*$")
SEPARATOR = re.compile(r"^(?:\s*(?:[:–—-]|\{[^{}]*\}|\([^()]*\)|\[[^\[\]]*\])+)+\s*")
# A value: code, a quoted string, a number with its unit, a word that programs know; what it means may follow in parentheses.
VALUE = (
    r"(?P<value>(?:`[^`]+`|\"[^\"]+\"|'[^']+'|-?(?:\d[\d,_]*)?\.?\d+(?:\.\d+)*"
    r"(?: ?(?:[a-z]{1,3}B|ms|seconds?|minutes?|hours?|days?|weeks?|bytes|%))?"
    r"|true|false|True|False|null|None|none|nil|undefined)(?: \([^()`]{2,60}\))?)"
)
END = r"(?=[;)\]]|[.,](?![\w`])|$)"  # the point inside "0.8" ends no value
STATED = (
    re.compile(rf"[(\[][Dd]efaults?(?: value)?(?: is| to)?:? {VALUE}[)\]]"),
    re.compile(rf"[(,;] ?default(?:s to| is|:|) {VALUE}{END}"),
    re.compile(rf"\b[Dd]efaults? (?:value )?(?:is|to) {VALUE}{END}"),
    re.compile(rf"\b(?:By d|d|D)efault(?: value)?: {VALUE}{END}"),
)
DEFAULT = re.compile(r"default", re.IGNORECASE)
# "* Default: null" and "* Type: null or String" below the heading that names the option.
LABELLED = re.compile(
    r"(?:^|(?<=[`.\w)'\"] ))(?P<label>Default(?: value)?|Type|Options|Allowed values|Possible values): (?P<said>.+?)"
    r"(?= [A-Z][\w ]{2,20}: |$)"
)
MOST_SAID = 120
MOST_BESIDE = 3
DEPENDS = re.compile(r"\b(?:if|when|unless|otherwise|depends?|depending|same as|see|of the|above|below|this|you)\b", re.IGNORECASE)
NOTHING = frozenset(
    "empty|none|unset|unlimited|-|n/a|not set|no value|no default|undefined by default|not defined|not specified".split("|")
)


class Option(NamedTuple):
    """An option: its name as code, the words of the source for default, type or values, and what it does ("" where not told)."""

    name: str
    place: Place
    default: str = ""
    default_span: Span = (0, 0)
    label: str = ""
    values: str = ""
    values_span: Span = (0, 0)
    told: str = ""
    told_span: Span = (0, 0)
    named_by: Span = (0, 0)  # the heading, where the name stands apart


def options_in(view: View) -> Iterator[Option]:
    """The options of a section in source order."""
    yield from listed(view)
    yield from headed(view)


def listed(view: View) -> Iterator[Option]:
    """The items of lists that open with a name in code and state its default."""
    if "list" not in view.section.kinds:
        return
    for place in view.places:
        if place.block.kind == "list" and "efault" in view.source(place.block.start, place.block.end):
            for item in place.block.children:
                first = item.children[0] if item.children else None
                option = in_item(place, first.text) if first is not None and first.text is not None else None
                if option:
                    yield option


def in_item(place: Place, text: Plain) -> Option | None:
    """One item as an option, or None where its default isn't stated once and in plain words."""
    whole = shown(text)
    name = NAME.match(whole)
    if name is None or not SEPARATOR.match(whole[name.end() :]) or len(DEFAULT.findall(whole)) != 1 or not balanced(whole):
        return None
    for pattern in STATED:
        found = pattern.search(whole, name.end())
        if found and of_the_name(whole[name.end() : found.start()]):
            span = source_span(text, 0, len(text.text))
            return Option(f"`{name['name']}`", place, found["value"], span)
    return None


def of_the_name(before: str) -> bool:
    """Whether a default can only be that of the name an item opens with: no other name stands before it in its sentence."""
    sentence = before.rsplit(". ", 1)[-1]
    inside = sentence.rfind("(") if sentence.count("(") > sentence.count(")") else len(sentence)
    return "`" not in sentence[:inside]


def headed(view: View) -> Iterator[Option]:
    """The headings that are the name of an option, with what is labelled below them."""
    blocks = view.section.blocks
    for number, block in enumerate(blocks):
        name = name_in(block) if block.kind == "heading" and may_name(block) else ""
        if name and tells_of_options(view.section.text):
            under = []
            for other in blocks[number + 1 :]:
                if other.kind == "heading":
                    break
                under.append(other)
            option = below(view, name, block, under)
            if option:
                yield option


def tells_of_options(text: str) -> bool:
    """Whether a section labels anything as a default or a type, or has an option of a command as its heading."""
    return "efault" in text or "ype: " in text or "# `--" in text


def may_name(heading: Block) -> bool:
    """Whether a heading may be the name of an option: not "Installation" or "Getting started", as most are."""
    if heading.text is None or heading.text.marks:
        return heading.text is not None
    text = heading.text.text.strip()
    words = " " in text and "{" not in text and "`" not in text
    return not (words or text.isalpha() and text[1:].islower())


def name_in(heading: Block) -> str:
    """The option that a heading names, in backticks; or ""."""
    text = ANCHOR.sub("", shown(heading.text)).strip() if heading.text else ""
    name = NAME.fullmatch(text)
    if name:
        return f"`{name['name']}`"
    return f"`{text}`" if BARE_NAME.match(text) else ""


def below(view: View, name: str, heading: Block, under: list[Block]) -> Option | None:
    """What the blocks below a heading tell of its option; None unless the heading or a label below it shows that it is one."""
    place = next((place for place in view.places if under and place.block is under[0]), None)
    if place is None:
        return None
    option = Option(name, place, named_by=(heading.start, heading.end))
    defaults = 0
    for text in labels(under):
        said_there = shown(text)
        for found in LABELLED.finditer(said_there) if LABELLED.match(said_there) else ():
            said = found["said"].strip().split(". ")[0].rstrip(".")
            span = source_span(text, 0, len(text.text))
            if found["label"].startswith("Default"):
                defaults += 1
                option = option._replace(default=said, default_span=span)
            elif not option.values:
                option = option._replace(label=found["label"], values=said, values_span=span)
    if not (defaults or option.values or name.startswith("`--")):
        return None  # a bare name may be anything; `--name` is an option
    if defaults > 1:
        option = option._replace(default="")
    return described(option, under)


def labels(under: list[Block]) -> Iterator[Plain]:
    """The texts below a heading that may hold labels: paragraphs and the items of lists."""
    for block in under:
        if block.kind == "paragraph" and block.text is not None:
            yield block.text
        elif block.kind == "list":
            for item in block.children:
                if item.children and item.children[0].text is not None:
                    yield item.children[0].text


def described(option: Option, under: list[Block]) -> Option:
    """The option with the first sentence of the first paragraph that is none of its labels."""
    for block in under:
        if block.kind == "paragraph" and block.text is not None and not LABELLED.match(shown(block.text)):
            start, end = next(iter(sentence_spans(block.text.text)), (0, 0))
            if end > start:
                return option._replace(told=shown(block.text, start, end), told_span=source_span(block.text, start, end))
            break
    return option


def plainly(said: str) -> bool:
    """Whether a labelled value can be quoted as it is: short, whole, and not left to another place."""
    if not said or len(said) > MOST_SAID or said.lower() in NOTHING or not balanced(said) or URL.search(said):
        return False
    bare = without_code(said)
    told = len(re.sub(r"\([^()]*\)", "", bare).replace("`", " ").split())  # words that go on about a value
    return not (said.endswith((":", ",")) or DEPENDS.search(bare) or ("`" in bare and told > MOST_BESIDE))
