"""The one writer of the store, and the snapshots that readers see.

A server that may write keeps the store open. One that only reads lets go of it, so that `kg build` can write, and
shows what another process has written within a second of its end.

A write is answered once a snapshot that holds it is published, so that whoever wrote reads it next. A snapshot is a
`Store.backup()`: hard links beside the store, complete or absent, never half.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TypeVar

from pyoxigraph import Store

from kg.errors import StoreError

T = TypeVar("T")
_ATTEMPTS = 10
_GLANCE = 0.5  # seconds between looks at a store that others write
_GONE = "gone.txt"
_LOCK = "lock"


class Dataset:
    """`write` changes the store; `snapshot` and `version` are what readers see now."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder, self._writable = folder, writable
        self._store = _open(folder)
        self._home, self._lock = _snapshot_home(folder)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._count = 0
        gone = folder / _GONE
        self._gone = set(gone.read_text("utf-8").splitlines()) if gone.is_file() else set()
        self._shown: set[str] = set()
        self._epoch = f"{time.time_ns():x}"
        self._publish: Callable[[str], None] = lambda _: None
        self._show(self._backup(self._store))
        self._stamp: int | None = None
        if not writable:
            self._let_go()

    def on_publish(self, publish: Callable[[str], None]) -> None:
        """Whom to tell of a new snapshot."""
        self._publish = publish

    async def look(self, question: Callable[[Store], T]) -> T:
        """What `question` finds in the store, between two writes."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: question(self._store))

    async def write(self, action: Callable[[Store], None]) -> None:
        """Runs `action` on the store and publishes a snapshot that holds what it did; its exception is raised here."""
        await self.look(action)
        self._show(await asyncio.get_running_loop().run_in_executor(self._thread, self._backup, self._store))
        self._publish(self.snapshot)

    async def follow(self) -> None:
        """Shows what other processes write, for as long as we do not write ourselves."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_GLANCE)
            path = await loop.run_in_executor(self._thread, self._look_again)
            if path is not None:
                self._show(path)
                self._publish(self.snapshot)

    def _look_again(self) -> Path | None:
        """A snapshot if the store has changed and nobody holds it."""
        if _stamp(self._folder) == self._stamp:
            return None
        try:
            self._store = Store(str(self._folder))
        except OSError:  # somebody is writing: later
            return None
        try:
            return self._backup(self._store)
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Closes the store for others to write."""
        del self._store
        self._stamp = _stamp(self._folder)

    @contextlib.asynccontextmanager
    async def copy(self) -> AsyncIterator[Path]:
        """A copy of the store to try something on."""
        path = await asyncio.get_running_loop().run_in_executor(self._thread, self._backup, self._store)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    async def close(self) -> None:
        """Ends the last write, saves the store and removes the snapshots."""
        self._thread.shutdown(wait=True)
        shutil.rmtree(self._home, ignore_errors=True)
        self._lock.close()
        if self._writable:
            self._store.flush()
            del self._store

    def is_gone(self, iri: str) -> bool:
        """Whether a write over HTTP removed this thing."""
        return iri in self._gone

    def remember_gone(self, iris: list[str]) -> None:
        """Notes, also for the next start, which things a write has removed."""
        fresh = [iri for iri in iris if iri not in self._gone]
        if fresh:
            self._gone.update(fresh)
            with (self._folder / _GONE).open("a", encoding="utf-8") as file:
                file.writelines(f"{iri}\n" for iri in fresh)

    def leave(self, used: set[str]) -> None:
        """Removes the snapshots that no reader uses any more."""
        for path in self._shown - used - {self.snapshot}:  # not what the writer is making just now
            self._shown.discard(path)
            shutil.rmtree(path, ignore_errors=True)

    def _show(self, path: Path) -> None:
        """Makes a snapshot the current one."""
        self.snapshot = str(path)
        self._shown.add(self.snapshot)
        self.version = f"{self._epoch}-{path.name}"
        self.modified = time.time()

    def _backup(self, store: Store) -> Path:
        """A new snapshot. The engine may delete a file that it is about to link (a compaction ended just then): then
        again."""
        for attempt in range(_ATTEMPTS):
            self._count += 1
            path = self._home / str(self._count)
            try:
                store.backup(str(path))
                return path
            except FileNotFoundError:
                shutil.rmtree(f"{path}.tmp", ignore_errors=True)
                time.sleep(0.01 * attempt)
        raise StoreError(f"no snapshot of the store {self._folder} could be taken: is its disk full?")


def _stamp(folder: Path) -> int:
    """Changes whenever a process writes to the store or opens it."""
    stamp = 0
    for entry in os.scandir(folder):
        with contextlib.suppress(FileNotFoundError):  # the engine removes files as it goes
            stat = entry.stat()
            stamp ^= hash((entry.name, stat.st_mtime_ns, stat.st_size))
    return stamp


def _open(folder: Path) -> Store:
    if not folder.is_dir():
        raise StoreError(f"there is no store at {folder}: build one with `kg build PATH… --store {folder}`.")
    try:
        return Store(str(folder))
    except OSError as error:
        raise StoreError(
            f"the store at {folder} cannot be opened, is another program writing to it? ({error})"
        ) from error


def _snapshot_home(folder: Path) -> tuple[Path, IO[str]]:
    """A fresh folder for snapshots and its lock, on the store's file system if we may write there.

    What killed servers left is removed: nobody holds its lock.
    """
    stem = f".{folder.resolve().name}.snapshots-"
    for base in (folder.resolve().parent, Path(tempfile.gettempdir())):
        for left in base.glob(f"{stem}*"):
            _remove_unless_held(left)
        with contextlib.suppress(OSError):
            home = Path(tempfile.mkdtemp(prefix=stem, dir=base))
            lock = (home / _LOCK).open("w")
            fcntl.flock(lock, fcntl.LOCK_EX)
            return home, lock
    raise StoreError(
        f"no snapshot can be written beside {folder} or in the temporary folder: make one of them writable."
    )


def _remove_unless_held(home: Path) -> None:
    with contextlib.suppress(OSError), (home / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(home, ignore_errors=True)
