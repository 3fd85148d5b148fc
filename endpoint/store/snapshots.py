"""Snapshots of a store that others write: where they lie, and how one is taken without holding the store's lock."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from kg.errors import StoreError

_LOCK = "lock"
_TABLES = (".sst", ".blob")  # never written again once they are there
_REST = ("CURRENT", "MANIFEST-", "OPTIONS-")


def stamp(folder: Path) -> int:
    """Changes whenever a process writes to the store or opens it."""
    found = 0
    for entry in os.scandir(folder):
        with contextlib.suppress(FileNotFoundError):  # the engine removes files as it goes
            stat = entry.stat()
            found ^= hash((entry.name, stat.st_mtime_ns, stat.st_size))
    return found


def linked(folder: Path, target: Path) -> bool:
    """Makes a copy of the store as it is, of links and the log of its last writes; False where it changed meanwhile.

    Whole transactions only: the engine's log says where each ends.
    """
    before = stamp(folder)
    target.mkdir()
    with contextlib.suppress(FileNotFoundError):
        for entry in os.scandir(folder):
            if entry.name.endswith(_TABLES):
                _link(entry.path, target / entry.name)
            elif entry.name.startswith(_REST) or entry.name.endswith(".log"):
                shutil.copyfile(entry.path, target / entry.name)
        if stamp(folder) == before:
            return True
    shutil.rmtree(target)
    return False


def _link(source: str, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another file system
        shutil.copyfile(source, target)


def home(folder: Path) -> tuple[Path, IO[str]]:
    """A fresh folder for snapshots and its lock, on the store's file system if we may write there.

    What killed servers left is removed: nobody holds its lock.
    """
    stem = f".{folder.resolve().name}.snapshots-"
    for base in (folder.resolve().parent, Path(tempfile.gettempdir())):
        for left in base.glob(f"{stem}*"):
            _remove_unless_held(left)
        with contextlib.suppress(OSError):
            fresh = Path(tempfile.mkdtemp(prefix=stem, dir=base))
            lock = (fresh / _LOCK).open("w")
            fcntl.flock(lock, fcntl.LOCK_EX)
            return fresh, lock
    raise StoreError(
        f"no snapshot can be written beside {folder} or in the temporary folder: make one of them writable."
    )


def _remove_unless_held(left: Path) -> None:
    with contextlib.suppress(OSError), (left / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left, ignore_errors=True)
