"""The one writer of the store, and the snapshots that readers see.

A server that may write keeps the store open. One that only reads lets go of it, so that `kg build` can write, and
shows what another process has written within a second, at the latest of its end.

A write is answered once a snapshot that holds it is published, so that whoever wrote reads it next. A snapshot is a
`Store.backup()`: hard links beside the store, complete or absent, never half.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Store

from kg import snapshots
from kg.errors import StoreError

T = TypeVar("T")
_ATTEMPTS = 10
_GLANCE = 0.5  # seconds between looks at a store that others write


class Dataset:
    """`write` changes the store; `snapshot` and `version` are what readers see now."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder, self._writable = folder, writable
        self._store = _open(folder)
        self._home, self._lock = snapshots.home(folder)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._count = 0
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
        """A snapshot if the store has changed and nobody writes just now; `kg build` finds no lock taken."""
        stamp = snapshots.stamp(self._folder)
        if stamp == self._stamp:
            return None
        self._count += 1
        path = self._home / str(self._count)
        if not snapshots.linked(self._folder, path):  # somebody is writing: later
            return None
        try:
            Store.read_only(str(path))
        except OSError:  # it cannot be read
            shutil.rmtree(path, ignore_errors=True)
            return None
        self._stamp = stamp
        return path

    def _let_go(self) -> None:
        """Closes the store for others to write."""
        del self._store
        self._stamp = snapshots.stamp(self._folder)

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


def _open(folder: Path) -> Store:
    if not folder.is_dir():
        raise StoreError(f"there is no store at {folder}: build one with `kg build PATH… --store {folder}`.")
    try:
        return Store(str(folder))
    except OSError as error:
        raise StoreError(
            f"the store at {folder} cannot be opened, is another program writing to it? ({error})"
        ) from error
