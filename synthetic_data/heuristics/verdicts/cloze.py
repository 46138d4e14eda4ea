"""Fill-in-the-blank questions: a sentence of the source with its one telling part left out."""

import re
from collections.abc import Iterator

from ...records import Fact, Item
from ..words.base import Candidate, View, pick
from ..words.claims import claims, holds_up, leans_on_context, place_name
from ..words.excerpts import excerpt
from ..words.naming import OF, bare, content_words, is_specific, names_in, quoted
from ..words.scope import is_identified, is_nameless, lacks_antecedent, limited, unexplained
from ..words.self_contained import THAT_ONE
from .asked_kinds import kind_of, with_article
from .blanks import BLANK, CONDITION, Blank, betrayed, blank_in, has_cue, preferred, stems
from .flips import flip_for

# What it is the opposite of, or which flag is relevant, only the sentences before tell.
COMPARED = re.compile(
    r"\b(?:is|are) (?:the (?:opposite|reverse|same|inverse|other|equivalent)|similar|identical|equivalent|another|different)\b"
    r"(?! (?:to|of|from|as|than|between|for|in|across|that) )"
    r"|\bin (?:a|the) (?:similar|same) (?:manner|way|fashion)\b|^To (?:help|this end|that end),|\b[Oo]nce that [a-z]+\b"
    r"|\b(?:[Aa]fter|[Ww]hen|[Ii]f|[Uu]ntil|[Bb]efore) that (?:command|step|process|program|file|option|script|job)\b"
    r"|\b(?:do|does|doing|done) (?:it|this|so|that)\b|\bthe (?:relevant|respective|aforementioned|said|latter|former|opposite) "
    r"|^More recently\b|\bthat follow\b|^Whatever \w+ is chosen\b"
    r"|\b(?:is|are|be) (?:much |slightly )?(?:faster|slower|larger|smaller|higher|lower|better|worse|greater|longer|shorter)\b"
    r"(?!.*\bthan\b)"
    r"|\b(?:will|is|are|can|must|be) then\b|\bthen (?:be|is|are|has|have)\b"
    r"|\ball (?:of )?the (?![\w` -]{2,40}\b(?:of|in|on|for|that|which|from|with|to)\b)[a-z]+s\b"
)
# "Run the tool and returns a promise": two voices in one sentence.
ORDER_AND_DEED = re.compile(
    r"(?:Run|Start|Create|Get|Set|Call|Read|Write|Send|Open|Close|Add|Remove|Parse|Load|Check|Find|Build|Convert|Apply|Execute) "
    r"[^.;]*\band (?:returns|prints|creates|sends|writes|sets|calls|gives|stores|resolves|emits) "
)
NOT_MEANT = re.compile(r"\b(?:is|are) not (?:meant|intended|designed)\b")
IN_A_ROW = re.compile(r"[a-z]\d-")  # `parameter4-get` has a brother with a six
NAMED_TWICE = re.compile(r"\b(\w+?)s? <\1s?>")  # what is left of a cross-reference: "callback <callbacks>"


def cloze(view: View) -> Iterator[Candidate]:
    """One question for each sentence with a part that only someone who knows the matter can fill in."""
    if is_nameless(view.title) or not is_specific(view.title):
        return
    for fact in claims(view, has_cue):
        blank = blank_in(view, fact)
        if blank is None or (preferred(fact.text) == "statement" and flip_for(fact.text)):
            continue
        question = asked(view, fact, blank) if holds_up(view, fact) and is_told(view, fact, blank) else ""
        if question:
            yield filled(view, fact, blank, question)


def is_told(view: View, fact: Fact, blank: Blank) -> bool:
    """Whether the sentence says without its place of what it holds, and to what the part left out belongs."""
    if (
        fact.text.startswith("Get ")
        or NAMED_TWICE.search(fact.text)
        or THAT_ONE.search(fact.text)
        or lacks_antecedent(fact.text)
        or is_nameless(fact.heading)
        or ORDER_AND_DEED.match(fact.text)
    ):
        return False  # "each item in that hash"
    aim = fact.text.startswith(("To ", "In order to "))
    end = fact.text.find(", ") if aim else -1
    if end < 0 and fact.text.startswith("To "):
        return False  # "To explain how widgets are made using `____` files.": a goal of a list, no sentence
    if 0 < end <= blank.start and leans_on_context(fact.text[:end], f"{view.title} {fact.heading}"):
        return False  # "To enable the domain, …"
    if COMPARED.search(fact.text) or is_of_the_whole(view, blank.filler):
        return False
    if stands_for(blank.filler, f"{view.title} {fact.heading}"):
        return False
    if limited(view, fact) or unexplained(f"{fact.text[: blank.start]} {fact.text[blank.end :]}", view.title):
        return False
    return blank.kind != "code" or is_identified(view, f"{fact.text[: blank.start]} {fact.text[blank.end :]}")


def stands_for(filler: str, name: str) -> bool:
    """Whether a filler is the initials of the place that the question names: SRI, "Subresource Integrity"."""
    return filler.isupper() and bool(stems(filler)) and any(word[0] == filler[0] for word in name.split() if word[0].isupper())


def is_of_the_whole(view: View, filler: str) -> bool:
    """Whether a filler names what all the documents are about: the manual's readers know who "creates the invoice"."""
    document = view.section.document
    whole = content_words(" ".join((document.part_of, *re.split(r"[/_-]", document.path.rpartition("/")[0]))))
    words = content_words(filler)
    return bool(words) and words <= whole


def in_quotes(sentence: str) -> str:
    """A sentence in quotation marks, unless it holds some of its own."""
    return sentence if '"' in sentence or "“" in sentence else f'"{sentence}"'


def asked(view: View, fact: Fact, blank: Blank) -> str:
    """The question, with a place that does not give the filler away; "" when every name for the place does."""
    gap = fact.text[: blank.start] + BLANK + fact.text[blank.end :]
    shown, kind = in_quotes(gap), kind_of(fact.text, blank)
    name = place_name(view, fact, blank.filler)
    if not name or hides_the_whole(view, blank.filler, name) or blank.kind == "code" and is_one_of_many(fact, blank, name):
        return ""
    if blank.kind == "year" and leans_on_context(fact.text[blank.end :], f"{name} {view.title} {fact.text[: blank.end]}"):
        return ""
    if len(content_words(view.title)) > 1 and content_words(view.title) <= content_words(gap):
        return pick((f"Fill in the blank: {shown}", f"Which {kind} is missing? {shown}", f"Complete the sentence: {shown}"), gap)
    if not name or betrayed(blank.filler, name) or not (is_placed(view, name) or is_identified(view, gap)):
        return ""
    options = (
        f"Fill in the blank, according to {name}: {shown}",
        f"Complete the sentence from {name}: {shown}",
        f"According to {name}, which {kind} is missing? {shown}",
        f"Fill in the missing {kind} as given in {name}: {shown}",
        f"Which {kind} belongs in the blank, according to {name}? {shown}",
    )
    return pick(options, "asked", gap)


def hides_the_whole(view: View, filler: str, name: str) -> bool:
    """Whether a place goes without its program because the filler holds that: "Internationalization", `tornado.locale`."""
    whole = names_in(view.section.document.part_of)
    return not whole.isdisjoint(content_words(filler)) and whole.isdisjoint(content_words(name))


def is_one_of_many(fact: Fact, blank: Blank, name: str) -> bool:
    """Whether the sentence fits other names in code as well, and the part that is about this one cannot be told."""
    own = content_words(fact.heading)
    hidden = bool(own & content_words(blank.filler)) and not own <= content_words(name)
    return (
        NOT_MEANT.search(fact.text) is not None
        or hidden
        and (CONDITION.match(fact.text) or IN_A_ROW.search(blank.filler)) is not None
    )


def is_placed(view: View, name: str) -> bool:
    """Whether the name of a place tells the document, or what it is part of: "Acknowledgments" of what?"""
    words = content_words(name)
    return any(content_words(bare(told)) <= words for told in (view.title.partition(OF)[0], view.section.document.part_of) if told)


def filled(view: View, fact: Fact, blank: Blank, question: str) -> Candidate:
    """The pair: the filler, then the sentence as the source has it."""
    sentence, kind, place = fact.text, kind_of(fact.text, blank), quoted(fact.heading or view.title)
    lead = pick(("The complete sentence is", "In full", "The sentence reads", "Completed"), "answer", sentence)
    answer = f"{blank.filler} — {lead.lower()}: {in_quotes(sentence)}"
    around = excerpt(sentence, blank.start, blank.end)
    rest = excerpt(sentence[: blank.start] + BLANK + sentence[blank.end :], blank.start, blank.start + len(BLANK))
    first = pick(
        (
            f"The {kind} to find is the one in “{rest}”.",
            f"What is missing is the {kind} that fits “{rest}”.",
            f"The gap in “{rest}” stands for {with_article(kind)}.",
        ),
        "first",
        sentence,
    )
    second = pick(
        (f"Under {place}, the source says “{around}”.", f"The source has “{around}” under {place}."),
        "second",
        sentence,
    )
    steps = (first, second, f"Comparing the two, what fills the gap is {blank.filler}.")
    item = Item(question, steps, answer, (view.source(fact.start, fact.end),), ((0, fact.start, fact.end),), "cloze")
    return Candidate("true_false_fill_blank", item, (fact.start,))
