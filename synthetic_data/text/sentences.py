"""Sentence boundaries by sentencex (Wikimedia, MIT, about 300 languages)."""

import sentencex


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of a plain text as (start, end) offsets, without the white space around them."""
    spans = []
    at = 0
    for raw in sentencex.segment(language or "en", text):  # the pieces, joined, are the text
        body = raw.strip()
        if body:
            start = at + raw.index(body)
            spans.append((start, start + len(body)))
        at += len(raw)
    return spans
