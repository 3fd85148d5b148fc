"""Who else was there, as the sentences after a meeting tell: "étaient présents A et B", "y assistaient A et B"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.clauses.coordination import HELPERS
from kg.languages.fr.meetings.company import of_one_side
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.tokens.trigger_words import forms

_AGAIN = forms("meeting", "words", "references", "again")
_DEFINITE = forms("meeting", "words", "references", "definite")
_SENT, _LED, _CONFIRMED = (forms("meeting", "words", "references", key) for key in ("sent", "led", "confirmed"))
_SIDE = frozenset(("cote", "partie"))
_BY = ("par", "de", "du", "d'")
_NOTED = forms("meeting", "words", "references", "noted")
_SHORTLY = frozenset(("c'", "c'est", "ce", "ceci", "cela", "et", "tout"))  # "Le tout en présence de A"
_WHERE = frozenset(("auquel", "auxquelles", "auxquels", "laquelle"))
_MEMBERS = frozenset(
    ("nombre", "rencontre", "reunion", "partie", "delegation", "diner", "dejeuner")
)  # "était du nombre", "de la partie"
_BELONG = frozenset(("faire", "faisaient", "faisait", "fait", "font"))
_ABROAD = frozenset(("a", "au", "aux", "aupres"))
_CONDUCTED = frozenset(("conduisait", "dirigeait", "menait", "emmenait", "presidait"))
_TAKEN_UP = frozenset(("celle-ci", "elle"))
_COUNT = 12  # words in which those present are counted off: "Parmi les personnalités présentes, …"
_ATTEND = ("part", "participe", "assiste", "representes")
_ATTENDED = (
    "assistaient", "assistent", "assistait", "participaient", "participait", "participent", "assistera", "assisteront",
    "participera", "participeront",
)  # fmt: skip
_ARE_THERE = ("present", "presente", "presents", "presentes", "presence", "participation", "place", "partie")
_TAKES_PLACE = forms("meeting", "words", "references", "takes_place")
_HERE = frozenset(("presents", "presentes", "present", "presente"))
_HAVE = frozenset(("ont", "a", "avait", "avaient", "auront", "aura"))
_BEING = frozenset(("etaient", "sont", "etait", "est", "ete", "fut"))
_GOES_ON = frozenset(("et", "cote", "ainsi", "aux", "entre"))  # "… à l'audience ainsi que …"
_WHO = frozenset(("le", "la", "les", "l'", "m", "m.", "mm", "mm.", "mme", "plusieurs", "notamment"))
_SHOWN = frozenset(("presence", "participation"))
_JOINED = forms("meeting", "words", "references", "joined")
_COMPOSED = forms("meeting", "words", "company", "composed")
_INVITES = frozenset(("intervenir", "participer", "defiler"))  # "cette séance a vu intervenir A et B"
_STOOD_FOR = frozenset(("represente", "representee", "representes", "representees"))
_COMERS = frozenset(("participants", "invites", "intervenants", "orateurs", "convives"))
_BROUGHT = frozenset(("reuni", "reunissait", "rassemble", "associe"))
_COUNTED = frozenset(("comptaient", "comptait", "etaient", "etait", "figuraient", "figurait"))
_WERE = frozenset(("etaient", "etait"))
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
    | _MEMBERS
    | _COUNTED
    | _BROUGHT
    | {"rejoints"}
    | {"cote"}
    | {*_ATTEND, *_ATTENDED, *_ARE_THERE}
)
_OPENING = 5  # words in which a sentence that tells who was there begins: "Ont également pris part …"


def taken_up(words: Sequence[str]) -> bool:
    """True for "l'événement", "les travaux": words that mean the meeting told before."""
    return any(w in _AGAIN and (k == 0 or words[k - 1] in _DEFINITE) for k, w in enumerate(words))


def this(words: Sequence[str]) -> bool:
    """True for "cette réunion", wherever it stands."""
    return any(w in _AGAIN and words[k - 1] in ("ce", "cet", "cette") for k, w in enumerate(words) if k)


def present(clause: Clause) -> list[int]:
    """Who else was there: "étaient également présents A et B", "y assistaient A et B", "…, en présence de A et B"."""
    found: list[int] = []
    for v in clause.among(_PRESENT):
        norm = clause.norm(v)
        if {"n'", "ne"}.isdisjoint(clause.between(v - 5, v)):
            found.extend(_told_of(clause, v, norm))
    return list(dict.fromkeys(found))


def _told_of(clause: Clause, v: int, norm: str) -> list[int]:
    """Whom the word at token `v` says to have been there, as persons of the cast."""
    if _says_present(clause, v, norm) or (norm in _SENT and _by_sides(clause, v)):
        return _of_delegation(clause, _around(clause)) if norm in _MEMBERS else _around(clause)
    if norm in _LED and clause.norms[0] in _DEFINITE and {"delegation", "partie"} & {*clause.norms[:3]}:
        return _of_delegation(clause, _led(clause, v))
    if norm in _LED and clause.norms[0] in _TAKEN_UP and clause.number:
        return _of_delegation(clauses_of(clause.view)[clause.number - 1], _led(clause, v))
    if norm in _COMPOSED | _MEMBERS:
        return _of_delegation(clause, sides(clause, _members_at(clause, v, norm))[0])
    return sides(clause, _members_at(clause, v, norm) or _shown(clause, v, norm))[0]


def _of_delegation(clause: Clause, people: list[int]) -> list[int]:
    """These, of the side whose delegation the sentence speaks of: "La délégation lao comprenait A"."""
    whose = [
        p for p in clause.positions if clause.mention(p).form in (Form.GROUP, Form.PARTY) and clause.mention(p).states
    ]
    if len(whose) == 1 and len(clause.mention(whose[0]).states) == 1:
        of_one_side(clause, whose[0], people)
    return people


def _members_at(clause: Clause, v: int, norm: str) -> list[int]:
    """Of whom a delegation was made, who took the chair or the floor, who attended by a relative clause."""
    if norm in _COMPOSED and _delegation(clause, v):
        return clause.after(v, ("", "de", "du", "d'", "des"), reach=6)
    if norm in _PRESIDED and clause.norm(v - 1) == "qui" and _AGAIN & set(clause.between(v + 1, v + 4)):
        return clause.subject(v)
    if norm in _BROUGHT and _opens_again(clause) and {"aussi", "egalement"} & {clause.norm(v - 1), clause.norm(v + 1)}:
        return clause.after(v, ("",), reach=5)
    if norm == "rejoints" and clause.norm(v - 1) == "ete":
        return clause.after(v, ("par",), reach=4)
    if norm in _INVITES and this(clause.between(clause.first, v)):
        return clause.after(v, ("",))
    relative = _where(clause, v, norm)
    return _of_relative(clause, relative) if relative else []


def _shown(clause: Clause, v: int, norm: str) -> list[int]:
    """Whose presence was noted: "On notait la présence de A", "L'audience s'est déroulée en présence de A"."""
    if norm in _SHOWN and clause.norm(v - 1) == "la" and _noted(clause, v):
        return clause.row(clause.chain_after(clause.after(v, _BY, reach=_COUNT), _BY), _BY)
    if norm != "presence" or clause.norm(v - 1) != "en" or not (_opens_again(clause) or _shortly(clause, v)):
        return []
    if clause.norm(v + 1) == "," and _SIDE & set(clause.between(v + 1, v + 6)):  # "en présence, côté A, de X"
        return [p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).name]
    return clause.listed(v) or clause.row(clause.chain_after(clause.after(v, _BY, reach=4), _BY), _BY)


def _says_present(clause: Clause, v: int, norm: str) -> bool:
    """True where the word at token `v` says of those named around it that they were there."""
    if clause.norms[0] == "parmi" and v - clause.first < _COUNT and norm in _HERE | {*_ATTEND}:
        return not _of_another(clause, v)
    if norm in _ATTEND and clause.norms[0] == "ont":
        return v - clause.first < _OPENING
    if norm in _MEMBERS:
        return _one_of_them(clause, v)
    if norm == "cote":
        return _goes_on(clause, v)
    if norm in _COUNTED - _WERE:
        return "delegation" in clause.between(clause.first, v)[:6] and clause.norms[0] in ("dans", "parmi", "au")
    return _was_there(clause, v, norm)


def _was_there(clause: Clause, v: int, norm: str) -> bool:
    if norm == "place":
        return clause.norm(v - 1) == "pris" and bool({"avaient", "ont", "avait"} & set(clause.between(v - 4, v)))
    if norm in _STOOD_FOR:
        return "y" in clause.between(v - 4, v) and "par" in clause.between(v + 1, v + 3)
    if norm in ("part", "participe", "assiste"):
        told = bool(_HAVE & set(clause.between(v - 3, v))) or clause.norm(v - 1) == "prenaient"
        return told and ("y" in clause.between(v - 4, v) or _at_it(clause, v))
    if norm in _SHOWN:
        return clause.norm(v - 1) in ("leur", "sa") and bool(_CONFIRMED & set(clause.between(v - 3, v)))
    if norm in _JOINED:
        return bool({"s'", "se"} & set(clause.between(v - 4, v))) and "y" in clause.between(v - 4, v)
    if norm in _COMERS:
        counted = clause.norms[0] in ("parmi", "au") or not _COUNTED.isdisjoint(clause.between(v - 5, v - 2))
        return clause.norm(v - 1) == "les" and counted
    if norm in _WERE:
        return clause.norm(v - 1) == "y" and not clause.norm(v + 1).isalpha()
    if norm in _HERE:
        return _is_here(clause, v, norm)
    if norm in _ATTENDED:
        return clause.norm(v - 1) == "y" or _at_it(clause, v)
    return False


def _delegation(clause: Clause, v: int) -> bool:
    """ "La délégation comprenait …", "A conduisait une délégation composée de …", not "La délégation à l'ONU …"."""
    ours = {"delegation", "partie"} & {*clause.norms[:3]} and clause.norms[0] in _DEFINITE
    if "delegation" in clause.between(v - 4, v) and not _CONDUCTED.isdisjoint(clause.between(v - 7, v - 2)):
        return True
    return bool(ours) and _ABROAD.isdisjoint(clause.between(clause.first, v))


def _noted(clause: Clause, v: int) -> bool:
    """ "On notait | la présence de A", "La rencontre a connu la participation de A"; not at another event."""
    told = not _NOTED.isdisjoint(clause.between(v - 7, v))
    return told and not _of_another(clause, v)


def _of_another(clause: Clause, v: int) -> bool:
    """True where an event of its own is named after token `v`: "à un forum", "au Sommet de Dakar"."""
    tokens = clause.view.text.tokens
    return any(k > v and (clause.norm(k - 1) in ("un", "une") or tokens[k].capital) for k in clause.among(_AGAIN))


def _shortly(clause: Clause, v: int) -> bool:
    """ "C'était en présence de A", "Le tout en présence de A"."""
    return v - clause.first < _OPENING and not _SHORTLY.isdisjoint(clause.norms[:2])


def _one_of_them(clause: Clause, v: int) -> bool:
    """ "A était aussi du nombre", "… de la rencontre", "A et B faisaient partie de la délégation"."""
    if clause.norm(v - 1) in _BELONG:
        return "delegation" in clause.between(v + 2, v + 5) and not {"qui", "a", "sejour", "visite"} & {*clause.norms}
    of = clause.norm(v - 1) == "du" or clause.between(v - 2, v) == ["de", "la"]
    closed = clause.norms[0] in _BEING or not clause.norm(v + 1).isalpha()
    return of and closed and not _BEING.isdisjoint(clause.between(v - 5, v - 1))


def _goes_on(clause: Clause, v: int) -> bool:
    """ "Côté lao, A, ministre, et B.": the other side's, without a verb, after a sentence that told who was there."""
    opens = v - clause.first < 2 and clause.norm(v + 2) == "," and HELPERS.isdisjoint(clause.norms)
    before = clauses_of(clause.view)[clause.number - 1] if opens and clause.number else None
    return before is not None and "cote" in before.norms


def _where(clause: Clause, v: int, norm: str) -> int | None:
    """The relative pronoun of "l'entretien, auquel ont assisté A et B", where token `v` is its verb."""
    if norm not in _ATTEND and norm not in _ATTENDED:
        return None
    relative = next((k for k in range(clause.first + 2, v) if clause.norm(k) in _WHERE), None)
    return relative if relative and taken_up(clause.between(relative - 5, relative)) else None


def _of_relative(clause: Clause, relative: int) -> list[int]:
    """The subject, before or after its verb, of the clause that opens at token `relative`."""
    inside = (p for p in clause.positions if clause.mention(p).first > relative)
    first = next((p for p in inside if not clause.mention(p).prep), None)
    return [] if first is None or clause.mention(first).first > relative + _COUNT else clause.group_of(first)


def _is_here(clause: Clause, v: int, norm: str) -> bool:
    """ "étaient présents A et B", "A était présent à l'entretien", not "A était présent aux côtés de B"."""
    if clause.between(v + 1, v + 3) == ["aux", "cotes"]:
        return False
    being = _BEING & set(clause.between(v - 3, v))
    return bool(being) and (norm.endswith("s") or "etaient" in being or _at_it(clause, v))


def _at_it(clause: Clause, v: int) -> bool:
    """ "… à la rencontre.", "… lors de cet entretien,": what somebody is present at is the meeting told before."""
    for k in range(v + 2, v + 7):
        if clause.norm(k) in _AGAIN and clause.norm(k - 1) in _DEFINITE | {"au", "aux"}:
            after = clause.norm(k + 1)
            inverted = not any(clause.mention(p).name and clause.mention(p).last < v for p in clause.positions)
            work = clause.between(k + 1, k + 3) == ["de", "travail"]
            return work or not after.isalpha() or after in _GOES_ON or (inverted and after in _WHO)
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
    named = [p for p in clause.positions if clause.mention(p).name and clause.mention(p).prep in ("", "par", "dont")]
    return sides(clause, [*named, *clause.listed(clause.last)])[0]


def _opens_again(clause: Clause) -> bool:
    """True where the sentence starts with a meeting told before: "L'audience s'est déroulée …", "Un geste qui s'est
    déroulé en présence de …"."""
    told = clause.norms[0] in ("un", "une") and any(
        word == "qui" and _TAKES_PLACE & set(clause.norms[k + 1 : k + 4]) for k, word in enumerate(clause.norms[1:5], 1)
    )
    if told:
        return True
    noun = clause.first + 1 + (clause.norm(clause.first + 1) in ("derniere", "dernier"))
    return clause.norm(clause.first) in _DEFINITE and clause.norm(noun) in _AGAIN
