"""The images of a document: kept beside the markdown under a name made of their content, if they are worth keeping."""

import hashlib
import re
from io import BytesIO
from pathlib import Path

LEAST_PIXELS = 64
LARGEST_ASPECT = 8.0
KINDS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"RIFF": "webp",
    b"BM": "bmp",
}
NAME = re.compile(r"[0-9a-f]{16}\.(?:png|jpg|gif|webp|bmp)")
BRACKETS = re.compile(r"([\[\]\\])")


def kind_of(data: bytes) -> str:
    """The suffix for these bytes, "" if they are no image that models and browsers read."""
    for magic, kind in KINDS.items():
        if data.startswith(magic) and (kind != "webp" or data[8:12] == b"WEBP"):
            return kind
    return ""


def folder_for(target: Path) -> Path:
    """The folder for the images of a markdown file: beside it, with a name that needs no quoting in a link."""
    plain = re.sub(r"[^\w.-]+", "-", target.stem)
    if plain != target.stem:
        plain += "-" + hashlib.sha256(target.stem.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return target.with_name(f"{plain}_images")


def alternative(text: str) -> str:
    """A text as the alternative text of an image: one line, brackets escaped."""
    return BRACKETS.sub(r"\\\1", " ".join(text.split()))


class Images:
    """Takes the images of one document; what is too small, too narrow or of an unknown kind is counted, not kept."""

    def __init__(self, target: Path) -> None:
        self.folder = folder_for(target)
        self.kept: set[str] = set()
        self.new: list[Path] = []
        self.small = 0
        self.unknown = 0

    def add(self, data: bytes) -> str:
        """Keeps an image; returns the path to link it with, or ""."""
        import imagesize

        kind = kind_of(data)
        if not kind:
            self.unknown += 1
            return ""
        try:
            width, height = imagesize.get(BytesIO(data))
        except (ValueError, OSError, IndexError):
            width, height = -1, -1
        if width > 0 and (min(width, height) < LEAST_PIXELS or max(width, height) > LARGEST_ASPECT * min(width, height)):
            self.small += 1
            return ""
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.{kind}"
        path = self.folder / name
        if name not in self.kept and not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self.new.append(path)
        self.kept.add(name)
        return f"{self.folder.name}/{name}"

    def link(self, data: bytes, caption: str) -> str:
        """The markdown that shows an image, or "" when it isn't kept."""
        path = self.add(data)
        return f"![{alternative(caption)}]({path})" if path else ""

    def notes(self) -> list[str]:
        """What was not kept, for the reader of the markdown."""
        told = []
        if self.small:
            told.append(f"{self.small} image(s) too small to show anything left out")
        if self.unknown:
            told.append(f"{self.unknown} image(s) left out that are neither PNG, JPEG, GIF, WebP nor BMP")
        return told

    def discard(self) -> None:
        """Takes back what was kept, because the document could not be converted."""
        for path in self.new:
            path.unlink(missing_ok=True)
        self.remove_if_empty()

    def drop_stale(self) -> None:
        """Removes images of an earlier conversion that the document no longer shows; a person's own files stay."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if NAME.fullmatch(path.name) and path.name not in self.kept:
                path.unlink(missing_ok=True)
        self.remove_if_empty()

    def remove_if_empty(self) -> None:
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()
