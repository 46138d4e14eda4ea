"""Transcripts of speech (YouTube, .vtt, .srt, .json3) as paragraphs under the times at which they begin."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .decoding import decoded
from .escape import escape_inline, escape_start
from .images import Images
from .material import Converted, Material, Refused

TIMES = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})")
TAG = re.compile(r"<[^>]*>|\{\\[^}]*\}")
PAUSE = 2.0  # seconds of silence that end a paragraph
LONGEST = 60.0  # seconds of a paragraph
SECTION = 300.0  # seconds under one heading
END = re.compile(r"[.!?…][\"'”’)]*$")


class Cue(NamedTuple):
    """Words and when they are said, in seconds."""

    start: float
    end: float
    text: str


def convert(material: Material, images: Images) -> Converted:
    """A subtitle file as markdown."""
    text, notes = decoded(material.file.read_bytes())
    cues = list(from_json3(text) if material.file.suffix.lower() == ".json3" else from_subtitles(text))
    if not cues:
        raise Refused("is corrupt, or holds no subtitles")
    return Converted([to_markdown(cues)], notes=notes)


def from_subtitles(text: str) -> Iterator[Cue]:
    """The cues of a WebVTT or SubRip file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate(lines):
        match = TIMES.search(line)
        if match is None:
            continue
        said = []
        for following in lines[at + 1 :]:
            if not following.strip() or TIMES.search(following):
                break
            said.append(TAG.sub("", following))
        numbers = [int(group or 0) for group in match.groups()]
        yield Cue(seconds(numbers[:4]), seconds(numbers[4:]), " ".join(html.unescape(" ".join(said)).split()))


def seconds(numbers: list[int]) -> float:
    hours, minutes, whole, thousandths = numbers
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


def from_json3(text: str) -> Iterator[Cue]:
    """The cues of a subtitle file as YouTube keeps them."""
    try:
        for event in json.loads(text)["events"]:
            said = "".join(part.get("utf8", "") for part in event.get("segs", []))
            start = event.get("tStartMs", 0) / 1000
            yield Cue(start, start + event.get("dDurationMs", 0) / 1000, " ".join(said.split()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"is corrupt, or no subtitles ({error})") from error


def without_repeats(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Rolling captions show each line twice: what a cue repeats of the one before is taken out of it."""
    before: list[str] = []
    for cue in cues:
        words = cue.text.split()
        most = min(len(before), len(words))
        shared = next((size for size in range(most, 1, -1) if before[-size:] == words[:size]), 0)
        if len(words) > shared:
            yield cue._replace(text=" ".join(words[shared:]))
        before = words or before


def to_markdown(cues: Iterable[Cue]) -> str:
    """Paragraphs closed at pauses or after a minute, a heading with the time every five."""
    parts: list[str] = []
    held: list[Cue] = []
    section = -1

    def close() -> None:
        nonlocal section
        if not held:
            return
        number = int(held[0].start // SECTION)
        if number != section:
            section = number
            parts.append(f"## {clock(held[0].start)}")
        parts.append(escape_start(escape_inline(" ".join(cue.text for cue in held))))
        held.clear()

    for cue in without_repeats(cues):
        long = held and cue.end - held[0].start > LONGEST and (END.search(held[-1].text) or cue.end - held[0].start > 2 * LONGEST)
        if held and (cue.start - held[-1].end > PAUSE or long):
            close()
        held.append(cue)
    close()
    return "\n\n".join(parts) + "\n"


def clock(at: float) -> str:
    whole = int(at)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
