"""Dutch places by name; canonical the name in the gazetteer. A name that is a word too needs "in" before."""

import re

from seinhuis.engine.identifiers import gazetteer, reasons
from seinhuis.engine.identifiers.anchors import begun_at
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, UNDONE, Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText

_FIRST_PIECES = gazetteer.first_pieces()
_WORD = re.compile(r"(?<![^\W_])(?:'(?=[st][ \-]))?[^\W\d_]+(?:['\-][^\W\d_]+)*")
_NEXT = re.compile(r" (?:[^\W\d_]+(?:[/\-][^\W\d_]+)*)")
_BEFORE = re.compile(
    r"(?<![^\W_])(?:in|te|uit|naar|vanuit|nabij|richting|omgeving|regio|gemeente|station|omstreken|tussen"
    r"|langs|via|rondom|rond|near|from|to|towards|"
    r"around|between|bij|at|centrum|binnenstad|hartje|plaats|woonplaats|stad|city|town|dorp|adres|address"
    r"|location|locatie)(?: de| het| the)?[ :,]{1,2}\Z"
)
_SURELY_PLACE = re.compile(
    r"(?<![^\W_])(?:in|te|vanuit|nabij|richting|omgeving|regio|gemeente|station|near|woonplaats|plaats"
    r"|plaatsje|dorp|stad|town|centrum)[ :]{1,2}\Z"
)
_NAME_BEFORE = re.compile(
    r"(?:\b[A-Z][a-z]+|\b(?:[Mm]eneer|[Mm]evrouw|[Dd]hr|[Mm]w|[Mm]vr|[Ff]am"
    r"|[Ff]amilie)\.?) [Vv]an(?: [Dd]er?n?)? \Z"
)
_FIRST_NAME_BEFORE = re.compile(r"(?<![^\W_])[A-Z][a-z]+ \Z")
_VERBS_AND_THINGS = frozenset(("hoorn", "kampen", "losser", "rijen", "wierden"))
_GOES_ON = re.compile(r" [a-z]")
_STREET_AFTER = re.compile(
    r"(?:-?(?:straat|weg|laan|plein|kade|singel|dijk|hof|gracht)| ?(?:straat|weg|laan|plein))\b"
)


def find(folded: FoldedText) -> list[Candidate]:
    """Places and what looked like one."""
    found: list[Candidate] = []
    if folded.words.isdisjoint(_FIRST_PIECES):
        return found
    known = gazetteer.first_words()
    stop = 0
    for match in begun_at(_WORD, folded.text, _starts(folded)):
        start, end = match.span()
        word = folded.lower[start:end]
        count = known.get(word) or (known.get(word.split("-")[0]) if "-" in word else None)
        if count is None or start < stop:
            continue
        longest = _longest(folded, match, count)
        if longest is not None:
            stop, name = longest
            judged = _judged(folded, start, stop, name)
            if judged:
                found.append(judged)
    return found


def _starts(folded: FoldedText) -> list[int]:
    """Where words stand with which names begin; an apostrophe in front may belong to one ("'t Harde")."""
    lower = folded.lower
    found: list[int] = []
    for at in folded.places_of(_FIRST_PIECES):
        if not at or lower[at - 1] not in "'-":
            found.append(at)
        elif not _goes_on(lower, at - 1):
            found += (at - 1, at)
    return found


def _goes_on(lower: str, mark: int) -> bool:
    """Whether a word that began earlier goes on behind this apostrophe or dash."""
    first = mark
    while first and lower[first - 1].isalnum() and not lower[first - 1].isdecimal():
        first -= 1
    return first < mark and not (first and lower[first - 1].isalnum())


def _longest(folded: FoldedText, match: re.Match[str], count: int) -> tuple[int, str] | None:
    """The longest name that starts here: (end, canonical name)."""
    ends = [match.end()]
    while len(ends) < count and (following := _NEXT.match(folded.text, ends[-1])):
        ends.append(following.end())
    first = match.group()
    if "-" in first:
        ends.insert(0, match.start() + first.index("-"))
    for end in reversed(ends):
        name = gazetteer.names().get(folded.lower[match.start() : end])
        if name is not None:
            return end, name
    return None


def _judged(folded: FoldedText, start: int, end: int, name: str) -> Candidate | None:
    written = folded.text[start:end]
    before = folded.text[max(0, start - 30) : start]
    surname = "an " in before and _NAME_BEFORE.search(before) is not None
    if surname or (written.startswith("de ") and _FIRST_NAME_BEFORE.search(before)):
        return refusal(Kind.PLACE, start, end, reasons.PLACE_SURNAME)
    if name in gazetteer.AMBIGUOUS:
        return _ambiguous(start, end, name, written, before)
    capital = _has_capital(written)
    if capital and _starts_sentence(before, written) and _GOES_ON.match(folded.text, end):
        return refusal(Kind.PLACE, start, end, reasons.PLACE_COMMON_WORD)
    if not capital and not _meant_without_capital(written, before):
        return None
    hidden = folded.disguised(start, end)
    confidence = level(undone=hidden, as_written=AS_WRITTEN if capital else UNDONE)
    return Candidate(Kind.PLACE, start, end, name, confidence, hidden)


def _has_capital(written: str) -> bool:
    return written.lstrip("'")[0].isupper() or (
        written[:2] in ("'s", "'t") and any(sign.isupper() for sign in written)
    )


def _starts_sentence(before: str, written: str) -> bool:
    """Whether its capital may be that of the sentence: "Kampen met problemen"."""
    return written.lower() in _VERBS_AND_THINGS and (not before.strip() or before.rstrip()[-1] in ".!?:\n")


def _meant_without_capital(written: str, before: str) -> bool:
    """ "in rotterdam" and "rotterdam", but not a short name or an everyday word."""
    if written in gazetteer.WORDS_WITHOUT_CAPITAL:
        return False
    return len(written) >= 7 or (len(written) >= 5 and _BEFORE.search(before.lower()) is not None)


def _ambiguous(start: int, end: int, name: str, written: str, before: str) -> Candidate | None:
    capital_only = written[0].isupper() and not (written.isupper() and before.strip()[-3:].isupper())
    if capital_only and _SURELY_PLACE.search(before.lower()):
        return Candidate(Kind.PLACE, start, end, name, IN_CONTEXT)
    if written[0].isupper() and before and before[-1] == " " and before.rstrip()[-1:] not in ".!?:":
        return refusal(Kind.PLACE, start, end, reasons.PLACE_COMMON_WORD)
    return None
