"""Which mentions of a sentence belong together: "A, B et C", "A (…), B et, le soir, C"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.line import ENDS, Line
from kg.languages.fr.tokens.trigger_words import forms

HELPERS = forms("clause", "words", "clauses", "helpers")
_LINKS = forms("clause", "words", "clauses", "links")
_AS_WELL = (("de", "meme", "que"), ("de", "meme", "qu'"), ("aussi", "bien", "que"), ("tout", "comme"))
_PLAIN = frozenset(("meme", "bien", "comme"))
_OF = ("de", "du", "d'", "des")
_OTHERS = forms("clause", "words", "clauses", "others")
_DESCRIPTION = 10  # words at most between "et" and the name that they describe


def grouped(line: Line) -> list[list[int]]:
    """Mentions bound by "et" and commas: "A, B et C"; a mere comma binds nothing."""
    chains: list[list[int]] = []
    for p in line.positions:
        if chains and _linked(line, chains[-1][-1], p) and not _closed(line, chains[-1], p):
            chains[-1].append(p)
        else:
            chains.append([p])
    return [group for chain in chains for group in _split(line, chain)]


def _closed(line: Line, chain: Sequence[int], p: int) -> bool:
    """ "Après avoir reçu A et B mardi, C …": an opening phrase whose "et" has named its last."""
    if line.norms[0] not in ("apres", "avant") or len(chain) < 2 or line.mention(p).prep:
        return False
    last, before = line.mention(chain[-1]), line.mention(chain[-2])
    ended = "et" in line.between(before.last + 1, last.first)
    return ended and line.between(last.last + 1, line.mention(p).first)[-1:] == [","]


def _linked(line: Line, left: int, right: int) -> bool:
    a, b = line.mention(left), line.mention(right)
    words = _plain(line.joint(a.last + 1, b.first))
    if a.form is Form.PRONOUN and a.word in ("elle", "lui") and words == ["et"] and not a.prep:
        return True
    if Form.PRONOUN in (a.form, b.form) or b.first <= a.last:
        return False
    if a.form is b.form is Form.GROUP and words[-1:] == ["et"] and len(words) < _DESCRIPTION:
        return True  # "la délégation de Nam Dinh et celle de Champassak"
    if words == [","] and a.form is Form.PARTY and b.form is not Form.PARTY:
        return False  # "Après le Laos et la Thaïlande, le ministre …"
    if words == [","] and a.word == "company" and not a.prep and b.determiner == "les":
        return False  # "qui avait à ses côtés A, les présidents B et C sont arrivés"
    if (
        a.prep not in ("", b.prep, "avec", "par", "entre", "dont")
        and not b.prep
        and "et" not in words
        and "ainsi" not in words
    ):
        return False
    if b.prep and b.prep not in (a.prep, "avec", "par", "a", "au", "aux", *_OF):
        return False
    if b.prep in _OF and a.prep not in _OF:
        return False
    if _described(words) and b.name and not a.prep and not b.prep:
        return not any(a.end <= d.span.start < b.start for d in line.view.dates_in(line.number))
    return (
        bool(words)
        and len(words) <= 4
        and all(w in _LINKS or w == b.prep for w in words)
        and bool({",", ";", "et", "puis", "ainsi"} & set(words))
    )


def _plain(words: Sequence[str]) -> list[str]:
    """ "de même que", "aussi bien que", "tout comme" as "ainsi que"."""
    for k in range(len(words) - 1 if not _PLAIN.isdisjoint(words) else 0):
        for phrase in _AS_WELL:
            if tuple(words[k : k + len(phrase)]) == phrase:
                return [*words[:k], "ainsi", "que", *words[k + len(phrase) :]]
    return list(words)


def _described(words: Sequence[str]) -> bool:
    """ "A et le plus haut législateur du pays, B": B is told of before being named."""
    told = len(words) > 3 and words[0] == "et" and words[1] in ("le", "la", "l'", "son", "sa") and words[-1] == ","
    return told and len(words) <= _DESCRIPTION and not ({",", ";", ":"} | ENDS | HELPERS) & set(words[1:-1])


def _one_plural(line: Line, chain: Sequence[int]) -> bool:
    """True for those who share one title: "de nouveaux ambassadeurs du Laos, A, du Chili, B"."""
    titles = {m.offices[0].title if m.offices else "" for m in map(line.mention, chain)}
    return len(titles) == 1 and "" not in titles and not any(line.mention(p).determiner for p in chain[1:])


def _split(line: Line, chain: Sequence[int]) -> list[list[int]]:
    spans = ((line.mention(a).last + 1, line.mention(b).first) for a, b in itertools.pairwise(chain))
    joins = [set(_plain(line.between(start, end))) for start, end in spans]
    after = line.mention(chain[-1]).last + 1
    others = line.norm(after) == "et" and line.norm(after + 1) in _OTHERS  # "A, B et des députés", "et la veuve C"
    if others or _one_plural(line, chain) or any(join & {"et", "ainsi", "puis", ";"} for join in joins):
        return [list(chain)]
    return [[p] for p in chain]
