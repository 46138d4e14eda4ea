"""Finds figures with their units and default values in a sentence, and other plausible values to put in their place."""

import re
from collections.abc import Iterator

from ..words.base import pick

Change = tuple[int, int, str]

UNITS = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|milliseconds?|microseconds?|ms|s|m|h|bytes?|bits?|kB|KB|MB|GB|TB"
    r"|KiB|MiB|GiB|TiB|percent|characters?|code points?|digits?|lines?|times|people|members|reviewers?|approvals?|pixels?|px|Hz"
    r"|MHz|GHz|retries|attempts|sprints?|business days?|samples|replicas)"
)
# The same as words, to see at once that a sentence holds none.
UNIT_WORDS = frozenset(
    """% second seconds minute minutes hour hours day days week weeks month months year years millisecond milliseconds microsecond
    microseconds ms s m h bit bits byte bytes kb mb gb tb kib mib gib tib percent character characters points digit digits
    line lines times people members reviewer reviewers approval approvals pixel pixels px hz mhz ghz retries attempts
    sprint sprints samples replicas""".split()
)
SMALL_NUMBERS = "one two three four five six seven eight nine ten twelve".split()
# No figure stands within a name, version, path, range, decimal or sum.
FIGURE = re.compile(
    rf"(?<![\w.,:/$#+~<>=^*'-])(?<!HTTP )(?<!version )(\d{{1,6}})(?:(?=[ -]?{UNITS}\b(?!/))|(?=%)"
    rf"|(?= (?:UTF-8|significant|consecutive|character|decimal|working|calendar) {UNITS}\b))"
    rf"|\b({'|'.join(SMALL_NUMBERS[1:])})(?= (?:[a-z]+ )?{UNITS}\b)"
)
# Next to one of these the figure is a bound, a guess or part of a range: another one could be true as well.
BOUNDED = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|up to|over|under|within|below|above|around|about|minimum(?: of)?"
    r"|maximum(?: of)?|least|most|than|to|between|and|or|say|exceed\w*|beyond|last|first|past|next|only|like|from)(?: \w+)? $",
    re.IGNORECASE,
)
LADDER = (
    1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 45, 50, 60, 75, 80, 90, 100, 120, 128, 150, 180, 200, 250, 256, 300, 365, 400,
    500, 512, 600, 750, 800, 1000, 1024, 1500, 2000, 2048, 3000, 4096, 5000, 8192, 10000, 20000, 50000, 100000,
)  # fmt: skip
MODES = ("0600", "0640", "0644", "0660", "0750", "0755")
LEAST_POWER = 4
CHANGED_TO = re.compile(r"`? to [`\d]")  # "from the default value of 1 to 2"
OTHER_TRUTH = {"true": "false", "false": "true"}
VALUE = r"\d{1,5}(?:ms|s|m|h|d)?"
SETTING = re.compile(
    rf"(?:\bdefaults? (?:is|to|value is|value of)|\bset to|\bdefault,? [^`.,;]{{0,30}}(?:is|are)) `(true|false|{VALUE})`"
    rf"|\bdefaults? (?:is|to|value is|value of|of) ({VALUE})(?=[ .,;)])"
)


def figure_changes(text: str) -> Iterator[Change]:
    """Figures with units as (start, end, another figure); none that is bounded, approximate, repeated or in a name."""
    matches = list(FIGURE.finditer(text))
    for match in matches if len(matches) == 1 else ():  # several figures are most often somebody's example
        found = match.group(1) or match.group(2)
        if not BOUNDED.search(text[: match.start()]) and text.count(found) == 1:  # nor told again by "int8"
            yield match.start(), match.end(), another(found, text, text[: match.start()])


def goes_with(before: str, number: str) -> bool:
    """Whether a number fits the article before it: "a 16-byte structure", but "an 8-byte structure"."""
    if not before.endswith((" a ", " an ")):
        return True
    return (number.startswith("8") or number in ("11", "18", "eight")) == before.endswith(" an ")


def setting_changes(text: str) -> Iterator[Change]:
    """Default and required values as (start, end, another value of that kind)."""
    for match in SETTING.finditer(text):
        group = 1 if match.group(1) else 2
        value = match.group(group)
        digits = value.rstrip("smhd") if value[0].isdigit() else ""
        new = another(digits, text) + value[len(digits) :] if digits else OTHER_TRUTH[value]
        if len(re.findall(rf"\b{value}\b", text)) == 1 and new not in text and not CHANGED_TO.match(text[match.end() :]):
            yield match.start(group), match.end(group), new


def another(found: str, key: str, before: str = "") -> str:
    """Another number of about the same size and the same form, always the same for the same sentence; before: what leads to it."""
    fitting = others(found)
    return pick([number for number in fitting if goes_with(before, number)] or fitting, "number", key)


def others(found: str) -> list[str]:
    """The numbers that somebody could take for one that is found."""
    if found in SMALL_NUMBERS:
        place = SMALL_NUMBERS.index(found)
        return [SMALL_NUMBERS[other] for other in (place - 1, place + 1) if 1 <= other < len(SMALL_NUMBERS)]
    if found.startswith("0") and len(found) == len(MODES[0]):
        return [mode for mode in MODES if mode != found]
    value = int(found)
    if value >= LEAST_POWER and value & (value - 1) == 0:  # sizes in bits and bytes, of which 15 would give itself away
        return [str(value * 2), str(value // 2)]
    fitting = [other for other in LADDER if other != value and value * 0.3 <= other <= value * 3.1] or [value * 2 or 1, value + 1]
    if 3 < value <= 100:
        fitting = [other for other in fitting if 1 < other <= 100] or fitting
    return [str(other) for other in fitting]
