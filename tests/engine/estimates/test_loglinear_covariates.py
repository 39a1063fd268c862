"""Covariates, unknown levels and censored cells against published figures and independent maximisation."""

import csv

import numpy as np
import pytest
from scipy.optimize import minimize

from seinhuis.engine import estimates
from seinhuis.engine.estimates import BadModel, CaptureTable

from .published_tables import DATA, table

CAPTURES = ("S1", "S2", "S3")


def spina(*groups):
    with (DATA / "spina.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["y"] != "NA" and row["eth"] in groups]
    lines = [",".join([str(int(row[s] == "obs")) for s in CAPTURES] + [row["eth"], row["y"]]) for row in rows]
    return CaptureTable.from_csv("\n".join(["S1,S2,S3,eth,count", *lines]), strata=["eth"])


def simulated(size, unknown, seed):
    """Two groups that the lists see differently; the group is unknown for a share of those who were seen."""
    generator = np.random.default_rng(seed)
    woman = generator.random(size) < 0.6
    chance = np.where(woman[:, None], [0.10, 0.25, 0.15], [0.3, 0.1, 0.12])
    seen = generator.random((size, 3)) < chance
    known = generator.random(size) >= unknown
    rows = {}
    for person in np.flatnonzero(seen.any(axis=1)):
        key = (
            *seen[person].astype(int).tolist(),
            "NA" if not known[person] else "f" if woman[person] else "m",
        )
        rows[key] = rows.get(key, 0) + 1
    lines = [",".join(map(str, (*key, count))) for key, count in rows.items()]
    return CaptureTable.from_csv("\n".join(["A,B,C,sex,count", *lines]), strata=["sex"])


BY_SEX = [("A", "sex"), ("B", "sex"), ("C", "sex")]


def test_the_two_groups_of_the_spina_bifida_table_as_published():
    captures = spina("caucasian", "afro-american")
    found = estimates.covariates(captures, [("S1", "S2"), ("S2", "S3")])
    by_group = {each["levels"]["eth"]: each["estimate"] for each in found.details["strata"]}
    assert by_group["caucasian"] == pytest.approx(708, abs=0.5)
    assert by_group["afro-american"] == pytest.approx(44, abs=0.5)
    assert found.estimate == pytest.approx(sum(by_group.values()))


def test_the_same_as_the_regression_of_statsmodels():
    import statsmodels.api as sm

    captures = simulated(5000, 0.0, 1)
    found = estimates.covariates(captures, [("A", "B"), *BY_SEX])
    strata = captures.strata
    counts = {(v[0], h): c for v, h, c in zip(strata.values, strata.histories, strata.counts, strict=True)}
    rows, observed = [], []
    for sex in "fm":
        for history in range(1, 8):
            a, b, c, m = history & 1, history >> 1 & 1, history >> 2 & 1, int(sex == "m")
            rows.append([1, a, b, c, a * b, m, a * m, b * m, c * m])
            observed.append(counts.get((sex, history), 0))
    fit = sm.GLM(observed, np.array(rows, dtype=float), family=sm.families.Poisson()).fit(tol=1e-12)
    hidden = np.exp(fit.params[0]) * (1 + np.exp(fit.params[5]))
    assert found.estimate == pytest.approx(captures.n + hidden, rel=1e-8)
    slope = np.zeros(9)
    slope[0], slope[5] = hidden, np.exp(fit.params[0] + fit.params[5])
    error = np.sqrt(slope @ fit.cov_params() @ slope)
    assert found.details["standard_error"] == pytest.approx(error, rel=1e-6)


def test_unknown_levels_give_what_maximising_the_observed_likelihood_gives():
    captures = simulated(3000, 0.3, 2)
    found = estimates.covariates(captures, BY_SEX)
    strata = captures.strata
    design = np.array(
        [
            [1, h & 1, h >> 1 & 1, h >> 2 & 1, m, (h & 1) * m, (h >> 1 & 1) * m, (h >> 2 & 1) * m]
            for m in (0, 1)
            for h in range(8)
        ],
        dtype=float,
    )
    seen = [
        (v[0], int(h), int(c)) for v, h, c in zip(strata.values, strata.histories, strata.counts, strict=True)
    ]

    def minus_log_likelihood(parameters):
        means = np.exp(design @ parameters).reshape(2, 8)
        terms = {"f": means[0], "m": means[1], None: means.sum(axis=0)}
        return means[:, 1:].sum() - sum(count * np.log(terms[sex][history]) for sex, history, count in seen)

    start = np.array([5.0, -1, -1, -1, 0, 0.1, 0, 0])
    best = minimize(minus_log_likelihood, start, method="BFGS", options={"gtol": 1e-6, "maxiter": 500})
    means = np.exp(design @ best.x).reshape(2, 8)
    assert found.estimate == pytest.approx(captures.n + means[:, 0].sum(), rel=1e-4)
    step = 1e-4
    unit = np.eye(8) * step
    f = minus_log_likelihood
    information = np.array(
        [
            [
                (f(best.x + a + b) - f(best.x + a - b) - f(best.x - a + b) + f(best.x - a - b))
                / (4 * step**2)
                for a in unit
            ]
            for b in unit
        ]
    )
    slope = (means[:, 0][:, None] * design.reshape(2, 8, 8)[:, 0]).sum(axis=0)
    error = np.sqrt(slope @ np.linalg.inv(information) @ slope)
    assert found.details["standard_error"] == pytest.approx(error, rel=0.01)
    assert any("not known" in said for said in found.warnings)


def test_a_simulated_population_is_found_again_with_a_third_of_the_levels_unknown():
    size = 20_000
    full, partly = (estimates.covariates(simulated(size, share, 3), BY_SEX) for share in (0.0, 0.35))
    blind = estimates.fit(simulated(size, 0.0, 3), "[1,2,3]")
    for found in (full, partly):
        assert abs(found.estimate - size) < 3 * found.details["standard_error"]
    assert partly.details["standard_error"] > full.details["standard_error"]
    assert blind.estimate - size > 2 * blind.details["standard_error"]
    women = next(each for each in partly.details["strata"] if each["levels"] == {"sex": "f"})
    assert women["estimate"] == pytest.approx(0.6 * size, rel=0.08)


def test_a_censored_cell_is_estimated_and_its_count_does_not_matter():
    captures = simulated(20_000, 0.0, 4)
    strata = captures.strata
    header = "A,B,C,sex,count"
    lines, more = [], []
    for (sex,), history, count in zip(
        strata.values, strata.histories.tolist(), strata.counts.tolist(), strict=True
    ):
        key = f"{history & 1},{history >> 1 & 1},{history >> 2 & 1},{sex}"
        lines.append(f"{key},{count}")
        more.append(f"{key},{count + 5000 * (history == 1)}")
    plain, crowded = (
        CaptureTable.from_csv("\n".join([header, *rows]), strata=["sex"]) for rows in (lines, more)
    )
    right = estimates.covariates(plain, BY_SEX, censored=[("A",)])
    same = estimates.covariates(crowded, BY_SEX, censored=[("A",)])
    wrong = estimates.covariates(crowded, BY_SEX)
    assert same.estimate == pytest.approx(right.estimate, rel=1e-9)
    assert abs(right.estimate - 20_000) < 3 * right.details["standard_error"]
    assert wrong.estimate > 30_000


def test_what_cannot_be_asked_is_refused_and_what_cannot_be_estimated_has_a_reason():
    captures = spina("caucasian", "afro-american", "other")
    none = estimates.covariates(captures, [("S1", "eth"), ("S2", "eth"), ("S3", "eth")])
    assert none.estimate is None
    assert none.reason
    with pytest.raises(BadModel, match="no list or variable"):
        estimates.covariates(captures, [("S1", "age")])
    with pytest.raises(BadModel, match="all lists"):
        estimates.covariates(captures, [CAPTURES])
    with pytest.raises(BadModel, match="no strata"):
        estimates.covariates(table("HIV"))
