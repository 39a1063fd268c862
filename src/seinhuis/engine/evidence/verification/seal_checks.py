"""Who stands for the package and since when: the signature over the list of lists, and the time stamp."""

import datetime
from dataclasses import dataclass

from seinhuis.engine.evidence.bag import TAG_MANIFEST
from seinhuis.engine.evidence.errors import StampError, UnreadablePackage
from seinhuis.engine.evidence.signing import fingerprint, grouped, public_key_pem, read_public_key_pem
from seinhuis.engine.evidence.stamps import check_stamp, read_stamp, request_for
from seinhuis.engine.evidence.verification.bag_checks import Bag
from seinhuis.engine.evidence.verification.report import Finding, State
from seinhuis.engine.sealing.signatures import verify

_STAMP_FILES = (".tsq", ".tsr", ".tsa.pem")


@dataclass(frozen=True)
class Signature:
    """What was found about the signature."""

    findings: tuple[Finding, ...]
    fingerprint: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Time:
    """What was found about the time stamp."""

    findings: tuple[Finding, ...]
    moment: datetime.datetime | None = None


def check_signature(bag: Bag, signer_key: bytes | None) -> Signature:
    """The signature with the enclosed key, and that key against the one the recipient got from the sender."""
    pem, signature = bag.side(".signer.pem"), bag.side(".tagmanifest.sig")
    if pem is None or signature is None or not bag.has(TAG_MANIFEST):
        return Signature(
            (_wrong("signature", "The signature, the signer's key or the signed list is missing."),)
        )
    try:
        key = read_public_key_pem(pem)
    except UnreadablePackage as error:
        return Signature((_wrong("signature", str(error)),))
    if not verify(key, bag.read(TAG_MANIFEST), signature):
        return Signature(
            (_wrong("signature", "The signature is not one over this package by the enclosed key."),),
            fingerprint(key),
        )
    findings = [
        Finding("signature", State.GOOD, "The signature over the package is that of the enclosed key.")
    ]
    if pem != public_key_pem(key):
        findings.append(
            Finding(
                "key_file", State.NOTE, "The file with the signer's key was written again by another program."
            )
        )
    if f"Signer-Key-SHA256: {fingerprint(key)}" not in _information(bag):
        findings.append(_wrong("key", "The enclosed key is not the one that bag-info.txt names."))
    return _compare_key(key, signer_key, findings)


def check_time(bag: Bag, tsa_certificate: bytes | None) -> Time:
    """The time stamp over the list of lists, against the given certificate or else the enclosed one."""
    expected = any(line.startswith("Time-Stamp-Authority: ") for line in _information(bag))
    request, response, enclosed = (bag.side(ending) for ending in _STAMP_FILES)
    if request is None and response is None and enclosed is None and not expected:
        return Time((Finding("stamp", State.NOTE, "There is no time stamp in this package."),))
    if request is None or response is None or enclosed is None or not bag.has(TAG_MANIFEST):
        return Time((_wrong("stamp", "A part of the time stamp is missing."),))
    try:
        moment = _stamped(bag.read(TAG_MANIFEST), request, response, tsa_certificate or enclosed)
    except StampError as error:
        return Time((_wrong("stamp", str(error)),))
    findings = [
        Finding(
            "stamp", State.GOOD, f"The package existed in this form on {moment:%Y-%m-%d at %H:%M:%S} UTC."
        )
    ]
    if tsa_certificate is None:
        findings.append(
            Finding(
                "authority",
                State.NOTE,
                "The time stamp was checked with the certificate that came with the package. To be "
                "certain, get it from the authority itself and give it with --tsa-certificate.",
            )
        )
    return Time(tuple(findings), moment)


def _stamped(data: bytes, request: bytes, response: bytes, certificate: bytes) -> datetime.datetime:
    nonce = read_stamp(response).tst_info.nonce
    moment = check_stamp(response, data, certificate, nonce=nonce)
    if nonce is None or request != request_for(data, nonce):
        raise StampError("The time stamp does not answer the enclosed request.")
    return moment


def _compare_key(key: bytes, signer_key: bytes | None, findings: list[Finding]) -> Signature:
    shown = grouped(fingerprint(key))
    if signer_key is None:
        note = (
            "The signer's key came with the package, so by itself it proves nothing. Telephone the sender "
            f"on a number that you already had and compare: {shown}"
        )
        return Signature((*findings, Finding("key", State.NOTE, note)), fingerprint(key))
    if read_public_key_pem(signer_key) != key:
        findings.append(
            _wrong("key", f"The package is signed with another key than the one you gave: {shown}")
        )
        return Signature(tuple(findings), fingerprint(key))
    findings.append(Finding("key", State.GOOD, "The signer's key is the one you gave."))
    return Signature(tuple(findings), fingerprint(key), confirmed=True)


def _information(bag: Bag) -> list[str]:
    return bag.read("bag-info.txt").decode("utf-8", "replace").splitlines() if bag.has("bag-info.txt") else []


def _wrong(code: str, message: str) -> Finding:
    return Finding(code, State.WRONG, message)
