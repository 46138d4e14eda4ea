"""Questions for what a source defines: terms in sentences and in lists, and abbreviations with their expansion."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import Fact, Item
from ..words.base import CODE, Candidate, View, pick
from ..words.english import stands_alone
from ..words.entry_sentences import is_told
from ..words.inner_forms import inner_form
from ..words.item_sentences import first_sentence
from ..words.naming import content_words
from ..words.placing import situated
from ..words.self_contained import faulty
from ..words.slips import is_common, lacks_article, slipping
from ..words.subjects import (
    NOUN_SUFFIX,
    ORDINALS,
    VAGUE_HEADS,
    Clause,
    clause,
    folded,
    head_of,
    is_named,
    is_specific_subject,
    whole,
)
from .abbreviations import abbreviations
from .classes import is_generic
from .definition_steps import chain_steps, definition_steps
from .headed_terms import headed_terms
from .loose_ends import points_at_untold
from .properties import properties
from .second_statements import is_circular, says_more
from .term_lists import labelled_terms

KIND = re.compile(r"(?P<article>an?|the|any)\s+(?P<noun>[^\s,.;:].*)", re.IGNORECASE | re.DOTALL)
# "a good idea", "the same", "a system with many parts": said of a thing, not what it is.
NO_KIND = re.compile(
    r"(?:(?:[\w-]+ ){1,4}with (?:many|several|various|numerous|lots of|a lot of)\b|"
    r"(?:\w+ )?(?:trade ?marks?|service marks?)\b|"
    r"(?:powerful|sophisticated|amazing|valuable|suitable|specific approach|"
    r"fine|easy|quick|handy|asset|(?:[\w-]+ ){0,3}piece of software)\b|"
    r"(?:very|really|quite|rather|more|less|most|fairly|particularly|extremely)\s|"
    r"(?:good|great|bad|nice|perfect|useful|helpful|common|popular|best|better|worst|key|important|deliberate|critical|crucial|"
    r"(?:complex|complicated|difficult|tricky|broad) (?:area|matter|topic|subject|task)|"
    r"major|simple|main|vital|typical|valid|necessary|ideal|notable|recommended|reasonable|little|big|huge|tiny|significant|must|"
    r"minimum|maximum|default|preferred|right|wrong|only|first|second|third|last|next|same|similar|other|following|bit|lot|"
    r"(?:special )?case|alternative|matter|result|reason|way we|number|few|couple|fundamental|essential|integral|indispensable|"
    r"core|heart|variation|de facto|"
    r"backbone|foundation|source|basis|cornerstone|name|term|word|example|problem|issue|mistake|overloaded|work in progress|"
    r"(?:\w+ly )?(?:effective|efficient|proven|excellent|elegant|convenient|natural|straightforward|flexible|robust|solid|"
    r"attractive|viable|practical|smart|clever|clean) (?:way|method|approach|means|technique|tool|practice|strategy|solution)s?\b|"
    r"standard|different|new|current|latest|primary|most|top|owner|author|adopter|one|answer|choice|place to|time|topic|"
    r"(?!digest|request|\w*test|manifest|forest|interest|guest|quest|harvest|ingest|nest)\w+est)\b)"
)
# What something is that has no class but its own doing: "the practice of inspecting …".
DOING = re.compile(r"(?:process|practice|act|art|ability|capability|method|technique|degree|extent|study|measure) (?:of|to)\b")
DIFFERENT = re.compile(r"\b(?:that|which|who|where|whose|of|for|used|to|with|by)\b")  # what sets it apart from others of its class
# "The configuration of the agent" is no term, neither is "The appeal in using it".
PART_OF_IT = re.compile(
    r"The (?:[^`]*? of (?:the|an?|your|our) |(?:\w+ )?(?:appeal|beauty|attraction|charm|magic|catch|trick) )|"
    r"(?:An?|The) (?:\w+ )?(?:part|aspect|element|component) of "
)
OPINION = re.compile(r"\bmakes? (?:\w+ )?sense\b|\b(?:obviously|luckily|unfortunately|fortunately|hopefully)\b", re.IGNORECASE)
ANYBODY = re.compile(r"(?:(?<=\ballows )|(?<=\benables )|(?<=\blets )|(?<=\bhelps ))us\b")  # every reader
LONG_CODE = re.compile(r"`[^`]* [^`]* [^`]*`")
JOINED = re.compile(r"\b(?:and|or)\b")
PLURAL_END = re.compile(r" [a-z]+[^siu]s$")
LETTER = re.compile(r" [A-Z]$")
MARKED = re.compile(r"(?:An? )?(\*\*|__|\*|_)(?=\S)[^*_`\n]{3,50}?\1 (?:is|are) ")
BARE = re.compile(r"(?!(?:A|An|The|Each|Every|Any|No) )[A-Z][\w-]* (?:protocol|target)")  # "BIRD protocol is": "the" is left out
MOST_FOLLOWING = 3
NEXT_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
GOING_ON = ("It ", "They ", "This ", "These ", "Its ", "Their ", "For example", "However")
LEAST_WORDS = 5
IS, ARE = re.compile(r" is (?:an?|the|any) "), re.compile(r" are (?:an?|the|any) ")  # in lower case; apart they are found sooner
MOST_TERM_CHARACTERS = 90


def definitions(view: View) -> Iterator[Candidate]:
    """Definitions in sentences, then in labelled lists, then abbreviations."""
    if not view.english:
        return
    facts = view.section.facts
    known = view.section.defining
    asked: set[str] = set()
    for number, fact in enumerate(facts):
        if fact.kind == "sentence" and (may_define(fact.text) if known is None else fact.start in known):
            yield from defined(view, facts[number : number + MOST_FOLLOWING + 1], asked)
        elif fact.kind == "item" and may_define(fact.text):
            yield from defined(view, (first_sentence(fact),), asked)
    yield from labelled_terms(view)
    yield from headed_terms(view)
    yield from properties(view)
    yield from abbreviations(view)


def sentences_defining(view: View) -> list[int]:
    """Where the sentences of a section start that define a term."""
    facts = view.section.facts if view.english else ()
    return [
        fact.start for fact in facts
        if fact.kind == "sentence" and may_define(fact.text) and definition_in(view, fact) is not None
    ]  # fmt: skip


def may_define(text: str) -> bool:
    """Whether "is a …" comes up early in a sentence: quick, for in most it does not."""
    head = text[:MOST_TERM_CHARACTERS]
    if " is " in head and IS.search(head.lower()):
        return True
    return " are " in head and ARE.search(head.lower()) is not None


class Definition(NamedTuple):
    """A sentence that says what something is: its parts, what it is called within a sentence, and where that is told."""

    found: Clause
    kind: re.Match[str]
    term: str
    headings: tuple[str, ...]


def definition_in(view: View, fact: Fact) -> Definition | None:
    """The definition that a sentence is, if it is one."""
    found = clause(fact.text)
    kind = KIND.match(found.rest) if found is not None and found.verb in ("is", "are") else None
    if found is None or kind is None:
        return None
    headings = view.place_of(fact)
    known = view.section.defining  # what was found when the document was read need not be looked into again
    if not (known and fact.kind == "sentence" and fact.start in known) and not is_definition(found, kind, view, headings, fact):
        return None
    # "Blocks is an extension": a name, whatever other words of the section say
    single = found.verb == "is" and " " not in found.subject
    named = single and found.subject.endswith("s") and not NOUN_SUFFIX.search(found.subject)
    term = found.subject if named else inner_form(found.subject, view, found.verb == "are")
    return None if lacks_its_article(term) else Definition(found, kind, term, headings)


def is_definition(found: Clause, kind: re.Match[str], view: View, headings: Sequence[str], fact: Fact) -> bool:
    """Whether a sentence "X is a …" can be quoted by itself as what defines X."""
    text = fact.text
    if not text.endswith(".") or not (stands_alone(text) or "s us" in text and stands_alone(ANYBODY.sub("X", text))):
        return False
    if " " not in found.subject and found.subject not in view.source(fact.start, fact.end):
        return False  # "**Value**This is the share"
    if not defines(found, kind, view, headings, fact) or is_common(found.subject, view) or not whole(view, fact):
        return False
    if lacks_article(found.subject) or BARE.fullmatch(found.subject) or faulty(text) or slipping(text):
        return False
    if points_at_untold(text, (view.title, *headings)):
        return False
    return not says_more(found.rest, kind["noun"]) and not is_circular(found.subject, kind["noun"])


def defined(view: View, facts: Sequence[Fact], asked: set[str]) -> Iterator[Candidate]:
    """What the first of these facts defines, if it is a definition; the others are what follows it."""
    fact = facts[0]
    definition = definition_in(view, fact)
    if definition is None or definition.term.lower() in asked:
        return
    found, kind, term, headings = definition
    asked.add(term.lower())
    core = f"What {found.verb} {term}?"
    steps = definition_steps(fact, headings or (view.title,), found, kind)
    known = len(content_words(term)) > 1 and not term.startswith("the ") or term[0].isupper() and not view.title.endswith("?")
    yield candidate_of(view, "fact_based", situated(core, view, headings, known), steps, facts[:1])
    chain = [fact, *following(view, found, facts)]
    if len(chain) > 1 and is_all_of_it(view, found, chain):
        question = situated(pick(explaining(term, found.plural), fact.text), view, headings, known)
        yield candidate_of(view, "technical_explanation", question, chain_steps(chain, headings or (view.title,), term), chain)


def explaining(term: str, plural: bool) -> tuple[str, ...]:
    are, it = ("are", "them") if plural else ("is", "it")
    return (
        f"What {are} {term}, and what else is said about {it}?",
        f"What {are} {term}, and what else is told about {it}?",
    )


def lacks_its_article(term: str) -> bool:
    """ "definition of Ready": a common noun with "of" behind it needs one."""
    first, _, rest = term.partition(" ")
    return rest.startswith("of ") and not first.endswith("s") and not first[0].isupper()


def is_marked(view: View, fact: Fact) -> bool:
    """Whether the source sets off the subject of a sentence as a term: "_Monomorphization_ is …", "A **slice** is …"."""
    return MARKED.match(view.source(fact.start, fact.end)) is not None


def defines(found: Clause, kind: re.Match[str], view: View, headings: Sequence[str], fact: Fact) -> bool:
    """Whether "X is a …" says what X is, about an X that a question can name, or that the source sets off as a term."""
    noun = kind["noun"]
    subject = found.subject
    words = content_words(subject)
    article = subject.split(" ", 1)[0].lower()
    if LETTER.search(subject):
        return False  # "A function F is a relation": of one proof
    if len(subject) > 70 or article in ("each", "every", "any", "all") or not ORDINALS.isdisjoint(words):
        return False  # "The first week"
    if PART_OF_IT.match(subject) or "`" in subject and LONG_CODE.search(subject) or JOINED.search(subject):
        return False
    if found.verb == "is" and subject.endswith("s") and is_several(subject):
        return False
    opening_words = noun.split(None, LEAST_WORDS)
    prominent = is_named(subject, view, headings) or is_marked(view, fact)
    if len(opening_words) < (LEAST_WORDS - 1 if prominent else LEAST_WORDS) or is_generic(noun) or NO_KIND.match(noun):
        return False
    if not folded(words).isdisjoint(folded(content_words(" ".join(opening_words[:3])))) and not DIFFERENT.search(noun):
        return False  # "The python extension is the base extension": circular
    if article == "the" or (kind["article"].lower() == "the" and not DOING.match(noun)):
        return prominent and head_of(subject) not in NO_TERM_HEADS
    if not prominent and found.plural and head_of(subject).removesuffix("s") in NO_TERM_HEADS:
        return False  # "Common use cases": of what?
    if not prominent and head_of(subject) in (NO_TERM_HEADS if article in ("a", "an") else VAGUE_HEADS):
        return False
    return prominent or article in ("a", "an") or is_specific_subject(subject, view, headings) or is_lone_name(found, noun)


def is_several(subject: str) -> bool:
    """Whether a subject behind which "is" stands is a plural: "flow logs is"."""
    return subject.endswith("metrics") or not subject.endswith(("ics", "ps")) and PLURAL_END.search(subject) is not None


def is_lone_name(found: Clause, noun: str) -> bool:
    """Whether a single word without an article, that is no plural, is told apart from its class: "Appium is a project that …"."""
    subject = found.subject
    single = found.verb == "is" and subject.isalpha() and subject[0].isupper() and not subject.endswith("s")
    return single and subject.lower() not in VAGUE_HEADS and DIFFERENT.search(noun) is not None


TERM_HEADS = frozenset(
    "type types trait traits struct structs macro method function tool client server test tests service command".split()
)
NO_TERM_HEADS = VAGUE_HEADS - TERM_HEADS


def following(view: View, found: Clause, facts: Sequence[Fact]) -> list[Fact]:
    """The sentences right behind a definition that go on about the same thing."""
    kept: list[Fact] = []
    before = facts[0]
    names = [f"{found.subject} ".lower(), *(f"the {word} ".lower() for word in CODE.findall(found.subject))]
    pronoun = "They " if found.plural else "It "
    for fact in facts[1:]:
        gap = view.source(before.end, fact.start)
        if fact.kind != "sentence" or fact.block != before.block or gap.strip("*_ \n") or "\n\n" in gap:
            break
        text = fact.text
        by_pronoun = text.startswith(pronoun) and not re.match(
            r"It (?:is|was|would|will|can|may|might) (?:\w+ )?(?:to|that)\b|It['’]s", text
        )
        if not (by_pronoun or text.lower().startswith(tuple(names))) or not text.endswith(".") or not whole(view, fact):
            break
        if not stands_alone("X " + text.split(" ", 1)[1]) or OPINION.search(text) or not (by_pronoun or is_told(text)):
            break
        kept.append(fact)
        before = fact
    return kept


def is_all_of_it(view: View, found: Clause, chain: Sequence[Fact]) -> bool:
    """Whether a definition and what follows it are all that their place tells of the term: nothing behind goes on about it."""
    behind = NEXT_HEADING.split(view.source(chain[-1].end, view.section.end), maxsplit=1)[0]
    same, _, after = behind.partition("\n\n")
    if same.strip("*_ \n") or after.lstrip().startswith(GOING_ON):
        return False
    after = after.lower()
    return not all(name in after for name in folded(content_words(found.subject)))


def candidate_of(view: View, kind: str, question: str, steps: tuple[str, ...], facts: Sequence[Fact]) -> Candidate:
    item = Item(
        question=question,
        reasoning_steps=steps,
        answer=" ".join(fact.text for fact in facts),
        evidence=tuple(view.source(fact.start, fact.end) for fact in facts),
        spans=tuple((0, fact.start, fact.end) for fact in facts),
        family="definitions",
    )
    return Candidate(kind, item, tuple(fact.start for fact in facts))
