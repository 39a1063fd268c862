"""Vectors from BIP 173 and BIP 350."""

import pytest

from seinhuis.engine.identifiers.checksums import bech32


@pytest.mark.parametrize(
    "address",
    [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_valid(address):
    assert bech32.is_segwit(address)


@pytest.mark.parametrize(
    "address",
    [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # Bech32 where Bech32m is due
        "bc1pw5dgrnzv",
        "bc1",
        "",
    ],
)
def test_invalid(address):
    assert not bech32.is_segwit(address)


def test_plain_bech32():
    assert bech32.is_bech32("a12uel5l")
    assert not bech32.is_bech32("a12uel5m")
