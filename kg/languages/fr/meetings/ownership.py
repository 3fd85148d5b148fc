"""Whose a meeting told by a noun is: with whom, of whom, by whom."""

from __future__ import annotations

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import sides
from kg.languages.fr.meetings.granted import honoured
from kg.languages.fr.meetings.whom import antecedent, before_doing, latest, protagonist, traveller
from kg.languages.fr.tokens.trigger_words import by_first_word, forms

_OWN = forms("meeting", "words", "nouns", "own")
_OF = ("de", "du", "d'", "des")
_BEFORE_NOUN = _OWN | {"un", "une", "l'", "le", "la", "des"}
_ANOTHER = _BEFORE_NOUN | {"et", ",", ";", "puis"}
_RECEIVED = forms("meeting", "ceremonies", "received")
_OF_THE_STORY = ("question", "celle", "celui", "celles", "ceux")
_GIVEN = frozenset(("offert", "offerte", "donne", "donnee", "accorde", "accordee"))
_NOUNS = frozenset(("entretien", "entretiens", "entrevue", "entrevues", "rencontre", "rencontres", "audience"))
_GATHER = forms("meeting", "words", "conferences", "gather")
_GATHERS = 8  # words between a noun of meeting and the verb that says whom it brings together
_AGENDA = frozenset(("agenda", "menu", "programme"))
_BESIDE = 6  # words from a noun of meeting to "avec la Chine"
_COLON = 10  # words between "trois entretiens" and the colon before with whom
_FRAMES = {
    "accueil": ("a", "au", "aux", "par", "pour"),
    "portes": ("a", "au", "aux"),
    "rouge": ("a", "au", "aux", "devant", "pour", "sous"),
    "appel": _OF,
    "chez": ("chez",),
    "connaissance": _OF,
    "conge": _OF,
    "adieux": ("a", "au", "aux"),
    "civilites": ("a", "au", "aux"),
    "adieu": ("a", "au", "aux"),
    "aupres": _OF,
    "telephone": ("a", "au", "aux", "avec"),
    "fil": ("a", "au", "aux", "avec"),
}


def partners(clause: Clause, end: int, kind: str) -> list[int]:
    """With whom: "avec B", "accordée à B", "en l'honneur de B"."""
    if told := antecedent(clause, end):
        return told
    if (frame := _frame(clause, end)) is not None:
        return clause.after(end, *frame)
    if clause.norm(end) == "courtoisie" and (met := clause.after(end, ("a", "au", "aux", "aupres"), reach=6)):
        return clause.chain_after(met, ("a", "au", "aux"))
    found = _far(clause, end, clause.after(end, ("avec",), reach=24)) or clause.after(end, ("chez",), reach=2)
    if not found and kind == "reception":
        found = honoured(clause, end)
    if not found:
        found = fronted(clause, end)
    if not found and "avec" in clause.between(end + 1, end + 4):
        found = clause.listed(end + 1)
    if not found and clause.norm(end).endswith("s"):
        found = clause.listed(end)  # "Les rencontres bilatérales de A :", a line for each
    if not found and ":" in clause.between(end + 1, end + _COLON):
        preps = ("avec",) if kind != "reception" else ("avec", "a", "au")
        colon = end + 1 + clause.between(end + 1, end + _COLON).index(":")
        found = clause.after(colon, preps, reach=20)
        if not found and clause.norm(end).endswith("s"):  # "a enchaîné les audiences : B, C et D"
            return clause.after(colon, ("",), reach=3)
        return clause.chain_after(found, preps) if found else []
    return _of_one_noun(clause, clause.chain_after(found, ("avec",))) if found else []


def _far(clause: Clause, end: int, found: list[int]) -> list[int]:
    """The group; [] for "la rencontre a porté sur les accords avec | l'UE", a party that is not beside the noun."""
    bare = all(clause.mention(p).form is Form.PARTY for p in found)
    return [] if found and bare and clause.mention(found[0]).first - end > _BESIDE else found


def _of_one_noun(clause: Clause, group: list[int]) -> list[int]:
    """ "un tête-à-tête avec A | et un dîner avec B": those named before the next noun of meeting."""
    nouns = by_first_word("meeting", "nouns")
    for k in range(1, len(group)):
        gap = clause.between(clause.mention(group[k - 1]).last + 1, clause.mention(group[k]).first)
        if any(word in nouns and gap[n - 1] in _ANOTHER for n, word in enumerate(gap) if n):
            return group[:k]
    return group


def _frame(clause: Clause, end: int) -> tuple[tuple[str, ...], int] | None:
    """The prepositions before the partner, and how far to look, after a noun that takes its own; None for others."""
    norm = clause.norm(end)
    if clause.norm(end - 1) == "appel" and _RECEIVED & set(clause.between(end - 8, end)):
        return _OF, 8  # "a reçu un appel téléphonique de B"
    if norm == "appel" and clause.norm(end - 2) in ("dans", "lors", "d'", "cours"):
        return ("a", "au", "aux"), 6  # "dans un appel au président A"
    if norm in _FRAMES:
        return _FRAMES[norm], 14 if norm in ("accueil", "portes") else 6
    if norm == "visite" and clause.norm(end - 1).startswith("rend"):
        return ("a", "au", "aux"), 6
    if norm.startswith("visite") and _RECEIVED & {clause.norm(end - 2)}:
        return _OF, 8  # "a reçu la visite de B"
    if norm in ("hote", "hotes"):
        return (_OF if clause.norm(end + 1) in (*_OF, ",") else ("",)), 8 if clause.norm(end + 1) == "," else 4
    return None


def told_to(clause: Clause, end: int) -> list[int]:
    """ "ses interlocuteurs : A, B et C": everyone named after who is not in a phrase with a preposition."""
    return [
        p
        for p in clause.positions
        if clause.mention(p).last > end and clause.mention(p).name and not clause.mention(p).prep
    ]


def _of_a_noun(clause: Clause, p: int) -> bool:
    """ "une entrevue avec A, …, une visite à B": A is the partner of another noun of meeting before."""
    return bool(_NOUNS & set(clause.between(clause.mention(p).first - 4, clause.mention(p).first)))


def fronted(clause: Clause, end: int) -> list[int]:
    """A partner told before the noun: "il a eu avec A des entretiens", "à A, il a dit lors d'un dîner que …"."""
    before = [g for g in clause.groups if clause.mention(g[-1]).last < end]
    with_ = [g for g in before if clause.mention(g[0]).prep == "avec" and not _of_a_noun(clause, g[0])]
    verbs = forms("meeting", "light", "forms")
    if with_ and (
        with_[-1][0] == clause.positions[0] or verbs & set(clause.between(clause.mention(with_[-1][0]).first - 8, end))
    ):
        return with_[-1]
    first = before[0] if before and clause.mention(before[0][0]).first <= clause.first + 1 else []
    told = {"lors", "cours", "pendant", "durant"} & set(clause.between(end - 4, end))
    return first if first and clause.mention(first[0]).prep in ("a", "au", "aux") and told else []


def spoken_at(clause: Clause, i: int) -> list[int]:
    """ "B a remercié le Vietnam lors d'une entrevue": B and the one whom the story is about."""
    view, about = clause.view, clause.view.about
    if (
        about is None
        or not {"lors", "cours", "issue", "terme"} & set(clause.between(i - 4, i))
        or clause.norm(i - 1) not in ("une", "un", "d'")
    ):
        return []
    ours = next(
        (
            p
            for p in clause.positions
            if clause.mention(p).last < i and not clause.mention(p).prep and view.cast.who[p] is not None
        ),
        None,
    )
    if ours is None or view.cast.who[ours] == about:
        return []
    return [ours, *[p for p, who in enumerate(view.cast.who) if who == about][:1]]


def possessor(clause: Clause, i: int, end: int, theirs: list[int]) -> list[int]:
    """Whose meeting it is: "l'entretien de A avec B", the subject of the verb before, the one just spoken of."""
    if clause.norm(end) in _OF_THE_STORY:  # "il a été question", "celle de mercredi avec B"
        return protagonist(clause)
    return (
        _named_owner(clause, i, end, theirs)
        or _coming(clause, i, theirs)
        or before_doing(clause, i, theirs)
        or _subject_before(clause, i, theirs)
        or traveller(clause, i)
        or _opening(clause, i)
        or _subject_after(clause, i, end, theirs)
        or _spoken_of(clause, i, theirs)
    )


def _named_owner(clause: Clause, i: int, end: int, theirs: list[int]) -> list[int]:
    """ "l'entretien de A avec B", "un dîner offert par A"."""
    for p in clause.positions:
        mention = clause.mention(p)
        if p not in theirs and mention.first in (end + 1, end + 2) and mention.prep in _OF:
            return clause.group_of(p)
    given = not _GIVEN.isdisjoint(clause.between(i, _next_noun(clause, end)))
    agenda = next((k for k in range(end + 1, clause.last) if clause.norm(k) in _AGENDA), None)
    if agenda and clause.norm(agenda + 1) in _OF:
        return clause.after(agenda, _OF, reach=3)  # "un entretien avec B est à l'agenda de A"
    return clause.after(i, ("par",), reach=30) if given else []


def _next_noun(clause: Clause, end: int) -> int:
    """The token of "un entretien avec A et | un dîner": the noun of another meeting after token `end`."""
    nouns = by_first_word("meeting", "nouns")
    after = range(end + 2, clause.last + 1)
    return next((k for k in after if clause.norm(k) in nouns and clause.norm(k - 1) in _BEFORE_NOUN), clause.last)


def gathered(clause: Clause, end: int) -> list[int]:
    """ "un déjeuner a réuni A, B et C": all whom the verb after the noun brings together."""
    for v in range(end + 1, min(end + _GATHERS, clause.last)):
        if clause.norm(v) in _GATHER and not {"s'", "se"} & set(clause.between(v - 3, v)):
            return clause.chain_after(clause.after(v, ("",), reach=14), ("",))
    return []


def _subject_before(clause: Clause, i: int, theirs: list[int]) -> list[int]:
    """The subject of "a eu", "tiendra" before the noun, else the last person before it."""
    for v in range(i - 1, clause.first - 1, -1):
        if clause.norm(v) in forms("meeting", "light", "forms"):
            subject = [p for p in clause.subject(v) if p not in theirs]
            if subject:
                return subject
    who = clause.view.cast.who
    before = [p for p in clause.positions if clause.mention(p).last < i and p not in theirs and who[p] is not None]
    free = [p for p in before if not clause.mention(p).prep and not _echo(clause, p, i)]
    return clause.group_of((free or before)[-1]) if free or (before and clause.norm(i - 1) in _OWN) else []


def _coming(clause: Clause, i: int, theirs: list[int]) -> list[int]:
    """ "Après avoir informé C de ses entretiens avec B, | A …": A, the subject that the opening phrase waits for."""
    if clause.norm(i - 1) not in _OWN or clause.norms[:2] not in (
        ["apres", "avoir"],
        ["apres", "etre"],
        ["avant", "de"],
    ):
        return []
    after = (p for p in clause.positions if clause.mention(p).last > i and p not in theirs and clause.mention(p).name)
    free = (p for p in after if not clause.mention(p).prep and clause.norm(clause.mention(p).first - 1) == ",")
    return [*free][:1]


def _echo(clause: Clause, p: int, i: int) -> bool:
    """ "Prévue elle aussi, l'entrevue avec B": the pronoun is the meeting."""
    mention = clause.mention(p)
    return mention.form is Form.PRONOUN and mention.word == "elle" and clause.norm(i - 1) in ("l'", "la", "cette")


def _opening(clause: Clause, i: int) -> list[int]:
    """A line that starts with the noun ("12h00 Entretien avec B") is of whom the story is about."""
    opens = i <= clause.first + 1 and clause.norm(i - 1) not in _OWN | {"cet", "cette"}
    return protagonist(clause) if opens else []


def _subject_after(clause: Clause, i: int, end: int, theirs: list[int]) -> list[int]:
    """ "lors de sa rencontre avec B, A a salué …"."""
    if clause.norm(i - 1) not in _OWN | {"un", "une", "d'"}:
        return []
    free = (p for p in clause.positions if clause.mention(p).first > end and not clause.mention(p).prep)
    return [p for p in free if p not in theirs][:1]


def _spoken_of(clause: Clause, i: int, theirs: list[int]) -> list[int]:
    """The subject of the sentence before, or whom the story is about."""
    about = clause.view.about
    if clause.norm(i - 1) not in _OWN and about is not None and about not in {clause.view.cast.who[p] for p in theirs}:
        return protagonist(clause)
    return latest(clause, theirs) if clause.norm(i - 1) in _OWN | {"un", "une", "d'", "l'", "la"} else []


def shared(clause: Clause, i: int) -> list[int]:
    """ "à l'issue de leur entretien, A et B …": the two of the sentence."""
    if clause.norm(i - 1) not in ("leur", "leurs"):
        return []
    return next((g for g in clause.groups if len(g) == 2 and not clause.mention(g[0]).prep), [])


def told_of(clause: Clause, end: int) -> list[int]:
    """ "l'entretien qu'ont eu A et B", "l'entretien a réuni A et B": the group after the verb."""
    words = clause.between(end + 1, end + 6)
    has = bool({"ont", "avaient", "auront", "a", "avait"} & {*words})
    joined = has and bool(_JOINS & {*words}) and not {"que", "qu'", ","} & {*words}
    if not joined and not (words[:1] in (["qu'"], ["que"]) and has):
        return []
    free = (g for g in clause.groups if clause.mention(g[0]).first > end and not clause.mention(g[0]).prep)
    return next((g for g in free if len(g) > 1), [])


_DONE = frozenset(("fait", "font", "feront", "pris"))
_JOINS = frozenset(("reuni", "rassemble", "mis", "oppose"))
_PLURAL_HAVE = frozenset(("ont", "avaient", "auront"))


def held_together(clause: Clause, i: int) -> list[int]:
    """ "les deux dirigeants ont eu un tête-à-tête": a plural subject of the verb before, however many it stands for."""
    verbs = forms("meeting", "light", "forms")
    if clause.norm(i) in _DONE:  # "ont fait le point"
        return _several(clause, clause.subject(i))
    for v in range(i - 1, max(i - 5, clause.first), -1):
        done = clause.norm(v) in verbs - _PLURAL_HAVE and clause.norm(v - 1) in _PLURAL_HAVE
        if done or clause.norm(v) in ("auront", "tiendront") or (clause.norm(i) == "rendez-vous" and v == i - 1):
            return _several(clause, clause.subject(v))
    return []


def _several(clause: Clause, group: list[int]) -> list[int]:
    """A group that stands for more than one person, or for unnamed officials of more than one party; [] for others."""
    people, parties = sides(clause, group)
    return group if len(people) > 1 or (not people and len(set(parties)) > 1) else []
