"""Speaks for a section whose language is known only by its wording: names its places, judges its words, makes its candidates."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ...records import Item
from ...text.language import WIDE, detect_other, is_foreign
from ..words.base import Candidate, Span, View
from ..words.claims import CODE_SPAN
from ..words.left_alone import is_log
from ..words.naming import quoted
from .wordings import Wording, wording_of

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
WIDE_LANGUAGES = ("zh", "ja", "ko")
LONGER = 4
ENGLISH_WORDS, ENGLISH_SCORE = 2, 0.5
NOTE = re.compile(r"\s?\[\w{1,3}\](?=\W*$)")  # the mark of a footnote behind a title
ASKING = ("?", "？")
QUESTION = re.compile(r"[ \u00a0\u202f]?[?？]$")
PRONOUN_WORDS = 4  # further on, a pronoun may stand for what the sentence itself names
MOST_NAME = 150
# "Kapitel 3. ", "B.1.1. ", "第 3 章 ": what numbers a heading besides what English has.
NUMBERED = re.compile(
    r"^(?:[^\W\d_]{2,12}\s+)?(?:[A-Z]\.)?\d+(?:\.\d+)*\.\s+(?=\S)|^[^\W\d_]{2,12}\s+[A-Z]\.\s+(?=\S)|^第\s*[\d一二三四五六七八九十]+\s*[章节部]\s*[.、:：]?\s*(?=\S)"
)
ENGLISH = frozenset(
    "the of for from with and by your provided how using is are this that when which".split()
)  # words of no other language that has a wording
LATIN = re.compile(r"(?:[A-Za-z]+ ){4}[A-Za-z]+")  # half a sentence that nobody has translated
LEAST_SIGNS = 3  # of another script: Traditional Chinese is not asked about in Simplified


class Speaker:
    """One section with the wording of its language: names its places, judges its words, makes its candidates."""

    def __init__(self, view: View, wording: Wording) -> None:
        self.view = view
        self.wording = wording

    def place(self, headings: Sequence[str], key: str) -> str:
        """How the place below these headings is called; "" if neither a heading nor the title names a subject."""
        title = self.view.title if self.has_title() else ""
        written = [name for name in headings if title or name != self.view.title]
        inner = next((name for name in reversed(written) if self.is_specific(name)), "")
        outer = title if self.is_specific(title) and self.is_translated(title) else ""
        if inner and not self.is_translated(inner):
            inner = ""
        inner, outer = bare(inner or outer), bare(outer)
        if not inner:
            return ""
        if inner.endswith(ASKING):
            return self.wording.place(inner, "", key, asks=True)
        outer = outer.rstrip("?？ ")
        if not outer and inner.isalpha() and inner not in self.view.title and not WIDE.search(inner):
            return ""  # "Summary", "Options": of what?
        one, other = straight(inner), straight(outer)
        if one != other and one in other:
            inner, outer = outer, ""
        elif other in one or len(inner) + len(outer) > MOST_NAME:
            outer = ""
        return self.wording.place(inner, outer, key)

    def is_translated(self, name: str) -> bool:
        """Whether a heading is in the language of the section, or is a mere name."""
        if self.view.language in WIDE_LANGUAGES:
            return WIDE.search(name) is not None or size(name) < ENGLISH_WORDS
        words = name.split()
        return self.is_own(name) and not (len(words) >= ENGLISH_WORDS and is_english(name))

    def has_title(self) -> bool:
        """Whether the document's title is one that its author wrote, not its file's name."""
        document, section = self.view.section.document, self.view.section
        if "title" in document.metadata or document.title != file_words(document.path):
            return True
        written = any(block.kind == "heading" and block.text and block.text.text == document.title for block in section.blocks)
        return section.heading_path[:1] == (document.title,) and (written or len(section.heading_path) > 1)

    def is_specific(self, name: str) -> bool:
        """Whether a heading names a subject: not all of its words are of the kind that any document has."""
        low = name.strip(" :：?？.").lower()
        words = WORD.findall(low)
        generic = self.wording.words["generic"] | self.wording.words["no_term"]
        return bool(words) and low not in generic and not all(word in generic or word[0].isdigit() for word in words)

    def holds(self, kind: str, text: str) -> bool:
        """Whether a text holds a word of a kind; without spaces between words, wherever it stands."""
        low = text.lower()
        words = self.wording.words[kind]
        if WIDE.search(low):
            return any(word in low for word in words)
        return not words.isdisjoint(WORD.findall(low))

    def telling(self, text: str) -> int:
        """How many longer words of a text are of no kind that any text has; every word counts without spaces between them."""
        if WIDE.search(text):
            return size(text)
        common = frozenset().union(*(self.wording.words[kind] for kind in ("leaning", "generic", "no_term", "output")))
        return sum(len(word) >= LONGER and word not in common for word in WORD.findall(text.lower()))

    def is_own(self, text: str) -> bool:
        """Whether a text is in the language of the section: translated manuals leave sentences and cells as they were."""
        if self.view.language in WIDE_LANGUAGES:
            return WIDE.search(text) is not None and not LATIN.search(CODE_SPAN.sub(" ", text))
        bare = CODE_SPAN.sub(" ", text)
        return ENGLISH.isdisjoint(word.lower() for word in WORD.findall(bare)) and not is_foreign(bare, self.view.language)

    def is_index(self, headings: Sequence[str]) -> bool:
        """Whether a place only leads to other places: an index, a table of contents."""
        index = self.wording.words["index"]
        return any(name.strip(" .:：").lower() in index for name in (*headings, self.view.title))

    def leans(self, text: str) -> bool:
        """Whether a text points outside itself in its first words."""
        low = text.lower()
        if WIDE.search(low[:6]):
            return self.holds("leaning", low[:6])
        words = WORD.findall(low)
        return self.holds("leaning", " ".join(words[:3])) or not self.wording.words["pronouns"].isdisjoint(words[1:PRONOUN_WORDS])

    def points(self, text: str) -> bool:
        """Whether a text points to what stands before it ("these options", not "these steps"); a polite "Sie" is no "sie"."""
        words, steps = self.wording.words["pointing"], self.wording.words["steps"]
        if any(pattern.search(text) for pattern in self.wording.leaning):
            return True
        if WIDE.search(text):
            return any(word in text for word in words)
        found = WORD.findall(text)
        return any(word in words and behind.lower() not in steps for word, behind in zip(found, [*found[1:], ""], strict=True))

    def opens(self, kind: str, text: str) -> bool:
        """Whether a text begins with a word of a kind."""
        low = text.lower().lstrip(" *_`\"'“„«(")
        words = self.wording.words[kind]
        if WIDE.match(low):
            return any(low.startswith(word) for word in words)
        first = WORD.match(low)
        return first is not None and first.group() in words

    def ends(self, kind: str, text: str) -> bool:
        """Whether a text ends with a word of a kind."""
        words, low = self.wording.words[kind], text.lower()
        if WIDE.search(low[-1:]):
            return any(low.endswith(word) for word in words)
        return bool(found := WORD.findall(low)) and low.endswith(found[-1]) and found[-1] in words

    def candidate(self, asked: tuple[str, str], values: Mapping[str, str], answer: str, spans: Sequence[Span]) -> Candidate:
        """asked is the question type and the kind of wording; spans are where the evidence stands."""
        question_type, kind = asked
        item = Item(
            question=self.wording.question(kind, values),
            reasoning_steps=self.wording.reasons(kind, values),
            answer=answer,
            evidence=tuple(self.view.source(*span) for span in spans),
            spans=tuple((0, *span) for span in spans),
            family=f"worded {kind.removesuffix('_way').replace('command', 'code')}",  # a command is code
        )
        facts = {fact.start for fact in self.view.section.facts for start, end in spans if start <= fact.start < end}
        return Candidate(question_type, item, tuple(sorted(facts)))


def speaker_of(view: View) -> Speaker | None:
    """Who asks about a section, if it is not in English and somebody has written a wording for its language."""
    wording = None if view.english or is_log(view.title) else wording_of(view.language)
    if wording is None or sum(sign in view.section.text for sign in wording.words["other_script"]) >= LEAST_SIGNS:
        return None
    return Speaker(view, wording)


@lru_cache(maxsize=512)
def is_english(name: str) -> bool:
    """Whether a heading of another language's document is English after all."""
    return detect_other(name, "", ENGLISH_SCORE) == "en"


def file_words(path: str) -> str:
    """The title that a document without one is given: its file's name in words."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(re.split(r"[-_\s]+", stem)).strip()


@lru_cache(maxsize=512)  # headings and titles are asked about again and again
def bare(name: str) -> str:
    """A title without quotation marks, numbering, a picture before it, and final punctuation but for a question's."""
    if not name:
        return ""
    name = NOTE.sub("", name)
    plain = NUMBERED.sub("", re.sub(r"^[^\w`(\[]+", "", name))
    plain = re.sub(r"^[^\w`(\[]+|[„“”«»《》]", "", quoted(plain)[1:-1]).strip(" ：？。")
    asks = QUESTION.search(name) if plain else None
    return f"{'¿' if asks and '¿' in name else ''}{plain}{asks.group() if asks else ''}"


def straight(name: str) -> str:
    """A title as it is compared: in lower case, its apostrophes all alike."""
    return name.lower().replace("’", "'")


def size(text: str) -> int:
    """How many words a text has; two characters of a script without spaces count as one."""
    return len(WORD.findall(WIDE.sub(" ", text))) + len(WIDE.findall(text)) // 2
