"""Slips of grammar that an answer would teach: nouns without their article, verbs that don't agree."""

import re

from .base import View
from .subjects import NOUN_SUFFIX

# Nouns that can be counted, and so need an article in the singular.
COUNTED = (
    r"(?:sdk|api|model|endpoint|container|library|service|server|tool|function|method|module|file|folder|directory|user|developer|"
    r"customer|team|repository|pipeline|project|system|application|app|database|cluster|node|component|solution|framework|platform|"
    r"package|parameter|variable|value|object|class|struct|trait|type|pointer|reference|key|label|metric|query|request|response|"
    r"test|report|issue|bug|branch|commit|story|sprint|tag|token|header|field|string|number|client|interface|instance|image|"
    r"process|job|rule|alert|dashboard|URL|link|page|document|wiki|review|reviewer|decision|risk|problem|diagram|template|"
    r"environment|registry|device|host|machine|plan|property|option|element|entity|resource|sensor|widget|plugin|extension|script|command|argument|manifest|digest|identifier|engineer|person|thread|worker|lock|message|channel|macro|crate|program|compiler|"
    r"threshold|level|rate|counter|gauge|histogram|bucket|timestamp|sample|chunk|block|series of|set of|number of|list of|suite)"
)
END = r"(?=[.,;:)]|$| (?:to|in|on|at|by|for|with|from|into|of|and|or|that|which|as|is|are|has|was|when|if|while|using)\b)"
BARE_OBJECT = re.compile(
    rf"\b(?:provides?|deploys?|publishes|publish|creates?|uses?|using|builds?|runs?|returns?|contains?|has|have|requires?|needs?|"
    rf"defines?|adds?|enables?|allows?|gets?|sends?|receives?|supports?|trains?|deploy|with|from|into|through|via) "
    rf"(?:new |single |separate |existing |[A-Z]{{2,5}} )?{COUNTED}{END}",
)
# "Spark Monitoring library collects", "Application team should": begins with a capital only because the sentence does.
BARE_SUBJECT = re.compile(
    rf"(?!(?:A|An|The|Each|Every|Any|No|One|Your|This|That|All|Its|Their)\s)(?!\S+['’]s\s)[A-Z][\w-]*(?: [\w-]+)* {COUNTED}$"
)
SLIPS = re.compile(
    r"\b(?:for|in|of) each and every [a-z]+ [a-z]+[^s\W]s\b|\bone of (?:the )?[a-z]+[^s\W] (?:is|that|which)\b|"
    r"\b(?:many|several|multiple|various|different|these|those|both|two|three|four|few) (?!of\b|to\b|in\b)(?:[a-z]+(?:ic|al|ed|ve|nt) )?"
    rf"{COUNTED}{END}|"
    r"\b(?:a|an|each|every|another) (?:[a-z]+(?:ic|al|ed|ve|nt) )?(?:" + COUNTED[3:-1] + r")s\b(?! (?:of|and))|"
    r"\b(?:informations|softwares|feedbacks|advices|knowledges|datas|equipments|codes)\b|\b(?:must|should|can|may|will|to) [a-z]{3,}(?:izes|ifies)\b|"
    r"\ba (?:HTTPS?|API|XML|HTML|SLA|SLO|OCI|IDE|AKS|un(?!i|an)[a-z]+|up[a-z]+|under[a-z]*)\b|\ban (?:URL|UUID|UTF|JSON|YAML|CLI|PR|TCP)\b|"
    r"\bin (?:[a-z]+ )?(?:archive|folder|directory|repository|database|cluster)" + END + "|"
    r"\b(?:each|every) (?!of|other|across|series|chaos|always)[a-z]+[^siu\W]s(?=[.,;]|$| (?:in|of|on|for|that|is|and)\b)|\b(?:kind|type|form|sort) of an? |"
    r"\b(?:should|must|can|will|may|could|cannot) (?!need|feed|proceed|exceed|succeed|embed|speed|seed|shed)[a-z]+ed\b|"
    r"\b(?:have|has) \"\w+\" [a-z]+|\bas well\b(?! as)|\b(?:can|must|should|may) be (?:usually|often|also) |"
    r" [.,;](?:\s|$)|\ban? (?:[A-Z]\w+ )+[A-Z]\w*[^siu\W]s(?=[.,]| (?:and|or|to|that)\b)|"
    r"\b(?:tools|teams|values|types|systems) (?:[^.,;]* )?(?:which|that) is\b|\b(?:find|finding|select|selecting|train|training) (?:[a-z]+ ){0,3}model\b(?! [a-z]+s\b)|"
    r"\b(?:loosing|seperate\w*|occured|recieve\w*|untill|wich|allows to|enables to|helps? in)\b|"
    r"\b(?:Tools|Teams|Users|Developers|Clients|Tests) (?:like|in|of|such as) \w+ [a-z]+(?<!ss)s\b (?:you|the|a|an)\b|"
    r"\bhelps? (?:to )?(?:understanding|reducing)\b|\ban? (?:[a-z]+ )?(?:software|information|feedback|advice|data)(?=[.,])"
)


def slipping(text: str) -> bool:
    """Whether a statement lacks an article or mixes up its numbers, as far as plain words tell."""
    return SLIPS.search(text) is not None or BARE_OBJECT.search(text) is not None


def lacks_article(subject: str) -> bool:
    """Whether a subject is a counted noun in the singular with nothing before it that it needs."""
    return "`" not in subject and BARE_SUBJECT.match(subject) is not None


def is_common(subject: str, view: View) -> bool:
    """Whether a single word is a common noun that lacks its article ("Dashboard is a form of …"): elsewhere it is written small."""
    if " " in subject or "`" in subject or not subject[0].isupper() or subject.lower().endswith("s") or NOUN_SUFFIX.search(subject):
        return False
    return re.search(rf"\b(?:an?|the|each|every|your) {re.escape(subject.lower())}s?\b", view.section.text) is not None
