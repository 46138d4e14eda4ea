"""The transcript of a YouTube video, as far as YouTube gives it away."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .material import Converted, Refused
from .transcript import Cue, to_markdown

HOSTS = frozenset("youtube.com www.youtube.com m.youtube.com music.youtube.com www.youtube-nocookie.com".split())
VIDEO = re.compile(r"[\w-]{11}")
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ko", "zh", "ru", "ar", "hi")


def video_id(url: str) -> str:
    """The id of the video behind an address, "" if it is none."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").lower(), parts.path.strip("/").split("/")
    if host == "youtu.be":
        found = path[0]
    elif host in HOSTS and path[0] == "watch":
        found = parse_qs(parts.query).get("v", [""])[0]
    elif host in HOSTS and path[0] in ("shorts", "embed", "live", "v") and len(path) > 1:
        found = path[1]
    else:
        return ""
    return found if VIDEO.fullmatch(found) else ""


def convert(url: str, api: Any = None) -> Converted:
    """The transcript as markdown. api is anything with the fetch of youtube-transcript-api; by default, that."""
    if api is None:
        from youtube_transcript_api import YouTubeTranscriptApi

        api = YouTubeTranscriptApi()
    video = video_id(url)
    try:
        found = api.fetch(video, languages=LANGUAGES)
        cues = [Cue(one.start, one.start + one.duration, " ".join(one.text.split())) for one in found]
    except Exception as error:  # the library's own, requests' and XML's, all of which mean: not to be had
        raise Refused(
            f"has no transcript that can be had ({type(error).__name__}); "
            "YouTube blocks many networks: save the subtitles as .vtt with another tool and ingest that file"
        ) from error
    if not cues:
        raise Refused("has an empty transcript")
    language = str(getattr(found, "language_code", "") or "")
    return Converted([to_markdown(cues)], f"YouTube video {video}", language=language.split("-")[0])
