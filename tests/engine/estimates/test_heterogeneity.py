import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import gammaln

from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.errors import BadSetting, TableError, UnknownList
from seinhuis.engine.estimates.heterogeneity import MIXINGS, chao, heterogeneity, heterogeneity_models
from seinhuis.engine.estimates.repeated import CaptureCounts, chao_of_counts, mixture_of_counts

from .published_tables import DATA, table


def counts(name, occasions=None):
    return CaptureCounts.from_csv(DATA / f"{name}.csv", occasions=occasions)


def test_hares_as_published():
    """Rcapture's help page (Cormack 1989): Mth Poisson2 81.1 (5.7), AIC 146; without 111111 76.8 (3.9)."""
    hares = table("hare")
    mixed = heterogeneity(hares, "Mth", "poisson")
    assert mixed.estimate == pytest.approx(81.08, abs=0.005)
    assert mixed.details["standard_error"] == pytest.approx(5.57, abs=0.005)
    assert mixed.details["aic"] == pytest.approx(146.3, abs=0.05)
    without = heterogeneity(hares, "Mt", exact=[hares.lists])
    assert without.estimate == pytest.approx(76.8, abs=0.05)
    assert without.details["standard_error"] == pytest.approx(3.9, abs=0.05)


def test_hiv_in_rome_as_published():
    """Abeni et al. 1994 by Rcapture: 12,318.5 (1,188.7), profile 12,308 [10,266-14,992]."""
    found = heterogeneity(table("HIV"), "Mt", interactions=[("c1", "c2")])
    assert found.estimate == pytest.approx(12_318.5, abs=0.05)
    assert found.details["standard_error"] == pytest.approx(1_188.7, abs=0.05)
    assert found.details["profile_estimate"] == pytest.approx(12_308, abs=0.5)
    assert found.interval.lower == pytest.approx(10_266, abs=0.5)
    assert found.interval.upper == pytest.approx(14_992, abs=0.7)


def test_four_lists_with_darroch_and_interactions_as_published():
    """Aaron et al. 2003 by Rcapture: 7,016 [5,837-8,559]."""
    found = heterogeneity(
        table("lesbian"), "Mth", "darroch", interactions=[("A", "B"), ("A", "C"), ("A", "D")]
    )
    assert found.details["profile_estimate"] == pytest.approx(7_016, abs=0.6)
    assert found.interval.lower == pytest.approx(5_837, abs=0.5)
    assert found.interval.upper == pytest.approx(8_559, abs=0.5)


@pytest.mark.parametrize(("name", "bound"), [("UKdat", 12_299), ("Ned", 54_368)])
def test_the_lower_bound_with_lists_of_different_reach(name, bound):
    assert chao(table(name)).estimate == pytest.approx(bound, abs=0.6)


def test_repeated_arrests_as_published():
    """Van der Heijden et al. 2003: n + f1**2 / (2 f2) = 9,273.5, profile [8,088-10,704]; others to 29,058."""
    arrests = counts("ill")
    assert chao_of_counts(arrests).estimate == pytest.approx(9_273.5, abs=0.05)
    bound = mixture_of_counts(arrests, "chao")
    assert bound.estimate == pytest.approx(9_273.5, abs=0.05)
    assert bound.interval.lower == pytest.approx(8_088, abs=0.5)
    assert bound.interval.upper == pytest.approx(10_704, abs=0.5)
    assert round(mixture_of_counts(arrests, "poisson").estimate) == 8_618
    assert round(mixture_of_counts(arrests, "gamma").estimate) == 29_058


def test_birds_as_published():
    """Dorazio & Royle 2003 by Rcapture: lower bound 84.3 [73.0-119.7], Gamma 109.1 [86.2-150.6]."""
    birds = counts("BBS2001", occasions=50)
    bound = mixture_of_counts(birds, "chao", largest=20)
    assert bound.details["profile_estimate"] == pytest.approx(84.3, abs=0.05)
    assert bound.interval.lower == pytest.approx(73.0, abs=0.05)
    assert bound.interval.upper == pytest.approx(119.7, abs=0.06)
    gamma = mixture_of_counts(birds, "gamma", largest=20)
    assert gamma.details["profile_estimate"] == pytest.approx(109.1, abs=0.05)
    assert (gamma.interval.lower, gamma.interval.upper) == pytest.approx((86.2, 150.6), abs=0.05)


def test_equal_to_statsmodels():
    arrests = counts("ill")
    times = np.array(list(arrests.persons))
    columns = np.column_stack([np.ones(len(times)), times, times**2 / 2])
    offset = -gammaln(times + 1.0)
    fitted = sm.GLM(list(arrests.persons.values()), columns, sm.families.Poisson(), offset=offset).fit(
        tol=1e-12
    )
    assert mixture_of_counts(arrests, "darroch").estimate == pytest.approx(
        arrests.n + np.exp(fitted.params[0]), rel=1e-7
    )


def test_all_ten_models_and_their_order():
    found = heterogeneity_models(table("hare"))
    assert [each.model for each in found] == [
        "M0",
        "Mt",
        *(f"Mh {mixing}" for mixing in MIXINGS),
        *(f"Mth {mixing}" for mixing in MIXINGS),
    ]
    assert all(each.estimate > 68 and each.assumptions for each in found)


def test_models_without_a_maximum_give_no_number():
    """Three lists without A&C: Darroch's model fits the zero ever better and never best."""
    for mixing in ("poisson", "darroch", "gamma"):
        found = heterogeneity(table("Artificial_3"), "Mth", mixing)
        assert found.estimate is None
        assert "no maximum" in found.reason
    never = mixture_of_counts(CaptureCounts({1: 20}), "darroch")
    assert never.estimate is None
    assert never.reason


def test_two_lists_cannot_tell_how_persons_differ():
    two = CaptureTable.from_csv("A,B,n\n1,1,4\n1,0,9\n0,1,7\n")
    assert heterogeneity(two, "Mth", "darroch").estimate is None
    assert chao(two).estimate == pytest.approx(13 * 11 / 4)


def test_the_order_of_lists_and_doubling():
    one = table("lesbian")
    turned = one.select(list(reversed(one.lists)))
    for mixing in MIXINGS:
        straight = heterogeneity(one, "Mth", mixing).estimate
        assert heterogeneity(turned, "Mth", mixing).estimate == pytest.approx(straight, rel=1e-9)
        assert heterogeneity(one.doubled, "Mth", mixing).estimate == pytest.approx(2 * straight, rel=1e-9)


def test_a_spread_below_zero_is_said():
    assert any("below zero" in text for text in heterogeneity(table("UKdat"), "Mh", "gamma").warnings)


def test_the_simple_bound_stands_beside_and_lies_higher_where_lists_differ():
    found = chao(table("UKdat_5"))
    assert found.details["equal_reach"] > found.estimate
    assert found.assumptions[-1].startswith("Persons differ")


def test_nobody_seen_twice_has_no_bound():
    assert chao_of_counts(CaptureCounts({1: 9, 3: 1})).estimate is None


def test_nobody_seen_once():
    found = chao_of_counts(CaptureCounts({2: 9, 3: 1}, occasions=4))
    assert (found.estimate, found.interval.lower, found.interval.upper) == (10, 10, 10)


@pytest.mark.parametrize(
    ("text", "row"), [("k,f\n1,3\n1,4\n", 3), ("k,f\n1,x\n", 2), ("k,f\n0,4\n", 1), ("k,f\n1,2,3\n", 2)]
)
def test_counts_that_are_not_sound_are_named(text, row):
    with pytest.raises(TableError) as error:
        CaptureCounts.from_csv(text)
    assert error.value.row == row


def test_counts_of_nobody_and_too_few_occasions():
    with pytest.raises(TableError, match="nobody"):
        CaptureCounts({1: 0})
    with pytest.raises(TableError, match="occasions"):
        CaptureCounts({4: 2}, occasions=3)


@pytest.mark.parametrize(
    "wrong",
    [
        ("Mt", "darroch", {}),
        ("Mh", None, {}),
        ("Mh", "chao", {"theta": 2.0}),
        ("Mh", "poisson", {"theta": 1.0}),
        ("M0", None, {"level": 0}),
    ],
)
def test_settings_that_cannot_be(wrong):
    kind, mixing, others = wrong
    with pytest.raises(BadSetting):
        heterogeneity(table("hare"), kind, mixing, **others)


def test_an_unknown_list_and_a_largest_number_that_cannot_be():
    with pytest.raises(UnknownList):
        heterogeneity(table("hare"), "Mt", interactions=[("c1", "c9")])
    with pytest.raises(BadSetting):
        mixture_of_counts(counts("ill"), largest=9)
