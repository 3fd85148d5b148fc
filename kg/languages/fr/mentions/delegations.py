"""Delegations of a body: that of "l'Association X, conduite par le président Y" has the association's president."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.coreference.mention import Form, Mention
from kg.languages.fr.offices.bodies import skip_articles, unknown_body
from kg.languages.fr.offices.offices import parse_as
from kg.languages.fr.tokens.lexicon import Hit
from kg.languages.fr.tokens.text import Text, grammar

_OF, _LED, _ARTICLES = grammar("of"), grammar("led"), grammar("definite")
_DIVISIONS = grammar("divisions")
_ENDS = (grammar("verb_starts") - {"l'"}) | {"qui", ".", "lors", "avec", ";", "en", "dans"}
_CONDUCTS = grammar("conducts")
_LONGEST = 30  # tokens of the phrase of a delegation
_CHAIRS = frozenset(("president", "vice-president", "director", "secretary-general", "chief"))


def led_at(text: Text, i: int, last: int) -> int | None:
    """The token of "conduite", or of "sa tête", in the phrase of the delegation at token `i`, before its leader."""
    for j in range(i + 1, _end(text, i, last) + 1):
        if text.norm(j) in _LED and text.norm(j + 1) in ("par", "du", "de"):
            return j
    ahead = next((j for j in range(i + 1, min(last, i + _LONGEST)) if text.norm(j) == "tete" or j in text.name_at), i)
    return ahead - 1 if text.norm(ahead - 2) == "a" and text.norm(ahead - 1) == "sa" else None  # "ayant à sa tête X"


def with_leaders(text: Text, first: int, found: list[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence that starts at token `first`, those who lead a delegation marked as its leaders."""
    return _headed(text, first, _after_leader(text, first, found, before))


def _after_leader(text: Text, first: int, found: list[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence that starts at token `first`; in "Conduite par X, une délégation de Y …" and, after a
    delegation told of `before`, "Conduite par X, elle …", X stands where the delegation does, and is of it."""
    if text.norm(first) not in _LED or text.norm(first + 1) != "par" or len(found) < 2 or not found[0].name:
        return found
    group = next((n for n, m in enumerate(found) if n and m.form is Form.GROUP and m.word == "delegation"), None)
    told = found[group] if group is not None else next((m for m in reversed(before) if m.form is Form.GROUP), None)
    taken_up = found[1].form is Form.PRONOUN and found[1].word == "elle" and not found[1].prep
    at = group if group is not None else 1 if told and taken_up else None
    if at is None or told is None:
        return found
    leader, there = found[0], found[at]
    own = replace(
        leader, first=there.first, last=there.last, start=there.start, end=there.end, prep=there.prep,
        states=leader.states or told.states[:1], word="delegation",
    )  # fmt: skip
    return [*found[1:at], own, *found[at + 1 :]]


def _headed(text: Text, first: int, found: list[Mention]) -> list[Mention]:
    """The mentions of a sentence that starts at token `first`; who comes "à la tête d'une délégation", conducts one or
    is accompanied by one is marked as its leader."""
    told = list(found)
    for n, group in enumerate(found):
        if group.form is not Form.GROUP or group.word != "delegation":
            continue
        at = _leading(text, first, found, n)
        leader = told[at] if at is not None else None
        if at is not None and leader is not None and leader.name and not leader.word:
            stateless = not leader.states and not any(o.state or o.of for o in leader.offices)
            states = group.states[:1] if stateless else leader.states
            told[at] = replace(leader, states=states, word="delegation")
    return told


def _leading(text: Text, first: int, found: Sequence[Mention], n: int) -> int | None:
    """Which of a sentence's mentions leads the delegation that is the mention `n`; None where the words do not say."""
    group = found[n]
    before = [k for k in range(n) if found[k].first >= first]
    if text.norm(group.last + 1) == "," and text.norm(group.last + 2) in ("que", "qu'"):
        inverted = text.norm(group.last + 3) in _CONDUCTS and n + 1 < len(found)
        return n + 1 if inverted else None  # "la délégation, que dirigeait X"
    k = group.first - 1
    if text.norm(k) in _OF and text.norm(k - 1) == "tete":
        after = (m for m in range(n + 1, len(found)) if found[m].name and not found[m].prep)
        return before[-1] if before else next(after, None)
    if text.norm(k) in _OF and text.norm(k - 1).startswith("accompagn"):
        return before[-1] if before else None
    conducts = any(text.norm(j) in _CONDUCTS for j in (k, k - 1))
    return next((m for m in reversed(before) if not found[m].prep), None) if conducts else None


def is_mission(text: Text, i: int, last: int) -> bool:
    """ "une mission du FMI conduite par X": at token `i` a delegation under another name."""
    return (
        text.norm(i) == "mission"
        and text.norm(i - 1) in _ARTICLES | {"une", "cette"}
        and led_at(text, i, last) is not None
    )


def states_of(text: Text, i: int, last: int) -> tuple[str, ...]:
    """Whose delegation stands at token `i`: the first party named; each, for "les délégations chinoise et lao"."""
    end, j, found = _end(text, i, last), i + 1, dict[str, None]()
    while j <= end and not (found and text.norm(i) != "delegations") and text.norm(j) not in _LED:
        hit = _named(text, j) or text.hit(j, "demonym")
        home = text.hit(j, "city") or text.hit(j, "place") if _owns(text, j) else None
        if hit or (home and home.extra):
            found[hit.key if hit else home.extra if home else ""] = None
        j += hit.length if hit else 1
    return tuple(found)


def _named(text: Text, j: int) -> Hit | None:
    """The state or organisation at token `j`, the longer name of the two."""
    country, org = text.hit(j, "country"), text.hit(j, "org")
    return org if org and (country is None or org.length > country.length) else country


def _end(text: Text, i: int, last: int) -> int:
    """The last token of the phrase of the delegation at token `i`."""
    j = i + 1
    while j <= min(last, i + _LONGEST) and text.norm(j) not in _ENDS and (j not in text.name_at or _of_a_town(text, j)):
        j += 1
    return j - 1


def _of_a_town(text: Text, j: int) -> bool:
    """True for a place that no list knows: "une délégation de la ville japonaise de | Kawasaki"."""
    return text.norm(j - 1) in _OF and bool(_DIVISIONS & {text.norm(k) for k in range(j - 3, j - 1)})


def _owns(text: Text, j: int) -> bool:
    """True for a place of which a delegation is: "la délégation de | Nam Dinh", "de la province de | Nam Dinh"."""
    return text.norm(j - 1) in _OF or (text.norm(j - 1) in _ARTICLES and text.norm(j - 2) in _OF)


def of_its_body(text: Text, i: int, leader: Mention | None) -> Mention | None:
    """The leader of the delegation at token `i`, a bare "président" being that of the organisation which it is of."""
    office = leader.offices[0] if leader and leader.offices else None
    start = skip_articles(text, i + 2)
    if leader is None or office is None or office.head not in _CHAIRS or office.body or office.state or office.of:
        return leader
    named = text.hit(start, "org") or unknown_body(text, start) or text.capital(start)
    state = _named(text, start)
    if text.norm(i + 1) not in _OF or not named or (state and state.kind == "country"):
        return leader
    held = parse_as(text, start, start, office.head, direct=True)
    if held.ref.office is None or not (held.ref.of or held.ref.party):
        return leader
    own = replace(held.ref, title=f"{office.title} {text.words(i + 1, held.last)}", qualifier=office.qualifier)
    return replace(leader, offices=(own, *leader.offices[1:]))


def of_the_same(text: Text, leader: Mention, found: Sequence[Mention]) -> Mention:
    """ "cette délégation conduite par le gouverneur X": X is of the party whose delegation was told of before."""
    again = text.norm(leader.first) == "delegation" and text.norm(leader.first - 1) in ("cette", "la")
    if not leader.name or leader.states or not again:
        return leader
    states = next((m.states for m in reversed(found) if m.form is Form.GROUP and m.states), ())
    return replace(leader, states=states)
