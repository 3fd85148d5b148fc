"""Clauses: who does what to whom around a verb or noun of a sentence, by position, preposition and coordination."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.coreference.mention import Form
from kg.languages.fr.clauses.coordination import HELPERS, grouped
from kg.languages.fr.clauses.line import ENDS, Line
from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import forms

_CLITICS = forms("clause", "words", "clauses", "clitics")
_SKIPPED = forms("clause", "words", "clauses", "skipped")
_ENUMERATES = frozenset((",", ";", ":", "et", "ainsi", "puis"))
_FARTHEST = 40  # words at most, with asides, before one more of a group
_TIGHT = 4  # words at most before a state or organisation that joins a group
_ASIDE = 6  # words at most between an auxiliary and its participle, set off by commas
_IN_ROW = 14  # words between one of a row and the next, with what the first does
_ORDER = forms("clause", "words", "clauses", "order")
_COMING = re.compile(r"[a-z]{3,}r(?:a|ont)")
_CONJUNCTIONS = frozenset(("lorsque", "quand", "comme", "si"))
_INSTANCES = frozenset(("dont", "notamment", "parmi", "savoir", "occurrence"))
_SEVERAL = forms("clause", "words", "clauses", "several")
_OF = ("de", "du", "d'")
_TO_WHOM = ("lui", "leur")  # before a verb: neither subject nor object
_RELATIVE = frozenset(("qui", "dont", "lequel", "laquelle", "que", "qu'"))
_HEADING = 4  # words at most of "Sri Lanka :", before what a sentence tells
_NEAR = 12  # words in which the verb of a clause that names its subject stands


@dataclass(slots=True)
class Clause(Line):
    """One sentence of a story, asked about the persons and parties around its words."""

    groups: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        Line.__post_init__(self)
        self.groups = grouped(self)

    def group_of(self, position: int) -> list[int]:
        """The group that a mention belongs to."""
        return next(group for group in self.groups if position in group)

    def verb_start(self, v: int) -> int:
        """The first token of the verb group (auxiliaries, clitics, adverbs) that ends in the verb at `v`."""
        i = v
        while (
            i > self.first
            and (self.norm(i - 1) in _SKIPPED or self._manner(i - 1))
            and not (self.norm(i - 1) == "," and self.norm(i - 2) not in _SKIPPED)
        ):
            i -= 1
        i = self._past_aside(i)
        while i < v and self.norm(i) == ",":
            i += 1
        return i

    def _past_aside(self, i: int) -> int:
        """The auxiliary before an aside that ends at token `i`: "a, par la suite, | reçu"; `i` where there is none."""
        if self.norm(i - 1) != ",":
            return i
        for k in range(i - 2, max(i - 2 - _ASIDE, self.first), -1):
            if self.norm(k) == ",":
                return k - 1 if self.norm(k - 1) in HELPERS else i
        return i

    def _manner(self, i: int) -> bool:
        """True for an adverb after an auxiliary: "a chaleureusement félicité", not "le gouvernement a"."""
        return self.norm(i).endswith("ment") and self.norm(i - 1) in HELPERS

    def clitic(self, v: int) -> str:
        """ "l'", "le", "la", "les", "lui" before the verb at `v`, or ""."""
        start = self.verb_start(v)
        *early, late = " ".join(self.between(start, v)).split(",")  # an aside between commas holds none
        found = [w for part in (late, *early[:1]) for w in reversed(part.split()) if w in _CLITICS]
        return found[0] if found else ""

    def subject(self, v: int) -> list[int]:
        """The group that is the subject of the verb at `v`; [] where the sentence shows none before it."""
        start = self.verb_start(v)
        before = [p for p in self.positions if self.mention(p).last < start]
        if self.norm(start - 1) in ("qui", "lequel", "laquelle"):
            near = [p for p in before if start - 4 <= self.mention(p).last < start - 1]
            several = not near or {"ont", "sont", "avaient", "etaient", "auront", "seront"} & set(
                self.between(start, v + 1)
            )
            return self.group_of(near[-1]) if near and several else near[-1:]
        joined = self.before_aside(start)
        shared = self.norm(joined - 1) in ("et", "puis") or self.between(start - 2, start) == ["et", "puis"]
        before = self._outside_relative(before, start)
        for p in before if shared else reversed(before):
            group = self.group_of(p)
            if not self.mention(group[0]).prep and self.usable(p):
                return group if shared else self._in_a_row(group, before, start, v)
        return []

    def _outside_relative(self, before: list[int], start: int) -> list[int]:
        """ "A, qui recevra B jeudi, | a vu C": of those before the verb group, none of the relative clause that the
        comma right before it closes."""
        if self.norm(start - 1) != ",":
            return before
        opens = [k for k in range(self.first + 1, start - 1) if self.norm(k) in _RELATIVE and self.norm(k - 1) == ","]
        around = [p for p in before if opens and self.mention(p).last < opens[-1]]
        closed = opens and "," not in self.between(opens[-1], start - 1)
        led = around and self.mention(around[-1]).form is Form.GROUP  # "la délégation, que conduit B, a vu C": B
        return around if closed and not led and any(not self.mention(p).prep for p in around) else before

    def _in_a_row(self, group: list[int], before: Sequence[int], start: int, v: int) -> list[int]:
        """ "A a rencontré B, | a reçu C": A, whose verbs a comma parts, where B, right before it, is an object."""
        head, end = self.mention(group[0]), self.mention(group[-1]).last
        if self.norm(start - 1) not in (",", ";") or end != start - 2 or not self._acts(start, v + 1):
            return group
        for p in before:
            first = self.mention(p)
            if first.last < head.first and not first.prep and self.usable(p) and not first.relative:
                opened = self.norm(first.first - 1) in ENDS | _CONJUNCTIONS and first.first > self.first + _HEADING
                return self.group_of(p) if self._acts(first.last + 1, head.first) and not opened else group
        return group

    def _acts(self, i: int, j: int) -> bool:
        """True where tokens `i` up to `j` hold a finite verb of their own: "a rencontré", "rencontrera"; not "à"."""
        words = self.between(i, j)
        if ENDS & {*words}:
            return False
        verbs = (k for k, word in enumerate(words, i) if word in HELPERS or _COMING.fullmatch(word))
        return any(not self.view.text.written(k, "à") for k in verbs)

    def usable(self, p: int) -> bool:
        """True for a mention that can act: a person, a group, or a party that is not a bare place name."""
        mention = self.mention(p)
        if mention.form is Form.TITLE and mention.number != 1 and self.norm(mention.first - 1).isdigit():
            return False  # "entourés de 27 ministres"
        return (
            mention.form is not Form.PARTY
            or mention.word != "country"
            or mention.determiner in ("le", "la", "l'", "les")
        )

    def after(self, v: int, preps: Iterable[str], reach: int = 30, skip: Iterable[int] = ()) -> list[int]:
        """The first group to the right of token `v` that stands after one of `preps` ("" for none)."""
        wanted, avoid = set(preps), set(skip)
        for p in self.positions:
            mention = self.mention(p)
            nobody = mention.form is Form.NAME and self.view.cast.who[p] is None
            if mention.first <= v or p in avoid or nobody or (mention.word in _TO_WHOM and not mention.prep):
                continue
            if mention.first > v + reach or self.ended(v + 1, mention.first):
                return []
            group = self.group_of(p)
            if self.mention(group[0]).prep in wanted and self.usable(p):
                return self.spelt_out([q for q in group if self.mention(q).first > v])
        return []

    def spelt_out(self, group: list[int]) -> list[int]:
        """ "ses homologues africains, en l'occurrence A, B et C": who is named after a plural that names nobody."""
        head = self.mention(group[-1]) if group else None
        if head is None or len(group) > 1 or head.number == 1 or head.name or self.view.cast.who[group[0]] is not None:
            return group
        named: list[int] = []
        last = head.last
        for p in self.positions:
            mention = self.mention(p)
            if mention.first <= last:
                continue
            gap = set(self.between(last + 1, mention.first))
            if not mention.name or gap & HELPERS or not gap & _ENUMERATES:
                break
            named.append(p)
            last = mention.last
        return named if len(named) > 1 else group

    def chain_after(self, group: Sequence[int], preps: Iterable[str]) -> list[int]:
        """The group, and further ones of the same kind: "avec A, …, puis avec B", "A ; mardi, B"."""
        wanted, found = set(preps), list(group)
        for other in self.groups:
            if not found or self.mention(other[0]).first <= self.mention(found[-1]).last:
                continue
            head = self.mention(other[0])
            gap = self.between(self.mention(found[-1]).last + 1, head.first)
            start = self.mention(found[-1]).last + 1
            bound = {"puis", "et", "ainsi"} & set(gap) and not self._helped(start, head.first)
            bound = bound and not self._done(start, head.first) and not any(map(_COMING.fullmatch, gap))
            again = "puis" in self.between(head.first - 3, head.first) and head.prep in wanted
            if head.form is Form.PARTY and len(gap) > _TIGHT:
                continue  # "avec A, notamment des négociations sur la pêche avec Israël"
            if (
                ((head.prep in wanted or wanted & set(gap)) and bound)
                or again
                or self._goes_on(found[-1], other, wanted)
            ):
                found.extend(other)
        return found

    def _helped(self, i: int, j: int) -> bool:
        """True where an auxiliary, not "à", stands on tokens `i` up to `j`."""
        return any(self.norm(k) in HELPERS and not self.view.text.written(k, "à") for k in range(i, j))

    def named_of(self, group: list[int], i: int) -> list[int]:
        """The group after token `i`, or those named of it where it names nobody: "plusieurs ministres, dont A et B"."""
        named = any(self.view.cast.who[p] is not None for p in group)
        told = [] if named else self.instances(i, self.last)
        return self.chain_after(told, ("", "avec")) if told else group

    def instances(self, i: int, j: int) -> list[int]:
        """ "plusieurs ministres, dont A et B", "ses pairs, notamment A": those named of several told between tokens `i`
        and `j`."""
        for p in self.positions:
            mention = self.mention(p)
            k = mention.first - 1
            k -= self.norm(k) == "lesquels" or (self.norm(k) in _OF and self.norm(k - 1) == "notamment")
            if not (mention.name or mention.states) or self.norm(k) not in _INSTANCES or not i < k < j:
                continue
            group = self.group_of(p)
            told = self.norm(self.mention(group[-1]).last + 1) in HELPERS  # "dont A est le chef"
            if _SEVERAL & set(self.between(i, k)) and p == group[0] and not told:
                return group
        return []

    def _done(self, i: int, j: int) -> bool:
        """True where a participle right after "et" begins another clause: "a reçu A et | rencontré B"."""
        tokens = self.view.text.tokens
        return any(self.norm(k - 1) == "et" and tokens[k].text.endswith("é") for k in range(i + 1, j))

    def row(self, group: Sequence[int], preps: Iterable[str]) -> list[int]:
        """ "de A, secrétaire d'État, de B, directeur de …, et de C": the group, and who is named after it in a row."""
        wanted, found = {"", *preps}, list(group)
        for p in self.positions:
            mention = self.mention(p)
            if not found or mention.first <= self.mention(found[-1]).last or not mention.name:
                continue
            gap = self.between(self.mention(found[-1]).last + 1, mention.first)
            told = HELPERS.intersection(gap) or self.ended(self.mention(found[-1]).last + 1, mention.first)
            if told or len(gap) > _IN_ROW or mention.prep not in wanted or not {",", "et"} & set(gap):
                break
            found.append(p)
        return found

    def _goes_on(self, left: int, group: Sequence[int], wanted: set[str]) -> bool:
        """ "A ; mercredi, B", "avec A, l'autre avec B": nothing but time and order stands between."""
        head, after = self.mention(group[0]), self.mention(group[-1]).last + 1
        start = self.mention(left).last + 1
        if head.prep not in wanted or head.first - start > _FARTHEST:
            return False
        gap = self.joint(start, head.first)
        if not gap or not set(gap) <= _ORDER:
            return False
        return bool(head.prep) or (";" in gap and not HELPERS & set(self.between(after, after + _NEAR)))

    def before_that(self, start: int, subject: Sequence[int]) -> list[int]:
        """ "B, que A a reçu", "ce sont B et C que A a accueillis": the group before the relative pronoun."""
        begin = min((self.mention(p).first for p in subject), default=start)
        for k in range(begin - 1, max(begin - 4, self.first), -1):
            if self.norm(k) in ("que", "qu'"):
                near = [p for p in self.positions if self.mention(p).last < k]
                last = self.mention(near[-1]) if near else None
                close = last is not None and k - last.last <= 3 and last.form is not Form.PRONOUN
                return self.group_of(near[-1]) if close else self._presented(k)
        return []

    def _presented(self, end: int) -> list[int]:
        """ "ce sont B et C, …, que": the group that the sentence presents before token `end`."""
        for p in self.positions:
            mention = self.mention(p)
            before = self.between(mention.first - 2, mention.first)
            if mention.last < end and (before[-1:] == ["c'est"] or before in (["ce", "sont"], ["c'", "est"])):
                return self.group_of(p)
        return []

    def listed(self, v: int) -> list[int]:
        """After a sentence that ends in a colon, whom the lines below it name first, one a line."""
        if self.norm(self.last) != ":" or v < self.last - 14:
            return []
        found: list[int] = []
        view = self.view
        for s in range(self.number + 1, len(view.sentences)):
            gap = view.document.text[view.sentences[s - 1].span.end : view.sentences[s].span.start]
            if "\n" not in gap:
                continue
            below = view.mentions_in(s)
            if (
                not below
                or view.mentions[below[0]].first > view.sentences[s].first + 3
                or not view.mentions[below[0]].name
            ):
                break
            found.append(below[0])
        return found


@lru_cache(maxsize=2)
def clauses_of(view: View) -> tuple[Clause, ...]:
    """The sentences of a story as clauses, made once for all its readers."""
    return tuple(Clause(view, s) for s in range(len(view.sentences)))
