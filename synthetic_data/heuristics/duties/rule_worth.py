"""Tells which questions for a statement promise a right answer: their subject is no riddle and their answer says something."""

import re
from functools import lru_cache

from ..words.english import cued_by, without_code
from ..words.inquiry import Inquiry
from ..words.naming import content_words
from ..words.self_contained import singular
from ..words.slips import lacks_article
from ..words.subjects import Clause, folded
from .obligations import RULES

# How a project governs itself is no knowledge worth asking for; what stands in a collection of examples is no rule.
HOUSEKEEPING = re.compile(
    r"\b(?:governance|contribut\w+|maintainers?|code of conduct|licen[cs]es?|releases|release (?:process|cycle|schedule|policy)|"
    r"messages? (?:manual|reference|catalog(?:ue)?|list)|"
    r"changes (?:to|in|since|from)|change ?log|release notes|charter|meetings?|roadmap|examples?$)\b",
    re.IGNORECASE,
)
# "Full functionality requires …": of what, the words before tell.
UNTOLD_WHOLE = re.compile(
    r"(?:The )?(?:Full|Complete|Correct|Proper|Basic|Normal|Further|Better|Good|Desired|Current) [a-z]|The use of "
    r"|The (?:result|outcome|output) of [a-z]+(?:ion|ing|ment)$"
)
# What a conclusion rests on, or who is spoken to, stands before it; "as explained in Installation" says nothing.
LEANING = cued_by(
    "therefore thus hence course explained described discussed noted shown lots plenty",
    r"\b(?:therefore|thus|hence|of course|as (?:explained|described|discussed|noted|shown) (?:in|under|by)|(?:lots|plenty) of)\b",
)
CALLS_IT = re.compile(r"(?:not )?[a-z]+ (?:it|them)\b")  # "Producers should call it …"
CIRCLE = re.compile(r"be able to .*\b(?:it|them)\.?$")  # "To reach D2, it must be able to communicate with it"
# Two values that a sample makes up: "either `group1` or `group2`".
SAMPLES = re.compile(r"`?\b([A-Za-z_-]{2,})1\b`?.*\b\1[23]\b")
# "intended to work on Linux": so is everything; "known to be": said of what stands before, not what for.
NO_AIM = re.compile(r"(?:designed|intended|meant) to (?:work|run|be)\b|use .* to be\b")
# Where a thing is kept is told by a name or a place that one can go to: not "stored in a backend that …".
SOMEWHERE = re.compile(
    r"(?:stored|defined|located|kept|available|documented) (?:at|in|on|under|from|through) (?:an? |several |many |one )(?!.*[`\d/])"
)
SECOND_ACT = re.compile(r" and [a-z]+s? (?:the|an?|all|its|their) | and the [a-z]+ (?:only )?[a-z]+s ")
FEATURE = re.compile(
    r"(?:an? |the )?(?:ability|feature|features|functionality|facility|facilities|possibility|support) (?:to|of|for)\b"
)
SLIPPED = re.compile(
    r"^An? (?!series|species|means|lens|bias|atlas|canvas)[a-z]+[^siu]s$|(?:\bof [\w-]+['’]s|['’]s)$|\b(?:more|most) [a-z]+er$"
    r"|\b(?:themselves|itself|provided|passed)$"
)  # "the name of pim6d's"
# "The contents of the element is …"
MANY_IS = re.compile(
    r"\b(?:contents|values|options|settings|names|parameters|arguments|results|rules|\w{3,}(?:tion|ment|ing)s) of\b"
)
ONE_OF_MANY = re.compile(r"The (?:[a-z]+ )?(?:set|list|number|group|series|collection) of\b")  # "the set of scripts include"
OWNED = frozenset(
    """port value path name type size timeout interval directory file limit user username password mode level number behavior
    behaviour location setting format host address method style priority length""".split()
)
BOUND = re.compile(r"(?:The |A |An )?(?:[Dd]efault|[Mm]aximum|[Mm]inimum|[Rr]ecommended) (?P<noun>[a-z]+)$")
OPEN = (
    "What is required of ",
    "Which requirement ",
    "What is recommended for ",
    "Which recommendation ",
    "What should be done with ",
)
# "Schema S of connection D": the parameters of one function; "2.11+ requires"; "information available"
UNNAMED = re.compile(r"\b[BD-HJ-QS-Z]\b(?![-.'’+#])|^v?\d[\d.]*\+?$| available$|\b(?:Item|Step|Option|Line|Case) \d")
DESCRIBING = frozenset("cover describe document explain discuss list".split())
ABBREVIATION = re.compile(r"(?:The |An? )?[`\"“]?\w{0,3}[A-Z][\w.-]{0,7}[`\"”]?")
MASS = re.compile("Access|Configuration|Content|Data|Information|Input|Output|Support")
DETERMINER = re.compile(r"^(?:An?|The|Each|Every|Any|One) ")
INSIDE = re.compile(r" (?:in|of|for|on) ")
# "the presence of a certificate", "using Go and all you need is …", "like it is a client": no answer that anybody would give.
HOLLOW = cued_by(
    "presence existence all like information bit wide",
    r"^(?:the )?(?:presence|existence) of\b|\band all (?:you|that|we)\b|\blike it\b|\b(?:enough|sufficient) information\b"
    r"|\ba bit of\b|\bwide (?:range|variety) of\b",
)
SETTING = frozenset("one you specify set define configure choose select adopt used given value option it".split())
STEM = 4  # letters that a name and the verb made of it share
SAYING = frozenset(("message", "messages", "line", "output", "log"))


@lru_cache(maxsize=512)
def is_housekeeping(title: str) -> bool:
    return HOUSEKEEPING.search(title) is not None


def answers_firmly(found: Clause, inquiry: Inquiry, headings: tuple[str, ...], title: str) -> bool:
    """Whether a question stands on a subject that it names and on an answer that tells something."""
    subject, rest = found.subject, found.rest
    if HOLLOW.search(rest) or not found.plural and lacks_article(INSIDE.split(subject, maxsplit=1)[0]):
        return False
    if UNTOLD_WHOLE.match(subject) or SLIPPED.search(subject) or LEANING.search(inquiry.answer) or SAMPLES.search(rest):
        return False
    if found.verb == "is" and MANY_IS.search(subject) or found.plural and ONE_OF_MANY.match(subject):
        return False
    if found.plural and CALLS_IT.match(rest) or CIRCLE.match(rest) or CALLS_IT.match(rest) and found.verb.lower() == "should":
        return False
    if (
        inquiry.core.startswith("What should be done with ")
        and rest.startswith("be used ")
        or is_circular(found)
        or NO_AIM.match(f"{found.base} {rest}" if found.base == "use" else rest)
    ):
        return False
    if inquiry.core.startswith("Where ") and (SOMEWHERE.match(rest.removeprefix("be ")) or SECOND_ACT.search(rest)):
        return False
    if found.base in ("provide", "offer") and FEATURE.match(rest) or names_nothing(found, headings[-1], title):
        return False
    if inquiry.kind == "factual_recall" and subject.rpartition(" ")[2].lower() in SAYING:
        return False
    if inquiry.core.startswith(OPEN) and (";" in rest or inquiry.answer.startswith(subject) and is_single(subject)):
        return False  # of one thing much is required, here and there
    return not is_unbound(subject, (*headings, title)) and not is_lone(found, (*headings[-1:], title))


def names_nothing(found: Clause, *names: str) -> bool:
    """Whether a subject is a letter or a version, its own page that says what it describes, or no abbreviation that stands for."""
    if UNNAMED.search(without_code(found.subject)) or found.verb.istitle():
        return True  # "`widget-gen` Generates documentation"
    if found.base in DESCRIBING and "`" not in found.subject:
        said = folded(content_words(found.subject))
        if any(said == folded(content_words(name)) for name in names):
            return True
    return found.base == "stand" and found.rest.startswith("for ") and ABBREVIATION.fullmatch(found.subject) is None


def is_single(subject: str) -> bool:
    """Whether a subject is one thing told with one word: "a histogram", not "metrics" and not "the bucket threshold"."""
    if " " in DETERMINER.sub("", subject) or "`" in subject:
        return False
    last = subject.rpartition(" ")[2]
    return " " in subject or singular(last) == last and not last.isupper()


def is_circular(found: Clause) -> bool:
    """Whether a thing called for what it does is said to do that: "The `encap` action encapsulates a packet"."""
    if "`" not in found.subject:
        return False
    words = content_words(found.subject.split("`")[1].replace("_", " ").replace("-", " "))
    if words and content_words(found.rest) - words <= SETTING:
        return True  # "The `rule` option allows one to specify the rule to adopt"
    stem = found.base[:STEM]
    return len(stem) == STEM and any(word.startswith(stem) for word in content_words(found.subject.split("`")[1]))


def is_unbound(subject: str, names: tuple[str, ...]) -> bool:
    """Whether a default is that of a thing which neither the subject nor its headings tell: "The default port"."""
    bound = BOUND.match(subject)
    return bound is not None and bound["noun"] in OWNED and not any(bound["noun"] in content_words(name) for name in names)


def is_lone(found: Clause, names: tuple[str, ...]) -> bool:
    """Whether a subject is one common noun that neither its heading nor the title names, nor a duty is laid on: "Alerts"."""
    subject = found.subject
    words = content_words(subject)
    if found.verb.lower() in RULES or "`" in subject or " " in DETERMINER.sub("", subject) or any(map(str.isupper, subject[1:])):
        return False
    if " " not in subject and singular(subject.lower()) == subject.lower():
        return MASS.fullmatch(subject) is not None  # "Access": to what? Any other single word is a name
    return not any(folded(words) <= folded(content_words(name)) for name in names)
