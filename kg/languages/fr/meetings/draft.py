"""A meeting as it is being read: who was there, for whom, by which word of which sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg import reference
from kg.calendar.date_values import DateMention
from kg.coreference.cast import PARTY_STATE
from kg.coreference.mention import Form, Mention, OfficeRef
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.clauses.together import plurals_of
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import forms
from kg.model import When

_DEFINITE = ("le", "la", "l'", "son", "sa")
_COMPOSED = forms("meeting", "words", "company", "composed")
_CONDUCT = frozenset(("conduite", "direction", "houlette"))
_LED = forms("meeting", "words", "company", "led")
_PRIVATE = forms("meeting", "words", "company", "private")
_AT = frozenset(("a", "en", "au", "aux"))
_AT_HOME = frozenset(("president", "prime-minister", "monarch", "legislature-chair"))
_MADE_OF = 5  # words between a delegation and "composée de"
_BESIDE = 4  # words at most between a husband and his wife
REMOTE = frozenset(("phone-call", "online-meeting"))


@dataclass(slots=True)
class Draft:
    """One telling of a meeting. `people` maps persons (in the cast) to roles, `parties` are codes of unnamed sides."""

    kind: str
    status: str
    sentence: int
    token: int
    rule: str
    people: dict[int, str] = field(default_factory=dict)
    parties: list[str] = field(default_factory=list)
    date: DateMention | None = None
    when: When | None = None  # the date on the calendar
    place: str | None = None
    unnamed: frozenset[str] = frozenset()  # the offices of those told of by them alone
    series: str | None = None
    near: int | None = None  # the token whose date and place these are, where it is not the verb or noun
    welcome: bool = False  # "accueilli": the talks that follow say more of the meeting
    weak: bool = False  # told only where nothing else tells of these people


def sides(clause: Clause, group: Iterable[int]) -> tuple[list[int], list[str]]:
    """The persons of a group, and the codes of its members who are not named."""
    people: list[int] = []
    parties: list[str] = []
    for p in group:
        mention, found = clause.mention(p), clause.view.cast.who[p]
        if found is not None:
            people.extend([found] if found not in spouses(clause.view) else [])
            people.extend(_composed(clause, mention) if mention.word == "delegation" or mention.name else ())
        elif mention.form is Form.GROUP and (members := _composed(clause, mention) or _led_by(clause, mention)):
            people.extend(members)
            parties.extend(mention.states)
        elif mention.form is Form.PARTY:
            parties.extend([mention.code] if mention.code else [])
        elif (
            mention.form is Form.GROUP
            and clause.norm(mention.last - 1) in ("la", "cette")
            and not clause.mention(p).name
        ):
            leader = _leader(clause, mention)
            people.extend([leader] if leader is not None else [])
            parties.extend(_delegation(clause, mention) if leader is None else ())
        elif mention.form is Form.TITLE and _PRIVATE & set(clause.between(mention.first, mention.last + 1)):
            continue  # "des représentants de compagnies suisses"
        elif mention.form in (Form.TITLE, Form.PRONOUN) and mention.number != 1:
            people.extend(plurals_of(clause.view).get(p, ()))
            parties.extend(mention.states or filter(None, [_members(clause, mention)]))
        else:
            people.extend(_conducting(clause) if mention.form is Form.GROUP else ())
            parties.extend(unnamed(clause, mention))
    return people, parties


def _conducting(clause: Clause) -> list[int]:
    """ "Sous la conduite de A, une délégation …": A."""
    if clause.norms[0] != "sous" or not _CONDUCT & {*clause.norms[1:4]}:
        return []
    first, who = clause.positions[0], clause.view.cast.who[clause.positions[0]]
    return [who] if who is not None and clause.mention(first).prep in ("de", "du", "d'") else []


def enroll(clause: Clause, draft: Draft, group: Iterable[int], role: str) -> bool:
    """Adds a group of mentions to a draft; False where it says nothing."""
    group = list(group)
    people, parties = sides(clause, group)
    draft.people.update((p, role) for p in people if p not in draft.people)
    draft.parties.extend(parties)
    draft.unnamed |= _unnamed_offices(clause, group)
    return bool(people or parties)


def _unnamed_offices(clause: Clause, group: Iterable[int]) -> frozenset[str]:
    """The offices of those whom a group tells of by their office alone: "le président du Sénat"."""
    titles = [clause.mention(p) for p in group if clause.view.cast.who[p] is None]
    single = (m for m in titles if m.form is Form.TITLE and m.number == 1 and m.determiner in _DEFINITE)
    held = (m.offices[0] for m in single if m.offices)
    offices = {f"{office.office}|{office.body or ''}" for office in held if office.office}
    alike = (m for m in titles if m.form is Form.COUNTERPART and m.number == 1 and not m.states)
    return frozenset(offices | {"counterpart" for _ in alike})


def _composed(clause: Clause, mention: Mention) -> list[int]:
    """ "une délégation lao (conduite par A), composée de B et C": B and C."""
    for v in clause.among(_COMPOSED):
        if 0 < v - mention.last <= _MADE_OF and "delegation" in clause.between(mention.first - 2, v):
            members = clause.after(v, ("", "de", "du", "d'", "des"), reach=6)
            people = sides(clause, [p for p in members if clause.mention(p).first > mention.last])[0]
            for person in (clause.view.cast.people[p] for p in people if mention.states):
                person.speaks_for = person.speaks_for or mention.states[0]
            return people
    return []


def _led_by(clause: Clause, mention: Mention) -> list[int]:
    """ "les deux délégations, conduites (respectivement) par A et B": A and B."""
    if clause.norm(mention.last) != "delegations":
        return []
    for v in range(mention.last + 1, min(mention.last + _MADE_OF, clause.last)):
        if clause.norm(v) in _LED:
            return sides(clause, clause.after(v, ("par",), reach=4))[0]
    return []


@lru_cache(maxsize=2)
def spouses(view: View) -> frozenset[int | None]:
    """The persons whom a story shows as somebody's husband or wife: they come along, but speak for nobody."""
    found: set[int | None] = set()
    for p, mention in enumerate(view.mentions):
        heads = [{o.head for o in m.offices} for m in (view.mentions[max(p - 1, 0)], mention)]
        title = mention.offices[0].title.lower() if mention.offices else ""
        second = heads[1] == {"queen"} or title.startswith("grande-duchesse")
        consort = second and heads[0] & {"monarch", "queen"} and view.text.norm(mention.first - 1) == "et"
        if mention.word == "spouse" or consort or _same_surname(view, p):
            found.add(view.cast.who[p])
    return frozenset(found)


def _same_surname(view: View, p: int) -> bool:
    """ "M. A Berg, ainsi que Mme B Berg": mention `p` is his wife, who has no office of her own."""
    mention, before = view.mentions[p], view.mentions[p - 1] if p else None
    person, other = view.person(p), view.person(p - 1) if p else None
    if mention.civility not in ("mme", "madame") or not person or not other or person.offices or before is None:
        return False
    beside = 0 < mention.first - before.last <= _BESIDE and view.sentence_of[p] == view.sentence_of[p - 1]
    return beside and person is not other and person.words[-1] == other.words[-1] and len(person.words) > 1


def _leader(clause: Clause, mention: Mention) -> int | None:
    """ "la délégation (chinoise)": who was said to lead it."""
    view = clause.view
    for p in range(len(view.mentions) - 1, -1, -1):
        before, who = view.mentions[p], view.cast.who[p]
        if before.last >= mention.first or not before.name or who is None:
            continue
        named = {view.text.norm(k) for k in range(before.first, before.first + 3)}
        led = before.word == "delegation" or "delegation" in named
        if led and (not mention.states or view.cast.people[who].speaks_for in mention.states):
            return who
    about = view.cast.people[view.about] if view.about is not None else None
    own = (
        about is not None and about.offices and about.speaks_for in mention.states
    )  # "la délégation lao": of the visitor
    return view.about if own and clause.norm(mention.last - 1) == "la" else None


def _delegation(clause: Clause, mention: Mention) -> tuple[str, ...]:
    """ "la délégation": the one told of last."""
    before = [m for m in clause.view.mentions if m.form is Form.GROUP and m.states and m.last < mention.first]
    return mention.states or (before[-1].states if before else ())


def unnamed(clause: Clause, mention: Mention) -> list[str]:
    """Whom a title without a name speaks for: by its words, else the home state."""
    if mention.states:
        return list(mention.states)
    office = mention.offices[0] if mention.offices else None
    if mention.form is Form.COUNTERPART:
        return [there] if (there := _of_the_place(clause, mention)) else []
    if mention.form is not Form.TITLE or office is None:
        return []
    own = next((o.of for o in mention.offices if o.of), None)
    if own:
        return [own]
    known = office.office or office.head in ("leader", "head-of-state")
    whose = _of_the_place(clause, mention) or _at_home(clause, office) or clause.view.home
    return [whose] if known and whose else []


def _at_home(clause: Clause, office: OfficeRef) -> str | None:
    """ "Le chef de l'État a reçu, à Brazzaville, le Gabonais A": the state of the city, where the story tells of
    no other than A's."""
    here = {person.speaks_for for p in clause.positions if (person := clause.view.person(p))}
    if (office.head != "head-of-state" and office.office not in _AT_HOME) or clause.view.home not in {None, *here}:
        return None
    text, preps = clause.view.text, ("a",)
    hits = (text.hit(k, "city") for k in range(clause.first + 1, clause.last) if text.norm(k - 1) in preps)
    return next((hit.extra for hit in hits if hit), None)


def _of_the_place(clause: Clause, mention: Mention) -> str | None:
    """ "En Roumanie, A a rencontré | le Premier ministre": the state that the sentence opens with, another than A's."""
    first = clause.first
    if clause.norm(first) not in _AT or mention.determiner not in _DEFINITE:
        return None
    hit = clause.view.text.hit(first + 1, "country") or clause.view.text.hit(first + 1, "city")
    if hit is None or clause.norm(first + 1 + hit.length) != ",":
        return None
    state = hit.key if hit.kind == "country" else hit.extra
    before = (clause.view.person(p) for p in clause.positions if clause.mention(p).last < mention.first)
    subject = next((person for person in before if person), None)
    return state if subject and subject.speaks_for not in (None, state) else None


def party(code: str | None) -> str | None:
    """A ruling party, ministry, army or mass organisation counts as its state."""
    return _national().get(code, PARTY_STATE.get(code, code)) if code else None


@cache
def _national() -> dict[str, str]:
    """The organisations that belong to one state, parties and international bodies apart."""
    apart = ("political-party", "party-organ", "eu-institution")
    return {org.code: org.state for org in reference.organizations() if org.state and org.kind not in apart}


def codes(clause: Clause, draft: Draft) -> list[str]:
    """The distinct parties of a draft, persons' first."""
    own = [party(clause.view.cast.people[p].speaks_for) for p in draft.people]
    return list(dict.fromkeys(c for c in [*own, *(party(q) for q in draft.parties)] if c))


def _members(clause: Clause, mention: Mention) -> str | None:
    """ "les ambassadeurs des pays de l'ASEAN": the organisation whose members send them."""
    near = range(mention.first, min(mention.last + 6, clause.last + 1))
    found = next((k for k in near if clause.norm(k) in ("pays", "membres", "etats")), None)
    named = range(found + 1, found + 6) if found else range(mention.first, mention.last + 1)
    hits = (hit for k in named if (hit := clause.view.text.hit(k, "org")))
    return next((hit.key for hit in hits if found or hit.key in _gathered()), None)


@cache
def _gathered() -> frozenset[str]:
    """The organisations of several states: "les dirigeants du G7"."""
    return frozenset(org.code for org in reference.organizations() if not org.state)
