"""What a table cell is: text, code, number, date, version, yes or no, nothing, or something that is not fit to be quoted."""

import re
from typing import NamedTuple

from ...records import Block, Plain
from ...text.plain import shown
from ..words.english import balanced, cued_by

MOST_CHARACTERS = 500
UNSAFE = frozenset(("html", "shortcode", "image", "footnote", "math", "struck"))
EMPTY = frozenset("|-|--|---|–|—|n/a|na|none|tbd|todo|...|…|?|x|*|unknown|not applicable".split("|"))
YES = frozenset("yes y true ✓ ✔ ✔️ ✅".split())
NO = frozenset("no n false ✗ ✘ ❌ ✖".split())
NUMBER = re.compile(
    r"^[~≈]?(?P<currency>[$€£]?)(?P<number>[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+−]?\d+(?:\.\d+)?)"
    r"\s?(?P<unit>%|°[CF]|[A-Za-zµ]{1,12}(?:/[a-z]{1,8})?)?$"
)
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2})\.?"
DATE = re.compile(
    r"^(?:\d{4}-\d{2}(?:-\d{2})?"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{MONTH} \d{{1,2}},? \d{{4}}|(?:\d{{1,2}} )?{MONTH} \d{{4}})$"
)
VERSION = re.compile(r"^[vV=<>~^ ]*\d+(?:\.(?:\d+|x)){1,3}(?:-[\w.]+)?\+?$")
VERSION_STARTS = frozenset("vV=<>~^")
CODE = re.compile(r"^`[^`]+`$")
CODE_SPAN = re.compile(r"`[^`]*`")
HAS_LETTER = re.compile(r"[^\W\d_]")
# Cells that lean on what the reader cannot see, speak to the reader of a form, or are a list that was flattened.
LEANING = cued_by(
    """see refer cf same as ditto yes no it depends note above below here following follows previous latter former details more this
    link links repo click read learn we our us my i""",
    r"^(?:see|refer|cf\.|same as|as above|ditto|yes,|no,|it depends)\b|\. same as\b"
    r"|\bsee (?:the|also|here|below|above|section|\[)|\bsee (?:[\w-]+ ){1,3}(?:below|above)\b|\b(?:see|refer to|note) \W*$"
    r"|\b(?:listed|described|shown|given|mentioned|defined|discussed|explained) (?:above|below|here)\b"
    r"|\bthe (?:following|above|below|previous|latter|former)\b|\bas (?:follows|above)\b"
    r"|\b(?:more|details) on (?:that|this|it)\b|\bthis (?:table|section|page|document|chapter|book|column|row|guide)\b"
    r"|\blinks?(?: (?:to|is|are|for)\b|:)|[.!?)] (?:link|repo)\.?(?:$|\s)"
    r"|\bclick\b|\b(?:read|learn) more\b|\bmore (?:info|details|information)\b"
    r"|\b(?:we|we['’]ve|our|us|my|i)\b",
    any_case=True,
)
UNMARKED = re.compile(r"[\w ,;'`/-]*", re.ASCII)  # what most cells are, and quick to tell
MARKED = re.compile(r"[→†‡¹²³⁴⁵⁶⁷⁸⁹|]|https?://|www\.|\[\d+\]|[:.] [-*] |\s\(\d\)$")  # in lower case
# "See name.", "See Server Identifier in DHCPv6 for details.": what is left of a link once its address is gone.
REFERENCE = re.compile(r"(?<=[.!?)]) See (?:(?!below\b|above\b)[^\s.:,;]+ ?){1,7}\.?$")
REMNANT = re.compile(r"\w\]\[[\w -]+\]")  # "[text][label]" whose label stands in another file
CROSS = re.compile(r"(?:[xX✓✗*]|[Yy]es|[Nn]o|[Nn]one|[Nn]othing) ?(?:\(\W*\)|[*†!+\\]+)+")  # a mark with a mark of its own: "X (!)"
ENDS = (".", "!", "?", ":", ";")
UNFINISHED = (":", "…", "...", ",", "?", " and", " or")
LISTED = ("- ", "* ", "(")


class Cell(NamedTuple):
    """A cell as shown, and its kind: text, code, number, date, version, yes, no, empty or unfit.

    number is a number that Decimal reads; unit stands behind it, or is its currency.
    """

    text: str
    kind: str
    number: str = ""
    unit: str = ""


def has_unsafe(plain: Plain) -> bool:
    return bool(plain.marks) and any(mark.kind in UNSAFE for mark in plain.marks)


def ends_in_link(plain: Plain) -> bool:
    """Whether the last sentence is nothing but a link ("… of a task. [Repo](…)."): a remnant once the address is gone."""
    if not plain.marks:
        return False
    last = next((mark for mark in reversed(plain.marks) if mark.kind == "link"), None)
    return last is not None and plain.text[: last.start].rstrip().endswith(ENDS) and plain.text[last.end :].strip() in ("", ".")


def read_cell(block: Block) -> Cell:
    """A cell with its kind. What holds markup that is not text, or leans on other places, is unfit."""
    if block.text is None:
        return Cell("", "unfit" if block.end > block.start else "empty")
    text = shown(block.text).strip()
    if has_unsafe(block.text) or ends_in_link(block.text) or "][" in text and REMNANT.search(text):
        return Cell(text, "unfit")
    if " See " in text:
        text = REFERENCE.sub("", text)
    low = text.lower()
    if low in EMPTY:
        return Cell(text, "empty")
    if low in YES or low in NO:
        return Cell(text, "yes" if low in YES else "no")
    match = NUMBER.match(text) if not text[0].isalpha() else None
    if match:
        number = match["number"].replace(",", "").replace("−", "-")
        return Cell(text, "number", number, match["currency"] or match["unit"] or "")
    if text[-1].isdigit() and DATE.match(text):
        return Cell(text, "date")
    if (text[0].isdigit() or text[0] in VERSION_STARTS) and VERSION.match(text):
        return Cell(text, "version")
    if not quotable(text):
        return Cell(text, "unfit")
    return Cell(text, "code" if text[0] == "`" and CODE.match(text) else "text")


def quotable(text: str) -> bool:
    """Whether the words of a cell are whole and need nothing around them."""
    if len(text) > MOST_CHARACTERS or text.endswith(UNFINISHED) or text.startswith(LISTED) or not balanced(text):
        return False
    if not text[-1].isalnum() and CROSS.fullmatch(text):
        return False
    if "`#!" in text or not HAS_LETTER.search(text) and "`" not in text:  # `#!python x` is how some sites colour x
        return False
    bare = CODE_SPAN.sub("`", text) if "`" in text else text
    return not (LEANING.search(bare) or not UNMARKED.fullmatch(bare) and MARKED.search(bare.lower()))
