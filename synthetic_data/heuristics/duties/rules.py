"""Questions for what a source lays down and asserts: obligations, defaults, limits, and plain statements of what a thing does."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from ...records import Fact, Item
from ..terms.entry_places import holds_links
from ..words.base import Candidate, View, pick
from ..words.claims import EXAMPLE, about_an_example
from ..words.english import balanced, cued_by, opening, stands_alone
from ..words.inner_forms import inner_form
from ..words.inquiry import Inquiry
from ..words.item_sentences import first_sentence
from ..words.naming import content_words, is_specific, quoted
from ..words.placing import placed, situated
from ..words.scope import is_of_part
from ..words.self_contained import dangles, faulty
from ..words.slips import is_common, lacks_article, slipping
from ..words.subjects import (
    FULL_STOPS,
    NO_SUBJECT,
    ORDINALS,
    SINGULAR,
    Clause,
    clause,
    folded,
    head_of,
    is_specific_subject,
    is_vague,
    whole,
)
from .asked_of import is_topic, is_unknown, is_whole
from .assertions import AIM, AIM_WORDS, ASKED_OF, CAN_BE, LETTING, STATED, asserted
from .news import MERE_VERBS, NARROW, least_news, news
from .obligations import RULES, laid_down, may_oblige, obliged
from .retold import (
    Said,
    bare_subject,
    disagrees,
    does_so_twice,
    goes_on,
    is_one_of_two,
    leads_away,
    told_again,
    told_at_another_level,
)
from .rule_worth import answers_firmly, is_housekeeping
from .values import LIMIT, LIMIT_WORDS, valued

# What may stand before the subject: "By default, …", "When an image is signed, …".
LEAD = re.compile(
    r"(?P<lead>(?:By default|(?:In|On|With|Within|Under|During|At|From|For|When|If|While|After|Before|Without|Once|Unless)"
    r" (?![^,]*\b(?:it|its|they|them|their|this|that|these|those|we|us|our|such|same|way|words|contrast|addition|general|fact|case|"
    r"turn|practice|particular|reason|instance|moment|time|point|purpose|first|last|short|so|not|essence|summary|conclusion|theory|reality|total|detail|effect)\b)[^,;:]{6,90})),"
    r" (?:then )?(?=\S)"
)
LEAD_WORDS = frozenset("By In On With Within Under During At From For When If While After Before Without Once Unless".split())
# What a page shows is known to those only who see it: "The POST line".
PASSING = frozenset(
    "line lines code example examples output snippet screenshot diagram table figure listing command commands".split()
)
# Which ones are the subsequent ones, only the words before tell.
CONTEXTUAL = re.compile(
    r"(?:An? |The |All )?(?:subsequent|common|following|preceding|remaining|resulting|other|additional|extra|new|desired)\b"
    r"|(?:An?|The|Any) (?:\w+ )?(?:value|setting) of [`\"“'‘]?(?:zero|one|true|false|null|none|\d)\b",  # of which option?
    re.I,
)
VERB_TOO = (
    " offers",
    " supports",
    " shows",
    " stores",
    " needs",
    " shares",
    " produces",
    " increases",
)  # "The config offers scrape …"
# "The option makes clients and servers require …": the first verb is the one that tells.
VERB_WITHIN = re.compile(r" (?:makes|lets|helps|has|causes|gives|keeps|tells|forces|gets) ")
# "provide guidance on …": said of other pages, not of a thing.
POINTS_ON = re.compile(
    r"(?:provides?|gives?|offers?|contains?|includes?) (?:an? |the |some |more |further )?(?:[\w-]+ ){0,2}"
    r"(?:guidance|information|details|insights?|advice|recommendations|resources|overview)\b"
)
DEICTIC = cued_by(
    "that this so such similar otherwise",
    r"\b(?:of|in|for|with|by|to|from|on|at|than|like) (?:that|this)\b|\b(?:do|doing) so\b|"
    r"\b(?:must|should|shall|can|may|is|are) otherwise\b(?! \w+ed\b)|"
    r"\bsuch (?!as\b|an?\b|that\b)\w|\bthis\b(?! way)|\b(?:a|in a) similar [a-z]+(?! (?:to|as)\b)",
)
QUOTED_THEN_VERB = re.compile(r"[\"”`] [a-z]+s$")
# What is asked about holds one of these verbs, or a mere "is" with what is stated: to look for them spares a third of all.
VERBS = ASKED_OF | {verb for verb, base in SINGULAR.items() if base in ASKED_OF} | RULES | {"defaults"}
STATED_WORDS = AIM_WORDS | LIMIT_WORDS | frozenset(STATED)
MOST_NAME_CHARACTERS = 60
LEAST_LEAD_WORDS = 3
LEAST_PLACE_WORDS = 2  # "JSON" on a page called "Considerations" tells nobody where to look
LETTING_MUCH = LETTING | {"support"}
EVEN = re.compile(r"\beven (?!if\b|though\b|when\b)")
GLUED = re.compile(r"(?:The|An?) (?:[\w-]+ )+[a-z]{3,}[A-Z]\w+$")
# "must be opened first, and a widget can be read": the second half is no part of the rule.
SECOND_CLAUSE = re.compile(r", and (?:an?|the|its|it) [^,]*?\b(?:can|is|are|must|should|may|will)\b")


def rules(view: View) -> Iterator[Candidate]:
    """The questions that the statements of a section answer; what two of them answer is asked of neither."""
    if not view.english or is_housekeeping(view.title):
        return
    found: list[tuple[Said, Inquiry]] = []
    spoken_of: list[str] = []
    for said, after in told(view):
        spoken_of.append(bare_subject(said.found.subject))
        asking = [] if goes_on(said, after) else list(inquiries(view, said))
        if asking and said.fact.block not in view.supposed and is_sound(view, said):
            found.extend((said, inquiry) for inquiry in asking)
    if not found:
        return
    subjects = Counter(spoken_of)
    times = Counter(inquiry.core.lower() for _, inquiry in found)
    for said, inquiry in found:
        if times[inquiry.core.lower()] > 1 or not answers_firmly(said.found, inquiry, said.headings, view.title):
            continue
        if said.found.verb.lower() in RULES and (told_at_another_level(view, said) or is_one_of_two(view, said, inquiry)):
            continue
        if leads_away(view, said, inquiry) or does_so_twice(view, said):
            continue
        if inquiry.sole and (
            subjects[bare_subject(said.found.subject)] > 1 or told_again(view, said) or about_an_example(view, said.sentence)
        ):
            continue
        yield from candidate(view, said, inquiry)


def told(view: View) -> Iterator[tuple[Said, Fact | None]]:
    """The statements of a section that can be understood on their own, each with the sentence behind it."""
    sentences, placed = view.sentences, is_specific(view.title)
    least = 1 if view.section.document.part_of else LEAST_PLACE_WORDS
    for number, (fact, words) in enumerate(sentences):
        if not holds_cue(words) or opens_no_statement(fact.text):
            continue
        # where neither title nor heading is specific there is no name for the place but "Overview"
        if not fact.text.endswith(FULL_STOPS) or not (
            placed or is_specific(fact.heading) and len(content_words(fact.heading)) >= least
        ):
            continue
        said = taken_apart(view, first_sentence(fact))
        if said is not None and not is_of_part(view, fact):
            yield said, sentences[number + 1][0] if number + 1 < len(sentences) else None


def holds_cue(words: Set[str]) -> bool:
    """Whether a sentence of these words may be one that is asked about."""
    return not VERBS.isdisjoint(words) or not (STATED_WORDS.isdisjoint(words) or MERE_VERBS.isdisjoint(words))


def opens_no_statement(text: str) -> bool:
    """Whether a text has at its start what neither a subject nor a lead begins with, by the first word alone."""
    first = text.partition(" ")[0]
    return first.lower() in NO_SUBJECT and first not in LEAD_WORDS


def taken_apart(view: View, fact: Fact) -> Said | None:
    """The parts of a statement that can be understood on its own."""
    text, lead = fact.text, ""
    if text.split(" ", 1)[0] in LEAD_WORDS:
        # most leads stand before "you", which is no subject: that is told faster than whether a lead is a fair one
        main = text.partition(", ")[2].removeprefix("then ")
        match = LEAD.match(text) if main and main.partition(" ")[0].lower() not in NO_SUBJECT else None
        if match is None or not balanced(match["lead"]):
            return None
        lead = match["lead"]
        text = text[match.end()].upper() + text[match.end() + 1 :]
    found = clause(text)
    if found is None or not worth_asking(found) or not whole(view, fact) or not stands_alone(text) or DEICTIC.search(text):
        return None
    if lead and len(lead.split()) < LEAST_LEAD_WORDS and lead != "By default":
        return None  # "If appropriate, …"
    if not found.plural and found.rest.startswith(("their ", "them ")):
        return None  # whose, the words before tell
    if lead.startswith("If all goes ") or GLUED.match(found.subject):
        return None  # what is expected; "The Autochanger resourceAutochangerRes", an anchor stuck to a word
    if lead.startswith("Unless otherwise") and found.verb == "defaults":
        return None  # the default of what, the words before tell
    if lead and not stands_alone("X " + lead.split(" ", 1)[1]):
        return None
    return Said(fact, lead, found, view.place_of(fact) or (view.title,), fact.text)


def is_sound(view: View, said: Said) -> bool:
    """Whether a statement is good English and speaks of nothing that only the words around it tell."""
    if dangles(said.sentence, (*filter(is_specific, said.headings), view.title)):
        return False  # asked first, as it is with every third
    return not (
        holds_links(said.headings[-1])
        or EXAMPLE.search(said.fact.heading)
        or is_common(said.found.subject, view)
        or faulty(said.sentence)
        or slipping(said.sentence)
        or lacks_article(said.found.subject)
    )


def worth_asking(found: Clause) -> bool:
    """Whether any question can come of a clause: asked before what costs more."""
    plain = found.verb in ("is", "are")
    if plain and not (found.rest.startswith(STATED) or AIM.match(found.subject) or LIMIT.search(found.subject.lower())):
        return False  # so it is with most
    if CONTEXTUAL.match(found.subject) or found.plural and found.subject.endswith(VERB_TOO):
        return False
    if POINTS_ON.match(f"{found.verb} {found.rest}"):
        return False
    if found.rest.startswith(("before ", "after ", "during ", "use by ", "use for ", "use when ", "use in ")):
        return False  # "hooks execute before …", "The value it should use by default."
    if found.plural and VERB_WITHIN.search(found.subject):
        return False
    if found.plural and QUOTED_THEN_VERB.search(found.subject) and found.subject.split()[-1] in SINGULAR.keys() | {"grants"}:
        return False  # "“read-only” grants publish access"
    if plain:
        return True
    if found.verb == "can":
        return found.rest.startswith(CAN_BE)
    if found.verb.lower() in RULES:
        return may_oblige(found)
    return found.base in ASKED_OF or found.verb == "defaults"


def inquiries(view: View, said: Said) -> Iterator[Inquiry]:
    """The questions that a statement answers, its lead put before them."""
    for inquiry in asked(view, said):
        if not said.lead:
            yield inquiry
        elif inquiry.answer.endswith(said.sentence):  # else the answer is the subject alone
            yield inquiry._replace(core=f"{said.lead}, {inquiry.core[0].lower()}{inquiry.core[1:]}")


def asked(view: View, said: Said) -> Iterator[Inquiry]:
    found = said.found
    if disagrees(found) or "that purpose" in found.rest or EVEN.search(found.rest) or SECOND_CLAUSE.search(found.rest):
        return
    rule, bare = found.verb.lower() in RULES, (found, found.subject, said.sentence)
    if not (rule or any(valued(*bare)) or any(asserted(*bare))):
        return  # so it is with most, however the subject stands in a question: that costs more to tell
    named = is_specific_subject(found.subject, view, said.headings)
    if not named and not (is_plain(found.subject) if rule else found.verb == "defaults" or LIMIT.search(found.subject.lower())):
        return
    subject = inner_form(found.subject, view, found.verb == "are")
    if rule:
        narrow = list(obliged(found, subject, said.sentence))
        yield from narrow
        if named and not narrow and (said.lead or not is_topic(found.subject, view.title)):
            yield from laid_down(found, subject, said.sentence)
        return
    values = list(valued(found, subject, said.sentence))
    if values:
        yield from values
    elif (
        named
        and head_of(found.subject) not in PASSING
        and not (found.subject.startswith("The ") and is_unknown(found.subject[4:], view, said.headings))
    ):
        whole = found.base in LETTING_MUCH and not found.plural and not said.lead and is_whole(found.subject, view)
        yield from (one for one in asserted(found, subject, said.sentence) if not whole or NARROW.search(one.core))


def is_plain(subject: str) -> bool:
    """Whether a subject in words stands for a thing that a rule may be about, though no name."""
    return "`" not in subject and not is_vague(subject) and not ORDINALS & content_words(subject)


def candidate(view: View, said: Said, inquiry: Inquiry) -> Iterator[Candidate]:
    fact = said.fact
    place = situated if said.found.base == "refer" else placed  # what a term means holds everywhere
    question = place(inquiry.core, view, said.headings, behind=bool(said.lead))
    told = content_words(question)
    if inquiry.kind == "fact_based" and news(inquiry.answer, question, told) < least_news(said, inquiry):
        return
    short = inquiry.answer != fact.text and len(inquiry.answer) < MOST_NAME_CHARACTERS
    if short and is_given_away(said.found.subject, told):
        return
    steps = (first_step(said, inquiry), *inquiry.steps)
    quote = view.source(fact.start, fact.end)
    item = Item(question, steps, inquiry.answer, (quote,), ((0, fact.start, fact.end),), "rules")
    yield Candidate(inquiry.kind, item, (fact.start,))


def is_given_away(answer: str, told: Set[str]) -> bool:
    """Whether a question, by the name of its place, holds a word of the name it asks for; of code, all words."""
    words, known = folded(content_words(answer)), folded(told)
    return words <= known if "`" in answer else not words.isdisjoint(known)


def first_step(said: Said, inquiry: Inquiry) -> str:
    place, words = quoted(said.headings[-1]), opening(said.fact.text)
    options: Sequence[str] = (
        f"{place} holds the statement: “{words}”.",
        f"The place to look is {place}, in the sentence that begins “{words}”.",
        f"Under {place} the source says: “{words}”.",
    )
    return pick(options, inquiry.core)
