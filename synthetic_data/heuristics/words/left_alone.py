"""Tells sections that hold nothing to ask about: forms to be filled in, and logs of what was changed in which version."""

import re
from functools import lru_cache
from posixpath import basename, splitext

from ...records import Section

# A form to be filled in: nothing in it is true yet.
TEMPLATE = re.compile(r"^[Tt]emplate:|\{[^{}]+\}|\[[A-Z][a-z]+(?: [A-Z]?[a-z]+)+\]")
# Statements of a log are about a version, its orders are none to the reader: "Drop the `text` argument".
LOG = re.compile(r"\bchange[- _]?logs?\b|\brelease[- _]notes?\b|^what['’]s new\b", re.IGNORECASE)
LOG_FILE = re.compile(r"(?:changes|history|news|releases)\b", re.IGNORECASE)  # as headings these say nothing of the kind
VERSION = re.compile(
    r"^(?:version |release )?v?\d+\.\d+(?:\.\d+)*(?:[ab-]\w*| ?(?:rc|alpha|beta) ?\d*)?(?:\s*[([–—-].*)?$"
    r"|^[a-z][\w.-]* v?\d+\.\d+(?:\.\d+)*(?:[ab-]\w*)?\s*[([]\s*\d{4}-\d\d?-\d\d?\s*[)\]]$",  # with the date it came out
    re.IGNORECASE,
)


@lru_cache(maxsize=4)  # asked twice: by the links and by the families; a section that is kept here for longer is freed later
def is_left_alone(section: Section) -> bool:
    """Whether the path, the title or a heading says that a section is a template or belongs to a log of changes."""
    document = section.document
    headings = [block.text.text for block in section.blocks if block.kind == "heading" and block.text]
    return is_log_file(document.path) or True in map(tells_nothing, {document.title, *section.heading_path, *headings})


@lru_cache(maxsize=2048)
def is_log_file(path: str) -> bool:
    stem = splitext(basename(path))[0]
    return LOG_FILE.fullmatch(stem) is not None or is_log(stem)


@lru_cache(maxsize=2048)
def tells_nothing(name: str) -> bool:
    return is_template(name) or is_log(name)


@lru_cache(maxsize=2048)  # a document's title is asked about for each of its sections
def is_template(name: str) -> bool:
    """Whether a name says so, or holds a placeholder such as "[Name]"."""
    return TEMPLATE.search(name) is not None


@lru_cache(maxsize=2048)
def is_log(name: str) -> bool:
    """Whether a name is that of a log of changes, or of one version in it."""
    return LOG.search(name) is not None or VERSION.match(name) is not None
