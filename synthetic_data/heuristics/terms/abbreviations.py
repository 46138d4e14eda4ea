"""Abbreviations that a text introduces with their expansion, as "Service Level Objective (SLO)"."""

import re
from collections.abc import Iterator

from ...records import Block, Item, Plain
from ...text.plain import source_span
from ..words.base import Candidate, View, pick
from ..words.naming import quoted
from ..words.placing import situated

SHORT = re.compile(r" \(([A-Z][A-Za-z]{0,4}[A-Z])(s?)\)(?!\w)")
BRACKETED = re.compile(r"\(\W{0,3}[A-Z][A-Za-z]{0,4}[A-Z]")  # in the source, marks and all: quick to tell
WORD = re.compile(r"[A-Za-z][a-z'’]*|[A-Z]+")
LINKING = frozenset("of and the for to in a as on with by".split())
WINDOW = 110
PLURAL = re.compile(r"(?:[^siu\W]s|ies)$")


def abbreviations(view: View) -> Iterator[Candidate]:
    """One question for what each abbreviation stands for; only its first expansion counts."""
    if BRACKETED.search(view.section.text) is None:
        return
    seen: set[str] = set()
    for place in view.places:
        for block in place.block.walk():
            plain = block.text
            if plain is None or block.kind not in ("paragraph", "term") or " (" not in plain.text:
                continue
            for match in SHORT.finditer(plain.text):
                start = expansion_start(plain.text, match.start(), match[1])
                if start < 0 or match[1] in seen or in_code(plain, start, match.end()):
                    continue
                seen.add(match[1])
                yield from expansion(view, place.headings, block, (start, match))


def in_code(plain: Plain, start: int, end: int) -> bool:
    return any(mark.kind in ("code", "math", "shortcode") and mark.start < end and mark.end > start for mark in plain.marks)


def expansion_start(text: str, end: int, short: str) -> int:
    """Where the expansion begins whose words, from the last backwards, start with the letters of the abbreviation; or -1."""
    window = text[max(0, end - WINDOW) : end]
    base = end - len(window)
    words = [match for match in re.finditer(r"[^\s\-–/]+", window)]
    letters = list(short.lower())
    at = -1
    for match in reversed(words):
        word = match.group()
        if not letters:
            break
        if not word[0].isalnum() or word[-1] in ".,;:()":
            return -1
        if word[0].lower() == letters[-1]:
            letters.pop()
            at = base + match.start()
        elif word.lower() not in LINKING:
            return -1
    return at if not letters and not text[at - 1 : at].isalnum() else -1


def expansion(view: View, headings: tuple[str, ...], block: Block, found: tuple[int, re.Match[str]]) -> Iterator[Candidate]:
    start, match = found
    plain = block.text
    assert plain is not None
    short = match[1] + match[2]
    words = plain.text[start : match.start()]
    if len(words.split()) < 2 and "-" not in words or '"' in words:
        return
    if PLURAL.search(words) and not match[2]:
        return  # "open source program offices (OSPO)": the abbreviation is of one
    a, b = source_span(plain, start, match.end())
    quote = view.source(a, b)
    does, stands = ("do", "stand") if match[2] else ("does", "stands")
    forms = (f"What {does} {short} stand for?", f"What does the abbreviation {short} stand for?", f"What is {short} short for?")
    core = pick(forms[:1] if match[2] else forms, words)
    name = quoted(headings[-1]) if headings else quoted(view.title)
    steps = (
        f"{name} writes the abbreviation {short} in brackets behind the words it shortens.",
        f"Those words are “{words}”, whose initials give {', '.join(match[1])}.",
        f"So {short} {stands} for “{words}”.",
    )
    text = f"{short} {stands} for “{words}”."
    yield Candidate("fact_based", Item(situated(core, view, headings), steps, text, (quote,), ((0, a, b),), "definitions"), ())
