"""Questions about how a thing is done, from ordered lists that give the steps: all of them, what comes next, what comes before."""

import re
from collections.abc import Iterator, Sequence

from ...records import Item
from ..words.base import Candidate, Place, View, pick
from ..words.english import opening
from ..words.naming import bare, content_words, is_specific, lower_first, quoted
from ..words.placing import situated, whereabouts
from ..words.self_contained import faulty
from ..words.telling import names_no_program
from ..words.verbs import first_verb
from .goals import goal_of, last_sentence, names_a_goal
from .snippet_goals import NO_MATTER, TELEGRAPHIC
from .steps import LABEL, STEPS_AHEAD, Step, alone, finished, numbered, procedures_in

LEAST_INSTRUCTIONS = 0.6
LEAST_ANNOUNCED = 0.34  # where the lead calls them steps: a sequence of files that are looked at is none
FEWEST = 2  # so few are steps only where their lead says what they are for
LEAST_WORDS_OF_FEWEST = 16
LEAST_STEPS_FOR_NEIGHBOURS = 4
STEP_WORDS = (2, 18)
LEAST_ANSWER_WORDS = 3
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
STEPS_HEADING = re.compile(r"\b(?:steps|procedure|walkthrough|workflow|instructions|process|flow|quick ?start)\b", re.IGNORECASE)
# Without a goal the heading itself must say what is done: "Network adapter" doesn't.
DOING_HEADING = re.compile(
    r"^(?:\d[\d.]* )?(?:how to\b|to \w|[A-Z]?[a-z]{2,}ing\b)|"
    r"\b(?:installation|set-?up|deployment|migration|upgrade|creation|removal|configuration|registration|rotation|recovery|restoration|provisioning|onboarding|troubleshooting|uninstallation)\b",
    re.IGNORECASE,
)
# Lists of advice are no procedure, whatever their verbs; neither are lists of what could be done.
ADVICE = re.compile(
    r"\b(?:best practices?|recommend\w*|practices|guidelines?|tips|considerations?|principles|checklist|rules?|advantages|benefits|"
    r"purposes?|objectives|options|topics|criteria|requirements|prerequisites|standards?|consider|ways|disadvantages|allows?|"
    r"ability|features?|style|do'?s|techniques|resources|reasons|examples?|questions|exercises?|constructs|tools|goals|"
    r"scenarios|practices)\b",
    re.IGNORECASE,
)
CONSIDERED = re.compile(
    r"\b(?:consider|recommend\w*|best practices|guidelines?|tips|principles|must|should|options|ways|can|could|one of|any of|"
    r"either|purpose|need)\b",
    re.IGNORECASE,
)
# What a program does by itself is nothing that the reader does.
AUTOMATIC = re.compile(
    r"\bautomatic(?:ally)?\b|\bhandled by\b|\bfor you\b"
    r"|\b(?:does|performs|carries out|goes through|executes|runs) (?:the|these|several)\b",
    re.IGNORECASE,
)
HOLE = re.compile(r"\w [:,;.](?:\s|$)")
OURS = re.compile(r"\b(?:our|ours|we|us)\b|\b[Ww]e['’]", re.IGNORECASE)  # somebody's own project
LEANING = re.compile(
    r"\b(?:it|them|its|they|this|that|these|those|same|previous|step \d+|steps|again|again\.|earlier|also|then|so|one|"
    r"last|first)\b",
    re.IGNORECASE,
)
ONE_OF_PARTS = re.compile(r"\(\d+\)$")  # "Generate a slide show (1)" goes on below the next heading
# "Click “OK” button." is what every dialog ends with.
CONFIRMS = re.compile(
    r"(?:click|press|select|choose|hit|tap) (?:on )?(?:the )?\W*"
    r"(?:ok|next|apply|save|finish|close|done|yes|continue)\b\W*(?:button\W*)?$",
    re.IGNORECASE,
)
OTHER_STEPS = re.compile(
    r"\b(?:next|previous|preceding|following|last|remaining|other) (?:\w+ )?steps?\b|\bsteps? \d", re.IGNORECASE
)


def procedures(view: View) -> Iterator[Candidate]:
    """All steps of each procedure, how many there are, and what comes next to a step."""
    if not view.english or "list" not in view.section.kinds or names_no_program(view.title):
        return
    for place, steps in procedures_in(view):
        lead = last_sentence(place)
        if not is_procedure(place, lead, steps) or any(map(is_blemished, steps)):
            continue
        goal = goal_of(view, place)
        if goal and (TELEGRAPHIC.match(goal) or NO_MATTER.match(goal) or ONE_OF_PARTS.search(goal)):
            continue  # "enable driver", "install and configure components"
        bullets = place.block.info == "bullet" and "sequence" not in lead
        subject = goal or ("" if bullets else workflow_name(view, place, lead))
        if not subject or (not goal and shares_heading(view, place)):
            continue
        asked = Asked(view, place, goal, subject, steps)
        yield asked.all_steps()
        if goal and asked.in_order and len(steps) >= LEAST_STEPS_FOR_NEIGHBOURS:
            yield from asked.neighbours()


def is_blemished(step: Step) -> bool:
    """Whether a step has a slip of grammar, a hole where a link without words stood, or is about somebody's own project."""
    return faulty(step.text) or bool(OURS.search(step.text) or HOLE.search(step.text))


def shares_heading(view: View, place: Place) -> bool:
    """Whether the heading stands above another numbered list too: whose steps are those of the heading?"""
    others = (other for other in view.places if other.block is not place.block and other.headings == place.headings)
    return any(other.block.kind == "list" and other.block.info == "ordered" for other in others)


def is_procedure(place: Place, lead: str, steps: Sequence[Step]) -> bool:
    """Whether a list tells what to do in turn: most of it instructions, and its lead or heading no list of advice."""
    if AUTOMATIC.search(lead):
        return False
    share = sum(step.instructs for step in steps) / len(steps)
    if len(steps) == FEWEST:
        if sum(len(step.text.split()) for step in steps) < LEAST_WORDS_OF_FEWEST:
            return False  # the titles of two sections more often than not
        return share == 1 and place.block.info == "ordered" and not ADVICE.search(lead) and names_a_goal(place)
    if not share and place.block.info == "ordered" and names_a_goal(place):
        return False  # what a program does in turn, not the reader
    workflow = "workflow" in place.headings[-1].lower()
    if share < LEAST_INSTRUCTIONS and not workflow and (share < LEAST_ANNOUNCED or not STEPS_AHEAD.search(lead)):
        return False
    if STEPS_AHEAD.search(lead):
        return True
    if names_a_goal(place) and place.block.info == "ordered" and not CONSIDERED.search(lead):
        return True  # "To use the standard options:" is no list of standards
    return not ADVICE.search(lead) and (bool(STEPS_HEADING.search(place.headings[-1])) or not ADVICE.search(place.headings[-1]))


def workflow_name(view: View, place: Place, lead: str) -> str:
    """What "the steps of" may be followed by, where lead or heading announce steps and neither says in words what they are for."""
    heading = place.headings[-1]
    if names_a_goal(place) or not is_specific(view.title) or content_words(heading) <= content_words(view.title):
        return ""
    if STEPS_HEADING.search(heading):
        return whereabouts(view, place.headings, str(place.block.start)) if is_specific(heading) else f"the {bare(heading).lower()}"
    announced = is_specific(heading) and DOING_HEADING.search(heading) and not heading.endswith("?") and STEPS_AHEAD.search(lead)
    return f"{quoted(view.title)} under {quoted(heading)}" if announced else ""


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
        """A question that says where its procedure stands, as far as it does not say so."""
        if "“" not in core and '"' in core and not self.goal or not is_specific(self.view.title):
            return core
        if told(self.view.title, core):
            return core
        return situated(core, self.view, () if told(self.place.headings[-1], core) else self.place.headings)

    def purpose(self) -> str:
        """How a reasoning step calls the procedure."""
        return f"the steps to {self.goal}" if self.goal else "its steps"

    def all_steps(self) -> Candidate:
        goal, name = self.goal, self.subject
        behind = ", in order" if self.in_order else ""
        if goal:
            options: tuple[str, ...] = (
                f"What are the steps to {goal}?",
                f"How do you {goal}, step by step?",
                f"Which steps do you follow to {goal}{behind}?",
                f"What do you have to do, step by step, to {goal}?",
            )
        elif " under " in name:
            options = (f"Which steps are given in {name}{behind}?", f"Which steps are listed in {name}{behind}?")
        elif name.endswith(" steps"):
            options = (f"What are {name}{behind}?", f"Which are {name}{behind}?")
        else:
            options = (f"What are the steps of {name}{behind}?", f"Which steps make up {name}{behind}?")
        question = self.framed(pick(options, goal or name))
        first, last = self.steps[0], self.steps[-1]
        steps = (
            pick(
                (
                    f"{self.where} lists {self.purpose()}; there are {self.number} of them.",
                    f"There are {self.number} steps in the list under {self.where}, and they are {self.purpose()}.",
                    f"The list under {self.where} has {self.number} entries: {self.purpose()}.",
                )
                if goal
                else (f"{self.where} lists its steps; there are {self.number} of them.",),
                question,
            ),
            f"They begin with “{opening(first.text)}” and go on with “{opening(self.steps[1].text)}”.",
            pick(
                (
                    f"The last of the {self.number} is “{opening(last.text)}”; kept in their order they make the answer.",
                    f"They end with “{opening(last.text)}”, so the answer gives all {self.number} up to that one.",
                ),
                question,
            ),
        )
        return self.candidate(question, steps, numbered(self.steps), self.steps)

    @property
    def in_order(self) -> bool:
        """Whether the list is numbered or called a sequence."""
        return self.place.block.info == "ordered" or "sequence" in last_sentence(self.place)

    def neighbours(self) -> Iterator[Candidate]:
        """What comes right after or right before one of the steps: one question, for the list as a whole teaches more."""
        count = len(self.steps) - 1
        begin = int(pick([str(number) for number in range(count)], self.subject))
        for number in (*range(begin, count), *range(begin)):
            first, second = self.steps[number], self.steps[number + 1]
            after = (number + len(self.subject)) % 2 == 0
            asked, answer = (first, second) if after else (second, first)
            if mentionable(asked.text) and answerable(answer):
                yield self.neighbour(asked, answer, after)
                return

    def neighbour(self, asked: Step, answer: Step, after: bool) -> Candidate:
        named = label_of(asked.text).rstrip(".")
        inside = lower_first(named)
        when = f"When you {self.goal}"
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


def told(name: str, question: str) -> bool:
    """Whether a question says what a title says: "Creating a widget" is told by "create a widget"."""
    return {word for word in content_words(name) if not word.endswith("ing")} <= content_words(question)


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
    if len(text.split()) < LEAST_ANSWER_WORDS or OTHER_STEPS.search(text) or CONFIRMS.match(text):
        return False
    return not LEANING.search(" ".join(text.split()[:12]))
