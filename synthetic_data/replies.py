"""Reads what a model sent back: whole items out of JSON however it is wrapped or slightly broken, and nothing that isn't there."""

import json
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from .records import Item

NAMES = r"(?:think|thinking|thought|reasoning|reflection|analysis|scratchpad|seed:think)"
OPEN_THINKING = re.compile(
    rf"<{NAMES}>|\[THINK\]|◁think▷|<\|START_THINKING\|>|<\|channel\|?>(?:analysis|thought)\b", re.IGNORECASE
)
CLOSED = rf"(?:</{NAMES}>|\[/THINK\]|◁/think▷|<\|END_THINKING\|>|<channel\|>|(?:<\|channel\|>|assistant)final[^\n{{}}\[\]]{{0,40}})"
CLOSE_THINKING = re.compile(CLOSED, re.IGNORECASE)
LAST_CLOSE = re.compile(rf"{CLOSED}(?=[ \t]*(?:\n|\Z|[{{\[]|```|~~~))", re.IGNORECASE)
CLOSE_BEFORE_JSON = re.compile(rf"{CLOSED}(?=\s*(?:(?:```|~~~)\w*\s*)?(?:\{{\s*[\"'“]|\[\s*\{{))", re.IGNORECASE)
JSON_START = re.compile(r"[{\[]\s*[\"'“{]")
STEP_NUMBER = re.compile(r"\s*(?P<mark>\*\*)?(?P<label>step\s*)?(?P<number>\d{1,2})\s*[.:)](?(mark)\s*\*\*:?)\s+", re.IGNORECASE)
EMPTY_LIST = re.compile(r"(?:(?:```|~~~)\w*)?\s*\[\s*\]\s*(?:```|~~~)?")
LIST_NAME = re.compile(r"pair|question|qa|item|data|result", re.IGNORECASE)
LONGEST_REPLY = 400_000  # characters; what is longer is no answer to one task
FIELDS = ("question", "reasoning_steps", "answer", "evidence")
DEEPEST = 6  # how far down a list of pairs is looked for

# What follows the quote that ends a text. Two kinds: what only the end of a text can have behind it, and what a quote inside a
# text might have behind it too.
Q = "[\"'“”„‘’]"
FIELD_NAME = rf"{Q}?(?:{'|'.join(FIELDS)}){Q}?\s*:"
AFTER_CLOSE = r"\s*[}\]]\s*(?:[,}\]{]|\Z)|\s*[}\]][ \t]*\n|\s*\Z"
AFTER_NAME = re.compile(r"\s*:")
SURELY_AFTER = re.compile(
    rf"[\s\]]*,?\s*{FIELD_NAME}|\s*\]?\s*\}}\s*(?:,?\s*\{{\s*{Q}?\w+{Q}?\s*:|\]\s*(?:\}}|\Z|```|~~~))|[\s\]}}]*(?:```|~~~|\Z)"
)
AFTER_VALUE = re.compile(rf"\s*,\s*(?:{Q}[\w $-]*{Q}\s*:|\w+\s*:|[}}\]]|//|#|/\*|\Z|{Q}\w*\Z)|\s*\n\s*{Q}[\w ]+{Q}\s*:|{AFTER_CLOSE}")
AFTER_PART = re.compile(
    rf"\s*,\s*(?:{Q}|[\[{{\]}}]|(?:-?\d[\d.]*|[Tt]rue|[Ff]alse|null|None|NaN)\s*[,\]]|//|#|/\*|\Z)|\s*\n\s*{Q}|{AFTER_CLOSE}"
)
SIGN = re.compile(r"[\"'“„‘{}\[\]:]|```|~~~|//[^\n]*|/\*.*?\*/|#[^\n]*", re.DOTALL)
OBJECT_START = re.compile(rf"\{{\s*(?:{Q}?[\w ]+{Q}?\s*:|//|#|/\*|{Q}?\w*\Z)|\[\s*(?:[\[{{]|\Z)")
CLOSERS = {'"': '"', "'": "'", "“": '”“"', "„": '”“"', "‘": "’‘'"}
ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[\"\\/bfnrt])|(?P<apostrophe>\\')|(?P<bare>[\\\"])")
STAND_IN = re.compile(r'"(#\d+)"')


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply held: whole items, the reasons why others could not be used, and whether it could be read at all.

    abstained: the reply is a readable, empty list. unreadable is the reason when nothing could be made of it.
    """

    items: tuple[Item, ...] = ()
    problems: tuple[str, ...] = ()
    abstained: bool = False
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands where a pair stood that cannot be used."""

    reason: str


def read_reply(text: str) -> Reading:
    """The items of a reply that was asked for as {"pairs": [{question, reasoning_steps, answer, evidence}, …]}."""
    if len(text) > LONGEST_REPLY:
        return Reading(unreadable="the reply is far too long")
    whole = text.strip().strip("\ufeff").strip()
    if not whole:
        return Reading(unreadable="the reply is empty")
    value, end = strictly(whole, 0)
    if end == len(whole) and entries_of(value) is not None:  # nothing to guess, even if a text in it speaks of thinking
        return checked(entries_of(value) or [])
    body = without_thinking(whole).strip()
    if not body:
        return Reading(unreadable="the reply holds reasoning but no answer")
    if EMPTY_LIST.fullmatch(body):
        return Reading(abstained=True)
    scan = Scan(body, whole_values(body))
    scan.run()
    if scan.entries or scan.whole:
        return checked(scan.entries)
    names_pairs = any("pairs" in opened.names for opened in scan.stack)
    return Reading(unreadable="the reply breaks off before its first pair" if names_pairs else "the reply holds no JSON with pairs")


def without_thinking(text: str) -> str:
    """A reply without the reasoning some models write before it, closed or not. Tags inside of the answer's texts stay."""
    at = 0
    while (opened := OPEN_THINKING.search(text, at)) and not JSON_START.search(text, at, opened.start()):
        closed = CLOSE_THINKING.search(text, opened.end())
        if not closed:
            return ""
        at = closed.end()
    rest = text[at:].lstrip()  # the opening tag may stand in the prompt, so that only the closing one is here
    closers = CLOSE_BEFORE_JSON if rest[:1] in ("{", "[") else LAST_CLOSE
    last = max((closed.end() for closed in closers.finditer(rest)), default=0)
    return rest[last:]


# --- JSON as it should be --------------------------------------------------------------------------------------------


def strictly(text: str, at: int) -> tuple[Any, int]:
    """The JSON value that starts there and its end; the end is -1 if there is none."""
    try:
        return json.JSONDecoder(strict=False, object_pairs_hook=joined).raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, -1


def joined(members: list[tuple[str, Any]]) -> Any:
    """An object of these members; several, if they are whole pairs without the braces between them."""
    parts: list[dict[str, Any]] = [{}]
    for name, value in members:
        if (name in FIELDS or name == "pairs") and parts[-1].get(name, value) != value:
            parts.append({})
        parts[-1][name] = value
    if len(parts) == 1:
        return parts[0]
    if all("pairs" in part or all(name in part for name in FIELDS) for part in parts):
        return parts
    return Unread("a field is given twice")


def whole_values(text: str) -> dict[int, tuple[int, list[Any]]]:
    """The strictly readable values that hold pairs: their starts, with their ends and the entries of their lists."""
    found: dict[int, tuple[int, list[Any]]] = {}
    at = 0
    while opener := JSON_START.search(text, at):
        value, end = strictly(text, opener.start())
        entries = entries_of(value)
        if entries is not None and (entries or isinstance(value, dict)):
            found[opener.start()] = (end, entries)
        at = end if end > 0 else opener.start() + 1
    return found


def entries_of(value: Any, depth: int = 0) -> list[Any] | None:
    """The pairs in a value, whatever lists or objects they stand in; None if it is not about pairs at all."""
    if isinstance(value, Unread):
        return [value]
    if depth > DEEPEST or not isinstance(value, (list, dict)):
        return None
    if isinstance(value, list):
        inside = [(part, entries_of(part, depth + 1)) for part in value]
        if value and all(entries is None for _, entries in inside):
            return None
        return [entry for part, entries in inside for entry in ([part] if entries is None else entries)]
    if "pairs" in value:
        pairs = value["pairs"]
        numbered = isinstance(pairs, dict) and not is_pair(set(pairs))
        listed = list(pairs.values()) if numbered else pairs if isinstance(pairs, list) else [pairs]
        return listed if entries_of(listed, depth + 1) is None else entries_of(listed, depth + 1)
    if is_pair(set(value)):
        return [value]
    inner = [entry for part in value.values() if part for entry in entries_of(part, depth + 1) or []]
    empty = any(part == [] and LIST_NAME.search(name) for name, part in value.items())
    return inner if inner or empty else None


def is_pair(names: set[str]) -> bool:
    """Whether an object with these names is meant as a pair."""
    return "pairs" not in names and ("question" in names or len(names.intersection(FIELDS)) > 1)


# --- JSON as it comes ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Opened:
    """A brace or bracket that is open: which, where its text begins among the tokens, what its members are called."""

    kind: str
    token: int
    names: set[str] = field(default_factory=set)
    doubtful: bool = False


@dataclass(slots=True)
class Scan:
    """Goes through a reply with slips in it, and collects the pairs in their order.

    Here is decided where texts end and which braces belong together; json_repair then mends the punctuation of one object at a
    time and sees stand-ins ("#7") instead of texts, so that it cannot change, invent or lose any.
    """

    text: str
    whole: dict[int, tuple[int, list[Any]]]
    entries: list[Any] = field(default_factory=list)
    stack: list[Opened] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    before: str = ""

    def run(self) -> None:
        starts = [*sorted(self.whole), len(self.text)]
        at = 0
        while at < len(self.text):
            limit = starts[bisect_left(starts, at)]
            sign = (SIGN if self.stack else OBJECT_START).search(self.text, at, limit)
            if at == limit:
                self.settle()
                at, entries = self.whole[at]
                self.entries += entries
                self.before = "}"
            elif sign and self.stack:
                self.add(self.text[at : sign.start()])
                at = self.take(sign[0], sign.start(), limit)
            elif sign:
                at = self.take(sign[0][0], sign.start(), limit)
            else:
                self.add(self.text[at:limit])
                at = limit
        if any(is_pair(opened.names) for opened in self.stack) or [opened.kind for opened in self.stack[-2:]] == ["[", "{"]:
            self.entries.append(Unread("the reply breaks off inside a pair"))

    def take(self, sign: str, at: int, limit: int) -> int:
        """Takes one sign in; returns where to go on."""
        if sign in ("'", "‘") and self.before not in '{[,:"':
            self.add(sign)
        elif sign in CLOSERS:
            return self.take_text(at, limit)
        elif sign in ("```", "~~~"):
            self.settle("the reply breaks off inside a pair")
            self.stack.clear()
        elif sign in ("{", "["):
            if sign == "{" and self.stack and self.stack[-1].kind == "{" and self.before != ":":
                self.settle()
            self.stack.append(Opened(sign, len(self.tokens)))
            self.add(sign)
        elif sign in ("}", "]"):
            self.close(sign)
        elif sign == ":":
            word = re.search(r"\w*\s*\Z", self.tokens[-1])
            self.stack[-1].names.add(self.texts[-1] if self.before == '"' else word[0].strip() if word else "")
            self.add(sign)
        return at + len(sign)

    def take_text(self, at: int, limit: int) -> int:
        """Takes a text in whose opening quote stands there; returns where it ends."""
        quote = self.text[at]
        named = self.before == ":"
        after = AFTER_VALUE if named else AFTER_PART if self.stack[-1].kind == "[" else AFTER_NAME
        inner = 0
        for found in re.compile(rf"\\.|[{CLOSERS[quote]}]", re.DOTALL).finditer(self.text, at + 1, limit):
            if found[0][0] == "\\":
                continue
            surely = after is not AFTER_NAME and SURELY_AFTER.match(self.text, found.end())
            if surely or after.match(self.text, found.end()):
                for opened in self.stack if inner % 2 and not surely and quote not in "'‘" else ():
                    opened.doubtful = True
                self.add(f'"#{len(self.texts)}"')
                self.texts.append(unescaped(self.text[at + 1 : found.start()]))
                return found.end()
            inner += 1
        if limit < len(self.text):
            self.settle("a pair cannot be read")
        return limit

    def add(self, token: str) -> None:
        self.tokens.append(token)
        self.before = token.strip()[-1:] or self.before

    def close(self, sign: str) -> None:
        """Closes what the sign closes, and what should have been closed before it."""
        kind = "{" if sign == "}" else "["
        if kind not in [opened.kind for opened in self.stack]:
            return
        while self.stack[-1].kind != kind:
            self.finish(self.stack.pop())
        self.add(sign)
        self.finish(self.stack.pop())

    def settle(self, lost: str = "") -> None:
        """Ends the pair that is open, if one is: as lost, for that reason, or as it stands when only its end is missing."""
        for depth, opened in enumerate(self.stack):
            if is_pair(opened.names):
                del self.stack[depth:]
                self.finish(opened, lost)
                return

    def finish(self, opened: Opened, lost: str = "") -> None:
        """Reads an object that has come to its end, if it is a pair."""
        if opened.kind == "{" and is_pair(opened.names):
            lost = lost or ("quotes inside a text are not escaped" if opened.doubtful else "")
            value = None if lost else self.mended("".join(self.tokens[opened.token :]))
            self.entries += entries_of(value) or [Unread(lost or "a pair cannot be read")]

    def mended(self, piece: str) -> Any:
        """The value of an object with its punctuation put right; None if a text would be lost on the way."""
        import json_repair

        used: list[str] = []

        def restored(value: Any) -> Any:
            if isinstance(value, dict):
                return joined([(str(restored(name) or name), restored(part)) for name, part in value.items()])
            if isinstance(value, list):
                return [restored(part) for part in value]
            if isinstance(value, str):
                used.append(value)
                return self.texts[int(value[1:])] if re.fullmatch(r"#\d+", value) else None
            return value

        value = restored(json_repair.loads(piece))
        return value if set(re.findall(r"#\d+", piece)) <= set(used) else None


def unescaped(raw: str) -> str:
    """The text between two quotes; a backslash that escapes nothing is one that the model forgot to double."""

    def escape(found: re.Match[str]) -> str:
        return "'" if found["apostrophe"] else "\\" + found["bare"] if found["bare"] else found[0]

    text: str = json.loads(f'"{ESCAPE.sub(escape, raw)}"', strict=False)
    return text


# --- pairs -----------------------------------------------------------------------------------------------------------


def checked(entries: list[Any]) -> Reading:
    """The entries that are items, and a reason for each that is not. The form itself, dots for texts, is no entry."""
    meant = [entry for entry in entries if not is_form(entry)]
    if entries and not meant:
        return Reading(unreadable="the reply only repeats the form")
    reasons = [problem_of(entry) for entry in meant]
    items = tuple(item_of(entry) for entry, reason in zip(meant, reasons, strict=True) if not reason)
    return Reading(items, tuple(reason for reason in reasons if reason), abstained=not meant)


def is_form(entry: Any) -> bool:
    texts = [entry.get(name) for name in ("question", "answer")] if isinstance(entry, dict) else []
    return bool(texts) and all(isinstance(text, str) and re.fullmatch(r"[.…\s]+", text) for text in texts)


def problem_of(entry: Any) -> str:
    """Why an entry is no item, or ""."""
    if isinstance(entry, Unread):
        return entry.reason
    if not isinstance(entry, dict):
        return "a pair is not an object"
    for name in ("question", "answer", "reasoning_steps", "evidence"):
        if name not in entry:
            return f"{name} is missing"
        value = entry[name]
        texts = [value] if name in ("question", "answer") else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return f"{name} is not text" if texts is not value else f"{name} is not a list of texts"
        if any("\ud800" <= character <= "\udfff" for text in texts for character in text):
            return f"{name} holds half a character"
    return ""


def item_of(entry: dict[str, Any]) -> Item:
    """An item as the model gave it; only numbering and white space around its steps are taken off."""
    steps = without_numbers([step for step in texts_of(entry["reasoning_steps"]) if step])
    quotes = [quote for quote in texts_of(entry["evidence"]) if quote]
    question, answer = texts_of([entry["question"], entry["answer"]])
    return Item(question, tuple(steps), answer, tuple(quotes))


def texts_of(texts: list[str]) -> list[str]:
    """Texts as they are meant: nobody writes form feeds or backspaces, but many forget to double the backslash of \\frac or \\b."""
    return [text.replace("\f", "\\f").replace("\b", "\\b").strip() for text in texts]


def without_numbers(steps: list[str]) -> list[str]:
    """Steps without "Step 2:" or, if all are numbered by their places, "2."."""
    found = [STEP_NUMBER.match(step) for step in steps]
    numbered = all(match and int(match["number"]) == place for place, match in enumerate(found, 1))
    return [step[match.end() :] if match and (numbered or match["label"]) else step for step, match in zip(steps, found, strict=True)]


def answer_schema(count: int) -> dict[str, Any]:
    """The JSON schema of a reply: reasoning before the answer, no bounds on lengths (they make grammars slow to compile)."""
    text = {"type": "string"}
    texts = {"type": "array", "items": text, "minItems": 1}
    pair = {
        "type": "object",
        "properties": {
            "question": text,
            "reasoning_steps": {"type": "array", "items": text, "minItems": 3, "maxItems": 6},
            "answer": text,
            "evidence": {**texts, "maxItems": 4},
        },
        "required": ["question", "reasoning_steps", "answer", "evidence"],
        "additionalProperties": False,
    }
    pairs = {"type": "array", "items": pair, "maxItems": count}
    return {"type": "object", "properties": {"pairs": pairs}, "required": ["pairs"], "additionalProperties": False}
