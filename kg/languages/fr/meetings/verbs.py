"""Meetings told by a verb: "a reçu", "a été reçu par", "s'est entretenu avec", "a rencontré", "se sont retrouvés"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.coreference.mention import Form
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.meetings.draft import Draft
from kg.languages.fr.meetings.together import Together
from kg.languages.fr.meetings.whom import antecedent, apart, near_each, protagonist
from kg.languages.fr.tokens.trigger_words import triggers


@cache
def _verbs() -> dict[str, dict[str, str]]:
    """Every form of the verbs of meeting: the moods it may be in, each with its verb."""
    table: dict[str, dict[str, str]] = {}
    for verb, row in triggers("meeting")["verbs"].items():
        for mood, many in row.items():
            for form in many if mood != "kind" else ():
                table.setdefault(form, {})[mood] = verb
    return table


def _mood(moods: dict[str, str], text: str) -> str:
    """ "rencontre" or "rencontré": forms that fold alike are told apart by the accent."""
    participle = text.endswith(("é", "ée", "és", "ées")) and "participle" in moods
    return "participle" if participle else next((m for m in moods if m != "participle"), "participle")


def find(clause: Clause) -> Iterator[Draft]:
    """The meetings that verbs of this sentence tell."""
    for telling in _tellings(clause):
        yield from telling.drafts()


def verbs_of(clause: Clause) -> Iterator[tuple[int, str]]:
    """The places of the verbs of meeting of this sentence, and the verbs."""
    return ((telling.v, telling.verb) for telling in _tellings(clause) if telling.genuine())


def _tellings(clause: Clause) -> Iterator[_Telling]:
    table, tokens = _verbs(), clause.view.text.tokens
    for v, norm in enumerate(clause.norms, clause.first):
        if norm in table and not (tokens[v].text[0].isupper() and clause.norm(v - 1).isalpha()):
            mood = _mood(table[norm], tokens[v].text)
            yield _Telling(clause, v, table[norm][mood], mood)


class _Telling(Together):
    """What one verb of meeting tells."""

    def drafts(self) -> Iterator[Draft]:
        """The meetings that this verb tells; none where the word is no verb here."""
        if not self.genuine():
            return
        if self.verb in ("receive", "host"):
            yield from self.received() if self.passive() else self.receives()
        elif self.verb in ("talk", "confer"):
            yield from self.with_someone()
        elif self.verb in ("meet", "see", "greet"):
            yield from self.meets()
        elif self.verb == "gather" and not self.reflexive():
            yield from self.convenes()
        elif self.verb in ("shake", "phone"):
            yield from self.shakes() if self.verb == "shake" else self.phones()
        else:
            yield from self.together()

    def shakes(self) -> Iterator[Draft]:
        """ "A et B se serrent la main", "A a serré la main de B"."""
        subject = self.clause.subject(self.v)
        if self.clause.norm(self.v + 1) != "la" or self.clause.norm(self.v + 2) not in ("main", "mains"):
            return
        other = self.clause.after(self.v + 2, ("de", "du", "d'", "a", "au"), reach=4, skip=subject)
        if len(subject) > 1 or other:
            yield from filter(None, [self.make("meeting", subject, other)])

    def phones(self) -> Iterator[Draft]:
        """ "A a eu B au téléphone", "A a téléphoné à B"."""
        clause, subject = self.clause, self.clause.subject(self.v)
        objects = clause.after(
            self.v, ("a", "au") if clause.norm(self.v).startswith("telephon") else ("",), skip=subject
        )
        if clause.clitic(self.v) in ("l'", "le", "la"):
            objects = self.topic(subject)
        last = max(clause.mention(objects[-1]).last, self.v) if objects else self.v
        dated = any(
            d.span.start == clause.view.text.tokens[min(last + 1, clause.last)].start
            for d in clause.view.dates_in(clause.number)
        )
        called = clause.norm(self.v).startswith("appel") and (dated or clause.norm(last + 1) in (".", "pour", "afin"))
        called = called or clause.norm(self.v).startswith("telephon")
        if objects and subject and (called or {"telephone", "fil"} & set(clause.between(self.v, last + 6))):
            yield from self.pairs("phone-call", subject, objects)

    def receives(self) -> Iterator[Draft]:
        """ "A a reçu B", "A l'a reçu", "recevant B, A …"."""
        clause = self.clause
        past = "avoir" in self.group and self.clause.norms[0] == "apres"  # "Après avoir reçu B, A …"
        ours = self.doer() if self.mood == "infinitive" else clause.subject(self.v)
        hosts = self.inverted() or ours or ([] if past else clause.after(self.v, ("",), reach=3))
        if clause.clitic(self.v) in ("l'", "le", "la", "les"):
            guests = self.topic(hosts)
        elif clause.norm(self.v) in ("attend", "attendent"):
            return
        else:
            guests = clause.chain_after(clause.after(self.v, ("",), skip=hosts), ("",))
        guests = clause.named_of(guests, self.v) or clause.before_that(self.start, hosts) or clause.listed(self.v)
        guests = [*guests, *self.followed(guests), *self.besides(guests)]
        hosts = apart(clause, hosts, guests)
        if (self.mood == "gerund" or past) and not hosts:
            after = [p for p in clause.positions if clause.mention(p).first > self.v and p not in guests]
            free = (m for m in after if not clause.mention(m).prep and clause.mention(m).word not in ("lui", "leur"))
            hosts = [*free][:1]
        yield from self.pairs("reception", hosts, guests, ("host", "guest"))

    def received(self) -> Iterator[Draft]:
        """ "B a été reçu par A", "reçu par A, B …", "a été reçu par A B"."""
        clause = self.clause
        hosts = clause.after(self.v, ("par",), reach=40)
        if not hosts:
            yield from self.received_aside()
            return
        guests = clause.subject(self.v) or clause.instances(clause.first, self.start)
        if not guests or set(guests) & set(hosts):
            known = set(self.who(hosts))
            guests = [
                p
                for p in clause.positions
                if clause.mention(p).first > clause.mention(hosts[-1]).last and self.new(p, known)
            ][:1]
            guests = clause.group_of(guests[0]) if guests else []
        guests = self.enumerated(guests, hosts)
        hosts = clause.chain_after(hosts, ("par",))
        guests = self._from_abroad([g for g in guests if g not in hosts], hosts)
        if not guests and "tous" in self.clause.between(self.start - 2, self.start + 1):
            yield from self.crowd(hosts)
        elif len(guests) == 1 and self._one_by_one() and (each := self._shares("reception", hosts, guests)):
            yield from each
        elif len(guests) > 1 and (self._apart(guests, hosts) or self._one_by_one()):
            yield from self.pairs("reception", hosts, guests, ("host", "guest"))
        elif len(hosts) > 1 and (self._one_by_one() or not self.clause.norm(self.v).startswith("accueil")):
            for host in hosts:
                if draft := self.make("reception", [host], guests, ("host", "guest")):
                    draft.near = near_each(clause, host, hosts)
                    yield draft
        elif hosts and guests:
            yield from filter(None, [self.make("reception", hosts, guests, ("host", "guest"))])

    def enumerated(self, guests: list[int], hosts: list[int]) -> list[int]:
        """ "Deux ministres ont été reçus par A : B et C": B and C, whom the colon after the host announces."""
        clause, end = self.clause, self.clause.mention(hosts[-1]).last
        if len(guests) != 1 or clause.mention(guests[0]).number == 1 or clause.norm(end + 1) != ":":
            return guests
        named = clause.after(end + 1, ("",), reach=6)
        return named if any(clause.view.cast.who[p] is not None for p in named) else guests

    def _from_abroad(self, guests: list[int], hosts: list[int]) -> list[int]:
        """ "Il a été reçu par A": the subject of the sentence before, where "il" was taken for one of A's side."""
        clause = self.clause
        pronoun = len(guests) == 1 and clause.mention(guests[0]).form is Form.PRONOUN
        if not pronoun or self._speaks(guests[0]) != self._speaks(hosts[0]):
            return guests
        free = (p for p in clause.view.mentions_in(clause.number - 1) if not clause.mention(p).prep)
        subject = [p for p in free if clause.view.cast.who[p] is not None][:1]
        abroad = bool(subject) and self._speaks(subject[0]) != self._speaks(hosts[0])
        return subject if abroad else guests

    def _apart(self, guests: list[int], hosts: list[int]) -> bool:
        """True for guests named one by one who come from different parties, none the host's own, unless they are
        received together."""
        words = set(self.clause.between(self.clause.first, self.clause.last + 1))
        named = all(self.clause.mention(g).name for g in guests)
        ambassadors = all(any(o.head == "ambassador" for o in self.clause.mention(g).offices) for g in guests)
        return (
            named
            and not ambassadors
            and "ensemble" not in words
            and len({self._speaks(g) for g in guests}) == len(guests)
            and not {self._speaks(g) for g in guests} & {self._speaks(h) for h in hosts}
        )

    def crowd(self, hosts: list[int]) -> Iterator[Draft]:
        """ "Tous ont été reçus par A": everyone named in the sentence before."""
        before = [
            p
            for p in self.clause.view.mentions_in(self.clause.number - 1)
            if self.clause.mention(p).name and self.clause.view.person(p)
        ]
        if len(before) > 1:
            yield from filter(None, [self.make("reception", hosts, before, ("host", "guest"))])

    def new(self, p: int, known: set[int | None]) -> bool:
        """True for a mention that can be the subject after a participle: neither a pronoun nor one of those named."""
        mention, who = self.clause.mention(p), self.clause.view.cast.who[p]
        return (
            not mention.prep
            and mention.form is not Form.PRONOUN
            and who not in known
            and (who is not None or bool(mention.states))
        )

    def received_aside(self) -> Iterator[Draft]:
        """ "À B, reçu ensuite, A a confirmé …": the subject after is the host; "ont aussi été reçus B et C" by A."""
        clause = self.clause
        if any(clause.between(k, k + 2) in (["ou", "il"], ["ou", "elle"]) for k in range(self.v, self.v + 9)):
            return  # "a été reçu au palais, où il a vu B": by B
        hosts = [p for p in clause.positions if clause.mention(p).first > self.v and not clause.mention(p).prep][:1]
        guests = self.beside()
        if not guests and "ete" in self.group:
            guests, hosts = clause.subject(self.v) or clause.after(self.v, ("",), reach=12), []
        if guests and not hosts and clause.view.about not in self.who(guests):
            hosts = protagonist(clause)
        yield from self.pairs("reception", hosts, [*guests, *self.followed(guests)], ("host", "guest"))

    def followed(self, guests: list[int]) -> list[int]:
        """ "a reçu B, suivi de C": those who came after the guests, or right before them."""
        clause = self.clause
        for k in range(self.v + 1, clause.last if guests else self.v):
            if clause.norm(k).startswith(("suivi", "precede")) and clause.norm(k - 1) == ",":
                return [p for p in clause.after(k, ("de", "du", "d'", "par"), reach=3) if p not in guests]
        return []

    def besides(self, guests: list[int]) -> list[int]:
        """ "Outre A, il a rencontré B", "après A, il a reçu B": A, who was met too."""
        named = (p for p in self.clause.positions if self.clause.mention(p).name and p not in guests)
        return [p for p in named if guests and self.clause.mention(p).prep in ("outre", "apres")]

    def with_someone(self) -> Iterator[Draft]:
        """ "A s'est entretenu avec B", "avec B, A a discuté de …"; "A et B se sont entretenus"."""
        clause = self.clause
        formal = self.verb == "talk" or clause.norm(self.v).startswith("confer")
        kind = "talks" if formal else "meeting"
        subject = self.doer()
        partners = antecedent(clause, self.v)
        subject = apart(clause, subject, partners)
        if not partners:
            to = (
                ("avec", "a", "au", "aux")
                if clause.norm(self.v) == "parle" and self.mood == "participle"
                else ("avec",)
            )
            partners = clause.chain_after(clause.after(self.v, to, skip=subject) or self.in_company(), to)
        if not partners:
            fronted = [
                g
                for g in clause.groups
                if clause.mention(g[0]).prep == "avec" and clause.mention(g[-1]).last < self.start
            ]
            partners = fronted[-1] if fronted else []
        partners = clause.named_of([p for p in partners if p not in subject], self.v) or clause.listed(self.v)
        partners = [] if self.of_a_noun(partners) else partners
        if partners and subject:
            before = clause.mention(partners[-1]).last < self.start
            for draft in self.pairs(kind, subject, partners):
                draft.weak = before and self.verb == "confer"
                yield draft
        elif self.several(subject) if self.verb == "talk" else self.among_themselves(subject):
            for told in filter(None, [self.make(kind, subject, [])]):
                told.weak = self.verb == "confer" and len(subject) == 1
                yield told

    def meets(self) -> Iterator[Draft]:
        """ "A a rencontré B et C", "A l'a rencontré", "A et B se sont rencontrés"."""
        clause = self.clause
        subject = self.doer()
        if {"se", "s'"} & set(self.group):
            yield from self.together()
            return
        if met := self.beside():
            hosts = [] if clause.view.about in self.who(met) else protagonist(clause)
            yield from self.pairs("meeting", hosts, met)
            return
        if clause.clitic(self.v) in ("l'", "le", "la", "les"):
            objects = self.topic(subject)
        else:
            objects = clause.chain_after(clause.after(self.v, ("",), skip=subject), ("",))
        objects = clause.named_of(objects, self.v) or clause.before_that(self.start, subject)
        if self.verb == "see":
            objects = [p for p in objects if clause.view.cast.who[p] is not None and self._sees(p)]
        objects = [*objects, *self.besides(objects)]
        if self.verb == "greet":
            objects = [p for p in objects if clause.view.cast.who[p] is not None]
        yield from self.pairs("meeting", apart(clause, subject, objects), objects)

    def _sees(self, p: int) -> bool:
        """False for "a vu B partir", "voit dans B un ami", "a retrouvé son ministre"."""
        clause, mention = self.clause, self.clause.mention(p)
        acts = re.fullmatch(r"[a-z]{2,}(?:er|ir|re)", clause.norm(mention.last + 1))
        ours = mention.determiner in ("son", "sa") and not any(o.head == "counterpart" for o in mention.offices)
        return not acts and clause.norm(mention.first - 1) not in ("dans", "en") and (not ours or bool(mention.states))
