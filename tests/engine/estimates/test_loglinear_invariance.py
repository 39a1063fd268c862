"""What a result may not depend on: the order of lists and rows, explicit zeros, and the size of the unit."""

import numpy as np
import pytest

from seinhuis.engine import estimates
from seinhuis.engine.estimates import CaptureTable

from .published_tables import table


def reordered(captures, seed):
    names = list(np.random.default_rng(seed).permutation(captures.lists))
    return captures.select([str(name) for name in names])


def by_name(found):
    terms = found.details["model_by_name"].strip("[]").split(", ")
    return {frozenset(term.split("*")) for term in terms}


METHODS = {
    "stepwise": estimates.stepwise,
    "bic": estimates.bic,
    "bootstrap": lambda captures: estimates.bootstrap(captures, replicates=200, compiled=False),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["UKdat_5", "Ned", "NewOrl_5"])
def test_the_order_of_the_lists_does_not_matter(name, method):
    first = METHODS[method](table(name))
    for seed in (1, 2):
        other = METHODS[method](reordered(table(name), seed))
        assert other.estimate == first.estimate
        assert other.intervals == first.intervals
        assert by_name(other) == by_name(first)
        assert other.input_hash == first.input_hash


def test_the_order_of_rows_and_explicit_zeros_do_not_matter():
    known = table("UKdat_5")
    rows = [
        f"{','.join(str(cell >> i & 1) for i in range(5))},{known.cells[cell]}" for cell in range(31, 0, -1)
    ]
    read = CaptureTable.from_csv("\n".join([",".join(known.lists) + ",count", *rows]))
    assert read == known
    found = estimates.bootstrap(read, replicates=100, compiled=False)
    assert found == estimates.bootstrap(known, replicates=100, compiled=False)


@pytest.mark.parametrize("model", ["[1,2,3,4,5]", "[12,13,24,25,35,45]", "[123,25,34]"])
def test_twice_the_table_gives_twice_the_estimate(model):
    once, twice = (estimates.fit_model(each, model) for each in (table("UKdat_5"), table("UKdat_5").doubled))
    assert twice.estimate == pytest.approx(2 * once.estimate, rel=1e-9)
    assert twice.deviance == pytest.approx(2 * once.deviance, rel=1e-9)
    assert twice.standard_error == pytest.approx(once.standard_error * 2**0.5, rel=1e-9)
