"""What plugs in: a folder's modules first, then entry points of other packages, each a typed value `PLUGIN`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, TypeVar

from kg.errors import BadData
from kg.model import Event, Export, Language, Source

T = TypeVar("T")


def _load(group: str, wanted: type[T]) -> tuple[T, ...]:
    package = import_module(f"kg.{group}")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found: list[Any] = [getattr(import_module(f"kg.{group}.{name}"), "PLUGIN", None) for name in names]
    found += [point.load() for point in sorted(entry_points(group=f"kg.{group}"), key=lambda p: p.name)]
    for plugin in found:
        if plugin is not None and not isinstance(plugin, wanted):
            raise BadData(
                f"a plug-in of kg.{group} is a {type(plugin).__name__}, no {wanted.__name__}: fix its PLUGIN."
            )
    return tuple(plugin for plugin in found if plugin is not None)


@cache
def events() -> tuple[Event, ...]:
    """Every kind of fact."""
    return _load("events", Event)


@cache
def languages() -> dict[str, Language]:
    """Every language that can be read, by tag."""
    return {language.tag: language for language in _load("languages", Language)}


@cache
def sources() -> tuple[Source, ...]:
    """Every way in."""
    return _load("sources", Source)


@cache
def exports() -> dict[str, Export]:
    """Every format out, by name."""
    return {export.name: export for export in _load("exports", Export)}
