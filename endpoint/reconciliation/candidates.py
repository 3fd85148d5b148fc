"""The names of a graph made ready to be matched: persons, states, organisations, cities, and how like two names are.

A thing is sought under the trigrams of its names, and only what shares many of them is compared letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.identifiers import slug
from kg.vocab import ENT, LABELS, ORG, RDF, RDFS, SCHEMA, SKOS

TYPES = {"Person": SCHEMA.Person, "State": ENT.State, "Organization": ORG.Organization, "City": SCHEMA.City}
"""The types of candidates by their identifiers."""

PROPERTIES = {"wikidata": (SKOS.exactMatch, "Wikidata item"), "alias": (SKOS.altLabel, "other name"),
              "notation": (SKOS.notation, "code"), "state": (None, "state")}  # fmt: skip
"""Identifier → predicate and name; the state of a person or city is told by its IRI."""

LEAST, SURE = 60.0, 95.0
"""Scores of 100: what a candidate needs, and what makes the only one of its kind a match."""

_LANGUAGES = ("en", "fr", "")  # of the names shown, the best first
_NEAR = 200  # things that are compared letter by letter
_UNLIKE = 0.8  # share of a score that remains where a property is another


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing of the graph with its names, these as slugs, and the values of its properties."""

    id: str
    type: str
    name: str
    slugs: frozenset[str]
    values: Mapping[str, tuple[str, ...]]

    def has(self, wanted: Mapping[str, frozenset[str]]) -> bool:
        """Whether each property has one of the values wanted, which are slugs."""
        return all(values & {slug(value) for value in self.values.get(name, ())} for name, values in wanted.items())

    @property
    def description(self) -> str:
        """What it is and whose, in words."""
        kind = LABELS.get((TYPES[self.type].value, "en"), self.type)
        states = self.values.get("state", ())
        return f"{kind}, {states[1]}" if states else kind


class Candidates:
    """Every candidate of a store; `base` is the base of things, which their identifiers leave out."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base = store, base
        self.all = tuple(self._read())
        self.by_id = {candidate.id: candidate for candidate in self.all}
        self._words: dict[str, list[Candidate]] = {}
        self._grams: dict[str, list[Candidate]] = {}
        for candidate in self.all:
            for words in {_words(name) for name in candidate.slugs}:
                self._words.setdefault(words, []).append(candidate)
            for gram in {gram for name in candidate.slugs for gram in _grams(name)}:
                self._grams.setdefault(gram, []).append(candidate)

    def like(self, text: str, wanted: Mapping[str, frozenset[str]]) -> list[tuple[float, Candidate]]:
        """Whose name is like a text, or whose identifier it is, best first: 100 for a name's words in any order."""
        own = slug(text)
        scores = {candidate.id: _score(own, candidate) for candidate in self._near(own)}
        scores |= {candidate.id: 100.0 for candidate in self._words.get(_words(own), ())}
        scores |= {text: 100.0} if text in self.by_id else {}
        found = [(score, self.by_id[id_]) for id_, score in scores.items()]
        ranked = ((round(score if one.has(wanted) else score * _UNLIKE, 1), one) for score, one in found)
        return sorted((pair for pair in ranked if pair[0] >= LEAST), key=lambda pair: (-pair[0], pair[1].id))

    def having(self, wanted: Mapping[str, frozenset[str]]) -> list[tuple[float, Candidate]]:
        """Who has these values, whatever the name."""
        return [(100.0, candidate) for candidate in self.all if candidate.has(wanted)]

    def beginning(self, prefix: str) -> list[Candidate]:
        """Whose identifier this is, whose name begins so, who has a word that does, then whose name is like it."""
        own = slug(prefix)
        ranks = {one.id: 2 - any(name.startswith(own) for name in one.slugs)
                 for one in self.all if any(f"-{own}" in f"-{name}" for name in one.slugs)}  # fmt: skip
        ranks |= {prefix: 0} if prefix in self.by_id else {}
        first = [self.by_id[id_] for id_ in sorted(ranks, key=lambda id_: (ranks[id_], id_))]
        return [*first, *(one for _, one in self.like(prefix, {}) if one.id not in ranks)]

    def _near(self, own: str) -> Iterable[Candidate]:
        shared: Counter[str] = Counter()
        for gram in _grams(own):
            shared.update(candidate.id for candidate in self._grams.get(gram, ()))
        return (self.by_id[id_] for id_, _ in shared.most_common(_NEAR))

    def _read(self) -> Iterator[Candidate]:
        for name, type_ in TYPES.items():
            for quad in self.store.quads_for_pattern(None, RDF.type, type_, DefaultGraph()):
                node = quad.subject
                if isinstance(node, NamedNode) and node.value.startswith(self.base):
                    yield self._candidate(node, name)

    def _candidate(self, node: NamedNode, type_: str) -> Candidate:
        labels, id_ = self._texts(node, RDFS.label), node.value.removeprefix(self.base)
        values = {name: self._texts(node, predicate) for name, (predicate, _) in PROPERTIES.items() if predicate}
        values["state"] = self._state(id_)
        slugs = frozenset(slug(text) for text in (*labels, *values["alias"]))
        return Candidate(id_, type_, labels[0] if labels else node.value, slugs, values)

    def _state(self, id_: str) -> tuple[str, ...]:
        """The state under which a person or city is filed, by its code and names."""
        kind, _, rest = id_.partition("/")
        code = rest.partition("/")[0].upper()
        names = self._texts(NamedNode(f"{self.base}country/{code}"), RDFS.label) if code.isalpha() else ()
        return (code, *names) if kind in ("person", "city") and names else ()

    def _texts(self, node: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
        """The values of a property, those in English first, then French, then without a language."""
        quads = self.store.quads_for_pattern(node, predicate, None, DefaultGraph())
        found = [quad.object for quad in quads if isinstance(quad.object, NamedNode | Literal)]
        return tuple(dict.fromkeys(each.value for each in sorted(found, key=_by_language)))


def _by_language(value: NamedNode | Literal) -> tuple[int, str]:
    language = (value.language or "") if isinstance(value, Literal) else ""
    return (_LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES)), value.value


def _words(name: str) -> str:
    return "-".join(sorted(name.split("-")))


def _grams(name: str) -> set[str]:
    padded = f"-{name}-"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _score(own: str, candidate: Candidate) -> float:
    """How like the likest name is, 90 at most."""
    matcher, best = SequenceMatcher(None, "", own), 0.0  # it keeps what it knows of its second text
    for name in candidate.slugs:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best * 90
