"""What can be told about an English sentence without a parser: above all whether it stands alone."""

import re
from functools import lru_cache
from typing import NamedTuple

from .plain_words import WORD_CHARACTERS, cut, words_and_numbers

WORDS = re.compile(r"[a-z][a-z']*|\d+|[`“%]")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, "don't" as one, `code` by its parts."""
    return contracted(text) if "'" in text or not text.isascii() else words_in(text)


@lru_cache(maxsize=256)
def contracted(text: str) -> frozenset[str]:
    return frozenset(WORDS.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=256)  # the families of a section ask about the same sentences; a small cache stays warm
def words_in(text: str) -> frozenset[str]:
    """At least all plain words that stand between two word boundaries of a text, in lower case, "don't" as two."""
    if "'" in text or not text.isascii():
        found = contracted(text)
        return found.union(*[word.split("'") for word in found if "'" in word])
    words = words_and_numbers(text)
    if "`" in text:
        words.append("`")
    if "%" in text:
        words.append("%")
    return frozenset(words)


class Cued(NamedTuple):
    """A pattern with words one of which it cannot do without: to look for these first is many times faster than to search."""

    pattern: re.Pattern[str]
    cues: frozenset[str]
    any_case: bool = False

    def search(self, text: str) -> re.Match[str] | None:
        if self.cues.isdisjoint(words_in(text)):
            return None
        return self.pattern.search(text.lower() if self.any_case else text)


def cued_by(cues: str, pattern: str, any_case: bool = False) -> Cued:
    """any_case: the pattern, written small, is searched for in lower case: three times faster than with IGNORECASE.

    ASCII makes the ends of words, which these patterns look for, cheaper to tell; the words looked for are English.
    """
    return Cued(re.compile(pattern, re.ASCII), frozenset(cues.split()), any_case)


# Words that point at something outside the sentence when they open it.
POINTERS = frozenset(
    """it its they their them he she his her we our us you your i my this that these those such here there both either neither
    another others one ones same former latter however but and or so then thus hence therefore also instead otherwise besides
    moreover furthermore additionally finally first firstly second secondly third thirdly next lastly similarly likewise
    nevertheless nonetheless still yet again too else meanwhile consequently conversely accordingly afterwards because
    which who whose whom what when where why how now later earlier alternatively""".split()
)
POINTING = cued_by(
    """above below aforementioned previous previously preceding following listing figure fig chapter section appendix table tables
    follows former latter respectively we us our ours let i my here this these those such example instance earlier later see time
    again another other too""",
    r"\b(?:above|below|aforementioned|previous(?:ly)?|preceding|following|listing|figure|fig\.|chapter|section|appendix|"
    # a table of the document, none of a database
    r"tables? (?:\d|[a-z]\b|\(?see)|(?:the|our|next|last|see|in) tables?|"
    r"as follows|the former|the latter|respectively|we|we'll|we've|we're|us|our|ours|let's|let us|i|i'm|my|here|"
    r"this (?:section|document|page|chapter|book|guide|article|example|case|code|way|means|is|was|program|method|function|command|"
    r"line|file|approach|step|process|option|field|property|type|value|list|table|specification|spec)|these|those|"
    r"such (?:a|an)|example|for instance|earlier|later|see|last time|next time|again|another|other than that|too)\b",
    any_case=True,
)
# The same, faster to tell: one of these words is enough, or one of those begins a phrase that POINTING knows.
POINTING_WORDS = frozenset(
    """above below aforementioned previous previously preceding following listing figure fig chapter section appendix
    respectively we we'll we've we're we'd us our ours let's i i'm my here these those example earlier later see again another
    too""".split()
)
PHRASE_WORDS = frozenset("as former latter let this such instance last next other table tables".split())
# Without one of these there is neither: of each phrase the word that fewer sentences hold.
POINTING_CUES = POINTING_WORDS | frozenset(
    "follows former latter let lets this such instance last next time than table tables fig step".split()
)
STEP = re.compile(r"\bstep\s+\d", re.IGNORECASE)
WORD = re.compile(r"[a-z0-9_]+(?:'[a-z]+)?")
CODE_SPAN = re.compile(r"`[^`]*`")
FIRST_WORD = re.compile(r"[\"'“‘(`]*([^\W_]+)")
SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
URL = re.compile(r"https?://|www\.")
# "8 The documentation …", "1.3 The …", "7.4 Added support …"
FOOTNOTE = re.compile(r"\d{1,2}(?:\.\d+)* (?:The|This|An?|If|In|It|For|When|See|All|Each|Some|There|You)\b|\d+(?:\.\d+)+ [A-Za-z]")
REFERENCE = re.compile(r"[A-Za-z] ?<[A-Za-z]+(?:-[A-Za-z]+)+>")  # what is left of a cross-reference: "resume crawls <topics-jobs>"
MODALS = frozenset("must shall should may can will cannot could might would".split())


def first_word(sentence: str) -> str:
    """The first word in lower case without punctuation and without what is contracted to it: "it" of "It's"."""
    match = FIRST_WORD.match(sentence)
    return match.group(1).lower() if match else ""


def without_code(text: str) -> str:
    """The text with a lone backtick for each code span: what stands in code is no English."""
    return CODE_SPAN.sub("`", text) if "`" in text else text


def balanced(text: str) -> bool:
    """Whether brackets, quotation marks and code spans that open also close."""
    # most hold none of these: to look for them takes a third of the time that to count them does
    count = text.count
    if ("(" in text or ")" in text) and count("(") != count(")"):
        return False
    if "`" in text and count("`") % 2 or '"' in text and count('"') % 2:
        return False
    if ("[" in text or "]" in text) and count("[") != count("]"):
        return False
    return text.isascii() or count("“") == count("”")


def points_elsewhere(text: str) -> bool:
    """Whether a text points at something outside of it: "above", "Listing 3-1", "this section", "we"."""
    if POINTING_CUES.isdisjoint(words_in(text)):
        return False  # so it is with most
    if "'" not in text and text.isascii():
        words = frozenset(cut(text, WORD_CHARACTERS))
    else:
        words = frozenset(WORD.findall(text.lower().replace("’", "'")))
    if not words.isdisjoint(POINTING_WORDS):
        return True
    if "step" in words and STEP.search(text):
        return True
    return not words.isdisjoint(PHRASE_WORDS) and POINTING.search(text) is not None


@lru_cache(maxsize=512)  # the families of a section ask about the same sentences one after the other
def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be understood, and quoted as an answer, by someone who sees nothing else of the document.

    False when it opens with a pronoun or connective, points at other places ("above", "Listing 3-1", "this section"), speaks
    as "we", holds a web address or a link that leads nowhere ("[text][label]"), or has brackets or quotes that do not close.
    """
    if first_word(sentence) in POINTERS or not balanced(sentence):
        return False
    if sentence[:1].isdigit() and FOOTNOTE.match(sentence) or "<" in sentence and REFERENCE.search(sentence):
        return False
    return not (points_elsewhere(sentence) or "://" in sentence or "www." in sentence or "][" in sentence)


def opening(sentence: str, words: int = 9) -> str:
    """The first words of a sentence, without cutting through code, brackets or quotes; the whole if it is short."""
    parts = sentence.split()
    for count in range(min(words, len(parts)), min(words + 8, len(parts)) + 1):
        start = " ".join(parts[:count])
        if balanced(start):
            return start.rstrip(",;:.") + (" …" if count < len(parts) else "")
    return sentence
