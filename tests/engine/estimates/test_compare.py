import json
from functools import partial

import pytest

from seinhuis.engine.estimates import CaptureTable, compare
from seinhuis.engine.estimates.compare import METHODS, guarded, steps
from seinhuis.engine.estimates.contracts import Estimate
from seinhuis.engine.estimates.errors import BadSetting

from .published_tables import table


@pytest.fixture(scope="module")
def results():
    return compare(table("HIV"))


def test_every_method_stands_in_it(results):
    assert [each.method for each in results] == [
        "independence",
        "stepwise",
        "bic",
        "bic",
        "bma",
        "latent",
        "chao",
        "heterogeneity",
        "heterogeneity",
        "heterogeneity",
    ]
    assert [each.details.get("order") for each in results if each.method == "bic"] == [2, 3]


def test_each_says_what_it_assumes_or_why_there_is_no_number(results):
    for each in results:
        if each.estimate is None:
            assert each.reason
            assert each.interval is None
        else:
            assert each.assumptions
            assert each.interval.lower <= each.estimate <= each.interval.upper
        assert each.input_hash == table("HIV").input_hash
        json.loads(each.to_json())


def test_the_numbers_are_those_of_the_methods_alone():
    one = table("UKdat_5")
    runs = [run for run in steps(one, METHODS) if run[0] != "latent"]
    found = {
        (each.method, each.model): each.estimate for each in (guarded(name, one, run) for name, run in runs)
    }
    assert found["independence", "[1,2,3,4,5]"] == pytest.approx(13_444.13, abs=0.005)
    assert found["stepwise", "[12,13,24,25,35,45]"] == pytest.approx(11_312.99, abs=0.005)
    assert found["bic", "[12,13,23,25,34]"] == pytest.approx(22_991.33, abs=0.005)
    assert found["bic", "[123,25,34]"] == pytest.approx(25_311.29, abs=0.005)
    assert found["bma", "average over 822 decomposable graphs"] == 22_990


def test_one_method_that_breaks_stops_no_other():
    def broken():
        raise ZeroDivisionError

    found = guarded("odd", table("HIV"), broken)
    assert found.estimate is None
    assert found.reason == "The computation broke off (ZeroDivisionError)."


def test_a_setting_that_fits_one_method_only_becomes_its_reason():
    two = CaptureTable.from_csv("A,B,n\n1,1,4\n1,0,9\n0,1,7\n")
    runs = dict(steps(two, ("bic", "bma"), order=3))
    reasons = {name: guarded(name, two, run).reason for name, run in runs.items()}
    assert "order" in reasons["bic"]
    assert "3 to 6 lists" in reasons["bma"]


def test_tables_that_almost_nothing_fits():
    apart = CaptureTable.from_csv("A,B,n\n1,0,9\n0,1,7\n", connected=False)
    for each in compare(apart):
        assert each.estimate is None or each.method == "latent"
        assert each.estimate is not None or each.reason


def test_replicates_go_to_the_methods_that_select():
    ((_, run),) = steps(table("UKdat_4"), ("stepwise",), replicates=100, seed=3)
    found = run()
    assert isinstance(run, partial)
    assert isinstance(found, Estimate)
    assert (found.interval.kind, found.seed) == ("bca", 3)


@pytest.mark.parametrize("wrong", [{"order": 0}, {"replicates": 5}, {"seed": -1}, {"level": 0.0}])
def test_settings_that_cannot_be(wrong):
    with pytest.raises(BadSetting):
        compare(table("UKdat_4"), **wrong)
