"""Every recorded model of the R packages: the same estimate, the same deviance, the same existence code."""

import pytest

from seinhuis.engine import estimates
from seinhuis.engine.estimates import CaptureTable, Existence
from seinhuis.engine.estimates.loglinear.fitting import fit_in_chunks, fit_models
from seinhuis.engine.estimates.loglinear.models import Model, all_models, pairs
from seinhuis.engine.estimates.loglinear.newton import CONVERGED

from .published_tables import peer, table

WALD = "wald"


@pytest.mark.parametrize(("name", "models"), [("Artificial_3", 8), ("NewOrl_5", 1024), ("UKdat_5", 1024)])
def test_every_two_list_model_as_the_peer_has_it(name, models):
    recorded, lists = peer(f"twolist_models_{name}"), len(table(name).lists)
    assert len(recorded) == models
    two = pairs(lists)
    masks = [int(row["mask"]) for row in recorded]
    wanted = [
        Model(lists, tuple(sorted(pair for bit, pair in enumerate(two) if mask >> bit & 1))) for mask in masks
    ]
    for row, fitted in zip(recorded, fit_models(table(name), wanted), strict=True):
        assert int(fitted.existence) == int(row["ierr"])
        if fitted.existence is not Existence.EXISTS:
            assert fitted.estimate is None
            assert row["N"] == "NA"
            continue
        assert fitted.estimate == pytest.approx(float(row["N"]), rel=1e-6, abs=1e-6)
        assert fitted.deviance == pytest.approx(float(row["deviance"]), rel=1e-6, abs=1e-6)
        assert fitted.aic == pytest.approx(float(row["aic"]), rel=1e-8)


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5", "NewOrl_5"])
def test_the_twenty_five_lowest_bic_models_of_order_three(name):
    best = estimates.ranked(table(name), order=3, within=12)[:25]
    for row, (model, fitted) in zip(peer(f"bic_top25_{name}"), best, strict=True):
        assert model == row["model"]
        assert fitted.estimate == pytest.approx(float(row["abundance"]), rel=1e-6)
        assert fitted.bic == pytest.approx(float(row["BIC"]), abs=1e-6)


def test_as_many_models_exist_as_the_peer_counted():
    # 6,084 models of up to three lists on UKdat_5 have an estimate, of the 6,212 hierarchical ones.
    assert len(all_models(5, 3)) == 6212
    batches = [batch.status for batch, _ in fit_in_chunks(table("UKdat_5"), all_models(5, 3))]
    assert sum((status == CONVERGED).sum() for status in batches) == 6084


@pytest.mark.parametrize(
    ("name", "model", "expected"),
    [
        ("UKdat_5", "[12,13,24,25,35,45]", 11312.99),
        ("UKdat", "[12,13,24,25,35,36,45]", 11417.99),
        ("Ned", None, 111139.37),
        ("Ned_5", None, 121521.61),
        ("NewOrl", "[45,1,2,3,6,7,8]", 1183.69),
        ("NewOrl_5", "[1,2,3,4,5]", 1034.15),
    ],
)
def test_stepwise_selection_gives_the_published_estimates(name, model, expected):
    found = estimates.stepwise(table(name))
    assert found.estimate == pytest.approx(expected, abs=0.01)
    assert model is None or found.model == model


def test_the_other_count_of_one_new_orleans_cell_gives_the_later_published_figures():
    # MultipleSystemsEstimation has 2 persons on C and D only, SparseMSE has 1 (see data/PROVENANCE.md).
    for name, expected in (("NewOrl", 1110.5), ("NewOrl_5", 981.43)):
        known = table(name)
        cells = known.cells.copy()
        cells[(1 << known.position("C")) | (1 << known.position("D"))] += 1
        other = CaptureTable.from_cells(known.lists, cells, connected=False)
        assert other.n == 186
        assert estimates.stepwise(other).estimate == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("name", "order", "expected"),
    [("UKdat_5", 2, 22991.33), ("UKdat_5", 3, 25311.29), ("Ned_5", 2, 48012.73)],
)
def test_lowest_bic_gives_the_published_estimates(name, order, expected):
    assert estimates.bic(table(name), order=order).estimate == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("name", "model", "lower", "estimate", "upper"),
    [
        ("UKdat_5", "[12,13,24,25,35,45]", 9884, 11312.99, 13027),
        ("UKdat_5", "[1,2,3,4,5]", 11985, 13444.13, 15133),
        ("Ned", "[1,2,3,4,5,6]", 48524, 52823.5, 57582),
        ("Ned", "[12,13,14,15,16,23,24,25,26,34,35,36,45,46,56]", 30380, 47683, 78505),
        ("NewOrl", "[1,2,3,4,5,6,7,8]", 645, 996.7, 1618),
    ],
)
def test_wald_intervals_as_published(name, model, lower, estimate, upper):
    found = estimates.fit(table(name), model)
    assert found.estimate == pytest.approx(estimate, abs=0.5)
    assert found.interval.kind == WALD
    assert (found.interval.lower, found.interval.upper) == pytest.approx((lower, upper), abs=0.6)


@pytest.mark.parametrize(
    ("ratio", "expected"), [(0.5, 8767), (0.67, 9653), (1, 11313), (1.5, 13744), (2, 16121), (3, 20795)]
)
def test_a_fixed_odds_ratio_gives_the_known_sweep(ratio, expected):
    fitted = estimates.fit_model(
        table("UKdat_5"), "[12,13,24,25,35,45]", odds_ratios={("PFNCA", "GO"): ratio}
    )
    assert fitted.estimate == pytest.approx(expected, abs=0.51)
