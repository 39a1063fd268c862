"""Days with a year, Dutch order first; canonical ISO 8601. Without a year: refused, no year is made up."""

import re
from collections.abc import Iterator
from datetime import date

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.anchors import begun_at
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.numerals import DUTCH
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked
from seinhuis.engine.identifiers.vocabulary import pieces

_MONTH_NAMES = (
    "januari jan january januar janvier enero gennaio janeiro januarie",
    "februari feb february februar février fevrier febrero febbraio fevereiro febr febuari februarie",
    "maart mrt mar march märz maerz mars marzo março marco",
    "april apr avril abril aprile",
    "mei may mai mayo maggio maio",
    "juni jun june juin junio giugno junho",
    "juli jul july juillet julio luglio julho",
    "augustus aug august août aout agosto",
    "september sep sept septembre septiembre settembre setembro",
    "oktober okt october oct octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec decembre décembre dezember dez diciembre dic dicembre dezembro desember",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = alternation(MONTHS)
_DAY_WORDS = {word: value for word, value in DUTCH.items() if 1 < value <= 31}
_DAY = rf"(?P<day>[0-3]?[0-9]|{alternation(_DAY_WORDS)})"
_NUMERIC = re.compile(
    r"(?:(?<![\w.,/+€$\-])(?<![0-9]:)|(?<=[0-9]{4}[/,])|(?<=[a-z]\.))"
    r"(?P<first>[0-3]?[0-9])(?P<mark> ?[\-/.] ?)(?P<second>[0-3]?[0-9])"
    r"(?P=mark)(?P<year>[0-9]{4}"
    r"|'?[0-9]{2})"
    r"(?![\w\-]|/(?![0-3]?[0-9][\-.])|[.:][0-9]|,[0-9](?![0-9]?[\-/.]))"
)
# The start of a phone number: what follows with dots or dashes is the rest of it, not a day.
_PHONE_BEFORE = re.compile(r"\+(?:[ ()]{0,2}[0-9]){1,7}[ ()]{0,2}\Z")
_AREA_BEFORE = re.compile(r"(?<![0-9.,:])\(?0[0-9]{1,3}\)? \Z")
_ISO = re.compile(
    r"(?:(?<![\w.,/:+\-])|(?<=[a-z]:)|(?<=[0-9]{2},))(?P<year>(?:19"
    r"|20)[0-9]{2})(?P<mark>[\-/.])(?P<second>[01]?[0-9])(?P=mark)(?P<first>[0-3]?[0-9])(?![0-9/\-]"
    r"|[.,][0-9])"
)
_EAST_ASIAN = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}) ?[年년] ?(?P<second>[01]?[0-9]) ?[月월] ?(?P<first>[0-3]?[0-9]) ?[日일]"
)
_YEAR = r"(?:[ ,.]{0,3}(?:de |del |van |of )?(?P<year>(?:19|20)[0-9]{2}|'[0-9]{2})(?![0-9]|[.,][0-9]))"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,\-/])(?:(?P<earlier>[0-3]?[0-9])(?:e|ste|de|st|nd|rd|th|\.)? ?(?:-|/|en|t/m|tot|tot en met"
    rf"|and|to|or|of|&|,) ?)?"
    rf"{_DAY}(?:e|ste|de|st|nd|rd|th|º|°|\.)?(?: of| de"
    rf"| van)?[ \-./]{{0,2}}(?P<month>{_MONTH})(?![^\W\d_])\.?(?P<tail>[\-/ ]?{_YEAR}"
    rf"|-(?P<short>[0-9]{{2}})(?![0-9\-]))?"
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w.])(?P<month>{_MONTH})\.? (?:the )?{_DAY}(?:st|nd|rd|th)?(?![0-9]|[.:][0-9]|[a-z]{{3}}"
    rf"|,[0-9]){_YEAR}?"
)
_WITHOUT_YEAR_WORDS = frozenset(("mar", "may", "mars", "dec", "jan", "sep", "set", "dic"))


def find(folded: FoldedText) -> list[Candidate]:
    """Days and what looked like one."""
    if not folded.figures:
        return []
    found = [day for match in _numeric_forms(folded) for day in _numeric(folded, match)]
    if not folded.words.isdisjoint(_MONTH_WORDS) and _ANY_MONTH.search(folded.lower):
        found += _with_months(folded)
    return found


def _with_months(folded: FoldedText) -> Iterator[Candidate]:
    taken: set[int] = set()
    for match in _DAY_FIRST.finditer(folded.lower):
        taken.add(match.start("month"))
        yield from _worded(folded, match)
    for match in _MONTH_FIRST.finditer(folded.lower):
        if match.start("month") not in taken:
            yield from _worded(folded, match)


_MONTH_WORDS = asked(pieces(MONTHS))
_ANY_MONTH = re.compile(rf"(?<![^\W\d_])(?:{_MONTH})(?![^\W\d_])")
_MARKED = ("-", "/", ".", " -", " /", " .")


def _numeric_forms(folded: FoldedText) -> list[re.Match[str]]:
    """Days in figures alone: all begin with a figure and a mark, except with the East Asian signs."""
    low = folded.lower
    marked = [start for start, end in folded.figures if low.startswith(_MARKED, end)]
    east_asian = list(_EAST_ASIAN.finditer(low)) if "年" in low or "년" in low else []
    if not marked:
        return east_asian
    return [*begun_at(_ISO, low, marked), *east_asian, *begun_at(_NUMERIC, low, marked)]


def _numeric(folded: FoldedText, match: re.Match[str]) -> Iterator[Candidate]:
    year = _year(match.group("year"))
    first, second = int(match.group("first")), int(match.group("second"))
    short = len(match.group("year").strip("'")) == 2
    if short and (" " in match.group("mark") or len(match.group("first")) + len(match.group("second")) < 3):
        return
    if _in_phone_number(folded, match.start(), short=short):
        return
    if not 1900 <= year <= 2099:
        yield refusal(Kind.DATE, match.start(), match.end(), reasons.DATE_YEAR)
        return
    if second > 12 and first <= 12:
        first, second = second, first  # American order
    yield _judged(folded, match, (year, second, first), AS_WRITTEN if not short else IN_CONTEXT)


def _in_phone_number(folded: FoldedText, start: int, *, short: bool) -> bool:
    before = folded.text[max(0, start - 14) : start]
    return _PHONE_BEFORE.search(before) is not None or (short and _AREA_BEFORE.search(before) is not None)


def _worded(folded: FoldedText, match: re.Match[str]) -> Iterator[Candidate]:
    groups = match.groupdict()
    written = groups["year"] or groups.get("short")
    month, day = MONTHS[match.group("month")], _day(match.group("day"))
    if not written:
        if match.group("month") not in _WITHOUT_YEAR_WORDS and 1 <= day <= 31:
            yield refusal(Kind.DATE, match.start(), match.end(), reasons.DATE_NO_YEAR)
        return
    year = _year(written)
    earlier = groups.get("earlier")
    start = match.start("day") if earlier else match.start()
    yield _judged(folded, match, (year, month, day), AS_WRITTEN, start)
    if earlier and 1 <= int(earlier) < day:
        yield Candidate(
            Kind.DATE,
            match.start("earlier"),
            match.end("earlier"),
            date(year, month, int(earlier)).isoformat(),
            IN_CONTEXT,
        )


def _judged(
    folded: FoldedText,
    match: re.Match[str],
    parts: tuple[int, int, int],
    confidence: float,
    start: int | None = None,
) -> Candidate:
    first = match.start() if start is None else start
    try:
        day = date(*parts)
    except ValueError:
        claims = len(match.groupdict()["year"] or "") == 4  # "12.34.56" may still be part of a number
        return refusal(Kind.DATE, first, match.end(), reasons.DATE_IMPOSSIBLE, claims=claims)
    hidden = folded.disguised(first, match.end()) and not _EAST_ASIAN.match(folded.lower, first)
    return Candidate(
        Kind.DATE, first, match.end(), day.isoformat(), level(undone=hidden, as_written=confidence), hidden
    )


def _day(written: str) -> int:
    return _DAY_WORDS[written] if written in _DAY_WORDS else int(written)


def _year(written: str) -> int:
    """Two digits are read as 1970 to 2069."""
    digits = written.strip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 70 else 2000)
