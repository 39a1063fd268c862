"""MinHash signatures (Broder 1997), cut into bands (Leskovec, Rajaraman and Ullman, chapter 3)."""

import numba
import numpy

from seinhuis.engine.linkage.text.hashing import STEP, mixed
from seinhuis.engine.linkage.text.kernels.arrays import Codes, Hashes, Keys, Numbers, Offsets, Whole
from seinhuis.engine.linkage.text.kernels.reading import mix
from seinhuis.engine.linkage.text.parameters import BANDS, HASHES, ROWS_IN_BAND

BUCKET_BITS = 40
ORDER_BITS = 64 - BUCKET_BITS
_LOW = numpy.uint64((1 << ORDER_BITS) - 1)
_HALF = numpy.uint64(32)


_SEEDS = [mixed((each + 1) * STEP % 2**64) for each in range(2 * HASHES)]
FACTORS: Codes = numpy.array([seed >> 32 | 1 for seed in _SEEDS[:HASHES]], dtype=numpy.uint32)
TERMS: Codes = numpy.array([seed >> 32 for seed in _SEEDS[HASHES:]], dtype=numpy.uint32)


@numba.njit(cache=True, nogil=True)
def sign_shingles(shingles: Hashes, begin: Whole, end: Whole, least: Codes) -> None:
    """The least value of each permutation over the shingles: multiply and add modulo 2^32."""
    least[:] = numpy.uint32(0xFFFFFFFF)
    for at in range(begin, end):
        value = numpy.uint32(shingles[at] >> numpy.uint64(16))
        for each in range(HASHES):
            candidate = numpy.uint32(value * FACTORS[each] + TERMS[each])
            least[each] = min(least[each], candidate)


@numba.njit(cache=True, nogil=True)
def band_keys(least: Codes, kind: Whole, keys: Keys) -> None:
    """The key of each band: its bucket in the high bits, in the low ones where in the bucket."""
    for band in range(BANDS):
        bucket = numpy.uint64(kind)
        for row in range(band * ROWS_IN_BAND, (band + 1) * ROWS_IN_BAND):
            bucket = mix(bucket + numpy.uint64(least[row]) + (numpy.uint64(row + 1) << _HALF))
        beside = (band + 1) % BANDS * ROWS_IN_BAND
        order = mix(numpy.uint64(least[beside]) + (numpy.uint64(beside + 1) << _HALF))
        keys[band] = (bucket & ~_LOW) | (order & _LOW)


@numba.njit(cache=True, nogil=True)
def sign_text(shingles: Hashes, begin: Whole, end: Whole, kind: Whole, least: Codes, keys: Keys) -> None:
    """Fill the keys of the shingles of one kind of one text; ``least`` is room to work in."""
    sign_shingles(shingles, begin, end, least)
    band_keys(least, kind, keys)


@numba.njit(cache=True, nogil=True)
def sign_texts(
    shingles: Hashes, bounds: Offsets, texts: Offsets, keys: Keys, owners: Numbers, view: Whole, first: Whole
) -> None:
    """Fill ``keys[band, view]`` and ``owners[view]`` for each kind of shingles of each text, from a view on.

    The owners are numbered from ``first`` on.
    """
    least = numpy.empty(HASHES, dtype=numpy.uint32)
    of_one = numpy.empty(BANDS, dtype=numpy.uint64)
    for each in range(texts.size):
        text = texts[each]
        for kind in range(2):
            if bounds[text, kind] < bounds[text, kind + 1]:
                sign_text(shingles, bounds[text, kind], bounds[text, kind + 1], kind, least, of_one)
                for band in range(BANDS):
                    keys[band, view] = of_one[band]
                owners[view] = first + each
                view += 1
