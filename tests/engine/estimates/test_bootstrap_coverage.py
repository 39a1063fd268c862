"""How often the intervals hold the truth: the study of Chan, Silverman & Vincent (2021), section 3.4."""

import math

from bench.estimates import coverage

SIMULATIONS = 200


def test_nominal_95_percent_covers_about_90_and_80_about_70():
    """Published over 500 tables: 0.90, 0.70, root mean squared error 3,057; here three standard errors."""
    shares, error = coverage(SIMULATIONS)
    assert abs(shares[0.95] - 0.90) < 3 * math.sqrt(0.90 * 0.10 / SIMULATIONS)
    assert abs(shares[0.8] - 0.70) < 3 * math.sqrt(0.70 * 0.30 / SIMULATIONS)
    assert 2000 < error < 4200
