"""What the words of a story point to: states and organisations, the goals of journeys, the verbs of meeting."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from functools import cache

from kg.coreference.cast import Signal
from kg.languages.fr.offices.bodies import ORGANISATIONS, unknown_body
from kg.languages.fr.tokens.lexicon import Hit, state_of_city
from kg.languages.fr.tokens.text import Text, grammar
from kg.languages.fr.tokens.trigger_words import forms, triggers
from kg.model import Story

_ARTICLES, _TO = grammar("definite"), frozenset(("en", "a", "au", "aux"))
_TRAVEL = grammar("travels")
_JOURNEY = 6  # words at most from a journey to where it goes
_NEAR = frozenset(("aupres", "pres"))
_TO_A_STATE = (
    7  # words at most from "auprès" to the name of a state: "auprès de la République islamique de | Mauritanie"
)
_TITLE = 14  # words at most from an ambassador to where he is posted
_ENVOYS = frozenset(("ambassador", "consul-general", "charge-d-affaires", "permanent-representative"))
_WHO_MEETS = ("receive", "talk", "meet")
_OF_WHICH = 4  # words from a noun of meeting to "avec"
_HELD_BEFORE = 14  # words from the verb that holds it to "avec"
_HOLDS = forms("meeting", "words", "encounters", "holds")


def signals_of(text: Text, starts: Sequence[int]) -> tuple[Signal, ...]:
    """Every state and organisation that the words point to, in order; an unknown organisation by its name."""
    found: list[Signal] = []
    named = {k for first, last in text.name_at.items() if last > first for k in range(first, last + 1)}
    for i, here in enumerate(text.hits):
        if i in named:
            continue  # "Dominique Dupuy", "Hassan Maroc"
        signal = next((signal for hit in here if (signal := _signal(i, hit))), None) if here else None
        if not here and text.norms[i] in ORGANISATIONS and (name := unknown_body(text, i)):
            signal = Signal(i, name, "org")
        if signal:
            found.append(signal._replace(sentence=bisect.bisect_right(starts, i) - 1))
    return tuple(found)


def _signal(i: int, hit: Hit) -> Signal | None:
    if hit.kind in ("country", "demonym", "org"):
        return Signal(i, hit.key, "org" if hit.kind == "org" else "state")
    return Signal(i, hit.extra, "place") if hit.kind in ("city", "place") and hit.extra else None


def written_in(story: Story, end: int) -> tuple[Signal, ...]:
    """The states of the datelines, as the weakest of signals: after the last token."""
    places = (block.dateline.place for block in story.blocks if block.dateline and block.dateline.place)
    return tuple(Signal(end, state, "place", end) for place in places if (state := state_of_city(place)))


def goals(text: Text, signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The signals that say where somebody goes: "en visite officielle au | Laos", "s'est rendu à | Rome"."""
    return tuple(signal for signal in signals if signal.kind != "org" and _goal(text, signal.token))


def _goal(text: Text, i: int) -> bool:
    at = i - 1 - (text.norm(i - 1) in _ARTICLES)
    if i >= len(text.tokens) or text.norm(at) not in _TO:
        return False
    for k in range(at - 1, max(at - _JOURNEY, 0) - 1, -1):
        if text.norm(k) in _TRAVEL:
            return True
        if k in text.name_at or text.norm(k) in (",", ";", "¶"):
            return False
    return False


def posts(text: Text, signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The signals that say where an ambassador is posted: "l'ambassadeur du Chili en | Haïti", "auprès de la République
    de | Corée"."""
    return tuple(signal for signal in signals if signal.kind != "org" and _post(text, signal.token))


def _post(text: Text, i: int) -> bool:
    at = i - 1 - (text.norm(i - 1) in _ARTICLES)
    if i < len(text.tokens) and text.norm(at) not in _TO:
        at = next((k for k in range(i - 1, max(i - _TO_A_STATE, 0) - 1, -1) if text.norm(k) in _NEAR), at)
    if i >= len(text.tokens) or text.norm(at) not in _TO | _NEAR:
        return False
    reach = _TITLE if text.norm(at) in _NEAR else _JOURNEY
    heads = ((k, text.hit(k, "head")) for k in range(at - 1, max(at - reach, 0) - 1, -1))
    k, head = next(((k, head) for k, head in heads if head), (at, None))
    return head is not None and head.key in _ENVOYS and not any(n in text.name_at for n in range(k, at))


def encounters(text: Text) -> tuple[int, ...]:
    """The tokens of the verbs by which one side meets the other: "a | reçu", "s'est | entretenu avec", and of "a eu des
    entretiens | avec", "a | échangé avec"."""
    table, nouns = _meeting_forms(), _meeting_nouns()
    met = {i for i, norm in enumerate(text.norms) if norm in table}
    near = (i for i, norm in enumerate(text.norms) if norm == "avec" and i not in met)
    with_whom = {i for i in near if not nouns.isdisjoint(text.norms[max(i - _OF_WHICH, 0) : i]) and _held(text, i)}
    return tuple(sorted(met | with_whom))


def _held(text: Text, i: int) -> bool:
    """True for "a eu mardi des entretiens | avec": a verb of holding stands before, in the same sentence."""
    words = text.norms[max(i - _HELD_BEFORE, 0) : i]
    clause = words[len(words) - words[::-1].index("¶") :] if "¶" in words else words
    return not _HOLDS.isdisjoint(clause)


@cache
def _meeting_forms() -> frozenset[str]:
    verbs = triggers("meeting")["verbs"]
    met = (form for verb in _WHO_MEETS for mood, forms in verbs[verb].items() if mood != "kind" for form in forms)
    return frozenset((*met, *verbs["see"]["participle"]))


@cache
def _meeting_nouns() -> frozenset[str]:
    """The last words of the nouns of meeting, and the verbs that take "avec" as they do."""
    told = triggers("meeting")
    nouns = {phrase.split()[-1] for kind in ("talks", "meeting", "phone-call") for phrase in told["nouns"][kind]}
    return frozenset(nouns | {*told["verbs"]["confer"]["participle"]} | {*told["words"]["encounters"]["distinct"]})
