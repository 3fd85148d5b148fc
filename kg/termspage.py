"""The documentation of the ontology as one HTML page: French or English, no script, nothing fetched from elsewhere.

Anchors are the local names of the terms, so that `…/ont#Meeting` leads to its entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from kg.identifiers import BASE
from kg.resources import data
from kg.terms import Ontology, Scheme, Term, Words, ontology
from kg.vocab import HOME, ONTOLOGY, PREFIXES, RDF, SCHEME

LANGUAGES = ("en", "fr")
STYLE = data("terms.css").read_text("utf-8")
"""The page's style sheet, which stands in the page: a server may allow it by its hash."""

_SAYS: dict[str, dict[str, str]] = tomllib.loads(data("terms.toml").read_text("utf-8"))


def page(language: str, *, root: str | None = None, alternates: Iterable[tuple[str, str]] = ()) -> str:
    """The page in a language of `LANGUAGES`. `root` is the endpoint that serves it, `alternates` (media type, address)
    the same in RDF."""
    return _Page(language, ontology()).html(root, tuple(alternates))


class _Page:
    def __init__(self, language: str, told: Ontology) -> None:
        self.language, self.told, self.says = language, told, _SAYS[language]
        self.parts = (
            ("classes", told.classes), ("properties", told.properties),
            ("schemes", tuple(scheme.term for scheme in told.schemes)),
        )  # fmt: skip
        self.known = {term.iri: self._anchor(term) for _, terms in self.parts for term in terms}
        self.known |= {c.iri: self._anchor(c) for scheme in told.schemes for c in scheme.concepts}
        self.known |= {term.iri: _curie(term.iri) for term in told.borrowed}

    def html(self, root: str | None, alternates: tuple[tuple[str, str], ...]) -> str:
        """The whole page."""
        title, links = self._said(self.told.about["title"]), "".join(_alternate(*each) for each in alternates)
        home = f'<a href="{escape(root)}/">Entente</a> · ' if root else ""
        other = next(language for language in LANGUAGES if language != self.language)
        address = f"?lang={other}" if root else f"{other}.html"
        formats = ", ".join(f'<a href="{escape(href)}">{escape(kind)}</a>' for kind, href in alternates)
        body = "".join((self._head(formats), self._contents(), *self._sections()))
        return f"""<!doctype html>
<html lang="{self.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>
<link rel="alternate" hreflang="{other}" href="{address}">{links}<link rel="icon" href="data:,">
<style>{STYLE}</style></head><body>
<header>{home}<a href="{address}" lang="{other}" hreflang="{other}">{self.says["other"]}</a></header>
<main><h1>{escape(title)}</h1>{body}</main></body></html>
"""

    def _said(self, words: Words) -> str:
        return words.get(self.language) or words.get("en") or next(iter(words.values()), "")

    def _head(self, formats: str) -> str:
        about = self.told.about
        rows = [("iri", escape(ONTOLOGY.value)), ("namespace", f"<code>ent:</code> {escape(PREFIXES['ent'])}")]
        rows += [("version", _link(self._said(about["versionIRI"]), self._said(about["versionInfo"])))]
        rows += [("license", _link(self._said(about["license"]), "CC0 1.0"))]
        rows += [(name, escape(self._said(about[name]))) for name in ("creator", "modified")]
        rows += [("formats", formats)] if formats else []
        return f"<p>{escape(self._said(about['description']))}</p>{self._table(rows)}"

    def _table(self, rows: Iterable[tuple[str, str]]) -> str:
        lines = "".join(f'<tr><th scope="row">{self.says[key]}</th><td>{value}</td></tr>' for key, value in rows)
        return f"<table>{lines}</table>"

    def _contents(self) -> str:
        lists = []
        for key, terms in self.parts:
            links = " ".join(f'<a href="#{self._anchor(t)}">{t.name}</a>' for t in sorted(terms, key=lambda t: t.name))
            lists.append(f'<dt><a href="#{key}">{self.says[key]}</a></dt><dd>{links}</dd>')
        more = "".join(f'<dt><a href="#{key}">{self.says[key]}</a></dt>' for key in ("alignments", "borrowed"))
        return f"<nav><h2>{self.says['contents']}</h2><dl>{''.join(lists)}{more}</dl></nav>"

    def _sections(self) -> Iterator[str]:
        for key, terms in self.parts[:2]:
            yield self._section(key, "".join(self._entry(term) for term in terms))
        yield self._section("schemes", "".join(self._scheme(scheme) for scheme in self.told.schemes))
        yield self._section("alignments", self._alignments())
        yield self._section("borrowed", self._borrowed())

    def _section(self, key: str, content: str) -> str:
        return f'<section id="{key}"><h2>{self.says[key]}</h2>{content}</section>'

    def _entry(self, term: Term) -> str:
        rows = [("kind", self.says[term.kind])]
        rows += [("use", escape(self._said(term.notes)))] if term.notes else []
        rows += [("domain", self._shown(term.domain))] if term.domain else []
        rows += [("range", self._shown(term.range))] if term.range else []
        held = [other for other in self.told.properties if other.domain in (term.iri, *term.parents)]
        rows += [("has", ", ".join(self._shown(other.iri) for other in held))] if held else []
        rows += [("alignments", "<br>".join(self._alignment(*each) for each in term.alignments))] * bool(
            term.alignments
        )
        triples = self.told.examples.get(term.iri)
        rows += [("example", f"<pre>{escape(_turtle(triples))}</pre>")] if triples else []
        return f"{self._title(term)}{self._fate(term)}<p>{escape(self._said(term.definitions))}</p>{self._table(rows)}"

    def _title(self, term: Term) -> str:
        name, anchor = _curie(term.iri), self._anchor(term)
        label = escape(self._said(term.labels))
        return f'<h3 id="{anchor}"><a href="#{anchor}"><code>{name}</code></a> {label}</h3>'

    def _fate(self, term: Term) -> str:
        if not term.deprecated:
            return ""
        instead = f": {self.says['replaced']} {self._shown(term.replaced_by)}" if term.replaced_by else ""
        return f'<p class="gone">{self.says["deprecated"]}{instead}.</p>'

    def _scheme(self, scheme: Scheme) -> str:
        head = "".join(f"<th>{self.says[key]}</th>" for key in ("notation", "label", "definition"))
        rows = "".join(
            f'<tr id="{self._anchor(term)}"><td><code>{term.name}</code></td><td>{self._labels(term)}</td>'
            f"<td>{escape(self._said(term.definitions))}</td></tr>"
            for term in scheme.concepts
        )
        definition = escape(self._said(scheme.term.definitions))
        return f"{self._title(scheme.term)}<p>{definition}</p><table><tr>{head}</tr>{rows}</table>"

    def _labels(self, term: Term) -> str:
        """The label in the page's language, then the others."""
        order = sorted(term.labels, key=lambda language: (language != self.language, language))
        return "<br>".join(f'<span lang="{tag}">{escape(term.labels[tag])}</span>' for tag in order)

    def _alignments(self) -> str:
        concepts = tuple(concept for scheme in self.told.schemes for concept in scheme.concepts)
        head = "".join(f"<th>{self.says[key]}</th>" for key in ("term", "how", "other term"))
        rows = "".join(
            f"<tr><td>{self._shown(term.iri)}</td><td><code>{_curie(how)}</code></td><td>{self._shown(other)}</td></tr>"
            for term in (*self.told.classes, *self.told.properties, *concepts, *self.told.borrowed)
            for how, other in term.alignments
            if not other.startswith(PREFIXES["ent"])
        )
        return f"<table><tr>{head}</tr>{rows}</table>"

    def _borrowed(self) -> str:
        head = "".join(f"<th>{self.says[key]}</th>" for key in ("term", "label", "use"))
        rows = "".join(
            f'<tr id="{self._anchor(term)}"><td>{_link(term.iri, _curie(term.iri))}</td>'
            f"<td>{escape(self._said(term.labels))}</td><td>{escape(self._said(term.notes))}</td></tr>"
            for term in self.told.borrowed
        )
        return f"<table><tr>{head}</tr>{rows}</table>"

    def _alignment(self, how: str, other: str) -> str:
        return f"<code>{_curie(how)}</code> {self._shown(other)}"

    def _anchor(self, term: Term) -> str:
        return term.iri.removeprefix(PREFIXES["ent"]) if term.iri.startswith(PREFIXES["ent"]) else _curie(term.iri)

    def _shown(self, iri: str | None) -> str:
        """A term as a link: within the page where it is told there."""
        if iri is None:
            return ""
        if iri in self.known:
            return f'<a href="#{self.known[iri]}"><code>{_curie(iri)}</code></a>'
        return _link(iri, _curie(iri))


def _alternate(kind: str, href: str) -> str:
    return f'<link rel="alternate" type="{escape(kind)}" href="{escape(href)}">'


def _link(iri: str, text: str) -> str:
    return f'<a href="{escape(iri)}">{escape(text)}</a>'


def _curie(iri: str) -> str:
    """A short form: `ent:Meeting`, `scheme/meeting-format/talks`, else the IRI."""
    if iri.startswith(SCHEME):
        return iri.removeprefix(HOME)
    prefix, base = max(PREFIXES.items(), key=lambda item: len(item[1]) if iri.startswith(item[1]) else 0)
    return f"{prefix}:{iri.removeprefix(base)}" if iri.startswith(base) else iri


def _turtle(triples: Iterable[Triple]) -> str:
    """The triples of one subject as Turtle, below the base of Entente."""
    lines, head = [], ""
    for (subject, predicate), group in groupby(triples, key=lambda t: (t.subject, t.predicate)):
        head = _written(subject)
        verb = "a" if predicate == RDF.type else _curie(predicate.value)
        lines.append(f"    {verb} {', '.join(_written(t.object) for t in group)}")
    return head + "\n" + " ;\n".join(lines) + " ."


def _written(term: object) -> str:
    if isinstance(term, Literal):
        bare = Literal(term.value, language=term.language) if term.language else Literal(term.value)
        kind = term.datatype.value
        return str(bare) if term.language or kind.endswith("#string") else f"{bare}^^{_curie(kind)}"
    if not isinstance(term, NamedNode):
        return str(term)
    ours = term.value.startswith((SCHEME, BASE))
    return f"<{term.value.removeprefix(HOME)}>" if ours else _curie(term.value)
