"""From the bytes of texts to their shingles: words, hashed where they stand, three in a row or five signs."""

import numba
import numpy

from seinhuis.engine.linkage.text import hashing
from seinhuis.engine.linkage.text.kernels.arrays import (
    Codes,
    Flags,
    Hash,
    Hashes,
    Octets,
    Offsets,
    Whole,
)
from seinhuis.engine.linkage.text.parameters import (
    MINIMUM_WORDS,
    SIGNS_IN_GRAM,
    WORDS_ALONE_FROM,
    WORDS_FROM,
)

_SPACE = numpy.uint64(32)
_ZERO = numpy.uint32(48)
_STEP = numpy.uint64(hashing.STEP)
_FIRST = numpy.uint64(hashing.FIRST)
_SECOND = numpy.uint64(hashing.SECOND)
_THIRD = numpy.uint64(hashing.THIRD)
_SHORT = 64
WORD_KIND = numpy.uint64(hashing.WORD_KIND)


@numba.njit(cache=True, nogil=True, inline="always")
def mix(value: Hash) -> Hash:
    """Spread 64 bits over 64 bits, one to one (the finaliser of SplitMix64, Steele et al. 2014)."""
    value = (value ^ (value >> numpy.uint64(30))) * _FIRST
    value = (value ^ (value >> numpy.uint64(27))) * _SECOND
    return value ^ (value >> numpy.uint64(31))


@numba.njit(cache=True, nogil=True, inline="always")
def _code_at(octets: Octets, at: Whole, end: Whole) -> tuple[Whole, Whole]:
    """The code point at this place of valid UTF-8, and the place after it."""
    lead = numpy.uint32(octets[at])
    if lead < 0x80:
        return lead, at + 1
    more = 1 if lead < 0xE0 else (2 if lead < 0xF0 else 3)
    if at + more >= end:
        return numpy.uint32(0), end
    code = lead & numpy.uint32(0x3F >> more)
    for each in range(more):
        code = code << numpy.uint32(6) | numpy.uint32(octets[at + each + 1] & numpy.uint8(0x3F))
    return code, at + 1 + more


@numba.njit(cache=True, nogil=True)
def fold_text(octets: Octets, begin: Whole, end: Whole, first: Codes, second: Codes, folded: Codes) -> int:
    """Write the folded text, a space before, between and after its words; how many signs were written.

    A run of digits is one "0", and so is a run of words that are nothing but digits: a phone number is one
    sign however it was split.
    """
    folded[0] = _SPACE
    size = 1
    at = begin
    while at < end:
        code, at = _code_at(octets, at, end)
        sign = first[code] if code < first.size else numpy.uint32(0)
        if sign >= _ZERO:
            size = _add_sign(folded, size, sign)
            if code >= 0x80 and second[code] != 0:
                size = _add_sign(folded, size, second[code])
        elif sign == 0:
            size = _close_word(folded, size)
    return _close_word(folded, size)


@numba.njit(cache=True, nogil=True, inline="always")
def _add_sign(folded: Codes, size: int, sign: Whole) -> int:
    if sign == _ZERO and folded[size - 1] == _ZERO:
        return size
    folded[size] = sign
    return size + 1


@numba.njit(cache=True, nogil=True, inline="always")
def _close_word(folded: Codes, size: int) -> int:
    """End the word, or take it back when it is a number after a number; the size after it."""
    if folded[size - 1] == _SPACE:
        return size
    if size >= 4 and _is_number(folded, size) and _is_number(folded, size - 2):
        return size - 1
    folded[size] = numpy.uint32(_SPACE)
    return size + 1


@numba.njit(cache=True, nogil=True, inline="always")
def _is_number(folded: Codes, size: int) -> bool:
    return bool(folded[size - 1] == _ZERO) and bool(folded[size - 2] == _SPACE)


@numba.njit(cache=True, nogil=True)
def hash_words(folded: Codes, size: int, words: Hashes) -> tuple[int, int]:
    """The hash of each word; how many there are, and how many of them are no numbers."""
    count, numbers = 0, 0
    value, length = numpy.uint64(0), 0
    for at in range(1, size):
        if folded[at] != _SPACE:
            value = (value ^ numpy.uint64(folded[at])) * _STEP
            value ^= value >> numpy.uint64(29)
            length += 1
            continue
        words[count] = value
        count += 1
        numbers += length == 1 and folded[at - 1] == _ZERO
        value, length = numpy.uint64(0), 0
    return count, count - numbers


@numba.njit(cache=True, nogil=True)
def shingle_words(words: Hashes, count: int, shingles: Hashes, at: int) -> int:
    """Write the hash of each three words in a row, marked as words; the place after the last."""
    for each in range(count - 2):
        value = (words[each] * _FIRST) ^ (words[each + 1] * _SECOND + (words[each + 1] >> numpy.uint64(31)))
        shingles[at] = mix(value + words[each + 2] * _THIRD) | WORD_KIND
        at += 1
    return at


@numba.njit(cache=True, nogil=True)
def shingle_signs(folded: Codes, size: int, shingles: Hashes, at: int) -> int:
    """Write the hash of each five signs in a row, marked as signs; the place after the last."""
    for each in range(size - SIGNS_IN_GRAM + 1):
        value = numpy.uint64(0)
        for sign in range(SIGNS_IN_GRAM):
            value = (value + numpy.uint64(folded[each + sign])) * _STEP
        shingles[at] = mix(value) & ~WORD_KIND
        at += 1
    return at


@numba.njit(cache=True, nogil=True)
def sort_once(values: Hashes, begin: int, end: int) -> int:
    """Sort this part in place and keep each value once; the new end."""
    if end - begin <= _SHORT:
        for at in range(begin + 1, end):
            value, place = values[at], at
            while place > begin and values[place - 1] > value:
                values[place] = values[place - 1]
                place -= 1
            values[place] = value
    else:
        values[begin:end] = numpy.sort(values[begin:end])
    kept = begin
    for at in range(begin, end):
        if kept == begin or values[kept - 1] != values[at]:
            values[kept] = values[at]
            kept += 1
    return kept


@numba.njit(cache=True, nogil=True)
def fingerprint(shingles: Hashes, begin: Whole, end: Whole) -> Hash:
    """One number for a sorted run of shingles; never 0, which stands for no shingles."""
    value = numpy.uint64(end - begin)
    for at in range(begin, end):
        value = mix(value ^ shingles[at])
    return max(value, numpy.uint64(1)) if end > begin else numpy.uint64(0)


@numba.njit(cache=True, nogil=True)
def read_texts(
    octets: Octets,
    offsets: Offsets,
    present: Flags,
    first: Codes,
    second: Codes,
    shingles: Hashes,
    bounds: Offsets,
    fingerprints: Hashes,
) -> int:
    """Write the shingles of each text; the place after the last.

    ``bounds[i]`` becomes where the signs of text i begin, where its words begin, and where these end; a text
    that is absent or says too little has neither. ``shingles`` must have room for two for each octet.
    """
    longest, used = 0, 0
    for text in range(offsets.size - 1):
        longest = max(longest, offsets[text + 1] - offsets[text])
    folded = numpy.empty(longest + 2, dtype=numpy.uint32)
    words = numpy.empty(longest + 2, dtype=numpy.uint64)
    for text in range(offsets.size - 1):
        bounds[text, :] = used
        if present[text]:
            size = fold_text(octets, offsets[text], offsets[text + 1], first, second, folded)
            count, said = hash_words(folded, size, words)
            if said >= MINIMUM_WORDS:
                if count < WORDS_ALONE_FROM:
                    used = sort_once(shingles, used, shingle_signs(folded, size, shingles, used))
                bounds[text, 1] = used
                if count >= WORDS_FROM:
                    used = sort_once(shingles, used, shingle_words(words, count, shingles, used))
                bounds[text, 2] = used
        fingerprints[text] = fingerprint(shingles, bounds[text, 0], used)
    return used


@numba.njit(cache=True, nogil=True)
def copy_texts(shingles: Hashes, bounds: Offsets, texts: Offsets, copied: Hashes, places: Offsets) -> None:
    """Copy the shingles of these texts one after the other; ``places`` becomes their bounds in the copy."""
    used = 0
    for each in range(texts.size):
        shift = used - bounds[texts[each], 0]
        for at in range(bounds[texts[each], 0], bounds[texts[each], 2]):
            copied[at + shift] = shingles[at]
        places[each] = bounds[texts[each]] + shift
        used = places[each, 2]
