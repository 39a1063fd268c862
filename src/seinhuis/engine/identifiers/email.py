"""E-mail addresses, also as people hide or spell them; canonical in lower case."""

import re
from collections.abc import Iterator

from seinhuis.engine.identifiers import domains, reasons
from seinhuis.engine.identifiers.anchors import holds_any
from seinhuis.engine.identifiers.candidates import Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked
from seinhuis.engine.identifiers.word_lists import word_list

_PLAIN = re.compile(r"(?<![\w.+\-/=])(?P<local>[\w!#$%&*+/=?^{|}~.'\-]{1,64}+)@(?P<domain>[\w.\-]{1,254}+)")
# What stands in front without a space: a label ("email=") or another word ("Kees/").
_LEFT_OF_LOCAL = re.compile(r"\A(?:.*[=/?&|])?(?:mailto:)?['.*\-!{}]*", re.DOTALL)

_WORD = r"[a-z0-9][a-z0-9_\-]{0,40}"
_UNDERSCORE = r"(?: ?[\[({]? ?(?:underscore|laag streepje|lage streep|liggend streepje) ?[\])}]? ?)"
_DASH = r"(?: (?:streepje|koppelteken|dash|hyphen|minteken) )"
_DOT_SPOKEN = r"(?: ?[\[({<] ?(?:\.|dot|punt|punto|point) ?[\])}>] ?| (?:dot|punt) | ?\. ?)"
_AT_SPOKEN = (
    r"(?P<at> ?[\[({<] ?(?:@|at|a|apenstaartje|apestaartje|apenstaart|apestaart|ad|arroba) ?[\])}>] ?"
    r"| ?(?:apenstaartje|apestaartje|apenstaart|apestaart) ?| at[ \-]?sign | {1,2}@ {0,2}|@ {1,2}|@| at "
    r"| _at_ | -at- |_at_)"
)
_JOIN_LOCAL = rf"(?:{_UNDERSCORE}|{_DASH}| ?[\[({{<] ?(?:\.|dot|punt) ?[\])}}>] ?| (?:dot|punt) |\.)"
_SPOKEN = re.compile(
    rf"(?<![\w.@])(?P<local>{_WORD}(?:{_JOIN_LOCAL}{_WORD}){{0,4}}){_AT_SPOKEN}"
    rf"(?P<domain>{_WORD}(?:{_DOT_SPOKEN}{_WORD}){{0,3}}?{_DOT_SPOKEN}(?P<tld>[a-z]{{2,10}}))(?![\w@]"
    rf"| (?:dot|punt) (?:uk|br|au)\b)"
)
# What stands between the two parts; between brackets also a plain "a", which is worth a look at the pattern.
_AT_WORDS = asked(("at", "atsign", "arroba"))
_AT_SIGNS = (" at ", "at sign", "at-sign", "atsign", "_at_", "-at-", "arroba")
_BRACKETED = re.compile(r"[\[({<] ?(?:at|a|ad) ?[\])}>]")
# A comma, or nothing, where the dot should be: believed only for the big providers.
_MISTYPED = re.compile(
    rf"(?<![\w.@])(?P<local>{_WORD}(?:\.{_WORD}){{0,3}}) ?@ ?(?P<name>{alternation(domains.MAIL_PROVIDERS)})"
    r"(?: ?, ?| {1,2})(?P<tld>com|nl|be|net|org|co\.uk)(?![\w@])"
)
_MASK = re.compile(r"\*{2,}|x{5,}")
# Left of a bare " at " these are the end of a sentence ("call me at ..."), not the name of a mailbox.
_NOT_A_MAILBOX = word_list("not_mailboxes")


def find(folded: FoldedText) -> list[Candidate]:
    """E-mail addresses and what looked like one."""
    return list(_all(folded)) if may_hold(folded) else []


def _all(folded: FoldedText) -> Iterator[Candidate]:
    taken: list[tuple[int, int]] = []
    for match in _PLAIN.finditer(folded.lower):
        candidate = _plain(folded, match)
        if candidate is not None:
            taken.append((candidate.start, candidate.end))
            yield candidate
    for match in _SPOKEN.finditer(folded.lower):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield from _spoken(match)
    for match in _MISTYPED.finditer(folded.lower):
        canonical = f"{match.group('local')}@{match.group('name')}.{match.group('tld')}"
        yield Candidate(Kind.EMAIL, match.start(), match.end(), canonical, level(undone=True))


def may_hold(folded: FoldedText) -> bool:
    """A cheap look: is there an at sign, written or spoken?"""
    lower = folded.lower
    if "@" in lower or "staart" in lower:
        return True
    if not folded.words.isdisjoint(_AT_WORDS) and holds_any(lower, _AT_SIGNS):
        return True
    return holds_any(lower, "([{<") and _BRACKETED.search(lower) is not None


def _plain(folded: FoldedText, match: re.Match[str]) -> Candidate | None:
    local, domain = match.group("local"), match.group("domain").rstrip(".-_")
    local = _LEFT_OF_LOCAL.sub("", local)
    start = match.start("domain") - 1 - len(local)
    end = match.start("domain") + len(domain)
    if "." not in domain or not local:
        return None
    domain = _before_sentence(folded, match.start("domain"), domain)
    end = match.start("domain") + len(domain)
    reason = _impossible(local, domain)
    if reason:
        return refusal(Kind.EMAIL, start, end, reason, claims=reason == reasons.EMAIL_MALFORMED)
    disguised = folded.disguised(start, end)
    return Candidate(Kind.EMAIL, start, end, f"{local}@{domain}", level(undone=disguised), disguised)


def _before_sentence(folded: FoldedText, start: int, domain: str) -> str:
    """The domain without the first word of the next sentence: "kees@gmail.com.Daarna"."""
    written = folded.text[start : start + len(domain)]
    name, _, word = written.rpartition(".")
    sentence = word[:1].isupper() and not word.isupper() and name.islower()
    return name.lower() if sentence and domains.is_registered_form(name) else domain


def _impossible(local: str, domain: str) -> str:
    if ".." in local or local.endswith(".") or _MASK.search(local) or ".." in domain or "_" in domain:
        return reasons.EMAIL_MALFORMED
    return "" if domains.is_registered_form(domain) else reasons.EMAIL_DOMAIN_UNKNOWN


def _spoken(match: re.Match[str]) -> Iterator[Candidate]:
    local, domain = _tidy(match.group("local")), _tidy(match.group("domain"))
    if not _believable(match, local, domain) or _impossible(local, domain):
        return
    yield Candidate(
        Kind.EMAIL, match.start(), match.end(), f"{local}@{domain}", level(undone=True), obfuscated=True
    )


def _tidy(part: str) -> str:
    part = re.sub(_UNDERSCORE, "_", part)
    part = re.sub(_DASH, "-", part)
    part = re.sub(r" ?[\[({<] ?(?:\.|dot|punt|punto|point) ?[\])}>] ?| (?:dot|punt) | ?\. ?", ".", part)
    return part.replace(" ", "")


def _believable(match: re.Match[str], local: str, domain: str) -> bool:
    """A bare "at" and a dot with a space are everyday signs; then something else has to say e-mail."""
    at = match.group("at").strip()
    provider = domain.split(".")[0] in domains.MAIL_PROVIDERS
    loose_dot = re.search(r"\. | \.", match.group("domain")) is not None
    if at == "at":
        spelled = re.search(r" (?:dot|punt) |[\[({<] ?(?:\.|dot|punt)", match.group("domain")) is not None
        return (spelled or provider or _called_mail(match)) and local not in _NOT_A_MAILBOX
    return not loose_dot or provider or match.group("tld") in ("com", "nl", "net", "org", "be")


def _called_mail(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 25) : match.start()]
    return re.search(r"\be?-?mail(?:adres| address)?(?: is)?[ :=]*\Z", before) is not None
