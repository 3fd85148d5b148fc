"""The wire between the server and its own processes: frames of kind (1 byte), length (4 bytes, big endian), payload.

Values travel by `marshal`: both ends are this program in this Python.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Iterator
from typing import Any

HEADER = struct.Struct(">cI")
PIECE = 64 * 1024  # how much of an answer travels at once

TASK = b"T"  # server → reader: what to do
READY = b"R"  # reader → server: snapshot opened, waiting
HEAD = b"H"  # reader → server: media type and encoding; pieces follow
DATA = b"D"  # reader → server: a piece of the answer, as it is
END = b"E"  # reader → server: the answer is whole
WHOLE = b"W"  # reader → server: head and body of a small answer at once
FAULT = b"F"  # reader → server: no answer, and why


def pack(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(payload)) + payload


def pack_value(kind: bytes, value: Any) -> bytes:
    """One frame that carries a value: dictionaries, lists, tuples, text, bytes, numbers."""
    return pack(kind, marshal.dumps(value))


def loads(payload: bytes) -> Any:
    """The value of a frame."""
    return marshal.loads(payload)


class Unpacker:
    """Cuts a byte stream into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that are complete once `data` has come, as (kind, payload)."""
        self._buffer += data
        start = 0
        while len(self._buffer) - start >= HEADER.size:
            kind, length = HEADER.unpack_from(self._buffer, start)
            end = start + HEADER.size + length
            if len(self._buffer) < end:
                break
            yield kind, bytes(self._buffer[start + HEADER.size : end])
            start = end
        del self._buffer[:start]
