import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.bounds import Verdict, bounds
from seinhuis.engine.estimates.bounds.consistency import known_sizes, mean_log_ratio
from seinhuis.engine.estimates.bounds.contracts import EnvelopeModel, KnownSize, Sweep
from seinhuis.engine.estimates.bounds.envelope import model_envelope
from seinhuis.engine.estimates.bounds.linkage_error import joined, linkage_errors, split
from seinhuis.engine.estimates.bounds.odds_ratio import sweep_pairs
from seinhuis.engine.estimates.bounds.selected import stepwise_fit
from seinhuis.engine.estimates.bounds.verdict import envelope_limits, judged, sweep_limits, whole_range
from seinhuis.engine.estimates.errors import BadSetting

from .published_tables import peer, table

WORDS = {"consistent", "below the range", "above the range", "the data cannot say"}


def test_the_published_sweep_of_one_pair():
    """The row PFNCA:GO of the British table: 8,767 to 20,795."""
    one = table("UKdat_5")
    sweeps = sweep_pairs(one, stepwise_fit(one).model, claim=13_000, ratios=(0.5, 0.67, 1, 1.5, 2, 3))
    (found,) = [sweep for sweep in sweeps if set(sweep.pair) == {"PFNCA", "GO"}]
    assert [round(each) for each in found.estimates] == [8_767, 9_653, 11_313, 13_744, 16_121, 20_795]
    again = sweep_pairs(one, stepwise_fit(one).model, ratios=(found.tipping,))
    assert [each.estimates[0] for each in again if each.pair == found.pair] == pytest.approx(
        [13_000], rel=1e-6
    )


def test_two_lists_by_hand():
    """With two lists the hidden cell is OR * n10 * n01 / n11."""
    two = CaptureTable.from_csv("A,B,n\n1,1,4\n1,0,9\n0,1,7\n")
    (sweep,) = sweep_pairs(two, stepwise_fit(two).model, claim=20 + 31.5, ratios=(0.5, 1.0, 3.0))
    assert sweep.estimates == pytest.approx([20 + ratio * 63 / 4 for ratio in (0.5, 1.0, 3.0)])
    assert sweep.tipping == pytest.approx(2.0, rel=1e-5)


def test_a_claim_out_of_reach_has_no_tipping_point():
    one = table("UKdat_5")
    model = stepwise_fit(one).model
    for claim in (1_300, 1e9):
        assert {sweep.tipping for sweep in sweep_pairs(one, model, claim=claim, ratios=(1.0,))} == {None}


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5", "NewOrl_5"])
def test_the_envelope_holds_the_models_that_the_peer_ranks_highest(name):
    best = [float(row["abundance"]) for row in peer(f"bic_top25_{name}") if row["modelsorder"] in "12"]
    found = sorted(model_envelope(table(name)), key=lambda each: each.delta_bic)
    assert found[0].estimate == pytest.approx(best[0], rel=1e-6)
    assert {round(each, 2) for each in best[:5]} <= {round(each.estimate, 2) for each in found}
    assert all(0 <= each.delta_bic <= 10 and each.lower <= each.estimate <= each.upper for each in found)


def test_each_list_as_a_population_of_known_size():
    """The British table gave log ratios from -0.50 to +0.40, and one list that ran away to 2e9."""
    checks = {each.name: each for each in known_sizes(table("UKdat"))}
    assert checks["GP"].estimate is None
    assert checks["GP"].reason
    assert checks["GP"].covered is None
    ratios = {name: math.log(each.estimate / each.known) for name, each in checks.items() if each.estimate}
    assert (min(ratios.values()), max(ratios.values())) == pytest.approx((-0.50, 0.40), abs=0.01)
    assert mean_log_ratio(tuple(checks.values())) == pytest.approx(np.mean(list(ratios.values())))


def test_known_sizes_of_a_table_without_dependence_are_found():
    """Counts as independence expects them: each list is estimated to the person, or nearly."""
    shares = np.array([0.2, 0.3, 0.25, 0.3, 0.35])
    on_list = np.arange(32)[:, None] >> np.arange(5) & 1
    cells = np.rint(50_000 * np.where(on_list, shares, 1 - shares).prod(axis=1)).astype(int)
    cells[0] = 0
    checks = known_sizes(CaptureTable.from_cells("ABCDE", cells))
    assert all(each.covered for each in checks)
    assert abs(mean_log_ratio(checks)) < 0.005


def test_fewer_than_three_lists_have_no_check():
    assert known_sizes(CaptureTable.from_csv("A,B,n\n1,1,4\n1,0,9\n0,1,7\n")) == ()
    assert mean_log_ratio([KnownSize("A", 4)]) is None


@given(
    st.lists(st.integers(0, 500), min_size=15, max_size=15),
    st.floats(0.0, 0.4),
)
def test_joining_undoes_splitting(counts, rate):
    cells = np.array([0.0, *counts])
    apart = split(cells, rate)
    np.testing.assert_allclose(joined(apart, rate), cells, atol=1e-6)
    many = sum(count for cell, count in enumerate(cells) if cell.bit_count() > 1)
    assert apart.sum() == pytest.approx(cells.sum() + rate * many)
    for place in range(4):
        on_list = np.arange(16) >> place & 1 == 1
        assert apart[on_list].sum() == pytest.approx(cells[on_list].sum())


def test_wrong_links_in_a_table_that_was_cut_are_mended():
    """Cut a share of the links in a known table: the right rate brings its estimate back."""
    whole = np.array([0, 900, 800, 300, 700, 250, 260, 400])
    cut = np.rint(split(whole * 1000.0, 0.1)).astype(int)
    model = stepwise_fit(CaptureTable.from_cells("ABC", whole)).model
    truth = linkage_errors(CaptureTable.from_cells("ABC", whole * 1000), model, rates=(1e-9,))[0].estimate
    mended = linkage_errors(CaptureTable.from_cells("ABC", cut), model, rates=(0.1,))
    assert mended[0].kind == "missed"
    assert mended[0].estimate == pytest.approx(truth, rel=1e-4)
    assert mended[1].kind == "false"
    assert mended[1].estimate > truth


def test_more_missed_links_than_there_can_be():
    cells = np.array([0, 0, 5, 60, 5, 60, 60, 200])
    one = CaptureTable.from_cells("ABC", cells)
    missed = linkage_errors(one, stepwise_fit(one).model, rates=(0.3,))[0]
    assert missed.estimate is None
    assert "cannot have been missed" in missed.reason


@pytest.mark.parametrize(
    ("claim", "limits", "verdict"),
    [
        (5, (6, 9), Verdict.BELOW),
        (6, (6, 9), Verdict.CONSISTENT),
        (9, (6, 9), Verdict.CONSISTENT),
        (10, (6, 9), Verdict.ABOVE),
        (10, (6, None), Verdict.CANNOT_SAY),
        (5, (6, None), Verdict.BELOW),
        (5, (None, None), Verdict.CANNOT_SAY),
        (10, (None, 9), Verdict.ABOVE),
        (20, (6, 61), Verdict.CANNOT_SAY),
        (62, (6, 61), Verdict.ABOVE),
        (None, (6, 9), None),
    ],
)
def test_the_verdict_on_a_range(claim, limits, verdict):
    assert judged(claim, limits) is verdict


def test_the_range_has_no_end_where_an_odds_ratio_has_no_estimate():
    inside = Sweep(("A", "B"), (0.1, 0.5, 1.0, 2.0, 9.0), (None, 20.0, 30.0, 40.0, None))
    assert sweep_limits([inside]) == (20.0, 40.0)
    assert sweep_limits([Sweep(("A", "B"), (0.5, 1.0, 2.0), (20.0, 30.0, None))]) == (20.0, None)
    assert sweep_limits([Sweep(("A", "B"), (0.5, 1.0), (None, None))]) == (None, None)
    assert sweep_limits([]) == (None, None)


def test_the_whole_range_never_lies_below_who_was_seen():
    model = EnvelopeModel("[1,2]", 30.0, 0.0, 15.0, 60.0)
    assert whole_range(25, (20.0, 40.0), envelope_limits([model])) == (25.0, 60.0)
    assert whole_range(25, (None, None), envelope_limits([])) == (25.0, None)
    assert whole_range(25, (20.0, None), envelope_limits([model])) == (25.0, None)


@pytest.mark.parametrize(
    ("name", "claim", "verdict"),
    [
        ("UKdat_5", 1_300, "below the range"),
        ("UKdat_5", 12_000, "consistent"),
        ("UKdat_5", 60_000, "above the range"),
        ("NewOrl_5", 1_300, "the data cannot say"),
        ("NewOrl_5", 150, "below the range"),
        ("MY1997_5list", 1_300, "above the range"),
    ],
)
def test_verdicts_on_real_tables(name, claim, verdict):
    found = bounds(table(name), claim)
    assert found.verdict == verdict
    assert all(each.text and each.assumption for each in found.statements)
    assert {str(each.verdict) for each in found.statements if each.verdict} <= WORDS
    assert [each.name for each in found.statements] == [
        "observed",
        "chao",
        "odds ratios",
        "model envelope",
        "internal consistency",
        "wrong links",
    ]


def test_a_lower_bound_that_is_none_is_said():
    """In the British table the bound lies above the published estimate: the lists avoid each other."""
    assert any("no lower bound" in text for text in bounds(table("UKdat")).warnings)


def test_the_record_is_json_and_the_same_for_any_order_of_lists():
    one = table("UKdat_4")
    turned = one.select(list(reversed(one.lists)))
    records = [json.dumps(bounds(each).to_dict(), allow_nan=False) for each in (one, turned)]
    assert records[0] == records[1]
    assert json.loads(records[0])["verdict"] == "below the range"


def test_a_table_that_no_model_fits_says_nothing():
    """Two lists that nobody is on together: no overlap, no estimate."""
    apart = CaptureTable.from_csv("A,B,n\n1,0,9\n0,1,7\n", connected=False)
    found = bounds(apart, 40)
    assert (found.lower, found.upper, found.verdict) == (16.0, None, Verdict.CANNOT_SAY)
    assert found.model == "none"
    assert bounds(apart, 10).verdict is Verdict.BELOW


def test_without_a_claim_there_is_no_verdict():
    found = bounds(table("UKdat_4"), None)
    assert found.verdict is None
    assert {each.verdict for each in found.statements} == {None}


@pytest.mark.parametrize("claim", [0, -5, math.inf, math.nan])
def test_a_claim_that_cannot_be(claim):
    with pytest.raises(BadSetting):
        bounds(table("UKdat_4"), claim)
