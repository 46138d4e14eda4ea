"""Finds the one part of a sentence that is worth leaving blank, and that can be filled in only one way."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...records import Fact
from ..words.base import View, pick
from ..words.blemishes import LEADING
from ..words.claims import CODE_SPAN, is_imperative, main_clause_start
from ..words.everyday import is_everyday
from ..words.naming import content_words
from .figures import UNITS
from .flips import NO_KIND, asserts

BLANK = "____"
LEAST_WORDS_LEFT = 6
LEAST_NAME = 3
NAMED_BARE = 3  # the group of NAMED for a name without quotation marks


class Blank(NamedTuple):
    """`text[start:end]` is the filler; kind says what it is: a term, a figure, a year, a decade or code."""

    start: int
    end: int
    filler: str
    kind: str


CUES = frozenset(("`", "called", "known", "referred", "termed"))
NUMBER = re.compile(rf"(?<![\w.,:/$#+~<>=^*'-])(\d{{1,6}}(?:\.\d+)?)(?: ?{UNITS}\b(?!/)| ?%)(?!s\b)")
DIGIT = re.compile(r"\d")
FRAGMENT = re.compile(r"\b(?:issued|published|proposed|specified|written|described) in \d")  # what a page lists, no sentence
DECADE = re.compile(r"(?:1[5-9]|20)\d0s")
YEAR = re.compile(r"\b(?:in|since|In|Since) ((?:19|20)\d\d)\b(?!-|\.\d)")
NAMED = re.compile(
    r"""\b(?:called|known\ as|referred\ to\ as|termed)\ (?:an?\ |the\ )?
    (?:“([^”]{3,40})”|"([^"]{3,40})"|([a-z]+(?:[ -][a-z]+){0,2})(?=[.,;]|\ (?:and|which|that)\b))""",
    re.VERBOSE,
)
# "is called explicitly", "can be called from anywhere", "the router that called it": no name follows.
NO_NAME = re.compile(
    r"(?:\w+ly|it|them|they|us|you|one|anywhere|everywhere|always|again|first|last|before|after|while|when|if|once|twice|never|often"
    r"|only|here|there|then|and|or|but|not|at|by|for|from|in|inside|into|of|on|out|outside|over|through|to|upon|via|with|within"
    r"|without|during|multiple|several|each|every|any|all|many|more|this|that|its|their|your|directly|instead|later|twice|prior)\b"
)
GUESSED = re.compile(
    r"\b(?:about|around|near|nearly|almost|say|like|such as|e\.g|example|roughly|to|and|or|between|if|approximately"
    r"|half the)\.?,? $",
    re.IGNORECASE,
)
DEFINED = re.compile(
    r"(?:(?:The|An?) )?([\w-]+(?: [\w-]+){0,3}?) (?:is|are) "
    r"(?:(?:an?|the) (?!one\b)|(?=(?:\w+ ){1,4}(?:that|which)\b)(?!\w+ed |one |[A-Z]{2}))(\w+)"
)
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
BOLD = re.compile(r"(?:\*\*|__|\*|_)([^*_`\[\]]{3,40}?)(?:\*\*|__|\*|_)")
# What a code span must stand beside for its sentence to say which one is meant.
KIND_NOUN = (
    r"(?:flag|option|command|subcommand|method|function|macro|field|property|label|attribute|annotation|parameter|argument|keyword|"
    r"header|endpoint|type|trait|module|crate|package|file|directory|folder|operator|modifier|setting|suffix|prefix|metric|"
    r"extension|tool|library|directive|decorator|hook|plugin|media type|class|interface|key|block|profile|event|enum|struct|"
    r"algorithm|identifier|character|exporter|collector|variant|environment variable)"
)
USED_BEFORE = re.compile(
    r"\b(?:[Uu]s(?:e|es|ing)|[Rr]un(?:s|ning)?|[Cc]all(?:s|ing)|[Ss]et(?:ting)?(?: \S+)? to|with|via|by|from|through|into"
    rf"|implements?|returns?|adding|[Ss]pecify(?:ing)?|defaults? (?:to|is)|{KIND_NOUN})(?: (?:the|a|an))? $|\b(?:[Tt]he|[Aa]n?) $"
)
KIND_AFTER = re.compile(rf" {KIND_NOUN}\b")
KIND_WITH_MORE = re.compile(rf" {KIND_NOUN} `")  # "the ____ command `less` or `more`"
TOLD_AFTER = re.compile(
    r",? (?:to [a-z]{3,}|for [a-z]{3,}|which [a-z]+|that [a-z]+|is (?:an?|the|used)|returns|means|specifies|defaults)\b"
)
SAID_AFTER = re.compile(r" (?:is|are|returns|specifies|contains|stores|describes|defines|creates|enables|controls|lists|runs)\b")
ONE_OF_MANY = re.compile(r"\b(?:such as|like|including|e\.g\.,?) (?:an? |the )?$")
AMONG_OTHERS = re.compile(r",? (?:and|or)\b|, `|/| and/or")
LOOSE = re.compile(r"\b(?:many|various|any|some|different|certain)\b|^Several\b|\bmight be possible\b|\bare described\b|``")
USEFUL_ORDERS = ("Use ", "Run ", "Set ", "Specify ", "Call ", "Enable ", "Pass ", "Install ")
FIELD = re.compile(
    r"(?: (?:attribute|property|field|parameter|argument|element|option|key))?"
    r" is (?:(?:an?|the) )?(?:optional|required|mandatory)\b"
)  # of what object, the list tells
NO_ARTICLE = re.compile(r"\b(?:with|use|uses|using|have|has|returns?|accepts?|containing) $")  # "an object with ____ property"
CONDITION = re.compile(r"(?:If|When|Whenever|Unless|Once)\b")  # what is left out there decides nothing
OF_A_THING = re.compile(r" (?:argument|parameter|property|field)\b(?! (?:of|in|to|on|for) )")
CODED = re.compile(r"\w\(|`|[a-z][._-][a-z]|[a-z][A-Z]|^\S+$|\b(?:[Cc]lass|[Cc]ommands?|[Ff]unction|[Mm]ethod)\b")
OF_WHICH = re.compile(r" (?:argument|parameter|property|field|method|function|callback)\b")  # of what, no more than the place tells
HEARSAY = re.compile(r"\b(?:claim(?:s|ing|ed)?|estimat\w+|according to|report(?:s|ed)|survey\w*|studies|research)\b", re.IGNORECASE)
# What many a product is; which one is meant, a description in its own words doesn't tell.
PRODUCT = re.compile(
    r"\b(?:services?|tools?|toolkit|platforms?|products?|company|companies|frameworks?|solutions?|experts|suite|librar(?:y|ies)|software"
    r"|extensions?|plugins?|providers?|editors?|applications?|languages?|wrappers?|managers?|linters?|formatters?)\b"
)
SOMEBODY = re.compile(r" is an? (?:[a-z]+ )?(?:member|user|person|student|customer|employee|administrator|moderator)\b")
PAST = re.compile(r"\b(?:was|were)\b")  # what happened in somebody's example
COMMON = frozenset(
    "callback new name value "
    "true false null none yes no main test tests foo bar baz self string int i32 u32 nil example localhost master".split()
)


def preferred(sentence: str) -> str:
    """Which kind of question a sentence is for when it could serve for both: "statement" or "cloze", evenly by its hash."""
    return pick(("statement", "cloze"), "kind", sentence)


def has_cue(text: str, words: frozenset[str]) -> bool:
    """Whether it is worth while to look for a blank in a sentence of these words."""
    if not CUES.isdisjoint(words) or ("is" in words or "are" in words) and DEFINED.match(text):
        return True
    return True in map(str.isdigit, words)


def blank_in(view: View, fact: Fact) -> Blank | None:
    """The part of the sentence to leave out, or None when nothing in it is both telling and unique."""
    text = fact.text
    for finder in (terms, figures, code_names):
        for blank in finder(view, fact):
            rest = f"{text[: blank.start]} {text[blank.end :]}"
            if (
                not blank.filler.startswith(("Each ", "Every ", "All ", "Any "))
                and says_enough(rest)
                and not betrayed(blank.filler, rest)
                and is_unique(view, fact, blank)
            ):
                return blank
    return None


def says_enough(rest: str) -> bool:
    """Whether what is left of the sentence tells what is looked for."""
    return len(content_words(CODE_SPAN.sub(" ", rest) if "`" in rest else rest)) >= LEAST_WORDS_LEFT


def betrayed(filler: str, rest: str) -> bool:
    """Whether a meaningful word of the filler, or its initials, can be read in the rest of the sentence."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", filler)).upper()
    plain = filler.strip("`").lower()
    if len(plain) > LEAST_NAME and plain.isalnum() and plain in rest.lower():
        return True  # `iscsi` in "to use the iSCSI protocol"
    return bool(stems(filler) & stems(rest)) or (len(initials) > 1 and f"({initials}" in rest)


def stems(text: str) -> set[str]:
    """Words, and the words within code names, cut to five letters and without a plural -s, so that kin are seen."""
    found = set()
    for word in PARTS.findall(text):
        if len(word) > 2 or word.isdigit():
            found.add(word.lower().rstrip("s")[:5])
    return found - {"the", "and", "for", "with"}


def is_unique(view: View, fact: Fact, blank: Blank) -> bool:
    """Whether no other statement of the section holds the filler or is the same but for the blank."""
    bare = blank.filler.strip("`").lower()
    left, right = fact.text[: blank.start], fact.text[blank.end :]
    for other in view.section.facts:
        if other.start == fact.start:
            continue
        if blank.kind == "figure" and holds(other.text.lower(), bare):
            return False
        if other.text != fact.text and other.text.startswith(left) and other.text.endswith(right):
            return False
    return True


def holds(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


# --- what may be left blank ------------------------------------------------------------------------------------------


def terms(view: View, fact: Fact) -> Iterator[Blank]:
    """The term that a sentence defines or introduces by name."""
    text = fact.text
    introduced = "called" in text or "known as" in text or "referred to as" in text or "termed" in text
    for named in NAMED.finditer(text) if introduced else ():
        group = next(number for number in (1, 2, 3) if named.group(number))
        alone = not AMONG_OTHERS.match(text[named.end(group) :].lstrip('"”'))
        if group == NAMED_BARE and (NO_NAME.match(named.group(group)) or named.group(group).endswith(" times")):
            continue  # "may be called multiple times"
        if alone and content_words(named.group(group)) and named.start() > 25:
            yield Blank(named.start(group), named.end(group), named.group(group), "term")
    match = DEFINED.match(text) if " is " in text or " are " in text else None
    if (
        match
        and match.group(1)[0].isupper()
        and (
            PRODUCT.search(text[match.end(1) :][:80])
            and not is_lower_in(view, match.group(1))
            or SOMEBODY.match(text, match.end(1))
        )
    ):
        return
    if match and not LEADING.match(text) and not NO_KIND.match(match.group(2)) and is_term(view, fact, match.group(1)):
        yield Blank(match.start(1), match.end(1), match.group(1), "term")


def is_lower_in(view: View, name: str) -> bool:
    """Whether a name is a common noun that only its sentence sets in capitals."""
    bare = re.compile(rf"(?<![\w/@-]){re.escape(name.lower())}(?![\w/-])")
    return any(bare.search(CODE_SPAN.sub(" ", fact.text)) for fact in view.section.facts)


def is_term(view: View, fact: Fact, name: str) -> bool:
    """Whether the subject of a definition is a term of the document: in bold, in a heading, or a proper name."""
    words = stems(name)
    if not words or name.lower() in COMMON:
        return False
    if any(stems(bold) == words for bold in BOLD.findall(view.source(fact.start, fact.end))):
        return True
    if words <= stems(fact.heading) or words <= stems(view.title):
        return True
    proper = name[0].isupper() and not fact.text.startswith(("The ", "A ", "An "))
    return proper and bool(re.search(rf"[a-z,] {re.escape(name)}\b", view.section.text) or re.search(r"[A-Z0-9]", name[1:]))


def figures(view: View, fact: Fact) -> Iterator[Blank]:
    """A number with its unit, or a year."""
    text = fact.text
    if not DIGIT.search(text):
        return
    numbers = list(NUMBER.finditer(text))
    for match in numbers if len(numbers) == 1 and not text.startswith(("If ", "Once ", "When ")) else ():
        before = text[: match.start()]
        if is_attribute(match.group(), text[match.end() :]) or HEARSAY.search(text):
            continue  # "the 30 minute outage", "claims that 80% of …"
        if match.group()[-2].isdigit() and text.startswith(" of ", match.end()):
            continue  # "1000s of bytes"
        if match.group() != "100%" and before.count("(") == before.count(")") and not GUESSED.search(before):
            yield Blank(match.start(), match.end(), match.group(), "decade" if DECADE.fullmatch(match.group()) else "figure")
    dated = ("19" in text or "20" in text) and "ISBN" not in text and (asserts(text) or not FRAGMENT.search(text))
    for match in YEAR.finditer(text) if dated else ():
        yield Blank(match.start(1), match.end(1), match.group(1), "year")


def is_attribute(figure: str, rest: str) -> bool:
    """Whether a figure only marks a noun behind it, as in "a 30 minute outage"."""
    return figure[-1].isalpha() and figure[-1] != "s" and not figure.startswith("1 ") and re.match(r" [A-Za-z]", rest) is not None


def code_names(view: View, fact: Fact) -> Iterator[Blank]:
    """A code span beside which stands what it is or what it is for."""
    text = fact.text
    if "`" not in text:
        return
    purpose = text.startswith(("To ", "In order to "))
    for match in CODE_SPAN.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if not before:
            fits = SAID_AFTER.match(after)
        else:  # what stands behind is told faster, and rarely so
            fits = (purpose or KIND_AFTER.match(after) or TOLD_AFTER.match(after)) and USED_BEFORE.search(before)
        if fits and not hangs_loose(text, purpose) and stands_out(fact, match, before, after):
            yield Blank(match.start(), match.end(), match.group(), "code")


def hangs_loose(text: str, purpose: bool) -> bool:
    """Whether a sentence is an order of no use alone, leaves open which ones it speaks of, or tells what happened."""
    order = text[main_clause_start(text) :]
    if order != text and is_imperative(order) and not purpose:
        return True  # "If you are on an older version, run …": of what, the sentences before tell
    if text.startswith("Using ") and is_imperative(text.partition(", ")[2]):
        return True  # a step of a walk-through
    if is_imperative(text) and (not text.startswith(USEFUL_ORDERS) or text.startswith("Set to ")):
        return True
    return LOOSE.search(text) is not None or PAST.search(text) is not None


def stands_out(fact: Fact, match: re.Match[str], before: str, after: str) -> bool:
    """Whether a code span is a telling name, the only one that can stand there, and of something that is told."""
    if not is_telling(match.group(2)) or before.count("(") > before.count(")") or AMONG_OTHERS.match(after):
        return False
    if ONE_OF_MANY.search(before) or KIND_WITH_MORE.match(after):
        return False
    if CONDITION.match(fact.text) and match.start() < fact.text.find(", ") or OF_WHICH.match(after) and len(before.split()) < 2:
        return False
    if KIND_AFTER.match(after) and NO_ARTICLE.search(before) or "<" in match.group(2) or FIELD.match(after):
        return False
    return not re.search(r"(?:\band|\bor|`,) $", before) and not owner_untold(fact, before, after)


def owner_untold(fact: Fact, before: str, after: str) -> bool:
    """Whether an argument or a field is spoken of, and neither sentence nor heading says of what: "Using the `x` argument …"."""
    return OF_A_THING.match(after) is not None and "`" not in before + after and not CODED.search(fact.heading)


def is_telling(name: str) -> bool:
    """Whether a code name is one that somebody has to know: no single letter, no `true`, no bare number."""
    return (
        3 <= len(name) <= 50
        and '"' not in name
        and not is_everyday(name)
        and name.lower() not in COMMON
        and re.search(r"[A-Za-z]{2}", name) is not None
    )
