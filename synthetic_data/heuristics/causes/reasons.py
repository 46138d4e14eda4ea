"""Why-questions from sentences that state a reason or a purpose in so many words: because, so that, therefore, the reason is."""

import re
from collections.abc import Iterator, Sequence

from ...records import Fact, Item
from ..words.base import Candidate, View, pick
from ..words.claims import EXAMPLE
from ..words.english import balanced, opening, stands_alone, without_code
from ..words.item_sentences import sentences_of
from ..words.naming import content_words, lower_first, quoted
from ..words.openers import without_opener
from ..words.placing import situated
from ..words.self_contained import dangles, faulty
from ..words.slips import slipping
from ..words.telling import names_no_program, names_something
from ..words.verbs import first_verb
from .causes import CONCLUDING, HENCE, PURPOSES, Cause, agrees, cause_in, explains, grounds, told
from .effects import effect_of, effect_steps
from .splitting import AIM
from .why import STAND_INS, why_question

THE_REASON = re.compile(
    r"^(?P<what>The (?:main |primary |biggest |only )?reason (?:for|why|that|to|\w+) .{8,}?) (?:is|was) (?:that|to) .{12,}[.]$"
)
# Another clause behind the reason: where the reason ends is then in doubt.
GOES_ON = re.compile(
    r"[;:]\s|, (?:so|but|and|or|yet|we|you|it|they|this|the|a|an|which|while|whereas|although|though|not)\b|\s[–—-]\s|—"
)
# Whoever lets something happen has no purpose of their own.
GRANTS = re.compile(r"\b(?:enables?|allows?|lets?|helps?|permits?|makes?|causes?|ensures?)\b")
# "Configure the keys so that …" says how, not what for.
MANNER = re.compile(
    r"\b(?:defined|designed|configured|written|arranged|structured|constructed|organized|set up|changed|modified)$"
    r"|^(?:You (?:should|can|must|may) )?(?i:design|configure|write|arrange|structure|construct|organize|set up|change|modify) "
    r"(?:\S+ ){0,3}\S+$"
)
CAN = re.compile(r"^Why (?:can|could|may|might) ")
VALUED = re.compile(r"^Why (?:is|are) .*\b(?:important|essential|necessary|required|useful|needed|crucial|vital|convenient)\b")
DUTY = re.compile(r"^Why (?:should|must|shall) ")
LIMITED = re.compile(r"\b(?:a limited|only|a subset|a restricted)\b")  # "Why only that?" asks for another reason than "what for?"
COUNTED = re.compile(r"\b(?:two|three|both|several) [a-z]+s\b")
EMPTY = frozenset(
    "you take care multiple several need needs use used using should must functions function possible careful".split()
)
CHANGES = re.compile(r"changes (?:to|in|since|from|between)\b", re.IGNORECASE)  # "Use delayed expunge": an entry of a log
LEAST_MATTER = 2
LEAST_NAMED = 3  # content words of what "the reason for" is about
LOCAL = re.compile(r"`(?:[A-Z]\d?|[a-z]\d?|[a-z_]+\d|[a-z]+\d_\w+|[a-z]\.\w+)`")  # names of one listing
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
    ", so ",
    ", which means ",
)
# One of these words stands in each sentence that states a reason or an aim.
CUE_WORDS = frozenset(
    """because due so order reason therefore result consequently hence thus means ensure avoid prevent sure guarantee minimize
    protect""".split()
)
AIMS = (" to ensure ", " to avoid ", " to prevent ", " to make sure ", " to guarantee ", " to minimize ", " to protect ")


def reasons(view: View) -> Iterator[Candidate]:
    """One question for each sentence, or pair of sentences, that gives a reason."""
    if not view.english or CHANGES.match(view.title):
        return
    for fact in view.holding(CUE_WORDS):
        if fact.text.startswith("The ") and ">>> " in view.section.text:
            continue  # the one that the session beside it has made
        if fact.block not in view.supposed:
            yield from in_one(view, fact)
            if fact.kind == "sentence" and fact.text.startswith(CONCLUDING):
                yield from in_two(view, fact)


def cued(text: str) -> bool:
    hinted = True in map(text.__contains__, HINTS)  # half the time that any() takes
    return hinted or " to " in text and True in map(text.__contains__, AIMS)


def sentence_before(view: View, fact: Fact) -> Fact | None:
    """The sentence right before another one in the same paragraph."""
    number = view.section.facts.index(fact)
    before = view.section.facts[number - 1] if number else None
    if before is None or before.kind != "sentence" or before.block != fact.block:
        return None
    return None if view.source(before.end, fact.start).strip(" *_\n") else before


def in_one(view: View, fact: Fact) -> Iterator[Candidate]:
    """Questions from single sentences that hold statement and reason."""
    previous = ""
    for sentence in sentences_of(fact):
        if cued(sentence) and sentence.endswith(".") and balanced(sentence):
            candidate = from_sentence(view, fact, sentence, previous)
            if candidate is not None and not slipping(sentence):
                yield candidate
        previous = sentence


def from_sentence(view: View, fact: Fact, sentence: str, previous: str) -> Candidate | None:
    """The question of one sentence; previous is the one before it in the same list item."""
    the_reason = THE_REASON.match(sentence) if sentence.startswith("The ") else None
    if the_reason:
        return reason_named(view, fact, sentence, the_reason["what"])
    cause = cause_in(sentence)
    hence = HENCE.match(sentence) if previous else None
    if hence and grounds(previous):
        cause = Cause(hence["main"][:1].upper() + hence["main"][1:], previous.rstrip("."), "")
        return asked(view, (fact,), cause, previous)
    candidate = asked(view, (fact,), cause, sentence) if cause else None
    if candidate is None and (", so " in sentence or ", which means " in sentence):
        return followed(view, fact, sentence)
    return candidate


def followed(view: View, fact: Fact, sentence: str) -> Candidate | None:
    """A question for what follows from a statement: "X, which means Y"."""
    headings = view.place_of(fact)
    effect = effect_of(sentence, view, headings)
    if effect is None or EXAMPLE.search(fact.heading) or faulty(sentence) or LOCAL.search(sentence):
        return None
    if dangles(sentence, (*headings[-1:], view.title)) or names_no_program(view.title) and not names_something(sentence):
        return None
    steps = effect_steps(effect, quoted(headings[-1]))
    return candidate_of(view, (fact,), situated(effect.question, view, headings), effect.answer, steps)


def in_two(view: View, fact: Fact) -> Iterator[Candidate]:
    """A question from a sentence that opens with "Therefore" and the sentence before it."""
    hence = HENCE.match(fact.text)
    before = sentence_before(view, fact) if hence else None
    if hence and before and grounds(before.text) and not before.text.startswith("Existing "):
        cause = Cause(hence["main"][:1].upper() + hence["main"][1:], before.text.rstrip("."), "")
        candidate = asked(view, (before, fact), cause, before.text)
        if candidate is not None:
            yield candidate


def asked(view: View, facts: Sequence[Fact], cause: Cause, sentence: str) -> Candidate | None:
    """The why-question of a cause, with its reason as the answer."""
    if cause.reason.endswith(" that") or not told(cause.reason):
        return None
    headings = view.place_of(facts[-1])
    core = why_question(cause.main, view, headings)
    if not core:
        return None  # so it is with nearly all
    if not (explains(cause) and agrees(cause)) or gives_no_reason(cause) or EXAMPLE.search(facts[-1].heading):
        return None
    if len(content_words(cause.main) - EMPTY) < LEAST_MATTER and "`" not in cause.main:
        return None  # "you should take care", "multiple functions can fail"
    if is_said_again(view, facts, cause.main) or LOCAL.search(sentence):
        return None
    if dangles(f"{cause.main}. {cause.reason}", (*headings[-1:], view.title)):
        return None
    if cause.cue in PURPOSES:
        core = for_what(core, cause.main)
    answer = answer_of(cause, sentence, len(facts) == 1) if core else ""
    if not answer or faulty(sentence):
        return None
    if (names_no_program(view.title) or f" the {view.title.lower()} " in core) and not names_something(core):
        return None
    question = situated(core, view, headings)
    return candidate_of(view, facts, question, answer, steps_of(headings, facts, cause, core))


def gives_no_reason(cause: Cause) -> bool:
    """Whether a statement holds an aim that the reason may belong to, or a purpose says how, or why only so much."""
    if AIM.search(cause.main) or cause.cue == "so that" and MANNER.search(cause.main):
        return True
    return cause.cue in PURPOSES and LIMITED.search(cause.main) is not None


def is_said_again(view: View, facts: Sequence[Fact], main: str) -> bool:
    """Whether another sentence of the section states the same, perhaps with another reason."""
    own, main = {fact.start for fact in facts}, main.lower()
    return any(main in fact.text.lower() for fact, _ in view.sentences if fact.start not in own)


def for_what(core: str, main: str) -> str:
    """The question for a purpose; "" where the statement is nobody's doing ("X enables Y so that …")."""
    if not core.startswith("Why ") or GRANTS.search(main):
        return ""
    purpose = "For what purpose" + core[3:]
    if " need to " in core or VALUED.search(core):
        return core  # "For what purpose will you need to" is stiff
    if CAN.match(core):
        return purpose
    return core if DUTY.match(core) else pick((core, purpose), core)


def answer_of(cause: Cause, sentence: str, one: bool) -> str:
    """The reason as a sentence of its own, or the sentence that states it."""
    if not cause.cue:
        return cause.reason[:1].upper() + cause.reason[1:] + "." if stands_alone(cause.reason) else ""
    if GOES_ON.search(without_code(cause.reason)):
        return without_opener(sentence) if one and stands_alone(sentence) and not first_verb(cause.main) else ""
    short = f"{cause.cue[:1].upper()}{cause.cue[1:]} {cause.reason}."
    whole = one and not first_verb(cause.main) and stands_alone(sentence)
    return pick((short, without_opener(sentence)), sentence) if whole else short


def steps_of(headings: Sequence[str], facts: Sequence[Fact], cause: Cause, core: str) -> tuple[str, ...]:
    """Where the reason stands, which words give it, and how it answers."""
    place = quoted(headings[-1])
    statement = opening(without_opener(cause.main), 14)
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
    if len(content_words(what)) <= LEAST_NAMED or COUNTED.search(what):
        return None  # "the reason for the size" of what? "for two modules": which?
    if not stands_alone(sentence) or STAND_INS.search(without_code(what)):
        return None
    headings = view.place_of(fact)
    if faulty(sentence) or dangles(sentence, (*headings[-1:], view.title)):
        return None
    core = f"What is {lower_first(what)}?"
    rest = sentence[len(what) :].strip()
    steps = (
        f"The question takes up a sentence under {quoted(headings[-1])} that begins “{opening(what, 12)}”.",
        f"It names the reason: “{opening(rest, 14)}”.",
        "The sentence holds both what is explained and its reason, so it is the answer as it stands: " + opening(sentence, 6) + ".",
    )
    return candidate_of(view, (fact,), situated(core, view, headings), sentence, steps)


def candidate_of(view: View, facts: Sequence[Fact], question: str, answer: str, steps: tuple[str, ...]) -> Candidate:
    spans = tuple((0, fact.start, fact.end) for fact in facts)
    evidence = tuple(view.source(fact.start, fact.end) for fact in facts)
    item = Item(question, steps, answer, evidence, spans, "reasons")
    return Candidate("cause_effect", item, tuple(fact.start for fact in facts))
