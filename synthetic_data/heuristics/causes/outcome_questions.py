"""Which question a consequence answers: what to do, what is required, what is possible, what happens."""

import re

from ..words.base import pick
from ..words.subjects import BASES, BE
from ..words.verbs import first_verb
from .splitting import GERUND, Split
from .why import finite

YOU = re.compile(
    r"^You(?: only| just| then)?"
    r"(?P<verb> (?:should|must|need to|have to|will have to|ought to|can(?!not|['’]t)|could|may|might|are able to|will(?: also|"
    r" often| only)? (?:want|need) to|"
    r"will|get|see)|['’]ll(?: also)? (?:want|need) to|['’]ll have to|['’]ll)\b"
)
MIGHT_WANT = re.compile(r"^You (?:might|may) (?:also )?(?P<wish>want|need|wish|like) ")
YOU_DO = re.compile(r"^You (?P<verb>[a-z]+)\b")
EXPLETIVE = re.compile(
    r"^It(?:['’]s| is| can be| may be| might be)(?: often| usually| generally| always| typically)? (?P<what>(?:highly |strongly )?"
    r"(?:important|essential|recommended|best|useful|helpful|advisable|necessary|crucial|beneficial|valuable|vital|good practice|"
    r"possible|wise|a good idea|"
    r"better))(?: first)? (?:to|that)\b"
)
EXPECTED = re.compile(r"You should (?:already |now )?(?:have|be|see|get|find)\b")  # no advice
ORDER = re.compile(r"(?:Make sure|Be) ")
FORBID = re.compile(r"(?:Do not|Don['’]t|Never) (?P<heartens>(?:forget|give up|worry|hesitate|bother|panic|expect|be)\b)?")
DONE = re.compile(r"\w+ [a-z]+ed\b")  # "Bootstrap migrated to …"
NO_OUTCOME = re.compile(
    r"(?:That|This|There|You(?: will|['’]ll) (?:likely|probably|often|usually|normally)\b|"
    r"You['’]re|You are (?!able)|You['’]ve|You have (?!to)|"
    r"You (?:can|may|will|should) (?:find|see|read|learn|look)\b)"
)
# "If …, they are called hot": a name, no outcome.
NAMED = re.compile(r"^(?:\S+ ){1,10}?(?:is|are) (?:then )?(?:called|named|known as|referred to as|said to be)\b")
NAME_FIRST = re.compile(r"[A-Z]\w* [a-z]?[A-Z]\w* (?:[a-z]+s|will|can|must|should|may|has|are)\b")  # "Open vSwitch sets up …"
WILL_WANT = re.compile(r"You(?: will|['’]ll)(?: \w+)? (?:want|need|like|prefer) (?!to\b)")  # what you need is no event
MISHAP = re.compile(
    r"You (?:\w+ )?may (?:already )?(?:\w+ly )?"
    r"(?:have|need|wonder|become|increase|lose|get|see|find|notice|experience|end|run into|not|as)\b"
)
NOUN_FIRST = re.compile(  # "name servers normally return …"
    r"[A-Za-z]+ [a-z]+s (?:normally|usually|often|always|never|then|generally|sometimes|typically"
    r"|will|can|must|should|may|are|have|do)\b"
)
NOBODY = re.compile(r"(?:No|Nobody|None|Neither)\b")
NO_ACT = frozenset(
    "note see let remember recall consider refer imagine suppose assume look think check return congratulations try".split()
)
CODE = re.compile(r"`[^`]*`")  # `Requires-Python` is no verb
LOCAL_CODE = re.compile(r"`(?:[a-z]\d?|[a-z_]+\d|[a-z]\.\w+|&?\w+\d)`")
UNREAL = re.compile(r"\b(?:didn['’]t|weren['’]t|were|had|hadn['’]t|would|did)\b")
PARTICIPLE = re.compile(r"(?:ed|own|sent|built|set|run|written|shown|thrown|put|made|done|lost|found|chosen|split)$")
# The first word that can carry the sentence, and what stands right behind it.
CARRIER = re.compile(
    r"\b(?P<verb>must|shall|should|may|might|can|could|would|will|wo(?=n)|ca(?=n)|cannot|is|are|was|were|has|have|does|do|"
    r"needs?|requires?)"
    r"(?P<not>n['’]t| not)?\b(?P<next>(?: \w+){0,2})",
    re.IGNORECASE,
)
WANTS = re.compile(r"you (?:want|wish|prefer|need)\b")
WISHES = re.compile(r"\b(?:wants?|wish(?:es)?|would like|you prefer|you need)\b")
DESIRED = re.compile(r"\b(?:desired|wanted)\b")
BEFALLS = frozenset("get see lose receive have end run risk find".split())
NO_EVENT = frozenset("be have need indicate mean suggest imply seem want prefer look help already".split())
DO = ("What should you do", "What do you do")
MAY_DO = ("What may you have to do", "What might you need to do")
AVOID = ("What should you avoid", "What do you avoid")
NOT_DO = ("What should you not do",)
CAN = ("What can you do",)
NEED = ("What do you have to do", "What must you do")
HAPPEN = ("What happens",)
APPLY = ("What applies",)
REQUIRE = ("What is required", "Which requirement applies")
ALLOWED = ("What is allowed", "What is permitted")
RISK = ("What can happen", "What could happen")
WOULD = ("What would happen",)
RESTRICT = ("Which restriction applies",)


def question_for(parts: Split) -> str:
    """The question whose answer the consequence is; "" for a kind of sentence that answers none well."""
    said = parts.consequence
    order = "" if NAME_FIRST.match(said) or NOUN_FIRST.match(said) else first_verb(said)
    forbidden = FORBID.match(said)
    if (forbidden and forbidden["heartens"]) or tells_nothing(said, order) or LOCAL_CODE.search(parts.sentence):
        return ""
    might = MIGHT_WANT.match(said)
    you, expletive = YOU.match(said), EXPLETIVE.match(said)
    if order == "avoid" or forbidden:
        options: tuple[str, ...] = AVOID if order == "avoid" else NOT_DO
    elif order or ORDER.match(said):
        options = DO
    elif might:
        options = MAY_DO if might["wish"] == "need" else DO[:1] if "`" in said else ()  # else a mere thought
    elif you:
        options = about_you(you["verb"].strip(), said)
        if options == CAN and parts.condition.split()[0].endswith("ing"):
            return ""  # "When creating a reservation, you can …" is one of many things
    elif expletive:
        options = (f"What is {expletive['what']}",)
    elif re.match(r"It(?:['’]s| is) ", said):
        options = APPLY
    else:
        options = by_carrier(parts)
    if options == HAPPEN and GERUND.match(parts.condition):
        return ""  # "What happens when obtaining a licence?": to whom?
    return f"{pick(options, parts.condition)} {parts.word} {parts.condition.rstrip()}?" if options else ""


def tells_nothing(said: str, order: str) -> bool:
    """Whether a consequence sends the reader elsewhere, gives a name, a wish or what has been done, no outcome."""
    if order and (order in NO_ACT or DONE.match(said)):
        return True
    return any(pattern.match(said) for pattern in (NO_OUTCOME, NAMED, WILL_WANT))


def about_you(verb: str, said: str) -> tuple[str, ...]:
    """The openings for a consequence that says what you should, must, can or will do."""
    if verb == "might" or verb == "may" and MISHAP.match(said) or EXPECTED.match(said):
        return ()  # "You might wonder", "you may increase the load": no freedom
    if verb in ("can", "could", "may", "are able to"):
        return CAN
    if verb in ("should", "ought to") or verb.endswith("want to"):
        return DO[:1]
    return HAPPEN if verb in ("will", "'ll", "’ll", "get", "see") else NEED


def by_carrier(parts: Split) -> tuple[str, ...]:
    """The openings that fit the verb of a consequence; none where "when" may only tell the time or the manner."""
    said = parts.consequence
    gerund = parts.condition.split()[0].endswith("ing")
    loose = parts.word in ("when", "whenever") and (gerund or not parts.sentence.lower().startswith("when"))
    you, found = YOU_DO.match(said), CARRIER.search(CODE.sub(lambda code: "x" * len(code[0]), said))
    wants = WANTS.match(parts.condition)
    if you and (you["verb"] in BASES or (wants and you["verb"] not in ("cannot", "can", "don", "do"))):
        return () if loose else DO[1:]
    if (
        found is None
        or (you and you.end() <= found.start())
        or any(finite(word.lower()) for word in said[: found.start()].split()[1:])
    ):
        habit = you and you["verb"] not in BEFALLS  # "you usually connect a cable" is what you do, no event
        return () if loose or habit or WISHES.search(parts.condition) else HAPPEN
    modal = by_modal(found, parts.condition)
    if modal is not None or loose:
        return modal or ()
    following = found["next"].lower().split()
    acts = found["verb"].lower() == "will" or (found["verb"].lower() in BE and any(PARTICIPLE.search(word) for word in following))
    if WISHES.search(parts.condition):
        return ()
    if acts:
        return HAPPEN
    return () if parts.word == "unless" or DESIRED.search(parts.condition) else APPLY


def duty(following: list[str], condition: str) -> tuple[str, ...]:
    """The openings for what is required; "required if … is required" would be clumsy."""
    if "required" not in condition:
        return REQUIRE
    return ("What has to be done",) if "be" in following else ()


def by_modal(found: "re.Match[str]", condition: str) -> tuple[str, ...] | None:
    """The openings for a duty, a piece of advice, a freedom or an unreal case; () where none fits, None for a plain verb."""
    verb, following = found["verb"].lower(), found["next"].lower().split()
    if verb == "would" or (verb in ("could", "might") and UNREAL.search(condition)):
        return WOULD if UNREAL.search(condition) and not WISHES.search(condition) else ()
    if found["not"] or verb == "cannot":
        return RESTRICT if verb in ("must", "shall", "should", "can", "ca", "cannot") or found["verb"] == "MAY" else None
    if NOBODY.match(found.string) and verb in ("can", "may", "must", "should"):
        return RESTRICT
    if verb in ("must", "shall", "need", "needs", "require", "requires") or (verb in ("has", "have") and following[:1] == ["to"]):
        return duty(following, condition) if verb in ("must", "shall") else duty(following, condition)[:1]
    if verb == "should" and following[:1] == ["be"] and PARTICIPLE.search(following[-1]):
        return "What should be done", "What is recommended"
    if verb == "should" and following[:1] in (["already"], ["have"], ["now"], ["get"], ["take"], ["work"], ["see"]):
        return ()  # what is to be expected, no advice
    if verb == "should" or "recommended" in following:
        return ("What is recommended",)
    if found["verb"] == "MAY" or (verb == "may" and following[:1] == ["be"] and PARTICIPLE.search(following[-1])):
        return ALLOWED
    if verb in ("may", "might", "could"):
        return () if not following or following[0] in NO_EVENT or WISHES.search(condition) else RISK
    return () if verb == "can" else None  # "What is possible if …?" has many answers
