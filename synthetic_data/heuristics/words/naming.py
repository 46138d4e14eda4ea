"""What a heading or title tells by itself, and how to call it."""

import re
from functools import lru_cache

from .plain_words import LETTERS_AND_DIGITS, cut

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
NUMBERING = re.compile(r"^(?:(?:Step|Chapter|Section|Appendix|Part)\s+)?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.:)]\s+(?=\S)")
HASHES = re.compile(r"\s#+\s*$")  # what closes a heading: "## Usage ##"
SMALL = frozenset(
    "a an and are as at by do does for from how in into is of on or the to what when where which who why with your".split()
)
OF = "\u00a0of "
MOST_TELLING_WORDS = 3
KINDS_OF_WHOLES = frozenset("documentation book manual handbook guide wiki specification api user's users programmer's".split())
# "OpenMetrics 1.0", "PyTorch": a name that nobody takes for a heading.
PROPER = re.compile(r"(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]\w+ v?\d[\d.]*)(?: (?:[A-Z]\w*|v?\d[\d.]*)){0,2}")
# Headings that say nothing without the title above them.
GENERIC = frozenset(
    """about additional addendum advanced appendix approach background basics benefits best cases caveats checklist common
    conclusion configuration considerations constraints content contents context definition definitions description design
    details documentation example examples faq features following further general getting goal goals guidance guide guidelines
    how implementation important information install installation introduction key limitations links list main miscellaneous
    applicable characteristics deliverable deliverables implementations management preparation risks terminology tooling more
    motivation next note notes options other overview parameters practices prerequisites principles problem process properties
    purpose questions readme reading recommendations recommended reference references related requirements resources result
    results rules scope section setup solution started status step steps structure summary syntax tasks table also see support
    document documents out-of-scope it this that we you not impact quick quickstart start long short arguments argument params
    args template terms tips tools topics troubleshooting types usage use using values why work works""".split()
)


@lru_cache(maxsize=2048)  # headings and titles are asked about again and again
def content_words(text: str) -> frozenset[str]:
    """The lower-cased words of a text that carry meaning."""
    if "-" in text or "'" in text or not text.isascii():
        return frozenset(WORD.findall(text.lower())) - SMALL
    return frozenset(cut(text, LETTERS_AND_DIGITS)) - SMALL


@lru_cache(maxsize=512)
def is_specific(heading: str) -> bool:
    """Whether a heading names a subject by itself ("Alerting rules"), not only a kind of text ("Overview", "Example 2")."""
    words = {word for word in content_words(heading) if not word.isdigit()}
    return bool(words) and not words <= GENERIC


@lru_cache(maxsize=512)
def names_in(whole: str) -> frozenset[str]:
    """The words that name a whole: of "the Zamboni 2.0 documentation" neither the kind nor the number, which headings have, too."""
    return frozenset(word for word in content_words(whole) - KINDS_OF_WHOLES - GENERIC if not word.isdigit())


@lru_cache(maxsize=512)
def full_title(title: str, whole: str, told: bool = False) -> str:
    """A title of three telling words at most together with what the document is part of, if it does not name that itself.

    told: the title as it was given said of what; then a longer one goes with it, too.
    "Glossary" of what? A no-break space before the "of" sets the two apart, for only the first is the document's own.
    """
    words = content_words(NUMBERING.sub("", title))
    telling = words - GENERIC
    proper = PROPER.fullmatch(title) is not None and any(map(str.isdigit, title))  # "TypeScript" may be a page of any manual
    named = not told and proper or not words.isdisjoint(names_in(whole))
    return title if not words or named or len(telling) > MOST_TELLING_WORDS and not told else f"{title}{OF}{whole}"


@lru_cache(maxsize=512)
def quoted(name: str) -> str:
    """A title in quotation marks, without a leading number and the marks and final punctuation it may have of its own."""
    own, of, whole = name.partition(OF)
    bare = (
        HASHES.sub("", NUMBERING.sub("", own))
        .replace('"', "")
        .replace("“", "")
        .replace("”", "")
        .replace("`", "")
        .strip()
        .lstrip(":;, ")
    )
    return f'"{unbroken(bare.rstrip(".:;,?： "))}"{" of " if of else ""}{whole}'


def unbroken(name: str) -> str:
    """A title without what stands behind a bracket that nothing closes."""
    for left, right in ("()", "（）"):
        if name.count(left) > name.count(right) and (kept := name[: name.rindex(left)].rstrip()):
            name = kept
    return name


def lower_first(text: str) -> str:
    """A sentence as it continues another one: the first word in lower case unless it is an acronym or a name in code."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and any(letter.isupper() for letter in first[1:]):
        return text
    return text[:1].lower() + text[1:]


def is_name(word: str, text: str) -> bool:
    """Whether a text has a word within its sentences, and there in capitals only: "writing Rust"."""
    if f" {word.lower()}" in text or f" {word}" not in text:
        return False
    return re.search(rf"(?<=[a-z,] ){re.escape(word)}\b", text) is not None


def bare(name: str) -> str:
    """A title as `quoted` gives it, without the quotation marks."""
    return quoted(name).replace('"', "")
