"""One sign for signs that mean the same: upper and lower case, letters with and without marks, all digits.

Made from Unicode 3.2 as Python ships it for good, so that a text is read in the same way by every Python.
Signs added to Unicode later (most emoji among them) part words, as punctuation does.
"""

import functools
import unicodedata

import numpy
from numpy.typing import NDArray

SEPARATOR, VANISHING, DIGIT = 0, 1, ord("0")
TABLE_SIZE = 0x20000

_UNICODE = unicodedata.ucd_3_2_0
# Scripts without case or marks, one sign each: no need to ask for every sign of them.
_PLAIN = (range(0x3400, 0xA000), range(0xAC00, 0xD7A4))
_ASKED = (range(0x0, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000), range(0x1D400, 0x1D800))
# Invisible, though Unicode 3.2 has them as spaces, dashes or letters: soft hyphen, zero-width space, fillers,
# and the stroke that only lengthens an Arabic word.
_INVISIBLE = frozenset("\u00ad\u200b\u180e\u2060\u115f\u1160\u3164\uffa0\u0640")
_EXPANDED = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i"}


@functools.cache
def folding_tables() -> tuple[NDArray[numpy.uint32], NDArray[numpy.uint32]]:
    """What each code point below TABLE_SIZE becomes: first and second sign, the second 0 where there is none.

    A first sign of SEPARATOR parts words, VANISHING is passed over; every digit is DIGIT.
    """
    first = numpy.zeros(TABLE_SIZE, dtype=numpy.uint32)
    second = numpy.zeros(TABLE_SIZE, dtype=numpy.uint32)
    for plain in _PLAIN:
        first[plain.start : plain.stop] = numpy.arange(plain.start, plain.stop)
    for code in (code for asked in _ASKED for code in asked):
        folded = _fold(chr(code))
        first[code] = ord(folded[0])
        second[code] = ord(folded[1]) if len(folded) > 1 else 0
    return first, second


def _fold(sign: str) -> str:
    category = _UNICODE.category(sign)
    if category in ("Mn", "Me", "Cf") or sign in _INVISIBLE:
        return chr(VANISHING)
    if category == "Nd":
        return chr(DIGIT)
    parts = _UNICODE.normalize("NFKD", sign.casefold() if category[0] == "L" else sign)
    if category in ("Cc", "Cn", "Co", "Cs") or not parts:
        return chr(SEPARATOR)
    kept = "".join(_fold_part(part) for part in parts)[:2]
    return kept or chr(SEPARATOR)


def _fold_part(part: str) -> str:
    category = _UNICODE.category(part)
    if category == "Nd":
        return chr(DIGIT)
    if category[0] not in "LN" and category != "Mc":
        return ""
    lower = part.casefold()
    return _EXPANDED.get(lower, lower)
