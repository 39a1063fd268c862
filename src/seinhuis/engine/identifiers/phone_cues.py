"""What the words and signs around a number say that it is: a phone number, another number, or a price."""

import re

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.anchors import places
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.telling import asked_form

_PHONE_CUE = (
    r"tel\w*|bel\w*|app\w*|whats?app\w*|wapp|wa|mob\w*|gsm|sms|phone\w*|call\w*|text|ring|mobile|cell\w*|fax|hp"
    r"|hotline|klantenservice|hub\w*|llama\w*|appelez|ph|contact\w*"
)
_WHOSE_NUMBER = r"(?:zijn|haar|mijn|m'n|z'n|his|her|my) (?:nummer|number|nr)"
_OTHER_CUE = (
    r"order\w*|bestel\w*|factuur\w*|invoice\w*|track\w*|trace\w*|pakket\w*|zending\w*|parcel"
    r"|barcode|klant(?:en)?n\w*"
    r"|polis\w*|kenmerk\w*|ref\w*|dossier\w*|zaak\w*|case|pin|pincode|code|token|account\w*|rekening\w*|rek"
    r"|norek|bsn|kvk\w*|btw\w*"
    r"|ticket\w*|serie\w*|serial\w*|imei|customer|policy|registratie\w*|transactie\w*|transaction|id|docket"
    r"|claim|awb|pnr|otp"
    r"|lidn\w*|pasn\w*|paspoort\w*|booking|boeking\w*|reserv\w*|membership|member|product\w*|artikel\w*"
)
_LINK = (
    r"(?:nummer|nr|num|no|number|code|id|is|was|met|op|at|on|naar|naartoe|to|me|him|her|hem|haar|via|it|s|us|maar"
    r"|even|nu|now|ons|the|het|dit|this|called|genaamd|n)"
)
_CUE_BEFORE = re.compile(
    rf"(?<![^\W_])(?=[^\W\d_])(?:(?P<phone>{_PHONE_CUE}|{_WHOSE_NUMBER})|(?P<other>{_OTHER_CUE}))"
    rf"[\s:.#=\-]*(?:{_LINK}\b[\s:.#=\-]*){{0,3}}\Z"
)
# The word with which it begins; another may be stuck to it.
_WHOSE = "zijn|haar|mijn|m|z|his|her|my"
_CUE_WORD = asked_form(
    "cue of a number",
    rf"(?:{_PHONE_CUE}|{_OTHER_CUE}){_LINK}{{0,3}}\Z|(?:{_WHOSE})\Z",
    f"{_PHONE_CUE}|{_OTHER_CUE}|{_WHOSE}".split("|"),
)
_CUE_REACH = 40  # signs before the number
_PRICE_BEFORE = re.compile(r"(?:[€$£₹¥]|\b(?:eur|usd|gbp|rp|rs|inr|idr))\.? ?\Z")
_PRICE_ENDS = ("€", "$", "£", "₹", "¥", "eur", "usd", "gbp", "rp", "rs", "inr", "idr")
_PRICE_AFTER = re.compile(r"\s?(?:€|(?:euro|eur|usd|dollar|rupiah)\b)")


def not_a_phone(folded: FoldedText, start: int, end: int) -> str:
    """Why what stands there is another kind of number; empty when nothing says so."""
    before = folded.lower[max(0, start - 8) : start]
    if before.removesuffix(" ").removesuffix(".").endswith(_PRICE_ENDS) and _PRICE_BEFORE.search(before):
        return reasons.PHONE_PRICE
    if _PRICE_AFTER.match(folded.lower, end):
        return reasons.PHONE_PRICE
    return reasons.PHONE_OTHER_NUMBER if cue(folded, start) == "other" else ""


def cue(folded: FoldedText, start: int) -> str:
    """What the words just before a number call it: "phone", "other" or ""."""
    first = max(0, start - _CUE_REACH)
    before = folded.lower[first:start]
    words = folded.forms.get(_CUE_WORD)
    begins = places(before, words) if words else []
    if first:
        begins.insert(0, 0)  # the reach may cut a word in two, of which the end is a cue
    for begin in begins:
        found = _CUE_BEFORE.match(before, begin)
        if found:
            return found.lastgroup or ""
    return ""
