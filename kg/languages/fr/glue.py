"""Where a space was lost: the offsets at which words that have run together come apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages.fr.spelling import confused, elisions, is_french, is_known, is_odd, is_participle, is_spelt, is_sure, paired, pieces, split, words

_CAPITAL = "A-ZÀ-ÖØ-ÞĐ"
_LETTER = r"[^\W\d_]"
_CHUNK = 1 << 16

# A run of letters: whether a digit stands right before it, and the apostrophe or digit right after it.
_RUN = re.compile(rf"((?<=\d))?({_LETTER}+)(?=(['\d]{_LETTER}?)?)")
_HUMP = re.compile(rf"(?<=[^\W\d_{_CAPITAL}])(?=[{_CAPITAL}])")
_ACRONYM = re.compile(rf"([{_CAPITAL}]{{2,}})([^\W\d_{_CAPITAL}]+)$")
_ORDINAL = re.compile(r"(?:er|e|ème|ᵉ)(?=.)")
_AFTER_ORDINAL = 3

# After punctuation that a word follows at once, and around brackets: "chinoises.Il", "Esper,en", "Hanoï(VNA)". The empty group is the cut.
_SIGNS = re.compile(
    rf"(?<=[\w)»\"'])[,;:](?={_LETTER}{{2}}|[àyaÀYA]\s|[dlsncmtjDLSNCMTJ]')()"
    rf"|(?<=[\w)»\"'])[.!?…](?=[{_CAPITAL}](?:[^\W\d_{_CAPITAL}]|')|Qu')()"
    rf"|(?<=[^\W\d_{_CAPITAL}]{{2}})[.!?…](?=[ÀA]\s)()"
    rf"|(?<={_LETTER})()\((?=[{_CAPITAL}\d«]|[^()\s]{{7}})"
    rf"|(?<=[^()\s]{{2}})(?<!\([a-zé]{{2}})(?<!\([a-zé]{{3}})\)(?={_LETTER}{{2}})()"
    rf"|»(?={_LETTER})()|(?<={_LETTER})()«"
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of letters in its surroundings. `digit`: one stands right before it; `follows`: an apostrophe or digit right after it."""

    start: int
    text: str
    digit: bool
    follows: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What decides doubtful cases: the words before and after, whether a sentence opens, how often the text has each run of
    letters, and whether other words of the text have run together."""

    before: str
    after: str
    opens: bool
    seen: Counter[str]
    glued: bool

    def acts(self) -> bool:
        """Whether a past participle or an adverb follows, so that a final "a" is the verb: "sessiona été"."""
        return is_participle(self.after) or self.after.endswith("ment") or self.after in ("été", "eu", "aussi", "lieu", "déjà", "ensuite")

    def name(self, word: str) -> bool:
        """Whether a word with a capital is known, or stands by itself elsewhere in the text."""
        return is_known(word.lower()) or self.seen[word] > 0


def cuts(text: str) -> list[int]:
    """The offsets before which a space is missing, in order."""
    found = {match.start(match.lastindex) for match in _SIGNS.finditer(text) if match.lastindex}
    for start, end in _chunks(text):
        runs = [_Run(m.start(2), m[2], m[1] is not None, m[3] or "") for m in _RUN.finditer(text, start, end)]
        seen = Counter(run.text for run in runs)
        if is_french(seen):
            found.update(_in_runs(text, runs, seen))
    return sorted(found - {0, len(text)})


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text that end at white space: an article is one, a huge line is many."""
    start, white = 0, re.compile(r"\s")
    while start < len(text):
        space = white.search(text, start + _CHUNK)
        end = space.start() if space else len(text)
        yield start, end
        start = end


def _in_runs(text: str, runs: Sequence[_Run], seen: Counter[str]) -> Iterator[int]:
    doubtful = [i for i, run in enumerate(runs) if not _is_whole(run) and not _in_address(text, run)]
    glued = sum(_is_sure(runs[i].text) for i in doubtful) > 1
    for i in doubtful:
        run = runs[i]
        before = runs[i - 1].text if i else ""
        after = runs[i + 1].text if i + 1 < len(runs) else ""
        for part in _parts(run, _Around(before, after, _opens(text, run.start), seen, glued)):
            yield run.start + part


def _is_sure(word: str) -> bool:
    return word.islower() and not is_known(word) and is_sure(split(word))


def _is_whole(run: _Run) -> bool:
    """Whether a run needs no second look, whatever surrounds it."""
    if run.digit or run.follows or run.text in words().confusions:
        return (run.follows[:1] == "'" and run.text.lower() in elisions()) or run.text.isupper()
    return is_spelt(run.text) or (run.text[1:].islower() and is_spelt(run.text.lower())) or run.text.isupper()


def _in_address(text: str, run: _Run) -> bool:
    """Whether a run belongs to an address of the web: "www.mofa.gov.vn"."""
    left, right = text[max(0, run.start - 1) : run.start], text[run.start + len(run.text) :][:2]
    return left in ("/", "@", "_") or right[:1] in ("@", "_") or (right[:1] == "." and right[1:].islower())


def _opens(text: str, start: int) -> bool:
    """Whether the run is the first of a line or comes after a full stop, dash or quotation mark."""
    lead = text[max(0, start - 4) : start].rstrip(" ")
    return not lead or lead[-1] in ".!?…»\"«\n–—-"


def _parts(run: _Run, around: _Around) -> Iterator[int]:
    """The offsets in a run at which it comes apart."""
    word = run.text
    if run.digit:
        yield from _after_digit(word)
    if run.follows[:1].isdigit() and _stands_before_number(word):
        yield len(word)
    if run.follows[:1] == "'":
        yield from _before_apostrophe(word, around)
    elif word.islower():
        yield from () if run.digit else _offsets(_lower(word, around))
    elif _HUMP.search(word):
        yield from _humps(word, around)
    elif acronym := _ACRONYM.match(word):
        yield from _after_acronym(acronym, around)
    elif not word.isupper():
        yield from _offsets(_capitalised(word, around))


def _offsets(parts: Sequence[str]) -> Iterator[int]:
    """Where each part but the first begins."""
    offset = 0
    for part in parts[:-1]:
        offset += len(part)
        yield offset


def _after_digit(word: str) -> Iterator[int]:
    """"20novembre", "15millions", "37eAssemblée", "1erjanvier"."""
    if words().spelt.get(word, 0) >= 45 and len(word) > 2:
        yield 0
    elif (ordinal := _ORDINAL.match(word)) and len(word) > ordinal.end() + _AFTER_ORDINAL:
        rest = word[ordinal.end() :]
        if is_spelt(rest.lower()) or is_known(rest.lower()):
            yield ordinal.end()


def _stands_before_number(word: str) -> bool:
    return word == "à" or (word in words().function and len(word) > 1) or (len(word) > 2 and words().spelt.get(word, 0) >= 50)


def _before_apostrophe(word: str, around: _Around) -> Iterator[int]:
    """"visited'amitié": the elided word, and what has run together before it."""
    lower = word.lower()
    if is_spelt(lower) or lower in elisions():
        return
    for elided in words().eliders:
        rest = word.removesuffix(elided)
        if rest != word and (inner := pieces(rest.lower()) or ((rest,) if around.name(rest) and len(rest) > 3 else ())):
            yield from (*_offsets(inner), len(rest))
            return


def _lower(word: str, around: _Around) -> Sequence[str]:
    """The parts of a word without a capital."""
    if two := confused(word, around.before.lower(), around.after):
        return two
    if is_spelt(word):
        return ()
    parts = paired(word) if is_known(word) and not (around.glued and is_odd(word)) else split(word)
    if len(parts) > 1 and parts[-1] == "a":
        return parts if around.acts() else ()
    return parts if around.glued or is_sure(parts) else ()


def _capitalised(word: str, around: _Around) -> Sequence[str]:
    """The parts of a word with a capital at its start only."""
    lower, alone = word.lower(), not around.after[:1].isupper()
    if is_known(lower):
        parts = paired(lower) if around.opens and alone else ()
    elif around.seen[word] > 1 and not around.opens:
        parts = ()
    else:
        parts = _capitalised_unknown(lower, around, alone) or _name_and_word(word, around)
    return () if parts and parts[-1] == "a" and not around.acts() else parts


def _capitalised_unknown(lower: str, around: _Around, alone: bool) -> Sequence[str]:
    """"Lesdeux" where a sentence opens; "Premierministre" after a word without a capital."""
    parts = split(lower)
    if not parts or not (around.glued or is_sure(parts)):
        return ()
    if parts[0] in words().function:
        return parts if around.opens and alone else ()
    return parts if around.opens or not around.before[:1].isupper() else ()


def _name_and_word(word: str, around: _Around) -> Sequence[str]:
    """"Laosa eu", "Vietnamà": a known name and a word of grammar after it."""
    for i in range(len(word) - 1, 2, -1):
        name, rest = word[:i], word[i:]
        if rest == "à" or (rest == "a" and around.acts()) or rest in words().after_content:
            if around.seen[name] or (len(rest) > 2 and is_known(name.lower()) and not is_spelt(name.lower())):
                return name, rest
    return ()


def _after_acronym(match: re.Match[str], around: _Around) -> Iterator[int]:
    """"PCVsur": an acronym and the words after it."""
    rest = match[2]
    inner = pieces(rest) or ((rest,) if rest == "à" or (rest == "a" and around.acts()) else ())
    if inner:
        yield from (len(match[1]), *(len(match[1]) + offset for offset in _offsets(inner)))


def _humps(word: str, around: _Around) -> Iterator[int]:
    """Before capitals inside a word: "duParti", "lesEtats", "RichardMarles"; "McCain" and names of firms stay whole."""
    if word in words().intact or (around.seen[word] > 1 and not word[0].islower()):
        return
    bounds = [0, *(m.start() for m in _HUMP.finditer(word)), len(word)]
    for start, middle, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
        left, right = word[start:middle], word[middle:end]
        if left[0].islower():
            inner = ("à",) if left == "à" else pieces(left)
            yield from (start + offset for offset in _offsets(inner))
            apart = bool(inner) or (around.glued and len(left) > 2)
        else:
            apart = left not in ("Mc", "Mac", "Fitz") and len(right) > 1 and (around.glued or (around.name(left) and around.name(right)))
        if apart:
            yield middle
    yield from (bounds[-2] + offset for offset in _offsets(_capitalised(word[bounds[-2] :], around)))
