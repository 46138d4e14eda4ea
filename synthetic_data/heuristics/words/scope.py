"""Whether a sentence says alone what it says in its place: no limit set before it, no abbreviation or project left untold."""

import re
from functools import lru_cache

from ...records import Fact
from .base import View
from .claims import CODE_SPAN, main_clause_start
from .naming import content_words, is_specific

# A sentence that opens so sets the scene for those behind it in its paragraph: "In Prometheus 1.x, …", "As a counter example, …".
SCENE = re.compile(
    r"(?:By default|In|On|For|With|Without|Under|At|When|Whenever|If|Once|While|Where|Unlike|Until|Before|After|As an?"
    r"|Suppose|Imagine|Consider|Say|Let|Assume|Assuming|Given|Take|Think|Starting|Since|This|These)\b"
    r"(?! (?:addition|general|short|summary|particular|other words|order|more|all|the other hand|most cases)\b)"
)
EXAMPLE = re.compile(
    r"\b(?:[Ff]or (?:example|instance)|example|[Ii]n this case|e\.g\."
    r"|an? sample (?:[\w.-]+ )?(?:entry|configuration|file|code|script|output|session|program|document|command|record|setup)"
    r"|[Tt]he following (?:\w+ )?(?:directives?|lines?|configurations?|code|commands?|snippets?|settings?|queries|query|rules?) "
    r"(?:will|would|enables?|sets?|makes?|shows?|causes?|creates?))"
)
VERSION = re.compile(r"\b[Vv]?\d+\.[\dx]+\b|\bversion\b")
DUTY = re.compile(r"\b(?:MUST|SHALL|SHOULD)\b")  # duties of a specification are laid down one by one
OPENS_SCENE = re.compile(r"(?:In|On|For|With|Without|Under|At|When|Whenever|If|Once|While|Where|Before|After|To)\b")
# What the points of a list belong to, where their lead points back or sets a scene: "This means:", "With the `String` type: …".
LEANING_LEAD = re.compile(r"(?:This|These|Those|That|It|They|Such|So|Here|Then|Thus|There|Otherwise|Both|Its|Their)\b")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
LATE_PRONOUN = re.compile(r"(?:(?:on|in|for|with|under) (?:[\w-]+ ){1,4})?(?:it|they|this|that|these|those)\b")
IN_PART = re.compile(
    r"In (?:the|an?) (?:[A-Za-z]+ )?(?:[Qq]uick ?[Ss]tart|[Tt]utorial|[Dd]emo|[Ss]ample|[Tt]emplate|[Ww]alkthrough)\b"
)
OF_A_ROW = re.compile(r"\bthe (?:first|second|third|fourth|last|next) [\w-]+['’]s?\b")
IF = re.compile(r"(?:If|Unless|Whenever)\b")
TIME_BACK = re.compile(r"(?:Before|After|Since|Until|With|At|In) (?:that|this|those|these)\b")
ACRONYM = re.compile(r"(?<![\w./-])([A-Z][A-Z&]{1,4}[A-Z]?)(?:s\b|\b)(?![./]\w|[ -]\d)")
# What every reader of technical texts knows, and the words in capitals that are no abbreviation.
WELL_KNOWN = frozenset(
    """AI AM AMD API APIs ARM ASCII AST AWS BSD CD CDN CI CLI CORS CPU CRUD CSS CSV CSRF DB DNS DOM EOF EU FIFO FTP GCC GCP GDPR GNU
    GPU GUI HTML HTTP HTTPS IBM ID IDE IEEE IETF II III IO IP ISO IT JIT JPEG JS JSON JVM JWT KPI LAN LDAP LLM LLVM LTS MAC MD MIME
    MIT ML MS NASA NLP OK OOP ORM OS PC PDF PHP PM PNG PR PRs QA RAM RDBMS REST RFC ROM RPC RSA SDK SHA SMTP SQL SSD SSH SSL
    SVG TCP TDD TLS TOML TTL TTY TXT UDP UI UK UN URI URL US USA USB UTC UTF UUID UX VM VPN VS WWW XML XSS YAML ZIP
    MUST NOT SHALL SHOULD MAY AND OR IF NO ALL ANY ONLY REQUIRED GET PUT POST HEAD PATCH DELETE TRACE NULL TRUE FALSE NEVER ALWAYS
    SELECT INSERT UPDATE JOIN WHERE FROM SET ON IN IS AS BY TO A""".split()
)
# Pages of a project that don't say which project it is, or that hold what was said somewhere else.
NAMELESS = re.compile(
    r"\b(?:governance|contribut\w+|maintainers?|code of conduct|licen[cs]e|release (?:process|cycle|schedule|policy)|charter"
    r"|meetings?|roadmap|frequently asked|faq|disclaimers?|miscellaneous|examples?|feedback|(?:security|AI) policy|security model"
    r"|agents?(?: guidelines|\.md)|acknowledge?ments?|preface|foreword|credits|deprecated(?=!?$))\b",
    re.IGNORECASE,
)
DISTINCT = re.compile(r"^[a-z@]|[a-z][A-Z]|\w[._/-]\w|\d|[A-Z]{2}")  # "npm-audit", "package.json", "OpenMetrics 2.0"
GARBLED = re.compile(
    r"[^\W\d_A-Za-z][$^~|\\<>=%*]|[$^~|\\<>=%*][^\W\d_A-Za-z]|\ufffd|[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff]"
)


def limited(view: View, fact: Fact) -> bool:
    """Whether a sentence before this one in its paragraph, or the lead of its list, says of what alone it holds."""
    if fact.kind == "item":
        return leads_on(view, fact.block)
    own = OPENS_SCENE.match(fact.text) is not None
    earlier = view.source(view.section.blocks[fact.block].start, fact.start).rsplit("\n\n", 1)[-1].replace("\n", " ").strip("*_> ")
    before = SENTENCE_END.split(earlier.strip()) if earlier else []
    if before and EXAMPLE.search(before[-1]):
        return True
    if own or not before or DUTY.search(fact.text):
        return False
    return SCENE.match(before[-1]) is not None or any(VERSION.search(text) for text in before if SCENE.match(text))


def lacks_antecedent(text: str) -> bool:
    """Whether what follows a leading phrase begins with a pronoun ("If a URL is given, it …"), or "that release" is spoken of.

    So does what is said of one in a row that only its place shows: "within the first pattern's range".
    """
    if IF.match(text) and ", " not in text and " then " not in text:
        return True  # "If you do not have a `package.json` file.": the rest of a sentence
    return (
        TIME_BACK.match(text) is not None
        or IN_PART.match(text) is not None
        or OF_A_ROW.search(text) is not None
        or LATE_PRONOUN.match(text[main_clause_start(text) :]) is not None
    )


def is_of_part(view: View, fact: Fact) -> bool:
    """Whether a sentence opens with a thing of the part it stands in, and the name of that part, "Summary", is none to be told."""
    headings = view.place_of(fact)
    if not fact.text.startswith("The ") or len(headings) < 2 or is_specific(headings[-1]) or headings[-1] == view.title:
        return False
    title = view.title.lower()
    return not any(word in title for word in content_words(" ".join(fact.text.split(" ", 4)[:4])))


def leads_on(view: View, number: int) -> bool:
    """Whether the paragraph that leads to a list, such as "This means:", has to be read with its points."""
    before = view.section.blocks[number - 1] if number else None
    if before is None or before.kind != "paragraph" or before.text is None:
        return False
    *earlier, lead = SENTENCE_END.split(before.text.text.strip())
    return bool(LEANING_LEAD.match(lead) or SCENE.match(lead) or any(map(SCENE.match, earlier)))


def unexplained(text: str, known: str) -> bool:
    """Whether a text holds an abbreviation that neither it nor what is known spells out, and that is not on everybody's lips."""
    bare = CODE_SPAN.sub(" ", text) if "`" in text else text
    for short in set(ACRONYM.findall(bare)) - WELL_KNOWN:
        spelled = f"({short}" in bare or f"{short} (" in bare
        if not spelled and not re.search(rf"\b{re.escape(short)}", known):
            return True
    return False


@lru_cache(maxsize=2048)  # a document's title is asked about for each of its sections
def is_nameless(title: str) -> bool:
    """Whether a title tells neither a project nor a matter: "Contributing", "Frequently asked questions"."""
    return NAMELESS.search(title) is not None or GARBLED.search(title) is not None


def is_identified(view: View, rest: str) -> bool:
    """Whether the words around a blank, or the title, name the product or language it belongs to."""
    if re.search(r"(?<=[a-z,] )[A-Z]\w*[a-z]|(?<= )[A-Z]{3,}\b|`", rest) or DISTINCT.search(view.title):
        return True
    text = "\n".join(fact.text for fact in view.section.facts)  # in headings all words have capitals
    named = [word for word in re.findall(r"[A-Z][\w.+#-]+", view.title) if word.lower() in content_words(view.title)]
    return any(re.search(rf"(?<=[a-z,] ){re.escape(word)}\b", text) for word in named)
