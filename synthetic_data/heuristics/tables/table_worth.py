"""Which descriptions of a table are worth asking: they tell more than the row's name, are whole, and need no other row."""

import re

from ..words.english import cued_by
from .table_cells import Cell
from .table_phrases import HOLLOW, first, pieces, shape
from .table_words import DENOTE, NAMED_BY_HEADING, SHARED, SPECIFY, head, is_plural

# Said with an eye to the rows before: what it is that these add to, only the whole table tells.
ADDING = re.compile(
    r"\b(?:also|both|additionally|in addition|too|plus|everything|all of|(?:does ?n['’]t|does not|do not) include)\b", re.IGNORECASE
)
# A thing that is spoken of as if it were known, where the cell names none.
UNNAMED_THING = cued_by(
    "item items object objects entry entries thing things resource resources element elements record records",
    r"\bthe (?:entry|entries|(?:item|object|thing|resource|element|record)s?)\b"
    r"(?! (?:of|that|which|to|in|for|from|named|called|with|being|you)\b)",
    any_case=True,
)
# A careful author writes "i.e.", and a capital behind a full stop.
SLOPPY = re.compile(r"(?<![.\w])(?:ie|eg)\b|\b[a-z]{4,}\.,|[a-z]{3}\. (?:if|the|this|these|it|when|there|and|for|in)\b")
ADVERTISING = re.compile(r"\bis for you\b|\bwhether you (?:need|want)\b", re.IGNORECASE)
SYMBOL = re.compile(r"`?[^\w\s`]{1,3}`?")
OPERATION = re.compile(
    r"^(?:\S+ ){0,6}(?:comparison|assignment|remainder|addition|subtraction|multiplication|division|negation|(?:left|right)-shift"
    r"|logical (?:and|or)|plus|minus)\.?$",
    re.IGNORECASE,
)
ALTERNATIVES = re.compile(r"\w+/\w+\.?$")
ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
ORDERED = NAMED_BY_HEADING | DENOTE
FORMAL = frozenset("required optional default can may must only empty its".split())
LEAST_NEWS = 3
PREFIX = re.compile(r"^(?:Optional|Required|Mandatory)[.:;,] +", re.IGNORECASE)
MARKED = re.compile(r"`|\d|\(")
LEAST_TOLD = 4
LITERAL = re.compile(r"\S*(?:[_.:/$%@\\-]|[a-z][A-Z]|\d)\S*")
BETWEEN = re.compile(r"[,;/&+|]|\b(?:and|or|of|the|an?|to|for|in|with|by|only|any|all|no)\b", re.IGNORECASE)
TYPED = SPECIFY | {"key", "statistic"}


KINDS_OF_CODE = frozenset("class function method module interface".split())
CALLED = re.compile(r"(?:The|An?) (?:[\w`]+ ){0,2}?(class|function|method|module|interface)\b")


def is_miscalled(noun: str, text: str) -> bool:
    """Whether a description says that a row is something else than its header has it: the "class" `fetch` is a function."""
    called = CALLED.match(text) if noun in KINDS_OF_CODE else None
    return called is not None and called[1] != noun


def is_worth(noun: str, key: Cell, text: str) -> bool:
    """Whether the description of a row tells a reader something, in words that stand by themselves."""
    if text.startswith(("As ", "Because ")) or UNNAMED_THING.search(text) or SLOPPY.search(text) or ALTERNATIVES.match(text):
        return False
    if ADVERTISING.search(text) or text.startswith("Bases: "):
        return False  # the latter is what a generator says of a class
    if re.match(rf"{re.escape(key.text)} (?:an?|the) ", text):
        return False  # "Acme a fast store": its verb is missing
    if OPERATION.search(text) and (SYMBOL.fullmatch(key.text) or len(text.split()) < LEAST_NEWS):
        return False  # that `<` is "Less than comparison" is nobody's news
    name = head(noun)
    if is_miscalled(name, text):
        return False
    if shape(text) == "order" and key.kind == "text" and name not in ORDERED:
        return False  # "Define the response times" tells its author what to do, not what the row is
    told = PREFIX.sub("", text)
    if told != text and len(told.split()) < LEAST_TOLD and not MARKED.search(told):
        return False  # "Optional. Additional arguments."
    return not adds_little(key.text, text)


def adds_little(name: str, text: str) -> bool:
    """Whether a description holds all words of the name it describes, and hardly any other: `yTitle`, "Title of the y-axis"."""
    named = (pieces(name) - HOLLOW) or pieces(name)
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    words = ACRONYM.sub(lambda match: name if match.group() in initials else match.group(), text) if initials else text
    told = pieces(words)
    if not named or any(not any(akin(piece, word) for word in told) for piece in named):
        return False
    new = [word for word in told - HOLLOW - FORMAL if not any(akin(piece, word) for piece in named)]
    return len(new) + len(re.findall(r"\d+|`[^`]+`", words)) < LEAST_NEWS


def akin(piece: str, word: str) -> bool:
    return word.startswith(piece) or piece.startswith(word)


def leans_on_rows(texts: list[str]) -> bool:
    """Whether the descriptions of a column build on each other: then what one row says may hold for others as well."""
    return any(ADDING.search(text) for text in texts)


def is_fragment(cell: Cell, least: int = 3) -> bool:
    """Whether a cell of a comparison is a scrap of a word or two: "Production like"."""
    return cell.kind == "text" and len(cell.text.split()) < least and first(cell.text) != ""


def reads_as_code(cell: Cell) -> bool:
    """Whether a cell is a literal, one that people look up: `x`, 404, net.listen, dhcp-option; not "Energy", "Rotate the log"."""
    return cell.kind in ("code", "number", "version") or LITERAL.fullmatch(cell.text) is not None


def is_thin(noun: str, key: Cell, column: str, cell: Cell) -> bool:
    """Whether a cell says so little (a type, a bare yes or figure) that only a row with a kind or a name of code is worth it."""
    named = reads_as_code(key)
    if head(column) in SHARED:
        return not named and head(noun) not in TYPED
    return cell.kind in ("yes", "no", "number") and not cell.unit and not named and not noun


def runs_together(column: str, cell: Cell) -> bool:
    """Whether several things stand in a cell with nothing between them: "host_name disk_name" under "Tags"."""
    return cell.kind == "text" and " " in cell.text and is_plural(column) and not BETWEEN.search(cell.text)
