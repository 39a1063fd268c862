import pytest
from stdnum import bitcoin

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, nothing, only, refused

MONERO = "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.mark.parametrize(
    ("address", "currency"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bitcoin"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin"),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bitcoin"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "bitcoin"),
        ("LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "litecoin"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "tron"),
        ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "dogecoin"),
        ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "ripple"),
        (MONERO, "monero"),
        (ETHEREUM, "ethereum"),
        ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "ethereum"),
    ],
)
def test_addresses(address, currency):
    for text in (address, f"betaal aan {address}.", f"{currency}:{address}", f"wallet ({address})"):
        assert found(text, Kind.CRYPTO) == [f"{currency}:{address}"]
        assert found(text, Kind.PHONE) == []


def test_python_stdnum_agrees_on_bitcoin():
    for text in ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"):
        assert bitcoin.is_valid(only(text).canonical.removeprefix("bitcoin:"))


def test_one_spelling_for_one_ethereum_address():
    assert found(ETHEREUM.lower(), Kind.CRYPTO) == [f"ethereum:{ETHEREUM}"]
    assert only(ETHEREUM.lower()).confidence == 0.6
    assert only(ETHEREUM).confidence == 0.95


def test_segwit_in_capitals():
    assert found("BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", Kind.CRYPTO) == [
        "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        MONERO[:-1] + "J", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
    ],
)  # fmt: skip
def test_a_wrong_checksum_is_refused(text):
    assert [reason for _, reason in refused(text, Kind.CRYPTO)] == [reasons.CRYPTO_CHECKSUM]
    assert nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "0x1234",
        "abcdefghijklmnopqrstuvwxyzabcd",
        "1234567890123456789012345678",
        "Hottentottententententoonstelling",
    ],
)
def test_no_address(text):
    assert found(text, Kind.CRYPTO) == []
