"""Who takes part in a conference: who attends, holds, chairs or opens it, by the verbs around its name."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.tokens.trigger_words import forms

_ATTEND, _CHAIR, _CHAIRED = (forms("meeting", "conference", key) for key in ("attend", "chair", "chaired"))
_INVITED = forms("meeting", "words", "conferences", "invited")
_BY = forms("meeting", "words", "conferences", "by")
_GATHER = forms("meeting", "words", "conferences", "gather")
_SPEAK = forms("meeting", "words", "conferences", "speak")
_DURING = forms("meeting", "words", "conferences", "during")
_TRAVEL = forms("meeting", "words", "conferences", "travel")
_BEGIN = forms("meeting", "words", "conferences", "begin")
_REUNITE = forms("meeting", "words", "gatherings", "reunite")
_UNDER = forms("meeting", "words", "conferences", "under")
_LEAD = forms("meeting", "words", "conferences", "lead")
_RELATIVE = forms("meeting", "words", "conferences", "to_which")
_CONFIRMED = forms("meeting", "words", "references", "confirmed")
_BEING = frozenset(("sera", "seront", "etait", "etaient", "est", "sont"))
_PRESENT = frozenset(("presents", "presentes", "present", "presente"))
_CHOSEN = frozenset(("portee", "porte", "elu", "elue", "designe", "designee"))
_FAR = frozenset(("parole", "discours", "allocution"))
_INDEFINITE = frozenset(("des", "la", "le", "une", "un", "leur", "leurs", "de"))
_TO_HOLD = frozenset(("tenir", "tiendra", "tient", "tenu", "eu", "aura", "avoir"))
_HELD = frozenset(("tenu", "boucle", "cloture", "inaugure", "ouvert", "conclu", "acheve"))
_AMONG = frozenset(("etait", "etaient", "figurait", "figuraient", "figure", "figurent"))
_OPENED = frozenset(("ouvert", "cloture"))
_INVERTED = 4  # words in which a sentence with its subject last begins: "Ont également pris part à …"
_WERE = frozenset(
    ("ont", "avaient", "sont", "etaient", "prendront", "participeront", "assisteront", "seront", "participent")
)
_FRONTED = 8  # tokens in which "à l'occasion de sa participation" opens a sentence
_REACH, _SPEECH, _CHAIRING = 14, 30, 16  # tokens between such a verb and the noun


@dataclass(slots=True)
class Attendance:
    """Who is said to be there: persons of the cast, codes of those not named, and the verbs that say so."""

    people: list[int] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)

    def add(self, clause: Clause, group: list[int], *verbs: str) -> None:
        """Adds the members of a group, by what was said of them."""
        people, _ = sides(clause, group)
        self.people.extend(p for p in people if p not in self.people)
        self.verbs.extend(verbs)


def attendance(clause: Clause, first: int, last: int) -> Attendance:
    """Those who take part in what tokens `first` … `last` name."""
    found = Attendance()
    for v in range(clause.first, first):
        if not _in_a_title(clause, v):
            _before(clause, v, first, last, found)
    for v in range(last + 1, min(last + 25, clause.last + 1)):
        if not _in_a_title(clause, v):
            _after(clause, v, last, found)
    _told_after(clause, first, last, found)
    found.add(clause, _delegates(clause, first))
    found.add(clause, clause.after(first, ("entre",), reach=last - first + 12))
    if found.people:
        found.add(clause, clause.after(last, ("avec",), reach=4))
    return found


def _told_after(clause: Clause, first: int, last: int, found: Attendance) -> None:
    """ "… avaient pris place A et B", "auquel est convié le Tchad", "lors de la session, A a plaidé"."""
    for v in range(last + 1, clause.last + 1):
        norm = clause.norm(v)
        if norm == "place" and clause.norm(v - 1) == "pris":
            later = [p for p in clause.positions if clause.mention(p).first > v and clause.mention(p).name]
            found.add(clause, [p for p in later if not clause.mention(p).prep])
        elif norm in _INVITED and _RELATIVE & set(clause.between(last + 1, v)):
            later = [p for p in clause.positions if clause.mention(p).first > v]
            found.parties.extend(code for p in later if (code := clause.mention(p).code))
        elif norm in _SPEAK and v - last <= _SPEECH and _opens_at(clause, first):
            found.add(clause, [p for p in clause.subject(v) if clause.mention(p).first > last])


def _opens_at(clause: Clause, first: int) -> bool:
    """ "Lors du | sommet", and "Au | sommet" at the head of a sentence."""
    fronted = first <= clause.first + 2 and clause.norm(clause.first) in ("a", "au")
    return fronted or bool(_DURING & set(clause.between(first - 5, first)))


def _in_a_title(clause: Clause, v: int) -> bool:
    """True for "président" in "le président A"."""
    held = (clause.mention(p) for p in clause.positions)
    return any(m.first <= v <= m.last for m in held if m.offices and m.form is not Form.GROUP)


def _before(clause: Clause, v: int, first: int, last: int, found: Attendance) -> None:
    norm = clause.norm(v)
    if {"n'", "ne"} & set(clause.between(v - 4, v)):
        return
    near = first - v <= (_SPEECH if norm in _FAR or _one_more(clause, first) else _REACH)
    fronted = norm in _CHAIRED and "par" in clause.between(v + 1, v + 8)
    if fronted and not {"a", "ont"} & set(clause.between(v - 2, v)):
        found.add(clause, clause.after(v, ("par",), reach=8))
    elif _INVITED & set(clause.between(max(v - (_SPEECH if norm.endswith("er") else 6), clause.first), v)):
        found.verbs.append("prevu")
    elif _attends(clause, v, first, near):
        holders = clause.subject(v) or _after_fronted(clause, v, last)
        found.add(clause, holders, clause.norm(v - 1), norm)
        found.parties.extend(sides(clause, holders)[1] if norm in _TO_HOLD else ())
        besides = beside(clause, v, first)
        found.add(clause, besides)
        found.parties.extend(sides(clause, besides)[1])
        found.add(clause, [p for p in clause.positions if found.people and clause.mention(p).prep == "outre"])
    elif norm == "participation" and near and clause.norm(v - 1) in ("sa", "leur"):
        found.add(clause, clause.subject(v) or clause.after(last, ("",), reach=10) or _main_subject(clause, v, last))
        found.verbs.extend(["prevu"] if _CONFIRMED & set(clause.between(v - 3, v)) else [])
    elif norm in ("participation", "presence") and near:
        found.add(clause, clause.after(v, _BY, reach=4))
    else:
        _around(clause, v, first, last, found)


def _one_more(clause: Clause, first: int) -> bool:
    """ "assistera à une rencontre de l'OTAN à Bruxelles | et au sommet du G7": the second event of one verb."""
    words = clause.between(first - 3, first)
    return "et" in words and bool({"a", "au", "aux"} & set(words[words.index("et") :]))


def _attends(clause: Clause, v: int, first: int, near: bool) -> bool:
    norm = clause.norm(v)
    if norm in _SPEAK:
        return bool(_DURING & set(clause.between(first - 4, first))) and first - v <= _SPEECH
    if norm in _BEING:
        return near and "pour" in clause.between(first - 3, first)
    if norm in _TRAVEL:
        expected = norm.startswith("attendu") and {"a", "au"} & set(clause.between(first - 3, first))
        return near and (bool(expected) or "pour" in clause.between(first - 3, first) or _opens_there(clause, v, first))
    if norm in _REUNITE and clause.norm(first - 1) == "en":
        return bool({"se", "s'"} & set(clause.between(v - 3, v)))
    if norm in _TO_HOLD and first - v <= 3 and clause.norm(v + 1) in ("un", "une", "leur", "son"):
        return "avec" in clause.between(first + 1, first + 6) or len(clause.subject(v)) > 1
    if norm in _TO_HOLD and near and clause.norm(first - 1) in _INDEFINITE and _of_parties(clause, v):
        return True
    presided = norm in _CHAIR and first - v - _named(clause, v, first) <= _CHAIRING
    close = near or first - v - _named(clause, v, first) <= _REACH
    return (
        (norm in _ATTEND and close) or (presided and "destinees" not in clause.between(v, first)) or _holds(clause, v)
    )


def _of_parties(clause: Clause, v: int) -> bool:
    """ "La Suisse et l'Italie | ont tenu …": several states or organisations are the subject of the verb."""
    subject = clause.subject(v)
    return len(subject) > 1 and all(clause.mention(p).form is Form.PARTY for p in subject)


def _named(clause: Clause, v: int, first: int) -> int:
    """How many of the words between a verb and what it governs name people: "a présidé avec A et B | la séance"."""
    between = [p for p in clause.positions if v < clause.mention(p).first and clause.mention(p).last < first]
    group = clause.group_of(between[0]) if between and clause.mention(between[0]).prep == "avec" else []
    return sum(clause.mention(p).last - clause.mention(p).first + 2 for p in group)


def _opens_there(clause: Clause, v: int, first: int) -> bool:
    """ "sont arrivés à Alger, où s'ouvre le sommet"."""
    words = clause.between(v, first)
    return "ou" in words and bool(_BEGIN & set(words[words.index("ou") :]))


def _around(clause: Clause, v: int, first: int, last: int, found: Attendance) -> None:
    """ "sous la houlette de A, …", "A a conduit la délégation à …", "A a été portée à la présidence de …"."""
    norm, near = clause.norm(v), first - v <= _REACH
    if norm in _UNDER and "sous" in clause.between(v - 2, v):
        group = clause.after(v, _BY, reach=4)
        found.add(clause, clause.chain_after(group, _BY) if group else [])
    elif near and _leads(clause, v, first):
        found.add(clause, clause.subject(v) or clause.after(last, ("",), reach=10), norm)
    elif norm in _PRESENT and near and _AMONG & set(clause.between(v - 6, v)):
        found.add(clause, clause.subject(v) or clause.after(last, ("",), reach=8))


def _leads(clause: Clause, v: int, first: int) -> bool:
    """ "a conduit la délégation", "a été porté à la présidence"."""
    if clause.norm(v) in _LEAD:
        return "delegation" in clause.between(v + 1, v + 4)
    return clause.norm(v) in _CHOSEN and "presidence" in clause.between(v + 1, first)


def _main_subject(clause: Clause, v: int, last: int) -> list[int]:
    """ "À l'occasion de sa participation au sommet, qui se tient à B, A …": the subject after the opening."""
    fits = (p for p in clause.positions if clause.mention(p).first > last and not clause.mention(p).prep)
    return [p for p in fits if clause.mention(p).name][:1] if v - clause.first < _FRONTED else []


def _after_fronted(clause: Clause, v: int, last: int) -> list[int]:
    """ "Prenant la parole lors de …, A a appelé": the subject after what opens the sentence."""
    opening = clause.between(clause.first, v + 1)
    opens = any(word.endswith("ant") for word in opening[:4]) or (len(opening) <= _INVERTED and opening[0] in _WERE)
    return clause.after(last, ("",), reach=10) if opens else []


def _delegates(clause: Clause, first: int) -> list[int]:
    """ "la délégation conduite par A à la 27e conférence": A."""
    before = [p for p in clause.positions if first - 6 < clause.mention(p).last < first and clause.mention(p).name]
    if not before or not {"a", "au"} & set(clause.between(clause.mention(before[-1]).last + 1, first)):
        return []
    start = clause.mention(before[-1]).first
    return before[-1:] if "delegation" in clause.between(start - 4, first) else []


def beside(clause: Clause, v: int, first: int) -> list[int]:
    """ "a coprésidé avec B la réunion", "a assisté, aux côtés de B, au défilé"."""
    for p in clause.positions:
        mention = clause.mention(p)
        if v < mention.first and mention.last < first:
            by_side = "cotes" in clause.between(mention.first - 3, mention.first)
            if mention.prep == "avec" or by_side:
                return clause.group_of(p)
    return []


def _after(clause: Clause, v: int, last: int, found: Attendance) -> None:
    norm = clause.norm(v)
    gap = clause.between(last + 1, v)
    relative = bool({"que", "qu'"} & set(gap))
    if norm in _CHAIRED and not relative:
        group = clause.after(v, _BY, reach=12)
        found.add(clause, clause.chain_after(group, _BY) if group else [])
    elif relative and norm in _CHAIR:
        found.add(clause, clause.after(v, ("",), reach=_CHAIRING) or clause.subject(v), norm)
    elif norm in _ATTEND and _RELATIVE & set(gap):
        found.add(clause, _subject_of_relative(clause, v, last), norm)
    elif norm in _GATHER and not {"s'", "se"} & set(clause.between(v - 3, v)):
        _gathered(clause, v, found)
    elif (norm in ("presence", "participation") and clause.norm(v - 1) in ("en", "la")) or (
        norm == "yeux" and "sous" in clause.between(v - 2, v)
    ):
        group = clause.after(v, _BY, reach=4)
        found.add(clause, clause.chain_after(group, _BY) if group else [])


def _gathered(clause: Clause, v: int, found: Attendance) -> None:
    """ "a réuni à Abuja les présidents de A, de B et de C"."""
    group = clause.after(v, ("",), reach=12)
    found.add(clause, group)
    found.parties.extend(sides(clause, group)[1])
    if group and len(sides(clause, group)[1]) > 1:
        found.verbs.append(clause.norm(v))


def _subject_of_relative(clause: Clause, v: int, last: int) -> list[int]:
    """ "…, auquel A participera", "…, auquel participera A"."""
    between = [clause.mention(p) for p in clause.positions if clause.mention(p).last < v]
    inside = [m for m in between if last < m.first and clause.norm(m.last) not in _RELATIVE]
    return clause.subject(v) if inside else clause.after(v, ("",), reach=6)


def _holds(clause: Clause, v: int) -> bool:
    """ "A et B ont tenu un sommet": the verb of those who hold a meeting."""
    opened = clause.norm(v) in _OPENED and "a" in clause.between(v - 3, v)
    return opened or (clause.norm(v) in _HELD and bool({"ont", "avaient", "auront"} & set(clause.between(v - 3, v))))
