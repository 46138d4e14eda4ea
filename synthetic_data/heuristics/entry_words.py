"""What the words of an entry are by themselves: a title, a whole sentence, a plural."""

import re

LONGEST_SMALL = 4  # letters of a word that titles leave small: "with"


def is_title(text: str) -> bool:
    """Whether all longer words have a capital, as in a title: "Support for Staged Installs"."""
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) > LONGEST_SMALL]
    return len(words) > 1 and not text.endswith(".") and all(word[0].isupper() for word in words)


def closed(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    text = text[0].upper() + text[1:] if text[0].islower() else text
    return text if text[-1] in '.!?”")' else text + "."


def is_plural(term: str) -> bool:
    last = term.split(" (")[0].split()[-1].strip("`")
    return "`" not in term and last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "ps", "NS", "OS", "AWS", "TLS"))
