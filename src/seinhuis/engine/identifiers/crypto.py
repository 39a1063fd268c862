"""Crypto addresses whose checksum fits; canonical ``currency:address`` in the currency's own spelling.

Ethereum is given in the mixed case of EIP-55, so that an address in plain lower case and the same one with
its checksum are one.
"""

import re
from collections.abc import Callable, Iterator

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, Candidate, level, refusal
from seinhuis.engine.identifiers.checksums import base58, bech32
from seinhuis.engine.identifiers.checksums.keccak import keccak_256
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText

# First byte of the decoded address -> currency. Bitcoin and Litecoin both used 5 ("3...") for scripts; it is
# read as Bitcoin.
_VERSIONS = {
    0x00: "bitcoin",
    0x05: "bitcoin",
    0x30: "litecoin",
    0x32: "litecoin",
    0x41: "tron",
    0x1E: "dogecoin",
    0x16: "dogecoin",
    0x4C: "dash",
}
_TOKEN = re.compile(r"(?<![A-Za-z0-9])(?:0[xX])?[A-Za-z0-9]{25,110}(?![A-Za-z0-9])")
_SHORTEST = b"0" * 25
_SHAPE = bytes(48 if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_BASE58 = re.compile(r"[13LMTDAX9][1-9A-HJ-NP-Za-km-z]{25,34}")
_RIPPLE = re.compile(r"r[1-9A-HJ-NP-Za-km-z]{24,34}")
_SEGWIT = re.compile(r"(?:bc|ltc)1[a-z0-9]{8,87}")
_CARDANO = re.compile(r"addr1[a-z0-9]{50,100}")
_ETHEREUM = re.compile(r"0[xX][0-9a-fA-F]{40}")
_MONERO = re.compile(r"(?:[48][1-9A-HJ-NP-Za-km-z]{94}|4[1-9A-HJ-NP-Za-km-z]{105})")


def find(folded: FoldedText) -> list[Candidate]:
    """Crypto addresses and what looked like one."""
    return list(_all(folded)) if may_hold(folded.text) else []


def _all(folded: FoldedText) -> Iterator[Candidate]:
    for match in _TOKEN.finditer(folded.text):
        token = match.group()
        for form, read in _READERS:
            if form.fullmatch(token) and (token.islower() or _looks_random(token)):
                yield _judged(folded, match, read(token))
                break


def may_hold(text: str) -> bool:
    """A cheap look: is there a word as long as the shortest address?"""
    return len(text) >= len(_SHORTEST) and _SHORTEST in text.encode("ascii", "replace").translate(_SHAPE)


def _looks_random(token: str) -> bool:
    return any(sign.isdigit() for sign in token)


def _judged(folded: FoldedText, match: re.Match[str], canonical: str) -> Candidate:
    if not canonical:
        return refusal(Kind.CRYPTO, match.start(), match.end(), reasons.CRYPTO_CHECKSUM, claims=True)
    hidden = folded.disguised(match.start(), match.end())
    unchecked = canonical.startswith("ethereum:") and match.group()[2:] in (
        match.group()[2:].lower(),
        match.group()[2:].upper(),
    )
    confidence = level(undone=hidden, as_written=IN_CONTEXT if unchecked else AS_WRITTEN)
    return Candidate(Kind.CRYPTO, match.start(), match.end(), canonical, confidence, hidden)


def _base58(token: str) -> str:
    content = base58.payload(token)
    currency = _VERSIONS.get(content[0]) if content and len(content) == 21 else None
    return f"{currency}:{token}" if currency else ""


def _ripple(token: str) -> str:
    content = base58.payload(token, base58.RIPPLE)
    return f"ripple:{token}" if content and len(content) == 21 and content[0] == 0 else ""


def _segwit(token: str) -> str:
    currency = "bitcoin" if token.startswith("bc1") else "litecoin"
    return f"{currency}:{token}" if bech32.is_segwit(token) else ""


def _segwit_upper(token: str) -> str:
    return _segwit(token.lower())


def _cardano(token: str) -> str:
    return f"cardano:{token}" if bech32.is_bech32(token) else ""


def _monero(token: str) -> str:
    return f"monero:{token}" if base58.monero_is_right(token) else ""


def _ethereum(token: str) -> str:
    digits = token[2:]
    checked = eip55(digits.lower())
    return f"ethereum:0x{checked}" if digits in (checked, digits.lower(), digits.upper()) else ""


def eip55(digits: str) -> str:
    """The 40 lower-case hexadecimal digits in the mixed case that carries the checksum of EIP-55."""
    digest = keccak_256(digits.encode()).hex()
    return "".join(
        sign.upper() if int(nibble, 16) >= 8 else sign for sign, nibble in zip(digits, digest, strict=False)
    )


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_ETHEREUM, _ethereum),
    (_SEGWIT, _segwit),
    (re.compile(_SEGWIT.pattern.replace("bc|ltc", "BC|LTC").replace("a-z", "A-Z")), _segwit_upper),
    (_CARDANO, _cardano),
    (_MONERO, _monero),
    (_BASE58, _base58),
    (_RIPPLE, _ripple),
)
