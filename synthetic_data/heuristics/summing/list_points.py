"""Questions for what a bullet list lists, by what its lead or its heading says that it is a list of."""

import re
from collections.abc import Iterator

from ...records import Block, Item, Mark, Plain
from ...text.plain import shown, source_span
from ..words.base import Candidate, Place, View, pick
from ..words.claims import is_imperative
from ..words.english import balanced, opening, points_elsewhere
from ..words.entry_sentences import FINITE, FIRM
from ..words.inner_forms import inner_form
from ..words.naming import is_specific, quoted
from ..words.placing import named_within, section_first
from ..words.scope import unexplained
from ..words.subjects import SINGULAR, Clause, clause, is_specific_subject

LIST_ITEMS = (3, 12)
ITEM_CHARACTERS = (12, 300)
MOST_CHARACTERS = 1800  # of a whole list
LEAST_MEAN = 4  # words of a point
LEAST_POINT = 3  # words of a point that says something
# With some of these a list advertises.
PRAISE = re.compile(
    r"\b(?:effortless|seamless|vibrant|passionate|blazing|powerful|rich|robust|ultimate|modern|beautiful)(?:ly)?\b", re.IGNORECASE
)
LOG = re.compile(r"\b(?:change ?log|changes (?:to|in|since|from)|release notes|what['’]?s new|release history)\b", re.IGNORECASE)
LOGGED = re.compile(r"\b(?:now|no longer|(?:has|have) been (?:added|removed|renamed|deprecated|fixed|changed|moved)|fixed)\b")
LISTS = re.compile(r"\blists?\b", re.IGNORECASE)
# "OneFuzz - is a platform": the dash is one too many. "Create a bug- branch": a placeholder is lost.
SLIP = re.compile(r"[^.]{2,40} [-–—] (?:is|are|was|has|can|will)\b|.*\w- (?!(?:and|or|to)\b)[a-z]")
MERE_POINTS = ("Which points ", "What points ", "List the points ")
NUMBER_WORDS = dict(enumerate("three four five six seven eight nine ten eleven twelve".split(), 3))
BLANKS = re.compile(r"[{}\[\]]|<[A-Za-z][^>]*>")  # a template to fill in
UNQUOTABLE = frozenset(("image", "html", "shortcode", "math", "footnote", "struck"))
LAST = re.compile(r"(?:^|(?<=[.!?]) )(?P<last>(?:[^.!?]|[.!?](?! ))+:)$")
# Leads that say what the list below them is a list of, as "The key benefits of X are:".
NO_NOUN = re.compile(
    r"\b(?:that|which|who|should|must|can|could|will|would|may|might|be|do|does|is|was|were|are|has|have|this|these|those|such|it|"
    r"they|their|its|you|we|our|one|following|below|above|here|provides?|contains?|includes?|needs?|uses?|handles?|supports|"
    r"performs|accepts|offers|shows|covers|popular|options|tools|frameworks|libraries|vendors|products|alternatives|"
    r"additional|other|further|more|remaining|including|to (?:keep|bear|note|remember|consider|watch)|"
    r"\w+[^s]s the)\b",
    re.IGNORECASE,
)
OPENED = re.compile(
    r"^(?:Some of the|The|Some|A few|Here are (?:some|the)|There are (?:a (?:few|number of)|\w+))\s+(?:of the )?(?:few )?",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:The|Some|A few|Here are (?:some|the)|There are (?:a (?:few|number of)|\w+))\s+[^:;()]{6,90}?"
    r"(?:\s+(?:are|include|is|includes|may include|can include|may be|are often|usually include))?"
    r"(?:\s+(?:as follows|the following))?:$"
)
LISTING = re.compile(r"\b(?:are|includes?|is|be)\b|^Here\b")
# "The latter works as follows:" names no works.
WORKS_SO = re.compile(r"(?<!\bare)(?<!\bis) as follows:$|\b(?:latter|former)\b")
# A verb that the lead ends no sentence with: "The tool works by comparing two files:".
FINITE_INSIDE = re.compile(r"\b(?!ways|steps|means|types|kinds)[a-z]+[^s\W]s (?:by|an?)\b")
# Of what these are, a noun of their own has to tell: "the key differences" from what, "common reasons" for what?
OF_SOMETHING = frozenset(
    """differences similarities reasons causes implications consequences effects results outcomes changes aspects points
    parts factors cases circumstances conditions situations scenarios operations actions values purposes uses ways methods
    options possibilities implementations problems issues concerns questions facts exceptions""".split()
)
WITH_OBJECT = re.compile(r" (?:of|for|to|in|with|about|from|between|when|that|on) ")
SOMEBODY = re.compile(r"The (?:[\w-]+ ){0,4}[a-z]*(?:ors|ers|ants|ists|members|people|teams?)(?: must| should)?:$", re.IGNORECASE)
# Without an article: the best practices that "Data validation best practices include:" opens.
BARE_LEAD = re.compile(
    r"^(?P<noun>[A-Z][a-z]+(?: [A-Za-z0-9/'-]+){1,8}?) (?:may |can |usually |typically )?(?:include|are)(?: the following)?:$"
)
# What a gauge must have, where "A gauge MUST have the following methods:" leads to a list.
FOLLOWING = re.compile(
    r"^(?:(?:also )?(?P<verb>have|provide|support|contain|offer|include|define|serve|cover|accept|expose|return) )?the following "
    r"(?P<noun>(?:[a-z-]+ ){0,3}[a-z-]+s)(?: .{3,60})?:$"
)
# Headings that tell what kind of points stand below them, for the document to say of what.
KINDS = frozenset(
    """goals benefits advantages disadvantages limitations requirements prerequisites characteristics principles recommendations
    guidelines features risks challenges responsibilities deliverables caveats assumptions constraints exceptions objectives
    drawbacks strengths weaknesses expectations roles inputs outputs considerations consequences practices""".split()
)
KIND_HEADING = re.compile(r"^(?:(?:best|key|main|general|common|good|core|design|non-) ?)?(?P<kind>[a-z]+)$", re.IGNORECASE)
LEANING = re.compile(
    r"(?:This|It|They|Should|Must|May|Can|Will|Is|Are|Visit|Read (?:more|about|the)|Check out|Learn more)\b"
    r"|(?:Defaults?|Types?|Alias(?:es)?): "
)
NO_HEADING = re.compile(
    r"\b(?:fixes|changes|improvements|examples?|samples?|templates?|we|our|my|i|your|considered|related|resources|projects|links)\b",
    re.IGNORECASE,
)
# What stands under these is about the matter of the whole, which the heading doesn't name.
NO_SUBJECT = re.compile(
    r"(?:tl[;,/: ]*dr|in (?:short|brief|a nutshell)|at a glance"
    r"|(?:key|main|quick|important|some|more|other|first|last|final) "
    r"(?:points?|facts?|ideas?|thoughts?|takeaways?|words?|remarks?|notes?|items?|things?|information)"
    r"|takeaways?|recap|highlights?|remarks?|thoughts|facts|misc(?:ellanea)?|general notes|good to know"
    r"|why (?:this|it) (?:matters|works)|what (?:it|this) (?:does|is|means)|how it works)$",
    re.IGNORECASE,
)
METADATA = re.compile(r"[A-Z][A-Za-z ]{2,24}: (?:[^\s.]+ ?){1,4}$")  # "Conducted by: Tess and Jeff"
LABELLED = re.compile(r"[^.:]{3,40}(?:: | [-–—] )(?:\S+ ){2}")
TEAM = re.compile(r"\b(?:we|our|us|I|my)\b", re.IGNORECASE)  # who that is, the document tells, not the answer
# Headings of what is true for a while only, or of what stands elsewhere.
PLANS = re.compile(
    r"(?:The )?(?:future|upcoming|planned|next steps|what['’]?s next|what next|where to (?:go|look|find|get)|(?:going )?further"
    r"|see also"
    r"|learn more|more information|to-?do)\b",
    re.IGNORECASE,
)


def listed_points(view: View, place: Place) -> Iterator[Candidate]:
    """What a bullet list under a telling lead or heading lists, item by item."""
    least, most = LIST_ITEMS
    if not least <= len(place.block.children) <= most or place.headings and PLANS.match(place.headings[-1]):
        return
    question = list_question(view, place)
    texts = [item_text(item) for item in place.block.children] if question else []
    if not question or not all(texts) or sum(map(len, texts)) > MOST_CHARACTERS or all(text.count("`") > 1 for text in texts):
        return  # among others a list of nothing but names in code
    if sum(len(text.split()) for text in texts) < LEAST_MEAN * len(texts):
        return  # "Test report preparation": names without a statement
    if question.startswith(MERE_POINTS) and (2 * sum(map(says_something, texts)) < len(texts) + 1 or any(map(is_link_text, texts))):
        return
    if LOG.search(" ".join((view.title, *place.headings))) or 2 * sum(map(bool, map(LOGGED.search, texts))) >= len(texts):
        return  # what was changed once
    if unexplained(question, view.title) or len(PRAISE.findall(" ".join(texts))) > 1:
        return
    spans = [item_span(item) for item in place.block.children]
    count = NUMBER_WORDS[len(texts)]
    heading = quoted(place.headings[-1])
    steps = (
        f"The list that is asked for stands under {heading} and has {count} points, the first of them “{opening(texts[0])}”.",
        f"It goes on with “{opening(texts[1])}”" + (f" and “{opening(texts[2])}”." if len(texts) > 3 else "."),
        f"The last point is “{opening(texts[-1])}”, so the answer has {count} entries.",
    )
    answer = "\n".join(f"- {text}" for text in texts)
    evidence = tuple(view.source(start, end) for start, end in spans)
    item = Item(question, steps, answer, evidence, tuple((0, start, end) for start, end in spans), "summaries")
    yield Candidate("summarization", item, tuple(start for start, _ in spans))


def is_link_text(text: str) -> bool:
    """Whether a point is but the name of a page, as the last of a list for finding one's way is: "Command Index"."""
    words = text.split()
    return len(words) < LEAST_POINT and all(word[0].isupper() for word in words)


def says_something(text: str) -> bool:
    """Whether a point is more than a name: a statement, an order, or a name with what is to be said of it."""
    words = text.lower().split()
    if len(words) < LEAST_POINT:
        return False
    opens = words[0].endswith("ing") or words[0] in SINGULAR or words[0] == "to" or LABELLED.match(text) is not None
    return opens or is_imperative(text) or FINITE.search(text) is not None or not FIRM.isdisjoint(words)


def item_text(item: Block) -> str:
    """A list item's one paragraph, if it holds nothing else, says something whole, and points nowhere; else ""."""
    if len(item.children) != 1 or item.children[0].kind != "paragraph" or item.children[0].text is None:
        return ""
    plain = item.children[0].text
    if any(mark.kind in UNQUOTABLE for mark in plain.marks):
        return ""
    linked = sum(mark.end - mark.start for mark in plain.marks if mark.kind == "link")
    if 2 * linked > len(plain.text):
        return ""  # a list of links
    if any(glued(plain, mark) for mark in plain.marks):
        return ""
    text = shown(plain)
    least, most = ITEM_CHARACTERS
    if not least <= len(text) <= most or text.endswith((":", "?", "…", "...", ",")) or text.startswith(("[ ]", "[x]")):
        return ""
    if BLANKS.search(text) or not balanced(text) or len(text.split()) < 2 or "://" in text:
        return ""
    if TEAM.search(text) or points_elsewhere(text) or LEANING.match(text) or METADATA.match(text) or SLIP.match(text):
        return ""
    return text


def glued(plain: Plain, mark: Mark) -> bool:
    """Whether a name in bold has nothing between it and the sentence on it, or a link hangs on behind a dash."""
    if mark.kind == "strong" and not mark.start:
        return plain.text[mark.end - 1].isalnum() and plain.text[mark.end : mark.end + 2].strip()[:1].isupper()
    return mark.kind == "link" and mark.end == len(plain.text) and plain.text[: mark.start].endswith((" - ", " – ", " — "))


def item_span(item: Block) -> tuple[int, int]:
    plain = item.children[0].text
    assert plain is not None
    return source_span(plain, 0, len(plain.text))


def list_question(view: View, place: Place) -> str:
    """Asks for the list by what its lead says it lists, or by its heading; "" if neither tells."""
    before = place.before
    if not place.headings:
        return ""
    if before is None:
        return by_heading(view, place)
    if before.kind != "paragraph" or before.text is None or not before.text.text.endswith(":"):
        return ""
    found = LAST.search(before.text.text.replace("\n", " "))
    lead = found["last"] if found else ""
    return by_following(view, place, lead) or by_noun(view, place, lead) if lead else ""


def by_noun(view: View, place: Place, lead: str) -> str:
    """ "The key benefits of X are:" asks for the key benefits of X."""
    bare = BARE_LEAD.match(lead)
    if bare and not LEAD.match(lead):
        noun = OPENED.sub("", bare["noun"])
        noun = noun if any(letter.isupper() for letter in noun.split()[0][1:]) else noun[0].lower() + noun[1:]
    elif LEAD.match(lead):
        noun = OPENED.sub("", lead.rstrip(":")).strip()
        noun = re.sub(r"\s+(?:as follows|the following)$", "", noun)
        noun = re.sub(r"\s+(?:may be|may include|can include|usually include|are often|are|include|includes|is)$", "", noun)
    else:
        return ""
    if WORKS_SO.search(lead):
        return ""
    if SOMEBODY.match(lead) and 2 * sum(is_imperative(item_text(item)) for item in place.block.children) >= len(
        place.block.children
    ):
        return ""  # "The editors:" have to do what the list says
    head = re.split(r" (?:of|for|to|in|with|about|from|on|when|between) ", noun)[0]
    if (
        " when " in noun
        or NO_NOUN.search(noun)
        or FINITE_INSIDE.search(noun)
        or is_of_something(noun, head, place.headings[-1])
        or opens_bare(lead, head)
        or not head.endswith("s")
        or head.endswith("ss")
        or head.split()[-1] in ("examples", "steps", "things")
    ):
        return ""
    name = section_first(view, place.headings, str(place.block.start))
    return pick(
        (f"Which {noun} does {name} list?", f"What are the {noun} that {name} names?", f"List the {noun} that {name} gives."), noun
    )


def opens_bare(lead: str, head: str) -> bool:
    """Whether a lead without "are" may end in a verb of its own: "The header displays:" names no displays."""
    last = head.split()[-1].lower()
    return not LISTING.search(lead) and last in SINGULAR and last not in KINDS | OF_SOMETHING


def is_of_something(noun: str, head: str, heading: str) -> bool:
    """Whether a noun says neither by itself nor by the heading of what it is: "Differences from the old trie" would."""
    last = head.split()[-1].lower()
    return last in OF_SOMETHING and not WITH_OBJECT.search(noun) and last.rstrip("s") not in heading.lower()


def by_following(view: View, place: Place, lead: str) -> str:
    """ "A gauge MUST have the following methods:" asks which methods a gauge must have."""
    found = clause(lead.replace("has the following", "includes the following")) if "the following" in lead else None
    if found is None or not is_specific_subject(found.subject, view, place.headings):
        return ""
    match = FOLLOWING.match(found.rest)
    if match is None or (found.verb.lower() in ("must", "should", "can", "may", "shall")) != bool(match["verb"]):
        return ""
    subject, name = inner_form(found.subject, view), section_first(view, place.headings, str(place.block.start))
    core = f"Which {match['noun']} {asking(found, subject, match['verb'], 'has the following' in lead)}"
    return pick((f"According to {name}, {core[0].lower()}{core[1:]}?", f"{core}, according to {name}?"), lead)


def asking(found: Clause, subject: str, verb: str | None, has: bool) -> str:
    """The verb and the subject in the order of a question: "must a gauge have", "does the table support"."""
    if verb:
        return f"{found.verb.lower()} {subject} {verb}"
    return f"{'do' if found.plural else 'does'} {subject} {'have' if has else found.base}"


def by_heading(view: View, place: Place) -> str:
    """Asks by the heading right above the list, which names the points or tells of what kind they are."""
    heading = place.headings[-1]
    if sum(one.block.kind == "list" and one.headings == place.headings for one in view.places) > 1:
        return ""  # the other list has points, too
    name = named_within(view, place.headings, str(place.block.start))
    kind = KIND_HEADING.match(heading)
    if kind and kind["kind"].lower() in KINDS:
        if not is_specific(view.title) and not any(map(is_specific, place.headings[:-1])):
            return ""
        noun = heading.lower()
        above = next((one for one in reversed(place.headings[:-1]) if is_specific(one) and not one.endswith("?")), view.title)
        where = section_first(view, (above,), str(place.block.start))
        return pick(
            (
                f"Which {noun} does {where} list?",
                f"What are the {noun} that {where} names?",
                f"List the {noun} that {where} gives.",
            ),
            heading,
            view.title,
        )
    if heading == view.section.document.title:
        return ""  # the contents of a document, or of those beside it
    if NO_SUBJECT.match(heading):
        return ""
    if heading.endswith("?") or not is_specific(heading) or BLANKS.search(heading) or NO_HEADING.search(heading):
        return ""
    if quoted(heading)[1:-1] not in name:
        return ""  # the whole page, of which this is one list, makes other points as well
    if LISTS.search(heading):
        return f"What points does {name} make?"  # a list of lists would be
    return pick(
        (f"Which points does {name} make?", f"What points does {name} make?", f"List the points that {name} makes."),
        str(place.block.start),
        view.section.id,
    )
