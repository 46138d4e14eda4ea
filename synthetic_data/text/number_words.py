"""Numbers written as words: English to the hundreds of thousands, small ones in German, French and Spanish, Chinese numerals."""

import re
from collections.abc import Iterator

ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen".split()
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
SMALL = {
    **{word: number for number, word in enumerate(ENGLISH)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
    "dozen": 12,
}
OTHERS = {
    word: number
    for words in (
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
        "uno dos tres cuatro cinco seis siete ocho nueve diez",
    )
    for number, word in enumerate(words.split(), 1)
}
WORD = re.compile(r"\b(?:" + "|".join(sorted({*SMALL, *LARGE, *OTHERS}, key=len, reverse=True)) + r")\b", re.IGNORECASE)
DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
CHINESE = re.compile("[" + "".join([*DIGITS, *PLACES]) + "]{1,12}")


def in_words(text: str) -> Iterator[int]:
    """The numbers that a text spells out, each word alone and each group of neighbours as one: "twenty-four" is 20, 4 and 24."""
    group: list[int] = []
    end = 0
    for found in WORD.finditer(text):
        word = found[0].lower()
        number = SMALL.get(word, LARGE.get(word, OTHERS.get(word, 0)))
        yield number
        if group and text[end : found.start()].strip(" -").lower() not in ("", "and"):
            yield grouped(group)
            group = []
        group.append(number)
        end = found.end()
    if group:
        yield grouped(group)
    yield from (chinese(found[0]) for found in CHINESE.finditer(text))


def grouped(numbers: list[int]) -> int:
    """One number from its words: 2, 100, 20, 4 are 224."""
    total, current = 0, 0
    for number in numbers:
        if number >= 1000:
            total, current = total + max(1, current) * number, 0
        elif number == 100:
            current = max(1, current) * number
        else:
            current += number
    return total + current


def chinese(signs: str) -> int:
    """A Chinese numeral: 二十四 is 24, 一百零五 is 105, 二〇二六 is 2026."""
    if not set(signs) & set(PLACES):
        return int("".join(str(DIGITS[sign]) for sign in signs))
    total, part, digit = 0, 0, 0
    for sign in signs:
        if sign == "万":
            total, part, digit = (total + part + digit) * PLACES[sign], 0, 0
        elif sign in PLACES:
            part, digit = part + max(1, digit) * PLACES[sign], 0
        else:
            digit = DIGITS[sign]
    return total + part + digit
