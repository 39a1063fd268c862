"""Find every identifier in a text and settle what overlaps.

Precedence: the finders run in the order of `ORDER`, and what one has found is blanked out for those after
it. So no two finds overlap, with three exceptions that are marked ``within``: the phone number in a WhatsApp
link, the account in the address of its post, and a name that is given for two platforms at once
("insta/snap: kees_1999").
"""

from seinhuis.engine.identifiers import (
    age,
    amount,
    crypto,
    date,
    email,
    handle,
    iban,
    phone,
    place,
    plate,
    url,
)
from seinhuis.engine.identifiers.blanking import blanked
from seinhuis.engine.identifiers.candidates import Candidate, Finder
from seinhuis.engine.identifiers.contracts import Extraction, Identifier, Refusal
from seinhuis.engine.identifiers.folding import FoldedText, fold

ORDER: tuple[Finder, ...] = (
    email.find,
    url.find,
    iban.find,
    crypto.find,
    handle.find,
    date.find,
    amount.find,
    phone.find,
    plate.find,
    age.find,
    place.find,
)


def extract(text: str) -> Extraction:
    """The identifiers in the text and what was refused; never raises on any text."""
    whole, accepted, refused = settled(text)
    return Extraction(
        tuple([_identifier(whole, each) for each in accepted]),
        tuple([_refusal(whole, each) for each in _beside(refused, accepted)]),
    )


def settled(text: str) -> tuple[FoldedText, list[Candidate], list[Candidate]]:
    """The folded text, the finds without overlap in the order of the text, and all refusals."""
    whole = left = fold(text)
    accepted: list[Candidate] = []
    refused: list[Candidate] = []
    claims: list[tuple[int, int]] = []
    for find in ORDER:
        if claims:
            left = blanked(left, claims)
            claims = []
        found = list(find(left))
        if found:
            winners = _without_overlap([each for each in found if not each.reason])
            refusals = [each for each in found if each.reason]
            accepted += winners
            refused += refusals
            claims = [
                (each.start, each.end) for each in (*winners, *refusals) if not each.reason or each.claims
            ]
    accepted.sort(key=_place)
    return whole, accepted, refused


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, candidate.end


def _without_overlap(found: list[Candidate]) -> list[Candidate]:
    """The first of each group of overlapping finds of one finder: the surest, then the longest."""
    if len(found) < 2:
        return found
    kept: list[Candidate] = []
    last: Candidate | None = None
    for each in sorted(found, key=lambda each: (each.start, -each.end, each.within)):
        if each.within or last is None or each.start >= last.end:
            kept.append(each)
            last = last if each.within else each
    return kept


def _beside(refused: list[Candidate], accepted: list[Candidate]) -> list[Candidate]:
    """The refusals that do not touch a find (it did turn out to be something) or an earlier refusal."""
    if not refused:
        return refused
    kept: list[Candidate] = []
    taken = sorted((each.start, each.end) for each in accepted)
    index = 0
    for each in sorted(refused, key=_place):
        while index < len(taken) and taken[index][1] <= each.start:
            index += 1
        if index < len(taken) and taken[index][0] < each.end:
            continue
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _identifier(text: FoldedText, found: Candidate) -> Identifier:
    start, end = text.span(found.start, found.end)
    return Identifier(
        found.kind, text.original[start:end], start, end, found.canonical, found.confidence, found.obfuscated
    )


def _refusal(text: FoldedText, found: Candidate) -> Refusal:
    start, end = text.span(found.start, found.end)
    return Refusal(found.kind, text.original[start:end], start, end, found.reason)
