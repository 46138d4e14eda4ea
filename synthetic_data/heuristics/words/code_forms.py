"""Which question fits the explanation behind a name in code, and how it answers: "Set the port", "Name of the user"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .base import pick
from .coded_names import names_in, tells_little
from .entry_sentences import AN_OBJECT, is_order, main_verb
from .entry_words import is_title
from .inquiry import PLACE
from .naming import content_words
from .objects import NOUN_FORMS
from .subjects import BASES, PREPOSITIONS, SINGULAR, third_person

ACTS = frozenset("return returns yield yields set load get raise use".split())  # what a function does, no purpose of it
LIKENING = frozenset("same see similar like as ditto analogous equivalent shorthand alias idem".split())
TYPE_FIRST = re.compile(
    r"(?:`[^`]+`|\([a-z ]+\)) [-–—] |\((?:optional|required|str|string|int|integer|list|dict|bool|boolean|tuple)\b", re.IGNORECASE
)
# Orders to the reader, not to the program: a name in code does none of these.
ADVISING = frozenset("avoid be consider don't never note plan practice prefer remember see try understand".split())
NO_DEED = re.compile(
    r"(?:Do not|Don['’]t|(?:Use|Set|Choose|Select|Specify) (?:this|these|it|them|only|if|when|in|with|for|as)|Use [^.]*\byour) ",
    re.IGNORECASE,
)
# "Set luma strength", but not "Set of options", "Set to 1 if", "Set by the server".
SETTING = re.compile(
    r"Set (?!(?:of|to|by|in|when|whenever|if|for|on|as|at|from|up|and|or|only|automatically|internally|via|during|after|before|"
    r"is|are|was|has)\b)[\w`]",
    re.IGNORECASE,
)
# "Set to 1 if …", "Emitted when …": what happens to the name.
PARTICIPLE = re.compile(
    r"(?:(?:Only |Always )?[Ss]et (?:to|by|when|if)|Sent (?:to|by|when|if|as|with)|[A-Z][a-z]+ed by|"
    r"(?:Emitted|Called|Triggered|Fired|Returned|Raised|Passed|Invoked|Issued|Generated|Used|Stored|Executed|Printed|Reported) "
    r"(?:to|when|whenever|if|for|with|in|on|as|before|after|from|internally|only))\s"
)
COORDINATED = re.compile(r"(?:\b(?:and|or|then|but)|,) (?:then |also |to )?(?P<verb>[a-z]+)\b")
DEEDS = BASES | frozenset("wait do go keep make put run start stop try give close open move copy clear exit raise turn".split())
LEAST_WORDS = 5  # "Modify flow table 10."
LEAST_TOLD_WORDS = 4  # "specifies the operating system" of `os` tells nothing


class Form(NamedTuple):
    """A question (it may hold PLACE), its answer, whether it explains the term, and whether to ask backwards too.

    open_ended: it asks for all that a place says of the term.
    """

    question: str
    answer: str
    explains: bool = False
    reverse: bool = False
    open_ended: bool = False


class Told(NamedTuple):
    """A term and what is told of it: the sentences, the first word in lower case, all of it as one closed text."""

    term: str
    sentences: Sequence[str]
    word: str
    text: str
    plural: bool

    @property
    def first(self) -> str:
        return self.sentences[0]


def as_code(told: Told) -> Form | None:
    """What a piece of code is for ("Link an external function"), or how it is described ("Fallback for `if`")."""
    term = told.term
    if (
        "`" not in term
        or told.word in ("has", "is", "are")
        or len(told.text.split()) < LEAST_WORDS
        or ":" in " ".join(told.text.split()[:4])
    ):
        return None
    if told.word in SINGULAR and len(content_words(told.first) - names_in(term)) < LEAST_TOLD_WORDS:
        return None
    if told.word in LIKENING or told.word in PREPOSITIONS or tells_little(told.term, told.first) or TYPE_FIRST.match(told.first):
        return None
    if told.word in ADVISING or NO_DEED.match(told.first):
        return None
    if (is_order(told.word, told.first) or SETTING.match(told.first)) and not repeats(told):
        return as_order(told)
    deed = as_deed(told)
    if deed is not None:
        return deed
    if PARTICIPLE.match(told.first):
        asked = f"What is {term} used for?" if told.first.startswith("Used to ") else f"How is {term} described in {PLACE}?"
        return Form(asked, f"{term} is {small(told.text)}", True)
    if is_title(told.first):
        return None  # the entry of a list of contents
    if main_verb(told.first) or " might " in told.first or told.word.endswith("ing"):
        return Form(f"What does {PLACE} say about {term}?", told.text, open_ended=True)
    return Form(pick((f"How does {PLACE} describe {term}?", f"How is {term} described in {PLACE}?"), term), told.text)


def as_deed(told: Told) -> Form | None:
    """ "Stops the server" of `stop`, with the name as its subject; "Pass the option" as an order."""
    has_object = told.first.lower().split()[1:2] in AN_OBJECT
    if told.word.endswith("ss") and has_object:
        return as_order(told)
    third = told.word in SINGULAR and (told.word not in NOUN_FORMS or told.term.endswith(")`"))
    if third or has_object and told.word.endswith("s"):
        return Form(f"What does {told.term} do?", f"{told.term} {small(told.text)}", True)
    return None


def as_order(told: Told) -> Form:
    """What is ordered under a name, as its deed: "Return the sum" of `sum()`, "Write to a file" of `--log`."""
    term = told.term
    if told.word in ACTS or term.endswith(")`"):
        said = f"{term} {third_person(told.word)}{told.text[len(told.word) :]}"
        return Form(
            f"What does {term} do?",
            f"{term} is used to {small(told.text)}" if has_more_verbs(told.first) and told.word != "use" else said,
            True,
        )
    question = pick((f"What is {term} for?", f"What is {term} used for?"), term)
    return Form(question, f"{term} is used to {small(told.text)}", True)


def small(text: str) -> str:
    return text[0].lower() + text[1:]


def has_more_verbs(order: str) -> bool:
    """Whether an order may go on with another one behind its first: "Send a request and wait for the answer"."""
    return any(found["verb"] in DEEDS and found["verb"] != "default" for found in COORDINATED.finditer(order))


def repeats(told: Told) -> bool:
    """Whether an explanation opens with the words of its own name, no order: `logLevel` is "Log level defined for …"."""
    name = " ".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+", told.term)).lower()
    return told.first.lower().startswith(name + " ")
