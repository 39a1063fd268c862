"""Web addresses and bare domains, also made harmless (hxxp, [.]) or torn apart by spaces.

Canonical: scheme (kept only where one was written, hxxp as http) and host in lower case, the rest as
written, without the punctuation of the sentence around it and without a lone slash at the end. The address
of a profile is an account name (`handle`) instead. An address whose domain cannot be read with certainty is
refused: a wrong domain links strangers.
"""

import re
from collections.abc import Iterator

from seinhuis.engine.identifiers import domains, handle, platforms, reasons
from seinhuis.engine.identifiers.anchors import holds_any
from seinhuis.engine.identifiers.candidates import Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.links import Link
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked

_SIGN = r"[a-z0-9\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]"
_NAME = rf"{_SIGN}[a-z0-9\u00df-\u024f\u0370-\u03ff\u0400-\u04ff_\-]{{0,62}}"
_TIGHT_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[\.|\[dot\]|\(dot\)|\{dot\}|\[punt\]|\(punt\))"
_LOOSE_DOT = r"(?: {0,2}[\[({] ?(?:\.|dot|punt|stip) ?[\])}] {0,2}| {1,2}\. {0,2}|\. {1,2}| dot | punt )"
_SCHEME = (
    r"(?P<scheme>h(?:tt|xx|\*\*|__|x{1,2}t|tx|t)ps?|ftp)(?P<mark> ?\[?:\]?[ ]?[/\\]{1,3}| {1,2}//| ?\[://\]"
    r"|//) {0,2}"
)
# A comma before a scheme, or before one last word, is the comma of a list or a sentence.
_REST = (
    r"(?P<port>:[0-9]{2,5})?(?P<rest>[/?#]"
    r"(?:[^\s<>\"\x01,;]|[,;](?!h[tx]{2}ps?:|[a-z]{2,20}(?:[.!?]?\s|\Z)))*)?"
)
_TIGHT = re.compile(
    rf"(?<![\w@.\-/])(?:{_SCHEME})?(?P<host>(?:{_NAME}{_TIGHT_DOT}){{1,8}}[a-z\u0400-\u04ff][a-z0-9\u0400-\u04ff\-]{{1,23}}"
    rf"|(?:[0-9]{{1,3}}{_TIGHT_DOT}){{3}}[0-9]{{1,3}}){_REST}(?![\w@]|\.[a-z0-9])"
)
_LOOSE = re.compile(
    rf"(?<![\w@.\-/])(?P<scheme>(?!))?(?P<host>(?:www{_LOOSE_DOT})?(?:{_NAME}{_TIGHT_DOT}){{0,3}}{_NAME}"
    rf"{_LOOSE_DOT}(?:co{_TIGHT_DOT}uk|{domains.SPOKEN_TLDS})){_REST}(?![\w@])"
)
_ANNOUNCED = re.compile(rf"(?<![\w@.\-/])(?:{_SCHEME}|(?P<www>(?:www|vvww)(?={_TIGHT_DOT}|{_LOOSE_DOT})))")
_TORN_LABEL = re.compile(_NAME)
_TORN_DOT = re.compile(rf"{_LOOSE_DOT}|{_TIGHT_DOT}")
_TORN_DASH = re.compile(r" {1,2}(?=-[a-z0-9])-|(?<=-) {1,2}")
_REST_ONLY = re.compile(_REST)
_NEXT_WORDS = re.compile(r"(?: ?[^\s.\x01]+){0,3}? ?\.?[^\s\x01]*\.[^\s\x01]+")
_NEXT_WORD = re.compile(r" [^\s.\x01]*\.[^\s\x01]+")
_DOTS = re.compile(rf"{_LOOSE_DOT}|{_TIGHT_DOT}")
_TORN_CODE = re.compile(
    r" (?P<code>(?=[a-zA-Z_\-]*[0-9]|[a-zA-Z]*[a-z][A-Z])(?=[0-9_\-]*[a-zA-Z])[a-zA-Z0-9_\-]{6,24})(?![\w.@])"
)
_LOOSE_CODE = re.compile(
    r" (?P<code>(?=[a-zA-Z_\-]*[0-9])(?=[0-9_\-]*[a-zA-Z])[a-zA-Z0-9_\-]{5,24})(?![\w.@])"
)
_TORN_SHORT_CODE = re.compile(r" (?P<code>(?!x+(?![\w\-]))[a-z0-9_\-]{3,24})(?![\w.@])", re.IGNORECASE)
_SITE_BEFORE = re.compile(
    r"\b(?:op|via|site|website|webpagina|pagina|page|link|url|domein|domain|visit|bezoek|klik|click|check"
    r"|zie|see|on|kijk|web)[: ]{1,3}\Z"
)
_ACCOUNT_BEFORE = re.compile(
    rf"(?<![^\W_]){alternation((*platforms.STRONG, *platforms.WEAK))}[a-z ]{{0,12}}[:=] ?[\"']?\Z"
)
_OPENERS = {")": "(", "]": "[", "}": "{"}
# Necessary for each of the three patterns, and far cheaper to look for. A dot of a bare domain stands against
# the next sign, or against the spaces before an ending that is believed when spoken.
_DOT_WORDS = (".", "dot", "punt", "//")
_ANNOUNCING = ("/", "\\", "www", "vvww")
_BRACKETS = ("[", "(", "{")
_TIGHT_BRACKETS = ("[.", "(.)", "{.}", "[dot]", "(dot)", "{dot}", "[punt]", "(punt)")
_AFTER_DOT = re.compile(rf"\.{_SIGN}")
_LOOSE_MARK = re.compile(rf"\. {{0,2}}(?:co{_TIGHT_DOT}uk|{domains.SPOKEN_TLDS})(?![\w@])")
_DOT_MARK = re.compile(rf"\.(?:{_SIGN}| {{1,2}}(?:co{_TIGHT_DOT}uk|{domains.SPOKEN_TLDS})(?![\w@]))")
_SPOKEN_WORDS = asked(("www", "vvww", "dot", "punt"))
_LOOSE_BRACKET = re.compile(r"[\[({] ?(?:\.|dot|punt|stip)")
# "de punt nl": a full stop that is spoken about, not the name of a site.
_NO_NAMES = frozenset(
    ("de", "het", "een", "die", "dat", "met", "en", "the", "a", "with", "and", "this", "that")
)


def find(folded: FoldedText) -> list[Candidate]:
    """Web addresses, account names behind profile links, and what looked like one."""
    if not may_hold(folded):
        return []
    all_found: list[Candidate] = []
    for found in links(folded):
        if isinstance(found, Candidate):
            all_found.append(found)
        else:
            all_found += handle.from_link(found) or (_candidate(found), *handle.author_of(found))
    return all_found


def may_hold(folded: FoldedText) -> bool:
    """A cheap look: is there a slash, or a dot where that of a domain may stand?"""
    low = folded.lower
    if "/" in low or "\\" in low or ("." in low and _DOT_MARK.search(low)):
        return True
    if not folded.words.isdisjoint(_SPOKEN_WORDS):
        return True
    return holds_any(low, _BRACKETS) and _LOOSE_BRACKET.search(low) is not None


def _candidate(link: Link) -> Candidate:
    confidence = level(undone=link.undone)
    return Candidate(Kind.URL, link.start, link.end, link.canonical, confidence, link.hidden)


def links(folded: FoldedText) -> Iterator[Link | Candidate]:
    """Every address in the text, or the refusal of what looked like one: first those with a scheme or www."""
    if not holds_any(folded.lower, _DOT_WORDS):
        return
    taken = _Spans()
    if holds_any(folded.lower, _ANNOUNCING):
        for match in _ANNOUNCED.finditer(folded.lower):
            if taken.free(match.start(), match.end()):
                announced = _announced(folded, match)
                taken.add(announced)
                yield announced
    yield from _bares(folded, taken)


def _bares(folded: FoldedText, taken: "_Spans") -> Iterator[Link | Candidate]:
    """The domains without scheme or www in what is left."""
    for pattern, may_hold in ((_TIGHT, may_hold_tight), (_LOOSE, may_hold_loose)):
        if not may_hold(folded.lower):
            continue
        for match in pattern.finditer(folded.lower):
            if taken.free(match.start(), match.end()):
                found = _bare(folded, match, loose=pattern is _LOOSE)
                if found is not None:
                    taken.add(found)
                    yield found


def may_hold_tight(lower: str) -> bool:
    """A cheap look: does a sign stand right behind a dot, or is a dot in brackets?"""
    if _AFTER_DOT.search(lower):
        return True
    return holds_any(lower, _BRACKETS) and holds_any(lower, _TIGHT_BRACKETS)


def may_hold_loose(lower: str) -> bool:
    """A cheap look: does an ending that people say stand behind a dot, or is a dot spoken or in brackets?"""
    if _LOOSE_MARK.search(lower) or holds_any(lower, (" dot ", " punt ")):
        return True
    return holds_any(lower, _BRACKETS) and _LOOSE_BRACKET.search(lower) is not None


class _Spans:
    """The spans that have been given away, by their blocks of 64 signs."""

    def __init__(self) -> None:
        self._blocks: dict[int, list[tuple[int, int]]] = {}

    def add(self, found: Link | Candidate) -> None:
        for block in range(found.start // 64, found.end // 64 + 1):
            self._blocks.setdefault(block, []).append((found.start, found.end))

    def free(self, start: int, end: int) -> bool:
        blocks = range(start // 64, end // 64 + 1)
        return not any(
            first < end and start < last for block in blocks for first, last in self._blocks.get(block, ())
        )


def _announced(folded: FoldedText, start: re.Match[str]) -> Link | Candidate:
    """An address with a scheme or www: as it stands, pieced together over spaces around dots, or refused."""
    tight = _TIGHT.match(folded.lower, start.start())
    host = _plain_host(tight.group("host")) if tight else ""
    if tight and _exists(host):
        return _link(folded, start, host, *tight.span("host"), tight)
    end = _before_sentence(folded, tight) if tight else None
    if tight and end:
        host = _plain_host(folded.lower[tight.start("host") : end])
        return _link(folded, start, host, tight.start("host"), end, None)
    torn = _torn_host(folded, start.start("www") if start.group("www") else start.end())
    if torn is not None:
        host, end = torn
        rest = _REST_ONLY.match(folded.lower, end)
        return _link(folded, start, host, start.end() if not start.group("www") else start.start(), end, rest)
    return _refused(folded, start, tight)


def _before_sentence(folded: FoldedText, match: re.Match[str]) -> int | None:
    """Where the host ends when the last part begins the next sentence: "kees.nl.Daarna"."""
    written = folded.text[match.start("host") : match.end("host")]
    name, _, word = written.rpartition(".")
    if match.group("rest") or not word[:1].isupper() or word.isupper() or not name.islower():
        return None
    return match.start("host") + len(name) if "." in name and _exists(_plain_host(name)) else None


def _refused(folded: FoldedText, start: re.Match[str], tight: re.Match[str] | None) -> Candidate:
    # The words that follow are claimed too: the last piece of a torn address is another site's domain.
    first = tight.end() if tight else start.end()
    more = (_NEXT_WORD if tight else _NEXT_WORDS).match(folded.lower, first, first + 120)
    end = more.end() if more else first
    if not tight and not more:
        end += len(folded.text[first : first + 80].split("\x01")[0].split(" ")[0])
    reason = (
        reasons.URL_DOMAIN_UNKNOWN
        if tight and " " not in folded.lower[start.end() : end]
        else reasons.URL_BROKEN
    )
    return refusal(Kind.URL, start.start(), end, reason, claims=True)


def _torn_host(folded: FoldedText, position: int) -> tuple[str, int] | None:
    """The host that starts here, read over spaces around dots and dashes, up to the first existing domain."""
    host = ""
    for _ in range(10):
        label = _TORN_LABEL.match(folded.lower, position)
        if label is None:
            return None
        host, position = host + label.group(), label.end()
        capital = (
            folded.text[label.start()].isupper() and not folded.text[label.start() : label.end()].isupper()
        )
        if (
            "." in host
            and _exists(host)
            and not capital
            and not re.compile(r"[.\-][a-z0-9]").match(folded.lower, position)
        ):
            return host, position
        gap = _TORN_DOT.match(folded.lower, position) or _TORN_DASH.match(folded.lower, position)
        if gap is None:
            return None
        host += "." if _TORN_DOT.match(folded.lower, position) else gap.group().strip()
        position = gap.end()
    return None


def _link(
    folded: FoldedText, start: re.Match[str], host: str, first: int, last: int, rest: re.Match[str] | None
) -> Link | Candidate:
    scheme, repaired = _scheme(start)
    return _whole(
        folded, start.start(), (scheme, host, folded.lower[first:last]), rest, last, repaired=repaired
    )


def _whole(
    folded: FoldedText,
    start: int,
    names: tuple[str, str, str],
    rest: re.Match[str] | None,
    end: int,
    *,
    repaired: bool,
) -> Link | Candidate:
    """Put path and punctuation right and make the link; a shortener without a code is refused."""
    scheme, host, written = names
    path, stop, torn = _path(folded, host, rest, end, names_scheme=bool(scheme))
    if host.removeprefix("www.") in domains.SHORTENERS and path in ("", "/"):
        return refusal(Kind.URL, start, stop, reasons.URL_BROKEN, claims=True)
    port = (rest.group("port") or "") if rest else ""
    lost = written.replace(" ", "") != host
    hidden = (
        lost
        or " ." in written
        or ". " in written
        or (scheme != "" and "x" in folded.lower[start : start + 3])
    )
    hidden = hidden or folded.disguised(start, stop)
    return Link(start, stop, scheme, host, port, path, hidden or repaired or torn, hidden)


def _path(
    folded: FoldedText, host: str, rest: re.Match[str] | None, end: int, *, names_scheme: bool
) -> tuple[str, int, bool]:
    """Path, query and fragment as written, where they end, and whether a space inside was closed."""
    if rest is None or not rest.group("rest"):
        loose = _LOOSE_CODE.match(folded.text, end) if host in domains.SHORTENERS and names_scheme else None
        if loose:
            return f"/{loose.group('code')}", loose.end(), True
        return "", rest.end("port") if rest and rest.group("port") else end, False
    start = rest.start("rest")
    path = _without_punctuation(folded.text[start : rest.end("rest")])
    end = start + len(path)
    if path.endswith("/"):
        short = host.removeprefix("www.") in domains.SHORTENERS and path == "/"
        torn = (_TORN_SHORT_CODE if short else _TORN_CODE).match(folded.text, end)
        if torn:
            return path + torn.group("code"), torn.end(), True
    return path, end, False


def _without_punctuation(rest: str) -> str:
    while rest:
        last = rest[-1]
        if last in ".,;:!?'*…|\\" or (last in _OPENERS and rest.count(last) > rest.count(_OPENERS[last])):
            rest = rest[:-1]
        else:
            break
    return rest


def _scheme(match: re.Match[str]) -> tuple[str, bool]:
    """http, https, ftp or nothing, and whether it had to be repaired."""
    written = match.group("scheme")
    if not written:
        return "", False
    plain = "ftp" if written == "ftp" else "https" if written.endswith("s") else "http"
    return plain, match.group() != f"{plain}://"


def _plain_host(written: str) -> str:
    return _DOTS.sub(".", written).replace(" ", "")


def _exists(host: str) -> bool:
    if host.replace(".", "").isdecimal():
        return host.count(".") == 3 and all(int(part) <= 255 for part in host.split("."))
    return domains.is_registered_form(host)


def _bare(folded: FoldedText, match: re.Match[str], *, loose: bool) -> Link | Candidate | None:
    """A domain without scheme or www."""
    end = _before_sentence(folded, match)
    host = _plain_host(folded.lower[match.start("host") : end or match.end("host")])
    if loose and host.split(".")[0] in _NO_NAMES:
        return None
    if host.replace(".", "").isdecimal():
        reason = "" if _exists(host) and match.group("rest") else None
    else:
        reason = _why_not(folded, match, host, end or match.end("host"))
    if reason is None:
        return None
    if reason:
        return refusal(Kind.URL, match.start(), match.end("host"), reason)
    names = ("", host, folded.lower[match.start("host") : end or match.end("host")])
    rest = None if end else match
    return _whole(folded, match.start(), names, rest, end or match.end("host"), repaired=loose)


def _why_not(folded: FoldedText, match: re.Match[str], host: str, end: int) -> str | None:
    """Empty when it is an address, a reason when it only looks like one, None when it does not."""
    if not domains.is_registered_form(host):
        return None
    labels = host.split(".")
    written = folded.text[match.start("host") : end]
    ending = written[-len(labels[-1]) :]
    if ending[0].isupper() and not written.isupper() and not (ending.isupper() and len(labels) > 2):
        return reasons.URL_SENTENCE_END
    if match.group("rest") or host in domains.SHORTENERS:
        return ""
    if (all(len(label) == 1 for label in labels[:-1]) and len(labels[-1]) <= 2) or "".join(
        labels[:-1]
    ).isdecimal():
        return None
    if not match.group("rest") and _ACCOUNT_BEFORE.search(
        folded.lower, max(0, match.start() - 30), match.start()
    ):
        return None
    named_before = _SITE_BEFORE.search(folded.lower[max(0, match.start() - 20) : match.start()]) is not None
    return "" if named_before else _why_not_bare(labels, written)


def _why_not_bare(labels: list[str], written: str) -> str:
    name, tld = labels[-2], labels[-1]
    if tld in domains.FILE_ENDINGS and len(labels) == 2:
        return reasons.URL_FILE_NAME
    if len(labels) > 2:
        return ""
    if tld in domains.WORDLIKE:
        telling = any(sign in name for sign in "0123456789-") or len(name) >= 12
        return "" if telling and written.islower() else reasons.URL_SENTENCE_END
    return reasons.URL_SENTENCE_END if written.isupper() and len(name) < 3 and len(tld) == 2 else ""
