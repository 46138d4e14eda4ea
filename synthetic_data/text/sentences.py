"""Sentence boundaries by sentencex (Wikimedia, MIT, about 300 languages)."""

import sentencex


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of a plain text as (start, end) offsets, without the white space around them."""
    spans = []
    for boundary in sentencex.get_sentence_boundaries(language or "en", text):
        raw = text[boundary["start_index"] : boundary["end_index"]]
        body = raw.strip()
        if body:
            start = boundary["start_index"] + len(raw) - len(raw.lstrip())
            spans.append((start, start + len(body)))
    return spans
