"""Work spread over processes, its results in the order of the items, with a bounded number of them in memory."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

from kg.errors import EntenteError

A = TypeVar("A")
B = TypeVar("B")

_FEW = 32  # items that are done sooner here than processes start
_AHEAD = 8  # items in flight for each process


def in_order(work: Callable[[A], B], items: Iterable[A], workers: int, *, here: Callable[[A], bool]) -> Iterator[B]:
    """`work(item)` for each item, in order. Items for which `here` holds cost nothing and are done in this process.

    `work` and the items must be picklable. Raises `EntenteError` where a process dies.
    """
    source = iter(items)
    head = list(islice(source, _FEW))
    if workers < 2 or len(head) < _FEW:
        yield from map(work, chain(head, source))
        return
    # Ctrl-C is for this process, which then ends the others. A fork instead of a spawn would copy locks that the
    # threads of the store and of the progress bar may hold.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield from _through(pool, work, chain(head, source), workers * _AHEAD, here)
    except BrokenProcessPool as error:
        raise EntenteError("a reading process died, perhaps of lack of memory: run again with --workers 1.") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _through(
    pool: ProcessPoolExecutor, work: Callable[[A], B], items: Iterable[A], ahead: int, here: Callable[[A], bool]
) -> Iterator[B]:
    waiting: deque[Future[B]] = deque()
    for item in items:
        waiting.append(_done(work(item)) if here(item) else pool.submit(work, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _done(value: B) -> Future[B]:
    future: Future[B] = Future()
    future.set_result(value)
    return future
