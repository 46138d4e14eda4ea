"""Code that a document gives to do a stated thing: asks for the code, answers with it verbatim; asks what a command is for."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ...records import Block, Item
from ...text.plain import source_span
from ..tables.table_phrases import respells
from ..verdicts.blanks import stems
from ..words.base import Candidate, Place, View, pick
from ..words.english import opening
from ..words.naming import OF, content_words, is_specific, quoted
from ..words.placing import NAMED, situated
from ..words.scope import is_nameless
from .code_kinds import Kind, fenced, is_several, kind_of, lines, only_line, typed, typed_lines
from .second_ways import WAYS_INSIDE, has_second_way, is_spelt_out, names_its_command
from .snippet_goals import Aim, aim_of

CODE_CHARACTERS = (6, 1200)
LEAST_WORDS = 2  # an answer of one word says nothing about how
ROOT = 4  # letters by which "listing" and "list" are kin
MOST_COMMAND = 80
MOST_EASY_COMMAND = 40
# What is added is a file: the code is what it holds.
ADDS_FILE = re.compile(
    r"(?:add|create|write|make) (?:an? |the |your )?(?:new )?(?:file (?:named |called )?)?(?P<file>`[^`\s]*\.\w+`)(?: file)?"
    r"(?: (?:to|in|into|at|under) (?P<where>[^,]+))?$"
)
UNFINISHED = re.compile(
    r"\{\{#|^\s*\{!|├──|^\s*(?:\.\.\.|…|# ?\.\.\.|// ?\.\.\.)\s*$|--snip--|\[(?:\.\.\.|…)\]"
    # one of two versions, of which this may be the wrong one
    r"|(?://|#|--|/\*|<!--) ?(?:(?:v\d\S*|before|after|bad|wrong|incorrect|old|not ok|invalid|error)\b(?=\s*(?:$|[:.,(!-]))"
    r"|don['’]t|❌|✗)",
    re.MULTILINE | re.IGNORECASE,
)
# It opens a file; what is then done to that serves the purpose.
EDITS = re.compile(r"(?:sudo )?(?:vim?|nano|emacs|pico|joe|gedit|notepad|\$\{?EDITOR\}?|visudo|less|more)(?: |$)")
MEANS = re.compile(r"\b(?:using|with|via|by running) (?:the )?`?(?P<means>[\w.-]+)")
WORD = re.compile(r"[A-Za-z][\w-]*")
# "To start the application": what every such command is for.
PLAIN_PURPOSE = frozenset(
    """start run launch execute build compile test app application program project code script server service command tests your
    it edit file files""".split()
)
NUMBERS = "two three four five six seven eight nine ten".split()
MANY = re.compile(
    rf"(?:create|add|start|launch|generate|make|build|remove|delete)s? ({'|'.join(NUMBERS)}|[2-9]|1\d) "
    r"(?:[\w-]+ ){0,3}[a-z]{2,}s\b"
)
IP_VERSION = re.compile(r"\b(?:DHCP|IP|ICMP)v([46])\b")
TAKES_BACK = re.compile(
    r"(?:This|That|It|The command)\b[^.]*\b(?:only|after that|afterwards|still|not|however|first)\b|However\b|But\b|Unfortunately\b"
    # what looks as if it were to be typed so is to be replaced
    r"|(?:[Ww]here|In which)\b[^.]*\b(?:replaced?|substituted?|changed?|your)\b"
    # what is missing, or a second way
    r"|And then\b"
    r"|Or\b|Alternatively\b|Another (?:way|option|possibility)\b|(?:You|We) (?:can|could) also\b|If you (?:prefer|would rather)\b"
)


def snippets(view: View) -> Iterator[Candidate]:
    """For each code block whose lead or heading says what it is for: the code to the purpose, the purpose of a command."""
    if "code" not in view.section.kinds or not view.english:
        return
    nameless = not is_specific(view.title)  # "Table of Contents"
    lost = is_nameless(view.title) and OF not in view.title
    places = view.places
    for number, place in enumerate(places):
        if place.block.kind != "code" or place.block.text is None or not usable(place.block.text.text):
            continue
        if nameless and not is_specific(place.headings[-1]):
            continue
        if any(is_code_beside(place, other) for other in (*places[max(0, number - 1) : number], *places[number + 1 : number + 2])):
            continue
        aim = aim_of(view, place)
        if aim and lost and not NAMED.search(f"to {aim.goal}"):
            continue  # "to make a blank request", by "Frequently Asked Questions": with what?
        kind = kind_of(place.block.info, place.block.text.text, lead_of(place)) if aim else None
        if aim is None or kind is None or is_qualified(view, place) or content_words(aim.goal) <= PLAIN_PURPOSE:
            continue
        if not has_second_way(view, place, aim.goal):
            yield from Snippet(view, place, aim, kind).candidates()


def does_less(goal: str, code: str) -> bool:
    """Whether a goal speaks of so many things, or of a version, and the code does not: it is wrong, or one part of many."""
    number = MANY.search(goal)
    if number and only_line(code) and number[1].lower() not in code.lower():
        digits = str(NUMBERS.index(number[1].lower()) + 2) if number[1].lower() in NUMBERS else number[1]
        if digits not in code:
            return True
    version = IP_VERSION.search(goal)
    other = "6" if version and version[1] == "4" else "4"
    return version is not None and version[1] not in code and re.search(rf"[a-z]{other}\b", code) is not None


def usable(code: str) -> bool:
    """Whether a code block is whole and short enough to be an answer."""
    least, most = CODE_CHARACTERS
    return least <= len(code.strip()) <= most and "```" not in code and holds_words(code)


def holds_words(code: str) -> bool:
    """Whether there are enough words in a code block; the rest of it need not be looked at."""
    return next(islice(WORD.finditer(code), LEAST_WORDS - 1, None), None) is not None


def is_code_beside(place: Place, other: Place) -> bool:
    """Whether another block right beside a code block is code too: then one lead speaks of several."""
    return other.block.kind == "code" and other.headings == place.headings


def lead_of(place: Place) -> str:
    return place.before.text.text if place.before is not None and place.before.text else ""


def what_for(command: str) -> str:
    return pick((f"What is the command `{command}` used for?", f"For what purpose do you run `{command}`?"), command)


def worth_explaining(command: str, goal: str, names: Sequence[str]) -> bool:
    """Whether the purpose of a command says more than the command and the names of its place do."""
    if len(command) > MOST_COMMAND or len(command.split()) < LEAST_WORDS or respells(command, goal):
        return False
    known = " ".join((command, *names))  # "Listing parts" gives "list the parts" away
    return not (content_words(goal) <= content_words(known) | PLAIN_PURPOSE or told_by(goal, known))


def told_by(goal: str, known: str) -> bool:
    """Whether each word of a goal stands in what is known, be it in another form."""
    rest = {word for word in content_words(goal) if word not in PLAIN_PURPOSE}
    return {stem[:ROOT] for stem in stems(" ".join(rest))} <= {stem[:ROOT] for stem in stems(known)}


def named_by(command: str, goal: str) -> bool:
    """Whether a goal names its means, the command itself: "list devices using driverctl"."""
    means = MEANS.search(goal)
    return means is not None and means["means"].lower() in command.lower()


def is_qualified(view: View, place: Place) -> bool:
    """Whether the words right behind a code block take back part of the purpose stated before it."""
    blocks = view.section.blocks
    after = blocks[blocks.index(place.block) + 1 :][:1] if place.block in blocks else ()
    return any(block.kind == "paragraph" and block.text is not None and TAKES_BACK.match(block.text.text) for block in after)


class Snippet:
    """One code block with what it is for."""

    def __init__(self, view: View, place: Place, aim: Aim, kind: Kind) -> None:
        self.view = view
        self.place = place
        self.aim = aim
        self.kind = kind
        code = place.block.text.text if place.block.text else ""
        self.code = typed(code) if kind.name == "command" or code.startswith(">>> ") else code

    def candidates(self) -> Iterator[Candidate]:
        if not usable(self.code) or UNFINISHED.search(self.code) or does_less(self.aim.goal, self.code):
            return
        if EDITS.match(only_line(self.code)) or WAYS_INSIDE.search(self.code):
            return
        command = only_line(self.code) if self.kind.name == "command" and not self.aim.noun else ""
        names = (*self.place.headings[-1:], self.view.title)
        explained = (
            command
            and not named_by(command, self.aim.goal)
            and not is_spelt_out([command], self.aim.goal)
            and self.view.section.text.count(command) == 1
            and worth_explaining(command, self.aim.goal, names)
        )
        # one of the two, for both ask for the same fact; what is long is copied into no question
        if explained and len(command) <= MOST_EASY_COMMAND and pick(("back", "forth"), self.aim.goal) == "back":
            yield self.backwards(command)
        elif self.kind.language or not self.is_given():
            yield self.forwards()

    def is_given(self) -> bool:
        """Whether the goal of a command holds it already."""
        goal, line = self.aim.goal, only_line(self.code)
        return is_spelt_out(typed_lines(self.code), goal) or names_its_command(line, goal)

    def forwards(self) -> Candidate:
        """The code to the purpose."""
        goal, kind = self.aim.goal, self.kind
        several = not kind.language and is_several(self.code)
        called = "a block of commands" if several else f"{kind.article} {kind.name}"
        core = pick(kind.questions(goal, several), goal)
        asks, added = f"how to {goal}", ADDS_FILE.match(goal) if kind.language else None
        if added:
            core = f"What should {added['file']}{' in ' + added['where'] if added['where'] else ''} contain?"
            asks = f"what {added['file']} should contain"
        if self.aim.noun:
            core, asks = f"Which {kind.called(self.aim.noun)} {goal}?", f"which {self.aim.noun} {goal}"
        steps = (
            f"The question is {asks}, which {quoted(self.place.headings[-1])} treats.",
            self.said(),
            pick(
                (
                    f"What follows these words is {called} of {lines(self.code)}, so that is the answer.",
                    f"Right behind them stands {called} of {lines(self.code)}, which the answer gives as it is.",
                ),
                goal,
            ),
        )
        return self.candidate("application", core, steps, fenced(self.place.block.info, self.code))

    def backwards(self, command: str) -> Candidate:
        """The purpose of a command of one line."""
        steps = (
            f"`{command}` is the one line of code that {quoted(self.place.headings[-1])} shows for this.",
            self.said(),
            f"So it is run to {opening(self.aim.goal, 12)}.",
        )
        return self.candidate("technical_explanation", what_for(command), steps, f"To {self.aim.goal}.")

    def said(self) -> str:
        """The step that quotes what stands before the code."""
        if not self.aim.end or self.place.before is None or self.place.before.text is None:
            return f"The code stands right below that heading, which names what it is for: {self.place.headings[-1]}."
        return f"There the source says: “{self.place.before.text.text[self.aim.start : self.aim.end]}”"

    def candidate(self, question_type: str, core: str, steps: tuple[str, ...], answer: str) -> Candidate:
        told = content_words(self.place.headings[-1]) <= content_words(core)
        question = situated(core, self.view, () if told else self.place.headings)
        spans = tuple((0, block.start, block.end) for block in self.evidence())
        if self.aim.end and self.place.before is not None and self.place.before.text is not None:
            spans = ((0, *source_span(self.place.before.text, self.aim.start, self.aim.end)), *spans)
        evidence = tuple(self.view.source(start, end) for _, start, end in spans)
        return Candidate(question_type, Item(question, steps, answer, evidence, spans, "snippets"))

    def evidence(self) -> Sequence[Block]:
        """The code, and the heading where that is what says its purpose."""
        if self.aim.end:
            return (self.place.block,)
        blocks = self.view.section.blocks
        before = blocks[blocks.index(self.place.block) - 1] if self.place.block in blocks else self.place.block
        return (before, self.place.block) if before.kind == "heading" else (self.place.block,)
