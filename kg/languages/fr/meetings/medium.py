"""By which medium people met: by telephone, on screens."""

from __future__ import annotations

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.trigger_words import triggers

_FRONTED = frozenset(("lors", "durant", "pendant"))


def medium(clause: Clause, kind: str, token: int) -> str:
    """The kind, or the medium that the words around it name."""
    words = clause.between(max(token - 14, _main(clause, token)), token + 12)
    if kind in ("talks", "meeting") and "notamment" in words and clause.number and "plusieurs" in _before(clause):
        words = [*_before(clause), *words]  # "s'est entretenu par téléphone avec plusieurs …": with whom, this tells
    fronted = clause.norms[:8] if clause.norms[0] in _FRONTED else []  # "Lors de l'appel téléphonique, mardi, …"
    around = " ".join(fronted + words)
    for remote, words in triggers("meeting")["medium"].items():
        if any(f" {w} " in f" {around} " for w in words):
            return str(remote)
    return kind


def _main(clause: Clause, token: int) -> int:
    """The token after "Après leur entretien téléphonique de lundi, |", or before "a téléphoné à A, | avant de recevoir
    B", which are told apart; else the first."""
    if clause.norms[0] not in ("apres", "avant", "suite"):
        return next((k for k in range(token - 3, clause.first, -1) if clause.norm(k) == "avant"), clause.first)
    return next((k for k in range(clause.first, token) if clause.norm(k) == ","), clause.first)


def _before(clause: Clause) -> list[str]:
    """The folded words of the sentence before."""
    sentence = clause.view.sentences[clause.number - 1]
    return clause.view.text.norms[sentence.first : sentence.last + 1]
