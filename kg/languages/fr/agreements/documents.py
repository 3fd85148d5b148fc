"""Documents as noun phrases, with their titles: "un mémorandum d'entente sur …", "la déclaration conjointe"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.calendar.date_values import Day, Relative, Weekday
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import by_first_word, forms, triggers

_LONGEST = 24  # words of a title
_APART = 40  # words between "deux accords" and "l'un sur …"
_OPENING = frozenset(("«", '"', "“"))
_GENERIC = forms("agreement", "words", "documents", "generic")
_CLAUSE_STARTS = forms("agreement", "words", "documents", "clause_starts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document named on tokens `first` … `last`; its noun phrase begins, with its determiner, at `start`."""

    start: int
    first: int
    last: int
    title: str
    words: frozenset[str]


def documents(view: View, first: int, last: int, *, bare: bool = False) -> Iterator[Document]:
    """The single documents named between two tokens, in order; `bare`: also without a determiner."""
    i = first
    while i <= last:
        if one := _one_of(view, i, last):
            yield one
            i = one.last + 1
            continue
        start = _start(view, i, first, bare) if _head(view, i, last) else None
        if start is None:
            i += 1
            continue
        end = _end(view, i, last)
        words = frozenset(view.text.norm(k) for k in range(i, end + 1)) - _GENERIC
        yield Document(start=start, first=i, last=end, title=view.text.words(i, end), words=words)
        i = end + 1


def _one_of(view: View, i: int, last: int) -> Document | None:
    """ "deux accords …, l'un sur la santé, l'autre sur l'eau": each as a document; None for any other token."""
    text = view.text
    turn = text.norm(i) in ("un", "une", "autre") and text.norm(i - 1) == "l'"
    if not turn or text.norm(i + 1) not in forms("agreement", "documents", "about"):
        return None
    plurals = triggers("agreement")["plurals"]
    begin = next((k for k in range(i, max(i - _APART, -1), -1) if text.tokens[k].text == "¶"), max(i - _APART, 0))
    noun = next((plurals[text.norm(k)] for k in range(i, begin, -1) if text.norm(k) in plurals), None)
    if noun is None:
        return None
    end = _end(view, i, last)
    words = frozenset(text.norm(k) for k in range(i + 1, end + 1)) - _GENERIC
    return Document(start=i - 1, first=i, last=end, title=f"{noun} {text.words(i + 1, end)}", words=words)


def _head(view: View, i: int, last: int) -> bool:
    """True where a noun at token `i` names a document."""
    norm = view.text.norm(i)
    noun = norm.split("-cadre")[0]
    if noun in forms("agreement", "documents", "alone"):
        return not (noun == "accord" and view.text.norm(i - 1) == "d'") and view.text.tokens[i].text.lower() != "traite"
    if noun not in forms("agreement", "documents", "qualified"):
        return False
    near = [view.text.norm(k) for k in range(i + 1, min(i + 5, last + 1))]
    named = norm == "declaration" and (
        view.text.norm(i - 1) in _OPENING or (view.text.capital(i) and near[:1] == ["de"])
    )
    return named or any(w in forms("agreement", "documents", "qualifiers") for w in near)


def _start(view: View, i: int, first: int, bare: bool) -> int | None:
    """The token of the determiner before a noun, past adjectives, ordinals and quotes; None where there is none."""
    text, j = view.text, i - 1
    while j >= first and (text.norm(j) in forms("agreement", "glue", "before") or text.norm(j)[:1].isdigit()):
        j -= 1
    if j >= first and text.norm(j) in forms("agreement", "glue", "determiners"):
        return j if text.norm(j - 1) not in forms("agreement", "glue", "never_after") else None
    listed = bare and (j < first or text.norm(j) in (")", ".", ";", "-", "–", "•", "d'", "de", ","))
    return j + 1 if listed or (text.norm(j) == "de" and j == i - 2) else None


def _end(view: View, i: int, last: int) -> int:
    """The last token of the title of the document whose noun is at token `i`."""
    text = view.text
    dated = _days(view, i, last)
    quoted = text.norm(i - 1) in _OPENING
    j = i + 1
    while j <= min(last, i + _LONGEST):
        norm = text.norm(j)
        if (
            (norm in forms("agreement", "glue", "stops") and text.tokens[j].text not in ("à", "où"))
            or j in dated
            or (norm == '"' and quoted)
            or _adverbial(view, j)
        ):
            break
        if norm == "et" and _breaks(view, j, last):
            break
        if norm == "entre" and not {"les", "leurs", "deux", "nos"} & {text.norm(j + 1), text.norm(j + 2)}:
            break
        if norm == "a" and text.capital(j + 1) and text.hit(j + 1, "city"):
            break
        j += 1
    j -= 1
    while j > i and (text.norm(j) in forms("agreement", "glue", "trailing") or not text.tokens[j].text[0].isalnum()):
        j -= 1
    return j


def _days(view: View, i: int, last: int) -> set[int]:
    """The tokens at which a day begins between two tokens: "le 15 août", "mardi"; years may belong to a title."""
    tokens = view.text.tokens
    begin, end = tokens[i].start, tokens[last].end
    starts = {
        d.span.start
        for d in view.dates
        if begin <= d.span.start < end and isinstance(d.value, Day | Weekday | Relative)
    }
    return {k for k in range(i, last + 1) if tokens[k].start in starts} if starts else set()


def _adverbial(view: View, j: int) -> bool:
    """True where an adverbial such as "à l'issue" starts at token `j`."""
    starting = by_first_word("agreement", "leaving").get(view.text.norm(j), ())
    return any(all(view.text.norm(j + n) == word for n, word in enumerate(words)) for words, _ in starting)


def _breaks(view: View, j: int, last: int) -> bool:
    """True where "et" at token `j` starts another document or another clause."""
    if view.text.norm(j + 1) == "l'" and view.text.norm(j + 2) in ("un", "une", "autre"):
        return True
    near = range(j + 1, min(j + 5, last) + 1)
    if any(_head(view, k, last) and _start(view, k, j + 1, True) is not None for k in near):
        return True
    return view.text.norm(j + 1) in _CLAUSE_STARTS
