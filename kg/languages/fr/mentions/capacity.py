"""What a name is by the words at a distance: "X a parlé en qualité de …", "A du Japon, B de la Serbie", "avec X"."""

from __future__ import annotations

from dataclasses import replace

from kg.coreference.mention import Form, Mention, OfficeRef
from kg.languages.fr.tokens.text import Text, grammar

_OF = grammar("of") | {"pour"}
_SPOUSES = grammar("spouses")
_COMPANY = ("accompagne", "flanque", "escorte")
_CLERGY = frozenset(("cardinal", "mgr", "mgr.", "monseigneur", "archeveque", "eveque"))
_BY_SIDE = (["a", "ses", "cotes"], ["a", "leurs", "cotes"])
_BEARERS = frozenset(("porteur", "porteuse"))


def in_capacity(text: Text, title: Mention, found: list[Mention], first: int) -> bool:
    """ "X a parlé en qualité d'| ambassadeur": gives the offices to the subject, the first name before them without a
    preposition, in the sentence that starts at token `first`; True where it did."""
    start = _start(text, title)
    before = [text.norm(start - 2), text.norm(start - 1)]
    if before[1:] != ["qualite"] and (before[0] != "tant" or before[1] not in ("que", "qu'")):
        return False
    names = [n for n, mention in enumerate(found) if mention.first >= first and mention.form is Form.NAME]
    if not names:
        return False
    last = found[names[-1]].last
    told = "qui" in (text.norm(last + 1), text.norm(last + 2))  # "A et B, qui est venu en qualité de ministre": B
    beside = told or last == _before(text, title, start)
    n = names[-1] if beside else next((n for n in names if not found[n].prep), names[-1])
    held = {office.office for office in found[n].offices}
    offices = tuple(office for office in title.offices if office.office and office.office not in held)
    found[n] = replace(found[n], offices=found[n].offices + offices)
    return True


def _before(text: Text, title: Mention, start: int) -> int:
    """The token before "en (sa) qualité de", "en tant que", ending before token `start`; of an ambassador, who is the
    guest, also before a comma: "les lettres de X, | en sa qualité d'ambassadeur"."""
    k = start - 2
    k -= text.norm(start - 1) == "qualite" and text.norm(k) in ("sa", "son")
    k -= 1 if text.norm(start - 1) == "qualite" else 2
    envoy = any(office.office == "ambassador" for office in title.offices)
    return k - (envoy and text.norm(k) == ",")


def company(text: Text, start: int, first: int) -> str:
    """ "company" for a name at token `first` after "accompagné de", "replaced" after "succède à", "remplacé", "spouse"
    after "son épouse", else "". Its sentence starts at token `start`."""
    before = [text.norm(k) for k in range(max(first - 2, start), first + 1)]
    if any(w.startswith(("succed", "remplac")) or w == "succession" for w in before):
        return "replaced"
    if _SPOUSES & set(before[:-1]) and not ("," in before and _acts(text, first)):
        return "spouse"
    opening = [text.norm(k) for k in range(start, min(start + 12, first))]
    of_delegation = "delegation" in opening[:3] and "compose" in {w[:7] for w in opening}
    with_whom = of_delegation and any(w.startswith("accompagn") for w in opening)
    if "presence" in before:
        return "attending"
    if [text.norm(k) for k in range(first - 3, first)] in _BY_SIDE:
        return "company"
    return "company" if with_whom or any(w.startswith(_COMPANY) for w in before) else ""


def _acts(text: Text, first: int) -> bool:
    """ "accompagné de son épouse, | X a reçu": the name at or after token `first` is the subject of a verb."""
    name = next((k for k in range(first, first + 5) if k in text.name_at), None)
    return name is not None and text.norm(text.name_at[name] + 1) not in (",", ")", ".", ";", "et", "¶")


def of_the_church(civility: str, offices: tuple[OfficeRef, ...]) -> tuple[OfficeRef, ...]:
    """ "le cardinal X, secrétaire d'État": the Holy See's, where no state is named."""
    if civility not in _CLERGY:
        return offices
    held = ((o, o.head == "state-secretary" and not o.state) for o in offices)
    return tuple(replace(o, office="other", of="VA", state="VA") if see else o for o, see in held)


def sent(text: Text, name: Mention) -> str:
    """ "bearer" for "X, | porteur d'un message de Y", "inviter" for "à l'invitation de X", else ""."""
    k = name.last + 1
    k += text.norm(k) in (",", "et")
    if text.norm(k) in _BEARERS and text.norm(k + 2) in ("un", "une"):
        return "bearer"
    return "inviter" if name.prep in _OF and text.norm(_start(text, name) - 1) == "invitation" else ""


def of_its_sender(text: Text, first: int, last: int) -> bool:
    """True for "en qualité d'envoyé spécial du président de …": the name that follows is the president's."""
    inner = any(text.hit(k, "head") for k in range(first + 2, last + 1))
    return inner and "qualite" in (text.norm(first - 1), text.norm(first - 2))


def _start(text: Text, mention: Mention) -> int:
    """The first token of a mention with its preposition."""
    return mention.first - (1 if mention.prep and text.norm(mention.first) != mention.prep else 0)
