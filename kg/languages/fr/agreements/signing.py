"""The act of signing: "ont signé", "ont été signés", "signera", "assisté à la signature de", and what it is done to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.calendar.date_values import Day, Relative, Weekday
from kg.languages.fr.agreements.documents import Document, documents
from kg.languages.fr.agreements.when import nearest_date, old
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms, triggers

_HAVE, _BE = grammar("have"), grammar("be") | {"serait", "seraient"}
_FUTURE = forms("agreement", "telling", "future")
_NOMINAL = forms("agreement", "glue", "nominal")
_BEFORE_NOUN = forms("agreement", "words", "signing", "before_noun")
_AFTER_NOUN = forms("agreement", "words", "signing", "after_noun") | {",", ":"}
_BETWEEN_CLAUSES = forms("agreement", "words", "signing", "between_clauses")
_FIGURES = frozenset(("figurent", "figure", "figuraient", "figurait", "comptent", "citons", "trouvent"))
_COMING = forms("agreement", "telling", "coming")
_HAPPENS = frozenset(("interviendra", "tiendra", "deroulera"))
_VERB = 12  # words from a document, with its parties, to the verb
_TO_COME = forms("agreement", "words", "signing", "to_come")


@dataclass(frozen=True, slots=True)
class Act:
    """A signature told at token `token` of a clause: its verb or noun, its status, and the documents signed."""

    token: int
    rule: str
    status: str
    documents: tuple[Document, ...]
    active: bool


@cache
def _verbs() -> dict[str, tuple[str, str]]:
    return {
        form: (verb, mood)
        for verb, row in triggers("agreement")["verbs"].items()
        for mood, many in row.items()
        for form in many
    }


def acts(clause: Clause, listed: tuple[Document, ...] = ()) -> Iterator[Act]:
    """The signatures that a sentence tells; `listed` are the documents that the lines below it list."""
    seen: set[int] = set()
    for i in range(clause.first, clause.last + 1):
        norm = clause.norm(i)
        verb, mood = _verbs().get(norm, ("", ""))
        found = (
            _verb(clause, i, verb, mood, listed)
            if verb
            else _noun(clause, i, listed)
            if norm in forms("agreement", "nouns", "signature")
            else None
        )
        if found is None:
            continue
        new = tuple(d for d in found.documents if d.first not in seen)
        seen.update(d.first for d in new)
        if new:
            yield Act(found.token, found.rule, found.status, new, found.active)


def _verb(clause: Clause, v: int, verb: str, mood: str, listed: tuple[Document, ...]) -> Act | None:
    """A verb of signature: active, passive, before or after its documents, or a bare participle beside one."""
    start = clause.verb_start(v)
    group = clause.between(start - (clause.norm(start - 1) in ("avoir", "etre")), v)
    word = clause.view.text.tokens[v].text.lower()
    participle = mood in ("participle", "present") and word.endswith(("é", "ée", "és", "ées", "u", "ue", "us", "ues"))
    if not _real(clause, v, start, participle):
        return None
    if participle:
        return _participle(clause, v, start, group, verb, listed)
    if mood == "present" and (clause.norm(v - 1) in _NOMINAL or not clause.view.text.tokens[v].text.islower()):
        return None
    if mood == "infinitive" and not _done(clause, start, group):
        return None
    status = "planned" if mood == "future" or set(group) & _FUTURE else "signed"
    found = tuple(_after(clause, v)) or _relative(clause, v) or listed
    return Act(v, verb, status, found, True) if found else None


def _participle(
    clause: Clause, v: int, start: int, group: list[str], verb: str, listed: tuple[Document, ...]
) -> Act | None:
    if verb == "conclude" and not clause.view.text.tokens[v].text.islower():
        return None
    helpers = set(group)
    status = "planned" if helpers & _FUTURE else "signed"
    passive = bool(helpers & _BE)
    if helpers & _HAVE and not passive:
        found = tuple(_after(clause, v)) or listed
        return Act(v, verb, status, found, True) if found and not old(clause, v) else None
    before = _subject(clause, start)
    if passive:
        return (
            Act(v, verb, status, found, False)
            if (found := before or tuple(_after(clause, v)) or listed) and not old(clause, v)
            else None
        )
    if among := _among(clause, v):
        return Act(v, verb, "signed", among, True)
    found = before[-1:] if before and before[-1].last >= start - 3 else ()
    found = found or (_after_colon(clause, v) or listed)
    return (
        Act(v, verb, "signed", found, False)
        if found and _present(clause, v, indefinite=clause.norm(found[0].start) in ("un", "une"))
        else None
    )


def _noun(clause: Clause, i: int, listed: tuple[Document, ...]) -> Act | None:
    """ "la signature de", "apposé leur signature au bas de": the documents after the noun."""
    start = i - 1
    while start > clause.first and clause.norm(start) in _BEFORE_NOUN:
        start -= 1
    if not _real(clause, i, start, False) or clause.norm(i + 1) not in _AFTER_NOUN:
        return None
    near = clause.between(i - 4, i + 1)
    words = clause.between(clause.first, i + 1)
    found = tuple(_after(clause, i)) or (listed if clause.norm(clause.last) == ":" else ())
    ahead = bool(set(near) & _COMING or set(words) & _FUTURE or (found and _expected(clause, i, found[-1].last)))
    if old(clause, i) and not ahead:
        return None
    return Act(i, "signature", "planned" if ahead else "signed", found, False) if found else None


def _expected(clause: Clause, i: int, last: int) -> bool:
    """ "La signature de l'accord est prévue en mai", "aura lieu mardi": the noun opens the sentence as its subject."""
    words = clause.between(last + 1, last + _VERB)
    opens = i <= clause.first + 2 and bool(words)
    said = any(a in ("est", "reste", "etait") and b in _COMING for a, b in pairwise(words))
    return opens and (said or bool(_FUTURE & set(words)) or any(word in _HAPPENS for word in words))


def _after(clause: Clause, v: int) -> Iterator[Document]:
    """The row of documents to the right of token `v`: up to the end of the clause."""
    end = v + 1
    while end <= clause.last and not _closes(clause, end):
        end += 1
    last: Document | None = None
    for found in documents(clause.view, v + 1, end - 1):
        if last is not None and not _row(clause, last.last + 1, found.start):
            return
        if last is None and found.first > v + 45:
            return
        last = found
        yield found


def _closes(clause: Clause, k: int) -> bool:
    """True where another clause begins at token `k`: a semicolon, "tandis que", a further verb with its auxiliary."""
    norm = clause.norm(k)
    return norm == ";" or (norm in ("tandis", "alors") and clause.norm(k + 1) in ("que", "qu'"))


def _row(clause: Clause, start: int, end: int) -> bool:
    """True where two documents stand in one row: only commas, "et", "ainsi que", parties or fields lie between them."""
    words = clause.between(start, end)
    return not words or (bool({",", "et", "que", ":"} & set(words)) and not _BETWEEN_CLAUSES & set(words))


def _relative(clause: Clause, v: int) -> tuple[Document, ...]:
    """ "l'accord, que sont venus signer A et B": the document before the relative pronoun."""
    for k in range(v - 1, max(v - 6, clause.first), -1):
        if clause.norm(k) in ("que", "qu'"):
            before = list(documents(clause.view, clause.first, k - 1, bare=True))
            return tuple(before[-1:]) if before and before[-1].last >= k - 3 else ()
    return ()


def _subject(clause: Clause, start: int) -> tuple[Document, ...]:
    """The row of documents that ends before a passive verb."""
    begin = clause.first
    for k in range(start - 1, clause.first, -1):
        if clause.norm(k) in (";", ":") or (clause.norm(k) == "que" and clause.norm(k - 1) == "tandis"):
            begin = k + 1
            break
    found = list(documents(clause.view, begin, start - 1))
    if not found or len([w for w in clause.between(found[-1].last + 1, start) if w != ","]) > 24:
        return ()
    if {"a", "ont", "est", "sont", "ete"} & set(clause.between(found[-1].last + 1, start)):
        return ()
    first = len(found) - 1
    while first and _row(clause, found[first - 1].last + 1, found[first].start):
        first -= 1
    return tuple(found[first:])


def _after_colon(clause: Clause, v: int) -> tuple[Document, ...]:
    """ "deux textes signés séance tenante : un accord … et un protocole …"."""
    colon = next((k for k in range(v + 1, min(v + 10, clause.last)) if clause.norm(k) == ":"), None)
    return tuple(documents(clause.view, colon + 1, clause.last)) if colon is not None else ()


def _among(clause: Clause, v: int) -> tuple[Document, ...]:
    """ "Parmi les accords signés figurent un accord … et un protocole …": the documents after the verb."""
    if clause.norms[0] != "parmi" and "parmi" not in clause.between(v - 6, v):
        return ()
    verb = next((k for k in range(v + 1, min(v + 20, clause.last)) if clause.norm(k) in _FIGURES), None)
    return tuple(_after(clause, verb)) if verb is not None else ()


def _real(clause: Clause, v: int, start: int, participle: bool) -> bool:
    """True where a signature is neither wished for, prepared, denied nor recalled."""
    begin = max((k + 1 for k in range(clause.first, start) if clause.norm(k) in (";", ":")), default=clause.first)
    before = set(clause.between(max(begin, start - 14), start + 1))
    finite = participle and set(clause.between(start - 1, v)) & (_HAVE | {"ete", "seront", "sera"})
    if clause.norm(v - 1) in ("pas", "jamais", "non"):
        return False
    if finite:
        return not {"si", "avant"} & set(clause.between(max(begin, start - 4), start)) and not _wished_inside(
            clause, start, v
        )
    return not before & (
        forms("agreement", "telling", "unreal")
        | (
            frozenset()
            if participle
            else forms("agreement", "telling", "recalled") - {"issue", "grace", "cadre", "apres"}
        )
    ) and not (not participle and clause.norm(start) in ("apres", "depuis", "suite", "avant"))


def _wished_inside(clause: Clause, start: int, v: int) -> bool:
    return bool(set(clause.between(start, v)) & {"pas", "jamais", "pourrait", "pourraient", "aurait", "auraient"})


def _done(clause: Clause, start: int, group: list[str]) -> bool:
    """True for "doit signer", "avant de signer", "sont venus signer", "viennent de signer"."""
    near = set(clause.between(start - 5, start)) | set(group)
    return bool(near & (_FUTURE | _TO_COME)) and not near & {
        "pourrait",
        "pourraient",
    }


def _present(clause: Clause, v: int, *, indefinite: bool) -> bool:
    """True where a bare participle tells of the story's own event: "signé lors de la cérémonie"."""
    if old(clause, v):
        return False
    after = " ".join(clause.between(v + 1, v + 9))
    before = clause.between(v - 22, v)
    told = nearest_date(clause, v)
    if indefinite and {"par", "entre"} & set(clause.between(v + 1, v + 6)):
        return True
    if any(words in after for words in forms("agreement", "telling", "presently")):
        return True
    if (
        told is not None
        and isinstance(told.value, Day | Weekday | Relative)
        and told.span.start > clause.view.text.tokens[v].start
    ):
        return True
    handed = any(word in before for word in ("remise", "ceremonie", "assiste", "devoile", "echange"))
    return handed and clause.norm(v + 1) in ("par", "entre")


@cache
def stems() -> frozenset[str]:
    """Every word that can tell of a signature."""
    return frozenset(_verbs()) | forms("agreement", "nouns", "signature")
