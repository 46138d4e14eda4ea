"""Puts a backslash before what markdown would take for markup in text that is none."""

import re

# What is markup inside a line: emphasis (no star or underscore between blanks, none inside a word), code, tags, entities.
INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"
    r"|(?<!\s)\*|\*(?!\s)"
    r"|(?<![^\W_])_(?!\s)|(?<!\s)_(?![^\W_])"
    r"|`|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|(?<=\])\((?=[^\s])|(?<!~)~~(?!~)"
)
# What is markup at the start of a line: headings, quotes, lists, rules, fences, tables, definitions, admonitions, references.
LINE = re.compile(
    r"(?P<mark>\#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|=+(?=\s*$)|-{2,}(?=\s*$)|~{3,}|\||[:~](?=\s)"
    r"|!!!|\?\?\?|:::|\[(?=[^\]]*\]:)|\+\+\+(?=\s*$)|\$\$)"
)


def escape_inline(text: str) -> str:
    """Text as markdown that shows the same text, wherever in a line it stands."""
    return INLINE.sub(lambda match: "\\" + match.group(), text)


def escape_start(line: str) -> str:
    """A line (its inline markup already escaped or wanted) that starts no block of another kind than a paragraph."""
    match = LINE.match(line)
    if match is None:
        return line
    mark = match["mark"]
    if mark.isdigit():
        return f"{mark}\\{line[len(mark) :]}"
    return "\\" + line


def escape_cell(text: str) -> str:
    """Markdown that may stand in a table cell: one line, no bare pipe."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def table(rows: list[list[str]]) -> str:
    """A markdown table whose first row is its header; cells are markdown already."""
    width = max(map(len, rows))
    lines = ["| " + " | ".join(escape_cell(cell) for cell in [*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def fenced(text: str, language: str = "") -> str:
    """A code block whose fence is longer than any in the code."""
    longest = max(map(len, re.findall(r"^\s*(`{3,})", text, re.MULTILINE)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
