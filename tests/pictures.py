"""Images for tests, made without a library."""

import struct
import zlib


def png(width: int, height: int, colour: bytes = b"\xd0\x20\x20", noise: int = 0) -> bytes:
    """A PNG of one colour; `noise` bytes that nothing compresses make the file larger and its content another."""
    rows = b"".join(b"\0" + colour * width for _ in range(height))
    extra = chunk(b"tEXt", b"note\0" + bytes((n * n * 7 + n // 3) % 256 for n in range(noise))) if noise else b""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2 if len(colour) == 3 else 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
