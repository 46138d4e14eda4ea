"""Why-questions from sentences that state a reason or a purpose in so many words: because, so that, therefore, the reason is."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..records import Fact, Item
from .base import Candidate, View, pick
from .english import URL, balanced, opening, points_elsewhere, stands_alone
from .item_sentences import sentences_of
from .naming import content_words, lower_first, quoted
from .placing import situated
from .self_contained import dangling, faulty, words_known
from .splitting import AIM
from .steps import first_verb
from .why import FORBIDDEN, STAND_INS, clean, finite, why_question, without_opener

CUES = re.compile(r"\b(?:because|due to|so that|in order to|reason|therefore|as a result|consequently|hence|thus)\b", re.IGNORECASE)
PURPOSES = ("so that", "in order to")
# The cue, and how an answer opens with it.
INNER = re.compile(r"^(?P<main>.+?),? (?P<cue>because of|because|due to|so that|in order to) (?P<reason>.+?)[.!]?$")
FRONT = re.compile(r"^(?P<cue>Because of|Because|Due to|In order to|So that) (?P<reason>[^,]+), (?P<main>.+?)[.!]?$")
HENCE = re.compile(r"^(?:Therefore|As a result|Consequently|For this reason|Hence|Thus|For that reason),? (?P<main>.+?)[.!]?$")
JOINED = re.compile(
    r"^(?P<reason>.+?)(?:; |,? and )(?:therefore|as a result|consequently|hence|thus|"
    r"for this reason),? (?P<main>.+?)[.!]?$"
)
THE_REASON = re.compile(
    r"^(?P<what>The (?:main |primary |biggest |only )?reason (?:for|why|that|to|\w+) .{8,}?) (?:is|was) (?:that|because|"
    r"to) .{12,}[.]$"
)
NAMES_A_KIND = re.compile(r"\b(?:is|are) (?:an?|the|one|some) |\b(?:is|are) (?:\w+ )?(?:types?|kinds?|tools?) of ")
ASIDE = re.compile(
    r"(?:For|In (?:fact|practice|general|addition)|If|When|While|Although|As|To|Note|Also|Or|On the)\b", re.IGNORECASE
)
INNER_CLAUSE = re.compile(r"\b(?:which|who|whether|if|when|says?|states?)\b")
REASON_ALONE = re.compile(r"^(?:that\b|this\b|these\b|those\b|we\b|I\b|there are (?:two|three|several)\b)", re.IGNORECASE)
# Another clause behind the reason: where the reason ends is then in doubt.
GOES_ON = re.compile(
    r"[;:]\s|, (?:so|but|and|or|yet|we|you|it|they|this|the|a|an|which|while|whereas|although|though|not)\b|\s[–—-]\s|—"
)
REASON_WORDS = (6, 45)
LEAST_NEWS = 3  # a reason that only says the statement over again explains nothing
OTHERS = re.compile(r"\b(?:this|these|those|such|former|latter|otherwise|latter|we|our|us|I)\b", re.IGNORECASE)
# "it's a completely different technology" gives no reason yet.
EMPTY_REASON = re.compile(
    r"^(?:it|they|there)(?:['’]s|['’]re| is| are) (?:(?:\w+ly|not|just|a|an) )*(?:different|easy|easier|good|better|useful|important|"
    r"possible|common|simple|simpler|cool|great|nice|so)\b",
    re.IGNORECASE,
)
NARRATED = re.compile(r"\b(?:starts|begins|looks|started|began|says|said|saw|continues)\b")  # what happens next is no conclusion
PRONOUN = re.compile(r"^(?:(?:that|when|if|of|to) )?(?P<one>it|its|it['’]s)?(?P<many>they|their|them|they['’]re)?\b", re.IGNORECASE)
EXPLETIVE = re.compile(r"^it(?:['’]s| is| was) (?:not )?(?:clear|hard|difficult|impossible|likely|unclear|unlikely|easy|important)\b")
# Whoever lets something happen has no purpose of their own.
GRANTS = re.compile(r"\b(?:enables?|allows?|lets?|helps?|permits?|makes?|causes?|ensures?)\b")
CAN = re.compile(r"^Why (?:can|could|may|might) ")
DUTY = re.compile(r"^Why (?:should|must|shall) ")
LOCAL = re.compile(r"`(?:[A-Z]\d?|[a-z]\d?|[a-z_]+\d|[a-z]+\d_\w+|[a-z]\.\w+)`")  # names of one listing
UNSURE = re.compile(r"\b(?:would|could|might|may have|want)\b")


# Searched for in every sentence: plain search is ten times faster than the pattern.
HINTS = (
    "ecause",
    "ue to ",
    "so that",
    "n order to",
    "eason",
    "herefore",
    "s a result",
    "onsequently",
    "ence",
    "hus",
)


class Cause(NamedTuple):
    """A statement and the words that say why, with the cue that joins them."""

    main: str
    reason: str
    cue: str


def reasons(view: View) -> Iterator[Candidate]:
    """One question for each sentence, or pair of sentences, that gives a reason."""
    if not view.english:
        return
    before: Fact | None = None
    for fact in view.section.facts:
        if fact.kind in ("sentence", "item") and cued(fact.text):
            yield from in_one(view, fact)
            if before is not None and follows(view, before, fact):
                yield from in_two(view, before, fact)
        before = fact


def cued(text: str) -> bool:
    for hint in HINTS:  # a loop of its own takes half the time that any() does
        if hint in text:
            return True
    return False


def follows(view: View, before: Fact, fact: Fact) -> bool:
    """Whether two facts are neighbouring sentences of one paragraph."""
    return (
        before.kind == fact.kind == "sentence"
        and before.block == fact.block
        and not view.source(before.end, fact.start).strip(" *_\n")
    )


def in_one(view: View, fact: Fact) -> Iterator[Candidate]:
    """Questions from single sentences that hold statement and reason."""
    previous = ""
    for sentence in sentences_of(fact):
        if cued(sentence) and sentence.endswith(".") and balanced(sentence):
            candidate = from_sentence(view, fact, sentence, previous)
            if candidate is not None:
                yield candidate
        previous = sentence


def from_sentence(view: View, fact: Fact, sentence: str, previous: str) -> Candidate | None:
    """The question of one sentence; previous is the one before it in the same list item."""
    the_reason = THE_REASON.match(sentence)
    if the_reason:
        return reason_named(view, fact, sentence, the_reason["what"])
    cause = cause_in(sentence)
    hence = HENCE.match(sentence) if previous else None
    if hence and grounds(previous):
        cause = Cause(hence["main"][:1].upper() + hence["main"][1:], previous.rstrip("."), "")
        return asked(view, (fact,), cause, previous)
    return asked(view, (fact,), cause, sentence) if cause else None


def cause_in(sentence: str) -> Cause | None:
    """Statement and reason of one sentence; None if more than one cue makes it a chain."""
    if len(CUES.findall(sentence)) != 1:
        return None
    inner = INNER.match(sentence)
    if inner:
        if inner["cue"] == "so that" and first_verb(inner["main"]) and inner["reason"].startswith("it"):
            return None  # "Write it so that it's short" tells how, not what for
        # "says if it closed due to Y": the cue may belong to the inner clause
        if inner["cue"] != "because" and INNER_CLAUSE.search(inner["main"]):
            return None
        # "a tool in order to V": the purpose belongs to the noun; "Don't X due to Y": the reason is part of what is forbidden
        if inner["cue"] in PURPOSES and NAMES_A_KIND.search(inner["main"]):
            return None
        if inner["cue"] in ("due to", "because of") and FORBIDDEN.match(inner["main"]):
            return None
        return Cause(inner["main"], inner["reason"], inner["cue"])
    front = FRONT.match(sentence)
    if front:
        return Cause(front["main"][:1].upper() + front["main"][1:], front["reason"], front["cue"].lower())
    joined = JOINED.match(sentence)
    if (
        joined
        and not first_verb(joined["main"])
        and not joined["main"].startswith(("do not", "don't", "don’t", "does", "is ", "are "))
    ):
        return Cause(joined["main"][:1].upper() + joined["main"][1:], joined["reason"], "")
    return None


def in_two(view: View, before: Fact, fact: Fact) -> Iterator[Candidate]:
    """A question from a sentence that opens with "Therefore" and the sentence before it."""
    hence = HENCE.match(fact.text)
    if hence and grounds(before.text):
        cause = Cause(hence["main"][:1].upper() + hence["main"][1:], before.text.rstrip("."), "")
        candidate = asked(view, (before, fact), cause, before.text)
        if candidate is not None:
            yield candidate


def grounds(sentence: str) -> bool:
    """Whether a sentence by itself can be the grounds on which the next one concludes."""
    return sentence.endswith(".") and not ASIDE.match(sentence) and not NARRATED.search(sentence) and stands_alone(sentence) and clean(sentence)


def agrees(cause: Cause) -> bool:
    """Whether a pronoun that opens the reason can only stand for the subject of the statement."""
    found = PRONOUN.match(cause.reason)
    if found is None or not (found["one"] or found["many"]) or EXPLETIVE.match(cause.reason):
        return True
    words = cause.main.split()
    verb = next((number for number, word in enumerate(words) if finite(word.lower().replace("’", "'"))), 0)
    if not verb or words[0].endswith("ing") or first_verb(cause.main) or words[0].lower() in ("you", "in", "with", "on", "for"):
        return False
    subject = words[:verb]
    number_of_verb = words[verb].lower()
    many = number_of_verb in ("are", "were", "have", "do", "aren't", "don't") or (
        subject[-1].endswith("s") and number_of_verb not in ("is", "was", "has", "does", "isn't", "doesn't") and number_of_verb[-1:] != "s"
    )
    return many == bool(found["many"])


def explains(cause: Cause) -> bool:
    """Whether the reason says something that the statement does not say already."""
    news = content_words(cause.reason) - content_words(cause.main)
    return len(news) >= LEAST_NEWS and not EMPTY_REASON.match(cause.reason) and not UNSURE.search(cause.main)


def told(reason: str) -> bool:
    """Whether a reason is one whole clause that does not lean on other sentences."""
    bare = re.sub(r"`[^`]*`", "`", reason)
    least, most = REASON_WORDS
    if not least <= len(reason.split()) <= most or not balanced(reason) or REASON_ALONE.match(reason):
        return False
    return not (OTHERS.search(bare) or points_elsewhere(bare) or URL.search(reason))


def asked(view: View, facts: Sequence[Fact], cause: Cause, sentence: str) -> Candidate | None:
    """The why-question of a cause, with its reason as the answer."""
    if not (told(cause.reason) and explains(cause) and agrees(cause)) or AIM.search(cause.main):
        return None
    headings = view.place_of(facts[-1])
    core = why_question(cause.main, view, headings)
    if not core or LOCAL.search(sentence) or dangling(f"{cause.main}. {cause.reason}", words_known((*headings[-1:], view.title))):
        return None
    if cause.cue in PURPOSES:
        core = for_what(core, cause.main)
    answer = answer_of(cause, sentence, len(facts) == 1) if core else ""
    if not answer or faulty(sentence):
        return None
    question = situated(core, view, headings)
    return candidate(view, facts, question, answer, steps_of(headings, facts, cause, core))


def for_what(core: str, main: str) -> str:
    """The question for a purpose; "" where the statement is nobody's doing ("X enables Y so that …")."""
    if not core.startswith("Why ") or GRANTS.search(main):
        return ""
    purpose = "For what purpose" + core[3:]
    if core.startswith("Why is it that"):
        return core
    if CAN.match(core):
        return purpose
    return core if DUTY.match(core) else pick((core, purpose), core)


def answer_of(cause: Cause, sentence: str, one: bool) -> str:
    """The reason as a sentence of its own, or the sentence that states it."""
    if not cause.cue:
        return cause.reason[:1].upper() + cause.reason[1:] + "." if stands_alone(cause.reason) else ""
    if GOES_ON.search(re.sub(r"`[^`]*`", "`", cause.reason)):
        return without_opener(sentence) if one and stands_alone(sentence) else ""
    short = f"{cause.cue[:1].upper()}{cause.cue[1:]} {cause.reason}."
    whole = one and not first_verb(cause.main) and stands_alone(sentence)
    return pick((short, without_opener(sentence)), sentence) if whole else short


def steps_of(headings: Sequence[str], facts: Sequence[Fact], cause: Cause, core: str) -> tuple[str, ...]:
    """Where the reason stands, which words give it, and how it answers."""
    place = quoted(headings[-1])
    statement = opening(cause.main, 14)
    purpose = cause.cue in PURPOSES
    kind = "purpose" if purpose else "reason"
    first = pick(
        (
            f"The question asks for the {kind} behind a statement in {place}: “{statement}”.",
            f"{place} states: “{statement}”.",
            f"Under {place} stands the statement “{statement}”, whose {kind} is asked for.",
            f"The statement to be explained is in {place}: “{statement}”.",
        ),
        core,
    )
    reason = opening(cause.reason, 12)
    words = f"{cause.cue} {cause.reason}".strip()
    if cause.cue:
        second = pick(
            (
                f"The words “{cause.cue} {reason}” in the same sentence give the {kind}.",
                f"The same sentence adds the {kind}: “{opening(words, 14)}”.",
                f"“{cause.cue[:1].upper()}{cause.cue[1:]}” introduces the {kind} there: “{reason}”.",
            ),
            statement,
        )
    elif len(facts) == 2:
        second = f"It is drawn as a conclusion from the sentence before it: “{opening(cause.reason, 14)}”."
    else:
        second = f"The sentence draws it as a conclusion from “{opening(cause.reason, 14)}”."
    third = pick(
        (
            f"The answer to the question is therefore that {kind}: “{opening(words, 12)}”.",
            f"So what explains the statement is “{opening(words, 12)}”.",
            f"Taken as the answer, the {kind} reads “{opening(words, 12)}”.",
        ),
        core,
    )
    return first, second, third


def reason_named(view: View, fact: Fact, sentence: str, what: str) -> Candidate | None:
    """ "The reason X is that Y." asked as "What is the reason X?"."""
    if not stands_alone(sentence) or STAND_INS.search(re.sub(r"`[^`]*`", "`", what)):
        return None
    headings = view.place_of(fact)
    known = words_known((*headings[-1:], view.title))
    if faulty(sentence) or dangling(sentence, known):
        return None
    core = f"What is {lower_first(what)}?"
    rest = sentence[len(what) :].strip()
    steps = (
        f"The question takes up a sentence under {quoted(headings[-1])} that begins “{opening(what, 12)}”.",
        f"It names the reason: “{opening(rest, 14)}”.",
        "The sentence holds both what is explained and its reason, so it is the answer as it stands: " + opening(sentence, 6) + ".",
    )
    return candidate(view, (fact,), situated(core, view, headings), sentence, steps)


def candidate(view: View, facts: Sequence[Fact], question: str, answer: str, steps: tuple[str, ...]) -> Candidate:
    spans = tuple((0, fact.start, fact.end) for fact in facts)
    evidence = tuple(view.source(fact.start, fact.end) for fact in facts)
    item = Item(question, steps, answer, evidence, spans, "reasons")
    return Candidate("cause_effect", item, tuple(fact.start for fact in facts))
