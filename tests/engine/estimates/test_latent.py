import itertools
import math

import numpy as np
import pytest
from scipy.special import gammaln

from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.convergence import rank_r_hat
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.latent import em_runs, identified, latent_class
from seinhuis.engine.estimates.latent_sampling import Sampler
from seinhuis.engine.estimates.loglinear.estimating import fit
from seinhuis.engine.estimates.loglinear.models import Model

from .published_tables import table


def simulated(size, shares, chances, seed):
    rng = np.random.default_rng(seed)
    groups = rng.choice(len(shares), size, p=shares)
    seen = (rng.random((size, len(chances[0]))) < np.array(chances)[groups]).astype(int)
    cells = np.bincount(seen @ (1 << np.arange(seen.shape[1])), minlength=2 ** seen.shape[1])
    cells[0] = 0
    return CaptureTable.from_cells("ABCDE"[: seen.shape[1]], cells)


def test_which_numbers_of_classes_the_lists_can_tell():
    """Goodman 1974: three classes on four lists are not identified although there are cells enough."""
    told = {lists: [k for k in range(1, 5) if identified(lists, k)] for lists in (2, 3, 4, 5, 9)}
    assert told == {2: [1], 3: [1], 4: [1, 2], 5: [1, 2, 3, 4], 9: [1, 2, 3, 4]}


def test_classes_that_cannot_be_told_apart_give_no_number():
    found = latent_class(table("lesbian"), classes=3)
    assert found.estimate is None
    assert "cannot tell 3 classes apart" in found.reason


def test_a_population_of_two_groups_is_found():
    """3,000 persons, four in ten easily seen: independence misses many, two classes do not."""
    seen = simulated(3_000, [0.4, 0.6], [[0.8, 0.7, 0.8, 0.7, 0.8], [0.12, 0.15, 0.15, 0.12, 0.15]], 7)
    assert em_runs(seen, 2, seed=1).bic < em_runs(seen, 1, seed=1).bic
    found = latent_class(seen, classes=2, sweeps=2_500)
    assert found.interval.lower < 3_000 < found.interval.upper
    assert fit(seen, Model(5)).intervals[0].upper < 3_000
    assert found.details["r_hat"] <= 1.01


def test_one_class_is_independence():
    """With much data the posterior of one class lies on the fit of independence."""
    found = latent_class(table("HIV").multiplied(20), classes=1, sweeps=2_500)
    assert found.estimate == pytest.approx(20 * 11_124.6, rel=0.01)


def test_one_class_has_the_likelihood_of_independence():
    one = table("HIV")
    means = np.prod(
        [np.where(np.arange(16) >> place & 1, *odds) for place, odds in enumerate(_odds(one))], axis=0
    )
    shares = means[1:] / means[1:].sum()
    likelihood = float(one.cells[1:] @ np.log(shares))
    assert em_runs(one, 1, seed=1).bic == pytest.approx(-2 * likelihood + 4 * math.log(one.n), abs=1e-6)


def _odds(one):
    from seinhuis.engine.estimates.loglinear.fitting import fit_model

    effects = fit_model(one, Model(4)).effects
    return [(math.exp(effects[1 << place]), 1.0) for place in range(4)]


def test_chains_that_do_not_agree_never_give_a_number():
    """The Dutch table: the chains sit in different places, as other programmes found."""
    found = latent_class(table("Ned_5"), sweeps=300)
    assert found.estimate is None
    assert found.intervals == ()
    assert "R-hat" in found.reason
    assert found.details["r_hat"] > 1.01


def test_same_seed_same_number_whatever_the_order_of_lists():
    one = table("hare")
    turned = one.select(list(reversed(one.lists)))
    runs = [latent_class(each, classes=1, sweeps=500, seed=5) for each in (one, turned)]
    assert runs[0].to_dict() == runs[1].to_dict()


@pytest.mark.parametrize(
    "wrong", [{"classes": 5}, {"classes": 0}, {"chains": 1}, {"sweeps": 4}, {"level": 1.0}]
)
def test_settings_that_cannot_be(wrong):
    with pytest.raises(BadSetting):
        latent_class(table("HIV"), **wrong)


def test_r_hat_of_chains_that_agree_and_of_chains_that_do_not():
    rng = np.random.default_rng(3)
    same = rng.normal(size=(2_000, 4))
    assert rank_r_hat(same) < 1.005
    assert rank_r_hat(same + np.array([0, 0, 0, 1])) > 1.05
    assert rank_r_hat(same * [1, 1, 1, 4]) > 1.1
    assert rank_r_hat(same + np.linspace(0, 3, 2_000)[:, None]) > 1.1


def test_r_hat_of_chains_that_stand_still():
    assert rank_r_hat(np.tile([1.0, 2.0], (50, 1))) == math.inf
    assert rank_r_hat(np.ones((50, 2))) == 1.0


def exact_posterior(one, largest):
    """One class without any sampling: the size with shares and chances integrated out, prior 1/N."""
    hidden = np.arange(largest + 1)
    size = one.n + hidden
    logs = gammaln(size) - gammaln(hidden + 1)
    for name in one.lists:
        logs += gammaln(size - one.overlap(name) + 1) - gammaln(size + 2)
    weights = np.exp(logs - logs.max())
    return size, weights / weights.sum()


def test_one_class_against_the_exact_posterior():
    one = table("HIV")
    found = latent_class(one, classes=1, sweeps=2_500, chains=16, seed=2)
    size, probability = exact_posterior(one, 60_000)
    summed = np.cumsum(probability)
    for level, limit in [(0.025, found.interval.lower), (0.5, found.estimate), (0.975, found.interval.upper)]:
        assert limit == pytest.approx(size[np.searchsorted(summed, level)], rel=0.01)


def test_two_classes_against_a_sum_over_all_of_a_small_table():
    """Few persons on four lists: every division over two classes and every unseen number can be added up."""
    cells = np.zeros(16, dtype=int)
    cells[[0b0001, 0b0011, 0b1110]] = [3, 2, 2]
    small = CaptureTable.from_cells("ABCD", cells)
    sampler = Sampler(small, 2, 8, np.random.default_rng(4))
    sampler.run(3_000)
    drawn = sampler.sizes[300:].ravel()
    sizes, probability = _added_up(small, 60)
    for size in (7, 8, 10, 14):
        assert (drawn <= size).mean() == pytest.approx(probability[sizes <= size].sum(), abs=0.025)


def _added_up(one, largest):
    """p(N) by sums over who is in which class; the unseen of each class up to ``largest``."""
    unseen = np.add.outer(np.arange(largest + 1), np.arange(largest + 1))
    total = np.zeros(2 * largest + 1)
    for first in itertools.product(*(range(count + 1) for count in one.counts.tolist())):
        ways = np.prod([math.comb(int(c), f) for c, f in zip(one.counts, first, strict=True)])
        parts = [_class_part(one, np.array(first), largest), _class_part(one, one.counts - first, largest)]
        size = one.n + unseen
        logs = np.add.outer(*parts) + gammaln(size) - gammaln(size + 2)
        np.add.at(total, unseen.ravel(), ways * np.exp(logs).ravel())
    return one.n + np.arange(2 * largest + 1), total / total.sum()


def _class_part(one, members, largest):
    hidden = np.arange(largest + 1)
    size = members.sum() + hidden
    logs = gammaln(size + 1) - gammaln(hidden + 1)
    for on_list in (members @ one.matrix).tolist():
        logs = logs + gammaln(on_list + 1) + gammaln(size - on_list + 1) - gammaln(size + 2)
    return logs


def test_fits_as_likely_elsewhere_are_said():
    """EM from other starts ends nearly as high, at twice the size."""
    assert em_runs(table("MY1997_5list"), 2, seed=1).several_tops is not None
    assert em_runs(table("hare"), 1, seed=1).several_tops is None
