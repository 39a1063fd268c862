"""Draws tables as R does: the same seed gives the very tables of which recorded replicates were made.

R's `set.seed` and `rmultinom`, as documented (`?RNGkind`, `?rmultinom`): a Mersenne twister (Matsumoto and
Nishimura 1998) whose state comes from a linear congruential generator, and binomial numbers by inversion or
by the four regions of BTPE (Kachitvichyanukul and Schmeiser 1988, steps 0 to 5), category after category.
"""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np

_SCRAMBLED, _WORDS = 50, 625
_UNIT = 2.3283064365386963e-10  # 1 / (2**32 - 1)
_INVERSION_BELOW, _LONGEST_INVERSION = 30, 110


class Uniform:
    """Numbers between 0 and 1, after ``set.seed``."""

    def __init__(self, seed):
        words = []
        for place in range(_SCRAMBLED + _WORDS):
            seed = (69069 * seed + 1) % 2**32
            if place >= _SCRAMBLED:
                words.append(seed)
        self._twister = np.random.MT19937()
        state = self._twister.state
        # The first word only says where in the state the generator stands: at its end.
        state["state"] = {"key": np.array(words[1:], dtype=np.uint32), "pos": 624}
        self._twister.state = state

    def __call__(self):
        return int(self._twister.random_raw()) * _UNIT


def tables(counts, how_many, seed):
    """So many tables of as many persons, each cell as likely as it is in ``counts``."""
    uniform = Uniform(seed)
    return np.array([_multinomial(uniform, counts) for _ in range(how_many)])


def _multinomial(uniform, counts):
    shares = [np.longdouble(count / sum(counts)) for count in counts]
    left, share_left = sum(counts), sum(shares, np.longdouble(0))
    drawn = []
    for share in shares[:-1]:
        chance = float(share / share_left)
        drawn.append(_binomial(uniform, left, chance) if left and chance < 1 else left)
        left -= drawn[-1]
        share_left -= share
    return [*drawn, left]


def _binomial(uniform, size, chance):
    if chance == 0:
        return 0
    rarer = min(chance, 1 - chance)
    draw = _by_inversion if size * rarer < _INVERSION_BELOW else _by_regions
    drawn = draw(uniform, size, rarer)
    return size - drawn if chance > 0.5 else drawn


def _by_inversion(uniform, size, chance):
    odds = chance / (1 - chance)
    while True:
        at, mass, left = 0, _power(1 - chance, size), uniform()
        while at <= _LONGEST_INVERSION:
            if left < mass:
                return at
            left -= mass
            at += 1
            mass *= odds * (size + 1) / at - odds


def _power(base, exponent):
    """By squaring, as R does it: the last bit counts."""
    result = 1.0
    while exponent:
        if exponent & 1:
            result *= base
        exponent >>= 1
        base *= base
    return result


@dataclass(frozen=True)
class _Regions:
    """The four regions that cover the distribution (step 0): triangle, parallelograms, two tails."""

    size: int
    chance: float

    def __post_init__(self):
        size, chance, other = self.size, self.chance, 1 - self.chance
        variance = size * chance * other
        peak = size * chance + chance
        mode = int(peak)
        half = int(2.195 * sqrt(variance) - 4.6 * other) + 0.5
        centre = mode + 0.5
        left, right = centre - half, centre + half
        height = 0.134 + 20.5 / (15.3 + mode)
        slope = (peak - left) / (peak - left * chance)
        falling_left = slope * (1 + 0.5 * slope)
        slope = (right - peak) / (right * other)
        falling_right = slope * (1 + 0.5 * slope)
        first = half
        second = first * (1 + 2 * height)
        third = second + height / falling_left
        self.__dict__.update(
            variance=variance, mode=mode, half=half, centre=centre, left=left, right=right, height=height,
            falling_left=falling_left, falling_right=falling_right,
            areas=(first, second, third, third + height / falling_right),
        )  # fmt: skip


def _by_regions(uniform, size, chance):
    regions = _Regions(size, chance)
    while True:
        at, height = _proposal(uniform, regions)
        if at is not None and (height is None or _accepted(at, height, regions)):
            return at


def _proposal(uniform, on):
    """Steps 1 to 4: a number, and the height that is compared; none when it is accepted at once."""
    across, height = uniform() * on.areas[3], uniform()
    if across <= on.areas[0]:
        return int(on.centre - on.half * height + across), None
    if across <= on.areas[1]:
        place = on.left + (across - on.areas[0]) / on.height
        height = height * on.height + 1 - abs(on.centre - place) / on.half
        return (int(place) if 0 < height <= 1 else None), height
    if across <= on.areas[2]:
        at = int(on.left + log(height) / on.falling_left)
        return (at if at >= 0 else None), height * (across - on.areas[1]) * on.falling_left
    at = int(on.right - log(height) / on.falling_right)
    return (at if at <= on.size else None), height * (across - on.areas[2]) * on.falling_right


def _accepted(at, height, on):
    """Step 5: by the ratio of masses near the mode, by squeezing and Stirling's formula further away."""
    away = abs(at - on.mode)
    if away <= 20 or away >= on.variance / 2 - 1:
        return height <= _ratio(at, on)
    third = 0.1666666666666
    bound = (away / on.variance) * ((away * (away / 3 + 0.625) + third) / on.variance + 0.5)
    normal = -(away * away) / (2 * on.variance)
    if not normal - bound <= log(height) <= normal + bound:
        return log(height) < normal - bound
    return log(height) <= _stirling(at, on)


def _ratio(at, on):
    odds = on.chance / (1 - on.chance)
    ratio = 1.0
    for place in range(min(at, on.mode) + 1, max(at, on.mode) + 1):
        step = odds * (on.size + 1) / place - odds
        ratio = ratio * step if at > on.mode else ratio / step
    return ratio


def _stirling(at, on):
    """The logarithm of the ratio of the masses at ``at`` and at the mode."""
    ends = (at + 1, on.mode + 1.0, on.size + 1 - on.mode, on.size - at + 1.0)
    one, two, three, four = ends
    odds = four * on.chance / (one * (1 - on.chance))
    return (
        on.centre * log(two / one)
        + (on.size - on.mode + 0.5) * log(three / four)
        + (at - on.mode) * log(odds)
        + sum(_rest(each) for each in (two, three, one, four))
    )


def _rest(number):
    square = number * number
    series = 13860 - (462 - (132 - (99 - 140 / square) / square) / square) / square
    return series / number / 166320
