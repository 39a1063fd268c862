"""Which shingles of one text stand in another: the one is laid out, and those of the other are looked up.

Two sorted runs can be walked along together, but each step of that waits for the one before. Looking up does
not wait and branches nowhere, and one text is laid out for all those it is compared with. Few texts cannot be
laid out, very long ones mostly; those are walked along.
"""

from typing import NamedTuple

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import Hash, Hashes, Keys, Places

PLACES = 1024
_LAST = numpy.uint64(PLACES - 1)
_FROM = numpy.uint64(40)  # the lowest bits are those of the counter
_NOTHING = numpy.uint64(0)


class Room(NamedTuple):
    """Room for one text: at each place up to two shingles, 0 for none, and which of the text they are."""

    shingles: Keys
    number: Places


@numba.njit(cache=True, nogil=True)
def empty_room() -> Room:
    """Room in which no text is laid out."""
    return Room(numpy.zeros((PLACES, 2), dtype=numpy.uint64), numpy.zeros((PLACES, 2), dtype=numpy.int32))


@numba.njit(cache=True, nogil=True)
def lay_out(room: Room, run: Hashes) -> bool:
    """Put the shingles of a text at their places; False, and nothing is there, when they do not fit."""
    # Runs ascend: a shingle that is 0 would stand first, and would be found where nothing is.
    if run.size == 0 or run[0] == _NOTHING:
        return False
    for at in range(run.size):
        place = (run[at] >> _FROM) & _LAST
        second = numpy.int64(room.shingles[place, 0] != _NOTHING)
        if room.shingles[place, second] != _NOTHING:
            clear_away(room, run[:at])
            return False
        room.shingles[place, second], room.number[place, second] = run[at], at
    return True


@numba.njit(cache=True, nogil=True)
def clear_away(room: Room, run: Hashes) -> None:
    """Take the shingles of a text away."""
    for shingle in run:
        place = (shingle >> _FROM) & _LAST
        room.shingles[place, 0] = room.shingles[place, 1] = _NOTHING


@numba.njit(cache=True, nogil=True, inline="always")
def is_in(room: Room, shingle: Hash) -> bool:
    """Whether a shingle, not 0, is one of the text that is laid out."""
    place = (shingle >> _FROM) & _LAST
    return bool((room.shingles[place, 0] == shingle) | (room.shingles[place, 1] == shingle))


@numba.njit(cache=True, nogil=True, inline="always")
def number_of(room: Room, shingle: Hash) -> int:
    """Which one of the text a shingle is that is in it; any number where it is not."""
    place = (shingle >> _FROM) & _LAST
    return int(room.number[place, numpy.int64(room.shingles[place, 1] == shingle)])
