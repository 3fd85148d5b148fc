"""Whether a word of a sentence is a verb of meeting there; its voice, mood and tense."""

from __future__ import annotations

import re

from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.nouns import HAVE
from kg.languages.fr.meetings.prospects import called_off, put_off
from kg.languages.fr.meetings.tenses import many_times
from kg.languages.fr.meetings.unreal import denied, habitual, supposed, wished
from kg.languages.fr.tokens.trigger_words import forms

BE = forms("meeting", "words", "verbs", "be")
_FUTURE = forms("meeting", "words", "verbs", "future")
_WISHED = forms("meeting", "words", "verbs", "wished")
_DETERMINERS = forms("meeting", "words", "verbs", "determiners")
_WELCOME = frozenset(("tarmac", "aeroport", "perron", "passerelle"))
_ARRIVED = frozenset(("avion", "descente", "arrivee", "descendu", "debarque", "quai"))
_WELCOMED = frozenset(("accueilli", "accueillie", "accueillis"))
_AT_THE_DOOR = frozenset(("attendait", "attendaient", "attendre", "chercher", "cueillir"))
_MEALS, _CAME = forms("meeting", "words", "verbs", "meals"), forms("meeting", "words", "verbs", "came")
_AGREED = frozenset(
    ("accepte", "accepter", "convenu", "convient", "conviennent", "decide")
)  # "ont convenu de se revoir"
_MEANT = frozenset(("devait", "devaient"))
_ON = 8  # words from "a enchaîné" to whom he went on with
_MEAL = 25  # words from "a convié B" to "à déjeuner"
_LED_BY = frozenset(
    ("occasion", "permis", "pu", "profite", "profit", "telephone")
)  # "a eu l'occasion d'| échanger avec B"
_HOURS = frozenset(("heure", "heures", "minutes", "moment", "soiree", "matinee", "journee"))
_SWAPPED = forms("meeting", "words", "verbs", "swapped")
_LEAD = 6  # words before an infinitive that lead it; after "a passé" in which "deux heures" stands
_COMING = re.compile(r"[a-z]{3,}(?:e|i|d|t|v)r(?:a|ont)")


class Word:
    """The verb `verb` in a mood at token `v`; its group is what stands before it: auxiliaries, clitics, adverbs."""

    def __init__(self, clause: Clause, v: int, verb: str, mood: str) -> None:
        self.clause, self.v, self.verb, self.mood = clause, v, verb, mood
        self.start = clause.verb_start(v)
        self.group = clause.between(self.start, v)
        self.text = clause.view.text.tokens[v].text

    def genuine(self) -> bool:
        """True where the word is the verb: after an auxiliary or a subject, no determiner, with its reflexive."""
        infinitive = self.mood == "infinitive"
        if denied(self.clause, self.start, self.v, infinitive) or many_times(self.clause, self.v) or self._unreal():
            return False
        reflexive = self.reflexive()
        if self.verb in ("talk", "gather"):
            return reflexive or (self.verb == "gather" and self._active())
        if self.verb == "confer":
            return self._confers(reflexive)
        if self.verb == "meet" and self.text.lower() in ("rencontre", "rencontres"):
            return self.mood == "present" and self._acts_now()
        if (certain := self._by_circumstance()) is not None:
            return certain
        if self.verb in ("meet", "see") and self.beside():
            return True
        if self.verb in ("meet", "see") and self.mood == "participle":
            return bool((HAVE | BE) & set(self.group)) or self._shares_auxiliary()
        return True

    def _confers(self, reflexive: bool) -> bool:
        """True for "a discuté", "passé en revue", "a enchaîné avec B"; false for "le dialogue"."""
        if self.mood == "present" and not self._acts_now():
            return False
        if not _SWAPPED.isdisjoint(self.clause.between(self.v + 1, self.v + _LEAD)):
            return False
        if self.clause.norm(self.v) == "enchaine" and not self.clause.after(self.v, ("avec",), reach=_ON):
            return False
        led = bool((HAVE | _FUTURE) & {*self.group, self._led()}) or self.mood in ("present", "future") or reflexive
        led = led or not _LED_BY.isdisjoint(self.clause.between(self.start - _LEAD, self.start))
        return led and (self.text != "passé" or self._passed())

    def _passed(self) -> bool:
        """ "ont passé en revue", "a passé deux heures avec B"."""
        words = self.clause.between(self.v + 1, self.v + _LEAD)
        return words[1:2] == ["revue"] or not _HOURS.isdisjoint(words)

    def _acts_now(self) -> bool:
        """False for a noun that is written like the verb: "la | rencontre", "le 5e | dialogue"."""
        before = self.clause.norm(self.v - 1)
        noun = before in _DETERMINERS or re.fullmatch(r"\d+e|.*ieme|premier", before)
        return not noun and bool(self.clause.subject(self.v))

    def _unreal(self) -> bool:
        """True where words only wish for the meeting, suppose it, or tell it as a habit."""
        clause, start = self.clause, self.start
        if _MEANT & set(self.group) and called_off(clause, self.v) and put_off(clause, self.v) is None:
            return True  # "devait recevoir B, mais la rencontre a été annulée"
        if self.mood == "infinitive" or (self.group[:1] and self.group[0] in ("avoir", "etre")):
            return bool(_WISHED & set(clause.between(start - 3, start))) or wished(clause, start)
        if self.mood == "past":
            return habitual(clause, self.v) or supposed(clause, start)
        return self.mood in ("present", "infinitive") and habitual(clause, self.v)

    def _active(self) -> bool:
        """True for "a réuni", "réunira", false for "réunis à B"."""
        acts = self.mood in ("present", "future", "past", "gerund") or bool(HAVE & set(self.group))
        return acts and not BE & set(self.group)

    def reflexive(self) -> bool:
        """True for "se sont réunis", "s'est entretenu"."""
        return any(w in ("s'", "se") for w in self.group)

    def _by_circumstance(self) -> bool | None:
        """What a verb that tells of a meeting only in company of other words tells here; None for any other verb."""
        clause, norm = self.clause, self.clause.norm(self.v)
        if norm in _AT_THE_DOOR:
            return bool(_WELCOME & set(clause.norms)) or clause.norm(self.start - 1) == "ou"
        if norm in ("salue", "saluee", "salues"):
            arrived = not (_WELCOME | _ARRIVED).isdisjoint(clause.norms) and not clause.among(_WELCOMED)
            return arrived and self.passive() and bool(clause.after(self.v, ("par",), reach=12))
        if norm.startswith("attendu"):
            return bool(clause.after(self.v, ("par",), reach=12))
        if self.verb == "host":
            return bool(_MEALS & set(clause.between(self.v + 1, self.v + _MEAL)))
        return bool(_CAME & set(clause.between(self.v - 3, self.v))) if self.verb == "greet" else None

    def _shares_auxiliary(self) -> bool:
        """ "a reçu A et rencontré B": a participle after "et", for which an auxiliary before counts too."""
        clause = self.clause
        helped = HAVE & set(clause.between(clause.first, self.start)) and clause.norm(self.start - 1) in ("et", "puis")
        return bool(helped) and self.text.endswith("é") and bool(clause.after(self.v, ("",), reach=4))

    def beside(self) -> list[int]:
        """ "B, reçu ensuite, …": the group that a bare participle stands beside; [] for none."""
        clause = self.clause
        if self.mood != "participle" or {*self.group} & (HAVE | BE) or clause.norm(self.v - 1) != ",":
            return []
        near = [p for p in clause.positions if 0 < self.v - clause.mention(p).last <= 2]
        return clause.group_of(near[0]) if near else []

    def passive(self) -> bool:
        """True for "a été reçu", "sera reçu", "reçu par", false for "a reçu", "l'a reçu"."""
        if self.mood != "participle":
            return False
        helpers = [w for w in self.group if w in HAVE | BE]
        return not helpers or helpers[-1] in BE

    def planned(self) -> bool:
        """True where the verb speaks of the future."""
        if self.mood == "future" or self.clause.norm(self.v).startswith("attendu"):
            return True
        if self.mood == "infinitive" and not _AGREED.isdisjoint(self.clause.between(self.start - 3, self.start)):
            return True
        if self.mood == "infinitive" and self.clause.between(self.start - 2, self.start) == ["avant", "de"]:
            return any(map(_COMING.fullmatch, self.clause.between(self.clause.first, self.start)))
        return bool(set(self.group) & _FUTURE) or (self.mood == "infinitive" and self._led() in _FUTURE)

    def _led(self) -> str:
        """ "doit s'entretenir avec A et rencontrer B": the auxiliary before, which an infinitive further on shares."""
        words = self.clause.between(self.clause.first, self.start)
        return next((word for word in reversed(words) if word in _FUTURE | HAVE - {"a"}), "")
