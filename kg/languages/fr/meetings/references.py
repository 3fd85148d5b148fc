"""A meeting spoken of again: "l'événement a été coprésidé par A et B" adds A and B to the meeting told before."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.along import came_along
from kg.languages.fr.meetings.company import beside_host
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.tokens.trigger_words import forms

_AGAIN = forms("meeting", "words", "references", "again")
_DEFINITE = forms("meeting", "words", "references", "definite")
_CHAIRED = forms("meeting", "words", "references", "chaired")
_SENT, _LED, _CONFIRMED = (forms("meeting", "words", "references", key) for key in ("sent", "led", "confirmed"))
_THERE = forms("meeting", "words", "references", "there")
_ATTEND = ("part", "participe", "assiste", "representes")
_ATTENDED = (
    "assistaient", "assistent", "assistait", "participaient", "participait", "participent", "assistera", "assisteront",
    "participera", "participeront",
)  # fmt: skip
_ARE_THERE = ("present", "presente", "presents", "presentes", "presence", "participation", "place", "partie")
_TAKES_PLACE = forms("meeting", "words", "references", "takes_place")
_SIDE = frozenset(("cote", "partie"))
_HERE = frozenset(("presents", "presentes", "present", "presente"))
_HAVE = frozenset(("ont", "a", "avait", "avaient", "auront", "aura"))
_BEING = frozenset(("etaient", "sont", "etait", "est", "ete", "fut"))
_GOES_ON = frozenset(("et", "cote", "ainsi", "aux", "entre"))  # "… à l'audience ainsi que …"
_WHO = frozenset(("le", "la", "les", "l'", "m", "m.", "mm", "mm.", "mme", "plusieurs", "notamment"))
_JOINED = forms("meeting", "words", "references", "joined")
_HEADS = forms("meeting", "words", "conferences", "lead")
_PLURALS = frozenset(("rendez-vous", "sommets", "reunions", "conferences", "rencontres", "sessions"))
_TALKS = frozenset(("entretien", "entretiens", "pourparlers", "discussions"))
_COMPOSED = forms("meeting", "words", "company", "composed")
_INVITES = frozenset(("intervenir", "participer", "defiler"))  # "cette séance a vu intervenir A et B"
_STOOD_FOR = frozenset(("represente", "representee", "representes", "representees"))
_WORK = frozenset(("travaux", "debats", "session", "sommet", "conference"))
_COMERS = frozenset(("participants", "invites", "intervenants", "orateurs"))
_PRESIDED = frozenset(("presidait", "presidaient", "copresidait", "copresidaient", "dirigeait", "preside"))
_PRESENT = (
    _PRESIDED
    | _COMPOSED
    | _SENT
    | _LED
    | _JOINED
    | _INVITES
    | _STOOD_FOR
    | _COMERS
    | {*_ATTEND, *_ATTENDED, *_ARE_THERE}
)
_BY = ("par", "de", "du", "d'")


def chairs(clause: Clause) -> list[int]:
    """Who chairs or opens the meeting that this sentence takes up again, as persons of the cast."""
    found: list[int] = []
    for v in clause.among(_CHAIRED):
        before = clause.between(clause.first, v)
        fronted = v == clause.first and _taken_up(clause.norms[1:])
        if not fronted and not _taken_up(before[:6]) and not _this(before):
            continue
        group = clause.after(v, _BY, reach=6)
        found.extend(sides(clause, clause.chain_after(group, _BY) if group else [])[0])
        if _SIDE & set(clause.norms):  # "côté A, elle était présidée par X ; côté B, par Y"
            others = [p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).prep == "par"]
            found.extend(sides(clause, others)[0])
        if found and not fronted:
            break
    return list(dict.fromkeys(found))


def _this(words: Sequence[str]) -> bool:
    """True for "cette réunion", wherever it stands."""
    return any(w in _AGAIN and words[k - 1] in ("ce", "cet", "cette") for k, w in enumerate(words) if k)


def _taken_up(words: Sequence[str]) -> bool:
    """True for "l'événement", "les travaux": words that mean the meeting told before."""
    return any(w in _AGAIN and (k == 0 or words[k - 1] in _DEFINITE) for k, w in enumerate(words))


def present(clause: Clause) -> list[int]:
    """Who else was there: "étaient également présents A et B", "y assistaient A et B", "…, en présence de A et B"."""
    found: list[int] = []
    for v in clause.among(_PRESENT):
        norm = clause.norm(v)
        if not {"n'", "ne"}.isdisjoint(clause.between(v - 5, v)):
            continue
        if _says_present(clause, v, norm) or (norm in _SENT and _by_sides(clause, v)):
            found.extend(_around(clause))
        elif (
            norm in _LED
            and clause.norms[0] in _DEFINITE
            and {"delegation", "partie"} & set(clause.between(clause.first, v))
        ):
            found.extend(_led(clause, v))
        elif norm in _COMPOSED and "delegation" in clause.norms[:3] and clause.norms[0] in _DEFINITE:
            found.extend(sides(clause, clause.after(v, ("", "de", "du", "d'", "des"), reach=6))[0])
        elif norm in _PRESIDED and clause.norm(v - 1) == "qui" and _AGAIN & set(clause.between(v + 1, v + 4)):
            found.extend(sides(clause, clause.subject(v))[0])
        elif norm in _INVITES and _this(clause.between(clause.first, v)):
            found.extend(sides(clause, clause.after(v, ("",)))[0])
        elif norm == "presence" and clause.norm(v - 1) == "en" and _opens_again(clause):
            by_sides = clause.norm(v + 1) == "," and _SIDE & set(clause.between(v + 1, v + 6))
            there = clause.listed(v) or clause.row(clause.chain_after(clause.after(v, _BY, reach=4), _BY), _BY)
            if by_sides:  # "en présence, côté A, de X, et, côté B, de Y"
                there = [p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).name]
            found.extend(sides(clause, there)[0])
    return list(dict.fromkeys(found))


def _says_present(clause: Clause, v: int, norm: str) -> bool:
    if norm == "place":
        return clause.norm(v - 1) == "pris" and bool({"avaient", "ont", "avait"} & set(clause.between(v - 4, v)))
    if norm in _ATTEND and clause.norms[0] == "ont":
        return v - clause.first < _OPENING
    if norm in _STOOD_FOR:
        return "y" in clause.between(v - 4, v) and "par" in clause.between(v + 1, v + 3)
    if norm in ("part", "participe", "assiste"):
        told = bool(_HAVE & set(clause.between(v - 3, v))) or clause.norm(v - 1) == "prenaient"
        return told and ("y" in clause.between(v - 4, v) or _at_it(clause, v))
    if norm in ("presence", "participation"):
        return clause.norm(v - 1) in ("leur", "sa") and bool(_CONFIRMED & set(clause.between(v - 3, v)))
    if norm in _JOINED:
        return bool({"s'", "se"} & set(clause.between(v - 4, v))) and "y" in clause.between(v - 4, v)
    if norm in _COMERS:
        return clause.norm(v - 1) == "les" and clause.norm(clause.first) in ("parmi", "au")
    if norm in _HERE:
        return _is_here(clause, v, norm)
    if norm in _ATTENDED:
        return clause.norm(v - 1) == "y" or _at_it(clause, v)
    return norm == "partie" and clause.between(v - 3, v)[:1] == ["etaient"]


def _is_here(clause: Clause, v: int, norm: str) -> bool:
    """ "étaient présents A et B", "A était présent à l'entretien", not "A était présent aux côtés de B"."""
    if clause.between(v + 1, v + 3) == ["aux", "cotes"]:
        return False
    return bool(_BEING & set(clause.between(v - 3, v))) and (norm.endswith("s") or _at_it(clause, v))


def _at_it(clause: Clause, v: int) -> bool:
    """ "… à la rencontre.", "… lors de cet entretien,": what somebody is present at is the meeting told before."""
    for k in range(v + 2, v + 7):
        if clause.norm(k) in _AGAIN and clause.norm(k - 1) in _DEFINITE | {"au", "aux"}:
            after = clause.norm(k + 1)
            inverted = v == clause.first or clause.norms[0] in _BEING
            return not after.isalpha() or after in _GOES_ON or (inverted and after in _WHO)
    return False


def _by_sides(clause: Clause, v: int) -> bool:
    """ "Côté lao, A conduisait la délégation ; côté vietnamien, B était présent"."""
    opens = clause.norms[:1] == ["cote"] or clause.norms[:2] == ["du", "cote"]
    return opens and bool({p for p in clause.positions if clause.mention(p).last < v})


def _led(clause: Clause, v: int) -> list[int]:
    """ "La délégation de X était conduite par A, celle de Y par B"."""
    named = [p for p in clause.positions if clause.mention(p).name]
    heads = [p for p in named if clause.mention(p).first <= v <= clause.mention(p).last]  # "la délégation menée par A"
    return sides(clause, [*heads, *(p for p in named if clause.mention(p).prep == "par" and p not in heads)])[0]


def _around(clause: Clause) -> list[int]:
    named = [p for p in clause.positions if clause.mention(p).name and clause.mention(p).prep in ("", "par")]
    return sides(clause, named)[0]


def _opens_again(clause: Clause) -> bool:
    """True where the sentence starts with a meeting told before: "L'audience s'est déroulée …", "Un geste qui s'est
    déroulé en présence de …"."""
    told = clause.norms[0] in ("un", "une") and any(
        word == "qui" and _TAKES_PLACE & set(clause.norms[k + 1 : k + 4]) for k, word in enumerate(clause.norms[1:5], 1)
    )
    if told:
        return True
    return clause.norm(clause.first) in _DEFINITE and clause.norm(clause.first + 1) in _AGAIN


def attach(clause: Clause, drafts: Sequence[Draft]) -> None:
    """Adds the chairs of a meeting taken up again, and who else was there, to the latest meeting told before."""
    known = [d for d in drafts if d.sentence < clause.number and clause.number - d.sentence <= _BACK]
    people = chairs(clause)
    open_ = [d for d in known if d.kind in ("conference", "consultation", "online-meeting", "ceremony", "meeting")]
    if people and open_ and (open_[-1].status == "planned" or not {"sera", "seront"} & set(clause.norms)):
        open_[-1].people.update((p, "chair") for p in people)
    for person in present(clause) if known else ():
        for draft in _taken_up_there(clause, known):
            if "presence" in clause.norms and person not in draft.people:
                beside_host(clause, draft, person)
            draft.people.setdefault(person, "participant")
    if encounter := _encounter(clause, known):
        more = came_along(clause, encounter.people)
        encounter.people |= dict.fromkeys(more, "participant") | encounter.people
    if known and known[-1].welcome and clause.number - known[-1].sentence <= _NEXT and _talks(clause):
        known[-1].kind, known[-1].welcome = "talks", False
    both = [d for d in known if d.series][-2:]
    if len(both) > 1 and _both(clause):
        for draft in both:
            draft.people.update((p, draft.people.get(p, "participant")) for p in _subject(clause))
    events = [d for d in known if d.kind in ("conference", "consultation", "ceremony")]
    for person in _takes_the_floor(clause) if events and (events[-1] is known[-1] or events[-1].series) else ():
        events[-1].people.setdefault(person, "participant")


def _encounter(clause: Clause, known: Sequence[Draft]) -> Draft | None:
    """The latest meeting; the latest that is no conference, unless it is its work that the sentence speaks of."""
    if not known or _WORK & set(clause.norms):
        return known[-1] if known else None
    return next((draft for draft in reversed(known) if not draft.series), known[-1])


def _both(clause: Clause) -> bool:
    """ "participera aux deux rendez-vous"."""
    return any(clause.between(v - 2, v) in (["aux", "deux"], ["les", "deux"]) for v in clause.among(_PLURALS))


def _subject(clause: Clause) -> list[int]:
    free = [p for p in clause.positions if not clause.mention(p).prep and clause.mention(p).form is not Form.PARTY]
    return sides(clause, clause.group_of(free[0]))[0] if free else []


def _talks(clause: Clause) -> bool:
    """ "au cours de l'entretien qui a suivi", "leurs pourparlers": what followed a welcome."""
    return any(clause.norm(v - 1) in _DEFINITE | {"leur", "leurs"} for v in clause.among(_TALKS))


def _taken_up_there(clause: Clause, known: Sequence[Draft]) -> list[Draft]:
    """The latest meeting; the latest receptions, of one sentence, where it is "l'audience" that is taken up."""
    received = [d for d in known if d.kind == "reception"] if "audience" in clause.norms[:3] else []
    if "ceremonie" in clause.norms and known[-1].kind not in ("ceremony", "reception"):
        return []
    return [d for d in received if d.sentence == received[-1].sentence] or [known[-1]]


def _takes_the_floor(clause: Clause) -> list[int]:
    """ "À l'ouverture, A a appelé …", "A y a proposé …": A is at the conference told before."""
    for v, norm in enumerate(clause.norms, clause.first):
        if norm in _HEADS and "delegation" in clause.between(v + 1, v + 4):
            return sides(clause, clause.subject(v))[0]
    opens = " ".join(clause.norms[:6]).startswith(_OPENINGS)
    there = any(w == "y" and clause.norms[k + 1] in _THERE for k, w in enumerate(clause.norms[:-1]))
    if not opens and not there:
        return []
    subject = next((p for p in clause.positions if clause.mention(p).name and not clause.mention(p).prep), None)
    return sides(clause, clause.group_of(subject))[0] if subject is not None else []


_OPENINGS = tuple(forms("meeting", "words", "references", "openings"))
_OPENING = 5  # words in which a sentence that tells who was there begins: "Ont également pris part …"
_NEXT = 2  # sentences after a welcome in which the talks that followed are told
_BACK = 6  # sentences over which a meeting is still the one that is spoken of
