"""Clauses: who does what to whom around a verb or noun of a sentence, by position, preposition and coordination."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.languages.fr.clauses.view import View
from kg.languages.fr.tokens.trigger_words import forms
from kg.mention import Form, Mention

_LINKS = forms("clause", "words", "clauses", "links")
_CLITICS = forms("clause", "words", "clauses", "clitics")
_SKIPPED = forms("clause", "words", "clauses", "skipped")
_HELPERS = forms("clause", "words", "clauses", "helpers")
_ENUMERATES = frozenset((",", ";", ":", "et", "ainsi", "puis"))
_ENDS = forms("clause", "words", "clauses", "ends")
_ASIDE = 6  # words at most between an auxiliary and its participle, set off by commas
_OF = ("de", "du", "d'", "des")
_ONE_BY_ONE = ["un", "apres", "l'", "autre"]
_BRACKETS = {"(": ")", "–": "–", "—": "—"}
_MOMENTS = tuple(tuple(moment.split()) for moment in sorted(forms("clause", "words", "clauses", "moments")))
_ORDER = forms("clause", "words", "clauses", "order")
_NEAR = 12  # words in which the verb of a clause that names its subject stands
_DESCRIPTION = 10  # words at most between "et" and the name that they describe


@dataclass(slots=True)
class Clause:
    """One sentence of a story (tokens `first` … `last`), asked about the persons and parties around its words."""

    view: View
    number: int

    first: int = field(init=False)
    last: int = field(init=False)
    norms: list[str] = field(init=False)
    positions: list[int] = field(init=False)
    groups: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        sentence = self.view.sentences[self.number]
        self.first, self.last = sentence.first, sentence.last
        self.norms = [token.norm for token in self.view.text.tokens[self.first : self.last + 1]]
        self.positions = list(self.view.mentions_in(self.number))
        self.groups = self._grouped()

    def norm(self, i: int) -> str:
        """The folded word at token `i`, "" outside the sentence."""
        return self.norms[i - self.first] if self.first <= i <= self.last else ""

    def between(self, i: int, j: int) -> list[str]:
        """The folded words from token `i` up to token `j`, without it."""
        return self.norms[max(i - self.first, 0) : max(j - self.first, 0)]

    def mention(self, position: int) -> Mention:
        """A mention by its position."""
        return self.view.mentions[position]

    def _grouped(self) -> list[list[int]]:
        """Mentions bound by "et" and commas: "A, B et C"; a mere comma binds nothing."""
        chains: list[list[int]] = []
        for p in self.positions:
            if chains and self._linked(chains[-1][-1], p):
                chains[-1].append(p)
            else:
                chains.append([p])
        return [group for chain in chains for group in self._split(chain)]

    def _linked(self, left: int, right: int) -> bool:
        a, b = self.mention(left), self.mention(right)
        words = self.joint(a.last + 1, b.first)
        if Form.PRONOUN in (a.form, b.form) or b.first <= a.last:
            return False
        if words == [","] and a.form is Form.PARTY and b.form is not Form.PARTY:
            return False  # "Après le Laos et la Thaïlande, le ministre …"
        if (
            a.prep not in ("", b.prep, "avec", "par", "entre")
            and not b.prep
            and "et" not in words
            and "ainsi" not in words
        ):
            return False
        if b.prep and b.prep not in (a.prep, "avec", "par", "a", "au", "aux", *_OF):
            return False
        if b.prep in _OF and a.prep not in _OF:
            return False
        if self._described(words) and b.name and not a.prep and not b.prep:
            return not any(a.end <= d.span.start < b.start for d in self.view.dates_in(self.number))
        return (
            bool(words)
            and len(words) <= 4
            and all(w in _LINKS or w == b.prep for w in words)
            and bool({",", ";", "et", "puis", "ainsi"} & set(words))
        )

    @staticmethod
    def _described(words: Sequence[str]) -> bool:
        """ "A et le plus haut législateur du pays, B": B is told of before being named."""
        told = len(words) > 3 and words[0] == "et" and words[1] in ("le", "la", "l'", "son", "sa") and words[-1] == ","
        return told and len(words) <= _DESCRIPTION and not ({",", ";", ":"} | _ENDS | _HELPERS) & set(words[1:-1])

    def _split(self, chain: Sequence[int]) -> list[list[int]]:
        joins = [
            set(self.between(self.mention(a).last + 1, self.mention(b).first)) for a, b in itertools.pairwise(chain)
        ]
        if any(join & {"et", "ainsi", "puis", ";"} for join in joins):
            return [list(chain)]
        return [[p] for p in chain]

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
                return k - 1 if self.norm(k - 1) in _HELPERS else i
        return i

    def _manner(self, i: int) -> bool:
        """True for an adverb after an auxiliary: "a chaleureusement félicité", not "le gouvernement a"."""
        return self.norm(i).endswith("ment") and self.norm(i - 1) in _HELPERS

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
            near = [p for p in before if self.mention(p).last >= start - 4]
            return self.group_of(near[-1]) if near else []
        shared = self.norm(start - 1) in ("et", "puis") or self.between(start - 2, start) == ["et", "puis"]
        for p in before if shared else reversed(before):
            group = self.group_of(p)
            if not self.mention(group[0]).prep and self.usable(p):
                return group
        return []

    def usable(self, p: int) -> bool:
        """True for a mention that can act: a person, a group, or a party that is not a bare place name."""
        mention = self.mention(p)
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
            if mention.first <= v or p in avoid:
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
            if not mention.name or gap & _HELPERS or not gap & _ENUMERATES:
                break
            named.append(p)
            last = mention.last
        return named if len(named) > 1 else group

    def ended(self, i: int, j: int) -> bool:
        """True where another clause begins between tokens `i` and `j`; "l'un après l'autre" begins none."""
        words = self.between(i, j)
        return any(w in _ENDS and words[k - 1 : k + 3] != _ONE_BY_ONE for k, w in enumerate(words))

    def joint(self, i: int, j: int) -> list[str]:
        """The folded words from token `i` up to token `j`, asides and the words that only say when left out."""
        kept, k = [], i
        while k < j:
            end = self._skipped(k, j)
            if end == k:
                kept.append(self.norm(k))
            k = max(end, k + 1)
        return ["," if w in _BRACKETS else w for k, w in enumerate(kept) if w != "," or kept[k - 1 : k] != [","]]

    def _skipped(self, k: int, j: int) -> int:
        """The token after the aside, date or moment that starts at token `k`; `k` where there is none before `j`."""
        if self.norm(k) in _BRACKETS:
            closing = next((m for m in range(k + 2, j) if self.norm(m) == _BRACKETS[self.norm(k)]), None)
            return k if closing is None else closing + 1
        tokens = self.view.text.tokens
        for date in self.view.dates_in(self.number):
            if date.span.start <= tokens[k].start < date.span.end:
                return k + 1
        for words in _MOMENTS:
            if self.norm(k) == words[0] and tuple(self.between(k, k + len(words))) == words:
                return k + len(words)
        return k

    def chain_after(self, group: Sequence[int], preps: Iterable[str]) -> list[int]:
        """The group, and further ones of the same kind: "avec A, …, puis avec B", "A ; mardi, B"."""
        wanted, found = set(preps), list(group)
        for other in self.groups:
            if not found or self.mention(other[0]).first <= self.mention(found[-1]).last:
                continue
            head = self.mention(other[0])
            gap = self.between(self.mention(found[-1]).last + 1, head.first)
            bound = {"puis", "et", "ainsi"} & set(gap) and not {"a", "ont", "est", "sont"} & set(gap)
            again = "puis" in self.between(head.first - 3, head.first) and head.prep in wanted
            if (
                ((head.prep in wanted or wanted & set(gap)) and bound)
                or again
                or self._goes_on(found[-1], other, wanted)
            ):
                found.extend(other)
        return found

    def _goes_on(self, left: int, group: Sequence[int], wanted: set[str]) -> bool:
        """ "A ; mercredi, B", "avec A, l'autre avec B": nothing but time and order stands between."""
        head, after = self.mention(group[0]), self.mention(group[-1]).last + 1
        gap = self.joint(self.mention(left).last + 1, head.first)
        if head.prep not in wanted or not gap or not set(gap) <= _ORDER:
            return False
        return bool(head.prep) or (";" in gap and not _HELPERS & set(self.between(after, after + _NEAR)))

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
