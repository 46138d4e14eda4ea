"""The gates every item passes, whoever wrote it: whole, self-contained, well-formed, and its evidence found in the source."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from .records import Answer, Difficulty, Evidence, Item, Origin, Pair, Rejection, Section, SectionRef, Task, content_id, joined
from .text.calculation import unfounded_number
from .text.page_marks import around_marks

LEAST_STEPS = 3
ONE_SIDED = "the evidence for the whole document is from one section only"
LEANING = re.compile(
    r"\b(?:(?:the|this|that|these|those|above|given|provided|following|preceding|previous)\s+(?:\w+\s+)?"
    r"(?:passages?|sections?|(?:document|text)s?(?! (?:formats?|files?|editors?|fields?|box(?:es)?|strings?|nodes?|"
    r"messages?|mode|objects?|types?|stores?|databases?|encodings?)\b)|paragraphs?|excerpts?|snippets?|articles?|chapters?)\b"
    r"(?:\s+(?:above|below|provided|given|mentions?|says?|states?|describes?))?"
    r"|(?:mentioned|described|shown|listed|stated|discussed|provided|given|see|as)\s+(?:above|below|earlier|here)"
    r"|according to (?:the|this) (?:author|source|speaker)|the author\b)",
    re.IGNORECASE,
)
LEANS = (  # quick to look for: a question that leans on the text holds one of these
    *("passage", "section", "document", "text", "paragraph", "excerpt", "snippet", "article", "chapter"),
    *("above", "below", "earlier", "here", "author", "source", "speaker"),
)
EVASIVE = re.compile(
    r"^(?:n/?a|none|unknown|not (?:specified|stated|mentioned|given|provided|available|applicable)"
    r"|i (?:do not|don't|cannot|can't) (?:know|answer|determine|find|tell|say|help)\b.*"
    r"|(?:the|this) (?:passage|section|document|text|source|context) does(?: not|n't) .*)[.!]?$",
    re.IGNORECASE | re.DOTALL,
)
LEFTOVERS = re.compile(r"\{\{|\{%|\]\(|\[\^|<!--|<(?:div|span|img|br|a|p|td|tr|table)\b|!\[", re.IGNORECASE)
MARKS = re.compile(r"[{\[\]<]")  # each of the leftovers holds one of these, which is quick to tell
FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1`*~*[ \t]*$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who wrote the items: what a pair says about where it comes from."""

    origin: Origin
    engine: str
    difficulty: Difficulty
    model: str = ""
    request_key: str = ""
    prompt_sha256: str = ""


Located = list[Evidence]


@dataclass
class Gate:
    """Turns the items of an answer into pairs or rejections. Holds the searchable text of the sections it has seen last.

    looking names the question types whose answers may say what an image shows: nobody here can check their numbers.
    """

    looking: frozenset[str] = frozenset()
    finders: dict[str, Callable[[str], tuple[int, int] | None]] = field(default_factory=dict)

    def judge(self, answer: Answer, maker: Maker) -> Iterator[Pair | Rejection]:
        """One pair or rejection for each item, in order."""
        for item in answer.items:
            reason = wanting(item)
            evidence: Located = []
            if not reason:
                evidence, reason = self.locate(item, answer.task)
            looked = answer.task.question_type in self.looking and bool(answer.task.sections[0].images)
            if not reason and not item.spans and not looked:  # who knows the offsets of what it says has read its numbers there
                reason = invented_number(item, answer.task.sections)
            pair = make_pair(item, answer.task, maker, evidence)
            yield Rejection(pair, reason) if reason else pair

    def locate(self, item: Item, task: Task) -> tuple[Located, str]:
        """The item's evidence at its offsets in the source, and the reason when some of it is not there, or not enough of it."""
        found: Located = []
        if not item.evidence:
            return found, "no evidence"
        sections = task.sections
        searched = (joined(sections),) if task.whole else sections
        for number, quote in enumerate(item.evidence):
            evidence = spanned(item, number, sections) if item.spans else self.searched(quote, searched)
            if evidence is None:
                return found, "evidence not in the source"
            parts = by_section(evidence, sections) if task.whole else (evidence,)
            found += [piece for part in parts for piece in by_page(part) if piece not in found]
        if task.whole and stated(sections) > 1 and len(touched(sections, found)) < 2:
            return found, ONE_SIDED
        return found, ""

    def searched(self, quote: str, sections: Sequence[Section]) -> Evidence | None:
        for section in sections:
            place = self.finder(section)(quote)
            if place is not None:
                start, end = place
                text = section.text[start - section.start : end - section.start]
                return Evidence(section.document.path, text, start, end)
        return None

    def finder(self, section: Section) -> Callable[[str], tuple[int, int] | None]:
        if section.id not in self.finders:
            if len(self.finders) > 16:
                self.finders.clear()
            self.finders[section.id] = quote_finder(section)
        return self.finders[section.id]


def quote_finder(section: Section) -> Callable[[str], tuple[int, int] | None]:
    """Finds a quote in one section; answers with offsets in the file."""
    from .text.quotes import QuoteFinder

    finder = QuoteFinder(section.text, 0, len(section.text))

    def find(quote: str) -> tuple[int, int] | None:
        place = finder.find(quote)
        return (place.start + section.start, place.end + section.start) if place else None

    return find


def by_page(evidence: Evidence) -> Iterator[Evidence]:
    """Evidence that runs on over the end of a page, in pieces: the mark between two pages is no word of the source."""
    for start, end in around_marks(evidence.quote, 0, len(evidence.quote)):
        yield Evidence(evidence.document, evidence.quote[start:end], evidence.start + start, evidence.start + end)


def by_section(evidence: Evidence, sections: Sequence[Section]) -> Iterator[Evidence]:
    """Evidence from a document as a whole, in pieces where it runs on over the end of a section: each lies in one section."""
    for section in sections:
        start, end = max(evidence.start, section.own_start), min(evidence.end, section.end)
        quote = evidence.quote[start - evidence.start : end - evidence.start] if start < end else ""
        if quote.strip():
            yield Evidence(evidence.document, quote, start, end)


def touched(sections: Sequence[Section], evidence: Sequence[Evidence]) -> tuple[Section, ...]:
    """The sections that evidence stands in."""
    return tuple(part for part in sections if any(part.own_start <= piece.start < part.end for piece in evidence))


def stated(sections: Sequence[Section]) -> int:
    """How many of the sections state any fact."""
    return sum(bool(section.facts) for section in sections)


def spanned(item: Item, number: int, sections: Sequence[Section]) -> Evidence | None:
    """The evidence of an item that knows its own offsets, if the source really says that there."""
    index, start, end = item.spans[number]
    section = sections[index]
    quote = section.text[start - section.start : end - section.start]
    if not quote or quote != item.evidence[number] or start < section.start:
        return None
    return Evidence(section.document.path, quote, start, end)


def invented_number(item: Item, sections: Sequence[Section]) -> str:
    """The reason to reject an answer with a number that comes neither from source or question nor from a right calculation."""
    shown = [(part.document.title, *part.heading_path, *map(str, part.document.metadata.values())) for part in sections]
    titles = [text for texts in shown for text in texts]
    number = unfounded_number(item.answer, [*(part.text for part in sections), item.question, *titles], item.reasoning_steps)
    return "a number in the answer is not in the source" if number else ""


def make_pair(item: Item, task: Task, maker: Maker, evidence: Sequence[Evidence]) -> Pair:
    """The pair an item becomes. Its id hashes type, question and sections.

    Of a document asked about as a whole it names the sections that the evidence stands in, all of them without any.
    """
    section = task.sections[0]
    sections = (touched(task.sections, evidence) if task.whole else ()) or task.sections
    return Pair(
        id=content_id(task.question_type, item.question, *(part.id for part in sections)),
        question=item.question.strip(),
        answer=item.answer.strip(),
        reasoning_steps=tuple(step.strip() for step in item.reasoning_steps),
        question_type=task.question_type,
        difficulty=maker.difficulty,
        language=section.language or section.document.language,
        sections=tuple(map(section_ref, sections)),
        evidence=tuple(evidence),
        choices=item.choices,
        metadata=section.document.metadata,
        origin=maker.origin,
        engine=maker.engine,
        model=maker.model,
        request_key=maker.request_key,
        prompt_sha256=maker.prompt_sha256,
        flags=(f"family:{item.family}",) if item.family else (),
    )


def section_ref(section: Section) -> SectionRef:
    document, lines = section.document, (section.start_line, section.end_line)
    return SectionRef(section.id, document.path, document.sha256, section.heading_path, *lines, section.pages)


def wanting(item: Item) -> str:
    """The first thing an item wants to be a pair, as a short reason, or "" when it is whole."""
    question, answer = item.question.strip(), item.answer.strip()
    steps = [step for step in item.reasoning_steps if step.strip()]
    if not question:
        return "empty question"
    if not answer or EVASIVE.match(answer):
        return "empty or evasive answer"
    if len(steps) < LEAST_STEPS or len({step.strip() for step in steps}) < LEAST_STEPS:
        return "fewer than three reasoning steps"
    if leans(without_code(question)):
        return "question leans on the text"
    if broken(question):
        return "broken markdown in the question"
    if broken(answer):
        return "broken markdown in the answer"
    return ""


def leans(question: str) -> bool:
    """Whether a question speaks of the text as if its reader had it at hand."""
    folded = question.casefold()
    return True in map(folded.__contains__, LEANS) and LEANING.search(question) is not None


def without_code(text: str) -> str:
    """A markdown text without its code blocks and code spans."""
    if "`" not in text and "~~~" not in text:
        return text
    return CODE_SPAN.sub(" ", FENCED.sub(" ", text))


def broken(text: str) -> bool:
    """Whether a text holds markup that does not close, or remains of links, footnotes, shortcodes or HTML outside of code."""
    rest = without_code(text)
    return "`" in rest or rest.count("**") % 2 == 1 or bool(MARKS.search(rest) and LEFTOVERS.search(rest))
