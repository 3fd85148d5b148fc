"""The name of a conference: how far it goes, its number, and the states and organisations it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import reference
from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.nouns import Noun
from kg.languages.fr.tokens.lexicon import pair, state_by_name, state_of_city
from kg.languages.fr.tokens.trigger_words import forms, triggers

_ORDINAL = re.compile(
    r"\d+(?:e|er|re|eme|es)|[xvi]+e|premiere?|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|prochaine?"
)
_FIELD = re.compile(r"[a-z-]{2,}(?:ique|elle|ale|aire|ive|ere|ifique)s?")  # "économique", "culturelle", "commerciale"
_COMING = re.compile(r"[a-zé]{2,}(?:[eidtvr]ra|[eidtvr]ront)")  # "verra", "se penchera"
_ACRONYM = re.compile(r"[A-Z]{2,}-?\d*\+?|COP\d+")
_MECHANISM = forms("meeting", "words", "conferences", "mechanism")
_THROUGH = forms("meeting", "words", "conferences", "through")
_BETWEEN_ENDS = forms("meeting", "words", "conferences", "between_ends")
_STOP = forms("meeting", "words", "conferences", "stop")
_HAPPENS, _CHAIRED = (forms("meeting", "conference", key) for key in ("happens", "chaired"))
_NUMBERED, _NATIONAL = (forms("meeting", "words", "conferences", key) for key in ("numbered", "national"))
_CONTINENTS = forms("meeting", "words", "conferences", "continents")
NEXT = ("prochain", "prochaine", "suivant", "suivante")
_FIXED = frozenset(("pris", "donne", "fixe"))
_AUXILIARY = frozenset(("a", "aura", "est", "sera", "se", "s'", "doit", "devrait"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The name of a conference on tokens `first` … `last`: its kind, number, and the parties in it."""

    first: int
    last: int
    kind: str
    ordinal: str
    named: tuple[str, ...]
    acronym: str | None
    form: bool  # "en sommet": how those gather of whom the verb tells
    proper: str = ""  # the city that makes it a name with a capital: "la Conférence de Munich"
    mutual: bool = False  # "entre les deux ministères": of those two whom the sentence or the story tells of

    @property
    def particular(self) -> bool:
        """True where the words single out one conference."""
        return bool(self.ordinal or self.named or self.acronym or self.form or self.proper or self.mutual)


def numbered(clause: Clause) -> Iterator[Noun]:
    """ "la 132e Assemblée de …", "le prochain rendez-vous": nouns that a number alone makes those of a conference."""
    for i in clause.among(_NUMBERED | {*NEXT}):
        noun = clause.norm(i)
        if _next_one(clause, i):
            yield Noun("conference", i, i)
        if noun not in _NUMBERED or clause.norm(i + 1) in _NATIONAL:
            continue
        number = _ordinal(clause, i)
        if number and (noun == "assemblee") != (number in NEXT):
            yield Noun("conference", i, i)


def _next_one(clause: Clause, i: int) -> bool:
    """ "La suivante aura lieu à A", "Rendez-vous a été pris pour mai à A": the next one of those told before."""
    if clause.norm(i) == "rendez-vous":
        between = {"entre", "avec"} & set(clause.between(i + 1, i + 12))
        return i <= clause.first + 1 and not between and bool(_FIXED & set(clause.between(i + 1, i + 4)))
    return clause.norm(i) in NEXT and clause.norm(i - 1) in ("la", "le") and clause.norm(i + 1) in _AUXILIARY


def _ordinal(clause: Clause, i: int) -> str:
    """The number before a noun: "10e", "prochaine", also that of "la 10e édition du …"."""
    if _next_one(clause, i) or clause.norm(i + 1) in ("suivant", "suivante"):
        return "prochain"
    found = next((clause.norm(k) for k in (i - 1, i - 2) if _ORDINAL.fullmatch(clause.norm(k))), "")
    if not found and clause.norm(i - 1) in ("de", "du") and clause.norm(i - 2) == "edition":
        return _ordinal(clause, i - 2)
    return found


def event(clause: Clause, i: int, size: int, kind: str) -> Event | None:
    """The name of a conference whose noun has `size` words at token `i`; None for "conférence de presse"."""
    if clause.norm(i + size) == "de" and clause.norm(i + size + 1) == "presse":
        return None
    last = _extent(clause, i + size - 1)
    texts = [clause.view.text.tokens[k].text for k in range(i, min(last + 3, clause.last + 1))]
    acronym = next((t for t in texts if _ACRONYM.fullmatch(t) and t not in ("VNA", "AVI")), None)
    if kind == "conference" and _MECHANISM & set(clause.between(i + size * (clause.norm(i) == "dialogue"), i + 6)):
        kind = "consultation"
    last = _listed(clause, last)
    named = tuple(_parties(clause, i, last))
    if clause.norm(last + 1) == "entre":
        last = _between_end(clause, last + 2) - 1
    return Event(
        first=i,
        last=last,
        kind=kind,
        ordinal=_ordinal(clause, i),
        named=named,
        acronym=acronym,
        form=clause.norm(i - 1) == "en",
        proper=_proper(clause, i, i + size),
        mutual=_mutual(clause, i, last),
    )


def _proper(clause: Clause, i: int, end: int) -> str:
    """Munich, of "la | Conférence de Munich | sur la sécurité", not of "la conférence de Munich"."""
    text, city = clause.view.text, end + 1 + (clause.norm(end + 1) in ("la", "l'"))
    placed = text.hit(city, "city") or text.hit(city, "place")
    named = clause.first < i and text.capital(i) and clause.norm(end) in ("de", "d'") and placed
    return placed.key if named and placed else ""


def _mutual(clause: Clause, i: int, last: int) -> bool:
    """True for "consultations entre les deux ministères", "comité bilatéral"."""
    words = clause.between(i, last + 5)
    both = any(words[k] == "entre" and words[k + 2] == "deux" for k in range(len(words) - 2))
    return both or any(word.startswith("bilatera") for word in clause.between(i, last + 1))


def _extent(clause: Clause, i: int) -> int:
    """The last token of the name of a conference whose noun ends at `i`."""
    dates = clause.view.dates_in(clause.number)
    named = {clause.mention(p).first for p in clause.positions if clause.mention(p).form is Form.NAME}
    j, last = i + 1, i
    while j <= min(clause.last, i + 22):
        token = clause.view.text.tokens[j]
        if j in named or token.norm in _STOP | _HAPPENS | _CHAIRED or _COMING.fullmatch(token.text):
            break
        if token.norm in _THROUGH:
            j += 1
            continue
        if any(d.span.start <= token.start < d.span.end for d in dates) or clause.norm(j - 1) == "a":
            break
        last, j = j, j + 1
    return last


def _listed(clause: Clause, last: int) -> int:
    """The end of "des ministres de A, de B et de C", where the name goes on after its commas."""
    text = clause.view.text
    while clause.norm(last + 1) == "," and clause.norm(last + 2) in ("de", "du", "des", "d'"):
        j = last + 3 + (clause.norm(last + 3) in ("la", "l'", "le"))
        hit = text.hit(j, "country")
        if not hit:
            break
        last = _extent(clause, j + hit.length - 1)
    return _fields(clause, last)


def _fields(clause: Clause, last: int) -> int:
    """The end of "la coopération économique, culturelle, scientifique et technique"."""
    while clause.norm(last + 1) in (",", "et") and _FIELD.fullmatch(clause.norm(last + 2)):
        if clause.norm(last + 1) == "et":
            return last + 2
        closes = {clause.norm(last + 3), clause.norm(last + 5)} & {",", "et"}
        if not closes:
            return last
        last += 2
    return last


def _parties(clause: Clause, first: int, last: int) -> list[str]:
    """The states and organisations named between two tokens, both of "Vietnam-Laos", and those of "entre A et B"."""
    text, j = clause.view.text, first
    found: list[str] = []
    while j <= last:
        both = _both(text.tokens[j].text) if "-" in text.tokens[j].text else None
        hit = text.hit(j, "org") or text.hit(j, "country") or text.hit(j, "demonym")
        if both:
            found.extend(both)
        elif hit and hit.extra not in ("ministry", "media"):
            found.extend([] if {"sur", "pour"} & set(clause.between(j - 2, j)) else [hit.key])
            j += hit.length - 1
        j += 1
    if clause.norm(last + 1) == "entre":
        found.extend(_between(clause, last + 2))
    part_of = triggers("meeting")["part_of"]
    return list(dict.fromkeys(part_of.get(code, code) for code in found))


def _both(word: str) -> tuple[str, ...]:
    """The sides of "Vietnam-Laos", "ASEAN-UE", "Russie-Afrique", a continent left out."""
    parts = word.split("-")
    codes = [_acronyms().get(part) or state_by_name(part) or state_of_city(part) for part in parts]
    known = tuple(code for code in codes if code)
    whole = all(code or part in _CONTINENTS for code, part in zip(codes, parts, strict=True))
    return pair(word) or (known if whole and len(parts) > 1 else ())


@cache
def _acronyms() -> dict[str, str]:
    return {
        acronym: org.code
        for org in reference.organizations()
        for acronym in org.acronyms
        if not org.state or org.state == org.code
    }


def _between_end(clause: Clause, j: int) -> int:
    """The token after "entre A (…), …, et B"; commas and brackets before the "et" do not end it."""
    ends = [k for k in range(j, clause.last + 1) if clause.norm(k) in _BETWEEN_ENDS] or [clause.last + 1]
    if clause.norm(ends[0]) in (",", "(") and "et" not in clause.between(j, ends[0]):
        verbs = (k for k in ends if clause.norm(k) not in (",", "(", "a") or clause.norm(k + 1) in ("eu", "ete"))
        return next(verbs, ends[0])
    return ends[0]


def _between(clause: Clause, j: int) -> Iterator[str]:
    """The states and organisations of "entre la province de A et celle de B", each by its name or its places."""
    text = clause.view.text
    end = _between_end(clause, j)
    while j < end:
        hits = (text.hit(j, kind) for kind in ("org", "country", "demonym", "city", "place"))
        hit = next((h for h in hits if h and h.extra not in ("ministry", "media")), None)
        if hit:
            yield hit.extra if hit.kind in ("city", "place") else hit.key
        j += hit.length if hit else 1


def unlisted_body(clause: Clause, named: Event) -> tuple[str, ...]:
    """ "la réunion du Conseil de la paix": the name of a body that no list knows, as the text has it."""
    text = clause.view.text
    words: list[str] = []
    for k in range(named.first + 1, named.last + 1):
        token = text.tokens[k]
        if k in text.name_at or (words and (not token.word or token.norm in ("sur", "pour", "a", "au", "aux", "et"))):
            break
        if words or (token.capital and token.word and not text.hits[k]):
            words.append(token.text)
    while words and words[-1].lower() in ("de", "du", "des", "la", "l'", "d'", "le", "les"):
        words.pop()
    return (" ".join(words).replace("' ", "'"),) if len(words) > 1 else ()
