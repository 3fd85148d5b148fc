"""In a story of meetings, one more is told by whom someone speaks to, or whose turn it is.

"À B, A a dit …", "Avec B, A a évoqué …", "B, président de …, lui a assuré …", "est ensuite venu le tour de B".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import REMOTE, Draft, party

_BEFORE = ("avec", "a", "au", "devant")
_OF = ("de", "du", "d'", "des")
_NEAR = 14  # tokens between the one who speaks and the pronoun for the one spoken to


def find(clause: Clause, told: Sequence[Draft], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """At most one weak draft, of an official of another party and someone who has met others before in the story."""
    if any(not d.series for d in told) or not clause.positions:
        return
    for partner, speaker in (_opening(clause), _speaking(clause), _turn(clause)):
        draft = _draft(clause, partner, speaker, drafts) if partner is not None and speaker is not None else None
        if draft:
            yield draft
            return


def _opening(clause: Clause) -> tuple[int | None, int | None]:
    """ "À B, A a dit …"."""
    first, *others = clause.positions
    opening, who = clause.mention(first), clause.view.cast.who
    subject = next((p for p in others if not clause.mention(p).prep and who[p] not in (None, who[first])), None)
    if opening.first > clause.first + 1 or opening.prep not in _BEFORE or not opening.name or subject is None:
        return None, None
    return who[first], who[subject]


def _speaking(clause: Clause) -> tuple[int | None, int | None]:
    """ "B, président de …, lui a assuré …": B speaks to whom the story is about."""
    for p in clause.positions:
        mention, who = clause.mention(p), clause.view.cast.who[p]
        if mention.name and not mention.prep and who is not None and who != clause.view.about:
            words = clause.between(mention.last + 1, mention.last + _NEAR)
            to_him = "lui" in words and not {"aussi", "meme"} & set(words[words.index("lui") :][:2])
            return (who, clause.view.about) if to_him else (None, None)
    return None, None


def _turn(clause: Clause) -> tuple[int | None, int | None]:
    """ "Est ensuite venu le tour de B"."""
    if "tour" not in clause.norms:
        return None, None
    group = clause.after(clause.first + clause.norms.index("tour"), _OF, reach=3)
    return (clause.view.cast.who[group[0]], clause.view.about) if group else (None, None)


def _draft(clause: Clause, partner: int, speaker: int, drafts: Sequence[Draft]) -> Draft | None:
    people = clause.view.cast.people
    before = [d for d in drafts if speaker in d.people and not d.series and d.kind not in REMOTE]
    met = any({partner, speaker} <= set(d.people) for d in before)
    apart = party(people[partner].speaks_for) not in (None, party(people[speaker].speaks_for))
    if not before or met or not apart or not people[partner].offices:
        return None
    return Draft(
        kind=before[-1].kind, status=before[-1].status, sentence=clause.number, token=clause.first,
        rule="fr.meeting.addressed", people={speaker: "participant", partner: "participant"}, weak=True,
    )  # fmt: skip
