"""Numbers of an answer: each stands in the source or the question, or is worked out in a reasoning step that is right."""

import re
from collections.abc import Iterable
from fractions import Fraction

NUMBER = r"\d+(?:[.,]\d+)*"
ALONE = re.compile(rf"(?<![\w.,]){NUMBER}(?![\w])|(?<=[vV]){NUMBER}(?!\w)")
ANYWHERE = re.compile(NUMBER)
LIST_MARK = re.compile(r"^\s*(?:[-*+]\s+)?\(?\d{1,3}[.)]\s+", re.MULTILINE)
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "x": "*", "/": "/", "÷": "/", ":": "/"}
UNIT = r"(?:\s*[^\W\d_%€$£]{0,12}|\s*[%€$£°]\w?)"
STEP = re.compile(rf"(?P<one>{NUMBER}){UNIT}\s*(?P<sign>[-+−–*×x/÷:])\s*(?P<other>{NUMBER}){UNIT}\s*(?:=|≈)\s*(?P<result>{NUMBER})")


def unfounded_number(answer: str, known: Iterable[str], steps: Iterable[str]) -> str:
    """The first number of an answer that stands in none of the known texts and that no right calculation gives; or "".

    A calculation is `a op b = c` in a reasoning step, its a and b being known or worked out before.
    """
    wanted = [found[0] for found in ALONE.finditer(LIST_MARK.sub("", answer))]
    if not wanted:
        return ""
    numbers = {value for text in known for value in values_in(text)}
    if all(numbers & readings(number) for number in wanted):
        return ""
    for step in steps:
        for found in STEP.finditer(step):
            result = worked_out(found, numbers)
            if result is not None:
                numbers |= readings(found["result"])
    return next((number for number in wanted if not numbers & readings(number)), "")


def values_in(text: str) -> set[Fraction]:
    """All numbers of a text, in digits or as small number words."""
    found = {value for match in ANYWHERE.finditer(text) for value in readings(match[0])}
    return found | {Fraction(WORDS.index(match[0].lower())) for match in WORD.finditer(text)}


def readings(number: str) -> set[Fraction]:
    """What a number may mean: 1,000 and 1.000 are a thousand or one; 1.2.3 is read part by part, as versions are."""
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
                digits = len(found["result"].partition(".")[2])
                if abs(result - told) <= Fraction(1, 2 * 10**digits) * (told != result):
                    return told
    return None
