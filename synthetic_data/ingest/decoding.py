"""Bytes of a text file as text: UTF-8 or UTF-16 if they are, else the most likely encoding, which is then told."""

from typing import NamedTuple

from .material import Refused

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE = 100_000


class Decoded(NamedTuple):
    """The text, and a note when its encoding had to be guessed."""

    text: str
    notes: list[str]


def encoding_of(data: bytes) -> str:
    """The name of the encoding; data may be the beginning of a file only. Refused when it is no text at all."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return name
    if b"\0" in data:
        raise Refused("is a binary file, not text")
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return "utf-8"  # cut inside a character
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return "cp1252"  # what most texts are that are no UTF-8
    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else "cp1252"


def decoded(data: bytes) -> Decoded:
    """A whole file as text."""
    name = encoding_of(data)
    if name in ("utf-8", "utf-8-sig", "utf-16"):
        try:
            return Decoded(data.decode(name), [])
        except UnicodeDecodeError as error:
            raise Refused(f"is corrupt: byte {error.start} is no {name.upper()}") from error
    return Decoded(data.decode(name, "replace"), [f"encoding guessed: {name}"])
