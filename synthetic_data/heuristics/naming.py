"""Names the subject of a question, so that it stands alone: woven in, in several ways, and left out where it is named already."""

import re
from collections.abc import Sequence

from .base import View, pick

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
NUMBERING = re.compile(r"^(?:(?:Step|Chapter|Section|Appendix|Part)\s+)?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.:)]\s+(?=\S)")
SMALL = frozenset(
    "a an and are as at by do does for from how in into is of on or the to what when where which who why with your".split()
)
# Headings that say nothing without the title above them.
GENERIC = frozenset(
    """about additional addendum advanced appendix approach background basics benefits best cases caveats checklist common
    conclusion configuration considerations constraints content contents context definition definitions description design
    details documentation example examples faq features following further general getting goal goals guidance guide guidelines
    how implementation important information install installation introduction key limitations links list main miscellaneous
    applicable characteristics deliverable deliverables implementations management preparation risks terminology tooling
    more motivation next note notes options other overview parameters practices prerequisites principles problem process
    properties purpose questions readme reading recommendations recommended reference references related requirements
    resources result results rules scope section setup solution started status step steps structure summary syntax tasks
    template terms tips tools topics troubleshooting types usage use using values why work works""".split()
)


def content_words(text: str) -> set[str]:
    """The lower-cased words of a text that carry meaning."""
    return {word.lower() for word in WORD.findall(text)} - SMALL


def is_specific(heading: str) -> bool:
    """Whether a heading names a subject by itself ("Alerting rules"), not only a kind of text ("Overview", "Example 2")."""
    words = {word for word in content_words(heading) if not word.isdigit()}
    return bool(words) and not words <= GENERIC


def quoted(name: str) -> str:
    """A title in quotation marks, without a leading number and the marks and final punctuation it may have of its own."""
    bare = NUMBERING.sub("", name).replace('"', "").replace("“", "").replace("”", "").replace("`", "").strip()
    return f'"{bare.rstrip(".:;,?! ")}"'


def name_of(view: View, headings: Sequence[str], key: str) -> str:
    """How to call the place a question is about: the heading, the title, or the one within the other."""
    title = view.title
    inner = next((heading for heading in reversed(headings) if is_specific(heading)), "")
    if not inner or inner == title:
        return quoted(title)
    if not is_specific(title) or content_words(title) <= content_words(inner):
        return quoted(inner)
    if len(inner) + len(title) > 90:
        return quoted(inner)
    return pick((f"{quoted(inner)} in {quoted(title)}", f"{quoted(title)} ({bare(inner)})", quoted(inner)), "name", key)


def bare(name: str) -> str:
    return quoted(name)[1:-1]


def names_subject(question: str, view: View, headings: Sequence[str]) -> bool:
    """Whether the question already holds all meaningful words of a specific heading above it, or of the title."""
    words = content_words(question)
    names = [heading for heading in (*headings, view.title) if is_specific(heading)]
    return any(content_words(name) <= words for name in names)


def framed(core: str, view: View, headings: Sequence[str], key: str = "") -> str:
    """A question that names its subject. `core` is a whole question ("What is …?") in sentence case, ending in a question mark.

    Its first word is put in lower case behind a leading frame unless it is a name (written `I`, `GPU` or `"…"`).
    """
    if names_subject(core, view, headings):
        return core
    name = name_of(view, headings, key or core)
    inside = lower_first(core)
    return pick(
        (
            f"According to {name}, {inside}",
            f"In {name}, {inside}",
            f"{core[:-1]}, according to {name}?",
            f"As {name} describes it, {inside}",
            f"Based on {name}, {inside}",
        ),
        "frame",
        key or core,
    )


def lower_first(text: str) -> str:
    """A sentence as it continues another one: the first word in lower case unless it is an acronym or a name in code."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and any(letter.isupper() for letter in first[1:]):
        return text
    return text[:1].lower() + text[1:]
