"""Invitations: who invites whom to a country or an event, one fact per inviter and invitee."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.invitation import Invitation
from kg.languages.fr.clauses.clauses import clauses_of
from kg.languages.fr.clauses.view import View
from kg.languages.fr.invitations import nouns, verbs
from kg.languages.fr.invitations.draft import Agent, Draft
from kg.languages.fr.tokens.trigger_words import forms


def read(view: View) -> Iterator[Invitation]:
    """One fact per inviter and invitee, as it is told first; a later telling adds the destination or event."""
    told: dict[tuple[Agent, Agent], Draft] = {}
    for s in _inviting(view):
        clause = clauses_of(view)[s]
        for draft in (*verbs.find(clause), *nouns.find(clause)):
            kept = told.setdefault((draft.by, draft.to), draft)
            kept.destination = kept.destination or draft.destination
            kept.event = kept.event or draft.event
    for draft in told.values():
        yield Invitation(
            by=_name(view, draft.by), to=_name(view, draft.to), destination=draft.destination, event=draft.event,
            evidence=view.evidence(draft.sentence, draft.rule),
        )  # fmt: skip


def _inviting(view: View) -> list[int]:
    """The sentences with a word of inviting."""
    words = verbs.verbs().keys() | forms("invitation", "nouns", "invitation")
    tokens = view.text.tokens
    return [
        s for s, sentence in enumerate(view.sentences)
        if any(tokens[i].norm in words for i in range(sentence.first, sentence.last + 1))
    ]  # fmt: skip


def _name(view: View, agent: Agent) -> str | None:
    return agent.code if agent.person is None else view.cast.people[agent.person].name
