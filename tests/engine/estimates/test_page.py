"""The numbers on the page docs/estimates.md are those that the program gives for the same tables."""

import re

import pytest

from seinhuis.engine import estimates

from .published_tables import chapter, table, whole

CLAIMS = {"UKdat_5": 13_000, "Ned": 37_500}


@pytest.fixture(scope="module")
def found():
    return {name: estimates.bounds(table(name), claim) for name, claim in CLAIMS.items()}


def said(bounds, name):
    (statement,) = [each for each in bounds.statements if each.name == name]
    return statement


@pytest.mark.parametrize("name", CLAIMS)
def test_the_range_and_the_verdict_on_the_published_number(found, name):
    assert f"{whole(found[name].lower)} to {whole(found[name].upper)}" in chapter(name)
    assert f"Verdict on {CLAIMS[name]:,}: {found[name].verdict}" in chapter(name)


def test_the_british_odds_ratios_and_models(found):
    sweep, envelope = said(found["UKdat_5"], "odds ratios"), said(found["UKdat_5"], "model envelope")
    assert f"becomes {whole(sweep.upper)}; if it halves them, {whole(sweep.lower)}" in chapter("UKdat_5")
    assert re.search(r"odds ratio of [0-9.]+ between \w+ and \w+", sweep.text).group() in chapter("UKdat_5")
    models = re.match(r"(\d+) models .*? from ([\d,]+) to ([\d,]+),", envelope.text).groups()
    named = "[{} models within 10 of the lowest BIC, estimates from {} to {}]".format(*models)
    assert named in chapter("UKdat_5")


def test_the_dutch_lower_bound_and_consistency(found):
    assert f'"lower bound" of {whole(found["Ned"].chao.estimate)}' in chapter("Ned")
    consistency = said(found["Ned"], "internal consistency").text
    ratio = re.search(r"estimate to truth is (-[0-9.]+)", consistency).group(1)
    assert f"mean log ratio is {ratio}".replace("-", "−") in chapter("Ned")


def test_point_estimates():
    stepwise = estimates.stepwise(table("UKdat_5"))
    assert whole(stepwise.estimate) in chapter("UKdat_5")
    limits = f"({whole(stepwise.interval.lower)} to {whole(stepwise.interval.upper)} for stepwise)"
    assert limits in chapter("UKdat_5")
    dutch = f"says {whole(estimates.stepwise(table('Ned')).estimate)}; the best model by BIC "
    assert dutch + whole(estimates.bic(table("Ned")).estimate) in chapter("Ned")
