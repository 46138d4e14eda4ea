"""Whether a question tells of what it asks, where its document's title, such as "Glossary" or "Overview", does not."""

import re
from functools import lru_cache

from ...records import Section
from .base import view_of
from .naming import GENERIC, OF, content_words

UNTOLD = "nothing tells of what the document is"
# Kinds of texts, beside those that say nothing as headings either.
GENRES = GENERIC | frozenset("glossary keywords vocabulary cheat sheet concepts frequently asked chapter appendix".split())
# What a project's own documents are called, whatever its name.
ABOUT_A_PROJECT = GENRES | frozenset(
    """tutorial tutorials cookbook manual handbook howto walkthrough recipes release releases releasing process procedure policy
    coding standard standards style contributing contribution contributors development developing developer developers user users
    admin administration administrators deployment deploying upgrading upgrade testing tests test debugging building build
    packaging security architecture internals migration migrating commands command line cli api settings config configuring
    plugins plugin extensions server web client download downloading installing manifest directives workflow running operations
    maintenance technical specific specifics project your documentation guide new first basic language reference javascript python
    java php ruby http json xml yaml sql performance availability interoperability scalability reliability usability portability
    internationalization localization accessibility licenses license""".split()
)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
CODE = re.compile(r"`[^`]*`")
DISTINCT = re.compile(r"[A-Za-z0-9][._/:-]+[A-Za-z0-9]|[a-z][A-Z]|^-|\(\)")
# A name behind the first word; "True or false, according to", "Fill in the blank" and the like hold none.
NAME = re.compile(r"(?<=[a-z,;:] )(?!(?:MUST|SHOULD|SHALL|MAY|NOT|I)\b)[A-Z][\w.+#-]+")
LEAST_WORDS = 2


def tells_of_what(section: Section, question: str) -> bool:
    """Whether the title, a name, a distinct piece of code or a telling heading in the question says of what it asks."""
    title = view_of(section).title
    if not names_no_program(title) or section.language not in ("", "en") or section.document.language != "en":
        return True
    if any(len(content_words(part.group()) - GENRES) >= LEAST_WORDS for part in QUOTED.finditer(question)):
        return True
    return holds_a_name(QUOTED.sub("x", question))


def holds_a_name(text: str) -> bool:
    """Whether a text has a name behind its first word, or a piece of code that nobody else has."""
    return any(DISTINCT.search(code.group().strip("`")) for code in CODE.finditer(text)) or bool(NAME.search(CODE.sub("x", text)))


def names_something(text: str) -> bool:
    """Whether a text has a name behind its first word: of a program, a company, a protocol."""
    return bool(NAME.search(CODE.sub("x", text)))


def names_no_program(title: str) -> bool:
    """Whether a title does not say whose options, steps or rules these are: "Tutorial", "Release Process"."""
    return OF not in title and is_about_a_project(title)


@lru_cache(maxsize=512)
def is_about_a_project(title: str) -> bool:
    return {word for word in content_words(title) if not word.isdigit()} <= ABOUT_A_PROJECT
