"""Tells sentences that are written so carelessly that nobody should be quizzed on them word by word."""

import re

from .english import words_in
from .self_contained import faulty
from .slips import lacks_article, slipping
from .subjects import Clause

LEADING = re.compile(
    r"(?:If|When|Whenever|While|Where|For|In|On|At|With|Without|By|To|During|After|Before|Once|From|Under|Within)\b"
)
# "environment(QA)", "in a headers.", "(ex. …"; and "as well", which adds to what is not told.
CARELESS = (
    ("(", re.compile(r"[a-z]\([A-Z]|\((?:ex|eg|Ex)\b|\b[a-z]+\(s\)")),
    (" ,", re.compile(r"\b[a-z]+ ,")),
    ("a ", re.compile(r"\ba (?!series|means|lens|species|news|perhaps)[a-z]+[^siu\W]s[.,]")),
)  # each with what it cannot do without; the next one needs one of these words
CARELESS_WORDS = frozenset("more should well each every archive metric snapshot".split())
CARELESSLY_SAID = re.compile(
    r"\bneeded more\b|\b(?:show|tell|decide|define|determine)s should\b|\bas well\b(?! as)"
    r"|\b(?:each|every) (?:and every )?(?:[a-z]+ )?(?!across|series)[a-z]+[^siu\W]s[.,]"
    r"|\b(?:in|with|as|from|of|or) (?:tar |[a-z]+ed |notebook )?(?:archive|metric|snapshot)\b(?=[.,]| together)"
)
# Two sentences with nothing but a comma between them.
SPLICE = re.compile(
    r", [a-z]+s will\b|, the (?:[a-z]+ ){1,3}(?:is|are) "
    r"|, (?:it|they) (?:is|are|has|have|can|will|should|must|provides?|supports?|also|does|allows?|helps?|makes?)\b"
)


def careless(text: str) -> bool:
    for cue, pattern in CARELESS:
        if cue in text and pattern.search(text):
            return True
    return not CARELESS_WORDS.isdisjoint(words_in(text)) and CARELESSLY_SAID.search(text) is not None


def blemished(text: str, found: Clause | None) -> bool:
    """Whether a sentence, its main clause given if it is a plain one, has a slip of grammar or of writing."""
    if careless(text) or (", " in text and SPLICE.search(text) and not LEADING.match(text)):
        return True
    return slipping(text) or faulty(text) or (found is not None and not found.plural and lacks_article(found.subject))
