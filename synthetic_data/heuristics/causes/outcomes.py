"""What follows from a condition: which question fits the kind of consequence, and which words answer it."""

import re
from typing import NamedTuple

from ..verdicts.blanks import stems
from ..words.base import View, pick
from ..words.english import MODALS, URL, balanced, cued_by, points_elsewhere, stands_alone, without_code
from ..words.naming import content_words
from ..words.self_contained import dangles, faulty
from ..words.subjects import BE, VAGUE_HEADS
from .definite import is_definite
from .outcome_questions import EXPLETIVE, question_for
from .splitting import LEADING_STARTS, Split
from .why import finite, specific

STAND_INS = cued_by(
    """this these those he she such both also still here otherwise however instead former latter similarly thus therefore that we
    our us my his her one ones same i example there something so again too further respectively given mentioned now asked
    relevant any you well step steps older newer earlier later previous""",
    r"\b(?:this|these|those|he|she|such|both|also|still|here|otherwise|however|instead|former|latter|similarly|thus|"
    r"therefore|that['’]s|"
    r"we|our|us|my|his|her|one|ones|same|i|example|"
    r"there’s|something|so|again|too|further|respectively|given|mentioned|now|relevant|"
    r"(?:want|need|prefer|like|do|for|of) that|were asked|"
    r"that (?:over|as|case|way)|(?:in|look|go|done|from) there|any other|as well|steps? \d+|"
    r"an? (?:older|newer|earlier|later|previous) \w+(?! (?:than|before))|"
    r"the (?:\w+ )?(?:file|option|name|value|version|method|one) you (?:have |had )?(?:[a-z]+ed|chose|set|gave))\b",
    any_case=True,
)
PRONOUN = re.compile(r"\b(?:it|they|them|its|their|itself|themselves)\b|^one (?:will|is|has)\b")  # in lower case
IN_ANSWER = cued_by(
    """now same one this these those we our us my i former latter here above below example previous respectively also just involved
    certain corresponding instead equivalent further pretty quite otherwise though would course do
    tune set use change adjust increase raise lower edit delete separate special particular item both""",
    r"\b(?:now|the same|one yourself|this|these|those|we|we['’]\w+|our|us|my|i|former|latter|here|above|below|example|"
    r"previous|respectively|also|just that|involved|certain|corresponding|one option|instead|equivalent|further|pretty|"
    r"quite|otherwise|though|would have|of course|do (?:so|that|it)|"
    r"(?:tune|set|use|change|adjust|increase|raise|lower|edit|delete) that \w+|"
    r"an? (?:separate|special|certain|particular) (?:option|parameter|setting|variable|flag|command)|item \d+|"
    r"both (?:values|options|cases|settings|parameters|files))\b",
    any_case=True,
)
EMPTY = frozenset(
    """you your you're want need wants needs have has had get use using used don doesn isn aren wasn won can can't don't
    doesn't isn't aren't not no there any some more other it they is are was were be been situation recommendation best
    good make do does did so many multiple several just only also already than""".split()
)
NO_MATTER = VAGUE_HEADS | EMPTY
# What is only called easy, or listed elsewhere, answers nothing.
EMPTY_OUTCOME = cued_by(
    """straightforward simple trivial easy different interesting listed described shown clear obvious that please practices practice
    correct fine ok careful aware cautious nothing worse better easier likely time done complete finished hard impossible difficult
    natural
    complicated tricky help appropriately accordingly anything worry important relevant useful
    primarily generally commonly usual follow consult read refer see check use have familiarise familiarised familiarize
    familiarized want need solid good mind nice you there""",
    r"\b(?:is|are) (?:\w+ )?(?:straightforward|simple|trivial|easy|different|interesting|listed|described|shown|clear|obvious)\b|"
    r"\bthat (?:requirement|case|approach|way|process|point|rule|problem|behavior|reason|boundary)\b|[a-z] Please\b|"
    r"\bbest practices\b|\bthe usual way\b|"
    r"\b(?:is|are) (?:correct|fine|ok|done|complete|finished)\.$|\bbe (?:careful|aware|cautious)\b|"
    r"\bcan do nothing\b|\bgets? (?:worse|better|easier|complicated|tricky)\b|\bcomes? to help\b|"
    r"\b(?:appropriately|accordingly)\.$|\bneed to do anything\b|\bneed to worry\b|"
    r"\bbecomes? (?:important|relevant|useful)\b|"
    r"\bcommon practice\b|\bprimarily\b|\b(?:generally|commonly) \w+ed\b|"
    r"^(?:Follow|Consult|Read|Refer|See|Check|Use|Have a look) (?:to |at )?(?:the |its |their )?(?:\w+ )?"
    r"(?:guidelines?|documentation|docs|guide|manual|instructions|specification|rules)\b|"
    r"\bhave \w+ options\b|\bfamiliari[sz]ed? yourself|\b(?:and|then) you want to\b|\bneed to think\b|"
    r"\bcan be (?:hard|impossible|difficult)\b|\b[Ii]t is natural\b|\b[Ii]t['’]s (?:likely|time)\b|"
    r"\b(?:solid|good) (?:foundation|understanding)\b|\bin mind\b|\bnice\b|"
    r"\bwhat you want\.$|\bthere\.$",
)
DRAWN = ("Hence ", "Thus ", "Therefore ")  # from more than its condition
# With these as its subject a case is told: you, any one of a kind, or none.
OPEN_CASES = frozenset("you your no there multiple more several a an".split())
NO_CASE = frozenset("and or that someone anyone somebody neither".split())
NO_SHORT_CASE = frozenset("not so possible necessary needed there".split())
SHORT_CASE = 5  # words
LEAST_MEANINGFUL = 2
LEAST_CONSEQUENCE = 4
SHORT_CONSEQUENCE = 7  # fewer words are given with their condition
KNOWING = re.compile(r"you know what you(?:['’]re| are) doing|you (?:really )?(?:know|understand)\b", re.IGNORECASE)
LIKENED = cued_by(
    "like imagine roll rubber hat pretend example e",
    r"\b(?:something like|imagine|roll|rubber|hat|pretend|for example|e\.g\.)\b",
    any_case=True,
)
PAST = cued_by(
    "took gave got went came made wrote saw ran first originally initially",
    r"\b(?:took|gave|got|went|came|made|wrote|saw|ran|was (?:first|originally|initially))\b",
)  # a story
PRESSED = re.compile(
    r"you click\b|you (?:press|hit|tap|choose|select|push)(?: on)? (?:the )?[\"“”'‘’*_`]*"
    r"(?:OK|Ok|Cancel|Next|Finish|Yes|No|Apply|Close|Save|Continue|Back|Done|Add|Edit|Delete|Submit|Enter|Return)\b"
)  # a button that many dialogs have
TROUBLE = re.compile(
    r"\b(?:run into|have|has|encounter|experience|face|need) (?:any |some |more )?"
    r"(?:problems?|troubles?|difficult(?:y|ies)|issues|help)$"
)
# "If you include support for it": for what? Nothing before the pronoun could be meant.
NOTHING_MEANT = re.compile(
    r"you (?:(?!\b(?:the|an?|your|any|all|every)\b).)*\b(?:it|them)\b|.*\b(?:either of|the first (?:two|three))\b"
)
LOCAL = re.compile(r"`(?:[a-z]+\d+_\w+|[A-Z]\d?|\w+\([a-z]\))`")  # names of one listing
CHAT = re.compile(
    r"\b(?:chapter|book|guide|probably time|someone|somebody|tutorial|wondering|curious|interested|familiar|"
    r"prefer to read|stuck|questions?|reading|"
    r"(?:start|begin) using|unsure|good|great|congratulations|lucky|new to|dive into|learn more|"
    r"know more|donate|support the development|contribut\w+|pull request|issue tracker|feedback)\b",
)  # in lower case
# Clumsy, too wide for one answer, or a question about what has been.
LOOSE_CASE = re.compile(
    r"(?:[a-z]+ed|given|run|set) (?:through|by|with|in|on|from|via|as|to|for|at|without)\b"  # "if requested through GET": what?
    r"|there (?:is|are) (?:\w+ ){1,2}that (?:is|are)\b|working with (?:\S+ ?){1,3}$|(?:talking|speaking|thinking) (?:about|of)\b"
    r"|.*(?: not|n['’]t) (?:fit|match|apply|help|work)$"
)
# No outcome that anybody asks for, and one with a label before it: "email - The server can use email."
HOPELESS = re.compile(r"You (?:cannot|can['’]t) \w+ (?:it|them)\.$|\w+ [-–—] ")
# "If high precision is wanted, it should be a minute", "Usually it should return …, unless …": what?
IT_FIRST = re.compile(r"(?:\w+ly |Then )?(?:it|they)\b", re.IGNORECASE)
WANTED = re.compile(r"(?!(?:an?|the) ).* (?:required|needed|wanted|desired|necessary)$")
MUST_HAS = re.compile(r"\b(?:must|should|can|could|will|may|might) has\b")
# "When the header is missing, it will return `undefined`": no header does.
IT_GIVES = re.compile(r"[Ii]t (?:will )?(?:returns?|throws?|raises?) ")
ARTICLES = frozenset(("the", "a", "an"))
WORD = re.compile(r"\w+")
CALLED = re.compile(r"\(|\b(?:functions?|methods?|commands?|calls?|called|calling|quer(?:y|ies)|servers?|programs?|scripts?)\b")
GIVEN = re.compile(r"\b(?:is|are) (?:specified|given|set|passed|provided|used)$")
YOU_DID = re.compile(r"you (?!need\b)(?:[a-z]+ed|chose|set up|wrote|built|have (?:been|chosen|[a-z]+ed))\b")
FOR_YOU = re.compile(r"What (?:happens|can you do)\b")
YOU_RUN = re.compile(r"you (?:run|use|call|execute|invoke|start) `([^`]+)`$")
WEIGHTY = re.compile(r"What is (?:\w+ )?(?:important|essential|crucial|vital|critical) ")


class Outcome(NamedTuple):
    """A question about a condition with its answer; whole: the answer is the sentence itself."""

    question: str
    answer: str
    condition: str
    consequence: str
    whole: bool


def outcome_of(parts: Split, view: View, headings: tuple[str, ...]) -> Outcome | None:
    """The question that fits; None where condition or consequence lean on other sentences."""
    if not is_told(parts.consequence) or not names_its_case(parts):
        return None
    core = question_for(parts)
    if not core or is_loose(parts) or not names_its_subject(parts.condition, view, headings):
        return None
    if FOR_YOU.match(core) and YOU_DID.match(parts.condition):
        return None  # "if you installed using pip": of the many things one can do then, which?
    if core.startswith("What happens") and (overridden(parts) or is_whole_page(parts, (*headings, view.section.document.title))):
        return None
    if WEIGHTY.match(core) and len(stems(parts.consequence) & stems(" ".join((*headings[-1:], view.title)))) > 1:
        return None  # under "Managing secrets" it is no news that secrets are to be managed
    if dangles(f"{parts.condition}; {parts.consequence}", (*headings[-1:], view.title)):
        return None
    if not is_definite(core, parts.condition, parts.consequence, headings[-1] if headings else view.title):
        return None
    if faulty(parts.sentence) or is_idle_case(parts) or is_idle_outcome(parts.consequence):
        return None
    whole = (
        len(parts.consequence.split()) < SHORT_CONSEQUENCE
        or bool(PRONOUN.search(" ".join(parts.consequence.lower().split()[:6])))
        or opens_with_small_name(parts, view)
        or pick(("clause", "clause", "whole"), parts.condition) == "whole"
    )
    if whole and not stands_whole(parts.sentence):
        return None
    answer = parts.sentence if whole else parts.consequence
    condition = f"unless {parts.condition}" if parts.word == "unless" else parts.condition  # the case is its opposite
    return Outcome(core, answer, condition, parts.consequence.rstrip("."), whole)


def opens_with_small_name(parts: Split, view: View) -> bool:
    """Whether a consequence begins with a name that is written small, as its document's is ("npm will …")."""
    name = parts.consequence.partition(" ")[0].lower()
    if name in ARTICLES or f" {name} " not in parts.sentence:
        return False
    return name in f"{view.title} {view.section.document.part_of}".split()


def is_whole_page(parts: Split, titles: tuple[str, ...]) -> bool:
    """Whether a case is to run what its whole page is about: of the many things that happen then, one isn't the right answer."""
    run = YOU_RUN.match(parts.condition)
    name = " ".join(WORD.findall(run[1].lower())) if run else ""
    return bool(name) and any(name == " ".join(WORD.findall(title.lower())) for title in titles)


def is_loose(parts: Split) -> bool:
    """Whether a case or what is so then only a listing, or the words around them, could tell."""
    if LOCAL.search(parts.sentence) or LOOSE_CASE.match(parts.condition):
        return True
    nobody = WANTED.match(parts.condition) is not None or parts.sentence[:2] not in LEADING_STARTS
    if nobody and IT_FIRST.match(parts.consequence) and not EXPLETIVE.match(parts.consequence):
        return True
    return IT_GIVES.match(parts.consequence) is not None and not CALLED.search(parts.condition)


def overridden(parts: Split) -> bool:
    """Whether an option keeps an action from doing what it does ("… unless `-x` is given"): the case is then the action."""
    return parts.word == "unless" and not parts.sentence.startswith("Unless") and bool(GIVEN.search(parts.condition))


def chats(text: str) -> bool:
    """Whether a text talks with its reader, or of the reading."""
    return CHAT.search(text.lower()) is not None


def stands_whole(sentence: str) -> bool:
    return stands_alone("A " + sentence)  # "If" and "When" open it rightly: only the rest is looked at


def names_its_case(parts: Split) -> bool:
    """Whether the condition says by itself what it is about, as far as its words tell."""
    condition = parts.condition
    words = condition.split()
    first = words[0].lower()
    if first in NO_CASE or first in NO_SHORT_CASE and len(words) < SHORT_CASE or PRONOUN.search(" ".join(words[:4]).lower()):
        return False
    if first == "no" and parts.consequence.startswith(("It ", "They ")):
        return False  # what there is none of is not what "it" stands for
    return not (leans(parts) or meaningful(condition) < LEAST_MEANINGFUL and "`" not in condition)


def meaningful(condition: str) -> int:
    """How many words of a condition tell it from others."""
    return sum(not word.isdigit() for word in content_words(condition) - NO_MATTER)


def leans(parts: Split) -> bool:
    """Whether a condition points elsewhere or stands for something else."""
    condition = parts.condition
    bare = without_code(condition)
    if not balanced(condition) or STAND_INS.search(bare) or points_elsewhere(bare):
        return True
    return parts.sentence[:2] not in LEADING_STARTS and PRONOUN.search(bare.lower()) is not None


def is_idle_case(parts: Split) -> bool:
    """Whether a condition is an example, a story or talk with the reader: rare, so it is asked last."""
    condition = parts.condition
    bare = without_code(condition)
    if chats(bare) or LIKENED.search(bare) or PAST.search(bare) or URL.search(condition):
        return True
    if KNOWING.search(bare) or PRESSED.match(condition) or TROUBLE.search(condition) or NOTHING_MEANT.match(bare):
        return True
    return "{" in parts.sentence and "{" in without_code(parts.sentence)  # a mark of some template


def names_its_subject(condition: str, view: View, headings: tuple[str, ...]) -> bool:
    """Whether the subject of a condition is one that needs no other sentence to say which it is."""
    opener = condition.split(None, 1)[0].lower()
    if opener in OPEN_CASES or opener.endswith("ing"):
        return True
    subject = subject_of(condition)
    first = subject.split()[0].lower()
    if first in ("any", "all", "both"):
        return meaningful(condition) > LEAST_MEANINGFUL + 1 and bool("`" in subject or content_words(subject) - VAGUE_HEADS)
    return specific(subject, view, headings)


def subject_of(text: str) -> str:
    """The words before the first word that can carry a sentence, as they open one."""
    words = text.split()
    verbs = (number for number, word in enumerate(words) if number and (finite(word.lower()) or word.endswith(("n't", "n’t"))))
    verb = next(verbs, len(words))
    subject = " ".join(words[:verb])
    return subject[:1].upper() + subject[1:]


def is_told(consequence: str) -> bool:
    """Whether a consequence is a whole statement that points nowhere else."""
    bare = without_code(consequence)
    if len(consequence.split()) < LEAST_CONSEQUENCE or not balanced(consequence):
        return False
    if IN_ANSWER.search(bare) or points_elsewhere(bare):
        return False
    if consequence.endswith((" instead.", " one.", "?.", ":.", " misc.")) or consequence.startswith(DRAWN):
        return False
    if HOPELESS.match(consequence):
        return False
    subject = subject_of(consequence).lower().split()
    if subject[0] in MODALS or subject[0] in BE:
        return False  # "Will be used for the path": the rest of a point
    return not (subject[0] == "the" and len(subject) == 2 and subject[1] in NO_MATTER)


def is_idle_outcome(consequence: str) -> bool:
    """Whether a consequence is only called easy, leads elsewhere or talks with the reader: dear to tell, so it is asked last."""
    bare = without_code(consequence)
    if URL.search(consequence) or MUST_HAS.search(consequence):
        return True
    return chats(bare) or EMPTY_OUTCOME.search(bare) is not None
