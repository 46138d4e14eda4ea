"""Questions about what applies under a condition ("If …", "When …") and how a stated goal is reached ("To …, use …")."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import Fact, Item
from ..comparing.contrasts import made_up
from ..howto.means import Means, means_of
from ..verdicts.blanks import stems
from ..words.base import Candidate, View, pick
from ..words.claims import EXAMPLE
from ..words.english import balanced, opening
from ..words.item_sentences import sentences_of
from ..words.naming import content_words, is_specific, quoted
from ..words.placing import placed, whereabouts
from ..words.self_contained import dangles, faulty
from .firm_cases import has_next_step, is_empty_way, is_given_away, is_no_news, is_unfirm
from .outcomes import Outcome, outcome_of
from .splitting import Split, split_condition

CUES = (
    "If ",
    " if ",
    "When",
    " when",
    "nless ",
    "Once ",
    "To ",
    "In order to ",
    "You can ",
)  # plain search is ten times faster than a pattern
CONDITION_WORDS = frozenset("if when whenever unless once".split())  # one in each sentence with a condition
MEANS_WORDS = frozenset(("to", "can"))  # and of these in each that names a goal and how to reach it
LEANING = (" we ", " this ", " our ", " these ", "Listing ", " do so.", " do that.")
SUCH = re.compile(r" such (?!as\b|an?\b|that\b)")


# "If exemplars are present, … before it": what "it" stands for is no part of the sentence.
BEFORE_IT = re.compile(r"\bare\b[^;]*; .*\b(?:before|after|behind) it\b")
FURTHER_STEP = re.compile(r"[\s*_]*(?:Then|Next|Afterwards|After (?:that|this|doing)|Finally|Now|Once|Follow)\b")
# "list all available ones": of what?
OF_SOME = re.compile(
    r"\bones\b|\bother\b|\bexamples?$|\b(?:click|press)\b|^use the \w+$|\bthe \w+ and \w+$|"
    r"\byour (?:\w+ )?(?:needs?|purposes?|situation)\b"
)
NESTED = re.compile(r"\s+(?:[-*+]|\d+[.)])\s")
PLAIN_NAME = re.compile(r"`[a-z][a-z0-9]*(?:_[a-z0-9]+)*`")
MOST_PLAIN_NAMES = 2
LONG_CASE = 8  # words
SOON = 80  # characters behind a sentence
INSTEAD = re.compile(r"[\s*_]*Instead\b")  # what happens, and not only what doesn't, stands behind the sentence
CAN_DO = re.compile(r"What can you do\b")
TO_DO = re.compile(r"What (?:do you have to|must you|should you|do you) do\b")
FRAME = stems("according based described documentation manual guide reference")  # the place's own words are others
LABEL = re.compile(
    r"(?P<name>`[^`]+`(?: \([^)]*\))?|(?!(?:Note|Tip|Warning|Caution|Important|Hint|NOTE)\b)\S+?(?: \S+){0,3}?)(?: ?:| [-–—]) "
)


class Told(NamedTuple):
    """A sentence that may hold a condition, with the fact it stands in and the headings above it."""

    sentence: str
    fact: Fact
    headings: tuple[str, ...]


def conditions(view: View) -> Iterator[Candidate]:
    """One question for each sentence that ties what is so to a condition or a goal."""
    if not view.english:
        return
    found: list[tuple[str, Candidate]] = []
    for fact, words in view.sentences:
        if CONDITION_WORDS.isdisjoint(words) and (MEANS_WORDS.isdisjoint(words) or not may_name_means(fact.text)):
            continue
        if fact.block in view.supposed:
            continue
        for sentence in sentences_of(fact):
            if sentence.endswith(".") and len(sentence) > 30 and cued(sentence):
                candidate = from_sentence(view, sentence, fact)
                if candidate is not None:
                    found.append(candidate)
    for case, asked in found:
        if not case or not is_told_twice(view, case, asked):
            yield asked


def is_told_twice(view: View, case: str, candidate: Candidate) -> bool:
    """Whether another sentence of the section sets the same case, of which the question tells no more: either could be meant."""
    case = case.lower()
    own = candidate.fact_starts[0]
    return any(
        case in text and re.search(rf"\b(?:if|when|once|unless|whenever) {re.escape(case)}(?=[,.;:]| then\b)", text)
        for fact, _ in view.sentences
        if fact.start != own
        for text in (fact.text.lower(),)
    )


def may_name_means(text: str) -> bool:
    """Whether a text may hold a sentence that names a goal and how to reach it."""
    return "To " in text or "You can " in text or "In order to " in text


def cued(text: str) -> bool:
    return True in map(text.__contains__, CUES)  # half the time that any() takes


def from_sentence(view: View, sentence: str, fact: Fact) -> tuple[str, Candidate] | None:
    """The question of one sentence, about its condition, which stands before it, or else about its goal."""
    if True in map(sentence.__contains__, LEANING) or " such " in sentence and SUCH.search(sentence):
        return None  # no part of it could stand alone: told here, before any pattern is tried
    parts = split_condition(sentence)
    if parts is not None:
        found = about_case(view, Told(sentence, fact, view.place_of(fact)), parts)
    else:
        means = means_of(sentence)
        found = about_goal(view, Told(sentence, fact, view.place_of(fact)), means) if means else None
    # hardly ever so, and asked of few this late
    broken = found is not None and (sentence.endswith(" .") or not balanced(sentence) or EXAMPLE.search(fact.heading))
    return None if broken else found


def about_case(view: View, told: Told, parts: Split) -> tuple[str, Candidate] | None:
    """The case that a sentence sets, with the question what holds then."""
    sentence, fact, headings = told
    if fact.kind == "item" and not names_its_label(sentence, fact):
        return None
    outcome = outcome_of(parts, view, headings)
    if outcome is None or leans_on_code(view, sentence) or precedes_it(parts) or made_up(view, sentence):
        return None
    if is_unfirm(parts, headings) or INSTEAD.match(view.source(fact.end, fact.end + SOON)) or is_first_step(view, fact, outcome):
        return None
    asked = hypothetical(view, told, outcome)
    question = asked.item.question
    if is_no_news(outcome.consequence, question) or not is_at_home(outcome, question):
        return None
    if CAN_DO.match(outcome.question) and is_given_away(outcome.consequence, outcome.question, question):
        return None
    # an inner heading that the question leaves out tells its reader nothing
    place = question.replace(outcome.question[1:-1], " ")
    return None if dangles(f"{parts.condition}; {parts.consequence}", (place,)) else (parts.condition, asked)


def is_first_step(view: View, fact: Fact, outcome: Outcome) -> bool:
    """Whether what is to be done in a case is the first of several steps, or one of those that a program takes."""
    if not TO_DO.match(outcome.question):
        return False
    return goes_on(view, fact) or "o to step" in view.section.text


def is_at_home(outcome: Outcome, question: str) -> bool:
    """Whether a case shares a word with the place that its question names, or is told at length.

    Of the others one in four held only for what the words around it were about ("when a `RegExp` is used": for which option?).
    """
    if len(outcome.condition.split()) >= LONG_CASE:
        return True
    place = question.replace(outcome.question[1:-1], " ")
    return not (stems(outcome.condition) - FRAME).isdisjoint(stems(place))


def about_goal(view: View, told: Told, means: Means) -> tuple[str, Candidate] | None:
    """The question how a goal is reached, which is no case."""
    sentence, fact, headings = told
    if OF_SOME.search(means.goal) or is_empty_way(means.goal, means.answer) or is_nested(view, fact) or goes_on(view, fact):
        return None
    if faulty(sentence) or dangles(f"{means.goal}; {means.answer}", (*headings[-1:], view.title)):
        return None
    asked = application(view, told, means)
    return None if is_given_away(means.answer, means.question, asked.item.question) else ("", asked)


def precedes_it(parts: Split) -> bool:
    """Whether what is so comes before or behind something that only other sentences name."""
    return " it" in parts.consequence and BEFORE_IT.search(f"{parts.condition}; {parts.consequence}") is not None


def names_its_label(sentence: str, fact: Fact) -> bool:
    """Whether a sentence behind the label of its item ("`buf`: Where to write. If `NULL` is passed, …") names that label."""
    label = LABEL.match(fact.text)
    return label is None or fact.text.startswith(sentence) or label["name"].strip("`*").split()[-1].lower() in sentence.lower()


def goes_on(view: View, fact: Fact) -> bool:
    """Whether the means named are the first of several steps, the next of which stands behind them."""
    behind = view.source(fact.end, min(view.section.end, fact.end + SOON))
    return FURTHER_STEP.match(behind) is not None or has_next_step(behind)


def is_nested(view: View, fact: Fact) -> bool:
    """Whether a fact is an item below another item, which says what its means are good for."""
    before = view.section.text[: max(0, fact.start - view.section.start)].rpartition("\n")[2]
    return fact.kind == "item" and before[:1] in (" ", "\t") and NESTED.match(before) is not None


def leans_on_code(view: View, sentence: str) -> bool:
    """Whether a sentence speaks of so many plain code names that only the sample code beside it can tell what they are."""
    names = set(PLAIN_NAME.findall(sentence))
    lays_down = "MUST" in sentence or "SHOULD" in sentence or "MAY" in sentence
    return len(names) > MOST_PLAIN_NAMES and "code" in view.section.kinds and not lays_down


def hypothetical(view: View, told: Told, outcome: Outcome) -> Candidate:
    """ "If X, Y." asked as "What happens if X?"."""
    question = placed(outcome.question, view, told.headings)
    inner = told.headings[-1] if told.headings else ""
    if question == outcome.question and is_specific(inner) and not content_words(inner) <= content_words(question):
        # the document is named, but under another heading it may say something else of the same case
        question = f"{question[:-1]}, according to {whereabouts(view, told.headings, question)}?"
    place = quoted(inner or view.title)
    case, said = opening(outcome.condition, 14), opening(outcome.consequence, 14)
    steps = (
        pick(
            (
                f"{place} treats the case asked about: “{case}”.",
                f"The case in question, “{case}”, is covered in {place}.",
                f"The question sets a condition that {place} names: “{case}”.",
                f"A sentence in {place} is about this very condition: “{case}”.",
            ),
            question,
        ),
        pick(
            (
                f"For this case {place} says: “{said}”.",
                f"What the sentence ties to it is “{said}”.",
                f"With that condition goes the statement “{said}”.",
                f"It continues with what holds then: “{said}”.",
                f"The other half of the sentence reads “{said}”.",
            ),
            outcome.condition,
            "then",
        ),
        pick(
            (
                f"What is asked for is therefore what the sentence ties to “{case}”.",
                f"So the answer is what stands beside that condition: “{opening(outcome.consequence, 10)}”.",
                f"Hence the answer for “{opening(outcome.condition, 8)}”: “{opening(outcome.consequence, 10)}”.",
            ),
            outcome.condition,
        ),
    )
    return candidate(view, told, "hypothetical", (question, outcome.answer), steps)


def application(view: View, told: Told, means: Means) -> Candidate:
    """ "To X, use Y." asked as "How do you X?"."""
    question = placed(means.question, view, told.headings)
    place = quoted(told.headings[-1] if told.headings else view.title)
    steps = (
        pick(
            (
                f"The goal asked about is to {opening(means.goal, 14)}, which comes up in {place}.",
                f"{place} says how to {opening(means.goal, 14)}.",
                f"In {place} it is told how one can {opening(means.goal, 14)}.",
            ),
            question,
        ),
        pick(
            (
                f"The means that the sentence names is “{opening(means.answer, 14)}”.",
                f"It is done in this way: “{opening(means.answer, 14)}”.",
            ),
            means.goal,
        ),
        f"So, to {opening(means.goal, 10)}: “{opening(means.answer, 10)}”.",
    )
    return candidate(view, told, "application", (question, means.answer), steps)


def candidate(view: View, told: Told, kind: str, pair: Sequence[str], steps: tuple[str, ...]) -> Candidate:
    fact = told.fact
    item = Item(pair[0], steps, pair[1], (view.source(fact.start, fact.end),), ((0, fact.start, fact.end),), "conditions")
    return Candidate(kind, item, (fact.start,))
