"""What the words of an entry are by themselves: a title, a whole sentence, a plural."""

import re

# "The hub acts as a single point …": a verb that no list knows.
HIDDEN_VERB = re.compile(
    r"\b[a-z]+[^s]s (?:an?|the|as|it|their|its|up|out|when|if|more|any|no|your|how|whether)\b|\b(?:began|became|went|gave)\b"
    r"|\b(?!called|named|given|termed|considered)[a-z]+ed (?:an?|the|its|their)\b"
    r"|\b(?:already|still|never|always|no longer) [a-z]+[^s]s\b|\b[a-z]+[^s] (?:exists|fails|succeeds|expires|occurs|happens)\b"
)
# "The requested version conflicts with …", "A problem occurred extracting …": a sentence that only looks like a noun phrase.
EVENT = re.compile(
    r"\b(?:means that|indicates that|"
    r"occurred|happened|timed out|conflicts with|(?:relates|applies|pertains|corresponds|leads|points) to|differs from"
    r"|depends on|belongs to|refers to|consists of)\b"
)
LINK = re.compile(r"(?:An? |The )?(?:\w+ )?(?:link|button|shortcut) to\b|An? (?:\w+ )?link\.?$", re.IGNORECASE)
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
