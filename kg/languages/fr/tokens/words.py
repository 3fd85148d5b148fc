"""Words: a stretch of French text as tokens, each with a folded form to look things up by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A name with an apostrophe ("N'Guesso", "D'Souza"), an elided word, initials ("A.K.", "S.E.M."), a number with its
# ordinal ending, a word with inner hyphens or apostrophe, a sign.
_TOKEN = re.compile(
    r"(?:[NMO]|(?<=\w )D)'[A-ZÀ-Ý][a-zà-ÿ]\w*(?:['’\-]\w+)*"
    r"|(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu|[Qq]uoiqu)'(?=\w)"
    r"|LL\.(?:AA|MM|EE)\.(?:(?:RR|SS|II)\.)?"
    r"|(?:[^\W\d_]\.){2,5}(?:[^\W\d_](?!\w))?|S\.[EM](?!\w)|SE\.(?=\s?[A-ZÀ-Ý])"
    r"|(?:M|MM|S|Dr|Pr|Prof|Gal|Gén|Col|Cdt|Cne|Capt|Lt|Amb|Hon|Mgr|Md|Mr|J|E|A|R|P|K|H|D|G|B|C|F|L|N|T|V|W)\.(?=\s?[^\W\d_])"
    r"|\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?(?:er|re|ère|e|è|ème|es|ᵉ|nd|nde|th)?(?!\w)"
    r"|\w+(?:-t-\w+)?(?:(?<!publique)['’ʻ\-]\w+)*"
    r"|[^\w\s]"
)


_GLOTTAL = "ʻʼʿʾ"  # letters of sounds that Polynesian and Arabic names may start with
_SHORT = {"SE": "s.e.", "Me": "maitre"}  # before a name: His Excellency, a lawyer, no pronouns


class Token(NamedTuple):
    """A word or sign. `norm` is lower case without diacritics; `start`, `end` are offsets into the document's text;
    `capital`: whether the word starts with a capital letter."""

    text: str
    norm: str
    start: int
    end: int
    capital: bool

    @property
    def word(self) -> bool:
        """True for a word, false for a number or sign."""
        return self.text[0].isalpha()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics and with a straight apostrophe: the form that words are looked up by.

    "Co-présider" is looked up as "coprésider".
    """
    text = text.replace("đ", "d").replace("Đ", "d").replace("’", "'").replace("œ", "oe").replace("Œ", "oe").lower()
    text = "co" + text[3:] if text.startswith("co-") else text
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`."""
    found = [
        Token(word, fold(word), *m.span(), word[word[0] in _GLOTTAL :][:1].isupper())
        for m in _TOKEN.finditer(text, start, len(text) if end is None else end)
        if (word := m.group())
    ]
    for i, token in enumerate(found[:-1]):
        if token.text in _SHORT and found[i + 1].capital and not (i and found[i - 1].text.isupper()):
            found[i] = token._replace(norm=_SHORT[token.text])
    return found


def norms(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase, as `tokenize` cuts them."""
    return tuple(token.norm for token in tokenize(phrase.replace("’", "'")))
