"""One documented estimate of what a text costs in tokens, the same whatever engine runs: section ids never depend on an engine."""

BYTES_PER_TOKEN = 4


def estimate_tokens(text: str) -> int:
    """UTF-8 bytes divided by four, rounded up: near what byte-pair tokenizers give for English, prudent for other scripts."""
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    return -(-size // BYTES_PER_TOKEN)
