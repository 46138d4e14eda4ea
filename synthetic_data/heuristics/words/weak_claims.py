"""What is said so vaguely that neither it nor its opposite is worth a question."""

import re

from .english import cued_by

# The reason given for a sentence makes no sense for its opposite.
REASONED = re.compile(
    r"\b(?:as (?:it|they|this|firstly|the|an?)|since|because|thus|hence|meaning|making|so|therefore|which (?:means|makes|is why))\b"
)
# A "not" before a purpose may deny the one or the other: "is not done in order to save time".
PURPOSE = re.compile(
    r"\b(?:in order to|so as to|(?<!used )(?<!able )(?<!required )(?<!needed )(?<!designed )to "
    r"(?:achieve|allow|assist|avoid|check|detect"
    r"|enable|ensure|facilitate|find|guarantee|help|identify|improve|increase|keep|maintain|make|minimi[sz]e|monitor|prevent|protect"
    r"|reduce|search|support|verify))\b"
)
# Praise and slogans are among these.
VACUOUS = cued_by(
    """depending practices lot mind quality actively properly carefully endorsed loved trusted award leading seamless seamlessly art
    burden clear clearly need leaders companies much free complete popular powerful robust other compatibility effective effectively
    ineffective ineffectively efficiently appropriately opportunity opportunities applicable appropriate needed necessary possible
    required differently perfect""",
    r"\b(?:depending on|(?:best|standard) practices|a lot of|in mind|high[- ]quality|actively|properly|carefully"
    r"|endorsed|loved|trusted|award|industry[- ]leading|seamless(?:ly)?|state[- ]of[- ]the[- ]art|burden"
    r"|clear(?:ly)?|differently|perfect|in need of|leaders|used by \w+ companies|much"
    r"|free service|complete \w+ solution"
    r"|(?:very |most |widely |increasingly )popular|powerful|robust"
    r"|other \w+ such as|compatibility with|(?:in)?effective(?:ly)?|efficiently|appropriately|opportunit(?:y|ies)"
    r"|(?:where|when|if|as) (?:(?:they|it) (?:are|is) )?(?:applicable|appropriate|needed|necessary|possible|required))\b",
)
UNTOLD = re.compile(r" be \w+ed\.$")  # "must be specified": where, the sentences before tell
# "can also", "can help", "can be useful": nothing is lost or gained by denying these.
WEAK_AFTER_MODAL = re.compile(
    r"""\ (?:also|still|even|already|just|simply|easily|quickly|then|only|now|ideally|always|never|all|both|either|first|help|aid
    |vary|differ|present|look|read|think|assume|feel|know|say|imagine|find|consider|lead|cause|make|expect|benefit|improve|impact
    |dramatically|drastically|substantially|adhere|affect|follow|allow|enable|continue|try|aim|strive|bring
    |provide\ (?:insight|benefit|value)|be\ (?:made|taken|done|given|accomplished|achieved)
    |go|come|greatly|significantly|often|have\ (?:an?\ )?(?:\w+\ )?(?:better|similar|impact|effect|influence|benefits?)
    |be\ (?:able|automatically|a\ bit|useful|helpful|hard
    |difficult|challenging|tricky|tedious|beneficial|overwhelming|valuable|important|easy|easily|noted|careful|aware|considered
    |quite|very|strategic|appropriate|comprehensive|sufficient|thorough|proper|reasonable|meaningful|relevant|concise|consistent
    |adequate|intuitive|better|possible|ready|of|robust|flexible|responsible|created\ during
    |as|seen|familiar|any|used\ to|interesting|thought|confusing|time|different|mindful|expensive|costly|good
    |clear))\b""",
    re.VERBOSE,
)
HEDGE = re.compile(r"\b(?:OPTIONAL|RECOMMENDED|e\.g|i\.e)\b")
PRONOUN_END = re.compile(r": `[^`]+`\.$|\b(?:before|after|to|by|with) (?:it|them)\.$")
OF_A_COMMAND = re.compile(r"\b(?:parameter|argument|option|flag)s?\b")
PRONOUN_ENDS = ("`.", " it.", " them.")


def hedged(text: str) -> bool:
    """Whether a sentence holds an abbreviation, or a word in capitals, that leaves room; plain search spares the pattern."""
    likely = "e.g" in text or "i.e" in text or "OPTIONAL" in text or "RECOMMENDED" in text
    return likely and HEDGE.search(text) is not None


def ends_in_pronoun(text: str) -> bool:
    """Whether a sentence ends in a pronoun, or in code that it announces; its last letters spare the pattern."""
    return text.endswith(PRONOUN_ENDS) and PRONOUN_END.search(text) is not None


def needed_untold(word: str, text: str) -> bool:
    """Whether it takes the sentences before to tell for what something is required: an argument, for its command."""
    if word not in ("required", "mandatory", "optional"):
        return False
    return word == "required" and "`" not in text or OF_A_COMMAND.search(text) is not None
