"""The folder of a store: whether it holds one, and why one cannot be opened."""

from __future__ import annotations

from pathlib import Path


def holds_store(path: Path) -> bool:
    """Whether a folder holds a database: RocksDB's CURRENT names its manifest."""
    return (path / "CURRENT").is_file()


def why_not(path: Path, error: Exception) -> str:
    """A failure to open a store, in one sentence."""
    if "lock" in str(error).lower():
        return f"the store {path} is in use by another process: stop that one ('kg serve', 'kg build') or give another."
    if isinstance(error, BlockingIOError):
        return f"the store {path} cannot be read: {error}."
    if isinstance(error, PermissionError) or "Permission denied" in str(error):
        return (
            f"the store {path} may not be written or read by this user: change its permissions or give another folder."
        )
    return f"the store {path} cannot be opened ({error}): remove the folder and build it again."
