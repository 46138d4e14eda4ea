"""A command-line parser that complains as the rest of the program does: what is wrong, and what to do about it, in two lines."""

import argparse
import re
from difflib import get_close_matches
from typing import NoReturn

from .stages import STAGES

NAMED = re.compile(r"argument (\S+?): (.*)", re.DOTALL)
UNKNOWN = "unrecognized arguments: "


class Parser(argparse.ArgumentParser):
    """Exits with 2 like its parent, but without the pages of usage in which the one line that matters would drown."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"Error: {problem(message)}.\nFix: {self.fix(message)}\n")

    def fix(self, message: str) -> str:
        """What to do: the name that was probably meant, what the flag means, or where to read on."""
        shown = f"`{self.prog} --help`"
        if message.startswith(UNKNOWN):
            word = message.removeprefix(UNKNOWN).split()[0].split("=")[0]
            flags = [name for action in self._actions for name in action.option_strings]
            close = get_close_matches(word, flags if word.startswith("-") else STAGES, 1, 0.7)
            return (f"Did you mean {close[0]}? " if close else "") + f"{shown} lists what there is."
        named = NAMED.match(message)
        for action in self._actions if named else ():
            if named and action.help and {*action.option_strings, action.metavar} & set(named[1].split("/")):
                return f"Meant is: {action.help}."
        return f"{shown} tells how it is called."


def problem(message: str) -> str:
    """argparse's own words, without those that only it needs."""
    named = NAMED.match(message)
    if named:
        return f"{named[1]}: {named[2]}"
    return message.replace(UNKNOWN, "unknown on the command line: ")
