import datetime

import pytest

from seinhuis.engine.evidence.errors import StampInvalid, StampRefused, StampUnavailable, UnusableAuthority
from seinhuis.engine.evidence.stamps import Stamper, check_stamp, read_stamp, request_for

from .conftest import make_chain, run

pytestmark = pytest.mark.tool("openssl")
DATA = b"a list of lists\n"


def test_openssl_agrees_with_the_stamp(stamper, authority, tmp_path):
    stamp = stamper.stamp(DATA)
    for name, data in {
        "data": DATA,
        "x.tsr": stamp.response,
        "x.tsq": stamp.request,
        "ca.pem": authority.certificate,
    }.items():
        (tmp_path / name).write_bytes(data)
    for what in ("-data data", "-queryfile x.tsq"):
        assert (
            "Verification: OK" in run(f"openssl ts -verify -in x.tsr -CAfile ca.pem {what}", tmp_path).stdout
        )
    (tmp_path / "data").write_bytes(DATA + b".")
    assert (
        run("openssl ts -verify -in x.tsr -CAfile ca.pem -data data", tmp_path, check=False).returncode != 0
    )
    now = datetime.datetime.now(datetime.UTC)
    assert abs(now - stamp.moment) < datetime.timedelta(minutes=1)


def test_the_request_holds_a_fresh_nonce_and_only_the_hash(stamper):
    one, two = stamper.stamp(DATA), stamper.stamp(DATA)
    assert one.request != two.request
    assert one.request == request_for(DATA, read_stamp(one.response).tst_info.nonce)
    assert DATA not in one.request


def test_a_stamp_over_other_bytes_is_not_accepted(stamper, authority):
    stamp = stamper.stamp(DATA)
    assert check_stamp(stamp.response, DATA, authority.certificate, nonce=None) == stamp.moment
    with pytest.raises(StampInvalid):
        check_stamp(stamp.response, b"other", authority.certificate, nonce=None)


def test_an_old_answer_is_not_accepted_for_a_new_request(stamper, authority):
    old = stamper.stamp(DATA).response
    authority.spoil = lambda _: old
    with pytest.raises(StampInvalid):
        stamper.stamp(DATA)


def test_a_stamp_of_another_authority_is_not_accepted(stamper, authority):
    make_chain(authority.folder, "otherroot", "othertsa")
    other = Stamper(authority.url, (authority.folder / "otherroot.pem").read_bytes())
    with pytest.raises(StampInvalid):
        other.stamp(DATA)


@pytest.mark.parametrize(
    "answer", [b"", b"\x30", b"<html>busy</html>", bytes(300_000), b"\x30\x03\x02\x01\x00"]
)
def test_an_answer_that_is_no_stamp_is_refused(stamper, authority, answer):
    authority.spoil = lambda _: answer
    with pytest.raises((StampInvalid, StampRefused)):
        stamper.stamp(DATA)


def test_something_behind_the_stamp_is_refused(stamper, authority):
    authority.spoil = lambda answer: answer + b"more"
    with pytest.raises(StampInvalid):
        stamper.stamp(DATA)


def test_a_changed_stamp_is_refused(stamper, authority):
    authority.spoil = lambda answer: answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]
    with pytest.raises(StampInvalid):
        stamper.stamp(DATA)


def test_an_authority_that_says_no_is_named_as_such(stamper, authority):
    # PKIStatus rejection (2) without a token, RFC 3161 section 2.4.2.
    authority.spoil = lambda _: bytes.fromhex("30053003020102")
    with pytest.raises(StampRefused):
        stamper.stamp(DATA)


def test_a_status_that_is_not_200_is_named(stamper, authority):
    authority.status = 503
    with pytest.raises(StampRefused, match="503"):
        stamper.stamp(DATA)


def test_an_authority_that_is_not_there(authority):
    with pytest.raises(StampUnavailable):
        Stamper("http://127.0.0.1:9/", authority.certificate, timeout=2).stamp(DATA)


def test_an_address_or_certificate_that_cannot_work_is_refused_at_once(authority):
    leaf = (authority.folder / "tsa.pem").read_bytes()
    for url, certificate in (
        ("file:///etc/passwd", authority.certificate),
        ("http://", authority.certificate),
        (authority.url, b"no certificate"),
        (authority.url, leaf),
    ):
        with pytest.raises(UnusableAuthority):
            Stamper(url, certificate)
    Stamper(authority.url, authority.certificate + leaf)
