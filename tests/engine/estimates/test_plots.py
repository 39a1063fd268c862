"""Pictures: the same bytes for the same numbers, the numbers beside them, nothing shared."""

import csv
import io
import subprocess
import sys
import xml.etree.ElementTree as etree

import numpy as np
import pytest

from seinhuis.engine.estimates.bounds.contracts import Bounds, EnvelopeModel, KnownSize, Sweep
from seinhuis.engine.estimates.contracts import Estimate, Interval, no_estimate
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.funnel import Funnel, Stage
from seinhuis.engine.estimates.plots import (
    Numbers,
    draw_bootstrap,
    draw_consistency,
    draw_envelope,
    draw_funnel,
    draw_methods,
    draw_sweep,
    draw_trend,
    write_all,
)
from seinhuis.engine.estimates.trend import Break, Point, fit_trend

ESTIMATE = Estimate(
    "stepwise",
    "[12,13]",
    11313.0,
    (
        Interval(0.95, 9250.0, 15561.0, "bca", 170.0, 478.0),
        Interval(0.95, 9837.0, None, "percentile"),
        Interval(0.8, 9900.0, 14000.0, "bca"),
    ),
    seed=1,
)
RESULTS = (ESTIMATE, no_estimate("latent", "2 classes", "The chains do not agree."))
SWEEPS = tuple(
    Sweep((f"a{number}", "b"), (0.5, 1.0, 2.0), (900.0 - number, 1250.0, 1600.0 + 9 * number), 1.1)
    for number in range(6)
)
MODELS = (
    EnvelopeModel("[12]", 1250.0, 0.0, 1000.0, 1500.0),
    EnvelopeModel("[12,13]", 2500.0, 3.0, 1400.0, 4100.0),
)
CHECKS = (KnownSize("a", 800, 600.0, 300.0, 1300.0), KnownSize("b", 90, reason="No model."))
BOUNDS = Bounds(
    claim=1300.0,
    observed=700,
    model="[12]",
    statements=(),
    chao=no_estimate("chao", "none", "Nobody is on two lists."),
    sweeps=SWEEPS,
    envelope=MODELS,
    consistency=CHECKS,
    linkage=(),
    lower=900.0,
    upper=None,
    verdict=None,
)


def funnel():
    stages = (Stage("contacted", 100), Stage("told", 61, "contacted"), Stage("replied", 9, "told", 46))
    return draw_funnel(Funnel(stages).summary(claims={"told": 0.6}))


def trend():
    points = [Point(str(2014 + place), 2014 + place, 550 - 100 * (place > 3)) for place in range(9)]
    return draw_trend(fit_trend(points, [Break("privacy law", 2018), Break("new form", 2020, 2021)]))


def replicates():
    return np.append(np.random.default_rng(1).lognormal(9.4, 0.2, 500), np.inf)


DRAWINGS = {
    "methods": lambda: draw_methods(RESULTS, claim=1300.0, observed=700),
    "sweep": lambda: draw_sweep(SWEEPS, claim=1300.0),
    "envelope": lambda: draw_envelope(MODELS, claim=1300.0),
    "bootstrap": lambda: draw_bootstrap(ESTIMATE, replicates(), claim=10000.0),
    "consistency": lambda: draw_consistency(CHECKS),
    "funnel": funnel,
    "trend": trend,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_is_sound_says_itself_in_words_and_is_the_same_twice(name):
    one, two = DRAWINGS[name](), DRAWINGS[name]()
    text = one.to_svg()
    assert text == two.to_svg()
    root = etree.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-label") == one.summary
    assert len(one.summary) > 20
    assert one.numbers == two.numbers


def test_the_table_of_methods_holds_every_interval_and_every_reason():
    rows = list(csv.DictReader(io.StringIO(DRAWINGS["methods"]().numbers.to_csv())))
    assert [(row["kind"], row["lower"]) for row in rows[:3]] == [
        ("bca", "9250.0"),
        ("percentile", "9837.0"),
        ("bca", "9900.0"),
    ]
    assert (rows[1]["upper"], rows[3]["estimate"]) == ("", "")
    assert rows[3]["reason"] == "The chains do not agree."


def test_the_table_of_a_sweep_is_what_was_computed():
    rows = list(csv.DictReader(io.StringIO(DRAWINGS["sweep"]().numbers.to_csv())))
    assert len(rows) == 18
    assert float(rows[3]["estimate"]) == SWEEPS[1].estimates[0]
    assert "at an odds ratio of 1.1" in DRAWINGS["sweep"]().summary


def test_the_bins_of_a_histogram_count_every_replicate():
    rows = list(csv.DictReader(io.StringIO(DRAWINGS["bootstrap"]().numbers.to_csv())))
    assert sum(int(row["replicates"]) for row in rows) == 501
    assert int(rows[-1]["replicates"]) >= 1  # the one without an estimate


def test_the_table_of_a_funnel_names_the_denominator_and_the_verdict():
    rows = list(csv.DictReader(io.StringIO(funnel().numbers.to_csv())))
    assert [(row["stage"], row["of"], row["known"]) for row in rows] == [
        ("told", "contacted", "100"),
        ("replied", "told", "15"),
    ]
    assert rows[0]["verdict"] == "the data cannot say"
    assert float(rows[1]["lowest without assumption"]) == pytest.approx(9 / 61)


def test_the_table_of_a_trend_names_the_break_of_each_period():
    rows = list(csv.DictReader(io.StringIO(trend().numbers.to_csv())))
    assert [row["breaks"] for row in rows[3:8]] == [
        "",
        "privacy law",
        "privacy law",
        "privacy law; new form",
        "privacy law",
    ]


def test_a_trend_without_a_slope_and_results_without_a_number_are_drawn_too():
    short = draw_trend(fit_trend([Point("2020", 2020, 3), Point("2021", 2021, 0)]))
    assert "too few" in short.summary
    assert "0 of 1 methods" in draw_methods(RESULTS[1:], claim=1300.0).summary
    empty = (
        draw_methods((), claim=None),
        draw_sweep((), claim=1300.0),
        draw_envelope(()),
        draw_consistency(()),
    )
    assert all(drawing.to_svg() for drawing in empty)
    with pytest.raises(BadSetting, match="no replicates"):
        draw_bootstrap(ESTIMATE, [np.nan, np.inf])


def test_everything_is_written_with_its_numbers(tmp_path):
    files = write_all(RESULTS, BOUNDS, tmp_path / "pictures", replicates=(ESTIMATE, replicates()))
    names = {file.name for file in files}
    for name in ("methods", "sweep", "envelope", "consistency", "bootstrap"):
        assert {f"{name}.svg", f"{name}.csv", f"{name}.md"} <= names
    assert all(file.stat().st_size for file in files)
    assert write_all((), None, tmp_path) == ()


def test_other_formats_and_one_that_does_not_exist(tmp_path):
    page, picture = DRAWINGS["envelope"]().write(tmp_path, ("html", "png"))
    assert '<th scope="col">model</th>' in page.read_text()
    assert picture.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="gif"):
        DRAWINGS["envelope"]().write(tmp_path, ("gif",))


def test_what_stands_in_a_name_cannot_break_out_of_a_table():
    numbers = Numbers("a < b", ("x | y",), (("<script>",), ("1 | 2\n3",), (12345.6,), (0.1234,), (None,)))
    assert "<script>" not in numbers.to_html()
    assert numbers.to_markdown().splitlines()[2:] == [
        "| x \\| y |",
        "| --- |",
        "| <script> |",
        "| 1 \\| 2 3 |",
        "| 12,346 |",
        "| 0.123 |",
        "|  |",
    ]
    with pytest.raises(ValueError, match="fields"):
        Numbers("a", ("x",), ((1, 2),))


def test_neither_pyplot_nor_matplotlib_is_loaded_with_the_room():
    code = (
        "import sys; from seinhuis.engine.estimates import plots, funnel, trend, disclosure; "
        "assert not {'matplotlib', 'statsmodels', 'numba'} & set(sys.modules); "
        "plots.draw_envelope(()).to_svg(); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
