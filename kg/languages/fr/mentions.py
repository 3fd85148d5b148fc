"""Mentions: who a story speaks of — names with the offices beside them, titles without a name, groups, parties, pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages.fr.names import word_set
from kg.languages.fr.offices import Phrase, Text, grammar, parse
from kg.languages.fr.words import fold
from kg.mention import Form, Mention, OfficeRef

_FORMER = frozenset(("ancien", "ancienne", "anciens", "anciennes", "ex", "feu", "feue", "precedent", "precedente"))
_BEFORE_HEAD = _FORMER | frozenset(
    "nouveau nouvel nouvelle nouveaux nouvelles actuel actuelle jeune futur future alors propre deux trois quatre cinq six premier haut plus grand meme principal tout".split()
)
_ADVERBS = frozenset("elle-meme lui-meme egalement aussi alors lui elle notamment actuellement desormais".split())
_FEMALE = frozenset(("la", "une", "cette", "sa", "mme", "mmes", "madame", "elle", "celle-ci"))
_MALE = frozenset(("le", "un", "cet", "ce", "m.", "m", "monsieur", "il", "celui-ci"))
_LED = frozenset("conduite dirigee menee emmenee presidee conduit dirige".split())
_PRONOUNS = {
    "il": ("m", 1), "elle": ("f", 1), "ils": ("m", 0), "elles": ("f", 0), "celui-ci": ("m", 1), "celle-ci": ("f", 1),
    "ceux-ci": ("m", 0), "celles-ci": ("f", 0), "lequel": ("m", 1), "laquelle": ("f", 1), "lui": ("", 1), "a-t-il": ("m", 1), "a-t-elle": ("f", 1), "eux": ("m", 0),
}  # fmt: skip


def find_mentions(text: Text, sentences: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions of a story in order; `sentences` are ranges of tokens (first, last)."""
    found: list[Mention] = []
    for first, last in sentences:
        i = first
        while i <= last:
            here = _Reader(text, first, last).at(i)
            if here:
                found.extend(here)
                i = max(here[-1].last, i) + 1
            else:
                i += 1
    return found


class _Reader:
    """Reads the mentions of one sentence, tokens `first` … `last`."""

    def __init__(self, text: Text, first: int, last: int) -> None:
        self.text, self.first, self.last = text, first, last

    def at(self, i: int) -> list[Mention]:
        """The mentions that start at token `i`; several for a plural with its names."""
        text = self.text
        if i in text.name_at and text.name_at[i] <= self.last:
            return [self.named(i, i, (), ())]
        if text.hit(i, "head"):
            return self.titled(i)
        demonym = text.hit(i, "demonym")
        if demonym and text.tokens[i].capital and i + demonym.length in text.name_at:
            return [self.named(i, i + demonym.length, (), (demonym.key,))]
        return list(self.other(i))

    def other(self, i: int) -> Iterator[Mention]:
        """Inhabitants ("le Philippin"), delegations, pronouns, states and organisations."""
        text, norm = self.text, self.text.norm(i)
        demonym, country, org = text.hit(i, "demonym"), text.hit(i, "country"), text.hit(i, "org")
        if norm in ("delegation", "delegations"):
            yield self.delegation(i)
        elif (
            demonym
            and text.tokens[i].capital
            and not country
            and i != self.first
            and text.norm(i - 1) in ("le", "la", "l'", "au", "du")
        ):
            yield self.build(i, i + demonym.length - 1, Form.TITLE, states=(demonym.key,), word="inhabitant")
        elif norm in ("ce", "cette") and text.norm(i + 1) in ("dernier", "derniere"):
            yield self.build(i, i + 1, Form.PRONOUN, word="dernier", gender="f" if norm == "cette" else "m")
        elif norm in _PRONOUNS:
            gender, number = _PRONOUNS[norm]
            yield self.build(i, i, Form.PRONOUN, word=norm, gender=gender, number=number)
        elif norm in ("partie", "cote", "gouvernement", "presidence") and text.hit(i + 1, "demonym"):
            hit = text.hit(i + 1, "demonym")
            yield self.build(i, i + 1, Form.PARTY, code=hit.key if hit else None, states=(hit.key,) if hit else ())
        elif org or country:
            hit = org if org and (not country or org.length >= country.length) else country
            if hit:
                yield self.build(i, i + hit.length - 1, Form.PARTY, code=hit.key, word=hit.kind)

    def delegation(self, i: int) -> Mention:
        """ "une délégation du PPRL conduite par X": X, where named; else a group of the states and bodies named."""
        text, states, j = self.text, [], i + 1
        while j <= min(self.last, i + 30):
            if text.norm(j) in _LED and text.norm(j + 1) in ("par", "du", "de", "de la"):
                inner = self.led_by(j + 2)
                if inner:
                    own = inner.states or tuple(states[:1])
                    return replace(inner, first=i, states=own, prep=self.left(i)[1], start=text.tokens[i].start)
            if text.norm(j) in ("a", "ont", "est", "qui", ".", "lors", "avec", ";") or j in text.name_at:
                break
            hit = text.hit(j, "country") or text.hit(j, "org") or text.hit(j, "demonym")
            if hit:
                states.append(hit.key)
            j += hit.length if hit else 1
        return self.build(i, i, Form.GROUP, states=tuple(states[:1]), word="delegation", number=0)

    def led_by(self, j: int) -> Mention | None:
        """The named leader of a delegation from token `j` on, past an article and adjectives."""
        for k in range(j, min(j + 8, self.last + 1)):
            if k in self.text.name_at or self.text.hit(k, "head"):
                here = self.at(k)
                return here[0] if here and here[0].name else None
        return None

    def left(self, i: int) -> tuple[int, str, str | None, str]:
        """To the left of a noun or name at `i`: first token of the phrase, preposition, qualifier, determiner."""
        text, j, qualifier = self.text, i - 1, None
        while j >= self.first and (
            text.norm(j) in _BEFORE_HEAD or text.norm(j) in word_set("civilities") or text.norm(j) in word_set("ranks")
        ):
            if text.norm(j) in _FORMER:
                qualifier = "former"
            j -= 1
        determiner = ""
        if (
            j >= self.first
            and text.norm(j) in grammar("determiners")
            and text.norm(j) not in ("du", "des", "au", "aux")
        ):
            determiner = text.norm(j)
            j -= 1
        prep = text.norm(j) if j >= self.first and text.norm(j) in grammar("prepositions") else ""
        if prep and text.norm(j) in ("du", "des", "au", "aux"):
            determiner = determiner or prep
        return j + (0 if prep in ("du", "des", "au", "aux") else 1), prep, qualifier, determiner

    def build(self, first: int, last: int, form: Form, **known: object) -> Mention:
        """A mention with its left context filled in."""
        begin, prep, _, determiner = self.left(first)
        gender = str(known.pop("gender", "")) or ("f" if determiner in _FEMALE else "m" if determiner in _MALE else "")
        tokens = self.text.tokens
        return Mention(
            first=min(begin, first),
            last=last,
            form=form,
            prep=prep,
            gender=gender,
            start=tokens[first].start,
            end=tokens[last].end,
            **known,
        )  # type: ignore[arg-type]

    def named(
        self, first: int, i: int, offices: tuple[OfficeRef, ...], states: tuple[str, ...], bare: bool = False
    ) -> Mention:
        """A name at token `i`, its phrase starting at `first`, with the offices that follow in apposition."""
        text = self.text
        last = text.name_at[i]
        name = text.words(i, last)
        end, after, more = self.apposition(last) if not bare else (last, (), ())
        civility = text.norm(i - 1)
        gender = "f" if civility in _FEMALE else "m" if civility in _MALE else ""
        mention = self.build(first, end, Form.NAME, name=name, offices=offices + after, states=states + more)
        return replace(mention, gender=gender or mention.gender, start=text.tokens[first].start)

    def apposition(self, last: int) -> tuple[int, tuple[OfficeRef, ...], tuple[str, ...]]:
        """What follows a name: "(Sénégal)", "(droite)", ", ministre des …, membre du …": last token, offices, states."""
        text, j, states = self.text, last + 1, ()
        if text.norm(j) == "(":
            close = next((k for k in range(j + 1, min(j + 5, self.last + 1)) if text.norm(k) == ")"), None)
            if close:
                country = text.hit(j + 1, "country")
                states = (country.key,) if country else ()
                last, j = close, close + 1
        offices: list[OfficeRef] = []
        while text.norm(j) in (",", "et") and j < self.last:
            phrase = self.apposed(j, bool(offices))
            if phrase is None:
                break
            offices.append(phrase.ref)
            last, j = phrase.last, phrase.last + 1
        return last, tuple(offices), states

    def apposed(self, j: int, chained: bool) -> Phrase | None:
        """An office phrase after the comma (or "et") at `j` that belongs to the name before it."""
        text, k, qualifier, article = self.text, j + 1, None, False
        while text.norm(k) in _ADVERBS | _BEFORE_HEAD or text.norm(k) in (
            "le",
            "la",
            "l'",
            "son",
            "sa",
            "es",
            "qualites",
            "de",
            "en",
            "qualite",
        ):
            article |= text.norm(k) in ("le", "la", "l'", "son", "sa")
            qualifier = "former" if text.norm(k) in _FORMER else qualifier
            k += 1
        if text.norm(j) == "et" and (article or not chained):
            return None
        phrase = parse(text, k)
        if (
            phrase is None
            or phrase.plural
            or phrase.last > self.last
            or phrase.ref.head in ("counterpart", "leader", "host", "visitor", "diplomat")
        ):
            return None
        if self.name_after(phrase.last + 1, comma=not article) is not None:
            return None
        if article and text.norm(phrase.last + 1) not in (",", ".", ";", ")", "") and phrase.last < self.last:
            return None
        return Phrase(
            phrase.first, phrase.last, replace(phrase.ref, qualifier=qualifier or phrase.ref.qualifier), phrase.plural
        )

    def name_after(self, j: int, comma: bool) -> int | None:
        """The token where a name starts right at `j`, past civility and rank; past a comma too where `comma` is false."""
        text = self.text
        if not comma and text.norm(j) in (",", ":"):
            j += 1
        if text.norm(j) in ("le", "la", "l'") and text.norm(j + 1) in word_set("ranks") | word_set("civilities"):
            j += 1
        while text.norm(j) in word_set("civilities") | word_set("ranks"):
            j += 1
            for tail in word_set("rank_tails"):
                words = tail.replace("d'", "d' ").split()
                if [text.norm(j + n) for n in range(len(words))] == words:
                    j += len(words)
        demonym = text.hit(j, "demonym")
        if demonym and text.tokens[j].capital and j + 1 in text.name_at:
            return j + 1
        return j if j in text.name_at and j <= self.last else None

    def titled(self, i: int) -> list[Mention]:
        """An office phrase at `i`: with its name before or after a comma, with several names, or alone."""
        phrase = parse(self.text, i)
        if phrase is None or phrase.last > self.last:
            return []
        begin, _, qualifier, determiner = self.left(i)
        if phrase.ref.head in ("host", "visitor", "leader", "diplomat", "adjunct") and not determiner:
            return []
        if phrase.plural:
            several = self.several(begin, phrase, qualifier)
            if several:
                return several
        phrases = self.chain(phrase)
        offices = tuple(
            replace(p.ref, qualifier=p.ref.qualifier or (qualifier if n == 0 else None)) for n, p in enumerate(phrases)
        )
        last = phrases[-1].last
        name = self.name_after(last + 1, comma=False)
        own = tuple(dict.fromkeys(o.state for o in offices if o.state))
        if name is not None and not phrase.plural:
            return [replace(self.named(i, name, offices, ()), states=())]
        form = Form.COUNTERPART if phrase.ref.head == "counterpart" else Form.TITLE
        number = 0 if phrase.plural else 1
        return [self.build(i, last, form, offices=offices, states=own, number=number, word=phrase.ref.head)]

    def chain(self, phrase: Phrase) -> list[Phrase]:
        """The phrase and those bound to it: "vice-Premier ministre et ministre des …", "membre de …, ministre de …"."""
        text, chain = self.text, [phrase]
        while True:
            j = chain[-1].last + 1
            if text.norm(j) not in ("et", ",") or j >= self.last:
                return chain
            k = j + 1
            while text.norm(k) in _ADVERBS | _FORMER:
                k += 1
            more = parse(text, k)
            if (
                more is None
                or more.plural
                or more.last > self.last
                or more.ref.head in ("counterpart", "leader", "host")
            ):
                return chain
            chain.append(more)

    def several(self, begin: int, phrase: Phrase, qualifier: str | None) -> list[Mention]:
        """A plural with its names: "les Premiers ministres A et B", "ses homologues japonais, A, et australien, B"."""
        text, found = self.text, []
        base, j = replace(phrase.ref, qualifier=phrase.ref.qualifier or qualifier), phrase.last + 1
        state = phrase.ref.state
        while j <= self.last:
            while text.norm(j) in (",", ";", "et", ":", "ainsi", "que", "puis") and j < self.last:
                j += 1
            k, given = j, None
            if text.norm(k) in grammar("of"):
                k += 2 if text.norm(k + 1) in ("la", "l'", "le", "les") else 1
            hit = text.hit(k, "demonym") or text.hit(k, "country")
            if hit and (text.hit(k, "country") or not text.tokens[k].capital):
                given, k = hit.key, k + hit.length
            name = self.name_after(k, comma=given is None)
            if name is None:
                if given and found and base.head == "counterpart":
                    found.append(self.one(k - 1, k - 1, base, given, None))
                    j = k
                    continue
                break
            found.append(self.one(j, name, base, given or state, name))
            state = None if given else state
            j = found[-1].last + 1
            if text.norm(j) not in (",", ";", "et", ":", "ainsi", "puis"):
                break
        if found:
            found[0] = replace(found[0], first=begin, prep=self.left(phrase.first)[1])
            found[1:] = [replace(m, prep=found[0].prep) for m in found[1:]]
        return found

    def one(self, first: int, i: int, base: OfficeRef, state: str | None, name: int | None) -> Mention:
        """One of several holders of the same kind of office."""
        office = replace(base, state=state, of=state if base.of in (None, base.state) else base.of)
        if name is None:
            return self.build(
                i, i, Form.COUNTERPART, offices=(office,), states=(state,) if state else (), word=base.head
            )
        mention = self.named(first, i, (office,), ())
        given = mention.states[0] if mention.states else state
        return replace(
            mention,
            offices=(replace(office, state=given, of=given if office.of == state else office.of), *mention.offices[1:]),
            states=(),
        )


def gender_of(mention: Mention) -> str:
    """The gender that a mention shows: by its determiner, or by the ending of its head."""
    if mention.gender:
        return mention.gender
    head = fold(mention.offices[0].title.split()[0]) if mention.offices and mention.offices[0].title else ""
    return "f" if head.endswith(("ente", "rice", "iere", "cheffe", "eure", "reine")) else ""
