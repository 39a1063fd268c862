"""Replicates and limits against recorded replicates of the R packages and the formulas written out."""

import hashlib
import math
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ks_2samp, norm

from seinhuis.engine import estimates
from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.bootstrap import limits, resampling, selectors
from seinhuis.engine.estimates.errors import BadSetting

from .published_tables import chapter, peer, table, whole

REPLICATES = 1000


@pytest.fixture(scope="module", autouse=True)
def compiled_once():
    """Compile, or load from the cache, before the first test is timed."""
    small = CaptureTable.from_csv("A,B,C,count\n1,0,0,9\n0,1,0,8\n0,0,1,7\n1,1,0,3\n0,1,1,2\n1,0,1,2\n")
    for method in ("stepwise", "bic"):
        estimates.bootstrap(small, method, replicates=100, compiled=True)
    six = table("Ned").canonical
    selectors.bic(six, 1, compiled=True)(six.cells[None].astype(float))


def peer_replicates(name):
    return np.array([float(row["x"]) for row in peer(f"boot_{name}")])


def drawn(name, count=REPLICATES, seed=1, **settings):
    return estimates.bootstrapped(table(name), replicates=count, seed=seed, levels=(0.95,), **settings)


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5"])
def test_our_replicates_and_those_of_the_peer_have_one_distribution(name):
    _, ours = drawn(name)
    theirs = peer_replicates(name)
    assert len(theirs) == 1000
    assert ks_2samp(ours.estimates, theirs).pvalue > 0.01


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5"])
@pytest.mark.parametrize("level", [0.95, 0.8])
def test_bca_of_the_peer_replicates_is_what_the_formula_gives(name, level):
    captures, theirs = table(name), np.sort(peer_replicates(name))
    point = estimates.stepwise(captures).estimate
    left, persons = [], []
    for place in range(len(captures.histories)):
        cells = captures.cells.copy()
        cells[captures.histories[place]] -= 1
        left.append(estimates.stepwise(CaptureTable.from_cells(captures.lists, cells)).estimate)
        persons.append(captures.counts[place])
    away = np.repeat(np.average(left, weights=persons) - left, persons)
    acceleration = (away**3).sum() / (6 * (away**2).sum() ** 1.5)
    bias = norm.ppf((theirs < point).mean())
    shifted = bias + norm.ppf([(1 - level) / 2, (1 + level) / 2])
    levels = norm.cdf(bias + shifted / (1 - acceleration * shifted))
    expected = np.quantile(theirs, levels, method="median_unbiased")

    sampling = limits.Sampling(
        point, theirs, limits.acceleration(np.array(left), np.array(persons, dtype=float))
    )
    (found,) = limits.intervals(sampling, [("bca", level)])
    assert (found.lower, found.upper) == pytest.approx(tuple(expected), abs=0.1)


def test_the_converged_limits_of_new_orleans_as_computed_before():
    # A thousand replicates gave 589 to 1,703: their lower limit is the minimum. With 20,000: 444 to 1,604.
    found, _ = drawn("NewOrl_5", 20_000)
    interval = found.interval
    assert abs(interval.lower - 444) < 3 * interval.lower_error
    assert abs(interval.upper - 1604) < 3 * interval.upper_error
    assert any("lower bca limit" in said and "mostly chance" in said for said in found.warnings)


def test_the_published_limits_of_the_british_table_lie_within_the_monte_carlo_error_of_a_thousand():
    found, _ = drawn("UKdat_5", 20_000)
    _, few = drawn("UKdat_5", 1000, seed=2)
    (rough,) = limits.intervals(few.sampling(), [("bca", 0.95)])
    assert abs(found.interval.lower - 9233) < 3 * rough.lower_error
    assert abs(found.interval.upper - 15043) < 3 * rough.upper_error
    corrected = found.interval
    assert (
        f"BCa {whole(corrected.lower)} ± {whole(corrected.lower_error)} to "
        f"{whole(corrected.upper)} ± {whole(corrected.upper_error)}"
    ) in chapter("UKdat_5")


def test_the_order_two_bic_limits_are_within_a_tenth_of_the_published_lower_one_and_the_error_of_the_upper():
    # Silverman, Chan & Vincent (2024), table 6: 22,991 [11,456; 43,894] with a thousand replicates.
    found = estimates.bootstrap(table("UKdat_5"), "bic", replicates=500, levels=(0.95,))
    assert found.estimate == pytest.approx(22991.33, abs=0.01)
    assert found.interval.lower == pytest.approx(11456, rel=0.1)
    assert abs(found.interval.upper - 43894) < 3 * found.interval.upper_error


@pytest.mark.parametrize(
    ("name", "method", "order", "count"),
    [
        ("UKdat", "stepwise", 2, 300),
        ("Ned", "stepwise", 2, 300),
        ("NewOrl", "stepwise", 2, 100),
        ("UKdat_5", "bic", 2, 20),
        ("HIV", "bic", 3, 20),
        ("Ned", "bic", 3, 10),
    ],
)
def test_compiled_and_not_compiled_give_the_same_replicates(name, method, order, count):
    captures = table(name).canonical
    cells = next(resampling.draw(captures, count, 7))
    make = {
        "stepwise": lambda compiled: selectors.stepwise(captures, 0.02, compiled=compiled),
        "bic": lambda compiled: selectors.bic(captures, order, compiled=compiled),
    }[method]
    assert np.allclose(make(True)(cells), make(False)(cells), rtol=1e-9, atol=0)


def test_compiled_and_not_compiled_agree_on_tables_full_of_zeros():
    generator = np.random.default_rng(5)
    cells = generator.poisson(0.8, (400, 16)) * (generator.random((400, 16)) < 0.6).astype(float)
    cells[:, 0] = 0
    cells[:, [1, 2, 4, 8]] += 1
    captures = CaptureTable.from_cells([*"ABCD"], np.arange(16))
    for make in (selectors.stepwise, selectors.bic):
        last = 0.02 if make is selectors.stepwise else 2
        part = cells if make is selectors.stepwise else cells[:100]
        fast, slow = (make(captures, last, compiled=compiled)(part) for compiled in (True, False))
        assert np.array_equal(np.isnan(fast), np.isnan(slow))
        assert np.isnan(fast).any() or make is selectors.stepwise
        assert np.allclose(fast, slow, rtol=1e-7, equal_nan=True)


def test_the_same_seed_gives_the_same_and_another_does_not():
    first, again, other = (drawn("UKdat_5", 200, seed)[0] for seed in (3, 3, 4))
    assert first == again
    assert first.interval != other.interval
    assert first.seed == 3


def test_a_fixed_model_is_kept_and_its_interval_is_narrower():
    kept = estimates.bootstrap(table("UKdat_5"), "[12,13,24,25,35,45]", replicates=400, levels=(0.95,))
    free, _ = drawn("UKdat_5", 400)
    widths = [each.intervals[1].upper - each.intervals[1].lower for each in (kept, free)]
    assert widths[0] < widths[1]
    assert kept.model == "[12,13,24,25,35,45]"


def test_intervals_come_bca_first_then_percentile_and_wald_last():
    found = estimates.bootstrap(table("UKdat_5"), replicates=100, levels=(0.95, 0.8))
    assert [(each.kind, each.level) for each in found.intervals] == [
        ("bca", 0.95),
        ("percentile", 0.95),
        ("bca", 0.8),
        ("percentile", 0.8),
        ("wald", 0.95),
    ]
    assert found.details["replicates"] == 100
    assert (
        estimates.bootstrap(table("UKdat_5"), replicates=100, levels=(0.95, 0.8)).to_json() == found.to_json()
    )


def test_replicates_without_an_estimate_count_as_without_bound():
    thin = CaptureTable.from_csv("A,B,count\n1,0,30\n0,1,40\n1,1,2\n")
    found = estimates.bootstrap(thin, "[1,2]", replicates=500, levels=(0.95,))
    percentile = found.intervals[1]
    assert found.details["replicates_without_estimate"] > 500 * 0.08
    assert percentile.upper is None
    assert percentile.lower is not None
    assert any("no estimate" in said for said in found.warnings)


def test_a_table_without_an_estimate_has_no_replicates():
    found, nothing = estimates.bootstrapped(table("Artificial_3"), "[12,3]", replicates=100)
    assert (found.estimate, nothing) == (None, None)


@pytest.mark.parametrize("share", [0, 1])
def test_the_bias_correction_stays_finite_when_all_lies_on_one_side(share):
    replicates = np.arange(1000.0)
    sampling = limits.Sampling(-1.0 if share == 0 else 2000.0, replicates, 0.1)
    assert math.isfinite(sampling.bias)
    (found,) = limits.intervals(sampling, [("bca", 0.95)])
    assert found.lower <= found.upper
    assert any("one side" in said for said in limits.warnings_of("bca", sampling, 0.95))


def test_ties_can_count_half():
    replicates = np.repeat([1.0, 2.0, 3.0], 100)
    assert limits.Sampling(2.0, replicates, 0.0).share_below == pytest.approx(1 / 3)
    assert limits.Sampling(2.0, replicates, 0.0, mid_rank=True).share_below == pytest.approx(1 / 2)


@pytest.mark.parametrize("level", [0.0001, 0.013, 0.2, 0.5, 0.977, 0.9999])
def test_quantiles_are_median_unbiased(level):
    values = np.sort(np.random.default_rng(2).gamma(2.0, 5.0, 731))
    assert limits.quantile(values, level) == pytest.approx(
        np.quantile(values, level, method="median_unbiased")
    )


def test_the_monte_carlo_error_is_the_spread_over_seeds():
    found = [drawn("UKdat_5", 1000, seed)[0].intervals[1] for seed in range(20, 40)]
    spread = np.std([each.lower for each in found], ddof=1)
    assert np.mean([each.lower_error for each in found]) == pytest.approx(spread, rel=0.5)


def test_settings_outside_of_their_range_are_refused():
    for settings in ({"replicates": 5}, {"seed": -1}, {"levels": ()}, {"levels": (95,)}):
        with pytest.raises(BadSetting):
            estimates.bootstrap(table("HIV"), **({"replicates": 100} | settings))


def test_the_switch_in_the_environment_leaves_numba_out(monkeypatch):
    monkeypatch.setenv("SEINHUIS_COMPILED", "0")
    assert not selectors.is_compiled(None)
    assert selectors.is_compiled(True)


def test_without_numba_the_same_numbers_come_from_numpy(monkeypatch):
    with_numba = estimates.bootstrap(table("UKdat_5"), replicates=100)
    for name in ("seinhuis.engine.estimates.bootstrap.kernels", "numba"):
        monkeypatch.setitem(sys.modules, name, None)
    assert not selectors.is_compiled(None)
    without = estimates.bootstrap(table("UKdat_5"), replicates=100)
    assert without.interval.lower == pytest.approx(with_numba.interval.lower, rel=1e-9)
    assert without.interval.upper == pytest.approx(with_numba.interval.upper, rel=1e-9)


def test_a_change_in_the_fitting_kernels_reaches_what_numba_keeps():
    from seinhuis.engine.estimates.bootstrap import kernels
    from seinhuis.engine.estimates.loglinear import kernels as fitting

    digest = hashlib.sha256(Path(fitting.__file__).read_bytes()).hexdigest()
    assert digest[:16] == kernels.FITTING_KERNELS
