"""The engine asks the C library for small pieces of memory by the hundred; glibc keeps more of them when told so as a
program starts."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

TUNABLES = "glibc.malloc.tcache_count=2000:glibc.malloc.mxfast=0"
_NAME = "GLIBC_TUNABLES"


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process of ours: as given, with the tunables where nothing is said about them."""
    return {_NAME: TUNABLES, **environ}


def start_again() -> None:
    """Starts `kg` again with the tunables, in this process; does nothing where they are set, or with another C
    library."""
    again = command(sys.argv, sys.orig_argv, os.environ)
    if again:
        os.execve(sys.executable, again, environment(os.environ))


def command(argv: Sequence[str], typed: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """What `start_again` runs: what was `typed`; nothing where that would not help, or this program is not `kg`."""
    program = Path(argv[0])
    ours = program.name == "kg" or program.parts[-2:] == ("kg", "__main__.py")
    if not ours or _NAME in environ or not _is_glibc():
        return []
    return [sys.executable, *typed[1:]]


def _is_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (ValueError, OSError, AttributeError):
        return False
