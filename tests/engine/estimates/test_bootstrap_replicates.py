"""Replicate by replicate what the R package SparseMSE recorded: the same drawn tables, the same selection."""

import numpy as np
import pytest

from seinhuis.engine import estimates
from seinhuis.engine.estimates.bootstrap import limits, resampling, selectors

from .drawing_as_r import Uniform, tables
from .published_tables import peer, rows, table

SEED, REPLICATES = 1234, 1000
THRESHOLD = 0.02


def replicates(name):
    """Our estimates from the tables that R draws, whose cells it takes in the order of the file."""
    captures = table(name).canonical
    lines = rows(name)
    *_, count = lines[0]
    places = [sum(int(line[each]) << bit for bit, each in enumerate(captures.lists)) for line in lines]
    cells = np.zeros((REPLICATES, 2 ** len(captures.lists)))
    cells[:, places] = tables([int(line[count]) for line in lines], REPLICATES, SEED)
    return captures.n + selectors.stepwise(captures, THRESHOLD, compiled=True)(cells)


def test_numbers_are_those_that_r_gives_for_this_seed():
    uniform = Uniform(SEED)
    assert [uniform() for _ in range(3)] == pytest.approx([0.1137034, 0.6222994, 0.6092747], abs=5e-8)


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5"])
def test_not_one_of_a_thousand_recorded_replicates_differs(name):
    recorded = np.array([float(row["x"]) for row in peer(f"boot_{name}")])
    assert recorded.shape == (REPLICATES,)
    np.testing.assert_allclose(replicates(name), recorded, rtol=1e-9)


def test_bca_limits_from_the_replicates_of_the_peer_are_the_published_ones():
    # Chan, Silverman & Vincent (2021): 589 to 1,703; the package with this seed: 588.8 to 1,703.7.
    captures = table("NewOrl_5").canonical
    selected = selectors.stepwise(captures, THRESHOLD, compiled=True)
    point = captures.n + selected(captures.cells[None].astype(float))[0]
    left = captures.n - 1 + selected(resampling.without_one_person(captures))
    accelerated = limits.acceleration(left, captures.counts.astype(float))
    sampling = limits.Sampling(point, np.sort(replicates("NewOrl_5")), accelerated)
    (found,) = limits.intervals(sampling, [("bca", 0.95)])
    assert point == pytest.approx(estimates.stepwise(captures).estimate, rel=1e-9)
    assert (found.lower, found.upper) == pytest.approx((588.8, 1703.7), abs=0.1)
