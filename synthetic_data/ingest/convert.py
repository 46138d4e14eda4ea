"""Converts one source into one markdown file; whatever goes wrong with it becomes a reason, never an end of the run."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ..errors import UserError
from ..files import sha256_of
from .converters import BY_MEDIA_TYPE, BY_SUFFIX, YOUTUBE, Converter, why_not
from .front import read_head, write
from .images import Images
from .material import Converted, Material, Refused, Uncaptioned, nothing_read
from .plan import KEPT, LEFT_OUT, MENDED, UNCHANGED, Planned, Wishes, lacking

CONVERTED, SKIPPED = "converted", "skipped"
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))  # zero-width blanks and soft hyphens part words that are one


class Outcome(NamedTuple):
    """What became of a source."""

    planned: Planned
    status: str
    reason: str = ""
    pages: int = 0
    images: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversion:
    """Converts what was planned; can travel to another process."""

    wishes: Wishes
    on_pages: Callable[[int], None] = nothing_read

    def __call__(self, planned: Planned) -> Outcome:
        if planned.action != "convert":
            return Outcome(planned, planned.action, planned.reason)
        images = Images(planned.target)
        try:
            return self.convert(planned, images)
        except Uncaptioned as refused:
            images.discard()
            return Outcome(planned, LEFT_OUT if planned.source.named else SKIPPED, refused.reason)
        except Refused as refused:
            reason = refused.reason
        except UserError as error:
            reason = f"could not be written: {error.problem}"
        except MemoryError:
            reason = "is too large for the memory of this machine"
        except RecursionError:
            reason = "is nested too deeply"
        except Exception as error:  # noqa: BLE001  (one source must never sink the others; it is named and counted)
            reason = f"could not be converted ({type(error).__name__}: {str(error)[:200]})"
        images.discard()
        return Outcome(planned, LEFT_OUT, reason)

    def convert(self, planned: Planned, images: Images) -> Outcome:
        if planned.converter and planned.converter.name == YOUTUBE.name:
            from . import youtube

            converted = youtube.convert(planned.source.url)
            return finished(planned, converted, YOUTUBE, images, "")
        with self.material(planned) as (material, converter, digest):
            head = read_head(planned.target)
            if planned.source.url and head is not None and not self.wishes.force:
                if head.sha256 == digest:
                    return Outcome(planned, UNCHANGED)
                if head.mended:
                    return Outcome(planned, KEPT, MENDED)
            return finished(planned, converter.load()(material, images), converter, images, digest)

    @contextmanager
    def material(self, planned: Planned) -> Iterator[tuple[Material, Converter, str]]:
        """The source at hand as a file, fetched if it is an address; with its converter and hash."""
        source = planned.source
        if source.file is not None and planned.converter is not None:
            yield (
                Material(source.file, source.name, "", source.root, self.wishes.private, self.on_pages),
                planned.converter,
                planned.sha256,
            )
            return
        fetched = self.fetch(source.url)
        converter, suffix = kind_of(fetched)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"source{suffix}"
            file.write_bytes(fetched.data)
            material = Material(file, source.name, fetched.url, Path(folder), self.wishes.private, self.on_pages)
            yield material, converter, sha256_of(fetched.data)

    def fetch(self, url: str) -> Any:
        from ..fetch import FetchError, FetchLimits, fetch

        try:
            return fetch(url, FetchLimits(self.wishes.most_bytes, self.wishes.seconds, private=self.wishes.private))
        except FetchError as error:
            hint = "; --allow-private-addresses allows it" if error.reason == "private address" else ""
            raise Refused(f"could not be fetched: {error.reason}{hint}") from error


def kind_of(fetched: Any) -> tuple[Converter, str]:
    """The converter for what was fetched, by the media type the server gave, else by the suffix of the address."""
    suffix = PurePosixPath(fetched.url.split("?")[0].split("#")[0]).suffix.lower()
    vague = fetched.content_type in ("", "application/octet-stream", "text/plain", "application/zip")
    by_type = BY_MEDIA_TYPE.get(fetched.content_type.lower())
    converter = BY_SUFFIX.get(suffix) or by_type if vague else by_type or BY_SUFFIX.get(suffix)
    if converter is None:
        raise Refused(f"is not supported (media type {fetched.content_type})" if fetched.content_type else why_not(suffix))
    reason = lacking(converter)
    if reason:
        raise Refused(reason)
    return converter, suffix if suffix in converter.suffixes else converter.suffixes[0]


def finished(planned: Planned, converted: Converted, converter: Converter, images: Images, digest: str) -> Outcome:
    """Writes the markdown with its front matter."""

    def head() -> dict[str, Any]:
        told: dict[str, Any] = {"title": converted.title, "author": converted.author, "date": converted.date}
        told |= {"language": converted.language, "source": planned.place, "sha256": digest}
        told |= {"converter": converted.converter or converter.label(), "pages": converted.pages}
        told |= {"notes": [*converted.notes, *images.notes()]}
        return {name: value for name, value in told.items() if value}

    write(planned.target, (part.translate(ZERO_WIDTH) for part in converted.body), head)
    images.drop_stale()
    notes = (*converted.notes, *images.notes())
    return Outcome(planned, CONVERTED, "", converted.pages, len(images.kept), notes)
