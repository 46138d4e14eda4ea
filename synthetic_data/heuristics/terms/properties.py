"""Properties that a specification lists with a paragraph of their own: "- `digest` string", then "This REQUIRED property is …"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import Block, Item, Plain
from ...text.plain import shown, source_span
from ...text.sentences import sentence_spans
from ..words.base import Candidate, View
from ..words.english import stands_alone
from ..words.naming import content_words, quoted
from ..words.placing import situated

OPENING = re.compile(
    r"This (?P<duty>(?:REQUIRED|OPTIONAL|RECOMMENDED|required|optional) )?"
    r"(?P<noun>property|field|option|parameter|flag|attribute|key|annotation|setting|argument|variable|label|header|command|"
    r"keyword)\b(?= [a-zA-Z])"
)
# "This property specifies the operating system" of `os`: the name says as much.
GIVING = frozenset("specifies contains holds describes defines represents indicates has gives must should may be".split())
LEAST_TOLD_WORDS = 3
VERBS = {
    "contains": "contain", "specifies": "specify", "holds": "hold", "describes": "describe", "defines": "define",
    "represents": "represent", "indicates": "indicate",
}  # fmt: skip
GOES_ON = re.compile(
    r"(?:It|This (?:property|field|option|parameter|flag|attribute|key|annotation|setting)|If|When|The|Values?|Implementations?)\b"
)
MOST_SENTENCES = 5


class Named(NamedTuple):
    """A property's name, and where the line that gives it stands in the source."""

    name: str
    label: tuple[int, int]


NO_CLASS = re.compile(r" is (?!an?\b|the\b|one\b)")  # "This header is required": when, and not what it is


def properties(view: View) -> Iterator[Candidate]:
    """What each property is or does, named once in the section."""
    if "list" not in view.section.kinds:
        return
    found = [
        (place.headings or (view.title,), name, label, plain)
        for place in view.places
        if place.block.kind == "list"
        for name, label, plain in described(place.block)
    ]
    names = [name for _, name, _, _ in found]
    for headings, name, label, plain in found:
        if names.count(name) == 1:
            yield from about(view, headings, Named(name, label), plain)


def described(block: Block) -> Iterator[tuple[str, tuple[int, int], Plain]]:
    """Names in code that open a list item, where their line stands, and the paragraph under them that begins "This property"."""
    for item in block.children:
        if len(item.children) < 2:
            continue  # a name and nothing below it, as most items are
        texts = [child.text for child in item.children[:2] if child.kind == "paragraph" and child.text]
        if len(texts) == 2 and texts[0].marks and texts[0].marks[0].start == 0 and len(texts[0].text) < 80:
            code = next((mark for mark in texts[0].marks if mark.kind == "code" and mark.start == 0), None)
            if code and OPENING.match(texts[1].text):
                yield f"`{texts[0].text[: code.end]}`", source_span(texts[0], 0, len(texts[0].text)), texts[1]
        for child in item.children:
            if child.kind == "list":
                yield from described(child)


def tells_little(name: str, sentence: str) -> bool:
    """Whether the description only says the name again: `schemaVersion` "specifies the image manifest schema version"."""
    said = content_words(OPENING.sub("", sentence)) - GIVING
    parts = {part.lower() for part in re.findall(r"[A-Z]?[a-z]+", name)}
    return len(said - parts) < LEAST_TOLD_WORDS - (OPENING.sub("", sentence).startswith(" is "))


def about(view: View, headings: Sequence[str], named: Named, plain: Plain) -> Iterator[Candidate]:
    name = named.name
    match = OPENING.match(plain.text)
    assert match is not None
    spans = sentence_spans(plain.text, "en")[:MOST_SENTENCES]
    sentences = [shown(plain, a, b) for a, b in spans]
    kept = 0
    for sentence in sentences:
        free = re.sub(r"^(?:It|This \w+)\b", "X", OPENING.sub("X", sentence))
        if not sentence.endswith(".") or not stands_alone(free) or (kept and not GOES_ON.match(sentence)):
            break
        kept += 1
    if not kept or tells_little(name, sentences[0]) or NO_CLASS.match(sentences[0], match.end()):
        return
    noun, duty = match["noun"], match["duty"] or ""
    whole = f"The {duty}{name} {noun}"
    told = [whole + sentences[0][match.end() :], *sentences[1:kept]]
    verb = sentences[0][match.end() :].split()[0]
    core = f"What is said about the {name} {noun}?"
    if verb == "is":
        core = f"What is the {name} {noun}?"
    elif verb in VERBS:
        core = f"What does the {name} {noun} {VERBS[verb]}?"
    steps = (
        f"{quoted(headings[-1])} lists {name} and describes it in a paragraph of its own.",
        f"That paragraph opens “{' '.join(sentences[0].split()[:8]).rstrip('.,;')} …”, where “this {noun}” is {name}.",
        f"With the name put in, it tells what the {name} {noun} is" + (f", {duty.strip()} included." if duty else "."),
    )
    question = situated(core, view, headings)
    for kind, count in (("fact_based", 1), ("technical_explanation", kept)):
        if kind == "technical_explanation" and (count == 1 or count < len(sentence_spans(plain.text, "en"))):
            continue  # "what else is said" asks for all of it
        if count > 1:
            question = situated(f"What is the {name} {noun}, and what else is said about it?", view, headings)
        span = source_span(plain, 0, spans[count - 1][1])
        facts = tuple(fact.start for fact in view.section.facts if span[0] <= fact.start < span[1])
        evidence = (view.source(*named.label), view.source(*span))  # the paragraph alone does not say of what it speaks
        item = Item(question, steps, " ".join(told[:count]), evidence, ((0, *named.label), (0, *span)), "definitions")
        yield Candidate(kind, item, facts)
