"""Dutch mobile numbers with a word between each pair or group of digits: "06 bel 12 dan 34 mij 56 nu 78"."""

import re
from collections.abc import Iterator

from seinhuis.engine.identifiers.candidates import IN_CONTEXT, Candidate
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText

# A number in front of one of these counts or measures something, so the row is no hidden phone number.
_COUNTED = (
    r"jaar|jaren|jr|years?|yo|euro|eur|usd|dollar|uur|hours?|hrs|min|minuten|minutes|sec|dag(?:en)?|days?"
    r"|week|weken|weeks|maand(?:en)?|months|keer|maal|times|cm|mm|km|kg|gram|liter|stuks|personen|people"
    r"|procent|percent|graden|jan\w*|feb\w*|maart|mrt|march|apr\w*|mei|may|jun\w*|jul\w*|aug\w*|sep\w*"
    r"|okt\w*|oct\w*|nov\w*|dec\w*|plus|tot|of|en|or|and|to"
)
_WORD = rf"(?!(?:{_COUNTED})\b)[^\W\d_]{{2,15}}"
_ROW = re.compile(
    rf"(?<![\w.,+])(?=06)[0-9]{{2,4}}(?:[ ,.]{{1,2}}{_WORD}[ ,.]{{1,2}}[0-9]{{1,4}}){{3,8}}(?!\w)"
)
_DIGITS = 10
_BEGINS = re.compile(r"06[0-9]{0,2}[ ,.]{1,2}[^\W\d_]")  # far cheaper to look for than the row
_MOBILE = re.compile(r"06[1-58][0-9]{7}")


def may_hold(folded: FoldedText) -> bool:
    """A cheap look: is there a beginning, and are there digits enough?"""
    return folded.digits >= _DIGITS and _BEGINS.search(folded.lower) is not None


def find(folded: FoldedText) -> Iterator[Candidate]:
    """Rows of groups with exactly one word between every two, that together are a mobile number."""
    for match in _ROW.finditer(folded.lower):
        digits = "".join(filter(str.isdecimal, match.group()))
        if _MOBILE.fullmatch(digits):
            yield Candidate(Kind.PHONE, match.start(), match.end(), "+31" + digits[1:], IN_CONTEXT, True)
