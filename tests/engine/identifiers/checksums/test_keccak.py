"""Vectors from the Keccak team's known-answer tests (original padding) and from EIP-55."""

import pytest

from seinhuis.engine.identifiers.checksums.keccak import keccak_256


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (
            b"The quick brown fox jumps over the lazy dog",
            "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15",
        ),
    ],
)
def test_known_answers(data, digest):
    assert keccak_256(data).hex() == digest


def test_block_borders_differ():
    assert len({keccak_256(b"a" * size) for size in (134, 135, 136, 137, 271, 272)}) == 6
