"""Conferences and standing mechanisms: "la 57e conférence … de l'ASEAN", "la 12e session du Comité mixte A-B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg import reference
from kg.languages.fr.clauses import Clause
from kg.languages.fr.lexicon import pair
from kg.languages.fr.meetings.attendance import Attendance, attendance
from kg.languages.fr.meetings.draft import Draft, codes, sides
from kg.languages.fr.meetings.nouns import Noun, medium
from kg.languages.fr.meetings.story_days import future
from kg.languages.fr.trigger_words import forms, triggers
from kg.mention import Form

_KINDS = frozenset(("conference", "consultation", "ceremony", "online-meeting"))
_ORDINAL = re.compile(
    r"\d+(?:e|er|re|eme|es)|[xvi]+e|premiere?|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|prochaine?"
)
_ACRONYM = re.compile(r"[A-Z]{2,}-?\d*\+?|COP\d+")
_MECHANISM = forms("meeting", "words", "conferences", "mechanism")
_THROUGH = forms("meeting", "words", "conferences", "through")
_BETWEEN_ENDS = forms("meeting", "words", "conferences", "between_ends")
_STOP = forms("meeting", "words", "conferences", "stop")
_HAPPENS, _CHAIRED = (forms("meeting", "conference", key) for key in ("happens", "chaired"))
_NUMBERED, _NATIONAL = (forms("meeting", "words", "conferences", key) for key in ("numbered", "national"))
_REUNITE = forms("meeting", "words", "gatherings", "reunite")
_NEXT = ("prochain", "prochaine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The name of a conference on tokens `first` … `last`: its kind, number, and the parties in it."""

    first: int
    last: int
    kind: str
    ordinal: str
    named: tuple[str, ...]
    acronym: str | None
    form: bool  # "en sommet": how those gather of whom the verb tells

    @property
    def particular(self) -> bool:
        """True where the words single out one conference."""
        return bool(self.ordinal or self.named or self.acronym or self.form)


def find(clause: Clause, nouns: Sequence[Noun]) -> Iterator[Draft]:
    """The conferences of this sentence that someone takes part in, or that take place."""
    end = -1
    for kind, first, last in sorted({*(n for n in nouns if n.kind in _KINDS), *_numbered(clause)}, key=_by_place):
        if first <= end:
            continue
        event = _event(clause, first, last - first + 1, "conference" if kind == "online-meeting" else kind)
        draft = _draft(clause, event) if event else None
        if draft:
            yield draft
        end = event.last if event else end


def _by_place(noun: Noun) -> tuple[int, int]:
    return noun.first, -noun.last


def _numbered(clause: Clause) -> Iterator[Noun]:
    """ "la 132e Assemblée de …", "le prochain rendez-vous": nouns that a number alone makes those of a conference."""
    for i in range(clause.first, clause.last + 1):
        noun = clause.norm(i)
        if noun not in _NUMBERED or clause.norm(i + 1) in _NATIONAL:
            continue
        number = _ordinal(clause, i)
        if number and (noun == "assemblee") != (number in _NEXT):
            yield Noun("conference", i, i)


def _ordinal(clause: Clause, i: int) -> str:
    """The number before a noun: "10e", "prochaine", also that of "la 10e édition du …"."""
    found = next((clause.norm(k) for k in (i - 1, i - 2) if _ORDINAL.fullmatch(clause.norm(k))), "")
    if not found and clause.norm(i - 1) in ("de", "du") and clause.norm(i - 2) == "edition":
        return _ordinal(clause, i - 2)
    return found


def _event(clause: Clause, i: int, size: int, kind: str) -> Event | None:
    if clause.norm(i + size) == "de" and clause.norm(i + size + 1) == "presse":
        return None
    last = _extent(clause, i + size - 1)
    texts = [clause.view.text.tokens[k].text for k in range(i, min(last + 3, clause.last + 1))]
    acronym = next((t for t in texts if _ACRONYM.fullmatch(t) and t not in ("VNA", "AVI")), None)
    if kind == "conference" and _MECHANISM & set(clause.between(i, i + 6)):
        kind = "consultation"
    named = tuple(_parties(clause, i, last))
    if clause.norm(last + 1) == "entre":
        last = next((j - 1 for j in range(last + 2, clause.last + 1) if clause.norm(j) in _BETWEEN_ENDS), clause.last)
    return Event(
        first=i,
        last=last,
        kind=kind,
        ordinal=_ordinal(clause, i),
        named=named,
        acronym=acronym,
        form=clause.norm(i - 1) == "en",
    )


def _extent(clause: Clause, i: int) -> int:
    """The last token of the name of a conference whose noun ends at `i`."""
    dates = clause.view.dates_in(clause.number)
    named = {clause.mention(p).first for p in clause.positions if clause.mention(p).form is Form.NAME}
    j, last = i + 1, i
    while j <= min(clause.last, i + 22):
        token = clause.view.text.tokens[j]
        if j in named or token.norm in _STOP | _HAPPENS | _CHAIRED:
            break
        if token.norm in _THROUGH:
            j += 1
            continue
        if any(d.span.start <= token.start < d.span.end for d in dates) or clause.norm(j - 1) == "a":
            break
        last, j = j, j + 1
    return last


def _parties(clause: Clause, first: int, last: int) -> list[str]:
    """The states and organisations named between two tokens, both of "Vietnam-Laos", and those of "entre A et B"."""
    text, j = clause.view.text, first
    found: list[str] = []
    while j <= last:
        both = pair(text.tokens[j].text) if "-" in text.tokens[j].text else None
        hit = text.hit(j, "org") or text.hit(j, "country") or text.hit(j, "demonym")
        if both:
            found.extend(both)
        elif hit and hit.extra not in ("ministry", "media"):
            found.extend([hit.key] if "sur" not in clause.between(j - 2, j) else [])
            j += hit.length - 1
        j += 1
    if clause.norm(last + 1) == "entre":
        found.extend(_between(clause, last + 2))
    part_of = triggers("meeting")["part_of"]
    return list(dict.fromkeys(part_of.get(code, code) for code in found))


def _between(clause: Clause, j: int) -> Iterator[str]:
    """The states and organisations of "entre la province de A et celle de B", each by its name or its places."""
    text = clause.view.text
    while j <= clause.last and clause.norm(j) not in _BETWEEN_ENDS:
        hits = (text.hit(j, kind) for kind in ("org", "country", "demonym", "city", "place"))
        hit = next((h for h in hits if h and h.extra not in ("ministry", "media")), None)
        if hit:
            yield hit.extra if hit.kind in ("city", "place") else hit.key
        j += hit.length if hit else 1


def _draft(clause: Clause, event: Event) -> Draft | None:
    there = attendance(clause, event.first, event.last)
    if event.kind == "ceremony":
        _honoured(clause, event, there)
    people, verbs = there.people, there.verbs
    near = clause.between(max(event.first - 7, clause.first), event.first) + clause.between(
        event.last + 1, event.last + 9
    )
    happens = [w for w in near if w in _HAPPENS or (w in _REUNITE and event.form)]
    states = {clause.view.cast.people[p].speaks_for for p in people} | {*there.parties}
    if people and event.kind == "conference" and not event.named and not event.acronym:
        event = replace(event, named=_unlisted_body(clause, event))
    if not event.named and happens:
        event = replace(event, named=_owner(clause, event))
    if not event.particular and len(states) < 2:
        return None
    if not people and not happens and not there.parties:
        return None
    later = _to_come(clause, event, verbs, happens) or (
        not verbs and set(near) & forms("meeting", "conference", "planned")
    )
    if event.kind == "consultation" and event.named and not {*event.named} & ({*reference.states()} - {"EU"}):
        event = replace(event, kind="conference")
    kind = event.kind if event.kind == "ceremony" else medium(clause, event.kind, event.first)
    draft = Draft(
        kind=kind, status="planned" if later else "held", sentence=clause.number, token=event.first,
        rule=f"fr.meeting.{event.kind}", people=dict.fromkeys(people, "participant"),
        parties=list(dict.fromkeys((*event.named, *there.parties))),
    )  # fmt: skip
    follows = event.ordinal in _NEXT and not event.named
    noun = f"prochain {clause.norm(event.first)}" if follows else clause.norm(event.first)
    draft.series = f"{event.ordinal}|{noun}|{event.acronym or ' '.join(sorted(event.named))}"
    return draft


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
    if not {"son", "sa"} & set(clause.between(event.first - 3, event.first)):
        return ()
    before = [clause.mention(p) for p in clause.positions if clause.mention(p).last < event.first]
    owner = before[-1] if before and before[-1].form is Form.PARTY and not before[-1].prep else None
    return (owner.code,) if owner and owner.code and owner.code not in reference.states() else ()


def _to_come(clause: Clause, event: Event, verbs: list[str], happens: list[str]) -> bool:
    """True where a verb in the future tells of an event, or carries the infinitive that does ("… pour présider")."""
    if any(word.endswith(("ra", "ront")) or word == "prevu" for word in verbs + happens):
        return True
    if not any(word.endswith(("er", "ir")) for word in verbs):
        return False
    tokens = clause.view.text.tokens[clause.first : event.first]
    return any(future(token) for token in tokens)


def _unlisted_body(clause: Clause, event: Event) -> tuple[str, ...]:
    """ "la réunion du Conseil de la paix": the name of a body that no list knows, as the text has it."""
    text = clause.view.text
    words: list[str] = []
    for k in range(event.first + 1, event.last + 1):
        token = text.tokens[k]
        if k in text.name_at or (words and (not token.word or token.norm in ("sur", "pour", "a", "au", "aux", "et"))):
            break
        if words or (token.capital and token.word and not text.hits[k]):
            words.append(token.text)
    while words and words[-1].lower() in ("de", "du", "des", "la", "l'", "d'", "le", "les"):
        words.pop()
    return (" ".join(words).replace("' ", "'"),) if len(words) > 1 else ()


def instead(clause: Clause, told: Sequence[Draft]) -> list[Draft]:
    """ "A et B se retrouveront en sommet": what the verb told is the conference."""
    forms_of = [set(d.people) for d in told if d.series and clause.norm(d.token - 1) == "en"]
    return [d for d in told if d.series or not d.people or not any(set(d.people) <= people for people in forms_of)]


def continued(drafts: Sequence[Draft], clauses: Sequence[Clause]) -> None:
    """Parties of a session that names none: those of the session told before, else of the meeting told before."""
    told: dict[str, Draft] = {}
    latest: Draft | None = None
    pair: list[str] = []
    for draft in drafts:
        own = codes(clauses[draft.sentence], draft)
        if len(own) == 2 and not (set(own) - {*reference.states()}):
            pair = own
        if not draft.series:
            continue
        number, noun = draft.series.split("|")[0], draft.series.split("|")[1].split()[-1]
        before = told.get(noun) or (latest if number in _NEXT else None)
        if before and not own:
            draft.parties, draft.kind = codes(clauses[before.sentence], before), before.kind
        elif not own and draft.kind == "consultation":
            draft.parties = list(pair)
        told.setdefault(noun, draft)
        latest = draft
