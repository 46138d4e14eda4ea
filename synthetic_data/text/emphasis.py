"""Emphasis: which runs of `*`, `_` and `~` belong together, as CommonMark has it."""

import unicodedata

from .assembly import Markup, Part

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Delimiters:
    """A run of `*`, `_` or `~` that may begin or end emphasis."""

    __slots__ = ("char", "part", "left", "length", "opens", "closes")

    def __init__(self, char: str, part: int, length: int, sides: tuple[bool, bool]) -> None:
        self.char = char
        self.part = part
        self.left = self.length = length
        self.opens, self.closes = sides

    def ended_by(self, closer: "Delimiters") -> bool:
        """Whether this run and a later one belong together (CommonMark's rule of three included)."""
        if self.char != closer.char:
            return False
        if self.char == "~" or not (self.closes or closer.opens):
            return True
        return (self.length + closer.length) % 3 != 0 or self.length % 3 == closer.length % 3 == 0


def pair(delimiters: list[Delimiters], parts: list[Part], marks: list[Markup]) -> None:
    """Turns delimiters into emphasis where they match: shortens their parts and adds marks."""
    openers: list[Delimiters] = []
    floors: dict[tuple[str, bool, int], int] = {}  # below which no opener is for closers of this sort: keeps it linear
    for closer in delimiters:
        key = (closer.char, closer.opens, closer.length % 3)
        while closer.closes and closer.left:
            index, lowest = len(openers) - 1, floors.get(key, 0)
            while index >= lowest and not openers[index].ended_by(closer):
                index -= 1
            if index < lowest:
                floors[key] = len(openers)
                break
            opener = openers[index]
            emphasise(opener, closer, parts, marks)
            del openers[index + bool(opener.left) :]
            if floors:
                floors = {sort: min(floor, len(openers)) for sort, floor in floors.items()}
        if closer.opens and closer.left:
            openers.append(closer)


def emphasise(opener: Delimiters, closer: Delimiters, parts: list[Part], marks: list[Markup]) -> None:
    use = 2 if opener.left >= 2 and closer.left >= 2 else 1
    opener.left -= use
    closer.left -= use
    start, end, _ = parts[opener.part]
    open_at = end - use
    parts[opener.part] = (start, open_at, None)
    start, end, _ = parts[closer.part]
    parts[closer.part] = (start + use, end, None)
    kind = "struck" if opener.char == "~" else "strong" if use == 2 else "emphasis"
    marks.append((kind, opener.part + 1, closer.part, open_at, start + use))


def kind_of(char: str) -> int:
    """0 for white space, 1 for punctuation, 2 for anything else."""
    if char.isalnum():
        return 2
    if char.isspace():
        return 0
    return 1 if char in PUNCTUATION or unicodedata.category(char)[0] in "PS" else 2
