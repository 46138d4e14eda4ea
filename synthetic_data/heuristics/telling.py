"""Whether a question tells of what it asks, where its document's title, such as "Glossary" or "Overview", does not."""

import re
from functools import lru_cache

from ..records import Section
from .base import View
from .naming import GENERIC, OF, content_words

UNTOLD = "nothing tells of what the document is"
# Kinds of texts, beside those that say nothing as headings either.
GENRES = GENERIC | frozenset("glossary keywords vocabulary cheat sheet concepts frequently asked chapter appendix".split())
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
CODE = re.compile(r"`[^`]*`")
DISTINCT = re.compile(r"[A-Za-z0-9][._/:-]+[A-Za-z0-9]|[a-z][A-Z]|^-|\(\)")
# A name behind the first word; "True or false, according to", "Fill in the blank" and the like hold none.
NAME = re.compile(r"(?<=[a-z,;:] )(?!(?:MUST|SHOULD|SHALL|MAY|NOT|I)\b)[A-Z][\w.+#-]+")
LEAST_WORDS = 2


def tells_of_what(section: Section, question: str) -> bool:
    """Whether the title, a name, a distinct piece of code or a telling heading in the question says of what it asks."""
    title = View(section).title
    if OF in title or not is_kind_of_text(title) or section.language not in ("", "en") or section.document.language != "en":
        return True
    if any(len(content_words(part.group()) - GENRES) >= LEAST_WORDS for part in QUOTED.finditer(question)):
        return True
    bare = QUOTED.sub("x", question)
    return any(DISTINCT.search(code.group().strip("`")) for code in CODE.finditer(bare)) or bool(NAME.search(CODE.sub("x", bare)))


@lru_cache(maxsize=512)
def is_kind_of_text(title: str) -> bool:
    """Whether a title only says what kind of text this is: "Glossary", "Appendix A: Keywords"."""
    return {word for word in content_words(title) if not word.isdigit()} <= GENRES
