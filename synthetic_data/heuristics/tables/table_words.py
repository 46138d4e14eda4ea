"""The English of table headers: which nouns name rows and columns, and which kinds of columns there are."""

import re
from collections.abc import Sequence
from functools import lru_cache

# Nouns that a header may end in. A header that ends otherwise ("Signed", "Windows", "Who") is not asked about by name.
NOUNS = frozenset(
    """ability access accuracy action activity actor address agent algorithm alias amount analog annotation api app approach area
    argument artifact aspect asset attribute audience author bandwidth base behavior behaviour benefit bit boundary branch bucket
    budget cadence capability capacity capital cardinality case category cause challenge change channel character check class
    client code color colour column command component concept condition consequence constraint constant consumer container
    content context cost count counter country coverage criterion currency cycle data database date day deadline default
    definition delay deliverable density dependency depth destination device dialect difference difficulty dimension directive
    directory discipline disk distance distribution domain drawback driver duration edition effect element encoding end endpoint
    engine entity entry environment error event exception executable expression extension factor failure family feature field
    file filter flag folder font force format formula framework frequency function gas goal group guarantee handler hardware
    hash header height helper host hostname hotkey id identifier image impact implementation index indicator influence input
    instance instruction integer interface interval isa issue item job key keyword kind label language latency layer length
    level library license licence lifetime limit limitation literal location log macro mapping mass maturity maximum measure
    mechanism media member memory message method metric minimum mitigation mode model modifier module name namespace network
    node noun number object objective offset opcode operand operation operator option order origin os outcome output owner
    package page parameter partition password path pattern percentage performance period permission phase pin platform plugin
    policy pool port position precedence precision prefix preference preposition price primitive principle priority privilege
    probability problem procedure process processor product profile program property protocol provider purpose qualifier quality
    quantity quota range rank rate ratio reaction reason recommendation record region registry release replacement repository
    request requirement resolution resource response responsibility result retention return risk role root rule runtime sample
    scenario schema scheme scope score script section sector selector sensor separator server service setting severity shape
    shortcut signal signature size skill software solution source space speed stage standard state statement status step storage
    strategy string structure style subject suffix support symbol symptom syntax system table tag target task team technique
    technology temperature template tenant term test thread threat threshold throughput time timeout timezone title token tool
    topic transport trigger type unit url uri use user utility value variable variant variety vector vendor version view voltage
    volume vulnerability weight width word year zone""".split()
)
QUANTITIES = frozenset("capacity cardinality city density entity facility identity priority quantity severity velocity".split())
NOUN_ENDING = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|logy|name|graphy|ism)$")
SAME_IN_PLURAL = frozenset(
    "access address alias analysis basis bus class os process status series species canvas progress https".split()
)
IRREGULAR = {
    "criteria": "criterion", "indices": "index", "vertices": "vertex", "properties": "property", "statuses": "status",
    "addresses": "address", "aliases": "alias", "classes": "class", "processes": "process", "media": "medium", "data": "data",
    "prefixes": "prefix", "suffixes": "suffix", "matrices": "matrix", "analyses": "analysis",
    "caches": "cache", "cases": "case", "databases": "database", "bases": "base", "licenses": "license", "releases": "release",
    "responses": "response", "causes": "cause", "purposes": "purpose", "phases": "phase", "uses": "use",
}  # fmt: skip

DESCRIBING = frozenset(
    "description|descriptions|desc|details|detail|explanation|explanations|summary|what it does|what it is|what does it do|"
    "help string|help|overview|short description|brief description|function description".split("|")
)
MEANING = frozenset(("meaning", "definition", "interpretation", "denotes", "means", "stands for", "semantics"))
PURPOSE = frozenset(("purpose", "use", "usage", "used for", "use for", "used to"))
REMARKS = frozenset(
    "note|notes|remark|remarks|comment|comments|link|links|reference|references|doc|docs|documentation|source|see|see also|"
    "more|info|ref|refs|resources|screenshot|image|preview|disclaimers|rationale|compatibility notes|further reading|read more|"
    "more info|more information|detailed doc|learn more".split("|")
)
LONE_REMARKS = frozenset("note notes remark remarks comment comments".split())  # they describe the rows where nothing else does
EXAMPLE = frozenset(("example", "examples", "sample", "example value", "example usage", "e.g."))
NAMES = frozenset(("name", "names", "title", "identifier", "id", "key name", "what", "item", ""))
INDEX = frozenset(("#", "no", "no.", "nr", "nr.", "№", "id", "number", "index", "s.no", "sl. no."))
GROUNDS = frozenset(
    ("pros", "cons", "advantages", "disadvantages", "benefits", "drawbacks", "strengths", "weaknesses", "limitations")
)
# A table with one of these is a log, a plan or a checklist of its authors, not knowledge about the subject.
LOGGING = re.compile(
    r"^(?:todo|owner|assignees?|assigned to|done|due(?: date)?|decision|decided|made by|reviewers?|author|completed|work required"
    r"|✅|☑|☐|checked|sign-?off|pull request|pr|commit|ticket|who|accountable|issue|who changed|changed by|answer|your \w+|dri|eta"
    r"|contributors?|maintainers?|sponsors?|authors?|participants?|attendees?|speakers?|team members?|github(?: handle)?)\??$"
)
# Two kinds of things set side by side, not rows with a key.
SIDE_BY_SIDE = frozenset(
    ("pros", "cons", "do", "don't", "don’t", "dos", "before", "after", "good", "bad", "advantages", "benefits")
)
ASPECTS = frozenset(
    """aspect aspects criterion criteria characteristic characteristics dimension highlight attribute property category feature
    area factor metric""".split()
)
# One thing, told aspect by aspect: the rows are the columns of a table with one row.
SIDES_OF_ONE = frozenset(
    "aspect aspects criterion criteria characteristic characteristics dimension detail details fact info".split()
)
STRONG = frozenset("description explanation type default value required unit".split())
TELLING = MEANING | PURPOSE | REMARKS | EXAMPLE | GROUNDS | STRONG
PARTICIPLE = re.compile(r"^(?:\w+ed|built|found|known|set|written) (?:by|in|for|as|on|with|to|from)$")
STATE = re.compile(
    r"^(?:(?:\w+-)?\w+(?:[^e]ed|able|ible)|optional|mandatory|experimental|stable|public|private|breaking|unique|sensitive|free"
    r"|open[- ]source|read-?only|immutable|idempotent|async|asynchronous)$"
)
INTRINSIC = frozenset(
    """type unit size version name length format duration status title path license licence language extension weight color colour
    role scope severity priority category price cost speed port domain height width frequency""".split()
)
# What a thing is said to have: "which type does it have", but not "which duration".
HELD = frozenset("type unit version license licence role severity priority scope status format extension colour color port".split())
# Headers that sort the rows, and name none of them: nobody says 'the family "Mass"'.
SORTING = frozenset("family context literal kind topic area subject".split())
# What a row of such a kind does with the thing that its description names.
SPECIFY = frozenset(
    """parameter option field variable setting argument flag property attribute header column label annotation element
    directive input keyword switch env qualifier""".split()
)
MEASURE = frozenset("metric counter gauge measure indicator measurement".split())
DENOTE = frozenset("symbol operator token character prefix suffix sign notation".split())
# What tells things apart by name: to compare it says nothing.
NAMING = frozenset(
    "name title alias identifier id path url uri symbol abbreviation link file example tag code command package repository".split()
)
NUMERIC = frozenset("version release date year size port count number price percentage".split())
TOLD_OF_ROWS = NUMERIC | REMARKS | {"type", "status", "default", "value", "unit"}  # columns that tell of a row, whatever it is
# What many things have in common: "which option has the type string" or how two of them differ in type teaches nothing.
SHARED = frozenset("type types".split())
SETTINGS = frozenset("default convention".split())  # asked for one by one
FIRST = frozenset("number value code type level status name".split())  # "the number `2`", not "the `2` number"
CONCEPTS = frozenset("term concept word acronym abbreviation".split())
ABLE = frozenset("role user permission group actor privilege access".split())
CODES = frozenset("code status port level version error release schema".split())
# Numbers that are names: nobody asks which of them is the highest.
NUMBERED = frozenset("value id port code number index version year schema step order line level rank position page offset".split())

SMALL_WORDS = frozenset("a an and by for from in is of on or per the to with".split())
# "the document X" would read as if it were the source itself.
KINDS = re.compile(r"\b(?:types|kinds|classes|formats|categories|groups|families)\b", re.IGNORECASE)
UNNAMABLE_ROWS = frozenset("example description name note document section text passage article chapter paragraph page".split())
FOLLOWING = re.compile(
    r"\bfollowing ((?:[\w-]+ ){0,4}?[\w-]+s)\b(?=:|$| (?:are|can|exist|may|will|have|apply|in|for|of|that|which|and)\b)"
)
LEADING_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
NO_NAME = frozenset("when if what how to who where why which since in on as for from with this that your our my".split())
NAMED_BY_HEADING = frozenset("command function method role tool service event rule hook".split())
QUANTIFIERS = frozenset("all other some more the available supported following new list additional common key of".split())
NAMING_ROWS = SPECIFY | MEASURE
NAMING_ROWS_NEAR = NAMING_ROWS | NAMED_BY_HEADING
OUTER = 2  # of the words around a table: those before it, the heading above it, and from here on the headings above that
IDENTIFIER = re.compile(r"`[^`]+`|[a-z][\w.:/-]*|\w+(?:[_:.]+\w+)+|\w*[a-z][A-Z]\w*")
# A row named by such a thing is not told by it when the name comes twice: GET occurs with many paths.
CATEGORICAL = frozenset(
    "method type category kind class group scope level area section module stage phase severity priority".split()
)
WORD = re.compile(r"`[^`]*`|[^\s]+")
CODE_NAME = re.compile(r"^`[\w.$-]+`$")
UNIT = re.compile(r"\s*[(\[]\s*(?:in\s+)?(?P<unit>%|°[CF]|[A-Za-zµ]{1,12}(?:/[a-z]{1,8})?)\s*[)\]]$")
UNITS = frozenset(
    """% °c °f ms s sec seconds min minutes h hours days weeks months years kb mb gb tb kib mib gib bytes bits b kbps mbps gbps hz
    khz mhz ghz m cm mm km kg g mg w kw v a mah px pt usd eur milliseconds percent""".split()
)


def singular(word: str) -> str:
    """The singular of a lower-cased noun, or the word itself."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in SAME_IN_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1]


def plural(noun: str) -> str:
    """The plural of a noun phrase that ends in its noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("criterion"):
        return noun[:-2] + "a"
    return noun + "s"


def is_noun(word: str) -> bool:
    """Whether a lower-cased singular word is known to be a noun, by list or by ending."""
    return word in NOUNS or bool(NOUN_ENDING.search(word))


@lru_cache(maxsize=1024)  # a header is asked about for each cell below it
def head(phrase: str) -> str:
    """The word of a noun phrase that says what it is: the last one before a preposition, in lower case."""
    words = re.split(r"\s+(?:of|for|in|to|on|per|by|from|with)\s+", phrase.lower())[0].split()
    return words[-1] if words else ""


def head_as_written(phrase: str) -> str:
    low = head(phrase)
    return next((word for word in phrase.split() if word.lower() == low), low)


def is_plural(phrase: str) -> bool:
    word = head(phrase)
    return singular(word) != word


@lru_cache(maxsize=256)  # a row of a comparison is named once for each of its columns
def in_sentence(name: str, text: str) -> str:
    """A header as it stands inside a sentence: title case is undone, names keep their capitals.

    text is what the document says around it: a word that it also writes in lower case is no name.
    """
    if not any(letter.isupper() for letter in name):
        return name
    if any(word.islower() and word not in SMALL_WORDS and word.isalpha() for word in name.split()[1:]):
        return (
            name
            if is_proper(name.split()[0], text.replace(name, "")) or not name.split()[0].istitle()
            else name[:1].lower() + name[1:]
        )
    rest = text.replace(name, "")
    words = []
    for word in WORD.findall(name):
        is_name = word.startswith("`") or any(letter.isupper() or letter.isdigit() for letter in word[1:])
        words.append(word if is_name or is_proper(word, rest) else word.lower())
    return " ".join(words)


def is_proper(word: str, text: str) -> bool:
    """Whether a capitalized word is written so in mid-sentence, and never small."""
    if word.lower() in SMALL_WORDS or word.islower() or not word.isalpha() or is_noun(word.lower()):
        return False
    if f" {word}" not in text or not re.search(rf"[a-z,] {word}\b", text):
        return False
    return word.lower() not in text or not re.search(rf"[\s(]{word.lower()}[\s,.;)]", text)


def row_noun(name: str, around: Sequence[str], text: str) -> str:
    """What one row is called ("option", "exit code"), from the header of the key or from the words around the table; or ""."""
    name = LEADING_ARTICLE.sub("", name.strip("*?: "))
    if name.lower() not in NAMES:
        words = name.lower().split()
        if CODE_NAME.match(name):
            return f"{name} value"
        if len(words) > 1 and words[-1] in ("name", "names"):
            name = name.rsplit(" ", 1)[0]
        elif words[0] in ("name", "names") and words[1:2] == ["of"]:
            name = LEADING_ARTICLE.sub("", name.split(" ", 2)[2]) if len(words) > 2 else name
            words = name.lower().split()
        if len(words) > 4 or words[0] in NO_NAME or re.search(r"[^\w\s`'-]", name):
            return ""
        first = re.split(r"\s+(?:for|of|in|to)\s+", in_sentence(name, text))[0]
        noun = singular(first.split()[-1].lower())
        if not names_rows(noun):
            return ""
        last = first.split()[-1]
        return qualified(" ".join([*first.split()[:-1], last if last.isupper() and noun == last.lower() else noun]), around)
    return noun_around(around)


def noun_around(around: Sequence[str]) -> str:
    """What the words around a table (before it, then its headings from the innermost) say its rows are.

    "" where these are kinds ("List of option types" lists no options), and under the name of one thing: what stands under
    "Commands", "backup-all" are not commands.
    """
    for place, phrase in enumerate(around):
        led_in = FOLLOWING.search(phrase) if not place else None
        phrase = led_in[1] if led_in else phrase  # not "commands" of "the following macros are available in commands"
        if KINDS.search(phrase):
            return ""
        for word in reversed(re.findall(r"[^\W\d_]+", phrase.lower())):
            noun = singular(word)
            if noun != word and noun in (NAMING_ROWS if place >= OUTER else NAMING_ROWS_NEAR):
                return qualified(noun, around)
        if place and IDENTIFIER.fullmatch(phrase):
            return ""
    return ""


def specifies(noun: str) -> bool:
    """Whether the rows specify what describes them: a parameter does, a quality attribute is it."""
    return head(noun) in SPECIFY and not noun.startswith("quality ")


def names_rows(noun: str) -> bool:
    """The header of a key is a noun nearly always; these are the exceptions."""
    if noun in SORTING:
        return False
    return noun.isalpha() and noun not in UNNAMABLE_ROWS and not (noun.endswith(("ing", "ed", "ly")) and not is_noun(noun))


def qualified(noun: str, around: Sequence[str]) -> str:
    """ "code" under the heading "Exit codes" is an exit code."""
    if " " in noun:
        return noun
    for phrase in around:
        words = phrase.split()
        if (
            2 <= len(words) <= 3
            and singular(words[-1].lower()) == noun != words[-1].lower()
            and all(word.isalpha() and word not in SMALL_WORDS for word in words)
        ):
            lead = " ".join(words[:-1])
            if not any(word in QUANTIFIERS or word.endswith("ed") for word in lead.lower().split()):
                return f"{lead if any(letter.isupper() for letter in lead[1:]) else lead.lower()} {noun}"
    return noun
