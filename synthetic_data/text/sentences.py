"""Sentence boundaries by sentencex (Wikimedia, MIT, about 300 languages)."""

import sentencex


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of a plain text as (start, end) offsets, without the white space around them."""
    spans = []
    at = 0
    for piece in sentencex.segment(language or "en", text):  # the pieces, joined, are the text
        start, end = at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        if start < end:
            spans.append((start, end))
        at += len(piece)
    return spans
