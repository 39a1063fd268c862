import numpy as np
import pytest
from scipy.special import gammaln
from scipy.stats import chi2

from seinhuis.engine import estimates
from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.errors import BadSetting

from .published_tables import table


def test_the_profile_interval_of_the_roman_table_as_published():
    found = estimates.profile(table("HIV"), "[12,3,4]")
    assert found.estimate == pytest.approx(12308, abs=0.5)
    interval = found.interval
    assert (interval.lower, interval.upper) == pytest.approx((10266, 14992), abs=0.5)
    assert interval.kind == "profile"


def test_two_lists_against_the_likelihood_written_out():
    only_first, only_second, both = 150, 250, 50
    captures = CaptureTable.from_csv(f"A,B,count\n1,0,{only_first}\n0,1,{only_second}\n1,1,{both}\n")
    sizes = np.arange(700, 4000, dtype=float)
    first, second = only_first + both, only_second + both
    share_a, share_b = first / sizes, second / sizes
    log_likelihood = (
        gammaln(sizes + 1)
        - gammaln(sizes - only_first - only_second - both + 1)
        + first * np.log(share_a)
        + (sizes - first) * np.log1p(-share_a)
        + second * np.log(share_b)
        + (sizes - second) * np.log1p(-share_b)
    )
    inside = sizes[2 * (log_likelihood.max() - log_likelihood) <= chi2.ppf(0.95, 1)]
    found = estimates.profile(captures, "[1,2]")
    assert found.estimate == pytest.approx(sizes[log_likelihood.argmax()], abs=1)
    assert (found.interval.lower, found.interval.upper) == pytest.approx((inside[0], inside[-1]), abs=1)


def test_a_model_without_an_estimate_has_no_profile():
    found = estimates.profile(table("Artificial_3"), "[12,3]")
    assert found.estimate is None
    assert "no maximum" in found.reason


def test_a_level_is_a_share():
    with pytest.raises(BadSetting):
        estimates.profile(table("HIV"), "[12,3,4]", level=95)


def test_the_profile_lies_about_the_wald_interval_and_takes_zero_overlaps():
    model = "[12,13,24,25,35,45]"
    wald, profile = (
        method(table("UKdat_5"), model).interval for method in (estimates.fit, estimates.profile)
    )
    assert profile.lower == pytest.approx(wald.lower, rel=0.02)
    assert profile.upper == pytest.approx(wald.upper, rel=0.02)
    zero = estimates.profile(table("UKdat_5"), "[12,13,15,24,25,35,45]")
    assert zero.interval.lower < zero.estimate < zero.interval.upper
