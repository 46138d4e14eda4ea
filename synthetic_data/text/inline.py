"""Reads inline markdown: jumps from one special character to the next and puts down parts and marks."""

import html
import html.entities
import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..records import Plain
from .assembly import Joined, Markup, Part, assembled
from .emphasis import PUNCTUATION, Delimiters, kind_of, pair
from .raised import element_at

# Plain character sets, for Python's re jumps to the next member of a set, but tries alternatives at every character.
MARKUP = r"\\`*_~&<\[\]{$\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
TICKS = re.compile(r"`+")
SPECIAL = re.compile(f"[{MARKUP}\\r\\n]")
SPECIAL_OR_SPACED = re.compile(f"[{MARKUP}\\r\\n]|(?<= ) ")
WHITE = re.compile(r"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|(?<= ) ")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>")
TAG = re.compile(
    r"<(?:/?([A-Za-z][A-Za-z0-9-]*)(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\"'=<>`\s]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
    r"|!---?>|!--.*?-->|\?.*?\?>|![A-Za-z][^>]*>|!\[CDATA\[.*?\]\]>)",
    re.DOTALL,
)
BREAKING_TAGS = frozenset("br p div li td th tr hr".split())  # dropped, but what stands left and right of them stays apart
RAISING = {"sup": "^", "sub": "_"}
PARENTHESES = r"(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*\))*"
DESTINATION = re.compile(
    r"\((?:[^\s()\\<]*\)|"  # nearly all; what follows is slow
    r"\s*(?:<(?:[^<>\\\n]|\\.)*>|(?!<)" + PARENTHESES + r")"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\))",
    re.DOTALL,
)
LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
FOOTNOTE = re.compile(r"\[\^(?!\w-\w\])[^\]\[\s^]{1,80}\]")  # [^a-z] is a pattern, not a footnote
ATTRIBUTES = re.compile(r"\{(?:[#.][A-Za-z_]|:\s*[#.\w])[^{}\n]{0,200}\}")
# MyST: {func}`~package.name` and {doc}`shown text <target>`, of which only the name and the shown text are for readers.
ROLE = re.compile(r"\{([A-Za-z][\w:.+-]*)\}`~?([^`<>\s](?:[^`<>\n]*[^`<>\s])?)(?: <[^`<>\n]*>)?`(?!`)")
LINKING_ROLES = frozenset("doc ref term numref any eq".split())
COLON_FENCE = re.compile(r":{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]+)?[ \t]*(?=[\r\n]|$)")
MATH = re.compile(r"\$\$(?:[^$\\]|\\.){1,2000}\$\$|\$(?![\s$])(?:[^$`\\]|\\.){1,400}\$(?![\w$])", re.DOTALL)
FORMULA = re.compile(r"[\\^_{}=]")
SHORTCODE_CHARACTERS = 600


def reference_label(text: str) -> str:
    """A link label in the form in which labels are compared: case and white space do not count."""
    return " ".join(text.split()).lower().upper()


class Bracket(NamedTuple):
    """A `[` that may turn out to begin a link or an image: where it stands, and how much there was before it."""

    at: int
    part: int
    image: bool
    delimiters: int
    marks: int


class Inline:
    """Reads one inline text: jumps from special character to special character and puts down parts and marks."""

    def __init__(self, source: str, pieces: Sequence[tuple[int, int]], references: Collection[str], joint: str) -> None:
        starts, shifts, at = [], [], 0
        for start, end in pieces:
            starts.append(at)
            shifts.append(start - at)
            at += end - start + len(joint)
        self.text = joint.join([source[start:end] for start, end in pieces])
        self.joined = Joined(self.text, starts, shifts)
        self.references = references
        self.at = 0  # what stands before is in the parts
        self.parts: list[Part] = []
        self.marks: list[Markup] = []
        self.brackets: list[Bracket] = []
        self.dead = 0  # as many brackets cannot begin a link, for there is one inside already
        self.delimiters: list[Delimiters] = []
        self.ticks: dict[int, list[int]] | None = None

    def read(self) -> Plain:
        text, at = self.text, 0
        search = SPECIAL_OR_SPACED.search if "  " in text else SPECIAL.search
        if text.startswith(":::"):
            at = self.colon_fence(0)
        while match := search(text, at):
            at = match.start()
            at = HANDLERS[text[at]](self, at)
        if self.at < len(text):
            self.parts.append((self.at, len(text), None))
        self.pair(0)
        return assembled(self.joined, self.parts, self.marks)

    def put(self, start: int, end: int, instead: str | None) -> int:
        """Puts down the plain text up to start, then text[start:end]; answers with the index of that part."""
        if self.at < start:
            self.parts.append((self.at, start, None))
        self.parts.append((start, end, instead))
        self.at = end
        return len(self.parts) - 1

    def literal(self, kind: str, inner: tuple[int, int], outer: tuple[int, int]) -> int:
        """Puts down text[inner] as it is, marked; the rest of text[outer] is dropped."""
        start, end = inner
        parts = self.parts
        if self.at < outer[0]:
            parts.append((self.at, outer[0], None))
        first = len(parts)
        shown = self.text[start:end]
        if not shown.isprintable() or "  " in shown:
            for match in WHITE.finditer(self.text, start, end):
                parts += (start, match.start(), None), (match.start(), match.end(), " ")
                start = match.end()
        if start < end:
            parts.append((start, end, None))
        self.marks.append((kind, first, len(parts), outer[0], outer[1]))
        self.at = outer[1]
        return self.at

    def drop(self, kind: str, start: int, end: int, instead: str = "") -> int:
        part = self.put(start, end, instead)
        self.marks.append((kind, part + 1, part + 1, start, end))
        return end

    def white(self, at: int) -> int:
        self.put(at, at + 1, " ")
        return self.colon_fence(at + 1) if self.text.startswith(":::", at + 1) else at + 1

    def space(self, at: int) -> int:
        """A space behind another."""
        self.put(at, at + 1, "")
        return at + 1

    def colon_fence(self, at: int) -> int:
        match = COLON_FENCE.match(self.text, at)
        return self.literal("shortcode", match.span(), match.span()) if match else at

    def escape(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following in PUNCTUATION:
            self.put(at, at + 2, following)
            return at + 2
        if following == "\n" or following == "\r":
            self.put(at, at + 1, "")
        return at + 1

    def entity(self, at: int) -> int:
        match = ENTITY.match(self.text, at)
        if match is None or (match[1] and match[1] + ";" not in html.entities.html5):
            return at + 1
        character = html.unescape(match[0])
        self.put(at, match.end(), " " if character.isspace() else character)
        return match.end()

    def angle(self, at: int) -> int:
        match = AUTOLINK.match(self.text, at)
        if match:
            return self.literal("link", match.span(1), match.span())
        match = TAG.match(self.text, at)
        if match is None:
            return at + 1
        tag = (match[1] or "").lower()
        if tag in RAISING and match[0][1] != "/":
            return self.raised(at, match.end(), RAISING[tag])
        return self.drop("html", at, match.end(), " " if tag in BREAKING_TAGS else "")

    def raised(self, at: int, end: int, sign: str) -> int:
        """An exponent or an index, whose tag ends at end, stays apart from what it stands on."""
        element = element_at(self.text, at)
        if element is None:  # what it holds is read on: no number may run into another
            return self.drop("html", at, end, sign if self.text[at - 1 : at].isdigit() else "")
        if not element[1]:
            return self.drop("footnote", at, element[0])
        self.put(at, *element)
        return element[0]

    def code(self, at: int) -> int:
        text = self.text
        begin = at + 1
        while text.startswith("`", begin):
            begin += 1
        size = begin - at
        close = text.find("`", begin) if size == 1 else -1
        if close < 0 or text.startswith("`", close + 1):
            close = self.closing_ticks(begin, size)
        if close < 0:
            return begin
        first, last = begin, close
        if last - first > 2 and text[first] in " \r\n" and text[last - 1] in " \r\n" and not text[first:last].isspace():
            first, last = first + 1, last - 1
        return self.literal("code", (first, last), (at, close + size))

    def closing_ticks(self, begin: int, size: int) -> int:
        """Where the next run of exactly that many backticks stands, or -1; the runs are looked up once per text."""
        if self.ticks is None:
            self.ticks = {}
            for match in TICKS.finditer(self.text):
                self.ticks.setdefault(match.end() - match.start(), []).append(match.start())
        places = self.ticks.get(size, [])
        index = bisect_right(places, begin - 1)
        return places[index] if index < len(places) else -1

    def brace(self, at: int) -> int:
        for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{# ", "#}")):
            if self.text.startswith(opening, at):
                close = self.text.find(closing, at + 2, at + SHORTCODE_CHARACTERS)
                return self.literal("shortcode", (at, close + 2), (at, close + 2)) if close >= 0 else at + 2
        role = ROLE.match(self.text, at)
        if role:
            return self.literal("link" if role[1] in LINKING_ROLES else "code", role.span(2), role.span())
        match = ATTRIBUTES.match(self.text, at)
        return self.literal("shortcode", match.span(), match.span()) if match else at + 1

    def dollar(self, at: int) -> int:
        match = MATH.match(self.text, at)
        if match is None or (at and (self.text[at - 1].isalnum() or self.text[at - 1] in "_$")):
            return at + 1
        inner = match[0].strip("$")
        if not match[0].startswith("$$") and (inner[-1:].isspace() or (inner[:1].isdigit() and not FORMULA.search(inner))):
            return at + 1
        return self.literal("math", match.span(), match.span())

    def open_bracket(self, at: int) -> int:
        match = FOOTNOTE.match(self.text, at)
        if match:
            return self.drop("footnote", at, match.end())
        image = at > self.at and self.text[at - 1] == "!"
        part = self.put(at - image, at + 1, None)
        self.brackets.append(Bracket(at, part, image, len(self.delimiters), len(self.marks)))
        return at + 1

    def close_bracket(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        bracket = self.brackets.pop()
        alive = bracket.image or len(self.brackets) >= self.dead
        self.dead = min(self.dead, len(self.brackets))
        end = self.link_end(bracket.at, at) if alive else -1
        if end < 0:
            return at + 1
        start = bracket.at - bracket.image
        if bracket.image:
            del self.parts[bracket.part :], self.marks[bracket.marks :], self.delimiters[bracket.delimiters :]
            self.at = start
            return self.drop("image", start, end)
        self.parts[bracket.part] = (start, bracket.at + 1, "")
        last = self.put(at, end, "")
        self.pair(bracket.delimiters)
        self.marks.append(("link", bracket.part + 1, last, start, end))
        self.dead = len(self.brackets)
        return end

    def pair(self, bottom: int) -> None:
        """Pairs the delimiters from bottom on, and forgets them."""
        if len(self.delimiters) > bottom + 1:
            pair(self.delimiters[bottom:], self.parts, self.marks)
        del self.delimiters[bottom:]

    def link_end(self, start: int, close: int) -> int:
        """Where the link or image whose text is text[start + 1:close] ends, or -1 if it is none."""
        text, at = self.text, close + 1
        if text.startswith("(", at):
            match = DESTINATION.match(text, at)
            if match:
                return match.end()
        if not self.references:
            return -1
        label, end = text[start + 1 : close], at
        match = LABEL.match(text, at)
        if match:
            label, end = match[1] or label, match.end()
        return end if reference_label(label) in self.references else -1

    def emphasis(self, at: int) -> int:
        text, char, end = self.text, self.text[at], at + 1
        if char == "_" and at and text[at - 1].isalnum() and text[end : end + 1].isalnum():
            return end  # in a word, as in most names
        while text.startswith(char, end):
            end += 1
        before = kind_of(text[at - 1]) if at else 0
        after = kind_of(text[end]) if end < len(text) else 0
        left = after > 1 or (after == 1 and before < 2)
        right = before > 1 or (before == 1 and after < 2)
        if char == "_":
            left, right = left and (not right or before == 1), right and (not left or after == 1)
        if (left or right) and (char != "~" or end - at == 2):
            part = self.put(at, end, None)
            self.delimiters.append(Delimiters(char, part, end - at, (left, right)))
        return end


HANDLERS = {
    **dict.fromkeys((chr(code) for code in range(0x3001) if chr(code).isspace()), Inline.white),
    " ": Inline.space,
    "\\": Inline.escape,
    "`": Inline.code,
    "*": Inline.emphasis,
    "_": Inline.emphasis,
    "~": Inline.emphasis,
    "&": Inline.entity,
    "<": Inline.angle,
    "[": Inline.open_bracket,
    "]": Inline.close_bracket,
    "{": Inline.brace,
    "$": Inline.dollar,
}
