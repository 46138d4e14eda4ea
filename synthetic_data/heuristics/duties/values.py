"""Questions for defaults and limits: "The default scrape interval is …", "`timeout` defaults to …"."""

import re
from collections.abc import Iterator

from ..words.inquiry import Inquiry
from ..words.naming import content_words
from ..words.subjects import Clause

LIMIT = re.compile(
    r"\b(?:default|maximum|minimum|max|min|recommended|limit|smallest|largest|highest|lowest|timeout|upper"
    r"|(?<!and )(?<!or )lower)\b"
)  # in lower case
LIMIT_WORDS = frozenset(
    "default maximum minimum max min recommended limit smallest largest highest lowest timeout upper lower".split()
)
# What is only called so or so is no value.
PRAISED = re.compile(
    r"(?:an? )?(?:very |quite |rather |fairly )?(?:\w+(?:ful|ous|ive)|good|safe|sensible|fine|simple|important|sufficient"
    r"|enough|high|low|reason\w+)\b"
)
FOR_SOME = re.compile(r"\bdefault(?: values?)? (?:in|for) [A-Z]")  # "The default for MySQL" of which option?
BARE = re.compile(r"(?:Default|Maximum|Minimum|Recommended|Upper|Lower) [a-z][a-z ]*$")
NO_VALUES = frozenset("used appropriate also only not often set based that to because when as for in".split())  # open no value
SECOND_VALUE = re.compile(r" and (?:the|its) (?:default|maximum|minimum)\b")  # of two values only one is asked for
EMPTY = frozenset(
    "default value values maximum minimum setting limit recommended option is the type size number behavior way approach".split()
)


def valued(found: Clause, subject: str, sentence: str) -> Iterator[Inquiry]:
    """What a default or a limit is."""
    rest = found.rest.rstrip(".")
    if found.verb == "defaults" and found.rest.startswith("to "):
        value = rest[3:]
        steps = (f"For {subject} it says “defaults to”.", f"What follows is the default: “{short(value)}”.")
        yield Inquiry("fact_based", f"What does {subject} default to?", sentence, steps)
    elif (
        found.verb in ("is", "are")
        and LIMIT.search(found.subject.lower())
        and not found.subject.startswith(("A ", "An "))
        and content_words(found.subject) - EMPTY
        and not FOR_SOME.search(found.subject)
    ):
        first = rest.split()[0].strip(",;")
        if SECOND_VALUE.search(rest) or lacks_determiner(found) or PRAISED.match(rest):
            return
        if first in NO_VALUES or first.endswith(("ed", "ible", "able", "ly")):
            return
        steps = (
            f"The sentence on {subject} states it with “{found.verb}”.",
            f"What stands behind it is the value: “{short(rest)}”.",
        )
        yield Inquiry("fact_based", f"What {found.verb} {subject}?", sentence, steps)


def lacks_determiner(found: Clause) -> bool:
    """Whether a default or a limit of one thing lacks its article: "Default ratio is"."""
    return found.verb == "is" and BARE.match(found.subject) is not None


def short(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]).rstrip(",;:") + (" …" if len(words) > 8 else "")
