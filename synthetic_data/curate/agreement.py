"""How far two answers to one question agree, by mechanics: the overlap coefficient of their content words, with hard vetoes.

The overlap coefficient (Szymkiewicz 1934, Simpson 1960) is the number of common words over the number of words of the shorter
answer: a blind answer of three words agrees with a full sentence that holds them. Numbers and verdicts are not a matter of
degree: where both answers hold numbers and share none of the shorter one's, or one affirms what the other denies, they disagree.
"""

import re

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[.'’][^\W_]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SMALL = frozenset(
    "a an the this that these those it its is are was were be been being am do does did has have had of in on at for to by as"
    " and or with from you your we our they their he she his her i will can would should may if then than so such which who"
    " what".split()
)
NO = frozenset("no not never none cannot false isn't aren't doesn't don't won't can't mustn't shouldn't without".split())
YES = frozenset({"yes", "true"})


def agreement(one: str, other: str) -> float:
    """From 0 (nothing in common, or a contradiction) to 1 (all words of the shorter answer are in the longer one)."""
    first, second = words(one), words(other)
    if contradict(first, second) or numbers_differ(one, other):
        return 0.0
    mine, its = content(first), content(second)
    if not mine or not its:
        return float(first == second and bool(first))
    return len(mine & its) / min(len(mine), len(its))


def words(text: str) -> list[str]:
    return [word.replace("’", "'").replace(",", "") for word in WORD.findall(text.casefold())]


def content(found: list[str]) -> set[str]:
    """Content words by a rough stem, so that a plural or a tense is no disagreement."""
    return {stem(word) for word in found if word not in SMALL}


def stem(word: str) -> str:
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def contradict(one: list[str], other: list[str]) -> bool:
    """Whether one answer begins with a verdict that the other does not share: yes and no, true and false."""
    verdicts = [verdict(found) for found in (one, other)]
    if None not in verdicts:
        return verdicts[0] != verdicts[1]
    return None in verdicts and verdicts[0] == verdicts[1] and denies(one) != denies(other) and min(len(one), len(other)) > 1


def verdict(found: list[str]) -> bool | None:
    first = found[0] if found else ""
    return True if first in YES else False if first in ("no", "false") else None


def denies(found: list[str]) -> bool:
    return any(word in NO for word in found)


def numbers_differ(one: str, other: str) -> bool:
    """Whether both hold numbers, and the one with fewer holds any that the other lacks."""
    first, second = (set(number.replace(",", "") for number in NUMBER.findall(text)) for text in (one, other))
    fewer, more = sorted((first, second), key=len)
    return bool(fewer) and not fewer <= more
