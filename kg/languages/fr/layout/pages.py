"""How pages are laid out: the words of `layout.toml` and the lines of a text by what they are."""

from __future__ import annotations

import re
from functools import cache

from kg.languages.fr.words import lists

_TAIL, _SIGNATURE, _MARK = 160, 80, 48


@cache
def layout() -> dict[str, list[str]]:
    """The lists of `layout.toml`."""
    return lists("layout")


def _any(name: str) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(layout()[name], key=len, reverse=True))) + ")"


@cache
def agencies() -> str:
    """A pattern of one agency's signature or several ("VNA/CVN"); case counts."""
    return rf"(?:{_any('agencies')}(?:[/-](?:{_any('agencies')}|[A-Z]{{2,4}}))*)"


@cache
def _whole_lines() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str.casefold, layout()[name])) for name in ("more", "furniture")}


def is_heading_of_more(line: str) -> bool:
    """Whether a line heads a list of other articles ("Voir plus")."""
    return len(line) < _MARK and line.rstrip(" :…").casefold() in _whole_lines()["more"]


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page ("Commentaires") or only links elsewhere (">> …")."""
    return (
        line.casefold() in _whole_lines()["furniture"] or line.startswith(_links()) or not any(map(str.isalnum, line))
    )


@cache
def _links() -> tuple[str, ...]:
    return tuple(layout()["links"])


@cache
def _signature() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\(?{agencies()}\)?\.?|[a-zé]{{2,4}}(?:/[a-zé]{{2,4}})+|[^.!?]{{2,60}}/{agencies()}|{agencies()}/[^!?]{{2,30}}"
        rf"|Avec (?:les informations d\w* )?(?:l')?{agencies()}.{{0,30}})$"
    )


def is_signature(line: str) -> bool:
    """Whether a line only signs an article ("VNA/CVN", "Avec AFP", "ask/kam")."""
    return len(line) < _SIGNATURE and credit(line) is None and _signature().match(line) is not None


@cache
def _ending() -> re.Pattern[str]:
    dashed = rf"(?<=[.!?»\"'…\s\w])\s*[-–—]{{1,2}}\s*{agencies()}"
    bracketed = rf"(?<=[.!?»\"…])\s*\((?:{agencies()}|[A-Z][\w/ .-]{{1,30}})\)"
    return re.compile(rf"(?:{dashed}|{bracketed}|(?<=[.!?»\"])\s+(?:Fin|{agencies()})|/)\s*\.?\s*$")


def ending(line: str) -> int | None:
    """Where the agency's mark at the end of a report starts ("-VNA", "(APS)"); None without one."""
    cut = max(0, len(line) - _MARK)
    match = _ending().search(line[cut:])
    return match and cut + match.start()


@cache
def _credit() -> re.Pattern[str]:
    named = rf"(?<!\w)[(\[]?\s*(?i:{_any('credits')})\s*(?:[:;/©|]|\((?=[A-Z])).{{0,90}}"
    return re.compile(rf"(?:{named}|\s*©.{{0,90}}|\s*\(DR\)|(?<![.!?»\"…\s])\s*\({agencies()}\))\s*\.?\s*$")


@cache
def _credit_hint() -> re.Pattern[str]:
    stems = {name.split()[0][1:].casefold() for name in layout()["credits"]}
    return re.compile("©|[)].{0,2}$|" + "|".join(map(re.escape, sorted(stems))))


def credit(line: str) -> int | None:
    """Where the photographer's credit at the end of a caption starts; None without one."""
    cut = max(0, len(line) - _TAIL)
    if not _credit_hint().search(line, cut):
        return None
    match = _credit().search(line[cut:])
    return match and cut + match.start()


@cache
def _picture_mark() -> re.Pattern[str]:
    return re.compile(rf"\s*[-–]?\s*(?<!\w){_any('picture_marks')}\s?\d{{1,2}}\s*")


def picture_marks(line: str) -> list[re.Match[str]]:
    """The pictures' numbers after repeated titles ("… ảnh 1")."""
    if not any(mark in line for mark in layout()["picture_marks"]):
        return []
    return list(_picture_mark().finditer(line))
