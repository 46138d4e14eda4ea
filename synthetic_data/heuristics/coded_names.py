"""Tells labels that are names of code, with or without backticks around them: `--verbose`, max_size, Socket.read(size)."""

import re

# `--line-length`, snake_case, name(), a.b: a name of something that is set or called.
SETTING = re.compile(r"--?[a-z][\w-]+|[A-Za-z]\w*_\w+(?:\(.*\))?|[a-z]\w*\(.*\)|[A-Za-z]\w*(?:\.\w+)+(?:\(.*\))?")
# CamelCase, kebab-case: a name of something that is there.
THING = re.compile(r"[A-Z]+[a-z]+[A-Z]\w*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
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
