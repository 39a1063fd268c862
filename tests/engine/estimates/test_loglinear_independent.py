"""Fits against independent computations: the Poisson regression of statsmodels, the linear programme."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine import estimates
from seinhuis.engine.estimates import CaptureTable, Existence, fit_model
from seinhuis.engine.estimates.errors import BadModel, BadSetting
from seinhuis.engine.estimates.loglinear import newton
from seinhuis.engine.estimates.loglinear.fitting import active_terms, fit_models
from seinhuis.engine.estimates.loglinear.lattice import sums_containing, sums_within
from seinhuis.engine.estimates.loglinear.models import Model, all_models, closure, pairs

from .published_tables import table


def regression(captures, model):
    """Poisson regression by statsmodels over the cells that the zero overlaps leave."""
    import statsmodels.api as sm

    terms = [0, *(1 << i for i in range(model.lists)), *model.interactions]
    cells = np.arange(1, 2**model.lists)
    zero = [s for s in terms if captures.cells[(np.arange(2**model.lists) & s) == s].sum() == 0]
    kept = np.array([cell for cell in cells if not any(cell & s == s for s in zero)])
    design = np.array([[float(cell & s == s) for s in terms if s not in zero] for cell in kept])
    family = sm.families.Poisson()
    return sm.GLM(captures.cells[kept], design, family=family).fit(tol=1e-12, maxiter=200), len(zero)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("UKdat_5", "[123,25,34]"),
        ("UKdat_5", "[12,13,24,25,35,45]"),
        ("UKdat", "[12,13,24,25,35,36,45]"),
        ("HIV", "[12,3,4]"),
        ("lesbian", "[14,23,24,34]"),
        ("hare", "[12,34,5,6]"),
        ("MY1997_5list", "[12,13,14,45]"),
        ("Ned", "[16,23,45,1]"),
    ],
)
def test_the_same_as_the_regression_of_statsmodels(name, text):
    model = Model.parse(text, len(table(name).lists))
    known, at_infinity = regression(table(name), model)
    fitted = fit_model(table(name), model)
    assert fitted.hidden == pytest.approx(np.exp(known.params[0]), rel=1e-8)
    assert fitted.standard_error / fitted.hidden == pytest.approx(known.bse[0], rel=1e-6)
    assert fitted.deviance == pytest.approx(known.deviance, rel=1e-8)
    assert fitted.log_likelihood == pytest.approx(known.llf, rel=1e-10)
    assert fitted.aic == pytest.approx(known.aic + 2 * at_infinity, rel=1e-10)
    assert sum(effect == -np.inf for effect in fitted.effects.values()) == at_infinity


def sparse_table(seed, lists=4):
    generator = np.random.default_rng(seed)
    cells = generator.poisson(0.7, 2**lists) * (generator.random(2**lists) < 0.6)
    cells[0] = 0
    cells[[1 << i for i in range(lists)]] += 1
    return CaptureTable.from_cells([*"ABCD"][:lists], cells, connected=False)


@pytest.mark.parametrize("seed", range(6))
def test_what_newtons_method_decides_is_what_the_linear_programme_says(seed):
    sparse = sparse_table(seed)
    models = all_models(4, 3)[seed::6]
    over = newton.lattice(4, tuple(sorted({term for model in models for term in model.interactions})))
    cells = np.tile(sparse.cells.astype(float), (len(models), 1))
    batch = newton.fit(over, cells, active_terms(over, models))
    for row, status in enumerate(batch.status.tolist()):
        code = newton.decide(batch, row)
        if status == newton.CONVERGED:
            assert code is Existence.EXISTS
        elif status == newton.NO_MAXIMUM:
            assert code in {Existence.NO_ESTIMATE, Existence.NEITHER}
        elif status == newton.NOT_IDENTIFIED:
            assert code in {Existence.NOT_IDENTIFIED, Existence.NEITHER}


def test_a_model_without_an_estimate_gives_a_reason_and_no_number():
    for text, said in (("[12,3]", "no maximum"), ("[12,13,23]", "apart")):
        found = estimates.fit(table("Artificial_3"), text)
        assert (found.estimate, found.intervals) == (None, ())
        assert said in found.reason
    # 396 and 296 are what the other models of this table give.
    assert estimates.fit(table("Artificial_3"), "[13,2]").estimate == pytest.approx(396)
    assert estimates.fit(table("Artificial_3"), "[13,23]").estimate == pytest.approx(296)


@pytest.mark.parametrize(("lists", "model"), [(2, "[12]"), (3, "[123]"), (4, "[1234]")])
def test_the_saturated_model_is_not_identified(lists, model):
    cells = np.arange(2**lists) + 5 * (np.arange(2**lists) > 0)
    captures = CaptureTable.from_cells([*"ABCD"][:lists], cells)
    found = estimates.fit(captures, model)
    assert found.estimate is None
    assert "apart" in found.reason


def test_two_lists_give_the_product_of_lincoln_and_petersen():
    captures = CaptureTable.from_csv("A,B,count\n1,0,150\n0,1,250\n1,1,50\n")
    assert estimates.fit(captures, "[1,2]").estimate == pytest.approx(200 * 300 / 50)


@pytest.mark.parametrize("model", ["[12", "[19,2]", "12a", [("A", "X")], [("A", "A")], Model(3)])
def test_a_model_that_is_none_for_the_table_is_refused(model):
    captures = CaptureTable.from_csv("A,B,count\n1,0,150\n0,1,250\n1,1,50\n")
    if model == "[12":
        assert estimates.fit(captures, model).estimate is None
    else:
        with pytest.raises(BadModel):
            estimates.fit(captures, model)


def test_settings_outside_of_their_range_are_refused():
    captures = table("HIV")
    for wrong in (
        lambda: estimates.bic(captures, order=5),
        lambda: estimates.bic(captures, order=0),
        lambda: estimates.fit(captures, "[1,2,3,4]", level=1.0),
        lambda: estimates.stepwise(captures, threshold=0.9),
        lambda: fit_model(captures, "[1,2,3,4]", odds_ratios={("c1", "c2"): 0.0}),
    ):
        with pytest.raises(BadSetting):
            wrong()
    with pytest.raises(BadModel):
        fit_model(captures, "[12,3,4]", odds_ratios={("c1", "c2"): 2.0})


def test_names_of_models():
    assert Model.from_sets(["A", "B", "C", "D"], [("A", "B", "C"), ("D", "B")]).name() == "[123,24]"
    model = Model.parse("[123,24,5]", 5)
    assert model.name() == "[123,24,5]"
    assert model.name(["A", "B", "C", "D", "E"]) == "[A*B*C, B*D, E]"
    assert model.interactions == closure([0b111, 0b1010])
    assert (model.order, model.parameters) == (3, 1 + 5 + 5)
    with pytest.raises(BadModel, match="within"):
        Model(3, (0b111,))
    assert pairs(3) == (0b011, 0b101, 0b110)


def test_how_many_hierarchical_models_there_are():
    # Simplicial complexes on 3, 4 and 5 points that hold every point, less the saturated one.
    assert [len(all_models(t, t)) for t in (3, 4, 5)] == [8, 113, 6893]
    assert len(all_models(5, 2)) == 1024


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=16, max_size=16))
def test_sums_over_the_lattice(values):
    sets, numbers = np.arange(16), np.array(values)
    within = [numbers[(sets & w) == sets].sum() for w in sets]
    containing = [numbers[(sets & s) == s].sum() for s in sets]
    assert np.allclose(sums_within(numbers), within)
    assert np.allclose(sums_containing(numbers), containing)


@pytest.mark.parametrize("seed", range(4))
def test_a_simulated_population_of_known_size_is_found_again(seed):
    generator, size = np.random.default_rng(seed), 20_000
    seen = generator.random((size, 4)) < [0.10, 0.15, 0.2, 0.08]
    linked = generator.random(size) < 0.3
    seen[:, 1] |= seen[:, 0] & linked  # who is on the first list is more often on the second
    cells = np.bincount(seen @ (1 << np.arange(4)), minlength=16)
    cells[0] = 0
    captures = CaptureTable.from_cells(["A", "B", "C", "D"], cells)
    right = fit_model(captures, "[12,3,4]")
    wrong = fit_model(captures, "[1,2,3,4]")
    assert abs(right.estimate - size) < 3.5 * right.standard_error
    assert wrong.estimate < right.estimate - right.standard_error
    assert estimates.stepwise(captures).model.startswith("[12")


def test_many_fits_are_the_single_fits():
    models = all_models(4, 3)[::7]
    for model, fitted in zip(models, fit_models(table("HIV"), models), strict=True):
        alone = fit_model(table("HIV"), model)
        assert fitted.existence is alone.existence
        assert fitted.estimate == (
            None if alone.estimate is None else pytest.approx(alone.estimate, rel=1e-9)
        )
