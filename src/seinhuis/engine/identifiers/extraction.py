"""Find every identifier in a text and settle what overlaps.

Precedence: the finders run in the order of `ORDER`, and what one has found is blanked out for those after
it. So no two finds overlap, with three exceptions that are marked ``within``: the phone number in a WhatsApp
link, the account in the address of its post, and a name that is given for two platforms at once
("insta/snap: kees_1999").
"""

from collections.abc import Sequence

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
from seinhuis.engine.identifiers.contracts import Extraction, Find, Identifier, Refusal
from seinhuis.engine.identifiers.folding import FoldedText, fold
from seinhuis.engine.identifiers.telling import Memory

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
_TOGETHER = 32  # texts that go through the finders as one group


def extract(text: str) -> Extraction:
    """The identifiers in the text and what was refused; never raises on any text, and keeps nothing of it."""
    settled = _Settling(text)
    for find in ORDER:
        settled.look(find)
    for room in (phone, amount):
        room.forget()
    whole, accepted, refused = settled.whole, settled.in_order(), settled.refused
    return Extraction(
        tuple([_identifier(whole, each) for each in accepted]),
        tuple([_refusal(whole, each) for each in _beside(refused, accepted)]),
    )


def find_in_each(texts: Sequence[str], memory: Memory | None = None) -> list[list[Find]]:
    """For each text what `extract` gives as identifiers, for less than that many times `extract`.

    Each finder looks at a group of texts in turn: its patterns stay in the cache of the processor then, and
    the texts too. ``memory`` keeps what words tell from one call to the next: for public texts only.
    """
    found: list[list[Find]] = []
    for first in range(0, len(texts), _TOGETHER):
        group = [_Settling(text, memory) for text in texts[first : first + _TOGETHER]]
        for find in ORDER:
            for each in group:
                each.look(find)
        found += [[_find(each.whole, one) for one in each.in_order()] for each in group]
    return found


class _Settling:
    """A text on which the finders look in turn, without what those before them have found."""

    __slots__ = ("_accepted", "_claims", "_left", "refused", "whole")

    def __init__(self, text: str, memory: Memory | None = None) -> None:
        self.whole = self._left = fold(text, memory)
        self.refused: list[Candidate] = []
        self._accepted: list[Candidate] = []
        self._claims: list[tuple[int, int]] = []

    def look(self, find: Finder) -> None:
        """Let one finder look."""
        if self._claims:
            self._left = blanked(self._left, self._claims)
            self._claims = []
        found = find(self._left)
        if found:
            self._settle(found)

    def in_order(self) -> list[Candidate]:
        """The finds without overlap in the order of the text."""
        self._accepted.sort(key=_place)
        return self._accepted

    def _settle(self, found: Sequence[Candidate]) -> None:
        winners = [each for each in found if not each.reason]
        refusals = [each for each in found if each.reason]
        if len(winners) > 1:
            winners = _without_overlap(winners)
        self._accepted += winners
        self.refused += refusals
        self._claims = [(each.start, each.end) for each in winners]
        self._claims += [(each.start, each.end) for each in refusals if each.claims]


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, candidate.end


def _without_overlap(found: list[Candidate]) -> list[Candidate]:
    """The first of each group of overlapping finds of one finder: the surest, then the longest."""
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


def _find(text: FoldedText, found: Candidate) -> Find:
    start, end = text.span(found.start, found.end)
    return Find(found.kind, found.canonical, start, end, found.obfuscated, found.confidence)


def _identifier(text: FoldedText, found: Candidate) -> Identifier:
    start, end = text.span(found.start, found.end)
    return Identifier(
        found.kind, text.original[start:end], start, end, found.canonical, found.confidence, found.obfuscated
    )


def _refusal(text: FoldedText, found: Candidate) -> Refusal:
    start, end = text.span(found.start, found.end)
    return Refusal(found.kind, text.original[start:end], start, end, found.reason)
