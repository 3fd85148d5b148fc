"""A store as a file: the format's plug-in writes, the file appears when it is complete."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import BadData, StoreError
from kg.plugins import exports
from kg.store import Store


def export(store: Store, name: str, out: Path) -> int:
    """Write a store in the format of this name; gives the file's size in bytes. What was at `out` stays until then."""
    plugin = exports().get(name)
    if plugin is None:
        raise BadData(f"there is no format '{name}': choose one of {', '.join(sorted(exports()))}.")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            plugin.write(store, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
        return out.stat().st_size
    except OSError as error:
        raise StoreError(
            f"{out} cannot be written ({error.strerror or error}): check path, permissions and space."
        ) from error
    finally:
        part.unlink(missing_ok=True)
