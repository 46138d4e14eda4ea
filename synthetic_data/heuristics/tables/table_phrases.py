"""How rows and descriptions of a table are put into a sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..words.base import pick
from ..words.english import balanced
from ..words.naming import lower_first
from .table_cells import CODE, Cell
from .table_model import Column, Row, Table
from .table_words import CONCEPTS, FIRST, MEASURE, NO_NAME, head, is_noun, plural, singular, specifies

MOST_VALUE = 160
VERBS = """accept activate add adjust allow append apply assign attach authenticate block build bypass cache calculate
    call cancel capture change check clean clear clone close collect combine compare compile compute configure connect
    contain control convert copy count cover create declare decode decrease define delete deploy describe destroy detect
    determine disable disallow discard disconnect display download drop emit enable encode encrypt enforce ensure
    establish evaluate exclude execute exit expand export expose extract fetch filter find forbid force format generate
    get give grant group handle hide hold identify ignore implement import include increase indicate initialize inject
    insert install instruct invoke join keep launch let limit link list load lock log make manage map mark match measure
    merge migrate modify monitor move multiply open output override parse pass pause perform point prefer prevent print
    process produce protect provide publish pull push query raise read rebuild receive record redirect reduce refer
    register reject release reload remove rename render repeat replace report represent require reset resolve restart
    restore restrict resume retrieve return reverse revert revoke rotate round run save scale scan search select send
    serve set show shut signal skip sort specify split start stop store stream strip subtract suppress switch synchronize
    tell terminate test throw toggle track transfer transform translate trigger trim truncate turn uninstall unlock update
    upgrade upload use validate verify view wait warn watch wrap write yield""".split()
ARTICLES = frozenset("a an the".split())
# Nouns that open a description without an article: "Number of …", "Maximum time …".
BARE = frozenset(
    """amount average duration ratio id identifier interval kind length list location maximum minimum name number path percentage
    port position rate size sum time timeout timestamp total type url uri value version""".split()
)
BARE_PHRASE = re.compile(r"\w+(?: [\w-]+){0,5} (?:of|for|in|to|that|on|at|between|since|spent|after|before)\b")
# These open a description as nouns as well ("Block comment"): as orders they need an object with an article.
NOUN_TOO = frozenset(
    """access block build cache call change check clone control copy count cover display download drop escape exit export filter
    force format grant group import increase index issue limit link list load lock log map mark match measure merge monitor
    output override pass pause point process produce query raise record refer release render repeat replace report request
    reset restart return reverse run sample save scale scan search select set show shut signal skip sort split start stop store
    stream switch test throw toggle track transfer transform trigger turn update upgrade use view wait watch wrap write
    open close complete clear clean read""".split()
)
OBJECT = re.compile(r"\S+ (?:an?|the|all|any|each|every|only|whether|your|this|which|how|what|if|on|off|to) ")
NO_VERB = re.compile(r"\w+ (?:of|for|and|is|are)\b")
# What follows a relative or a preposition no longer decides whether a stretch is a noun phrase or a sentence.
RELATIVE = re.compile(r"[,;(]| (?:that|which|who|whose|where|when|if|for|to|at|in|on|of) ")
FINITE = re.compile(
    r" (?:is|are|was|were|has|have|had|must|can|cannot|will|would|should|may|does|do|did|lacks?|fails?|failed|needs?|contains?)\b"
)
SENTENCE_END = re.compile(r"[.!?][)\"”]?\s")
BACK_POINTER = re.compile(r"\b(?:this|these|those|it|its|they|their|them|such|same|above|below)\b", re.IGNORECASE)
TO_VERB = re.compile(r"^(?:to|for|used (?:to|for)|used as) ", re.IGNORECASE)
FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


# Names are cut into words where programmers cut them; these words carry nothing of their own.
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
HOLLOW = frozenset(
    """the and for that which with from this are was per its number amount name value total size count time rate used use all any
    over each are into between been has have
    given current type kind list set sets specifies specify defines returns whether how many enable enables
    feature option""".split()
)
MOST_KNOWN = 0.6
CUT = re.compile(r" (?:in|by|for|with|on|at|of|to|from|as)$")  # "programmed in" is no aspect
ADJECTIVE = re.compile(r"(?:able|ible|bile|ful|ous|less|[^e]ed)$")
LEAST_STEM = 3


def respells(name: str, text: str) -> bool:
    """Whether most of what a description says can be read in the name it describes: `max_open_fds`, "Maximum open fds"."""
    said, told = pieces(name), pieces(text) - HOLLOW
    known = sum(any(word.startswith(piece) or piece.startswith(word) for piece in said) for word in told)
    return bool(known) and known >= MOST_KNOWN * len(told)


def repeats(name: str, text: str) -> bool:
    """Whether a value only spells its name once more, or holds it: Windows, `windows-latest`."""
    return respells(name, text) or name.strip("`").lower() in text.lower()


@lru_cache(maxsize=256)  # a cell, its row and its column are asked about in turn
def pieces(text: str) -> frozenset[str]:
    return frozenset([piece.lower().removesuffix("s") for piece in PARTS.findall(text) if len(piece) >= LEAST_STEM])


def third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s")


THIRD = frozenset(map(third_person, VERBS))
IMPERATIVE = frozenset(VERBS)


class Asked(NamedTuple):
    """A question about a table before its document is named, with all that makes it an item."""

    question_type: str
    question: str
    answer: str
    steps: tuple[str, ...]
    rows: tuple[Row, ...]
    choices: tuple[str, ...] = ()


def name_of_row(key: Cell) -> str:
    """A key inside a sentence: words stand in quotation marks."""
    return f'"{key.text}"' if key.kind == "text" else key.text


def thing(table: Table, key: Cell) -> str:
    """The row as a noun phrase: the `foo` option, the role "Reader"."""
    noun, name = table.noun, name_of_row(key)
    if not noun or head(noun) in key.text.lower().strip("`").split():
        return name
    behind = CODE.match(key.text) and head(noun) not in FIRST and pick("01", table.key_name, str(table.block.start)) == "1"
    return f"the {name} {noun}" if behind else f"the {noun} {name}"


def things(table: Table, left: Cell, right: Cell) -> str:
    """Two rows in one breath: the options `a` and `b`."""
    a, b = thing(table, left), thing(table, right)
    if name_of_row(left) == a or name_of_row(right) == b:
        return f"{a} and {b}"
    return f"the {plural(table.noun)} {name_of_row(left)} and {name_of_row(right)}"


def is_aspect(key: Cell, aspect: str) -> bool:
    """Whether the row of a comparison is named by something that things can be compared in ("Scope", not "When", "Accessible")."""
    named = key.kind == "text" and first(key.text) not in NO_NAME and "?" not in key.text and not CUT.search(aspect)
    return named and (is_noun(singular(head(aspect))) or not ADJECTIVE.search(head(aspect)))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def one_sentence(text: str) -> bool:
    return not SENTENCE_END.search(text)


def first(text: str) -> str:
    """The first word in lower case, "" if the text begins with something else."""
    match = FIRST_WORD.match(text)
    return match.group().lower() if match else ""


def finished(text: str) -> str:
    """A description as an answer: several sentences end in a full stop."""
    return text if one_sentence(text) or text[-1] in '.!?)"”`' else text + "."


def is_clause(text: str) -> bool:
    """Whether a stretch that begins like a noun phrase goes on with a verb ("The port is in use")."""
    return bool(FINITE.search(RELATIVE.split(text, maxsplit=1)[0]))


def shape(text: str) -> str:
    """How a description begins: verb ("Creates …"), order ("Create …"), noun, whether, able ("Can …"), to ("To …") or other."""
    word = first(text)
    if word in THIRD and not NO_VERB.match(text):
        return "verb"
    if word == "whether":
        return "whether"
    if (word in ARTICLES or (word in BARE and BARE_PHRASE.match(text))) and not is_clause(text):
        return "noun"
    if word == "can":
        return "able"
    if word in IMPERATIVE and (word not in NOUN_TOO or OBJECT.match(text)) and not NO_VERB.match(text):
        return "order"
    return "to" if TO_VERB.match(text) else "other"


def as_object(text: str) -> str:
    """A noun phrase or "whether …" behind a verb: "Number of …" takes its article."""
    return lower_first(text) if first(text) in ARTICLES or first(text) == "whether" else f"the {lower_first(text)}"


def telling_verb(table: Table, column: Column) -> str:
    """What the rows do with the noun that describes them, or "" if that is not known."""
    noun = head(table.noun)
    if specifies(table.noun):
        return "specifies"
    if noun in MEASURE:
        return "measures"
    return "means" if column.role == "meaning" or noun in CONCEPTS else ""


def clause(table: Table, row: Row, column: Column) -> str:
    """A row and its description as one clause ("the `x` option creates …"), or ""."""
    text = row.cells[column.place].text.rstrip(".")
    form, subject = shape(text), thing(table, row.key)
    if not one_sentence(text) or BACK_POINTER.search(text):
        return ""
    if form == "verb":
        return f"{subject} {lower_first(text)}"
    verb = telling_verb(table, column) or ("is" if first(text) in ARTICLES else "")
    if form not in ("noun", "whether") or not verb or (form == "whether" and verb != "specifies"):
        return ""
    return f"{name_of_row(row.key) if head(table.noun) in CONCEPTS else subject} {verb} {as_object(text)}"


def with_unit(cell: Cell, column: Column) -> str:
    """A value with the unit that the header states for it."""
    if cell.kind == "number" and column.unit and not cell.unit:
        return f"{cell.text}%" if column.unit == "%" else f"{cell.text} {column.unit}"
    return cell.text


def distractors(table: Table, column: Column, row: Row) -> tuple[str, ...]:
    """The right value first, then three others of the column, if there are three that differ."""
    cell = row.cells[column.place]
    if column.role == "participle" or len(cell.text) > MOST_VALUE:
        return ()
    others = [with_unit(cells[column.place], column) for cells in table.all_cells if cells[column.place].kind == cell.kind]
    return chosen(with_unit(cell, column), [other for other in others if len(other) <= MOST_VALUE])


def chosen(right: str, others: Sequence[str]) -> tuple[str, ...]:
    """The right choice and three others that neither hold it nor are held by it, in an order that the text decides."""
    low = right.lower().rstrip(".")
    fit = {other.lower().rstrip("."): finished(other) for other in others if balanced(other)}
    fit = {key: other for key, other in fit.items() if key not in low and low not in key}
    picked = sorted(fit, key=lambda key: (pick(ORDER, right, key), key))[:3]
    return (finished(right), *(fit[key] for key in picked)) if len(picked) == 3 else ()


ORDER = tuple(f"{number:03}" for number in range(997))
