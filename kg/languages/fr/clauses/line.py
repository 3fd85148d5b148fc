"""One sentence of a story by its words: which stand where, and what is left of them without asides and moments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.calendar.date_values import DateMention
from kg.coreference.mention import Mention
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import forms

ENDS = forms("clause", "words", "clauses", "ends")
_ONE_BY_ONE = ["un", "apres", "l'", "autre"]
_BRACKETS = {"(": ")", "–": "–", "—": "—"}
_MOMENTS = tuple(tuple(moment.split()) for moment in sorted(forms("clause", "words", "clauses", "moments")))
_MOMENT_STARTS = frozenset(words[0] for words in _MOMENTS)
_ASIDES = _MOMENT_STARTS | _BRACKETS.keys()
_AT, _HOUR = frozenset(("a", "des", "vers")), re.compile(r"\d{1,2}h\d*")
_TO, _ARTICLES = frozenset(("a", "au", "aux", "en")), frozenset(("la", "le", "les", "l'"))
_ASIDE = 9  # words at most from the comma that opens an aside to what follows it
_SHORT = 3  # words, in which no moment or date can stand but a day's name


@dataclass(slots=True)
class Line:
    """One sentence of a story, tokens `first` … `last`; `positions` are its mentions."""

    view: View
    number: int

    first: int = field(init=False)
    last: int = field(init=False)
    norms: list[str] = field(init=False)
    positions: list[int] = field(init=False)

    def __post_init__(self) -> None:
        sentence = self.view.sentences[self.number]
        self.first, self.last = sentence.first, sentence.last
        self.norms = [token.norm for token in self.view.text.tokens[self.first : self.last + 1]]
        self.positions = list(self.view.mentions_in(self.number))

    def norm(self, i: int) -> str:
        """The folded word at token `i`, "" outside the sentence."""
        return self.norms[i - self.first] if self.first <= i <= self.last else ""

    def among(self, words: frozenset[str]) -> list[int]:
        """The tokens of the sentence whose folded word is one of these, in order."""
        if words.isdisjoint(self.norms):
            return []
        return [i for i, norm in enumerate(self.norms, self.first) if norm in words]

    def between(self, i: int, j: int) -> list[str]:
        """The folded words from token `i` up to token `j`, without it."""
        return self.norms[max(i - self.first, 0) : max(j - self.first, 0)]

    def mention(self, position: int) -> Mention:
        """A mention by its position."""
        return self.view.mentions[position]

    def ended(self, i: int, j: int) -> bool:
        """True where another clause begins between tokens `i` and `j`; "l'un après l'autre" begins none."""
        words = self.between(i, j)
        ended = (k for k, w in enumerate(words) if w in ENDS and words[k - 1 : k + 3] != _ONE_BY_ONE)
        return any(not _then(words, k) for k in ended)

    def joint(self, i: int, j: int) -> list[str]:
        """The folded words from token `i` up to token `j`, asides and the words that only say when left out."""
        words = self.between(i, j)
        if len(words) < _SHORT and _ASIDES.isdisjoint(words) and not any(word[0].isdigit() for word in words):
            return words  # the common case, by far: nothing to leave out
        dates = self.view.dates_in(self.number)
        kept, k = [], i
        while k < j:
            end = self._skipped(k, j, dates)
            if end == k:
                kept.append(self.norm(k))
            k = max(end, k + 1)
        return ["," if w in _BRACKETS else w for k, w in enumerate(kept) if w != "," or kept[k - 1 : k] != [","]]

    def _skipped(self, k: int, j: int, dates: Sequence[DateMention]) -> int:
        """The token after the aside, date or moment that starts at token `k`; `k` where there is none before `j`."""
        norm = self.norm(k)
        if norm in _BRACKETS:
            closing = next((m for m in range(k + 2, j) if self.norm(m) == _BRACKETS[norm]), None)
            return k if closing is None else closing + 1
        if self.norm(k - 1) == ";" and (place := self._place(k)):
            return place
        if self._dated(k, dates):
            return k + 1
        if norm in _TO and self._dated(k - 1, dates) and (place := self._at(k)):
            return place  # "A, mardi à Oslo B": when and where
        if norm in _AT and self.norm(k + 1)[:1].isdigit():
            hours = self.norm(k + 2) in ("heure", "heures")
            return k + 2 + hours if hours or _HOUR.fullmatch(self.norm(k + 1)) else k
        if norm in _MOMENT_STARTS:
            for words in _MOMENTS:
                if tuple(self.between(k, k + len(words))) == words:
                    return k + len(words)
        return k

    def _dated(self, k: int, dates: Sequence[DateMention]) -> bool:
        """True for a token of a date."""
        start = self.view.text.tokens[k].start
        return any(date.span.start <= start < date.span.end for date in dates)

    def before_aside(self, i: int) -> int:
        """The token of the comma that opens an aside right before token `i`, after "et": "et | , la semaine dernière,
        s'est entretenu"; `i` where there is none."""
        if self.norm(i - 1) != ",":
            return i
        opens = next((k for k in range(i - 3, max(i - _ASIDE, self.first), -1) if self.norm(k) == ","), i)
        return opens if self.norm(opens - 1) in ("et", "puis") else i

    def _place(self, k: int) -> int:
        """The token after "; | à Prague,", the place of the next of a list; 0 for no such."""
        end = self._at(k)
        return end if self.norm(end) == "," else 0

    def _at(self, k: int) -> int:
        """The token after "| à Prague"; 0 where no city or state follows such a preposition."""
        text, at = self.view.text, k + 1 + (self.norm(k + 1) in _ARTICLES)
        hit = (text.hit(at, "city") or text.hit(at, "country")) if self.norm(k) in _TO else None
        return at + hit.length if hit else 0


def _then(words: Sequence[str], k: int) -> bool:
    """ "accueillera alors B": "alors" without "que" begins no clause."""
    return words[k] == "alors" and words[k + 1 : k + 2] not in (["que"], ["qu'"])
