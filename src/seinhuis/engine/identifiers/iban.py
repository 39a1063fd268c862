"""IBAN, checked (ISO 13616: modulo 97 and form, by python-stdnum); canonical capitals without spaces."""

import re
from collections.abc import Iterator

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.anchors import begun_at
from seinhuis.engine.identifiers.candidates import Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.telling import asked

# Lengths from the SWIFT IBAN registry.
LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22,
    "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SV": 28,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
# The country stands alone, or a letter typed for the first check digit is stuck to it.
_COUNTRY_WORDS = asked(country.lower() + stuck for country in LENGTHS for stuck in ("", "o", "i", "l"))
_START = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ._\-]?(?=[0-9OoIl]{0,1}[0-9])[0-9OoIl]{2}(?=[ ._\-]?[A-Za-z0-9*])"
)
_MORE = re.compile(r"(?:[ ._\-\t\n]{0,2}[A-Za-z0-9])*+")
_MASKED = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}[0-9*xX]{2}[ .\-]?[A-Z0-9*xX ]{0,9}?(?:[*xX][ ]?){4,}[0-9*xX ]{0,16}",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:iban|rekening\w*|rek\.?(?:nr)?\.?|account(?: number)?|bank\w*)\W{0,3}(?:is|nr|nummer|:)?\W{0,3}\Z",
    re.IGNORECASE,
)
_LETTERS_AS_DIGITS = str.maketrans("OoIlSB", "001158")


def find(folded: FoldedText) -> list[Candidate]:
    """IBANs and what looked like one."""
    return list(_all(folded)) if may_hold(folded) else []


def _all(folded: FoldedText) -> Iterator[Candidate]:
    stop = 0
    for match in begun_at(_START, folded.text, _starts(folded)):
        country = match.group()[:2].upper()
        if country not in LENGTHS or match.start() < stop:
            continue
        for candidate in _read(folded, match, country):
            stop = candidate.end
            yield candidate


def may_hold(folded: FoldedText) -> bool:
    """A cheap look: are there figures, and does the code of a country stand by itself?"""
    if not folded.figures:
        return False
    # Where other letters occur a country may be stuck to one of them, and is then no word of its own.
    return not (folded.text.isascii() and folded.words.isdisjoint(_COUNTRY_WORDS))


def _starts(folded: FoldedText) -> list[int]:
    """Two letters, perhaps a separator, perhaps a letter typed for a digit, then a figure."""
    if folded.text.isascii():
        return folded.places_of(_COUNTRY_WORDS)
    before = {figure - back for figure, _ in folded.figures for back in (2, 3, 4)}
    return sorted(at for at in before if at >= 0)


def _read(folded: FoldedText, match: re.Match[str], country: str) -> Iterator[Candidate]:
    masked = _MASKED.match(folded.text, match.start())
    if masked and match.group()[:2].isupper():
        end = match.start() + len(masked.group().rstrip())
        yield refusal(Kind.IBAN, match.start(), end, reasons.IBAN_MASKED, claims=True)
        return
    more = _MORE.match(folded.text, match.end(), match.end() + 80)
    signs = [
        index
        for index in range(match.start(), more.end() if more else match.end())
        if folded.text[index].isalnum()
    ]
    length = LENGTHS[country]
    if len(signs) < length:
        yield from _too_short(folded, match, signs)
        return
    kept = signs[:length]
    end = kept[-1] + 1
    number = "".join(folded.text[index] for index in kept).upper()
    # The length is known, so a word stuck to the last digit ("...300tnv") is not part of it.
    whole = not folded.text[end : end + 1].isalnum() or (number[-1].isdigit() and folded.text[end].islower())
    yield from _judged(folded, match.start(), end, number, whole=whole)


def _judged(folded: FoldedText, start: int, end: int, number: str, *, whole: bool) -> Iterator[Candidate]:
    repaired = number if _valid(number) else _repaired(number)
    if sum(sign.isdigit() for sign in repaired[4:] or number[4:]) < 8:
        return  # words of a sentence
    if repaired and whole:
        hidden = repaired != number or folded.disguised(start, end)
        yield Candidate(
            Kind.IBAN, start, end, repaired, level(undone=hidden or "\n" in folded.text[start:end]), hidden
        )
    elif _has_form(folded, start, number):
        yield refusal(
            Kind.IBAN, start, end, reasons.IBAN_CHECKSUM if whole else reasons.IBAN_LENGTH, claims=True
        )


def _has_form(folded: FoldedText, start: int, number: str) -> bool:
    """Surely meant as an IBAN: Dutch in form, or called so by the words before it, or in capitals."""
    if number.startswith("NL"):
        return re.fullmatch(r"NL[0-9]{2}[A-Z]{4}[0-9]{10}", number) is not None
    written = folded.text[start : start + 4]
    digits = sum(sign.isdigit() for sign in number[4:])
    return _CUE.search(folded.text, max(0, start - 30), start) is not None or (
        written.isupper() and digits >= 10 and number[2:4].isdigit()
    )


def _too_short(folded: FoldedText, match: re.Match[str], signs: list[int]) -> Iterator[Candidate]:
    number = "".join(folded.text[index] for index in signs)
    dutch = re.match(r"NL[0-9]{2}[A-Z]{4}[0-9]{5,9}\Z", number) is not None
    if dutch or (
        len(signs) >= 12
        and sum(sign.isdigit() for sign in number) >= 8
        and _CUE.search(folded.text, max(0, match.start() - 30), match.start())
    ):
        yield refusal(Kind.IBAN, match.start(), signs[-1] + 1, reasons.IBAN_LENGTH, claims=True)


def _repaired(number: str) -> str:
    """A Dutch IBAN with letters typed for digits (O for 0), when the check digits then fit; else empty."""
    if not number.startswith("NL"):
        return ""
    bank = number[4:8].replace("0", "O").replace("1", "I")
    fixed = (
        number[:2]
        + number[2:4].translate(_LETTERS_AS_DIGITS)
        + bank
        + number[8:].translate(_LETTERS_AS_DIGITS)
    )
    return fixed if fixed != number and _valid(fixed) else ""


def _valid(number: str) -> bool:
    # Imported on first use: it reads its registry from a file.
    from stdnum import iban

    return bool(iban.is_valid(number, check_country=False))
