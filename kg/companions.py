"""Whom those speak for who come for another or with another: envoys, bearers of messages, colleagues."""

from __future__ import annotations

from kg.cast import Cast

_SENT = frozenset(("ambassador", "consul-general", "special-envoy", "other"))
_MESSAGE = 9  # words at most from who bears a message to who sends it
_JOINED = 3  # words at most from a counterpart to a colleague


def sender(cast: Cast, i: int) -> str | None:
    """ "X, envoyé spécial de Y", "X, porteur d'un message de Y": for whom Y speaks, X being mention `i`."""
    here = cast.mentions[i]
    envoy = any(office.office in _SENT for office in here.offices)
    if i + 1 >= len(cast.mentions) or not (envoy or here.word == "bearer"):
        return None
    ahead, person = cast.mentions[i + 1], cast.person(i + 1)
    close = 0 <= ahead.first - here.last <= (_MESSAGE if here.word == "bearer" else 1)
    return person.speaks_for if close and person and ahead.prep in ("de", "du", "d'", "par") else None


def beside_counterpart(cast: Cast, i: int) -> str | None:
    """ "avec son homologue X et le ministre de …, Y": the side of X, Y being mention `i`."""
    here, before = cast.mentions[i], cast.mentions[i - 1] if i else None
    person = cast.person(i - 1) if i else None
    if before is None or person is None or person.opposite is None or before.prep not in ("avec", "par"):
        return None
    joined = 1 < here.first - before.last <= _JOINED and not here.prep and here.determiner in ("le", "la", "l'")
    return person.speaks_for if joined and cast.sentence_of[i] == cast.sentence_of[i - 1] else None
