"""What a code block is: a command, a query, configuration or a program, in which language; how it is asked for and quoted."""

import re
from collections.abc import Sequence
from typing import NamedTuple

SHELLS = frozenset(
    """sh bash shell console zsh shell-session shellsession cmd powershell ps1 pwsh terminal sh-session bat batch command
    commandline cli""".split()
)
# The languages that are spoken of by a name, and what a piece of them is called.
PROGRAMS = {
    "python": "Python", "py": "Python", "python3": "Python", "rust": "Rust", "rs": "Rust", "go": "Go", "golang": "Go",
    "javascript": "JavaScript", "js": "JavaScript", "mjs": "JavaScript", "cjs": "JavaScript", "jsx": "JSX",
    "typescript": "TypeScript", "ts": "TypeScript", "tsx": "TSX", "java": "Java", "c": "C", "cpp": "C++", "c++": "C++",
    "csharp": "C#", "cs": "C#", "c#": "C#", "ruby": "Ruby", "rb": "Ruby", "php": "PHP", "kotlin": "Kotlin", "kt": "Kotlin",
    "swift": "Swift", "scala": "Scala", "r": "R", "julia": "Julia", "lua": "Lua", "perl": "Perl", "css": "CSS", "html": "HTML",
    "elixir": "Elixir", "haskell": "Haskell", "jinja": "Jinja", "jinja2": "Jinja",
}  # fmt: skip
CONFIGURATION = {
    "yaml": "YAML", "yml": "YAML", "json": "JSON", "jsonc": "JSON", "json5": "JSON", "toml": "TOML", "ini": "INI", "cfg": "INI",
    "xml": "XML", "hcl": "HCL", "terraform": "Terraform", "tf": "Terraform", "dockerfile": "Dockerfile", "docker": "Dockerfile",
    "nginx": "nginx", "makefile": "Makefile", "make": "Makefile", "properties": "properties",
}  # fmt: skip
QUERIES = {"sql": "SQL", "promql": "PromQL", "graphql": "GraphQL", "logql": "LogQL", "kql": "KQL", "kusto": "KQL", "jq": "jq"}
INFO = re.compile(r"[\w#+-]+")
PROMPT = re.compile(r"^(?:\([\w.-]+\) ?)?(?:\$|>|PS>|%|#) (?=\S)")
PROMPTS = ("$ ", "> ", "PS> ", ">>> ", "... ")
# The first words of a line that a shell runs.
PROGRAM = re.compile(r"(?:sudo |[A-Z_]+=\S+ )*(?:[a-z.~$/][\w./${}+-]*|[A-Z][a-z]+-[A-Z]\w+)(?: |$)")
SETTING = re.compile(r"[\w.-]+ = ")  # "net.core.somaxconn = 65535" stands in a file, whatever the block is called
GOES_ON = ("\\", "|", "&&", "||")  # the next line belongs to it
HASH = re.compile(r"(?=\D*\d)[A-Za-z0-9+/=:]{20,}")
# What the words before a block without a language say it is.
COMMAND_LEAD = re.compile(
    r"\b(?:(?<!\bto )run|running|command|execute|terminal|command line|type(?= (?:in|this|the following)\b|:))\b[^.]*:$",
    re.IGNORECASE,
)
TO_RUN = re.compile(r"\bto run (?:the |your |an? )?`?(?P<what>\w[\w.-]*)[^.]*:$", re.IGNORECASE)
MOST_BEFORE_LANGUAGE = 8  # words


class Kind(NamedTuple):
    """What a block is called, the language it is written in ("" for a command), and whether it is a program."""

    name: str
    language: str = ""
    program: bool = False

    @property
    def article(self) -> str:
        return "an" if self.name.startswith(("HTML", "INI", "SQL", "nginx", "XML", "HCL", "R ")) else "a"

    def called(self, noun: str) -> str:
        """ "PromQL query": the noun of the source, with the language unless it is a command."""
        return f"{self.language} {noun}" if self.language and noun in ("query", "expression", "snippet") else noun

    def questions(self, goal: str, several: bool = False) -> tuple[str, ...]:
        """How the block is asked for that does what the goal says; several: it holds more than one command."""
        named = bool(re.search(rf"\b{re.escape(self.language)}\b", goal)) if self.language else False
        if not self.language:
            noun, verb = ("commands", "are") if several else ("command", "is")
            ways = (f"Which {noun} {verb} given to {goal}?", f"With which {noun} can you {goal}?")
            if goal.startswith("run ") or "," in goal:
                return ways
            return (*ways, f"What do you run to {goal}?", f"How do you {goal} on the command line?")
        if self.name.endswith("query"):
            return f"Which {self.name} is given to {goal}?", f"With which {self.name} can you {goal}?"
        if named:
            return f"Which code is given to {goal}?", f"What code do you write to {goal}?"
        if self.program and len(goal.split()) > MOST_BEFORE_LANGUAGE:
            return (f"Which {self.language} code is given to {goal}?",)  # "in Rust" would seem to belong to the last words
        if self.program and "," not in goal:
            return f"How do you {goal} in {self.language}?", f"Which {self.language} code is given to {goal}?"
        noun = f"{self.language} code" if self.program else self.name
        return f"Which {noun} is given to {goal}?", f"What do you write in {self.language} to {goal}?"


def language_of(info: str) -> str:
    """The language that an info string names: "rust" in "rust,ignore" and in "{.rust .numberLines}"."""
    found = INFO.search(info)
    return found.group().lower() if found else ""


def kind_of(info: str, code: str, lead: str) -> Kind | None:
    """What a block is, or None where nobody says."""
    language = language_of(info)
    if language in SHELLS:
        return Kind("command") if is_run(code) else None
    if language in QUERIES:
        return Kind(f"{QUERIES[language]} query", QUERIES[language])
    if language in CONFIGURATION:
        name = CONFIGURATION[language]
        return Kind(name if name.endswith("file") else f"{name} snippet", name)
    if language in PROGRAMS:
        return Kind(f"{PROGRAMS[language]} snippet", PROGRAMS[language], program=True)
    if language in ("", "indented", "text", "none", "txt") and (is_lead_of(lead, code) or code.startswith("$ ")):
        return Kind("command") if only_line(code) or code.startswith("$ ") else None
    return None


def is_lead_of(lead: str, code: str) -> bool:
    """Whether the words before a block call it a command: "run: …", or "To run Bandit: …" where the code has that name."""
    if COMMAND_LEAD.search(lead):
        return True
    runs = TO_RUN.search(lead)
    return runs is not None and re.search(rf"\b{re.escape(runs['what'].lower())}\b", code) is not None


def is_run(code: str) -> bool:
    """Whether the first line that is no comment is one that a shell runs, not one of a listing or of another language."""
    first = next((line for line in code.splitlines() if line.strip() and not line.startswith("# ")), "")
    return PROGRAM.match(PROMPT.sub("", first)) is not None and not SETTING.match(first) and not first.rstrip().endswith(":")


def fenced(info: str, code: str) -> str:
    """A code block as an answer."""
    language = language_of(info)
    return f"```{'' if language == 'indented' else language}\n{code.rstrip()}\n```"


def only_line(code: str) -> str:
    """The one line of a code block without its prompt, or ""."""
    found = code.strip().splitlines()
    return PROMPT.sub("", found[0]).strip() if len(found) == 1 and "`" not in found[0] else ""


def typed_lines(code: str) -> list[str]:
    """The lines of a shell's code without prompts, comments and blank ones."""
    return [PROMPT.sub("", line) for line in code.splitlines() if line.strip() and not line.startswith("# ")]


def typed(code: str) -> str:
    """What is typed of a shell's code, without what a command prints at its end; "" if that can't be told apart."""
    if "<<" in code or code.count('"') % 2 or code.count("'") % 2:
        return code  # what goes on over several lines looks like output
    written = code.rstrip().splitlines()
    prompted = [number for number, line in enumerate(written) if line.startswith(PROMPTS)]
    printed = [number for number, line in enumerate(written) if is_printed(written, number, bool(prompted))]
    if not printed:
        return code
    if not prompted or printed[0] < prompted[-1]:
        return ""  # of several commands the output of one is no part, but where they stand it is
    return "\n".join(written[: printed[0]])


def is_printed(written: Sequence[str], number: int, prompted: bool) -> bool:
    """Whether a line is what a command prints: it has no prompt though others have, or is nothing that a shell runs."""
    line = written[number]
    if not line.strip() or line.startswith(("#", *PROMPTS)) or number and written[number - 1].rstrip().endswith(GOES_ON):
        return False
    if prompted:
        return True
    return line[0].isalnum() and (PROGRAM.match(line) is None or HASH.fullmatch(line.strip()) is not None)


def lines(code: str) -> str:
    count = len(code.strip().splitlines())
    return "one line" if count == 1 else f"{count} lines"


def is_several(code: str) -> bool:
    """Whether a shell is given more than one command: not what a command prints, nor what goes on behind a backslash."""
    written = code.strip().replace("\\\n", " ").splitlines()
    prompted = [line for line in written if line.startswith(PROMPTS)]
    return len(prompted or [line for line in written if line[:1].strip() and not line.startswith("# ")]) > 1
