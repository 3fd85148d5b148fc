"""Whom those speak for who come for another or with another: envoys, bearers of messages, colleagues."""

from __future__ import annotations

from kg.coreference.cast import Cast, Person
from kg.coreference.mention import Grammar

_RULERS = frozenset(("president", "monarch"))
_SENT = frozenset(("ambassador", "consul-general", "special-envoy", "other"))
_MESSAGE = 9  # words at most from who bears a message to who sends it
_SENDER = 2  # words at most from an envoy to who sends him: "émissaire de son homologue X"
_ROW = 5  # words at most between two companions: ", ainsi que de M."
_JOINED = 3  # words at most from a counterpart to a colleague


def sender(cast: Cast, i: int, grammar: Grammar) -> str | None:
    """ "X, envoyé spécial de Y", "X, porteur d'un message de Y": for whom Y speaks, X being mention `i`."""
    here = cast.mentions[i]
    envoy = any(office.office in _SENT for office in here.offices)
    if i + 1 >= len(cast.mentions) or not (envoy or here.word == "bearer"):
        return None
    ahead, person = cast.mentions[i + 1], cast.person(i + 1)
    close = 0 <= ahead.first - here.last <= (_MESSAGE if here.word == "bearer" else _SENDER)
    return person.speaks_for if close and person and ahead.prep in grammar.of | grammar.by else None


def beside_counterpart(cast: Cast, i: int, grammar: Grammar) -> str | None:
    """ "avec son homologue X et le ministre de …, Y": the side of X, Y being mention `i`."""
    here, before = cast.mentions[i], cast.mentions[i - 1] if i else None
    person = cast.person(i - 1) if i else None
    if before is None or person is None or person.opposite is None or before.prep not in grammar.along:
        return None
    joined = 1 < here.first - before.last <= _JOINED and not here.prep and here.determiner in grammar.articles
    return person.speaks_for if joined and cast.sentence_of[i] == cast.sentence_of[i - 1] else None


def in_company(cast: Cast, i: int, grammar: Grammar) -> int | None:
    """The first of the row of companions that mention `i` stands in: "accompagné du ministre A, du ministre B", "en
    présence du ministre A"; "A est accompagné de B, ministre …, C, conseiller … et de D"."""
    bare = False
    if (resumed := _row_resumed(cast, i, grammar)) is not None:
        return resumed
    for j in range(i, -1, -1):
        mention = cast.mentions[j]
        if mention.word in ("company", "attending"):
            return None if bare and not _told_of(cast, j) else j
        before = cast.mentions[j - 1] if j else None
        if before is None or not before.name or mention.first - before.last > _ROW:
            return None
        if mention.prep not in ("", *grammar.of) or cast.sentence_of[j] != cast.sentence_of[j - 1]:
            return None
        bare = bare or not mention.prep
    return None


def _row_resumed(cast: Cast, i: int, grammar: Grammar) -> int | None:
    """ "accompagné de A, qui verra B, et de C": A, where C is mention `i` and B is met by A."""
    if cast.mentions[i].prep not in grammar.of or i < 2 or cast.mentions[i - 1].prep not in grammar.along:
        return None
    first = cast.mentions[i - 2]
    one = cast.sentence_of[i - 2] == cast.sentence_of[i] and first.prep in grammar.of
    return i - 2 if one and first.word == "company" else None


def _told_of(cast: Cast, j: int) -> bool:
    """True where someone stands before the row that begins at mention `j`: "A, accompagné de B"."""
    return j > 0 and cast.sentence_of[j - 1] == cast.sentence_of[j] and not cast.mentions[j - 1].prep


def of_the_head(cast: Cast, person: Person, grammar: Grammar) -> str | None:
    """ "la conseillère du chef de l'État, X": the side of the head of state named before; None for other offices."""
    for office, source in zip(person.offices, person.sources, strict=True):
        serves = office.office == "other" and not office.state and not office.of
        if serves and (office.body or "").lower().startswith(grammar.heads_of_state):
            before = (p for j in range(source - 1, -1, -1) if (p := cast.person(j)) and p.keys() & _RULERS)
            return next((p.speaks_for for p in before if p.speaks_for), None)
    return None
