"""A story's tokens with what the lexicon and the name finder know of them, and the function words of French."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.languages.fr.tokens.lexicon import Hit
from kg.languages.fr.tokens.words import Token
from kg.languages.fr.words import lists

Hits = Sequence[tuple[Hit, ...]]
_NONE: dict[str, Hit] = {}


@cache
def grammar(name: str) -> frozenset[str]:
    """A list of function words of `grammar.toml`."""
    value = lists("grammar")[name]
    return frozenset(value.split() if isinstance(value, str) else value)


@dataclass(slots=True)
class Text:
    """The tokens of a story, the phrases that start at each, and the names: `name_at` gives the last token of each."""

    text: str
    tokens: Sequence[Token]
    hits: Hits
    name_at: dict[int, int]
    _kinds: list[dict[str, Hit]] = field(init=False, repr=False)
    norms: list[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.norms = [token.norm for token in self.tokens]
        self._kinds = [{h.kind: h for h in reversed(here)} if here else _NONE for here in self.hits]

    def words(self, first: int, last: int) -> str:
        """The text between two tokens, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def hit(self, i: int, kind: str) -> Hit | None:
        """The longest phrase of a kind at token `i`."""
        return self._kinds[i].get(kind) if 0 <= i < len(self._kinds) else None

    def norm(self, i: int) -> str:
        """The folded word at `i`, "" outside the story."""
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def written(self, i: int, word: str) -> bool:
        """True where token `i` is written just so: the verb "a" is not the preposition "à", though both fold to "a"."""
        return 0 <= i < len(self.tokens) and self.tokens[i].text == word

    def capital(self, i: int) -> bool:
        """True where the word at `i` starts with a capital letter."""
        return 0 <= i < len(self.tokens) and self.tokens[i].capital
