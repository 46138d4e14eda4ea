"""Whether words taken from a document mean the same without it: each "the …" has something to point at, no slips of grammar."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import eq

from .english import MODALS, REFERENCE, cued_by
from .naming import SMALL, WORD
from .plain_words import WORD_CHARACTERS, cut
from .subjects import BE, DETERMINERS, PREPOSITIONS, SINGULAR, TOKEN

# One of each in everybody's world: these need no words before them.
UNIQUE = frozenset(
    """compiler user reader developer customer author team company community operating internet web cloud heap stack network browser
    terminal shell console command kernel cpu gpu memory disk filesystem clock world public future past present time moment
    beginning end start rest number amount size length fact way risk chance possibility need ability kind type first last
    latest next same best worst reason purpose most least right left default standard runtime os configuration
    documentation""".split()
)
# Behind the noun these say which one is meant: "the bucket that …", "the name of …".
TELLING = frozenset("of that which who whose where you your you’ve you've you’re you're it they for between in being".split())
# A noun phrase ends before these.
ENDS = (
    PREPOSITIONS | BE | MODALS | TELLING | SINGULAR.keys() | frozenset(
        """and or but if when while because so than then was were be been has have had do does did not to it they its their this
        these those the a an each every any all itself who whom doesn't don't isn't aren't can't won't cannot via only also just
        already still never always often usually up out back off down starts ends""".split()
    )
)  # fmt: skip
# What only the words before could tell: which label is additional, which value is left.
CONTEXTUAL = frozenset(
    """affected corresponding resulting remaining other additional actual two three four new original given chosen selected
    calculated involved respective provided proposed desired necessary required said relevant second third""".split()
)
CHOSEN = frozenset("chosen given selected provided".split())  # by whom, the words before tell
THAT_ONE = re.compile(
    r"\b(?:of|in|on|for|with|to|from|by|at|into|than|about|under|over|within|through|using|gets?|bring|place|calls?|follow|"
    r"match(?:es)?|(?:leak|releas|free|call|pass|us|clos|open|remov|delet|sett)ing) that (?P<noun>[a-z]\w*)"
)
KEEPING = ("keep ", "keeps ", "leave ", "leaves ", "have ", "get ")  # "keep the structure allocated until": which one?
DISTINCT = re.compile(r"[a-z][A-Z]|\w[._:-]+\w")  # "the `artifactType`": a name that needs no telling which
NAMED_AFTER_ACTION = re.compile(r"(?:ence|ance|ment|ction|tion|sion)$")
BY_WHICH = re.compile(r" \w+ (?:which|whom)\b")
PLURAL = r"[a-z]+(?:[^siu\W]s|ies|ices)"
# Slips of the source that no answer should teach, each with words one of which it holds: most sentences hold none of them.
FAULTS = (
    cued_by("there", rf"\bthere(?:['’]s| is) (?:no |many |several |multiple )(?:\w+ )?{PLURAL}\b", any_case=True),
    cued_by("by", rf"\b(?:is|are|was|were) (?:\w+ly )?{PLURAL} by\b", any_case=True),
    cued_by(
        "has have need needs had",
        r"\b(?:has|have|needs?|had) to (?!feed|seed|shed|embed|speed|need|proceed|exceed|succeed)[a-z]+ed\b",
        any_case=True,
    ),
    cued_by("that", r"\b(?:a|an|one|each|every|which) (?:[\w-]+ ){0,3}[a-z]+[^s\W] that [a-z]+(?:ize|ify)\b", any_case=True),
    cued_by("a", r"\ba (?!one|once|uni|use|usual|eu|euro)[aeio][a-z]{2,}\b", any_case=True),
    cued_by("the", r"\bthe (?:\w+(?:ed|ing) )?the\b", any_case=True),
    cued_by("ability possibility", r"\b(?:provides?|gives?|has|have|offers?) (?:ability|possibility)\b", any_case=True),
    cued_by("you", r"\bwhich you (?:is|are)\b", any_case=True),
    cued_by("via", r"\bvia (?:for|to|of|in)\b", any_case=True),
    cued_by("all", r"\ball (?:observation|value|metric|test|user)(?=[.,;]| (?:in|of|is|are|has|have|that|which)\b)", any_case=True),
    cued_by(
        "more",
        r"\bmore (?:fast|easy|simple|quick|cheap|high|low|big|small|hard|slow|safe|strong|large|long|short)\b"
        r"(?! (?:and )?more\b)"
        r"|\bmore generic [a-z]+ [a-z]+[^s\W]\b",
        any_case=True,
    ),
    cued_by("case along", r"\bin some case\b|\bwith along\b", any_case=True),
    cued_by("an", r"\b[Aa][Nn] (?!hour|honest|heir|honou?r|[a-z]\b)[bcdfgjklmnpqrtvwxyz][a-z]{3,}\b"),
    # "if you proxy requires", "can done", "each of its elements are"
    cued_by(
        "you",
        r"\b(?:if|when|where|unless) you (?!who|that|it)[a-z]+ (?:requires|is|has|needs|uses|contains|supports|returns|does)\b",
        any_case=True,
    ),
    cued_by(
        "done been made given taken written shown known chosen seen",
        r"\b(?:can|cannot|must|should|will|may|could) (?:not )?(?:done|been|made|given|taken|written|shown|known|chosen|seen)\b",
        any_case=True,
    ),
    cued_by("setup", r"\bbe setup\b", any_case=True),
    cued_by("relied", r"\brelied (?!on\b|upon\b|heavily\b|solely\b)", any_case=True),
    cued_by("set called", r"\ba set [a-z]+ing [a-z]+s\b|\bin called\b", any_case=True),
    # "will be adjust", "if the package fulfill"
    cued_by(
        "be",
        r"\b(?:will|must|should|can|may|could|to) be (?:adjust|create|remove|update|replace|add|configure|install|enable|disable|"
        r"execute|generate|produce|require|use|include|specify|define|delete|handle|provide|return|change|move)\b(?!-)",
        any_case=True,
    ),
    cued_by(
        "whether if when",
        r"\b(?:whether|if|when) (?:the|a|an) [a-z]+[^s\W] (?:fulfill|contain|require|support|provide|include|exist|fail)\b",
        any_case=True,
    ),
    # "if you have build", "has send", "when you have configured you cluster"
    cued_by(
        "you", r"\byou have (?:build|choose|write|give|take|send)\b|\bconfigured you (?!to\b|can\b|will\b)[a-z]", any_case=True
    ),
    cued_by("send", r"\b(?:has|have) send\b", any_case=True),
    cued_by("send choose give", r"\b(?:be|are|is) (?:send|choose|give)\b", any_case=True),
    cued_by("do", r"^[A-Z][a-z]+ (?!people|children|data|media|criteria|men\b|women)[a-z]+[^siu\W] do not\b"),
    cued_by("each every one", r"\b(?:each|every one) of (?:its|the|their|these) [a-z]+ are\b", any_case=True),
    cued_by("the a an", r"\b(?:[Tt]he|a|[Aa]n) (?:a|an|this|is|are)\b"),
)
RUN = re.compile(r"\w+")
# It leads to a list of sources: "[3]", "in [PKCS11URI]".
SOURCE_MARK = re.compile(r"(?<=[\w.,]) ?\[\d+\]|\b(?:in|by|of|from|per|with|to) \[(?!RFC)[A-Z][A-Z0-9]{2,}\]")
REPEATED = re.compile(r"(?<![.\w])(?!that |had |very )(\w{2,}) \1\b(?!-)|\b(\w+ \w+) \2\b", re.IGNORECASE)


@lru_cache(maxsize=512)  # the families of a section ask about the same sentences
def faulty(text: str) -> bool:
    """Whether a text has a slip of grammar that plain words give away."""
    low = text.lower()
    runs = cut(low, WORD_CHARACTERS) if text.isascii() else RUN.findall(low)
    words = frozenset(runs)
    for pattern, cues, any_case in FAULTS:
        if not cues.isdisjoint(words) and pattern.search(low if any_case else text):
            return True
    if (
        ",," in text
        or "??" in text
        or "\\(" in text
        or ("<" in text and REFERENCE.search(text))
        or ("[" in text and SOURCE_MARK.search(text))
    ):
        return True
    # "the the" or "of the of the" can only stand where a word comes again as the next or the next but one
    return (any(map(eq, runs, runs[1:])) or any(map(eq, runs, runs[2:]))) and REPEATED.search(text) is not None


def words_known(names: Sequence[str]) -> frozenset[str]:
    """The words of headings and titles that a question names, without their plural -s."""
    known: frozenset[str] = frozenset()
    for name in names:
        known |= words_of(name)
    return known


@lru_cache(maxsize=512)
def words_of(name: str) -> frozenset[str]:
    return frozenset(singular(word) for word in WORD.findall(name.lower().replace("-", " ")) if word not in SMALL)


def singular(word: str) -> str:
    """A word without the plural -s, as far as telling two words apart needs it."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def dangles(text: str, names: Sequence[str]) -> bool:
    """Whether a text is dangling beside the headings and titles that a question names."""
    return may_dangle(text) and dangling(text, words_known(names))


def may_dangle(text: str) -> bool:
    """Whether a text can speak of "the test" or "that value" at all."""
    return "he " in text or "hat " in text


def dangling(text: str, known: frozenset[str]) -> bool:
    """Whether a text speaks of "the test" or "that value" and neither it nor the known words told before of a test or a value."""
    if not may_dangle(text):
        return False
    for one in THAT_ONE.finditer(text) if " that " in text else ():
        if one["noun"] not in text[: one.start()] and one["noun"] not in ("is", "are"):
            return True
    return any(not anchored(phrase, following, known, text[:start]) for start, phrase, following in noun_phrases(text))


def noun_phrases(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Where each "the …" stands, its words, and the word behind it ("" at the end of a clause)."""
    tokens = list(TOKEN.finditer(text))
    for number, token in enumerate(tokens):
        if token.group().lower() != "the":
            continue
        phrase: list[str] = []
        following = ""
        for later in tokens[number + 1 : number + 8]:
            word = later.group()
            if word.lower() in ENDS and phrase:
                following = word.lower()
                ahead = [found.group().lower() for found in tokens[number + len(phrase) + 2 : number + len(phrase) + 5]]
                if following in ("and", "or"):
                    following = told_of_both(ahead) or following
                break
            object_of = tokens[number + len(phrase) + 2 : number + len(phrase) + 3]
            if phrase and word.endswith("ing") and object_of and object_of[0].group().lower() in DETERMINERS:
                following = "being"  # "the nodes hosting the candidate"
                break
            phrase.append(word)
            if word[-1] in ",;:.)”" and word[-1] != "`":
                break
        if following in PREPOSITIONS and BY_WHICH.match(text, tokens[number + len(phrase)].end()):
            following = "which"  # "the ease with which software is moved"
        yield token.start(), phrase, following


def told_of_both(ahead: Sequence[str]) -> str:
    """What behind "the entry point and" says which one: "… exit point of a program", "the tools and … practices used to"."""
    for number, word in enumerate(ahead):
        if word in ("of", "that", "which"):
            return word
        if number and word.endswith("ed") and ahead[number + 1 : number + 2] and ahead[number + 1] in PREPOSITIONS:
            return "being"
    return ""


def anchored(phrase: Sequence[str], following: str, known: frozenset[str], before: str) -> bool:
    """Whether the reader can tell which one is meant."""
    if not phrase or following in TELLING and phrase[-1] not in CHOSEN:
        return True
    if len(phrase) > 1 and "`" in phrase[-1] or following in ("to", "with", "between") and NAMED_AFTER_ACTION.search(phrase[-1]):
        return True  # "the suffix `_total`", "the adherence to regulatory standards"
    if "`" in phrase[0]:
        return len(phrase) > 1 or phrase[0] in before or DISTINCT.search(phrase[0]) is not None
    if any(letter.isupper() or letter.isdigit() for word in phrase for letter in word):
        if phrase[0] not in CONTEXTUAL:
            return True
        # "the new Node Exporter"
        return all(word.lower().strip(",;:.)”") in before.lower() for word in phrase[1:])
    # "the manifest referenced by", "the data currently being stored"
    if len(phrase) > 1 and (phrase[-1].endswith("ed") and following in PREPOSITIONS or following == "being"):
        return not before.endswith(KEEPING)
    spoken = " ".join(phrase).lower().replace("-", " ").replace("’s", "").replace("'s", "")
    words = [word for word in WORD.findall(spoken) if word not in SMALL]
    if not words or words[0] in UNIQUE or words[-1] in UNIQUE or words[-1].removesuffix("s") in UNIQUE or "operating" in words:
        return True
    if words[-1].endswith("ity"):
        return True  # "the maintainability"
    said = {singular(word) for word in WORD.findall(before.lower())}
    if not CONTEXTUAL.isdisjoint(words):
        return any(singular(word) in said for word in words if word not in CONTEXTUAL)
    told = known | said
    names = [singular(word) for word in words]
    # "the union instance" under "Fields of a Union"; "the request count metric" is none that "Metrics" tells of
    return any(name in told for name in names[:-1] or names)
