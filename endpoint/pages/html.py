"""Pages for people, as plain HTML: no script is needed to read them, nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'"


def page(
    base: str, title: str, body: str, *, alternates: Iterable[tuple[str, str]] = (), script: bool = False
) -> bytes:
    """A whole page. `alternates` are (media type, address) of the same in RDF."""
    links = "".join(f'<link rel="alternate" type="{kind}" href="{escape(href)}">' for kind, href in alternates)
    scripts = f'<script src="{escape(base)}/static/query.js" defer></script>' if script else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{escape(base)}/static/page.css"><link rel="icon" href="data:,">
{links}{scripts}</head><body>
<header><strong><a href="{escape(base)}/">Entente</a></strong><nav><a href="{escape(base)}/">Ask</a> ·
<a href="{escape(base)}/ont">Ontology</a> · <a href="{escape(base)}/queries">Queries</a> ·
<a href="{escape(base)}/.well-known/void">Data set</a> · <a href="{escape(base)}/openapi.json">API</a></nav></header>
<main>{body}</main></body></html>
""".encode()


def link(href: str, text: str) -> str:
    """A link, or the plain text where the address is none that a browser may follow."""
    if not href.startswith(("http://", "https://", "/")):
        return escape(text)
    return f'<a href="{escape(href)}">{escape(text)}</a>'


def facts(rows: Mapping[str, list[str]]) -> str:
    """A table of (already escaped) values under their names."""
    lines = "".join(
        f'<tr><th scope="row">{name}</th><td><ul>{"".join(f"<li>{value}</li>" for value in values)}</ul></td></tr>'
        for name, values in rows.items()
    )
    return f"<table>{lines}</table>"


def ask_form(base: str, things: str, query: str) -> str:
    """The query box. Without script it is a plain form."""
    data = f'data-root="{escape(base)}" data-things="{escape(things)}"'
    return f"""<form id="ask" action="{escape(base)}/sparql" method="get" {data}>
<label for="query">A query in SPARQL</label>
<textarea id="query" name="query" spellcheck="false">{escape(query)}</textarea>
<div class="bar"><button>Ask</button><noscript><label>as
<select name="format"><option value="csv">CSV</option>
<option value="json">JSON</option><option value="xml">XML</option><option value="tsv">TSV</option></select></label>
</noscript>
<span class="note">at <code>{escape(base)}/sparql</code></span></div></form>
<div id="answer" class="scroll" aria-live="polite"></div>"""
