"""In a story of meetings, someone spoken to: "À B, A a dit …", "Avec B, A a évoqué …" tells of one more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.languages.fr.clauses import Clause
from kg.languages.fr.meetings.draft import REMOTE, Draft, party

_BEFORE = ("avec", "a", "au", "devant")


def find(clause: Clause, told: Sequence[Draft], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """One weak draft where the sentence opens with a foreign official and its subject has met others before."""
    if any(not d.series for d in told) or len(clause.positions) < 2:
        return
    first, *others = clause.positions
    opening, who = clause.mention(first), clause.view.cast.who
    partner = who[first]
    subject = next((p for p in others if not clause.mention(p).prep and who[p] is not None and who[p] != partner), None)
    if opening.first > clause.first + 1 or opening.prep not in _BEFORE or not opening.name or partner is None or subject is None:
        return
    speaker, people = who[subject], clause.view.cast.people
    before = [d for d in drafts if speaker in d.people and not d.series and d.kind not in REMOTE]
    apart = party(people[partner].speaks_for) != party(people[speaker or 0].speaks_for)
    if before and apart and people[partner].offices and speaker is not None:
        yield Draft(
            kind=before[-1].kind, status=before[-1].status, sentence=clause.number, token=opening.first, rule="fr.meeting.addressed",
            people={speaker: "participant", partner: "participant"}, weak=True,
        )  # fmt: skip
