"""Conferences and standing mechanisms: "la 57e conférence … de l'ASEAN", "la 12e session du Comité mixte A-B"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg import reference
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.attendance import Attendance, attendance
from kg.languages.fr.meetings.draft import Draft, codes, party, sides
from kg.languages.fr.meetings.event_names import NEXT, Event, event, numbered, unlisted_body
from kg.languages.fr.meetings.medium import medium
from kg.languages.fr.meetings.nouns import Noun
from kg.languages.fr.meetings.tenses import future
from kg.languages.fr.meetings.welcomes import of_welcome
from kg.languages.fr.tokens.trigger_words import forms

_KINDS = frozenset(("conference", "consultation", "ceremony", "online-meeting"))
_HAPPENS = forms("meeting", "conference", "happens")
_DONE = _HAPPENS | forms("meeting", "conference", "chaired")
_REUNITE = forms("meeting", "words", "gatherings", "reunite")
_PREPARE = forms("meeting", "words", "conferences", "prepare")
_ENDS = frozenset(("fin", "issue", "terme", "cloture", "sanctionne", "sanctionnes", "couronne", "couronnes"))
_DECIDED = frozenset(("decide", "convenu", "convenus", "decident", "prevoit", "prevoient", "compte", "comptent"))
_FRAMES = forms("meeting", "words", "conferences", "frames")
_EVENTS = forms("meeting", "nouns", "conference") | {"session", "sommet", "assemblee"}
_BUILDINGS = frozenset(("centre", "palais", "salle"))  # "au Centre des conférences"
_TWO = 2
_VERB = 6  # words after the name of a conference in which its verb stands
_NEAR, _LISTED = 9, 18  # words after a name in which its verb stands; where the name goes on as a list
_TAKES_PLACE = frozenset(("deroule", "deroulait", "tient", "tenait"))
_AHEAD = ("ra", "ront", "rait", "raient")


def find(clause: Clause, nouns: Sequence[Noun]) -> list[Draft]:
    """The conferences of this sentence that someone takes part in, or that take place."""
    found: list[Draft] = []
    end = -1
    for kind, first, last in sorted({*(n for n in nouns if n.kind in _KINDS), *numbered(clause)}, key=_by_place):
        if first <= end or (kind == "ceremony" and _frames(clause, last)) or clause.norm(first - 2) in _BUILDINGS:
            continue
        named = event(clause, first, last - first + 1, "conference" if kind == "online-meeting" else kind)
        draft = _draft(clause, named) if named else None
        if draft and found and not codes(clause, draft) and {"sa", "leur"} & set(clause.between(first - 3, first)):
            found[-1].series = draft.series  # "le comité tiendra sa 4e session": one and the same
            found[-1].token = draft.token
        elif draft:
            found.append(draft)
        end = named.last if named else end
    return found


def _frames(clause: Clause, end: int) -> bool:
    """ "la cérémonie de clôture du 24e sommet": no event beside the summit."""
    words = clause.between(end + 1, end + 8)
    return bool(_FRAMES & {*words[:4]} and _EVENTS & {*words})


def _by_place(noun: Noun) -> tuple[int, int]:
    return noun.first, -noun.last


def _draft(clause: Clause, event: Event) -> Draft | None:
    if event.kind == "ceremony" and of_welcome(clause, event.first):
        return None
    there = attendance(clause, event.first, event.last)
    if event.kind == "ceremony":
        _honoured(clause, event, there)
    people, verbs = there.people, there.verbs
    near = _near(clause, event)
    happens = [w for w in near if w in _HAPPENS or (w in _REUNITE and event.form)]
    happens += _over(clause, event)
    if clause.norm(event.first) == "rendez-vous" and event.ordinal and clause.view.dates_in(clause.number):
        happens += ["prevu"]  # "Rendez-vous a été pris pour 2026"
    if not people and (_stage(clause, event.first) or "marge" in clause.between(event.first - 3, event.first)):
        return None
    states = {clause.view.cast.people[p].speaks_for for p in people} | {*there.parties}
    if not event.named:
        event = replace(event, named=_whose(clause, event, people, happens))
    joint = event.kind == "consultation" and len(people) > 1 and states == {None}
    if not event.particular and len(states) < 2 and not joint:
        return None
    if not people and not happens and not there.parties and not _prepared(clause, event, near):
        return None
    later = _to_come(clause, event, verbs, happens) or (
        not verbs
        and {*near, *clause.between(event.first + 1, event.first + _VERB)} & forms("meeting", "conference", "planned")
    )
    event = _of_many(event, there)
    kind = event.kind if event.kind == "ceremony" else _medium(clause, event)
    draft = Draft(
        kind=kind, status="planned" if later else "held", sentence=clause.number, token=event.first,
        rule=f"fr.meeting.{event.kind}", people=dict.fromkeys(people, "participant"),
        parties=list(dict.fromkeys((*event.named, *there.parties))),
    )  # fmt: skip
    draft.series = _series(clause, event)
    return draft


def _of_many(event: Event, there: Attendance) -> Event:
    """A consultation of more than two parties, or of organisations alone, is a conference."""
    if event.kind != "consultation":
        return event
    many = len({*event.named, *there.parties}) > _TWO
    alone = event.named and not {*event.named} & ({*reference.states()} - {"EU"})
    return replace(event, kind="conference") if many or alone else event


def _near(clause: Clause, event: Event) -> list[str]:
    """The words around a name among which its verb stands; those before "dans le cadre de la 22e conférence" tell of
    something else."""
    reach = _LISTED if clause.norm(event.last + 1) == "," else _NEAR
    framed = {"cadre", "marge"} & set(clause.between(event.first - 4, event.first))
    before = [] if framed else clause.between(event.first - 10, event.first)
    return before + clause.between(event.last + 1, event.last + reach)


def _over(clause: Clause, event: Event) -> list[str]:
    """ "la fin des travaux de la 3e session": it has taken place."""
    before = clause.between(event.first - 8, event.first)
    return ["travaux"] if "travaux" in before and _ENDS & {*before} else []


def _medium(clause: Clause, event: Event) -> str:
    """The kind, or the medium that its name or the verb right after it gives: "s'est ouverte en visioconférence"."""
    kind = medium(clause, event.kind, event.first)
    told = [k for k in range(event.last + 1, event.last + _VERB) if clause.norm(k) in _HAPPENS]
    apart = {",", "auquel", "laquelle"} & set(clause.between(event.last + 1, told[0] + 3)) if told else True
    return kind if apart else medium(clause, kind, told[0])


def _stage(clause: Clause, i: int) -> bool:
    """ "à New York, où se déroule | l'Assemblée générale": told only to say where."""
    words = clause.between(i - 5, i)
    return "ou" in words and bool(_TAKES_PLACE & set(words)) and i - 5 > clause.first


def _series(clause: Clause, event: Event) -> str:
    """What tells one conference from another: its number, noun and body; a next one without a name follows another."""
    follows = event.ordinal in NEXT and not event.named
    noun = f"prochain {clause.norm(event.first)}" if follows else clause.norm(event.first)
    return f"{event.ordinal}|{noun}|{event.acronym or ' '.join(sorted(event.named)) or event.proper}"


def _whose(clause: Clause, event: Event, people: list[int], happens: list[str]) -> tuple[str, ...]:
    """The body of a conference whose words give no code: one that no list knows, or the one that holds it."""
    if event.mutual and not event.acronym:
        speak = (clause.view.person(p) for p in clause.positions)
        both = tuple(dict.fromkeys(code for q in speak if q and (code := party(q.speaks_for)) in reference.states()))
        if len(both) == _TWO:
            return both
    body = unlisted_body(clause, event) if people and event.kind == "conference" and not event.acronym else ()
    return body or (_owner(clause, event) if happens else ())


def _honoured(clause: Clause, event: Event, there: Attendance) -> None:
    """ "l'investiture de A": A is there; "les obsèques de A": whom A spoke for."""
    group = clause.after(event.last, ("de", "du", "d'"), reach=3) if there.people else []
    people, parties = sides(clause, group)
    words = {*clause.between(event.first, event.last + 1)}
    if words & forms("meeting", "words", "conferences", "installed"):
        there.people.extend(p for p in people if p not in there.people)
    elif words & forms("meeting", "words", "conferences", "mourned"):
        speak = (clause.view.cast.people[p].speaks_for for p in people)
        there.parties.extend(code for code in (*speak, *parties) if code)


def _owner(clause: Clause, event: Event) -> tuple[str, ...]:
    """ "L'APEC tiendra son prochain sommet": the organisation that holds it."""
    determiners = set(clause.between(event.first - 3, event.first))
    if "leur" in determiners:
        return _owners(clause, event)
    if not {"son", "sa"} & determiners:
        return ()
    before = [clause.mention(p) for p in clause.positions if clause.mention(p).last < event.first]
    owner = before[-1] if before and before[-1].form is Form.PARTY and not before[-1].prep else None
    return (owner.code,) if owner and owner.code and owner.code not in reference.states() else ()


def _owners(clause: Clause, event: Event) -> tuple[str, ...]:
    """ "Le Vietnam et l'Inde ont tenu leur 6e dialogue": the states that hold it."""
    groups = (g for g in clause.groups if len(g) > 1 and clause.mention(g[-1]).last < event.first)
    codes = [
        tuple(code for p in g if clause.mention(p).form is Form.PARTY and (code := clause.mention(p).code))
        for g in groups
    ]
    return next((found for found in reversed(codes) if len(found) > 1), ())


def _prepared(clause: Clause, event: Event, near: list[str]) -> bool:
    """ "préparent le sommet de novembre à A": a coming conference named with its time."""
    dates = [clause.view.text.tokens[k].start for k in range(event.last + 1, min(event.last + 4, clause.last + 1))]
    named = any(d.span.start in dates for d in clause.view.dates_in(clause.number))
    return named and bool(event.named and {*near} & _PREPARE)


def _to_come(clause: Clause, event: Event, verbs: list[str], happens: list[str]) -> bool:
    """True where a verb in the future tells of an event, or carries the infinitive that does ("… pour présider")."""
    if any(word.endswith(_AHEAD) or word in ("prevu", "attendu", "attendue") for word in verbs + happens):
        return True
    ahead = clause.between(event.last + 1, event.last + 8)
    if any(a in ("sera", "seront") and b in _DONE for a, b in pairwise(ahead)):
        return True
    if "lieu" in happens and {"aura", "auront", "aurait"} & set(clause.norms):
        return True
    if {"tenir", "organiser"} & {*happens} and _DECIDED & set(clause.between(clause.first, event.first)):
        return True
    if not any(word.endswith(("er", "ir", "dre")) for word in verbs):
        return False
    tokens = clause.view.text.tokens[clause.first : event.first]
    return any(future(token) for token in tokens)


def instead(clause: Clause, told: Sequence[Draft]) -> list[Draft]:
    """ "A et B se retrouveront en sommet", "A y participera par visioconférence": what else tells is the conference."""
    events = [d for d in told if d.series]
    return [d for d in told if d.series or not any(_tells_of(clause, d, event) for event in events)]


def _tells_of(clause: Clause, draft: Draft, event: Draft) -> bool:
    how = "en" in (clause.norm(event.token - 1), clause.norm(draft.token - 1)) or clause.norm(draft.token - 1) == "par"
    how = how or (draft.token < event.token and clause.norm(event.token - 2) == "pour")
    return how and bool(draft.people) and set(draft.people) <= set(event.people)


def continued(drafts: Sequence[Draft], clauses: Sequence[Clause]) -> None:
    """Parties of a session that names none: those of the session told before, else of the meeting told before."""
    told: dict[str, Draft] = {}
    latest: Draft | None = None
    pair: list[str] = []
    met = ""
    for draft in drafts:
        own = codes(clauses[draft.sentence], draft)
        if len(own) == _TWO and not (set(own) - {*reference.states()}):
            pair = own
        if not draft.series:
            met = draft.kind
            continue
        number, noun = draft.series.split("|")[0], draft.series.split("|")[1].split()[-1]
        before = told.get(noun) or (latest if number in NEXT else None)
        if before and not own:
            draft.parties, draft.kind = codes(clauses[before.sentence], before), before.kind
        elif not own and (draft.kind == "consultation" or (number in NEXT and met)):
            draft.parties = list(pair)
            body = None if pair else _spoken_of(clauses, draft) if number else None
            if body:
                draft.parties, draft.kind = [body], "conference"
            elif draft.kind != "consultation":
                draft.kind = met
        told.setdefault(noun, draft)
        latest = draft


def _spoken_of(clauses: Sequence[Clause], draft: Draft) -> str | None:
    """ "leur 54e session": the organisation named last before it, or in its sentence."""
    near = (c.mention(p) for c in clauses[max(draft.sentence - 4, 0) : draft.sentence + 1] for p in c.positions)
    named = [m.code for m in near if m.form is Form.PARTY and m.code and m.code not in reference.states()]
    return named[-1] if named else None
