"""Judges what a name and the words beside it are worth: translations of each other, credits, bare figures, torn markup."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from ...text.language import WIDE
from ..tables.table_cells import Cell
from ..words.claims import CODE_SPAN

LETTERS = re.compile(r"[^\W\d_]+")
DIGITS, FIGURES = re.compile(r"\d+"), re.compile(r"\d{2,}")
NAMED = re.compile(r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\"]*\"")  # the key “Page down”: the name once more, in other words
# "SolutionActionApproved", "insert_exit": the words that a name is made of.
PIECES = re.compile(r"[A-Z]{2,}(?![a-z])|[^\W\d_][^\W\d_A-Z]*")
LEAST_PIECE, LEAST_TOLD = 3, 4
SHARED_STEM, ALIKE = 4, 0.8
STEM_SHARE = 0.6
LEAST_TELLING = 2  # words that a description has to say besides its name and what stands in every such description
OFTEN, OFTEN_SHARE, MANY = 3, 0.25, 8  # times, of all; so many are often in a long list as well
PARTICLES = frozenset("de da del dos van von der und et y e la le".split())
TORN = re.compile(r"[A-Za-z0-9]\0|\0[A-Za-z0-9]|\0\0|[*`~]\0|\0\*|\*\*|__|\0\}")
CODES_IN_A_ROW = re.compile(r"\0[^\0,;/，、|]*\0|\[\0|\0\]")
HEADED_UNIT = ("(", "[", "（", "%")


def pieces(name: str) -> list[str]:
    """The words of a name, without accents."""
    return [folded(piece) for piece in PIECES.findall(name) if len(piece) >= LEAST_PIECE]


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))


def words_of(text: str) -> set[str]:
    return {folded(word) for word in LETTERS.findall(text)}


@lru_cache(maxsize=65536)  # the same few words of a list are compared again and again
def is_near(one: str, other: str) -> bool:
    """Whether two words share a stem ("doc", "documentation") or are spelled nearly alike ("priority", "priorité")."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < LEAST_PIECE:
        return False
    shared = next((place for place, sign in enumerate(shorter) if sign != longer[place]), len(shorter))
    return (
        shared >= max(SHARED_STEM, len(shorter) - 1)  # "menus", "menubar": the word in another number
        or shared == len(shorter)
        or shared >= max(SHARED_STEM, STEM_SHARE * len(longer))
        or SequenceMatcher(None, one, other).ratio() >= ALIKE
    )


def gives_away(name: str, text: str) -> bool:
    """Whether a description holds a word or a number of the name that it is to be known by."""
    told = words_of(text)
    if any(is_near(piece, word) for piece in pieces(name) for word in told):
        return True
    if any(pair in text for pair in wide_pairs(name)):
        return True
    return not set(DIGITS.findall(name)).isdisjoint(DIGITS.findall(text))


def wide_pairs(name: str) -> list[str]:
    """The neighbouring characters of a script without spaces between words: a word has two of them."""
    return [name[at : at + 2] for at in range(len(name) - 1) if WIDE.match(name[at]) and WIDE.match(name[at + 1])]


def frequent(texts: Sequence[str]) -> frozenset[str]:
    """The words that many descriptions of a list have: they tell nothing of one of them."""
    times = Counter(word for text in texts for word in words_of(text))
    return frozenset(word for word, count in times.items() if count >= max(OFTEN, min(MANY, OFTEN_SHARE * len(texts))))


def adds(text: str, name: str, common: Iterable[str], least: int = LEAST_TELLING) -> bool:
    """Whether a description says more than its name and than the other descriptions of its list."""
    if WIDE.search(text):
        return set(FIGURES.findall(name)).isdisjoint(FIGURES.findall(text))
    text = NAMED.sub(" ", text)
    told = {word for word in words_of(text) - set(common) if len(word) >= LEAST_TOLD}
    named = pieces(name)
    repeated = {word for word in told if any(is_near(piece, word) for piece in named)}
    return len(told - repeated) >= least + bool(repeated)


def is_names(text: str) -> bool:
    """Whether a text is nothing but names of people, as in credits."""
    words = LETTERS.findall(text)
    return len(words) > 1 and "`" not in text and all(word[0].isupper() or word in PARTICLES for word in words)


def is_torn(text: str) -> bool:
    """Whether markup was left in a text, or code stands against letters that belong to it."""
    bare = CODE_SPAN.sub("\0", text)
    return "``" in text or TORN.search(bare) is not None


def is_patched(name: str) -> bool:
    """Whether a name is patched together from code and text: "`show` `package1` [`package2`…]"."""
    return is_torn(name) or CODES_IN_A_ROW.search(CODE_SPAN.sub("\0", name)) is not None


def is_bare_figure(cell: Cell, header: str) -> bool:
    """Whether a cell is a figure of which neither it nor the header tells the unit: a size, a popularity."""
    if cell.kind == "number":
        return not cell.unit and not any(sign in header for sign in HEADED_UNIT)
    if cell.kind != "text" or not DIGITS.search(cell.text) or WIDE.search(cell.text):
        return False
    return all(len(word) == 1 for word in LETTERS.findall(cell.text)) and not re.search(r"[%°$€£]", cell.text)
