"""Tells code that is one of several ways to the same end, or a plain order of a shell that its purpose spells out."""

import re
from collections.abc import Sequence

from ..words.base import Place, View
from ..words.naming import content_words
from .snippet_goals import last_start, stated

# What follows is another way: "or", "Alternatively, …", "Using yarn:", "On macOS:".
OR = re.compile(r"(?:[Oo]r|[Aa]lternatively)\b")
OTHER_MEANS = re.compile(r"(?:[Oo]n|[Uu]sing|[Ww]ith|[Vv]ia) [^.]{2,40}:$")
# A block that holds several ways itself: "# or with yarn".
WAYS_INSIDE = re.compile(r"^\s*(?:#|//|--|;) ?(?:or|alternatively|option \w+)\b", re.IGNORECASE | re.MULTILINE)
# What everybody knows to be typed: only what it is done to is new.
EVERYDAY = re.compile(
    r"(?:sudo )?(?:rm|rmdir|mkdir|touch|cat|ls|cd|cp|mv"
    r"|(?:npm|pnpm|yarn|bun|gem|cargo|go|brew|conda|dnf|yum|apt|apt-get|snap|choco|(?:python3? -m )?pip3?|poetry|uv|composer)"
    r" (?:i|ci|install|add|get|remove|uninstall|require|update)"
    r"|(?:npm|yarn|pnpm) run|docker pull|systemctl (?:start|stop|restart|enable|status|reload)"
    r"|service|git (?:clone|init|pull|push|fetch))(?= |$)"
)
CODE = re.compile(r"`([^`]+)`")
WORD = re.compile(r"\w+")


def has_second_way(view: View, place: Place, goal: str) -> bool:
    """Whether the section gives other code for the same goal: then there are two right answers."""
    blocks = view.section.blocks
    at = blocks.index(place.block) if place.block in blocks else -1
    after = blocks[at + 1 : at + 3] if at >= 0 else ()
    if len(after) == 2 and after[0].kind == "paragraph" and after[1].kind == "code" and after[0].text is not None:
        words = after[0].text.text
        if OR.match(words) or OTHER_MEANS.match(words):
            return True
    return any(states(other, goal) for other in view.places if other.block.kind == "code" and differ(other, place))


def differ(one: Place, other: Place) -> bool:
    """Whether two blocks hold different code: the same one twice is one way."""
    return one.block is not other.block and code_of(one) != code_of(other)


def code_of(place: Place) -> str:
    return place.block.text.text if place.block.text is not None else ""


def states(place: Place, goal: str) -> bool:
    """Whether the words before a code block state this goal, too."""
    lead = place.before.text.text if place.before is not None and place.before.text is not None else ""
    words = content_words(goal)
    if not lead.endswith(":") or not words <= content_words(lead):
        return False
    aim = stated(lead[last_start(lead) :])
    return aim is not None and content_words(aim.goal) == words


def names_its_command(command: str, goal: str) -> bool:
    """Whether a goal has the beginning of its command in code: "generate a project with `npm init`"."""
    return any(len(code.split()) > 1 and command.startswith(code) for code in CODE.findall(goal))


def is_spelt_out(code: Sequence[str], goal: str) -> bool:
    """Whether an everyday command does no more than its goal says word for word: `rm notes.txt` to delete `notes.txt`."""
    known = {word.lower() for word in WORD.findall(goal)}
    for line in code:
        everyday = EVERYDAY.match(line)
        rest = line[everyday.end() :].split() if everyday else []
        if everyday is None or any(not known.issuperset(WORD.findall(part.lower())) for part in rest if not part.startswith("-")):
            return False
    return bool(code)
