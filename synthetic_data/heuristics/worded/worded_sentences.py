"""Sentences with their one code name or number left blank, in a language known only by its wording."""

import re
from collections.abc import Iterator

from ...records import Block, Fact
from ...text.plain import shown
from ..verdicts.blanks import BLANK, is_telling
from ..words.base import Candidate
from ..words.claims import CODE_SPAN
from ..words.english import balanced
from ..words.everyday import is_everyday
from .worded import Speaker, size
from .worded_aims import ADDRESS
from .worded_worth import folded, is_torn

NUMBER = re.compile(r"(?<![\w.,:/$#+~<>=^*'’-])\d{2,6}(?:[.,]\d+)?(?![\w.,:/-]*\d|[A-Za-zäöüéè]|\(\w\))")
LEAST_WORDS_LEFT, MOST_SENTENCE = 6, 260
PIECE = re.compile(r"[A-Za-z]{3,}|\d+")
MARKS = frozenset('„“”«»"')
ENDS = (".", "。", "！", "!")
NOTE = re.compile(r"\[\d{1,3}\]")  # before the text of a footnote, which speaks of another place
PERCENT = re.compile(r"\s?(?:%|Prozent|por ciento|pour cent)")
TITLE_NUMBER = re.compile(r"\d\.\d+\.?\s*$")
SHORT_NUMBER = re.compile(r"(?<![\w.])\d{1,3}\b")
SHORTENED = re.compile(r"\b([a-z]+\.) ([a-z]+)\.")  # "z. B.", "p. ej."
MOST_BEFORE_NAMED = 3  # words: "La directive Apache `Require`"
NEAR = 60  # characters before a blank in which "for example" belongs to it
VERSIONED = re.compile(r"[a-z]-\d+\.\d", re.IGNORECASE)
LABEL = re.compile(r"(?:\S+ ){0,3}\S+ ?[:：]\s")  # "Drawback: "
EXAMPLE = re.compile(r"\bexample\.(?:com|org|net)\b|^`(?:/dev/)?(?:sd|hd|md|vd)[a-z]?\d*`$")
STEM = 5  # letters in which "module" and "modules" are one word
ELLIPSIS = ("...", "…", "<", "[")


def cloze(speaker: Speaker) -> Iterator[Candidate]:
    """One question for each sentence whose blank nothing else in the section could fill."""
    notes, told = first_note(speaker), explanations(speaker)
    for fact in speaker.view.section.facts:
        if fact.start >= notes:
            return
        if fact.kind != "sentence" or len(fact.text) > MOST_SENTENCE or not fact.text.endswith(ENDS):
            continue
        if fact.start in told and told[fact.start] not in fact.text:
            continue
        if ("`" in fact.text or any(map(str.isdigit, fact.text))) and is_sound(speaker, fact.text):
            yield from blanked(speaker, fact)


def first_note(speaker: Speaker) -> int:
    """Where the notes of a section begin; behind its end if it has none."""
    blocks = speaker.view.section.blocks
    starts = [block.start for block in blocks if block.text is not None and NOTE.match(block.text.text)]
    return min(starts, default=max((block.end for block in blocks), default=0) + 1)


def explanations(speaker: Speaker) -> dict[int, str]:
    """Where facts begin that explain a name standing in a line of its own, with that name: their subject."""
    found = {}
    for place in speaker.view.places:
        name = name_of(place.before) if place.block.kind == "paragraph" else ""
        if name:
            inside = (fact for fact in speaker.view.section.facts if place.block.start <= fact.start < place.block.end)
            found.update({fact.start: name for fact in inside})
    return found


def name_of(block: Block | None) -> str:
    """A block that is one name in code and nothing else; "" if it is not."""
    if block is None or block.kind != "paragraph" or block.text is None:
        return ""
    text = shown(block.text)
    return text if CODE_SPAN.fullmatch(text) else ""


def is_sound(speaker: Speaker, text: str) -> bool:
    """Whether a sentence can be understood alone, and quoted."""
    if not balanced(text) or not MARKS.isdisjoint(text) or ADDRESS.search(text) or is_torn(text):
        return False
    numbers = (match.start() for match in SHORT_NUMBER.finditer(text))
    if any(speaker.ends("counted", text[:at].rstrip()) for at in numbers):
        return False  # "line 4": of what stands elsewhere
    if text[0].islower() or speaker.opens("fragments", text) or speaker.opens("no_term", text) or speaker.points(text):
        return False
    if LABEL.match(text) or any(pattern.search(text) for pattern in speaker.wording.no_blank):
        return False
    return not (speaker.holds("leaning", text) or speaker.leans(text))


def blanked(speaker: Speaker, fact: Fact) -> Iterator[Candidate]:
    text = fact.text
    spans = [match.span() for match in CODE_SPAN.finditer(text)] or [match.span() for match in NUMBER.finditer(text)]
    if len(spans) != 1:
        return
    start, end = spans[0]
    filler, rest = text[start:end], f"{text[:start]} {text[end:]}"
    name = speaker.place(speaker.view.place_of(fact), text)
    if filler.startswith("`") and not is_telling(filler.strip("`")) or size(rest) < LEAST_WORDS_LEFT or not name:
        return
    if (
        is_everyday(filler.strip("`").split(" ")[-1], text)
        or is_arbitrary(speaker, fact, start, end)
        or is_said_of_siblings(speaker, fact, start, filler)
    ):
        return
    if is_bare(speaker, text, name):
        return
    told = set(PIECE.findall(f"{rest} {name}".lower()))
    if told & set(PIECE.findall(filler.lower())) or not is_alone(speaker, fact, filler):
        return
    if not speaker.is_own(rest) or is_title(speaker, fact):
        return
    values = {"place": name, "gap": text[:start] + BLANK + text[end:], "filler": filler}
    yield speaker.candidate(("true_false_fill_blank", "cloze"), values, filler, ((fact.start, fact.end),))


def is_bare(speaker: Speaker, text: str, name: str) -> bool:
    """Whether a sentence begins with "the configuration" or the like, and its place does not tell whose."""
    for pattern in speaker.wording.bare_subject:
        if found := pattern.match(text):
            return folded(found.group(1))[:STEM] not in folded(name)
    return False


def is_arbitrary(speaker: Speaker, fact: Fact, start: int, end: int) -> bool:
    """Whether a filler is a placeholder, one example of many, a count of lines, or the 100 of "100 %": nothing to know."""
    filler, behind = fact.text[start:end], fact.text[end:]
    if any(mark in filler for mark in ELLIPSIS) or VERSIONED.search(filler) or EXAMPLE.search(filler):
        return True
    before = fact.text[:start].rstrip()
    if before.endswith("(") and filler[0].isdigit():
        return True
    if before.endswith((":", "：")) or before.endswith(("(", "（")) and behind.startswith((")", "）")):
        return True  # what only illustrates a sentence that is whole without it
    if "*" + filler in speaker.view.source(fact.start, fact.end) or filler == "100" and PERCENT.match(behind):
        return True
    before = SHORTENED.sub(r"\1\2", fact.text[max(0, start - NEAR) : start])
    return speaker.holds("instances", before) or speaker.opens("counted", behind)


def is_said_of_siblings(speaker: Speaker, fact: Fact, start: int, filler: str) -> bool:
    """Whether a heading names the filler and the sentence does not begin with it, as one that tells what it is would."""
    heading = " ".join(speaker.view.place_of(fact)[-1:])
    return filler.strip("`").lower() in heading.lower() and size(fact.text[:start]) > MOST_BEFORE_NAMED


def is_title(speaker: Speaker, fact: Fact) -> bool:
    """Whether a sentence is a line in a list of contents: a link from its beginning, or numbered like a heading."""
    section = speaker.view.section
    line = section.text[: fact.start - section.start].rpartition("\n")[2]
    return speaker.view.source(fact.start, fact.end).startswith("[") or TITLE_NUMBER.search(line) is not None


def is_alone(speaker: Speaker, fact: Fact, filler: str) -> bool:
    """Whether no other fact of the section has the same sentence around another filler, or the filler itself."""
    left, _, right = fact.text.partition(filler)
    for other in speaker.view.section.facts:
        if other.start != fact.start and (filler in other.text or other.text.startswith(left) and other.text.endswith(right)):
            return False
    return True
