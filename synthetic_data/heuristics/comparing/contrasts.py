"""Sentences that set two things side by side ("Unlike X, Y …", "… whereas …") or weigh one ("the drawback of X is …")."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...records import Fact, Item
from ..words.base import Candidate, View, pick
from ..words.blemishes import blemished
from ..words.claims import CODE_SPAN, LEANING, NEXT_SENTENCE, code_blocks, holds_placeholder
from ..words.english import MODALS, opening, stands_alone, words_of
from ..words.inner_forms import inner_form
from ..words.left_alone import is_log
from ..words.naming import content_words, quoted
from ..words.placing import placed, whereabouts
from ..words.self_contained import dangles
from ..words.subjects import BE, VAGUE_HEADS, clause, folded, head_of, whole
from ..words.telling import names_no_program, names_something
from .set_apart import is_the_matter, is_told_again, of_two_kinds

CUES = ("nlike ", "hereas ", "ompared ", "contrast to ", "comparison to ", "omparison with ", "opposed to ", "ifference between ")
WEIGHING = re.compile(r"(?:dis)?advantages?|benefits?|drawbacks?|limitations?|downsides?|strengths?|weakness(?:es)?")
WEIGHTS = ("dvantage ", "enefit ", "rawback ", "imitation ", "ownside ", "trength ", "eakness ")
ALL_CUES = CUES + WEIGHTS
# Without one of these words a sentence matches none of the patterns below.
CUE_WORDS = frozenset(
    """unlike contrast opposed contrary compared comparison whereas difference advantage advantages disadvantage disadvantages
    benefit benefits drawback drawbacks limitation limitations downside downsides strength strengths weakness weaknesses""".split()
)
# "Unlike X, Y …" and "Unlike X, which …, Y …"
APART = re.compile(
    r"^(?:Unlike|In contrast (?:to|with)|As opposed to|Contrary to) (?P<other>[^,;:]{2,60}),"
    r"(?: (?:which|who) [^,;:]{5,160},)? (?!which\b|who\b|[^,]{1,30}, (?:and|or)\b)(?P<main>.+)$"
)
MEASURED = re.compile(r"^(?:(?:When )?[Cc]ompared (?:to|with)|In comparison (?:to|with)) (?P<other>[^,;:]{2,60}), (?P<main>.+)$")
WHEREAS = re.compile(r"^(?P<left>[^,;:]{15,160}),? whereas (?P<right>[^;:]{15,160})$")
# What is allowed here and not there is no thing that is set against another.
GRANTED = re.compile(r"\b(?:is|are) (?:not )?(?:allowed|possible|permitted|supported|required|needed|necessary)\b")
DIFFERENCE = re.compile(
    r"^(?P<which>The|One|A|An|Another) (?P<kind>"
    r"(?:(?:main|key|major|biggest|only|important|essential|most important|fundamental) )?)"
    r"difference between (?P<one>[^,;:]{2,60}?) and (?P<other>[^,;:]{2,60}?) (?:is|lies|are|MUST)\b(?! [A-Z])"
)
NAMED_WEIGHT = re.compile(
    rf"^(?P<which>The|One|A|An|Another) (?P<kind>(?:(?:main|key|major|biggest|primary|obvious|potential|only|important) )?)"
    rf"(?P<noun>{WEIGHING.pattern}) of (?P<what>(?!(?:this|these|that|such|our|it)\b)[^,;:]{{2,70}}?) (?:is|are)\b"
)
HAVING_WEIGHT = re.compile(
    r"^(?P<what>(?!(?:This|These|It|They|That|Such|We|You|There|Which|He|She|Each|Both)\b)[A-Z`][^,;:]{2,60}?) (?P<verb>has|have) "
    rf"the (?P<kind>(?:(?:main|key|added|additional|big|great|important) )?)(?P<noun>{WEIGHING.pattern}) (?:of|that)\b"
)
# What no question can name: it leans on other words, is a clause of its own, or one of many.
NO_NAME = re.compile(
    r"\b(?:this|these|those|that|which|who|it|its|they|their|them|other|others|another|previous|former|latter|above|below|same|we|our"
    r"|us|you|your|most|many|some|existing|one|ones|here|both|such|is|are|was|were|has|have|can|will|each|every|all|here|there"
    r"|however|though|instead|everything|anything|first|second|third|last)\b|^(?:not|if|when|with|in|for|on)\b",
    re.IGNORECASE,
)
# Big words that say nothing.
EMPTY = re.compile(r"\b(?:truly|infinite|endless|countless|limitless|obvious|amazing|awesome|something|stuff)\b", re.IGNORECASE)
PROPER_OR_CODE = re.compile(r"`|(?<= )[A-Z]|\d")
OF_ONE = re.compile(r"\b(?:the|an?) [^,]* of ")
AND_SO = re.compile(r", (?:and )?so\b")
# "not only this" has its other half in the next sentence.
HALF = re.compile(r"\bnot (?:only|just|merely)\b(?!.*\bbut\b)")
NEGATIONS = frozenset("not no never without cannot nor neither".split())
UNNAMED = re.compile(r"\bthe others?\b|\bin such\b|\bas of\b|\bthe same (?:way|as above)\b")
CERTAIN = BE | MODALS | frozenset(
    """does do has have doesn't don't isn't aren't can't won't doesn’t don’t isn’t aren’t can’t won’t allow allows require requires
    provide provides support supports tend tends""".split()
)  # fmt: skip
NO_PHRASE_END = re.compile(r"\b(?:and|or|but|to|of|for|in|on|at|by|with|from)$")
NAME = re.compile(r"[A-Za-z_]\w*")
DEFINED = re.compile(r"\b(?:let(?: mut)?|fn|struct|enum|trait|type|mod|const|static|var|def|class|interface|func|function)\s+(\w+)")
# "The difference is what happens if …" says where the two differ, not how.
WHERE_THEY_DIFFER = re.compile(
    r"(?:(?:mainly|only|primarily|simply|just) )?(?:in )?"
    r"(?:what|how|who|when|where|whether|which|the (?:way|order|moment|time|place))\b"
)
MOST_CHARACTERS = 400
LAST_WORDS = 8
BARE_PRAISE = frozenset("that its it can be very more simple simplicity easy ease flexibility user-friendliness use".split())
LEAST_GROUND = 2  # words that say what speaks for a thing or against it
LEAST_SAID = 4  # words that tell the difference
LEAST_NEWS, MOST_NEWS = 3, 6  # words that say what the difference is, and as many where they lean on both sides


MORE = re.compile(r"\b(?:also|another|further(?:more)?|moreover|in addition)\b|^(?:It|They) .* more\b", re.IGNORECASE)


class Contrast(NamedTuple):
    """What a sentence sets apart: the question type, the question, how a step calls what the sentence does."""

    question_type: str
    core: str
    does: str


def contrasts(view: View) -> Iterator[Candidate]:
    """One question for each sentence that tells two things apart, or names what speaks for or against one."""
    if not view.english:
        return
    for fact in view.holding(CUE_WORDS):
        if True in map(fact.text.__contains__, ALL_CUES) and not is_log(view.title):
            found = contrast(view, fact)
            if found is not None and (names_something(found.core) or not names_no_program(view.title)):
                yield candidate(view, fact, found)


def contrast(view: View, fact: Fact) -> Contrast | None:
    """The contrast of one sentence, or None when in doubt."""
    text = fact.text
    if not (text[0].isalpha() or text[0] == "`") or not text.endswith(".") or len(text) > MOST_CHARACTERS:
        return None
    for read in (apart, differing, parted, weighed):
        found = read(text, view)
        if found is not None:
            return found if fits(view, fact) else None
    return None


def fits(view: View, fact: Fact) -> bool:
    """Whether the sentence is whole, needs no other, and speaks of nothing that only the samples beside it define."""
    text = fact.text
    opener = re.sub(r"^(?:One|A|An|Another) ", "The ", text)
    bare = CODE_SPAN.sub("`x`", opener)
    if not LEANING.isdisjoint(words_of(text)) or NEXT_SENTENCE.search(text) or holds_placeholder(bare) or UNNAMED.search(bare):
        return False
    if EMPTY.search(CODE_SPAN.sub("", text)):
        return False
    if not stands_alone(opener) or not whole(view, fact) or made_up(view, text) or blemished(text, None):
        return False
    return not dangles(text, (view.title, *view.place_of(fact)[-1:]))


def made_up(view: View, text: str) -> bool:
    """Whether a code name in the sentence is one that the section's own sample code defines."""
    names = {word for found in CODE_SPAN.finditer(text) for word in NAME.findall(found.group())}
    if not names or "code" not in view.section.kinds:
        return False
    return any(found in names for block in code_blocks(view.section.blocks) for found in DEFINED.findall(block))


def apart(text: str, view: View) -> Contrast | None:
    """ "Unlike X, Y does …" and "Compared to X, Y is …"."""
    for pattern in (APART, MEASURED):
        found = pattern.match(text)
        if found is None:
            continue
        side = sided(found["main"][:1].upper() + found["main"][1:], view)
        other = found["other"]
        if side is None or not is_set_against(side.name, other, found["main"]):
            return None
        if AND_SO.search(found["main"]):
            return None  # what follows from the contrast is another matter
        if of_two_kinds(side.name, other) or is_told_again(view, text, side.name, other):
            return None
        if pattern is MEASURED and is_the_matter(side.name, view.title):
            return None  # how the matter of a whole document compares to another one is told in many ways
        if not found["main"].startswith(side.name):  # the capital was ours
            side = side._replace(name=found["main"][: len(side.name)])
        do = "do" if side.plural else "does"
        ways = (f"How {do} {side.name} differ from {other}?", f"What sets {side.name} apart from {other}?")
        if pattern is MEASURED:
            ways = (f"How {do} {side.name} compare to {other}?", f"How {do} {side.name} differ from {other}?")
        return Contrast("comparative_analysis", pick(ways, side.name, other), f"sets {side.name} against {other}")
    return None


def is_set_against(name: str, other: str, main: str) -> bool:
    """Whether a subject is what the other thing is told from: "Unlike IPv4, the MTU of a network …" sets IPv6 against it."""
    if not nameable(other) or content_words(name) <= content_words(other) or OF_ONE.search(name) and " of " not in other:
        return False
    if GRANTED.match(main[len(name) :].lstrip()):
        return False
    # "Unlike sync workers, the `--threads` option has no effect on ASGI workers"
    kind = folded({head_of(other)})
    return not kind & folded(content_words(main)) or bool(kind & folded(content_words(name)))


def differing(text: str, view: View) -> Contrast | None:
    """ "The difference between X and Y is that …"."""
    found = DIFFERENCE.match(text)
    if found is None or not (nameable(found["one"]) and nameable(found["other"])):
        return None
    one, other, kind = found["one"], found["other"], found["kind"]
    said = text[found.end() :]
    if WHERE_THEY_DIFFER.match(said.lstrip()):
        return None
    if len(content_words(said) - content_words(one) - content_words(other)) < (MOST_NEWS if " their " in said else LEAST_NEWS):
        return None  # "is their idea of a thing" tells no difference yet
    if found["which"] != "The":
        return Contrast(
            "comparative_analysis",
            f"What is one {kind}difference between {one} and {other}?",
            f"names a way in which {one} and {other} differ",
        )
    core = f"What is the {kind}difference between {one} and {other}?"
    if not kind:
        core = pick((core, f"How do {one} and {other} differ?"), one, other)
    return Contrast("comparative_analysis", core, f"says in what {one} and {other} differ")


def parted(text: str, view: View) -> Contrast | None:
    """ "X does this, whereas Y does that"."""
    found = WHEREAS.match(text)
    left = sided(found["left"] + ".", view) if found else None
    right = sided(found["right"][:1].upper() + found["right"][1:], view) if found and left else None
    if left is None or right is None or content_words(left.name) == content_words(right.name):
        return None
    one, other = left.name, found["right"][:1] + right.name[1:] if found else right.name  # "z/VM" keeps its small letter
    core = pick((f"How do {one} and {other} differ?", f"What is the difference between {one} and {other}?"), one, other)
    return Contrast("comparative_analysis", core, f"sets {one} against {other}")


class Side(NamedTuple):
    """What one side of a contrast is about, as it stands within a sentence."""

    name: str
    plural: bool


def sided(text: str, view: View) -> Side | None:
    """The subject of one side, where it is certain and can be named."""
    parts = clause(text)
    subject = parts.subject if parts else ""
    if not parts:
        words = text.split()
        at = next((number for number, word in enumerate(words[1:8], 1) if word.lower() in CERTAIN), 0)
        subject = " ".join(words[:at])
        if NO_PHRASE_END.search(subject) or any(word.endswith("ly") for word in words[:at]):
            return None  # a clause with a verb of its own, of which only the second was found
    if not subject or not nameable(subject) or content_words(subject) <= VAGUE_HEADS:
        return None
    if len(text[len(subject) :].split()) < LEAST_SAID:
        return None
    head = head_of(subject)
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is")) and "`" not in head
    return Side(inner_form(subject, view), parts.plural or (plural and parts.verb in MODALS) if parts else plural)


def weighed(text: str, view: View) -> Contrast | None:
    """ "The main drawback of X is …" and "X has the advantage of …"."""
    found = NAMED_WEIGHT.match(text) or HAVING_WEIGHT.match(text)
    if found is None:
        return None
    what, noun, kind = found["what"], found["noun"], found["kind"]
    if not nameable(what) or not content_words(what) - content_words(noun) or HALF.search(text):
        return None
    if len(content_words(text[found.end() :]) - content_words(what) - BARE_PRAISE) < LEAST_GROUND:
        return None  # "is its user-friendliness"
    if what.startswith("Using ") and not PROPER_OR_CODE.search(what):
        return None  # "Using a template" for what?
    if "which" not in found.groupdict():
        do = "does" if found["verb"] == "has" else "do"
        core = f"What {kind}{noun} {do} {inner_form(what, view)} have?"
        return Contrast("critical_analysis", core, f"names the {noun} of {inner_form(what, view)}")
    if found["which"] == "The":
        verb = "are" if noun.endswith("s") and noun != "weakness" else "is"
        return Contrast("critical_analysis", f"What {verb} the {kind}{noun} of {what}?", f"names the {kind}{noun} of {what}")
    if sum(noun in fact.text for fact in view.section.facts) > 1:
        return None  # one of several, and each of them would be right
    if is_one_more(view, text):
        return None
    if found["which"] in ("A", "An"):
        one = f"{found['which'].lower()} {kind}{noun}"
        return Contrast("critical_analysis", f"What is {one} of {what}?", f"names {one} of {what}")
    return Contrast("critical_analysis", f"What is one {kind}{noun} of {what}?", f"names one {noun} of {what}")


def is_one_more(view: View, text: str) -> bool:
    """Whether the sentence behind one goes on with more of the kind: "It might also be …"."""
    facts = view.section.facts
    return any(one.text == text and one.block == behind.block and MORE.search(behind.text) for one, behind in pairwise(facts))


def nameable(name: str) -> bool:
    """Whether a stretch of the sentence is a plain name for a thing."""
    plain = name.replace("such as", "like")
    return len(name.split()) <= 7 and not NO_NAME.search(plain) and not re.search(r"[()\"“”]", name) and bool(content_words(name))


def candidate(view: View, fact: Fact, found: Contrast) -> Candidate:
    headings: Sequence[str] = view.place_of(fact)
    where = quoted((headings or (view.title,))[-1])
    steps = (
        f"A sentence under {where} {found.does}.",
        f"It opens with “{opening(fact.text)}”.",
        "What it says of them is what the question asks for, so the whole of it is the answer."
        if found.question_type == "comparative_analysis" else f"The rest of it says what that is: “… {ending(fact.text)}”",
    )  # fmt: skip
    question = placed(found.core, view, headings)
    if question == found.core:  # of what it is told elsewhere in the document, too
        question = f"{question[:-1]}, according to {whereabouts(view, headings, question)}?"
    item = Item(
        question, steps, fact.text, (view.source(fact.start, fact.end),), ((0, fact.start, fact.end),),
        "contrasts",
    )  # fmt: skip
    return Candidate(found.question_type, item, (fact.start,))


def ending(text: str) -> str:
    """The last words of a sentence, with the "not" that turns them around."""
    words = (text.partition(" is ")[2] or text).split()  # at most what stands behind its verb
    start = max(0, len(words) - LAST_WORDS)
    for number in range(start - 1, max(0, start - LAST_WORDS) - 1, -1):
        if words[number].lower() in NEGATIONS or words[number].endswith(("n't", "n’t")):
            return " ".join(words[number:])
    return " ".join(words[start:])
