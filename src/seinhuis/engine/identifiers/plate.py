"""Dutch licence plates of every form (sidecode 1 to 14); canonical in capitals without dashes.

Letters and combinations that are not given out are refused. Source: RDW's explanation of signs on the
plate; since sidecode 4 no vowels, C, Q or Y, and M, W and O only as first letter (motorcycles, trailers,
semi-trailers).
"""

import re
from collections.abc import Iterator

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.anchors import any_between
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.telling import asked
from seinhuis.engine.identifiers.vocabulary import pieces

# Shape of the six signs (A letter, 9 digit) -> sidecode.
SIDECODES = {
    "AA9999": 1, "9999AA": 2, "99AA99": 3, "AA99AA": 4, "AAAA99": 5, "99AAAA": 6, "99AAA9": 7, "9AAA99": 8,
    "AA999A": 9, "A999AA": 10, "AAA99A": 11, "A99AAA": 12, "9AA999": 13, "999AA9": 14,
}  # fmt: skip
_GROUPS = {
    1: (2, 2, 2), 2: (2, 2, 2), 3: (2, 2, 2), 4: (2, 2, 2), 5: (2, 2, 2), 6: (2, 2, 2), 7: (2, 3, 1),
    8: (1, 3, 2),
    9: (2, 3, 1), 10: (1, 3, 2), 11: (3, 2, 1), 12: (1, 2, 3), 13: (1, 2, 3), 14: (3, 2, 1),
}  # fmt: skip
_FORBIDDEN = frozenset(
    ("SS", "SD", "SA", "GVD", "KKK", "KVT", "LPF", "NSB", "PKK", "PSV", "TBS", "PVV", "SGP", "VVD", "FVD")
)
_LETTERS = frozenset("BDFGHJKLNPRSTVXZ")
_ONLY_FIRST = frozenset("MWO")
# After a slash only when the one before it is a plate too.
_DASHED = re.compile(
    r"(?:(?<![\w\-./@])|(?<=(?<![\w\-])nl-)|(?<=[a-z\d]-[a-z\d]/)|(?<=[a-z\d]-[a-z\d]{2}/)|(?<=kenteken))"
    r"[a-z\d]{1,3} ?- ?[a-z\d]{1,3} ?- ?[a-z\d]{1,3}(?![\w\-@]|/(?![a-z\d]{1,3}-[a-z\d]{1,3}-))"
)
_GAP = r"(?: ?[\-._·•*/] ?|  ?)"
_SIX = re.compile(
    rf"(?<![\w\-./@])(?:[a-z\d](?: [a-z\d]){{5}}|[a-z\d]{{1,3}}{_GAP}[a-z\d]{{1,3}}{_GAP}[a-z\d]{{1,3}}"
    rf"|[a-z\d](?:[ \-.]?[a-z\d]){{5}})(?![\w\-@])"
)
_PLATE_WORD = (
    r"kentekens?|kentekenplaat|kentekennummer|kentek|kent\.|nummerplaat|nummerplaten|nummerbord|plaat|platen"
    r"|plates?|plaatnummer"
    r"|licen[cs]e plate|licen[cs]e|registration (?:number|plate|no|nr)|reg\.? ?(?:nr|no|number|plate)"
    r"|numberplate|vrn"
)
_CAR = (
    r"auto|wagen|bus|busje|bestelbus|bestelauto|taxi|car|van|vehicle|voertuig|scooter|motor|brommer"
    r"|aanhanger|trailer|truck|caravan"
    r"|vrachtwagen|camper|bmw|audi|mercedes|golf|polo|volkswagen|vw|opel|ford|fiat|renault|peugeot|citroen"
    r"|citroën|toyota|seat|skoda"
    r"|volvo|kia|hyundai|tesla|mini|nissan|mazda|honda|suzuki|lexus|porsche|landrover|jeep|dacia|cupra|astra"
    r"|corsa|fiesta|clio"
)
_CUE = re.compile(rf"(?<![^\W_])(?:(?P<plate>{_PLATE_WORD})|{_CAR})(?![^\W_])")
# With which words a cue can begin; a plate itself always holds figures.
_CUE_WORDS = asked(
    (
        *pieces(_CAR.split("|")),
        *("kenteken", "kentekens", "kentekenplaat", "kentekennummer", "kentek", "kent"),
        *("nummerplaat", "nummerplaten", "nummerbord", "plaat", "platen", "plate", "plates", "plaatnummer"),
        *("license", "licence", "registration", "reg", "regnr", "regno", "regnumber", "regplate"),
        *("numberplate", "vrn"),
    )
)
_REACH, _NEXT_REACH = 45, 8  # signs from the word to the plate, and from one plate to the next
_LONGEST = 12  # signs that a plate may have beyond that


def find(folded: FoldedText) -> list[Candidate]:
    """Licence plates and what looked like one."""
    if not folded.figures or (folded.words.isdisjoint(_CUE_WORDS) and folded.lower.count("-") < 2):
        return []
    found: list[Candidate] = []
    for candidate in _all(folded):
        if not any(each.start < candidate.end and candidate.start < each.end for each in found[-8:]):
            found.append(candidate)
    return found


def _all(folded: FoldedText) -> Iterator[Candidate]:
    cues = [] if folded.words.isdisjoint(_CUE_WORDS) else list(_CUE.finditer(folded.lower))
    if folded.lower.count("-") >= 2:
        for match in _DASHED.finditer(folded.lower):
            yield from _dashed(folded, match)
    figures = [start for start, _ in folded.figures]
    for cue in sorted(cues, key=lambda each: each.lastgroup is None):
        # The signs of a plate are looked for among those that the first one may reach.
        if any_between(figures, cue.end(), cue.end() + _REACH + _LONGEST):
            yield from _behind(folded, cue)


def _dashed(folded: FoldedText, match: re.Match[str]) -> Iterator[Candidate]:
    signs, groups = _signs(match.group()), tuple(len(part.strip()) for part in match.group().split("-"))
    sidecode = SIDECODES.get(_shape(signs))
    if sidecode is None or groups != _GROUPS[sidecode]:
        return
    before = folded.lower[max(0, match.start() - _REACH) : match.start()]
    if _CUE.search(before) or not _masked_or_loose(folded, match, signs):
        yield _judged(folded, match.start(), match.end(), signs, sidecode, AS_WRITTEN)


def _masked_or_loose(folded: FoldedText, match: re.Match[str], signs: str) -> bool:
    """XX-12-34 where the letters stand for something left out, or spaces and mixed case as in a sentence."""
    written = folded.text[match.start() : match.end()]
    letters = {sign for sign in signs if sign.isalpha()}
    return letters == {"X"} or " " in written or not (written.isupper() or written.islower())


def _behind(folded: FoldedText, cue: re.Match[str]) -> Iterator[Candidate]:
    """The plates behind a word that announces one."""
    position, limit = cue.end(), cue.end() + _REACH
    while match := _SIX.search(folded.lower, position, min(len(folded.lower), limit + _LONGEST)):
        signs = _signs(match.group())
        sidecode = SIDECODES.get(_shape(signs))
        if match.start() > limit:
            return
        if sidecode is None or not _plausible(
            folded, match, signs, sidecode, plate_word=cue.lastgroup is not None
        ):
            position = match.start() + 1
            continue
        yield _judged(folded, *match.span(), signs, sidecode, AS_WRITTEN if cue.lastgroup else IN_CONTEXT)
        position, limit = match.end(), match.end() + _NEXT_REACH


def _plausible(
    folded: FoldedText, match: re.Match[str], signs: str, sidecode: int, *, plate_word: bool
) -> bool:
    """Not a few short words of a sentence ("10 uur 2", "12 op 23")."""
    written = match.group()
    parts = [len(part) for part in re.findall(r"[a-z\d]+", written)]
    letters = re.sub(r"[^a-zA-Z]", "", folded.text[match.start() : match.end()])
    if not (letters.isupper() or letters.islower()):
        return False
    if set(letters) == {"X"} or not _splits_well(parts, _GROUPS[sidecode]):
        return False
    if not plate_word and sidecode <= 3:
        return False
    if written.isalnum():
        return plate_word or not _not_issued(signs, sidecode)
    consonants = all(sign.isdigit() or sign in _LETTERS for sign in signs)
    capitals = folded.text[match.start() : match.end()].isupper()
    return consonants or (plate_word and (capitals or "-" in written))


def _splits_well(parts: list[int], groups: tuple[int, ...]) -> bool:
    """Whether the pieces end where groups of this plate end, or every sign stands apart."""
    ends = {sum(groups[: count + 1]) for count in range(3)}
    return len(parts) == 6 or all(sum(parts[: count + 1]) in ends for count in range(len(parts)))


def _judged(
    folded: FoldedText, start: int, end: int, signs: str, sidecode: int, confidence: float
) -> Candidate:
    reason = _not_issued(signs, sidecode)
    if reason:
        return refusal(Kind.PLATE, start, end, reason)
    hidden = folded.disguised(start, end) or re.search(r"[_·•*/]", folded.text[start:end]) is not None
    return Candidate(Kind.PLATE, start, end, signs, level(undone=hidden, as_written=confidence), hidden)


def _not_issued(signs: str, sidecode: int) -> str:
    groups = re.findall(r"[A-Z]+", signs)
    if sidecode in (5, 6):
        groups = [group[at : at + 2] for group in groups for at in (0, 2)]
    if any(bad in group for group in groups for bad in _FORBIDDEN):
        return reasons.PLATE_COMBINATION
    if sidecode <= 3:
        return ""
    letters = "".join(groups)
    allowed = letters[0] in _LETTERS | _ONLY_FIRST and all(letter in _LETTERS for letter in letters[1:])
    return "" if allowed else reasons.PLATE_LETTERS


def _signs(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).upper()


def _shape(signs: str) -> str:
    return "".join("9" if sign.isdigit() else "A" for sign in signs)
