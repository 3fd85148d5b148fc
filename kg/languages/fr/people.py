"""What the tenure table and the shape of a name say of a person whose state the text leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from kg import reference
from kg.languages.fr.lexicon import FOLDER
from kg.languages.fr.names import same_name, vietnamese
from kg.languages.fr.words import norms


@cache
def _by_word() -> dict[str, list[tuple[tuple[str, ...], reference.Tenure]]]:
    table: dict[str, list[tuple[tuple[str, ...], reference.Tenure]]] = {}
    for tenure in reference.tenures():
        for form in {norms(name) for name in (tenure.person, *tenure.aliases)}:
            for word in set(form):
                table.setdefault(word, []).append((form, tenure))
    return table


@lru_cache(maxsize=8192)
def tenures_of(words: tuple[str, ...]) -> tuple[reference.Tenure, ...]:
    """The tenures of everyone whom these folded words may name."""
    if not words:
        return ()
    rarest = min(words, key=lambda w: len(_by_word().get(w, ())) or 10**6)
    return tuple(dict.fromkeys(t for form, t in _by_word().get(rarest, ()) if same_name(words, form)))


def state_of(words: Sequence[str], offices: Sequence[str | None]) -> str | None:
    """The state that a person of this name holds or held offices of, where the table knows just one."""
    found = {t.state for t in tenures_of(tuple(words)) if t.state}
    if len(found) > 1 and offices:
        closer = {t.state for t in tenures_of(tuple(words)) if t.state and t.office_type in offices}
        found = closer or found
    return found.pop() if len(found) == 1 else None


@cache
def _surnames() -> frozenset[str]:
    return frozenset((FOLDER / "surnames_vi.txt").read_text("utf-8").split())


def native(words: Sequence[str]) -> bool:
    """True for a name that is Vietnamese by its form: a Vietnamese family name, then Vietnamese syllables."""
    return len(words) > 1 and words[0] in _surnames() and all(vietnamese(w) for w in words)
