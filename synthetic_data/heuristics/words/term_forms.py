"""Which question fits the explanation behind a term, by how the explanation begins: "A library for …", "Contains …", "Store …"."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from .base import pick
from .code_forms import LEAST_TOLD_WORDS, Form, Told, as_code
from .coded_names import TOOLS, is_coded, names_in, tells_little
from .english import MODALS
from .entry_sentences import FIRM, ORDERING, RELATIVE, goes_on_to_state, is_order, main_verb
from .entry_words import EVENT, HIDDEN_VERB, LINK, VERB_OR_PLURAL, closed, is_plural, is_remark
from .inquiry import PLACE
from .naming import content_words
from .objects import NOUN_FORMS
from .repetition import says_it_again
from .subjects import BASES, BE, PARTICLE_VERBS, PREPOSITIONS, SINGULAR, SURE_OBJECTS, folded

NOUN_PHRASE = re.compile(r"(?:An?|The|Any|One of)\s", re.IGNORECASE)
BARE_NOUN = re.compile(r"(?:[A-Za-z'-]+ ){1,4}(?:that|which|for|of|used|by)\s")
SELF = re.compile(
    r"(?:This|These|Such)\s(?:\w+\s){0,3}?(?:is|are|represents?|refers?|means?|denotes?|measures?|describes?|shows?|contains?|"
    r"specif(?:y|ies)|defines?|tracks?|indicates?|determines?|calculates?|counts?|compares?)\s"
)
KINDRED = re.compile(r" (?:is|are) (?:an?|the) (?!\w*(?:best|most|easie)|good|great)")  # not "is one of the best"
PLURALS = re.compile(r"(?:the|any)\s(?:\w+\s|\w+ and \w+ )?\w+s\s")
GAINS = frozenset("better easier faster improved enhanced increased reduced higher lower more less fewer greater".split())
# "The last way to specify …", "An alternative which …": a place among others, not what a thing is.
PLACE_AMONG = re.compile(
    r"(?:The|An?) (?:(?:first|second|third|fourth|last|next|other|same|only|alternative|preferred|easiest|best|usual) "
    r"(?:\w+ )?(?:ways?|means|methods?|of (?:the )?\w+ (?:ways|alternatives|options|methods))|alternative)\b",
    re.IGNORECASE,
)
UNASKABLE = re.compile(r"`|\bth(?:is|ese|ose)\b")
LEAST_CHARACTERS = 60  # what is shorter is a slogan more often than an explanation


def explained(term: str, sentences: Sequence[str]) -> Form | None:
    """The question and answer for a term with its explanation; None where no form is certain."""
    told = Told(term, sentences, sentences[0].split(" ", 1)[0].lower(), closed(" ".join(sentences)), is_plural(term))
    if "`" not in term and says_it_again(term, told.first) or LINK.match(told.first) or is_remark(term, told.first):
        return None
    if PLACE_AMONG.match(told.first):
        return None
    return next((form for form in (rule(told) for rule in FORMS) if form), None)


def as_noun(told: Told) -> Form | None:
    """ "Latency: The delay between …" becomes "Latency is the delay between …"."""
    first, term = told.first, told.term
    if not NOUN_PHRASE.match(first) or ":" in first or main_verb(first) or len(first.split()) < 5:
        return None
    if "`" in term and tells_little(told.term, told.first):
        return None
    if " might " in first:
        return None
    if term.split()[0].lower() in GAINS:
        return None  # "Better quality: A reminder that …" tells how it comes about
    plain = RELATIVE.split(first, maxsplit=1)[0]
    if EVENT.search(plain) or FIRM & set(plain.split()):
        return None  # "The default behavior allows for …"
    if VERB_OR_PLURAL.match(first) or HIDDEN_VERB.search(" ".join(first.split()[:10])) or any(
        before.endswith("s") and word in BASES for before, word in pairwise(first.lower().split()[1:8])
    ):
        return None
    start = first[0].lower() + first[1:]
    joined = not told.plural and not PLURALS.match(start)
    answer = closed(f"{term} is {start}" if joined else first)
    rest = " ".join(told.sentences[1:])
    return Form(what_is(told), f"{answer} {rest}".strip(), True, apart(term, first))


def as_predicate(told: Told) -> Form | None:
    """ "components/: Contains reusable UI components" lacks only its subject."""
    second = told.first.split()[1].lower() if " " in told.first else ""
    if told.word == "is" and not told.plural and second not in ("", "the", "there", "this", "it", "your"):
        return Form(saying(told.term), f"{told.term} {told.text[0].lower()}{told.text[1:]}", open_ended=True)
    if told.word == "will" and "`" in told.term and second.isalpha() and second not in ("be", "have", "not", "also"):
        return Form(f"What does {told.term} do?", f"{told.term} {told.text[0].lower()}{told.text[1:]}", True)
    if (
        told.word not in SINGULAR
        or told.plural
        or not second
        or told.word == "has"
        or told.word in NOUN_FORMS
        and second not in SURE_OBJECTS
        or len(content_words(told.first) - names_in(told.term)) < LEAST_TOLD_WORDS
        or ("`" in told.term and tells_little(told.term, told.first.split(" ", 1)[1]))
        or second in MODALS | BASES | SINGULAR.keys() | {"is", "are", "of", "and", "or"}
    ):
        return None
    base = SINGULAR[told.word]
    vague = second in PREPOSITIONS or base in PARTICLE_VERBS or base in ("set", "use", "help", "need", "take", "run")
    question = f"What does {told.term} do?" if vague else f"What does {told.term} {base}?"
    return Form(question, f"{told.term} {told.text[0].lower()}{told.text[1:]}", True)


def as_own_sentence(told: Told) -> Form | None:
    """ "Power BI - Power BI is one of …", "Defect status: This metric represents …"."""
    lower, term = told.first.lower(), told.term.lower()
    if lower.startswith((term + " is ", term + " are ", f"the {term} is ")):
        if KINDRED.search(told.first):
            return Form(what_is(told), told.text, True)
        return Form(saying(told.term), told.text, open_ended=True)
    itself = SELF.match(told.first) and not ("`" in told.term and tells_little(told.term, told.first))
    if itself and told.text.startswith("This ") and told.word == "this" and told.first.split()[1] in SINGULAR:
        return Form(what_is(told), f"{told.term} {told.text[5:]}", True)  # "This specifies …"
    return Form(what_is(told), f"{told.term}: {told.text}", True) if itself else None


def as_activity(told: Told) -> Form | None:
    """ "Bidirectional text: Supporting both orientations …"."""
    if told.word == "getting" or len(told.word) < 6:
        return None
    if not told.word.endswith("ing") or main_verb(told.first) or goes_on_to_state(told.first):
        return None
    term = told.term
    options = (
        f"What does {PLACE} mean by “{term}”?",
        f"What does “{term}” involve, according to {PLACE}?",
        f"What is meant by “{term}” in {PLACE}?",
    )
    return Form(pick(options, term), told.text)


def as_advice(told: Told) -> Form | None:
    """ "Central storage: Store all secrets in …"."""
    adverb = told.word.endswith("ly") and len(told.first.split()) > 1
    order = told.first.split(" ", 1)[1] if adverb else told.first
    if not is_order(order.split()[0].lower(), order) or order.startswith("Enable to "):
        return None  # "Enable to change as user": of a switch
    if is_coded(told.term) or told.term.split()[-1].lower() in TOOLS:
        name = told.term if is_coded(told.term) else f"the {told.term}"
        return Form(f"What is {name} for?", f"{name[0].upper()}{name[1:]} is used to {told.text[0].lower()}{told.text[1:]}")
    options = (
        f"What advice does {PLACE} give on “{told.term}”?",
        f"What does {PLACE} recommend under “{told.term}”?",
        f"What does {PLACE} advise under the heading “{told.term}”?",
        f"In {PLACE}, what is recommended under “{told.term}”?",
        f"Which advice does {PLACE} give under “{told.term}”?",
    )
    return Form(pick(options, told.term), told.text)


def as_statement(told: Told) -> Form | None:
    """ "Orderliness: Data should be organized in …"."""
    if told.term.split()[0].lower() in GAINS:
        return None  # "Improved collaboration": a promise
    states = main_verb(told.first) or told.word.endswith("ing") and goes_on_to_state(told.first)
    whole = (
        told.first.endswith(".")
        and told.first[0].isupper()
        and states
        and told.word not in ("it", "they", "there", "this", "these", "that")
    )
    return Form(saying(told.term), told.text, open_ended=True) if whole else None


def as_bare_noun(told: Told) -> Form | None:
    """ "Service level agreements: Formal agreements that specify …"."""
    if told.word in BE or not told.first[0].isupper() or not BARE_NOUN.match(told.first) or main_verb(told.first):
        return None
    if (is_order(told.word, told.first) or told.word in ORDERING and not told.first.startswith("Use of ")) or goes_on_to_state(
        told.first
    ):
        return None  # "Create test environment that …", "Continuous monitoring of the system helps …"
    return Form(what_is(told), told.text, True, len(told.sentences) == 1 and apart(told.term, told.first))


def spelled_out(rule: Callable[[Told], Form | None]) -> Callable[[Told], Form | None]:
    """The rule, for a term in words with an explanation of some length only."""
    return lambda told: None if "`" in told.term or len(told.text) < LEAST_CHARACTERS else rule(told)


FORMS: tuple[Callable[[Told], Form | None], ...] = (
    as_noun,
    as_predicate,
    as_own_sentence,
    as_code,
    *map(spelled_out, (as_activity, as_advice, as_statement, as_bare_noun)),
)


def apart(term: str, sentence: str) -> bool:
    """Whether a description can be asked backwards: it doesn't hold the words of its own term."""
    return (
        not folded(content_words(term)) & folded(content_words(sentence)) and len(sentence) < 200 and not UNASKABLE.search(sentence)
    )


def what_is(told: Told) -> str:
    term = told.term
    marked = term if "`" in term else f"“{term}”"
    named = term if len(term.split()) > 1 or any(letter.isupper() for letter in term[1:]) else marked
    if "`" in term:
        return pick((f"What is {term}?", f"How is {term} described in {PLACE}?", f"How does {PLACE} define {term}?"), term)
    if " and " in term:
        return f"What is meant by {marked}?"
    if told.plural:
        return pick((f"What are {named}?", f"What is meant by {marked}?"), term)
    return pick((f"What is {named}?", f"What is meant by {marked}?", f"What does {marked} mean?"), term)


def saying(term: str) -> str:
    named = term if "`" in term else f"“{term}”"
    return pick(
        (
            f"What does {PLACE} say about {named}?",
            f"What does {PLACE} state about {named}?",
            f"In {PLACE}, what is stated about {named}?",
            f"Which statement does {PLACE} make about {named}?",
        ),
        term,
    )
