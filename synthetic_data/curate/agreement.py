"""How far two answers to one question agree, by mechanics: the overlap coefficient of their content words, with hard vetoes.

The overlap coefficient (Szymkiewicz 1934, Simpson 1960) is the number of common words over the number of words of the shorter
answer: a blind answer of three words agrees with a full sentence that holds them. In scripts without spaces every two neighbouring
characters count as a word (Lucene's CJK analyzer does the same). Numbers and verdicts are not a matter of degree: where both
answers hold numbers and the one with fewer holds any that the other lacks, or one denies what the other affirms, they disagree.
"""

import re
from collections.abc import Iterator

from ..text.calculation import ANYWHERE, readings, values_in
from ..text.shingles import UNSPACED

WORD = re.compile(rf"\d+(?:[.,]\d+)+|[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[.'’][^\W_{UNSPACED}]+)*")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # 1,200 and 1.200 are one number here
CHARACTER = re.compile(f"[{UNSPACED}]")
SMALL = frozenset(
    "a an the this that these those it its is are was were be been being am do does did has have had of in on at for to by as"
    " and or with from you your we our they their he she his her i will can would should may if then than so such which who"
    " what".split()
)
NO = frozenset(
    "no not never none nor cannot isn't aren't wasn't doesn't don't didn't won't can't mustn't shouldn't without"
    " nicht nie kein keine keinen keiner ohne pas jamais sans nunca sin 不 没 無 无 未 非".split()
)
YES = frozenset("yes true ja oui sí 是 对".split())
FALSE = frozenset("no false nein non 否 错".split())
REACH = 3  # content words behind a negation that it denies
END = re.compile(r"[.;!?。；！？]\s|[。；！？]|\n")  # of a statement


def agreement(one: str, other: str) -> float:
    """From 0 (nothing in common, or a contradiction) to 1 (all words of the shorter answer are in the longer one)."""
    first, second = words(one), words(other)
    mine, its = content(first), content(second)
    if verdicts_differ(first, second) or denied(one, mine & its) != denied(other, mine & its) or numbers_differ(one, other):
        return 0.0
    if not mine or not its:
        return float(bool(first) and (first == second or verdict(first) is not None and verdict(first) == verdict(second)))
    return len(mine & its) / min(len(mine), len(its))


def words(text: str) -> list[str]:
    """The words in order; where a script puts no spaces between them, every character."""
    found = WORD.findall(text.casefold())
    return [re.sub("[.,]", "", word) if GROUPED.fullmatch(word) else word.replace("’", "'").replace(",", "") for word in found]


def content(found: list[str]) -> set[str]:
    """Content words by a rough stem, so that a plural or a tense is no disagreement; of unspaced scripts pairs of characters."""
    return set(stems(found))


def stems(found: list[str]) -> Iterator[str]:
    for number, word in enumerate(found):
        if CHARACTER.fullmatch(word):
            after = found[number + 1] if number + 1 < len(found) and CHARACTER.fullmatch(found[number + 1]) else ""
            before = number > 0 and CHARACTER.fullmatch(found[number - 1])
            if after or not before:
                yield word + after
        elif word not in SMALL and word not in NO:
            yield stem(word)


def stem(word: str) -> str:
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def verdicts_differ(one: list[str], other: list[str]) -> bool:
    """Whether one answer begins with yes or true, the other with no or false."""
    return {verdict(one), verdict(other)} == {True, False}


def verdict(found: list[str]) -> bool | None:
    first = found[0] if found else ""
    return True if first in YES else False if first in FALSE else None


def denied(text: str, shared: set[str]) -> set[str]:
    """Which of the words that both answers share one of them denies: those that follow a negation within its statement."""
    found: set[str] = set()
    for statement in END.split(text):
        rest = words(statement)
        for number, word in enumerate(rest):
            if word in NO and not (number == 0 and word in FALSE):  # a verdict is compared as such
                found |= set(list(stems(rest[number + 1 :]))[:REACH])
    return found & shared


def numbers_differ(one: str, other: str) -> bool:
    """Whether both hold numbers in digits, and the one with fewer holds any that the other lacks."""
    fewer, more = sorted((one, other), key=lambda text: len(set(ANYWHERE.findall(text))))
    if not ANYWHERE.search(fewer) or not ANYWHERE.search(more):
        return False
    held = values_in(more)
    return any(not readings(number) & held for number in ANYWHERE.findall(fewer))
