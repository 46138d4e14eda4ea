"""How a goal is reached: "To X, use Y." and "You can X by doing Y." read as a goal and its means."""

import re
from typing import NamedTuple

from ..words.base import pick
from ..words.english import POINTING, URL, balanced, without_code
from ..words.openers import without_opener
from ..words.subjects import BASES
from ..words.verbs import GERUNDS, IMPERATIVES, first_verb
from .goals import VAGUE_GOAL

TO_FIRST = re.compile(r"^(?:In order to|To) (?P<goal>[a-z][^,:;]{8,110}), (?P<means>[^:;]{12,}\.)$")
YOU_CAN = re.compile(r"^You can (?P<goal>[a-z][^,:;]{8,110}?) by (?P<means>(?P<verb>[a-z]+ing) [^:;]{6,}\.)$")
YOU_USE = re.compile(r"^You can (?P<goal>[a-z][^,:;]{8,110}?) (?P<means>(?P<verb>using) [^,:;]{6,}\.)$")
THE_ONES = re.compile(r"\bthe [a-z]+['’]s\b")  # "the child's reachability": of which child, other sentences tell
SHARED = re.compile(r"\bor (?!by\b).+ by \w+ing\b")  # "X by doing this or Y by doing that": two goals
HALF = re.compile(
    r"\b(?:which (?:is|are)|instead|also|either|or|and|again|using [^,]* or|if (?:needed|necessary|required|desired))$"
)  # what goes on behind it belongs to the goal
STARTS = frozenset(("In", "To", "Yo"))
YOU_MEANS = re.compile(r"^you(?: (?:can|should|need to|will need to|could|may|use|need|add|call|run|create)|['’]ll need to)\b")
PART = re.compile(r"\b(?:space|memory|RAM|at least|approximately)\b")  # of what is needed
EXACT = re.compile(r"[`\d“\"]|--?[a-z]|\w_\w|(?<=[a-z,] )(?!I\b)[A-Z]")  # code, a figure, an option, a name
YOU_NEED = re.compile(r"you(?: (?:will )?|['’]ll )(?:need|have)(?P<to> to)?\b")
NEEDED_TO_BE = re.compile(r"you (?:\w+ )?(?:need|must|should|have)(?: to)? (?:have|be|know|understand)\b")
LEANS = re.compile(
    r"\b(?:it|their|this|that|them|they|these|those|such|here|above|below|following|our|we|us|let['’]s|I|example|"
    r"as follows|same|also|again|instead|corresponding|repeat|certain|current|appropriately|accordingly)\b",
    re.IGNORECASE,
)
POINTER = re.compile(r"you (?:can|may|will) (?:find|see|read|learn|look)\b")
NO_ACT = frozenset("note see let remember recall consider refer imagine suppose assume look think read follow visit".split())
STATES = frozenset("be have know see understand learn recap summarize illustrate demonstrate give get avoid".split())


class Means(NamedTuple):
    """A goal in words that fit behind "to", the question about it, and the means as a sentence."""

    goal: str
    question: str
    answer: str


def means_of(sentence: str) -> Means | None:
    """Goal and means of one sentence, or None where either leans on other sentences."""
    text = without_opener(sentence)
    if text[:2] not in STARTS:
        return None
    first = TO_FIRST.match(text)
    if first:
        return by_order(first["goal"], first["means"])
    can = YOU_CAN.match(text)
    if can and can["verb"] in GERUNDS and is_goal(can["goal"]) and is_means(can["means"]) and not SHARED.search(can["means"]):
        return Means(can["goal"], f"How can you {can['goal']}?", f"By {can['means']}")
    use = None if can or text.count(" using ") > 1 else YOU_USE.match(text)
    if use and is_goal(use["goal"]) and is_means(use["means"]) and " by " not in use["goal"]:
        return Means(use["goal"], f"How can you {use['goal']}?", f"U{use['means'][1:]}")
    return None


def by_order(goal: str, means: str) -> Means | None:
    """ "To X, use Y" and "To X, you need Y"."""
    if not is_goal(goal) or not is_means(means):
        return None
    order = first_verb(means)
    if order and order not in NO_ACT:
        options: tuple[str, ...] = (f"How do you {goal}?", f"What should you do to {goal}?", f"How can you {goal}?")
    elif NEEDED_TO_BE.match(means):
        return None  # "you need to have X installed" is a condition, no way
    elif needed := YOU_NEED.match(means):
        if not EXACT.search(means) or PART.search(means):
            return None  # "you need to set up the device correctly": how?
        options = (f"What do you have to do to {goal}?",) if needed["to"] else (f"What do you need to {goal}?",)
    elif YOU_MEANS.match(means) and not POINTER.match(means):
        options = (f"How can you {goal}?", f"What do you do to {goal}?", f"How do you {goal}?")
    else:
        return None
    return Means(goal, pick(options, goal), means[:1].upper() + means[1:])


def is_goal(goal: str) -> bool:
    """Whether a goal opens with a verb and names what it is about."""
    word = goal.split()[0]
    if word in STATES or not (word in IMPERATIVES or word in BASES) or len(goal.split()) < 3 or HALF.search(goal):
        return False
    return not (THE_ONES.search(goal) or VAGUE_GOAL.search(goal) or POINTING.search(goal) or URL.search(goal)) and balanced(goal)


def is_means(means: str) -> bool:
    bare = without_code(means)
    return balanced(means) and not (LEANS.search(bare) or POINTING.search(bare) or URL.search(means)) and len(means.split()) >= 4
