"""Delegations of a body: that of "l'Association X, conduite par le président Y" has the association's president."""

from __future__ import annotations

from dataclasses import replace

from kg.languages.fr.offices.bodies import skip_articles, unknown_body
from kg.languages.fr.offices.offices import parse_as
from kg.languages.fr.tokens.text import Text, grammar
from kg.mention import Mention

_OF = grammar("of")
_CHAIRS = frozenset(("president", "vice-president", "director", "secretary-general", "chief"))


def of_its_body(text: Text, i: int, leader: Mention | None) -> Mention | None:
    """The leader of the delegation at token `i`, a bare "président" being that of the organisation which it is of."""
    office = leader.offices[0] if leader and leader.offices else None
    start = skip_articles(text, i + 2)
    if leader is None or office is None or office.head not in _CHAIRS or office.body or office.state or office.of:
        return leader
    if text.norm(i + 1) not in _OF or not (text.hit(start, "org") or unknown_body(text, start)):
        return leader
    held = parse_as(text, start, start, office.head, direct=True)
    if held.ref.office is None or not held.ref.of:
        return leader
    own = replace(held.ref, title=f"{office.title} {text.words(i + 1, held.last)}", qualifier=office.qualifier)
    return replace(leader, offices=(own, *leader.offices[1:]))
