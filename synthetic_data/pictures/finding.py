"""The bytes of an image that a document names: from inside the docs folder, a data: URI or, where that is allowed, the network."""

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from ..fetch import FetchError, FetchLimits, fetch

MOST_BYTES = 20 * 2**20
TOO_LARGE = f"larger than {MOST_BYTES // 2**20} MB"
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class PictureError(Exception):
    """An image that is not used; reason says why in a few words that can be counted by."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def find_picture(reference: str, document: Path, root: Path, fetching: FetchLimits | None) -> bytes:
    """The bytes behind an image's path as written in `document`, which was found under the folder `root`.

    fetching holds the limits for remote images, or is None when they are not wanted. Raises PictureError.
    """
    reference = reference.strip()
    if reference.startswith("//"):
        reference = "https:" + reference
    scheme = SCHEME.match(reference)
    kind = scheme[1].lower() if scheme else ""
    if kind == "data":
        return embedded(reference)
    if kind in ("http", "https"):
        return remote(reference, fetching)
    if kind:
        raise PictureError("neither a path nor http(s)")
    return local(reference, document, root)


def embedded(reference: str) -> bytes:
    """The bytes of a data: URI."""
    head, comma, body = reference.partition(",")
    if len(body) > 2 * MOST_BYTES:
        raise PictureError(TOO_LARGE)
    try:
        data = base64.b64decode(unquote(body), validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError) as error:
        raise PictureError("broken") from error
    if not comma or not data:
        raise PictureError("broken")
    return data


def remote(reference: str, fetching: FetchLimits | None) -> bytes:
    if fetching is None:
        raise PictureError("remote (--fetch-images fetches it)")
    try:
        return fetch(reference, fetching, accept="image/*").data
    except FetchError as error:
        raise PictureError(f"not fetched: {error.reason}") from error


def local(reference: str, document: Path, root: Path) -> bytes:
    """The bytes of a file inside the root, links followed before that is decided; a leading slash stands for the root."""
    try:
        base = root.resolve(strict=True)
        for path in spellings(reference):
            file = ((base / path.lstrip("/")) if path.startswith("/") else document.parent / path).resolve()
            if not file.is_relative_to(base):
                raise PictureError("outside the docs folder")
            if file.is_file():
                if file.stat().st_size > MOST_BYTES:
                    raise PictureError(TOO_LARGE)
                return file.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # no permission, a NUL in the name, a circle of links
        raise PictureError("cannot be read") from error
    raise PictureError("missing")


def spellings(reference: str) -> list[str]:
    """The path that may be meant: as written, then decoded, then without what a web page adds (?raw=true, #center)."""
    plain = reference.replace("\\", "/")
    cut = re.split(r"[?#]", plain)[0]
    return list(dict.fromkeys(path for path in (plain, unquote(plain), unquote(cut)) if path))
