import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.averaging import average, size_posterior
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.graphs import decomposable_graphs, sign_matrix

from .published_tables import table


@pytest.mark.parametrize(("lists", "number"), [(2, 2), (3, 8), (4, 61), (5, 822)])
def test_how_many_decomposable_graphs_there_are(lists, number):
    graphs = decomposable_graphs(lists)
    assert len(graphs) == len({graph.cliques for graph in graphs}) == number


def test_graphs_of_too_many_lists_are_refused():
    with pytest.raises(ValueError, match="2 to 6"):
        decomposable_graphs(7)


def test_cliques_and_separators_add_up():
    for graph in decomposable_graphs(4):
        signs = dict(graph.signs)
        assert sum(signs.values()) == 0
        assert all(signs.get(clique) == 1 for clique in graph.cliques)
        for place in range(4):
            assert sum(sign for members, sign in signs.items() if members >> place & 1) == 1


def test_the_square_without_a_chord_is_not_decomposable():
    pairs = {frozenset(pair) for pair in [(0, 1), (1, 2), (2, 3), (3, 0)]}
    for graph in decomposable_graphs(4):
        edges = {
            frozenset(pair)
            for pair in itertools.combinations(range(4), 2)
            if any(clique >> pair[0] & clique >> pair[1] & 1 for clique in graph.cliques)
        }
        assert edges != pairs


def test_the_published_example_of_madigan_and_york():
    """dga's help page: delta one half, 1 to 300 missing persons; 617.8159, 616 (588-655)."""
    found = average(table("MY1997_5list"), delta=0.5, largest_missing=300)
    assert found.details["mean"] == pytest.approx(617.8159, abs=5e-5)
    assert found.estimate == 616
    assert (found.interval.lower, found.interval.upper, found.interval.kind) == (588, 655, "posterior")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("name", "median", "lower", "upper"),
    [("UKdat_5", 22_990, 10_387, 33_510), ("Ned_5", 50_383, 41_666, 203_389)],
)
def test_the_published_figures_of_national_tables(name, median, lower, upper):
    found = average(table(name))
    assert (found.estimate, found.interval.lower, found.interval.upper) == (median, lower, upper)


def test_the_published_mean_of_the_british_table():
    assert round(average(table("UKdat_5")).details["mean"]) == 21_282


def test_a_posterior_that_goes_on_past_the_largest_size_is_said():
    assert any("has not died out" in text for text in average(table("Ned_5")).warnings)


def direct(cells, missing, delta, prior):
    """The posterior computed the long way: every graph, every size, every cell."""
    lists = len(cells).bit_length() - 1
    signs = sign_matrix(decomposable_graphs(lists), lists)
    n = cells.sum()
    weights = np.empty((len(signs), len(missing)))
    for column, hidden in enumerate(missing):
        full = cells.astype(float)
        full[0] = hidden
        terms = np.empty(2**lists)
        for members in range(2**lists):
            counts = np.zeros(2**lists)
            np.add.at(counts, np.arange(2**lists) & members, full)
            inside = [cell for cell in range(2**lists) if cell & members == cell]
            prior_count = delta * 2 ** (lists - members.bit_count())
            terms[members] = (gammaln(counts[inside] + prior_count) - gammaln(prior_count)).sum()
        weights[:, column] = signs @ terms + gammaln(n + hidden + 1) - gammaln(hidden + 1)
        weights[:, column] -= math.log(n + hidden if prior == "1/N" else hidden)
    weights = np.exp(weights - weights.max())
    return weights.sum(axis=0) / weights.sum()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=7, max_size=7), st.sampled_from(["1/N", "1/missing"]))
def test_equal_to_the_computation_the_long_way(counts, prior):
    cells = np.array([0, *counts])
    posterior = size_posterior(CaptureTable.from_cells("ABC", cells), prior=prior, largest_missing=60)
    expected = direct(cells, posterior.sizes - cells.sum(), 1 / 8, prior)
    np.testing.assert_allclose(posterior.probabilities, expected, rtol=1e-8, atol=1e-14)


def test_between_knots_the_spline_is_exact():
    """The knots of a large grid thinned out, against a posterior on all sizes of a smaller grid."""
    one = table("HIV")
    small, large = (size_posterior(one, largest_missing=largest) for largest in (20_000, 56_000))
    again = large.probabilities[: len(small.probabilities)] / large.probabilities[: len(small.sizes)].sum()
    np.testing.assert_allclose(again, small.probabilities, rtol=1e-6, atol=1e-12)


def test_the_order_of_lists_and_rows_does_not_matter():
    one = table("UKdat_4")
    other = one.select(list(reversed(one.lists)))
    assert average(one).to_dict() == average(other).to_dict()


def test_a_flatter_prior_on_the_missing_gives_more():
    one = table("MY1997_5list")
    assert average(one, prior="1/missing").estimate < average(one).estimate


def test_too_few_or_too_many_lists_give_a_reason():
    two = CaptureTable.from_csv("A,B,n\n1,1,4\n1,0,9\n0,1,7\n")
    for one in (two, table("NewOrl")):
        assert average(one).estimate is None
        assert "3 to 6 lists" in average(one).reason


@pytest.mark.parametrize("wrong", [{"delta": 0}, {"delta": math.inf}, {"largest_missing": 0}, {"level": 1}])
def test_settings_that_cannot_be(wrong):
    with pytest.raises(BadSetting):
        average(table("UKdat_4"), **wrong)


def test_the_result_is_json():
    assert '"graphs"' in average(table("UKdat_4")).to_json()
