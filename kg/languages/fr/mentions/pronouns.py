"""Pronouns that stand for a person: "il", "celle-ci", "a-t-elle", but not "il faut"."""

from __future__ import annotations

from kg.languages.fr.tokens.text import Text, grammar

_PRONOUNS = {
    "il": ("m", 1), "elle": ("f", 1), "ils": ("m", 0), "elles": ("f", 0), "celui-ci": ("m", 1), "celle-ci": ("f", 1),
    "ceux-ci": ("m", 0), "celles-ci": ("f", 0), "lequel": ("m", 1), "laquelle": ("f", 1), "lui": ("", 1),
    "eux": ("m", 0),
}  # fmt: skip
_ALL = ("tous", "toutes")
_INVERTED = {"-il": ("m", 1), "-elle": ("f", 1), "-ils": ("m", 0), "-elles": ("f", 0)}
_OPENERS = grammar("clause_openers")
_RELATIVE = frozenset(("que", "qu'", "qui", "lequel", "laquelle", "auquel", "duquel", "dont"))
_WITH = grammar("prepositions")
_ADVERBS = grammar("adverbs") | {"ensuite", "deja", "aussi"}
_PARTICIPLES = frozenset(
    ("recu", "vu", "tenu", "pris", "conduit", "prononce", "ouvert", "obtenu", "defendu", "retrouve")
)
_IMPERSONAL = grammar("impersonal")
_THESE, _LATTER = frozenset(("ce", "cette", "cet", "ces")), frozenset(("dernier", "derniere", "derniers", "dernieres"))
_COUNTS = frozenset(("deux", "trois", "quatre", "cinq", "six"))
_NOUNS = frozenset(
    (
        "rencontre", "rencontres", "visite", "reunion", "entrevue", "session", "audience", "edition", "ceremonie",
        "entretien", "point", "sommet", "annees", "mois", "jours", "semaines", "decennies", "temps", "mandat", "accord",
        "question", "conference", "etape", "journee", "phase", "seance",
    )
)  # fmt: skip


def is_pronoun(norm: str) -> bool:
    """True for a word that may be or start a pronoun, also after its verb ("a-t-il")."""
    return norm in _PRONOUNS or norm in _ALL or ("-" in norm and norm.endswith(tuple(_INVERTED)))


def pronoun_at(text: Text, i: int) -> tuple[str, int] | None:
    """Gender ("m", "f", "") and number (1, or 0 for several) of the pronoun at token `i`; None where there is none."""
    norm = text.norm(i)
    found = _PRONOUNS.get(norm)
    if found is None and "-" in norm:
        found = next((value for end, value in _INVERTED.items() if norm.endswith(end)), None)
    return None if found and _impersonal(text, i) else found


def _impersonal(text: Text, i: int) -> bool:
    """True for "il faut", "il y a", "il s'agit"."""
    if text.norm(i) != "il":
        return text.norm(i) in ("faut-il", "y-a-t-il", "s'agit-il")
    ahead = text.norm(i + 1)
    verb = text.norm(i + 2) if ahead in ("s'", "n'", "ne", "y", "en") else ahead
    if ahead in ("a", "avait", "sera") and "question" in (text.norm(i + 2), text.norm(i + 3)):
        return True
    return verb in _IMPERSONAL or (ahead == "y" and verb in ("a", "avait", "aura", "eut") and not _done(text, i + 3))


def _done(text: Text, k: int) -> bool:
    """True for the participle of "il y a | rencontré A", "il y a également | reçu B"; none in "il y a eu"."""
    k += text.norm(k) in _ADVERBS
    norm = text.norm(k)
    return 0 < k < len(text.tokens) and (text.tokens[k].text.endswith(("é", "ée")) or norm in _PARTICIPLES)


def opened(text: Text, first: int, i: int) -> bool:
    """True right after "que", "où", "lorsque" … in a sentence that starts at token `first`."""
    return i > first and text.norm(i - 1) in _OPENERS


def taken_up(text: Text, first: int, i: int) -> bool:
    """True right after "avec qui", "auquel", ", que": the pronoun is another than whom these words take up."""
    if i - 1 <= first:
        return False
    opener, before = text.norm(i - 1), text.norm(i - 2)
    return opener in _RELATIVE and (opener not in ("que", "qu'", "qui") or before == "," or before in _WITH)


def all_of_them(text: Text, i: int) -> int | None:
    """The last token of "tous deux", "tous les trois" at token `i`; None where other words stand there."""
    if text.norm(i) not in _ALL:
        return None
    last = i + 2 if text.norm(i + 1) == "les" else i + 1
    counted = text.norm(last) in ("deux", "trois", "quatre")
    return last if counted and text.norm(last + 1) not in ("ans", "jours", "mois", "semaines") else None


def latter_at(text: Text, i: int) -> int | None:
    """The last token of "ce dernier", "ces deux dernières" at token `i`; None for "cette dernière rencontre"."""
    if text.norm(i) not in _THESE:
        return None
    at = i + 1 + (text.norm(i + 1) in _COUNTS)
    return at if text.norm(at) in _LATTER and text.norm(at + 1) not in _NOUNS else None
