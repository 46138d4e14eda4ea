"""Turns away cases and outcomes that make no firm question: too open, only half told, idle, or given away by their place."""

import re
from collections.abc import Sequence

from ..verdicts.blanks import stems
from ..words.subjects import BASES
from ..words.verbs import first_verb
from .splitting import LEADING_STARTS, Split
from .why import finite

# "When the server is receiving mail, it …" is one of the many things that it does then.
BUSY = re.compile(r"(?:\S+ ){1,5}?(?:is|are) (?:not )?[a-z]+ing\b")
IT = re.compile(r"(?:[Ii]t|[Tt]hey)\b")
# What is so in another case, for which nobody asked.
SECOND_CASE = re.compile(r"; (?:(?:but|and|or) )?(?:if|when|unless|otherwise|it|they|this)\b")
# Only the sentences before tell of what these speak.
LEANS = re.compile(
    r"\bin addition\b|\b[A-Z]\([A-Z]|\bany (?:resulting|given)\b|"
    r"\b[Bb]oth (?:will|are|is|can|have|were|must|should|do)\b|\bsteps? \d|"
    r"\bthe [a-z]+ (?:that )?you (?:add|create|write|build|made)\b|\bthe corresponding\b|"
    r"\b(?:any|some|all|each|one) of the [a-z]+s\b(?! (?:of|that|which|in|with|for)\b)|"
    r"\bthe (?:first|second|third|last|next|previous) (?:step|one|part|case|approach|two)s?\b"
)
# The first of what happens or is to be done; the rest stands behind it.
FIRST_ONLY = re.compile(r"\b(?:must|need to|have to|should|['’]ll need to) first\b|\bit first [a-z]+s\b|^First\b")
IDLE = re.compile(
    r"\b[Cc]are (?:must|should|has to|needs to) be taken\b|\bcheck out\b|\btweets?\b|\bhashtag\b|^It would be\b|\bbut please\b"
    r"|^(?:The|Its|Their) (?:\w+ )?defaults? (?:\w+ ){0,2}?(?:is|are|will be|applies|apply)(?: used)?\.$"
    r"|^It (?:will be|is|gets) [a-z]+ed\.$"
)
ABLE = re.compile(r"you (?:only |just )?can\b(?!['’]t)|you only can\b")  # what one can do is so for many reasons
# "hash is not an impersonator", "S is a subset": the parameters of one function, the letters of one proof.
PARAMETER = re.compile(r"(?!there\b|it\b)(?:[A-Z]|[a-z]+) is (?:not )?an? ")
PAST = re.compile(r"\b(?:was|were) (?:not )?(?!(?:\w+ly )?(?:built|compiled|installed|linked|initiali[sz]ed|configured|started)\b)")
LETS = re.compile(r"\b(?:allows?|lets?|enables?|permits?) .+ to ")  # "if" may belong to what somebody is let do
# "when it is down, somebody confirmed or the host has gone, no mail is sent": the comma behind the first case parts two cases
TWO_CASES = re.compile(r"^[^,;]*\bor (?:the|an?) [^,;]*, (?:no|the|an?|it|all) [^,;]* (?:is|are|will)\b")
NAMED_ONCE = re.compile(
    r"\bthe (?P<noun>option|parameter|flag|setting|argument|field|attribute|variable|property|module|driver)\b(?! [`“\"‘])"
)
# "if you do decide to", "if you do the full test": clumsy in a question; a clause of its own in brackets drowns the case
CLUMSY = re.compile(
    r"you do (?!not\b)|.*\b(?:does|do) (?:need|have|want|require|contain|exist)\b|.*\((?:it|they|that|this|which|there) "
)
EXAMPLE_NAME = re.compile(r"`(?:hello|foo|bar|baz|qux|spam)\b")
VERBLESS = re.compile(r"(?:The|An?) (?P<head>(?:[\w.-]+ ){1,4}?)(?:from|of|for|in|with) (?:[\w.-]+ ?){1,5}$")
PARENTHESES = re.compile(r"\([^()]*\)|`[^`]*`")
LEAST_NEWS = 2  # words
# Words of no weight in what answers a question.
FRAME = stems(
    """using use used you can by with of the it is are option parameter flag command function setting program script method tool
    file own want need your both system"""
)
EXACT_PART = re.compile(r"`[^`]+`|\d[\w.]*|--?[a-z][\w-]*|\w+[_/.=]\w+|[“\"][^”\"]+[”\"]")
# What stands behind a way is a next step where it orders something; but these only point or hint.
HINTS = frozenset("see note let remember consider refer look read check try keep make be feel use for".split())
EMPTY_WAY = re.compile(
    r"You (?:can )?(?:use|need|have|create|want) (?:an?|some|the|your) (?:[a-z]+ ){0,3}[a-z]+\.$"
    r"|You can (?:define|use|set|specify) `[^`]+`\.$"
    r"|(?:Use|Using|By using) (?:any|one|some) of the\b|.*\b(?:invoke|call|execute|run) with\b"
)
TO_WHAT = re.compile(r"[a-z]+ (?:via|by) ")  # "subscribe via email"
WHICH = re.compile(r"\b(?:which|that) (?:is|are)\b|.*\bbeing used$")  # "check which are supported": which of what?
ALSO_NEEDED = re.compile(r"[\s*_]*You(?:['’]ll| will)?(?: also)? (?:need|must|have to)\b")


def is_unfirm(parts: Split, headings: Sequence[str]) -> bool:
    """Whether a case or what is so then can have no one right answer, or leans on the sentences around it."""
    both = f"{parts.condition}; {parts.consequence}"
    if LEANS.search(both) or EXAMPLE_NAME.search(parts.sentence) or is_one_of_many(both, headings):
        return True
    return is_open_case(parts) or is_half_told(parts)


def is_open_case(parts: Split) -> bool:
    """Whether a case is one of the things that go on all the time, of long ago, or named by letters and parameters only."""
    if parts.word in ("when", "whenever") and IT.match(parts.consequence) and BUSY.match(parts.condition):
        return True
    clumsy = ABLE.match(parts.condition) or PARAMETER.match(parts.condition) or CLUMSY.match(parts.condition)
    return bool(clumsy or PAST.search(parts.condition))


def is_half_told(parts: Split) -> bool:
    """Whether a consequence is idle, tells of a second case too, or is but the beginning or a piece of what happens."""
    consequence = parts.consequence
    if SECOND_CASE.search(consequence) or FIRST_ONLY.search(consequence) or IDLE.search(consequence):
        return True
    if parts.sentence[:2] not in LEADING_STARTS and LETS.search(consequence):
        return True
    return TWO_CASES.match(consequence) is not None or is_verbless(consequence)


def is_verbless(consequence: str) -> bool:
    """Whether a consequence is no sentence but a thing with what belongs to it ("The log file from all nodes")."""
    found = VERBLESS.match(" ".join(PARENTHESES.sub(" ", consequence).split()))
    if found is None or any(finite(word.lower()) for word in found.group().split()):
        return False
    return not any(word.endswith(("s", "ed", "n't", "n’t")) or word in BASES for word in found["head"].lower().split())


def is_one_of_many(text: str, headings: Sequence[str]) -> bool:
    """Whether a sentence speaks of "the option" under a heading that tells of options: of which?"""
    found = NAMED_ONCE.search(text)
    return found is not None and any(f"{found['noun']}s" in heading.lower() for heading in headings)


def is_no_news(answer: str, question: str) -> bool:
    """Whether an answer adds nothing to the words of its question, those of the place included."""
    if not stems(answer) - stems(question) <= FRAME:
        return False
    return is_no_code(answer, question)


def is_given_away(answer: str, core: str, question: str) -> bool:
    """Whether the place that a question names tells the way that is asked for, but for a word of it."""
    told = stems(answer) - FRAME - stems(core)
    place = stems(question.replace(core[1:-1], " "))
    if told - place and (len(told - place) >= LEAST_NEWS or len(told & place) < LEAST_NEWS):
        return False
    return bool(told) and is_no_code(answer, question)


def is_no_code(answer: str, question: str) -> bool:
    """Whether an answer names no code, figure or quoted words but those of its question."""
    return all(part.strip('`“”"') in question for part in EXACT_PART.findall(answer))


def is_empty_way(goal: str, answer: str) -> bool:
    """Whether a way is only some tool or other ("You use a dedicated editor."), or its goal lost what it is about."""
    return EMPTY_WAY.match(answer) is not None or TO_WHAT.match(goal) is not None or WHICH.match(goal.partition(" ")[2]) is not None


def has_next_step(behind: str) -> bool:
    """Whether the words behind a way of doing something tell the next step of it."""
    sentence = behind.strip().partition(". ")[0]
    order = first_verb(sentence) if sentence[:1].isupper() else ""
    return bool(order) and order not in HINTS or ALSO_NEEDED.match(behind) is not None
