"""Picks the sentences of a section that a reader can be tested on: whole, understandable alone, firm, and not about an example."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ...records import Block, Fact
from .base import View
from .blemishes import LEADING, blemished
from .english import POINTERS, stands_alone, words_in, words_of
from .entry_sentences import FINITE, RELATIVE
from .naming import OF, content_words, is_specific, quoted
from .placing import whereabouts
from .repetition import tells_all
from .self_contained import dangles
from .subjects import AUXILIARIES, BASE_VERBS, SINGULAR, Clause, clause, folded, is_specific_subject, whole

LONGEST = 300
LEAST_SPACES = 5
ENDS = '."”)'
NEXT_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s+[A-Z`“\"(]")
LABEL = re.compile(
    r"(?:[^\s:]+ ){0,6}[^\s:]*(?: [-–—]|[^:]:) |[A-Z]{3,} [A-Z][a-z]|`[^`]+` (?!\w+s\b|(?:are|can|must|should|and|or|[A-Z]+)\b)"
)
# Words that open a remark to the reader, lean on the sentence before, or tell what goes on in a walk-through.
OPENERS = POINTERS | frozenset(
    """note notice remember recall imagine suppose consider assume assuming let other additional further indeed unfortunately
    fortunately luckily interestingly importantly sure yes no not please today recently historically sometimes maybe perhaps even
    only just since everything nothing anything something everyone anyone someone rather given well ok okay unlike like apart aside
    specifically depending doing being having chances yours many most some suitable appropriate must
    regardless eventually ultimately similar anyway
    shall should can cannot will works allows lets makes runs comes goes gives needs wants""".split()
)
OPENING_PHRASE = re.compile(
    r"""(?:Keep\ in\ mind|Due\ to\ the|If\ (?:one|two|three
    |four|five|ten|\d+)|In\ (?:other\ words|addition|fact|contrast|turn|short|brief|practice|particular|summary|my
    |a\ nutshell|the\ end|case|(?:all\ |most\ |any\ )?other|both|such|either)|On\ the\ (?:other|one|contrary)|As\ (?:a\ result
    |such|you|they|it|an?\ |mentioned|noted|discussed
    |described|always|before|with)|At\ (?:first|this|that|the\ end|the\ time)|After\ (?:that|all)|With\ (?:that|all)|Of\ course
    |Again
    |By\ the\ way|To\ (?:that|be|summarize|recap|illustrate|do)|For\ (?:now|an?\ more|more|that
    |some|many|most)|(?:All|Part|Each|One|None
    |Any)\ of
    |Using\ that|If\ you['’]re\ unsure|(?:If|When|Unless)\ (?:both|either
    |neither|true|false|not|set|unset|given|present|enabled|disabled|omitted
    |specified|provided|supplied|empty|null)|(?:Any|All|Every|No|Some)\ other
    |(?:Maximum|Minimum|Default|Total)\ (?:number|value|size|length|time|is|to|of)\b|Defaults\ to|\d+\ \w+\ is\b
    |(?:An?|The|Any)\ (?:\w+\ )?(?:value|setting)\ of\ [`"“'‘]?(?:zero|one|true|false|null|none|\d+)|Useful|Helpful|Handy)\b""",
    re.VERBOSE,
)
# Words that speak to the reader, of the moment, or of something outside the sentence.
LEANING = frozenset(
    """also still already instead though now yet currently this todo tbd wip click clicking screenshot tutorial mentioned discussed
    linked links explained covered exercise exercises quiz especially happy these those we we've we're we'll our ours us i my i'm
    let's following listing
    figure aforementioned previous previously preceding below above here earlier later see again another too example examples
    further furthermore similarly actual actually therefore thus hence accordingly
    you'll you've you're you'd probably perhaps maybe arguably hopefully basically""".split()
)
LEANING_PHRASE = re.compile(
    r"""\b(?:at\ the\ (?:moment|time\ of)|that['’]s|in\ that\ case|the\ (?:same|others?|rest|new|current|old|original|given
    |resulting|next|author|page)|lines?\ \d+|you\ (?:will|see|need|want|may|might|just|could|would|wish|like)
    |(?:the|an?|given|provided)\ (?:\w+\ )?(?:passages?|sections?|documents?|texts?|paragraphs?|excerpts?|snippets?|articles?
    |chapters?|readers?)|described\ in|shown\ in|for\ the\ sake|can\ (?:be\ found|find|see)|should\ (?:get|look|print|feel)
    |main\.rs|lib\.rs|makes?\ sense|provided\ here|going\ to|in\ particular|such\ (?!as\b|that\b)\w+|of\ course|feel\ free
    |(?:so|very|really|quite|pretty)\ (?!that\b)\w+)\b
    """,
    re.VERBOSE | re.ASCII,
)  # in lower case, which is three times faster than to search whatever the case
# Without one of these words there is no such phrase.
PHRASE_WORDS = frozenset(
    """moment time that's case same other others rest new current old original given resulting next author page line lines you
    passage
    passages section sections document documents text texts paragraph paragraphs excerpt excerpts snippet snippets article articles
    chapter chapters reader readers described shown sake found find get look print feel rs sense provided going such course free so
    particular very
    really quite pretty""".split()
)
EXAMPLE = re.compile(r"\b[Ee]xamples?\b|^(?:A |The )?[Ss]ample [A-Za-z]")
PLACEHOLDER = re.compile(r"<[A-Z_]+>|\b(?!MUST|SHALL|SHOULD)[A-Z]{4,} [A-Z]{4,}\b|\bX+\b|____|[…?!{}]|\.\.\.")
# Without one of these there is no placeholder, and they are faster to find.
MARKS = re.compile(r"[<X…?!{}]")
CAPITALS = re.compile(r" [A-Z]{4}(?<=[A-Z]{4} [A-Z]{4})")  # begins with what is found fastest
# A pronoun this early has nothing in the sentence to stand for.
PRONOUNS = frozenset("it its they them their he she him her his".split())
EARLY_PRONOUN = re.compile(r"(?:\S+ ){0,4}(?:it|its|they|them|their|he|she|him|her|his)\b", re.IGNORECASE)
# Words that no excerpt should break off after.
DETERMINED = ("The ", "A ", "An ", "Each ", "Every ", "Such ", "Similar ", "Different ", "More ")
VAGUE_PLURAL = re.compile(
    r"(Information|Data|Details|Support|Output|Input|Content|Text|Access|Values|Entries|Items|Elements|Fields|Properties|Keys|Names|Options|Arguments|Parameters|Results|Examples|Types|Objects"
    r"|Files)"
)
LONE_SUBJECT = re.compile(
    r"(?:[Tt]he|[Aa]n?) ([a-z]+) (?:is|are|was|were|has|have|had|can|cannot|must|should|shall|will|does|do|[A-Z]+|[a-z]+s)\b"
)
SIZED = re.compile(
    r"(?:The|An?) (?:\w+ ){0,2}?(?:number|amount|size|length|time|list|name|value|type|set|path|port|interval|duration|count)"
    r" (?:of|in|that)\b"
)
SAYS = re.compile(r"\b(?:is|are|must|should|shall|will|has|have|does|do|MUST|SHOULD|SHALL|cannot)\b|s (?:the|an?|to) ")
NARRATED = re.compile(
    r"""More\ [a-z]+\ (?:can|should|must|is|are|will)\b
    |(?:The|An?)\ (?:(?:first|second|third|fourth|last|next|other|final|remaining|latter|additional|only|number\ of
    |more|two|three|four|above|main|key|idea
    |goal|reason|problem|result|output|point|trick|downside|upside|call|body|pattern|closure|caller|code|program|function|method
    |common|typical|usual|recommended|similar|simpler?|simplest|easiest|preferred
    |variable|value|line|test|loop|guidance|effort|reader|answer|solution|difference|advantage|benefit|drawback)\b
    |(?:\S+\ ){0,4}(?:arm|listing)\b)""",
    re.VERBOSE,
)
# Verbs that open an order; those that are nouns as often are told by what comes next.
ORDERS = BASE_VERBS | frozenset(
    """access activate adapt await adjust agree aim answer append apply approve ask attach avoid base become begin book bring buy
    care catch
    change choose clarify clean click clone close come commit communicate complete conduct confirm connect consult contact copy
    decide declare demonstrate discuss do document download drop edit encrypt enter estimate exclude expand explain explore export
    favor fill find finish fix get give go grant have hit import inform initialize insert inspect invite iterate join know label
    lead learn leave link listen locate look make map mark mind move name note open opt order ping place plan prefer prepare press
    prioritize propose pull push put raise reach reboot refactor refer reference refresh reset restart retrieve review run search
    see sign sort split start state stay step stick stop structure submit switch sync tag talk tell think treat turn understand
    upgrade upload view visit wait watch work""".split()
)
ORDERING = ("Always ", "Never ", "Do not ", "Don't ", "Don’t ", "Try ", "Make sure ", "Be ")
PARTICIPLES = frozenset("Sent Given Written Set Run Built Made Held Kept Shown Thrown Drawn Taken Done".split())
TOLD_WHEN = frozenset("before after when while by if once during until unless".split())
CODE_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
LOCAL_NAME = re.compile(r"[a-z_]\w?|\w+\d")
PLAIN_NAME = re.compile(r"[a-z_]+(?:\(\))?")
NAME = re.compile(r"[A-Za-z_]\w*")
DEFINING = r"\b(?:let(?: mut)?|fn|struct|enum|trait|type|mod|const|static|var|def|class|interface|func|function|impl|for)\s+{}\b"


def claims(view: View, cue: Callable[[str, frozenset[str]], object]) -> Iterator[Fact]:
    """The sentences of a section that hold a cue and are sound, in source order; whether they hold up is asked later.

    The cue is asked first, as it is cheap: it gets the sentence and its words.
    """
    if not view.english:
        return
    for fact, words in plain_sentences(view):
        if cue(fact.text, words) and is_sound(fact.text):
            yield fact


@lru_cache(maxsize=4)  # two families go through them one after the other
def plain_sentences(view: View) -> tuple[tuple[Fact, frozenset[str]], ...]:
    """The sentences of a section of a fair length that open neither with a remark nor under a supposition, with their words.

    Those with a leaning word, a third, are no sound ones: to leave them out here spares both families a look at them.
    """
    supposed = view.supposed
    found = [(fact, words_of(fact.text)) for fact, _ in view.sentences if is_plain(fact) and fact.block not in supposed]
    return tuple([(fact, words) for fact, words in found if LEANING.isdisjoint(words)])


def is_plain(fact: Fact) -> bool:
    text = fact.text
    if text.partition(" ")[0].rstrip(",:").lower() in OPENERS or text[0].islower():
        return False  # the first word says no more often than all else
    return len(text) <= LONGEST and text[-1] in ENDS and text[0] != "[" and text.count(" ") >= LEAST_SPACES


def holds_up(view: View, fact: Fact) -> bool:
    """Whether a sound sentence is one whole statement in its place too, that someone who knows the subject could judge."""
    return (
        not EXAMPLE.search(fact.heading)
        and whole(view, fact)
        and names_its_subject(view, fact)
        and not is_mere_noun(fact.text)
        and not blemished(fact.text, main_clause(fact.text)[1])
        and not about_an_example(view, fact.text)
        and not tells_all(f"{fact.heading} {view.title}", fact.text)
    )


def is_mere_noun(text: str) -> bool:
    """Whether a text has no verb but in relative clauses: "The port parsed from …, which …"; a word in -s may be a verb."""
    if not text.startswith(("The ", "A ", "An ", "Any ")):
        return False
    if SIZED.match(text) and not SAYS.search(text):
        return True  # "The maximum number of requests a socket can handle."
    head, *more = RELATIVE.split(CODE_SPAN.sub("c", text), maxsplit=1)
    verbs = any(len(word) > 2 and word.endswith("s") for word in head.split())
    if not more and any(word.endswith("ed") for word in head.split()):
        return False  # "The server crashed"
    return not FINITE.search(head) and not verbs and clause(text) is None


def leans_on_context(text: str, name: str) -> bool:
    """Whether a sentence speaks of "the target" with nothing in it or in the name of its place that this could be."""
    return dangles(text, (name,))


@lru_cache(maxsize=256)
def is_sound(text: str) -> bool:
    """Whether a sentence is whole, stands alone, and neither chats with the reader nor tells what happens next."""
    if not text.endswith((".", '."', ".”", ".)")):
        return False
    words = words_of(text)
    if not LEANING.isdisjoint(words):
        return False
    if labelled(text) or OPENING_PHRASE.match(text) or NARRATED.match(text):
        return False
    if not PRONOUNS.isdisjoint(words_in(text)) and EARLY_PRONOUN.match(text):
        return False
    if NEXT_SENTENCE.search(text) or (not PHRASE_WORDS.isdisjoint(words) and LEANING_PHRASE.search(text.lower())):
        return False
    if not stands_alone(text) or holds_placeholder(text) or lacks_subject(text):
        return False
    return " is that it " not in text and "should have been " not in text


def labelled(text: str) -> bool:
    """Whether a sentence opens with a label ("Note: …", "GET Returns …"); what most sentences lack is asked before the pattern."""
    likely = ": " in text or " - " in text or " – " in text or " — " in text or text[0] == "`" or text[:3].isupper()
    return likely and LABEL.match(text) is not None


def holds_placeholder(text: str) -> bool:
    """Whether a text holds what the reader is to fill in, or marks that no plain statement has."""
    likely = MARKS.search(text) or "..." in text or "____" in text or CAPITALS.search(text)
    return bool(likely) and PLACEHOLDER.search(text) is not None


def lacks_subject(text: str) -> bool:
    """Whether a sentence opens with its verb, as points of a list do: "Supports X", "Provides Y"."""
    first, space, more = text.partition(" ")
    if not space:
        return True  # one word, or a script without spaces in an English section
    if (first.endswith("ed") or first in PARTICIPLES) and more.partition(" ")[0] in TOLD_WHEN:
        return True  # "Triggered before the server starts …"
    if first.lower() not in SINGULAR:
        return False  # so it is with most
    second = more.partition(" ")[0]
    return second not in ("of", "in", "for", "with", "to", "on") and second.lower() not in AUXILIARIES


def names_its_subject(view: View, fact: Fact) -> bool:
    """Whether the sentence says what it is about: not "The target must …" unless a heading speaks of targets."""
    at, found = main_clause(fact.text)
    if found is not None and found.subject.startswith(DETERMINED):
        return is_specific_subject(found.subject, view, view.place_of(fact))
    lone = LONE_SUBJECT.match(fact.text[at:])
    if lone is None and found is not None:
        lone = VAGUE_PLURAL.fullmatch(found.subject)
    if lone is None:
        return True
    noun = folded({lone.group(1).lower()})
    return any(folded(content_words(name)) == noun for name in (fact.heading, view.title))


@lru_cache(maxsize=256)
def main_clause(text: str) -> tuple[int, Clause | None]:
    """Where the main clause of a sentence starts, and its parts if it is a plain one."""
    start = main_clause_start(text)
    return start, clause(text[start : start + 1].upper() + text[start + 1 :])


def main_clause_start(text: str) -> int:
    """Where the main clause starts: behind a leading "If …," or "For …,", if there is one that ends at its first comma."""
    if not LEADING.match(text):
        return 0
    masked = CODE_SPAN.sub(lambda code: "c" * len(code.group()), text) if "`" in text else text
    comma = masked.find(", ")
    return comma + 2 if comma > 0 and not text.startswith(("and ", "or "), comma + 2) else 0


def is_imperative(text: str) -> bool:
    """Whether a sentence tells the reader to do something, so that it is neither true nor false."""
    first, _, more = text.partition(" ")
    if text.startswith(ORDERING):
        return True
    return first.lower() in ORDERS and not re.match(r"(?:of|is|are|must|should|can|was|has)\b", more)


def about_an_example(view: View, text: str) -> bool:
    """Whether a code name in the sentence is, or may be, one that the section's own sample code makes up."""
    if "`" not in text:
        return False
    names = [match.group(2) for match in CODE_SPAN.finditer(text)]
    if any(LOCAL_NAME.fullmatch(name) for name in names):
        return True
    if not names or "code" not in view.section.kinds:
        return False
    samples = "\n".join(code_blocks(view.section.blocks))
    if "{{#" in samples and any(PLAIN_NAME.fullmatch(name) for name in names):
        return True  # the samples are included from elsewhere, so nobody can tell whose names these are
    own = {word for name in names for word in NAME.findall(name)}
    return any(re.search(DEFINING.format(re.escape(word)), samples) for word in own if word in samples)


def code_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for part in block.walk():
            if part.kind == "code" and part.text:
                yield part.text.text


def place_name(view: View, fact: Fact, hidden: str = "") -> str:
    """How to call the place a fact stands in, without the words that must stay hidden; "" when there is no such name."""
    headings = view.place_of(fact)
    secret = content_words(hidden)
    if secret:
        headings = tuple(heading for heading in headings if not content_words(heading) & secret)
    if not content_words(view.title) & secret:
        return whereabouts(view, headings, fact.text)
    inner, whole = next((heading for heading in reversed(headings) if is_specific(heading)), ""), view.section.document.part_of
    if not whole and len(content_words(inner)) < 2:
        return ""  # "Functions" of what?
    if inner and whole and content_words(whole).isdisjoint(secret | content_words(inner)):
        return quoted(f"{inner}{OF}{whole}")
    return quoted(inner) if inner else ""
