"""The hash of words and shingles in plain Python, bit for bit what the kernels compute.

A fixed mix of 64 bits of our own: a library's hash may change with its version or its seed, and the same text
must have the same shingles on every machine and in every year. It is no secret and keeps nothing secret.
"""

from collections.abc import Sequence

STEP = 0x9E3779B97F4A7C15
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB
THIRD = 0xD6E8FEB86659FD93
WORD_KIND = 1 << 63
_ALL = (1 << 64) - 1


def mixed(value: int) -> int:
    """Spread 64 bits over 64 bits, one to one (the finaliser of SplitMix64, Steele et al. 2014)."""
    value = ((value ^ (value >> 30)) * FIRST) & _ALL
    value = ((value ^ (value >> 27)) * SECOND) & _ALL
    return value ^ (value >> 31)


def word_hash(word: str) -> int:
    """The hash of one folded word."""
    value = 0
    for sign in word:
        value = ((value ^ ord(sign)) * STEP) & _ALL
        value ^= value >> 29
    return value


def shingle_of_words(words: Sequence[int]) -> int:
    """The shingle of three words in a row, given their hashes."""
    one, two, three = words
    value = ((one * FIRST) & _ALL) ^ (two * SECOND + (two >> 31) & _ALL)
    return mixed((value + three * THIRD) & _ALL) | WORD_KIND


def shingle_of_signs(signs: str) -> int:
    """The shingle of five signs in a row."""
    value = 0
    for sign in signs:
        value = ((value + ord(sign)) * STEP) & _ALL
    return mixed(value) & ~WORD_KIND
