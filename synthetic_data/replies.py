"""Reads what a model sent back: whole items out of JSON however it is wrapped or slightly broken, and nothing that isn't there."""

import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from .records import Item

LONGEST_REPLY = 400_000  # characters; what is longer is no answer to one task
BROKEN_OFF, UNREAD = "the reply breaks off inside a pair", "a pair cannot be read"
FIELDS = ("question", "reasoning_steps", "answer", "evidence")
STEP_NUMBER = re.compile(r"(?P<mark>\*\*)?(?P<label>step\s*)?(?P<number>\d{1,2})\s*[.:)](?(mark)\s*\*\*:?)\s+", re.IGNORECASE)

TAGS = r"(?:think|thinking|thought|reasoning|reflection|analysis|scratchpad|seed:think)"
OPEN = re.compile(rf"<{TAGS}>|\[THINK\]|◁think▷|<\|START_THINKING\|>|<\|channel\|?>(?:analysis|thought)\b", re.IGNORECASE)
CLOSE = rf"(?:</{TAGS}>|\[/THINK\]|◁/think▷|<\|END_THINKING\|>|<channel\|>|(?:<\|channel\|>|assistant)final[^\n{{}}\[\]]{{0,40}})"
CLOSE_BEFORE_JSON = rf"{CLOSE}(?=\s*(?:(?:```|~~~)\w*\s*)?(?:\{{\s*[\"'“]|\[\s*\{{))"
CLOSE_ON_ITS_OWN = rf"{CLOSE}(?=[ \t]*(?:\n|\Z|[{{\[]|```|~~~))"

# For JSON with slips: where it starts, its signs, and what follows the quote that ends a text. SURELY is what only the end of a
# text has behind it; the others are what a quote inside a text may have behind it, too.
Q = "[\"'“”„‘’]"
START = re.compile(rf"(?:\[\s*){{0,2}}\{{\s*(?:{Q}[^\"\n]{{0,60}}{Q}\s*:|\w+\s*:|//|#|/\*|{Q}?\w*\Z)|\[\s*\Z")
SIGN = re.compile(r"[\"'“„‘]|```|~~~|//[^\n]*|/\*.{,999}?\*/|#[^\n]*|[{}\[\]]", re.DOTALL)
CLOSERS = {'"': '["]', "'": "[']", "“": '[”“"]', "„": '[”“"]', "‘": "[’‘']"}
NAMED, NEXT = rf"{Q}?(?:{'|'.join(FIELDS)}){Q}?\s*:", rf"\s*(?:,?\s*\{{\s*{Q}?\w+{Q}?\s*:|\]\s*(?:\}}|\Z|```|~~~))"
SURELY = re.compile(rf"[\s\]]*,?\s*{NAMED}|\s*\]?\s*\}}{NEXT}|[\s\]}}]*(?:```|~~~|\Z)")
AFTER_ANY = r"\s*[}\]]\s*(?:[,}\]{/#]|\Z)|\s*[}\]][ \t]*\n|\s*,\s*(?:[}\]]|//|#|/\*|\Z)|\s*\Z"
AFTER_VALUE = re.compile(rf"\s*,\s*(?:{Q}[\w $-]*{Q}\s*:|\w+\s*:|{Q}\w*\Z)|\s*\n\s*{Q}[\w ]+{Q}\s*:|{AFTER_ANY}")
AFTER_PART = re.compile(rf"\s*,\s*(?:{Q}|[\[{{]|(?:-?\d[\d.]*|[Tt]rue|[Ff]alse|null|None)\s*[,\]])|\s*\n\s*{Q}|{AFTER_ANY}")
ESCAPE = re.compile(r"(\\(?:u[0-9a-fA-F]{4}|[\"\\/bfnrt]))|\\(?=')|([\\\"])")
LOST_BACKSLASH = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=[bf])")  # of \frac or \b: nobody writes form feeds
PLACE = re.compile(r"@(?P<whole>\d+)|[{}\[\]!^`]|(?:\"[#~](?P<text>\d+)\"|(?P<word>\w+))\s*:\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply held: whole items, the reasons why others could not be used, and whether it could be read at all.

    abstained: the reply is a readable, empty list. unreadable is the reason when nothing could be made of it.
    """

    items: tuple[Item, ...] = ()
    problems: tuple[str, ...] = ()
    abstained: bool = False
    unreadable: str = ""


class Unread(NamedTuple):
    """Stands where a pair stood that cannot be used."""

    reason: str


def read_reply(text: str) -> Reading:
    """The items of a reply that was asked for as {"pairs": [{question, reasoning_steps, answer, evidence}, …]}."""
    if len(text) > LONGEST_REPLY:
        return Reading(unreadable="the reply is far too long")
    body = LOST_BACKSLASH.sub(r"\1\\\\", text).strip("\ufeff \t\r\n")
    if not body:
        return Reading(unreadable="the reply is empty")
    value, end = strictly(body)
    entries = entries_of(value)
    if entries is None or end < len(body):  # else there is nothing to guess, even if a text in it speaks of thinking
        body = without_thinking(body).strip()
        if not body:
            return Reading(unreadable="the reply holds reasoning but no answer")
        entries = [] if re.fullmatch(r"(?:(?:```|~~~)\w*)?\s*\[\s*\]\s*(?:```|~~~)?", body) else loosely(body)
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


def strictly(text: str, at: int = 0) -> tuple[Any, int]:
    """The JSON value that starts there and its end; without one, None and where to look on at the earliest."""
    try:
        value, length = DECODER.raw_decode(text[at:])
    except (ValueError, RecursionError) as error:
        return None, at + (500 if isinstance(error, RecursionError) else 1)  # hundreds of brackets are open from there on
    return value, at + length


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


DECODER = json.JSONDecoder(strict=False, object_pairs_hook=joined)


def entries_of(value: Any, depth: int = 0) -> list[Any] | None:
    """The pairs in a value, whatever lists or objects they stand in; None if it is not about pairs at all."""
    if isinstance(value, Unread) or (isinstance(value, dict) and is_pair(set(value))):
        return [value]
    if isinstance(value, list) and depth < 7:
        inside = [(part, entries_of(part, depth + 1)) for part in value]
        if value and all(entries is None for _, entries in inside):
            return None
        return [entry for part, entries in inside for entry in ([part] if entries is None else entries)]
    if not isinstance(value, dict) or depth > 6:
        return None
    if "pairs" in value:
        entries = entries_of(value["pairs"], depth + 1)
        return value["pairs"] if entries is None and isinstance(value["pairs"], list) else entries
    inner = [entry for part in value.values() if part for entry in entries_of(part, depth + 1) or []]
    empty = any(part == [] and re.search("(?i)pair|question|qa|item|data|result", name) for name, part in value.items())
    return inner if inner or empty else None


def is_pair(names: set[str]) -> bool:
    """Whether an object with these names is meant as a pair."""
    return "pairs" not in names and ("question" in names or len(names.intersection(FIELDS)) > 1)


def loosely(text: str) -> list[Any] | None:
    """The pairs of a reply that is not just JSON, in their order; None if it is not about pairs at all."""
    whole: dict[int, tuple[int, list[Any]]] = {}  # what needs no mending: start, end and entries
    at = 0
    while start := START.search(text, at):
        value, at = strictly(text, start.start())
        entries = entries_of(value)
        if entries is not None:
            whole[start.start()] = at, entries
    return pairs_of(*sketch(text, {start: end for start, (end, _) in whole.items()}), whole) or ([] if whole else None)


def sketch(text: str, whole: dict[int, int]) -> tuple[str, list[str]]:
    """A reply without prose, comments and texts, and its texts.

    In it "#7" stands for the text 7, "~7" if that may end elsewhere, @90 for the whole value at 90, ! or ^ for a text without an
    end, ` for a fence or the end of the reply. So json_repair can mend pieces of it, but can't change, invent or lose a text.
    """
    drawn, texts = list[str](), list[str]()
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
                depth = 0 if mark in "`~" or depth > 20 else max(0, depth + (1 if mark in "{[" else -1))
                drawn.append(mark if depth or mark in "}]" else "`")
                at, before = limit if depth > 20 else at, mark
            elif mark in CLOSERS and (mark not in "'‘" or before in '{[,:"'):
                stop, sure = end_of_text(text, at, limit, before)
                endless = "" if limit == len(text) else "!" if re.search(NAMED, text[at:limit]) else "^}"
                drawn.append(f'"{"#" if sure else "~"}{len(texts)}"' if stop < limit else endless)
                texts.append(unescaped(text[at:stop]))
                at, before = stop + 1, '"'
        if limit in whole:
            drawn.append(f"@{limit}")
            at, before = whole[limit], "}"
    return "".join([*drawn, "`"]), texts


def end_of_text(text: str, at: int, limit: int, before: str) -> tuple[int, bool]:
    """Where the text that starts there has its closing quote (at the limit, if it has none), and whether that is sure."""
    opening, inner = text[at - 1], 0
    after = AFTER_VALUE if before == ":" else AFTER_PART
    for quote in re.compile(rf"\\.|{CLOSERS[opening]}", re.DOTALL).finditer(text, at, limit):
        if quote[0][0] == "\\":
            continue
        name = before not in ":[" and not inner and text[quote.end() : quote.end() + 40].lstrip()[:1] == ":"
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
    stack: list[tuple[str, int, set[str]]] = []  # open brackets: which, where, and the names of its members so far
    named = -1  # the end of the last name; what stands there is its value

    def end(depth: int, at: int, lost: str = "") -> None:
        """Ends the bracket that is open at that depth, and what is open inside of it; a pair is read then, or lost."""
        for kind, start, names in stack[depth : depth + 1]:
            if is_pair(names) or (kind == "{" and lost):
                found.extend(entries_of(Unread(lost) if lost else mended(drawn[start:at], texts)) or [Unread(UNREAD)])
        del stack[depth:]

    for place in PLACE.finditer(drawn):
        sign, at = place[0], place.start()
        pair = [*map(is_pair, (names for _, _, names in stack)), True].index(True)
        if sign in "{[":
            unended = sign == "{" and stack and stack[-1][0] == "{" and at != named  # the pair before lacks its brace
            end(pair if unended else len(stack), at)
            stack.append((sign, at, set()))
        elif sign in "}]":
            depth = max((depth for depth, opened in enumerate(stack) if opened[0] + sign in ("{}", "[]")), default=len(stack))
            end(max(depth, pair), at + (depth == pair))
            end(depth, place.end())
        elif sign in "!^`":
            listed = "".join(kind for kind, _, _ in stack).find("[{") + 1  # what has begun in a list is a pair, too
            end(min(pair, listed or pair) if sign != "^" else pair, at, BROKEN_OFF if sign == "`" else UNREAD)
            stack = [] if sign == "`" else stack
        elif place["whole"]:
            end(pair, at)
            found += whole[int(place["whole"])][1]
        elif stack:
            named = place.end()
            stack[-1][2].add(texts[int(place["text"])] if place["text"] else place["word"])
    return found


def mended(piece: str, texts: list[str]) -> Any:
    """The pair that a piece of a sketch is meant as, its punctuation put right and its texts in their places."""
    import json_repair

    if '"~' in piece:
        return Unread("quotes inside a text are not escaped")
    repaired = json.dumps(json_repair.loads(piece))
    if not set(re.findall(r'"#(\d+)"\s*(:?)', piece)) <= set(re.findall(r'"#(\d+)"\s*(:?)', repaired)):
        return Unread(UNREAD)

    def filled(word: re.Match[str]) -> str:  # words without quotes are names, but no texts
        return json.dumps(texts[int(word[1])]) if word[1] else word[0] if word[2] else "null"

    return strictly(re.sub(r'"#(\d+)"|"[^"]*"(:?)', filled, repaired))[0]


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
    evidence = tuple(text.strip() for text in entry["evidence"] if text.strip())
    return Item(entry["question"].strip(), plain_steps(entry["reasoning_steps"]), entry["answer"].strip(), evidence)


def plain_steps(texts: list[str]) -> tuple[str, ...]:
    """Reasoning steps without the numbers and the white space around them; empty ones are left out."""
    steps = [text.strip() for text in texts if text.strip()]
    found = [STEP_NUMBER.match(step) for step in steps]  # "2. " is a number only if all steps bear theirs: it may be a date
    numbered = all(match and int(match["number"]) == place for place, match in enumerate(found, 1))
    cuts = [match.end() if match and (numbered or match["label"]) else 0 for match in found]
    return tuple(step[cut:] for step, cut in zip(steps, cuts, strict=True))


def answer_schema(count: int) -> dict[str, Any]:
    """The JSON schema of a reply: reasoning before the answer, no bounds on lengths (they make grammars slow to compile)."""
    text = {"type": "string"}
    fields = {
        "question": text,
        "reasoning_steps": {"type": "array", "items": text, "minItems": 3, "maxItems": 6},
        "answer": text,
        "evidence": {"type": "array", "items": text, "minItems": 1, "maxItems": 10},
    }
    pair = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    pairs = {"type": "array", "items": pair, "maxItems": count}
    return {"type": "object", "properties": {"pairs": pairs}, "required": ["pairs"], "additionalProperties": False}
