"""What is said behind "is a …" that tells not what a thing is: a duty, who looks after it, what holds besides."""

import re

OBLIGATION = re.compile(r"\b(?:MUST|SHALL|SHOULD|MAY|REQUIRED|OPTIONAL)\b")
POINTING = re.compile(r"\b(?:to|of|for|in|with) (?:this|these|those|such)\b")  # "a possible solution to this problem"
MADE = r"(?:maintained|developed|sponsored|backed|hosted|run|led|owned|created|founded|supported|driven)"
# "a project, maintained by volunteers": who looks after a thing, not what it is.
LOOKED_AFTER = re.compile(
    rf"(?:[^;.]*? )??(?:project|initiative|effort|product|community|organization),? "
    rf"(?:\w+ed, (?:\w+ed, )?and )?(?:(?:\w+ly )?{MADE} by\b|"
    r"(?:always |still )?(?:in need of|in search of|looking for)\b|"
    rf"(?:that|which) (?:emerged|began|originated|started|was (?:{MADE}|started|released))\b)|"
    rf"[\w-]+ (?:\w+ly )?{MADE}(?: and {MADE})? by [^,]*\.$"
)
# A second statement, which defines nothing; each with what stands in it, which most lack.
SECOND = (
    ("because", re.compile(r"\bbecause\b", re.ASCII)),
    (
        ", ",
        re.compile(
            r", (?:(?:but|so) it\b|and (?:the|it|they|we|you|this|these|one|another|there)\b|(?:and \w+|which) means\b|"
            r"so (?!that\b|called\b|named\b)|"  # what follows from it, no part of what it is
            r"(?:however|therefore|thus|hence|consequently)\b)",
            re.ASCII,
        ),
    ),
    (
        "and ",
        re.compile(
            r"\band (?:the (?!\w+ (?:that|which)\b)[^,.;]{3,60}? (?:is|are|can|must|may|should)|should|must|can|may|will)\b",
            re.ASCII,
        ),
    ),
    (" and it ", re.compile(r" and it (?:probably|also|may|might|will|has|is)\b", re.ASCII)),
    (" this point", re.compile(r"\b(?:at|to) this point\b", re.ASCII)),
    ("going forward", re.compile(r"\bgoing forward\b", re.ASCII)),
    (" - ", re.compile(r" - (?:(?:it|they|this|these)\b|\w+\.$)", re.ASCII)),
    (" – ", re.compile(r" – (?:it|they|this|these)\b", re.ASCII)),
    (" — ", re.compile(r" — (?:it|they|this|these)\b", re.ASCII)),
    # "is a library that must be loaded": a duty, no class
    (" m", re.compile(r"^[^,.;]{3,60}? (?:that|which) must\b", re.ASCII)),
    # "is an aggregate query if it …": now and then
    ("", re.compile(r"^[^,.;]{3,50}? (?:(?:if|when|unless) (?:it|they) |(?:regardless of|whether or not|no matter)\b)", re.ASCII)),
)


def says_more(rest: str, noun: str) -> bool:
    """Whether what stands behind "is" lays down a duty, points elsewhere, tells who looks after a thing or states more.

    These are rare, and dear to look for: they are asked of what would be a definition else.
    """
    if OBLIGATION.search(rest) or POINTING.search(noun.split(",", 1)[0]) or LOOKED_AFTER.match(noun):
        return True
    return any([sign in rest and pattern.search(rest) is not None for sign, pattern in SECOND])


def is_circular(subject: str, noun: str) -> bool:
    """Whether what is said of a name ends in its being so: "`.debdiff` is an extension that tells that it is a debdiff"."""
    name = subject.strip("`.*").lower()
    return name.isalnum() and noun.lower().rstrip(".").endswith((f" it is a {name}", f" it is an {name}", f" is {name}"))
