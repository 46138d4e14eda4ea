"""What kind of thing the entries of a list are, by their own label, the words that lead the list in, or its heading."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..words.base import Place
from ..words.english import SENTENCE_GAP

NOUNS = (
    "option|parameter|argument|variable|field|key|flag|attribute|property|setting|command|function|event|counter|macro|directive|"
    "keyword|constant|switch|header|hook|metric|member|environment variable|configuration option|command-line option|procedure|"
    "error code|permission|capability|signal"
)
PLURALS = {
    **{f"{noun}s": noun for noun in NOUNS.split("|")},
    "properties": "property", "switches": "switch", "capabilities": "capability",
}  # fmt: skip
# How a list is led in: by "the following options", "accepts two optional parameters" or "The fields are:".
LED_IN = re.compile(
    r"\b(?:following|these|supported|available|accepted|possible|allowed|valid|optional|common|other|additional|several|some|two|"
    r"three|four|five|more|defined|such|recognized|predefined|special|mandatory|required|below) "
    rf"(?:(?!{'|'.join(PLURALS)})[a-z-]+ ){{0,2}}?(?P<kind>{'|'.join(sorted(PLURALS, key=len, reverse=True))})\b"
    rf"|^(?:The )?(?:[a-z]+ )??(?P<first>{'|'.join(sorted(PLURALS, key=len, reverse=True))})(?: (?:are|include|is)\b[^,]*)?:$",
    re.IGNORECASE,
)
HEADING = re.compile(
    rf"(?:\d[\d.]* )?(?:[\w-]+ ){{0,4}}?(?P<kind>{'|'.join(sorted(PLURALS, key=len, reverse=True))})$", re.IGNORECASE
)
# A list of values, as "The supported shutdown types are:" leads it in.
VALUES = re.compile(
    r"\b(?:supported|possible|allowed|valid|available|accepted|permitted|following|recognized|legal|these) "
    r"(?P<kind>[a-z-]+ (?:types|strategies|modes|levels|policies|states|actions|methods|formats|algorithms|statuses))\b[^.]*:$",
    re.IGNORECASE,
)
VALUE_ENDINGS = (("policies", "policy"), ("strategies", "strategy"), ("statuses", "status"), ("s", ""))
# Below "Commands" or "Functions" stands what belongs to them, too.
NOT_BY_HEADING = frozenset("command function event hook key member metric header procedure signal counter directive".split())
NO_KIND = frozenset("different following several various many two three other new main same own common basic special log".split())
# "Function: bf_fft (y)", "Scheme Procedure: set-session-priorities! session": what it is stands before its name.
LABELLED = re.compile(
    r"(?:[A-Z][a-z]+ )?(?P<kind>Function|Procedure|Variable|Option|Command|Macro|Method|Constant|Operator|Constructor|Property|"
    r"Class|Keyword|Symbol|Form): (?P<name>[^`]+?)(?: ¶)?$",
    re.IGNORECASE,
)
ALIAS = re.compile(r"`(?P<name>[\w-]+), (?P<other>[\w-]{1,20})`$")  # "`luma_radius, lr`"
# As in "`strict integer (decoding/encoding,audio,video)`".
WITH_TYPE = re.compile(
    r"`(?P<name>-?[\w:-]+) (?:integer|flags?|string|boolean|float|rational|duration|dictionary|int|number|size|color)"
    r"(?: \([^`]*\))?`$"
)


def kind_before(label: str) -> tuple[str, str]:
    """The kind that stands before a name in a label, and the name in backticks; "" and the label itself where there is none."""
    match = LABELLED.fullmatch(label) if ": " in label else None
    if match is None:
        return "", label
    words = match["name"].split()
    # "batch (file) batch (file, mode)": two ways to call one function
    return match["kind"].lower(), f"`{' '.join(words) if words.count(words[0]) == 1 else words[0]}`"


def named_alone(term: str) -> str:
    """A name in code without its short form and without the type behind it."""
    if "`" not in term or " " not in term:
        return term
    both = ALIAS.match(term)
    if both is not None:
        short, name = sorted(both.groups(), key=len)
        return f"`{name}`" if len(short) < len(name) else ""  # "hmargin, vmargin": two things under one explanation
    match = WITH_TYPE.match(term)
    return f"`{match['name']}`" if match else term


def kind_of_entries(place: Place, headings: Sequence[str]) -> str:
    """What the entries of a place are by the words before them, or by their heading: "option"; "" where neither says it."""
    lead = lead_of(place)
    return kind_led_in(lead) if lead else kind_in_heading(headings[-1]) if place.before is None else ""


def lead_of(place: Place) -> str:
    """The sentence that leads a list in, which ends in a colon or stands right before it; or ""."""
    before = place.before
    if place.block.kind not in ("list", "terms") or before is None or before.kind != "paragraph" or before.text is None:
        return ""
    return SENTENCE_GAP.split(before.text.text)[-1].strip()


@lru_cache(maxsize=512)
def kind_led_in(lead: str) -> str:
    """ "option" of "The filter accepts the following options:", "shutdown type" of "The supported shutdown types are:"."""
    values = VALUES.search(lead)
    if values is not None:
        kind = values["kind"].lower()
        plural, single = next(ending for ending in VALUE_ENDINGS if kind.endswith(ending[0]))
        return "" if kind.split()[0] in NO_KIND else kind.removesuffix(plural) + single
    kinds = {(match["kind"] or match["first"]).lower() for match in LED_IN.finditer(lead)}
    return PLURALS[kinds.pop()] if len(kinds) == 1 else ""


@lru_cache(maxsize=512)
def kind_in_heading(heading: str) -> str:
    """ "variable" of "Result Variables"."""
    match = HEADING.fullmatch(heading.strip())
    kind = PLURALS[match["kind"].lower()] if match else ""
    return "" if kind in NOT_BY_HEADING else kind


def of_kind(term: str, kind: str) -> str:
    """A name with its kind as a question calls it: "the `--quiet` option"; the name alone where no kind is told or fits."""
    if "`" not in term:
        return term
    if term.startswith("`-"):
        kind = "option"
    called = "(" in term
    if not kind or called and kind not in ("function", "method", "procedure", "macro", "command", "class", "constructor"):
        return term
    inner = term.strip("`").lower()
    return term if inner.endswith(kind) else f"the {term} {kind}"
