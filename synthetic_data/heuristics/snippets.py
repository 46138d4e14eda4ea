"""Code that a document gives to do a stated thing: asks for the command or the snippet, answers with it, verbatim."""

import re
from collections.abc import Iterator

from ..records import Item
from ..text.plain import shown, source_span
from .base import Candidate, Place, View, pick
from .english import POINTING, URL, balanced, first_word
from .naming import quoted
from .placing import situated

SHELLS = frozenset(("sh", "bash", "shell", "console", "zsh", "shell-session", "cmd", "powershell", "ps1", "terminal", "sh-session"))
LANGUAGES = {
    "yaml": "YAML", "yml": "YAML", "json": "JSON", "toml": "TOML", "python": "Python", "py": "Python", "rust": "Rust", "go": "Go",
    "javascript": "JavaScript", "js": "JavaScript", "typescript": "TypeScript", "ts": "TypeScript", "java": "Java", "c": "C",
    "cpp": "C++", "csharp": "C#", "cs": "C#", "sql": "SQL", "promql": "PromQL", "dockerfile": "Dockerfile", "html": "HTML",
    "xml": "XML", "ruby": "Ruby", "php": "PHP", "hcl": "HCL", "terraform": "Terraform", "ini": "INI", "kotlin": "Kotlin",
}  # fmt: skip
CODE_CHARACTERS = (6, 1200)
UNFINISHED = re.compile(r"\{\{#|^\s*(?:\.\.\.|…)\s*$|--snip--", re.MULTILINE)
# Leads that state a purpose: first ("To start it, run"), last ("Run the following to start it"), or by a means ("by running").
TO_FIRST = re.compile(
    r"^To (?P<goal>[a-z][^.:;()]{8,110}?), (?:(?:you(?:'ll| can| need to| should| could)?|we|simply|just) )?"
    r"(?:then )?(?:run|use|execute|type|enter|issue|add|call|create|write|set|do|specify|include|put|try)\b[^.;]{0,80}:$"
)
TO_LAST = re.compile(
    r"^(?:You can |Then |Next, |Now |Finally, |Simply )?(?:run|use|execute|type|enter|issue|add|try) (?:the following|this)"
    r"(?: \w+){0,3} to (?P<goal>[a-z][^.:;()]{8,110}?):$",
    re.IGNORECASE,
)
BY_DOING = re.compile(
    r"^You can (?P<goal>[a-z][^.:;()]{8,110}?) (?:by (?:running|using|executing|typing|adding|setting)|with (?:the following|this))"
    r"(?: [^.;:]{0,60})?:$"
)
GOAL_VERB = re.compile(r"^[a-z]+$")
VAGUE_GOAL = re.compile(r"\b(?:it|this|that|them|these|those|so|do|see|try|following|example|our|we|us|one)\b", re.IGNORECASE)


def snippets(view: View) -> Iterator[Candidate]:
    """One question for each code block whose lead says what the code is for."""
    if not view.english or "code" not in view.section.kinds:
        return
    for place in view.places:
        if place.block.kind == "code" and place.before is not None and place.before.kind == "paragraph":
            candidate = snippet(view, place)
            if candidate is not None:
                yield candidate


def snippet(view: View, place: Place) -> Candidate | None:
    """The candidate for one code block, or None when its lead does not say what it does."""
    code, lead = place.block.text, place.before.text if place.before else None
    if code is None or lead is None or not usable(code.text):
        return None
    goal = stated_goal(shown(lead))
    if not goal:
        return None
    language = place.block.info.split()[0].strip("{}.,").lower() if place.block.info else ""
    language = re.split(r"[,:{ ]", language)[0]
    kind = kind_of(language)
    if not kind:
        return None
    question = situated(wording(goal, kind), view, place.headings, known=True)
    sentence = lead.text.rsplit(". ", 1)[-1]
    at = len(lead.text) - len(sentence)
    lead_start, lead_end = source_span(lead, at, len(lead.text))
    answer = f"```{'' if language == 'indented' else language}\n{code.text.rstrip()}\n```"
    steps = (
        f"The question asks how to {goal}, which {quoted(place.headings[-1])} treats.",
        f"There the source says: “{sentence}”",
        f"What follows these words is {article(kind)} of {lines(code.text)}, so that is the answer.",
    )
    spans = ((0, lead_start, lead_end), (0, place.block.start, place.block.end))
    evidence = tuple(view.source(start, end) for _, start, end in spans)
    return Candidate("application", Item(question, steps, answer, evidence, spans, "snippets"))


def usable(code: str) -> bool:
    """Whether a code block is whole and short enough to be an answer."""
    least, most = CODE_CHARACTERS
    return least <= len(code.strip()) <= most and "```" not in code and not UNFINISHED.search(code)


def stated_goal(lead: str) -> str:
    """What the last sentence of a lead says the code is for, as words that fit after "to"; "" when it doesn't."""
    sentence = re.split(r"(?<=[.!?])\s+", lead)[-1]
    for pattern in (TO_FIRST, TO_LAST, BY_DOING):
        match = pattern.match(sentence)
        if match:
            goal = match["goal"].strip().removeprefix("then ")
            if VAGUE_GOAL.search(goal) or POINTING.search(goal) or URL.search(goal) or not balanced(goal):
                return ""
            return goal if GOAL_VERB.match(first_word(goal)) and len(goal.split()) >= 2 else ""
    return ""


def kind_of(language: str) -> str:
    if language in SHELLS:
        return "command"
    name = LANGUAGES.get(language)
    return f"{name} snippet" if name else ""


def wording(goal: str, kind: str) -> str:
    if kind == "command":
        run = f"What do you run to {goal}?" if not goal.startswith("run ") else f"With which command do you {goal}?"
        options: tuple[str, ...] = (f"Which command is given to {goal}?", run, f"How do you {goal} on the command line?")
    else:
        options = (f"Which {kind} is given to {goal}?", f"What does the {kind} to {goal} look like?")
    return pick(options, goal)


def article(kind: str) -> str:
    return f"{'an' if kind[0] in 'AEIOX' and not kind.startswith('XML') else 'a'} {kind}"


def lines(code: str) -> str:
    count = len(code.strip().splitlines())
    return "one line" if count == 1 else f"{count} lines"
