"""Options and configuration keys: what they default to, which values they take and what they do."""

import re
from collections import Counter
from collections.abc import Iterator

from ...records import Item
from ..tables.table_phrases import respells, shape
from ..tables.table_words import SPECIFY, head, row_noun
from ..tables.table_worth import adds_little
from ..words.base import Candidate, View, pick
from ..words.english import opening, stands_alone
from ..words.everyday import is_everyday
from ..words.naming import content_words, quoted
from ..words.placing import situated
from ..words.self_contained import dangling, faulty, words_known
from ..words.telling import names_no_program
from .option_entries import Option, Span, options_in, plainly

LEAST_TOLD = 20
MOST_TOLD = 300
LEAST_VALUES = 2
THIS = re.compile(r"\bthis\b", re.IGNORECASE)
SETTING = re.compile(r"(?:Specify|Set|Define|Configure|Choose|Select|Give|Provide|Name) ")  # told to who sets it, not done by it
NO_VALUE = frozenset("null none nil undefined".split())


def options(view: View) -> Iterator[Candidate]:
    """Questions about the options that a section lists, each option once."""
    if not view.english or names_no_program(view.title):
        return
    found = list(options_in(view))
    if not found:
        return
    named = Counter(option.name for option in found)
    for option in found:
        if named[option.name] == 1 and not is_everyday(option.name, option.told):
            yield from Asked(view, option).candidates()


class Asked:
    """The questions about one option."""

    def __init__(self, view: View, option: Option) -> None:
        self.view = view
        self.option = option
        apart = option.named_by != (0, 0)
        headings = option.place.headings
        if apart:
            headings = tuple(heading for heading in headings if heading.strip("` ") != option.name.strip("`"))
        self.headings = headings
        self.where = quoted((self.headings or (view.title,))[-1])
        # the nearest heading: "fields" in a title may be others; " and ": of two kinds, which is it?
        around = tuple(name for name in headings[-1:] or (view.title,) if " and " not in name)
        noun = "option" if option.name.startswith("`-") else row_noun("", around, "")
        self.subject = f"the {option.name} {noun}" if noun and head(noun) in SPECIFY else option.name

    def candidates(self) -> Iterator[Candidate]:
        option = self.option
        if plainly(option.default):
            yield self.default()
        if plainly(option.values) and len(option.values.split()) >= LEAST_VALUES:
            yield self.values()
        if option.told:
            yield from self.told()

    def default(self) -> Candidate:
        name, value = self.option.name, self.option.default
        asks: tuple[str, ...] = (
            f"What is the default value of {self.subject}?",
            f"What does {self.subject} default to?",
            f"Which value does {self.subject} have by default?",
        )
        if value.strip("`").lower() not in NO_VALUE:
            asks += (f"Which value applies if {self.subject} is not set?",)
        core = pick(asks, name, self.view.title)
        steps = (
            f"{self.where} has an entry for {name}.",
            f"Its default is stated there: “{value}”.",
            f"So without any other setting {name} is {value}.",
        )
        return self.candidate("factual_recall", core, value, steps, self.option.default_span)

    def values(self) -> Candidate:
        name, values = self.option.name, self.option.values
        asks = (f"What is the type of {self.subject}?", f"What type of value does {self.subject} take?")
        if self.option.label != "Type":
            asks = (f"Which values does {self.subject} take?", f"What can {self.subject} be set to?")
        core = pick(asks, name, self.view.title)
        steps = (
            f"{self.where} has an entry for {name}.",
            f"What it may be set to stands there with a label of its own: “{opening(values, 12)}”.",
            f"Nothing else is named as a value of {name}, so these are the ones.",
        )
        return self.candidate("factual_recall", core, values, steps, self.option.values_span)

    def told(self) -> Iterator[Candidate]:
        """What an option does, where the first sentence about it says so and stands alone."""
        name, told = self.option.name, self.option.told
        form = shape(told)
        known = words_known((self.view.title, *self.headings[-1:], name))
        fit = LEAST_TOLD <= len(told) <= MOST_TOLD and told.endswith(".") and form in ("verb", "order", "noun", "whether")
        if not fit or THIS.search(told) or not stands_alone(told) or faulty(told) or respells(name, told) or dangling(told, known):
            return
        if form == "order" and adds_little(name, told):
            return  # "Specify digest type for …" of `digest-type`
        asks: tuple[str, ...] = (f"What is {self.subject} for?" if SETTING.match(told) else f"What does {self.subject} do?",)
        if form in ("noun", "whether"):
            asks = (f"What does {self.subject} specify?", f"What is {self.subject} for?")
        steps = (
            f"{self.where} has an entry for {name}.",
            f"Its explanation opens with “{opening(told)}”.",
            f"That sentence is about {name} as a whole, so it is the answer.",
        )
        yield self.candidate("fact_based", pick(asks, name), told, steps, self.option.told_span)

    def candidate(self, question_type: str, core: str, answer: str, steps: tuple[str, ...], span: Span) -> Candidate:
        apart = self.option.named_by != (0, 0)
        spans = tuple((0, start, end) for start, end in ((self.option.named_by, span) if apart else (span,)))
        evidence = tuple(self.view.source(start, end) for _, start, end in spans)
        told = content_words(self.view.title) <= content_words(core)
        question = core if told else situated(core, self.view, self.headings)
        return Candidate(question_type, Item(question, steps, answer, evidence, spans, "options"), (span[0],))
