"""Meetings told by a noun: "a eu un entretien avec", "lors de sa rencontre avec", "un tête-à-tête entre A et B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.meetings.added import added, seated
from kg.languages.fr.meetings.draft import Draft, enroll, sides
from kg.languages.fr.meetings.granted import allowed, around, offered
from kg.languages.fr.meetings.medium import medium
from kg.languages.fr.meetings.ownership import (
    gathered,
    held_together,
    partners,
    possessor,
    shared,
    spoken_at,
    told_of,
    told_to,
)
from kg.languages.fr.meetings.programme import line_of
from kg.languages.fr.meetings.prospects import called_off, put_off, puts_ahead
from kg.languages.fr.meetings.separate import each
from kg.languages.fr.meetings.unreal import happened, unreal
from kg.languages.fr.meetings.where import places
from kg.languages.fr.meetings.whom import apart
from kg.languages.fr.tokens.trigger_words import by_first_word, forms

_KINDS = frozenset(("talks", "meeting", "reception", "phone-call", "online-meeting"))
_NOT = forms("meeting", "words", "nouns", "not")
_POSSIBLE = forms("meeting", "words", "nouns", "possible")
_EFFORT = forms("meeting", "words", "nouns", "effort")
_LINES = 8  # lines of a programme under the heading of their day
HAVE = forms("meeting", "words", "verbs", "have")


class Noun(NamedTuple):
    """A noun of meeting on tokens `first` … `last`."""

    kind: str
    first: int
    last: int


_VERBAL = frozenset(("rendu", "rendue", "rend", "rendra", "fait", "pris"))

_GATHERINGS = frozenset(("reunion", "reunions", "celle", "celles", "celui", "ceux"))
_VAGUE, _HELD = (forms("meeting", "words", "nouns", key) for key in ("vague", "held"))
_TRADE = forms("meeting", "words", "nouns", "trade")
_TOPICS = frozenset(("negociations", "concertation", "concertations"))
_NEAR, _PAIR = 4, 2  # words around a noun that tell that it was held; those who meet at least
_ASIDE = 9  # words from a noun to the end of the day between commas after it
_RESERVED = 8  # words from "a réservé" to "accueil"
_PAST_DAY = 3  # words from "un appel (lundi) au" to the one called
_APART = 9  # words between "réunion" and "avec" at most
_HOW = forms("meeting", "words", "nouns", "how")
# Words that name a meeting by what stands beside them: the neighbour's place, the words it may be, the kind.
_BESIDE = {
    "accueil": (-1, ("un", "meme", "l'"), "reception"),
    "hote": (-1, ("pour", "l'"), "reception"),
    "hotes": (-1, ("pour",), "reception"),
    "question": (-1, ("ete",), "meeting"),
    "interlocuteurs": (-1, ("ses", "leurs"), "meeting"),
    **dict.fromkeys(("celle", "celles", "celui", "ceux"), (1, ("avec",), "meeting")),
    **dict.fromkeys(("reunion", "reunions"), (1, ("avec", "entre"), "meeting")),
    **dict.fromkeys(("appel", "appels"), (1, ("avec",), "phone-call")),
}


def meeting_nouns(clause: Clause) -> list[Noun]:
    """The nouns of meeting of a sentence, in order, the longest phrase at each place."""
    found: list[Noun] = []
    table = by_first_word("meeting", "nouns")
    for i, norm in enumerate(clause.norms, clause.first):
        known = norm in table or norm in _BESIDE
        if not known or (found and i <= found[-1].last) or _in_a_title(clause, i) or _no_noun(clause, i):
            continue
        noun = _beside(clause, i, norm) or _phrase(clause, i, table.get(norm, ()))
        if noun and _real(clause, noun.first, noun.last) and not unreal(clause, noun.first, noun.last):
            found.append(noun)
    return found


def _no_noun(clause: Clause, i: int) -> bool:
    """ "ont échangé des messages": a participle that folds to a noun; "les échanges commerciaux avec B"."""
    if clause.norm(i).startswith("echange") and not _TRADE.isdisjoint(clause.between(i + 1, i + _NEAR)):
        return True
    participle = clause.view.text.tokens[i].text.endswith("é")
    return participle and bool(HAVE & set(clause.between(clause.verb_start(i), i)))


def _in_a_title(clause: Clause, i: int) -> bool:
    """True within someone's office ("président de l'Assemblée …")."""
    if clause.norm(i).startswith("hote"):
        return False  # "A a été l'hôte de B"
    held = (clause.mention(p) for p in clause.positions)
    return any(m.first <= i <= m.last for m in held if m.offices and m.form is not Form.GROUP)


def _beside(clause: Clause, i: int, norm: str) -> Noun | None:
    place, words, kind = _BESIDE.get(norm, (0, (), ""))
    if not kind:
        return None
    if norm == "accueil":  # "a réservé mardi un accueil chaleureux à B"
        given = any(word.startswith("reserv") for word in clause.between(i - _RESERVED, i))
        return Noun(kind, i, i) if given and clause.norm(i - 1) in words else None
    if norm == "appel" and _to_someone(clause, i):
        return Noun(kind, i, i)
    told = clause.norm(i + place) in words or (norm in _GATHERINGS and _with_whom(clause, i, words))
    return Noun(kind, i, i) if told else None


def _to_someone(clause: Clause, i: int) -> bool:
    """ "dans un appel | au président A", not "dans un appel à la paix"."""
    if clause.norm(i - 1) != "un" or clause.norm(i - 2) not in ("dans", "lors", "d'", "cours"):
        return False
    to = (clause.mention(p) for p in clause.positions)
    return any(m.prep in ("a", "au", "aux") and m.name and 0 < m.first - i <= _PAST_DAY for m in to)


def _with_whom(clause: Clause, i: int, words: Sequence[str]) -> bool:
    """ "des réunions | en présentiel ce mois-ci avec A": only when, where and how they met stands before "avec"."""
    dates = [(d.span.start, d.span.end) for d in clause.view.dates_in(clause.number)]
    for k in range(i + 1, i + _APART):
        start = clause.view.text.tokens[k].start if k <= clause.last else -1
        if clause.norm(k) in words:
            return True
        if clause.norm(k) not in _HOW and not any(a <= start < b for a, b in dates):
            return False
    return False


def _phrase(clause: Clause, i: int, entries: Sequence[tuple[tuple[str, ...], str]]) -> Noun | None:
    for words, kind in entries:
        if len(words) == 1 or tuple(clause.between(i, i + len(words))) == words:
            return Noun(kind, i, i + len(words) - 1)
        if clause.norm(i) in _VERBAL and (last := _parted(clause, i, words)):
            return Noun(kind, i, last)
    return None


def _parted(clause: Clause, i: int, words: tuple[str, ...]) -> int | None:
    """The last token of "s'est rendu lundi chez": an expression with a date inside; None for no such."""
    tokens, start = clause.view.text.tokens, clause.view.text.tokens[i].end
    date = next((d for d in clause.view.dates_in(clause.number) if 0 <= d.span.start - start <= 1), None)
    if date is None:
        return None
    after = next((k for k in range(i + 1, clause.last + 1) if tokens[k].start >= date.span.end), clause.last + 1)
    end = after + len(words) - 2
    return end if tuple(clause.between(after, end + 1)) == words[1:] else None


def find(clause: Clause, nouns: Sequence[Noun]) -> Iterator[Draft]:
    """The meetings that nouns of this sentence tell."""
    for kind, first, last in nouns:
        if clause.norm(first - 2) in ("avant", "apres") and clause.norm(first - 1) in ("la", "le", "l'"):
            continue  # "quelques heures avant la visioconférence": only when
        aside = clause.norm(first - 1) == "en" and len(nouns) > 1 and clause.norm(first) == "tete-a-tete"
        if kind in _KINDS and not aside and not _not_one(clause, last, kind):
            ours, theirs = _who(clause, first, last, kind)
            draft = _noun(clause, Noun(kind, first, last), ours, theirs)
            yield from each(clause, draft, ours, theirs) if draft else ()


def _not_one(clause: Clause, end: int, kind: str) -> bool:
    """True for "une rencontre amicale", "un entretien accordé à la presse"."""
    given = clause.norm(end + 1) in ("accorde", "accordee") and kind == "talks"
    return given or bool(set(clause.between(end + 1, end + 5)) & _NOT)


def _real(clause: Clause, first: int, last: int) -> bool:
    """False for "une éventuelle rencontre", "s'efforce d'organiser un entretien"."""
    if _POSSIBLE & {clause.norm(first - 1), clause.norm(last + 1)}:
        return False
    return not (_EFFORT & set(clause.between(first - 7, first)) and _TO_ARRANGE & set(clause.between(first - 4, first)))


_TO_ARRANGE = frozenset(("organiser", "obtenir", "arranger", "preparer", "programmer", "menager"))


def _past_day(clause: Clause, end: int) -> int:
    """The token before "du", past a day between commas: "l'entrevue, mardi à Nouakchott, | du ministre A et de B"."""
    if clause.norm(end + 1) != ",":
        return end
    starts = {d.span.start for d in clause.view.dates_in(clause.number)}
    dated = end + 2 <= clause.last and clause.view.text.tokens[end + 2].start in starts
    close = next((k for k in range(end + 3, min(end + _ASIDE, clause.last)) if clause.norm(k) == ","), end)
    return close if dated else end


def _who(clause: Clause, i: int, end: int, kind: str) -> tuple[list[int], list[int]]:
    """Whose the meeting is that the noun on tokens `i` … `end` tells, and with whom; all of them first, for a pair."""
    of = ("du",) if not clause.norm(end).startswith("visite") else ()
    both = (
        clause.after(end, ("entre",), reach=14)
        or _between(clause, i)
        or clause.after(_past_day(clause, end), of, reach=1)
    )
    if len(both) > 1 or len(sides(clause, both)[0]) > 1:  # "la rencontre entre les deux ministres"
        return both, []
    ours, theirs = added(clause, end)
    if ours and theirs:
        return ours, theirs
    theirs = partners(clause, end, kind) if clause.norm(i) != "interlocuteurs" else told_to(clause, end)
    if {"avec", "a", "aux"} & set(clause.between(end + 1, end + 6)):
        theirs = clause.named_of(theirs, end)
    if theirs and (line := line_of(clause)):
        return ([line.owner] if line.owner is not None else []), theirs
    return (apart(clause, possessor(clause, i, end, theirs), theirs) if theirs else _unpaired(clause, i, end)), theirs


def _noun(clause: Clause, noun: Noun, ours: list[int], theirs: list[int]) -> Draft | None:
    kind, i, end = noun
    draft = Draft(
        kind=medium(clause, kind, i), status="held", sentence=clause.number, token=i, rule=f"fr.meeting.noun.{kind}"
    )
    line = line_of(clause)
    if theirs and line and line.owner is None and line.state:
        draft.parties.append(line.state)
    for group in (ours, theirs):
        enroll(clause, draft, group, "participant")
    if theirs and len(draft.people) == 1 and not draft.parties:
        draft.parties.extend(_host(clause, end, draft))
    draft.status = "planned" if line or puts_ahead(clause, i, end) else "held"
    if not happened(clause, i) and called_off(clause, end):
        anew = put_off(clause, end)
        dates = clause.view.dates_in(clause.number)
        if anew is None or not any(d.span.start > clause.view.text.tokens[end].end for d in dates):
            return None
        draft.status, draft.near = "planned", anew
    if clause.norm(i) in _VAGUE and _in_general(clause, i, end, draft):
        return None
    if (theirs and (ours or draft.parties)) or len(ours) > 1 or len(draft.people) > 1 or len({*draft.parties}) > 1:
        return draft
    return _impersonal(clause, i, end, draft)


def _in_general(clause: Clause, i: int, end: int, draft: Draft) -> bool:
    """ "les discussions entre A et B", of states, "les négociations avec A": what goes on, or is only spoken of."""
    if clause.norm(i) not in _TOPICS:
        return not draft.people and _HELD.isdisjoint(clause.norms)
    told = "entre" in clause.between(end + 1, end + _NEAR) or not _HELD.isdisjoint(clause.between(i - _NEAR, i))
    return not told or len(draft.people) < _PAIR


def _host(clause: Clause, end: int, draft: Draft) -> list[str]:
    """ "Un dîner sera offert à l'Élysée en l'honneur de B": the state of the place, which gives it."""
    if "honneur" not in clause.between(end + 1, clause.last):
        return []
    guests = {clause.view.cast.people[p].speaks_for for p in draft.people}
    lines = clauses_of(clause.view)
    programme = "h" in clause.norms[0][1:3] and clause.norms[0][:1].isdigit()  # the place heads the day's lines
    above = range(clause.number, max(clause.number - _LINES, 0) - 1, -1) if programme else (clause.number,)
    return next(([p.state] for n in above for p in places(lines[n]) if p.state not in guests), [])


def _unpaired(clause: Clause, i: int, end: int) -> list[int]:
    """All who met, where no words of their own tell with whom: "les deux ministres ont eu un entretien"."""
    return (
        seated(clause, i, end)
        or gathered(clause, end)
        or offered(clause, end)
        or allowed(clause, end)
        or around(clause, i)
        or told_of(clause, end)
        or shared(clause, i)
        or held_together(clause, i)
        or spoken_at(clause, i)
    )


def _between(clause: Clause, i: int) -> list[int]:
    """ "Entre A et B, la conversation a duré une heure"."""
    first = clause.groups[0] if clause.groups else []
    opens = first and clause.mention(first[0]).prep == "entre" and clause.mention(first[0]).first <= clause.first + 2
    return first if opens and clause.mention(first[-1]).last < i else []


def _impersonal(clause: Clause, i: int, end: int, draft: Draft) -> Draft | None:
    """ "Une réunion virtuelle a eu lieu": the parties are those that the sentence names; who came is told later."""
    again = clause.norm(i - 1) in ("la", "le", "l'", "cette", "cet", "ce", "ou", "de")
    after = clause.between(end + 1, end + 14)
    after = after[: after.index("ou")] if "ou" in after else after  # "à New York, où se tient l'Assemblée générale"
    if again or not _HAPPENS & set(after):
        return None
    named = [p for g in clause.groups for p in g if clause.mention(p).first > end or clause.mention(p).last < i]
    people, parties = sides(clause, named)
    draft.people = {} if not people else dict.fromkeys(people, "participant")
    draft.parties = parties
    return draft


_HAPPENS = forms("meeting", "words", "nouns", "happens")
