"""The wire between the server and its reader processes: frames of kind (1 byte), length (4 bytes, big endian),
payload."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

HEADER = struct.Struct(">cI")
PIECE = 64 * 1024  # how much of an answer travels at once

TASK = b"T"  # server → reader: what to do (JSON)
READY = b"R"  # reader → server: snapshot opened, waiting
HEAD = b"H"  # reader → server: status and media type (JSON); pieces follow
DATA = b"D"  # reader → server: a piece of the answer
END = b"E"  # reader → server: the answer is whole (JSON)
FAULT = b"F"  # reader → server: no answer, and why (JSON)


def pack(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(payload)) + payload


def pack_json(kind: bytes, value: Any) -> bytes:
    """One frame that carries JSON."""
    return pack(kind, json.dumps(value, separators=(",", ":")).encode())


def loads(payload: bytes) -> dict[str, Any]:
    """The JSON of a frame."""
    value: dict[str, Any] = json.loads(payload)
    return value


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
