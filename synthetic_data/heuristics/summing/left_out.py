"""What a summary by selection must not leave out: duties and advice, limits and contrasts, and the matter the heading names."""

import re
from collections.abc import Sequence

from ...records import Fact
from ..verdicts.blanks import stems
from ..words.claims import is_imperative, main_clause_start
from ..words.naming import SMALL
from ..words.scope import DUTY

# Of what is said below a heading, by characters: three sentences out of more leave the point out, but for duties, each its own.
LEAST_SHARE, LEAST_DUTIES = 0.33, 0.2
LEAST_SHARE_OF_FEW = 0.75  # of three sentences, what the third says is missed
CHOSEN, CHOSEN_OF_FEW, FEW_SENTENCES = 3, 2, 4
ADVICE = re.compile(
    r"\b(?:must|should|shall|recommend(?:ed|s)?|(?:en|dis)couraged|have to|has to|advised|best to)\b"
)  # in lower case
ADVISING = re.compile(r"(?:Consider|Prefer|Avoid)\b")
# "When the algorithm is `sha256`, the digest MUST match …": the detail of one case, not the rule.
ONE_CASE = re.compile(r"(?:When|If|Where|For)\b(?!.*\byou)")
POINTER = re.compile(
    r"(?:Please )?(?:[Ss]ee|[Rr]efer|[Rr]ead|[Cc]heck out|[Vv]isit)\b|(?:For|To) (?:more|details|further|learn|the full)\b"
)
# It takes back, narrows or completes what was said: "Other choices …" after "Some choices …".
LIMIT = re.compile(
    r"(?:But|However|Yet|Unless|Except|Only|Others?|Another|Otherwise|Once|Then|Finally|Next|Warning|Caution|Important|Note|Nevertheless|Conversely"
    r"|On the other hand|In contrast|Please)\b|(?:In|As of|Since|Until|Starting (?:with|in)) (?:v|version )?\d"
    r"|.*\b(?:unless|except|exceptions?|but|although|however|no longer|only (?:if|when|for|after|until))\b"
)
# "but there are some cases where that isn't an option": what then, the next sentence tells.
LEADS_TO = re.compile(r"\bbut (?:there (?:are|is)|in some|sometimes|not (?:always|all))\b")
PRAISE = re.compile(
    r"\b(?:great|awesome|excellent|amazing|fantastic|well[- ]known|wonderful|de[- ]facto|beautiful|elegant|favou?rite"
    r"|seamless(?:ly)?|effortless(?:ly)?)\b"
)  # in lower case
ELSEWHERE = re.compile(
    r"\b(?:documented|described|explained|defined|discussed|covered|listed|specified|treated) (?:elsewhere|separately|in the\b)"
)
BINDS = re.compile(
    r"\b(?:must|should|shall|have to|has to|needs? to|required?|requires|cannot|can['’]t|never|only"
    r"|not (?:be )?(?:possible|supported|allowed|available)|there (?:is|are) no)\b",
    re.IGNORECASE,
)
# Code, a figure, what is quoted, and a name within a sentence.
CONCRETE = re.compile(r"`[^`]+`|[“\"][^”\"]+[”\"]|(?<![\w-])[v#$]?\d\S*|(?<=[a-z,;)] )(?!MAY\b|OPTIONAL\b|I\b)[A-Z][\w.+#-]*\w")
WORD = re.compile(r"\w+")
EXAMPLE = re.compile(r"(?:For (?:example|instance)|(?:Common |Typical |Other )?[Ee]xamples? (?:are|is|include)|E\.g\.)")
# The rest is in what stands below it.
SHOWS = re.compile(r"\b(?:below|the following)\b", re.IGNORECASE)
# What every heading may add to its matter.
KINDS_OF_TEXT = frozenset(stems("overview introduction summary description about notes using use basics concepts"))
NAMES = re.compile(r"(?P<what>(?:[A-Z]\S* ){1,4})(?:is|are) (?:an?|the)\b")


def must_stay(sentence: str) -> bool:
    """Whether a summary without this sentence would mislead: it says what is to be done, or limits what is said beside it."""
    if POINTER.match(sentence):
        return False
    if is_imperative(sentence) or is_imperative(sentence[main_clause_start(sentence) :]) or LIMIT.match(sentence):
        return True
    advises = ADVICE.search(sentence.lower()) or ADVISING.search(sentence)
    return advises is not None and not ONE_CASE.match(sentence)


def weighs(sentence: str, known: str) -> bool:
    """Whether a sentence brings what the words known don't hold: code, a figure, a name, or what must or can't be.

    Such a sentence is part of what a section has to say; one that gives an example is not.
    """
    if POINTER.match(sentence) or EXAMPLE.match(sentence):
        return False
    if BINDS.search(sentence):
        return True
    said = set(WORD.findall(known.lower()))
    concrete = (word for found in CONCRETE.findall(sentence) for word in WORD.findall(found.lower()))
    return any(word not in said and word.rstrip("s") not in said and f"{word}s" not in said for word in concrete)


def leaves_nothing(sentences: Sequence[Fact], chosen: Sequence[Fact], names: Sequence[str]) -> bool:
    """Whether no sentence that was not chosen brings anything of weight besides what was and the names of its place."""
    said = " ".join((*names, *(fact.text for fact in chosen)))
    return not any(weighs(fact.text, said) for fact in sentences if fact not in chosen)


def is_empty(sentence: str) -> bool:
    """Whether a sentence praises, ends in an exception that only the next one tells, or says where the rest stands."""
    return bool(PRAISE.search(sentence.lower()) or LEADS_TO.search(sentence) or ELSEWHERE.search(sentence))


def keeps_the_matter(heading: str, sentences: Sequence[Fact], chosen: Sequence[Fact]) -> bool:
    """Whether what was chosen speaks of all that the heading names and of each thing that the section says the nature of."""
    words = stems(" ".join(fact.text for fact in chosen))
    if not stems(heading) - SMALL - KINDS_OF_TEXT <= words:
        return False
    if any(SHOWS.search(fact.text) for fact in sentences):
        return False
    things = (NAMES.match(fact.text) for fact in sentences if fact not in chosen)
    return all(stems(thing["what"]) & words for thing in things if thing)


def carries(chosen: Sequence[Fact], sentences: Sequence[Fact], told: int) -> bool:
    """Whether what was chosen is enough of the whole, which has so many characters."""
    duties = sum(bool(DUTY.search(fact.text)) for fact in sentences)
    least = LEAST_SHARE if len(chosen) == CHOSEN else LEAST_SHARE_OF_FEW
    return length(chosen) >= told * (LEAST_DUTIES if 2 * duties > len(sentences) and len(chosen) == CHOSEN else least)


def length(facts: Sequence[Fact]) -> int:
    return sum(len(fact.text) for fact in facts)
