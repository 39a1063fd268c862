"""Amounts of money; canonical ISO 4217 code and two decimals (``EUR 150.00``)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from seinhuis.engine.identifiers import numerals, reasons
from seinhuis.engine.identifiers.anchors import begun_at, places
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked
from seinhuis.engine.identifiers.vocabulary import pieces
from seinhuis.engine.identifiers.word_lists import entries

_NAMES = {code: code.upper() for code in entries("currency_codes")}
_NAMES |= dict(line.split(" = ") for line in entries("currency_names"))
_AMBIGUOUS = frozenset(
    (
        "kr",
        "kr.",
        "kroon",
        "kronen",
        "kronor",
        "pond",
        "pounds",
        "pound",
        "yen",
        "peso",
        "pesos",
        "lira",
        "dinar",
        "dirham",
    )
)
_BEFORE = alternation(name for name in _NAMES if name not in ("eu", "quid", "bucks", "lei"))
_AFTER = alternation(name for name in _NAMES if name not in ("rs", "rs.", "rp", "rp.", "rm", "fr."))
_TIMES = {word: int(times) for word, times in (line.split(" = ") for line in entries("multipliers"))}
_MULTIPLIER = rf"(?P<times>{alternation(_TIMES)})"
_FIGURE = (
    r"(?P<figure>[0-9]{1,3}(?:[.,' ][0-9]{2,3}){1,6}(?:[.,][0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,12}(?:[.,][0-9]{1,8})?)"
)
_TIGHT_FIGURE = _FIGURE.replace("[.,' ]", "[.,']")
_DASH = r"(?P<dash>[.,] ?(?:-{1,2}|=|–)|(?:,|\.)00)?"
_END = r"(?![^\W_])"
_SIGN_FIRST = re.compile(
    rf"(?<![^\W\d_])(?P<currency>{_BEFORE})(?P<gap>[ :=]{{0,2}}){_FIGURE}{_DASH}"
    rf"(?:[ .]?{_MULTIPLIER}{_END})?(?![0-9x*]"
    rf"|[.,][0-9])"
)
_SIGN_LAST = re.compile(
    rf"(?<![\w.,:/+]){_TIGHT_FIGURE}{_DASH}(?: ?{_MULTIPLIER}(?= |[€$£]"
    rf"|{_AFTER}))?[ ]?(?P<currency>{_AFTER}){_END}(?!-?(?:land|lid|burg| land| lid))"
)
_RANGE = re.compile(
    r"(?<![\w.,:/+])(?P<figure>[0-9]{1,6}(?:[.,][0-9]{2,3})?)(?: ?[-–/] ?| (?:tot|of|à|a|to|or|en|and) )\Z"
)
_RANGE_ENDS = (
    *("-", "–", "/", "- ", "– ", "/ "),
    *(" tot ", " of ", " à ", " a ", " to ", " or ", " en ", " and "),
)
_WORDS = re.compile(
    r"(?<![^\W_])(?P<spoken>[a-zë]+(?:[ \-](?:hundred|thousand|and|honderd|duizend"
    r"|[a-zë]+))*?) (?P<currency>euro's|euros|euro|dollars|dollar)(?![^\W_])"
)
_UP_TO = re.compile(
    r"(?:,-)? ?(?:-|tot|to|/) ?(?P<figure>[0-9]{1,6}(?:[.,][0-9]{2,3})?)(?![\w%]|[.,:/\-][0-9])"
)
_DUTCH_DASH = re.compile(
    r"(?<![\w.,/+\-])(?P<figure>[0-9]{1,3}(?:\.[0-9]{3})*|[0-9]{1,5}),(?:-{1,2}|=)(?![\w\-])"
)
_MASKED = re.compile(rf"(?<![^\W_])(?:{_BEFORE}) ?[.:]?(?:x{{2,}}|\*{{2,}}|\?{{2,}})(?![^\W_])")
_VAGUE = re.compile(rf"(?<![\w.,:/+\-])(?P<figure>[0-9][0-9.,]*) ?(?:{alternation(_AMBIGUOUS)}){_END}")
_MAY_HOLD = re.compile(rf"(?:{_BEFORE}|,-|,=|[0-9] ?eu\b|euro|dollar|quid|bucks|{alternation(_AMBIGUOUS)})")


_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_REACH = 60  # no figure with decimals, dash and multiplier is longer
# What each pattern needs in the text: one of these words, or one of the signs ("€", and "$" for "us$").
_BEFORE_WORDS = pieces(name for name in _NAMES if not name.endswith("$"))
_SIGNS = tuple({name[-1] for name in _NAMES if not name[-1].isalpha() and name[-1] != "."})
# A multiplier may be stuck to the name that follows it ("100keur").
_AFTER_WORDS = _BEFORE_WORDS | {
    times + name for times in _TIMES for name in pieces(each for each in _NAMES if each[0] in _ASCII_LETTERS)
}
_VAGUE_WORDS = pieces(_AMBIGUOUS)
_ANY_WORDS = asked(_AFTER_WORDS | _VAGUE_WORDS)
_SPOKEN_WORDS = asked(("euro", "euros", "dollar", "dollars"))
# The few words that are not enough for _MAY_HOLD by themselves.
_UNSURE_WORDS = frozenset(word for word in _BEFORE_WORDS | _VAGUE_WORDS if not _MAY_HOLD.search(word))
_UNSURE_WORDS = asked(_UNSURE_WORDS | {times + word for times in _TIMES for word in _UNSURE_WORDS})


def find(folded: FoldedText) -> list[Candidate]:
    """Amounts and what looked like one."""
    low = folded.lower
    names = _names(folded)
    dashed = ",-" in low or ",=" in low
    if not (names or dashed or "xx" in low) or not _may_hold(folded, names):
        return []
    taken: set[int] = set()
    found: list[Candidate] = []
    if names and folded.figures:
        found += _beside_figures(folded, names, taken)
    if dashed:
        found += _dutch_dashes(folded, taken)
    if may_hold_spoken(folded):
        found += _spoken(folded)
    return found + _refused(folded)


def may_hold_spoken(folded: FoldedText) -> bool:
    """A cheap look: does a word stand before one for euros or dollars?"""
    low = folded.lower
    named = folded.places_of(_SPOKEN_WORDS)
    return any(at > 1 and low[at - 1] == " " and low[at - 2].isalpha() for at in named)


def _refused(folded: FoldedText) -> list[Candidate]:
    """Masked amounts, and those in a currency of which there are more."""
    low = folded.lower
    found: list[Candidate] = []
    if "xx" in low or ("*" in low and "**" in low) or ("?" in low and "??" in low):
        for match in _MASKED.finditer(low):
            found.append(refusal(Kind.AMOUNT, match.start(), match.end(), reasons.AMOUNT_MASKED))
    if not folded.words.isdisjoint(_VAGUE_WORDS):
        for match in begun_at(_VAGUE, low, _starts(folded)):
            found.append(refusal(Kind.AMOUNT, match.start(), match.end(), reasons.AMOUNT_CURRENCY))
    return found


def _names(folded: FoldedText) -> list[int]:
    """Where the name or sign of a currency can begin ("$" perhaps two letters earlier: "us$"), ascending."""
    low = folded.lower
    words = folded.places_of(_ANY_WORDS)
    plain = low.isascii()
    if plain and "$" not in low:
        return words
    signs = places(low, "$" if plain else _SIGNS)
    if not signs:
        return words
    return sorted({*words, *signs, *(max(0, at - back) for at in places(low, "$") for back in (1, 2))})


def _may_hold(folded: FoldedText, names: list[int]) -> bool:
    return (
        bool(names and folded.words.isdisjoint(_UNSURE_WORDS)) or _MAY_HOLD.search(folded.lower) is not None
    )


def _starts(folded: FoldedText) -> list[int]:
    return [start for start, _ in folded.figures]


def _beside_figures(folded: FoldedText, names: list[int], taken: set[int]) -> list[Candidate]:
    """A currency in front of a figure, then one behind a figure."""
    low = folded.lower
    found: list[Candidate] = []
    for match in begun_at(_SIGN_FIRST, low, names):
        if match.start("figure") not in taken and not _belongs_to_figure_before(folded, match):
            taken.add(match.start("figure"))
            _figures(folded, match, found)
    for match in begun_at(_SIGN_LAST, low, _followed(folded, names)):
        if match.start("figure") not in taken:
            taken.add(match.start("figure"))
            _figures(folded, match, found)
    return found


def _followed(folded: FoldedText, names: list[int]) -> list[int]:
    """The figures behind which a name or sign stands, as far as it may."""
    found: list[int] = []
    for start, _ in folded.figures:
        at = bisect_left(names, start)
        if at == len(names):
            break
        if names[at] <= start + _REACH:
            found.append(start)
    return found


def _dutch_dashes(folded: FoldedText, taken: set[int]) -> list[Candidate]:
    found: list[Candidate] = []
    for match in _DUTCH_DASH.finditer(folded.lower):
        value = _value(match.group("figure")) if match.start("figure") not in taken else None
        if value is not None:
            found.append(_amount(folded, match.start(), match.end(), "EUR", value, IN_CONTEXT))
    return found


def _figures(folded: FoldedText, match: re.Match[str], found: list[Candidate]) -> None:
    figure, currency, multiplier = match.group("figure", "currency", "times")
    value = _value(figure)
    if value is None:
        return
    times = _TIMES[multiplier] if multiplier else 1
    code = _NAMES[currency]
    start, end = match.span()
    found.append(_amount(folded, start, end, code, value * times, AS_WRITTEN))
    if match.re is _SIGN_LAST:
        _lower_end(folded, start, code, value, times, found)
    elif not multiplier:
        _upper_end(folded, match, code, value, found)


def _lower_end(
    folded: FoldedText, start: int, code: str, value: Decimal, times: int, found: list[Candidate]
) -> None:
    """The first figure of "50-100 euro"."""
    low = folded.lower
    if not low.endswith(_RANGE_ENDS, 0, start):
        return
    lower = _RANGE.search(low, max(0, start - 16), start)
    smaller = _value(lower.group("figure")) if lower else None
    if lower and smaller is not None and smaller < value <= 10 * smaller:
        found.append(_amount(folded, lower.start(), lower.end("figure"), code, smaller * times, IN_CONTEXT))


def _upper_end(
    folded: FoldedText, match: re.Match[str], code: str, value: Decimal, found: list[Candidate]
) -> None:
    """The second figure of "€ 50-100"."""
    upper = _UP_TO.match(folded.lower, match.end())
    larger = _value(upper.group("figure")) if upper else None
    if upper and larger is not None and value < larger <= 10 * value:
        found.append(_amount(folded, upper.start("figure"), upper.end("figure"), code, larger, IN_CONTEXT))


def _belongs_to_figure_before(folded: FoldedText, match: re.Match[str]) -> bool:
    """ "50 euro 100": the sign stands behind the figure in front of it."""
    before = folded.text[max(0, match.start() - 2) : match.start()]
    return before[-1:].isdigit() or (before[-1:] == " " and before[:1].isdigit() and match.group("gap") != "")


def _spoken(folded: FoldedText) -> Iterator[Candidate]:
    for match in _WORDS.finditer(folded.lower):
        words = match.group("spoken").split(" ")
        for skip in range(max(0, len(words) - 6), len(words)):
            spoken = " ".join(words[skip:])
            value = numerals.whole_number(spoken)
            if value is not None:
                start = match.end("spoken") - len(spoken)
                yield _amount(
                    folded, start, match.end(), _NAMES[match.group("currency")], Decimal(value), AS_WRITTEN
                )
                break


def _amount(
    folded: FoldedText, start: int, end: int, code: str, value: Decimal, confidence: float
) -> Candidate:
    hidden = folded.disguised(start, end) and any(
        sign.isdigit() and not sign.isascii() for sign in folded.original[slice(*folded.span(start, end))]
    )
    canonical = f"{code} {_written(code, value)}"
    return Candidate(Kind.AMOUNT, start, end, canonical, level(undone=hidden, as_written=confidence), hidden)


@lru_cache(maxsize=2000)
def _written(code: str, value: Decimal) -> str:
    exact = value.quantize(Decimal("0.01")) if code not in ("BTC", "ETH", "XMR", "LTC") else value.normalize()
    decimals = exact.as_tuple().exponent not in (0,) and abs(int(exact.as_tuple().exponent)) >= 2
    return f"{exact:f}" if decimals else f"{exact:.2f}"


_PLAIN = re.compile(
    r"(?P<whole>0|[1-9][0-9]*)(?:[.,](?P<decimals>[0-9]{1,2}|(?<![1-9][.,])(?<![0-9][0-9][.,])[0-9]{3,8}))?"
)
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*))"
    r"(?:[.,](?P<decimals>[0-9]{1,2}))?"
)
_INDIAN = re.compile(r"(?P<whole>[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\.(?P<decimals>[0-9]{1,2}))?")


@lru_cache(maxsize=2000)
def _value(figure: str) -> Decimal | None:
    """The number in a figure with either decimal sign; None for nonsense ("1.2.3", "0612345678")."""
    for form in (_PLAIN, _GROUPED, _INDIAN):
        match = form.fullmatch(figure)
        if match:
            whole = re.sub(r"[^0-9]", "", match.group("whole"))
            return Decimal(f"{whole}.{match.group('decimals') or '0'}")
    return None


def forget() -> None:
    """Let go of what was kept about the figures of the texts so far."""
    _written.cache_clear()
    _value.cache_clear()
