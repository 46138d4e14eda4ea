"""What the words before a code block say the code is for, as words that fit behind "to" or as what "which command" does."""

import re
from typing import NamedTuple

from ...text.plain import shown
from ..words.base import Place, View
from ..words.english import POINTING, URL, balanced, cued_by, without_code
from ..words.self_contained import dangling, faulty, words_known
from ..words.slips import COUNTED, END
from ..words.subjects import SINGULAR
from ..words.verbs import first_verb, instruction_of
from .goals import VAGUE_GOAL, heading_goal
from .means import NO_ACT, STATES, is_goal

OPENER = re.compile(
    r"^(?:For example|For instance|Then|Next|Now|Finally|First|Similarly|Again|So|Optionally),? ",
)
SENTENCE_END = re.compile(r"[.!?]\s+")
SECOND_WAY = re.compile(r"(?:Alternatively|Otherwise|Or)\b")
GOAL = r"(?P<goal>[a-z][^.:;]{8,110}?)"
# What stands between the goal and the code: the code, or what is done by it, but no second goal.
MAIN = (
    r"(?:(?:you|we)(?: can| could| may| need to| should| must| have to| will need to|'ll need to|’ll need to)? )?"
    r"(?:(?:simply|just|then|instead|also|always|only) )?(?!first\b|make sure\b|ensure\b)"  # what is done first is not all of it
    r"(?P<verb>[a-z]+)\b"
)
REST = r"[^.:;]{0,110}:$"
TO_FIRST = re.compile(rf"^(?:In order to|To) {GOAL}, {MAIN}{REST}")
TO_ALONE = re.compile(rf"^(?:In order to|To) {GOAL}:$")
# Each with what stands in every sentence that it fits, which most lack.
AIMS = (
    ("To ", TO_FIRST),
    ("In order to ", TO_FIRST),
    ("If you ", re.compile(rf"^If you (?:want|need|wish|would like|prefer) to {GOAL}, {MAIN}{REST}")),
    ("To ", TO_ALONE),
    ("In order to ", TO_ALONE),
    (
        "",  # whatever its case
        re.compile(
            r"^(?:You can |Simply )?(?:run|use|execute|type|enter|issue|add|try|call) (?:the following|this)(?: \w+){0,3} to "
            rf"{GOAL}:$",
            re.IGNORECASE,
        ),
    ),
    (
        "You can",
        re.compile(
            rf"^You can(?: also)? {GOAL} (?:by (?:running|using|executing|typing|adding|setting|calling|passing)|"
            rf"with (?:the following|this)|like (?:this|so)|as follows){REST}"
        ),
    ),
    (" how ", re.compile(rf"\b(?:shows?|demonstrates?|illustrates?|[Hh]ere is|[Hh]ere['’]s) how (?:to|you can|you) {GOAL}:$")),
)
DOES = re.compile(
    r"^(?:The following (?:\w+ )?|This (?=(?:command|query|expression|script)\b))"
    r"(?P<noun>command|query|expression|rule|configuration|snippet|script|job|recording rule|"
    r"alert|request|manifest|playbook) (?:will )?(?P<does>(?P<verb>[a-z]+) [^.:;()]{10,110}):$"
)
# Leads that give what will be seen, what is wrong, or only one side of it.
NO_MODEL = cued_by(
    """output outputs print prints printed return returns result results error errors panic fail fails failing look looks compile
    instead won doesn not wrong incorrect invalid bad avoid previously formerly longer deprecated old""",
    r"\b(?:output|outputs|prints?|printed|returns?|result|results|error|errors|panic|fails?|failing|looks? like|compile|instead of|"
    r"won['’]t|doesn['’]t|not|wrong|incorrect|invalid|bad|avoid|previously|formerly|no longer|deprecated|old)\b",
    any_case=True,
)
WORD = re.compile(r"\w+")
# "delete a commit use `HEAD~`": the comma is missing, and where the goal ends nobody can tell.
RUN_ON = re.compile(
    r"(?<!to )(?<!and )(?<!or )(?<!, )\b"
    r"(?:use|run|execute|type|call|enter|add|create|define|configure|insert|simply|just|you|we)\b(?! \w+s?\b-)"
)
FINITE = re.compile(r" (?:is|are|was|were|has|have|can|will|must|should|does|do|requires?|needs?|works?|looks?)\b")
RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when|what|how|if)\b")
CUT = re.compile(
    r"\b(?:with|by|from|for|in|on|to|via|using|as|of|and|or|the|an?|run|execute|do|use|then|like"
    r"|(?:and|or|then) (?:issue|type|enter|invoke|call|perform|try|say)"
    r"|(?:by|with) (?:running|using|calling|executing|typing|doing|issuing|entering)|\d (?:set|pass|type|specify))$"
)
# "install with npm", "update if already existing": what?
NO_OBJECT = re.compile(
    r"^(?:(?!check|see|test|determine|verify|tell|know|find)\w+ (?:if|when)"
    r"|(?:install|configure|update|upgrade|run|build|set|add) for|\w+ (?:with|from|by|in|on|via|using|as|at|and|or))\b"
)
ADVERB = re.compile(r"^[a-z]+ly ")
# "set the field using the modify command": that gives the command away.
BY_COMMAND = re.compile(r"\b(?:with|using|via|by) (?:the |an? )?[^,]* command\b")
# These name the means, not what it is good for.
NO_PURPOSE = re.compile(
    r"(?:use (?!.* to )|use the `[^`]*` |try |(?:invoke|call|execute) |run (?:the )?`|add `-|change the default\b|"
    r"(?:navigate|change|go|cd|look) (?:back |down )?(?:in)?to\b|"
    r"(?:consider|imagine|suppose|assume) |"
    r"(?:open|start) an? (?:new )?(?:terminal|shell|command))"
)
# "edit your `conf.py`", "perform an upgrade", "install and configure components": how it is edited, of what, the words around tell.
NO_MATTER = re.compile(
    r"(?:edit|modify|change|update|adjust|open) (?:the |your )?(?:\w+ )?`[^`]*`(?: file)?$"
    r"|(?:edit|modify|change|update|adjust|open) (?:the |your |an? )?(?:file|configuration|config|settings?)$"
    r"|(?:perform|do|carry out|complete|execute|make) (?:an?|the) [\w-]+$"
    r"|(?:run|start|create|launch|add) an? (?:default|new|single|first|second) (?:instance|item|element|object|entry|one)$"
    r"|(?:install|configure|set up|create|add|start|enable)(?: and (?:install|configure|start|enable))? (?:the )?"
    r"(?:components?|items?|elements?|things|services?)$"
)
# "create cache directory" leaves out the article that a sentence needs.
TELEGRAPHIC = re.compile(
    r"[a-z-]+ (?!(?:an?|the|your|all|each|every|its|any|one|another|no)\b)(?:[\w`-]+ ){0,2}?"
    rf"(?:{COUNTED}|secret|wheel|volume|account|policy|session|role|binary|network|folder|chart|driver|app|scenario|setup|structure"
    rf"|site|state|file|repo|tree|socket)(?:{END}|(?= up to\b))"
)
# "when done" leaves open what, "both" of which, "specific tests" which ones,
# "a small task" and "a simple script" could be any.
OPEN_ENDED = re.compile(
    r"\b(?:when done|as needed|if (?:needed|necessary|desired)|both|either|itself"
    r"|themselves|second|(?:two|three|four|five|\d+) more)\b| [-–—] |"
    r"\ban? (?:small|simple|sample|dummy|basic|tiny|random|fake|real)\b|\bspecific \w+s$"
)
IS_NAME = re.compile(r"[A-Z][a-z]+ \w*[A-Z]\w* [a-z]+(?:s|d)\b")  # "Open vSwitch includes a target" orders nothing
# "the label of file or directory"
NO_ARTICLE = re.compile(rf"\b(?:of|for|from|into) (?:{COUNTED}) (?:or|and) (?:{COUNTED}){END}")
# "convert first entry", "override configured skin for …"
BARE_KIND = re.compile(
    r"[a-z-]+ (?:(?:first|last) [a-z]|(?:new|current|existing|configured|given|selected|specified|custom|default) "
    rf"(?!software|data|code|text|access|traffic|memory|storage|output)[a-z]+[^s\W]{END})"
)
AND_GERUND = re.compile(r"\b(?:and|or) [a-z]+ing\b")
ODD = re.compile(r"[(){}*#|<>\u2000-\u200f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


class Aim(NamedTuple):
    """What a code block is for: a goal behind "to", or what its kind ("query") does; start and end of the words in the lead."""

    goal: str
    noun: str = ""
    start: int = 0
    end: int = 0


def aim_of(view: View, place: Place) -> Aim | None:
    """What a code block is for, from the last sentence before it, or from the heading if nothing stands between."""
    lead = place.before
    if lead is None:
        goal = heading_goal(view, place) if alone_under_heading(view, place) else ""
        fit = (
            len(WORD.findall(goal)) > 2 and is_whole(goal) and not (faulty(goal) or NO_PURPOSE.match(goal) or NO_MATTER.match(goal))
        )
        return Aim(goal) if fit else None
    if lead.kind != "paragraph" or lead.text is None or not lead.text.text.endswith(":"):
        return None
    start = last_start(lead.text.text)
    sentence = shown(lead.text, start)
    aim = stated(sentence)
    if aim is None:
        return None
    known = words_known((view.title, *place.headings[-1:])) - {"using"}  # "the file using curl" is no file of "Using curl"
    if dangling(aim.goal, known) or faulty(sentence) or URL.search(sentence):
        return None
    return aim._replace(start=start, end=len(lead.text.text))


def alone_under_heading(view: View, place: Place) -> bool:
    """Whether a code block is all that a heading has to show: else it is only the first piece."""
    return sum(other.headings == place.headings and other.block.kind == "code" for other in view.places) == 1


def last_start(text: str) -> int:
    """Where the last sentence of a text begins."""
    ends = [found.end() for found in SENTENCE_END.finditer(text) if found.end() < len(text)]
    return ends[-1] if ends else 0


def stated(sentence: str) -> Aim | None:
    """The aim that a sentence states, or None; that it gives no model is asked last, of the few that state one."""
    text = OPENER.sub("", sentence)
    text = text[:1].upper() + text[1:]
    aim = None if SECOND_WAY.match(text) else read(text)
    return None if aim is None or NO_MODEL.search(without_code(text)) else aim


def read(text: str) -> Aim | None:
    """The aim of a sentence without its opener, whatever else it says."""
    does = DOES.match(text) if text.startswith("Th") else None
    if does:
        return Aim(does["does"], does["noun"]) if sound(does["does"]) and does["verb"] in SINGULAR else None
    for sign, pattern in AIMS:
        found = pattern.search(text) if sign in text else None
        if found:
            goal = purpose(found["goal"].rstrip(","))
            return Aim(goal) if is_aim(goal) and by_code(found) else None
    return by_order(text)


def by_code(found: re.Match[str]) -> bool:
    """Whether the main clause, if there is one, is something that the code then does."""
    verb = found.groupdict().get("verb")
    return not verb or (verb not in NO_ACT and bool(first_verb(verb)))


def by_order(text: str) -> Aim | None:
    """ "Publish a single workspace:" and "Installing a plugin:" say themselves what is done."""
    body = text[:-1]
    gerund = instruction_of(body)
    if gerund and not SINGULAR.keys().isdisjoint(gerund.split()[2:]):
        return None  # "Setting the flag to `false` disables links"
    if gerund and AND_GERUND.search(body):
        return None  # "Replacing the flag and specifying a sign"
    if IS_NAME.match(body):
        return None
    goal = gerund or (body[:1].lower() + body[1:] if first_verb(body) else "")
    goal = purpose(goal)
    return Aim(goal) if goal and is_aim(goal) and len(goal) <= 110 else None


def purpose(goal: str) -> str:
    """What something is used for, not that it is used."""
    means, _, end = goal.replace(" in order to ", " to ", 1).partition(" to ")
    return end if means.startswith(("use ", "specify ")) and first_verb(ADVERB.sub("", end)) else goal


def is_aim(goal: str) -> bool:
    return is_goal(goal) and sound(goal) and goal.split()[0] not in STATES and not (NO_PURPOSE.match(goal) or NO_MATTER.match(goal))


def sound(goal: str) -> bool:
    return is_whole(goal) and not (VAGUE_GOAL.search(goal) or POINTING.search(goal) or URL.search(goal)) and balanced(goal)


def is_whole(words: str) -> bool:
    """Whether words that say what is done name what it is done to and end where the sense ends."""
    bare = without_code(words)
    rest = bare.partition(" ")[2]
    if (
        BY_COMMAND.search(words)
        or CUT.search(bare)
        or NO_OBJECT.match(bare)
        or ODD.search(bare)
        or NO_ARTICLE.search(bare)
        or TELEGRAPHIC.match(bare)
        or BARE_KIND.match(bare)
        or OPEN_ENDED.search(bare)
    ):
        return False
    return not (RUN_ON.search(rest) or FINITE.search(RELATIVE.split(bare, maxsplit=1)[0]))
