"""Those who meet as one group: "A et B se sont vus", "les ministres de A et de B ont discuté", "A a réuni B et C"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.fr.meetings.draft import Draft, sides
from kg.languages.fr.meetings.verb import Verb
from kg.languages.fr.meetings.whom import latest

_VIEWS = frozenset(("vues", "vue", "avis"))  # "ont échangé leurs vues"
_NEAR = 9  # words between "a passé" and "en compagnie"
_REVIEW = frozenset(("passé", "penchés", "penchées", "débattu", "négocié", "travaillé", "évoqué"))
_DURING = frozenset(("audience", "entretien", "entretiens", "entrevue", "rencontre", "reunion", "tete-a-tete"))
_OPENING = 7  # words at the head of a sentence that name the meeting of which it tells more
_THINGS = frozenset(
    ("d'", "de", "des", "deux", "du", "l'", "la", "le", "les", "leurs", "quelques", "plusieurs", "un", "une")
)


class Together(Verb):
    """A verb whose subject, or object, are all who met."""

    def together(self) -> Iterator[Draft]:
        """ "A et B se sont retrouvés", "B et lui se sont vus"."""
        subject = self.clause.subject(self.v)
        if self.clause.between(self.start - 1, self.start + 1) == ["et", "lui"]:
            named = [p for p in self.clause.positions if self.clause.mention(p).last == self.start - 2]
            subject = [*named, *latest(self.clause, named)] if named else subject
        partners = self.clause.after(self.v, ("avec",), skip=subject)
        row = self.clause.chain_after(partners, ("avec",)) if not self.several(subject) else partners
        if len(row) > len(partners):  # "se réunira avec A, ainsi qu'avec B"
            yield from self.pairs("meeting", subject, row)
        elif self.several(subject) or (subject and partners):
            yield from filter(None, [self.make("meeting", subject, partners)])

    def several(self, group: list[int]) -> bool:
        """True for more than one mention, and for one of several people ("les deux dirigeants")."""
        return len(group) > 1 or len(sides(self.clause, group)[0]) > 1 or self._unnamed(group)

    def _unnamed(self, group: list[int]) -> bool:
        """ "les ministres de A et de B": officials of several parties, none of them named here."""
        people, parties = sides(self.clause, group)
        speak = {self.clause.view.cast.people[p].speaks_for for p in people}
        return len(group) == 1 and len({*parties, *speak}) > 1 and len(set(parties)) > 1

    def convenes(self) -> Iterator[Draft]:
        """ "A a réuni B et C": one meeting of all, where A brings together others than his own."""
        clause, subject = self.clause, self.clause.subject(self.v)
        guests = clause.chain_after(clause.after(self.v, ("",), skip=subject), ("",))
        ours = {clause.mention(g).determiner for g in guests} & {"son", "sa", "ses"}
        abroad = all(any(o.head == "counterpart" for o in clause.mention(g).offices) for g in guests)
        hosts = {self._speaks(p) for p in subject}
        plural = len(guests) > 1 or self.several(guests) or clause.mention(guests[0]).number != 1 if guests else False
        if subject and plural and (not ours or abroad):
            named = [g for g in guests if clause.view.cast.who[g] is not None]
            if (not named and sides(clause, guests)[1]) or any(self._speaks(g) not in hosts for g in named):
                yield from filter(None, [self.make("meeting", subject, guests)])

    def among_themselves(self, subject: list[int]) -> bool:
        """ "A et B ont déjeuné ensemble", "se sont parlé", "ont discuté de …", but not "ont évoqué", "ont échangé"."""
        during = not _DURING.isdisjoint(self.clause.norms[:_OPENING])  # "Lors de l'entretien, les deux ministres ont …"
        met = sides(self.clause, subject)[0] if len(subject) == 1 and not during and self.text not in _REVIEW else []
        apart = (len(subject) > 1 and None not in self.who(subject)) or len(met) > 1 or self._unnamed(subject)
        thing = self.clause.norm(self.v).startswith("echang") and self.clause.norm(self._past_date()) in _THINGS
        views = _VIEWS & set(self.clause.between(self.v, self._past_date() + 4))
        return apart and self.clause.norm(self.v) != "evoque" and (not thing or bool(views))

    def _past_date(self) -> int:
        """The token after the verb and the date right behind it: "ont échangé | le 11 mars | sur"."""
        tokens, after = self.clause.view.text.tokens, self.v + 1
        start = tokens[min(after, self.clause.last)].start
        end = next((d.span.end for d in self.clause.view.dates_in(self.clause.number) if d.span.start == start), start)
        while after < self.clause.last and tokens[after].start < end:
            after += 1
        return after

    def in_company(self) -> list[int]:
        """ "a passé une heure en compagnie de B": B."""
        clause = self.clause
        near = range(self.v, min(self.v + _NEAR, clause.last))
        at = next((k for k in near if clause.between(k - 1, k + 1) == ["en", "compagnie"]), None)
        return [] if at is None else clause.after(at, ("de", "du", "d'"), reach=3)
