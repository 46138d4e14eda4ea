"""Slips of grammar that an answer would teach: nouns without their article, verbs that don't agree."""

import re
from functools import lru_cache

from .base import CODE, View
from .plain_words import LETTERS_AS_WRITTEN, cut
from .subjects import NOUN_SUFFIX

# Nouns that can be counted, and so need an article in the singular.
COUNTED = (
    r"(?:sdk|api|model|endpoint|container|library|service|server|tool|function|method|module|file|folder|directory|user|developer|"
    r"customer|team|repository|pipeline|project|system|application|app|database|cluster|node|component|solution|framework|platform|"
    r"package|parameter|variable|value|object|class|struct|trait|type|pointer|reference|key|label|metric|query|request|response|"
    r"pattern|path|test|report|issue|bug|branch|commit|story|sprint|tag|token|header|field|string|number|client|interface|instance|image|"
    r"process|job|rule|alert|dashboard|URL|link|page|document|wiki|review|reviewer|decision|risk|problem|diagram|template|"
    r"environment|registry|name|ratio|record|device|host|machine|plan|property|option|element|entity|resource|sensor|widget|plugin|extension|script|command|argument|manifest|digest|identifier|engineer|person|thread|worker|lock|message|channel|macro|crate|program|compiler|"
    r"threshold|level|rate|counter|gauge|histogram|bucket|timestamp|sample|chunk|block|series of|set of|number of|list of|suite)"
)
END = r"(?=[.,;:)]|$| (?:to|in|on|at|by|for|with|from|into|of|and|or|that|which|as|is|are|has|was|when|if|while|using)\b)"
# "Spark Monitoring library collects", "Application team should": begins with a capital only because the sentence does.
BARE_SUBJECT = re.compile(
    rf"(?!(?:A|An|The|Each|Every|Any|No|One|Your|This|That|All|Its|Their)\s)(?!\S+['’]s\s)[A-Z][\w-]*(?: [\w-]+)* {COUNTED}$"
)
DETERMINED = r"(?:the|an?|this|that|these|those|each|every|any|one|no|your|its|our|their|some) "
LONE = re.compile(COUNTED, re.IGNORECASE)  # "Dashboard is a form of …"
# The words one of which each slip holds, and the slip itself: most sentences hold none of them, which is quick to tell.
SLIPS: tuple[tuple[str, str], ...] = (
    (
        "provide provides deploy deploys publish publishes create creates use uses using builds run runs return returns "
        "contain "
        "contains has have require requires need needs define defines add adds enable enables allow allows get gets send sends "
        "receive receives support supports train trains with into through via",
        rf"{{cue}} (?!value\b|(?<=return )type\b)(?:new |single |separate |existing |optional |[A-Z]{{{{2,5}}}} )?{COUNTED}{END}",
    ),
    ("in", rf"{{cue}} (?!{DETERMINED})(?:[a-z]+ )?(?:archive|folder|directory|repository|database|cluster){END}"),
    (
        "many several multiple various different these those both two three four few",
        rf"(?<!a )(?<!the )(?<!this )(?<!one )(?<!each ){{cue}} (?!of\b|to\b|in\b)(?:[a-z]+(?:ic|al|ed|ve|nt) )?{COUNTED}{END}",
    ),
    ("a an each every another", rf"{{cue}} (?:[a-z]+(?:ic|al|ed|ve|nt) )?{COUNTED}s\b(?! (?:of|and))"),
    (
        "each every",
        r"{cue} (?!of|other|across|series|chaos|always)[a-z]+[^siu\W]s(?=[.,;]|$| (?:in|of|on|for|that|is|and)\b)|{cue} and every",
    ),
    ("a", r"{cue} (?:HTTPS?|API|XML|HTML|SLA|SLO|OCI|IDE|AKS|un(?!i|an)[a-z]+|up[a-z]+|under[a-z]*)\b"),
    ("URL UUID UTF JSON YAML CLI PR TCP", r"an {cue}\b"),
    ("a an", r"{cue} (?:[A-Z]\w+ )+[A-Z]\w*[^siu\W]s(?=[.,]| (?:and|or|to|that)\b)"),
    ("software information feedback advice data", r"an? (?:[a-z]+ )?{cue}(?=[.,])"),
    ("kind type form sort", r"(?<=\ba ){cue} of an? "),
    ("one One", r"{cue} need\b(?! not)|{cue} of (?:the )?[a-z]+[^s\W] (?:is|that|which)\b"),
    (
        "should must can will may could cannot",
        r"{cue} (?:(?!need|feed|proceed|exceed|succeed|embed|speed|seed|shed)[a-z]+ed\b|(?:has|does)\b|be (?:usually|often|also) )",
    ),
    ("has have", r'{cue} "\w+" [a-z]+'),
    ("need needs have has able", r"{cue} to [a-z]+(?:ck|d|n|t|p|r|l|k|te|se|re|ne)s (?:the|an?|its|your)\b"),
    ("tools teams values types systems", r"{cue} (?:[^.,;]* )?(?:which|that) is\b"),
    ("find finding select selecting train training", rf"{{cue}} (?!{DETERMINED})(?:[a-z]+ ){{{{0,3}}}}model\b(?! [a-z]+s\b)"),
    ("Tools Teams Users Developers Clients Tests", r"{cue} (?:like|in|of|such as) \w+ [a-z]+(?<!ss)s\b (?:you|the|a|an)\b"),
    ("allows enables", r"{cue} to\b"),
    ("help helps", r"{cue} (?:to )?(?:understanding|reducing)\b"),
    ("well", r"as {cue}\b(?! as)"),
)
PATTERNS = tuple(
    (
        frozenset(cues.split()),
        re.compile(
            r"\b" + pattern.replace("{cue}", f"(?:{'|'.join(cues.split())})").replace("{{", "{").replace("}}", "}"), re.ASCII
        ),
    )
    for cues, pattern in SLIPS
)
MISSPELT = frozenset("loosing occured untill wich informations softwares feedbacks advices equipments".split())
MISSPELT_STEMS = ("seperate", "recieve")
THRICE = re.compile(r"[a-z]([a-hj-vyz])\1\1[a-z]")  # "acccuracy"
WORD = re.compile(r"[A-Za-z]+")
# A name in code and in words, or before what is no sentence with it: "`multer` Multer is a plugin", "`blipp` Prints your routes".
TWICE_NAMED = re.compile(
    r"`c` (?:[A-Z][a-z]+ (?:is|are|your|the|an?)|Enables|Provides|Prints|Adds|Allows|Supports|Creates"
    r"|Implements|Returns|Uses|Makes|Handles)\b"
)


@lru_cache(maxsize=512)  # the families of a section ask about the same sentences
def slipping(text: str) -> bool:
    """Whether a statement lacks an article or mixes up its numbers, as far as plain words tell."""
    words = frozenset(cut(text, LETTERS_AS_WRITTEN) if text.isascii() else WORD.findall(text))
    if "`" in text:
        text = CODE.sub("`c`", text)  # code has a grammar of its own
        if TWICE_NAMED.match(text):
            return True
    for cues, pattern in PATTERNS:
        if not cues.isdisjoint(words) and pattern.search(text):
            return True
    return " ." in text or " , " in text or not MISSPELT.isdisjoint(words) or misspelt(text) or THRICE.search(text) is not None


def misspelt(text: str) -> bool:
    """Whether a word begins as no word does."""
    if True not in map(text.__contains__, MISSPELT_STEMS):
        return False  # so it is with nearly all
    return any(word.startswith(MISSPELT_STEMS) for word in WORD.findall(text))


def lacks_article(subject: str) -> bool:
    """Whether a subject is a counted noun in the singular with nothing before it that it needs."""
    return "`" not in subject and BARE_SUBJECT.match(subject) is not None


def is_common(subject: str, view: View) -> bool:
    """Whether a single word is a common noun that lacks its article ("Dashboard is a form of …"): elsewhere it is written small."""
    if " " in subject or "`" in subject or not subject[0].isupper() or subject.lower().endswith("s") or NOUN_SUFFIX.search(subject):
        return False
    text, small = view.section.text, subject.lower()
    if LONE.fullmatch(subject) and not (f" {subject}" in text and re.search(rf"[a-z,] {re.escape(subject)}\b", text)):
        return True
    if f" {small}" not in text:
        return False
    alone = r"(?=[.,;:)]| (?:is|are|was|has|can|must|should|will|that|which|of|in|for|to|with|and|or|on|at|by|from|as|if|when)\b)"
    return re.search(rf"\b(?:an?|the|each|every|your) {re.escape(small)}s?\b{alone}", text) is not None
