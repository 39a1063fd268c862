"""Phone numbers, Dutch ones first, as people write them; canonical E.164.

The Dutch plan is checked here for mobile numbers, and by `phonenumbers` (libphonenumber) for everything else.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from seinhuis.engine.identifiers import phone_digits, phone_interleaved, reasons
from seinhuis.engine.identifiers.anchors import begun_at, places
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, UNDONE, Candidate, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.phone_cues import cue, not_a_phone
from seinhuis.engine.identifiers.phone_digits import (
    Atom,
    enough_digits,
    may_hold_number,
    plainly_separated,
    runs,
)

Found = tuple[Candidate, int]  # and the index of the atom after it

LONGEST = 15  # digits of an E.164 number
_DUTCH_MOBILE = re.compile(r"06[1-58][0-9]{7}")
_DUTCH_MOBILE_FORM = re.compile(r"06[1-9][0-9]{7}")
_HIDING = re.compile(r"[*_~·•:;=\[\]]")  # between the digits of a number
_MASK = r"(?:[x*#•?_]{2,}|\.{3,})"
# One sign for all that mask (and for every sign that is not ASCII, one of which masks too).
_MASKING = bytes(120 if code in b"x*#?_" else 32 for code in range(256))
_MASKED = re.compile(
    rf"(?<![\w+])(?:\+|00|0)[0-9][0-9 ().\-/]{{0,14}}{_MASK}[x*#•?_0-9 .\-]{{0,14}}(?![\w*])"
    rf"|(?<![\w+])\+[0-9]{{1,3}}[ \-]?{_MASK}[x*#•?_ \-]{{0,14}}(?![\w*])"
    rf"|(?<![\w*+])0[0-9*x]{{0,3}}[ \-]?{_MASK}[ \-]?[0-9]{{2,4}}(?![\w*])"
)


def find(folded: FoldedText) -> list[Candidate]:
    """Phone numbers and what looked like one."""
    found = _masked(folded) if may_hold_masked(folded) else []
    if not may_hold_number(folded):
        return found
    if phone_interleaved.may_hold(folded):
        found += phone_interleaved.find(folded)
    held = runs(folded)
    if held and enough_digits(folded):
        for run in held:
            _in_run(folded, run, found)
    return found


def _masked(folded: FoldedText) -> list[Candidate]:
    return [
        refusal(
            Kind.PHONE,
            match.start(),
            match.start() + len(match.group().rstrip()),
            reasons.PHONE_MASKED,
            claims=True,
        )
        for match in begun_at(_MASKED, folded.lower, _masked_begin(folded))
    ]


def may_hold_masked(folded: FoldedText) -> bool:
    """A cheap look: is there a plus or a nought, and something that masks?"""
    low = folded.lower
    if not ("0" in low or "+" in low):
        return False
    if "..." in low or "xx" in low:
        return True
    if low.isascii() and not ("*" in low or "#" in low or "?" in low or "_" in low):
        return False
    return b"xx" in low.encode("ascii", "replace").translate(_MASKING)


def _masked_begin(folded: FoldedText) -> list[int]:
    low = folded.lower
    return sorted([*places(low, "+"), *(start for start, _ in folded.figures if low[start] == "0")])


def _in_run(folded: FoldedText, run: list[Atom], found: list[Candidate]) -> None:
    """Read the numbers first; what is left over afterwards may look like one and gets its reason."""
    left: list[Atom] = []
    index = 0
    while index < len(run):
        read = _starting_at(folded, run, index)
        if read is None:
            left.append(run[index])
            index += 1
            continue
        if left:
            found += _refusals(folded, left)
            left = []
        candidate, index = read
        found.append(candidate)
    if left:
        found += _refusals(folded, left)


def _starting_at(folded: FoldedText, run: list[Atom], index: int) -> Found | None:
    first = run[index].digits
    if first == "+" or (first[0] == "0" and (len(first) == 1 or first[1] == "0")):
        found = _international(folded, run, index)
        if found is not None:
            return found
    return _dutch(folded, run, index) if first[0] == "0" else _bare(folded, run, index)


def _rows(run: list[Atom], first: int) -> Iterator[tuple[str, int]]:
    """(digits, index of the last atom) for each longer and longer row of atoms, up to the longest number."""
    digits = ""
    for index in range(first, len(run)):
        if run[index].plus:
            return
        digits += run[index].digits
        if len(digits) > LONGEST + 3:
            return
        yield digits, index


def _international(folded: FoldedText, run: list[Atom], index: int) -> Found | None:
    """A number that names its country: + or 00 in front. The longest row that libphonenumber knows wins."""
    best: tuple[str, int] | None = None
    for digits, last in _rows(run, index + 1 if run[index].plus else index):
        if not run[index].plus:
            if not "00".startswith(digits[:2]):
                return None
            digits = digits[2:]
        if digits.startswith("0"):
            return None
        canonical = _e164(digits) if len(digits) >= 7 else None
        best = (canonical, last) if canonical else best
        if best and (best[0].startswith("+31") or not _same_number(folded, run, last)):
            break
    best = best or (_possible(folded, run, index) if run[index].plus else None)
    return (_accepted(folded, run, index, best[1], best[0]), best[1] + 1) if best else None


def _possible(folded: FoldedText, run: list[Atom], index: int) -> tuple[str, int] | None:
    """A number with + whose length is possible in its country, though no such series is given out."""
    for digits, last in _rows(run, index + 1):
        if len(digits) >= 8 and not digits.startswith("31") and not _same_number(folded, run, last):
            number = _parse("+" + digits, only_length=True)
            return (number, last) if number else None
    return None


def _same_number(folded: FoldedText, run: list[Atom], last: int) -> bool:
    """Whether the next atom stands so close that it reads on."""
    if (
        last + 1 >= len(run)
        or run[last + 1].plus
        or not plainly_separated(folded.lower, run[last], run[last + 1])
    ):
        return False
    return (
        run[last + 1].start - run[last].end <= 1
        or folded.text[run[last].end : run[last + 1].start].strip() != ""
    )


def _dutch(folded: FoldedText, run: list[Atom], index: int) -> Found | None:
    """A Dutch number in national form: ten digits with 0 in front, or a service number."""
    service: tuple[str, int] | None = None
    digits = ""
    for last in range(index, len(run)):
        more = run[last].digits
        if more == "+":
            break
        digits += more
        if len(digits) < 8:
            continue
        if len(digits) == 10:
            canonical = _ten_digits(folded, run, index, last, digits)
            if canonical:
                return _accepted(folded, run, index, last, canonical), last + 1
        elif len(digits) != 9 and _is_service(digits) and len(run[index].digits) >= 4:
            service = (digits, last)
        if len(digits) > 10:
            break
    if service:
        return _accepted(folded, run, index, service[1], "+31" + service[0][1:]), service[1] + 1
    return None


def _ten_digits(folded: FoldedText, run: list[Atom], index: int, last: int, digits: str) -> str | None:
    if not _natural(run[index : last + 1], digits) or _decimal(folded, run, index):
        return None
    return _national(digits)


def _is_service(digits: str) -> bool:
    return (
        len(digits) in (8, 11)
        and digits.startswith(("0800", "0900", "0906", "0909"))
        and _e164("31" + digits[1:]) is not None
    )


def _natural(atoms: list[Atom], digits: str) -> bool:
    """A mobile number may be split anyhow; another starts with its area code, or is spelled sign by sign."""
    if digits.startswith("06") or len(atoms[0].digits) >= 3:
        return True
    return all(len(atom.digits) == 1 for atom in atoms)


def _decimal(folded: FoldedText, run: list[Atom], index: int) -> bool:
    """ "0,612345678" and "0.0612345678": nought and a fraction in one piece."""
    nought = index if run[index].digits == "0" else index - 1
    if nought < 0 or nought + 1 >= len(run) or run[nought].digits != "0" or run[nought].hidden:
        return False
    fraction = run[nought + 1]
    return len(fraction.digits) >= 9 and folded.text[run[nought].end : fraction.start] in (".", ",")


def _bare(folded: FoldedText, run: list[Atom], index: int) -> Found | None:
    """31612345678 without a plus; 612345678 and foreign ones so only behind a word like "call"."""
    behind_cue: list[tuple[str, int]] = []
    if not any(len(atom.digits) > 1 for atom in run[index : index + 3]):
        return None  # single digits one by one are no number without a 0 or a plus in front
    for digits, last in _rows(run, index):
        if len(digits) == 11 and digits.startswith("316") and _DUTCH_MOBILE.fullmatch("0" + digits[2:]):
            return _accepted(folded, run, index, last, "+" + digits, UNDONE), last + 1
        if not 9 <= len(digits) <= 13 or _same_number(folded, run, last):
            continue
        if len(digits) >= 11 or (len(digits) == 9 and _DUTCH_MOBILE.fullmatch("0" + digits)):
            behind_cue.append((digits, last))
    if behind_cue and cue(folded, run[index].start) == "phone":
        for digits, last in behind_cue:
            canonical = "+31" + digits if len(digits) == 9 else _e164(digits)
            if canonical:
                return _accepted(folded, run, index, last, canonical, IN_CONTEXT), last + 1
    return None


def _refusals(folded: FoldedText, atoms: list[Atom]) -> list[Candidate]:
    """What is left of a run: pieces that hold together and are long enough to look like a number."""
    found: list[Candidate] = []
    piece: list[Atom] = []
    for index, atom in enumerate(atoms):
        piece.append(atom)
        if index + 1 == len(atoms) or not _same_number(folded, atoms, index):
            refused = _refused(folded, piece)
            if refused:
                found.append(refused)
            piece = []
    return found


def _refused(folded: FoldedText, piece: list[Atom]) -> Candidate | None:
    first = piece[0]
    digits = first.digits if len(piece) == 1 else "".join([atom.digits for atom in piece])
    digits = digits.replace("+", "")
    if len(digits) < 7 or (first.digits != "+" and folded.lower[first.start] not in "0123456789onz"):
        return None
    looks = first.digits == "+" or (first.digits[0] == "0" and len(first.digits) > 1)
    if not looks and (len(digits) < 9 or len(piece) > 1):
        return None
    return refusal(Kind.PHONE, first.start, piece[-1].end, _why_not(folded, first, digits))


def _why_not(folded: FoldedText, first: Atom, digits: str) -> str:
    if cue(folded, first.start) == "other":
        return reasons.PHONE_OTHER_NUMBER
    if len(digits) > (LONGEST if first.plus else 12):
        return reasons.PHONE_LONG
    if first.plus or (digits.startswith("0") and len(digits) == 10):
        return reasons.PHONE_NOT_ISSUED
    return (
        reasons.PHONE_SHORT if digits.startswith("0") and len(digits) < 10 else reasons.PHONE_COUNTRY_UNKNOWN
    )


def _accepted(
    folded: FoldedText, run: list[Atom], first: int, last: int, canonical: str, confidence: float = AS_WRITTEN
) -> Candidate:
    start, end = _with_bracket(folded, run[first].start, run[last].end), run[last].end
    reason = not_a_phone(folded, start, end)
    if reason:
        return refusal(Kind.PHONE, start, end, reason)
    atoms = run[first : last + 1]
    hidden = _hidden(folded, atoms)
    broken = "\n" in folded.text[start:end]
    if not _issued(canonical):
        confidence = IN_CONTEXT
    elif hidden or broken:
        confidence = min(confidence, UNDONE)
    return Candidate(Kind.PHONE, start, end, canonical, confidence, hidden)


def _with_bracket(folded: FoldedText, start: int, end: int) -> int:
    """An opening bracket in front belongs to the number when the closing one is inside it."""
    if start == 0 or folded.text[start - 1] not in "([":
        return start
    inside = folded.text[start:end]
    closes = inside.count(")") + inside.count("]") > inside.count("(") + inside.count("[")
    return start - 1 if closes else start


def _hidden(folded: FoldedText, atoms: list[Atom]) -> bool:
    single = 0
    for _, _, digits, hidden in atoms:
        if hidden:
            return True
        if len(digits) == 1 and digits != "+":
            single += 1
    start, end = atoms[0].start, atoms[-1].end
    if single >= 6 or folded.disguised(start, end):
        return True
    if len(atoms) == 1 or not _HIDING.search(folded.text, start, end):
        return False
    return any(_HIDING.search(folded.text, a.end, b.start) for a, b in pairwise(atoms))


def _issued(canonical: str) -> bool:
    if canonical.startswith("+316"):
        return _DUTCH_MOBILE.fullmatch("0" + canonical[3:]) is not None
    return _parse(canonical) is not None


def _national(digits: str) -> str | None:
    """The E.164 form of a Dutch national number of ten digits, or None."""
    if _DUTCH_MOBILE_FORM.fullmatch(digits):
        return "+31" + digits[1:]
    if digits[1] == "0":
        return None
    return _e164("31" + digits[1:])


def _e164(digits: str) -> str | None:
    """The number in E.164 when libphonenumber knows it; a 0 after the country code is dropped."""
    if digits.startswith("310"):
        digits = "31" + digits[3:]
    if digits.startswith("316"):
        return "+" + digits if _DUTCH_MOBILE_FORM.fullmatch("0" + digits[2:]) else None
    if not 7 <= len(digits) <= LONGEST + 1:
        return None
    return _parse("+" + digits)


@lru_cache(maxsize=5000)
def _parse(number: str, *, only_length: bool = False) -> str | None:
    # Imported on first use: the metadata is large and most texts hold no such number.
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    known = phonenumbers.is_possible_number(parsed) if only_length else phonenumbers.is_valid_number(parsed)
    if not known:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def international(digits: str) -> str | None:
    """The E.164 form of digits that start with a country code (WhatsApp links); None when impossible."""
    digits = digits.removeprefix("00")
    known = _e164(digits)
    if known or len(digits) < 8 or digits.startswith("31"):
        return known
    return _parse("+" + digits, only_length=True)


def forget() -> None:
    """Let go of what was kept about the numbers of the texts so far."""
    _parse.cache_clear()
    phone_digits.forget()
