from stdnum import bitcoin

from seinhuis.engine.identifiers.checksums import base58

GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"


def test_python_stdnum_agrees():
    assert bitcoin.is_valid(GENESIS)
    assert base58.payload(GENESIS).hex() == "0062e907b15cbf27d5425399ebf6f0fb50ebb88f18"


def test_one_wrong_sign_is_found():
    for at in range(len(GENESIS)):
        other = "2" if GENESIS[at] != "2" else "3"
        assert base58.payload(GENESIS[:at] + other + GENESIS[at + 1 :]) is None


def test_signs_outside_the_alphabet():
    assert base58.payload("0OIl") is None
    assert not base58.monero_is_right("0" * 95)
    assert not base58.monero_is_right("4")
