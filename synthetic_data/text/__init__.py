"""Text: plain text with offsets, quotes, sentences, tokens, near-duplicates, language."""
