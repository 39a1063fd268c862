"""Funnels: limits as statsmodels has them, claims with the numbers that they need, unknowns and clusters."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from seinhuis.engine.estimates.clustering import cluster_bootstrap, cluster_share, design_effect
from seinhuis.engine.estimates.errors import BadSetting, TableError
from seinhuis.engine.estimates.funnel import BadFunnel, Cluster, Funnel, Stage, compare_funnels
from seinhuis.engine.estimates.funnel_reading import read_funnels
from seinhuis.engine.estimates.proportions import (
    BadProportion,
    Kind,
    Verdict,
    clopper_pearson,
    compare_arms,
    holm,
    judge,
    lower_limit,
    needed_persons,
    unknown_bounds,
    upper_limit,
    wilson,
)

PROPORTIONS = some.integers(1, 5000).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n)))


@given(PROPORTIONS, some.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_limits_are_those_of_statsmodels(proportion, level):
    count, total = proportion
    for limits, method in ((wilson, "wilson"), (clopper_pearson, "beta")):
        ours = limits(count, total, level)
        theirs = proportion_confint(count, total, alpha=1 - level, method=method)
        assert (ours.lower, ours.upper) == pytest.approx(theirs, abs=1e-12)


@given(PROPORTIONS, some.sampled_from(list(Kind)))
def test_one_sided_limits_are_two_sided_ones_of_a_lower_level(proportion, kind):
    both = (wilson if kind is Kind.WILSON else clopper_pearson)(*proportion, 0.9)
    assert lower_limit(*proportion, 0.95, kind) == pytest.approx(both.lower, abs=1e-12)
    assert upper_limit(*proportion, 0.95, kind) == pytest.approx(both.upper, abs=1e-12)


@pytest.mark.parametrize(("share", "needed"), [(0.61, 6305), (0.62, 1534), (0.65, 228), (0.70, 53)])
def test_how_many_persons_more_than_sixty_per_cent_needs(share, needed):
    assert needed_persons(share, 0.6) == needed
    count = math.ceil(share * needed - 1e-9)
    assert lower_limit(count, needed) > 0.6 >= lower_limit(math.ceil(share * (needed - 1) - 1e-6), needed - 1)
    assert all(lower_limit(math.ceil(share * n - 1e-6), n) <= 0.6 for n in range(1, min(needed, 600)))


def test_a_claim_that_no_number_of_persons_supports_is_refused():
    with pytest.raises(BadSetting, match="above"):
        needed_persons(0.6, 0.6)
    with pytest.raises(BadSetting):
        judge(0.5, 0.7, 1.2)


def test_published_examples():
    claim = one_stage(61, 100).summary(claims={"told": 0.6}).stages[1].claim
    limits = wilson(61, 100)
    assert (round(limits.lower, 3), round(limits.upper, 3)) == (0.512, 0.700)
    assert claim.verdict is Verdict.CANNOT_SAY
    assert claim.needed == 6305
    assert [round(value, 2) for value in (wilson(9, 15).lower, wilson(9, 15).upper)] == [0.36, 0.80]
    half = wilson(600, 1200)  # "half of about 1,200"
    assert [round(value, 3) for value in (half.lower, half.upper)] == [0.472, 0.528]


def one_stage(count, total, unknown=0):
    return Funnel((Stage("contacted", total), Stage("told", count, "contacted", unknown)))


def test_verdicts():
    said = {
        pair: one_stage(*pair).summary(claims={"told": 0.6}).stages[1].claim.verdict
        for pair in ((700, 1000), (620, 1000), (500, 1000))
    }
    assert list(said.values()) == [Verdict.SUPPORTED, Verdict.CANNOT_SAY, Verdict.CONTRADICTED]
    assert str(Verdict.CANNOT_SAY) == "the data cannot say"


def test_unknown_outcomes_can_take_a_claim_away():
    stage = one_stage(700, 1000, unknown=0).summary(claims={"told": 0.6}).stages[1]
    open_stage = one_stage(490, 1000, unknown=300).summary(claims={"told": 0.6}).stages[1]
    assert stage.share == open_stage.share == 0.7
    assert open_stage.bounds == (0.49, 0.79)
    assert (stage.claim.verdict, open_stage.claim.verdict) == (Verdict.SUPPORTED, Verdict.CANNOT_SAY)


@given(PROPORTIONS, some.integers(0, 500))
def test_unknown_bounds_hold_the_share_and_every_completion(proportion, unknown):
    count, known = proportion
    low, high = unknown_bounds(count, known, unknown)
    for extra in (0, unknown // 2, unknown):
        assert low - 1e-12 <= (count + extra) / (known + unknown) <= high + 1e-12
    assert low <= count / known <= high


def test_nobody_known_gives_no_share():
    stage = one_stage(0, 5, unknown=5).summary(claims={"told": 0.6}).stages[1]
    assert (stage.share, stage.limits, stage.claim) == (None, None, None)
    assert "Nobody's outcome" in stage.warnings[0]
    with pytest.raises(BadProportion):
        wilson(0, 0)


@given(PROPORTIONS, PROPORTIONS)
@settings(max_examples=50)
def test_two_arms_are_those_of_statsmodels(first, second):
    (k1, n1), (k2, n2) = first, second
    ours = compare_arms(first, second)
    theirs = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=0.05)
    limits = (ours.difference_limits.lower, ours.difference_limits.upper)
    assert limits == pytest.approx(theirs, abs=1e-9)
    if 0 < k1 + k2 < n1 + n2:
        assert ours.p_value == pytest.approx(proportions_ztest([k1, k2], [n1, n2])[1], abs=1e-9)
    if k1 and k2:
        ratio = confint_proportions_2indep(k1, n1, k2, n2, method="log", compare="ratio", alpha=0.05)
        assert (ours.ratio_limits.lower, ours.ratio_limits.upper) == pytest.approx(ratio, rel=1e-9)
    else:
        assert ours.ratio_limits.lower is None


def test_holm_is_that_of_statsmodels():
    for size in range(1, 12):
        values = np.random.default_rng(size).random(size).round(1) ** 2  # with ties
        assert holm(values) == pytest.approx(multipletests(values, method="holm")[1], abs=1e-12)


def test_newcombe_example_of_the_paper():
    """Newcombe 1998, table II (a): 56/70 - 48/80 has method 10 limits 0.0524 to 0.3339."""
    limits = compare_arms((56, 70), (48, 80)).difference_limits
    assert (round(limits.lower, 4), round(limits.upper, 4)) == (0.0524, 0.3339)


def test_wilson_covers_as_it_says():
    for share, total in ((0.6, 100), (0.3, 40), (0.6, 500)):
        drawn = np.random.default_rng(5).binomial(total, share, 4000)
        held = [wilson(int(k), total) for k in drawn]
        assert 0.93 <= np.mean([each.lower <= share <= each.upper for each in held]) <= 0.97


def test_clusters_that_do_not_differ_cost_nothing_and_those_that_do_cost_much():
    alike = [(6, 10)] * 30
    apart = [(10, 10)] * 18 + [(0, 10)] * 12
    assert design_effect(alike) == 0
    assert design_effect(apart) == pytest.approx(10 * 30 / 29, rel=1e-12)  # each cluster is one observation
    assert cluster_share(alike).limits == wilson(180, 300)
    wide = cluster_share(apart)
    assert wide.effective == pytest.approx(29)
    assert wide.limits.upper - wide.limits.lower > 3 * (wilson(180, 300).upper - wilson(180, 300).lower)
    assert wide.bootstrap.upper - wide.bootstrap.lower == pytest.approx(0.35, abs=0.05)


def test_the_cluster_bootstrap_depends_on_the_seed_only():
    counts = [(3, 10), (9, 12), (4, 20), (0, 5)]
    assert cluster_bootstrap(counts, seed=3) == cluster_bootstrap(counts[::-1], seed=3)
    many = [(number % 7, 7 + number % 5) for number in range(25)]
    assert cluster_bootstrap(many, seed=3) != cluster_bootstrap(many, seed=4)
    assert "Only 4 clusters" in cluster_share(counts).warnings[0]
    with pytest.raises(BadProportion, match="two clusters"):
        cluster_share([(3, 10)])
    with pytest.raises(BadSetting):
        cluster_bootstrap(counts, replicates=10)


def test_clusters_of_a_funnel_take_their_denominator_from_the_stage_that_is_named():
    funnel = Funnel(
        (
            Stage("contacted", 30, clusters=(Cluster("a", 10), Cluster("b", 20))),
            Stage("told", 12, "contacted", 6, (Cluster("a", 8, 2), Cluster("b", 4, 4))),
        )
    )
    stage = funnel.summary().stages[1]
    assert (stage.known, stage.share) == (24, 0.5)
    assert stage.clustered.design_effect == pytest.approx(design_effect([(8, 8), (4, 16)]))


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((Stage("a", 5), Stage("b", 6, "a")), "more persons than a"),
        ((Stage("a", 5), Stage("b", 3, "a", 3)), "more persons than a"),
        ((Stage("a", 5), Stage("b", 3, "c")), "no earlier stage"),
        ((Stage("a", 5), Stage("a", 3, "a")), "occurs twice"),
        ((Stage("a", 5, clusters=(Cluster("p", 5),)), Stage("b", 3, "a")), "only one of them has clusters"),
        ((), "without stages"),
    ],
)
def test_stages_that_do_not_fit_are_refused(stages, said):
    with pytest.raises(BadFunnel, match=said):
        Funnel(stages)


def test_a_stage_alone_is_checked_too():
    for wrong in ({"count": -1}, {"count": 1, "unknown": 1}, {"count": 4, "clusters": (Cluster("a", 3),)}):
        with pytest.raises(BadFunnel):
            Stage("a", **wrong)
    with pytest.raises(BadFunnel, match="part of nothing"):
        one_stage(1, 2).summary(claims={"contacted": 0.5})


COUNTS = "stage,of,count,unknown\ncontacted,,100,\ntold,contacted,61,\nreplied,told,9,46\n"
PERSONS = "person;campaign;contacted;told / contacted;replied / told\n" + "".join(
    f"p{number};{'ab'[number % 2]};1;{int(number < 61)};{'' if number in range(9, 55) else int(number < 9)}\n"
    for number in range(100)
)


def test_counts_and_persons_give_the_same_funnel():
    (counts,), (persons,) = read_funnels(COUNTS).values(), read_funnels(PERSONS).values()
    assert [(each.name, each.of, each.count, each.unknown) for each in counts.stages] == [
        (each.name, each.of, each.count, each.unknown) for each in persons.stages
    ]
    assert [each.name for each in persons.stages[0].clusters] == ["a", "b"]


def test_arms_are_compared_and_adjusted_together():
    text = "arm,stage,of,count\n" + "".join(
        f"{arm},contacted,,100\n{arm},told,contacted,{told}\n{arm},replied,told,{replied}\n"
        for arm, told, replied in (("short", 60, 30), ("long", 40, 19))
    )
    one, two = read_funnels(text).values()
    compared = compare_funnels(one, two)
    assert compared["told"].difference == pytest.approx(0.2)
    assert compared["told"].adjusted == pytest.approx(2 * compared["told"].p_value)
    with pytest.raises(BadFunnel, match="same stages"):
        compare_funnels(one, one_stage(1, 2))


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("stage,of,count\na,,x\n", 2, "count"),
        ("stage,of,count\na,,3\na,,3\n", 3, None),
        ("stage,of,count\na,,3\nb,a\n", 3, None),
        ("stage,of,count,count\na,,3,3\n", 1, "count"),
        ("stage,count\na,3\n", 1, None),
        ("person,a,b / a\np,1,1\np,1,0\n", 3, "person"),
        ("person,a,b / a\np,0,1\n", 2, "b / a"),
        ("person,a,b / c\np,0,1\n", 1, "b / c"),
        ("person,a\np,\n", 2, "a"),
        ("person,a\np,2\n", 2, "a"),
        ("stage,of,count\n", None, None),
    ],
)
def test_a_file_that_is_not_sound_is_named_by_row_and_column(text, row, column):
    with pytest.raises(TableError) as caught:
        read_funnels(text)
    assert (caught.value.row, caught.value.column) == (row, column)


def test_the_pseudonym_of_a_person_is_never_in_a_message():
    with pytest.raises(TableError) as caught:
        read_funnels("person,a\nsecret-one,1\nsecret-one,1\n")
    assert "secret" not in str(caught.value)


def test_the_summary_is_json_and_names_its_denominators():
    record = one_stage(61, 100).summary(claims={"told": 0.6}).to_dict()
    assert record["unit"] == "person"
    assert record["stages"][1]["of"] == "contacted"
    assert record["stages"][1]["claim"]["verdict"] == "the data cannot say"
