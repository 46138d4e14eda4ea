"""Tells diagrams, grammars and code from prose in a plain text, where they plainly are such; all else is left as it is."""

import re
import textwrap
from typing import NamedTuple

SIGNS = re.compile(r"[^\w\s.,'\"():;?!/*-]|--+|(?<!\w)-(?!\w)")
LEAST_SIGNS = 0.25  # of what is no blank in a diagram
RULE = re.compile(r"\s*<?[A-Za-z][\w-]*>?\s*(?:=/?|::=)\s+\S.*|\s+[/|]\s.*|\s*;.*")  # of a grammar
STATEMENT = re.compile(r".*[;{}]\s*(?:/[/*].*)?|\s*(?:#\s*(?:include|define|if|ifdef|endif)\b|//|/\*|\*/).*")
ENDED = re.compile(r"(?:.*\w.*;|\s*#\s*(?:include|define|if).*)\s*(?:/[/*].*)?")
OF_CODE = re.compile(r"\w\(|[={}\[\]<>+&#]")
ITEM = re.compile(r"\s*(?:[-*+•o]|\(?\w{1,3}[.)])\s+\S")
LEAST_STATEMENTS = 0.7
FRAME = re.compile(r"\s*[|+].*|.*[|+]\s*|[\s+|=_-]+")
LEAST_INDENT = 2


class Drawn(NamedTuple):
    """Lines that are kept as they stand; end is the line behind them."""

    end: int
    text: str


def drawn(lines: list[str], taken: set[int]) -> dict[int, Drawn]:
    """Indented blocks that are diagrams, grammars or code, by their first line; neighbours become one."""
    runs: list[list[int]] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].strip() and end not in taken:
            end += 1
        if end > at and is_drawn(lines[at:end]):
            if runs and not any(line.strip() for line in lines[runs[-1][1] : at]) and at - runs[-1][1] <= 1:
                runs[-1][1] = end
            else:
                runs.append([at, end])
        at = max(end, at) + 1
    return {start: Drawn(end, dedented(lines[start:end])) for start, end in runs}


def dedented(lines: list[str]) -> str:
    return textwrap.dedent("\n".join(line.rstrip() for line in lines))


def is_drawn(block: list[str]) -> bool:
    """Whether a block is plainly no prose: mostly signs, or rules of a grammar, or statements, one on each line."""
    if len(block) < 2 or any(len(line) - len(line.lstrip()) < LEAST_INDENT for line in block):
        return False
    ink = sum(len("".join(line.split())) for line in block)
    signs = sum(len(found) for line in block for found in SIGNS.findall(line))
    framed = sum(bool(FRAME.fullmatch(line)) for line in block)
    if len(block) > 2 and signs >= LEAST_SIGNS * ink and framed >= len(block) / 2 and signs < ink:
        return True
    if (
        RULE.fullmatch(block[0])
        and "=" in block[0]
        and sum(bool(RULE.fullmatch(line)) for line in block) >= LEAST_STATEMENTS * len(block)
    ):
        return True
    stated = sum(bool(STATEMENT.fullmatch(line)) for line in block) >= LEAST_STATEMENTS * len(block)
    coded = sum(bool(OF_CODE.search(line)) for line in block) >= len(block) / 2
    return stated and coded and any(ENDED.fullmatch(line) for line in block) and not any(ITEM.match(line) for line in block)
