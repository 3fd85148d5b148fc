"""What is told of meetings put together: one meeting for its several tellings, its kind, date, place and status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import REMOTE, Draft, codes, party
from kg.languages.fr.meetings.placing import one_day
from kg.languages.fr.tokens.lexicon import state_of_city
from kg.languages.fr.tokens.trigger_words import forms
from kg.model import BlockKind

_PLUPERFECT = forms("meeting", "words", "setting", "pluperfect")
_FAMILY = {
    "phone-call": "remote",
    "online-meeting": "remote",
    "consultation": "mechanism",
    "conference": "conference",
    "ceremony": "ceremony",
}


def merged(drafts: Iterable[Draft], clauses: Sequence[Clause]) -> list[Draft]:
    """One draft per meeting, in the order of the text. Headlines and captions add to what the body tells."""
    body_first = sorted(drafts, key=lambda d: (_rank(clauses[d.sentence]), d.sentence, d.token))
    found: list[Draft] = []
    for draft in body_first:
        twin = next((f for f in found if _same(f, draft, clauses) or _headlines(draft, f, clauses)), None)
        if twin is None:
            found.append(draft)
        else:
            _absorb(twin, draft, _rank(clauses[draft.sentence]) > 0)
    found = [d for d in found if not _sums_up(d, found, clauses)]
    found = [d for d in found if not d.weak or not any(e is not d and set(d.people) <= set(e.people) for e in found)]
    return sorted(found, key=lambda d: (d.sentence, d.token))


def _rank(clause: Clause) -> int:
    kind = clause.view.sentences[clause.number].kind
    return {BlockKind.BODY: 0, BlockKind.LEAD: 0, BlockKind.TITLE: 1, BlockKind.CAPTION: 1}[kind]


def _headlines(headline: Draft, told: Draft, clauses: Sequence[Clause]) -> bool:
    """True where a headline or caption leaves unnamed whom the body names."""
    clause = clauses[headline.sentence]
    if not _rank(clause) or headline.series or told.series or not headline.parties:
        return False
    if "ceremony" in (headline.kind, told.kind) and headline.kind != told.kind:
        return False
    people = clause.view.cast.people
    known = {*codes(clauses[told.sentence], told), *(o.of for p in told.people for o in people[p].offices)}
    return set(headline.people) <= set(told.people) and set(codes(clause, headline)) <= known


def _sums_up(headline: Draft, told: Sequence[Draft], clauses: Sequence[Clause]) -> bool:
    """ "Le président reçoit les ministres de A et de B" over a body that tells one reception after the other."""
    wanted = set(codes(clauses[headline.sentence], headline))
    if len(headline.people) > 1 or headline.series or len(wanted) < 3 or not _rank(clauses[headline.sentence]):
        return False
    those = [d for d in told if d is not headline and d.people and set(headline.people) <= set(d.people)]
    parts = [set(codes(clauses[d.sentence], d)) for d in those]
    return set().union(*(part for part in parts if part < wanted)) == wanted


def _same(a: Draft, b: Draft, clauses: Sequence[Clause]) -> bool:
    ours, theirs = set(codes(clauses[a.sentence], a)), set(codes(clauses[b.sentence], b))
    if _before(a, clauses) != _before(b, clauses) or _two_lines(clauses[a.sentence], clauses[b.sentence]):
        return False
    if a.series and b.series:
        bilateral = len(ours) == len(theirs) == 2 and not a.series[0].isdigit()
        one = _one_series(a, b) and not (bilateral and ours != theirs)
        return not _next_part(a, b) and (one or _heads(b, a, clauses))
    if (a.series or b.series) and _FAMILY.get(a.kind) != _FAMILY.get(b.kind):
        return _taken_up(b, clauses) and ours == theirs and not a.series and _dates_agree(a, b)
    if a.people and b.people:
        shared = set(a.people) & set(b.people)
        smaller = min(len(a.people), len(b.people))
        if len(shared) < smaller or (ours != theirs and (smaller == 1 or a.kind != b.kind)) or _companions(a, b):
            return False
    elif ours != theirs:
        return False
    if not _dates_agree(a, b) or _somebody_else(a, b, clauses) or _somebody_else(b, a, clauses):
        return False
    if a.status != b.status and b.date is not None and (a.date is not None or _to_come(a, b, clauses)):
        return False
    apart = {_FAMILY.get(a.kind), _FAMILY.get(b.kind)} & {"conference", "ceremony", "mechanism"}
    return not apart or _FAMILY.get(a.kind) == _FAMILY.get(b.kind)


def _to_come(a: Draft, b: Draft, clauses: Sequence[Clause]) -> bool:
    """ "A a rencontré B. Ils se verront en août": another meeting, ahead."""
    told = a.status == "held" and b.sentence > a.sentence and ".noun." not in b.rule
    return told and not _rank(clauses[a.sentence]) and not _rank(clauses[b.sentence])


def _somebody_else(a: Draft, b: Draft, clauses: Sequence[Clause]) -> bool:
    """True where the one told of by an office alone is nobody of the other meeting: "le président du Sénat" and A."""
    if not a.unnamed:
        return False
    people = clauses[a.sentence].view.cast.people
    others = [people[p] for p in b.people if p not in a.people and party(people[p].speaks_for) in a.parties]
    offices = {office.split("|")[0] for office in a.unnamed}
    if offices == {"special-envoy"}:
        return False  # an envoy may hold any office
    return bool(b.unnamed and a.unnamed != b.unnamed) or any(o.keys() and not offices & set(o.keys()) for o in others)


def _two_lines(a: Clause, b: Clause) -> bool:
    """ "12h00 Entretien …", "14h30 Rencontre …": two lines of a programme."""
    hours = (a.norms[0], b.norms[0])
    return hours[0] != hours[1] and all(hour[:1].isdigit() and "h" in hour[1:3] for hour in hours)


def _before(draft: Draft, clauses: Sequence[Clause]) -> bool:
    """ "s'étaient déjà rencontrés", "avait reçu une première fois": another, earlier meeting than the story's."""
    clause = clauses[draft.sentence]
    if _PLUPERFECT.isdisjoint(clause.norms) or draft.date is None:
        return False
    near = clause.between(draft.token - 6, draft.token + 7)
    return not _PLUPERFECT.isdisjoint(near) and ("deja" in near or "fois" in near)


def _taken_up(draft: Draft, clauses: Sequence[Clause]) -> bool:
    """ "Au cours de cette réunion, A et B ont …": no conference, but the meeting of the two that was told before."""
    return draft.series in ("|reunion|", "|rencontre|") and clauses[draft.sentence].norm(draft.token - 1) == "cette"


def _next_part(a: Draft, b: Draft) -> bool:
    """True for a session that was held and its plenary to come on another day."""
    days = [d.when.edtf for d in (a, b) if d.when]
    return a.status != b.status and len(days) == 2 and not one_day(*days)


def _companions(a: Draft, b: Draft) -> bool:
    """True where two who only came along with the host of the one meeting meet by themselves in the other."""
    larger, smaller = (a, b) if len(a.people) > len(b.people) else (b, a)
    hosts = {p for p, role in larger.people.items() if role == "host"}
    return 1 < len(smaller.people) < len(larger.people) and bool(hosts - set(smaller.people))


def _dates_agree(a: Draft, b: Draft) -> bool:
    if a.date is None or b.date is None or a.date.value == b.date.value:
        return True
    if a.when is None or b.when is None:
        return False
    one, two = a.when.edtf, b.when.edtf
    return one == two or (a.status == b.status == "planned" and (_within(one, two) or _within(two, one)))


def _other_days(a: Draft, b: Draft) -> bool:
    """True where both are dated, neither within the days of the other."""
    days = [d.when.edtf for d in (a, b) if d.when]
    return len(days) == 2 and days[0] != days[1] and not _within(*days) and not _within(*reversed(days))


def _one_series(a: Draft, b: Draft) -> bool:
    """One conference under two names: no other number, no other body, and the same noun or the same people."""
    (ordinal_a, noun_a, body_a), (ordinal_b, noun_b, body_b) = (d.series.split("|") for d in (a, b) if d.series)
    if ordinal_a and ordinal_b and ordinal_a != ordinal_b:
        return False
    if noun_a != noun_b and noun_a.rstrip("s") == noun_b.rstrip("s"):
        return False  # "la 16e réunion" and "aux réunions informelles"
    if body_a and body_b and body_a != body_b and not set(body_a.split()) & set(body_b.split()):
        return noun_a == noun_b and bool(ordinal_a) and ordinal_a == ordinal_b
    return noun_a == noun_b or bool(set(a.people) & set(b.people) and a.kind == b.kind and not _other_days(a, b))


def _heads(headline: Draft, told: Draft, clauses: Sequence[Clause]) -> bool:
    """ "Le comité mixte réuni à Hanoï" over "la 15e réunion du comité mixte": one event of the same parties."""
    bare = not headline.people and bool(_rank(clauses[headline.sentence])) and headline.kind == told.kind
    (number, _, body), (other, _, same) = (d.series.split("|") for d in (headline, told) if d.series)
    return bare and bool(body) and body == same and (not number or number == other)


def _within(day: str, stay: str) -> bool:
    """True for a day of a stay that a date of several days tells."""
    first, _, last = stay.partition("/")
    return bool(last) and "/" not in day and first <= day <= last


def _absorb(kept: Draft, other: Draft, headline: bool) -> None:
    for person, role in other.people.items():
        kept.people.setdefault(person, role)
    kept.parties.extend(p for p in other.parties if p not in kept.parties)
    kept.weak = kept.weak and other.weak
    if kept.rule == "fr.meeting.noun.meeting" and other.rule == "fr.meeting.receive":
        kept.kind, kept.rule = other.kind, other.rule  # "lors de la rencontre", of which the text tells: "a reçu"
    if kept.rule == "fr.meeting.confer" and other.kind == "talks":
        kept.kind, kept.rule = other.kind, other.rule  # "ont discuté …": "s'entretenir" says more
    if other.kind in REMOTE and kept.kind not in REMOTE:
        kept.kind = other.kind
    if kept.welcome and not other.welcome and other.kind in ("talks", "meeting"):
        kept.kind, kept.welcome = other.kind, False
    if kept.kind == "meeting" and other.kind == "reception" and kept.sentence == other.sentence:
        kept.kind = other.kind  # "se sont vus lors d'un dîner offert par A"
    if other.when is not None and (kept.when is None or _within(other.when.edtf, kept.when.edtf)):
        kept.date, kept.when = other.date, other.when
    if not kept.place or (other.place and state_of_city(other.place) == kept.place):
        kept.place = other.place
    announced = headline and kept.date  # a headline's present tells of what the body dates to come
    if kept.status == "planned" and other.status == "held" and not other.date and not announced:
        kept.status = "held"
