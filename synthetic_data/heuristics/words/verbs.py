"""English verbs as instructions use them: which words open an instruction, and which gerund belongs to which verb."""

import re

# Words that open an instruction. Words that are as often nouns at the start of a line ("test", "access") count only with an object.
IMPERATIVES = frozenset(
    """accept activate add adjust agree allow analyze append apply approve ask assert assess assign attach authenticate
    authorize automate avoid backup bootstrap brainstorm break browse build calculate call capture change check choose
    clean clear click clone close collect combine commit compare compile complete compute configure confirm connect
    consider construct convert copy count create customize cut debug decide declare decrypt define delete deploy derive
    describe design determine develop disable discard disconnect discuss dockerize document double-click double-check
    download drag drop edit eliminate enable encode encrypt enrich ensure enter establish estimate evaluate examine
    execute expand export expose extend extract fetch fill filter find finish fix follow fork format gather generate get
    give go grant group handle hit identify implement import include increase index initialize inject insert inspect
    install instantiate integrate invoke issue iterate join keep launch learn leave link list listen load locate log look
    make manage map mark measure merge migrate mock modify monitor mount move name narrow navigate note obtain observe
    open optimize order organize override package parse pass paste perform pick ping place plan point populate post prefix
    prepare press print prioritize process produce profile propagate provide provision publish pull push put query read
    rebase reboot rebuild receive record recreate redeploy refactor refer refresh register release reload remove rename
    re-run rerun repeat replace replicate request research reset resolve restart restore retrieve return revert review
    rewrite right-click roll rotate run save scale scan schedule scroll search select send separate set share ship show
    shut sign simplify simulate solidify sort specify split stack stage start stop store submit subscribe switch sync tag
    take tell test toggle track train transfer transform translate trigger troubleshoot try turn type undo uninstall
    unpack unzip update upgrade upload use validate verify view visit wait watch wrap write""".split()
)
DOUBLED = frozenset("get set put run stop plan cut drop tag scan map log ship wrap submit commit shut split hit drag".split())
SPELLED = {"tie": "tying", "lie": "lying", "die": "dying"}
# Gerunds that name a thing or a field as often as an activity: a heading that opens with one is no goal.
NOUNS = frozenset(
    """building listing meaning meeting testing logging training planning packaging processing engineering setting monitoring
    understanding beginning opening mapping indexing caching branching reading ordering filtering grouping joining
    profiling hosting handling mocking naming tagging""".split()
)


def gerund(verb: str) -> str:
    """The -ing form: "install" gives "installing", "create" "creating", "set" "setting"."""
    if verb in SPELLED:
        return SPELLED[verb]
    if verb in DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return verb + "ing"


GERUNDS = {gerund(verb): verb for verb in IMPERATIVES}
GERUND = re.compile(r"([A-Z]?[a-z]+ing)\b")

IDIOM = re.compile(r" (?:out of|into|short of|behind|late)\b")
ARTICLE = re.compile(r" (?:an?|the|your)\b")  # "Building a server" is an activity


def instruction_of(heading: str) -> str:
    """What a heading like "Installing Rust" tells to do, "install Rust"; "" where it could mean something else."""
    match = GERUND.match(heading)
    if match is None:
        return ""
    word, rest = match.group(1).lower(), heading[match.end() :]
    if word == "running" and IDIOM.match(rest):
        return ""  # "Running out of memory" is nothing one does
    if word in NOUNS and not ARTICLE.match(rest) or word not in GERUNDS or not rest.startswith(" ") or len(rest.split()) > 10:
        return ""
    # "Installing and Running X": the second gerund as well, or nothing
    joined = re.match(r" (and|or) (\w+ing)\b", rest)
    if joined:
        other = GERUNDS.get(joined.group(2).lower())
        if other is None:
            return ""
        rest = f" {joined.group(1)} {other}{rest[joined.end() :]}"
    return "" if re.search(r"\w+ing (?:and|or) \w+ing\b|[A-Z]?[a-z]+, [A-Za-z]+ing\b", rest) else GERUNDS[word] + rest


FIRST = re.compile(r"([A-Za-z]+(?:-[a-z]+)?)(?=[\s,.:]|$)(?: ([A-Za-z]+)\b)?")
# "Design is approved", "Build promotion won't work": a noun, no order
FINITE_SOON = re.compile(
    r"[A-Za-z-]+ (?:of\b|(?:(?!(?:an?|the|your|all|each|that|which|what|when|if|where|who)\b)[a-z]+ )?"
    r"(?:is|are|was|were|will|won['’]t|has|have|can|can['’]t|cannot|may|might|must|should|shall|would|does|doesn['’]t|do|did)\b)"
)


def first_verb(text: str) -> str:
    """The imperative that a text opens with, in lower case, or "": "Design the API" has one, "Design is approved" none."""
    match = FIRST.match(text)
    word = match.group(1).lower() if match else ""
    if match is None or word not in IMPERATIVES or FINITE_SOON.match(text):
        return ""
    return word
