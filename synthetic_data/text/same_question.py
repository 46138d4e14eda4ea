"""Which question–answer pairs ask the same thing, so that of each such set one pair is kept.

Two questions with the same words in the same order (case, politeness and small words aside) are the same, whatever the answers.
Two others are the same only if they agree in what must not differ (`Strict`), if at least 0.8 of the content words that either
has are in both, and if the answers bear it out: in full where each question has a word that the other lacks, as questions
written from one template differ in just the one word that matters; by half where one question only adds words.
Candidates come from prefix filtering (Chaudhuri et al. 2006, Bayardo et al. 2007; see near_duplicates) and from bitmaps
(Sandes, Teodoro, Melo: Bitmap Filter, 2020); every decision to drop a question is taken on the texts, so hashes are not trusted.
"""

import re
import struct
import unicodedata
import zlib
from array import array
from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from hashlib import blake2b
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from .shingles import UNSPACED, WORD, is_unusual, jaccard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.integer[Any]]

QUESTIONS_ALIKE = 0.8  # share of content words in common from which two questions may be the same
ANSWERS_EQUAL = 0.8  # share of answer words in common that outweighs a word of the question put in another's place
ANSWERS_ALIKE = 0.5  # the same where one question only adds words
TELLING_ANSWER = 5  # words from which equal answers say anything: "yes" answers a thousand different questions

# English only: small words that carry no content. A preposition that closes the question does ("What is it used for?").
_SMALL = frozenset(
    "a an the this that these those there it its i me my we us our you your is are was were be been being am do does did done has"
    " have had can could would will of in on at for to by as about and if then than so such please tell explain describe give say"
    " according briefly exactly what which who whom whose when where why how s".split()
)
_CLOSING = frozenset("a for to of in on at by as do".split())
_KINDS = {"whom": "who", "whose": "who", "which": "what"} | {word: word for word in "what who when where why how".split()}
_YES_NO = frozenset("is are was were am do does did has have had can could will would should must may".split())
_NEGATIONS = frozenset("not no never without none neither nor cannot except unless".split())
_MEASURES = frozenset(
    "min max least most first last before after more less fewer greater larger smaller higher lower longer shorter faster slower"
    " above below best worst only all any every always often next previous earliest latest highest lowest largest smallest"
    " longest shortest newest oldest must should may shall or".split()
)
_EMPTY = _SMALL | _NEGATIONS
_ONE_NAME = {"minimum": "min", "maximum": "max", "minimal": "min", "maximal": "max", "final": "last"}

_CODE_OR_QUOTE = re.compile(  # the look ahead is there for speed: without it every branch is tried at every character
    r"(?=[`\"“„«「『'‘])(?:"
    r"(`+)(?P<code>.+?)\1|[\"“„](?P<double>[^\"“”„]+)[\"”“]|«(?P<angle>[^«»]+)»|[「『](?P<corner>[^「」『』]+)[」』]"
    r"|(?<!\w)['‘](?P<single>[^'‘’]+)['’](?!\w))"
)
_SIGNS = r"./:@$#%+~\\\-"
_NAME = re.compile(rf"[\d_{_SIGNS}&*<>=|^!]|^(?=.*[a-z]).+[A-Z]")  # numbers, identifiers, paths, signs, inner capitals
_COMPOUND = re.compile(r"[^\W\d_](?:-?(?![A-Z])[^\W\d_])+")  # read-only: a name, whose first letter may be large in front
_ENDING = re.compile("['’](?:s|re|ve|ll|d|m)?$")
HEAD = struct.Struct("=QQQH")  # digests of the sequence and of what must be equal, bitmap of the answer, its number of words


class Strict(NamedTuple):
    """What two questions must have in common to be the same: kind (who, when, …), names and numbers, quotes, negation, measures."""

    kind: str
    names: tuple[str, ...]
    quotes: tuple[str, ...]
    negated: bool
    measures: tuple[str, ...]


class Asked(NamedTuple):
    """A question and its answer as they are compared; `hard` are the numbers, names and negations of the answer."""

    sequence: tuple[str, ...]
    strict: Strict
    content: frozenset[str]
    answer: frozenset[str]
    hard: frozenset[str]


def read(question: str, answer: str) -> Asked:
    """Take a question and its answer apart; the words listed are English, the rest works in any language."""
    said = _said(answer)
    hard = frozenset(filter(is_name, said)) | (frozenset() if _NEGATIONS.isdisjoint(said) else {"not"})
    return Asked(*_asked(question), _pieces(said) or frozenset([answer.strip()]), hard)


def _said(answer: str) -> list[str]:
    return _tokens(unicodedata.normalize("NFC", answer.replace("`", " ")))


def _asked(question: str) -> tuple[tuple[str, ...], Strict, frozenset[str]]:
    """The words of a question in order, what must be equal in one that is the same, and what only needs to be alike."""
    question = unicodedata.normalize("NFC", question.lower() if question.isupper() else question)
    kept: list[str] = []  # the words in order, small ones left out, but for those in code or quotes
    loose: list[str] = []  # all words outside of code and quotes
    codes: list[str] = []
    quotes: list[str] = []
    at = 0
    for found in [*_CODE_OR_QUOTE.finditer(question), None]:
        between = _tokens(question[at : found.start() if found else None])
        kept += [word for word in between if word not in _SMALL]
        loose += between
        if found is None:
            kept += [word for word in between[-1:] if word in _CLOSING]
            break
        at = found.end()
        kind = str(found.lastgroup)
        if kind == "code":
            codes.append(found[kind].strip())
            kept += codes[-1:]
        else:
            inside = _tokens(found[kind])
            quotes.append(" ".join(inside))
            kept += inside
    strict, content = _weigh(loose, codes, quotes)
    return (strict.kind, *(kept or loose or [question.strip()])), strict, _pieces(content)


def same(one: Asked, other: Asked) -> bool:
    """Whether a careful reader would say that the two ask the same thing (the rules stand at the top of this file)."""
    if one.sequence == other.sequence:
        return True
    if one.strict != other.strict or jaccard(one.content, other.content) < QUESTIONS_ALIKE - 1e-12:
        return False
    alike = jaccard(one.answer, other.answer) + 1e-12
    if one.content <= other.content or other.content <= one.content:
        subset = one.hard <= other.hard or other.hard <= one.hard
        return alike >= ANSWERS_ALIKE and subset and ("not" in one.hard) == ("not" in other.hard)
    return alike >= ANSWERS_EQUAL and one.hard == other.hard and min(len(one.answer), len(other.answer)) >= TELLING_ANSWER


def features(question: str, answer: str) -> bytes:
    """What `merge` needs to know of a pair: 26 bytes and 4 for each content word, about 60; made where the pair is."""
    sequence, strict, content = _asked(question)
    words = _pieces(_said(answer)) or (answer.strip(),)
    hashes = sorted(map(_hash, content)) or [0]  # never none, so that questions without content words can meet
    bitmap = reduce(or_, map(_bit, words))
    head = HEAD.pack(_digest(sequence), _digest(strict), bitmap, min(len(words), 0xFFFF))
    return head + array("I", hashes).tobytes()


def _weigh(loose: list[str], codes: list[str], quotes: list[str]) -> tuple[Strict, set[str]]:
    """What must be equal in a question that is the same, and the content words that only need to be alike."""
    names = list(filter(is_name, loose))
    plain = set(loose).difference(names)
    measures = _MEASURES & plain
    asking = [word for word in loose if word in _KINDS]
    kind = _KINDS[asking[0]] if asking else "what"
    if not asking and loose and loose[0] in _YES_NO and loose[1:2] != ["you"]:
        kind = "whether"
    negated = not _NEGATIONS.isdisjoint(loose)
    strict = Strict(kind, tuple(sorted(codes + names)), tuple(sorted(quotes)), negated, tuple(sorted(measures)))
    return strict, plain - _EMPTY - measures


def _tokens(text: str) -> list[str]:
    """Words in lower case; names, numbers and signs as they are; each run of a script without spaces as one."""
    return list(chain.from_iterable(map(_tokens_in, text.split())))


@lru_cache(maxsize=1 << 13)  # the same words come again and again
def _tokens_in(piece: str) -> tuple[str, ...]:
    """The same of a piece without white space; no token reaches over any."""
    if piece.isascii():  # the plainer the pattern, the quicker it is
        pattern = _pattern("[A-Za-z0-9_]+")
    else:
        pattern = _pattern(WORD, f"[{UNSPACED}]+|") if is_unusual(piece) else _pattern(r"\w+")
    return tuple(map(_token, pattern.findall(piece)))


@cache
def _pattern(word: str, run: str = "") -> re.Pattern[str]:
    """What finds tokens: words, signs in and between them, and runs of a script without spaces if there are any."""
    return re.compile(rf"{run}[{_SIGNS}]*{word}(?:[{_SIGNS}'’]+(?:{word})?)*|(?<!\S)(?:[&*<>=|^+/%~@#$]{{1,3}}|!=)(?=[\s?]|$)")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


def _token(raw: str) -> str:
    token = raw.rstrip(".:-/") or raw
    if "'" in token or "’" in token:
        if token.endswith(("n't", "n’t", "N'T")):
            token = "not"
        token = _ENDING.sub("", token)
    if not is_name(token) or _COMPOUND.fullmatch(token):
        small = token.lower()
        token = token if len(token) > 1 and token.isupper() and small in _SMALL else _ONE_NAME.get(small, small)  # IT, US
    return token


@lru_cache(maxsize=1 << 14)
def is_name(token: str) -> bool:
    """Whether a token is a number, an identifier, a path or the like, which must be the same in both questions."""
    return _NAME.search(token) is not None


def _pieces(tokens: Iterable[str]) -> frozenset[str]:
    """The tokens as a set, runs without spaces cut into pairs of neighbouring characters."""
    found = set(tokens)
    if is_unusual("".join(found)):
        for run in [token for token in found if len(token) > 2 and _unspaced().match(token)]:
            found.remove(run)
            found.update(map("".join, zip(run, run[1:], strict=False)))
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 14)
def _bit(word: str) -> int:
    return 1 << (_hash(word) & 63)


def _digest(value: object) -> int:
    return int.from_bytes(blake2b(repr(value).encode(), digest_size=8).digest(), "little")
