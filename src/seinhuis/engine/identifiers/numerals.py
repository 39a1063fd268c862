"""Number words, Dutch and English: digits as they are read aloud, and whole numbers."""

import re
from functools import cache
from itertools import product

from seinhuis.engine.identifiers.patterns import alternation

DIGITS = {
    "nul": "0", "zero": "0", "oh": "0",
    "een": "1", "één": "1", "eén": "1", "ein": "1", "one": "1",
    "twee": "2", "two": "2", "drie": "3", "three": "3", "vier": "4", "four": "4",
    "vijf": "5", "vyf": "5", "five": "5", "zes": "6", "six": "6", "zeven": "7", "seven": "7",
    "acht": "8", "eight": "8", "negen": "9", "nine": "9",
}  # fmt: skip
_ONES_NL = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TEENS_NL = [
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS_NL = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ONES_EN = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS_EN = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS_EN = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _below_hundred_dutch() -> dict[str, int]:
    known = {word: value for value, word in enumerate(_ONES_NL) if word}
    known |= {word: value for value, word in enumerate(_TEENS_NL, 10)}
    known |= {word: 10 * ten for ten, word in enumerate(_TENS_NL) if word}
    for one, ten in product(range(1, 10), range(2, 10)):
        for link in ("en", "ën"):
            known[_ONES_NL[one] + link + _TENS_NL[ten]] = 10 * ten + one
    return known | {"één": 1}


def _below_hundred_english() -> dict[str, int]:
    known = {word: value for value, word in enumerate(_ONES_EN) if word}
    known |= {word: value for value, word in enumerate(_TEENS_EN, 10)}
    known |= {word: 10 * ten for ten, word in enumerate(_TENS_EN) if word}
    for one, ten in product(range(1, 10), range(2, 10)):
        for link in ("-", " ", ""):
            known[_TENS_EN[ten] + link + _ONES_EN[one]] = 10 * ten + one
    return known


DUTCH = _below_hundred_dutch()
ENGLISH = _below_hundred_english()
BELOW_HUNDRED = DUTCH | ENGLISH
# What is read aloud as two digits of a longer number.
PAIRS = {word: str(value) for word, value in BELOW_HUNDRED.items() if value >= 10}


_HUNDREDS = (
    rf"(?:(?:(?P<thousands>{alternation(DUTCH)}) ?)?(?P<thousand>duizend))?[ -]?"
    rf"(?:(?:(?P<hundreds>{alternation(DUTCH)}) ?)?(?P<hundred>honderd))?(?: ?en ?"
    rf"| )?(?P<rest>{alternation(DUTCH)})?"
)
_HUNDREDS_EN = (
    rf"(?:(?P<thousands>{alternation(ENGLISH)}|a) (?P<thousand>thousand))?[ ,]{{0,2}}(?:and )?"
    rf"(?:(?:(?P<hundreds>{alternation(ENGLISH)}"
    rf"|a) )?(?P<hundred>hundred))?(?: ?and )?[ ]?(?P<rest>{alternation(ENGLISH)})?"
)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    # Compiled on first use: few texts come so far, and the patterns are large.
    return re.compile(source)


def whole_number(spoken: str) -> int | None:
    """The value of a number in words, 1 to 99,999; None when it is no number. Lower case in."""
    for source, known in ((_HUNDREDS, DUTCH), (_HUNDREDS_EN, ENGLISH)):
        match = _compiled(source).fullmatch(spoken)
        if match and any(match.group(part) for part in ("thousand", "hundred", "rest")):
            return _value(match, known)
    return None


def _value(match: re.Match[str], known: dict[str, int]) -> int:
    total = 0
    for times, unit, worth in (("thousands", "thousand", 1000), ("hundreds", "hundred", 100)):
        if match.group(unit):
            total += worth * known.get(match.group(times) or "", 1)
    return total + known.get(match.group("rest") or "", 0)
