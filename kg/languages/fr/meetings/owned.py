"""Which dates and places of a sentence belong to something else than its meeting: a relative clause, a quotation, a
brackets' aside, a journey, an act recalled, an event announced."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.calendar.date_values import DateMention, Interval
from kg.languages.fr.clauses.clauses import Clause
from kg.languages.fr.tokens.text import grammar
from kg.languages.fr.tokens.trigger_words import forms, phrases

_RELATIVE = forms("meeting", "words", "setting", "relative")
_JOURNEY = forms("meeting", "words", "setting", "journey")
_RECALLED = forms("meeting", "words", "setting", "recalled")
_AHEAD = forms("meeting", "words", "setting", "ahead")
_DATED = forms("meeting", "words", "setting", "dated_nouns")
_HAPPENS = forms("meeting", "words", "setting", "happens")
_HELD = frozenset(
    f"{verb}{end}" for verb in ("tenu", "organise", "ouvert", "reuni", "convoque") for end in ("", "e", "s", "es")
)
_MARGIN = forms("meeting", "words", "setting", "margin")
_AUXILIARY = forms("meeting", "words", "verbs", "have") | forms("meeting", "words", "verbs", "be")
_GLUE = forms("meeting", "words", "setting", "glue")
_PARTICIPLE = re.compile(
    r"(?:[^\W\d_]{2,}é|reçu|accueilli|(?:re|inter|par)?venu|(?:re)?parti|paru|convaincu)(?:e?s?)", re.IGNORECASE
)
_COMING = re.compile(r"[a-z]{3,}r(?:a|ont)")
_SAID, _SAYS, _ISSUED = (forms("meeting", "words", "setting", key) for key in ("said", "says", "issued"))
_MADE_KNOWN = frozenset(("savoir", "etat", "part"))
_PAUSES = frozenset((",", '"', "»"))  # before a verb of saying that names the source
_ACCORDING = frozenset(("selon", "d'apres"))
_QUOTE = '"'
_CLOSING = {"(": ")", "«": "»", "“": "”"}
_EVENTS = frozenset(words[0] for words, _ in phrases("meeting", "nouns")) - grammar("prepositions")
_ANTECEDENT = 24  # words between an event and the clause that tells when it is held
_NAME = 4  # words that the name of an event may have before its complements
_OBJECT = frozenset(("que", "qu'", "laquelle", "auquel"))  # "l'entretien qu'ont eu jeudi A et B"
_FAR = 25  # words between an event and the word that announces it
_BESIDE = 3  # words between the date and the place of one event
_CONFERENCES = frozenset(("conference", "forum", "pleniere", "reunion", "session", "sommet"))
_WITHIN = frozenset(("cours", "durant", "lors", "marge", "occasion", "pendant", "tenue"))
_FRAME = 6  # words from "en marge" to the conference
_BACK = forms("meeting", "words", "setting", "back") - {"retour"} | {"retournee", "retourne", "regagne", "quitte"}
_RETURN = 5  # words from "est rentré" to its day
_AT_FIRST = frozenset(("initialement", "originellement", "primitivement", "d'abord"))
_BEFORE = 4  # words from "initialement" to its date
_REACH = 10  # words between a journey, or an event announced, and its date


@dataclass(slots=True)
class Owners:
    """What the dates of one sentence belong to."""

    clause: Clause
    regions: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.regions = list(_regions(self.clause))

    def tokens(self, mention: DateMention) -> tuple[int, int]:
        """The first and last token of a date."""
        tokens = self.clause.view.text.tokens
        first = bisect_left(tokens, mention.span.start, key=lambda token: token.start)
        last = bisect_left(tokens, mention.span.end, key=lambda token: token.start) - 1
        return first, max(first, last)

    def apart(self, i: int, token: int) -> bool:
        """True where token `i` stands in a relative clause, quotation or aside that token `token` is outside of."""
        return any(first <= i <= last and not first <= token <= last for first, last in self.regions)

    def aside(self, i: int) -> bool:
        """True where token `i` stands in a relative clause, quotation or aside at all."""
        return any(first <= i <= last for first, last in self.regions)

    def bracketed(self, i: int) -> bool:
        """True where token `i` stands in brackets or a quotation."""
        tokens = self.clause.view.text.tokens
        return any(first <= i <= last and tokens[first].text in {*_CLOSING, _QUOTE} for first, last in self.regions)

    def dated(self, i: int) -> bool:
        """True where a date stands beside token `i`: "qu'il présidait jeudi à Vientiane"."""
        dates = (self.tokens(mention) for mention in self.clause.view.dates_in(self.clause.number))
        return any(abs(first - i) <= _BESIDE or abs(i - last) <= _BESIDE for first, last in dates)

    def reported(self, mention: DateMention) -> bool:
        """ "a annoncé mardi l'Élysée", "un communiqué publié mardi": when it was said, not when it happened."""
        issued = self.participle(mention)
        return self.sourced(mention) or (issued is not None and self.clause.norm(issued) in _ISSUED)

    def sourced(self, mention: DateMention, token: int = -1) -> bool:
        """True for a date in the words that name the source, outside of which token `token` stands."""
        first, _ = self.tokens(mention)
        around = ((a, b) for a, b in self.regions if a <= first <= b and not a <= token <= b)
        return any(self.clause.norm(a) in _ACCORDING or _is_said(self.clause, a) for a, _ in around)

    def said_on(self, mention: DateMention) -> bool:
        """ "a annoncé | mardi un entretien": the day on which it was said."""
        first, _ = self.tokens(mention)
        return (self.clause.norm(first - 1) in _SAID and self.clause.norm(first - 2) in _AUXILIARY) or (
            self.clause.norm(first - 1) in _SAYS and _is_said(self.clause, first - 1)
        )

    def recalled(self, mention: DateMention) -> bool:
        """ "depuis le", "signé le", "le traité du 5 mai": the date of an act or thing that the sentence only names."""
        first, _ = self.tokens(mention)
        k = first - 1
        while self.clause.norm(k) in _GLUE:
            k -= 1
        if self.clause.view.text.capital(k) and self.clause.norm(k - 1) in ("a", "au") and self._since(k - 2):
            return True  # "depuis son entrée à Matignon le 5 mai"
        named = self.clause.norm(k) in _RECALLED and not self._told(k)
        return named or self._of_a_noun(first, mention)

    def of_a_return(self, mention: DateMention) -> bool:
        """ "est rentré | jeudi à Hanoï, achevant …": when somebody came back from where the meeting was."""
        first, _ = self.tokens(mention)
        return bool(_BACK & set(self.clause.between(first - _RETURN, first)))

    def _since(self, k: int) -> bool:
        """ "depuis sa | nomination"."""
        return self.clause.norm(k) in _RECALLED and self.clause.norm(k - 2) in ("depuis", "apres", "avant")

    def of_a_conference(self, mention: DateMention) -> bool:
        """ "à quelques jours du sommet du 20 mars": the day of a conference that is not where the meeting was."""
        first, _ = self.tokens(mention)
        if self.clause.norm(first) not in ("du", "de", "d'") or self.clause.norm(first - 1) not in _CONFERENCES:
            return False
        return not _WITHIN & set(self.clause.between(first - _FRAME, first - 1))

    def at_first(self, mention: DateMention) -> bool:
        """ "initialement prévu le 3": a day that another has taken the place of."""
        first, _ = self.tokens(mention)
        return bool(_AT_FIRST & set(self.clause.between(first - _BEFORE, first)))

    def _told(self, k: int) -> bool:
        """True for the participle of a full verb: "ont établi", "a été signé"."""
        return bool(_AUXILIARY & set(self.clause.between(self.clause.verb_start(k), k)))

    def _of_a_noun(self, first: int, mention: DateMention) -> bool:
        """ "le séisme du 24 août": the date of that noun, unless the noun is a meeting ("l'entretien du 24 août")."""
        if isinstance(mention.value, Interval) or self.clause.norm(first) not in ("du", "de", "d'"):
            return False
        noun, qualified = self.clause.norm(first - 1), self.clause.norm(first - 2)  # "l'entretien (téléphonique) du 3"
        return first > self.clause.first and noun not in _DATED and qualified not in _EVENTS

    def journey(self, mention: DateMention) -> bool:
        """ "en visite du 3 au 5 mai": the days of a journey."""
        if not isinstance(mention.value, Interval):
            return False
        first, _ = self.tokens(mention)
        return bool(_JOURNEY & set(self.clause.between(first - _REACH, first)))

    def announced(self, mention: DateMention) -> int | None:
        """ "un sommet prévu mardi": the token of the word that puts the date ahead."""
        first, _ = self.tokens(mention)
        for k in range(first - 1, max(first - _REACH, self.clause.first) - 1, -1):
            if self.clause.norm(k) in _AHEAD:
                return k
            if self.clause.norm(k) in (",", ";"):
                return None
        return None

    def participle(self, mention: DateMention) -> int | None:
        """ "l'accord conclu mardi", "arrivé lundi à Lima, …": the bare participle right before a date."""
        first, _ = self.tokens(mention)
        k = first - 1
        while self.clause.norm(k) in ("le", "la", "en", "au", "des"):
            k -= 1
        if k < self.clause.first or self.clause.norm(k) in _HAPPENS:
            return None
        bare = _PARTICIPLE.fullmatch(self.clause.view.text.tokens[k].text)
        return k if bare and not self._told(k) else None

    def of_another_event(self, i: int, token: int) -> bool:
        """True for a day or place at token `i` that says when and where another event was held than that of `token`:
        "les conclusions de la session tenue au Caire le | 11 mai"; but what happens in its margin is on its day."""
        held = next((k for k in range(i - 1, max(i - _REACH, self.clause.first), -1) if self._held(k)), None)
        if held is None:
            return False
        back = range(held - 1, max(held - _ANTECEDENT, self.clause.first - 1), -1)
        event = next((k for k in back if self.clause.norm(k) in _EVENTS), None)
        if event is None or event - _NAME < token <= held or _MARGIN & set(self.clause.between(event - _NAME, event)):
            return False
        return not _AUXILIARY & set(self.clause.between(event + 1, held))

    def _held(self, k: int) -> bool:
        """ "(la session) | tenue à": a bare participle, of an event."""
        return self.clause.norm(k) in _HELD and not self._told(k)

    def runs(self, mention: DateMention) -> bool:
        """ "depuis ce jeudi", "depuis hier": since a day that the story tells of."""
        first, last = self.tokens(mention)
        return bool({"ce", "hier"} & set(self.clause.between(first, last + 1)))

    def held_on(self, mention: DateMention, token: int) -> bool:
        """ "le sommet qui se tiendra le 5", "à laquelle il prendra part mardi": a date in what the sentence adds about
        the event named at `token` right before."""
        first, _ = self.tokens(mention)
        return self.added(first, token)

    def added(self, i: int, token: int) -> bool:
        """True where token `i` stands in the clause that says more of the event named at `token` right before it."""
        for begin, end in self.regions:
            told = self.clause.norm(begin) in _OBJECT or _HAPPENS & set(self.clause.between(begin, i))
            if token < begin <= token + _ANTECEDENT and begin <= i <= end and told:
                return not _EVENTS & set(self.clause.between(token + _NAME, begin))
        return False

    def where(self, token: int) -> int | None:
        """The last token before the "où" of the clause that `token` stands in: "à Accra, où il prendra part …"."""
        for begin, end in self.regions:
            if begin < token <= end and self.clause.norm(begin) == "ou":
                return begin - 2 if self.clause.norm(begin - 1) == "," else begin - 1
        return None

    def announces(self, mention: DateMention, token: int) -> bool:
        """ "une rencontre avec X, prévue mardi": the date ahead is that of the event named at `token`."""
        sign = self.announced(mention)
        if sign is None or sign < token or sign > token + _FAR:
            return False
        if any(self.clause.norm(a) == "ou" and a < sign <= b and not a <= token <= b for a, b in self.regions):
            return False  # "le reverra à Rome, où il est attendu mardi"
        said = sign - (self.clause.norm(sign - 1) in ("est", "sont", "etait"))  # "la rencontre est | prévue mardi"
        between = set(self.clause.between(token + _NAME, said))
        return not between & (_EVENTS | _AUXILIARY)


def _regions(clause: Clause) -> Iterator[tuple[int, int]]:
    tokens, quoted, before = clause.view.text.tokens, -1, ""
    for i, norm in enumerate(clause.norms, clause.first):
        word, before, paused = tokens[i].text, norm, before in _PAUSES
        if word == _QUOTE and i > quoted:
            quoted = _until(clause, i, _QUOTE) + 1
            yield i, quoted
        elif word in _CLOSING:
            yield i, _until(clause, i, _CLOSING[word])
        elif (norm in _ACCORDING or (paused and _is_said(clause, i))) and i > quoted:
            yield i, _until(clause, i, ",")
        elif norm in _RELATIVE and (norm != "ou" or word.endswith("ù")):
            yield i, _with_day(clause, i, _past_day(clause, _until(clause, i, ",")))


def _is_said(clause: Clause, i: int) -> bool:
    """True for the verb of saying that names the source after a comma: "…, | a annoncé mardi l'Élysée"."""
    if clause.norm(i - 1) not in _PAUSES or i == clause.first:
        return False
    helped = clause.norm(i) in ("a", "ont", "avait", "avaient")
    if helped and clause.norm(i + 1) == "fait":
        return clause.norm(i + 2) in _MADE_KNOWN
    return clause.norm(i + 1 if helped else i) in (_SAID if helped else _SAYS)


def _past_day(clause: Clause, last: int) -> int:
    """The end of a clause that a day between commas interrupts: "où il a assisté, le 6 mai, | à la cérémonie"."""
    tokens = clause.view.text.tokens
    ends = {d.span.start: d.span.end for d in clause.view.dates_in(clause.number)}
    end = ends.get(tokens[last + 2].start, 0) if last + 2 <= clause.last else 0
    comma = next((k for k in range(last + 3, clause.last) if tokens[k].start >= end), 0) if end else 0
    return _until(clause, comma, ",") if comma and clause.norm(comma) == "," else last


def _with_day(clause: Clause, first: int, last: int) -> int:
    """The end of a clause of what is to come, and the day after it: "dont la session s'ouvrira à Accra, en mai"."""
    coming = any(_COMING.fullmatch(norm) for norm in clause.between(first, last + 1))
    if not coming or clause.norm(last + 1) != ",":
        return last
    tokens = clause.view.text.tokens
    starts = {d.span.start: d.span.end for d in clause.view.dates_in(clause.number)}
    end = starts.get(tokens[last + 2].start, -1) if last + 2 <= clause.last else -1
    return clause.last if end >= tokens[clause.last - 1].end else last


def _until(clause: Clause, i: int, sign: str) -> int:
    """The token before the next `sign`, or the end of the sentence."""
    for k in range(i + 1, clause.last + 1):
        if clause.view.text.tokens[k].text == sign or clause.norm(k) == ";":
            return k - 1
    return clause.last
