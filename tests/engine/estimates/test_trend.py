"""Trends: as statsmodels and scipy compute them, breaks named, and no slope from too few points."""

import json

import numpy as np
import pytest
import statsmodels.api as models
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import chi2, t

from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.trend import BadTrend, Break, Family, Point, fit_trend, garwood

LAW = Break("privacy law", 2018)
COUNTS = (550, 540, 560, 555, 150, 170, 160, 165, 175)


def points(counts=COUNTS, start=2014, exposure=None):
    exposures = exposure or [1.0] * len(counts)
    return [
        Point(str(start + place), start + place, count, exposures[place])
        for place, count in enumerate(counts)
    ]


@given(some.integers(0, 5000), some.sampled_from([0.8, 0.95, 0.99]))
def test_garwood_is_the_chi_square_form(count, level):
    tail = (1 - level) / 2
    lower = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    assert garwood(count, level) == pytest.approx((lower, chi2.ppf(1 - tail, 2 * count + 2) / 2), rel=1e-9)
    assert garwood(count, level, 4.0)[1] == pytest.approx(garwood(count, level)[1] / 4)


def test_garwood_known_values():
    assert [round(value, 3) for value in garwood(10)] == [4.795, 18.390]
    assert [round(value, 3) for value in garwood(0)] == [0.0, 3.689]


def test_poisson_is_quasi_poisson_of_statsmodels():
    counts = [12, 50, 18, 24, 29, 90, 21, 90, 46]
    exposure = [1.0, 2.0, 1.0, 2.0, 1.0, 2.5, 1.0, 2.0, 1.5]
    trend = fit_trend(points(counts, exposure=exposure))
    design = models.add_constant(np.arange(9.0))
    theirs = models.GLM(counts, design, models.families.Poisson(), offset=np.log(exposure)).fit(scale="X2")
    spread = t.ppf(0.975, 7) * theirs.bse[1]
    assert trend.dispersion == pytest.approx(theirs.scale, rel=1e-6)
    assert trend.dispersion > 1
    wanted = [np.exp(theirs.params[1] + side * spread) for side in (0, -1, 1)]
    assert [trend.slope.ratio, trend.slope.lower, trend.slope.upper] == pytest.approx(wanted, rel=1e-6)


def test_intervals_are_never_narrower_than_poisson():
    trend = fit_trend(points(), [LAW])
    assert trend.dispersion < 1
    design = models.add_constant(np.column_stack([np.arange(9.0), np.arange(9) >= 4]))
    theirs = models.GLM(COUNTS, design, models.families.Poisson()).fit()
    spread = t.ppf(0.975, 6) * theirs.bse[1]
    assert trend.slope.upper / trend.slope.ratio == pytest.approx(np.exp(spread), rel=1e-6)


def test_negative_binomial_is_that_of_statsmodels():
    counts = [12, 60, 18, 84, 29, 40, 81, 30, 66, 160, 70, 20]
    trend = fit_trend(points(counts), family=Family.NEGATIVE_BINOMIAL)
    design = models.add_constant(np.arange(12.0) - 5.5)
    theirs = models.NegativeBinomial(counts, design).fit(method="newton", maxiter=500, disp=False)
    assert trend.family is Family.NEGATIVE_BINOMIAL
    assert trend.alpha == pytest.approx(theirs.params[-1], rel=1e-3)
    assert trend.slope.ratio == pytest.approx(np.exp(theirs.params[1]), rel=1e-4)
    spread = t.ppf(0.975, 10) * theirs.bse[1]
    assert trend.slope.lower == pytest.approx(np.exp(theirs.params[1] - spread), rel=1e-3)


def test_a_negative_binomial_that_is_not_needed_is_not_used():
    trend = fit_trend(points(), [LAW], family=Family.NEGATIVE_BINOMIAL)
    assert trend.family is Family.POISSON
    assert "adds nothing" in trend.warnings[0]


def test_without_the_break_the_law_looks_like_a_fall():
    """Reports to a registry: 550 a year, then 150 from the year of a privacy law on."""
    without, with_break = fit_trend(points()), fit_trend(points(), [LAW])
    assert without.slope.upper < 1
    assert with_break.slope.lower < 1 < with_break.slope.upper
    (step,) = with_break.steps
    assert step.name == "privacy law"
    assert 0.2 < step.ratio < 0.35
    assert with_break.to_dict()["breaks"][0]["name"] == "privacy law"


def test_a_break_may_end():
    counts = [100, 104, 98, 40, 42, 102, 99, 101, 103]
    trend = fit_trend(points(counts), [Break("no reports from care", 2017, 2019)])
    assert trend.steps[0].ratio == pytest.approx(0.4, abs=0.03)
    assert trend.slope.ratio == pytest.approx(1.0, abs=0.02)


def test_fewer_than_eight_points_give_no_slope():
    trend = fit_trend(points(COUNTS[:7]))
    assert (trend.slope, trend.dispersion) == (None, None)
    assert "7 points are too few" in trend.reason
    assert trend.points[0].lower == pytest.approx(garwood(550)[0])


@pytest.mark.parametrize(
    ("counts", "breaks", "said"),
    [
        (COUNTS, [LAW, Break("other name", 2018)], "cannot be told apart"),
        (COUNTS, [Break("too early", 2000)], "cannot be told apart"),
        ((5, 6, 7, 4, 0, 0, 0, 0), [LAW], "one side of the break privacy law"),
        ((0, 0, 0, 0, 0, 0, 9, 0), [], "one period only"),
    ],
)
def test_what_cannot_be_estimated_has_a_reason_and_no_number(counts, breaks, said):
    trend = fit_trend(points(counts), breaks)
    assert trend.slope is None
    assert trend.steps == ()
    assert said in trend.reason


def test_the_order_of_points_and_the_unit_of_time_do_not_matter():
    plain = fit_trend(points(), [LAW])
    assert fit_trend(points()[::-1], [LAW]) == plain
    days = [Point(each.period, each.time * 365, each.count) for each in points()]
    for family in Family:
        slow = fit_trend(days, family=family)
        assert slow.slope.ratio**365 == pytest.approx(
            fit_trend(points(), family=family).slope.ratio, rel=1e-4
        )


def test_doubling_exposure_and_counts_leaves_the_ratio():
    doubled = points([2 * count for count in COUNTS], exposure=[2.0] * 9)
    assert fit_trend(doubled, [LAW]).slope.ratio == pytest.approx(fit_trend(points(), [LAW]).slope.ratio)


def test_what_is_refused():
    for wrong in ({"count": -1}, {"count": 1, "exposure": 0.0}, {"count": 1, "time": float("nan")}):
        with pytest.raises(BadTrend, match="2014"):
            Point(**{"period": "2014", "time": 2014.0, **wrong})
    with pytest.raises(BadTrend, match="same time"):
        fit_trend([*points(), Point("again", 2014, 3)])
    with pytest.raises(BadTrend, match="ends before"):
        fit_trend(points(), [Break("law", 2018, 2017)])
    with pytest.raises(BadTrend, match="needs points"):
        fit_trend([])
    with pytest.raises(BadSetting):
        fit_trend(points(), level=1.0)


def test_the_result_is_json_with_its_assumptions():
    record = json.loads(fit_trend(points(), [LAW]).to_json())
    assert record["slope"]["level"] == 0.95
    assert record["dispersion"] > 0
    assert any("trend in reporting" in said for said in record["assumptions"])
