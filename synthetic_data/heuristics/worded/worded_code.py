"""Code for the aim that the words before it name, in a language known only by its wording; screen output and data are no code."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...text.language import WIDE
from ...text.plain import shown
from ..howto.code_kinds import PROGRAM, SHELLS
from ..howto.snippets import UNFINISHED, is_code_beside, usable
from ..words.base import Candidate, Place
from .worded import Speaker, size
from .worded_aims import aim_of, lead_of

MOST_LINES, MOST_WIDE, MOST_JOINT = 25, 0.25, 4
PROMPT = re.compile(r"^\s*(?:[\w.@~:/-]*[$#%>] |[$#] ?$|[\w-]+[@:][\w.~:/-]*[$#] )")
COMMENT = re.compile(r"^\s*(?:#|//|;|--|/?\*|<!--|%|\")")
# What a program asks on the screen, a listing of files, a signature or a checksum.
SCREEN = re.compile(
    r"↵|\[[A-Za-z]/[A-Za-z](?:/[^\]\s]{1,3})?\]|^[-dlbcps][rwxsStT-]{9}[\s.+@]|-----BEGIN|^\s*[A-Za-z0-9+/=]{48,}\s*$|\b[0-9a-f]{32,}\b"
    r"|^\s*[\[(<][ *xXM][\])>] |\[ ?(?:\.{2,3}|…) ?\]|\.{3} \w.*\.{3}|\+--|^[ |^v]*[|^][ |^v]*$|[├└]──|^\s*(?:\.{3}|…)"
    r"|^\d{4}-\d\d-\d\d[ T]\d\d:\d\d|^[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d ",
    re.MULTILINE,
)
PROSE = re.compile(r"(?:(?<=\s)|^)(?:[^\W\d_]{2,}[,:]?\s+){5}")
TABLE = re.compile(r"\S {3,}\S+.* {3,}\S")  # columns of output; a configuration has them in several lines
NAME = re.compile(r"[\w./*+~-]*(?: -> [\w./*+~-]+)?")  # a line of a listing of files
FORM = re.compile(r"^[^\W\d_]{2,}(?: [^\W\d_]{2,})+ ?: ?\S", re.MULTILINE)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|«[^»]*»")


def code(speaker: Speaker) -> Iterator[Candidate]:
    """Each code block before which its aim stands, and no other block with it."""
    places = speaker.view.places if "code" in speaker.view.section.kinds else ()
    leads = [lead_of(place) if place.block.kind == "code" else "" for place in places]
    times = Counter(lead.lower() for lead in leads)
    for number, place in enumerate(places):
        block, lead = place.block, leads[number]
        if not lead or times[lead.lower()] > 1 or is_one_of_several(place, places[number + 1 : number + 3]):
            continue
        if block.text is None or place.before is None or not is_whole(block.text.text):
            continue
        name = speaker.place(place.headings, str(block.start))
        asked = aim_of(speaker, lead) if name else None
        if asked is None or PROMPT.sub("", block.text.text.strip()) in asked.text:
            continue
        language = re.split(r"[,:{} ]", block.info.split()[0].lower())[0] if block.info and block.info != "indented" else ""
        answer = f"```{language}\n{block.text.text.rstrip()}\n```"
        lines = str(len(block.text.text.strip().splitlines()))
        values = {"place": name, asked.kind: asked.text, "lead": lead, "lines": lines}
        spans = ((place.before.start, place.before.end), (block.start, block.end))
        kind = "command" if is_command(block.text.text, language) else "code"
        yield speaker.candidate(("application", kind if asked.kind == "aim" else f"{kind}_way"), values, answer, spans)


def is_command(text: str, language: str) -> bool:
    """Whether a block is one line for a shell: its language or its prompt says so."""
    line = text.strip()
    return "\n" not in line and (language in SHELLS or line.startswith("$ ")) and PROGRAM.match(line.removeprefix("$ ")) is not None


def is_one_of_several(place: Place, behind: Sequence[Place]) -> bool:
    """Whether more code follows at once, or behind a word or two ("or:"): then the sentence announces that as well."""
    if any(is_code_beside(place, other) for other in behind[:1]):
        return True
    joint = behind[0].block.text if len(behind) > 1 and behind[0].block.kind == "paragraph" else None
    return joint is not None and size(shown(joint)) <= MOST_JOINT and is_code_beside(place, behind[1])


def is_whole(text: str) -> bool:
    """Whether a block is code, and not too much of it: no text that was only set as code, nothing from a screen."""
    words = len(WIDE.findall(text)) <= MOST_WIDE * len(text)
    if FORM.search(text) and all(":" in line for line in text.splitlines() if line.strip()):
        return False  # what to fill in, "Security level: high"
    fits = usable(text) and words and text.count("\n") <= MOST_LINES and not text.lstrip().startswith(("...", "…"))
    return fits and not UNFINISHED.search(text) and not is_shown(text)


def is_shown(text: str) -> bool:
    """Whether a block is what a screen shows: output behind a command, a dialogue, a listing, prose, a blob of data."""
    if SCREEN.search(text):
        return True
    lines = text.strip("\n").splitlines()
    if any(PROSE.search(QUOTED.sub('"', line)) for line in lines if not COMMENT.match(line)):
        return True
    if len(lines) > 1 and all(NAME.fullmatch(line.strip()) for line in lines if line):
        return True
    if not PROMPT.match(lines[0]):
        return len(lines) == 1 and TABLE.search(lines[0]) is not None
    prompted = [line for line in lines if line.strip()]
    return any(
        not (PROMPT.match(line) or COMMENT.match(line) or before.endswith("\\") or "<<" in text or line.startswith("> "))
        for before, line in zip(prompted, prompted[1:], strict=False)
    )
