"""One digest of everything in this installation that can change what is read from an article.

It covers all code and data of `kg/`, ontology and shapes, plus the versions of the packages that plug in. That is more
than the rules themselves, on purpose: too much costs a re-reading that ends in "unchanged", too little would keep facts
of old rules.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kg.resources import resource

_SUFFIXES = frozenset({".py", ".csv", ".toml", ".json", ".ttl", ".txt"})
_APART = frozenset({"commands", "exports", "queries", "examples", "__pycache__"})  # what no reading depends on
_GROUPS = ("kg.languages", "kg.events")


@cache
def fingerprint() -> str:
    """SHA-256 (hex) of the reading software."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for root in dict.fromkeys((package, resource("ontology"), resource("shapes"))):
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.suffix in _SUFFIXES and not _APART.intersection(inside.parts):
                digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for point in sorted(point for group in _GROUPS for point in entry_points(group=group)):
        digest.update(f"{point.value} {point.dist.version if point.dist else ''}\0".encode())
    return digest.hexdigest()
