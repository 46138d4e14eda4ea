"""Reads what a model sent back: whole items out of JSON however it is wrapped or slightly broken, and nothing that isn't there."""

import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from .records import Item

LONGEST_REPLY = 400_000  # characters; what is longer is no answer to one task
BROKEN_OFF = "the reply breaks off inside a pair"
FIELDS = ("question", "reasoning_steps", "answer", "evidence")
STEP_NUMBER = re.compile(r"(?P<mark>\*\*)?(?P<label>step\s*)?(?P<number>\d{1,2})\s*[.:)](?(mark)\s*\*\*:?)\s+", re.IGNORECASE)
LIST_NAME = re.compile(r"pair|question|qa|item|data|result", re.IGNORECASE)
EMPTY_LIST = re.compile(r"(?:(?:```|~~~)\w*)?\s*\[\s*\]\s*(?:```|~~~)?")

TAGS = r"(?:think|thinking|thought|reasoning|reflection|analysis|scratchpad|seed:think)"
OPEN = re.compile(rf"<{TAGS}>|\[THINK\]|◁think▷|<\|START_THINKING\|>|<\|channel\|?>(?:analysis|thought)\b", re.IGNORECASE)
CLOSE = rf"(?:</{TAGS}>|\[/THINK\]|◁/think▷|<\|END_THINKING\|>|<channel\|>|(?:<\|channel\|>|assistant)final[^\n{{}}\[\]]{{0,40}})"
CLOSE_BEFORE_JSON = rf"{CLOSE}(?=\s*(?:(?:```|~~~)\w*\s*)?(?:\{{\s*[\"'“]|\[\s*\{{))"
CLOSE_ON_ITS_OWN = rf"{CLOSE}(?=[ \t]*(?:\n|\Z|[{{\[]|```|~~~))"

# For JSON with slips: where it starts, its signs, and what follows the quote that ends a text. SURELY is what only the end of a
# text has behind it; the others are what a quote inside a text may have behind it, too.
Q = "[\"'“”„‘’]"
START = re.compile(rf"\{{\s*(?:{Q}[^\"\n]{{0,60}}{Q}\s*:|\w+\s*:|//|#|/\*|{Q}?\w*\Z)|\[\s*(?:[\[{{]|\Z)")
SIGN = re.compile(r"[\"'“„‘]|```|~~~|//[^\n]*|/\*.*?\*/|#[^\n]*|[{}\[\]]", re.DOTALL)
CLOSERS = {'"': '["]', "'": "[']", "“": '[”“"]', "„": '[”“"]', "‘": "[’‘']"}
NEXT = rf"\s*(?:,?\s*\{{\s*{Q}?\w+{Q}?\s*:|\]\s*(?:\}}|\Z|```|~~~))"
SURELY = re.compile(rf"[\s\]]*,?\s*{Q}?(?:{'|'.join(FIELDS)}){Q}?\s*:|\s*\]?\s*\}}{NEXT}|[\s\]}}]*(?:```|~~~|\Z)")
AFTER_ANY = r"\s*[}\]]\s*(?:[,}\]{]|\Z)|\s*[}\]][ \t]*\n|\s*,\s*(?:[}\]]|//|#|/\*|\Z)|\s*\Z"
AFTER_NAME = re.compile(r"\s*:")
AFTER_VALUE = re.compile(rf"\s*,\s*(?:{Q}[\w $-]*{Q}\s*:|\w+\s*:|{Q}\w*\Z)|\s*\n\s*{Q}[\w ]+{Q}\s*:|{AFTER_ANY}")
AFTER_PART = re.compile(rf"\s*,\s*(?:{Q}|[\[{{]|(?:-?\d[\d.]*|[Tt]rue|[Ff]alse|null|None)\s*[,\]])|\s*\n\s*{Q}|{AFTER_ANY}")
ESCAPE = re.compile(r"(\\(?:u[0-9a-fA-F]{4}|[\"\\/bfnrt]))|\\(?=')|([\\\"])")
PLACE = re.compile(r"@(?P<whole>\d+)|[{}\[\]!`]|(?:\"[#~](?P<text>\d+)\"|(?P<word>\w+))\s*:\s*")


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
    body = text.strip().strip("\ufeff").strip()
    if not body:
        return Reading(unreadable="the reply is empty")
    value, end = strictly(body, 0)
    entries = entries_of(value)
    if entries is None or end < len(body):  # else there is nothing to guess, even if a text in it speaks of thinking
        body = without_thinking(body).strip()
        if not body:
            return Reading(unreadable="the reply holds reasoning but no answer")
        entries = [] if EMPTY_LIST.fullmatch(body) else loosely(body)
    return Reading(unreadable="the reply holds no JSON with pairs") if entries is None else checked(entries)


def without_thinking(text: str) -> str:
    """A reply without the reasoning some models write before it, closed or not. Tags inside of the answer's texts stay."""
    at = 0
    while (opened := OPEN.search(text, at)) and not START.search(text, at, opened.start()):
        closed = re.compile(CLOSE, re.IGNORECASE).search(text, opened.end())
        if not closed:
            return ""
        at = closed.end()
    rest = text[at:].lstrip()  # the opening tag may stand in the prompt, so that only the closing one is here
    closing = CLOSE_BEFORE_JSON if rest[:1] in ("{", "[") else CLOSE_ON_ITS_OWN
    return rest[max((closed.end() for closed in re.finditer(closing, rest, re.IGNORECASE)), default=0) :]


def strictly(text: str, at: int) -> tuple[Any, int]:
    """The JSON value that starts there and its end; the end is -1 if there is none."""
    try:
        return json.JSONDecoder(strict=False, object_pairs_hook=joined).raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, -1


def joined(members: list[tuple[str, Any]]) -> Any:
    """An object of these members; a list of them, if they are whole pairs without the braces between them."""
    parts: list[dict[str, Any]] = [{}]
    for name, value in members:
        if name in (*FIELDS, "pairs") and parts[-1].get(name, value) != value:
            parts.append({})
        parts[-1][name] = value
    if len(parts) == 1:
        return parts[0]
    whole = all("pairs" in part or part.keys() >= set(FIELDS) for part in parts)
    return parts if whole else Unread("a field is given twice")


def entries_of(value: Any, depth: int = 0) -> list[Any] | None:
    """The pairs in a value, whatever lists or objects they stand in; None if it is not about pairs at all."""
    if isinstance(value, Unread):
        return [value]
    if depth > 6 or not isinstance(value, (list, dict)):
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
        entries = entries_of(listed, depth + 1)
        return listed if entries is None else entries
    if is_pair(set(value)):
        return [value]
    inner = [entry for part in value.values() if part for entry in entries_of(part, depth + 1) or []]
    empty = any(part == [] and LIST_NAME.search(name) for name, part in value.items())
    return inner if inner or empty else None


def is_pair(names: set[str]) -> bool:
    """Whether an object with these names is meant as a pair."""
    return "pairs" not in names and ("question" in names or len(names.intersection(FIELDS)) > 1)


class Opened(NamedTuple):
    """A bracket that is open: which, where, and the names of its members so far."""

    kind: str
    start: int
    names: set[str]


def loosely(text: str) -> list[Any] | None:
    """The pairs of a reply that is not just JSON, in their order; None if it is not about pairs at all."""
    whole: dict[int, tuple[int, list[Any]]] = {}  # what needs no mending: start, end and entries
    at = 0
    while start := START.search(text, at):
        value, end = strictly(text, start.start())
        entries = entries_of(value)
        if entries is not None:
            whole[start.start()] = end, entries
        at = max(end, start.start() + 1)
    found = pairs_of(*sketch(text, {start: end for start, (end, _) in whole.items()}), whole)
    return found if found or whole else None


def sketch(text: str, whole: dict[int, int]) -> tuple[str, list[str]]:
    """A reply without prose, comments and texts, and its texts.

    In it "#7" stands for the text 7, "~7" if that may end elsewhere, @90 for the whole value at 90, ! for a text without an end.
    So json_repair can mend pieces of it, but can't change, invent or lose a text.
    """
    drawn: list[str] = []
    texts: list[str] = []
    at, depth, before = 0, 0, ""  # before: the last sign that is no white space
    for limit in [*whole, len(text)]:
        while at < limit:
            sign = (SIGN if depth else START).search(text, at, limit)
            if depth:  # from between the texts comes nothing that is a sign of the sketch's own
                drawn.append(re.sub(r"[^\w\s:,.+-]", "?", text[at : sign.start() if sign else limit]))
                before = drawn[-1].rstrip()[-1:] or before
            mark = sign[0][0] if sign else "-"
            at = limit if not sign else sign.end() if mark in "/#`~" else sign.start() + 1
            if mark in "{}[]`~":
                drawn.append("`" if mark == "~" else mark)
                depth = 0 if mark in "`~" else max(0, depth + (1 if mark in "{[" else -1))
                before = mark
            elif mark in CLOSERS and (mark not in "'‘" or before in '{[,:"'):
                stop, sure = end_of_text(text, at, limit, before)
                drawn.append(f'"{"#" if sure else "~"}{len(texts)}"' if stop < limit else "!" if limit in whole else "")
                texts.append(unescaped(text[at:stop]))
                at, before = stop + 1, '"'
        if limit in whole:
            drawn.append(f"@{limit}")
            at, before = whole[limit], "}"
    return "".join(drawn), texts


def end_of_text(text: str, at: int, limit: int, before: str) -> tuple[int, bool]:
    """Where the text that starts there has its closing quote (at the limit, if it has none), and whether that is sure."""
    opening, inner = text[at - 1], 0
    after = AFTER_VALUE if before == ":" else AFTER_PART
    for quote in re.compile(rf"\\.|{CLOSERS[opening]}", re.DOTALL).finditer(text, at, limit):
        if quote[0][0] == "\\":
            continue
        name = before not in ":[" and not inner and AFTER_NAME.match(text, quote.end())
        if name or (before != "{" and SURELY.match(text, quote.end())):
            return quote.start(), True
        if before != "{" and after.match(text, quote.end()):
            return quote.start(), inner % 2 == 0 or opening in "'‘"  # if odd, it may be a quotation in the text that ends here
        inner += 1
    return limit, False


def unescaped(raw: str) -> str:
    """The text between two quotes; a backslash that escapes nothing is one that the model forgot to double."""
    escaped = ESCAPE.sub(lambda found: found[1] or (f"\\{found[2]}" if found[2] else ""), raw)
    return str(json.loads(f'"{escaped}"', strict=False))


def pairs_of(drawn: str, texts: list[str], whole: dict[int, tuple[int, list[Any]]]) -> list[Any]:
    """The pairs in a sketch, in their order: whole values, mended pieces, and what is lost."""
    found: list[Any] = []
    stack: list[Opened] = []
    named = -1  # the end of the last name; what stands there is its value

    def end(depth: int, at: int, lost: str = "") -> None:
        """Ends the bracket that is open at that depth, and what is open inside of it; a pair is read then, or lost."""
        if depth < len(stack) and stack[depth].kind == "{" and is_pair(stack[depth].names):
            found.extend(entries_of(Unread(lost) if lost else mended(drawn[stack[depth].start : at], texts)) or [])
        del stack[depth:]

    for place in PLACE.finditer(drawn):
        sign, at = place[0], place.start()
        pair = next((depth for depth, opened in enumerate(stack) if is_pair(opened.names)), len(stack))
        if sign in "{[":
            if sign == "{" and stack and stack[-1].kind == "{" and at != named:
                end(pair, at)  # the brace that ends the pair before is missing
            stack.append(Opened(sign, at, set()))
        elif sign in "}]":
            depth = max((depth for depth, opened in enumerate(stack) if opened.kind + sign in ("{}", "[]")), default=len(stack))
            end(max(depth, pair), at + (depth == pair))
            end(depth, place.end())
        elif sign[0] in "!`@":
            end(pair, at, {"!": "a pair cannot be read", "@": ""}.get(sign[0], BROKEN_OFF))
            del stack[len(stack) if sign[0] in "!@" else 0 :]
            found += whole[int(place["whole"])][1] if sign[0] == "@" else []
        elif stack:
            named = place.end()
            stack[-1].names.add(texts[int(place["text"])] if place["text"] else place["word"])
    cut_off = any(is_pair(opened.names) for opened in stack) or [opened.kind for opened in stack[-2:]] == ["[", "{"]
    return [*found, Unread(BROKEN_OFF)] if cut_off else found


def mended(piece: str, texts: list[str]) -> Any:
    """The value of a piece of a sketch, its punctuation put right and its texts in their places."""
    import json_repair

    if '"~' in piece:
        return Unread("quotes inside a text are not escaped")
    repaired = json.dumps(json_repair.loads(piece))
    stands_in = r'"#(\d+)"'
    filled = re.sub(rf'{stands_in}|"[^"]*"(?!:)', lambda found: json.dumps(texts[int(found[1])]) if found[1] else "null", repaired)
    value, _ = strictly(filled, 0)
    lost = set(re.findall(stands_in, piece)) - set(re.findall(stands_in, repaired))
    return Unread("a pair cannot be read") if lost or entries_of(value) is None else value


def checked(entries: list[Any]) -> Reading:
    """The entries that are items, and a reason for each that is not. The form itself, with dots for texts, is no entry."""
    meant = [entry for entry in entries if not (isinstance(entry, dict) and re.fullmatch(r"[.…]+", str(entry.get("question"))))]
    if entries and not meant:
        return Reading(unreadable="the reply only repeats the form")
    reasons = [problem_of(entry) for entry in meant]
    items = tuple(item_of(entry) for entry, reason in zip(meant, reasons, strict=True) if not reason)
    return Reading(items, tuple(reason for reason in reasons if reason), abstained=not meant)


def problem_of(entry: Any) -> str:
    """Why an entry is no item, or ""."""
    if not isinstance(entry, dict):
        return entry.reason if isinstance(entry, Unread) else "a pair is not an object"
    for name in ("question", "answer", "reasoning_steps", "evidence"):
        if name not in entry:
            return f"{name} is missing"
        listed = name in ("reasoning_steps", "evidence")
        texts = entry[name] if listed else [entry[name]]
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return f"{name} is not {'a list of texts' if listed else 'text'}"
        if re.search("[\ud800-\udfff]", "".join(texts)):
            return f"{name} holds half a character"
    return ""


def item_of(entry: dict[str, Any]) -> Item:
    """An item as the model gave it; only numbering and white space around its steps are taken off."""
    steps, evidence = ([text for text in meant_texts(entry[name]) if text] for name in ("reasoning_steps", "evidence"))
    question, answer = meant_texts([entry["question"], entry["answer"]])
    found = [STEP_NUMBER.match(step) for step in steps]  # "2. " is a number only if all steps bear theirs: it may be a date
    numbered = all(match and int(match["number"]) == place for place, match in enumerate(found, 1))
    cuts = [match.end() if match and (numbered or match["label"]) else 0 for match in found]
    return Item(question, tuple(step[cut:] for step, cut in zip(steps, cuts, strict=True)), answer, tuple(evidence))


def meant_texts(texts: list[str]) -> list[str]:
    """Texts as they were meant: many forget to double the backslash of \\frac or \\b, nobody writes a form feed or a backspace."""
    return [text.replace("\f", "\\f").replace("\b", "\\b").strip() for text in texts]


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
            "evidence": {**texts, "maxItems": 6},
        },
        "required": ["question", "reasoning_steps", "answer", "evidence"],
        "additionalProperties": False,
    }
    pairs = {"type": "array", "items": pair, "maxItems": count}
    return {"type": "object", "properties": {"pairs": pairs}, "required": ["pairs"], "additionalProperties": False}
