"""What a list of steps is for, as words that fit behind "to", read off the words before it or the heading above it."""

import re

from ...text.plain import shown
from ..tables.table_words import is_noun, singular
from ..words.base import Place, View
from ..words.english import POINTING, URL, balanced
from ..words.naming import SMALL, WORD, bare, lower_first
from ..words.self_contained import dangles, words_known
from ..words.verbs import IMPERATIVES, first_verb, instruction_of
from .steps import last_of

# Leads that name the goal: "To install Rust, follow these steps:", "These steps show how to …:", "Here are the steps to …:".
FOLLOW = (
    r"(?:(?:please |simply |just )?(?:follow|perform|complete|take|do|use|execute|run|go through)\b[^.:]{0,60}|"
    r"(?:you|one) (?:need|have|will|can|should|must)\b[^.:]{0,60})"
)
ANY_GOAL = r"(?P<goal>[a-z](?:`[^`]*`|[^.:;`]){6,110}?)"
GOAL = r"(?P<goal>[a-z](?:`[^`]*`|[^.:;,`]){6,110}?)"
LEADS = (
    re.compile(rf"^(?:For example, |Then, |Next, )?(?:In order to|[Tt]o) {ANY_GOAL}(?:, {FOLLOW})?:$"),
    re.compile(
        r"\b(?:steps?|[Pp]rocess|[Pp]rocedure) (?:(?:needed|required|necessary|you need|we took|it takes|to take|to follow|"
        rf"involved) )?to {GOAL}(?: (?:is|are)(?: as follows| to)?)?:$"
    ),
    re.compile(rf"\b(?:these|the following|following) steps? to {GOAL}[:.]$"),
    re.compile(rf"\bhow (?:to|you can) {GOAL}:$"),
    re.compile(
        rf"^You can {GOAL} (?:by|with|using) (?:following |doing |taking |performing )?(?:these|"
        r"the following)(?: \w+)?:$"
    ),
    re.compile(r"^(?:Our|Here is our|Here’s our|Here is the) plan (?:for|to) (?P<gerund>[a-z][^.:;,]{6,110}?):$"),
)
ANOTHER = re.compile(r"\b(?:another|again|too)\b", re.IGNORECASE)
HEADING_LINE = re.compile(r"^#.*$", re.MULTILINE)
FENCED = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)", re.MULTILINE | re.DOTALL)
# A lead that only announces the list ("Follow these steps:"); one that tells of something else is about that.
INTRODUCES = re.compile(r"\b(?:steps|process|procedure|follows|instructions)\b[^.]*:$")
LONGEST_LEAD = 12
HOW_TO = re.compile(r"^how (?:to|do (?:i|you|we)|can (?:i|you)) (?P<goal>.+?)\??$", re.IGNORECASE)
STEPS_TO = re.compile(r"^steps (?:to|for) (?P<goal>.+)$", re.IGNORECASE)
# Verbs that open a heading as a noun just as often ("Test planning", "Use case"): they need an object with an article.
NOUN_TOO = frozenset(
    """test log build release load change design monitor store record use query document access plan order check list review
    release schedule display report process measure profile index filter group rank stack stage scale tag update upgrade
    backup stop switch return import export exit fork merge mock mark name note open output place point present print
    project push pull request research reset restart search separate set share ship show sort start state submit support
    sync track transfer trigger type view watch work wrap write read count copy connect break call capture clean clear
    close complete post pre alert trace debug cache model link host lock route seed function format map secure separate""".split()
)
OBJECT = re.compile(r"(?:a|an|the|your|all|each|any|multiple|new|up|to)\b", re.IGNORECASE)
NO_PHRASE = re.compile(r"\s[-–—|]\s|:\s|[{}\[\]]")
VAGUE_GOAL = re.compile(
    r"^get started$|\byour (?:situation|case|needs)\b"
    r"|\b(?:it|this|that|them|these|those|our|we|us|my|your(?:self|selves)|i|so|one|following|above|below|here|do)\b",
    re.IGNORECASE,
)


def last_sentence(place: Place) -> str:
    """The sentence that stands right before a list, or ""."""
    before = place.before
    if before is None or before.kind != "paragraph" or before.text is None:
        return ""
    return last_of(shown(before.text))


def goal_of(view: View, place: Place) -> str:
    """What the procedure is for, as words that fit behind "to", from the lead or the heading; or ""."""
    lead = last_sentence(place)
    if lead.endswith((":", ".")):
        for pattern in LEADS:
            match = pattern.search(lead)
            if match:
                goal = match["goal"] if "goal" in pattern.groupindex else lower_first(instruction_of(match["gerund"]))
                if POINTING.search(goal):
                    if ANOTHER.search(goal):
                        return ""  # "to add another module" is not what the heading names
                    return heading_goal(view, place)  # "to change the code of Listing 3-1" is what the heading calls by its name
                good = goal and sound(goal) and first_word_is_base(goal)
                return goal if good and not dangles(goal, (view.title, *place.headings[-1:])) else ""
    goal = heading_goal(view, place)
    # where words stand between the heading and the list, the list need not be what the heading promises
    return goal if goal and (place.before is None or leads_to(lead, goal)) else ""


def heading_goal(view: View, place: Place) -> str:
    """What the heading says is done, where that can be told without the text; or ""."""
    goal = goal_of_heading(bare(place.headings[-1]))
    if not goal or not sound(goal) or len(goal.split()) < 2 or dangles(goal, (view.title,)):
        return ""
    return sentence_case(goal, view.section.text)


def leads_to(lead: str, goal: str) -> bool:
    """Whether a lead announces the steps for a goal: it names it again, or nothing else."""
    if not INTRODUCES.search(lead):
        return False
    return len(lead.split()) <= LONGEST_LEAD or len(words_known((lead,)) & words_known((goal,))) > 1


def names_a_goal(place: Place) -> bool:
    """Whether the lead says what the steps are for: when it isn't sound, no other name will do."""
    lead = last_sentence(place)
    return any(pattern.search(lead) for pattern in LEADS)


def sentence_case(words: str, text: str) -> str:
    """Title case undone: a word that the text also writes in lower case, or a common noun, is no name."""
    body = HEADING_LINE.sub("", text)
    prose = FENCED.sub(remarks, body)  # the name of a product is small where it is installed

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        parts = word.split("-")
        if not word[:1].isupper() or any(letter.isupper() or letter.isdigit() for part in parts for letter in part[1:]):
            return word
        if low in SMALL:
            return low
        common = all(is_noun(singular(part)) or part in IMPERATIVES for part in low.split("-"))
        common = common and not re.search(rf"[a-z,] {re.escape(word)}\b", body)
        return low if common or re.search(rf"(?<![\w`./-]){re.escape(low)}(?![\w`(/-]|\.\w)", prose) else word

    return WORD.sub(lowered, words)


def remarks(fenced: re.Match[str]) -> str:
    """What is said in words within a block of code."""
    return "\n".join(line for line in fenced.group().splitlines() if line.lstrip().startswith("//"))


def goal_of_heading(heading: str) -> str:
    """What a heading tells how to do: "How to add X", "Steps to add X", "Add an X", "Adding X"; or ""."""
    match = HOW_TO.match(heading) or STEPS_TO.match(heading)
    goal = match["goal"] if match else heading
    if match is None:
        verb = first_verb(heading)
        if verb in NOUN_TOO and not OBJECT.match(heading.split(" ", 1)[-1]):
            return ""
        goal = heading if verb else instruction_of(heading)
    if not goal or goal.split()[0].lower().endswith("ing") or NO_PHRASE.search(goal):
        return ""
    return goal[:1].lower() + goal[1:]


def first_word_is_base(goal: str) -> bool:
    """Whether a goal opens with a verb in its base form: "get started", not "learning" nor "the"."""
    word = goal.split()[0]
    return (
        word.isalpha()
        and not word.endswith(("ing", "ed"))
        and word not in ("the", "a", "an", "be", "have", "your", "ensure", "make")
    )


def sound(goal: str) -> bool:
    return (
        not VAGUE_GOAL.search(goal) and not POINTING.search(goal) and not URL.search(goal) and balanced(goal) and len(goal) <= 110
    )
