"""The requests that are known by their bytes: a whole `GET path?query`, alone, whose headers came before."""

from __future__ import annotations

import re

_GET = re.compile(rb"GET (/[!-\"$->@-~]*)\?([!-\"$-~]*) HTTP/1\.1\r\n")
_END = b"\r\n\r\n"

Head = tuple[bytes, bytes, str, str]  # path, header lines, the client's address and ours


def request_line(data: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Path, query string and header lines of a GET, where nothing is missing and nothing follows."""
    found = _GET.match(data)
    if found is None or data.find(_END) != len(data) - len(_END):
        return None
    return found[1], found[2], data[found.end() :]
