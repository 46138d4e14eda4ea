"""Says what kind of thing a blank stands for, in the words of its sentence: an option, a file name, a term, a figure."""

import re

from .blanks import KIND_NOUN, Blank

SAID_KIND = rf"(command-line option|command line tool|media type|hook library|environment variable|request|{KIND_NOUN})"
KIND_BEHIND = re.compile(rf" {SAID_KIND}\b")
KIND_BEFORE = re.compile(rf"\b{SAID_KIND} $")
CALLED = {"command-line option": "option", "command line tool": "tool", "file": "file name", "request": "kind of request"}
BARE_NAME = re.compile(r"`[\w.-]+`")
VOWELS = "aeiou"


def kind_of(text: str, blank: Blank) -> str:
    """What the question calls that which is missing."""
    if blank.kind == "term":
        return "name" if any(letter.isupper() or letter.isdigit() for letter in blank.filler[1:]) else "term"
    if blank.kind != "code":
        return blank.kind
    found = KIND_BEHIND.match(text, blank.end) or KIND_BEFORE.search(text[: blank.start])
    if found is None:
        return "option" if blank.filler.startswith("`-") else "name" if BARE_NAME.fullmatch(blank.filler) else "piece of code"
    return CALLED.get(found.group(1), found.group(1))


def with_article(kind: str) -> str:
    return f"{'an' if kind[0] in VOWELS else 'a'} {kind}"
