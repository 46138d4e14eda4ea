"""Tells places whose labels are no terms to be explained: lists of links, lists led in as examples, the index of a manual."""

import re
from functools import lru_cache

from ...records import Block
from ..words.base import Place
from ..words.coded_names import is_coded
from ..words.english import SENTENCE_GAP, cued_by
from ..words.naming import OF

# The index of a manual lists under each term where it comes up.
INDEX = re.compile(
    r"\b(?:documentation|concept|option|variable|function|command|general|keyword|topic|subject|alphabetical|term|name|key|type|program|file)s?"
    r" index$",
    re.IGNORECASE,
)
AS_EXAMPLE = re.compile(
    r"(?:Continuing|In|For|With) (?:our|the|this) (?:\w+ )?example\b|"
    r"(?:As an? (?:\w+ )?example|(?:For example, |For instance, )?[Ll]et['’]s (?:consider|take|imagine))\b|[^.]*\(examples?\):$"
)
# In a list these may be ways of doing a thing; the names of a definition list with them are cases.
SOME_EXAMPLES = re.compile(r"Here (?:are|is) (?:just )?(?:some|a few|several|an?|two|three) examples?:")
VALUES = re.compile(
    r"\b(?:supported|possible|allowed|valid|available|accepted|permitted|following|recognized|legal) (?:\w+ )?"
    r"(?:values|strategies|choices|levels|modes|types|policies|states|formats)\b"
    r"(?! (?:\w+ )?(?:shown|printed|reported|displayed|written|returned)\b)[^.]*:$",
    re.IGNORECASE,
)
METHODS = frozenset("GET POST PUT DELETE PATCH HEAD OPTIONS".split())  # of which resource, such a heading doesn't say
OWNER = re.compile(r"^[a-z]+$|\b(?:[Tt]ype|[Mm]ode|[Ll]evel|[Ff]ormat|[Ss]trategy|[Aa]ction|[Ss]tatus)s?$")  # a heading that is one
PLACES_OF_LINKS = cued_by(
    """resource resources link links talk talks video videos tutorial tutorials blog blogs also changelog example examples template
    start quickstart started up setup installation integration integrations contributing contributors reference references reading
    readings media sample samples""",
    r"\b(?:resources?|links?|talks?|videos?|tutorials?|blogs?|see also|changelog|examples?|"
    r"template|quick ?start|getting started|set ?up|installation|integrations?|contributing|contributors)\b|"
    # "Reading the request", "Media types", "References and borrowing" are matters
    r"^(?:(?:further|additional|related|recommended|suggested|useful|external|more|other|key|code) )*"
    r"(?:references?|readings?|media|samples?)(?: (?:list|material|materials|links|projects?|code))?\W*$",
    any_case=True,
)


@lru_cache(maxsize=512)  # every block under a heading asks
def holds_links(heading: str) -> bool:
    """Whether what stands under a heading are links, steps of a setup, or what some "GET" takes: no place of terms."""
    return heading in METHODS or PLACES_OF_LINKS.search(heading) is not None


def holds_examples(place: Place) -> bool:
    """Whether a list is led in as an example: what stands behind its labels is one case of many, not what they mean."""
    before = place.before
    lead = before.text.text if place.block.kind in ("list", "terms") and before is not None and before.text is not None else ""
    if not lead.endswith(":"):
        return False
    last = SENTENCE_GAP.split(lead)[-1]
    return AS_EXAMPLE.match(last) is not None or place.block.kind == "terms" and SOME_EXAMPLES.match(last) is not None


def is_owner(heading: str) -> bool:
    """Whether a heading is a name in code, or names what has values: what stands below it is of that."""
    return is_coded(heading.strip()) or OWNER.search(heading) is not None


def lists_values(place: Place, heading: str) -> bool:
    """Whether a list is led in as the values of something that its heading doesn't name: of what, code doesn't say."""
    if is_owner(heading):
        return False
    before = place.before
    lead = before.text.text if place.block.kind in ("list", "terms") and before is not None and before.text is not None else ""
    return lead.endswith(":") and VALUES.search(SENTENCE_GAP.split(lead)[-1]) is not None


def is_linked_name(item: Block) -> bool:
    """Whether an item opens with a link to what it is about ("[a-plugin](…)"): what its own list names in code is part of that."""
    said = item.children[0].text if item.children else None
    return said is not None and any(mark.start == 0 and mark.kind == "link" for mark in said.marks)


@lru_cache(maxsize=512)
def is_index(title: str) -> bool:
    """Whether a document is the index of a manual."""
    return INDEX.search(title.partition(OF)[0]) is not None
