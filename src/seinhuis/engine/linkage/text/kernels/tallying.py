"""In how many buckets each pair of texts meets: counted, changed, and asked for by text.

Counts lie as neighbours, of each text those it meets, ascending: ``ends`` (where those of text t end, at
place t + 1), ``others`` and ``times``. What came since is a list of directed pairs (one << 32 | two, both
ways round), ascending, with the difference it makes.
"""

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import Numbers, Offsets, Pairs, Places, Times, Whole
from seinhuis.engine.linkage.text.kernels.pairing import as_pair

_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)


@numba.njit(cache=True, nogil=True)
def net(more: Pairs, less: Pairs, pairs: Pairs, times: Times) -> int:
    """Write the values of two sorted arrays once, with how much oftener they stand in the first; how many.

    Those that stand in both equally often are left out.
    """
    one, two, used = 0, 0, 0
    while one < more.size or two < less.size:
        ours = two == less.size or (one < more.size and more[one] < less[two])
        value = more[one] if ours else less[two]
        change = 0
        while one < more.size and more[one] == value:
            one, change = one + 1, change + 1
        while two < less.size and less[two] == value:
            two, change = two + 1, change - 1
        if change:
            pairs[used], times[used] = value, change
            used += 1
    return used


@numba.njit(cache=True, nogil=True)
def add_up(one: Pairs, one_times: Times, two: Pairs, two_times: Times, pairs: Pairs, times: Times) -> int:
    """Write two lists of changes, each ascending and each pair once, as one; how many are left."""
    here, there, used = 0, 0, 0
    while here < one.size or there < two.size:
        ours = there == two.size or (here < one.size and one[here] <= two[there])
        theirs = here == one.size or (there < two.size and two[there] <= one[here])
        pairs[used] = one[here] if ours else two[there]
        times[used] = (one_times[here] if ours else 0) + (two_times[there] if theirs else 0)
        used += times[used] != 0
        here, there = here + ours, there + theirs
    return used


@numba.njit(cache=True, nogil=True)
def lay_out(pairs: Pairs, times: Times, ends: Offsets, others: Numbers, of_both: Times) -> None:
    """Write pairs (smaller << 32 | larger, ascending) as neighbours; ``ends`` is 0 everywhere.

    What is below a text comes before what is above it, and both come ascending, so that nothing is sorted.
    """
    below = numpy.zeros(ends.size, dtype=numpy.int64)
    for pair in pairs:
        below[pair & _LOW] += 1
        ends[numpy.int64(pair >> _HIGH) + 1] += 1
    place = numpy.empty(ends.size, dtype=numpy.int64)
    for text in range(ends.size - 1):
        above = ends[text + 1]
        place[text] = ends[text]
        ends[text + 1] = ends[text] + below[text] + above
        below[text] += ends[text]  # from here on where those above it go
    for at in range(pairs.size):
        one, two = pairs[at] >> _HIGH, pairs[at] & _LOW
        others[place[two]], of_both[place[two]] = one, times[at]
        others[below[one]], of_both[below[one]] = two, times[at]
        place[two] += 1
        below[one] += 1


@numba.njit(cache=True, nogil=True, inline="always")
def _range_of(ends: Offsets, text: Whole) -> tuple[int, int]:
    if text + 1 >= ends.size:
        return 0, 0
    return int(ends[text]), int(ends[text + 1])


@numba.njit(cache=True, nogil=True, inline="always")
def _next_of(
    text: Whole, others: Numbers, here: Whole, end: Whole, recent: Pairs, there: Whole
) -> tuple[int, bool, bool]:
    """Whom a text met next (-1: nobody more), and whether that stands in the neighbours, in the changes."""
    theirs = there < recent.size and numpy.int64(recent[there] >> _HIGH) == text
    if not theirs:
        return (int(others[here]), True, False) if here < end else (-1, False, False)
    other = numpy.int64(recent[there] & _LOW)
    if here == end or numpy.int64(others[here]) > other:
        return int(other), False, True
    return int(others[here]), True, numpy.int64(others[here]) == other


@numba.njit(cache=True, nogil=True)
def merge(
    ends: Offsets,
    others: Numbers,
    times: Times,
    recent: Pairs,
    changes: Times,
    new_ends: Offsets,
    new_others: Numbers,
    new_times: Times,
) -> None:
    """Write the neighbours with the changes made; ``new_ends`` tells for how many texts."""
    there, used = 0, 0
    new_ends[0] = 0
    for text in range(new_ends.size - 1):
        here, end = _range_of(ends, text)
        other, ours, theirs = _next_of(text, others, here, end, recent, there)
        while other >= 0:
            new_others[used] = other
            new_times[used] = (times[here] if ours else 0) + (changes[there] if theirs else 0)
            used += new_times[used] != 0
            here, there = here + ours, there + theirs
            other, ours, theirs = _next_of(text, others, here, end, recent, there)
        new_ends[text + 1] = used


@numba.njit(cache=True, nogil=True)
def times_of(ends: Offsets, others: Numbers, times: Times, pairs: Pairs, found: Times) -> None:
    """Write in how many buckets each pair meets by the neighbours alone."""
    for at in range(pairs.size):
        low, end = _range_of(ends, numpy.int64(pairs[at] >> _HIGH))
        other, high = pairs[at] & _LOW, end
        while low < high:
            middle = (low + high) // 2
            if others[middle] < other:
                low = middle + 1
            else:
                high = middle
        found[at] = times[low] if low < end and others[low] == other else 0


@numba.njit(cache=True, nogil=True)
def count_pairs(ends: Offsets, texts: Offsets, begins: Offsets, stops: Offsets) -> int:
    """How many pairs these texts are in at most; the changes of each begin and end there."""
    count = 0
    for each in range(texts.size):
        begin, end = _range_of(ends, texts[each])
        count += end - begin + stops[each] - begins[each]
    return count


@numba.njit(cache=True, nogil=True)
def pairs_of(
    ends: Offsets,
    others: Numbers,
    times: Times,
    recent: Pairs,
    changes: Times,
    texts: Offsets,
    begins: Offsets,
    asked: Places,
    pairs: Pairs,
) -> int:
    """Write the pairs (smaller << 32 | larger) that meet, of these texts, each once; how many.

    ``asked``: 0 or more for each text that is asked for: a pair of two of them is written for the smaller.
    """
    used = 0
    for each in range(texts.size):
        text, there = texts[each], begins[each]
        here, end = _range_of(ends, text)
        other, ours, theirs = _next_of(text, others, here, end, recent, there)
        while other >= 0:
            met = (times[here] if ours else 0) + (changes[there] if theirs else 0)
            if met and (asked[other] < 0 or text < other):
                pairs[used] = as_pair(text, other)
                used += 1
            here, there = here + ours, there + theirs
            other, ours, theirs = _next_of(text, others, here, end, recent, there)
    return used
