"""Questions about how a thing is done, from ordered lists that give the steps: all of them, what comes next, what comes before."""

import re
from collections.abc import Iterator, Sequence

from ..records import Item
from .base import Candidate, Place, View, pick
from .english import opening
from .goals import goal_of, last_sentence
from .naming import content_words, is_specific, lower_first, quoted
from .placing import situated, whereabouts
from .steps import LABEL, STEPS_AHEAD, Step, alone, finished, first_verb, numbered, procedures_in

LEAST_INSTRUCTIONS = 0.6
MOST_NEIGHBOURS = 6
STEP_WORDS = (2, 18)
LEAST_ANSWER_WORDS = 3
TELLING_WORDS = 4  # a goal of so many meaningful words needs no title beside it
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
STEPS_HEADING = re.compile(r"\b(?:steps|procedure|walkthrough|workflow|instructions|process|flow|quick ?start)\b", re.IGNORECASE)
# Lists of advice are no procedure, whatever their verbs; neither are lists of what could be done.
ADVICE = re.compile(
    r"\b(?:best practices?|recommend\w*|practices|guidelines?|tips|considerations?|principles|checklist|rules?|advantages|benefits|"
    r"purposes?|objectives|options|topics|criteria|requirements|prerequisites|standards?|consider|ways|disadvantages|allows?|"
    r"ability|features?|style|do'?s|techniques|resources|reasons|examples?|questions|exercises?|constructs|tools|goals|"
    r"scenarios|practices)\b",
    re.IGNORECASE,
)
LEANING = re.compile(
    r"\b(?:it|them|its|they|this|that|these|those|same|previous|step \d+|steps|again|again\.|earlier|also|then|so|one|"
    r"last|first)\b",
    re.IGNORECASE,
)


def procedures(view: View) -> Iterator[Candidate]:
    """All steps of each procedure, how many there are, and what comes next to a step."""
    if not view.english or "list" not in view.section.kinds:
        return
    for place, steps in procedures_in(view):
        lead = last_sentence(place)
        if not is_procedure(place, lead, steps):
            continue
        goal = goal_of(view, place)
        subject = goal or workflow_name(view, place, lead)
        if not subject:
            continue
        asked = Asked(view, place, goal, subject, steps)
        yield asked.all_steps()
        if place.block.info == "ordered" or "sequence" in lead:
            yield from asked.neighbours()
        if len(steps) >= 4:
            yield asked.count()


def is_procedure(place: Place, lead: str, steps: Sequence[Step]) -> bool:
    """Whether a list tells what to do in turn: most of it instructions, and its lead or heading no list of advice."""
    share = sum(step.instructs for step in steps) / len(steps)
    if share < LEAST_INSTRUCTIONS and not (STEPS_AHEAD.search(lead) or "workflow" in place.headings[-1].lower()):
        return False
    if STEPS_AHEAD.search(lead):
        return True
    return not ADVICE.search(lead) and (bool(STEPS_HEADING.search(place.headings[-1])) or not ADVICE.search(place.headings[-1]))


def workflow_name(view: View, place: Place, lead: str) -> str:
    """The quoted name of a place whose lead or heading announces steps, when neither says in words what they are for."""
    if not (STEPS_AHEAD.search(lead) or STEPS_HEADING.search(place.headings[-1])):
        return ""
    heading = place.headings[-1]
    specific = is_specific(heading) or is_specific(view.title)
    return whereabouts(view, place.headings, str(place.block.start)) if specific else ""


class Asked:
    """The questions about one procedure. goal is "" when only the name of its place is known."""

    def __init__(self, view: View, place: Place, goal: str, subject: str, steps: Sequence[Step]) -> None:
        self.view = view
        self.place = place
        self.goal = goal
        self.subject = subject
        self.steps = steps
        self.where = quoted(place.headings[-1])
        self.number = WORDS[len(steps)]

    def framed(self, core: str) -> str:
        """A question that says where its procedure stands, as far as the goal in it does not say so."""
        if not self.goal:
            return core
        heading = self.place.headings[-1]
        told = {word for word in content_words(heading) if not word.endswith("ing")} <= content_words(core)
        if not told:
            return situated(core, self.view, self.place.headings, known=True)
        return core if len(content_words(self.goal)) >= TELLING_WORDS else situated(core, self.view, ())

    def purpose(self) -> str:
        """How a reasoning step calls the procedure."""
        return f"the steps to {self.goal}" if self.goal else "its steps"

    def all_steps(self) -> Candidate:
        goal, name = self.goal, self.subject
        if goal:
            options: tuple[str, ...] = (
                f"What are the steps to {goal}?",
                f"How do you {goal}, step by step?",
                f"Which steps do you follow to {goal}, in order?",
                f"How can you {goal}? List the steps in order.",
                f"What do you have to do, step by step, to {goal}?",
            )
        else:
            options = (
                f"What are the steps of {name}, in order?",
                f"Which steps make up {name}, in order?",
                f"List the steps that {name} describes, in order.",
            )
        core = pick(options, goal or name)
        question = self.framed(core) if core.count("?") + core.count(".") == 1 else core
        if question == core and goal and self.framed(options[0]) != options[0]:
            question = self.framed(options[0])  # two sentences cannot take a frame
        first, last = self.steps[0], self.steps[-1]
        steps = (
            f"{self.where} lists {self.purpose()} in order; there are {self.number} of them.",
            f"They begin with “{opening(first.text)}”" + (f" and go on with “{opening(self.steps[1].text)}”."),
            f"The last of the {self.number} is “{opening(last.text)}”; kept in the order of the source they make the answer.",
        )
        return self.candidate(question, steps, numbered(self.steps), self.steps)

    def count(self) -> Candidate:
        core = f"How many steps does it take to {self.goal}?" if self.goal else f"How many steps does {self.subject} have?"
        first, last = opening(self.steps[0].text), opening(self.steps[-1].text)
        answer = f"There are {self.number} steps, from “{first}” to “{last}”."
        steps = (
            f"{self.where} lists {self.purpose()} in order, beginning with “{first}”.",
            f"Counting them through to the last one, “{last}”, gives {len(self.steps)}.",
            f"So there are {self.number} steps.",
        )
        return self.candidate(self.framed(core), steps, answer, self.steps)

    def neighbours(self) -> Iterator[Candidate]:
        """What comes right after or right before a step; each pair of neighbours is asked about once."""
        yielded = 0
        for number in range(len(self.steps) - 1):
            first, second = self.steps[number], self.steps[number + 1]
            after = (number + len(self.subject)) % 2 == 0
            asked, answer = (first, second) if after else (second, first)
            if yielded < MOST_NEIGHBOURS and mentionable(asked.text) and answerable(answer):
                yield self.neighbour(asked, answer, after)
                yielded += 1

    def neighbour(self, asked: Step, answer: Step, after: bool) -> Candidate:
        named = label_of(asked.text).rstrip(".")
        inside = lower_first(named)
        when = f"When you {self.goal}" if self.goal else f"In {self.subject}"
        side = "after" if after else "before"
        by_verb = bool(first_verb(named)) and not inside[0].isupper() and named == asked.text.rstrip(".")
        if by_verb and ('"' in named or pick(("verb", "quote"), named) == "verb"):
            core = f"{when}, what do you do right {side} you {inside}?"
        else:
            core = f"{when}, which step comes right {side} “{named}”?"
        spot = self.steps.index(asked) + 1
        steps = (
            f"{self.where} lists {self.purpose()} in order; “{opening(asked.text)}” is step {spot} of {len(self.steps)}.",
            f"Step {spot + (1 if after else -1)}, right {side} it, reads “{opening(answer.text)}”.",
            f"So what comes directly {side} step {spot} is “{opening(answer.text)}”.",
        )
        return self.candidate(self.framed(core), steps, alone(answer), (asked, answer))

    def candidate(self, question: str, reasoning: tuple[str, ...], answer: str, used: Sequence[Step]) -> Candidate:
        used = sorted(used, key=lambda step: step.start)
        spans = tuple((0, step.start, step.end) for step in used)
        evidence = tuple(self.view.source(step.start, step.end) for step in used)
        item = Item(question, reasoning, answer, evidence, spans, "procedures")
        return Candidate("process_workflow", item, tuple(step.start for step in used))


def label_of(text: str) -> str:
    """What a step calls itself: "Configure MSAL" in "Configure MSAL: create a file …", else all of it."""
    label = LABEL.match(text)
    return label.group().strip().rstrip(":–—- ") if label else text


def mentionable(text: str) -> bool:
    """Whether a step is short and plain enough to be named in a question."""
    least, most = STEP_WORDS
    plain = label_of(text).rstrip(".")
    if not least <= len(plain.split()) <= most or ". " in plain or plain.endswith((":", ")")) or '"' in plain and "“" in plain:
        return False
    return not LEANING.search(plain)


def answerable(step: Step) -> bool:
    """Whether a step says enough by itself to be an answer."""
    text = finished(step.text)
    return len(text.split()) >= LEAST_ANSWER_WORDS and not LEANING.search(" ".join(text.split()[:12]))
