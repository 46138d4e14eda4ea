"""Files written whole, hashed, or kept on disk for a while instead of in memory."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from .errors import UserError


def sha256_of(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@contextmanager
def written_whole(path: Path) -> Iterator[IO[str]]:
    """A text file (UTF-8, line feeds) that appears under its name only when it is complete, or not at all.

    Raises UserError when the disk is full or the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def write_bytes_whole(path: Path, data: bytes) -> None:
    """Writes a file that appears under its name only when it is complete. Raises UserError as `written_whole` does."""
    with made_whole(path) as partial:
        path.parent.mkdir(exist_ok=True)
        partial.write_bytes(data)


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Another name to write a file or a folder under; it takes the place of `path` when it is complete, or vanishes.

    Raises UserError when the disk is full or the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        remove(partial)
        yield partial
        if partial.is_dir():
            remove(path)  # a folder cannot be replaced in one step
        partial.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        remove(partial)


def remove(path: Path) -> None:
    """Removes a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def cause_of(error: Exception) -> str:
    """What was wrong with a file, without the error's number and the path that the sentence around it names."""
    return str(getattr(error, "strerror", None) or error)


def cannot_write(path: Path, error: OSError) -> UserError:
    return UserError(
        f"{path} cannot be written: {error.strerror or error}.",
        "Free some space or make the folder writable, or name another one with --output; then run the same command again.",
    )


def read_at(file: IO[bytes], position: int, length: int) -> bytes:
    """Bytes of a file that is written at its end: where the system can, in one step that leaves the place to write at alone."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), length, position)
    file.seek(position)
    data = file.read(length)
    file.seek(0, os.SEEK_END)
    return data


class Shelf:
    """Bytes kept in an unnamed temporary file, in the order they were put there; gone when closed.

    Only what this process itself put there is ever read back, so whoever keeps pickles here reads none but its own.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.file = tempfile.TemporaryFile(buffering=1 << 16, dir=folder)  # noqa: SIM115  (closed in close())
        self.size = 0
        self.written = 0  # so many bytes are in the file for certain; what was put last is written only when it is read

    def put(self, data: bytes) -> tuple[int, int]:
        """Keeps these bytes; returns (position, length) to get them back with."""
        position = self.size
        try:
            self.file.write(data)
        except OSError as error:
            raise cannot_write(Path(tempfile.gettempdir()), error) from error
        self.size += len(data)
        return position, len(data)

    def get(self, position: int, length: int) -> bytes:
        """The bytes that were kept there."""
        try:
            if position + length > self.written:
                self.file.flush()
                self.written = self.size
            return read_at(self.file, position, length)
        except OSError as error:
            raise cannot_write(Path(tempfile.gettempdir()), error) from error

    def close(self) -> None:
        self.file.close()

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
