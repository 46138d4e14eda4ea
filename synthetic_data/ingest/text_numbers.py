"""Tells numbered titles from numbered lists: titles follow one another through a text, and each has text of its own below it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+|[A-Z](?=\.)|[IVXLC]+(?=\.))\.?\s+(?P<title>\S.*)")
# A title reads like words: none of the signs of code, no end of a sentence, no row of dots as in a table of contents.
UNLIKE = re.compile(r"[{}<>=|\\;]|\.{3}|(?:\. ){2}|\s{3,}\S|://|[\w.]@\w|[a-z)]\. +[A-Z]")
WORDS = {
    "appendix": "appendix|appendice|annex|annexe|anhang|anlage|schedule|anexo|apéndice",
    "part": "part|teil|partie|parte|book|buch|livre|libro",
    "chapter": "chapter|kapitel|chapitre|capítulo",
    "section": "section|abschnitt|sección",
    "article": "article|artikel|artículo",
    "paragraph": "§|clause|rule",
}
WORDED = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in WORDS.items()) + r")(?:\.\s+|\s+|(?<=§))"
    r"(?P<number>\d{1,4}[a-z]?|[IVXLC]+|[A-Z])(?![\w(])(?P<mark>[.:]|\s[-–—](?=\s))?\s*(?P<title>.*)",
    re.IGNORECASE,
)
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LARGEST_GAP = 3  # numbers may be missing where a title was not told as one
LEAST_TITLES = 2
LEAST_PRESENT = 0.6  # of a run's first numbers
LEAST_TEXT = 2.0  # lines below a title, on average: steps of a procedure have fewer
MOST_BARE = 0.25
TEXT_BELOW_STOPPED = 4.0  # the same where titles end with a full stop, as sentences do
MOST_WORDS = 14
NO_END = (",", ":", ";", "!")
LISTED = re.compile(r"\.{3}|(?:\. ){2}|\s{3,}\S")  # a line of a table of contents or of other columns
LEAST_TRUSTED = 4  # titles that make others likely
MOST_APART = 3  # columns that titles of one depth may be set apart
MUCH_MORE = 1.5  # titles in runs that begin again than in the longest run through the text


class Numbered(NamedTuple):
    """A line that opens with a number: what numbers it, the number, its words, and how many lines of text follow up to the next."""

    at: int
    end: int
    indent: int
    family: str
    number: tuple[int, ...]
    text: str
    title: str
    below: int = 0
    led: bool = False  # the text before it ends with a colon, as before a list
    sure: bool = True  # it reads like a title; what doesn't is one only where it fits between titles
    likely: bool = True  # it may be one, if the text has titles: "4.1. control" has a number that no list has


def number_of(place: tuple[int, int, int], text: str, neat: bool = True) -> Iterator[Numbered]:
    """A line as all that its number may be: "C." is a letter and a hundred. neat: it is set as titles are."""
    at, end, indent = place
    plain, word = NUMBER.fullmatch(text), WORDED.fullmatch(text)
    if word:
        kind = str(word.lastgroup if word.lastgroup in WORDS else next(kind for kind in WORDS if word[kind]))
        title = word["title"].strip()
        if not title or (
            not UNLIKE.search(title)
            and begins_large(title)
            and reads_like_a_title(title)
            and not (title.endswith(".") and not word["mark"])
        ):
            yield Numbered(at, end, indent, kind, (value(word["number"]),), text, title)
            if kind == "appendix" and re.fullmatch("[A-Z]", word["number"]):
                yield Numbered(at, end, indent, "letters", (ord(word["number"]) - 64,), text, title)
            elif word["number"].isdigit():
                yield Numbered(at, end, indent, "digits", (int(word["number"]),), text, title)
    elif plain:
        title = plain["title"]
        sure = neat and begins_large(title) and reads_like_a_title(title) and not UNLIKE.search(title)
        first, *rest = plain["number"].split(".")
        behind = tuple(map(int, rest))
        likely = sure or bool(rest) and not title.endswith((".", *NO_END)) and not LISTED.search(title)
        if first.isdigit():
            yield Numbered(at, end, indent, "digits", (int(first), *behind), text, title, sure=sure, likely=likely)
        if re.fullmatch("[A-Z]", first):
            yield Numbered(at, end, indent, "letters", (ord(first) - 64, *behind), text, title, sure=sure, likely=sure)
        if re.fullmatch("[IVXLC]+", first) and not rest:
            yield Numbered(at, end, indent, "roman", (value(first),), text, title, sure=sure, likely=sure)


def value(number: str) -> int:
    if number[0].isdigit():
        return int(re.sub(r"\D", "", number))
    if not re.fullmatch("[IVXLC]+", number.upper()):
        return ord(number.upper()) - 64
    digits = [ROMAN[sign] for sign in number.upper()]
    return sum(-one if one < max(digits[at:]) else one for at, one in enumerate(digits))


def begins_large(title: str) -> bool:
    first = title.lstrip("\"'“‘«¿¡([`_*")[:1]
    return first.isalpha() and not first.islower()


def reads_like_a_title(title: str) -> bool:
    """No sentence: a few words; a full stop only behind words that are written large, as in "3. Additional Terms."."""
    words = title.split()
    if len(words) > MOST_WORDS or title.endswith(NO_END):
        return False
    return not title.endswith(".") or title.isupper() or all(word[0].isupper() for word in words if len(word) > 4)


def bare(text: str) -> bool:
    """Whether a line is a word with its number and nothing else: "Article 5"; its words stand below it."""
    found = WORDED.fullmatch(text)
    return found is not None and not found["title"]


def worded(found: list[Numbered]) -> list[Numbered]:
    """Titles that name what they number ("Article 5"), as far as the numbers of one word go on or begin again."""
    kept: list[Numbered] = []
    for kind in WORDS:
        those = [one for one in found if one.family == kind]
        ahead = [following.number[0] - one.number[0] for one, following in zip(those, those[1:], strict=False)]
        fitting = [
            one
            for one, behind, before in zip(those, [-1, *ahead], [*ahead, -1], strict=False)
            if one.number[0] == 1 or 0 <= behind <= LARGEST_GAP or 0 <= before <= LARGEST_GAP
        ]
        if len(fitting) >= (1 if kind == "appendix" else LEAST_TITLES):
            kept += fitting
    return kept


def chains(found: list[Numbered]) -> list[Numbered]:
    """The longest run of titles in each way of numbering, where it reads like one."""
    taken: dict[int, Numbered] = {}
    runs = [run for family in ("digits", "letters", "roman") for run in begun_again([one for one in found if one.family == family])]
    for run in sorted(runs, key=len, reverse=True):
        taken = {one.at: one for one in run if not WORDED.fullmatch(one.text)} | taken
    return list(taken.values())


def begun_again(every: list[Numbered]) -> list[list[Numbered]]:
    """The runs of titles in one way of numbering: one through the whole text, or many where it begins again and again."""
    found = [one for one in every if one.sure]
    whole = [run for run in [set_alike(longest(found))] if of_titles(run)]
    if whole and len(whole[0]) >= LEAST_TRUSTED:
        wider = set_alike(longest([one for one in every if one.likely]))
        whole = [wider] if of_titles(wider) and len(wider) > len(whole[0]) else whole
    starts = [
        at for at, one in enumerate(found) if at == 0 or len(one.number) == 1 and one.number[0] <= 1 < found[at - 1].number[0]
    ]
    parts = [longest(found[at:end]) for at, end in zip(starts, [*starts[1:], len(found)], strict=False)]
    parts = [run for run in map(set_alike, parts) if of_titles(run)]
    many = len(parts) > 1 and sum(map(len, parts)) >= MUCH_MORE * max(map(len, whole), default=0)
    return [filled(run, every) for run in (parts if many else whole)]


def filled(run: list[Numbered], every: list[Numbered]) -> list[Numbered]:
    """A run with those between its titles that have the very number which is missing there, though they read like no title."""
    missing: list[Numbered] = []
    for one, following in zip(run, run[1:], strict=False):
        *parents, last = following.number
        depth = len(parents)
        first = one.number[depth] + 1 if len(one.number) > depth and one.number[:depth] == tuple(parents) else 1
        wanted = {following.number[:upper] for upper in range(1, depth + 1)} - {one.number[:upper] for upper in range(1, depth + 1)}
        wanted |= {(*parents, number) for number in range(first, last)}
        for number in sorted(wanted):
            between = (other for other in every if other.number == number and one.at < other.at < following.at)
            missing += [other for other in between if abs(other.indent - following.indent) <= MOST_APART][:1]
    return sorted([*run, *missing])


def longest(found: list[Numbered]) -> list[Numbered]:
    """The run of numbers that holds most titles with text below them; of two such the later one, for contents come first."""
    runs: list[tuple[float, int]] = []  # for each candidate the weight of the run up to it, and the one before it (-1: none)
    ends: dict[tuple[int, ...], int] = {}  # where the best run ends whose last number begins so
    exact: dict[tuple[int, ...], int] = {}
    for at, one in enumerate(found):
        *parents, last = one.number
        before = [ends[key] for gap in range(1, LARGEST_GAP + 1) if (key := (*parents, last - gap)) in ends]
        before += [
            exact[key]
            for depth in range(1, len(one.number))
            if (key := one.number[:depth]) in exact and max(one.number[depth:]) <= 1
        ]
        best = max(before, key=lambda other: (runs[other][0], other), default=-1)
        starts = all(number <= 1 for number in one.number)
        own = weight(one, found[at + 1] if at + 1 < len(found) else None)
        runs.append((own + runs[best][0] if best >= 0 else own if starts else -1000.0, best))
        for depth in range(1, len(one.number) + 1):
            key = one.number[:depth]
            if key not in ends or runs[at][0] >= runs[ends[key]][0]:
                ends[key] = at
        if one.number not in exact or runs[at][0] >= runs[exact[one.number]][0]:
            exact[one.number] = at
    at = max((one for one in range(len(runs)) if runs[one][0] > 0), key=lambda one: (runs[one][0], one), default=-1)
    run: list[Numbered] = []
    while at >= 0:
        run.append(found[at])
        at = runs[at][1]
    return run[::-1]


def weight(one: Numbered, following: Numbered | None) -> float:
    opens = following is not None and following.number[:-1] == one.number
    return 1.0 if one.below or opens else 0.1


def set_alike(run: list[Numbered]) -> list[Numbered]:
    """Those of a run that are indented like most of their depth: the others are items of lists."""
    usual = {
        depth: Counter(one.indent for one in run if len(one.number) == depth).most_common(1)[0][0]
        for depth in {len(one.number) for one in run}
    }
    return [one for one in run if abs(one.indent - usual[len(one.number)]) <= MOST_APART]


def of_titles(run: list[Numbered]) -> bool:
    """Whether a run is one of titles: most have text below them, more than steps of a procedure; none follows "as follows:"."""
    plain = [one for one in run if not WORDED.fullmatch(one.text)]
    if len(plain) < LEAST_TITLES or run[0].led:
        return False
    top = [one.number[0] for one in run]
    if len(set(top)) < LEAST_PRESENT * (max(top) - min(top) + 1):
        return False
    leaves = [
        one
        for one, following in zip(run, [*run[1:], None], strict=True)
        if following is None or len(following.number) <= len(one.number)
    ]
    bare = sum(not one.below for one in leaves)
    stopped = sum(one.title.endswith(".") for one in run) > len(run) / 2
    text = sum(one.below for one in leaves) / len(leaves)
    return bare <= MOST_BARE * len(leaves) and text >= (TEXT_BELOW_STOPPED if stopped else LEAST_TEXT)
