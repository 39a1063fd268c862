"""Trusted time stamps (RFC 3161): asking an authority, and checking what it answered."""

import datetime
import hashlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from seinhuis.engine.evidence.errors import StampInvalid, StampRefused, StampUnavailable, UnusableAuthority

DEFAULT_TIMEOUT = 15.0
_LARGEST_ANSWER = 256 * 1024
_GRANTED = (0, 1)
_SEQUENCE = 0x30
_VERSION_AND_ALGORITHM = bytes.fromhex("0201013031300d060960864801650304020105000420")
_CERTIFICATE_WANTED = bytes.fromhex("0101ff")


@dataclass(frozen=True)
class Stamp:
    """A time stamp: request (with its nonce) and response in DER, and the moment it states (UTC)."""

    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    moment: datetime.datetime


@dataclass(frozen=True)
class Stamper:
    """An authority at an address, with the PEM of its certificate chain; the self-signed root must be in it.

    ``timeout`` in seconds. Raises UnusableAuthority on a wrong address or certificate.
    """

    url: str
    certificate: bytes = field(repr=False)
    timeout: float = DEFAULT_TIMEOUT

    def __post_init__(self) -> None:
        address = urllib.parse.urlsplit(self.url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise UnusableAuthority(
                "The address of the time stamp authority must begin with http:// or https://."
            )
        read_chain(self.certificate)

    @property
    def authority(self) -> str:
        """The name of the host, for people."""
        return urllib.parse.urlsplit(self.url).hostname or ""

    def stamp(self, data: bytes) -> Stamp:
        """Ask for a stamp over ``data`` (only its SHA-256 is sent) and check the answer.

        Raises StampUnavailable, StampRefused or StampInvalid.
        """
        request = (
            TimestampRequestBuilder()
            .data(data)
            .hash_algorithm(HashAlgorithm.SHA256)
            .nonce(nonce=True)
            .build()
        )
        answer = self._ask(request.as_bytes())
        moment = check_stamp(answer, data, self.certificate, nonce=request.nonce)
        return Stamp(request.as_bytes(), answer, moment)

    def _ask(self, query: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self.url, data=query, headers=headers)  # noqa: S310 (scheme checked above)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310
                answer: bytes = response.read(_LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as error:
            raise StampRefused(f"The time stamp authority answered with HTTP status {error.code}.") from None
        except (OSError, http.client.HTTPException):
            raise StampUnavailable("The time stamp authority did not answer.") from None
        if len(answer) > _LARGEST_ANSWER:
            raise StampInvalid("The answer of the time stamp authority is too long to be a stamp.")
        return answer


def check_stamp(response: bytes, data: bytes, certificate: bytes, *, nonce: int | None) -> datetime.datetime:
    """The moment of a stamp over ``data`` by this authority (PEM). Raises StampRefused or StampInvalid."""
    answer = read_stamp(response)
    roots, between = read_chain(certificate)
    builder = VerifierBuilder(roots=roots, intermediates=between, nonce=nonce)
    try:
        builder.build().verify_message(answer, data)
    except (VerificationError, ValueError):
        raise StampInvalid("The time stamp is not one of this authority over these bytes.") from None
    return answer.tst_info.gen_time


def read_stamp(response: bytes) -> TimeStampResponse:
    """The stamp in a DER response. Raises StampRefused or StampInvalid."""
    try:
        answer = decode_timestamp_response(response)
    except ValueError:
        raise StampInvalid(
            "The time stamp cannot be read: it is not an RFC 3161 response in strict DER."
        ) from None
    if answer.status not in _GRANTED:
        raise StampRefused("The time stamp authority refused to give a stamp.")
    if answer.as_bytes() != response:
        raise StampInvalid("The time stamp has something in it that does not belong there.")
    return answer


def read_chain(certificate: bytes) -> tuple[list[x509.Certificate], list[x509.Certificate]]:
    """The self-signed certificates in a PEM, and the others. Raises UnusableAuthority without a first."""
    try:
        chain = x509.load_pem_x509_certificates(certificate)
    except ValueError:
        raise UnusableAuthority(
            "The certificate of the time stamp authority is not a certificate in PEM form."
        ) from None
    roots = [each for each in chain if each.issuer == each.subject]
    if not roots:
        raise UnusableAuthority(
            "The file of the time stamp authority must hold its self-signed root certificate."
        )
    return roots, [each for each in chain if each.issuer != each.subject]


def request_for(data: bytes, nonce: int) -> bytes:
    """The one DER request (RFC 3161, 2.4.1) for a stamp over ``data`` with this nonce and the certificate."""
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    body = (
        _VERSION_AND_ALGORITHM
        + hashlib.sha256(data).digest()
        + bytes([2, len(number)])
        + number
        + _CERTIFICATE_WANTED
    )
    return bytes([_SEQUENCE, len(body)]) + body
