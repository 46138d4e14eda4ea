"""What the words of an entry are by themselves: a title, a whole sentence, a plural."""

import re

# "The hub acts as a single point …": a verb that no list knows.
# "An active server transitions to this state": a sentence, and no name for a thing.
VERB_OR_PLURAL = re.compile(
    r"(?:An?|The) (?:(?!(?:of|for|in|with|to|that|which|and)\b)[\w-]+ ){1,3}[a-z]+[^\Wsiu]s "
    r"(?:inside|into|to|from|an?|the|its|all|after|before)\b"
)
HIDDEN_VERB = re.compile(
    r"\b[a-z]+[^s]s (?:an?|the|as|it|their|its|up|out|when|if|more|any|no|your|how|whether)\b|\b(?:began|became|went|gave)\b"
    r"|\b(?!called|named|given|termed|considered)[a-z]+ed (?:an?|the|its|their)\b"
    r"|\b(?:already|still|never|always|no longer) [a-z]+[^s]s\b|\b[a-z]+[^s] (?:exists|fails|succeeds|expires|occurs|happens)\b"
)
# "The requested version conflicts with …", "A problem occurred extracting …": a sentence that only looks like a noun phrase.
EVENT = re.compile(
    r"\b(?:means that|indicates that|(?<!its )(?<!of )(?<!for )(?:uses|differs)\b|"
    r"occurred|happened|timed out|conflicts with|(?:relates|applies|pertains|corresponds|leads|points) to|differs from"
    r"|depends on|belongs to|refers to|consists of)\b"
)
LINK = re.compile(r"(?:An? |The )?(?:\w+ )?(?:link|button|shortcut) to\b|An? (?:\w+ )?link\.?$", re.IGNORECASE)
# "This tended to get stale": a remark on what is known already. "This tool starts …" names its kind, "This is the …" tells it.
REMARK = re.compile(
    r"(?:It|They|He|She)\s|Th(?:is|at|ose|ese) (?:"
    r"(?:\w+ed|lets?|will|would|can|could|may|might|must|should|has|had|does|makes?|means?|takes?|gives?"
    r"|keeps?|helps?|works?|allows?|causes?|requires?|uses?|happens?|affects?|applies|sets?)"
    r"|(?:is|was|has been) (?:not|no|also|still|only|mostly|usually|often|now|\w+(?:ed|ful|able|ous))"
    r"|\w+ (?:is|are|was|were) (?:not|no longer|currently|deprecated|obsolete))\s"
)
# What a label is put on, no deed of the label: "Applies to all issues …".
PUT_ON = re.compile(
    r"(?:Appl(?:y|ies|icable)|Relates?|Related(?: \w+ly)?|Relevant|Pertains?|Belongs?|Reserved) (?:to|for)\s|Concerns? (?!about)"
)
AFFECTING = re.compile(r"Affects?\s")
OPTION = re.compile(r"[-_.(=$/]|[a-z][A-Z]")
COMPARING = re.compile(
    r"[Tt]he (?:more|less|fewer|\w+er) (?:an?|the|you|your|it|[a-z]+ [a-z]+)\b[^.;]*?, the (?:more|less|fewer|\w+er)\b"
    r"|[Tt]he (?:rest of|same (?:as|like))\b"
)
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


def is_remark(term: str, sentence: str) -> bool:
    """Whether what stands behind a label is no explanation of it: a remark, what it is put on, its own first word again."""
    if REMARK.match(sentence) or COMPARING.match(sentence):
        return True
    if PUT_ON.match(sentence) or AFFECTING.match(sentence):
        return OPTION.search(term) is None  # an option may affect something, "`usability`" is put on what does
    first, said = term.split(" ", 1)[0], sentence.split(" ", 1)[0]
    begun = first == said and not first.endswith("ing") and not sentence.lower().startswith(term.lower())
    return begun and "`" not in term and len(term.split()) > 2  # "Field with the user": "Field that holds the user"
