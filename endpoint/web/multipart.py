"""Bodies of several documents: multipart/form-data (RFC 7578) as the Graph Store Protocol allows it for POST."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import NamedTuple

from endpoint.web.problem import Problem


class Part(NamedTuple):
    """One document of a body."""

    media_type: str
    name: str
    body: bytes


def parts(content_type: str, body: bytes) -> list[Part]:
    """The documents of a multipart body; 400 where its boundary or form is wrong."""
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body
    )
    if not message.is_multipart():
        raise Problem(400, "the multipart body cannot be cut into its parts: check its boundary.")
    found = []
    for part in message.iter_parts():
        payload = part.get_payload(decode=True)
        named = "content-type" in part
        name = part.get_filename() or str(part.get_param("name", "", header="content-disposition"))
        found.append(
            Part(part.get_content_type() if named else "", name, payload if isinstance(payload, bytes) else b"")
        )
    return found
