"""Words that open a sentence without being part of what it says: "However,", "Note that"."""

import re

# Words that tie a sentence to others without being part of what it says.
OPENERS = re.compile(
    r"^(?:(?:However|Also|Additionally|Furthermore|Moreover|In addition|Fortunately|Unfortunately|Of course|"
    r"Likewise|Similarly|Besides|Nevertheless|In fact|Indeed),? |"
    r"(?:Please |Also |But )?(?:[Nn]ote|[Rr]emember|[Rr]ecall|[Bb]e aware|[Kk]eep in mind),? that )"
)
STARTS = frozenset("Ho Al Ad Fu Mo In Fo Un Of Li Si Be Ne Pl Bu No no Re re be Ke ke".split())  # most sentences begin otherwise


def without_opener(text: str) -> str:
    """A sentence without "However," or "Note that" before it."""
    opener = OPENERS.match(text) if text[:2] in STARTS else None
    if opener is None:
        return text
    rest = text[opener.end() :]
    return rest if rest[:1] == "`" else rest[:1].upper() + rest[1:]
