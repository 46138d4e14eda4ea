"""True-or-false questions: a sentence of the source as it stands, or with exactly one change that makes it false."""

import re
from collections.abc import Iterator

from ...records import Fact, Item
from ..words.base import Candidate, View, pick
from ..words.claims import claims, holds_up, leans_on_context, place_name
from ..words.english import balanced
from ..words.excerpts import LOOSE_ENDS, excerpt
from ..words.naming import OF, content_words, is_specific, names_in, quoted
from ..words.repetition import tells_all
from ..words.scope import is_identified, is_nameless, is_of_part, lacks_antecedent, limited, unexplained
from ..words.telling import ABOUT_A_PROJECT, names_something
from .blanks import blank_in, preferred
from .denying import FREQUENT, can_be_denied, gains_not
from .figures import UNITS
from .flips import Flip, flip_for, flipped, has_cue
from .statement_worth import hangs_on_its_place, is_worthless, tells_something

# What a document does with such a sentence. A "MUST NOT" has no entry: "True. It forbids …" would contradict itself.
FORCE = {"must": "requires it", "shall": "requires it", "should": "recommends it", "can": "says that this is possible"}
MOST_NAME = 70
NAMED = re.compile(r"[A-Z]{2}|[a-z][A-Z]|\d")  # in a title
OPPOSED = ("modal", "state", "denial")
MOST_WORDS = 12
CLAUSE_END = re.compile(
    r"; |, (?:which|while|who|where|with|but|so|if|when|unless|because|as|regardless|like|such|and (?:is|are|can|will|must))\b"
    r"| (?:if|when|unless|while|because|so that)\b"
)
KEPT_WHOLE = re.compile(r"`[^`]+`|\([^()]*\)")
AMOUNT = re.compile(rf"\w[\w.]*(?:%|-\w+| {UNITS}\b)?")
MARKED = re.compile(r"`|\d|\b(?:MUST|SHALL|SHOULD)\b")


def statements(view: View) -> Iterator[Candidate]:
    """One true-or-false question for each firm sentence that one change can falsify.

    Its hash decides whether it is shown as it is or changed, unless nobody would say the changed one: then it is left alone.
    """
    if not is_specific(view.title) or is_nameless(view.title):
        return  # nothing to name as that which tells true from false
    for fact in claims(view, has_cue):
        flip = flip_for(fact.text)
        if flip is None or (preferred(fact.text) == "cloze" and blank_in(view, fact)):
            continue
        if lacks_antecedent(fact.text) or leans_on_context(fact.text, name := place_name(view, fact)) or not holds_up(view, fact):
            continue  # each second one leans on its context, which is told faster than whether it holds up
        alone = not unexplained(fact.text, view.title) and names_its_matter(view, fact)
        alone = alone and tells_the_whole(view, f"{name} {fact.text}") and " | " not in name
        alone = alone and not limited(view, fact) and not is_outcome(fact, flip) and not is_of_part(view, fact)
        if alone and is_worth_it(view, fact, flip):
            false = pick(verdicts(flip), "verdict", fact.text) == "false"
            if not false or can_be_denied(fact, flip):
                yield statement(view, fact, flip, name, false)


def is_worth_it(view: View, fact: Fact, flip: Flip) -> bool:
    """Whether a sentence tells something that is news, specific, and clear without its place."""
    return (
        not is_no_news(view, fact, flip)
        and not is_worthless(fact.text, view.title)
        and tells_something(view, fact, flip)
        and not hangs_on_its_place(view, fact, flip)
    )


def verdicts(flip: Flip) -> tuple[str, ...]:
    """What chance chooses from: as some sentences are never denied, those whose opposite is a claim as good are so more often."""
    return ("true", "false") if gains_not(flip) else ("true", "false", "false")


def names_its_matter(view: View, fact: Fact) -> bool:
    """Whether a sentence of a page with a title such as "Agent" or "Language Reference" names that or a product itself."""
    words = content_words(view.title)
    if len(words) > 1:
        telling = words - ABOUT_A_PROJECT
        if len(telling) > 1 or telling == words or OF in view.title or NAMED.search(view.title):
            return True
        return any(word in fact.text.lower() for word in telling) or names_something(fact.text)
    return bool(words & content_words(fact.text)) or is_identified(view, fact.text)


def tells_the_whole(view: View, question: str) -> bool:
    """Whether a question tells of which product its document is, where that is known: "DNS" does not tell Knot DNS."""
    names = names_in(view.title.partition(OF)[2])
    own = {name for name in names if name.upper() not in question} or names
    return not names or not own.isdisjoint(content_words(question))


def is_no_news(view: View, fact: Fact, flip: Flip) -> bool:
    """Whether the name of its place, or its own subject, already tells what a sentence says: "Storing X" that X can be stored."""
    if flip.kind in ("figure", "setting", "quantity"):
        return False
    if flip.kind == "word":
        return tells_all(fact.text[: flip.start], fact.text[flip.end :], 1) and fact.text[flip.start : flip.end] in FREQUENT
    subject, said, place = fact.text[: flip.start], fact.text[flip.end :], f"{fact.heading} {view.title}"
    if not gains_not(flip):
        return len(content_words(said)) > 1 and tells_all(place, said)
    return tells_all(place, said, 1) or len(content_words(subject)) > 1 and tells_all(said, subject)


def is_outcome(fact: Fact, flip: Flip) -> bool:
    """Whether a point of a list only tells what is, or can be, done: of what, the list tells."""
    return fact.kind == "item" and flip.kind in ("state", "modal") and not MARKED.search(fact.text)


def statement(view: View, fact: Fact, flip: Flip, name: str, false: bool) -> Candidate:
    """The question about one sentence, which is shown as it is or, false, changed."""
    truth = fact.text
    said = flipped(truth, flip) if false else truth
    document = quoted(view.title) if len(view.title) <= MOST_NAME else ""
    answer = denial(truth, document, flip) if false else confirmation(truth, document, flip)
    place = quoted(fact.heading or view.title)
    steps = refuting(truth, said, place, flip) if false else confirming(truth, place, flip)
    evidence = ((0, fact.start, fact.end),)
    item = Item(asked(said, name), steps, answer, (view.source(fact.start, fact.end),), evidence, "statements")
    return Candidate("true_false_fill_blank", item, (fact.start,))


def asked(said: str, name: str) -> str:
    """The question; it always tells by which document the statement is to be judged."""
    options: tuple[str, ...] = (
        f"True or false, according to {name}: {said}",
        f"According to {name}, is the following true or false? {said}",
        f"Going by {name}, is this true or false? {said}",
        f"Decide whether the following is true or false according to {name}: {said}",
    )
    if "?" not in name:
        options += (f"Is the following true or false according to {name}? {said}",)
    return pick(options, "asked", said)


def cited(sentence: str) -> str:
    """A whole sentence in quotation marks, unless it holds some of its own."""
    return sentence if '"' in sentence or "“" in sentence else f"“{sentence}”"


def denial(truth: str, document: str, flip: Flip) -> str:
    """False, and what is true instead, in the source's own words."""
    options: tuple[str, ...] = (f"False. {truth}",)
    if flip.kind in ("figure", "setting"):
        what = "figure" if flip.kind == "figure" else "value"
        right = shown_words(truth, flip.start, flip.end, flip) if flip.kind == "figure" else truth[flip.start : flip.end]
        options += (f"False. The right {what} is {right}: {cited(truth)}",)
    elif document:
        options += (f"False. {document} states: {cited(truth)}",)
        options += (f"False. {document} says the opposite: {cited(truth)}",) if flip.kind in OPPOSED else ()
    return pick(options, "denial", truth, flip.kind)


def confirmation(truth: str, document: str, flip: Flip) -> str:
    """True, with the sentence that says so."""
    quote = cited(truth)
    if not document:
        return pick((f"True. This is what is stated: {quote}", f"True. {truth}"), "confirmation", truth)
    if flip.kind in ("figure", "setting"):
        what = "figure" if flip.kind == "figure" else "value"
        return f"True. That is the {what} given in {document}: {quote}"
    force = FORCE.get(truth[flip.start : flip.end].lower())
    if flip.kind == "modal" and force:
        return pick((f"True. {document} {force}: {quote}", f"True. {document} says so: {quote}"), "confirmation", truth)
    return pick((f"True. {document} says so: {quote}", f"True. This is stated in {document}: {quote}"), "confirmation", truth)


def shown_words(text: str, start: int, end: int, flip: Flip) -> str:
    """The words at a stretch with those that belong to them: "MUST NOT be cached", "30 seconds", "is not stored at all"."""
    changed = text[start:end]
    if flip.kind == "figure":
        unit = AMOUNT.match(text, start)
        return unit.group() if unit else changed
    if flip.kind == "setting":
        return changed
    if flip.kind == "denial" and changed in (" not", ""):
        start = text.rfind(" ", 0, start) + 1  # the verb before
    return predicate(text, start)


def predicate(text: str, start: int) -> str:
    """What stands from a word on to the end of its clause, or as much of it as can be taken in at a glance."""
    masked = KEPT_WHOLE.sub(lambda part: "c" * len(part.group()), text)
    end = CLAUSE_END.search(masked, start + 1)
    words = text[start : end.start() if end else len(text)].split(" ")
    kept = words[:MOST_WORDS]
    while len(kept) < len(words) and len(kept) > 2 and (kept[-1].lower() in LOOSE_ENDS or not balanced(" ".join(kept))):
        kept.pop()
    whole = len(kept) == len(words)
    return " ".join(kept).rstrip(".,;:") + ("" if whole else " …")


def turning_point(excerpted: str) -> str:
    return pick(
        (
            f"The statement turns on the words “{excerpted}”.",
            f"What has to be checked is the part “{excerpted}”.",
            f"Whether the statement holds depends on “{excerpted}”.",
        ),
        "first",
        excerpted,
    )


def refuting(truth: str, said: str, place: str, flip: Flip) -> tuple[str, str, str]:
    """What the statement claims, what the source has there, and in which words the two part."""
    claimed, decisive = excerpt(said, flip.start, flip.start + len(flip.new)), excerpt(truth, flip.start, flip.end)
    new, old = shown_words(said, flip.start, flip.start + len(flip.new), flip), shown_words(truth, flip.start, flip.end, flip)
    second = pick(
        (
            f"Under {place}, the source says “{decisive}”.",
            f"The source puts it differently under {place}: “{decisive}”.",
            f"The sentence to compare with stands under {place}; it has “{decisive}”.",
        ),
        "second",
        truth,
    )
    third = pick(
        (
            f"“{new}” and “{old}” cannot both hold, so the statement is false.",
            f"The statement has “{new}” where the source has “{old}”, so it is false.",
            f"The source has “{old}”, not “{new}”, which makes the statement false.",
        ),
        "third",
        truth,
    )
    return turning_point(claimed), second, third


def confirming(truth: str, place: str, flip: Flip) -> tuple[str, str, str]:
    """What the statement claims, where the source says so, and which words decide it."""
    decisive, words = excerpt(truth, flip.start, flip.end), shown_words(truth, flip.start, flip.end, flip)
    first = turning_point(words)
    second = pick(
        (
            f"Under {place}, the source says “{decisive}”.",
            f"The source speaks of this under {place}: “{decisive}”.",
            f"The sentence to compare with stands under {place}; it has “{decisive}”.",
        ),
        "second",
        truth,
    )
    third = pick(
        (
            f"With “{words}” the source says what is claimed, so the statement is true.",
            f"The source has “{words}” as well, which makes the statement true.",
            f"Nothing in that sentence departs from “{words}”, so the statement is true.",
        ),
        "third",
        truth,
    )
    return first, second, third
