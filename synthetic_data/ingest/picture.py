"""An image with a caption, found in a text beside it or in its metadata, as a markdown file that shows both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .escape import escape_inline, escape_start
from .images import Images, alternative
from .material import Converted, Material, Refused, Uncaptioned

CAPTION_SUFFIXES = (".caption", ".txt", ".alt", ".json")
KEYS = ("caption", "description", "alt", "alt_text", "text", "title")
LARGEST_CAPTION = 5_000  # bytes; a longer text is a document of its own
DESCRIPTION, XP_TITLE, XP_COMMENT, XP_SUBJECT = 0x010E, 0x9C9B, 0x9C9C, 0x9C9F


def convert(material: Material, images: Images) -> Converted:
    """A page that shows the image under its caption."""
    said = caption(material.file)
    if not said:
        name = material.name.rsplit("/", 1)[-1]
        raise Uncaptioned(f"says nothing in words; write what it shows into {Path(name).stem}.txt beside it")
    path = images.add(material.file.read_bytes())
    if not path:
        raise Refused("is too small, or no PNG, JPEG, GIF, WebP or BMP image")
    first = " ".join(said.split("\n\n", 1)[0].split())
    paragraphs = [escape_start(escape_inline(" ".join(part.split()))) for part in said.split("\n\n") if part.strip()]
    return Converted(["\n\n".join([f"![{alternative(first)}]({path})", *paragraphs]) + "\n"])


def caption(file: Path) -> str:
    """What is said about an image: beside it, else in its metadata."""
    for beside in sidecars(file):
        text = said_in(beside)
        if text:
            return text
    return embedded(file)


def sidecars(file: Path) -> Iterator[Path]:
    """The files that may hold the caption of an image: photo.txt, photo.jpg.txt, and the like."""
    for suffix in CAPTION_SUFFIXES:
        for name in (file.with_suffix(suffix), file.with_name(file.name + suffix)):
            if is_caption(name):
                yield name


def is_caption(file: Path) -> bool:
    """Whether a file is short enough, and of a kind, to be what is said about an image beside it."""
    return file.suffix in CAPTION_SUFFIXES and file.is_file() and file.stat().st_size <= LARGEST_CAPTION


def said_in(file: Path) -> str:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        if file.suffix == ".json":
            found = json.loads(text)
            return next((str(found[key]).strip() for key in KEYS if found.get(key)), "") if isinstance(found, dict) else ""
    except (OSError, ValueError):
        return ""
    return text.strip()


def embedded(file: Path) -> str:
    """The description in the image's own metadata (EXIF, PNG text, GIF comment)."""
    from PIL import Image

    try:
        with Image.open(file) as image:
            exif = image.getexif()
            found: list[Any] = [exif.get(tag) for tag in (DESCRIPTION, XP_COMMENT, XP_SUBJECT, XP_TITLE)]
            found += [image.info.get(key) for key in ("Description", "description", "Caption", "Comment", "comment", "Title")]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(f"is corrupt, or no image ({error})") from error
    return next((text for value in found if (text := words(value))), "")


def words(value: Any) -> str:
    """A metadata field as text; Windows writes UTF-16, cameras write blanks."""
    if isinstance(value, bytes):
        value = value.decode("utf-16-le" if value[1:2] == b"\0" else "utf-8", "replace")
    return str(value or "").replace("\0", "").strip()
