"""Estimates: seconds of CPU against those of the R packages, and how often the intervals hold the truth.

The R packages cannot run here; their seconds of CPU were recorded on two cores of the same kind with R 4.2.2.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from seinhuis.engine import estimates
from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.bootstrap import limits, resampling, selectors

DATA = Path(__file__).resolve().parents[1] / "tests" / "engine" / "estimates" / "data"
SPARSE_MSE = {"UKdat_5": 119, "UKdat": 293, "Ned": 403, "Ned_5": 144}
EXHAUSTIVE_BIC = 55 * 60
SIMULATIONS = 500
SEEDS = 9  # the published limits are those of one seed; with B = 1,000 they move by a tenth


def run(_home):
    """Print one line for each figure."""
    print(f"import of the module: {import_seconds():.2f} s of CPU")
    for compiled, name in ((True, "numba"), (False, "numpy")):
        for table, peer in SPARSE_MSE.items():
            used = stepwise_seconds(table, 1000, compiled=compiled)
            ratio = f"SparseMSE {peer} s: {peer / used:,.0f} times"
            print(f"stepwise + BCa, B = 1,000, {table}, {name}: {used:.3f} s ({ratio})")
    for table in ("UKdat", "Ned"):
        print(f"stepwise + BCa, B = 20,000, {table}, numba: {stepwise_seconds(table, 20_000):.2f} s")
    for order, models in ((2, "1,024"), (3, "6,212")):
        used, lower, upper = bic_seconds(1000, order)
        ratio = f" ({EXHAUSTIVE_BIC / used:,.0f} times)" if order == 2 else ""
        limits_found = f"BCa {lower:,.0f} to {upper:,.0f}"
        print(
            f"all {models} models of order {order}, B = 1,000, UKdat_5: {used:.2f} s{ratio}, {limits_found}"
        )
    shares, error = coverage(SIMULATIONS)
    held = f"{shares[0.95]:.3f} at 95 %, {shares[0.8]:.3f} at 80 %"
    print(f"coverage, {SIMULATIONS} tables: {held}, RMSE {error:,.0f}")


def import_seconds():
    """CPU of a fresh interpreter with the import, less one without."""
    seconds = []
    for code in ("pass", "from seinhuis.engine import estimates"):
        program = f"import time; {code}; print(time.process_time())"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        seconds.append(float(done.stdout))
    return seconds[1] - seconds[0]


def read(name):
    """A table of the tests."""
    return CaptureTable.from_csv(DATA / f"{name}.csv")


def stepwise_seconds(name, replicates, *, compiled=True):
    """CPU of the whole call, compiled code warm."""
    table = read(name)
    estimates.bootstrap(table, replicates=100, compiled=compiled)
    started = time.process_time()
    estimates.bootstrap(table, replicates=replicates, compiled=compiled)
    return time.process_time() - started


def bic_seconds(replicates, order):
    """CPU of one call on UKdat_5, compiled code warm, and the median BCa limits over the seeds."""
    table = read("UKdat_5")
    estimates.bootstrap(table, "bic", order=order, replicates=100)
    started = time.process_time()
    found = [
        estimates.bootstrap(table, "bic", order=order, replicates=replicates, seed=seed).interval
        for seed in range(SEEDS)
    ]
    used = (time.process_time() - started) / SEEDS
    return used, statistics.median(i.lower for i in found), statistics.median(i.upper for i in found)


def coverage(simulations):
    """Simulate tables from the stepwise model of UKdat_5: shares of intervals that hold, and the RMSE."""
    table = read("UKdat_5").canonical
    fitted = estimates.fit_model(table, estimates.stepwise(table).model)
    size, shares = round(fitted.estimate), fitted.means / fitted.estimate
    shares[0] = 1 - shares[1:].sum()
    selector = selectors.stepwise(table, 0.02, compiled=selectors.is_compiled(None))
    generator, held, errors = np.random.default_rng(2021), {0.95: 0, 0.8: 0}, []
    for seed in range(simulations):
        cells = generator.multinomial(size, shares)
        cells[0] = 0
        simulated = CaptureTable.from_cells(table.lists, cells, connected=False)
        point = simulated.n + float(selector(cells[None].astype(float))[0])
        drawn = resampling.resample(simulated, selector, point, replicates=1000, seed=seed)
        for found in limits.intervals(drawn.sampling(), [("bca", level) for level in held], resamples=0):
            held[found.level] += found.lower <= size <= found.upper
        errors.append(point - size)
    root = float(np.sqrt(np.mean(np.square(errors))))
    return {level: count / simulations for level, count in held.items()}, root
