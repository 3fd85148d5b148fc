"""In a story of meetings, one more is told by whom someone speaks to, whose turn it is, or who comes next.

"À B, A a dit …", "Face à B, A a évoqué …", "B, président de …, lui a assuré …", "est ensuite venu le tour de B",
"se sont succédé dans son bureau B et C", "l'après-midi était réservé à B", "B a franchi le seuil du palais".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause, clauses_of
from kg.languages.fr.meetings import series
from kg.languages.fr.meetings.draft import REMOTE, Draft, party
from kg.languages.fr.meetings.nouns import Noun, meeting_nouns
from kg.languages.fr.meetings.verbs import verbs_of
from kg.languages.fr.names.people import known
from kg.languages.fr.tokens.trigger_words import forms

_BEFORE = ("avec", "a", "au", "aux", "devant", "aupres", "de", "du")
_TO_HIM = ("a", "au", "aux")
_CLEFT = ("c'", "c'est")
_LEADS = forms("meeting", "words", "addressed", "leads")
_TURNS = forms("meeting", "words", "addressed", "turns")
_GIVEN = forms("meeting", "words", "addressed", "given")
_DOORS, _PASSED = forms("meeting", "words", "addressed", "doors"), forms("meeting", "words", "addressed", "passed")
_BE = frozenset(("est", "etait", "sont", "puis", "ensuite"))
_NEXT, _COME = frozenset(("puis", "ensuite", "enfin")), frozenset(("venu", "venue", "vint"))
_AWAITED = forms("meeting", "words", "addressed", "awaited")
_THEIRS = forms("meeting", "words", "addressed", "theirs")
_OWN = forms("meeting", "words", "nouns", "own")
_HOURS = forms("meeting", "words", "addressed", "hours")
_TO = ("a", "au", "avec", "de", "du", "d'", "pour")
_SAME = forms("meeting", "words", "addressed", "same")
_NUMBERS = forms("meeting", "words", "addressed", "numbers")
_KINDS = ("talks", "meeting", "reception")
_SAID = forms("meeting", "words", "addressed", "said")
_ROW = 4  # tokens between those whom one sentence addresses
_SPEAKS, _MANY = (forms("meeting", "words", "addressed", key) for key in ("speaks", "many"))
_MET = ("receive", "talk", "meet")
_CLOSE = 8  # tokens between the one who speaks and the one spoken to
_NEAR = 14  # tokens between the one who speaks and the pronoun for the one spoken to


def find(clause: Clause, told: Sequence[Draft], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Weak drafts, each of an official of another party and someone who has met others before in the story."""
    if not clause.positions:
        return
    bilateral = any(not d.series for d in told)
    free = () if bilateral else (_opening(clause), _speaking(clause), _telling(clause), _speaks_up(clause))
    already = {p for d in told if not d.weak for p in d.people}
    turn = _turn(clause)
    for partners, speaker in (series.guests(clause, drafts), turn, *free):
        new = [p for p in partners if not {p, speaker} <= already]
        found = [_draft(clause, partner, speaker, drafts) for partner in new if speaker is not None]
        if any(found):
            yield from filter(None, found)
            return


def _opening(clause: Clause) -> tuple[list[int], int | None]:
    """ "À B, A a dit …", "Au président B comme à C, A a dit …", "C'est avec B que …"."""
    first, *others = clause.positions
    opening, who = clause.mention(first), clause.view.cast.who
    led = all(word in _LEADS for word in clause.between(clause.first, opening.first))
    partner = who[first]
    if not led or opening.prep not in _BEFORE or not opening.name or partner is None:
        return [], None
    bare = opening.prep in ("de", "du") and clause.between(clause.first, opening.first)[-1:] != ["aupres"]
    partners = _as_well(clause, first)
    free = [p for p in others if not clause.mention(p).prep and who[p] is not None]
    subject = next((who[p] for p in free if who[p] not in partners), None)
    cleft = clause.norms[0] in _CLEFT and _HOURS & set(clause.norms)
    if subject is None and (cleft or any(clause.mention(p).form is Form.PRONOUN for p in free)):
        subject = clause.view.about
    return ([], None) if bare else (partners, subject)


def _as_well(clause: Clause, first: int) -> list[int]:
    """ "À B comme à C", "Aux présidents du Chili et du Pérou, B et C": all of them, in order."""
    found, last, preps = [first], clause.mention(first).last, {clause.mention(first).prep, *_TO_HIM}
    for p in (p for p in clause.positions if p > first and clause.mention(p).name):
        mention, row = clause.mention(p), p in clause.group_of(first)
        gap = clause.between(last + 1, mention.first + 1)
        if not row and not (mention.prep in preps and {"comme", "et", "ou", "puis"} & set(gap) and len(gap) <= _ROW):
            break
        found.append(p)
        last = mention.last
    return [who for p in found if (who := clause.view.cast.who[p]) is not None]


def _speaking(clause: Clause) -> tuple[list[int], int | None]:
    """ "B, président de …, lui a assuré …": B speaks to whom the story is about."""
    for p in clause.positions:
        mention, who = clause.mention(p), clause.view.cast.who[p]
        if mention.name and not mention.prep and who is not None and who != clause.view.about:
            words = clause.between(mention.last + 1, mention.last + _NEAR)
            at = words.index("lui") if "lui" in words else 0
            alone = words[at - 1 : at] not in (["et"], ["avec"], ["de"], ["pour"], ["chez"], ["a"])
            to_him = "lui" in words and alone and not {"aussi", "meme"} & set(words[at : at + 2])
            return ([who], clause.view.about) if to_him else ([], None)
    return [], None


def _telling(clause: Clause) -> tuple[list[int], int | None]:
    """ "A a dit à B que …", "B a assuré M. A de …": one of them is whom the story is about."""
    about, who = clause.view.about, clause.view.cast.who
    for subject, other in itertools.pairwise(p for p in clause.positions if who[p] is not None):
        left, right = clause.mention(subject), clause.mention(other)
        between = clause.between(left.last + 1, right.first)
        said = _SAID & set(between[:5]) and len(between) <= _CLOSE and not {"que", "qu'", "qui", ","} & set(between)
        a, b = who[subject], who[other]
        if said and a is not None and b is not None and not left.prep and about in (a, b):
            if a == about and right.name and right.prep in ("a", "au", "aupres"):
                return [b], a
            if b == about and left.name and right.prep in ("", "a", "au"):
                return [a], b
    return [], None


def _speaks_up(clause: Clause) -> tuple[list[int], int | None]:
    """ "Le chef de la diplomatie hongroise, B, a émis le souhait …", where A is said to have met several before."""
    first, about = clause.positions[0], clause.view.about
    mention, who = clause.mention(first), clause.view.cast.who[first]
    subject = mention.name and not mention.prep and mention.offices and mention.first <= clause.first + 1
    said = _SPEAKS & set(clause.between(mention.last + 1, mention.last + _CLOSE))
    if not subject or not said or who in (None, about) or not _several_met(clause):
        return [], None
    return ([] if who is None else [who]), about


def _several_met(clause: Clause) -> bool:
    """True where a sentence before tells of meetings with many unnamed: "des dirigeants de plusieurs pays"."""
    for earlier in clauses_of(clause.view)[: clause.number]:
        if _MANY & set(earlier.norms):
            told = (verb for _, verb in verbs_of(earlier))
            if any(verb in _MET for verb in told) or any(n.kind in _KINDS for n in meeting_nouns(earlier)):
                return True
    return False


def _turn(clause: Clause) -> tuple[list[int], int | None]:
    """ "Est ensuite venu le tour de B", "se sont succédé B et C", "l'après-midi était réservé à B"."""
    cues = _cues(clause)
    if not cues or _by_another(clause):
        return [], None
    named = [p for p in clause.positions if clause.mention(p).name and _comes(clause, p, cues)]
    if cues == {"tour"} and {("son", "tour"), ("leur", "tour")} & set(itertools.pairwise(clause.norms)):
        named = named[:1]
    people = dict.fromkeys(clause.view.cast.who[p] for p in named)
    return [who for who in people if who is not None and who != clause.view.about], clause.view.about


def _by_another(clause: Clause) -> bool:
    """ "Le président a reçu tour à tour …", of whom the story does not tell who it is."""
    first = clause.mention(clause.positions[0])
    unknown = first.form is Form.TITLE and first.number == 1 and clause.view.cast.who[clause.positions[0]] is None
    return unknown and not first.prep and first.first == clause.first and any(True for _ in verbs_of(clause))


def _cues(clause: Clause) -> frozenset[str]:
    """The words of the sentence that tell of people coming one after the other."""
    words, pairs = set(clause.norms), set(itertools.pairwise(clause.norms))
    cues = _TURNS & words
    if words & _GIVEN and words & _HOURS:
        cues |= _GIVEN
    if words & _NEXT and any(
        n in _COME and _BE & set(clause.norms[max(k - 2, 0) : k]) for k, n in enumerate(clause.norms)
    ):
        cues |= _COME
    if words & _DOORS and words & _PASSED:
        cues |= _DOORS
    if same := {b for a, b in pairs if a == "meme" and b in _SAME}:
        cues |= {"meme", *same}
    if ":" in words and _AWAITED & set(clause.norms[: clause.norms.index(":")]):
        cues |= {":"}
    own = {
        word
        for k, word in enumerate(clause.norms)
        if word in _THEIRS and {"pour", *_OWN} & set(clause.norms[max(k - 2, 0) : k])
    }
    return frozenset(cues | own)


def _comes(clause: Clause, p: int, cues: frozenset[str]) -> bool:
    """True for who comes: without a preposition, or with that of the words before ("le tour de B")."""
    group = clause.mention(clause.group_of(p)[0])
    near = group.first <= clause.first + 1 or bool(cues & set(clause.between(group.first - 3, group.first)))
    return not group.prep or (group.prep in _TO and near)


def _draft(clause: Clause, partner: int, speaker: int, drafts: Sequence[Draft]) -> Draft | None:
    people = clause.view.cast.people
    before = [d for d in drafts if speaker in d.people and not d.series and d.kind not in REMOTE]
    met = any({partner, speaker} <= set(d.people) for d in before)
    apart = party(people[partner].speaks_for) not in (None, party(people[speaker].speaks_for))
    official = all(people[p].offices or known(people[p].words) for p in (partner, speaker))
    kind, status = (before[-1].kind, before[-1].status) if before else (_announced(clause), "held")
    if not kind or met or not apart or not official:
        return None
    if {"interlocuteur", "interlocuteurs"} & set(clause.norms):
        kind = "meeting"
    told = clause.norms[: clause.norms.index("que")] if "que" in clause.norms else clause.norms
    if {"sera", "seront"} & set(told):
        status = "planned"
    return Draft(
        kind=kind, status=status, sentence=clause.number, token=clause.first,
        rule="fr.meeting.addressed", people={speaker: "participant", partner: "participant"}, weak=True,
    )  # fmt: skip


def _announced(clause: Clause) -> str:
    """The kind of the meetings that the story announces before without naming whom: "a reçu plusieurs dirigeants"."""
    for earlier in reversed(clauses_of(clause.view)[: clause.number + 1]):
        if verbs := [verb for _, verb in verbs_of(earlier) if verb in ("receive", "talk", "meet", "see")]:
            return {"receive": "reception", "talk": "talks"}.get(verbs[0], "meeting")
        if nouns := [n.kind for n in meeting_nouns(earlier) if n.kind in _KINDS and _several(earlier, n)]:
            return "reception" if nouns[0] == "reception" else "meeting"
    return ""


def _several(clause: Clause, noun: Noun) -> bool:
    return clause.norm(noun.first).endswith("s") or clause.norm(noun.first - 1) in _NUMBERS
