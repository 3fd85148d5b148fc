"""What a sentence mentions: persons, groups of persons and parties, with the offices that the words give them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRef:
    """An office phrase as read: key of scheme/office (None: none), whose office, qualifier, portfolio, words.

    `of` is a code where the phrase itself gives it; `party` is true where a party's office does not name the party.
    """

    office: str | None
    head: str
    of: str | None = None
    state: str | None = None
    qualifier: str | None = None
    portfolio: str | None = None
    title: str = ""
    party: bool = False
    body: str | None = None


class Form(StrEnum):
    """How a mention refers."""

    NAME = "name"
    TITLE = "title"  # an office phrase or epithet without a name
    COUNTERPART = "counterpart"  # son homologue
    PRONOUN = "pronoun"
    GROUP = "group"  # une délégation, les deux dirigeants
    PARTY = "party"  # a state or organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The small words of a language, folded, that say how mentions hang together.

    `of` and `by` lead to whom something is of or done by, `along` to whom one meets; `inside` are the prepositions of
    those who are only part of what is told ("la visite de X"); `whose` opens a clause about the one named before.
    `heads_of_state` are the titles that bodies serving one begin with.
    """

    of: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    along: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    heads_of_state: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens `first` … `last` of a story that refer to someone. `prep` is the preposition before it ("" for none).

    `states` are codes the phrase itself names; `number` is 1, 2 … or 0 for an unknown plural; `gender` "m", "f", "";
    `determiner` is the folded article, possessive or demonstrative before it, `civility` the word of courtesy or rank;
    `subordinate` is true for a pronoun right after a word that opens a subordinate clause, `relative` after one that
    takes up the mention before.
    """

    first: int
    last: int
    form: Form
    name: str | None = None
    offices: tuple[OfficeRef, ...] = ()
    states: tuple[str, ...] = ()
    number: int = 1
    gender: str = ""
    prep: str = ""
    word: str = ""
    determiner: str = ""
    civility: str = ""
    code: str | None = None
    subordinate: bool = False
    relative: bool = False
    start: int = 0
    end: int = 0
