"""Inline markdown as a reader sees it, with the way back to every character of the source."""

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from ..records import Mark, Plain

SPECIAL = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?P<body>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>"
    r"|(?P<tag></?[A-Za-z][^<>]*>|<!--.*?-->)"
    r"|(?P<footnote>\[\^[^\]\s]+\])"
    r"|(?P<image>!\[(?:[^\[\]\\]|\\.)*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?)"
    r"|(?P<short>\{\{.*?\}\}|\{%.*?%\}|\{[#.:][^{}]*\})"
    r"|(?P<math>\$\$.+?\$\$|(?<![\w$])\$(?![\s\d])[^$]+?(?<!\s)\$(?![\w$]))"
    r"|(?P<open>\[)|(?P<close>\](?P<dest>\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?)"
    r"|(?P<run>\*+|_+|~~)"
    r"|(?P<space>[ \t]*\\?\n[ \t]*|[ \t]{2,}|\t)",
    re.DOTALL,
)


def plain(source: str, start: int, end: int, references: Collection[str] = ()) -> Plain:
    return plain_pieces(source, [(start, end)], references)


def plain_pieces(source: str, pieces: Sequence[tuple[int, int]], references: Collection[str] = ()) -> Plain:
    joined = "\n".join(source[a:b] for a, b in pieces)
    starts, offsets, at = [], [], 0
    for a, b in pieces:
        starts.append(at)
        offsets.append(a)
        at += b - a + 1
    return Builder(joined, starts, offsets, references).build()


class Builder:
    def __init__(self, joined, starts, offsets, references):  # type: ignore[no-untyped-def]
        self.joined, self.starts, self.offsets, self.references = joined, starts, offsets, references
        self.parts: list[list] = []  # [text, joined position or -1]
        self.marks: list[tuple[str, int, int]] = []  # kind, first part, last part (exclusive)
        self.brackets: list[tuple[int, int]] = []
        self.delims: list[list] = []

    def add(self, text, position):  # type: ignore[no-untyped-def]
        if text:
            self.parts.append([text, position])

    def build(self) -> Plain:
        joined, at = self.joined, 0
        while True:
            m = SPECIAL.search(joined, at)
            if m is None:
                self.add(joined[at:], at)
                break
            self.add(joined[at : m.start()], at)
            at = self.take(m)
        self.pair()
        return self.finish()

    def take(self, m) -> int:  # type: ignore[no-untyped-def]
        joined, a, b = self.joined, m.start(), m.end()
        n = len(self.parts)
        if m["code"]:
            body, s = m["body"], m.start("body")
            if len(body) > 2 and body[0] in " \n" and body[-1] in " \n" and body.strip():
                body, s = body[1:-1], s + 1
            for k, line in enumerate(body.split("\n")):
                if k:
                    self.add(" ", -1)
                self.add(line, s)
                s += len(line) + 1
            self.marks.append(("code", n, len(self.parts)))
        elif m["escape"]:
            self.add(m["escape"], a + 1)
        elif m["entity"]:
            self.add(html.unescape(m["entity"]), -1)
        elif m["auto"]:
            self.add(m["auto"], a + 1)
            self.marks.append(("link", n, len(self.parts)))
        elif m["tag"] or m["footnote"] or m["image"]:
            self.marks.append(("html" if m["tag"] else "footnote" if m["footnote"] else "image", n, n))
        elif m["short"] or m["math"]:
            self.add(m.group(), a)
            self.marks.append(("shortcode" if m["short"] else "math", n, len(self.parts)))
        elif m["open"]:
            self.parts.append(["[", a])
            self.brackets.append((n, a))
        elif m["close"]:
            return self.close(m)
        elif m["run"]:
            self.delims.append([n, m["run"], a, self.flank(a, b)])
            self.parts.append([m["run"], a])
        else:
            self.add(" ", -1)
        return b

    def close(self, m) -> int:  # type: ignore[no-untyped-def]
        dest = m["dest"] or ""
        if self.brackets:
            part, position = self.brackets.pop()
            label = " ".join(self.joined[position + 1 : m.start()].split()).lower().upper()
            ref = " ".join(dest[1:-1].split()).lower().upper() if dest.startswith("[") and len(dest) > 2 else label
            if dest.startswith("(") or ref in self.references:
                self.parts[part][0] = ""
                self.marks.append(("link", part, len(self.parts)))
                return m.end()
        self.add("]", m.start())
        return m.start() + 1

    def flank(self, a, b):  # type: ignore[no-untyped-def]
        before = self.joined[a - 1] if a else " "
        after = self.joined[b] if b < len(self.joined) else " "
        left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
        if self.joined[a] == "_":
            return left and (not right or not before.isalnum()), right and (not left or not after.isalnum())
        return left, right

    def pair(self) -> None:
        stack: list[list] = []
        for part, run, _, (can_open, can_close) in self.delims:
            char, left = run[0], len(run)
            while can_close and left:
                k = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][1] == char), None)
                if k is None or (char == "~" and left != stack[k][2]):
                    break
                del stack[k + 1 :]
                opener = stack[k]
                use = 2 if left >= 2 and opener[2] >= 2 else 1
                if char == "~":
                    use = left
                self.parts[opener[0]][0] = self.parts[opener[0]][0][: opener[2] - use]
                self.marks.append(("strong" if use == 2 else "emphasis", opener[0] + 1, part))
                opener[2] -= use
                left -= use
                if not opener[2]:
                    stack.pop()
            self.parts[part][0] = run[:left]
            self.parts[part][1] += len(run) - left
            if can_open and left:
                stack.append([part, char, left])

    def finish(self) -> Plain:
        text, runs, edges, length = [], [], [], 0
        for raw, position in self.parts:
            edges.append(length)
            if position < 0:
                if raw == " " and (not length or text[-1].endswith(" ")):
                    continue
                text.append(raw)
                length += len(raw)
                continue
            if raw[:1] == " " and (not length or text[-1].endswith(" ")):
                cut = len(raw) - len(raw.lstrip(" "))
                raw, position = raw[cut:], position + cut
            if not raw:
                continue
            i = bisect_right(self.starts, position) - 1
            runs.append((length, self.offsets[i] + position - self.starts[i], len(raw)))
            text.append(raw)
            length += len(raw)
        edges.append(length)
        whole = "".join(text)
        stripped = whole.rstrip()
        runs = [(p, s, min(n, len(stripped) - p)) for p, s, n in runs if p < len(stripped)]
        marks = tuple(sorted((Mark(k, min(edges[f], len(stripped)), min(edges[e], len(stripped))) for k, f, e in self.marks), key=lambda m: (m.start, m.end)))
        return Plain(stripped, tuple(runs), marks)


def source_span(p: Plain, start: int, end: int) -> tuple[int, int]:
    first = last = None
    for at, source, length in p.runs:
        if at + length <= start:
            continue
        if at >= end:
            break
        if first is None:
            first = source + max(0, start - at)
        last = source + min(length, end - at)
    if first is None or last is None:
        raise ValueError("the stretch stands nowhere in the source")
    return first, last


def shown(p: Plain, start: int = 0, end: int | None = None) -> str:
    end = len(p.text) if end is None else end
    out, at = [], start
    for mark in p.marks:
        if mark.kind == "code" and mark.start >= at and mark.end <= end and mark.end > mark.start:
            code = p.text[mark.start : mark.end]
            tick = "``" if "`" in code else "`"
            out += [p.text[at : mark.start], tick, code, tick]
            at = mark.end
    out.append(p.text[at:end])
    return "".join(out)
