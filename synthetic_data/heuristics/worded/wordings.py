"""Question wording for languages whose grammar the heuristics do not know: one YAML file a language, read and checked here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ...errors import UserError
from ..tables.table_cells import CODE
from ..words.base import pick

FOLDER = Path(__file__).parent / "wording"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LEAST_QUESTIONS, STEPS = 2, 3
# What each kind of question may speak of; those before the bar have to stand in every question.
KINDS = {
    "table_cell": "place row column | value",
    "table_row": "place column value | row",
    "steps_with_lead": "place aim | lead count first last",
    "steps_with_lead_way": "place way | lead count first last",
    "next_step": "place step | answer number count",
    "term": "place term | text",
    "term_back": "place text | term",
    "code": "place aim | lead lines",
    "code_way": "place way | lead lines",
    "command": "place aim | lead",
    "command_way": "place way | lead",
    "cloze": "place gap | filler",
}
PLACES = {"one": "inner", "two": "inner outer", "question": "inner"}
WORDS = tuple(
    """leaning pronouns pointing fragments generic index no_term steps yes_no remarks describing output either instances counted
    other_script""".split()
)
Shapes = tuple[tuple[re.Pattern[str], str], ...]
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PATTERNS = ("leaning_patterns", "no_explanation_patterns", "no_blank_patterns", "bare_subject_patterns", "no_aim_patterns")
SHAPES = ("code_aims", "code_ways")
KEYS = ("name", "quotes", "place", "words", *PATTERNS, *SHAPES, *KINDS)


@dataclass(frozen=True)
class Wording:
    """The questions and reasoning steps of one language, and the few words that its texts are judged by.

    words are in lower case: `leaning` ones point outside a sentence, and so do `pronouns` near its beginning but for the first
    word; `pointing` ones do so anywhere, and no whole sentence begins with one of `fragments`; `generic` ones make no heading of
    their own, headings of `index` ones explain nothing, `no_term` ones label a remark, `steps` ones call a list a procedure,
    `yes_no` and `remarks` ones say little in a cell or in a header, `describing` ones head a column of descriptions, `output`
    ones announce what a program prints, `either` ones that there are two of a thing, `instances` ones that it
    is an example; what `counted` ones number is a part of the text, such as a table.
    leaning_patterns find pronouns that only their place in a sentence tells from articles, or that cling to a verb.
    no_explanation_patterns find, at its beginning, what explains no term: an order, and a verb whose subject the term would be.
    no_blank_patterns find, in a whole sentence, what ties it to the one before: "then", "the rest", a verb without its subject.
    bare_subject_patterns find a subject of which only a name of its kind is told ("The configuration is in"): their group.
    no_aim_patterns find what leaves open which thing is meant ("the new file").
    aims and ways are what code is for and how a thing is done: a pattern of the words before the code, which begin in lower case,
    and what a question makes of its groups.
    Characters of `other_script` show that a text is written in a script that the wording does not use.
    """

    quotes: tuple[str, str]
    places: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    leaning: tuple[re.Pattern[str], ...]
    no_explanation: tuple[re.Pattern[str], ...]
    no_blank: tuple[re.Pattern[str], ...]
    bare_subject: tuple[re.Pattern[str], ...]
    no_aim: tuple[re.Pattern[str], ...]
    aims: Shapes
    ways: Shapes
    questions: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, tuple[str, ...]]

    def question(self, kind: str, values: Mapping[str, str]) -> str:
        """One of the questions of a kind, always the same for the same values."""
        shown = self.shown(values)
        return pick(self.questions[kind], kind, *values.values()).format(**shown)

    def reasons(self, kind: str, values: Mapping[str, str]) -> tuple[str, ...]:
        shown = self.shown(values)
        return tuple(step.format(**shown) for step in self.steps[kind])

    def place(self, inner: str, outer: str, key: str, asks: bool = False) -> str:
        """How a place is called: a heading with its document, or one of them alone; a heading that asks is called a section."""
        if asks:
            return pick(self.places["question"], "place", key).format(inner=inner)
        if not outer:
            return pick(self.places["one"], "place", key).format(inner=inner)
        return pick(self.places["two"], "place", key).format(inner=inner, outer=outer)

    def shown(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values as they stand in a sentence: in the language's quotation marks, code and places as they are."""
        left, right = self.quotes
        bare = ("place", "count", "number", "lines", "aim", "way")
        return {name: text if name in bare or CODE.match(text) else f"{left}{text}{right}" for name, text in values.items()}


def languages() -> tuple[str, ...]:
    """The languages that have a file, besides English, which needs none."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def check_wordings(folder: Path = FOLDER) -> None:
    """Reads every file. Raises UserError, naming the file, for a key or placeholder that is unknown or missing."""
    for path in sorted(folder.glob("*.yaml")):
        checked(path)


@lru_cache(maxsize=64)
def wording_of(language: str) -> Wording | None:
    """The wording of a language, or None if nobody has written one."""
    path = FOLDER / f"{language}.yaml"
    return read_wording(path) if language.isalpha() and path.is_file() else None


def read_wording(path: Path) -> Wording:
    """One file as a wording. Raises UserError as `check_wordings` does, and for what is no regular expression."""
    loaded = checked(path)
    left, right = loaded["quotes"]
    return Wording(
        quotes=(left, right),
        places={name: tuple(loaded["place"][name]) for name in PLACES},
        words={name: frozenset(word.lower() for word in loaded["words"][name]) for name in WORDS},
        leaning=patterns(path, "leaning_patterns", loaded["leaning_patterns"]),
        no_explanation=patterns(path, "no_explanation_patterns", loaded["no_explanation_patterns"]),
        no_blank=patterns(path, "no_blank_patterns", loaded["no_blank_patterns"]),
        bare_subject=patterns(path, "bare_subject_patterns", loaded["bare_subject_patterns"]),
        no_aim=patterns(path, "no_aim_patterns", loaded["no_aim_patterns"]),
        aims=shapes(path, "code_aims", loaded["code_aims"]),
        ways=shapes(path, "code_ways", loaded["code_ways"]),
        questions={kind: tuple(loaded[kind]["questions"]) for kind in KINDS},
        steps={kind: tuple(loaded[kind]["steps"]) for kind in KINDS},
    )


def checked(path: Path) -> dict[str, Any]:
    """The content of a file: every key is there and each placeholder fits. Its patterns are compiled only when it is needed."""
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(f"The wording file {path} cannot be read: {error}", "Compare it with de.yaml beside it.") from error
    check_keys(path, "", loaded, KEYS)
    check_keys(path, "place", loaded["place"], tuple(PLACES))
    check_keys(path, "words", loaded["words"], WORDS)
    for kind, names in KINDS.items():
        check_keys(path, kind, loaded[kind], ("questions", "steps"))
        needed, _, more = names.partition("|")
        known = {*needed.split(), *more.split()}
        questions = templates(path, f"{kind}.questions", loaded[kind]["questions"], known, set(needed.split()))
        steps = templates(path, f"{kind}.steps", loaded[kind]["steps"], known, set())
        if len(questions) < LEAST_QUESTIONS or len(steps) != STEPS:
            raise refusal(path, f'"{kind}" needs {LEAST_QUESTIONS} questions at least and {STEPS} steps')
    if len(templates(path, "quotes", loaded["quotes"], set(), set())) != 2:
        raise refusal(path, '"quotes" needs an opening and a closing mark')
    for name, parts in PLACES.items():
        templates(path, f"place.{name}", loaded["place"][name], set(parts.split()), set(parts.split()))
    for name in WORDS:
        word_list(path, name, loaded["words"][name])
    return dict(loaded)


def check_keys(path: Path, where: str, given: Any, known: tuple[str, ...]) -> None:
    """Refuses keys that are unknown or missing."""
    place = f' under "{where}"' if where else ""
    if not isinstance(given, dict):
        raise refusal(path, f"keys are wanted{place}: {', '.join(known)}")
    for key in given:
        if key not in known:
            raise refusal(path, f'the key "{key}"{place} is unknown; known: {", ".join(known)}')
    for key in known:
        if key not in given:
            raise refusal(path, f'the key "{key}"{place} is missing')


def templates(path: Path, where: str, given: Any, known: set[str], needed: set[str]) -> Sequence[str]:
    """The sentences of a list, their placeholders checked."""
    for text in (sentences := word_list(path, where, given)):
        found = set(PLACEHOLDER.findall(text))
        if found - known or not needed <= found or re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            wanted = ", ".join("{" + name + "}" for name in sorted(needed or known)) or "none"
            raise refusal(
                path, f'in "{where}" the placeholders of "{text}" do not fit; {"needed" if needed else "known"}: {wanted}'
            )
    return sentences


def patterns(path: Path, where: str, given: Any) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(text) for text in word_list(path, where, given))
    except re.error as error:
        raise refusal(path, f'"{where}" holds no regular expression: {error}') from error


def shapes(path: Path, where: str, given: Any) -> Shapes:
    """Patterns with what is made of their groups."""
    if not isinstance(given, dict):
        raise refusal(path, f'"{where}" must give for each pattern what is made of it')
    found = patterns(path, where, list(given))
    made = word_list(path, where, list(given.values()))
    for pattern, text in zip(found, made, strict=True):
        if any(int(number) > pattern.groups for number in re.findall(r"\\(\d)", text)):
            raise refusal(path, f'in "{where}" the pattern "{pattern.pattern}" has too few groups for "{text}"')
    return tuple(zip(found, made, strict=True))


def word_list(path: Path, where: str, given: Any) -> Sequence[str]:
    if not isinstance(given, list) or not all(isinstance(entry, str) for entry in given):
        raise refusal(path, f'"{where}" must be a list of texts (put words such as "no" in quotation marks)')
    return given


def refusal(path: Path, what: str) -> UserError:
    return UserError(f"{path}: {what}.", "Compare the file with de.yaml beside it.")
