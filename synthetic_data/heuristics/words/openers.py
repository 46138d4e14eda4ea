"""Words that open a sentence without being part of what it says: "However,", "Note that"."""

import re

# Words that tie a sentence to others without being part of what it says.
OPENERS = re.compile(
    r"^(?:(?:However|Also|Additionally|Furthermore|Moreover|In addition|Fortunately|Unfortunately|Of course|"
    r"Likewise|Similarly|Besides|Nevertheless|In fact|Indeed),? |"
    r"(?:Please |Also |But )?(?:[Nn]ote|[Rr]emember|[Rr]ecall|[Bb]e aware|[Kk]eep in mind),? that )"
)


def without_opener(text: str) -> str:
    """A sentence without "However," or "Note that" before it."""
    opener = OPENERS.match(text)
    rest = text[opener.end() :] if opener else text
    return rest[:1].upper() + rest[1:] if opener and rest[:1] != "`" else rest
