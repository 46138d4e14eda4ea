"""Commands under a comment that says what they do: asks for the command, answers with the lines below the comment."""

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from ...records import Item, Plain
from ..words.base import Candidate, Place, View, pick
from ..words.english import URL
from ..words.naming import content_words, quoted
from ..words.placing import situated
from ..words.self_contained import dangling, faulty, words_known
from ..words.verbs import first_verb, instruction_of
from .code_kinds import PROGRAM, SETTING, SHELLS, Kind, fenced, is_several, language_of, lines, only_line, typed_lines
from .second_ways import WAYS_INSIDE, is_spelt_out
from .snippet_goals import is_aim, purpose
from .snippets import CODE_CHARACTERS, UNFINISHED, what_for, worth_explaining

COMMENT = re.compile(r"^# (?P<words>[A-Za-z`].*)$")
OPENER = re.compile(r"^(?:\d+[.)] |Step \d+: |First,? |Then,? |Now,? |Next,? |Finally,? |Or,? |Optionally,? |To )")
PRINTS = re.compile(r"(?:echo|printf)\b[^\n|>]*$")
VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")
MOST_LINES = 6
MOST_PER_BLOCK = 12
LEAST_GOAL_WORDS = 3
COMMAND = Kind("command")
# A session with its output: what is a comment and what the answer of the program is not certain.
SESSION = re.compile(r"^(?:\$|>|PS>) ", re.MULTILINE)


class Commented(NamedTuple):
    """What a comment says is done, the comment and the lines below it, and where both stand in the block's text."""

    goal: str
    comment: str
    code: str
    start: int
    end: int


def commands(view: View) -> Iterator[Candidate]:
    """One question for each command that a comment of its own explains."""
    if "code" not in view.section.kinds or not view.english:
        return
    for place in view.places:
        code = place.block.text
        if place.block.kind != "code" or code is None or "# " not in code.text or language_of(place.block.info) not in SHELLS:
            continue
        if SESSION.search(code.text) or UNFINISHED.search(code.text):
            continue
        known = words_known((view.title, *place.headings[-1:]))
        for one in commented(code.text)[:MOST_PER_BLOCK]:
            if PRINTS.match(one.code) or is_set_elsewhere(code.text, one) or is_spelt_out(typed_lines(one.code), one.goal):
                continue  # it says that it does what the comment tells, or runs only with another line
            again = view.section.text.count(f"# {one.comment}\n") > 1  # another block gives other lines for the same end
            if not again and not dangling(one.goal, known) and code.text.count(one.code) == 1:
                yield from asked(view, place, code, one)


def commented(text: str) -> list[Commented]:
    """The commands of a block that stand right under a comment with a goal, each comment in words of its own."""
    found: list[Commented] = []
    at = 0
    written = text.splitlines(keepends=True)
    starts = []
    for line in written:
        starts.append(at)
        at += len(line)
    for number, line in enumerate(written):
        comment = COMMENT.match(line.rstrip())
        goal = goal_of_comment(comment["words"]) if comment and not follows_comment(written, number) else ""
        below = command_below(written, number + 1) if goal else 0
        last = number + below
        if comment and below and not has_other_way(comment["words"], written[last + 1 :]):
            code = "".join(written[number + 1 : last + 1]).rstrip()
            end = starts[number + 1] + len(code)
            if quotes_close(code):
                found.append(Commented(goal, comment["words"], code, starts[number], end))
    goals = [one.goal for one in found]
    return [one for one in found if goals.count(one.goal) == 1 and CODE_CHARACTERS[0] <= len(one.code) <= CODE_CHARACTERS[1]]


def quotes_close(code: str) -> bool:
    """Whether a shell would read a command to its end: with a quotation mark too many it waits for more."""
    try:
        shlex.split(code, comments=True)
    except ValueError:
        return False
    return True


def has_other_way(words: str, following: list[str]) -> bool:
    """Whether a comment is one of several ways to one end: "# Or …" is, and what stands before it."""
    after = next((line for line in following if line.strip()), "")
    return WAYS_INSIDE.match(f"# {words}") is not None or WAYS_INSIDE.match(after) is not None


def is_set_elsewhere(text: str, one: Commented) -> bool:
    """Whether a command takes a variable that other lines of its block set, without which it doesn't run."""
    rest = text[: one.start] + text[one.end :]
    return any(re.search(rf"^\s*(?:export )?{name}=", rest, re.MULTILINE) for name in VARIABLE.findall(one.code))


def follows_comment(written: list[str], number: int) -> bool:
    return number > 0 and written[number - 1].lstrip().startswith("#")


def command_below(written: list[str], first: int) -> int:
    """How many lines of code stand right under a comment, up to a blank line or the next comment; 0 if too many or none.

    None, too, if behind the blank line more code goes on that has no comment: it may belong to the same purpose.
    """
    count = 0
    for line in written[first:]:
        if not line.strip() or line.lstrip().startswith("#"):
            break
        count += 1
    after = next((line for line in written[first + count :] if line.strip()), "#")
    if not after.lstrip().startswith("#"):
        return 0
    fit = count <= MOST_LINES and all(runs(line) for line in written[first : first + count])
    return count if fit else 0


def runs(line: str) -> bool:
    """Whether a line is run by a shell, not a line of a Dockerfile, of YAML or a list of patterns."""
    return line[0].isspace() or (PROGRAM.match(line) is not None and not SETTING.match(line) and not line.rstrip().endswith(":"))


def goal_of_comment(words: str) -> str:
    """What a comment says is done, as words that fit behind "to"; or ""."""
    text = OPENER.sub("", words).rstrip(".:; ")
    goal = instruction_of(text) or (text[:1].lower() + text[1:] if first_verb(text) else "")
    if len(goal.split()) < LEAST_GOAL_WORDS or ". " in goal or URL.search(goal):
        return ""
    goal = purpose(goal)
    return "" if faulty(goal) or not is_aim(goal) else goal


def asked(view: View, place: Place, code: Plain, one: Commented) -> Iterator[Candidate]:
    """The command to the purpose, and what a command of one line is for."""
    written = code.text[one.start : one.end]
    at = view.source(place.block.start, place.block.end).find(written)
    if at < 0:
        return  # an indented block, whose lines stand apart in the source
    start, end = place.block.start + at, place.block.start + at + len(written)
    where = quoted(place.headings[-1])
    evidence, spans = (view.source(start, end),), ((0, start, end),)
    told = content_words(place.headings[-1]) <= content_words(one.goal)
    core = pick(COMMAND.questions(one.goal, is_several(one.code)), one.goal)
    steps = (
        f"The code under {where} has a comment for it: “{one.comment}”.",
        pick(
            (f"Right under it stands {lines(one.code)} of code.", f"The comment is followed by {lines(one.code)} of code."),
            one.goal,
        ),
        f"That is what is given to {one.goal}.",
    )
    question = situated(core, view, () if told else place.headings)
    item = Item(question, steps, fenced(place.block.info, one.code), evidence, spans, "commands")
    yield Candidate("application", item)
    line = only_line(one.code)
    if line and worth_explaining(line, one.goal, (*place.headings, view.title)):
        core = what_for(line)
        back = (
            f"`{line}` stands in the code under {where}.",
            f"The comment right above it says: “{one.comment}”.",
            f"So it is run to {one.goal}.",
        )
        question = situated(core, view, place.headings)
        yield Candidate("technical_explanation", Item(question, back, f"To {one.goal}.", evidence, spans, "commands"))
