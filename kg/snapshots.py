"""Snapshots of a store that others write: where they lie, and how one is taken without holding the store's lock.

The engine opens a file of its own when it first reads there, and a writer may have removed it by then: what a reader
holds on to must be links.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from pyoxigraph import Store

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


def linked(folder: Path, target: Path, *, copies: bool = True) -> bool:
    """Makes a copy of the store as it is, of links and the log of its last writes; False where it changed meanwhile.

    Whole transactions only: the engine's log says where each ends. Tables that cannot be linked are copied, or raise
    `OSError` without `copies`.
    """
    before = stamp(folder)
    target.mkdir()
    with contextlib.suppress(FileNotFoundError):
        for entry in os.scandir(folder):
            if entry.name.endswith(_TABLES):
                _link(entry.path, target / entry.name, copies)
            elif entry.name.startswith(_REST) or entry.name.endswith(".log"):
                shutil.copyfile(entry.path, target / entry.name)
        if stamp(folder) == before:
            return True
    shutil.rmtree(target)
    return False


def _link(source: str, target: Path, copies: bool) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or somebody else's file
        if not copies:
            raise
        shutil.copyfile(source, target)


def home(folder: Path) -> tuple[Path, IO[str]]:
    """A fresh folder for snapshots and its lock, on the store's file system if we may write there.

    What killed servers left is removed: nobody holds its lock.
    """
    for base in (folder.resolve().parent, Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            return _fresh(folder, base)
    raise StoreError(
        f"no snapshot can be written beside {folder} or in the temporary folder: make one of them writable."
    )


def _fresh(folder: Path, base: Path) -> tuple[Path, IO[str]]:
    stem = f".{folder.resolve().name}.snapshots-"
    for left in base.glob(f"{stem}*"):
        _remove_unless_held(left)
    fresh = Path(tempfile.mkdtemp(prefix=stem, dir=base))
    lock = (fresh / _LOCK).open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return fresh, lock


class Own:
    """A snapshot for one reader, at `path`: the store itself where no links can be made beside it.

    Raises `BlockingIOError` where a writer changes the store just now.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._home: tuple[Path, IO[str]] | None = None
        try:
            self._home = _fresh(folder, folder.resolve().parent)
            whole = linked(folder, self._home[0] / "store", copies=False)
        except OSError:
            self.remove()
            return
        if not whole:
            self.remove()
            raise BlockingIOError("it is being written to all the time: try again in a moment")
        self.path = self._home[0] / "store"

    def remove(self) -> None:
        """Called when nobody reads it any more."""
        if self._home is not None:
            shutil.rmtree(self._home[0], ignore_errors=True)
            self._home[1].close()


def opened(folder: Path) -> tuple[Store, Own]:
    """The engine on a snapshot of one's own, which is left behind by no failure. Raises the engine's errors."""
    own = Own(folder)
    try:
        return Store.read_only(str(own.path)), own
    except (OSError, RuntimeError):
        own.remove()
        raise


def _remove_unless_held(left: Path) -> None:
    with contextlib.suppress(OSError), (left / _LOCK).open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left, ignore_errors=True)
