"""Mentions: who a story speaks of — names with their offices, titles without a name, groups, parties, pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.coreference.mention import Form, Mention, OfficeRef
from kg.languages.fr.mentions.apposition import MADE, Apposed, after_participle, apposition, presidency_at, stands_apart
from kg.languages.fr.mentions.capacity import company, in_capacity, of_its_sender, of_the_church, sent
from kg.languages.fr.mentions.charges import bound, past_mandate
from kg.languages.fr.mentions.delegations import is_mission, led_at, of_its_body, of_the_same, states_of, with_leaders
from kg.languages.fr.mentions.fronted import at_the_time, fronted
from kg.languages.fr.mentions.genders import gender_of
from kg.languages.fr.mentions.listed import of_each_side, of_one_side, origins
from kg.languages.fr.mentions.pronouns import all_of_them, is_pronoun, latter_at, opened, pronoun_at, taken_up
from kg.languages.fr.names.surroundings import ADVERBS, FEMALE, FORMER, MALE, TITLES, Left, left, name_after
from kg.languages.fr.offices.offices import Phrase, parse, parse_as, shared_body
from kg.languages.fr.offices.plurals import postposed, respectively, several, spread
from kg.languages.fr.offices.seats import seated
from kg.languages.fr.tokens.lexicon import INSIDE, Hit
from kg.languages.fr.tokens.text import Text, grammar

_STARTERS, _SIDES, _KIN = grammar("company"), grammar("sides"), grammar("kin")
_NEED_DETERMINER = frozenset(("emissary", "host", "visitor", "leader", "diplomat", "adjunct", "man"))
_EPITHETS = frozenset(("host", "visitor", "leader", "man", "diplomat"))
_UNCHAINED = frozenset(("counterpart", "leader", "host", "visitor", "man"))
_COURTESIES = frozenset(("ambassador", "queen", "monarch"))  # said again before the name: "la ministre, la princesse X"
_COUNTS = frozenset(("deux", "trois", "quatre", "cinq", "six"))


def find_mentions(text: Text, sentences: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions of a story in order; `sentences` are ranges of tokens (first, last)."""
    found: list[Mention] = []
    norms = text.norms
    for first, last in sentences:
        reader, told = _Reader(text, first, last), len(found)
        i = first
        while i <= last:
            hits = text.hits[i]
            here = reader.at(i) if (hits and hits is not INSIDE) or i in text.name_at or _starts(norms[i]) else []
            end = here[-1].last if here else i
            if norms[i] == "respectivement":
                end = respectively(text, i, last, found)
            if not _belongs(text, here, found, first):
                found.extend(of_the_same(text, m, found) for m in here)
            i = max(end, i) + 1
        sided = of_each_side(text, of_one_side(text, origins(text, found[told:]), first, last), first, last)
        found[told:] = with_leaders(text, first, sided, found[:told])
    return found


def _belongs(text: Text, here: list[Mention], found: list[Mention], first: int) -> bool:
    """True for a title that names before it in the sentence have been given: a plural after them, a capacity."""
    if len(here) != 1 or here[0].form is not Form.TITLE:
        return False
    return in_capacity(text, here[0], found, first) if here[0].number else postposed(text, here[0], found)


def _starts(norm: str) -> bool:
    return norm in _STARTERS or norm in MADE or is_pronoun(norm)


class _Reader:
    """Reads the mentions of one sentence, tokens `first` … `last`."""

    def __init__(self, text: Text, first: int, last: int) -> None:
        self.text, self.first, self.last = text, first, last
        self.head: str | None = None

    def at(self, i: int) -> list[Mention]:
        """The mentions that start at token `i`; several for a plural with its names."""
        text = self.text
        if i in text.name_at and text.name_at[i] <= self.last:
            return [self.named(i, i, ())]
        if text.hit(i, "head"):
            return self.titled(i)
        demonym = text.hit(i, "demonym")
        if demonym and text.capital(i) and i + demonym.length in text.name_at:
            return [replace(self.named(i, i + demonym.length, ()), states=(demonym.key,), word="national")]
        if text.norm(i) in ("celui", "celle", "ceux", "celles"):
            return self.the_one_of(i)
        return list(self.other(i))

    def acronym(self, last: int, name: Hit) -> int:
        """The last token of a name and of its own acronym in brackets: "le Parti communiste du Vietnam (PCV)"."""
        own = self.text.hit(last + 2, "org")
        closed = own and own.key == name.key and self.text.norm(last + 2 + own.length) == ")"
        return last + 2 + own.length if own and closed and self.text.norm(last + 1) == "(" else last

    def other(self, i: int) -> Iterator[Mention]:
        """Delegations, pronouns, states and organisations, inhabitants ("le Philippin")."""
        text, norm = self.text, self.text.norm(i)
        country, org = text.hit(i, "country"), text.hit(i, "org")
        pronoun = pronoun_at(text, i)
        if norm in MADE and i == self.first and (phrase := presidency_at(text, i + 1)):
            yield from self.presidents(phrase)
        elif norm in ("delegation", "delegations") or is_mission(text, i, self.last):
            yield self.delegation(i)
        elif at := latter_at(text, i):
            gender, number = ("f" if text.norm(at).startswith("derniere") else "m"), int(norm != "ces")
            yield self.build(i, at, Form.PRONOUN, word="dernier", gender=gender, number=number)
        elif end := all_of_them(text, i):
            yield self.build(i, end, Form.PRONOUN, word=norm, gender="f" if norm == "toutes" else "", number=0)
        elif pronoun:
            told = self.build(i, i, Form.PRONOUN, word=norm, gender=pronoun[0], number=pronoun[1])
            yield replace(told, subordinate=opened(text, self.first, i), relative=taken_up(text, self.first, i))
        elif norm in _SIDES and (hit := text.hit(i + 1, "demonym")):
            yield self.build(i, i + 1, Form.PARTY, code=hit.key, states=(hit.key,))
        elif hit := (org if org and (not country or org.length >= country.length) else country):
            yield self.build(i, self.acronym(i + hit.length - 1, hit), Form.PARTY, code=hit.key, word=hit.kind)
        elif (
            (hit := text.hit(i, "demonym"))
            and text.capital(i)
            and i != self.first
            and text.norm(i - 1) in ("le", "la", "l'", "au", "du")
        ):
            yield self.build(i, i + hit.length - 1, Form.TITLE, states=(hit.key,), word="inhabitant")

    def delegation(self, i: int) -> Mention:
        """ "une délégation du PPRL conduite par X": X, where named; else a group of the states and bodies named."""
        text, led = self.text, led_at(self.text, i, self.last)
        self.head = "delegation"
        states = states_of(text, i, self.last)
        inner = of_its_body(text, i, self.led_by(led + 2)) if led else None
        if inner:
            prep = left(text, self.first, i).prep
            word, start = inner.word or "delegation", text.tokens[i].start
            return replace(inner, first=i, states=inner.states or states[:1], prep=prep, start=start, word=word)
        return self.build(i, i, Form.GROUP, states=states, word="delegation", number=0)

    def led_by(self, j: int) -> Mention | None:
        """The named leader of a delegation from token `j` on, past an article and adjectives."""
        for k in range(j, min(j + 8, self.last + 1)):
            if k in self.text.name_at or self.text.hit(k, "head"):
                here = self.at(k)
                return here[0] if here and here[0].name else None
        return None

    def build(
        self, first: int, last: int, form: Form, *, name: str | None = None, offices: tuple[OfficeRef, ...] = (),
        states: tuple[str, ...] = (), code: str | None = None, number: int = 1, word: str = "", gender: str = "",
        civility: str = "",
    ) -> Mention:  # fmt: skip
        """A mention with its left context filled in; that of a name tells a companion or someone replaced."""
        before = left(self.text, self.first, first)
        shown = gender or ("f" if before.determiner in FEMALE else "m" if before.determiner in MALE else "")
        begin, tokens = min(before.first, first), self.text.tokens
        return Mention(
            first=begin, last=last, form=form, prep=before.prep, gender=shown, determiner=before.determiner,
            civility=civility, start=tokens[first].start, end=tokens[last].end, name=name, offices=offices,
            states=states, word=company(self.text, self.first, begin) if name else word, code=code, number=number,
        )  # fmt: skip

    def named(self, first: int, i: int, offices: tuple[OfficeRef, ...]) -> Mention:
        """A name at token `i`, its phrase starting at `first`, with the offices that follow in apposition."""
        text = self.text
        last = text.name_at[i]
        made = parse(text, last + 1) if text.norm(i - 1) in MADE else None
        after = (
            Apposed(made.last, (made.ref,)) if made else self.realm(last, offices) or apposition(text, last, self.last)
        )
        civility = text.norm(i - 1) if i > self.first and text.norm(i - 1) in TITLES else ""
        gender = "f" if civility in FEMALE else "m" if civility in MALE else ""
        mention = self.build(
            first, after.last, Form.NAME, gender=gender, civility=civility,
            name=text.words(i, last), offices=of_the_church(civility, offices + after.offices), states=after.states,
        )  # fmt: skip
        gender = mention.gender or gender_of(mention, text.norm(i + 1))
        return replace(mention, gender=gender, word=mention.word or sent(text, mention))

    def realm(self, last: int, offices: tuple[OfficeRef, ...]) -> Apposed | None:
        """ "la reine Margrethe II du Danemark", "le président X du Malawi": the state after the name."""
        text, k = self.text, last + 1
        if not offices or any(o.state or o.body for o in offices) or text.norm(k) not in ("de", "du", "des", "d'"):
            return None
        k += 2 if text.norm(k + 1) in ("la", "l'") else 1
        country = text.hit(k, "country")
        if country is None or k + country.length - 1 > self.last:
            return None
        after = apposition(text, k + country.length - 1, self.last)
        return after._replace(states=(country.key,))

    def titled(self, i: int) -> list[Mention]:
        """An office phrase at `i`: with its name before or after a comma, with several names, or alone."""
        phrase = parse(self.text, i)
        return [] if phrase is None or phrase.last > self.last else self.phrase(seated(self.text, self.first, phrase))

    def the_one_of(self, i: int) -> list[Mention]:
        """ "celui de la Chambre basse, X": the same head as the office before it, of another body."""
        text = self.text
        if self.head is None or text.norm(i + 1) not in ("de", "du", "des", "d'"):
            return []
        if self.head == "delegation":
            states = states_of(text, i, self.last)
            return [self.build(i, i, Form.GROUP, states=states, word="delegation", number=0)] if states else []
        phrase = parse_as(self.text, i, i + 1, self.head)
        if text.norm(i) in ("ceux", "celles"):  # "ses homologues, dont ceux du Mali et du Niger"
            return self.phrase(phrase._replace(plural=True)) if phrase.ref.state else []
        if phrase.ref.office is None or phrase.last > self.last:
            return []
        of_state = phrase.ref.state and text.norm(phrase.last + 1) == ","
        if not phrase.ref.body and not of_state:
            return []
        return self.phrase(phrase)

    def phrase(self, phrase: Phrase) -> list[Mention]:
        """The mentions of an office phrase."""
        text, i = self.text, phrase.first
        before = left(text, self.first, i)
        head = phrase.ref.head
        counted = phrase.plural and text.norm(i - 1) in _COUNTS
        if (head in _NEED_DETERMINER and not before.determiner and not counted) or (
            head == "at-head" and not phrase.ref.office
        ):
            return []
        self.head = head
        states: tuple[str, ...] = ()
        if phrase.plural:
            phrase, states = spread(text, phrase)
        if phrase.plural and (head not in _EPITHETS or states):
            shared = phrase._replace(ref=replace(phrase.ref, qualifier=phrase.ref.qualifier or before.qualifier))
            found = several(text, shared, states, self.last, self.named)
            if found:
                found[0] = replace(found[0], first=before.first)
                owned = before.determiner if before.determiner in ("ses", "leurs") else ""
                return [replace(m, prep=before.prep, determiner=owned or m.determiner) for m in found]
        phrases = self.chain(phrase)
        first, *others = (p.ref for p in phrases)
        offices = (replace(first, qualifier=first.qualifier or before.qualifier), *others)
        last = phrases[-1].last
        held = [] if phrase.plural else self.held(i, last, before, offices)
        if held:
            return held
        form = Form.COUNTERPART if head == "counterpart" else Form.TITLE
        own = states or tuple(dict.fromkeys(o.state for o in offices if o.state))
        return [self.build(i, last, form, offices=offices, states=own, number=0 if phrase.plural else 1, word=head)]

    def held(self, i: int, last: int, before: Left, offices: tuple[OfficeRef, ...]) -> list[Mention]:
        """The one whom the words name as the holder of the offices on tokens `i` … `last`; none for nobody."""
        name = self.name_of(before.first, last, not before.prep and not before.determiner)
        if name is not None:
            return [self.named(i, name, offices)]
        at = None if before.determiner else fronted(self.text, self.first, before.first, last, self.last)
        if at is None:
            return self.delegated(last, offices)
        return [self.named(at, at, at_the_time(self.text, last, offices))]

    def presidents(self, phrase: Phrase) -> list[Mention]:
        """ "Porté à la présidence du Ghana en mai, X": X, its president."""
        name = fronted(self.text, self.first, phrase.first, phrase.last, self.last)
        return [] if name is None else [self.named(name, name, (phrase.ref,))]

    def delegated(self, last: int, offices: tuple[OfficeRef, ...]) -> list[Mention]:
        """ "l'envoyé spécial du président X, Y": X, then Y with the office that ends at token `last`."""
        text, k = self.text, last + 1
        if text.norm(k) not in ("de", "du", "d'"):
            return []
        k += 2 if text.norm(k + 1) in ("la", "l'", "le") else 1
        inner = self.titled(k) if text.hit(k, "head") else []
        if len(inner) != 1 or not inner[0].name or text.norm(inner[0].last + 1) != ",":
            return []
        name = name_after(text, inner[0].last + 2, self.last, comma=False)
        if name is None or text.norm(text.name_at[name] + 1) not in (",", ".", ";", ")", ""):
            return []
        return [inner[0], replace(self.named(name, name, offices), states=())]

    def name_of(self, first: int, last: int, bare: bool) -> int | None:
        """The name that an office phrase, ending at token `last`, gives: right after it, or between commas; where it is
        `bare` or starts the sentence, the name may be the subject of a verb."""
        if of_its_sender(self.text, first, last):
            return None
        name = name_after(self.text, last + 1, self.last, comma=False)
        if name is not None:
            return name
        if any(self.text.norm(k) in _KIN for k in range(max(first - 2, self.first), first)):
            return None
        name = name_after(self.text, last + 1, self.last, comma=True) or past_mandate(self.text, first, last, self.last)
        courtesy = self.text.hit(last + 3, "head")
        if name is None and self.text.norm(last + 1) == "," and courtesy and courtesy.key in _COURTESIES:
            name = name_after(self.text, last + 3 + courtesy.length, self.last, comma=False)
        fronted = first == self.first or bare or after_participle(self.text, self.first, first)
        return None if name is None or (not fronted and stands_apart(self.text, self.text.name_at[name])) else name

    def chain(self, phrase: Phrase) -> list[Phrase]:
        """The phrase and those bound to it: "vice-Premier ministre et ministre des …"."""
        text, chain = self.text, [phrase]
        while (step := bound(text, chain[-1])) and chain[-1].last + 1 < self.last:
            k, qualifier = chain[-1].last + step, None
            k += text.norm(k - 1) == "," and text.norm(k) == "et"
            while text.norm(k) in ADVERBS | FORMER and not text.hit(k, "head"):
                qualifier = "former" if text.norm(k) in FORMER else qualifier
                k += 1
            more = parse(text, k)
            if more is None or more.plural or more.last > self.last or more.ref.head in _UNCHAINED:
                break
            chain.append(more._replace(ref=replace(more.ref, qualifier=more.ref.qualifier or qualifier)))
        return shared_body(chain)
