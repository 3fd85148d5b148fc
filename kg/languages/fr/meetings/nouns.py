"""Meetings told by a noun: "a eu un entretien avec", "lors de sa rencontre avec", "un tête-à-tête entre A et B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.trigger_words import by_first_word, forms, triggers

_KINDS = frozenset(("talks", "meeting", "reception", "phone-call", "online-meeting"))
_FUTURE = frozenset(("aura", "auront", "tiendra", "tiendront", "doit", "doivent", "devra", "devrait", "devraient", "prevu", "prevue", "prochain", "prochaine", "aurait", "prevus", "prevues"))
_OWN = frozenset(("son", "sa", "ses", "leur", "leurs"))
_NOT = frozenset(("presse", "amicale", "lecteurs", "exclusif", "interview", "question", "questions"))


def noun_at(clause: Clause, i: int) -> tuple[str, int]:
    """The kind of meeting that the words from `i` on name, and how many words; ("", 0) for none."""
    first = clause.norm(i)
    if first in ("hote", "hotes") and clause.norm(i - 1) == "pour":
        return "reception", 1
    if first == "interlocuteurs" and clause.norm(i - 1) in ("ses", "leurs"):
        return "meeting", 1
    if first in ("celle", "celles", "celui", "ceux") and clause.norm(i + 1) == "avec":
        return "meeting", 1
    for words, kind in by_first_word("meeting", "nouns").get(first, ()):
        if tuple(clause.norm(i + k) for k in range(len(words))) == words:
            return kind, len(words)
    return "", 0


def medium(clause: Clause, kind: str, token: int) -> str:
    """The kind, or the medium that the words around it name."""
    around = " ".join(clause.between(max(token - 14, clause.first), token + 12))
    for remote, words in triggers("meeting")["medium"].items():
        if any(f" {w} " in f" {around} " for w in words):
            return str(remote)
    return kind


def find(clause: Clause) -> Iterator[Draft]:
    """The meetings that nouns of this sentence tell."""
    i = clause.first
    while i <= clause.last:
        kind, size = noun_at(clause, i)
        if kind in _KINDS:
            draft = _noun(clause, i, size, kind)
            yield from each(clause, draft) if draft else ()
        i += size or 1


def each(clause: Clause, draft: Draft) -> Iterator[Draft]:
    """One meeting per partner of another party: "des rencontres séparées avec A, B et C"."""
    first, *others = draft.people or [-1]
    cast = clause.view.cast.people
    states = [cast[p].speaks_for for p in others]
    plural = clause.norm(draft.token).endswith("s") and clause.norm(draft.token) != "discussions"
    if len(others) < 2 or not plural or len(set(states)) < len(states):
        yield draft
        return
    for other in others:
        yield replace(draft, people={first: "participant", other: "participant"}, parties=[])


def _noun(clause: Clause, i: int, size: int, kind: str) -> Draft | None:
    end = i + size - 1
    if set(clause.between(end + 1, end + 5)) & _NOT or (clause.norm(end + 1) in ("accorde", "accordee") and kind == "talks"):
        return None
    draft = Draft(kind=medium(clause, kind, i), status="held", sentence=clause.number, token=i, rule=f"fr.meeting.noun.{kind}")
    both = clause.after(end, ("entre",), reach=14)
    if len(both) > 1:
        ours, theirs = both, []
    else:
        theirs = partners(clause, end, kind) if clause.norm(i) != "interlocuteurs" else told_to(clause, end)
        ours = possessor(clause, i, end, theirs) if theirs else []
        if not theirs:
            ours = told_of(clause, end) or shared(clause, i) or spoken_at(clause, i)
    for group, role in ((ours, "participant"), (theirs, "participant")):
        people, parties = sides(clause, group)
        draft.people.update((p, role) for p in people if p not in draft.people)
        draft.parties.extend(parties)
    around = set(clause.between(max(i - 10, clause.first), end + 8))
    draft.status = "planned" if around & _FUTURE else "held"
    if called_off(clause, end):
        if not any(d.span.start > clause.view.text.tokens[end].end for d in clause.view.dates_in(clause.number)) or not put_off(clause, end):
            return None
        draft.status, draft.near = "planned", clause.last
    if (ours and theirs) or len(ours) > 1:
        return draft
    return _impersonal(clause, i, end, draft)


def called_off(clause: Clause, end: int) -> bool:
    """True where the words after a noun say that the meeting did not take place."""
    words = clause.between(end + 1, clause.last + 1)
    negated = any(w in ("n'", "ne") and {"lieu", "pu"} & set(words[k : k + 6]) for k, w in enumerate(words))
    return negated or bool(set(words) & forms("meeting", "negated", "words"))


def put_off(clause: Clause, end: int) -> bool:
    """True where it was put off to another day: "a été remise à mercredi"."""
    words = clause.between(end + 1, clause.last + 1)
    return any(w.startswith(("remis", "report", "repouss", "ajourn")) and clause.norm(end + 1 + k + 1) in ("a", "au") for k, w in enumerate(words))


def _impersonal(clause: Clause, i: int, end: int, draft: Draft) -> Draft | None:
    """ "Une réunion virtuelle a eu lieu le …": the parties are those that the sentence names; who came is told later."""
    if not _HAPPENS & set(clause.between(end + 1, end + 14)) or clause.norm(i - 1) in ("ou", "de"):
        return None
    named = [p for g in clause.groups for p in g if clause.mention(p).first > end or clause.mention(p).last < i]
    people, parties = sides(clause, named)
    draft.people = {} if not people else dict.fromkeys(people, "participant")
    draft.parties = parties
    return draft


_HAPPENS = frozenset(("lieu", "tenue", "tenu", "tenus", "tenues", "deroule", "deroulee", "tiendra", "tiendront", "deroulera"))


def partners(clause: Clause, end: int, kind: str) -> list[int]:
    """With whom: "avec B", "accordée à B", "en l'honneur de B"."""
    found = clause.after(end, ("avec",), reach=24)
    if clause.norm(end) in ("hote", "hotes"):
        return clause.after(end, ("",), reach=4)
    if not found and kind == "reception":
        words = clause.between(end + 1, clause.last + 1)
        if "honneur" in words:
            at = end + 1 + words.index("honneur")
            own = clause.norm(at - 1) in _OWN
            found = other_side(clause, end) if own else clause.after(at, ("de", "du", "des", "d'"), reach=6)
        elif {"accorde", "accordee"} & set(clause.between(end - 8, end + 3)):
            found = clause.after(end, ("a", "au", "aux"), reach=10)
        if not found and clause.norm(end + 1) in ("de", "du", "d'", "des"):
            found = clause.after(end, ("de", "du", "des", "d'"), reach=4)
    if not found:
        found = fronted(clause, end)
    if not found and "avec" in clause.between(end + 1, end + 4):
        found = clause.listed(end + 1)
    return clause.chain_after(found, ("avec",)) if found else []


def told_to(clause: Clause, end: int) -> list[int]:
    """ "ses interlocuteurs : A, B et C": everyone named after who is not in a phrase with a preposition."""
    return [p for p in clause.positions if clause.mention(p).last > end and clause.mention(p).name and not clause.mention(p).prep]


def fronted(clause: Clause, end: int) -> list[int]:
    """A partner told before the noun: "avec A, il a eu un entretien", "il a eu avec A des entretiens", "à A, il a dit lors d'un dîner"."""
    before = [g for g in clause.groups if clause.mention(g[-1]).last < end]
    with_ = [g for g in before if clause.mention(g[0]).prep == "avec"]
    verbs = forms("meeting", "light", "forms")
    if with_ and (with_[-1][0] == clause.positions[0] or verbs & set(clause.between(clause.mention(with_[-1][0]).first - 8, end))):
        return with_[-1]
    first = before[0] if before and clause.mention(before[0][0]).first <= clause.first + 1 else []
    told = {"lors", "cours", "pendant", "durant"} & set(clause.between(end - 4, end))
    return first if first and clause.mention(first[0]).prep in ("a", "au", "aux") and told else []


def spoken_at(clause: Clause, i: int) -> list[int]:
    """ "B a remercié le Vietnam lors d'une entrevue": B and the one whom the story is about."""
    view, about = clause.view, clause.view.about
    if about is None or not {"lors", "cours", "issue", "terme"} & set(clause.between(i - 4, i)) or clause.norm(i - 1) not in ("une", "un", "d'"):
        return []
    ours = next((p for p in clause.positions if clause.mention(p).last < i and not clause.mention(p).prep and view.cast.who[p] is not None), None)
    if ours is None or view.cast.who[ours] == about:
        return []
    return [ours, *[p for p, who in enumerate(view.cast.who) if who == about][:1]]


def possessor(clause: Clause, i: int, end: int, theirs: list[int]) -> list[int]:
    """Whose meeting it is: "l'entretien de A avec B", the subject of the verb before, the one just spoken of."""
    text = clause.view
    of = [p for p in clause.positions if p not in theirs and clause.mention(p).first in (end + 1, end + 2) and clause.mention(p).prep in ("de", "du", "d'", "des")]
    if of and of[0] not in theirs:
        return clause.group_of(of[0])
    offered = clause.after(i, ("par",), reach=30) if {"offert", "offerte", "donne", "donnee"} & set(clause.between(i, clause.last)) else []
    if offered:
        return offered
    for v in range(i - 1, clause.first - 1, -1):
        if clause.norm(v) in forms("meeting", "light", "forms"):
            subject = [p for p in clause.subject(v) if p not in theirs]
            if subject:
                return subject
    before = [p for p in clause.positions if clause.mention(p).last < i and p not in theirs and text.cast.who[p] is not None]
    free = [p for p in before if not clause.mention(p).prep]
    if free or (before and clause.norm(i - 1) in _OWN):
        return clause.group_of((free or before)[-1])
    about = text.about
    if i <= clause.first + 1 and about is not None and clause.norm(i - 1) not in _OWN | {"cet", "cette"}:
        return [p for p, who in enumerate(text.cast.who) if who == about][:1]
    after = [p for p in clause.positions if clause.mention(p).first > end and p not in theirs and not clause.mention(p).prep]
    if after and clause.norm(i - 1) in _OWN | {"un", "une", "d'"}:
        return after[:1]
    if clause.norm(i - 1) in _OWN:
        return latest(clause, theirs)
    if about is not None and about not in {text.cast.who[p] for p in theirs}:
        return [p for p, who in enumerate(text.cast.who) if who == about][:1]
    return latest(clause, theirs) if clause.norm(i - 1) in ("un", "une", "son", "sa", "d'", "l'", "la") else []


def other_side(clause: Clause, end: int) -> list[int]:
    """ "en son honneur": the latest person before who speaks for another party than the sentence's subject."""
    view = clause.view
    giver = next((view.person(p) for p in clause.positions if clause.mention(p).last < end and not clause.mention(p).prep), None)
    for p in range(clause.positions[0] - 1 if clause.positions else -1, -1, -1):
        person = view.person(p)
        if person and giver and person.speaks_for and person.speaks_for != giver.speaks_for:
            return [p]
    return []


def latest(clause: Clause, theirs: list[int]) -> list[int]:
    """The subject of the latest sentence before this one who is not among `theirs`."""
    view, others = clause.view, {clause.view.cast.who[p] for p in theirs}
    for s in range(clause.number - 1, -1, -1):
        for p in view.mentions_in(s):
            found = view.cast.who[p]
            if found is not None and found not in others and not view.mentions[p].prep:
                return [p]
    return []


def shared(clause: Clause, i: int) -> list[int]:
    """ "à l'issue de leur entretien, A et B …": the two of the sentence."""
    if clause.norm(i - 1) not in ("leur", "leurs"):
        return []
    return next((g for g in clause.groups if len(g) == 2 and not clause.mention(g[0]).prep), [])


def told_of(clause: Clause, end: int) -> list[int]:
    """ "l'entretien qu'ont eu A et B": the group after the relative clause's verb."""
    words = clause.between(end + 1, end + 5)
    if words[:1] in (["qu'"], ["que"]) and {"ont", "avaient", "auront", "a", "avait"} & set(words[1:4]):
        return next((g for g in clause.groups if clause.mention(g[0]).first > end and not clause.mention(g[0]).prep and len(g) > 1), [])
    return []
