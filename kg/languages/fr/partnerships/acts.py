"""Whether a level of relations holds, or the sentence founds, raises or proposes it."""

from __future__ import annotations

from kg.languages.fr.clauses.view import View
from kg.languages.fr.partnerships.levels import Level, level_of
from kg.languages.fr.tokens.trigger_words import forms, triggers

_NOUNS = ("ment", "tion", "sion", "ture", "age", "mise")
_INFINITIVES = ("er", "ir", "re")
_INDEFINITE = forms("partnership", "glue", "indefinite")
_FAR = 12  # words between an act and the level it leads to


def acts_of(view: View, s: int, level: Level) -> list[tuple[str, str]]:
    """The levels, with their statuses, that sentence `s` tells by naming one; none for the level left behind."""
    words = _Words(view, s, level)
    turned = _turned(view, s, level)
    if turned:
        founded = words.act("found")
        earlier = [(level.level, "established")] if founded is not None and words.founds(founded) else []
        return [*earlier, (turned, "upgraded")]
    status = _status(words, level)
    return [(level.level, status)] if status else []


def _status(words: _Words, level: Level) -> str | None:
    raised = words.act("raise")
    if words.target() and raised is not None:
        return "proposed" if words.planned(raised) else "upgraded"
    if raised is not None and words.leads_elsewhere():
        return "existing" if words.planned(raised) else None
    founded = words.act("found") if level.head != "bond" else None
    if level.head == "partner":
        return "established" if words.becomes() else "existing"
    if founded is not None and words.founds(founded):
        return "proposed" if words.planned(founded) else "established"
    return "proposed" if words.towards() else "existing"


def _turned(view: View, s: int, level: Level) -> str | None:
    """ "partenariat stratégique, rendu « intégral » …": the level that the adjectives after a verb of becoming give."""
    text, last = view.text, view.sentences[s].last
    become = forms("partnership", "acts", "become")
    j = next((k for k in range(level.last + 1, min(level.last + 14, last + 1)) if text.norm(k) in become), None)
    if j is None or level.head == "bond":
        return None
    j += 1
    kinds: set[str] = set()
    named = {f: k for k in ("strategic", "comprehensive") for f in triggers("partnership")["words"][k]}
    while j <= last and (text.norm(j) in forms("partnership", "glue", "adverbs") or text.norm(j) in named):
        kinds |= {named[text.norm(j)]} if text.norm(j) in named else set()
        j += 1
    new = level_of(kinds | (level.words & {"strategic"})) if kinds else None
    return new if new != level.level else None


class _Words:
    """The words of a sentence before a level."""

    def __init__(self, view: View, s: int, level: Level) -> None:
        self.text, self.level = view.text, level
        self.first, self.last = view.sentences[s].first, view.sentences[s].last

    def window(self, start: int, end: int) -> set[str]:
        """The words from `start` up to `end`, without it."""
        return {self.text.norm(i) for i in range(max(start, self.first), min(end, self.last + 1))}

    def act(self, name: str) -> int | None:
        """The nearest word of raising or founding before the level; what founds may not be far off."""
        words = forms("partnership", "acts", name)
        reach = 60 if name == "raise" else _FAR
        start = max(self.level.first - reach, self.first)
        near = (i for i in range(self.level.first - 1, start - 1, -1) if self.text.norm(i) in words)
        return next((i for i in near if self.text.norm(i - 1) not in ("la", "le", "sans") or self.announced(i)), None)

    def announced(self, i: int) -> bool:
        """True for "ont annoncé le rehaussement": a noun that tells the act itself."""
        decided = self.window(i - 4, i - 1) & forms("partnership", "acts", "decided")
        return self.text.norm(i).endswith(_NOUNS) and bool(decided)

    def target(self) -> bool:
        """True after "au rang de", "au niveau d'un", "celui de", or ", de" in a row of such."""
        i = self.level.first - 1
        while i > self.first and self.text.norm(i) in forms("partnership", "glue", "determiners"):
            i -= 1
        rung = self.text.norm(i) in forms("partnership", "acts", "rung") and self.text.norm(i - 1) not in ("du", "le")
        in_row = self.text.norm(self.level.first - 1) in ("de", "d'") and self.text.norm(i).isdigit()
        linked = self.text.norm(self.level.first - 1) == "de" and self.text.norm(self.level.first - 2) in (
            "et",
            "puis",
            ",",
        )
        last, earlier = self.text.norm(self.level.first - 1), self.text.norm(self.level.first - 2)
        directly = last in ("au", "en", "a") or (last in ("un", "une") and earlier in ("a", "en", "vers"))
        return rung or in_row or linked or directly

    def leads_elsewhere(self) -> bool:
        """True where another level follows as the one reached: "élever le … au rang de", "du niveau de …"."""
        after = self.window(self.level.last + 1, self.level.last + 10)
        onward = self.text.norm(self.level.first - 1) in ("du", "de") and bool(after & {"au", "aux"})
        return bool(after & forms("partnership", "acts", "rung")) or "un" in after or onward

    def planned(self, at: int) -> bool:
        """True where the words before an act make it a wish, a plan or a future."""
        word, before = self.text.norm(at), self.window(at - 14, at)
        if word.endswith(("ront", "era", "ira")) or self.window(at - 5, at + 2) & {"sera", "seront"}:
            return True
        noun = word.endswith(_NOUNS)
        infinitive = self.text.tokens[at].text.lower().endswith(_INFINITIVES)  # as written: "instauré" is none
        helped = {self.text.tokens[i].text for i in range(max(at - 3, self.first), at)} & forms(
            "partnership", "glue", "auxiliaries"
        )
        if helped and not noun and not infinitive:
            return False
        if before & forms("partnership", "acts", "decided"):
            return False
        noted = self.window(at - 14, at + 3) & forms("partnership", "acts", "planned")
        return bool(noted) or (infinitive and word not in forms("partnership", "acts", "decided"))

    def founds(self, at: int) -> bool:
        """True where the act founds the level now: not "après l'établissement du", "anniversaire de la signature"."""
        if self.window(at - 5, at) & forms("partnership", "acts", "recalled"):
            return False
        between = [self.text.norm(i) for i in range(at + 1, self.level.first)]
        if between[:2] == ["de", "relations"]:  # "l'établissement de relations de partenariat"
            return not self.recalls()
        if not between or not _INDEFINITE & set(between[-3:]):
            return self.text.norm(at).endswith(("ment", "ion", "ture")) and "du" in between and not self.recalls()
        return not {"par", "qui", "que"} & set(between)

    def recalls(self) -> bool:
        """True where the sentence looks back from an act."""
        return bool(self.window(self.first, self.level.first) & forms("partnership", "acts", "recalled"))

    def becomes(self) -> bool:
        """True for "devient le premier partenaire stratégique"."""
        return any(word.startswith("dev") for word in self.window(self.level.first - 7, self.level.first))

    def towards(self) -> bool:
        """True for "vers un partenariat stratégique", "un futur …": a level without a verb, still to come."""
        return bool(self.window(self.level.first - 3, self.level.first) & forms("partnership", "glue", "towards"))
