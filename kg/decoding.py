"""Bytes of a file as text: size limit, encoding, and the sentence that says what is wrong."""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata
from pathlib import Path

from kg.errors import BadInput
from kg.settings import Settings

_LOG = logging.getLogger("kg.sources")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Windows-1252 text in the languages of western Europe may hold beyond ASCII.
_WESTERN = frozenset(
    "àâäáãåçéèêëíîïìñóôöòõøúùûüœæšžÀÂÄÁÃÅÇÉÈÊËÍÎÏÌÑÓÔÖÒÕØÚÙÛÜŒÆŠŽß«»“”‘’‚„‹›–—…•·°ºª§€£©®™¿¡\u00a0\u00ad"
)
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read_bytes(path: Path) -> bytes:
    """A file's bytes, at most `Settings.max_bytes` of them. Raises `BadInput`."""
    try:
        size = path.stat().st_size
        if size > (limit := Settings.from_env().max_bytes):
            raise BadInput(
                f"{path} has {size:,} bytes, more than the limit of {limit:,}: split it or raise ENTENTE_MAX_BYTES."
            )
        return path.read_bytes()
    except OSError as error:
        raise BadInput(why_unreadable(path, error)) from error


def why_unreadable(path: Path, error: OSError) -> str:
    """A failure to open a file, in one sentence."""
    if isinstance(error, FileNotFoundError):
        return f"{path} does not exist: check the path."
    if isinstance(error, PermissionError):
        return f"{path} may not be read by this user: change its permissions."
    return f"{path} cannot be read ({error.strerror}): check the file."


def decode(data: bytes, where: str) -> str:
    """The text of bytes in UTF-8, in what their byte-order mark says, or in Windows-1252 where that is plausible.

    Bytes that are no UTF-8 are taken for Windows-1252 only if they hold nothing but letters and signs of western
    European text there and not one well-formed multi-byte sequence of UTF-8 (then they are damaged UTF-8). `where`
    names the input in the sentence of the `BadInput` that everything else raises.
    """
    if not data.strip():
        raise BadInput(f"{where} is empty: give an article with text.")
    text = _with_mark(data, where) or _without_mark(data, where)
    if _is_binary(text):
        raise BadInput(f"{where} is a binary file: give plain text, an HTML page or JSON lines.")
    if not text.strip():
        raise BadInput(f"{where} is empty: give an article with text.")
    return text


def _with_mark(data: bytes, where: str) -> str | None:
    encoding = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    if encoding is None:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise BadInput(f"{where} is not the {name} that its first bytes announce: save it as UTF-8.") from error
    return text


def _without_mark(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise BadInput(f"{where} is a binary file: give plain text, an HTML page or JSON lines.") from error
        position = error.start
    text = data.decode("cp1252", "replace")
    if _MULTIBYTE.search(data) or not _WESTERN.issuperset(char for char in text if ord(char) > 127):
        raise BadInput(f"{where} is not valid UTF-8 (byte {position:,}): save it as UTF-8.")
    _LOG.warning("%s is not UTF-8 and was read as Windows-1252: save it as UTF-8 to be sure.", where)
    return text


def _is_binary(text: str) -> bool:
    """Whether control characters or code points that mean nothing make up more than a stray few of the beginning."""
    head = text[:4096]
    if "\0" in head:
        return True
    strange = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f\v\x85" for char in head)
    return strange * 50 > len(head)
