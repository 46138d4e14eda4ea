"""Numbers of an answer: each stands in the source or the question, or is worked out in a reasoning step that is right."""

import re
from collections.abc import Iterable
from fractions import Fraction

from .number_words import in_words
from .raised import in_line

NUMBER = r"\d+(?:[.,]\d+)*"
# A number as a claim: alone, after a "v", or with a unit ("30s", "10GB"). Not one are parts of a name ("sha256", "x86") and
# ordinals ("2nd", "1er"). Scripts without spaces put a number right between their letters.
LETTER = r"[A-Za-zÀ-ɏ\d_]"
ORDINAL = r"(?:st|nd|rd|th|er|e|ère|ème)\b"
ALONE = re.compile(rf"(?:(?<![A-Za-zÀ-ɏ\d_.,])|(?<=\b[vV])){NUMBER}(?!{ORDINAL})(?:(?=[A-Za-z]{{1,4}}(?!{LETTER}))|(?!{LETTER}))")
ANYWHERE = re.compile(NUMBER)
SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)")  # 10 000, as French and SI write it
POINT_FIRST = re.compile(r"(?<![\w.])\.\d+(?![\w.])")  # .5
DOTTED = re.compile(r"\d+(?:[.,]\d+){2,}")
LIST_MARK = re.compile(r"^\s*(?:[-*+]\s+)?\(?\d{1,3}[.)]\s+", re.MULTILINE)
INLINE_MARK = re.compile(r"\(\d{1,2}\)(?=\s)")  # (1) this, (2) that
LONGEST = 40  # digits; a longer number is nothing to reckon with, only itself again
SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "x": "*", "/": "/", "÷": "/", ":": "/"}
UNIT = r"(?: ?[^\W\d_%€$£]{0,12}| ?[%€$£°]\w?)"
STEP = re.compile(
    rf"(?<![\d.,])(?P<one>{NUMBER}){UNIT} ?(?P<sign>[-+−–*×x/÷:]) ?(?P<other>{NUMBER}){UNIT} ?(?:=|≈) ?(?P<result>{NUMBER})"
)


def unfounded_number(answer: str, known: Iterable[str], steps: Iterable[str]) -> str:
    """The first number of an answer that stands in none of the known texts and that no right calculation gives; or "".

    A calculation is `a op b = c` in a reasoning step, its a and b being known or worked out before.
    """
    wanted = [found[0] for found in ALONE.finditer(unmarked(in_line(answer)))]
    if not wanted:
        return ""
    numbers = {value for text in known for value in values_in(text)}
    if all(numbers & readings(number) for number in wanted):
        return ""
    for step in steps:
        for found in STEP.finditer(" ".join(step.split())):
            result = worked_out(found, numbers)
            if result is not None:
                numbers |= readings(found["result"])
    return next((number for number in wanted if not numbers & readings(number)), "")


def unmarked(answer: str) -> str:
    """An answer without the numbers of its own lists."""
    listed = "(1) " in answer and "(2) " in answer
    return LIST_MARK.sub("", INLINE_MARK.sub("", answer) if listed else answer)


def values_in(text: str) -> set[Fraction]:
    """All numbers of a text, in digits or in words; of a version also what it begins with, of a dotted date its parts."""
    text = in_line(text)
    found = {value for match in ANYWHERE.finditer(text) for value in readings(match[0])}
    for match in SPACED.finditer(text):
        found |= readings(re.sub(r"\D", "", match[0]))
    for match in POINT_FIRST.finditer(text):
        found |= readings("0" + match[0])
    for match in DOTTED.finditer(text):
        parts = re.split("[.,]", match[0])
        found |= readings(".".join(parts[:2]))
        if len(parts) == 3 and {len(parts[0]), len(parts[2])} in ({4, 2}, {4, 1}):  # 26.11.2026
            found |= {value for part in parts for value in readings(part)}
    return found | {Fraction(number) for number in in_words(text)}


def readings(number: str) -> set[Fraction]:
    """What a number may mean: 1,000 and 1.000 are a thousand or one; 1.2.3 is read part by part, as versions are."""
    if len(number) > LONGEST:
        return {Fraction(int(re.sub(r"\D", "", number[:LONGEST])), 7919 + len(number))}
    found = set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        found.add(Fraction(re.sub(r"[.,]", "", number)))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", number):
        found.add(Fraction(number.replace(",", ".")))
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", number):
        found.add(Fraction(number.replace(",", "")))
    return found or {Fraction(int(re.sub(r"\D", "", number)), 7919)}  # a version or the like: only itself again


def worked_out(found: re.Match[str], numbers: set[Fraction]) -> Fraction | None:
    """The result of a calculation that starts from known numbers and is right, rounding allowed; None for any other."""
    sign = SIGNS[found["sign"]]
    for one in readings(found["one"]) & numbers:
        for other in readings(found["other"]) & numbers:
            if sign == "/" and not other:
                continue
            result = {"+": one + other, "-": one - other, "*": one * other, "/": one / other if other else one}[sign]
            for told in readings(found["result"]):
                decimal = re.fullmatch(r"\d+[.,](\d+)", found["result"])
                digits = len(decimal[1]) if decimal and told == Fraction(found["result"].replace(",", ".")) else 0
                if abs(result - told) <= Fraction(1, 2 * 10**digits) * (told != result):
                    return told
    return None
