"""Opens documents that are ZIP archives (Office, EPUB) and refuses those that are encrypted, damaged, or bombs."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .material import Refused

MOST_UNPACKED = 1_000_000_000  # bytes, in all
MOST_RATIO = 200  # unpacked to packed, for archives that unpack to more than …
HARMLESS = 50_000_000  # … this
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old Office container, in which encrypted documents are wrapped, too


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, checked. A damaged member that shows only later is refused as well."""
    with file.open("rb") as raw:
        if raw.read(8) == OLE:
            raise Refused("is encrypted, or in the old binary Office format; save it anew, without a password")
    try:
        with zipfile.ZipFile(file) as archive:
            check(archive, file.stat().st_size)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(f"is corrupt ({error})") from error


def check(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuses bombs by the sizes the archive declares, beyond which zipfile reads nothing, and encrypted members."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or (unpacked > HARMLESS and unpacked > MOST_RATIO * packed):
        raise Refused(f"is a zip bomb ({packed:,} bytes would unpack to {unpacked:,})")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("is encrypted")


def checked(file: Path) -> None:
    """The same checks for a library that opens the file itself."""
    with opened(file):
        pass


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A member's bytes, or None if the archive has no such member."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except RuntimeError as error:  # zipfile's word for "needs a password"
        raise Refused("is encrypted") from error
