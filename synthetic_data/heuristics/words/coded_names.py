"""Tells labels that are names of code, with or without backticks around them: `--verbose`, max_size, Socket.read(size)."""

import re

from .naming import content_words
from .subjects import folded

# `--line-length`, snake_case, name(), a.b: a name of something that is set or called.
SETTING = re.compile(r"--?[a-z][\w-]+|[A-Za-z]\w*_\w+(?:\(.*\))?|[a-z]\w*\(.*\)|[A-Za-z]\w*(?:\.\w+)+(?:\(.*\))?")
# CamelCase, kebab-case: a name of something that is there.
THING = re.compile(r"[A-Z]+[a-z]+[A-Z]\w*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
# What is told to do something by an order under its name: no advice, but its use.
TOOLS = frozenset("plugin tool extension module command library script utility filter hook middleware".split())
PLAIN_WORDS = frozenset(
    """string integer boolean bool int number value list object type be will should can that this used given set
    was were been being has have had out""".split()
)
LEAST_TOLD = 3
LEAST_STEM, MOST_STEM = 4, 5  # letters by which "params" is known in "parameters"
DOTTED = re.compile(r"[A-Z]\w*(?:\.\w+)+")  # "Node.js" is no code


def in_backticks(term: str) -> str:
    """A label that can only be a name of code in backticks, any other as it is."""
    if "`" in term or not SETTING.fullmatch(term) or DOTTED.fullmatch(term):
        return term
    return f"`{term}`"


def is_coded(term: str) -> bool:
    """Whether a label is a name of code: what stands behind it is no advice, but what it does."""
    return "`" in term or SETTING.fullmatch(term) is not None or THING.fullmatch(term) is not None


def names_in(term: str) -> set[str]:
    """The words of a name in code: that `user` "creates a new temporary user" is no news."""
    return {word.lower() for word in re.findall(r"[A-Za-z][a-z]+", term)} if "`" in term else set()


def tells_little(term: str, sentence: str) -> bool:
    """Whether an explanation has next to nothing to say but the term: `value` is "a string that will be the cookie's value"."""
    if not re.search(r"[a-z]{2}", re.sub(r"`[^`]+`", "", sentence)):
        return True  # a list of codes
    named = folded(names_in(term))
    said = {word.removesuffix("'s").removesuffix("’s") for word in content_words(sentence)}
    stems = tuple(name[:MOST_STEM] for name in named if len(name) >= LEAST_STEM)
    return sum(not word.startswith(stems) for word in folded(said - PLAIN_WORDS) - named - PLAIN_WORDS) < LEAST_TOLD
